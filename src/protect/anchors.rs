//! Where the anchors of a line may be, so that a search for its spans need not look at every unit.

use crate::line::Replacement;
use crate::unicode::class;

/// Units of a block, which the scan of a line reads together.
pub(crate) const BLOCK: usize = 8;

/// Blocks of a line, ascending by the units that they start at: no anchor stands outside of them.
#[derive(Debug, Default)]
pub struct Anchors(Vec<u32>);

impl Anchors {
    /// Blocks all over a line of this length.
    pub fn anywhere(len: usize) -> Anchors {
        Anchors((0..len as u32).step_by(BLOCK).collect())
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds the block that starts here, which is behind those added before.
    pub(crate) fn push(&mut self, start: usize) {
        self.0.push(start as u32);
    }

    /// The first anchor at or after `from`. `block` is how many blocks are passed; it starts at 0, and `from` ascends.
    pub(super) fn next(&self, text: &[u16], from: usize, block: &mut usize) -> Option<usize> {
        let table = class::table();
        let is_anchor = |unit: &u16| table[usize::from(*unit)] & class::ANCHOR != 0;
        loop {
            let start = *self.0.get(*block)? as usize;
            let end = text.len().min(start + BLOCK);
            let start = start.max(from);
            let mut units = text.get(start..end).unwrap_or(&[]).iter();
            if let Some(at) = units.position(is_anchor) {
                return Some(start + at);
            }
            *block += 1;
        }
    }

    /// Whether an anchor of a line may be of a kind.
    pub(crate) fn any(&self, line: &[u16], is: fn(u16) -> bool) -> bool {
        let block = |&start: &u32| line.iter().skip(start as usize).take(BLOCK).copied();
        self.0.iter().flat_map(block).any(is)
    }

    /// Moves along with replacements in a line; `len` is its length after them.
    pub(crate) fn follow(&mut self, edits: &[Replacement], written: &[u16], len: usize) {
        let tells = |unit: &u16| class::of(*unit) & class::ANCHOR != 0;
        let spreads = |edit: &Replacement| edit.len > edit.end - edit.start;
        if written.iter().any(tells) || edits.iter().any(spreads) {
            *self = Anchors::anywhere(len);
            return;
        }
        let mut edits = edits.iter().peekable();
        let mut gone = 0;
        for start in &mut self.0 {
            while let Some(edit) = edits.next_if(|edit| edit.end <= *start) {
                gone += edit.end - edit.start - edit.len;
            }
            // What a block holds behind a replacement that it starts in comes right after that.
            let within = edits.peek().filter(|edit| edit.start < *start);
            *start = within.map_or(*start, |edit| edit.start + edit.len) - gone;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Out;
    use proptest::prelude::*;

    fn found(anchors: &Anchors, text: &[u16]) -> Vec<usize> {
        let (mut from, mut block) = (0, 0);
        let next = || {
            let at = anchors.next(text, from, &mut block)?;
            from = at + 1;
            Some(at)
        };
        std::iter::from_fn(next).collect()
    }

    fn all(text: &[u16]) -> Vec<usize> {
        let is_anchor = |&i: &usize| class::of(text[i]) & class::ANCHOR != 0;
        (0..text.len()).filter(is_anchor).collect()
    }

    proptest! {
        #[test]
        fn they_are_found_after_replacements(
            text in "[ا .:1]{0,60}",
            // How far to go on, how much to replace, and by what.
            edits in prop::collection::vec((0..12usize, 0..6usize, "[ا ]{0,6}|[ا.]{0,3}"), 0..6),
        ) {
            let text: Vec<u16> = text.encode_utf16().collect();
            let mut anchors = Anchors::default();
            for start in (0..text.len()).step_by(BLOCK) {
                if !all(&text[start..text.len().min(start + BLOCK)]).is_empty() {
                    anchors.push(start);
                }
            }
            prop_assert_eq!(found(&anchors, &text), all(&text));
            let (mut out, mut after, mut at) = (Out::default(), Vec::new(), 0);
            for (skip, len, with) in edits {
                let start = (at + skip).min(text.len());
                let end = (start + len).min(text.len());
                let with: Vec<u16> = with.encode_utf16().collect();
                out.replace(start, end, &with);
                after.extend_from_slice(&text[at..start]);
                after.extend_from_slice(&with);
                at = end;
            }
            after.extend_from_slice(&text[at..]);
            anchors.follow(&out.edits, &out.units, after.len());
            prop_assert_eq!(found(&anchors, &after), all(&after));
        }
    }
}
