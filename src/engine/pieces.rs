//! A text in pieces: where one ends that no rule reads beyond, and how what becomes of them is put together.

use crate::edits::Edit;
use crate::line::Document;
use crate::protect::blocks::Cover;
use crate::rules::EndOfPiece;
use std::ops::Range;

/// A piece holds so many units at least, if the text has them: less than what a processor keeps at hand.
const SMALLEST: usize = 1 << 14;

/// The end of the piece of a text that starts here: where the rule says that one may end, in no fenced block and
/// no quotation, or at the end of the text.
pub(super) fn end_of_piece(document: &Document<'_>, start: usize, end: EndOfPiece) -> usize {
    let rest = document.text.get(start..).unwrap_or(&[]);
    let fits = |len: usize| len >= SMALLEST && document.cover(start + len) == Cover::default();
    start + end(rest, &fits).unwrap_or(rest.len())
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

// Makes room for `more` items. Once a part of the text tells how many it brings, room is made for as many as the
// rest will bring if it goes on so: doubling would cost as much memory as the text.
fn reserve<T>(items: &mut Vec<T>, more: usize, done: usize, len: usize) {
    const TELLING: usize = 16;
    let needed = items.len() + more;
    if needed <= items.capacity() {
        return;
    }
    if done < len / TELLING {
        items.reserve(more);
        return;
    }
    let expected = (needed as u64 * len as u64 / done.max(1) as u64) as usize;
    items.reserve_exact(expected.max(needed) - items.len() + expected / TELLING);
}
