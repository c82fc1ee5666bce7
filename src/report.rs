//! What an inspection tells besides the text: counts, suggestions, and the result under other choices.

use crate::edits::{self, Edit, RuleSet};
use crate::rules::Text;
use std::collections::BTreeMap;

/// Something that would be changed if it were certain: a span of the cleaned text, what would stand
/// there, and why it is only suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is about: the id of a rule, or `repeatedWord` and the like.
    pub id: &'static str,
    /// First unit in the cleaned text, before duplicates are removed.
    pub start: u32,
    /// End in the cleaned text, exclusive.
    pub end: u32,
    /// What would stand there.
    pub replacement: Vec<u16>,
    /// Why it is suggested.
    pub reason: Text,
}

/// A person's choices over an inspection; by default there are none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Copies that stay, by their place in [`Found::units`](crate::dedupe::Found::units).
    pub restore: Vec<u32>,
    /// Repeats that go too, by their place there: one that is only listed, or a block as one, by its
    /// [`run`](crate::dedupe::Block::run). Whatever is named, nothing that repeats goes altogether:
    /// [`Found::chosen`](crate::dedupe::Found::chosen).
    pub remove: Vec<u32>,
    /// Suggestions to accept, by their place.
    pub accept: Vec<usize>,
    /// Edits of the rules to take back, by their place in
    /// [`Inspection::rule_edits`](crate::Inspection::rule_edits).
    pub undo: Vec<usize>,
}

/// A replacement in the cleaned text: `start..end` becomes `with`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Patch {
    pub start: u32,
    pub end: u32,
    pub with: Vec<u16>,
    pub rules: RuleSet,
}

/// A cleaned text with patches in it.
pub(crate) struct Patched {
    /// The text.
    pub text: Vec<u16>,
    /// From the source to the text.
    pub edits: Vec<Edit>,
    /// From the cleaned text to the text: the patches that were applied.
    #[cfg_attr(
        not(feature = "wasm"),
        expect(dead_code, reason = "only the binding asks")
    )]
    pub applied: Vec<Edit>,
}

/// Applies patches to a cleaned text and composes them into the log that led to it. Of patches that
/// overlap the first given wins, so removals are given first.
pub(crate) fn patch(source: &[u16], cleaned: &[u16], log: &[Edit], patches: Vec<Patch>) -> Patched {
    let mut chosen = BTreeMap::<u32, Patch>::new();
    for patch in patches {
        let before = chosen.range(..patch.end.max(patch.start + 1)).next_back();
        if before
            .is_none_or(|(_, known)| known.end <= patch.start && known.start < patch.start.max(1))
        {
            chosen.insert(patch.start, patch);
        }
    }
    let mut text = Vec::with_capacity(cleaned.len());
    let mut applied = Vec::with_capacity(chosen.len());
    let mut at = 0;
    for patch in chosen.values() {
        text.extend_from_slice(cleaned.get(at..patch.start as usize).unwrap_or(&[]));
        let new_start = text.len() as u32;
        text.extend_from_slice(&patch.with);
        applied.push(Edit {
            start: patch.start,
            end: patch.end,
            new_start,
            new_end: text.len() as u32,
            rules: patch.rules,
        });
        at = patch.end as usize;
    }
    text.extend_from_slice(cleaned.get(at..).unwrap_or(&[]));
    let mut edits = Vec::with_capacity(log.len());
    edits::compose(log, &applied, &mut edits);
    // An edit that was taken back is no edit any more.
    edits.retain(|edit| {
        source.get(edit.start as usize..edit.end as usize)
            != text.get(edit.new_start as usize..edit.new_end as usize)
    });
    Patched {
        text,
        edits,
        applied,
    }
}

/// Where something stands in the source: a span, and the number of the line that it begins on, from 1. A
/// line ends at LF, CR or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// First unit.
    pub start: u32,
    /// End, exclusive.
    pub end: u32,
    /// The line.
    pub line: u32,
}

/// Where the lines of a text end: the LFs in it, and the CRs that no LF follows.
pub fn line_ends(text: &[u16]) -> Vec<u32> {
    const LF: u16 = 0x0A;
    const CR: u16 = 0x0D;
    let ends =
        |&(i, &unit): &(usize, &u16)| unit == LF || (unit == CR && text.get(i + 1) != Some(&LF));
    let ends = text.iter().enumerate().filter(ends);
    ends.map(|(i, _)| i as u32).collect()
}

/// Where ascending spans of the result of a log stand in the source, whose lines end where [`line_ends`] says.
pub fn places<'a>(
    line_ends: &'a [u32],
    log: &'a [Edit],
    spans: impl Iterator<Item = (u32, u32)> + 'a,
) -> impl Iterator<Item = Place> + 'a {
    let mut ends = line_ends.iter().peekable();
    let mut line = 1;
    spans.map(move |(start, end)| {
        let (start, end) = (edits::to_source(log, start), edits::to_source(log, end));
        while ends.next_if(|&&at| at < start).is_some() {
            line += 1;
        }
        Place { start, end, line }
    })
}

/// How many edits each rule had a part in, by its id, in the order of the rule table.
pub fn counts(edits: &[Edit]) -> Vec<(&'static str, u32)> {
    let mut counts = [0u32; 64];
    for edit in edits {
        let mut bits = edit.rules.0;
        while bits != 0 {
            if let Some(count) = counts.get_mut(bits.trailing_zeros() as usize) {
                *count += 1;
            }
            bits &= bits - 1;
        }
    }
    let all = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    all.filter_map(|(place, count)| Some((RuleSet::one(place).ids().next()?, *count)))
        .collect()
}
