//! The guarantees, against an implementation that compares every pair.

use crate::common::*;
use naqi::dedupe::{self, Grade, Keep, Keys, Match, Settings, Similarity, Threshold, key};
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
            let (mut folded, mut loose) = (Vec::new(), Vec::new());
            Fold.key(unit, Grade::Folded, &mut folded);
            key::loosen(&folded, &mut loose);
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

/// Leader clustering by comparing every unit with every one that stays.
fn brute(lines: &[Line], settings: &Settings, preferred: &[u32]) -> Clusters {
    let same = |a: &Line, b: &Line| match settings.matching {
        Match::Near => {
            let similarity = similarity(a, b);
            let similar = similarity.total > 0 && settings.threshold.admits(similarity);
            similar && !(settings.protect && apart(a, b))
        }
        _ => a.loose == b.loose,
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
    order.retain(|&i| lines[i].count >= settings.least_words());
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
    let expected = brute(&read(&text), settings, &[]);
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
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn near_is_what_the_definition_says(text in text(), settings in settings()) {
        agree(&text, &settings);
    }

    #[test]
    fn folded_is_what_the_definition_says(text in text(), settings in settings()) {
        agree(&text, &Settings { matching: Match::Folded, ..settings });
    }
}
