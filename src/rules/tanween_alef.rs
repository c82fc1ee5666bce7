//! `tanweenAlef`: كتابًا, كتاباً and كتابا in one spelling.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "tanweenAlef",
    family: Family::Fold,
    lossless: false,
    settings: Settings::Switch,
    title: Text {
        ar: "ألف التنوين",
        en: "Alef of tanween",
    },
    explanation: Text {
        ar: "يحذف تنوين الفتح عند الألف في آخر الكلمة، فتتساوى كتابًا وكتاباً وكتابا.",
        en: "Removes fathatan at a final alef, so that كتابًا, كتاباً and كتابا are one spelling.",
    },
    example: Example {
        before: "كتاباً كتابًا كتابا",
        after: "كتابا كتابا كتابا",
    },
    triggers: Triggers {
        any: class::MARK,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

/// Alef, and alef maksura, which carries the same tanween (هدًى).
const ALEF: [u16; 2] = [0x627, 0x649];

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    // Whether the letter before, or the one after, the marks among which this one stands is such an alef. It is
    // looked for once for all of them: they may be as many as the text has units.
    let (mut end, mut removes) = (0, false);
    for (i, &unit) in line.text.iter().enumerate() {
        if !is_fathatan(unit) {
            continue;
        }
        if i >= end {
            removes = on_alef(line, i) || before_alef(line, i);
            end = (i..).find(|&i| !is_mark(line, i)).unwrap_or(i);
        }
        if removes {
            out.settle(i, i + 1, &[]);
        }
    }
}

// Fathatan, or the open fathatan of the mushaf.
fn is_fathatan(unit: u16) -> bool {
    matches!(unit, 0x64B | 0x8F0)
}

fn is_mark(line: &Line<'_>, i: usize) -> bool {
    line.class(i) & class::MARK != 0
}

fn ends_word(line: &Line<'_>, alef: usize) -> bool {
    let after = (alef + 1..)
        .find(|&i| !is_mark(line, i))
        .unwrap_or(alef + 1);
    ALEF.contains(&line.at(alef)) && line.class(after) & class::ARABIC == 0
}

fn on_alef(line: &Line<'_>, mark: usize) -> bool {
    (0..mark)
        .rev()
        .find(|&i| !is_mark(line, i))
        .is_some_and(|letter| ends_word(line, letter))
}

fn before_alef(line: &Line<'_>, mark: usize) -> bool {
    (mark..)
        .find(|&i| !is_mark(line, i))
        .is_some_and(|letter| ends_word(line, letter))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("tanweenAlef");
        table(
            "tanweenAlef",
            &[
                ("حقًّا", "حقّا", "the shadda stays"),
                ("هدًى", "هدى", "alef maksura"),
                ("مدرسةً سماءً", "مدرسةً سماءً", "no alef"),
                ("كتابٌ كتابٍ", "كتابٌ كتابٍ", "other tanween"),
            ],
        );
    }
}
