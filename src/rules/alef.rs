//! `alef`: one form of alef.

use super::{Action, Example, Family, Mapped, Rule, Setting, Settings, Text, Triggers};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "alef",
    family: Family::Fold,
    lossless: false,
    settings: Settings::OneOf(&["all", "seated"]),
    title: Text {
        ar: "صور الألف",
        en: "Forms of alef",
    },
    explanation: Text {
        ar: "يردّ صور الألف كلّها (آ أ إ ٱ ٲ ٳ)، أو آ أ إ وحدها، إلى ألف مجرّدة.",
        en: "آ أ إ ٱ ٲ ٳ become a bare alef; “seated” takes only آ أ إ.",
    },
    example: Example {
        before: "أب إب آب ٱب",
        after: "اب اب اب اب",
    },
    triggers: Triggers {
        any: class::ARABIC,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Map(map),
    suggest: None,
};

fn map(unit: u16, setting: Setting) -> Mapped {
    match unit {
        0x622 | 0x623 | 0x625 => Mapped::To(0x627),
        0x671..=0x673 if setting.choice() == 0 => Mapped::To(0x627),
        _ => Mapped::Same,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table, with};

    #[test]
    fn cases() {
        check("alef");
        table(
            "alef",
            &[
                ("ٲب ٳب", "اب اب", "wavy hamza"),
                ("ء ؤ ئ ى", "ء ؤ ئ ى", "other letters"),
            ],
        );
        assert_eq!(with("alef", "seated", "أٱ"), "اٱ");
    }
}
