//! `quotes`: one style of quotation marks in Arabic text, padding inside them trimmed.
//!
//! Marks are paired within the paragraph by what stands beside them and by each other; what
//! does not pair stays. Double marks pair first; single ones, which are mostly apostrophes, then pair by
//! clear surroundings on one line and inside the same double marks. A pair is converted if it holds Arabic or
//! stands in Arabic; its neighbours in an English sentence keep their own marks.

use super::context::{self, ON_LETTER, SPACE, is_space, letters_before};
use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::protect::{self, blocks::is_sign};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "quotes",
    family: Family::Publish,
    lossless: true,
    settings: Settings::OneOf(&["guillemets", "curly", "straight"]),
    title: Text {
        ar: "علامات التنصيص",
        en: "Quotation marks",
    },
    explanation: Text {
        ar: "يوحّد علامات التنصيص، مزدوجة كانت أو مفردة، على «» أو “” أو \"\"، ويحذف المسافات داخلها، ويجعل للتنصيص داخل التنصيص علامة أخرى؛ ولا يمسّ ما لا قرين له ولا علامتي القدم والبوصة ولا الفاصلة العليا.",
        en: "Makes paired quotation marks, double or single, one style («», “” or \"\"), trims the padding inside and alternates nested pairs; unpaired marks, 6' and 5\" and apostrophes stay.",
    },
    example: Example {
        before: "موقع بارلر \" Parler \" شائع",
        after: "موقع بارلر «Parler» شائع",
    },
    triggers: Triggers {
        any: class::QUOTE,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Pieces(run, end_of_piece),
    suggest: None,
};

/// Marks by style and depth: open and close.
const STYLES: [[(u16, u16); 2]; 3] = [
    [(0xAB, 0xBB), (0x201C, 0x201D)],
    [(0x201C, 0x201D), (0x2018, 0x2019)],
    [(0x22, 0x22), (0x27, 0x27)],
];

/// Pairs deeper than this, and lines with more marks, are left as they are.
const DEEPEST: usize = 16;

/// Which way a mark points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    Close,
    Either,
}

/// A mark and what its surroundings make of it.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    end: usize,
    /// What it is; for a mark of two signs, the one sign that means the same.
    unit: u16,
    /// A word or nothing before, a word after: it can only open.
    opening: bool,
    /// The reverse.
    closing: bool,
}

impl Mark {
    fn is_guillemet(self) -> bool {
        matches!(self.unit, 0xAB | 0xBB)
    }

    fn is_single(self) -> bool {
        is_single(self.unit)
    }
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    open: Mark,
    close: Mark,
    depth: usize,
}

fn way(unit: u16) -> Option<Way> {
    match unit {
        0xAB => Some(Way::Open),
        0xBB => Some(Way::Close),
        0x22 | 0x201C..=0x201F | 0xFF02 => Some(Way::Either),
        _ => None,
    }
}

/// ' ‘ ’ ‚ ‛ ‹ ›
fn is_single(unit: u16) -> bool {
    matches!(unit, 0x27 | 0x2018..=0x201B | 0x2039 | 0x203A)
}

/// The mark at a place: what it is, and its end. Two signs are one mark: '' << >>
fn mark(text: &[u16], at: usize) -> Option<(u16, usize)> {
    let &unit = text.get(at)?;
    let double = match unit {
        0x27 | 0x60 | 0x2018..=0x201A => 0x22,
        0x3C | 0x2039 => 0xAB,
        0x3E | 0x203A => 0xBB,
        _ => return way(unit).map(|_| (unit, at + 1)),
    };
    let run = text.get(at..).unwrap_or(&[]).iter();
    match run.take(3).take_while(|&&other| other == unit).count() {
        _ if at.checked_sub(1).and_then(|i| text.get(i)) == Some(&unit) => None,
        1 => is_single(unit).then_some((unit, at + 1)),
        2 => Some((double, at + 2)),
        _ => None,
    }
}

fn run(text: &Line<'_>, setting: Setting, out: &mut Out) {
    let Some(style) = STYLES.get(setting.choice()) else {
        return;
    };
    if text.any & context::ARABIC == 0 {
        return;
    }
    let all = marks(text);
    let mut rest = all.as_slice();
    let is_mark = |at: usize| all.binary_search_by_key(&at, |mark| mark.at).is_ok();
    for end in ends(text.text, TELLS, is_mark).chain([text.text.len()]) {
        let (group, others) = rest.split_at(rest.partition_point(|mark| mark.at < end));
        rest = others;
        if group.is_empty() {
            continue;
        }
        let (singles, doubles): (Vec<Mark>, Vec<Mark>) =
            group.iter().partition(|mark| mark.is_single());
        let mut pairs = pairs(text, &inches_apart(text, &doubles));
        pairs.extend(singles_in(text, &inches_apart(text, &singles), &pairs));
        crate::sorted::by_key(&mut pairs, |pair| pair.open.at as u32);
        settle_depths(text, &mut pairs);
        let mut edits: Vec<(usize, usize, Vec<u16>)> = Vec::new();
        for pair in &pairs {
            let (open, close) = style[pair.depth % 2];
            edits.extend(opening(text, pair, open));
            edits.extend(closing(text, pair, close));
        }
        crate::sorted::by_key(&mut edits, |&(start, _, _)| start as u32);
        for (start, end, with) in edits {
            out.replace(start, end, &with);
        }
    }
}

/// The places between which pairs stand: after a blank line, and after the end of a line at which no mark is
/// open. Where repair may yet change which marks there are (misread or reversed text, two signs that become one
/// mark), only a blank line parts the text. A sign of a mark that is none by `is_mark` opens nothing. Units of the
/// classes `tells` are looked at.
fn ends(text: &[u16], tells: u32, is_mark: impl Fn(usize) -> bool) -> impl Iterator<Item = usize> {
    let (mut open, mut line, mut at) = (Open::default(), 0, 0);
    std::iter::from_fn(move || {
        while let Some(i) = class::next(text, at, tells) {
            at = i + 1;
            if class::of(text[i]) & class::BREAK == 0 {
                if class::of(text[i]) & TELLS == 0 {
                    open.unsure |= is_sign(text[i]);
                } else if way(text[i]).is_none() || is_mark(i) {
                    open.see(text[i]);
                }
                continue;
            }
            // CRLF is one.
            if text[i] == CR && text.get(at) == Some(&LF) {
                continue;
            }
            let mut inside = text.get(line..i).unwrap_or_default().iter();
            let blank = |unit: u16| {
                is_space(unit)
                    || matches!(unit, TAB | CR)
                    || class::of(unit) & class::INVISIBLE != 0
            };
            if inside.all(|&unit| blank(unit)) {
                open = Open::default();
            }
            line = at;
            if open.is_none() {
                return Some(at);
            }
        }
        None
    })
}

/// Where a piece of a text may end that starts at such a place itself, and that `fits`. Beside a block, which may hold
/// signs that are no marks, it is a blank line.
fn end_of_piece(text: &[u16], fits: &dyn Fn(usize) -> bool) -> Option<usize> {
    ends(text, TELLS | class::ANCHOR, |_| true).find(|&end| fits(end))
}

const TELLS: u32 = class::BREAK | class::QUOTE | UNSURE;

/// What repair may read otherwise.
const UNSURE: u32 = class::MOJIBAKE | class::PRESENTATION;

/// What is open on the way through a text, by its signs alone.
#[derive(Default)]
struct Open {
    guillemets: i32,
    others: u32,
    unsure: bool,
}

impl Open {
    fn see(&mut self, unit: u16) {
        self.unsure |= class::of(unit) & UNSURE != 0;
        match way(unit) {
            Some(Way::Open) => self.guillemets += 1,
            Some(Way::Close) => self.guillemets -= 1,
            Some(Way::Either) => self.others += 1,
            None => self.unsure = true,
        }
    }

    fn is_none(&self) -> bool {
        self.guillemets == 0 && self.others.is_multiple_of(2) && !self.unsure
    }
}

const TAB: u16 = 0x09;
const LF: u16 = 0x0A;
const CR: u16 = 0x0D;

fn marks(line: &Line<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let table = class::table();
    let mut spans = line.protected().iter().peekable();
    let mut tag_end = 0;
    for (at, &unit) in line.text.iter().enumerate() {
        if table[usize::from(unit)] & class::QUOTE == 0 || at < tag_end {
            continue;
        }
        if unit == LESS {
            tag_end = tag(line.text, at).unwrap_or(tag_end);
        }
        let Some((unit, end)) = mark(line.text, at).filter(|_| !is_decade(line, at)) else {
            continue;
        };
        while spans.next_if(|span| span.end as usize <= at).is_some() {}
        if spans.peek().is_some_and(|span| span.start as usize <= at) {
            continue;
        }
        let (before, after) = (outer(line, at, true), outer(line, end - 1, false));
        // قال: " نعم "
        let mut said = at;
        while is_space(line.before(said)) {
            said -= 1;
        }
        let said = (line.before(said) == 0x3A).then_some(said < at);
        let gap = after == Beside::Gap || after == Beside::End;
        let free = matches!(before, Beside::Gap | Beside::Start);
        // ‘ نعم ’
        let padded = free && gap;
        marks.push(Mark {
            at,
            end,
            unit,
            opening: (before != Beside::Word && !gap)
                || said.is_some()
                || padded && matches!(unit, 0x2018 | 0x2039),
            closing: !free && after != Beside::Word && said != Some(true)
                || padded && matches!(unit, 0x2019 | 0x203A),
        });
    }
    marks
}

/// The end of the tag with attributes that opens here: <a href="…">. Their marks are markup.
fn tag(text: &[u16], at: usize) -> Option<usize> {
    let letter = |unit: &u16| u8::try_from(*unit).is_ok_and(|byte| byte.is_ascii_alphabetic());
    let inside = text.get(at + 1..)?.iter().take(LONGEST_TAG);
    let len = inside
        .take_while(|unit| !matches!(**unit, LESS | GREATER | LF))
        .count();
    let inside = text.get(at + 1..at + 1 + len)?;
    let is_tag = inside.first().is_some_and(letter)
        && inside.contains(&u16::from(b'='))
        && text.get(at + 1 + len) == Some(&GREATER);
    is_tag.then_some(at + 1 + len)
}

/// Tags are looked for no further than this, in units.
const LONGEST_TAG: usize = 1000;
const LESS: u16 = 0x3C;
const GREATER: u16 = 0x3E;

/// The apostrophe of '90s and ’48.
fn is_decade(line: &Line<'_>, at: usize) -> bool {
    let digit = |i: usize| line.class(i) & class::DIGIT != 0;
    matches!(line.at(at), 0x27 | 0x2019)
        && digit(at + 1)
        && digit(at + 2)
        && !digit(at + 3)
        && !is_single(line.at(at + 3))
}

/// The marks without those of inches and feet: 5" and 6', but not the one that closes "in 2019".
fn inches_apart(line: &Line<'_>, marks: &[Mark]) -> Vec<Mark> {
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    for (k, mark) in marks.iter().enumerate() {
        let inch = matches!(mark.unit, 0x22 | 0x201D | 0x27 | 0x2019)
            && class::of(line.before(mark.at)) & class::DIGIT != 0
            && !mark.opening;
        let rest = || marks.iter().skip(k + 1);
        let closed_later = rest()
            .next()
            .is_some_and(|next| next.closing && !next.opening);
        if inch
            && (kept.len().is_multiple_of(2)
                || closed_later && rest().take(DEEPEST).count() % 2 == 1)
        {
            continue;
        }
        kept.push(*mark);
    }
    kept
}

/// What stands beside a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Start,
    End,
    Gap,
    Word,
    /// A sign that goes with a mark on either side of it.
    Sign,
}

fn outer(line: &Line<'_>, at: usize, before: bool) -> Beside {
    let (unit, edge) = if before {
        (line.before(at), at == 0)
    } else {
        (line.at(at + 1), at + 1 >= line.text.len())
    };
    let class = class::of(unit);
    if edge || class & class::BREAK != 0 {
        return if before { Beside::Start } else { Beside::End };
    }
    if is_space(unit) || class & class::TAB != 0 {
        return Beside::Gap;
    }
    let is_mark = way(unit).is_some() || is_single(unit);
    let opens = context::opens(unit) && !is_mark;
    let closes = context::closes(unit) && !is_mark;
    let stop = matches!(
        unit,
        0x60C | 0x61B | 0x61F | 0x2E | 0x3A | 0x21 | 0x2026 | 0x2C | 0x3B | 0x3F
    );
    match (before, unit) {
        // ("…": an opening bracket before says opening; …"): a closing one after says closing.
        (true, _) if opens || matches!(unit, 0x3D | 0x3E | 0x2D | 0x2013 | 0x2014 | 0x2F) => {
            Beside::Start
        }
        (false, _) if closes || stop || matches!(unit, 0x3C | 0x2D | 0x2013 | 0x2014 | 0x2F) => {
            Beside::End
        }
        (true, 0x3A | 0x60C) => Beside::Sign,
        // و"نعم", الـ"اسم"
        (true, 0x640) => Beside::Start,
        (true, _) if class & class::ARABIC != 0 && prefix(line, at) => Beside::Sign,
        _ if is_mark => Beside::Sign,
        _ => Beside::Word,
    }
}

/// The letters before are no more than a conjunction or preposition: و ف ب ل ك and ال.
fn prefix(line: &Line<'_>, at: usize) -> bool {
    let letters: Vec<u16> = line
        .text
        .get(at.saturating_sub(8)..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .copied()
        .take_while(|&unit| class::of(unit) & (context::LETTER | ON_LETTER) != 0)
        .filter(|&unit| class::of(unit) & ON_LETTER == 0)
        .collect();
    match letters.as_slice() {
        [one] => matches!(one, 0x648 | 0x641 | 0x628 | 0x644 | 0x643),
        [0x644, 0x627] | [0x644, 0x627, 0x648 | 0x628 | 0x641] | [0x644, 0x644] => true,
        _ => false,
    }
}

fn pairs(line: &Line<'_>, marks: &[Mark]) -> Vec<Pair> {
    let (mut pairs, mut open, mut odd) = (Vec::new(), Vec::<Mark>::new(), Vec::new());
    for (k, &mark) in marks.iter().enumerate() {
        let closes_next = marks.get(k + 1).is_some_and(|next| next.unit == 0xBB);
        let top = open.last().copied();
        let closes = match (way(mark.unit), top) {
            (_, None) => false,
            // »نعم«
            (Some(Way::Open), Some(top)) => top.unit == 0xBB && !mark.opening,
            (Some(Way::Close), Some(_)) => true,
            (_, Some(top)) => {
                let own = !top.is_guillemet() || (mark.closing && !mark.opening && !closes_next);
                own && (mark.closing || !mark.opening)
                    || (mark.unit == 0x201D && top.unit == 0x201C)
            }
        };
        if closes {
            // A guillemet closes the guillemet: marks within that it passes by have no pair.
            let own = if mark.unit == 0xBB {
                open.iter().rposition(|other| other.unit == 0xAB)
            } else {
                None
            };
            let at = own.unwrap_or(open.len() - 1);
            odd.extend(open.drain(at + 1..));
            if let Some(start) = open.pop() {
                pairs.push(Pair {
                    open: start,
                    close: mark,
                    depth: 0,
                });
            }
            continue;
        }
        let only_closes = mark.closing && !mark.opening;
        let stray = match way(mark.unit) {
            Some(Way::Open) => false,
            Some(Way::Close) => !mark.opening,
            _ => only_closes && top.is_none(),
        };
        if stray || open.len() >= DEEPEST {
            odd.push(mark);
        } else {
            open.push(mark);
        }
    }
    odd.extend(open);
    crate::sorted::by_key(&mut odd, |mark| mark.at as u32);
    // Two straight marks left over, the second with its space on the wrong side: "نعم "ثم
    if let [first, second] = odd.as_slice()
        && first.unit == second.unit
        && way(first.unit) == Some(Way::Either)
        && first.opening
        && second.opening
        && pairs.is_empty()
        && !line
            .text
            .get(first.at..second.at)
            .is_some_and(|between| between.contains(&LF))
    {
        pairs.push(Pair {
            open: *first,
            close: *second,
            depth: 0,
        });
    }
    pairs
}

/// Pairs of single marks, each on one line and inside the same double marks.
fn singles_in(line: &Line<'_>, marks: &[Mark], doubles: &[Pair]) -> Vec<Pair> {
    let (mut pairs, mut open) = (Vec::new(), Vec::<(Mark, Option<usize>)>::new());
    let mut last = 0;
    for (&mark, around) in marks.iter().zip(innermost(doubles, marks)) {
        let between = line.text.get(last..mark.at).unwrap_or_default();
        if between.contains(&LF) {
            open.clear();
        }
        last = mark.at;
        if mark.opening && !mark.closing {
            open.push((mark, around));
        } else if mark.closing
            && !mark.opening
            && let Some((start, outside)) = open.pop()
        {
            if around == outside {
                pairs.push(Pair {
                    open: start,
                    close: mark,
                    depth: 0,
                });
            } else {
                open.clear();
            }
        }
    }
    pairs
}

/// For each of some marks, ascending, where the innermost of the pairs around it opens.
fn innermost(pairs: &[Pair], marks: &[Mark]) -> Vec<Option<usize>> {
    let mut pairs: Vec<(usize, usize)> = pairs
        .iter()
        .map(|pair| (pair.open.at, pair.close.at))
        .collect();
    crate::sorted::by_key(&mut pairs, |&(open, _)| open as u32);
    let (mut pairs, mut around) = (pairs.into_iter().peekable(), Vec::<(usize, usize)>::new());
    let innermost = |mark: &Mark| {
        while let Some(pair) = pairs.next_if(|&(open, _)| open < mark.at) {
            while around.pop_if(|&mut (_, close)| close < pair.0).is_some() {}
            around.push(pair);
        }
        while around.pop_if(|&mut (_, close)| close < mark.at).is_some() {}
        around.last().map(|&(open, _)| open)
    };
    marks.iter().map(innermost).collect()
}

/// Drops the pairs that are not Arabic's or hold nothing, and counts how deep the others are.
fn settle_depths(line: &Line<'_>, pairs: &mut Vec<Pair>) {
    let mut around: Vec<usize> = Vec::new();
    pairs.retain_mut(|pair| {
        while around.last().is_some_and(|&end| end < pair.open.at) {
            around.pop();
        }
        let inside = line
            .text
            .get(pair.open.end..pair.close.at)
            .unwrap_or_default();
        if inside.iter().all(|&unit| is_space(unit)) {
            return false;
        }
        let arabic = |unit: &u16| class::of(*unit) & context::ARABIC != 0;
        let nested = !around.is_empty() && !pair.open.is_single();
        let keep = nested
            || match beside(line, pair) {
                (true, _) => true,
                (false, latin) => inside.iter().any(arabic) && !(latin && is_latin(line, pair)),
            };
        if keep {
            pair.depth = around.len();
            around.push(pair.close.at);
        }
        keep
    });
}

/// Whether a letter beside a pair is Arabic, and whether another is not.
fn beside(line: &Line<'_>, pair: &Pair) -> (bool, bool) {
    let letter = |unit: &&u16| class::of(**unit) & context::LETTER != 0;
    let before = line.text.get(..pair.open.at).unwrap_or_default();
    let after = line.text.get(pair.close.end..).unwrap_or_default();
    let same_line = |unit: &&u16| **unit != LF;
    let near = [
        before
            .iter()
            .rev()
            .take(NEAR)
            .take_while(same_line)
            .find(letter),
        after.iter().take(NEAR).take_while(same_line).find(letter),
    ];
    let arabic = |unit: &u16| class::of(*unit) & context::ARABIC != 0;
    let any = |ours: bool| near.into_iter().flatten().any(|unit| arabic(unit) == ours);
    (any(true), any(false))
}

/// Around a pair, the line has more letters of other scripts than Arabic ones.
fn is_latin(line: &Line<'_>, pair: &Pair) -> bool {
    let near = |unit: &&u16| **unit != LF;
    let before = line.text.get(..pair.open.at).unwrap_or_default();
    let after = line.text.get(pair.close.end..).unwrap_or_default();
    let around = before.iter().rev().take(WIDE).take_while(near);
    let around = around.chain(after.iter().take(WIDE).take_while(near));
    let mut balance = 0i32;
    for &unit in around {
        let class = class::of(unit);
        balance += i32::from(class & context::ARABIC != 0)
            - i32::from(class & (class::LATIN | class::FOREIGN) != 0);
    }
    balance < 0
}

/// How much of its line says what language a pair stands in, in units.
const WIDE: usize = 400;

/// How far from a pair its neighbours are looked for, in units.
const NEAR: usize = 64;

/// The edit that makes the opening mark `unit`, padding after it trimmed; a space that stood on its
/// wrong side goes before it.
fn opening(line: &Line<'_>, pair: &Pair, unit: u16) -> Option<(usize, usize, Vec<u16>)> {
    let at = pair.open.at;
    let mut end = pair.open.end;
    while is_space(line.at(end)) {
        end += 1;
    }
    let end = unprotected(line, pair.open.end, end);
    let outside = end > pair.open.end && letters_before(line, at) > 1;
    let with = if outside {
        vec![SPACE, unit]
    } else {
        vec![unit]
    };
    let is_done = end == at + 1 && line.at(at) == unit;
    (!is_done).then_some((at, end, with))
}

fn closing(line: &Line<'_>, pair: &Pair, unit: u16) -> Option<(usize, usize, Vec<u16>)> {
    let (at, end) = (pair.close.at, pair.close.end);
    let mut start = at;
    while start > pair.open.end && is_space(line.at(start - 1)) {
        start -= 1;
    }
    let outside = start < at && line.class(end) & (context::LETTER | class::DIGIT) != 0;
    let with = if outside {
        vec![unit, SPACE]
    } else {
        vec![unit]
    };
    let is_done = start == at && end == at + 1 && line.at(at) == unit;
    (!is_done).then_some((start, end, with))
}

/// Spaces do not belong to spans, but a telephone number or path may hold some.
fn unprotected(line: &Line<'_>, start: usize, end: usize) -> usize {
    if protect::at(line.protected(), start).is_some() {
        start
    } else {
        end
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table, with};
    use proptest::prelude::*;

    #[test]
    fn cases() {
        check("quotes");
        table(
            "quotes",
            &[
                ("قال \"نعم\".", "قال «نعم».", "straight"),
                (
                    "قال “نعم” و„لا” و”ربما“",
                    "قال «نعم» و«لا» و«ربما»",
                    "curly, whichever way they point",
                ),
                ("قال « نعم »", "قال «نعم»", "padding"),
                ("»نعم« قال", "«نعم» قال", "the wrong way round"),
                ("قال «قال \"نعم\" ثم»", "قال «قال “نعم” ثم»", "nested"),
                (
                    "قال «قال \" نعم \" ثم»",
                    "قال «قال “نعم” ثم»",
                    "nested with padding",
                ),
                (
                    "\"قال \"نعم\" ثم\" هنا",
                    "«قال “نعم” ثم» هنا",
                    "nested straight",
                ),
                ("«أ “ب «ج» د” ه»", "«أ “ب «ج» د” ه»", "three deep"),
                ("«نعم\" ثم \"لا»", "«نعم» ثم «لا»", "mixed"),
                ("شاشة 5\" وأخرى 27\"", "شاشة 5\" وأخرى 27\"", "inches"),
                (
                    "شاشة 24\" \"صغيرة\" هنا",
                    "شاشة 24\" «صغيرة» هنا",
                    "inches and quotation",
                ),
                (
                    "قال \"في 2019\" ثم",
                    "قال «في 2019» ثم",
                    "a number at the end",
                ),
                (
                    "\"شاشة 5\" كبيرة\" هنا",
                    "«شاشة 5\" كبيرة» هنا",
                    "inches within",
                ),
                ("قال \"نعم ثم", "قال \"نعم ثم", "no pair"),
                (
                    "نعم\" قال \"لا\" ثم",
                    "نعم\" قال «لا» ثم",
                    "a stray mark and a pair",
                ),
                ("نعم\" قال \"لا", "نعم\" قال \"لا", "two strays"),
                (
                    "قال \"نعم \"ثم ذهب",
                    "قال «نعم» ثم ذهب",
                    "the space on the wrong side",
                ),
                (
                    "موقع« Parler »وهو",
                    "موقع «Parler» وهو",
                    "both spaces on the wrong side",
                ),
                (
                    "قال:\" نعم\"ثم",
                    "قال:«نعم»ثم",
                    "a space after the mark that follows a colon",
                ),
                (
                    "\" قال : \" لا \" \"",
                    "«قال : “لا”»",
                    "nested after a colon, all with padding",
                ),
                ("\"قال:\" ثم", "«قال:» ثم", "a colon within"),
                (
                    "و\"نعم\" والـ\"اسم\" وبـ\"لا\"",
                    "و«نعم» والـ«اسم» وبـ«لا»",
                    "after a prefix",
                ),
                ("و \" نعم \" ثم", "و «نعم» ثم", "after a detached waw"),
                (
                    "He said \"Hello\" to them, ثم",
                    "He said \"Hello\" to them, ثم",
                    "English in an Arabic line",
                ),
                ("It's 5\" wide", "It's 5\" wide", "English"),
                (
                    "قال 'نعم' وd'Alembert",
                    "قال «نعم» وd'Alembert",
                    "single marks and an apostrophe",
                ),
                (
                    "قال ‘نعم’ و ‹ لا ›",
                    "قال «نعم» و «لا»",
                    "single marks of other shapes",
                ),
                (
                    "قال \"قال 'نعم' ثم\"",
                    "قال «قال “نعم” ثم»",
                    "single in double",
                ),
                (
                    "قال 'قال \"نعم\" ثم'",
                    "قال «قال “نعم” ثم»",
                    "double in single",
                ),
                (
                    "<<نعم>> و``لا'' و''ربما''",
                    "«نعم» و«لا» و«ربما»",
                    "two signs for one",
                ),
                (
                    "طوله 6' و 5'30\" وشاشة 5''",
                    "طوله 6' و 5'30\" وشاشة 5''",
                    "feet, minutes and inches",
                ),
                (
                    "أغاني '90s و 'n' و it's وteachers' هنا",
                    "أغاني '90s و «n» و it's وteachers' هنا",
                    "apostrophes around words",
                ),
                ("قال 'نعم \"ثم' لا\"", "قال 'نعم «ثم' لا»", "crossed"),
                ("فارغ \"\" و\" \"", "فارغ \"\" و\" \"", "nothing inside"),
                ("اكتب `\"نعم\"` هنا", "اكتب `\"نعم\"` هنا", "code"),
                (
                    "(\"نعم\")، \"لا\".",
                    "(«نعم»)، «لا».",
                    "beside brackets and stops",
                ),
                ("قال:\"نعم\"،\"لا\"", "قال:«نعم»،«لا»", "no spaces"),
                ("\"الرئاسي.\" ، تقدم", "«الرئاسي.» ، تقدم", "a stop within"),
                ("\"أ\" \"ب\" \"ج\"", "«أ» «ب» «ج»", "three in a row"),
                (
                    "\" AECJ \" ماتسميه",
                    "«AECJ» ماتسميه",
                    "at the start of the line",
                ),
                (
                    "\"https://x.com/a\" هنا",
                    "«https://x.com/a» هنا",
                    "an address",
                ),
                (
                    "قال صاحب الموقع <a href=\"أ\" dir='rtl'>\"نعم\"</a>",
                    "قال صاحب الموقع <a href=\"أ\" dir='rtl'>«نعم»</a>",
                    "attributes of a tag",
                ),
                ("القيمة=\"نعم\"", "القيمة=«نعم»", "after an equals sign"),
            ],
        );
    }

    #[test]
    fn styles() {
        let text = "قال “ قال «نعم» ثم ”";
        assert_eq!(with("quotes", "guillemets", text), "قال «قال “نعم” ثم»");
        assert_eq!(with("quotes", "curly", text), "قال “قال ‘نعم’ ثم”");
        assert_eq!(with("quotes", "straight", text), "قال \"قال 'نعم' ثم\"");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn settles(
            parts in prop::collection::vec(prop::sample::select(vec![
                "\"", "\"", "«", "»", "“", "”", "„", "'", "'", "‘", "’", "<<", ">>", " ", " ", "\n", "\n\n", "نعم", "و", "ab", "5", "،", ".", "(", ")", "`", ":",
            ]), 0..20),
            style in prop::sample::select(vec!["guillemets", "curly", "straight"]),
        ) {
            let once = with("quotes", style, &parts.concat());
            let twice = with("quotes", style, &once);
            prop_assert_eq!(once, twice);
        }
    }
}
