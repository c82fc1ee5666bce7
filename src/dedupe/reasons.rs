//! Reasons: why a copy counts as one, and where near copies differ.
//!
//! Computed for the pairs that are shown, on the units as the person sees them (in the source, or in
//! the cleaned text), not for every pair.

use super::key::{self, Keys, Kind};
use super::loose::Loose;
use crate::rules::Text;
use crate::unicode::class;
use std::ops::Range;

/// The weakest step that makes two units equal: this one and those before it do, those before it alone
/// do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The same code units.
    Identical,
    /// But for characters that cannot be seen.
    Invisible,
    /// But for white space.
    Spacing,
    /// But for punctuation.
    Punctuation,
    /// But for marks.
    Tashkeel,
    /// But for tatweel.
    Tatweel,
    /// But for the hamza and what carries it.
    Hamza,
    /// But for ى and ي, ة and ه.
    YehTeh,
    /// But for the script of the digits.
    Digits,
    /// But for anything else that the comparison key folds: letter case, ligatures, lengthened letters,
    /// letters from another keyboard.
    Spelling,
    /// They differ in words: see [`differences`].
    Words,
}

impl Reason {
    /// All of them, weakest last.
    pub const ALL: [Reason; 11] = [
        Reason::Identical,
        Reason::Invisible,
        Reason::Spacing,
        Reason::Punctuation,
        Reason::Tashkeel,
        Reason::Tatweel,
        Reason::Hamza,
        Reason::YehTeh,
        Reason::Digits,
        Reason::Spelling,
        Reason::Words,
    ];

    /// Its name in reports, and its title.
    pub const fn info(self) -> (&'static str, Text) {
        let (id, ar, en) = match self {
            Reason::Identical => ("identical", "مطابق تمامًا", "identical"),
            Reason::Invisible => ("invisible", "محارف غير مرئية", "invisible characters"),
            Reason::Spacing => ("spacing", "المسافات", "spacing"),
            Reason::Punctuation => ("punctuation", "علامات الترقيم", "punctuation"),
            Reason::Tashkeel => ("tashkeel", "التشكيل", "tashkeel"),
            Reason::Tatweel => ("tatweel", "الكشيدة", "tatweel"),
            Reason::Hamza => ("hamza", "الهمزة والألف", "hamza and alef"),
            Reason::YehTeh => ("yehTeh", "الياء والتاء المربوطة", "ى and ي, ة and ه"),
            Reason::Digits => ("digits", "الأرقام", "digits"),
            Reason::Spelling => ("spelling", "طريقة الكتابة", "spelling"),
            Reason::Words => ("words", "كلمات مختلفة", "words"),
        };
        (id, Text { ar, en })
    }
    /// Its name in reports.
    pub const fn id(self) -> &'static str {
        self.info().0
    }

    /// Why `copy` counts as a copy of `kept`.
    pub fn of(kept: &[u16], copy: &[u16], keys: &mut dyn Keys) -> Reason {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for step in Reason::ALL {
            match step {
                Reason::Spelling => {
                    a = Loose::of(kept, keys).key();
                    b = Loose::of(copy, keys).key();
                }
                Reason::Words => break,
                _ => {
                    step.reduce(kept, &mut a);
                    step.reduce(copy, &mut b);
                }
            }
            if a == b {
                return step;
            }
        }
        Reason::Words
    }

    /// Writes what is left to compare at this step.
    fn reduce(self, text: &[u16], into: &mut Vec<u16>) {
        into.clear();
        let is_digit = |unit: &u16| class::of(*unit) & class::DIGIT != 0;
        for (at, &unit) in text.iter().enumerate() {
            let kind = key::kind(unit);
            let in_number =
                into.last().is_some_and(is_digit) && text.get(at + 1).is_some_and(is_digit);
            let dropped = match unit {
                0x640 => Reason::Tatweel,
                0x6E5 | 0x6E6 => Reason::Tashkeel,
                _ if kind == Kind::Nothing => Reason::Invisible,
                _ if kind == Kind::Space => Reason::Spacing,
                _ if kind == Kind::Punctuation => Reason::Punctuation,
                _ if class::of(unit) & class::MARK != 0 => Reason::Tashkeel,
                _ => Reason::Words,
            };
            // What stands between two digits tells numbers apart: 3.14 is not 314, nor 1 2 the same as 12.
            let parts = in_number && matches!(dropped, Reason::Spacing | Reason::Punctuation);
            if dropped <= self && !parts {
                // Spelling is told word by word.
                let between = matches!(dropped, Reason::Spacing | Reason::Punctuation);
                if self >= Reason::Hamza && between && into.last() != Some(&0x20) {
                    into.push(0x20);
                }
                continue;
            }
            let (step, becomes) = match unit {
                0x622 | 0x623 | 0x625 | 0x671 => (Reason::Hamza, 0x627),
                0x624 => (Reason::Hamza, 0x648),
                0x626 => (Reason::Hamza, 0x64A),
                0x649 => (Reason::YehTeh, 0x64A),
                0x629 => (Reason::YehTeh, 0x647),
                0x660..=0x669 => (Reason::Digits, unit - 0x660 + 0x30),
                0x6F0..=0x6F9 => (Reason::Digits, unit - 0x6F0 + 0x30),
                0x66A => (Reason::Digits, 0x25),
                0x66B => (Reason::Digits, 0x2E),
                0x66C => (Reason::Digits, 0x2C),
                _ if kind == Kind::Space => (Reason::Spacing, 0x20),
                _ => (Reason::Words, unit),
            };
            into.push(if step <= self { becomes } else { unit });
        }
        if self >= Reason::Hamza {
            let start = into.iter().take_while(|&&unit| unit == 0x20).count();
            into.drain(..start);
            into.pop_if(|&mut unit| unit == 0x20);
            key::spell(into);
        }
    }
}

/// One difference: these code units of the unit that stays stand where those of the copy do; either may be
/// empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// In UTF-16 code units from the start of the unit that stays.
    pub kept: Range<u32>,
    /// In UTF-16 code units from the start of the copy.
    pub copy: Range<u32>,
}

/// Tables of more cells than this are not filled: what differs is then one difference.
const MOST_CELLS: usize = 4_000_000;

/// Where two near copies differ, word by word (by a longest common subsequence): words are compared as the
/// search for duplicates compares them, so those that differ in spelling only are no difference.
pub fn differences(kept: &[u16], copy: &[u16], keys: &mut dyn Keys) -> Vec<Difference> {
    let a = read(kept, keys);
    let b = read(copy, keys);
    let same = |i: usize, j: usize| match (a.get(i), b.get(j)) {
        (Some(a), Some(b)) => a.1 == b.1,
        _ => false,
    };
    let most = a.len().min(b.len());
    let head = (0..most).take_while(|&i| same(i, i)).count();
    let tail = (0..most - head)
        .take_while(|&i| same(a.len() - 1 - i, b.len() - 1 - i))
        .count();
    let (rows, columns) = (a.len() - head - tail, b.len() - head - tail);
    let mut pairs = Vec::new();
    if rows.saturating_mul(columns) <= MOST_CELLS {
        // common[i][j]: the length of the longest common subsequence of what follows i and j.
        let width = columns + 1;
        let mut common = vec![0u32; (rows + 1) * width];
        let at =
            |common: &[u32], i: usize, j: usize| common.get(i * width + j).copied().unwrap_or(0);
        for i in (0..rows).rev() {
            for j in (0..columns).rev() {
                let best = if same(head + i, head + j) {
                    at(&common, i + 1, j + 1) + 1
                } else {
                    at(&common, i + 1, j).max(at(&common, i, j + 1))
                };
                if let Some(slot) = common.get_mut(i * width + j) {
                    *slot = best;
                }
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < rows && j < columns {
            if same(head + i, head + j) {
                pairs.push((head + i, head + j));
                (i, j) = (i + 1, j + 1);
            } else if at(&common, i + 1, j) >= at(&common, i, j + 1) {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
    // Between the words in common stand the differences.
    pairs.push((a.len() - tail, b.len() - tail));
    let (mut i, mut j) = (head, head);
    let mut differences = Vec::new();
    for (next_i, next_j) in pairs {
        if i < next_i || j < next_j {
            differences.push(Difference {
                kept: span(&a, i, next_i),
                copy: span(&b, j, next_j),
            });
        }
        (i, j) = (next_i + 1, next_j + 1);
    }
    differences
}

/// Words as spans with their loose keys.
fn read(text: &[u16], keys: &mut dyn Keys) -> Vec<(Range<usize>, Vec<u16>)> {
    key::words(text)
        .map(|span| {
            let word = text.get(span.clone()).unwrap_or(&[]);
            (span, Loose::of(word, keys).key())
        })
        .collect()
}

/// From the first of some words to the end of the last; empty, and after the word before, where there
/// are none.
fn span(words: &[(Range<usize>, Vec<u16>)], from: usize, to: usize) -> Range<u32> {
    let end = |i: usize| words.get(i).map_or(0, |word| word.0.end as u32);
    if from < to {
        words.get(from).map_or(0, |word| word.0.start as u32)..end(to - 1)
    } else {
        let at = from.checked_sub(1).map_or(0, end);
        at..at
    }
}
