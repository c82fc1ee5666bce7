//! `alefMaksura`: alef maksura to yeh.

use super::{Action, Example, Family, Mapped, Rule, Setting, Settings, Text, Triggers};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "alefMaksura",
    family: Family::Fold,
    lossless: false,
    settings: Settings::Switch,
    title: Text {
        ar: "الألف المقصورة",
        en: "Alef maksura",
    },
    explanation: Text {
        ar: "يردّ الألف المقصورة ى إلى ي.",
        en: "ى becomes ي.",
    },
    example: Example {
        before: "هدى على",
        after: "هدي علي",
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
    match unit {
        0x649 => Mapped::To(0x64A),
        _ => Mapped::Same,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("alefMaksura");
        table("alefMaksura", &[("یي", "یي", "Farsi yeh is another rule")]);
    }
}
