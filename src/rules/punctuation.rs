//! `punctuation`: removes punctuation; between two words it leaves a space, so that they stay two.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "punctuation",
    family: Family::Fold,
    lossless: false,
    settings: Settings::Switch,
    title: Text {
        ar: "علامات الترقيم",
        en: "Punctuation",
    },
    explanation: Text {
        ar: "يحذف علامات الترقيم، ويضع مسافة مكانها إن كانت وحدها تفصل بين كلمتين؛ ولا يمسّ الأرقام والعناوين.",
        en: "Removes punctuation, and leaves a space where it alone parted two words; numbers and addresses stay.",
    },
    example: Example {
        before: "نعم، هذا صحيح! (تقريبًا)",
        after: "نعم هذا صحيح تقريبًا",
    },
    triggers: Triggers {
        any: class::PUNCTUATION,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

const WORD: u32 = class::ARABIC
    | class::MARK
    | class::LATIN
    | class::FOREIGN
    | class::DIGIT
    | class::SURROGATE
    | class::COMBINING
    | class::PRESENTATION
    | class::WORD_SIGN
    | class::TATWEEL;

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let mut i = 0;
    while i < line.text.len() {
        let start = i;
        i += 1;
        if !goes(line.at(start)) {
            continue;
        }
        while goes(line.at(i)) {
            i += 1;
        }
        let parts = start > 0
            && line.class(start - 1) & WORD != 0
            && line.class(i) & WORD != 0
            && !is_apostrophe(line, start, i);
        out.replace(start, i, if parts { &[0x20] } else { &[] });
    }
}

// Symbols of money and of arithmetic are no punctuation, though ASCII text uses some as such.
fn goes(unit: u16) -> bool {
    class::of(unit) & class::PUNCTUATION != 0 && !matches!(unit, 0x24 | 0x2B | 0x3C..=0x3E)
}

// it's, l’eau
fn is_apostrophe(line: &Line<'_>, start: usize, end: usize) -> bool {
    end == start + 1
        && matches!(line.at(start), 0x27 | 0x2019)
        && line.class(start - 1) & line.class(end) & class::LATIN != 0
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("punctuation");
        table(
            "punctuation",
            &[
                ("نعم،لا؛ربما؟", "نعم لا ربما", "it parts words"),
                (
                    "«الكتاب» (جديد)...",
                    "الكتاب جديد",
                    "quotes, brackets, dots",
                ),
                ("كأس_العالم", "كأس العالم", "the underscore is punctuation"),
                (
                    "it's l’eau",
                    "its leau",
                    "an apostrophe does not part a word",
                ),
                (
                    "1,234.56 ١٢:٣٠ https://a.b/c?d",
                    "1,234.56 ١٢:٣٠ https://a.b/c?d",
                    "protected spans",
                ),
                ("5$ + 3 = 8", "5$ + 3 = 8", "money and arithmetic"),
                ("ﷺ، ـ", "ﷺ ـ", "signs and tatweel are no punctuation"),
                ("؟!", "", "nothing is left"),
            ],
        );
    }
}
