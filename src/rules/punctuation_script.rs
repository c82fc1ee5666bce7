//! `punctuationScript`: the comma, semicolon and question mark of the script that they stand in.

use super::context::{self, Walk};
use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "punctuationScript",
    family: Family::Publish,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "علامات الترقيم العربية",
        en: "Arabic punctuation",
    },
    explanation: Text {
        ar: "يجعل الفاصلة والفاصلة المنقوطة وعلامة الاستفهام عربيةً (، ؛ ؟) إذا كانت أقرب الحروف إليها من الجانبين عربية؛ ولا يمسّ الأعداد والعبارات اللاتينية والشيفرة.",
        en: "Turns , ; ? into ، ؛ ؟ where the nearest letters on both sides are Arabic; numbers, Latin phrases and code stay.",
    },
    example: Example {
        before: "حسنًا, هل وصلت?",
        after: "حسنًا، هل وصلت؟",
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

fn arabic(unit: u16) -> Option<u16> {
    match unit {
        0x2C => Some(0x60C),
        0x3B => Some(0x61B),
        0x3F => Some(0x61F),
        _ => None,
    }
}

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    if line.any & context::ARABIC == 0 || !line.text.iter().any(|&unit| arabic(unit).is_some()) {
        return;
    }
    let mut walk = Walk::new(line);
    // What stood before each open bracket: a sign after the closing one belongs to the sentence
    // around it.
    let mut outside = Vec::new();
    while let Some((i, unit)) = walk.next() {
        if context::opens(unit) {
            outside.push(walk.left());
        } else if context::closes(unit)
            && let Some(Some(arabic)) = outside.pop()
        {
            walk.set_left(arabic);
        }
        let Some(sign) = arabic(unit) else {
            continue;
        };
        if context::ends_entity(line, i) || winks(line, i) {
            continue;
        }
        let sides = (walk.left(), walk.right_outside());
        if matches!(sides, (Some(true), Some(true) | None) | (None, Some(true))) {
            out.replace(i, i + 1, &[sign]);
        }
    }
}

/// `;)` and `;-)`.
fn winks(line: &Line<'_>, i: usize) -> bool {
    let eyes = line.at(i) == 0x3B
        && class::of(line.before(i)) & (context::LETTER | context::ON_LETTER) == 0;
    let mouth = if line.at(i + 1) == 0x2D { i + 2 } else { i + 1 };
    eyes && matches!(line.at(mouth), 0x28 | 0x29)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("punctuationScript");
        table(
            "punctuationScript",
            &[
                (
                    "في 12:30, نعم?",
                    "في 12:30، نعم؟",
                    "a time and one side alone",
                ),
                (
                    "1,234 و1, 2, 3 كتب",
                    "1,234 و1، 2، 3 كتب",
                    "inside and between numbers",
                ),
                ("see a, b and c; ok?", "see a, b and c; ok?", "English"),
                ("قال John, ثم", "قال John, ثم", "a Latin word on one side"),
                (
                    "شركة (IBM), وقالت",
                    "شركة (IBM)، وقالت",
                    "a Latin word in brackets is passed",
                ),
                (
                    "لغات (Arabic, English), ثم",
                    "لغات (Arabic, English)، ثم",
                    "Latin within brackets",
                ),
                (
                    "زر https://x.com/a?b=ج, ثم",
                    "زر https://x.com/a?b=ج، ثم",
                    "an address is no letter",
                ),
                ("كتب `a, b`, ثم", "كتب `a, b`، ثم", "code is no letter"),
                ("?, ;", "?, ;", "no letter at all"),
                (
                    "نعم &nbsp; لا &#1593; ثم",
                    "نعم &nbsp; لا &#1593; ثم",
                    "entities",
                ),
                ("أمزح ;) ثم ;-) نعم", "أمزح ;) ثم ;-) نعم", "a wink"),
                ("نعم?!", "نعم؟!", "before another sign"),
                (
                    "هل, \"نعم\", أم لا;",
                    "هل، \"نعم\"، أم لا؛",
                    "beside quotation marks",
                ),
                (
                    "الآية ﴿إنا أعطيناك, الكوثر﴾, ثم",
                    "الآية ﴿إنا أعطيناك, الكوثر﴾، ثم",
                    "quotation",
                ),
                ("ﷺ, ثم", "ﷺ، ثم", "a word sign is Arabic"),
                (",", ",", "alone"),
            ],
        );
    }
}
