//! The whole Qur'an, verse by verse, through the engine: npm `quran-json`, where development has installed it.

use naqi::dedupe::Why;
use naqi::{Cleaner, Options};

fn verses() -> Option<Vec<String>> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/node_modules/quran-json/dist/quran.json"
    );
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).unwrap();
    let chapters = json.as_array()?.iter();
    let verses = chapters.flat_map(|chapter| chapter["verses"].as_array().unwrap());
    Some(
        verses
            .map(|verse| verse["text"].as_str().unwrap().to_owned())
            .collect(),
    )
}

#[test]
fn no_verse_is_lost() {
    let Some(verses) = verses() else {
        return;
    };
    let text = verses.join("\n") + "\n";
    for matching in ["exact", "folded", "near"] {
        for unit in ["line", "paragraph", "sentence"] {
            let options = format!(r#"{{"dedupe": {{"match": "{matching}", "unit": "{unit}"}}}}"#);
            let cleaner = Cleaner::new(&Options::from_json(&options).unwrap()).unwrap();
            let inspection = cleaner.inspect(&text).unwrap();
            let found = inspection.found().unwrap();
            assert_eq!(found.totals.removed, 0, "{options}");
            if (matching, unit) == ("folded", "line") {
                assert_eq!(found.totals.units, 6236);
                assert_eq!(found.listed.len(), 180);
            }
        }
    }
}

/// Without marks, too, and however short a verse may be removed.
#[test]
fn no_verse_is_lost_without_its_marks() {
    let Some(verses) = verses() else {
        return;
    };
    for (profile, least) in [("repair", 1), ("search", 5), ("search", 3)] {
        let options = format!(r#"{{"profile": "{profile}", "dedupe": {{"minWords": {least}}}}}"#);
        let cleaner = Cleaner::new(&Options::from_json(&options).unwrap()).unwrap();
        let inspection = cleaner.inspect(&verses.join("\n")).unwrap();
        let found = inspection.found().unwrap();
        assert_eq!(found.totals.removed, 0, "{options}: {:?}", found.clusters);
        assert!(found.listed.iter().any(|listed| listed.why == Why::Quran));
    }
}

/// Nor where near copies go, of verses that stand alone or one after another, marked or not.
#[test]
fn no_verse_is_lost_as_a_near_copy() {
    let Some(verses) = verses() else {
        return;
    };
    let search = Cleaner::new(&Options::from_json(r#"{"profile": "search"}"#).unwrap()).unwrap();
    let marked = verses.join("\n");
    let plain = search.clean(&marked).unwrap();
    let running = plain.replace('\n', ". ");
    for (text, unit) in [
        (&marked, "line"),
        (&plain, "line"),
        (&plain, "sentence"),
        (&running, "sentence"),
    ] {
        for threshold in [0.7, 0.85] {
            let options = format!(
                r#"{{"dedupe": {{"match": "near", "unit": "{unit}", "threshold": {threshold}}}}}"#
            );
            let cleaner = Cleaner::new(&Options::from_json(&options).unwrap()).unwrap();
            let inspection = cleaner.inspect(text).unwrap();
            let found = inspection.found().unwrap();
            assert_eq!(found.totals.removed, 0, "{options}: {:?}", found.clusters);
        }
    }
}
