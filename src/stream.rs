//! Cleaning in pieces: a [`Stream`] takes a text in chunks of any size and gives the result in bounded
//! memory. It is a [`Cleaner`]'s; reading files and decoding bytes is the caller's.
//!
//! The stream holds back what may still change by what follows: a line without its end, and a fenced block
//! or a quotation of the Qur'an that is open. What is carried over is the number of line breaks so far, and
//! whether any line was in another language than Arabic. So the result equals that of the whole text, wherever
//! the chunks part, also inside CRLF or a surrogate pair, but for three cases:
//!
//! - A line that does not tell its language by itself is taken for Arabic unless a line before it, or
//!   shortly after, is in another language. Persian after megabytes of Arabic comes too late for it. So
//!   does text decoded with a wrong code page, in which one line bears another out.
//! - A line longer than [`LONGEST_LINE`] is cleaned in parts, cut at a line break other than LF, or before
//!   a space, or where it can be. A rule that looks across the cut finds less to do there than in the whole.
//! - A rule that reads the whole text (`html`, `quotes`) reads it in parts here. They end between paragraphs
//!   where no tag is open, but a paragraph longer than [`LONGEST_PARAGRAPH`] ends at a line, and a tag or
//!   a comment longer than [`LONGEST_TAG`] stays as it is.
//!
//! Duplicates that are equal, by units or by keys, are removed in a stream, too: it keeps a hash of each key.
//! Their guards see a part at a time. What needs the texts themselves is refused; see [`Stream::new`].

use crate::cleaner::Cleaner;
use crate::dedupe::{Keep, Match, Seen};
use crate::edits::Edit;
use crate::engine::breaks_after;
use crate::error::{Code, Error};
use crate::line::{Carried, Document};
use crate::protect::blocks::{Block, Blocks, blocks};
use crate::report::{Suggestion, counts};
use crate::rules::Text;
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// A line longer than this, in units, is cleaned in parts.
pub const LONGEST_LINE: usize = 1 << 20;

/// A paragraph longer than this, in units, is not waited for by what goes by paragraphs.
pub const LONGEST_PARAGRAPH: usize = 1 << 18;

/// A tag or comment longer than this, in units, is not waited for.
pub const LONGEST_TAG: usize = 1 << 16;

/// Suggestions past this number are counted, but not kept.
pub const MOST_SUGGESTIONS: usize = 1000;

/// The size of a block, unless another is asked for.
const BLOCK: usize = 1 << 16;

/// A text on its way through a [`Cleaner`].
///
/// ```
/// use naqi::{Cleaner, Options, Stream};
///
/// let cleaner = Cleaner::new(&Options::default())?;
/// let mut stream = Stream::new(&cleaner)?;
/// let mut result = Vec::new();
/// for chunk in ["العـــ", "ـربية\r", "\nلغة"] {
///     stream.push(&chunk.encode_utf16().collect::<Vec<u16>>(), &mut result);
/// }
/// stream.finish(&mut result);
/// assert_eq!(String::from_utf16_lossy(&result), "العربية\nلغة");
/// # Ok::<(), naqi::Error>(())
/// ```
#[derive(Debug)]
pub struct Stream<C> {
    cleaner: C,
    /// What is not cleaned yet.
    held: Vec<u16>,
    /// Units that are cleaned at once, if nothing needs more.
    block: usize,
    /// The length of `held` at which it is worth looking for a place to part it.
    enough: usize,
    carried: Carried,
    /// LFs at the end of the result so far.
    breaks: u32,
    seen: Seen,
    tally: Option<Tally>,
}

/// What a stream did, in all.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Code units read.
    pub units: u64,
    /// Line breaks in the text after the rules.
    pub lines: u64,
    /// How many edits each rule had a part in, by its id.
    pub counts: BTreeMap<&'static str, u64>,
    /// Units (lines, paragraphs or sentences) that were compared; 0 without deduplication.
    pub compared: u64,
    /// Units removed as duplicates.
    pub removed: u64,
    /// Repeats that stay: short ones and those that look meant.
    pub listed: u64,
    /// Suggestions in all.
    pub suggested: u64,
    /// The first [`MOST_SUGGESTIONS`] of them.
    pub suggestions: Vec<Suggested>,
}

/// A suggestion by the line it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// The id of a rule, or `repeatedWord` and the like.
    pub id: &'static str,
    /// The line of the text after the rules, from 1.
    pub line: u64,
    /// What stands there.
    pub found: Vec<u16>,
    /// What would stand there.
    pub replacement: Vec<u16>,
    /// Why it is suggested.
    pub reason: Text,
}

impl<C: Borrow<Cleaner>> Stream<C> {
    /// A stream through this cleaner.
    ///
    /// # Errors
    /// [`Code::UnknownValue`] for deduplication that needs the whole text: `match: near`, and every
    /// `keep` but `first`.
    pub fn new(cleaner: C) -> Result<Stream<C>, Error> {
        let refused = |key, given, accepted: &[&str]| {
            let accepted = accepted.iter().map(|&name| name.to_owned()).collect();
            Err(Error::new(Code::UnknownValue, key, given, accepted))
        };
        if let Some((settings, _)) = cleaner.borrow().dedupe() {
            if settings.matching == Match::Near {
                return refused("dedupe.match", "near", &["folded", "exact"]);
            }
            let keep = match settings.keep {
                Keep::First => None,
                Keep::Last => Some("last"),
                Keep::Longest => Some("longest"),
                Keep::MostVocalized => Some("mostVocalized"),
            };
            if let Some(keep) = keep {
                return refused("dedupe.keep", keep, &["first"]);
            }
        }
        Ok(Stream {
            cleaner,
            held: Vec::new(),
            block: BLOCK,
            enough: BLOCK,
            carried: Carried::default(),
            breaks: 0,
            seen: Seen::default(),
            tally: None,
        })
    }

    /// Counts edits and collects suggestions, which [`finish`](Self::finish) then returns.
    #[must_use]
    pub fn counting(mut self) -> Stream<C> {
        self.tally = Some(Tally::default());
        self
    }

    /// Cleans as soon as so many units are there (65,536 unless said): fewer come sooner, but slower in all.
    #[must_use]
    pub fn in_blocks(mut self, units: usize) -> Stream<C> {
        self.block = units.max(1);
        self.enough = self.block;
        self
    }

    /// Takes a chunk of the text, and appends to `out` what is ready of the result.
    pub fn push(&mut self, chunk: &[u16], out: &mut Vec<u16>) {
        for piece in chunk.chunks(self.block) {
            self.held.extend_from_slice(piece);
            if self.held.len() < self.enough {
                continue;
            }
            let end = self.end();
            self.clean(end, out);
            self.enough = self.held.len() + self.block;
        }
    }

    /// Appends the rest of the result to `out`.
    pub fn finish(mut self, out: &mut Vec<u16>) -> Tally {
        self.clean(self.held.len(), out);
        Tally {
            compared: self.seen.units,
            removed: self.seen.removed,
            listed: self.seen.listed,
            ..self.tally.unwrap_or_default()
        }
    }

    // How much of what is held can be cleaned whatever follows.
    fn end(&self) -> usize {
        let held = self.held.as_slice();
        let Some(lf) = held.iter().rposition(|&unit| unit == LF) else {
            return if held.len() < LONGEST_LINE {
                0
            } else {
                cut(held)
            };
        };
        let lines = held.get(..=lf).unwrap_or(held);
        let Blocks { blocks, open, .. } = blocks(lines);
        let end = open.unwrap_or(lines.len());
        let whole = self.cleaner.borrow().pipeline().reads_whole();
        if !whole && self.cleaner.borrow().dedupe().is_none() {
            return end;
        }
        let lines = held.get(..end).unwrap_or(held);
        let end = match after_paragraph(lines, &blocks) {
            0 if held.len() > LONGEST_PARAGRAPH => end,
            end => end,
        };
        if !whole {
            return end;
        }
        match before_open_tag(held, end) {
            before if before < end => after_paragraph(held.get(..before).unwrap_or(held), &blocks),
            _ => end,
        }
    }

    // Cleans the first `end` units of what is held.
    fn clean(&mut self, end: usize, out: &mut Vec<u16>) {
        let Some(part) = self.held.get(..end).filter(|part| !part.is_empty()) else {
            return;
        };
        let document = Document::after(self.carried, part);
        let mut log: Option<Vec<Edit>> = self.tally.as_ref().map(|_| Vec::new());
        let pipeline = self.cleaner.borrow().pipeline();
        let cleaned = pipeline.run_part(&document, self.breaks, log.as_mut());
        let result = cleaned.as_deref().unwrap_or(part);
        self.breaks = breaks_after(result, self.breaks);
        self.carried = document.carry(result);
        if let Some(tally) = &mut self.tally {
            tally.units += part.len() as u64;
            tally.add(&log.unwrap_or_default(), self.cleaner.borrow(), result);
        }
        match self.cleaner.borrow().dedupe() {
            None => out.extend_from_slice(result),
            Some((settings, mut keys)) => {
                let mut at = 0;
                for (start, end) in self.seen.removals(result, settings, &mut keys) {
                    out.extend_from_slice(result.get(at..start as usize).unwrap_or(&[]));
                    at = end as usize;
                }
                out.extend_from_slice(result.get(at..).unwrap_or(&[]));
            }
        }
        self.held.drain(..end);
    }
}

impl Tally {
    fn add(&mut self, log: &[Edit], cleaner: &Cleaner, result: &[u16]) {
        for (id, count) in counts(log) {
            *self.counts.entry(id).or_default() += u64::from(count);
        }
        self.suggest(
            cleaner.suggestions(result).into_iter(),
            result,
            self.lines + 1,
        );
        self.lines += lines(result);
    }

    /// Adds suggestions for a cleaned text whose first line has this number.
    pub fn suggest(&mut self, all: impl Iterator<Item = Suggestion>, text: &[u16], mut line: u64) {
        let mut at = 0;
        for suggestion in all {
            self.suggested += 1;
            if self.suggestions.len() == MOST_SUGGESTIONS {
                continue;
            }
            let (start, end) = (suggestion.start as usize, suggestion.end as usize);
            line += lines(text.get(at..start).unwrap_or(&[]));
            at = start;
            self.suggestions.push(Suggested {
                id: suggestion.id,
                line,
                found: text.get(start..end).unwrap_or(&[]).to_vec(),
                replacement: suggestion.replacement,
                reason: suggestion.reason,
            });
        }
    }
}

fn lines(text: &[u16]) -> u64 {
    text.iter().filter(|&&unit| unit == LF).count() as u64
}

const LF: u16 = 0x0A;
const CR: u16 = 0x0D;
const SPACE: u16 = 0x20;

// Where to part a line that is too long. What follows is not known, so the last units stay back.
fn cut(line: &[u16]) -> usize {
    let body = line.split_last().map_or(line, |(_, body)| body);
    let is_break = |&unit: &u16| matches!(unit, CR | 0x85 | 0x2028 | 0x2029);
    if let Some(at) = body.iter().rposition(is_break) {
        return at + 1;
    }
    if let Some(at) = body.iter().rposition(|&unit| unit == SPACE) {
        let run = body.get(..at).unwrap_or(&[]).iter().rev();
        let start = at - run.take_while(|&&unit| unit == SPACE).count();
        if start > 0 {
            return start;
        }
    }
    // Not inside a surrogate pair.
    line.len()
        - usize::from(
            line.last()
                .is_some_and(|unit| (0xD800..0xDC00).contains(unit)),
        )
}

// The end of the last blank line that is in no block.
fn after_paragraph(mut lines: &[u16], mut blocks: &[Block]) -> usize {
    loop {
        let end = after_blank(lines);
        while let Some((last, before)) = blocks.split_last()
            && last.start >= end
        {
            blocks = before;
        }
        match blocks.last() {
            Some(last) if end < last.end => lines = lines.get(..last.start).unwrap_or(&[]),
            _ => return end,
        }
    }
}

fn after_blank(lines: &[u16]) -> usize {
    let mut last = None;
    for (i, &unit) in lines.iter().enumerate().rev() {
        if unit == LF {
            if let Some(last) = last {
                return last;
            }
            last = Some(i + 1);
        } else if !matches!(unit, CR | SPACE | 0x09 | 0xA0) {
            last = None;
        }
    }
    0
}

// The start of the line, at or before `end`, in which a tag opens that the text does not close.
fn before_open_tag(held: &[u16], end: usize) -> usize {
    let text = held.get(..end).unwrap_or(held);
    let Some(open) = text.iter().rposition(|&unit| unit == u16::from(b'<')) else {
        return end;
    };
    let after = text.get(open..).unwrap_or(&[]);
    if after.contains(&u16::from(b'>')) || held.len() - open > LONGEST_TAG {
        return end;
    }
    let before = text.get(..open).unwrap_or(&[]);
    before
        .iter()
        .rposition(|&unit| unit == LF)
        .map_or(0, |lf| lf + 1)
}
