//! `nfc`: canonical composition (UAX #15).
//!
//! Arabic needs two things of it: marks in the order of their combining classes, and hamza or madda
//! joined to their letter. Both are done here on the spot; whatever else composes goes, in windows
//! between two stable characters, to `unicode-normalization`, which would be slow over a whole text.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::{self, ArabicCcc, arabic_ccc, class};
use unicode_normalization::char::{
    canonical_combining_class, compose as join, decompose_canonical,
};

pub(super) const RULE: Rule = Rule {
    id: "nfc",
    family: Family::Repair,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "التركيب القياسي",
        en: "Canonical composition",
    },
    explanation: Text {
        ar: "يضمّ الهمزة والمدّة إلى حرفيهما ويرتّب الحركات ترتيبها القياسي في يونيكود (NFC)، فلا يتغيّر شكل النص ولا معناه.",
        en: "Joins hamza and madda to their letters and puts marks in Unicode's canonical order (NFC); text looks and reads the same.",
    },
    example: Example {
        before: "ا\u{654}حمد",
        after: "أحمد",
    },
    triggers: Triggers {
        any: 0,
        adjacent: class::DENORMAL,
    },
    // The one rule that nothing is protected from: its result is canonically equivalent, and the
    // promise that what comes out is NFC holds for the whole text.
    reaches: crate::protect::kind::ALL,
    closes: true,
    action: Action::Line(run),
    suggest: None,
};

const OTHER: u32 = class::COMBINING | class::SURROGATE;
const ANY: u32 = class::MARK | OTHER;
/// What composes, or what only the window tells of.
const JOINS: u32 = OTHER | class::HAMZA_MARK;

pub(super) fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let (table, order) = (class::table(), arabic_ccc());
    let mut done = 0;
    for &at in &line.places.denormal {
        let i = at as usize;
        if i < done {
            continue;
        }
        let unit = line.at(i);
        done = if table[usize::from(unit)] & JOINS == 0 && is_pair(line.text, i + 1, table) {
            out.reorder(i - 1, i + 1, &[unit, line.before(i)]);
            i + 1
        } else {
            window(line, i, order, out)
        };
    }
}

// Whether the two units before `end` are all the marks of their letter, and do not compose: shadda and
// its vowel, nearly always.
fn is_pair(text: &[u16], end: usize, table: &class::Table) -> bool {
    let is = |i: Option<usize>, bits| {
        i.and_then(|i| text.get(i))
            .is_some_and(|&unit| table[usize::from(unit)] & bits != 0)
    };
    !is(end.checked_sub(3), ANY)
        && !is(end.checked_sub(2), JOINS)
        && !is(end.checked_sub(1), JOINS)
        && !is(Some(end), ANY)
}

// A window: everything around a unit that may compose or reorder, with the character before it.
// Returns its end.
fn window(line: &Line<'_>, at: usize, order: &ArabicCcc, out: &mut Out) -> usize {
    let text = line.text;
    let may = |unit: &&u16| class::of(**unit) & ANY != 0;
    let start = at - text[..at].iter().rev().take_while(may).count();
    let rest = text.get(start..).unwrap_or(&[]);
    let marks = rest
        .get(..rest.iter().take_while(may).count())
        .unwrap_or(&[]);
    let end = start + marks.len();
    let letter = line.before(start);
    let joins = |&mark: &u16| {
        let bits = class::of(mark);
        bits & OTHER != 0 || (bits & class::HAMZA_MARK != 0 && unicode::composes(letter, mark))
    };
    if let Some((&first, rest)) = marks.split_first()
        && class::of(first) & JOINS == class::HAMZA_MARK
        && let Some(joined) = unicode::compose(letter, first)
        && !rest.iter().any(joins)
        && rest.is_sorted_by_key(|&mark| order.of(mark))
    {
        // Nearly always: a letter and its hamza or madda, and nothing else to do.
        out.replace(start - 1, start + 1, &[joined]);
    } else if marks.iter().any(joins) {
        compose(text, start.saturating_sub(1), end, out);
    } else if !marks.is_sorted_by_key(|&mark| order.of(mark)) {
        reorder(marks, start, order, out);
    }
    end
}

// Arabic marks alone: a stable sort by combining class, in the place where they stand.
fn reorder(marks: &[u16], start: usize, order: &ArabicCcc, out: &mut Out) {
    out.reorder(start, start + marks.len(), marks);
    if let Some(sorted) = out.last_mut() {
        crate::sorted::by_key(sorted, |&mark| u32::from(order.of(mark)));
    }
}

// Anything else: the window without lone surrogates, which stand between windows of their own.
fn compose(text: &[u16], start: usize, end: usize, out: &mut Out) {
    let Some(window) = text.get(start..end) else {
        return;
    };
    // The character in front may be the second half of a pair.
    let start = if window
        .first()
        .is_some_and(|unit| (0xDC00..0xE000).contains(unit))
        && start > 0
    {
        start - 1
    } else {
        start
    };
    let Some(window) = text.get(start..end) else {
        return;
    };
    let mut at = start;
    let mut chars = Vec::new();
    let mut flush = |chars: &mut Vec<char>, from: usize| {
        let composed = composed(chars);
        if composed != *chars {
            let mut buffer = [0; 2];
            let units: Vec<u16> = composed
                .into_iter()
                .flat_map(|c| c.encode_utf16(&mut buffer).to_vec())
                .collect();
            let len: usize = chars.iter().map(|c| c.len_utf16()).sum();
            replace(text, from, from + len, &units, out);
        }
        chars.clear();
    };
    let mut from = start;
    for c in char::decode_utf16(window.iter().copied()) {
        match c {
            Ok(c) => {
                chars.push(c);
                at += c.len_utf16();
            }
            Err(_) => {
                flush(&mut chars, from);
                at += 1;
                from = at;
            }
        }
    }
    flush(&mut chars, from);
}

// The least that differs, so that the log shows no more.
fn replace(text: &[u16], start: usize, end: usize, with: &[u16], out: &mut Out) {
    let old = text.get(start..end).unwrap_or(&[]);
    let same = |(a, b): &(&u16, &u16)| a == b;
    let front = old.iter().zip(with).take_while(same).count();
    let (old, with) = (old.get(front..), with.get(front..));
    let (old, with) = (old.unwrap_or(&[]), with.unwrap_or(&[]));
    let back = old.iter().rev().zip(with.iter().rev()).take_while(same);
    let back = back.count();
    let with = with.get(..with.len() - back).unwrap_or(&[]);
    out.replace(start + front, end - back, with);
}

// The canonical composition of characters (UAX #15, 1.3; the Unicode Standard, D117). The crate's own
// iterator would do it, and bring the tables of compatibility with it: 20 kB of a page that is sent.
fn composed(chars: &[char]) -> Vec<char> {
    let mut parts = Vec::with_capacity(chars.len());
    for &c in chars {
        decompose_canonical(c, |part| {
            parts.push((canonical_combining_class(part), part));
        });
    }
    for marks in parts.split_mut(|&(ccc, _)| ccc == 0) {
        crate::sorted::by_key(marks, |&(ccc, _)| u32::from(ccc));
    }
    let mut out: Vec<char> = Vec::with_capacity(parts.len());
    let mut starter = None;
    let mut last = None;
    for (ccc, part) in parts {
        if let Some(at) = starter
            && last.is_none_or(|last| last < ccc)
            && let Some(letter) = out.get_mut(at)
            && let Some(joined) = join(*letter, part)
        {
            *letter = joined;
        } else {
            if ccc == 0 {
                starter = Some(out.len());
            }
            last = (ccc != 0).then_some(ccc);
            out.push(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("nfc");
        table(
            "nfc",
            &[
                (
                    "ا\u{654}حمد و\u{654} ي\u{654} ا\u{653} ا\u{655}",
                    "أحمد ؤ ئ آ إ",
                    "hamza and madda join their letters",
                ),
                (
                    "ا\u{64E}\u{654}",
                    "أ\u{64E}",
                    "past a mark of another class",
                ),
                ("ب\u{651}\u{64E}", "ب\u{64E}\u{651}", "fatha before shadda"),
                (
                    "ك\u{653}\u{651}",
                    "ك\u{651}\u{653}",
                    "madda on another letter only moves",
                ),
                ("cafe\u{301} بيت", "café بيت", "Latin composes"),
                ("\u{1100}\u{1161}", "가", "Hangul composes"),
                ("\u{212B}", "Å", "a singleton"),
                ("ﷺ m² ½ ﬁ", "ﷺ m² ½ ﬁ", "no compatibility mapping"),
                (
                    "\u{1F468}\u{200D}\u{1F469}",
                    "\u{1F468}\u{200D}\u{1F469}",
                    "emoji stay",
                ),
                (
                    "https://x.com/cafe\u{301}",
                    "https://x.com/café",
                    "the whole text is NFC",
                ),
            ],
        );
    }

    proptest::proptest! {
        #[test]
        fn equals_unicode_normalization(text in "[اآأإؤئابيوهءہۂےۓەۀ\u{64B}-\u{655}\u{670}\u{6D6}-\u{6ED}\u{8D3}-\u{8FF}\u{10EFD}e\u{301}\u{323}\u{1100}\u{1161}\u{11A8}가 🙂]{0,24}") {
            use unicode_normalization::UnicodeNormalization;
            proptest::prop_assert_eq!(crate::rules::testing::alone("nfc", &text), text.nfc().collect::<String>());
        }
    }
}
