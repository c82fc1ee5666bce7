//! What a rule sees and writes: one line with its context, and the replacements for it.
//!
//! Offsets here are UTF-16 code units from the start of the line as it is now, after the rules
//! that ran before.

use crate::protect::Spans;
use crate::protect::anchors::Anchors;
use crate::protect::blocks::{Blocks, Cover, blocks, is_sign};
use crate::rules::language::{self, Judgement};
use crate::rules::mojibake::Around;
use crate::unicode::class;
use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

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
    /// Places to look at.
    pub(crate) places: &'a Places,
    /// The whole source text, for a judgement that one line cannot give.
    pub document: &'a Document<'a>,
    /// LFs at the end of the result before this line.
    pub breaks_before: u32,
    /// Protected spans, ascending; computed when first asked for.
    pub(crate) spans: &'a OnceCell<Spans>,
    /// Where the line starts in the document's text, in units.
    pub start: usize,
}

/// Places in a line that something is looked for at, as a scan found them.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Where the line may not be NFC, ascending.
    pub(crate) denormal: Vec<u32>,
    /// Where a protected span may be found by.
    pub(crate) anchors: Anchors,
}

impl Places {
    pub(crate) fn clear(&mut self) {
        self.denormal.clear();
        self.anchors.clear();
    }
}

/// The languages of what stood before a part of a text: as it was, and as cleaning left it. A document is judged by
/// the one at first, and by the other where it is run again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Carried {
    first: Language,
    again: Language,
}

/// The whole text that a line comes from, or the part of a stream, with what is judged once for all of
/// it.
#[derive(Debug)]
pub struct Document<'a> {
    /// The code units.
    pub text: &'a [u16],
    /// What this was before a rule changed its text.
    source: Option<&'a Document<'a>>,
    carried: Carried,
    language: OnceCell<Judgement>,
    blocks: OnceCell<Blocks>,
    /// No block is open at this unit, nor opens before it.
    clear: Cell<usize>,
    /// What was last judged to be misread in it.
    pub(crate) around: RefCell<Option<Rc<Around>>>,
    doubt: Cell<bool>,
}

impl<'a> Document<'a> {
    /// A document over this text.
    pub fn new(text: &'a [u16]) -> Document<'a> {
        Document {
            text,
            source: None,
            carried: Carried::default(),
            language: OnceCell::new(),
            blocks: OnceCell::new(),
            clear: Cell::new(0),
            around: RefCell::default(),
            doubt: Cell::new(false),
        }
    }
    /// A part of a text.
    pub(crate) fn after(carried: Carried, text: &'a [u16]) -> Document<'a> {
        Document {
            carried,
            ..Document::new(text)
        }
    }
    /// [`Language::Other`] if a line of the text is clearly in another language than Arabic.
    pub fn language(&self) -> Language {
        match self.source {
            Some(source) => source.language(),
            None => {
                let judged = || match self.carried.first {
                    Language::Other => Judgement::OTHER,
                    _ => language::of_document(self),
                };
                self.language.get_or_init(judged).language
            }
        }
    }
    /// The same document, or a part of it, after a rule changed its text. It is in the language that the source
    /// is in.
    pub(crate) fn with_text<'b>(&'b self, text: &'b [u16]) -> Document<'b> {
        Document {
            source: Some(self),
            ..Document::new(text)
        }
    }
    /// The same document, with nothing judged yet.
    pub(crate) fn again(&self) -> Document<'a> {
        Document::after(self.carried, self.text)
    }
    /// The text that cleaning has made of the document, as one to be cleaned.
    pub(crate) fn anew<'b>(&self, text: &'b [u16]) -> Document<'b> {
        let first = self.carried.again;
        let carried = Carried {
            first,
            ..self.carried
        };
        Document::after(carried, text)
    }
    /// Tells that a line was left as it is by what stands around it, which other rules may yet change.
    pub(crate) fn doubt(&self) {
        self.source
            .map_or_else(|| self.doubt.set(true), Document::doubt);
    }
    /// What is carried on from it, where this came out of it.
    pub(crate) fn carry(&self, text: &[u16]) -> Carried {
        let first = self.language();
        let again = match self.language.get() {
            Some(judged) if self.may_change(judged) => self.anew(text).language(),
            _ => first,
        };
        Carried { first, again }
    }
    fn may_change(&self, judged: &Judgement) -> bool {
        judged.may_change() || self.carried.first != self.carried.again
    }
    /// Whether what a line was judged by may say otherwise now that this came out.
    pub(crate) fn is_in_doubt(&self, after: &[u16]) -> bool {
        let changes = |judged: &Judgement| {
            self.may_change(judged) && self.anew(after).language() != judged.language
        };
        self.doubt.get()
            || self.language.get().is_some_and(changes)
            || self
                .blocks
                .get()
                .is_some_and(|blocks| blocks.are_in_doubt(after))
    }
    /// Takes note of where a line stands and may have anchors, so that the blocks of a text without any need not be
    /// looked for.
    pub(crate) fn pass(&self, line: Range<usize>, anchors: &Anchors) {
        let text = self.text.get(line.clone()).unwrap_or(&[]);
        if line.start == self.clear.get() && !anchors.any(text, is_sign) {
            self.clear.set(line.end);
        }
    }
    /// What covers the line that starts at this unit from the lines around it.
    pub fn cover(&self, start: usize) -> Cover {
        if start < self.clear.get() {
            return Cover::default();
        }
        Cover::of_line(&self.blocks.get_or_init(|| blocks(self.text)).blocks, start)
    }
}

/// The lines of a text, with the breaks that end them; CRLF is one.
pub(crate) fn lines(text: &[u16]) -> impl Iterator<Item = &[u16]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut units = rest.iter().enumerate();
        let ends = |(i, &unit): (usize, &u16)| {
            class::of(unit) & class::BREAK != 0 && !(unit == 0x0D && rest.get(i + 1) == Some(&0x0A))
        };
        let len = units.position(ends).map_or(rest.len(), |i| i + 1);
        let (line, after) = rest.split_at(len);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
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
        self.spans.get_or_init(|| {
            let cover = self.document.cover(self.start);
            crate::protect::find(self.text, &self.places.anchors, cover)
        })
    }
    /// Whether the line stands inside a fenced code block.
    pub fn is_fenced(&self) -> bool {
        self.document.cover(self.start).fenced
    }
    /// The language of this line.
    pub fn language(&self) -> Language {
        language::of(self)
    }
}

/// The replacements that a rule makes in one line.
#[derive(Debug, Default)]
pub struct Out {
    pub(crate) edits: Vec<Replacement>,
    pub(crate) units: Vec<u16>,
    pub(crate) reopens: bool,
    pub(crate) rescans: bool,
}

/// One replacement: `start..end` becomes `units[at..at + len]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replacement {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) at: u32,
    pub(crate) len: u32,
    /// The same units stood there in another order.
    pub(crate) reorders: bool,
}

impl Out {
    /// Replaces `start..end` by `with`. Calls come in ascending order and do not overlap. The line
    /// will be run again.
    pub fn replace(&mut self, start: usize, end: usize, with: &[u16]) {
        self.reopens = true;
        self.settle(start, end, with);
    }
    /// Like [`replace`](Self::replace), for an edit that can give neither this rule nor an earlier one
    /// anything new to do, so that the line need not be run again for it.
    pub fn settle(&mut self, start: usize, end: usize, with: &[u16]) {
        self.rescans = true;
        self.write(start, end, with, false);
    }
    /// Like [`settle`](Self::settle), where `with` holds the same units in another order, so that even
    /// the classes of the line are what they were.
    pub fn reorder(&mut self, start: usize, end: usize, with: &[u16]) {
        self.write(start, end, with, true);
    }
    fn write(&mut self, start: usize, end: usize, with: &[u16], reorders: bool) {
        let at = self.units.len() as u32;
        self.units.extend_from_slice(with);
        self.edits.push(Replacement {
            start: start as u32,
            end: end as u32,
            at,
            len: with.len() as u32,
            reorders,
        });
    }
    /// What the last replacement wrote.
    pub(crate) fn last_mut(&mut self) -> Option<&mut [u16]> {
        let at = self.edits.last()?.at as usize;
        self.units.get_mut(at..)
    }
    /// Whether nothing was replaced.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }
    pub(crate) fn clear(&mut self) {
        self.edits.clear();
        self.units.clear();
        self.reopens = false;
        self.rescans = false;
    }
    pub(crate) fn written(&self, edit: &Replacement) -> &[u16] {
        let at = edit.at as usize;
        self.units.get(at..at + edit.len as usize).unwrap_or(&[])
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
