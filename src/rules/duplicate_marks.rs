//! `duplicateMarks`: the same mark twice on one letter becomes one.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "duplicateMarks",
    family: Family::Repair,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "الحركات المكرّرة",
        en: "Repeated marks",
    },
    explanation: Text {
        ar: "إذا تكرّرت الحركة نفسها على حرف واحد بقيت مرة واحدة؛ أما الشدّة مع حركتها فلا تُمسّ.",
        en: "The same mark twice on one letter becomes one; different marks, such as shadda with its vowel, stay.",
    },
    example: Example {
        before: "كَ\u{64E}تب",
        after: "كَتب",
    },
    triggers: Triggers {
        any: 0,
        adjacent: class::TWIN,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let table = class::table();
    // The two units before, and whether they are marks.
    let (mut one, mut two) = ((0, 0), (0, 0));
    for (i, &unit) in line.text.iter().enumerate() {
        let mark = table[usize::from(unit)] & class::MARK;
        // Marks in pairs are rare enough for a branch; letters and marks in turn are not.
        if mark & one.1 != 0 && (unit == one.0 || (two.1 != 0 && stands_before(line, i))) {
            out.settle(i, i + 1, &[]);
        }
        (one, two) = ((unit, mark), one);
    }
}

// Whether the letter of the mark at `i` has the same mark already.
fn stands_before(line: &Line<'_>, i: usize) -> bool {
    let is_mark = |i: &usize| line.class(*i) & class::MARK != 0;
    let mut marks = (0..i).rev().take_while(is_mark);
    marks.any(|before| line.at(before) == line.at(i))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("duplicateMarks");
        table(
            "duplicateMarks",
            &[
                ("كَ\u{64E}\u{64E}تب", "كَتب", "three"),
                (
                    "رب\u{64E}\u{651}\u{64E}",
                    "رب\u{64E}\u{651}",
                    "another mark between",
                ),
                (
                    "\u{640}\u{670}\u{653}",
                    "\u{640}\u{670}\u{653}",
                    "dagger alef with madda",
                ),
                (
                    "شد\u{651}\u{64E}",
                    "شد\u{651}\u{64E}",
                    "shadda and its vowel",
                ),
                ("كَتَبَ", "كَتَبَ", "the same mark on different letters"),
                ("\u{64E}\u{64E}", "\u{64E}", "marks without a letter"),
            ],
        );
    }
}
