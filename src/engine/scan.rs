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

/// Marks that a hamza is looked for its letter through; behind more, it may join any.
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

const BLOCK: usize = 8;

impl Classes {
    /// Goes on from `at` to the first unit of the class that ends it, that one included; says whether there
    /// is one. Eight units at a time need one branch, and another where there is something about their marks.
    fn until(&mut self, text: &[u16], at: &mut usize, end: u32, tables: Tables) -> bool {
        let (blocks, rest) = text.get(*at..).unwrap_or(&[]).as_chunks::<BLOCK>();
        for block in blocks {
            let bits = block.map(|unit| tables.classes[usize::from(unit)]);
            if bits.iter().fold(0, |all, bits| all | bits) & end != 0 {
                let last = bits.iter().position(|bits| bits & end != 0);
                let len = last.map_or(BLOCK, |last| last + 1);
                self.add(text, *at, bits.get(..len).unwrap_or(&bits), tables);
                *at += len;
                return true;
            }
            self.add(text, *at, &bits, tables);
            *at += BLOCK;
        }
        for &unit in rest {
            let bits = tables.classes[usize::from(unit)];
            self.add(text, *at, &[bits], tables);
            *at += 1;
            if bits & end != 0 {
                return true;
            }
        }
        false
    }

    // Adds the units from `at` on, which have these classes.
    fn add(&mut self, text: &[u16], at: usize, bits: &[u32], tables: Tables) {
        let (mut any, mut adjacent) = (0, 0);
        let mut before = self.before;
        for &bits in bits {
            any |= bits;
            adjacent |= bits & before;
            before = bits;
        }
        let before_these = std::mem::replace(&mut self.before, before);
        self.any |= any;
        self.adjacent |= adjacent;
        if (any & class::HAMZA_MARK) | (adjacent & class::MARK) != 0 {
            self.marks(text, at, bits, before_these, tables);
        }
    }

    // Of these units, each mark after a mark, and each hamza and madda. They are told apart without a branch,
    // and then visited: marks come in pairs as words have it, which no processor foresees.
    fn marks(&mut self, text: &[u16], at: usize, bits: &[u32], mut before: u32, tables: Tables) {
        let mut places = 0u32;
        for (i, &bits) in bits.iter().enumerate() {
            let told = (bits & before & class::MARK) | (bits & class::HAMZA_MARK);
            places |= u32::from(told != 0) << i;
            before = bits;
        }
        while places != 0 {
            self.mark(text, at + places.trailing_zeros() as usize, tables);
            places &= places - 1;
        }
    }

    // What the mark at `i` adds: whether it stands twice, or out of order, or joins its letter.
    fn mark(&mut self, text: &[u16], i: usize, Tables { classes, order }: Tables) {
        let at = |i: Option<usize>| i.and_then(|i| text.get(i)).copied().unwrap_or(0);
        let is_mark = |unit: u16| classes[usize::from(unit)] & class::MARK != 0;
        let [unit, one, two, three] = [0, 1, 2, 3].map(|n| at(i.checked_sub(n)));
        // Of four marks or more, any may stand twice.
        let twin = unit == one || (is_mark(one) && is_mark(two) && (unit == two || is_mark(three)));
        let disorder = is_mark(one) && order.of(unit) < order.of(one);
        let bits = u32::from(twin) * class::TWIN | u32::from(disorder) * class::DENORMAL;
        self.adjacent |= bits;
        if classes[usize::from(unit)] & class::HAMZA_MARK != 0 {
            let before = text.get(..i).unwrap_or(&[]).iter().rev();
            let letter = before.take(MOST_MARKS).find(|&&other| !is_mark(other));
            if letter.is_none_or(|&letter| composes(letter, unit)) {
                self.adjacent |= class::DENORMAL;
            }
        }
    }
}
