//! The guarantees, against an implementation that compares every pair.

use crate::common::*;
use naqi::dedupe::{self, Keep, Match, Settings, Similarity, Threshold, key};
use proptest::prelude::*;
use std::collections::HashMap;

/// One line as the definition has it: its key, its words and their multiset, and what protects it.
struct Line {
    loose: Vec<u16>,
    words: HashMap<Vec<u16>, u32>,
    count: u32,
    length: usize,
    marks: usize,
}

fn read(text: &[u16]) -> Vec<Line> {
    dedupe::split(text, dedupe::UnitKind::Line)
        .iter()
        .map(|unit| {
            let unit = unit.of(text);
            let loose = key_of(unit);
            let mut words = HashMap::new();
            let mut count = 0;
            for span in key::words(&loose) {
                *words.entry(loose[span].to_vec()).or_insert(0) += 1;
                count += 1;
            }
            Line {
                words,
                count,
                length: unit.len(),
                marks: unit.iter().filter(|u| matches!(u, 0x64B..=0x652)).count(),
                loose,
            }
        })
        .collect()
}

fn similarity(a: &Line, b: &Line) -> Similarity {
    if a.loose == b.loose {
        return Similarity::WHOLE;
    }
    let shared = |word| a.words.get(word).copied().unwrap_or(0);
    Similarity {
        shared: b.words.iter().map(|(word, &n)| n.min(shared(word))).sum(),
        total: a.count + b.count,
    }
}

/// Whether two lines differ in a word with a digit, or in a negation.
fn apart(a: &Line, b: &Line) -> bool {
    let critical = |line: &Line| {
        let mut words: Vec<(Vec<u16>, u32)> =
            line.words.iter().map(|(w, &n)| (w.clone(), n)).collect();
        words.retain(|(word, _)| {
            word.iter().any(|u| (0x30..0x3A).contains(u)) || *word == units("لا")
        });
        words.sort();
        words
    };
    critical(a) != critical(b)
}

type Clusters = Vec<(u32, Vec<(u32, Similarity)>)>;

/// Leader clustering by comparing every unit with every one that stays. Copies with the same key have 5 words or
/// more, similar ones 12, unless another number is given for both.
fn brute(lines: &[Line], guarded: &[bool], settings: &Settings, preferred: &[u32]) -> Clusters {
    let (least, least_similar) = settings.min_words.map_or((5, 12), |least| (least, least));
    let same = |a: &Line, b: &Line| {
        let similarity = similarity(a, b);
        let similar = settings.matching == Match::Near
            && a.count.min(b.count) >= least_similar
            && similarity.shared > 0
            && settings.threshold.admits(similarity)
            && !(settings.protect && apart(a, b));
        a.loose == b.loose || similar
    };
    let mut order: Vec<usize> = (0..lines.len()).collect();
    match settings.keep {
        Keep::First => (),
        Keep::Last => order.reverse(),
        Keep::Longest => order.sort_by_key(|&i| std::cmp::Reverse(lines[i].length)),
        Keep::MostVocalized => order.sort_by_key(|&i| std::cmp::Reverse(lines[i].marks)),
    }
    let place = |i: &usize| preferred.iter().position(|&p| p as usize == *i);
    order.sort_by_key(|i| place(i).unwrap_or(usize::MAX));
    order.retain(|&i| lines[i].count >= least && !guarded[i]);
    let mut kept: Vec<(usize, Vec<(u32, Similarity)>)> = Vec::new();
    for i in order {
        match kept
            .iter_mut()
            .find(|(leader, _)| same(&lines[*leader], &lines[i]))
        {
            Some((leader, copies)) => {
                copies.push((i as u32, similarity(&lines[*leader], &lines[i])))
            }
            None => kept.push((i, Vec::new())),
        }
    }
    // Both guarantees, on the definition itself.
    for (n, (a, copies)) in kept.iter().enumerate() {
        assert!(kept[..n].iter().all(|(b, _)| !same(&lines[*a], &lines[*b])));
        assert!(
            copies
                .iter()
                .all(|&(c, _)| same(&lines[*a], &lines[c as usize]))
        );
    }
    let mut clusters: Clusters = kept
        .into_iter()
        .filter(|(_, copies)| !copies.is_empty())
        .map(|(leader, mut copies)| {
            copies.sort_by_key(|&(copy, _)| copy);
            (leader as u32, copies)
        })
        .collect();
    clusters.sort_by_key(|&(kept, _)| kept);
    clusters
}

/// Units that a guard holds back, which is [`crate::guards`]'s affair.
fn guarded(found: &dedupe::Found) -> Vec<bool> {
    let units = 0..found.units.len() as u32;
    units
        .map(|unit| {
            found
                .held(unit)
                .is_some_and(|why| why != dedupe::Why::Short)
        })
        .collect()
}

fn clusters(found: &dedupe::Found) -> Clusters {
    let copies = |cluster: &dedupe::Cluster| -> Vec<(u32, Similarity)> {
        cluster
            .copies
            .iter()
            .map(|copy| (copy.unit, copy.similarity))
            .collect()
    };
    found
        .clusters
        .iter()
        .map(|cluster| (cluster.kept, copies(cluster)))
        .collect()
}

fn same_value(a: &Clusters, b: &Clusters) -> bool {
    let value = |s: Similarity| (u64::from(s.shared), u64::from(s.total));
    let flat = |clusters: &Clusters| -> Vec<(u32, u32, u64, u64)> {
        clusters
            .iter()
            .flat_map(|(kept, copies)| {
                copies
                    .iter()
                    .map(|&(copy, s)| (*kept, copy, value(s).0, value(s).1))
            })
            .collect()
    };
    let (a, b) = (flat(a), flat(b));
    a.len() == b.len()
        && a.iter()
            .zip(&b)
            .all(|(a, b)| (a.0, a.1) == (b.0, b.1) && a.2 * b.3 == b.2 * a.3)
}

fn agree(text: &str, settings: &Settings) {
    let text = units(text);
    let found = dedupe::find(&text, settings, &mut Fold).unwrap();
    let expected = brute(&read(&text), &guarded(&found), settings, &[]);
    let actual = clusters(&found);
    assert!(
        same_value(&actual, &expected),
        "{settings:?}\n{actual:?}\n{expected:?}"
    );
}

const WORDS: [&str; 24] = [
    "كتاب",
    "كِتاب",
    "قلم",
    "باب",
    "بيت",
    "دار",
    "أرض",
    "ارض",
    "سماء",
    "بحر",
    "نهر",
    "جبل",
    "12",
    "13",
    "لا",
    "شمس",
    "قمر",
    "نجم",
    "ليل",
    "نهار",
    "ماء",
    "هواء",
    "نار",
    "😀",
];

/// A line of words of the first so many, some more likely than others.
fn line(words: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec((0..words, 0..words).prop_map(|(a, b)| a.min(b)), 0..28)
}

/// Lines, and lines made from earlier ones by a few edits.
fn text() -> impl Strategy<Value = String> {
    let edit = (
        any::<prop::sample::Index>(),
        prop::collection::vec((any::<prop::sample::Index>(), 0..WORDS.len()), 0..6),
    );
    (
        prop::collection::vec(line(WORDS.len()), 1..12),
        prop::collection::vec(edit, 0..40),
    )
        .prop_map(|(mut lines, edits)| {
            for (of, changes) in edits {
                let mut line = of.get(&lines).clone();
                for (at, word) in changes {
                    if line.is_empty() || word % 3 == 0 {
                        line.push(word);
                    } else if word % 3 == 1 {
                        line.remove(at.index(line.len()));
                    } else {
                        let at = at.index(line.len());
                        line[at] = word;
                    }
                }
                lines.push(line);
            }
            let lines: Vec<String> = lines
                .iter()
                .map(|line| line.iter().map(|&w| WORDS[w]).collect::<Vec<_>>().join(" "))
                .collect();
            lines.join("\n")
        })
}

fn settings() -> impl Strategy<Value = Settings> {
    let threshold = prop_oneof![
        Just(0.7),
        Just(0.75),
        Just(0.8),
        Just(0.85),
        Just(0.9),
        Just(1.0),
        0.7..=1.0
    ];
    let keep = prop_oneof![
        Just(Keep::First),
        Just(Keep::Last),
        Just(Keep::Longest),
        Just(Keep::MostVocalized)
    ];
    let min_words = prop_oneof![Just(None), Just(Some(0)), Just(Some(1)), Just(Some(6))];
    (threshold, keep, min_words, any::<bool>()).prop_map(|(threshold, keep, min_words, protect)| {
        Settings {
            matching: Match::Near,
            threshold: Threshold::new(threshold).unwrap(),
            keep,
            min_words,
            protect,
            ..Settings::default()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn near_is_what_the_definition_says(text in text(), settings in settings()) {
        agree(&text, &settings);
    }

    #[test]
    fn the_live_threshold_agrees_with_the_definition(
        text in text(),
        first in settings(),
        then in settings(),
        preferred in prop::collection::vec(0u32..60, 0..4),
        quick in any::<bool>(),
    ) {
        let text = units(&text);
        let mut found = dedupe::find(&text, &first, &mut Fold).unwrap();
        if quick {
            prop_assert!(found.prepare());
        }
        let settings = Settings {
            threshold: then.threshold,
            keep: then.keep,
            ..first
        };
        found.recluster(then.threshold, then.keep, &preferred).unwrap();
        let expected = brute(&read(&text), &guarded(&found), &settings, &preferred);
        prop_assert!(same_value(&clusters(&found), &expected));
    }

    /// Whoever asks for near copies gets the folded ones, too.
    #[test]
    fn near_is_never_weaker_than_folded(text in text(), settings in settings()) {
        let text = units(&text);
        let gone = |matching| {
            let settings = Settings { matching, keep: Keep::First, ..settings.clone() };
            dedupe::find(&text, &settings, &mut Fold).unwrap().removed()
        };
        let near = gone(Match::Near);
        prop_assert!(gone(Match::Folded).iter().all(|unit| near.contains(unit)));
    }

    #[test]
    fn folded_is_what_the_definition_says(text in text(), settings in settings()) {
        agree(&text, &Settings { matching: Match::Folded, ..settings });
    }
}

/// Enough lines of few enough words that postings are kept apart by size.
#[test]
fn a_crowd_agrees_with_the_definition() {
    let mut state = 7u64;
    let mut random = |n: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut lines: Vec<Vec<u64>> = Vec::new();
    for i in 0..800 {
        let mut line: Vec<u64> = match lines.get(random(i + 1) as usize) {
            Some(line) if i % 2 == 0 => line.clone(),
            _ => (0..12 + random(60))
                .map(|_| random(30) * random(30) / 9)
                .collect(),
        };
        for _ in 0..random(6) {
            let at = random(line.len() as u64) as usize;
            line[at] = random(100);
        }
        lines.push(line);
    }
    // Letters only: a digit would be a difference.
    let word = |n: u64| {
        ["با", "تا", "ثا", "جا", "حا", "خا", "دا", "ذا", "را", "زا"][n as usize % 10]
            .repeat(n as usize / 10 + 1)
    };
    let lines: Vec<String> = lines
        .iter()
        .map(|line| line.iter().map(|&n| word(n)).collect::<Vec<_>>().join(" "))
        .collect();
    for threshold in [0.7, 0.85, 0.95] {
        for keep in [Keep::First, Keep::Longest] {
            let settings = Settings {
                matching: Match::Near,
                threshold: Threshold::new(threshold).unwrap(),
                keep,
                ..Settings::default()
            };
            agree(&lines.join("\n"), &settings);
        }
    }
}

/// Chains a~b~c, templates, copies of one line, empty and one-word lines.
#[test]
fn adversaries() {
    let chain: Vec<String> = (0..40)
        .map(|i| {
            (i..i + 20)
                .map(|n| "ب".repeat(n % 7 + 1) + &"ج".repeat(n / 7 + 1))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let template: Vec<String> = (0..40)
        .map(|i| {
            format!(
                "حضر السيد {} الاجتماع السنوي العام في مقر الشركة الجديد وسط المدينة أمس",
                "ي".repeat(i + 1)
            )
        })
        .collect();
    let numbered: Vec<String> = (0..40)
        .map(|i| {
            format!("المادة {i} يعاقب بالغرامة كل من خالف أحكام هذا القانون أو لوائحه أو قراراته")
        })
        .collect();
    let equal = vec![
        "سطر واحد يتكرر في هذا النص مرات كثيرة جدا دون أي تغيير فيه";
        300
    ]
    .join("\n");
    let texts = [
        chain.join("\n"),
        template.join("\n"),
        numbered.join("\n"),
        equal,
        "\n\n…\nنعم\nنعم\n…\n".to_string(),
    ];
    for text in &texts {
        for threshold in [0.7, 0.8, 0.85, 0.9, 0.95, 1.0] {
            for keep in [Keep::First, Keep::Last, Keep::Longest, Keep::MostVocalized] {
                for (protect, min_words) in [(true, None), (false, Some(0))] {
                    let settings = Settings {
                        matching: Match::Near,
                        threshold: Threshold::new(threshold).unwrap(),
                        keep,
                        protect,
                        min_words,
                        ..Settings::default()
                    };
                    agree(text, &settings);
                }
            }
        }
    }
}
