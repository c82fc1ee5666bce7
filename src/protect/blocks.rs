//! What is protected over several lines: fenced code, and Qur'an quotation between ﴿ and ﴾.
//!
//! Rules go line by line, and a line changes as they run. So a block is known by the lines that it
//! covers, and a [`Cover`] tells a line what they make of it.

use super::{CLOSE, OPEN, kind, last_ornate};
use crate::lanes;
use crate::line::lines;
use crate::unicode::class;

/// A block that is not closed within so many units protects nothing: in pasted text the opening is
/// rather a typing error.
const LONGEST_FENCE: usize = 1 << 16;
/// About ten pages of the mushaf.
const LONGEST_QUOTATION: usize = 1 << 14;

/// A block, from the start of the line in which it opens to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// First unit of its first line.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// A bit of [`kind`].
    pub kind: u32,
}

/// What the lines around a line make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cover {
    /// It belongs to a fenced code block.
    pub fenced: bool,
    /// It starts inside a quotation, which ends with the first ﴾ or goes on.
    pub quoted: bool,
    /// Its last ﴿ opens a quotation that a later line closes.
    pub quotes_on: bool,
}

impl Cover {
    /// Of the line that starts at this unit, by the ascending blocks of its text.
    pub(crate) fn of_line(blocks: &[Block], start: usize) -> Cover {
        let after = blocks.partition_point(|block| block.start <= start);
        let mut cover = Cover::default();
        // A line may close one quotation and open another.
        for block in blocks.get(..after).unwrap_or(&[]).iter().rev().take(2) {
            let inside = start < block.end;
            cover.fenced |= inside && block.kind == kind::CODE;
            cover.quoted |= inside && block.kind == kind::QURAN && block.start < start;
            cover.quotes_on |= inside && block.kind == kind::QURAN && block.start == start;
        }
        cover
    }
}

/// Whether a block may open or close with this unit. All such are anchors.
pub(crate) fn is_sign(unit: u16) -> bool {
    matches!(unit, 0x60 | 0x7E | OPEN | CLOSE)
}

/// The blocks of a text.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    /// Ascending.
    pub(crate) blocks: Vec<Block>,
    /// Where the first one starts that further text may still close.
    pub(crate) open: Option<usize>,
    /// Whether there would be more, were the text between their ends shorter, or fewer, were it twice as long.
    near_bound: bool,
    /// What makes them, line by line: two texts of the same shape have the same blocks, but for their lengths.
    shape: Vec<u16>,
}

impl Blocks {
    /// Whether the text that has these may have others, now that this came out of it.
    pub(crate) fn are_in_doubt(&self, after: &[u16]) -> bool {
        let differ = |after: Blocks| after.near_bound || after.shape != self.shape;
        self.near_bound || !self.shape.is_empty() && differ(blocks(after))
    }
}

/// Finds the blocks of a text.
pub(crate) fn blocks(text: &[u16]) -> Blocks {
    if !may_have(text) {
        return Blocks::default();
    }
    let mut signs = Vec::new();
    let mut start = 0;
    for line in lines(text) {
        if line.iter().copied().any(is_sign) {
            signs.push((start, line));
        }
        start += line.len();
    }
    let mut found = Blocks {
        shape: shape(&signs),
        ..Blocks::default()
    };
    fences(&signs, text.len(), &mut found);
    quotations(&signs, text.len(), &mut found);
    let blocks = &mut found.blocks;
    found.near_bound |= blocks.iter().any(|block| {
        let longest = match block.kind {
            kind::CODE => LONGEST_FENCE,
            _ => LONGEST_QUOTATION,
        };
        2 * (block.end - block.start) > longest
    });
    crate::sorted::by_key(blocks, |block| block.start as u32);
    // A fence may yet close around the end of a quotation, which then is none, nor is one that ends where it opens.
    found.open = found.open.map(|open| {
        blocks.iter().rev().fold(open, |open, block| {
            if open < block.end {
                open.min(block.start)
            } else {
                open
            }
        })
    });
    found
}

// A text without is passed over quickly: of a fence's three signs one stands at every third place, and the
// ornate brackets differ in one bit.
fn may_have(text: &[u16]) -> bool {
    const TOGETHER: usize = 24;
    let ornate =
        |four: &[u16; 4]| lanes::zeros((lanes::of(four) | lanes::all(1)) ^ lanes::all(OPEN));
    let of_fence = |unit: u16| (unit == 0x60) | (unit == 0x7E);
    let (parts, rest) = text.as_chunks::<TOGETHER>();
    let has = |part: &[u16; TOGETHER]| {
        let ornate = part
            .as_chunks()
            .0
            .iter()
            .fold(0, |all, four| all | ornate(four));
        let thirds = part.as_chunks::<3>().0.iter();
        thirds.fold(ornate != 0, |any, &[first, ..]| any | of_fence(first))
    };
    let other = |&unit: &u16| of_fence(unit) || unit == OPEN || unit == CLOSE;
    parts.iter().any(has) || rest.iter().any(other)
}

/// Lines with a sign that may open or close a block, and where they start.
type Signs<'a> = [(usize, &'a [u16])];

/// A line that may be a fence.
#[derive(Debug, Clone, Copy)]
struct Fence {
    start: usize,
    end: usize,
    mark: u16,
    /// Nothing else is on the line: only such a fence closes (CommonMark, 4.5).
    bare: bool,
}

// The fences, and the ornate brackets in their order.
fn shape(signs: &Signs<'_>) -> Vec<u16> {
    let mut shape = Vec::new();
    for &(start, line) in signs {
        let known = shape.len();
        shape.extend(fence(start, line).map_or([0; 2], |fence| [fence.mark, fence.bare.into()]));
        shape.extend(line.iter().filter(|unit| is_ornate(unit)));
        if shape.get(known..) == Some(&[0; 2]) {
            shape.truncate(known);
        }
    }
    shape
}

fn is_ornate(unit: &u16) -> bool {
    *unit == OPEN || *unit == CLOSE
}

// Between a line that opens with ``` or ~~~ and the next such fence that closes.
fn fences(signs: &Signs<'_>, len: usize, found: &mut Blocks) {
    let marks: Vec<Fence> = signs
        .iter()
        .filter_map(|&(start, line)| fence(start, line))
        .collect();
    // The next fence that closes one of ``` or ~~~, from each: looked for anew, it may be far from each of many.
    let mut next = [marks.len(); 2];
    let mut closing: Vec<usize> = Vec::with_capacity(marks.len());
    for (place, fence) in marks.iter().enumerate().rev() {
        let [of_ticks, of_tildes] = &mut next;
        let next = if fence.mark == 0x60 {
            of_ticks
        } else {
            of_tildes
        };
        closing.push(*next);
        if fence.bare {
            *next = place;
        }
    }
    closing.reverse();
    let mut at = 0;
    while let (Some(&Fence { start, .. }), Some(&next)) = (marks.get(at), closing.get(at)) {
        let near = marks.get(next).map(|closing| closing.end);
        if let Some(end) = near.filter(|&end| end <= start + LONGEST_FENCE) {
            let kind = kind::CODE;
            found.blocks.push(Block { start, end, kind });
            at = next + 1;
        } else {
            found.near_bound |= near.is_some();
            if len < start + LONGEST_FENCE {
                found.open = found.open.or(Some(start));
            }
            at += 1;
        }
    }
}

const BLANK: u32 = class::SPACE | class::ODD_SPACE | class::INVISIBLE;

// The fence that a line is. What stands after the marks is the name of a language, in no Arabic letters:
// a line of text that was stored in reverse, and ended with marks, becomes no fence.
fn fence(start: usize, line: &[u16]) -> Option<Fence> {
    const ARABIC: u32 = class::ARABIC | class::PRESENTATION | class::WORD_SIGN;
    let classes = |unit: &u16| class::of(*unit);
    // However much: whitespace makes one space of it, and other rules may leave none.
    let blank = line.iter().take_while(|unit| classes(unit) & BLANK != 0);
    let body = line.get(blank.count()..)?;
    let mark = *body.first().filter(|unit| matches!(unit, 0x60 | 0x7E))?;
    // What cannot be seen may go from between them, and makes no difference.
    let is_invisible = |unit: &u16| classes(unit) & class::INVISIBLE != 0;
    let fence = body
        .iter()
        .take_while(|unit| **unit == mark || is_invisible(unit));
    let marks = fence.clone().filter(|unit| **unit == mark).count();
    let name = body.get(fence.count()..)?;
    let is_fence = marks >= 3
        && !name
            .iter()
            .any(|unit| *unit == mark || classes(unit) & ARABIC != 0);
    is_fence.then(|| Fence {
        start,
        end: start + line.len(),
        mark,
        bare: name
            .iter()
            .all(|unit| classes(unit) & (BLANK | class::BREAK) != 0),
    })
}

// Whether what stands in a line after a ﴾ that closes, or all of it, opens a quotation for the next lines. What starts
// with ﴾ and ends with ﴿ is a line with mirrored brackets.
fn opens(line: &[u16]) -> bool {
    let first = line.iter().copied().find(is_ornate);
    first == Some(OPEN) && last_ornate(line) == Some(OPEN)
}

// Of each line, whether what it opens is closed: by the next line with ornate brackets, or, where that closes one
// quotation and opens another, further on. No more text is read for it than a quotation may have. `None` if it may
// yet be.
fn closed(signs: &Signs<'_>, len: usize, found: &mut Blocks) -> Vec<Option<bool>> {
    let mut closed = Vec::with_capacity(signs.len());
    // Where it turns out, and how.
    let mut after: Option<(usize, bool)> = None;
    for &(start, line) in signs.iter().rev() {
        let units = |to: usize| to - start;
        closed.push(match after {
            Some((at, closes)) => Some(closes && units(at) < LONGEST_QUOTATION),
            None => (units(len) >= LONGEST_QUOTATION).then_some(false),
        });
        if Cover::of_line(&found.blocks, start).fenced {
            after = Some((start, false));
        } else if let Some(first) = line.iter().position(is_ornate) {
            let closes = line.get(first) == Some(&CLOSE);
            let rest = line.get(first + 1..).unwrap_or(&[]);
            if !(closes && opens(rest)) {
                after = Some((start + first, closes));
            } else if let Some((at, true)) = after {
                found.near_bound |= 2 * units(at) > LONGEST_QUOTATION;
            }
        }
    }
    closed.reverse();
    closed
}

// Between a ﴿ that its line does not close and a ﴾ that is the next ornate bracket, with no fenced block
// in between.
fn quotations(signs: &Signs<'_>, len: usize, found: &mut Blocks) {
    let closed = closed(signs, len, found);
    let blocks = &mut found.blocks;
    let fences = blocks.len();
    let (mut open, mut undecided): (Option<usize>, Option<usize>) = (None, None);
    for (&(start, line), closed) in signs.iter().zip(closed) {
        let fenced = blocks.get(..fences).unwrap_or(&[]);
        if Cover::of_line(fenced, start).fenced {
            open = None;
            continue;
        }
        let Some(first) = line.iter().position(is_ornate) else {
            continue;
        };
        let mut rest = line;
        let closes = open.take().filter(|_| line.get(first) == Some(&CLOSE));
        let is_near = |from: &usize| start + first < from + LONGEST_QUOTATION;
        found.near_bound |= closes.is_some_and(|from| !is_near(&from));
        if let Some(from) = closes.filter(is_near) {
            rest = line.get(first + 1..).unwrap_or(&[]);
            // It closes one quotation and opens another, if that closes; else it is a line with mirrored brackets,
            // as one that was stored in reverse is.
            if opens(rest) && closed != Some(true) {
                if closed.is_none() {
                    undecided = Some(from);
                }
                continue;
            }
            blocks.push(Block {
                start: from,
                end: start + first + 1,
                kind: kind::QURAN,
            });
        }
        open = opens(rest).then_some(start);
    }
    let open = open.filter(|&start| len < start + LONGEST_QUOTATION);
    found.open = found.open.into_iter().chain(open.or(undecided)).min();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protect::anchors::Anchors;
    use crate::protect::find;

    fn protected(text: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let Blocks { blocks, .. } = blocks(&units);
        let mut start = 0;
        let mut all = Vec::new();
        for line in lines(&units) {
            let anchors = Anchors::anywhere(line.len());
            for span in find(line, &anchors, Cover::of_line(&blocks, start)) {
                all.extend_from_slice(&line[span.start as usize..span.end as usize]);
            }
            start += line.len();
        }
        String::from_utf16_lossy(&all)
    }

    #[test]
    fn over_several_lines() {
        for (text, expected) in [
            ("```\nأ\n```\nب", "```\nأ\n```\n"),
            ("  ~~~\nأ\n```\nب\n~~~", "  ~~~\nأ\n```\nب\n~~~"),
            ("```\nأ", ""),
            ("`\u{200B}``\nأ\n```", "`\u{200B}``\nأ\n```"),
            ("```rust\nأ\n```rust\nب\n```", "```rust\nأ\n```rust\nب\n```"),
            ("```\nأ\n```ب", ""),
            ("قال ﴿أ\nب\n\nج﴾ ثم", "﴿أ\nب\n\nج﴾"),
            ("﴿أ\nب﴾ ثم ﴿ج\nد﴾ هـ", "﴿أ\nب﴾﴿ج\nد﴾"),
            ("﴿أ\nب﴾ ثم ﴿ج﴾ و﴿د\nه﴾", "﴿أ\nب﴾﴿ج﴾﴿د\nه﴾"),
            ("﴿أ\nب ﴿ج﴾", "﴿ج﴾"),
            ("﴿أ\nب", ""),
            ("أ\nب﴾", ""),
            ("﴾أ﴿\nب\n﴾ج﴿", "﴾أ﴿﴾ج﴿"),
            ("ب﴾\nج\n﴿د﴾", "﴿د﴾"),
            ("﴿أ\nب ﴾ج﴿\nد", "﴾ج﴿"),
            ("﴿أ\nب ﴾ج﴿\nد ﴿ه﴾", "﴾ج﴿﴿ه﴾"),
            ("﴿أ\nب﴾ ﴿\n﴾ ج ﴿د\nه﴾ و", "﴿أ\nب﴾﴿\n﴾﴿د\nه﴾"),
            ("﴿أ\nب﴾ ﴿\n﴾ ج ﴿د\n﴿ه", "﴾ ﴿﴾ ج ﴿"),
            ("﴿أ\nب﴾ ثم ﴾ج﴿ د", "﴿أ\nب﴾﴾ج﴿"),
            ("﴿أ\n```\nب﴾\n```\nج﴾", "```\nب﴾\n```\n"),
        ] {
            assert_eq!(protected(text), expected, "{text}");
        }
        let far = format!("﴿أ\n{}﴾", "ب\n".repeat(LONGEST_QUOTATION));
        assert_eq!(protected(&far), "");
    }

    #[test]
    fn a_part_has_the_blocks_of_the_whole() {
        let long = "م".repeat(LONGEST_QUOTATION * 2 / 5);
        let lines = ["﴿أ", "ب﴾", "ب﴾ ﴿", "ب﴾ ﴾ج﴿", "﴿﴾", "```", &long];
        let lines = lines.map(|line| format!("{line}\n").encode_utf16().collect::<Vec<u16>>());
        for number in 0..lines.len().pow(5) {
            let digits = (0..5).map(|place| number / lines.len().pow(place) % lines.len());
            let chosen: Vec<&[u16]> = digits.map(|digit| lines[digit].as_slice()).collect();
            let (text, whole) = (chosen.concat(), blocks(&chosen.concat()).blocks);
            let mut end = 0;
            for line in &chosen {
                end += line.len();
                let open = blocks(&text[..end]).open.unwrap_or(end);
                for part in [end, open] {
                    // A piece ends where no block goes on, a part of a stream where none may.
                    if part == end && Cover::of_line(&whole, part) != Cover::default() {
                        continue;
                    }
                    let before = blocks(&text[..part]).blocks;
                    let after = blocks(&text[part..]).blocks.into_iter().map(|block| Block {
                        start: block.start + part,
                        end: block.end + part,
                        ..block
                    });
                    let parts: Vec<Block> = before.into_iter().chain(after).collect();
                    assert_eq!(
                        parts,
                        whole,
                        "{} at {part}",
                        String::from_utf16_lossy(&text)
                    );
                }
            }
        }
    }

    #[test]
    fn what_further_text_may_close() {
        let open = |text: &str| blocks(&text.encode_utf16().collect::<Vec<u16>>()).open;
        assert_eq!(open("أ\n```\nب"), Some(2));
        assert_eq!(open("أ\nب ﴿ج\nد"), Some(2));
        assert_eq!(open("﴿أ\n```\nب﴾\nج"), Some(0));
        assert_eq!(open("أ\n﴿ج\nد﴾\n﴿ه﴾"), None);
        assert_eq!(open("أ\n﴿ج\nد﴾ ه ﴿و\n"), Some(2));
        assert_eq!(open("أ\n﴿ج\nد﴾ ﴿\n﴾ ه ﴿و\n"), Some(2));
        assert_eq!(
            open(&format!("﴿أ\n{}", "ب\n".repeat(LONGEST_QUOTATION))),
            None
        );
    }
}
