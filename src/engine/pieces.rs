//! A text in pieces: where one ends that no rule reads beyond, and how what becomes of them is put together.

use super::scan::LF;
use crate::edits::Edit;
use crate::line::Document;
use std::ops::Range;

/// A piece holds so many units at least, if the text has them: less than what a processor keeps at hand.
const SMALLEST: usize = 1 << 14;

/// The end of the piece of a text that starts here: after a blank line that is in no fenced block and no
/// quotation, or at the end of the text.
pub(super) fn end_of_piece(document: &Document<'_>, start: usize) -> usize {
    let text = document.text;
    let mut at = start + SMALLEST;
    while let Some(end) = after_blank_line(text, at) {
        if document.cover(end) == Default::default() {
            return end;
        }
        at = end;
    }
    text.len()
}

// The end of the first blank line whose line before ends at `from` or later.
fn after_blank_line(text: &[u16], from: usize) -> Option<usize> {
    let mut blank = false;
    for (i, &unit) in text.iter().enumerate().skip(from) {
        match unit {
            LF if blank => return Some(i + 1),
            LF => blank = true,
            0x09 | 0x0D | 0x20 => {}
            _ => blank = false,
        }
    }
    None
}

/// A text in which pieces are replaced, in ascending order.
pub(super) struct Splice<'t> {
    text: &'t [u16],
    result: Option<Vec<u16>>,
    /// Units of the text that are in the result.
    done: usize,
}

impl Splice<'_> {
    pub(super) fn new(text: &[u16]) -> Splice<'_> {
        Splice {
            text,
            result: None,
            done: 0,
        }
    }

    /// Puts `with` in the place of a piece; `edits` tell what became of it, from its start.
    pub(super) fn put(
        &mut self,
        place: Range<usize>,
        with: &[u16],
        edits: &[Edit],
        log: Option<&mut Vec<Edit>>,
    ) {
        let len = self.text.len();
        let result = self.result.get_or_insert_with(|| Vec::with_capacity(len));
        let kept = self.text.get(self.done..place.start).unwrap_or(&[]);
        reserve(result, kept.len() + with.len(), place.end, len);
        result.extend_from_slice(kept);
        let at = result.len() as u32;
        result.extend_from_slice(with);
        if let Some(log) = log {
            reserve(log, edits.len(), place.end, len);
            let start = place.start as u32;
            log.extend(edits.iter().map(|edit| edit.shifted(start, at)));
        }
        self.done = place.end;
    }

    /// The result; `None` if nothing was replaced.
    pub(super) fn finish(self) -> Option<Vec<u16>> {
        let mut result = self.result?;
        let rest = self.text.get(self.done..).unwrap_or(&[]);
        result.reserve_exact(rest.len());
        result.extend_from_slice(rest);
        Some(result)
    }
}

// Makes room for `more` items, and where there is none for as many as the rest of the text will bring if it
// goes on like the part behind us: doubling would cost as much memory as the text.
fn reserve<T>(items: &mut Vec<T>, more: usize, done: usize, len: usize) {
    let needed = items.len() + more;
    if needed > items.capacity() {
        let expected = (needed as u64 * len as u64 / done.max(1) as u64) as usize;
        items.reserve_exact(expected.max(needed) - items.len() + expected / 64);
    }
}
