//! The scan of a text, line by line: which classes of unit occur in a line, which of them in neighbours,
//! and what its marks call for. All that decides which rules have anything to do there is found in this one
//! pass; nothing here knows a rule.

use crate::unicode::{ArabicCcc, arabic_ccc, class, composes};

pub(super) const LF: u16 = 0x0A;
const CR: u16 = 0x0D;

/// Lines of a text, each with what a scan finds in it: (start, end, any, adjacent).
pub(super) struct Lines<'a> {
    text: &'a [u16],
    at: usize,
    tables: Tables,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a [u16]) -> Lines<'a> {
        Lines {
            text,
            at: 0,
            tables: Tables::take(),
        }
    }

    pub(super) fn next(&mut self) -> Option<(usize, usize, u32, u32)> {
        let rest = self.text.get(self.at..)?;
        if rest.is_empty() {
            return None;
        }
        let mut seen = Classes::default();
        let mut len = 0;
        loop {
            let met = seen.until(rest, &mut len, class::BREAK, self.tables);
            // CRLF is one break.
            let split = rest.get(len.wrapping_sub(1)..len + 1) == Some(&[CR, LF]);
            if !(met && split) {
                break;
            }
        }
        let start = self.at;
        self.at += len;
        Some((start, start + len, seen.any, seen.adjacent))
    }

    /// Adds what follows, up to and with the next LF, to the line; returns its end.
    pub(super) fn join(&mut self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or(&[]);
        let len = rest.iter().position(|&unit| unit == LF);
        self.at += len.map_or(rest.len(), |len| len + 1);
        self.at
    }
}

/// The classes that occur in a text, and those that two neighbouring units of it share, with what is said
/// of its marks ([`class::TWIN`], [`class::DENORMAL`]).
pub(super) fn scan(text: &[u16]) -> (u32, u32) {
    let mut seen = Classes::default();
    seen.until(text, &mut 0, 0, Tables::take());
    (seen.any, seen.adjacent)
}

/// What a scan of units alone cannot see: a space at the end of the line, a break too many.
pub(super) fn edges(text: &[u16], breaks_before: u32) -> u32 {
    let mut bits = 0;
    let body = match text.split_last() {
        Some((&LF, body)) => body,
        _ => text,
    };
    if body.last() == Some(&0x20) {
        bits |= class::TRAILING;
    }
    if breaks_before >= 2 && text.first() == Some(&LF) {
        bits |= class::EXTRA_BREAK;
    }
    bits
}

/// LFs at the end of the result after `line` was added to it.
pub(crate) fn breaks_after(line: &[u16], before: u32) -> u32 {
    let trailing = line.iter().rev().take_while(|&&unit| unit == LF).count();
    if trailing == line.len() {
        before + trailing as u32
    } else {
        trailing as u32
    }
}

// Whether there may be something about a mark: another stands before it, or it may join its letter.
fn weigh(bits: u32, adjacent: u32) -> bool {
    (bits & class::HAMZA_MARK) | (adjacent & class::MARK) != 0
}

/// Marks on one letter that are looked through; of more, anything may be true.
const MOST_MARKS: usize = 16;

/// What a scan looks up, taken once before it.
#[derive(Debug, Clone, Copy)]
struct Tables {
    classes: &'static class::Table,
    order: &'static ArabicCcc,
}

impl Tables {
    fn take() -> Tables {
        Tables {
            classes: class::table(),
            order: arabic_ccc(),
        }
    }
}

/// The classes met on the way through a text.
#[derive(Debug, Default)]
struct Classes {
    any: u32,
    adjacent: u32,
    before: u32,
}

impl Classes {
    /// Goes on from `at` to the first unit of the class that ends it, that one included; says whether there
    /// is one. Eight units at a time need one branch, and another where there is something about their marks.
    fn until(&mut self, text: &[u16], at: &mut usize, end: u32, tables: Tables) -> bool {
        let (blocks, _) = text.get(*at..).unwrap_or(&[]).as_chunks::<8>();
        for block in blocks {
            let bits = block.map(|unit| tables.classes[usize::from(unit)]);
            let (mut any, mut adjacent, mut before) = (0, 0, self.before);
            for bits in bits {
                any |= bits;
                adjacent |= bits & before;
                before = bits;
            }
            if any & end != 0 {
                break;
            }
            if weigh(any, adjacent) {
                for (i, bits) in bits.into_iter().enumerate() {
                    self.add(text, *at + i, bits, tables);
                }
            } else {
                self.any |= any;
                self.adjacent |= adjacent;
                self.before = before;
            }
            *at += block.len();
        }
        while let Some(&unit) = text.get(*at) {
            let bits = tables.classes[usize::from(unit)];
            self.add(text, *at, bits, tables);
            *at += 1;
            if bits & end != 0 {
                return true;
            }
        }
        false
    }

    fn add(&mut self, text: &[u16], at: usize, bits: u32, tables: Tables) {
        let adjacent = bits & self.before;
        self.any |= bits;
        self.adjacent |= adjacent;
        self.before = bits;
        if weigh(bits, adjacent) {
            self.marks(text, at, tables);
        }
    }

    // What the mark at `i` adds to what is known of the marks.
    fn marks(&mut self, text: &[u16], i: usize, Tables { classes, order }: Tables) {
        let Some((&unit, before)) = text.get(..=i).and_then(<[u16]>::split_last) else {
            return;
        };
        let bits = |unit: u16| classes[usize::from(unit)];
        for (place, &other) in before.iter().rev().enumerate() {
            if bits(other) & class::MARK == 0 {
                if bits(unit) & class::HAMZA_MARK != 0 && composes(other, unit) {
                    self.adjacent |= class::DENORMAL;
                }
                return;
            }
            if other == unit || place > MOST_MARKS {
                self.adjacent |= class::TWIN;
            }
            if (place == 0 && order.of(other) > order.of(unit)) || place > MOST_MARKS {
                self.adjacent |= class::DENORMAL;
            }
            if place > MOST_MARKS {
                return;
            }
        }
    }
}
