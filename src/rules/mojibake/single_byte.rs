//! An Arabic single-byte page that was read as a Western one: ÇáÚÑÈíÉ. Every such text round-trips, so
//! only the reading can say whether it was Arabic: its words hold nothing but letters from outside
//! ASCII, capitals in the midst of them, and make Arabic words; a Western text has none of the three.

use super::pages::{CP1252, CP1256, ISO8859_6, LATIN1};
use super::{Page, Reading};
use crate::rules::language;
use crate::rules::likeness::{self, Likeness};
use crate::unicode::class;

/// What a unit of the misread line would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A letter, mark or tatweel of Arabic.
    Arabic(u16),
    /// A sign that only the Arabic page has: ، ؛ ؟, a joiner or a direction mark.
    Sign(u16),
    /// A letter that stays, or anything that the page does not have.
    Foreign,
    /// What stands between words.
    Between,
}

/// The words of a line under one page, and what they weigh.
#[derive(Debug, Default)]
struct Candidate {
    readings: Vec<Reading>,
    likeness: Likeness,
    /// Changes from a small letter to a capital inside a word.
    humps: i32,
    /// Words that the page leaves half Western.
    foreign: i32,
}

impl Candidate {
    fn score(&self) -> i32 {
        self.likeness.bits + HUMP * self.humps.min(2) - FOREIGN * self.foreign
    }
    fn is_certain(&self) -> bool {
        let letters = self.likeness.letters as i32;
        letters >= 3
            && self.likeness.bits >= letters.min(20 - letters).max(0)
            && self.score() >= CERTAIN
    }
}

/// In quarter bits, from trials on text in all Western languages and on other single-byte pages.
const HUMP: i32 = 8;
/// A word of four letters or more that only Arabic writes: no Cyrillic or Greek word of a wrong page has its
/// letters by chance.
const KNOWN: i32 = 12;
const FOREIGN: i32 = 80;
const CERTAIN: i32 = 32;
const UNCERTAIN: i32 = 24;
const INSIDE: i32 = 16;

/// The spans of a line that read as Arabic under cp1256 or ISO-8859-6.
pub(super) fn read(text: &[u16]) -> Vec<Reading> {
    if !has_words(text) {
        return Vec::new();
    }
    let windows = under(text, &CP1256);
    let iso = under(text, &ISO8859_6);
    let (best, other) = if iso.score() > windows.score() {
        (iso, windows)
    } else {
        (windows, iso)
    };
    // Words of letters that both pages have in the same place read the same.
    // æÇÑ is نار in one and وار in the other.
    let margin = if best.likeness.letters > 3 { 6 } else { 12 };
    let clear = best.score() >= other.score() + margin || best.readings == other.readings;
    let certain = clear && best.is_certain();
    if !certain && (best.score() < UNCERTAIN || best.foreign > 0 || best.likeness.letters < 3) {
        return Vec::new();
    }
    let mut readings = best.readings;
    for reading in &mut readings {
        reading.certain = certain;
    }
    readings
}

/// Whether a line has a word of two letters or more, none of them ASCII: most Western text has none.
fn has_words(text: &[u16]) -> bool {
    let (mut run, mut word) = (0, true);
    for &unit in text.iter().chain(&[0]) {
        match unit {
            0xC0..=0xFF => run += 1,
            0x41..=0x5A | 0x61..=0x7A => word = false,
            _ if run >= 2 && word => return true,
            _ => (run, word) = (0, true),
        }
    }
    false
}

/// Whether a line has words that may be Arabic, and none that cannot.
pub(super) fn hints(text: &[u16]) -> bool {
    has_words(text)
        && [&CP1256, &ISO8859_6].iter().any(|page| {
            let found = under(text, page);
            found.foreign == 0 && !found.readings.is_empty()
        })
}

/// Whether a text has no word that is Arabic in part only.
pub(super) fn is_pure(text: &[u16]) -> bool {
    under(text, &CP1256).foreign == 0 || under(text, &ISO8859_6).foreign == 0
}

fn under(text: &[u16], page: &Page) -> Candidate {
    // C1 controls say that it was latin1; cp1252 has some of them, for its undefined bytes.
    let western = |unit: u16| CP1252.byte(unit).or_else(|| LATIN1.byte(unit));
    let part = |unit: u16| -> Part {
        if unit < 0x80 {
            return match (unit as u8).is_ascii_alphabetic() {
                true => Part::Foreign,
                false => Part::Between,
            };
        }
        let foreign = if super::stands_between(unit) {
            Part::Between
        } else {
            Part::Foreign
        };
        let Some(byte) = western(unit) else {
            return foreign;
        };
        match page.unit(byte) {
            Some(to) if class::of(to) & (class::ARABIC | class::MARK | class::TATWEEL) != 0 => {
                Part::Arabic(to)
            }
            Some(to) if to != unit && to >= 0x200 => Part::Sign(to),
            _ => foreign,
        }
    };
    let mut found = Candidate::default();
    let mut at = 0;
    while at < text.len() {
        let start = at;
        let word: Vec<Part> = text
            .iter()
            .skip(start)
            .map(|&unit| part(unit))
            .take_while(|part| matches!(part, Part::Arabic(_) | Part::Foreign))
            .collect();
        if word.is_empty() {
            if let Some(Part::Sign(to)) = text.get(at).map(|&unit| part(unit)) {
                let is_letter = |at: Option<usize>| {
                    at.and_then(|at| text.get(at))
                        .is_some_and(|&unit| matches!(part(unit), Part::Arabic(_)))
                };
                if is_letter(at.checked_sub(1)) && is_letter(Some(at + 1)) {
                    found.likeness.bits -= INSIDE;
                }
                extend(&mut found.readings, text, start, start + 1, &[to]);
            }
            at += 1;
            continue;
        }
        at += word.len();
        let units = text.get(start..at).unwrap_or(&[]);
        let arabic: Vec<u16> = word
            .iter()
            .map_while(|part| match part {
                Part::Arabic(to) => Some(*to),
                _ => None,
            })
            .collect();
        let rest_is_ascii = units.iter().skip(arabic.len()).all(|&unit| unit < 0x80);
        if arabic.len() == word.len() {
            let likeness = likeness::weigh(arabic.iter().copied());
            let known = likeness.letters > 3 && language::is_telling(&arabic);
            let bits = likeness.bits - misplaced(&arabic)
                + article(&arabic)
                + if known { KNOWN } else { 0 };
            found.likeness.bits += if likeness.letters > 1 {
                bits
            } else {
                bits.min(0)
            };
            found.likeness.letters += likeness.letters;
            found.humps += humps(units);
            extend(&mut found.readings, text, start, at, &arabic);
        } else if !arabic.is_empty() && rest_is_ascii && is_prefix(&arabic) {
            extend(
                &mut found.readings,
                text,
                start,
                start + arabic.len(),
                &arabic,
            );
        } else if word.iter().any(|part| matches!(part, Part::Arabic(_)))
            || units
                .iter()
                .all(|unit| matches!(unit, 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0xFF))
        {
            found.foreign += 1;
        }
    }
    trim(&mut found);
    found
}

// Adds a word or a sign, to the reading before it if only spaces and the like lie between.
fn extend(readings: &mut Vec<Reading>, text: &[u16], start: usize, end: usize, with: &[u16]) {
    if let Some(last) = readings.last_mut()
        && let Some(gap) = text.get(last.end..start)
        && gap
            .iter()
            .all(|&unit| super::utf8::is_gap(unit) || (unit >= 0x80 && super::stands_between(unit)))
    {
        last.with.extend_from_slice(gap);
        last.with.extend_from_slice(with);
        last.end = end;
    } else {
        readings.push(Reading {
            start,
            end,
            with: with.to_vec(),
            certain: false,
        });
    }
}

// A reading without a letter is no reading.
fn trim(found: &mut Candidate) {
    found.readings.retain(|reading| {
        reading
            .with
            .iter()
            .any(|&unit| class::of(unit) & class::ARABIC != 0)
    });
}

/// A small letter followed by a capital: ãÍãÏ has one, Ñandú none.
fn humps(word: &[u16]) -> i32 {
    let capital = |unit: u16| matches!(unit, 0xC0..=0xDE);
    let small = |unit: u16| matches!(unit, 0xDF..=0xFF);
    word.windows(2)
        .filter(|pair| small(pair[0]) && capital(pair[1]))
        .count() as i32
}

/// The article speaks for the page under which it is there: ÇäÙåÇÏ is العماد, and not انظهاد.
fn article(word: &[u16]) -> i32 {
    let starts = |at: usize| {
        word.get(at..)
            .is_some_and(|rest| rest.starts_with(&[0x627, 0x644]))
    };
    let prefixed = || matches!(word.first(), Some(0x648 | 0x628 | 0x641 | 0x643)) && starts(1);
    if word.len() > 3 && (starts(0) || prefixed()) {
        8
    } else {
        0
    }
}

/// Marks that no letter carries, in quarter bits: at the start of a word, a third on one letter, a
/// tanween inside a word.
fn misplaced(word: &[u16]) -> i32 {
    let (mut marks, mut bad, mut tanween) = (2, 0, false);
    for &unit in word {
        if class::of(unit) & class::MARK != 0 {
            marks += 1;
            bad += i32::from(marks > 2);
            tanween |= matches!(unit, 0x64B..=0x64D);
        } else {
            marks = 0;
            bad += i32::from(tanween && !matches!(unit, 0x627 | 0x649));
            tanween = false;
        }
    }
    16 * bad
}

/// What Arabic writes before a Latin word: والـ, بال, لـ.
fn is_prefix(letters: &[u16]) -> bool {
    letters.len() <= 5
        && letters
            .iter()
            .all(|unit| matches!(unit, 0x648 | 0x641 | 0x628 | 0x643 | 0x644 | 0x627 | 0x640))
}
