//! `tehMarbuta`: teh marbuta to heh or teh.

use super::{Action, Example, Family, Mapped, Rule, Setting, Settings, Text, Triggers};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "tehMarbuta",
    family: Family::Fold,
    lossless: false,
    settings: Settings::OneOf(&["heh", "teh"]),
    title: Text {
        ar: "التاء المربوطة",
        en: "Teh marbuta",
    },
    explanation: Text {
        ar: "يردّ التاء المربوطة ة إلى ه، أو إلى ت.",
        en: "ة becomes ه, or ت.",
    },
    example: Example {
        before: "مدرسة",
        after: "مدرسه",
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
        0x629 => Mapped::To(if setting.choice() == 0 { 0x647 } else { 0x62A }),
        _ => Mapped::Same,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table, with};

    #[test]
    fn cases() {
        check("tehMarbuta");
        table("tehMarbuta", &[("ه ت", "ه ت", "others stay")]);
        assert_eq!(with("tehMarbuta", "teh", "مدرسة"), "مدرست");
    }
}
