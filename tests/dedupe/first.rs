//! Whole texts, small enough to see.

use crate::common::*;
use naqi::dedupe::{self, Keep, Match, Scarce, Settings, Similarity, Threshold, UnitKind, Why};

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

/// Lines of so many words, drawn at random from a vocabulary.
fn drawn(lines: usize, words: usize, vocabulary: u64) -> Vec<u16> {
    let mut state = 7u64;
    let mut random = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % vocabulary
    };
    let mut text = Vec::new();
    for _ in 0..lines {
        for _ in 0..words {
            let mut number = random() + 20;
            while number > 0 {
                text.push(0x628 + (number % 20) as u16 % 18);
                number /= 18;
            }
            text.push(0x20);
        }
        text.push(0x0A);
    }
    text
}

fn refused(text: &[u16], settings: &Settings) -> Option<dedupe::TooLarge> {
    let error = dedupe::find(text, settings, &mut Fold).err();
    if let Some(error) = error {
        assert!(error.needed > error.limit);
        assert!(error.to_string().contains("folded"));
        let folded = Settings {
            matching: Match::Folded,
            ..settings.clone()
        };
        assert!(dedupe::find(text, &folded, &mut Fold).is_ok());
    }
    error
}

#[test]
fn a_job_that_does_not_fit_is_refused_before_it_starts() {
    let limited = |most_memory| Settings {
        matching: Match::Near,
        most_memory: Some(most_memory),
        ..Settings::default()
    };
    let few = drawn(1000, 40, 500);
    let many = drawn(1000, 40, 1 << 30);
    let needs = |text: &[u16]| dedupe::Estimate::of(text, &limited(0)).bytes;
    // A new word takes more than one that is known.
    assert!(needs(&many) > 4 * needs(&few));
    for (text, fits) in [(&few, needs(&few)), (&many, needs(&many))] {
        assert_eq!(refused(text, &limited(fits)), None);
        let error = refused(text, &limited(fits - 1)).unwrap();
        assert_eq!((error.of, error.limit), (Scarce::Memory, fits - 1));
    }
    // Words that only punctuation parts are words.
    let spaced = units(&"كلمة ".repeat(10_000));
    let parted = units(&"كلمة،".repeat(10_000));
    assert_eq!(needs(&spaced), needs(&parted));
}

#[test]
fn a_job_that_would_take_too_long_is_refused_before_it_starts() {
    let near = Settings {
        matching: Match::Near,
        ..Settings::default()
    };
    // Each line shares its rarest words with a tenth of all and is a copy of none: 20 thousand million pairs.
    let error = refused(&drawn(200_000, 12, 30), &near).unwrap();
    assert_eq!(
        (error.of, error.limit),
        (Scarce::Steps, Settings::MOST_STEPS)
    );
    let error = naqi::Error::from(error);
    assert_eq!(error.code, naqi::Code::TooLong);
    assert!(error.to_string().contains("match: folded") && error.message_ar().contains("folded"));

    // The same in small; and as many lines that are as easy as they look.
    let small = Settings {
        most_steps: Some(2_000_000),
        ..near
    };
    assert!(refused(&drawn(8000, 12, 30), &small).is_some());
    assert!(refused(&drawn(400, 200, 60), &small).is_some());
    assert_eq!(refused(&drawn(8000, 12, 100_000), &small), None);
    let template = |i: u16| {
        let name = char::from_u32(u32::from(0x628 + i % 30)).unwrap();
        let surname = char::from_u32(u32::from(0x628 + i / 30 % 30)).unwrap();
        format!(
            "حضر السيد {name}{surname}{name} الاجتماع السنوي العام في مقر الشركة الجديد وسط المدينة {surname}{name} أمس\n"
        )
    };
    let templates: String = (0..8000).map(template).collect();
    assert_eq!(refused(&units(&templates), &small), None);
}

/// A lower threshold that would take too long is refused, and leaves all as it was.
#[test]
fn another_threshold_may_take_too_long() {
    let text = drawn(2000, 14, 120);
    let at = |most_steps| Settings {
        matching: Match::Near,
        threshold: Threshold::new(1.0).unwrap(),
        most_steps: Some(most_steps),
        ..Settings::default()
    };
    let mut found = dedupe::find(&text, &at(300_000), &mut Fold).unwrap();
    let totals = found.totals;
    assert!(!found.prepare());
    let error = found.recluster(Threshold::LOWEST, Keep::Last, &[]);
    assert_eq!(error.unwrap_err().of, Scarce::Steps);
    assert_eq!(found.totals, totals);
    assert_eq!(found.settings(), &at(300_000));
    assert_eq!(
        found.recluster(Threshold::new(1.0).unwrap(), Keep::Last, &[]),
        Ok(())
    );
}
