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
        "1,3,47,89,1,0,42,1.0000,punctuation,,\"قال \"\"المدير\"\" إن المصنع الجديد سيفتح أبوابه\""
    );
    assert!(lines[2].starts_with("0,4,90,93,2,43,46,1.0000,identical,short,"));
    let json: serde_json::Value = serde_json::from_str(&export::json(&rows)).unwrap();
    assert_eq!(json[0]["reason"], "punctuation");
    assert_eq!(json[0]["keptLine"], 1);
    assert_eq!(json[1]["listed"], "short");
}
