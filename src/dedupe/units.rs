//! Units: the pieces of a text that are compared with one another, and what is deleted with one.
//!
//! Spans and lines only; what a unit says is [`super::key`]'s affair. The units of a text ascend and
//! do not overlap, and whatever stands between two of them, before the first and after the last cannot
//! be seen: a *gap*.

use super::key;
use crate::lanes;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum UnitKind {
    /// A line, ended by LF.
    #[default]
    Line,
    /// Lines without a blank one between them.
    Paragraph,
    /// A sentence, ended by . ! ؟ ? … or the end of the line.
    Sentence,
}

/// One unit: a span of the text in UTF-16 code units, and the line that it starts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    /// First code unit.
    pub start: u32,
    /// End, exclusive; the line break that ends the unit is not in it.
    pub end: u32,
    /// Number of the line that it starts on, counted from 1.
    pub line: u32,
}

impl Unit {
    /// The code units of this unit.
    pub fn of<'a>(&self, text: &'a [u16]) -> &'a [u16] {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or(&[])
    }
}

const LF: u16 = 0x0A;

/// Whether there is nothing to see in `text`.
pub(crate) fn is_blank(text: &[u16]) -> bool {
    text.iter().all(|&unit| key::is_blank(unit))
}

/// The lines of `text` as spans without their LF, blank ones included.
pub(crate) fn lines(text: &[u16]) -> impl Iterator<Item = Unit> + '_ {
    let mut at = 0;
    let mut line = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at as u32;
        let end = at + lanes::position(rest, LF).unwrap_or(rest.len());
        at = end + 1;
        line += 1;
        Some(Unit {
            start,
            end: end as u32,
            line,
        })
    })
}

/// Splits `text`, whose length must fit `u32`, into its units.
pub fn split(text: &[u16], kind: UnitKind) -> Vec<Unit> {
    let mut units: Vec<Unit> = each(text, kind).collect();
    units.shrink_to_fit();
    units
}

/// The units of `text`, one after the other.
pub(crate) fn each(text: &[u16], kind: UnitKind) -> impl Iterator<Item = Unit> {
    let mut filled = lines(text).filter(|line| !is_blank(line.of(text)));
    let mut next: Option<Unit> = None;
    let mut sentences = Vec::new();
    std::iter::from_fn(move || match kind {
        UnitKind::Line => filled.next(),
        UnitKind::Paragraph => {
            let mut unit = next.take().or_else(|| filled.next())?;
            let mut line = unit.line;
            loop {
                next = filled.next();
                match next {
                    Some(next) if next.line == line + 1 => (unit.end, line) = (next.end, next.line),
                    _ => return Some(unit),
                }
            }
        }
        UnitKind::Sentence => {
            while sentences.is_empty() {
                super::sentences::split(text, filled.next()?, &mut sentences);
                sentences.reverse();
            }
            sentences.pop()
        }
    })
}

/// The spans to delete so that the units for which `removed` holds are gone: one span a removed unit,
/// ascending; neighbours may touch.
///
/// Between two units that stay, the widest of the gaps there stays (by its line breaks; of equals
/// the first), so that a paragraph break is neither lost nor doubled. The gap before a unit for which `within` holds
/// is part of a copy, and goes with the units on both of its sides. Nothing is added to or taken from
/// the two ends of the text: it keeps or lacks its final line break as before.
pub fn deletions(
    text: &[u16],
    units: &[Unit],
    mut removed: impl FnMut(usize) -> bool,
    within: impl Fn(usize) -> bool,
) -> Vec<(u32, u32)> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < units.len() {
        if !removed(at) {
            at += 1;
            continue;
        }
        let first = at;
        while at < units.len() && removed(at) {
            at += 1;
        }
        delete_run(text, units, first, at, &within, &mut spans);
    }
    spans
}

/// Deletes the units `first..last`, which stand between two that stay.
fn delete_run(
    text: &[u16],
    units: &[Unit],
    first: usize,
    last: usize,
    within: impl Fn(usize) -> bool,
    spans: &mut Vec<(u32, u32)>,
) {
    let length = text.len() as u32;
    // The gap before unit `i`; the one after the last unit is the end of the text's.
    let gap = |i: usize| {
        let start = i.checked_sub(1).and_then(|i| units.get(i));
        let end = units.get(i);
        (start.map_or(0, |u| u.end), end.map_or(length, |u| u.start))
    };
    let breaks = |(start, end): (u32, u32)| {
        let gap = text.get(start as usize..end as usize).unwrap_or(&[]);
        gap.iter().filter(|&&unit| unit == LF).count()
    };
    // An end of the text is never a gap to delete.
    let stays = if first == 0 {
        0
    } else if last == units.len() {
        last
    } else {
        let inner = (first + 1..last).filter(|&i| !within(i));
        inner.chain([last]).fold(first, |best, i| {
            if breaks(gap(i)) > breaks(gap(best)) {
                i
            } else {
                best
            }
        })
    };
    for (i, unit) in units.iter().enumerate().take(last).skip(first) {
        spans.push(if i < stays {
            (gap(i).0, unit.end)
        } else {
            (unit.start, gap(i + 1).1)
        });
    }
    // Where every unit goes, both ends of the text stay.
    if first == 0
        && last == units.len()
        && let (Some(span), Some(unit)) = (spans.last_mut(), units.last())
    {
        span.1 = unit.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    fn split_to_strings(text: &str, kind: UnitKind) -> Vec<(String, u32)> {
        let text = units(text);
        split(&text, kind)
            .iter()
            .map(|unit| (String::from_utf16_lossy(unit.of(&text)), unit.line))
            .collect()
    }

    #[test]
    fn blank_lines_are_no_units() {
        assert_eq!(
            split_to_strings("\nأ\n \nب ج\n\n", UnitKind::Line),
            [("أ".to_string(), 2), ("ب ج".to_string(), 4)]
        );
        assert_eq!(
            split_to_strings("أ\nب\n\t\n\nج", UnitKind::Paragraph),
            [("أ\nب".to_string(), 1), ("ج".to_string(), 5)]
        );
        assert!(split_to_strings("", UnitKind::Line).is_empty());
        assert!(split_to_strings("\n \n", UnitKind::Paragraph).is_empty());
    }

    /// Gaps go with the units beside them: what is seen must be in none.
    #[test]
    fn a_mark_or_a_sign_alone_is_a_unit() {
        // The marks of the Arabic blocks, and what stands among them that is none (Unicode 17).
        let marks = [
            0x610..=0x61A,
            0x64B..=0x65F,
            0x670..=0x670,
            0x6D6..=0x6DC,
            0x6DF..=0x6E4,
            0x6E7..=0x6E8,
            0x6EA..=0x6ED,
            0x897..=0x89F,
            0x8CA..=0x8E1,
            0x8E3..=0x8FF,
            0x10EFA..=0x10EFF,
        ];
        let others = [
            0x6DD..=0x6DE,
            0x8E2..=0x8E2,
            0x6E9..=0x6E9,
            0x6E5..=0x6E6,
            0x8C9..=0x8C9,
            0x10EC5..=0x10EC5,
            0x600..=0x605,
            0x890..=0x891,
            0x640..=0x640,
        ];
        for c in marks.into_iter().chain(others).flatten() {
            let c: String = char::from_u32(c).into_iter().collect();
            for kind in [UnitKind::Line, UnitKind::Paragraph, UnitKind::Sentence] {
                let split = split_to_strings(&format!("أ\n\n{c}\n\nبيت. {c}"), kind);
                let lone = split.iter().filter(|(unit, _)| *unit == c).count();
                let sentences = usize::from(kind == UnitKind::Sentence);
                let after: String = split.into_iter().map(|(unit, _)| unit).collect();
                assert_eq!(lone, 1 + sentences, "{c:?} {kind:?}");
                assert_eq!(after.matches(&c).count(), 2);
            }
        }
        for c in [" \u{200F}", "\u{200D}", "\u{FEFF}", "\u{A0}", "\u{2009}"] {
            assert_eq!(
                split_to_strings(&format!("{c}\nأ"), UnitKind::Line).len(),
                1
            );
        }
    }

    #[test]
    fn a_removal_neither_adds_nor_loses_a_break() {
        // Units that are `x` and `y` go, `y` as one with what is before it.
        let cases = [
            ("a\nx\nb\n", "a\nb\n", "a line with its break"),
            ("a\nx", "a", "the last line with the break before it"),
            ("a\nx\n", "a\n", "the final break stays"),
            ("x\na", "a", "the first line"),
            ("\n\nx\n\na", "\n\na", "what precedes the first unit stays"),
            ("a\n\nx\n\nb", "a\n\nb", "a paragraph"),
            ("a\nx\n\nb", "a\n\nb", "the end of a paragraph"),
            ("a\n\nx\nb", "a\n\nb", "the start of a paragraph"),
            (
                "a\nx\n\nx\nb",
                "a\n\nb",
                "end and start: the break between them stays",
            ),
            ("a\nx\n\ny\nb", "a\nb", "a copy with the break in it"),
            ("a\nx\n\ny\n\nb", "a\n\nb", "and not with the one after it"),
            ("a\nx\n\ny\n\nx\nb", "a\n\nb", "nor the one between two"),
            (
                "a\n\nx\n\n\n",
                "a\n\n\n",
                "the end of the text stays as it is",
            ),
            ("x\n\nx", "", "all"),
            ("\nx\nx\n", "\n\n", "all, ends kept"),
        ];
        for (before, after, why) in cases {
            let text = units(before);
            let lines = split(&text, UnitKind::Line);
            let is = |i: usize, letter| lines[i].of(&text) == [u16::from(letter)];
            let spans = deletions(
                &text,
                &lines,
                |i| is(i, b'x') || is(i, b'y'),
                |i| is(i, b'y'),
            );
            let mut left = Vec::new();
            let mut at = 0;
            for (start, end) in spans {
                assert!(at <= start && start <= end, "{why}");
                left.extend_from_slice(&text[at as usize..start as usize]);
                at = end;
            }
            left.extend_from_slice(&text[at as usize..]);
            assert_eq!(String::from_utf16_lossy(&left), after, "{why}");
        }
    }
}
