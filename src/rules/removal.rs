//! How a protected span leaves a line without a hole: with its brackets, and with the space that
//! would be one too many. What is removed is the business of the rules that call this.

use super::context::{self, SPACE, is_space};
use crate::line::{Line, Out};
use crate::protect::Span;
use crate::unicode::class;

/// Removes spans one after the other; remembers what is gone already.
pub(super) struct Removal<'l> {
    line: &'l Line<'l>,
    written: usize,
    /// Nothing but spaces is left before `written`.
    at_start: bool,
}

impl<'l> Removal<'l> {
    pub(super) fn new(line: &'l Line<'l>) -> Removal<'l> {
        Removal {
            line,
            written: 0,
            at_start: true,
        }
    }

    /// Puts `with` in the place of a span.
    pub(super) fn replace(&mut self, span: &Span, with: &[u16], out: &mut Out) {
        let (start, end) = (span.start as usize, span.end as usize);
        if start >= self.written {
            out.replace(start, end, with);
            self.written = end;
            self.at_start = false;
        }
    }

    /// Removes spans; those that touch go as one.
    pub(super) fn remove_all<'s>(&mut self, spans: impl Iterator<Item = &'s Span>, out: &mut Out) {
        let mut pending: Option<Span> = None;
        for span in spans {
            match &mut pending {
                Some(last) if last.end == span.start => last.end = span.end,
                _ => {
                    if let Some(last) = pending.replace(*span) {
                        self.remove(&last, out);
                    }
                }
            }
        }
        if let Some(last) = pending {
            self.remove(&last, out);
        }
    }

    /// Removes a span, the brackets that hold it alone, and a space beside it.
    pub(super) fn remove(&mut self, span: &Span, out: &mut Out) {
        let line = self.line;
        let (mut start, mut end) = (span.start as usize, span.end as usize);
        if start < self.written {
            return;
        }
        while start > self.written
            && matches!(
                (line.before(start), line.at(end)),
                (0x28, 0x29) | (0x5B, 0x5D) | (0x3C, 0x3E) | (0xAB, 0xBB)
            )
        {
            (start, end) = (start - 1, end + 1);
        }
        let mut low = start;
        while low > self.written && is_space(line.at(low - 1)) {
            low -= 1;
        }
        let ends = end >= line.text.len() || line.class(end) & class::BREAK != 0;
        let stop = match line.at(end) {
            0x60C | 0x61B | 0x61F | 0x2E | 0x21 | 0x2C | 0x3F | 0x29 | 0x5D | 0xBB | 0x2026 => true,
            // Not the eyes of a smiley.
            0x3A | 0x3B => end + 1 >= line.text.len() || is_space(line.at(end + 1)),
            _ => false,
        };
        let starts = low == self.written && self.at_start;
        let word = |unit: u16| {
            class::of(unit) & (context::LETTER | context::ON_LETTER | class::DIGIT) != 0
        };
        let mut with: &[u16] = &[];
        if starts {
            start = low;
            while is_space(line.at(end)) {
                end += 1;
            }
        } else if ends || stop || is_space(line.at(end)) {
            start = low;
        } else if low == start
            && word(line.before(start))
            && word(line.at(end))
            && start > self.written
        {
            with = &[SPACE];
        }
        out.replace(start, end, with);
        self.at_start = starts;
        self.written = end;
    }
}
