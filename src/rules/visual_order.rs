//! Lines stored in the order in which they are seen, from left to right, as old PDF files have them:
//! ﺔﻴﺑﺮﻌﻟﺍ. The joining forms of the letters say which way a line runs: an initial form joins to what
//! comes after it in reading. Forms decide an edit; how the words read only ever suggests. Turning forms
//! into letters is left to `presentationForms`, which runs next.

use super::likeness;
use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out, Tips};
use crate::protect::kind;
use crate::unicode::{class, mirrored, plain, tables};
use std::sync::LazyLock;

/// Re-orders lines stored from left to right.
pub const RULE: Rule = Rule {
    id: "visualOrder",
    family: Family::Repair,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "الأسطر المعكوسة",
        en: "Reversed lines",
    },
    explanation: Text {
        ar: "يعيد ترتيب الأسطر المخزَّنة من اليسار إلى اليمين كما في ملفات PDF القديمة، ويُبقي الأرقام والكلمات اللاتينية على ترتيبها.",
        en: "Re-orders lines stored from left to right, as old PDF files have them; numbers and Latin words keep their order.",
    },
    example: Example {
        before: "ﺔﻴﺑﺮﻌﻟﺍ ﺔﻐﻠﻟﺍ",
        after: "ﺍﻟﻠﻐﺔ ﺍﻟﻌﺮﺑﻴﺔ",
    },
    triggers: Triggers {
        any: class::PRESENTATION,
        adjacent: 0,
    },
    reaches: kind::ALL,
    closes: false,
    action: Action::Line(reorder),
    suggest: Some(suggest),
};

fn reorder(line: &Line<'_>, _: Setting, out: &mut Out) {
    if !Joins::of(line.text).say_reversed() || line.is_fenced() {
        return;
    }
    let (start, end) = body(line.text);
    if let Some(text) = line.text.get(start..end) {
        out.replace(start, end, &decode(text));
    }
}

const REASON: Text = Text {
    ar: "تبدو حروف هذا السطر معكوسة الترتيب.",
    en: "The letters of this line seem to be in reverse order.",
};

fn suggest(line: &Line<'_>, _: Setting, tips: &mut Tips) {
    if line.any & class::ARABIC == 0 || line.is_fenced() {
        return;
    }
    let (start, end) = body(line.text);
    if let Some(text) = line.text.get(start..end)
        && reads_reversed(text)
    {
        tips.push(start, end, decode(text), REASON);
    }
}

/// The line without the white space around it.
fn body(text: &[u16]) -> (usize, usize) {
    let is_space = |unit: &u16| {
        class::of(*unit) & (class::SPACE | class::BREAK | class::TAB | class::ODD_SPACE) != 0
    };
    let start = text.iter().take_while(|unit| is_space(unit)).count();
    let after = text.iter().rev().take_while(|unit| is_space(unit)).count();
    (start, text.len().saturating_sub(after).max(start))
}

/// Joining forms of a line, counted by which way round they make sense.
#[derive(Debug, Default, PartialEq, Eq)]
struct Joins {
    /// Neighbours of which one reaches out to the other in vain, read as stored.
    broken: u32,
    /// The same, read backwards.
    broken_reversed: u32,
}

impl Joins {
    fn of(text: &[u16]) -> Joins {
        let mut joins = Joins::default();
        let mut last = Some((false, false));
        for unit in text.iter().copied().chain([0x20]) {
            let bits = class::of(unit);
            if bits & class::INVISIBLE != 0 || is_mark(unit) {
                continue;
            }
            // (joins to what is before it, joins to what is after it), in reading order
            let next = match form(unit) {
                1 => Some((false, false)),
                2 => Some((true, false)),
                3 => Some((false, true)),
                4 => Some((true, true)),
                // A letter without a form says nothing of itself.
                _ if bits & (class::ARABIC | class::TATWEEL | class::PRESENTATION) != 0 => None,
                _ => Some((false, false)),
            };
            if let (Some(a), Some(b)) = (last, next) {
                joins.broken += u32::from(a.1 != b.0);
                joins.broken_reversed += u32::from(a.0 != b.1);
            }
            last = next;
        }
        joins
    }
    // Every joined group that is reversed breaks at both its ends, so one break alone is a flaw of
    // another kind.
    fn say_reversed(&self) -> bool {
        self.broken >= 2 && self.broken_reversed * 8 <= self.broken
    }
}

/// The first of the presentation forms.
const FIRST: u16 = 0xFB50;

/// A [`form`] for each unit from [`FIRST`] on.
static FORM: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut table = vec![0; usize::from(0xFEFF - FIRST)];
    for (form, ranges) in [
        (1, tables::FORMS_ISOLATED),
        (2, tables::FORMS_FINAL),
        (3, tables::FORMS_INITIAL),
        (4, tables::FORMS_MEDIAL),
    ] {
        for unit in ranges.iter().flat_map(|&(from, to)| from..=to) {
            if let Some(entry) = table.get_mut(usize::from(unit.saturating_sub(FIRST))) {
                *entry = form;
            }
        }
    }
    table
});

/// The joining form of a unit: 0 none, 1 isolated, 2 final, 3 initial, 4 medial.
fn form(unit: u16) -> u8 {
    unit.checked_sub(FIRST)
        .and_then(|at| FORM.get(usize::from(at)).copied())
        .unwrap_or(0)
}

/// Puts a line stored from left to right into reading order: reversed, but numbers with their
/// separators and Latin words keep theirs, marks stay with their letter, and brackets are mirrored.
///
/// ```
/// let line: Vec<u16> = "2024 ماع (ديدج)".encode_utf16().collect();
/// let read = naqi::rules::visual_order::decode(&line);
/// assert_eq!(String::from_utf16_lossy(&read), "(جديد) عام 2024");
/// ```
pub fn decode(text: &[u16]) -> Vec<u16> {
    let before = marks_stand_before(text);
    let mirror = mirrors(text);
    let mut out: Vec<u16> = Vec::with_capacity(text.len());
    let mut end = text.len();
    let mut no_latin = end;
    while end > 0 {
        let start = run_start(text, end, before, &mut no_latin);
        let run = text.get(start..end).unwrap_or(&[]);
        match run {
            [] => break,
            [one] => out.push(mirrored(*one).filter(|_| mirror).unwrap_or(*one)),
            _ if before && is_mark(run[0]) => out.extend(run.iter().rev()),
            _ => out.extend_from_slice(run),
        }
        end = start;
    }
    out
}

fn is_mark(unit: u16) -> bool {
    class::of(unit) & (class::MARK | class::COMBINING) != 0
        || matches!(unit, 0xFC5E..=0xFC63 | 0xFCF2..=0xFCF4 | 0xFE70..=0xFE72 | 0xFE74 | 0xFE76..=0xFE7F)
}

/// Whether marks come before their letter, as in the order that UAX #9 gives, or after it. Each mark
/// speaks against an order in which no writer would have put it where it stands.
fn marks_stand_before(text: &[u16]) -> bool {
    let (mut before, mut after) = (0, 0);
    let mut at = 0;
    while let Some(found) = text
        .get(at..)
        .and_then(|rest| rest.iter().position(|&unit| is_mark(unit)))
    {
        let start = at + found;
        let marks = text.iter().skip(start).take_while(|&&unit| is_mark(unit));
        at = start + marks.count();
        // Letters to the left come after it in reading.
        let mut left = text
            .iter()
            .take(start)
            .rev()
            .filter(|&&unit| !is_mark(unit))
            .map(letter);
        let mut right = text
            .iter()
            .skip(at)
            .filter(|&&unit| !is_mark(unit))
            .map(letter);
        let (last, beyond, further) = (next(&mut left), next(&mut left), next(&mut left));
        let (first, before_first) = (next(&mut right), next(&mut right));
        for &mark in text.get(start..at).unwrap_or(&[]) {
            before += u32::from(!can_carry(mark, first, last, beyond, before_first));
            after += u32::from(!can_carry(mark, last, beyond, further, first));
        }
    }
    before <= after
}

/// The letter of a form, and 0 for what is no letter.
fn letter(unit: &u16) -> u16 {
    match plain(*unit) {
        Some([one]) => *one,
        _ if is_letter(*unit) => *unit,
        _ => 0,
    }
}

fn next(letters: &mut impl Iterator<Item = u16>) -> u16 {
    letters.next().unwrap_or(0)
}

/// Whether a letter can carry a mark, by the letters around it in reading order: the next two, and the
/// one before; 0 is the edge of the word.
fn can_carry(mark: u16, letter: u16, next: u16, second: u16, previous: u16) -> bool {
    const ALEF: u16 = 0x627;
    match (mark, letter) {
        (_, 0) => false,
        // Tanween ends a word, but for the alef that it may stand before.
        (0x64B, _) => next == 0 || (matches!(next, ALEF | 0x649) && second == 0),
        (0x64C | 0x64D, _) => next == 0,
        // No word starts with a doubled letter or without a vowel.
        (0x651, 0x621..=0x623 | 0x625 | ALEF | 0x629 | 0x649) => false,
        (0x651 | 0x652, _) => previous != 0,
        (0x64E..=0x650, ALEF) => false,
        // A madda stands on a long vowel (a first آ is one letter), on hamza, and on the letters of الٓمٓ that are
        // recited long: نقص عسلكم.
        (0x653, ALEF) => previous != 0,
        (0x653, 0x621 | 0x648 | 0x649 | 0x64A | 0x6CC) => true,
        (0x653, _) => matches!(
            letter,
            0x646 | 0x642 | 0x635 | 0x639 | 0x633 | 0x644 | 0x643 | 0x645
        ),
        _ => true,
    }
}

fn is_letter(unit: u16) -> bool {
    class::of(unit) & (class::ARABIC | class::PRESENTATION | class::TATWEEL) != 0 && !is_mark(unit)
}

/// Where the run that ends at `end` starts: a unit, a letter with its marks, a number or Latin words.
fn run_start(text: &[u16], end: usize, marks_before: bool, no_latin: &mut usize) -> usize {
    let at = |i: usize| text.get(i).copied().unwrap_or(0);
    let last = at(end - 1);
    if is_mark(last) && !marks_before {
        // The letter that the marks stand on.
        let marks = text[..end]
            .iter()
            .rev()
            .take_while(|&&unit| is_mark(unit))
            .count();
        return end.saturating_sub(marks + 1);
    }
    if marks_before && is_letter(last) {
        let marks = text[..end - 1]
            .iter()
            .rev()
            .take_while(|&&unit| is_mark(unit))
            .count();
        return end - 1 - marks;
    }
    if matches!(last, 0xDC00..=0xDFFF) && end >= 2 && matches!(at(end - 2), 0xD800..=0xDBFF) {
        return end - 2;
    }
    if !is_strong_or_digit(last) && !opens_or_follows(text, end) {
        return end - 1;
    }
    left_to_right(text, end, no_latin)
}

fn is_latin(unit: u16) -> bool {
    class::of(unit) & (class::LATIN | class::FOREIGN) != 0
}

fn is_digit(unit: u16) -> bool {
    class::of(unit) & class::DIGIT != 0
}

fn is_strong_or_digit(unit: u16) -> bool {
    is_latin(unit) || is_digit(unit)
}

/// A sign that belongs to what stands before it: 50% C++ C#.
fn opens_or_follows(text: &[u16], end: usize) -> bool {
    let at = |i: Option<usize>| i.and_then(|i| text.get(i)).copied().unwrap_or(0);
    match at(end.checked_sub(1)) {
        0x25 | 0x66A | 0xB0 => is_digit(at(end.checked_sub(2))),
        0x2F | 0x2B | 0x23 => is_latin(at(end.checked_sub(2))),
        _ => false,
    }
}

/// The start of the text in another direction that ends at `end`. Digits hold together by one separator;
/// Latin words hold together, and with the numbers after them, by whatever is neither Arabic nor a bracket
/// left open.
///
/// It is asked for each number in turn, from the end of the text to its start: `no_latin` is as far down as the one
/// before looked in vain.
fn left_to_right(text: &[u16], end: usize, no_latin: &mut usize) -> usize {
    let mut start = end;
    let mut first_strong = None;
    for i in (0..end).rev().take_while(|_| end <= *no_latin) {
        let Some(&unit) = text.get(i) else { break };
        if is_letter(unit) || is_mark(unit) {
            break;
        }
        if is_latin(unit) {
            first_strong = Some(i);
        }
        start = i;
    }
    if let Some(first) = first_strong {
        return first;
    }
    *no_latin = start.min(*no_latin);
    // No Latin before: only the number.
    let mut i = end;
    while i > *no_latin {
        let unit = text.get(i - 1).copied().unwrap_or(0);
        let joins = is_digit(unit)
            || (i == end && !is_digit(unit))
            || (is_separator(unit)
                && i < end
                && i.checked_sub(2)
                    .and_then(|i| text.get(i))
                    .is_some_and(|&unit| is_digit(unit))
                && text.get(i).is_some_and(|&unit| is_digit(unit)));
        if !joins {
            break;
        }
        i -= 1;
    }
    i.min(end - 1)
}

/// What holds the digits of one number, date or time together.
fn is_separator(unit: u16) -> bool {
    matches!(
        unit,
        0x2C | 0x2D | 0x2E | 0x2F | 0x3A | 0x60C | 0x66B | 0x66C | 0xA0 | 0x202F
    )
}

/// Whether brackets were stored as they look, so that they must be turned round with the line: not where
/// as stored they stand back to back.
fn mirrors(text: &[u16]) -> bool {
    let (mut depth, mut lowest) = (0i32, 0i32);
    for &unit in text {
        if let Some(to) = mirrored(unit) {
            depth += if to > unit { 1 } else { -1 };
            lowest = lowest.min(depth);
        }
    }
    !(lowest < 0 && depth >= 0)
}

/// Whether a line of plain letters reads better backwards: likelier pairs of letters, and words that start as no word
/// can (ة ى) or are common ones reversed. The more such words there are, beyond twice those that are common as stored,
/// the less the letters must say; without any of either they must say it all. Tried on 11,400 lines of the Qur'an,
/// prose and the messages of programs, 88 in a hundred are known when they are reversed; as they are, none is taken
/// for reversed, nor any of 11,000 lines in other languages; of 28,000 words that stand alone two are (لامتلاك).
fn reads_reversed(text: &[u16]) -> bool {
    let [forward, backward] = likeness::weigh_both_ways(text);
    let letters = forward.letters as i32;
    let gain = backward.bits - forward.bits;
    // Words are only looked at where the letters have spoken: few lines come so far.
    if letters < 6 || gain < 6 || backward.bits < letters {
        return false;
    }
    let (mut for_it, mut against) = (0, 0);
    for word in text.split(|&unit| !is_letter(unit) && !is_mark(unit)) {
        let word: Vec<u16> = word
            .iter()
            .copied()
            .filter(|&unit| !is_mark(unit))
            .collect();
        let reversed: Vec<u16> = word.iter().rev().copied().collect();
        for_it += i32::from(word.len() > 1 && matches!(word.first(), Some(0x629 | 0x649)));
        for_it += i32::from(is_typical(&reversed));
        against += i32::from(is_typical(&word));
    }
    match for_it - 2 * against {
        1 => gain >= 24 + letters,
        words @ 2.. => gain >= 24 + letters - 16 * words,
        0 if for_it == 0 => gain >= 24 + 4 * letters && backward.bits >= 4 * letters,
        _ => false,
    }
}

/// A word with the article, or one of the commonest that is none reversed.
fn is_typical(word: &[u16]) -> bool {
    const ARTICLE: [u16; 2] = [0x627, 0x644];
    const WORDS: &str = "من في على إلى عن أن إن هذا هذه التي الذي كان كانت ذلك بين بعد قبل لم حتى عند ثم قد الى مع لا ما هو \
        هي أو إلا الله قال ليس غير كما فيه منه عليه عليهم وهو ولا وما لقد نحن عليكم بكم لكم";
    let bare = match word {
        // وال فال بال كال
        [0x648 | 0x641 | 0x628 | 0x643, rest @ ..] if rest.starts_with(&ARTICLE) => rest,
        _ => word,
    };
    (word.len() > 4 && bare.starts_with(&ARTICLE))
        || WORDS
            .split(' ')
            .any(|known| known.encode_utf16().eq(word.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{alone, check, table};
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16_lossy(&decode(&units))
    }

    #[test]
    fn cases() {
        check("visualOrder");
        table(
            "visualOrder",
            &[
                ("ﻡﻼﺴﻟﺍ", "ﺍﻟﺴﻼﻡ", "a lam-alef stays whole"),
                (
                    "(ﺪﻳﺪﺟ) 2024 ﻡﺎﻋ",
                    "ﻋﺎﻡ 2024 (ﺟﺪﻳﺪ)",
                    "brackets as they look, a number",
                ),
                (
                    ")ﺪﻳﺪﺟ( 2024 ﻡﺎﻋ",
                    "ﻋﺎﻡ 2024 (ﺟﺪﻳﺪ)",
                    "brackets reversed with the text",
                ),
                (
                    "Windows 11 ﻡﺎﻈﻧ ﻲﻓ 3.5% ﺔﺒﺴﻧ",
                    "ﻧﺴﺒﺔ 3.5% ﻓﻲ ﻧﻈﺎﻡ Windows 11",
                    "Latin words, a number with its sign",
                ),
                ("ﺔﻋﺎﺴﻟﺍ 12:30", "12:30 ﺍﻟﺴﺎﻋﺔ", "a time"),
                ("،«ﻞﺟﺭ» : ﻝﺎﻗ", "ﻗﺎﻝ : «ﺭﺟﻞ»،", "guillemets and a comma"),
                ("  ﺔﻴﺑﺮﻌﻟﺍ \n", "  ﺍﻟﻌﺮﺑﻴﺔ \n", "white space around stays"),
                ("ﺔﻐﻠﻟﺍ\r\n", "ﺍﻟﻠﻐﺔ\r\n", "the line break stays"),
            ],
        );
    }

    #[test]
    fn traps() {
        for text in [
            "ﺍﻟﺴﻼﻡ ﻋﻠﻴﻜﻢ",
            "ﺩﺍﺭ",
            "ﺩﺍﺭ ﺭﺯﻭ",
            "ق والقرآن المجيد",
            "قال النبي ﷺ",
            "﴿قُلْ هُوَ اللَّهُ﴾ ﷲ ﷼",
            "الحرف ﻫ والحرف ﻪ",
            "ﻫ",
            "ةيبرعلا ةغللا",
            "ﻻ ﺇﻟﻪ ﺇﻻ ﺍﷲ",
        ] {
            assert_eq!(alone("visualOrder", text), text);
        }
    }

    #[test]
    fn marks_stay_with_their_letter() {
        let word = "مُحَمَّدٌ";
        assert_eq!(read(&word.chars().rev().collect::<String>()), word);
        assert_eq!(read("دٌمَّحَمُ"), word, "stored by letter, marks after it");
        for word in ["الٓمٓ", "حمٓ", "كٓهيعٓصٓ", "سُوٓءَ", "ضَآلًّا"] {
            let letters: Vec<char> = word.chars().collect();
            let by_letter: Vec<&[char]> =
                letters.chunk_by(|_, next| is_mark(*next as u16)).collect();
            let stored: String = by_letter.into_iter().rev().flatten().collect();
            assert_eq!(read(&stored), word, "stored by letter");
            assert_eq!(read(&letters.iter().rev().collect::<String>()), word);
        }
    }

    #[test]
    fn plain_letters_are_only_suggested() {
        for (text, reversed) in [
            ("ةيبرعلا ةغللا يف لصفلا اذه", true),
            ("ملاعلا يف ةيبرعلا ةغللا", true),
            ("مكيلع مالسلا", true),
            ("نيملاعلا بر هلل دمحلا", true),
            ("تيبلا يف", true),
            ("انعقوم يف مكب ابحرم", true),
            ("هذا الفصل في اللغة العربية", false),
            ("ق والقرآن المجيد", false),
            ("كلا لو تعلمون علم اليقين", false),
            ("همه اقلام در حال نمایش", false),
            ("عم يتسآءلون", false),
            ("باتك", false),
            ("تفصيلا", false),
            ("معتدلا", false),
            ("لا إله إلا الله", false),
            ("أولا وأصلا ومثلا وفصلا", false),
            ("كهيعص", false),
            ("یک روز در تهران بودم", false),
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            assert_eq!(reads_reversed(&units), reversed, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(units in proptest::collection::vec(
            prop_oneof![any::<u16>(), 0x20u16..0x7F, 0x620u16..0x653, 0xFE80u16..0xFEFC, 0x660u16..0x66A],
            0..40,
        )) {
            let class = |unit: u16| mirrored(unit).map_or(unit, |other| other.min(unit));
            let mut before: Vec<u16> = units.iter().map(|&unit| class(unit)).collect();
            let mut after: Vec<u16> = decode(&units).iter().map(|&unit| class(unit)).collect();
            before.sort_unstable();
            after.sort_unstable();
            prop_assert_eq!(before, after);
        }
    }
}
