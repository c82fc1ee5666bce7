//! `controls`: removes control characters (gc Cc) but TAB and LF; those that break a line or part
//! words leave a line break or a space.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "controls",
    family: Family::Strip,
    lossless: false,
    settings: Settings::Switch,
    title: Text {
        ar: "محارف التحكم",
        en: "Control characters",
    },
    explanation: Text {
        ar: "يحذف محارف التحكم ما عدا علامة الجدولة ونهاية السطر.",
        en: "Removes control characters, but not TAB and the line break.",
    },
    example: Example {
        before: "نص\u{7}\u{0} سليم",
        after: "نص سليم",
    },
    triggers: Triggers {
        any: class::CONTROL | class::BREAK,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

const LF: u16 = 0x0A;
const CR: u16 = 0x0D;
const NEL: u16 = 0x85;

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    for (i, &unit) in line.text.iter().enumerate() {
        let with: &[u16] = match unit {
            CR if line.at(i + 1) == LF => &[],
            CR | NEL => &[LF],
            0x0B | 0x0C => &[0x20],
            _ if class::of(unit) & class::CONTROL != 0 => &[],
            _ => continue,
        };
        out.replace(i, i + 1, with);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("controls");
        table(
            "controls",
            &[
                ("أ\tب\nج", "أ\tب\nج", "TAB and LF stay"),
                (
                    "أ\r\nب\rج\u{85}د",
                    "أ\nب\nج\nد",
                    "line ends of other systems",
                ),
                ("صفحة\u{C}صفحة", "صفحة صفحة", "a form feed parts words"),
                ("\u{1B}[0mنص\u{7F}\u{9D}", "[0mنص", "escape, DEL, C1"),
            ],
        );
    }
}
