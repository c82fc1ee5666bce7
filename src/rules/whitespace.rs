//! `whitespace`: one kind of space, one kind of line break, and no more of either than needed.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "whitespace",
    family: Family::Repair,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "المسافات والأسطر",
        en: "Spaces and lines",
    },
    explanation: Text {
        ar: "يوحّد أنواع المسافات وفواصل الأسطر، ويحذف الزائد منها وما في أواخر الأسطر؛ وتبقى علامات الجدولة كما هي.",
        en: "Makes every kind of space and line break one kind, and removes what is too much or at line ends; tabs stay.",
    },
    example: Example {
        before: "كلمة\u{A0} \u{2003}أخرى  ",
        after: "كلمة أخرى",
    },
    triggers: Triggers {
        any: class::ODD_SPACE | class::TRAILING | class::EXTRA_BREAK,
        adjacent: class::SPACE,
    },
    reaches: 0,
    closes: true,
    action: Action::Line(run),
    suggest: None,
};

const SPACE: u16 = 0x20;
const LF: u16 = 0x0A;
const CR: u16 = 0x0D;
/// Spaces and line breaks; VT and FF break lines too (UAX #14, class BK). TAB is neither.
const WHITE: u32 = class::SPACE | class::ODD_SPACE | class::BREAK;
/// Line breaks that may stand in a row: a blank line between paragraphs.
const BREAKS: u32 = 2;

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let table = class::table();
    let class = |unit: &u16| table[usize::from(*unit)];
    let is_space = |unit: &u16| class(unit) & WHITE != 0 && class(unit) & class::BREAK == 0;
    let run_of = |from: usize, is: &dyn Fn(&u16) -> bool| {
        let rest = line.text.get(from..).unwrap_or(&[]);
        from + rest.iter().take_while(|unit| is(unit)).count()
    };
    let mut breaks = line.breaks_before;
    let mut i = 0;
    loop {
        let start = run_of(i, &|unit| class(unit) & WHITE == 0);
        if start > i {
            breaks = 0;
        }
        let Some(&unit) = line.text.get(start) else {
            break;
        };
        if class(&unit) & class::BREAK != 0 {
            // CRLF is one break; it may come from CR and LF that spaces kept apart, too.
            let pair = unit == CR && line.at(start + 1) == LF;
            i = start + 1 + usize::from(pair);
            breaks += 1;
            if breaks > BREAKS {
                out.remove(start, i);
            } else if pair {
                out.remove(start, start + 1);
            } else if unit != LF {
                out.replace(start, i, &[LF]);
            }
            continue;
        }
        i = run_of(start, &is_space);
        let next = line.text.get(i);
        if next.is_none_or(|unit| class(unit) & class::BREAK != 0) {
            out.remove(start, i);
        } else {
            breaks = 0;
            if i - start > 1 || unit != SPACE {
                out.replace(start, i, &[SPACE]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("whitespace");
        table(
            "whitespace",
            &[
                (
                    "أ\r\nب\rت\u{2028}ث\u{85}ج\u{2029}ح",
                    "أ\nب\nت\nث\nج\nح",
                    "every line break",
                ),
                ("أ\n\n\n\nب", "أ\n\nب", "blank lines"),
                ("أ\n \n\u{A0}\n  \nب", "أ\n\nب", "lines of spaces are blank"),
                ("أ\r\n\r\n\r\nب", "أ\n\nب", "blank lines of CRLF"),
                ("أ\r\r\r\rب", "أ\n\nب", "blank lines of CR"),
                ("\n\n\n\nأ", "\n\nأ", "at the start"),
                ("أ\n\n\n", "أ\n\n", "at the end"),
                ("أ\n", "أ\n", "a final line break stays"),
                ("أ", "أ", "none is added"),
                ("اسم\tعمر\nعلي\t٣٠", "اسم\tعمر\nعلي\t٣٠", "tabs of a table"),
                ("أ\t\nب", "أ\t\nب", "an empty last cell"),
                ("أ  \nب  ", "أ\nب", "line ends"),
                ("    أ", " أ", "an indent"),
                ("أ\u{3000}ب\u{202F}ج\u{1680}د", "أ ب ج د", "rare spaces"),
                ("", "", "nothing"),
                (" \n", "\n", "a blank line with a space"),
            ],
        );
    }
}
