//! What stands around a sign: the scripts of the nearest letters, brackets and all, and the
//! protected spans passed on the way. The rules of typography share it; it edits nothing.

use crate::line::Line;
use crate::protect::{Span, kind};
use crate::unicode::class;

/// Any letter.
pub(super) const LETTER: u32 =
    class::ARABIC | class::PRESENTATION | class::WORD_SIGN | class::LATIN | class::FOREIGN;
/// A letter that Arabic text is made of.
pub(super) const ARABIC: u32 = class::ARABIC | class::PRESENTATION | class::WORD_SIGN;
/// A mark or tatweel: part of the letter before it.
pub(super) const ON_LETTER: u32 = class::MARK | class::COMBINING | class::TATWEEL;

/// U+0020.
pub(super) const SPACE: u16 = 0x20;

/// A space that does not end a line or a table cell.
pub(super) fn is_space(unit: u16) -> bool {
    let class = class::of(unit);
    class & class::SPACE != 0 || (class & class::ODD_SPACE != 0 && class & class::BREAK == 0)
}

/// `(`, `[`, `{`, and the quotation marks that open.
pub(super) fn opens(unit: u16) -> bool {
    matches!(unit, 0x28 | 0x5B | 0x7B | 0xAB | 0x201C | 0x2039)
}

/// `)`, `]`, `}`, and the quotation marks that close.
pub(super) fn closes(unit: u16) -> bool {
    matches!(unit, 0x29 | 0x5D | 0x7D | 0xBB | 0x201D | 0x203A)
}

/// A walk over the unprotected units of a line, that knows the letter before and after.
pub(super) struct Walk<'l> {
    line: &'l Line<'l>,
    spans: &'l [Span],
    span: usize,
    at: usize,
    left: u32,
    /// The last search for a letter: from where, where it found one, and its classes (0: none).
    right: (usize, usize, u32),
}

impl<'l> Walk<'l> {
    pub(super) fn new(line: &'l Line<'l>) -> Walk<'l> {
        Walk {
            line,
            spans: line.protected(),
            span: 0,
            at: 0,
            left: 0,
            right: (1, 0, 0),
        }
    }

    /// The next unprotected unit and its place. Spans are passed; see [`Walk::script_of`].
    pub(super) fn next(&mut self) -> Option<(usize, u16)> {
        while let Some(span) = self.spans.get(self.span)
            && span.start as usize <= self.at
        {
            self.at = self.at.max(span.end as usize);
            self.span += 1;
            if let Some(script) = self.script_of(*span) {
                self.left = script;
            }
        }
        let i = self.at;
        let unit = *self.line.text.get(i)?;
        self.at = i + 1;
        let class = class::of(unit);
        if class & LETTER != 0 {
            self.left = class;
        }
        Some((i, unit))
    }

    /// Whether the nearest letter before is Arabic; `None`: there is none.
    pub(super) fn left(&self) -> Option<bool> {
        (self.left != 0).then_some(self.left & ARABIC != 0)
    }

    /// The same of the nearest letter after.
    pub(super) fn right(&mut self) -> Option<bool> {
        self.letter_from(self.at)
    }

    fn letter_from(&mut self, start: usize) -> Option<bool> {
        let (from, to, _) = self.right;
        if !(from..=to).contains(&start) {
            let (at, class) = self.find_right(start);
            self.right = (start, at, class);
        }
        let class = self.right.2;
        (class != 0).then_some(class & ARABIC != 0)
    }

    /// The same, a bracketed insertion that follows at once left out.
    pub(super) fn right_outside(&mut self) -> Option<bool> {
        let mut i = self.at;
        while is_space(self.line.at(i)) {
            i += 1;
        }
        let outside = self.matching(i).and_then(|end| self.letter_from(end));
        outside.or_else(|| self.right())
    }

    /// Past the bracket that closes the one at `i`, if it is near.
    fn matching(&self, i: usize) -> Option<usize> {
        let mut depth = 0usize;
        for (at, &unit) in self.line.text.iter().enumerate().skip(i).take(200) {
            if opens(unit) {
                depth += 1;
            } else if depth == 0 {
                return None;
            } else if closes(unit) {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
        }
        None
    }

    /// Says what the letter before is to be taken for.
    pub(super) fn set_left(&mut self, arabic: bool) {
        self.left = if arabic { class::ARABIC } else { class::LATIN };
    }

    // Quotation and Arabic hashtags are words of the sentence; addresses, numbers and code are in no
    // script.
    fn script_of(&self, span: Span) -> Option<u32> {
        let inside = || self.line.text.get(span.start as usize..span.end as usize);
        let arabic = match span.kind {
            kind::QURAN => true,
            kind::HASHTAG => {
                inside().is_some_and(|text| text.iter().any(|&unit| class::of(unit) & ARABIC != 0))
            }
            _ => false,
        };
        arabic.then_some(class::ARABIC)
    }

    fn find_right(&self, from: usize) -> (usize, u32) {
        let (mut i, mut span) = (from, self.span);
        loop {
            if let Some(next) = self.spans.get(span)
                && next.start as usize <= i
            {
                i = i.max(next.end as usize);
                span += 1;
                if let Some(script) = self.script_of(*next) {
                    return (i, script);
                }
                continue;
            }
            let Some(&unit) = self.line.text.get(i) else {
                return (usize::MAX, 0);
            };
            let class = class::of(unit);
            if class & LETTER != 0 {
                return (i, class);
            }
            i += 1;
        }
    }

    /// Whether a protected span begins at `i` or before, beyond those already passed.
    pub(super) fn is_protected(&self, i: usize) -> bool {
        self.spans
            .get(self.span)
            .is_some_and(|span| span.start as usize <= i)
    }

    /// Some letter near is Arabic.
    pub(super) fn near_arabic(&mut self) -> bool {
        self.left() == Some(true) || self.right() == Some(true)
    }
}

/// Letters in the word that ends before `i`, marks and tatweel passed.
pub(super) fn letters_before(line: &Line<'_>, i: usize) -> usize {
    let word = line.text.get(..i).unwrap_or_default();
    let units = word.iter().rev().map(|&unit| class::of(unit));
    units
        .take_while(|class| class & (LETTER | ON_LETTER) != 0)
        .filter(|class| class & LETTER != 0)
        .take(3)
        .count()
}

/// Letters in the word that starts at `i`, three at most.
pub(super) fn letters_after(line: &Line<'_>, i: usize) -> usize {
    let word = line.text.get(i..).unwrap_or_default();
    let units = word.iter().map(|&unit| class::of(unit));
    units
        .take_while(|class| class & (LETTER | ON_LETTER) != 0)
        .filter(|class| class & LETTER != 0)
        .take(3)
        .count()
}

/// The semicolon of `&nbsp;` or `&#1593;`.
pub(super) fn ends_entity(line: &Line<'_>, i: usize) -> bool {
    if line.at(i) != 0x3B {
        return false;
    }
    let before = line.text.get(i.saturating_sub(12)..i).unwrap_or_default();
    let name = before
        .iter()
        .rev()
        .take_while(|&&unit| {
            u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
        })
        .count();
    name > 0
        && before
            .len()
            .checked_sub(name + 1)
            .and_then(|at| before.get(at))
            == Some(&0x26)
}

/// The end of the dots at `i` if they are a blank to be filled in, as in forms and contracts: a row that touches
/// no word and is longer than anyone's ellipsis, or one beside the slash of a title or date
/// (`السيد/ ....`, `../../1446هـ`).
pub(super) fn blank_end(line: &Line<'_>, i: usize) -> Option<usize> {
    let touches = |unit: u16| class::of(unit) & (LETTER | ON_LETTER | class::DIGIT) != 0;
    let rest = line.text.get(i..).unwrap_or_default().iter();
    let (mut dots, mut end) = (0, i);
    for &unit in rest.take_while(|&&unit| is_dot(unit)) {
        dots += if unit == ELLIPSIS { 3 } else { 1 };
        end += 1;
    }
    if dots < 2 || touches(line.before(i)) || is_dot(line.before(i)) {
        return None;
    }
    let near = |unit: &&u16| !is_space(**unit);
    let before = line
        .text
        .get(..i)
        .unwrap_or_default()
        .iter()
        .rev()
        .find(near);
    let after = line.text.get(end..).unwrap_or_default().iter().find(near);
    let slash = before == Some(&SLASH) || after == Some(&SLASH);
    (slash || dots >= SHORTEST_BLANK && !touches(line.at(end))).then_some(end)
}

/// As many dots in a row are a blank.
const SHORTEST_BLANK: usize = 6;
/// `…`
pub(super) const ELLIPSIS: u16 = 0x2026;
const SLASH: u16 = 0x2F;

/// A full stop or an ellipsis.
fn is_dot(unit: u16) -> bool {
    matches!(unit, 0x2E | ELLIPSIS)
}
