//! Keys for tests, and short ways to ask.

use naqi::dedupe::{self, Found, Grade, Keys, Settings, key};

/// Folds the common letters and drops marks: what the profile `search` does to plain text.
pub struct Fold;

impl Keys for Fold {
    fn key(&mut self, unit: &[u16], grade: Grade, into: &mut Vec<u16>) {
        into.clear();
        for &unit in unit {
            let mark = matches!(unit, 0x64B..=0x652 | 0x670 | 0x640);
            if mark && grade >= Grade::NoMarks {
                continue;
            }
            into.push(match unit {
                _ if grade < Grade::Folded => unit,
                0x622 | 0x623 | 0x625 | 0x671 => 0x627,
                0x624 => 0x648,
                0x626 | 0x649 => 0x64A,
                0x629 => 0x647,
                0x660..=0x669 => unit - 0x660 + 0x30,
                0x41..=0x5A => unit + 0x20,
                _ => unit,
            });
        }
    }
}

/// What a unit is compared by: its loose key, or, where nothing is left of it, the unit itself.
pub fn key_of(unit: &[u16]) -> Vec<u16> {
    let (mut folded, mut loose) = (Vec::new(), Vec::new());
    Fold.key(unit, Grade::Folded, &mut folded);
    key::loosen(&folded, &mut loose);
    if loose.is_empty() {
        loose = unit.to_vec();
    }
    loose
}

pub fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

pub fn find(text: &str, settings: &Settings) -> Found {
    dedupe::find(&units(text), settings, &mut Fold).expect("it fits")
}

/// The text without its removals.
pub fn cleaned(text: &str, settings: &Settings) -> String {
    let units = units(text);
    let found = find(text, settings);
    String::from_utf16_lossy(&without(&units, &found.removals(&units)))
}

pub fn without(text: &[u16], spans: &[(u32, u32)]) -> Vec<u16> {
    let mut left = Vec::new();
    let mut at = 0;
    for &(start, end) in spans {
        assert!(at <= start && start <= end, "ascending");
        left.extend_from_slice(&text[at as usize..start as usize]);
        at = end;
    }
    left.extend_from_slice(&text[at as usize..]);
    left
}
