//! Laws: what holds for every text, checked on random ones. `PROPTEST_CASES=20000 cargo test --release --test laws`
//! looks harder.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{Text, ascii, long, text};
use naqi::dedupe::key::{Kind, kind};
use naqi::edits::{to_result, to_source};
use naqi::line::{Document, Language};
use naqi::rules::{RULES, Rule, Settings};
use naqi::unicode::class;
use naqi::{Cleaner, Options, Profile, Stream};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

static PROFILES: LazyLock<Vec<(Profile, Cleaner)>> = LazyLock::new(|| {
    Profile::ALL
        .into_iter()
        .map(|profile| (profile, Cleaner::new(&Options::new(profile)).unwrap()))
        .collect()
});

fn profile(wanted: Profile) -> &'static Cleaner {
    let found = PROFILES.iter().find(|(profile, _)| *profile == wanted);
    &found.unwrap().1
}

/// Every rule alone, with each of its settings.
static ALONE: LazyLock<Vec<(&'static Rule, Value, Cleaner)>> = LazyLock::new(|| {
    let settings = |rule: &Rule| -> Vec<Value> {
        match rule.settings {
            Settings::Switch => vec![true.into()],
            Settings::OneOf(names) => names.iter().map(|&name| name.into()).collect(),
            Settings::AnyOf { names, .. } => {
                let each = names.iter().map(|&name| name.into());
                each.chain([true.into(), names.into()]).collect()
            }
        }
    };
    let all = RULES.iter().flat_map(|rule| {
        settings(rule).into_iter().map(move |setting| {
            let options = Options::new(Profile::None).rule(rule.id, setting.clone());
            let cleaner = Cleaner::new(&options.unwrap()).unwrap();
            (rule, setting, cleaner)
        })
    });
    all.collect()
});

static DEDUPE: LazyLock<Vec<(&str, Cleaner)>> = LazyLock::new(|| {
    let settings = [
        "match:folded,minWords:1,protect:false",
        "match:exact,minWords:2,protect:false",
    ];
    let cleaner = |dedupe| {
        let options = Options::from_short(&format!("repair&dedupe={dedupe}"));
        (dedupe, Cleaner::new(&options.unwrap()).unwrap())
    };
    settings.map(cleaner).into()
});

fn clean(cleaner: &Cleaner, text: &[u16]) -> Text {
    let cleaned = cleaner.clean_utf16(text.to_vec()).unwrap();
    Text(cleaned.unwrap_or_else(|| text.to_vec()))
}

// Lone surrogates stand between stretches that are normalized each for itself.
fn nfc(units: &[u16]) -> Text {
    let mut result = Vec::new();
    let mut stretch = String::new();
    let flush = |stretch: &mut String, result: &mut Vec<u16>| {
        result.extend(stretch.nfc().collect::<String>().encode_utf16());
        stretch.clear();
    };
    for c in char::decode_utf16(units.iter().copied()) {
        match c {
            Ok(c) => stretch.push(c),
            Err(lone) => {
                flush(&mut stretch, &mut result);
                result.push(lone.unpaired_surrogate());
            }
        }
    }
    flush(&mut stretch, &mut result);
    Text(result)
}

// Without what may be text in a wrong code page.
fn sound(units: &[u16]) -> Vec<u16> {
    let sound = |unit: &u16| class::of(*unit) & class::MOJIBAKE == 0;
    units.iter().copied().filter(sound).collect()
}

fn digits(units: &[u16]) -> usize {
    let is_digit = |unit: &&u16| matches!(unit, 0x30..=0x39 | 0x660..=0x669 | 0x6F0..=0x6F9);
    units.iter().filter(is_digit).count()
}

fn is_space(unit: u16) -> bool {
    matches!(unit, 0x09..=0x0D | 0x20)
}

/// Rules that remove text in which digits may stand, or read it anew.
const REMOVES: &[&str] = &[
    "mojibake",
    "html",
    "urls",
    "emails",
    "mentions",
    "phones",
    "hashtags",
    "emoji",
    "foreignScript",
];

// A plain run repeats the same few cases; one that asks for many draws new ones.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok();
    let cases = cases.and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(96),
        rng_seed: match cases {
            Some(_) => RngSeed::Random,
            None => RngSeed::Fixed(1443),
        },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What a law did not hold for once: a profile or rules in their short form, the text, and why.
const BROKEN: &[(&str, &str, &str)] = &[
    (
        "search",
        "ÇáÚÑÈíÉ\u{85}\u{A0}\u{64B}\r\u{640}",
        "a line that goes on after a break that is none holds other breaks",
    ),
    (
        "social",
        "\u{64B}للهٴ\u{64B}هههههكتابق\u{64F}ل\u{652}\nالی\u{E44}\u{E17}\u{E22}",
        "a line shows another language only until it is written shorter",
    ),
    (
        "social",
        "\u{300}\u{115F}\u{64B}\u{1100}\u{1161}،،",
        "a mark of no script comes beside one of Arabic after all were in order",
    ),
    (
        "repair",
        "Åáì\nØ¥Ù\u{84}Ù\u{89} ﺍ ﺍç Åáì",
        "two wrong code pages",
    ),
    (
        "repair",
        "Ù\u{85}Ù\u{83}ØªØ¨Ø© Åáì \nÚáì ",
        "two on one line, and the next",
    ),
    (
        "search",
        "Ù‡Ø°Ø§ åÐÇ \nØ§Ù„Ø¹Ù€Ø±Ø¨ÙŠØ©\nØ£Ù‡Ù„Ø§Ù‹ ØŸ Ã\u{90}Ã¥ÃˆÃ³ Ù¢Ù\u{a0}Ù¢Ù¤",
        "three on three lines",
    ),
    (
        "repair",
        "ãä\nï»¿ http://x.y/öÇáÚÜÑÈíÉ ",
        "a line that is sure after its first mark is gone",
    ),
    (
        "repair",
        "¡Úáì\nÇáÚÜÑÈíÉ Ø§Ù\u{84}Ø¹Ù\u{80}Ø±Ø¨Ù\u{8A}Ø© ﺎهذا a \nÚáì",
        "two neighbours of a line in two",
    ),
    (
        "publish",
        "ÃÍãÏÝíÚáì\u{85}Ù\u{81}ÙŠ",
        "a break that is none, and the line after it",
    ),
    (
        "search",
        "\u{FDFA}@فلانالی\nﯓهذا",
        "a language that shows when presentation forms are gone",
    ),
    (
        "search",
        "آآ\u{655}گرم الی\nکبیرده",
        "a letter that tells the language composes of what does not",
    ),
    (
        "search",
        "\u{64B}```\nأ  ب\n```\nأ  ب\n```\nأ  ب",
        "a fence that becomes one as its mark goes, and others open that closed",
    ),
];

fn of_short(short: &str) -> Cleaner {
    Cleaner::new(&Options::from_short(short).unwrap()).unwrap()
}

#[test]
fn what_broke_a_law_breaks_it_no_more() {
    let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
    let broken = BROKEN
        .iter()
        .map(|&(short, text, why)| (short, units(text), why));
    // A block that is too long until there are fewer spaces in it.
    let blocks = [("﴿", "﴾", 1 << 14), ("```\n", "```\n", 1 << 16)];
    let long = blocks.map(|(open, close, most)| {
        let inside = "مُحَمَّدٌ  \n".repeat(most / 11 + 1);
        let text = units(&format!("{open}{inside}{close}"));
        ("search", text, "a block as long as one may be")
    });
    // As many rounds as there are lines, where one pair of marks made the next one.
    let fences = units(&"~~~\n»على كتاب\n".repeat(69));
    // Pieces of which each, without the next, had another quotation.
    let pieces = units(&"«﴿»\n﴾﴾﴿''نعم\n»نعم»\n\n«﴾\n".repeat(2000));
    let all = broken.chain(long).chain([
        ("publish", fences, "marks in fences"),
        (
            "none&quotes=guillemets",
            pieces,
            "a bracket too many at the end of a piece",
        ),
    ]);
    for (short, text, why) in all {
        let cleaner = of_short(short);
        let once = clean(&cleaner, &text);
        assert!(clean(&cleaner, &once.0) == once, "{short}: {why}");
        assert!(nfc(&once.0) == once, "{short}: {why}");
        let repaired = clean(profile(Profile::Repair), &text);
        let search = profile(Profile::Search);
        assert!(clean(search, &repaired.0) == clean(search, &text), "{why}");
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn profiles_are_idempotent(text in text()) {
        for (profile, cleaner) in PROFILES.iter() {
            let once = clean(cleaner, &text.0);
            prop_assert_eq!(clean(cleaner, &once.0), once, "{:?}", profile);
        }
    }

    #[test]
    fn rules_are_idempotent(text in text()) {
        for (rule, setting, cleaner) in ALONE.iter() {
            let once = clean(cleaner, &text.0);
            prop_assert_eq!(clean(cleaner, &once.0), once, "{} = {}", rule.id, setting);
        }
    }

    #[test]
    fn what_comes_out_is_nfc(text in text()) {
        for (profile, cleaner) in PROFILES.iter().filter(|(profile, _)| profile.info().repair) {
            let once = clean(cleaner, &text.0);
            prop_assert_eq!(nfc(&once.0), once, "{:?}", profile);
        }
    }

    #[test]
    fn an_inspection_tells_everything(text in text()) {
        let all = ALONE.iter().map(|(rule, setting, cleaner)| (format!("{} = {setting}", rule.id), cleaner));
        let profiles = PROFILES.iter().map(|(profile, cleaner)| (format!("{profile:?}"), cleaner));
        for (what, cleaner) in all.chain(profiles) {
            let inspection = cleaner.inspect_utf16(text.0.clone()).unwrap();
            let result = Text(inspection.text_utf16().to_vec());
            prop_assert_eq!(&result, &clean(cleaner, &text.0), "inspect and clean: {}", &what);
            prop_assert_eq!(&Text(inspection.revert_utf16()), &text, "revert: {}", &what);
            let edits = inspection.edits();
            let (mut at, mut new) = (0, 0);
            for edit in edits {
                prop_assert!(at <= edit.start && edit.start <= edit.end, "{}", &what);
                prop_assert!(new <= edit.new_start && edit.new_start <= edit.new_end, "{}", &what);
                prop_assert_eq!(
                    &text.0[at as usize..edit.start as usize],
                    &result.0[new as usize..edit.new_start as usize],
                    "outside of edits: {}", &what
                );
                prop_assert!(edit.rules.ids().next().is_some(), "{}", &what);
                (at, new) = (edit.end, edit.new_end);
            }
            let (from, to) = (text.0.len() as u32, result.0.len() as u32);
            for (map, from, to) in [
                (to_result as fn(&[_], u32) -> u32, from, to),
                (to_source, to, from),
            ] {
                let mapped: Vec<u32> = (0..=from).map(|offset| map(edits, offset)).collect();
                prop_assert!(mapped.is_sorted(), "monotone: {}", &what);
                prop_assert!(mapped.iter().all(|&offset| offset <= to), "total: {}", &what);
                prop_assert_eq!(map(edits, from), to, "ends meet: {}", &what);
            }
            for suggestion in inspection.suggestions() {
                prop_assert!(suggestion.start < suggestion.end && suggestion.end <= to, "{}", &what);
            }
        }
    }

    #[test]
    fn protected_spans_stay(text in text()) {
        let inspection = profile(Profile::Repair).inspect_utf16(text.0.clone()).unwrap();
        let spans = common::protected(&text.0);
        for edit in inspection.edits() {
            let only_nfc = edit.rules.ids().all(|id| id == "nfc");
            let hit = spans.iter().find(|span| span.start < edit.end && span.end > edit.start);
            let Some(hit) = hit.filter(|_| !only_nfc) else {
                continue;
            };
            // When a sign at its edge goes or a letter in it composes, the span may turn out to be none.
            let from = hit.start.saturating_sub(1) as usize;
            let around = text.0.iter().take(hit.end as usize + 1).skip(from);
            let unstable = class::INVISIBLE
                | class::COMBINING
                | class::MOJIBAKE
                | class::TATWEEL
                | class::PRESENTATION;
            if around.fold(0, |bits, &unit| bits | class::of(unit)) & unstable != 0 {
                continue;
            }
            // A rule may reach into a kind of span by its own row.
            let reaches = |id| RULES.iter().any(|rule| rule.id == id && rule.reaches & hit.kind != 0);
            prop_assert!(
                edit.rules.ids().any(|id| id != "nfc" && reaches(id)),
                "{:?} in {:?}",
                edit.rules.ids().collect::<Vec<_>>(),
                Text(text.0[hit.start as usize..hit.end as usize].to_vec())
            );
        }
    }

    #[test]
    fn digits_stay(text in text()) {
        for (rule, setting, cleaner) in ALONE.iter().filter(|(rule, ..)| !REMOVES.contains(&rule.id)) {
            prop_assert_eq!(digits(&clean(cleaner, &text.0).0), digits(&text.0), "{} = {}", rule.id, setting);
        }
    }

    #[test]
    fn repair_leaves_ascii(text in ascii()) {
        let words = |text: &Text| -> Vec<Text> {
            let words = text.0.split(|&unit| is_space(unit)).filter(|word| !word.is_empty());
            words.map(|word| Text(word.to_vec())).collect()
        };
        prop_assert_eq!(words(&clean(profile(Profile::Repair), &text.0)), words(&text));
    }

    #[test]
    fn search_sees_through_what_repair_mends(text in text()) {
        let repaired = clean(profile(Profile::Repair), &text.0);
        let search = profile(Profile::Search);
        prop_assert_eq!(clean(search, &repaired.0), clean(search, &text.0));
    }

    #[test]
    fn a_stream_gives_what_the_whole_gives(text in text(), chunks in common::chunks(), block in 1usize..40) {
        // A stream cannot know of the language of lines to come, nor of their code page.
        let text = sound(&text.0);
        let other = Document::new(&text).language() == Language::Other;
        let first = if other { "این برای شما است\n" } else { "" };
        let text: Vec<u16> = first.encode_utf16().chain(text).collect();
        for (profile, cleaner) in PROFILES.iter() {
            // HTML may reach over the end of a part; see the documentation of the stream.
            if matches!(profile, Profile::Social | Profile::Corpus) {
                continue;
            }
            let mut stream = Stream::new(cleaner).unwrap().in_blocks(block);
            let mut result = Vec::new();
            let (mut rest, mut lengths) = (text.as_slice(), chunks.iter().cycle());
            while !rest.is_empty() {
                let (chunk, after) = rest.split_at((*lengths.next().unwrap()).min(rest.len()));
                stream.push(chunk, &mut result);
                rest = after;
            }
            stream.finish(&mut result);
            prop_assert_eq!(Text(result), clean(cleaner, &text), "{:?}", profile);
        }
    }

    #[test]
    fn a_stream_removes_the_duplicates_that_the_whole_has(lines in prop::collection::vec(text(), 1..6), order in prop::collection::vec(0usize..6, 1..24), block in 1usize..200) {
        let mut text = Vec::new();
        for line in order {
            text.extend_from_slice(&lines[line % lines.len()].0);
            text.push(0x0A);
        }
        let text = sound(&text);
        if Document::new(&text).language() == Language::Other {
            return Ok(());
        }
        for (dedupe, cleaner) in DEDUPE.iter() {
            let mut stream = Stream::new(cleaner).unwrap().in_blocks(block);
            let mut result = Vec::new();
            stream.push(&text, &mut result);
            let tally = stream.finish(&mut result);
            let inspection = cleaner.inspect_utf16(text.clone()).unwrap();
            let is_seen = |unit| !matches!(kind(unit), Kind::Space | Kind::Nothing);
            // What is beside that is removed may differ by where parts end: breaks, and lines with nothing to see.
            let filled = |text: &[u16]| -> Vec<Text> {
                let lines = text.split(|&unit| unit == 0x0A).map(<[u16]>::to_vec).map(Text);
                lines.filter(|line| line.0.iter().any(|&unit| is_seen(unit))).collect()
            };
            prop_assert_eq!(filled(&result), filled(inspection.text_utf16()), "{}", dedupe);
            let totals = inspection.found().unwrap().totals;
            prop_assert_eq!((tally.compared, tally.removed), (totals.units.into(), totals.removed.into()), "{}", dedupe);
        }
    }
}

/// What a part is made into depends on what came before it, or comes after it.
#[test]
fn a_part_is_cleaned_as_in_the_whole() {
    let quoted = "﴿،\n  <p>\n﴾﴿\n\n﴾﴿\n  <p>\n﴿،\n";
    let fenced = "`\u{200B}```\n\n\n```\nأ  ب\n".repeat(3);
    let language = "ﺍﻟﺴﻼﻡٴ\n\nالی .هاhttps://x.com/كتابهذامی\u{200C}خواهم";
    for (recipe, text) in [
        ("repair&dedupe=minWords:1,protect:false", quoted),
        ("repair&dedupe=minWords:1,protect:false", &fenced),
        ("publish", language),
        ("search", "ﺍﻟﺴﻼﻡػ\n\nالی"),
        ("repair", "پاکستان\u{FE0E}\n\nإلی المدينة و<p>الی@فلان"),
        // A tag may be a quotation mark; what repeats is then looked for where the spaces are put.
        ("publish", "<p>\n\n\u{8CA}...موقع.com&amp;lt;🙂 \u{A0} "),
    ] {
        let cleaner = Cleaner::new(&Options::from_short(recipe).unwrap()).unwrap();
        let text: Vec<u16> = text.encode_utf16().collect();
        let whole = cleaner.inspect_utf16(text.clone()).unwrap();
        for block in 1..50 {
            let mut stream = Stream::new(&cleaner).unwrap().in_blocks(block);
            let mut parts = Vec::new();
            stream.push(&text, &mut parts);
            stream.finish(&mut parts);
            let blanks = |text: &[u16]| String::from_utf16(text).unwrap().replace("\n\n", "\n");
            assert_eq!(
                blanks(&parts),
                blanks(whole.text_utf16()),
                "{recipe}, {block}"
            );
        }
    }
}

// A text of these is a thousand times as long as the others.
fn few() -> ProptestConfig {
    let config = config();
    ProptestConfig {
        cases: config.cases.div_ceil(100),
        ..config
    }
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn the_bounds_of_blocks_are_no_trouble(text in long()) {
        for (profile, cleaner) in PROFILES.iter() {
            let once = clean(cleaner, &text.0);
            prop_assert!(clean(cleaner, &once.0) == once, "{:?}", profile);
        }
        let search = profile(Profile::Search);
        let repaired = clean(profile(Profile::Repair), &text.0);
        prop_assert!(clean(search, &repaired.0) == clean(search, &text.0));
    }
}
