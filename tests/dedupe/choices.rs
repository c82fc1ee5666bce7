//! A person's choices over what was found: whatever is asked for, nothing that repeats goes altogether.

use crate::common::*;
use naqi::dedupe::{self, Block, Found, Keep, Match, Settings, Threshold, UnitKind, Why};
use naqi::{Choices, Cleaner, Inspection, Options, edits};
use proptest::prelude::*;

const RUN: &str = "وقال الرئيس إن الخطة تبدأ غدا صباحا\n- وأضاف الوزير أن الميزانية تكفي عامين كاملين\n\nفاصل\nولم يحدد البيان موعد الاجتماع القادم للجنة\n";

fn inspect(text: &str, dedupe: &str) -> Inspection {
    let options = format!(r#"{{"dedupe": {dedupe}}}"#);
    let cleaner = Cleaner::new(&Options::from_json(&options).unwrap()).unwrap();
    cleaner.inspect(text).unwrap()
}

fn render(inspection: &Inspection, restore: &[u32], remove: &[u32]) -> String {
    let choices = Choices {
        restore: restore.to_vec(),
        remove: remove.to_vec(),
        ..Choices::default()
    };
    let (text, log) = inspection.render(&choices);
    let source = edits::revert(&log, &units(&inspection.revert()), &text);
    assert_eq!(String::from_utf16_lossy(&source), inspection.revert());
    String::from_utf16_lossy(&text)
}

fn blocks(inspection: &Inspection) -> &[Block] {
    &inspection.found().unwrap().blocks
}

/// A run pasted three times: one of its four lines is too short to be removed, one is an item of a list.
#[test]
fn a_block_goes_as_one_and_its_run_is_left_as_one() {
    let text = format!("مقدمة قصيرة\n{RUN}بين النصين\n{RUN}{RUN}خاتمة\n");
    for keep in ["first", "last", "longest", "mostVocalized"] {
        let inspection = inspect(&text, &format!(r#"{{"keep": "{keep}"}}"#));
        let found = inspection.found().unwrap();
        assert_eq!(found.totals.removed, 4, "{keep}");
        assert_eq!(found.listed.len(), 4, "{keep}");
        let [a, b] = blocks(&inspection) else {
            panic!("{keep}: {:?}", found.blocks);
        };
        let runs = [1, 6, 10];
        let kept = if keep == "last" { 10 } else { 1 };
        assert!([a, b].iter().all(|block| block.units == 4));
        assert!([a, b].iter().all(|block| block.first == kept), "{keep}");
        let goes: Vec<u32> = runs.into_iter().filter(|&run| run != kept).collect();
        assert_eq!([a.copy, b.copy].as_slice(), goes, "{keep}");

        let all: Vec<u32> = a.run().chain(b.run()).collect();
        let left = if keep == "last" {
            format!("مقدمة قصيرة\nبين النصين\n{RUN}خاتمة\n")
        } else {
            format!("مقدمة قصيرة\n{RUN}بين النصين\nخاتمة\n")
        };
        assert_eq!(render(&inspection, &[], &all), left, "{keep}");
        let twice: Vec<u32> = all.iter().rev().chain(&all).copied().collect();
        assert_eq!(
            render(&inspection, &[], &twice),
            left,
            "{keep}: named twice"
        );
        // The run that stays, named instead: another run comes back, and whole.
        let kept: Vec<u32> = (kept..kept + 4).collect();
        let swapped = render(&inspection, &[], &kept);
        assert_eq!(swapped.matches(RUN.lines().next().unwrap()).count(), 1);
        // All three.
        let every: Vec<u32> = kept.iter().chain(&all).copied().collect();
        assert_eq!(render(&inspection, &[], &every), left, "{keep}: all runs");
        // What is restored stays, whatever else is said.
        assert_eq!(render(&inspection, &all, &[]), text, "{keep}");
        assert_eq!(render(&inspection, &all, &all), text, "{keep}");
    }
}

#[test]
fn a_unit_that_repeats_nothing_stays() {
    let inspection = inspect("سطر أول لا يتكرر أبدا\nسطر ثان غيره\n", "true");
    let all = [0, 1, 7, u32::MAX];
    assert_eq!(render(&inspection, &all, &[]), inspection.text());
    assert_eq!(render(&inspection, &[], &all), inspection.text());
}

#[test]
fn what_only_a_number_keeps_apart_may_go_but_not_both() {
    let line = |n| {
        format!("المادة {n} يعاقب كل من خالف أحكام هذا القانون بغرامة لا تقل عن ألف دينار وبالحبس\n")
    };
    for keep in ["first", "last"] {
        let text = line(12) + &line(13);
        let inspection = inspect(&text, &format!(r#"{{"match": "near", "keep": "{keep}"}}"#));
        let listed = inspection.found().unwrap().listed[0];
        assert_eq!(listed.why, Why::Difference);
        let stays = if keep == "last" { line(13) } else { line(12) };
        assert_eq!(render(&inspection, &[], &[listed.copy]), stays);
        assert_eq!(render(&inspection, &[], &[0, 1]), stays);
        assert_eq!(render(&inspection, &[], &[listed.kept]), text);
    }
    // A cluster is not lost to it.
    let text = line(12) + &line(13) + &line(13);
    let inspection = inspect(&text, r#"{"match": "near"}"#);
    assert_eq!(render(&inspection, &[], &[]), line(12) + &line(13));
    assert_eq!(render(&inspection, &[], &[1]), line(12) + &line(13));
    assert_eq!(render(&inspection, &[], &[0, 1, 2]), line(12) + &line(13));
}

/// What is listed repeats a unit that stays.
#[test]
fn what_is_listed_is_shown_with_a_unit_that_stays() {
    let a = "قال مدير المكتبة إن القاعة الكبرى تتسع الآن لمئتي قارئ في اليوم الواحد من الأسبوع";
    let b = a.replace("قارئ", "زائر");
    let text = format!("{a}\n{b}\nأ) {a}\n• {b}");
    let found = find(
        &text,
        &Settings {
            matching: Match::Near,
            ..Settings::default()
        },
    );
    assert_eq!(found.removed(), [1]);
    let listed = found.listed.iter().find(|listed| listed.copy == 3).unwrap();
    assert_eq!(listed.kept, 0);
    assert!(listed.similarity.value() < 1.0);
}

const LINES: [&str; 12] = [
    "وصل الوفد إلى العاصمة مساء أمس",
    "وَصَلَ الوَفدُ إلى العاصمةِ مساءَ أمس",
    "نعم",
    "لا أدري",
    "1. افتح الملف من القائمة الرئيسية",
    "- افتح الملف من القائمة الرئيسية",
    "",
    "المادة 12 يعاقب كل من خالف أحكام هذا القانون بغرامة لا تقل عن ألف دينار وبالحبس",
    "المادة 13 يعاقب كل من خالف أحكام هذا القانون بغرامة لا تقل عن ألف دينار وبالحبس",
    "المادة 13 يعاقب كل من خالف أحكام هذا القانون بغرامة لا تزيد على ألف دينار وبالحبس",
    "ۥ",
    "***",
];

fn law(found: &Found, text: &[u16], restore: &[u32], remove: &[u32]) {
    let gone = found.chosen(restore, remove);
    assert!(gone.is_sorted());
    let left = |unit: &u32| !gone.contains(unit);
    assert!(restore.iter().all(left), "restored units stay");
    for cluster in &found.clusters {
        let mut units = cluster.copies.iter().map(|copy| copy.unit);
        assert!(left(&cluster.kept) || units.any(|unit| left(&unit)));
    }
    let keys: Vec<Vec<u16>> = (found.units.iter())
        .map(|unit| key_of(unit.of(text)))
        .collect();
    let cluster_of = |unit: u32| {
        found.clusters.iter().find(|cluster| {
            cluster.kept == unit || cluster.copies.iter().any(|copy| copy.unit == unit)
        })
    };
    let stands = |unit: u32| {
        let copies = cluster_of(unit).map_or(&[][..], |cluster| &cluster.copies);
        left(&unit) || copies.iter().any(|copy| left(&copy.unit))
    };
    for &unit in &gone {
        let named = remove.contains(&unit);
        let copy = cluster_of(unit).is_some_and(|cluster| cluster.kept != unit);
        assert!(copy || named);
        // What says the same is left, or of what it was shown with.
        let key = &keys[unit as usize];
        let same = (0u32..)
            .zip(&keys)
            .any(|(other, k)| left(&other) && k == key);
        let shown = (found.listed.iter()).any(|listed| listed.copy == unit && stands(listed.kept));
        let near = found.settings().matching == Match::Near && cluster_of(unit).is_some();
        assert!(same || shown || near);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn nothing_that_repeats_goes_altogether(
        lines in prop::collection::vec(0..LINES.len(), 1..24),
        pasted in prop::collection::vec((any::<prop::sample::Index>(), 1usize..6), 0..3),
        (unit, matching, keep, protect, least) in (0..3usize, 0..3usize, 0..4usize, any::<bool>(), 0..3usize),
        restore in prop::collection::vec(0u32..40, 0..12),
        remove in prop::collection::vec(0u32..40, 0..40),
        taken in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..4),
        again in any::<bool>(),
    ) {
        let mut lines = lines;
        for (at, length) in pasted {
            let start = at.index(lines.len());
            let run: Vec<usize> = lines[start..].iter().take(length).copied().collect();
            lines.extend(run);
        }
        let text: Vec<&str> = lines.iter().map(|&line| LINES[line]).collect();
        let text = units(&text.join("\n"));
        let keeps = [Keep::First, Keep::Last, Keep::Longest, Keep::MostVocalized];
        let settings = Settings {
            unit: [UnitKind::Line, UnitKind::Paragraph, UnitKind::Sentence][unit],
            matching: [Match::Exact, Match::Folded, Match::Near][matching],
            keep: keeps[keep],
            protect,
            min_words: [None, Some(0), Some(1)][least],
            ..Settings::default()
        };
        let mut found = dedupe::find(&text, &settings, &mut Fold).unwrap();
        if again {
            found.recluster(Threshold::LOWEST, keeps[(keep + 1) % 4], &remove).unwrap();
        }
        let (mut restore, mut remove) = (restore, remove);
        restore.retain(|&unit| (unit as usize) < found.units.len());
        for (block, removed) in taken {
            if !found.blocks.is_empty() {
                let block = block.get(&found.blocks).run();
                if removed { remove.extend(block) } else { restore.extend(block) }
            }
        }
        law(&found, &text, &restore, &remove);
        law(&found, &text, &[], &remove);
        let every: Vec<u32> = (0..found.units.len() as u32).collect();
        law(&found, &text, &[], &every);
        prop_assert_eq!(found.chosen(&[], &[]), found.removed());
        prop_assert!(found.chosen(&found.removed(), &[]).is_empty());
        prop_assert!(found.chosen(&every, &every).is_empty());
        // No unit that stays loses a letter to the spans that go.
        let gone = found.chosen(&restore, &remove);
        let left = without(&text, &found.deletions(&text, &gone));
        let stays = (0u32..).zip(&found.units).filter(|(unit, _)| !gone.contains(unit));
        let stays: Vec<u16> = stays.flat_map(|(_, unit)| unit.of(&text)).copied().collect();
        let letters = |of: &[u16]| of.iter().copied().filter(|unit| *unit > 0x20).collect::<Vec<_>>();
        prop_assert_eq!(letters(&left), letters(&stays));
    }
}
