//! `letterCase`: Latin capitals become small letters, one for one.

use super::{Action, Example, Family, Mapped, Rule, Setting, Settings, Text, Triggers};
use crate::unicode::{self, class};

pub(super) const RULE: Rule = Rule {
    id: "letterCase",
    family: Family::Fold,
    lossless: false,
    settings: Settings::Switch,
    title: Text {
        ar: "الحروف اللاتينية الصغيرة",
        en: "Small letters",
    },
    explanation: Text {
        ar: "يجعل الحروف اللاتينية الكبيرة صغيرة.",
        en: "Latin capitals become small letters.",
    },
    example: Example {
        before: "CAFÉ باريس",
        after: "café باريس",
    },
    triggers: Triggers {
        any: class::LATIN,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Map(map),
    suggest: None,
};

fn map(unit: u16, _: Setting) -> Mapped {
    unicode::latin_lower(unit).map_or(Mapped::Same, Mapped::To)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("letterCase");
        table(
            "letterCase",
            &[
                ("ÀÉÎÕÜ ŒŠŸ ẞ ǄǅA", "àéîõü œšÿ ß ǆǆa", "beyond ASCII"),
                ("İstanbul", "istanbul", "the dotted capital i, one for one"),
                ("ΑΒΓ АБВ", "ΑΒΓ АБВ", "Greek and Cyrillic stay"),
                ("ＡＢ", "ａｂ", "full width"),
                ("https://A.com/B", "https://A.com/B", "not in an address"),
            ],
        );
    }
}
