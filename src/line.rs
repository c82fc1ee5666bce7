//! What a rule sees and writes: one line with its context, and the replacements for it.
//!
//! Offsets here are UTF-16 code units from the start of the line as it is now, after the rules
//! that ran before.

use crate::protect::Spans;
use crate::unicode::class;

/// The language that a line is judged to be in, from its letters and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Nothing says so either way: rules marked *ar* leave the line alone.
    #[default]
    Unknown,
    /// Arabic.
    Arabic,
    /// Another language in the Arabic script: Persian, Urdu, Kurdish, Pashto, Uyghur…
    Other,
}

/// One line, its line break included (the last may have none).
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The code units.
    pub text: &'a [u16],
    /// All classes that occur in it (bits of [`class`]).
    pub any: u32,
    /// Classes that two neighbouring units share.
    pub adjacent: u32,
    /// The whole source text, for a judgement that one line cannot give.
    pub document: &'a Document<'a>,
    /// LFs at the end of the result before this line.
    pub breaks_before: u32,
    /// Protected spans, ascending; computed when first asked for.
    pub(crate) spans: &'a std::cell::OnceCell<Spans>,
    /// The line stands inside a fenced code block.
    pub fenced: bool,
}

/// The whole text that a line comes from, with what is judged once for all of it.
#[derive(Debug)]
pub struct Document<'a> {
    /// The code units.
    pub text: &'a [u16],
    pub(crate) language: std::cell::OnceCell<Language>,
}

impl<'a> Line<'a> {
    /// The unit at `i`, or 0 outside the line.
    pub fn at(&self, i: usize) -> u16 {
        self.text.get(i).copied().unwrap_or(0)
    }
    /// The unit before `i`, or 0 at the start.
    pub fn before(&self, i: usize) -> u16 {
        i.checked_sub(1).map_or(0, |i| self.at(i))
    }
    /// The classes of the unit at `i`.
    pub fn class(&self, i: usize) -> u32 {
        class::of(self.at(i))
    }
    /// The protected spans of this line.
    pub fn protected(&self) -> &Spans {
        self.spans
            .get_or_init(|| crate::protect::find(self.text, self.any, self.fenced))
    }
    /// The language of this line.
    pub fn language(&self) -> Language {
        crate::rules::language::of(self)
    }
}

/// The replacements that a rule makes in one line.
#[derive(Debug, Default)]
pub struct Out {
    pub(crate) edits: Vec<Replacement>,
    pub(crate) units: Vec<u16>,
}

/// One replacement: `start..end` becomes `units[at..at + len]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replacement {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) at: u32,
    pub(crate) len: u32,
}

impl Out {
    /// Replaces `start..end` by `with`. Calls come in ascending order and do not overlap.
    pub fn replace(&mut self, start: usize, end: usize, with: &[u16]) {
        let at = self.units.len() as u32;
        self.units.extend_from_slice(with);
        self.edits.push(Replacement {
            start: start as u32,
            end: end as u32,
            at,
            len: with.len() as u32,
        });
    }
    /// Removes `start..end`.
    pub fn remove(&mut self, start: usize, end: usize) {
        self.replace(start, end, &[]);
    }
}

/// What a rule would change but does not dare to.
#[derive(Debug, Default)]
pub struct Tips(pub(crate) Vec<Tip>);

/// One suggestion in a line: `start..end` would become `with`, for `reason`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tip {
    /// First unit, from the start of the line.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// What would stand there.
    pub with: Vec<u16>,
    /// Why it is suggested, and not done.
    pub reason: crate::rules::Text,
}

impl Tips {
    /// Suggests that `start..end` become `with`.
    pub fn push(&mut self, start: usize, end: usize, with: Vec<u16>, reason: crate::rules::Text) {
        self.0.push(Tip {
            start,
            end,
            with,
            reason,
        });
    }
}
