//! Texts whose repetition is legitimate: nothing of them is removed, by line or by paragraph, folded or near.
//! And texts that look a little like them, whose copies do go.

use crate::common::*;
use naqi::dedupe::{Keep, Match, Settings, UnitKind, Why};

/// What it is, the text, and why its repeats are listed.
const LEGITIMATE: &[(&str, &str, &[Why])] = &[
    (
        "verses of the Qur'an, vocalized as printed",
        "وَلَقَدۡ يَسَّرۡنَا ٱلۡقُرۡءَانَ لِلذِّكۡرِ فَهَلۡ مِن مُّدَّكِرٖ\nكَذَّبَتۡ عَادٞ فَكَيۡفَ كَانَ عَذَابِي وَنُذُرِ\nوَلَقَدۡ يَسَّرۡنَا ٱلۡقُرۡءَانَ لِلذِّكۡرِ فَهَلۡ مِن مُّدَّكِرٖ\nكَذَّبَتۡ ثَمُودُ بِٱلنُّذُرِ\nوَلَقَدۡ يَسَّرۡنَا ٱلۡقُرۡءَانَ لِلذِّكۡرِ فَهَلۡ مِن مُّدَّكِرٖ",
        &[Why::Quran],
    ),
    (
        "verses without marks, in modern spelling",
        "إن في ذلك لآية وما كان أكثرهم مؤمنين\nوإن ربك لهو العزيز الرحيم\nكذبت قوم نوح المرسلين\nإن في ذلك لآية وما كان أكثرهم مؤمنين\nوإن ربك لهو العزيز الرحيم",
        &[Why::Quran],
    ),
    (
        "verses quoted in a book, each on its line",
        "قال المفسرون في معنى الآية كلاما طويلا نقله أصحاب الكتب عنهم.\n﴿ وما أسألكم عليه من أجر إن أجري إلا على رب العالمين ﴾\nثم قال في موضع آخر من السورة نفسها على لسان نبي آخر.\n﴿ وما أسألكم عليه من أجر إن أجري إلا على رب العالمين ﴾",
        &[Why::Quran],
    ),
    (
        "a verse between its brackets that is in no list",
        "﴿ يا أيها الذين آمنوا اصبروا وصابروا ورابطوا ﴾\nشرح الآية وما فيها من الأحكام كما بينه العلماء.\n﴿ يا أيها الذين آمنوا اصبروا وصابروا ورابطوا ﴾",
        &[Why::Quran],
    ),
    (
        "fabi'ayyi",
        "الرحمن\nفبأي آلاء ربكما تكذبان\nخلق الإنسان من صلصال كالفخار\nفبأي آلاء ربكما تكذبان\nوخلق الجان من مارج من نار\nفبأي آلاء ربكما تكذبان",
        &[Why::Quran],
    ),
    (
        "an ode in hemistichs, with a verse that comes back",
        "يا دار هند ألا حييت من دار *** وإن تباعدت عن أهلي وسماري\nكم ليلة بت أرعى النجم منفردا *** والشوق يلهب في الأحشاء كالنار\nيا دار هند ألا حييت من دار *** وإن تباعدت عن أهلي وسماري",
        &[Why::Poetry],
    ),
    (
        "hemistichs parted by a tab",
        "سلام على الدار التي طاب أهلها\tوطابت لياليها وطاب نسيمها\nأمر عليها والفؤاد متيم\tوقد درست آياتها ورسومها\nسلام على الدار التي طاب أهلها\tوطابت لياليها وطاب نسيمها",
        &[Why::Poetry, Why::Table],
    ),
    (
        "hemistichs parted by an ellipsis",
        "يا ليل طل يا شوق دم … إني على الحالين صابر\nما ضرني طول الدجى … والقلب للأحباب ذاكر\nيا ليل طل يا شوق دم … إني على الحالين صابر",
        &[Why::Poetry],
    ),
    (
        "a rhymed song with a refrain",
        "على ضفاف النهر كان اللقاء\nوفوقنا تبتسم نجوم السماء\nيا طير بلغ أهلنا السلام الجميل\nونحن نمشي في دروب الصفاء\nونزرع الأحلام عند المساء\nيا طير بلغ أهلنا السلام الجميل\nونترك الأحزان خلف الشتاء\nونفتح الأبواب نحو الضياء",
        &[Why::Poetry],
    ),
    (
        "free verse in stanzas with a refrain",
        "في المدينة البعيدة\nكان البحر ينام على كتف الرصيف\nوكنت وحدي\n\nوحدي أعد خطى المارة في الطريق\n\nالنوافذ مغلقة كعيون الموتى\nوالمقاهي فارغة\nوكنت وحدي\n\nوحدي أعد خطى المارة في الطريق\n\nثم جاء المطر\nوغسل أسماءنا عن الجدران القديمة",
        &[Why::Poetry],
    ),
    (
        "a song of couplets with a chorus of two lines",
        "هبت نسائم أرضنا عند السحر\nوتمايلت أغصانها مثل الوتر\nعائدون إلى البيوت مع المطر\nعائدون وفي العيون لنا صور\nكم قد سألنا الليل عنها والقمر\nوكتبت شعرا في هواها من درر\nعائدون إلى البيوت مع المطر\nعائدون وفي العيون لنا صور",
        &[Why::Poetry],
    ),
    (
        "a nursery rhyme",
        "ماما زمانها جاية بعد شوية\nجايبة معاها لعب كتير وحاجات\nماما زمانها جاية بعد شوية\nجايبة معاها شنطة فيها وزة وبطات\nماما زمانها جاية بعد شوية\nواحنا حنلعب وحنغني بالساعات",
        &[Why::Poetry, Why::Refrain],
    ),
    (
        "a refrain at equal distances in prose lines",
        "جلس الشيخ إلى النار وبدأ الحكاية\nوقال الراوي يا سادة يا كرام\nمشى الفارس سبعة أيام بلا ماء\nوقال الراوي يا سادة يا كرام\nفلما بلغ القصر وجد بابه مغلقا\nوقال الراوي يا سادة يا كرام",
        &[Why::Refrain, Why::Poetry],
    ),
    (
        "a vocalized poem without layout",
        "قِفَا نَبْكِ مِنْ ذِكْرَى حَبِيبٍ وَمَنْزِلِ\nوَقُوفًا بِهَا صَحْبِي عَلَيَّ مَطِيَّهُمْ\nأَلَا أَيُّهَا اللَّيْلُ الطَّوِيلُ أَلَا انْجَلِ\nفَيَا لَكَ مِنْ لَيْلٍ كَأَنَّ نُجُومَهُ\nقِفَا نَبْكِ مِنْ ذِكْرَى حَبِيبٍ وَمَنْزِلِ",
        &[Why::Poetry],
    ),
    (
        "a numbered list",
        "1. افتح الملف من القائمة الرئيسية\n2. اضغط زر الحفظ ثم أغلق النافذة\n3. افتح الملف من القائمة الرئيسية\n2. اضغط زر الحفظ ثم أغلق النافذة",
        &[Why::List],
    ),
    (
        "a list with Arabic numerals",
        "١- تقديم الطلب إلى الجهة المختصة\n٢- دفع الرسوم المقررة في الصندوق\nالمرحلة الثانية من الإجراءات كما نص عليها النظام الجديد\n١- تقديم الطلب إلى الجهة المختصة\n٢- دفع الرسوم المقررة في الصندوق",
        &[Why::List],
    ),
    (
        "a bulleted list",
        "المكونات:\n• ملعقة كبيرة من زيت الزيتون\n• كوب من الماء الفاتر تقريبا\nللصلصة:\n• ملعقة كبيرة من زيت الزيتون\n• رشة من الملح والفلفل الأسود",
        &[Why::List],
    ),
    (
        "a lettered list",
        "أ) توقيع العقد من قبل الطرفين\nب) تسليم المفاتيح إلى المالك الجديد\nثم في الملحق:\nأ) توقيع العقد من قبل الطرفين\nب) تسليم المفاتيح إلى المالك الجديد",
        &[Why::List],
    ),
    (
        "a dashed list",
        "صباحا:\n- شرب كوبين من الماء الدافئ\n- المشي نصف ساعة في الهواء\nمساء:\n- شرب كوبين من الماء الدافئ",
        &[Why::List],
    ),
    (
        "rows of a table with tabs",
        "المدينة\tالحالة\tالملاحظات\nجدة\tمفتوح\tيعمل طوال أيام الأسبوع ما عدا الجمعة\nالدمام\tمفتوح\tيعمل طوال أيام الأسبوع\nجدة\tمفتوح\tيعمل طوال أيام الأسبوع ما عدا الجمعة",
        &[Why::Table],
    ),
    (
        "rows of a Markdown table",
        "| الاسم | الوظيفة | القسم |\n| --- | --- | --- |\n| سعيد | محاسب أول | قسم المالية والمشتريات |\n| هند | محاسب أول | قسم المالية والمشتريات |\n| سعيد | محاسب أول | قسم المالية والمشتريات |",
        &[Why::Table],
    ),
    (
        "rows of comma-separated values",
        "الطالب,المادة,التقدير,ملاحظات\nليلى,الرياضيات,ممتاز,حضور كامل\nعمر,العلوم,جيد جدا,غياب يوم\nليلى,الرياضيات,ممتاز,حضور كامل",
        &[Why::Table],
    ),
    (
        "dialogue with dashes",
        "— هل رأيت أحدا يمر من هنا؟\n— لم أر أحدا منذ الصباح الباكر.\nسكت قليلا ثم عاد يسأله مرة أخرى بصوت أعلى من الأول.\n— هل رأيت أحدا يمر من هنا؟\n— لم أر أحدا منذ الصباح الباكر.",
        &[Why::Dialogue],
    ),
    (
        "dialogue with names",
        "المحقق: أين كنت ليلة أمس الساعة العاشرة؟\nالمتهم: كنت في بيتي مع أولادي.\nالمحقق: هل من شاهد على ذلك؟\nالمتهم: كنت في بيتي مع أولادي.",
        &[Why::Dialogue],
    ),
    (
        "an interview",
        "س: ما رأيك في الحركة الأدبية اليوم؟\nج: هذا سؤال لا أحب الإجابة عنه\nس: وما رأيك في النقد؟\nج: هذا سؤال لا أحب الإجابة عنه",
        &[Why::Dialogue],
    ),
    (
        "short replies",
        "نعم\nلا أدري\nنعم\nلا أدري\nربما غدا\nنعم",
        &[Why::Short],
    ),
    (
        "headings over sections",
        "أهم ما جاء في التقرير السنوي\n\nارتفعت أرباح الشركة الأولى في هذا العام ارتفاعا كبيرا بفضل زيادة الصادرات إلى الأسواق الجديدة.\n\nأهم ما جاء في التقرير السنوي\n\nانخفضت أرباح الشركة الثانية انخفاضا طفيفا بسبب ارتفاع تكاليف النقل والمواد الخام في الأسواق.",
        &[Why::Heading],
    ),
    (
        "headings in Markdown",
        "# الأسئلة الشائعة حول طريقة التسجيل\nسجل من الموقع.\n# الأسئلة الشائعة حول طريقة التسجيل\nسجل من التطبيق.",
        &[Why::Heading],
    ),
    (
        "articles of a law that differ in their number",
        "المادة 12 يعاقب كل من خالف أحكام هذا القانون بغرامة لا تقل عن ألف دينار وبالحبس\nالمادة 13 يعاقب كل من خالف أحكام هذا القانون بغرامة لا تقل عن ألف دينار وبالحبس",
        &[Why::Difference],
    ),
    (
        "articles that differ in a number in words",
        "المادة الثالثة تسري أحكام هذا النظام على جميع العاملين في الدولة من تاريخ نشره في الجريدة الرسمية\nالمادة الرابعة تسري أحكام هذا النظام على جميع العاملين في الدولة من تاريخ نشره في الجريدة الرسمية",
        &[Why::Difference],
    ),
    (
        "a statement and its negation",
        "أعلنت الوزارة في بيانها الصادر صباح اليوم أن المدارس ستفتح أبوابها للطلاب يوم غد في المدينة كلها\nأعلنت الوزارة في بيانها الصادر صباح اليوم أن المدارس لن تفتح أبوابها للطلاب يوم غد في المدينة كلها",
        &[Why::Difference],
    ),
    (
        "prices that differ in their digits",
        "بلغ سعر غرام الذهب من عيار واحد وعشرين في السوق المحلية هذا الصباح نحو 250 ريالا للبيع\nبلغ سعر غرام الذهب من عيار واحد وعشرين في السوق المحلية هذا الصباح نحو 252 ريالا للبيع",
        &[Why::Difference],
    ),
    (
        "weather that differs in its day",
        "تتوقع الأرصاد يوم الأحد أن يكون الطقس حارا نهارا معتدلا ليلا على معظم المناطق مع رياح خفيفة إلى متوسطة\nتتوقع الأرصاد يوم الاثنين أن يكون الطقس حارا نهارا معتدلا ليلا على معظم المناطق مع رياح خفيفة إلى متوسطة",
        &[Why::Difference],
    ),
    (
        "a prayer with responses",
        "اللهم اغفر لنا ولوالدينا وللمؤمنين\nآمين يا رب العالمين\nاللهم ارحمنا وارحم موتى المسلمين\nآمين يا رب العالمين\nاللهم اشف مرضانا ومرضى المسلمين\nآمين يا رب العالمين",
        &[Why::Refrain],
    ),
];

fn all_settings() -> impl Iterator<Item = Settings> {
    let units = [UnitKind::Line, UnitKind::Paragraph, UnitKind::Sentence];
    let matches = [Match::Exact, Match::Folded, Match::Near];
    units.into_iter().flat_map(move |unit| {
        matches.map(|matching| Settings {
            unit,
            matching,
            ..Settings::default()
        })
    })
}

#[test]
fn nothing_legitimate_is_removed() {
    assert!(LEGITIMATE.len() >= 30);
    for (what, text, whys) in LEGITIMATE {
        for settings in all_settings() {
            let found = find(text, &settings);
            assert!(found.clusters.is_empty(), "{what}: {settings:?} {found:?}");
        }
        let listed: Vec<Why> = all_settings()
            .flat_map(|settings| find(text, &settings).listed)
            .map(|listed| listed.why)
            .filter(|&why| why != Why::Short || whys == &[Why::Short])
            .collect();
        assert!(!listed.is_empty(), "{what}: nothing is listed");
        assert!(
            listed.iter().all(|why| whys.contains(why)),
            "{what}: {listed:?}"
        );
    }
}

/// The Qur'an's short verses, too, with no minimum at all.
#[test]
fn guards_hold_without_a_minimum() {
    for (what, text, whys) in LEGITIMATE.iter().take(5) {
        for keep in [Keep::First, Keep::Last, Keep::Longest, Keep::MostVocalized] {
            let settings = Settings {
                min_words: Some(1),
                keep,
                ..Settings::default()
            };
            let found = find(text, &settings);
            assert!(found.clusters.is_empty(), "{what}");
            assert!(found.listed.iter().all(|listed| whys.contains(&listed.why)));
        }
    }
}

#[test]
fn a_person_may_lift_the_guards() {
    let settings = Settings {
        protect: false,
        min_words: Some(1),
        ..Settings::default()
    };
    for (what, text, whys) in LEGITIMATE {
        if whys != &[Why::Difference] {
            assert!(!find(text, &settings).clusters.is_empty(), "{what}");
        }
    }
}

/// Copies that do go, however much the text looks like one of those above.
#[test]
fn copies_go() {
    let cases: &[(&str, &str, u32)] = &[
        (
            "two headlines in a list of headlines",
            "وزير الصحة يفتتح مستشفى جديدا في الجنوب\nأسعار النفط ترتفع بعد قرار المنظمة\nانطلاق معرض الكتاب الدولي في العاصمة\nالمنتخب يستعد لمباراته أمام ضيفه غدا\nأسعار النفط ترتفع بعد قرار المنظمة\nافتتاح طريق ساحلي يربط بين المدينتين\nوزير الصحة يفتتح مستشفى جديدا في الجنوب",
            2,
        ),
        (
            "a short line after another",
            "هذا سطر من خمس كلمات فقط\nهذا سطر من خمس كلمات فقط\n",
            1,
        ),
        (
            "a line of a chat pasted twice",
            "وصلنا إلى المطار قبل قليل والحمد لله\nهل أحضرت جواز السفر معك يا أخي\nوصلنا إلى المطار قبل قليل والحمد لله",
            1,
        ),
        (
            "a sentence in an article",
            "وصل الوفد إلى العاصمة مساء أمس واستقبله الوزير في المطار.\nوعقد الطرفان جلسة مباحثات أولى تناولت العلاقات بين البلدين.\nوصل الوفد إلى العاصمة مساء أمس واستقبله الوزير في المطار.",
            1,
        ),
        (
            "boilerplate under every paragraph",
            "افتتحت الجامعة كلية جديدة للذكاء الاصطناعي في مقرها الرئيسي بحضور عدد كبير من الأساتذة.\nلمتابعة المزيد من الأخبار اشتركوا في قناتنا على الهاتف.\nوأعلن رئيس الجامعة عن فتح باب القبول في الكلية الجديدة ابتداء من الشهر القادم بإذن الله.\nلمتابعة المزيد من الأخبار اشتركوا في قناتنا على الهاتف.",
            1,
        ),
        (
            "numbered lines of a test",
            "السطر الأول من هذا النص القصير\nالسطر الثاني من هذا النص القصير\nالسطر الثالث من هذا النص القصير\nالسطر الرابع من هذا النص القصير\nالسطر الأول من هذا النص القصير",
            1,
        ),
        (
            "English lines",
            "the quick brown fox jumps over\na lazy dog in the yard\nthe quick brown fox jumps over\nand then runs far away home\n",
            1,
        ),
        (
            "an article that quotes a verse, pasted twice",
            "قال الشيخ في خطبته أمس إن الله أمر بالعدل في قوله ﴿ إن الله يأمر بالعدل والإحسان ﴾ ثم بين معنى الآية للناس.\nقال الشيخ في خطبته أمس إن الله أمر بالعدل في قوله ﴿ إن الله يأمر بالعدل والإحسان ﴾ ثم بين معنى الآية للناس.",
            1,
        ),
        (
            "vocalized prose, pasted twice",
            "ذَهَبَ الوَلَدُ إلى المَدْرَسَةِ صَباحًا وَعادَ إلى بَيْتِهِ مَساءً فَرِحًا مَسْرورًا.\nذَهَبَ الوَلَدُ إلى المَدْرَسَةِ صَباحًا وَعادَ إلى بَيْتِهِ مَساءً فَرِحًا مَسْرورًا.",
            1,
        ),
        (
            "a year at the start of a line is no number of an item",
            "2019 كان عاما صعبا على الشركات الصغيرة\n2019 كان عاما صعبا على الشركات الصغيرة",
            1,
        ),
        (
            "a time at the start of a line",
            "12:30 يبدأ اجتماع مجلس الإدارة في القاعة\n12:30 يبدأ اجتماع مجلس الإدارة في القاعة",
            1,
        ),
    ];
    for &(what, text, removed) in cases {
        let found = find(text, &Settings::default());
        assert_eq!(found.totals.removed, removed, "{what}: {found:?}");
    }
}
