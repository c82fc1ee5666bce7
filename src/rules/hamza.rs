//! `hamza`: hamza to its seat.

use super::{Action, Example, Family, Mapped, Rule, Setting, Settings, Text, Triggers};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "hamza",
    family: Family::Fold,
    lossless: false,
    settings: Settings::OneOf(&["keep", "remove"]),
    title: Text {
        ar: "الهمزة على الواو والياء",
        en: "Hamza on waw and yeh",
    },
    explanation: Text {
        ar: "يردّ ؤ إلى و وئ إلى ي؛ أما الهمزة المفردة ء فتبقى كما هي أو تُحذف.",
        en: "ؤ becomes و and ئ becomes ي; a hamza alone, ء, stays (keep) or goes (remove).",
    },
    example: Example {
        before: "مسؤول شيئ",
        after: "مسوول شيي",
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
        0x624 => Mapped::To(0x648),
        0x626 => Mapped::To(0x64A),
        0x621 if setting.choice() == 1 => Mapped::Gone,
        _ => Mapped::Same,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table, with};

    #[test]
    fn cases() {
        check("hamza");
        table(
            "hamza",
            &[("أ إ آ سماء", "أ إ آ سماء", "alef is another rule")],
        );
        assert_eq!(with("hamza", "remove", "سماء"), "سما");
    }
}
