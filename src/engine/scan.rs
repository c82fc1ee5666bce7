//! The scan of a text, line by line: which classes of unit occur in a line, which of them in neighbours,
//! and what its marks call for. All that decides which rules have anything to do there is found in this one
//! pass; nothing here knows a rule.

use crate::line::{Document, Places};
use crate::protect::anchors::BLOCK;
use crate::unicode::{ArabicCcc, arabic_ccc, class, composes};
use std::ops::Range;

const LF: u16 = 0x0A;
const CR: u16 = 0x0D;

/// Lines of a document: where each starts and ends, and what a scan finds in it.
pub(super) struct Lines<'a> {
    document: &'a Document<'a>,
    text: &'a [u16],
    at: usize,
    tables: Tables,
}

impl<'a> Lines<'a> {
    /// The lines of a part, by their places in the whole.
    pub(super) fn within(document: &'a Document<'a>, part: Range<usize>) -> Lines<'a> {
        Lines {
            document,
            text: document.text.get(..part.end).unwrap_or(document.text),
            at: part.start,
            tables: Tables::take(),
        }
    }

    pub(super) fn next(&mut self, places: &mut Places) -> Option<(usize, usize, Seen)> {
        let rest = self.text.get(self.at..)?;
        if rest.is_empty() {
            return None;
        }
        places.clear();
        let mut scan = Scan::new(self.tables, places);
        let mut len = 0;
        loop {
            let met = scan.until(rest, &mut len, class::BREAK);
            // CRLF is one break.
            let split = rest.get(len.wrapping_sub(1)..len + 1) == Some(&[CR, LF]);
            if !(met && split) {
                break;
            }
        }
        let seen = scan.seen;
        let start = self.at;
        self.at += len;
        self.document.pass(start..self.at, &places.anchors);
        Some((start, self.at, seen))
    }

    /// Adds what follows, up to and with the next LF, to the line; returns its end.
    pub(super) fn join(&mut self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or(&[]);
        let len = rest.iter().position(|&unit| unit == LF);
        self.at += len.map_or(rest.len(), |len| len + 1);
        self.at
    }
}

/// What a scan finds: the classes that occur in a text, and those that two neighbouring units of it share,
/// with what is said of its marks ([`class::TWIN`], [`class::DENORMAL`]).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    pub(super) any: u32,
    pub(super) adjacent: u32,
}

/// Scans a text. What places there are to look at goes to `places`.
pub(super) fn scan(text: &[u16], places: &mut Places) -> Seen {
    places.clear();
    let mut scan = Scan::new(Tables::take(), places);
    scan.until(text, &mut 0, 0);
    scan.seen
}

/// Looks again where edits were made: what they wrote, what it stands beside, and the marks around. What was seen
/// before stays, though it may be gone: a rule may be woken for nothing, but none sleeps that has something to do.
/// `edited` ascends; no place was denormal before, and what anchors there are is told otherwise.
pub(super) fn look_again(
    text: &[u16],
    edited: impl Iterator<Item = Range<usize>>,
    seen: Seen,
    places: &mut Places,
) -> Seen {
    places.denormal.clear();
    let mut scan = Scan::new(Tables::take(), places);
    scan.seen = seen;
    let mut at = 0;
    let around = class::MARK | JOINS;
    for place in edited {
        let known = text.get(at..place.start).unwrap_or(&[]).iter().rev();
        let marks = known.take_while(|&&unit| scan.class(unit) & around != 0);
        at = place.start.max(at) - marks.count();
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        scan.before = before.map_or(0, |&unit| scan.class(unit));
        while let Some(&unit) = text.get(at)
            && (at <= place.end || scan.class(unit) & around != 0)
        {
            scan.add(text, at, &[unit], 0);
            at += 1;
        }
    }
    scan.seen
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

/// What composes in Arabic, and what only a look at more than the unit tells of.
const JOINS: u32 = class::HAMZA_MARK | class::COMBINING | class::SURROGATE;

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

/// A scan on its way through a text.
struct Scan<'p> {
    tables: Tables,
    seen: Seen,
    /// The classes of the unit before.
    before: u32,
    places: &'p mut Places,
}

impl Scan<'_> {
    fn new(tables: Tables, places: &mut Places) -> Scan<'_> {
        Scan {
            tables,
            seen: Seen::default(),
            before: 0,
            places,
        }
    }

    /// Goes on from `at` to the first unit of the class that ends it, that one included; says whether there
    /// is one. A block of units needs one branch, and another where there is something about their marks.
    fn until(&mut self, text: &[u16], at: &mut usize, end: u32) -> bool {
        let (blocks, _) = text.get(*at..).unwrap_or(&[]).as_chunks::<BLOCK>();
        for block in blocks {
            let Some(any) = self.add(text, *at, block, end) else {
                break;
            };
            if any & class::ANCHOR != 0 {
                self.places.anchors.push(*at);
            }
            *at += BLOCK;
        }
        while let Some(&unit) = text.get(*at) {
            let bits = self.class(unit);
            let ends = bits & end != 0;
            self.add(text, *at, &[unit], 0);
            if bits & class::ANCHOR != 0 {
                self.places.anchors.push(*at);
            }
            *at += 1;
            if ends {
                return true;
            }
        }
        false
    }

    fn class(&self, unit: u16) -> u32 {
        self.tables.classes[usize::from(unit)]
    }

    // Adds these units, which stand at `at`, unless one is of the class that ends the scan; gives their classes.
    fn add<const N: usize>(
        &mut self,
        text: &[u16],
        at: usize,
        units: &[u16; N],
        end: u32,
    ) -> Option<u32> {
        let classes = units.map(|unit| self.class(unit));
        let (mut any, mut adjacent, mut before) = (0, 0, self.before);
        for bits in classes {
            any |= bits;
            adjacent |= bits & before;
            before = bits;
        }
        if any & end != 0 {
            return None;
        }
        self.seen.any |= any;
        self.seen.adjacent |= adjacent;
        if (any & JOINS) | (adjacent & class::MARK) != 0 {
            self.marks(text, at, &classes, any);
        }
        self.before = before;
        Some(any)
    }

    // Of units of these classes, each mark after a mark, and each that may join what stands before it. They are told
    // apart without a branch, and then visited: marks come in pairs as words have it, which no processor foresees.
    fn marks<const N: usize>(&mut self, text: &[u16], at: usize, classes: &[u32; N], any: u32) {
        let each = |is: u32| {
            (0..)
                .zip(classes)
                .fold(0, |all, (i, bits)| all | (bits & is) << i)
        };
        let marks = each(class::MARK);
        let mut places = (marks & (marks << 1 | self.before & class::MARK)) / class::MARK;
        if any & JOINS != 0 {
            for (i, bits) in (0..).zip(classes) {
                places |= u32::from(bits & JOINS != 0) << i;
            }
        }
        while places != 0 {
            self.mark(text, at + places.trailing_zeros() as usize);
            places &= places - 1;
        }
    }

    // What the unit at `i` adds: whether it is a mark that stands twice, or out of order, or may join a letter.
    fn mark(&mut self, text: &[u16], i: usize) {
        let Tables { classes, order } = self.tables;
        let at = |i: Option<usize>| i.and_then(|i| text.get(i)).copied().unwrap_or(0);
        let is = |unit: u16, bits: u32| classes[usize::from(unit)] & bits != 0;
        let [unit, one, two] = [0, 1, 2].map(|n| at(i.checked_sub(n)));
        let [mark, marks] = [one, two].map(|unit| is(unit, class::MARK));
        // Of four marks or more, any may stand twice.
        let more = || unit == two || is(at(i.checked_sub(3)), class::MARK);
        let twin = mark && (unit == one || (marks && more()));
        self.seen.adjacent |= u32::from(twin) * class::TWIN;
        let disorder = mark && order.of(unit) < order.of(one);
        if disorder || (is(unit, JOINS) && self.joins(text, i, unit)) {
            self.seen.adjacent |= class::DENORMAL;
            self.places.denormal.push(i as u32);
        }
    }

    // Whether the unit at `i`, of the class `JOINS`, may join what stands before it.
    fn joins(&self, text: &[u16], i: usize, unit: u16) -> bool {
        let before = text.get(..i).unwrap_or(&[]).iter().rev().take(MOST_MARKS);
        let mut letter = before.skip_while(|&&other| self.class(other) & class::MARK != 0);
        self.class(unit) & class::HAMZA_MARK == 0
            || letter.next().is_none_or(|&letter| composes(letter, unit))
    }
}
