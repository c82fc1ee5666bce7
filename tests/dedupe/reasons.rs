//! Why a copy counts as one; where near copies differ; what is exported.

use crate::common::*;
use naqi::dedupe::{Match, Reason, Settings, differences, export};

#[test]
fn the_weakest_step_is_the_reason() {
    let cases = [
        ("كتب الولد الدرس", "كتب الولد الدرس", "identical"),
        ("كتب الولد الدرس", "كتب\u{200F} الولد الدرس", "invisible"),
        ("كتب الولد الدرس", "كتب  الولد\tالدرس ", "spacing"),
        ("كتب الولد، ثم نام", "كتب الولد ، ثم نام", "spacing"),
        ("كتب الولد، ثم نام.", "كتب الولد ثم نام", "punctuation"),
        ("كتب الولد", "كَتَبَ الوَلَدُ", "tashkeel"),
        ("كتب الولد", "كَتَبَ «الوَلَدُ»", "tashkeel"),
        ("كتب الولد", "كتـــب الولد", "tatweel"),
        ("أكل الولد", "اكل الولد", "hamza"),
        ("المسؤول", "المسئول", "hamza"),
        ("مدرسة", "مدرسه", "yehTeh"),
        ("إلى المدرسة", "الي المدرسه", "yehTeh"),
        ("عام 2024", "عام ٢٠٢٤", "digits"),
        ("قناة ABC", "قناة abc", "spelling"),
        ("بلغ 12 %", "بلغ ١٢ ٪", "digits"),
        ("بلغ 3.14", "بلغ ٣٫١٤", "digits"),
        ("بلغ ۱۲", "بلغ ١٢", "digits"),
        ("بلغ 12 مترا", "بلغ 12  مترا", "spacing"),
        ("بلغ 12 مترا", "بلغ (12) مترا", "punctuation"),
        // A number is not another one for the punctuation or the space in it.
        ("بلغ 3.14 مترا", "بلغ 314 مترا", "words"),
        ("بلغ 3.14 مترا", "بلغ 3,14 مترا", "words"),
        ("الخانة 1 2", "الخانة 12", "words"),
        ("كتب\u{A0}الولد", "كتب الولد", "spacing"),
        ("كتب\u{200B} الولد", "كتب الولد\u{2069}", "invisible"),
        ("ٱلكتاب", "الكتاب", "hamza"),
        ("آمن", "أمن", "hamza"),
        ("على", "علي", "yehTeh"),
        ("«نعم»", "\"نعم\"", "punctuation"),
        ("كتب الولد", "كتب الرجل", "words"),
        ("", "", "identical"),
    ];
    for (kept, copy, id) in cases {
        let of = |a: &str, b: &str| Reason::of(&units(a), &units(b), &mut Fold).id();
        assert_eq!(of(kept, copy), id, "{kept} / {copy}");
        assert_eq!(of(copy, kept), id, "{copy} / {kept}");
    }
}

#[test]
fn ids_are_distinct_and_every_reason_is_named_in_both_languages() {
    let mut ids: Vec<&str> = Reason::ALL.iter().map(|reason| reason.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), Reason::ALL.len());
    for reason in Reason::ALL {
        let (_, title) = reason.info();
        assert!(!title.ar.is_empty() && !title.en.is_empty());
    }
}

#[test]
fn differences_are_words() {
    let diff = |kept: &str, copy: &str| -> Vec<(String, String)> {
        let (a, b) = (units(kept), units(copy));
        let text = |of: &[u16], span: std::ops::Range<u32>| {
            String::from_utf16_lossy(&of[span.start as usize..span.end as usize])
        };
        differences(&a, &b, &mut Fold)
            .into_iter()
            .map(|d| (text(&a, d.kept), text(&b, d.copy)))
            .collect()
    };
    let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
    assert_eq!(diff("ذهب الولد إلى المدرسة", "ذهَبَ الولد الى المدرسه."), []);
    assert_eq!(
        diff("ذهب الولد إلى المدرسة صباحا", "ذهب الرجل إلى المدرسة مساء"),
        [pair("الولد", "الرجل"), pair("صباحا", "مساء")]
    );
    assert_eq!(
        diff(
            "ذهب الولد إلى المدرسة",
            "ذهب الولد الصغير مسرعا إلى المدرسة"
        ),
        [pair("", "الصغير مسرعا")]
    );
    assert_eq!(diff("في البيت رجل", "رجل"), [pair("في البيت", "")]);
    assert_eq!(diff("", "رجل"), [pair("", "رجل")]);
    assert_eq!(diff("", ""), []);
    assert_eq!(diff("أ ب ج د", "ب ج د هـ"), [pair("أ", ""), pair("", "هـ")]);
}

#[test]
fn exports_have_a_row_for_each_pair() {
    let text = "قال «المدير» إن المصنع الجديد سيفتح أبوابه\nنعم\nقال \"المدير\" إن المصنع الجديد سيفتح أبوابه\nنعم";
    let units = units(text);
    let settings = Settings {
        matching: Match::Folded,
        ..Settings::default()
    };
    let found = find(text, &settings);
    let rows = export::rows(&found, &units, &mut Fold);
    assert_eq!(rows.len(), 2);
    let csv = export::csv(&rows);
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(
        lines[1],
        "1,3,47,89,1,0,42,1,punctuation,,\"قال \"\"المدير\"\" إن المصنع الجديد سيفتح أبوابه\""
    );
    assert!(lines[2].starts_with("0,4,90,93,2,43,46,1,identical,short,"));
    let json: serde_json::Value = serde_json::from_str(&export::json(&rows)).unwrap();
    assert_eq!(json[0]["reason"], "punctuation");
    assert_eq!(json[0]["keptLine"], 1);
    assert_eq!(json[1]["listed"], "short");
}

/// What the engine folds besides: letters from another keyboard, presentation forms, ligatures, lengthened letters.
#[test]
fn the_reason_as_the_engine_has_it() {
    let cleaner =
        naqi::Cleaner::new(&naqi::Options::from_json(r#"{"dedupe": true}"#).unwrap()).unwrap();
    let reason = |a: &str, b: &str| cleaner.reason(&units(a), &units(b)).id();
    for (a, b, id) in [
        ("کتاب فی البیت", "كتاب في البيت", "spelling"),
        ("ﻛﺘﺎﺏ", "كتاب", "spelling"),
        (
            "قال النبي ﷺ نعم",
            "قال النبي صلى الله عليه وسلم نعم",
            "spelling",
        ),
        ("جمييييل", "جميل", "spelling"),
        ("كِتَابٌ", "كتاب", "tashkeel"),
        ("كتابًا", "كتاباً", "tashkeel"),
        ("شئون المسئول", "شؤون المسؤول", "hamza"),
        ("مئة", "مائة", "hamza"),
        ("كتـــاب", "كتاب", "tatweel"),
        ("كتب كثيرة", "كتب قليلة", "words"),
    ] {
        assert_eq!(reason(a, b), id, "{a} / {b}");
        assert_eq!(reason(b, a), id, "{b} / {a}");
    }
}

/// Cells are quoted, lines within them kept, and none is a formula.
#[test]
fn csv_is_safe_to_open() {
    let a = "=HYPERLINK(\"http://x.com\") ثم كلام يتكرر هنا";
    let b = "+1 رقم الهاتف في المكتب\nوفي البيت أيضا، طوال اليوم";
    let c = "كلام من كلمات كثيرة يبلغ عددها أربع عشرة كلمة في سطر واحد يا صاح";
    let near = c.replace("صاح", "صديقي");
    let text = [a, b, c, a, b, &near].join("\n\n");
    let settings = Settings {
        unit: naqi::dedupe::UnitKind::Paragraph,
        matching: Match::Near,
        protect: false,
        ..Settings::default()
    };
    let rows = export::rows(&find(&text, &settings), &units(&text), &mut Fold);
    let csv = export::csv(&rows);
    assert!(csv.contains(",identical,,\"'=HYPERLINK(\"\"http://x.com\"\") ثم كلام يتكرر هنا\"\r\n"));
    assert!(csv.contains(",\"'+1 رقم الهاتف في المكتب\nوفي البيت أيضا، طوال اليوم\"\r\n"));
    assert!(csv.contains(&format!(",{},words,,\"{near}\"", 26.0 / 28.0)));
    let json: serde_json::Value = serde_json::from_str(&export::json(&rows)).unwrap();
    assert_eq!(json[0]["text"], a);
    assert_eq!(json[2]["similarity"], 26.0 / 28.0);
    let mut fields: Vec<&String> = json[0].as_object().unwrap().keys().collect();
    let mut headings: Vec<&str> = csv.lines().next().unwrap().trim().split(',').collect();
    fields.sort();
    headings.sort_unstable();
    assert_eq!(fields, headings);
}
