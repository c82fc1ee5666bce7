//! `elongation`: a letter drawn out for emphasis (جميييل) is written once.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::class;

// It stands before the letter folds in the table: شيئي has three ي only after them.
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
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

const LAM: u16 = 0x644;
const HEH: u16 = 0x647;

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
        if line.class(start) & class::ARABIC != 0 && !is_allah(line, start, i) {
            out.remove(start + kept, i);
        }
    }
}

// Where a unit first stands three times in a row.
fn triple(text: &[u16]) -> Option<usize> {
    text.windows(3)
        .position(|three| three[0] == three[1] && three[1] == three[2])
}

// لله with lams too many is left to the reader: one lam would be another word.
fn is_allah(line: &Line<'_>, start: usize, end: usize) -> bool {
    let after = (end..line.text.len()).find(|&i| line.class(i) & class::MARK == 0);
    line.at(start) == LAM && after.is_some_and(|i| line.at(i) == HEH)
}

#[cfg(test)]
mod tests {
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
            ],
        );
        assert_eq!(with("elongation", "two", "هههههه جميييل"), "هه جمييل");
    }
}
