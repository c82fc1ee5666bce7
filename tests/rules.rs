//! Worked examples of every rule and every profile, through the public door; and `lucene` against the
//! algorithm that it promises.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use naqi::rules::RULES;
use naqi::{Cleaner, Options, Profile};
use proptest::prelude::*;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Options in their short form, the input, the output, and why.
type Case = (&'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    // Repair
    (
        "repair",
        "زار الـــرئيس المديـنة",
        "زار الرئيس المدينة",
        "kashida between letters",
    ),
    (
        "repair",
        "سنة 1446هـ أو ١٤٤٦هـ",
        "سنة 1446هـ أو ١٤٤٦هـ",
        "the Hijri sign",
    ),
    (
        "repair",
        "الـ(هاتف) والـiPhone",
        "الـ(هاتف) والـiPhone",
        "a tatweel before what does not join",
    ),
    ("repair", "كـــــــــتـاب", "كتاب", "runs of any length"),
    ("none&tatweel=all", "كـتاب هـ", "كتاب ه", "every tatweel"),
    (
        "none&mojibake=on",
        "ط§ظ„ط¹ط±ط¨ظٹط©",
        "العربية",
        "UTF-8 read as windows-1256",
    ),
    (
        "repair",
        "Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ…",
        "السلام عليكم",
        "UTF-8 read as windows-1252",
    ),
    (
        "repair",
        "ãÑÍÈÇ Èßã Ýí ÇáãæÞÚ",
        "مرحبا بكم في الموقع",
        "windows-1256 read as windows-1252",
    ),
    (
        "repair",
        "Müller läuft über die Straße",
        "Müller läuft über die Straße",
        "German",
    ),
    (
        "repair",
        "Ça va, élève naïf ? Où êtes-vous ?",
        "Ça va, élève naïf ? Où êtes-vous ?",
        "French",
    ),
    (
        "none&visualOrder=on",
        "ﺎﺒﺣﺮﻣ",
        "ﻣﺮﺣﺒﺎ",
        "a word stored from its end",
    ),
    ("repair", "ﺎﺒﺣﺮﻣ", "مرحبا", "and then as plain letters"),
    (
        "repair",
        "ﻣﺮﺣﺒﺎ ﺑﻜﻢ",
        "مرحبا بكم",
        "presentation forms in order stay in order",
    ),
    (
        "none&presentationForms=on",
        "ﻻ ﻷ ﻹ ﻵ",
        "لا لأ لإ لآ",
        "the four lam-alefs",
    ),
    (
        "repair",
        "ﷺ ﷲ ﷽ ﷼ ﴾﴿",
        "ﷺ ﷲ ﷽ ﷼ ﴾﴿",
        "signs that are words stay",
    ),
    (
        "none&invisibles=on",
        "كل\u{200B}مة\u{200F} أخ\u{AD}رى\u{FEFF}",
        "كلمة أخرى",
        "invisible signs",
    ),
    (
        "repair",
        "👩\u{200D}🚀 وصلت",
        "👩\u{200D}🚀 وصلت",
        "a joiner in an emoji",
    ),
    (
        "repair",
        "क\u{94D}\u{200D}ष",
        "क\u{94D}\u{200D}ष",
        "a joiner in Devanagari",
    ),
    (
        "none&nfc=on",
        "سو\u{654}ال ا\u{655}لى",
        "سؤال إلى",
        "hamza above and below",
    ),
    (
        "none&duplicateMarks=on",
        "مُ\u{64F}حَمّ\u{651}د",
        "مُحَمّد",
        "the same mark twice",
    ),
    (
        "repair",
        "شدّة مع حركةِّ",
        "شدّة مع حركة\u{650}ّ",
        "different marks stay",
    ),
    (
        "none&lookalikes=on",
        "هذا کتاب جديد في المکتبة",
        "هذا كتاب جديد في المكتبة",
        "keheh in Arabic",
    ),
    (
        "repair",
        "این کتاب برای شما است",
        "این کتاب برای شما است",
        "Persian stays",
    ),
    (
        "repair",
        "یہ کتاب اردو میں ہے",
        "یہ کتاب اردو میں ہے",
        "Urdu stays",
    ),
    (
        "none&whitespace=on",
        "أ\u{A0}\u{A0}ب \r\nج\u{2029}د\n\n\n\nه ",
        "أ ب\nج\nد\n\nه",
        "spaces and breaks",
    ),
    ("repair", "عمود\tآخر", "عمود\tآخر", "tabs"),
    (
        "repair",
        "اكتب إلى ali@example.com أو زر www.example.com/صـفحة",
        "اكتب إلى ali@example.com أو زر www.example.com/صـفحة",
        "addresses are protected",
    ),
    (
        "repair",
        "نفّذ `مـثال` ثم انظر",
        "نفّذ `مـثال` ثم انظر",
        "code is protected",
    ),
    (
        "repair",
        "```\nكـود  هنا\n```\nنـص",
        "```\nكـود  هنا\n```\nنص",
        "a fenced block is protected",
    ),
    // Publish
    (
        "none&punctuationScript=on",
        "هل وصلت? نعم, وصلت;",
        "هل وصلت؟ نعم، وصلت؛",
        "Latin marks in Arabic",
    ),
    (
        "publish",
        "see this, please; thanks?",
        "see this, please; thanks?",
        "Latin marks in Latin",
    ),
    (
        "none&punctuationSpacing=on",
        "أولا ،ثانيا ( ثالثا ) !",
        "أولا، ثانيا (ثالثا)!",
        "spaces around marks",
    ),
    (
        "publish",
        "الساعة 10:45 والنسبة 3.5%",
        "الساعة 10:45 والنسبة 3.5%",
        "numbers keep their marks",
    ),
    (
        "none&quotes=on",
        "قال \"نعم\" ثم “لا”",
        "قال «نعم» ثم «لا»",
        "one style of quotes",
    ),
    (
        "none&quotes=curly",
        "قال «نعم»",
        "قال “نعم”",
        "another style",
    ),
    ("publish", "شاشة 27\" جديدة", "شاشة 27\" جديدة", "inches"),
    (
        "none&repeatedPunctuation=on",
        "رائع!!! حقا؟؟ ثم....",
        "رائع! حقا؟ ثم…",
        "repeated marks",
    ),
    (
        "none&detachedWaw=on",
        "الأب و الأم و الأولاد",
        "الأب والأم والأولاد",
        "waw joins its word",
    ),
    (
        "publish",
        "شركة و Google و 5 شركات",
        "شركة و Google و 5 شركات",
        "but not Latin or a number",
    ),
    (
        "none&tanween=on",
        "جداً أيضاً",
        "جدًا أيضًا",
        "fathatan before the alef",
    ),
    ("none&tanween=onAlef", "جدًا", "جداً", "or on it"),
    (
        "none&digits=arabic",
        "عام 2024 بنسبة 12.5%",
        "عام ٢٠٢٤ بنسبة ١٢٫٥٪",
        "digits with their signs",
    ),
    (
        "none&digits=extended",
        "عام 2024",
        "عام ۲۰۲۴",
        "Persian digits",
    ),
    (
        "none&digits=ascii",
        "١٬٥٠٠٫٢٥",
        "1,500.25",
        "separators move along",
    ),
    // Fold
    ("none&marks=on", "العَرَبِيَّةُ", "العربية", "all marks"),
    ("none&marks=shadda", "مُحَمَّد", "مُحَمَد", "one class of marks"),
    ("none&marks=final", "ذَهَبَ الوَلَدُ", "ذَهَب الوَلَد", "case endings"),
    (
        "none&alef=on",
        "أحمد إلى آخر ٱسم",
        "احمد الى اخر اسم",
        "alef",
    ),
    (
        "none&hamza=on",
        "مسؤول بيئة",
        "مسوول بيية",
        "seats of the hamza",
    ),
    ("none&hamza=remove", "شيء", "شي", "and the hamza itself"),
    ("none&alefMaksura=on", "على هدى", "علي هدي", "alef maksura"),
    ("none&tehMarbuta=on", "مدرسة", "مدرسه", "teh marbuta"),
    ("none&tehMarbuta=teh", "مدرسة", "مدرست", "as teh"),
    (
        "none&tanweenAlef=on",
        "شكراً شكرًا",
        "شكرا شكرا",
        "one spelling of tanween",
    ),
    (
        "none&elongation=on",
        "حلوووو جدااااا",
        "حلو جدا",
        "drawn-out letters",
    ),
    ("none&elongation=two", "حلوووو", "حلوو", "to two"),
    (
        "search",
        "بيئية",
        "بيييه",
        "letters that only the folds make alike",
    ),
    (
        "none&extendedLetters=on",
        "چاي پيتزا ڤيديو",
        "جاي بيتزا فيديو",
        "extended letters",
    ),
    (
        "none&ligatureWords=on",
        "محمد ﷺ",
        "محمد صلى الله عليه وسلم",
        "a sign in words",
    ),
    ("none&letterCase=on", "WHO Été", "who été", "lower case"),
    (
        "none&punctuation=on",
        "نعم، «لا»!",
        "نعم لا",
        "punctuation goes",
    ),
    // Strip
    (
        "none&html=on",
        "<b>نص</b> &amp; <i>آخر</i>",
        "نص & آخر",
        "tags and entities",
    ),
    (
        "none&urls=on",
        "زر https://example.com/a الآن",
        "زر الآن",
        "addresses go with their space",
    ),
    (
        "none&emails=on",
        "راسل a@b.org غدا",
        "راسل غدا",
        "e-mail addresses",
    ),
    (
        "none&mentions=on",
        "شكرا @فلان جزيلا",
        "شكرا جزيلا",
        "mentions",
    ),
    (
        "none&phones=on",
        "اتصل على +966 50 123 4567 غدا",
        "اتصل على غدا",
        "telephone numbers",
    ),
    (
        "none&hashtags=split",
        "#اليوم_الوطني سعيد",
        "اليوم الوطني سعيد",
        "hashtags in words",
    ),
    ("none&emoji=on", "مرحبا 🙂 بكم", "مرحبا بكم", "emoji"),
    ("none&controls=on", "أ\u{7}ب\u{1B}ج", "أبج", "controls"),
    (
        "repair&decoration=on",
        "عنوان ★ جميل",
        "عنوان جميل",
        "ornaments",
    ),
    (
        "repair&foreignScript=on",
        "نص 漢字 هنا",
        "نص هنا",
        "other scripts",
    ),
    // Profiles
    ("none", "كـتاب  ", "كـتاب  ", "no rule"),
    (
        "publish",
        "قال المديـــر : \" هذا رائع \" , و أضاف..",
        "قال المدير: «هذا رائع»، وأضاف…",
        "all of publish",
    ),
    (
        "search",
        "المُؤَسَّسَةُ الأُولى ١٢٣ ABC",
        "الموسسه الاولي 123 abc",
        "all of search",
    ),
    (
        "social",
        "<p>راااائع!!! @فلان #خبر_عاجل 🙂 https://t.co/x</p>",
        "راائع! خبر عاجل",
        "all of social",
    ),
    (
        "lucene",
        "إِسْـلَامِيَّةٌ هُدًى ٱ ٤",
        "اسلاميه هدي ٱ ٤",
        "all of lucene",
    ),
    // Traps
    (
        "repair",
        "تـِــلْكَ مُحَــمَّد",
        "تـِلْكَ مُحَمَّد",
        "a stretch whose first part carries a mark",
    ),
    (
        "repair",
        "ÊÍíÉ ØíÈÉ æÈÚÏ",
        "تحية طيبة وبعد",
        "a short windows-1256 line",
    ),
    (
        "repair",
        "Türkçe şöyle ÇAĞRI İŞÇİ ÖĞRENCİ",
        "Türkçe şöyle ÇAĞRI İŞÇİ ÖĞRENCİ",
        "Turkish",
    ),
    (
        "repair",
        ".2024 ﻡﺎﻋ ﻲﻓ (ﺔﻴﺑﺮﻌﻟﺍ) ﺔﻐﻠﻟﺍ",
        "اللغة (العربية) في عام 2024.",
        "a reversed line with brackets and a number",
    ),
    (
        "repair",
        "لە کوردستان دەژیم",
        "لە کوردستان دەژیم",
        "Kurdish stays",
    ),
    (
        "repair",
        "كتبت کلمة گوگل وهي كبيرة",
        "كتبت کلمة گوگل وهي كبيرة",
        "a letter of another language on the line",
    ),
    (
        "repair",
        "هذا ھو البیت الذی بناہ أبی",
        "هذا هو البيت الذي بناه أبي",
        "letters of an Urdu keyboard",
    ),
    (
        "repair",
        "كتاب\u{200C}ها في البيت",
        "كتابها في البيت",
        "a non-joiner on an Arabic line",
    ),
    (
        "repair",
        "🏴\u{E0067}\u{E0062}\u{E007F} نص\u{E0041}",
        "🏴\u{E0067}\u{E0062}\u{E007F} نص",
        "tags of a flag, and others",
    ),
    (
        "repair",
        "mailto:a@b.com?subject=كـتاب",
        "mailto:a@b.com?subject=كـتاب",
        "an e-mail address with a subject",
    ),
    (
        "repair",
        "ملـف.pdf ~/ملـف ./ملـف.txt",
        "ملـف.pdf ~/ملـف ./ملـف.txt",
        "paths",
    ),
    (
        "publish",
        "افتح \"C:\\My Files\\تقرير ,نهائي.pdf\" ,ثم",
        "افتح «C:\\My Files\\تقرير ,نهائي.pdf»، ثم",
        "a quoted path with a space",
    ),
    (
        "publish",
        "اضغط *\u{FE0F}\u{20E3} , ثم #\u{FE0F}\u{20E3}",
        "اضغط *\u{FE0F}\u{20E3}، ثم #\u{FE0F}\u{20E3}",
        "keycaps",
    ),
    (
        "publish",
        "الفهرس ........ 12",
        "الفهرس ........ 12",
        "dots that lead to a number",
    ),
    (
        "publish",
        "استخدم React, Vue; ثم ارجع",
        "استخدم React, Vue; ثم ارجع",
        "between Latin words",
    ),
    (
        "publish",
        "قال:نعم.ثم ذهب،وعاد؛فجلس!حقا؟نعم",
        "قال: نعم. ثم ذهب، وعاد؛ فجلس! حقا؟ نعم",
        "a space after each",
    ),
    (
        "publish",
        "قال \"الأول \"الثاني\" الثالث\" ثم",
        "قال «الأول “الثاني” الثالث» ثم",
        "nested quotes",
    ),
    (
        "publish",
        "ص . ب . 1234 ، د . محمد",
        "ص. ب. 1234، د. محمد",
        "abbreviations",
    ),
    (
        "publish",
        "حقّاً وعصاً وفتىً وبناءً",
        "حقًّا وعصًا وفتًى وبناءً",
        "the place of fathatan",
    ),
    (
        "search",
        "إِسۡرَـٰٓءِيلَ ٱلصَّلَوٰةَ",
        "اسرءيل الصلوه",
        "the seat of a mark goes with it",
    ),
    (
        "search",
        "رَب\u{651}\u{64E} إِسۡرَـٰٓءِيلَ",
        "رب اسرءيل",
        "also beside marks that were put in order",
    ),
    (
        "search",
        "آیی",
        "ايي",
        "a look-alike beside a letter that is folded is read as it will be",
    ),
    (
        "repair&marks=quranic",
        "رَب\u{651}\u{64E}نَآ جَآ\u{653}ءَ ۖ",
        "رَب\u{64E}\u{651}نَآ جَآءَ",
        "marks that stay stay in order",
    ),
    (
        "search",
        "قالﷺثم ﷲ",
        "قال صلي الله عليه وسلم ثم الله",
        "signs in words, with their spaces",
    ),
    (
        "none&digits=arabic",
        "192.168.1.1 و v1.2.3 و H2O و 2.5",
        "192.168.1.1 و v1.2.3 و H2O و ٢٫٥",
        "not versions and names",
    ),
    (
        "none&marks=final",
        "كِتَابٌ وكِتَابًا، فَتًى",
        "كِتَاب وكِتَابا، فَتى",
        "endings with alef",
    ),
    (
        "none&phones=on",
        "هاتف (011) 456-7890 سنة 2024",
        "هاتف سنة 2024",
        "a year is none",
    ),
    (
        "none&hashtags=on",
        "#وسم نص، #1 C#",
        "نص، #1 C#",
        "what is no hashtag",
    ),
    (
        "repair&decoration=on",
        "★ عنوان ★\n  ✿ نص",
        "عنوان\n نص",
        "ornaments at the ends of a line",
    ),
    (
        "repair",
        "قال ﴿إِنَّـا\nأَعْـطَيْنَاكَ﴾ وذهـب",
        "قال ﴿إِنَّـا\nأَعْـطَيْنَاكَ﴾ وذهب",
        "a quotation of the Qur'an over two lines",
    ),
    (
        "publish",
        "﴿أ , ب\nج , د﴾ , نعم\n﴿ه , و",
        "﴿أ , ب\nج , د﴾، نعم\n﴿ه، و",
        "and one that is not closed",
    ),
    (
        "repair",
        "زر https://x.com/Ø§Ù„Ø¹Ø±Ø¨ÙŠØ© الآن",
        "زر https://x.com/Ø§Ù„Ø¹Ø±Ø¨ÙŠØ© الآن",
        "an address in sound text",
    ),
    (
        "repair",
        "info@موقـع.com و www.موقـع.com",
        "info@موقـع.com و www.موقـع.com",
        "tatweel in a host",
    ),
    (
        "publish",
        "قال 'نعم \"حقا\" نعم' ثم don't و 5'30\"",
        "قال «نعم “حقا” نعم» ثم don't و 5'30\"",
        "single marks, apostrophes, feet and inches",
    ),
    (
        "none&quotes=curly",
        "قال <<لا 'نعم \"حقا\" نعم' لا>> ثم",
        "قال “لا ‘نعم “حقا” نعم’ لا” ثم",
        "nested pairs alternate",
    ),
    (
        "none&repeatedPunctuation=on",
        "من 1..5 ثم..",
        "من 1..5 ثم…",
        "a range",
    ),
    ("publish", "حقاًّ", "حقًّا", "a shadda on the alef"),
    (
        "publish",
        "12/5/2020 ، 12:30",
        "12/5/2020، 12:30",
        "an Arabic sign is evidence enough",
    ),
    (
        "none&html=on",
        "&#1593&#x639 &nbspنعم AT&T &copy=1 &ampersand",
        "عع \u{A0}نعم AT&T &copy=1 &ampersand",
        "entities without a semicolon",
    ),
    (
        "social",
        "RT @فلان: نعم",
        "RT: نعم",
        "no space is left before the colon",
    ),
    (
        "none&html=on",
        "a < b و <3 و c > d",
        "a < b و <3 و c > d",
        "signs that are no tags",
    ),
    (
        "publish",
        "أقر أنا/ ............. بأني استلمت في .... / .... / 1446هـ مبلغ ................ ريال .",
        "أقر أنا/ ............. بأني استلمت في .... / .... / 1446هـ مبلغ ................ ريال.",
        "the blanks of a form",
    ),
    (
        "publish",
        "العبارة كما وردت : ... ولم يكملها.....",
        "العبارة كما وردت: … ولم يكملها…",
        "an ellipsis that stands for what was left out, and one that ends",
    ),
    (
        "publish",
        "ينقصك الفواصل : ، ؛ وعلامات الوقف : . ؟ !",
        "ينقصك الفواصل: ، ؛ وعلامات الوقف: . ؟ !",
        "signs that are spoken of",
    ),
    (
        "publish",
        "موعد الإقلاع:06:15 والتفاصيل:https://air.example/ar",
        "موعد الإقلاع: 06:15 والتفاصيل: https://air.example/ar",
        "a colon before a time and an address",
    ),
    (
        "publish",
        "زيت&nbsp;زيتون &amp;خل, وملح&#1548;فلفل",
        "زيت&nbsp;زيتون &amp;خل، وملح&#1548;فلفل",
        "entities stay whole",
    ),
    (
        "publish",
        "بلغ السكان مليونا.[7][8] وزادوا،[هـ] ثم نقصوا.[12]وهاجروا",
        "بلغ السكان مليونا.[7][8] وزادوا،[هـ] ثم نقصوا.[12] وهاجروا",
        "references of an encyclopedia go with their sentence",
    ),
    (
        "publish",
        "ومنه قوله:﴿والعصر﴾.ثم قوله:﴿والفجر﴾",
        "ومنه قوله: ﴿والعصر﴾. ثم قوله: ﴿والفجر﴾",
        "spaces around a quotation of the Qur'an",
    ),
    (
        "publish",
        "جارنا -حفظه الله- ، يبرمج بلغة C++ ؛ وF# ؟",
        "جارنا -حفظه الله-، يبرمج بلغة C++؛ وF#؟",
        "a dash or sign that ends a word",
    ),
    (
        "publish",
        "4)خامسا\nج)سادسا",
        "4) خامسا\nج) سادسا",
        "items of a list",
    ),
    (
        "publish",
        "أبوظبي - العربية.نت. وانتهى.نتائج أخرى",
        "أبوظبي - العربية.نت. وانتهى. نتائج أخرى",
        "the full stop in a newspaper's name",
    ),
    (
        "social",
        "\u{A9C1}༺ نورة ༻\u{A9C2}",
        "نورة",
        "brackets of another script as ornaments",
    ),
];

#[test]
fn worked_examples() {
    let mut wrong = Vec::new();
    for (short, input, output, why) in CASES {
        let cleaner = Cleaner::new(&Options::from_short(short).unwrap()).unwrap();
        let result = cleaner.clean(input).unwrap();
        if result != *output {
            wrong.push(format!(
                "{why} ({short}):\n   in {input:?}\n  got {result:?}\n want {output:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_and_every_profile_has_one() {
    let named: HashSet<&str> = CASES
        .iter()
        .flat_map(|(short, ..)| short.split(['&', '=']))
        .collect();
    for rule in RULES {
        let by_default = rule.family == naqi::rules::Family::Repair;
        assert!(by_default || named.contains(rule.id), "{}", rule.id);
    }
    for profile in Profile::ALL
        .iter()
        .filter(|&&profile| profile != Profile::Corpus)
    {
        assert!(named.contains(profile.info().id), "{profile:?}");
    }
}

#[test]
fn a_corpus_keeps_letters_and_marks() {
    let cleaner = Cleaner::new(&Options::new(Profile::Corpus)).unwrap();
    let cleaned = cleaner
        .clean("<p>مَدرسةٌ أُولى\u{7}</p> https://example.com/a a@b.org")
        .unwrap();
    assert!(
        cleaned.starts_with("مَدرسةٌ أُولى\n")
            && !cleaned.contains("example")
            && !cleaned.contains('@'),
        "{cleaned}"
    );
}

static LUCENE: LazyLock<Cleaner> =
    LazyLock::new(|| Cleaner::new(&Options::new(Profile::Lucene)).unwrap());

// ArabicNormalizer.normalize of Apache Lucene 9 (Apache License 2.0), as its documentation lists it.
fn lucene(text: &[u16]) -> Vec<u16> {
    let mut result = Vec::new();
    for &unit in text {
        match unit {
            0x0622 | 0x0623 | 0x0625 => result.push(0x0627),
            0x0649 => result.push(0x064A),
            0x0629 => result.push(0x0647),
            0x0640 | 0x064B..=0x0652 => {}
            unit => result.push(unit),
        }
    }
    result
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lucene_does_what_lucene_does(text in prop::collection::vec(
        prop_oneof![8 => 0x600u16..0x700, 1 => 0x750u16..0x780, 1 => 0x8A0u16..0x900, 1 => 0xFB50u16..0xFE00, 1 => 0xFE70u16..0xFF00,
            2 => 0x20u16..0x7F, 1 => any::<u16>(), 1 => Just(0x0Au16)],
        0..60,
    )) {
        let cleaned = LUCENE.clean_utf16(text.clone()).unwrap();
        prop_assert_eq!(cleaned.unwrap_or_else(|| text.clone()), lucene(&text));
    }

    #[test]
    fn lucene_works_inside_addresses_too(name in "[أإآةىـًَا-ي]{1,8}") {
        let text = format!("https://x.com/{name} a@b.org `{name}` ﴿{name}﴾");
        let units: Vec<u16> = text.encode_utf16().collect();
        prop_assert_eq!(LUCENE.clean(&text).unwrap(), String::from_utf16(&lucene(&units)).unwrap());
    }
}
