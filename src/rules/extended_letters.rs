//! `extendedLetters`: letters that Arabic borrows for foreign sounds become the nearest Arabic ones.

use super::{Action, Example, Family, Mapped, Rule, Setting, Settings, Text, Triggers};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "extendedLetters",
    family: Family::Fold,
    lossless: false,
    settings: Settings::Switch,
    title: Text {
        ar: "الحروف الدخيلة",
        en: "Borrowed letters",
    },
    explanation: Text {
        ar: "يردّ پ وچ وژ وگ وڤ وڨ إلى ب وج وز وك وف وق.",
        en: "پ چ ژ گ ڤ ڨ become ب ج ز ك ف ق.",
    },
    example: Example {
        before: "پاريس وڤيينا",
        after: "باريس وفيينا",
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

fn map(unit: u16, _: Setting) -> Mapped {
    Mapped::To(match unit {
        0x067E => 0x0628,
        0x0686 => 0x062C,
        0x0698 => 0x0632,
        0x06AF => 0x0643,
        0x06A4 => 0x0641,
        0x06A8 => 0x0642,
        _ => return Mapped::Same,
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("extendedLetters");
        table(
            "extendedLetters",
            &[
                ("پچژگڤڨ", "بجزكفق", "all six"),
                ("چَتر", "جَتر", "marks stay"),
                ("ک ی ٹ ڈ", "ک ی ٹ ڈ", "no other letter"),
                ("https://a.b/پ", "https://a.b/پ", "not in an address"),
            ],
        );
    }
}
