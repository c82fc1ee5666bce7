//! `elongation`: a letter drawn out for emphasis (جميييل) is written once.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::class;

// It runs before the letter folds and again after all: what they make look drawn out would be taken for it
// the next time. بيئية has three ي only after them, and is known: see `is_hamza_word`.
pub(super) const RULE: Rule = Rule {
    id: "elongation",
    family: Family::Fold,
    lossless: false,
    settings: Settings::OneOf(&["one", "two"]),
    title: Text {
        ar: "مدّ الحروف",
        en: "Drawn-out letters",
    },
    explanation: Text {
        ar: "يردّ الحرف العربي المكرّر ثلاث مرات فأكثر إلى حرف واحد (أو اثنين)، ولا يمسّ الأرقام ولا لفظ الجلالة ولا الحروف اللاتينية.",
        en: "An Arabic letter three or more times in a row becomes one (or two); digits, the word الله and Latin letters stay.",
    },
    example: Example {
        before: "جمييييل",
        after: "جميل",
    },
    triggers: Triggers {
        any: 0,
        adjacent: class::ARABIC,
    },
    reaches: 0,
    closes: true,
    action: Action::Line(run),
    suggest: None,
};

const LAM: u16 = 0x644;
const HEH: u16 = 0x647;
const NOON: u16 = 0x646;
const WAW: u16 = 0x648;
const YEH: u16 = 0x64A;

fn run(line: &Line<'_>, setting: Setting, out: &mut Out) {
    let kept = setting.choice() + 1;
    let text = line.text;
    let mut i = 0;
    while let Some(at) = text.get(i..).and_then(triple) {
        let start = i + at;
        i = start
            + text[start..]
                .iter()
                .take_while(|&&unit| unit == text[start])
                .count();
        if line.class(start) & class::ARABIC != 0
            && !is_allah(line, start, i)
            && !is_hamza_word(line, start, i)
        {
            out.remove(start + kept, i);
        }
    }
}

// Where a unit first stands three times in a row. Two of the three are the first and second, or the third and fourth,
// of some four.
fn triple(text: &[u16]) -> Option<usize> {
    let within = |from: usize, to: usize| {
        let same = |three: &[u16]| three[0] == three[1] && three[1] == three[2];
        let part = text.get(from..to.min(text.len()))?;
        Some(from + part.windows(3).position(same)?)
    };
    let (fours, _) = text.as_chunks();
    for (place, &[a, b, c, d]) in fours.iter().enumerate() {
        if (a != b) & (c != d) {
            continue;
        }
        // Two in a row are common, and a third is rare.
        let at = place * 4;
        let is = |i: Option<usize>, unit: u16| i.and_then(|i| text.get(i)) == Some(&unit);
        let first = a == b && (b == c || is(at.checked_sub(1), a));
        let second = c == d && (b == c || is(Some(at + 4), d));
        if first || second {
            return within(at.saturating_sub(1), at + 5);
        }
    }
    within((fours.len() * 4).saturating_sub(1), text.len())
}

// لله with lams too many is left to the reader: one lam would be another word.
fn is_allah(line: &Line<'_>, start: usize, end: usize) -> bool {
    let after = (end..line.text.len()).find(|&i| line.class(i) & class::MARK == 0);
    line.at(start) == LAM && after.is_some_and(|i| line.at(i) == HEH)
}

// What stands before ئي in words like بيئية and بريئين, in which the fold of the hamza makes three ي (or four).
const BEFORE_HAMZA: &[&str] = &[
    "ب", "ش", "س", "مس", "بر", "جر", "مل", "مض", "بط", "رد", "دن", "هن", "وض", "مج",
];
const PREFIXES: &[&str] = &[
    "", "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "لل", "ولل",
];

// Letters of the longest of both.
const LONGEST: usize = 5;

// Whether the run is what the fold of a hamza leaves: بيييه, برييين, يووون.
fn is_hamza_word(line: &Line<'_>, start: usize, end: usize) -> bool {
    let is_letter = |i: usize| line.class(i) & class::ARABIC != 0;
    let letters = (0..start).rev().take_while(|&i| is_letter(i));
    let word = letters.take(LONGEST + 1).last();
    let before = line.text.get(word.unwrap_or(start)..start).unwrap_or(&[]);
    let before = String::from_utf16_lossy(before);
    let next = if is_letter(end) { line.at(end) } else { 0 };
    match (line.at(start), end - start) {
        (YEH, len @ (3 | 4)) => {
            let ends = matches!(next, 0 | 0x627 | 0x629 | HEH | 0x62A) && len == 3 || next == NOON;
            let known = |stem: &str| {
                let prefix = before.strip_suffix(stem);
                prefix.is_some_and(|prefix| PREFIXES.contains(&prefix))
            };
            ends && BEFORE_HAMZA.iter().any(|stem| known(stem))
        }
        (WAW, 3) => matches!(before.as_str(), "ي" | "ت" | "وي" | "وت") && next == NOON,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::triple;
    use crate::rules::testing::{check, table, with};

    #[test]
    fn cases() {
        check("elongation");
        table(
            "elongation",
            &[
                ("1000 ٠٠٠٠", "1000 ٠٠٠٠", "digits"),
                ("الله اللللله", "الله اللللله", "the word الله"),
                ("cooool", "cooool", "Latin"),
                ("ممتاز للغة", "ممتاز للغة", "two are spelling"),
                ("!!!!", "!!!!", "punctuation is another rule"),
                ("رااااائع ههههه", "رائع ه", "drawn out"),
                ("جميييل كبيييرة", "جميل كبيرة", "three are enough"),
                (
                    "البيييه برييين بيييين",
                    "البيييه برييين بيييين",
                    "what is left of بيئية, بريئين and بيئيين",
                ),
            ],
        );
        assert_eq!(with("elongation", "two", "هههههه جميييل"), "هه جمييل");
    }

    #[test]
    fn the_first_triple_wherever_it_stands() {
        for length in 0..=13 {
            for bits in 0..1u32 << length {
                let text: Vec<u16> = (0..length).map(|i| (bits >> i & 1) as u16).collect();
                let three = |three: &[u16]| three[0] == three[1] && three[1] == three[2];
                assert_eq!(triple(&text), text.windows(3).position(three), "{text:?}");
            }
        }
    }
}
