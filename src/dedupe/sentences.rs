//! Sentences: where one ends within a line.
//!
//! The rules of UAX #29 (SB6–SB11) with Arabic punctuation, and what they leave to tailoring: abbreviations,
//! numbers of items, and quotations, which are not cut up.

use super::key::{self, Kind};
use super::units::Unit;
use crate::unicode::class;

/// Splits one line into its sentences, which are appended to `into`. The white space between two belongs to
/// neither; that at the ends of the line belongs to the first and the last.
pub(crate) fn split(text: &[u16], line: Unit, into: &mut Vec<Unit>) {
    let of = line.of(text);
    let mut start = 0;
    for (end, next) in Ends::new(of) {
        into.push(Unit {
            start: line.start + start as u32,
            end: line.start + end as u32,
            line: line.line,
        });
        start = next;
    }
    into.push(Unit {
        start: line.start + start as u32,
        ..line
    });
}

/// The places in a line where a sentence ends and, after white space, another starts.
struct Ends<'a> {
    line: &'a [u16],
    at: usize,
    /// Where this sentence starts.
    start: usize,
}

impl<'a> Ends<'a> {
    fn new(line: &'a [u16]) -> Ends<'a> {
        Ends {
            line,
            at: 0,
            start: 0,
        }
    }

    fn get(&self, at: usize) -> u16 {
        self.line.get(at).copied().unwrap_or(0)
    }

    /// The end of the run of units from `at` for which `holds`.
    fn run(&self, at: usize, holds: impl Fn(u16) -> bool) -> usize {
        let rest = self.line.get(at..).unwrap_or(&[]);
        at + rest.iter().take_while(|&&unit| holds(unit)).count()
    }

    /// Whether the full stop (or stops) at `at..end` is part of a number, a name or an abbreviation.
    fn is_no_stop(&self, at: usize, end: usize) -> bool {
        let next = self.get(end);
        let before = at.checked_sub(1).map_or(0, |at| self.get(at));
        if end > at + 1 {
            // Three dots: only what follows can tell.
            return false;
        }
        // SB6, SB7, and addresses: 3.14, v.2, x.com, U.S.
        let word_follows = key::kind(next) == Kind::Word;
        if word_follows && !is_arabic(next) {
            return true;
        }
        let from = self.line.get(..at).unwrap_or(&[]);
        let start = from
            .iter()
            .rposition(|&unit| !matches!(key::kind(unit), Kind::Word | Kind::Nothing))
            .map_or(0, |i| i + 1);
        let word = from.get(start..).unwrap_or(&[]);
        // 1. أ. at the start of a sentence number an item.
        let only = self.line.get(self.start..start).unwrap_or(&[]);
        let first = only.iter().all(|&unit| key::kind(unit) != Kind::Word);
        if first && word.len() <= 3 && word.iter().all(|&unit| is_digit(unit)) {
            return true;
        }
        // x.شبكة
        if word_follows && !is_arabic(before) {
            return true;
        }
        is_abbreviation(word)
    }
}

impl Iterator for Ends<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        while self.at < self.line.len() {
            let at = self.at;
            let unit = self.get(at);
            if let Some(close) = closer(unit) {
                // A quotation, if it is closed on this line: skipped, but for the stop before its end.
                let opens = at.checked_sub(1).is_none_or(|before| {
                    matches!(key::kind(self.get(before)), Kind::Space | Kind::Punctuation)
                });
                let rest = self.line.get(at + 1..).unwrap_or(&[]);
                let length = rest.iter().position(|&unit| unit == close);
                match length.filter(|_| opens) {
                    Some(length) if length > 0 => {
                        let inside = rest.get(..length).unwrap_or(&[]);
                        let last = inside.iter().rposition(|&u| key::kind(u) != Kind::Space);
                        let last = last.and_then(|i| inside.get(i)).copied().unwrap_or(0);
                        let whole = self.run(self.start, |u| key::kind(u) == Kind::Space) == at;
                        self.at = at + 1 + length;
                        if !is_stop(last) || (last != 0x2E && !whole) {
                            self.at += 1;
                            continue;
                        }
                    }
                    _ => {
                        self.at += 1;
                        continue;
                    }
                }
            } else if !is_stop(unit) {
                self.at += 1;
                continue;
            }
            let stops = self.run(self.at, is_stop);
            if stops > self.at && self.get(self.at) == 0x2E && self.is_no_stop(self.at, stops) {
                self.at = stops;
                continue;
            }
            let end = self.run(stops, is_closing);
            let next = self.run(end, key::is_blank);
            self.at = next.max(at + 1);
            let follows = self.get(next);
            // SB8 and SB8a: what goes on in lower case or after a comma is the same sentence.
            let goes_on = matches!(
                follows,
                0 | 0x2C | 0x60C | 0x3A | 0x3B | 0x61B | 0x29 | 0x5D | 0xBB | 0x2E
            ) || char::from_u32(u32::from(follows)).is_some_and(char::is_lowercase);
            if next >= self.line.len() || goes_on {
                continue;
            }
            // Without a space only before an Arabic letter: what?!x, 5!, a.b
            if next == end && !is_arabic(follows) {
                continue;
            }
            self.start = next;
            return Some((end, next));
        }
        None
    }
}

fn is_stop(unit: u16) -> bool {
    matches!(unit, 0x2E | 0x21 | 0x3F | 0x61F | 0x2026 | 0x6D4)
}

fn is_closing(unit: u16) -> bool {
    matches!(
        unit,
        0x22 | 0x27 | 0x29 | 0x5D | 0xBB | 0x201D | 0x2019 | 0xFD3E
    )
}

/// What closes a quotation that this opens.
fn closer(unit: u16) -> Option<u16> {
    Some(match unit {
        0x22 => 0x22,
        0xAB => 0xBB,
        0x201C => 0x201D,
        0x28 => 0x29,
        0x5B => 0x5D,
        0xFD3F => 0xFD3E,
        _ => return None,
    })
}

fn is_arabic(unit: u16) -> bool {
    class::of(unit) & (class::ARABIC | class::MARK) != 0
}

fn is_digit(unit: u16) -> bool {
    class::of(unit) & class::DIGIT != 0
}

/// Words that a full stop belongs to, besides single letters: as folded by eye, with the hamza both ways.
const ABBREVIATIONS: &[&str] = &[
    "إلخ", "الخ", "أد", "تح", "ط", "ج", "مج", "هـ", "ق", "ت", "تر", "ص", "صص", "رح", "ره", "عج",
    "رض", "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "vs", "etc", "No", "Vol", "pp", "ed", "Inc",
    "Ltd", "Co",
];

/// Whether a word before a full stop is an abbreviation: a single letter (د. أ. م. ص. ق.م.), with و or ال before
/// it or not, or one of the table.
fn is_abbreviation(word: &[u16]) -> bool {
    let visible = |unit: &u16| class::of(*unit) & class::MARK == 0 && *unit != 0x640;
    let letters: Vec<u16> = word.iter().copied().filter(visible).collect();
    match letters.as_slice() {
        [] => false,
        &[letter] | &[0x648, letter] | &[0x627, 0x644, letter] => !is_digit(letter),
        _ => {
            let word = String::from_utf16_lossy(word);
            ABBREVIATIONS.contains(&word.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dedupe::UnitKind;

    #[test]
    fn where_sentences_end() {
        // Sentences are shown with | between them.
        let cases = [
            ("ذهب. عاد.", "ذهب.|عاد.", "full stops"),
            (
                "هل عاد؟ نعم! عاد… ثم ذهب",
                "هل عاد؟|نعم!|عاد…|ثم ذهب",
                "other stops",
            ),
            ("حقا؟! لا أظن.", "حقا؟!|لا أظن.", "two of them"),
            ("قال... ثم سكت.", "قال...|ثم سكت.", "three dots"),
            (
                "بلغ 3.14 مترا. انتهى",
                "بلغ 3.14 مترا.|انتهى",
                "no end in a number",
            ),
            (
                "بلغ ٣٫٥ و 1.200.000 وحدة",
                "بلغ ٣٫٥ و 1.200.000 وحدة",
                "nor in a long one",
            ),
            (
                "عام 2020. وفي العام التالي",
                "عام 2020.|وفي العام التالي",
                "after a number",
            ),
            (
                "قال د. أحمد ذلك. ثم خرج",
                "قال د. أحمد ذلك.|ثم خرج",
                "a title",
            ),
            ("حضر أ.د. سمير وم. خالد", "حضر أ.د. سمير وم. خالد", "titles"),
            ("انظر ص. 15 من الكتاب", "انظر ص. 15 من الكتاب", "a page"),
            (
                "سنة 500 ق.م. كانت المدينة",
                "سنة 500 ق.م. كانت المدينة",
                "letters",
            ),
            (
                "كتب وأقلام إلخ. في الصندوق",
                "كتب وأقلام إلخ. في الصندوق",
                "et cetera",
            ),
            (
                "عام 1445هـ. وفيه بني",
                "عام 1445هـ.|وفيه بني",
                "after a year",
            ),
            (
                "زر www.x.com اليوم. شكرا",
                "زر www.x.com اليوم.|شكرا",
                "an address",
            ),
            (
                "اكتب إلى a.b@x.com. شكرا",
                "اكتب إلى a.b@x.com.|شكرا",
                "an e-mail address",
            ),
            (
                "انتهى الأمر.وبدأ غيره",
                "انتهى الأمر.|وبدأ غيره",
                "a space forgotten",
            ),
            (
                "قال «تعال. اجلس.» ثم نام.",
                "قال «تعال. اجلس.»|ثم نام.",
                "a quotation is whole",
            ),
            (
                "قال «هل تأتي؟» ثم مضى.",
                "قال «هل تأتي؟» ثم مضى.",
                "a question quoted",
            ),
            (
                "«هل تأتي؟» سأله.",
                "«هل تأتي؟»|سأله.",
                "a question quoted alone",
            ),
            (
                "قالت: \"نعم. سآتي.\" وخرجت.",
                "قالت: \"نعم. سآتي.\"|وخرجت.",
                "straight quotes",
            ),
            (
                "حضر (كما قيل. ونفي) الجميع. انتهى",
                "حضر (كما قيل. ونفي) الجميع.|انتهى",
                "in brackets",
            ),
            (
                "علامة \" وحدها. ثم جملة",
                "علامة \" وحدها.|ثم جملة",
                "a lone quotation mark",
            ),
            (
                "1. افتح الملف. 2. احفظه",
                "1. افتح الملف.|2. احفظه",
                "items",
            ),
            (
                "He left. Then he came. ok",
                "He left.|Then he came. ok",
                "lower case goes on",
            ),
            (
                "Mr. Smith met J. Doe. They spoke",
                "Mr. Smith met J. Doe.|They spoke",
                "Latin",
            ),
            ("ماذا؟، قال. نعم", "ماذا؟، قال.|نعم", "a comma goes on"),
            ("نعم.", "نعم.", "one"),
            ("...", "...", "nothing but stops"),
            (
                "  قال. مضى  ",
                "  قال.|مضى  ",
                "the ends of the line are in",
            ),
        ];
        for (line, expected, why) in cases {
            let text: Vec<u16> = line.encode_utf16().collect();
            let found = crate::dedupe::split(&text, UnitKind::Sentence);
            let found: Vec<String> = found
                .iter()
                .map(|unit| String::from_utf16_lossy(unit.of(&text)))
                .collect();
            assert_eq!(found.join("|"), expected, "{why}");
        }
    }

    #[test]
    fn any_units_split() {
        // Every pair and triple of what the rules look at.
        let mut units: Vec<u16> = "اx1. !؟…\"«»،د".encode_utf16().collect();
        units.push(0xD800);
        for &a in &units {
            for &b in &units {
                for &c in &units {
                    for &d in &units {
                        let text = [a, b, c, d, a, b];
                        let found = crate::dedupe::split(&text, UnitKind::Sentence);
                        let mut at = 0;
                        for unit in found {
                            assert!(at <= unit.start && unit.start < unit.end);
                            at = unit.end;
                        }
                        assert!(at <= 6);
                    }
                }
            }
        }
    }
}
