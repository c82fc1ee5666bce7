//! Random texts for the laws: pieces of everything that Arabic text is found mixed with.

use naqi::line::Document;
use naqi::protect::anchors::Anchors;
use naqi::protect::{self, Span};
use naqi::unicode::class;
use proptest::prelude::*;
use proptest::sample::select;
use std::fmt;

/// Code units, shown readably where a law fails.
#[derive(Clone, PartialEq, Eq)]
pub struct Text(pub Vec<u16>);

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("“")?;
        for c in char::decode_utf16(self.0.iter().copied()) {
            match c {
                Ok(c) if class::of(c as u32 as u16) & class::ARABIC != 0 => write!(f, "{c}")?,
                Ok(c @ ' '..='~') => write!(f, "{c}")?,
                Ok(c) => write!(f, "\\u{{{:04X}}}", u32::from(c))?,
                Err(lone) => write!(f, "\\x{:04X}", lone.unpaired_surrogate())?,
            }
        }
        f.write_str("”")
    }
}

/// Words of Arabic, some of them vocalized, stretched or misspelt, and of its neighbours.
const WORDS: &[&str] = &[
    "كتاب",
    "العربية",
    "على",
    "إلى",
    "هذا",
    "التي",
    "مسؤول",
    "شيئًا",
    "الله",
    "لله",
    "و",
    "ف",
    "ثم",
    "في",
    "من",
    "مُحَمَّدٌ",
    "رَسُولُ",
    "ٱلرَّحْمَـٰنِ",
    "شَيْـًٔا",
    "قُلْ",
    "هُوَ",
    "كتاباً",
    "شكرًا",
    "هدىً",
    "جمييييل",
    "ههههه",
    "العـــربية",
    "الـ",
    "هـ",
    "ـها",
    "١٤٤٥هـ",
    "الی",
    "علی",
    "کتاب",
    "بیت",
    "ہم",
    "پاکستان",
    "میں",
    "ہیں",
    "می\u{200C}خواهم",
    "ها",
    "ﺍﻟﺴﻼﻡ",
    "ﻣﺮﺣﺒﺎ",
    "كﹷب",
    "كﱞب",
    "ﷺ",
    "ﷲ",
    "﷽",
    "صلى",
    "عليه",
    "وسلم",
    "تنص",
    "وتنص",
    "رويدًا",
    "ط§ظ„ط¹ط±ط¨ظٹط©",
    "Ø§Ù„Ø¹Ø±Ø¨ÙŠØ©",
    "ÇáÚÑÈíÉ",
    "د",
    "ص",
    "لكم",
    "دين",
    "مائة",
    "ا\u{654}حمد",
    "و\u{654}",
    "ي\u{654}",
    "قﺔﻌﻣﺎﺠﻟا",
];

const LATIN: &[&str] = &[
    "Parler",
    "WHO",
    "café",
    "cafe\u{301}",
    "Þór",
    "über",
    "x",
    "ok",
    "iPhone",
    "ﬁ",
    "m²",
    "Å",
    "e\u{323}\u{302}",
    "İ",
    "ß",
];

const NUMBERS: &[&str] = &[
    "1",
    "12",
    "1,234.50",
    "١٬٢٣٤٫٥٦",
    "12:30",
    "٢٠٢٤",
    "2024/5/1",
    "١٤٤٥-٠٣-١٢",
    "v2.0",
    "1.2.3",
    "+966 50 123 4567",
    "50%",
    "٪٥٠",
    "۱۲۳",
    "3.14",
    "5\"",
    "(12)",
    "1-2",
    "٣٠",
    "1000",
    "½",
    "①",
    "1️⃣",
];

const SPANS: &[&str] = &[
    "https://x.com/ص/١٢٣?q=أحمـــد",
    "www.example.com",
    "a@b.org",
    "موقع.com",
    "@فلان",
    "#كأس_العالم",
    "C:\\ملف\\a.txt",
    "/usr/bin",
    "`كـود`",
    "﴿قُلْ هُوَ اللَّهُ﴾",
    "﴿",
    "﴾",
    "http://",
    "@",
    "#",
    "#1",
    "file.pdf",
    "`",
    "```",
    "~~~",
    "//",
    ".com",
    "mailto:a@b.co",
];

const MARKUP: &[&str] = &[
    "<p>",
    "</p>",
    "<br/>",
    "<b class=\"أ\">",
    "&amp;",
    "&nbsp;",
    "&#1575;",
    "&lt;",
    "&gt;",
    "&amp;lt;",
    "<!-- س -->",
    "<",
    ">",
    "&",
    "<script>",
    "</script>",
    "<a href=\"https://x.y\">",
    "&quot;",
    "&#x2F;",
    "&zwj;",
];

const EMOJI: &[&str] = &[
    "🙂",
    "👨\u{200D}👩\u{200D}👧",
    "❤\u{FE0F}",
    "🇸🇦",
    "👍🏽",
    "🏴\u{E0067}\u{E0062}\u{E007F}",
    "☎",
    "✔",
    "★",
    "◆",
    "─",
    "A\u{20DD}",
    "#️⃣",
];

const PUNCTUATION: &[&str] = &[
    "،", "؛", "؟", ".", ",", ";", "?", ":", "!", "!!", "؟!", "!؟", "...", "…", "،،", "«", "»",
    "\"", "'", "“", "”", "‘", "’", "(", ")", "[", "]", "{", "}", "-", "–", "—", "/", "*", "***",
    "•", "٪", "%", ":)", "\" ", " \"", "( ", " )", " ،", " .", "۔", "_", "+", "=", "|", "~", "^",
    "$", "“س”",
];

const SPACES: &[&str] = &[
    " ", "  ", "\t", "\u{A0}", "\u{2003}", "\u{3000}", "\u{202F}", " \u{A0} ",
];

const BREAKS: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\n\n\n\n",
    " \n",
    "\n ",
    "\r\n\r\n\r\n",
    "\n```\n",
    "\n~~~\n",
];

const INVISIBLE: &[u16] = &[
    0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x061C, 0x202A, 0x202B, 0x202C, 0x202E, 0x2060, 0x2063,
    0x2066, 0x2069, 0x206A, 0xFEFF, 0x00AD, 0x180E, 0xFFF9, 0xFE0E, 0xFE0F, 0x034F, 0x115F, 0x3164,
    0x0000, 0x0007, 0x001B, 0x007F, 0x0081, 0x009F, 0xFFFD, 0xFFFF,
];

const FOREIGN: &[&str] = &[
    "ไทย",
    "ไ\u{200B}ทย",
    "हिन्दी",
    "क\u{94D}\u{200D}ष",
    "שָׁלוֹם",
    "Привет",
    "Ελλάδα",
    "漢字",
    "가",
    "\u{1100}\u{1161}",
    "ܐܒ",
    "ދ",
    "ߊ",
    "𐎀",
];

fn piece() -> impl Strategy<Value = Vec<u16>> {
    let ranges = |list: &'static [(u16, u16)]| {
        select(list)
            .prop_flat_map(|(from, to)| from..=to)
            .prop_map(|unit| vec![unit])
    };
    prop_oneof![
        14 => strings(WORDS),
        6 => ranges(&[(0x620, 0x64A)]),
        5 => ranges(&[(0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)]),
        6 => ranges(&[(0x64B, 0x655), (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6ED), (0x610, 0x61A), (0x8CA, 0x8FF), (0x897, 0x89F)]),
        2 => Just(vec![0x640]),
        1 => prop::collection::vec(0x640u16..=0x640, 2..4),
        3 => strings(LATIN),
        4 => strings(NUMBERS),
        3 => strings(SPANS),
        2 => strings(MARKUP),
        2 => strings(EMOJI),
        8 => strings(PUNCTUATION),
        12 => strings(SPACES),
        3 => strings(BREAKS),
        4 => select(INVISIBLE).prop_map(|unit| vec![unit]),
        2 => strings(FOREIGN),
        1 => ranges(&[(0xD800, 0xDFFF)]),
        1 => ranges(&[(0x300, 0x36F), (0x80, 0xFF), (0x2000, 0x206F), (0x2500, 0x27BF)]),
        1 => any::<u16>().prop_map(|unit| vec![unit]),
        1 => (0x10000u32..0x110000).prop_map(|c| {
            let mut pair = [0; 2];
            char::from_u32(c).map_or(vec![], |c| c.encode_utf16(&mut pair).to_vec())
        }),
    ]
}

/// A text of several lines.
pub fn text() -> impl Strategy<Value = Text> {
    let mixed = prop::collection::vec(piece(), 0..36).prop_map(|pieces| pieces.concat());
    let text = prop_oneof![
        12 => mixed,
        2 => misread(),
        2 => neighbours(),
        2 => among(MARKUP),
        2 => among(BREAKS),
    ];
    text.prop_map(Text)
}

// Pieces of these among others.
fn among(list: &'static [&'static str]) -> impl Strategy<Value = Vec<u16>> {
    let piece = prop_oneof![1 => piece(), 1 => strings(list), 1 => strings(SPACES)];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// The encoding that a text is written in, and those that it is read in, one after the other.
const MISREADINGS: &[(&str, &[&str])] = &[
    ("utf-8", &["cp1252"]),
    ("utf-8", &["latin1"]),
    ("utf-8", &["cp1256"]),
    ("utf-8", &["cp437"]),
    ("utf-8", &["macroman"]),
    ("utf-8", &["latin1", "latin1"]),
    ("utf-8", &["cp1252", "cp1252"]),
    ("utf-8", &["cp1256", "cp1252"]),
    ("cp1256", &["cp1252"]),
    ("cp1256", &["latin1"]),
    ("iso-8859-6", &["latin1"]),
    ("cp1256", &["cp1252", "cp1252"]),
];

const SAID: &[&str] = &[
    "مكتبة",
    "العربية",
    "على",
    "إلى",
    "في",
    "هذا",
    "من",
    "أحمد",
    "نار",
    "قال",
    "الكتاب",
    "٢٠٢٤",
    "،",
    "؟",
    "أهلاً",
    "ذهبَ",
    "العـربية",
    "مرحبا بكم",
    "کتاب است",
];

const WESTERN: &[&str] = &[
    "é",
    "ñ",
    "ü",
    "ö",
    "ß",
    "ç",
    "ı",
    "İ",
    "ğ",
    "café",
    "Ù",
    "Ø",
    "â",
    "ò",
    "Å²",
    "€",
    "…",
    "α",
    "Привет",
    "中",
    "ï»¿",
    "ÃÍãÏ",
    "ãä",
    "æÇÑ",
    "Ø Ù",
    "ظ",
    "ط§",
];

fn misread_word() -> impl Strategy<Value = Vec<u16>> {
    (select(MISREADINGS), select(SAID)).prop_map(|((mut written, read), said)| {
        let mut text = said.to_owned();
        for &read in read {
            text = naqi::rules::mojibake::misread(&text, written, read).unwrap_or(text);
            written = "utf-8";
        }
        text.encode_utf16().collect()
    })
}

// Neighbouring words and lines in several wrong encodings, among what is sound.
fn misread() -> impl Strategy<Value = Vec<u16>> {
    let piece = prop_oneof![
        8 => misread_word(),
        3 => strings(SAID),
        3 => strings(WESTERN),
        6 => strings(SPACES),
        4 => Just(vec![0x0A]),
        1 => strings(BREAKS),
        1 => strings(NUMBERS),
        2 => piece(),
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// What tells one language from another, much or little.
const NEIGHBOURS: &[&str] = &[
    "این",
    "کتاب",
    "است",
    "برای",
    "شما",
    "می\u{200C}خواهم",
    "ها",
    "که",
    "را",
    "از",
    "یک",
    "گرم",
    "ہے",
    "میں",
    "کا",
    "ئەم",
    "دەکات",
    "ده",
    "په",
    "الی",
    "علی",
    "فی",
    "الحال",
    "هذا",
    "الذی",
    "في",
    "الكتاب",
    "مدرسة",
    "إلى",
    "قضی",
    "کبیر",
    "بیت",
    "قُرْآنٌ",
    "كِتَابٌ",
    "ٴ",
    "ک",
    "ی",
    "ى",
    "ه",
    "ە",
    "ۀ",
    "پ",
    "لله",
    "اللہ",
    "و",
    "أ",
    "إ",
];

// Lines in several languages.
fn neighbours() -> impl Strategy<Value = Vec<u16>> {
    let drawn_out = (0x620u16..=0x64A, 2usize..6).prop_map(|(letter, times)| vec![letter; times]);
    let piece = prop_oneof![
        12 => strings(NEIGHBOURS),
        12 => Just(vec![0x20]),
        4 => Just(vec![0x0A]),
        2 => (0x64Bu16..=0x655).prop_map(|mark| vec![mark]),
        2 => drawn_out,
        2 => piece(),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// A quotation or a fenced block about as long as one may be, with what rules make shorter in it.
pub fn long() -> impl Strategy<Value = Text> {
    let block = prop_oneof![
        3 => Just(("﴿", "﴾", 1usize << 14)),
        1 => Just(("```\n", "\n```\n", 1usize << 16)),
        1 => Just(("`", "`", 4096)),
    ];
    let ends = || prop::collection::vec(piece(), 0..8).prop_map(|pieces| pieces.concat());
    let inside = prop::collection::vec(piece(), 1..12).prop_map(|pieces| pieces.concat());
    (block, ends(), inside, ends(), 0usize..2000, 0usize..2).prop_map(
        |((open, close, most), before, inside, after, more, breaks)| {
            let mut text = before;
            text.extend(open.encode_utf16());
            let least = most + more - 1000;
            let from = text.len();
            while text.len() < from + least {
                text.extend_from_slice(&inside);
                text.extend(
                    " 
"
                    .encode_utf16()
                    .take(1 + breaks),
                );
                text.extend("كتاب  ".repeat(8).encode_utf16());
            }
            text.extend(close.encode_utf16());
            text.extend(after);
            Text(text)
        },
    )
}

fn strings(list: &'static [&'static str]) -> impl Strategy<Value = Vec<u16>> {
    select(list).prop_map(|piece| piece.encode_utf16().collect::<Vec<u16>>())
}

/// A text of ASCII alone.
pub fn ascii() -> impl Strategy<Value = Text> {
    "[ -~\t\n\r\0]{0,80}|([a-z]{1,6}[ ,.!?:;'\"()\n<>/@#&-]{1,3}){0,14}"
        .prop_map(|text| Text(text.encode_utf16().collect()))
}

/// Lengths of chunks.
pub fn chunks() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(1usize..24, 1..6)
}

/// The protected spans of a text.
pub fn protected(text: &[u16]) -> Vec<Span> {
    let document = Document::new(text);
    let mut all = Vec::new();
    let mut start = 0;
    let is_break = |unit: u16| class::of(unit) & class::BREAK != 0;
    while start < text.len() {
        let ends =
            |&i: &usize| is_break(text[i]) && !(text[i] == 0x0D && text.get(i + 1) == Some(&0x0A));
        let end = (start..text.len()).find(ends).map_or(text.len(), |i| i + 1);
        let line = &text[start..end];
        let anchors = Anchors::anywhere(line.len());
        let spans = protect::find(line, &anchors, document.cover(start));
        all.extend(spans.iter().map(|span| Span {
            start: span.start + start as u32,
            end: span.end + start as u32,
            kind: span.kind,
        }));
        start = end;
    }
    all
}
