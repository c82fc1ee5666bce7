//! Whole texts, small enough to see.

use crate::common::*;
use naqi::dedupe::{self, Keep, Match, Settings, Similarity, Threshold, UnitKind, Why};

/// An article with its middle pasted twice, the second time with other spelling.
const ARTICLE: &str = "\
مكتبة الحي تفتح أبوابها من جديد بعد عامين من الترميم
الرباط - هدى
افتتحت بلدية المدينة أمس مكتبة الحي القديم بعد ترميم دام عامين كاملين.
وقال مدير المكتبة إن القاعة الكبرى تتسع الآن لمئتي قارئ في اليوم الواحد.
وأضاف أن الكتب النادرة نقلت إلى خزائن جديدة تحفظها من الرطوبة والحرارة.
وقال مدير المكتبة إنّ القاعة الكبرى تتّسع الآن لمئتي قارئ في اليوم الواحد
وأضاف أنّ الكتب النادرة نُقلت إلى خزائن جديدة تحفظها من الرطوبة والحرارة .
وتستقبل المكتبة زوارها كل يوم من الثامنة صباحا إلى السادسة مساء.
";

#[test]
fn a_part_pasted_twice_goes_once() {
    let found = find(ARTICLE, &Settings::default());
    assert_eq!(found.totals.units, 8);
    assert_eq!(found.removed(), [5, 6]);
    assert_eq!(found.blocks.len(), 1);
    let block = found.blocks[0];
    assert_eq!((block.first, block.copy, block.units), (3, 5, 2));
    let lines: Vec<&str> = ARTICLE.lines().collect();
    let left: Vec<&str> = [&lines[..5], &lines[7..]].concat();
    assert_eq!(
        cleaned(ARTICLE, &Settings::default()),
        left.join("\n") + "\n"
    );
}

#[test]
fn exact_sees_only_the_same_code_units() {
    let settings = Settings {
        matching: Match::Exact,
        ..Settings::default()
    };
    assert_eq!(cleaned(ARTICLE, &settings), ARTICLE);
    let twice = ARTICLE.repeat(2);
    let found = find(&twice, &settings);
    // The byline is too short to be removed; it is listed, and part of the block.
    assert_eq!(found.totals.removed, 7);
    assert_eq!(found.listed.len(), 1);
    assert_eq!(found.listed[0].why, Why::Short);
    assert_eq!((found.listed[0].kept, found.listed[0].copy), (1, 9));
    assert_eq!(found.blocks.len(), 1);
    assert_eq!(found.blocks[0].units, 8);
}

#[test]
fn the_copy_that_stays_is_the_one_asked_for() {
    let text =
        "كتب الولد الدرس في دفتره\nسطر آخر\nكَتَبَ الوَلَدُ الدرسَ في دفتره\nكتب الولد الدرس في دفتره .";
    let kept = |keep| {
        let settings = Settings {
            keep,
            ..Settings::default()
        };
        let found = find(text, &settings);
        assert_eq!(found.clusters.len(), 1);
        assert_eq!(found.clusters[0].copies.len(), 2);
        let copies = &found.clusters[0].copies;
        assert!(copies.iter().all(|c| c.similarity == Similarity::WHOLE));
        found.clusters[0].kept
    };
    assert_eq!(kept(Keep::First), 0);
    assert_eq!(kept(Keep::Last), 3);
    assert_eq!(kept(Keep::Longest), 2);
    assert_eq!(kept(Keep::MostVocalized), 2);
}

#[test]
fn near_removes_what_folded_does_and_similar_units_of_twelve_words() {
    let words = "بدأت الشركة تنفيذ المشروع الكبير في الميناء الجديد قبل موعده المحدد بعام كامل";
    let of = |count: usize| words.split(' ').take(count).collect::<Vec<_>>().join(" ");
    let near = |min_words| Settings {
        matching: Match::Near,
        min_words,
        ..Settings::default()
    };
    let removed = |a: &str, b: &str, settings: &Settings| {
        find(&format!("{a}\nبينهما سطر\n{b}\n"), settings)
            .totals
            .removed
            == 1
    };
    for count in 1..=13 {
        let same = of(count);
        assert_eq!(removed(&same, &format!("{same}."), &near(None)), count >= 5);
        let similar = same.replace("الشركة", "الهيئة");
        assert_eq!(
            removed(&same, &similar, &near(None)),
            count >= 12,
            "{count}"
        );
        // A number that is given counts for both.
        for least in [0, 8, 12] {
            let near = near(Some(least));
            assert_eq!(removed(&same, &same, &near), count as u32 >= least);
            let enough = count >= 7 && count as u32 >= least;
            assert_eq!(
                removed(&same, &similar, &near),
                enough || similar == same && count as u32 >= least
            );
        }
    }
}

#[test]
fn paragraphs_go_with_the_blank_lines_after_them() {
    let settings = Settings {
        unit: UnitKind::Paragraph,
        ..Settings::default()
    };
    let a = "هذه الفقرة الأولى من النص وهي\nعلى سطرين";
    let reflowed = "هذه الفقرة الأولى من النص\nوهي على سطرين";
    let b = "وهذه فقرة ثانية لا تشبهها في شيء";
    assert_eq!(
        cleaned(&format!("{a}\n\n{b}\n\n{reflowed}\n\n\n{b}\n"), &settings),
        format!("{a}\n\n{b}\n")
    );
    assert_eq!(
        cleaned(&format!("{a}\n\n{reflowed}\n\n{b}"), &settings),
        format!("{a}\n\n{b}")
    );
}

#[test]
fn short_units_are_listed() {
    let text = "نعم\nقال إنه موافق\nنعم\nنعم\n";
    let found = find(text, &Settings::default());
    assert!(found.clusters.is_empty());
    assert_eq!(found.listed.len(), 2);
    let settings = Settings {
        min_words: Some(1),
        ..Settings::default()
    };
    assert_eq!(cleaned(text, &settings), "نعم\nقال إنه موافق\n");
}

#[test]
fn a_threshold_is_exact() {
    let at = |value: f64| Threshold::new(value).map(Threshold::millionths);
    assert_eq!(at(0.85), Some(850_000));
    assert_eq!(at(0.7), Some(700_000));
    assert_eq!(at(0.9), Some(900_000));
    assert_eq!(at(1.0), Some(1_000_000));
    assert_eq!(at(6.0 / 7.0), Some(857_142));
    for outside in [0.699_999, 1.000_001, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(at(outside), None);
    }
    let nine_tenths = Similarity {
        shared: 9,
        total: 20,
    };
    assert!(Threshold::new(0.9).unwrap().admits(nine_tenths));
    assert!(!Threshold::new(0.900_001).unwrap().admits(nine_tenths));
}

#[test]
fn nothing_breaks_it() {
    for text in ["", "\n", "\n\n\n", "\u{FEFF}", "…\n…\n", "a"] {
        for unit in [UnitKind::Line, UnitKind::Paragraph, UnitKind::Sentence] {
            for matching in [Match::Exact, Match::Folded, Match::Near] {
                let settings = Settings {
                    unit,
                    matching,
                    ..Settings::default()
                };
                assert_eq!(cleaned(text, &settings), text);
            }
        }
    }
}

#[test]
fn words_that_repeat_within_a_unit_count_as_often() {
    let text = "كتاب باب كتاب كتاب كتاب كتاب كتاب\nكتاب كتاب كتاب كتاب كتاب كتاب";
    let settings = Settings {
        matching: Match::Near,
        min_words: Some(0),
        ..Settings::default()
    };
    let found = find(text, &settings);
    assert_eq!(found.removed(), [1], "{found:?}");
    assert_eq!(
        found.clusters[0].copies[0].similarity,
        Similarity {
            shared: 6,
            total: 13
        }
    );
}

#[test]
fn sentences_go_with_one_space() {
    let settings = Settings {
        unit: UnitKind::Sentence,
        ..Settings::default()
    };
    let a = "وصل الوفد إلى العاصمة مساء أمس.";
    let b = "وعقد الطرفان جلسة مباحثات أولى هناك.";
    let cases = [
        (format!("{a} {b} {a} نهاية"), format!("{a} {b} نهاية")),
        (format!("{a} {b} {a}"), format!("{a} {b}")),
        (format!("{a} {b} {a}\n"), format!("{a} {b}\n")),
        (format!("{a}\n{a} {b}\n"), format!("{a}\n{b}\n")),
        (
            format!("{a} {b}\n{b} {a}\nنهاية\n"),
            format!("{a} {b}\nنهاية\n"),
        ),
        (
            format!("{a}\n\n{b}\n\n{a}\n\nنهاية"),
            format!("{a}\n\n{b}\n\nنهاية"),
        ),
    ];
    for (before, after) in cases {
        assert_eq!(cleaned(&before, &settings), after);
    }
}

#[test]
fn a_job_that_does_not_fit_is_refused_before_it_starts() {
    let text = "كلمة ".repeat(1000) + "\n";
    let text = units(&text.repeat(20));
    let settings = Settings {
        matching: Match::Near,
        most_memory: Some(50_000),
        ..Settings::default()
    };
    let error = dedupe::find(&text, &settings, &mut Fold).unwrap_err();
    assert!(error.needed > error.limit && error.limit == 50_000);
    assert!(error.to_string().contains("folded"));
    let folded = Settings {
        matching: Match::Folded,
        ..settings
    };
    assert!(dedupe::find(&text, &folded, &mut Fold).is_ok());
}
