//! `presentationForms`: the shaped letters of old encodings and PDF files become plain letters. The
//! table is our own and not NFKC's: a mark's form gives the mark alone, without the space or tatweel
//! that carries it there, and the signs that are read as a word (ﷲ ﷺ ﷽) are no letters and stay.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::{self, class};

pub(super) const RULE: Rule = Rule {
    id: "presentationForms",
    family: Family::Repair,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "أشكال العرض",
        en: "Presentation forms",
    },
    explanation: Text {
        ar: "يردّ الحروف المرسومة بأشكالها الموصولة (كما تخرج من ملفات PDF القديمة) إلى حروفها الأصلية، ويبقي الرموز التي تُقرأ كلمة مثل ﷺ وﷲ.",
        en: "Turns letters stored in their joined shapes, as old PDF files have them, into plain letters; signs that are read as a word, such as ﷺ and ﷲ, stay.",
    },
    example: Example {
        before: "ﺍﻟﺴﻼﻡ",
        after: "السلام",
    },
    triggers: Triggers {
        any: class::PRESENTATION,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let table = class::table();
    for (i, &unit) in line.text.iter().enumerate() {
        if table[usize::from(unit)] & class::PRESENTATION == 0 {
            continue;
        }
        if let Some(letters) = unicode::plain(unit) {
            out.replace(i, i + 1, letters);
        } else if is_tail(line, i) {
            out.remove(i, i + 1);
        }
    }
}

// Code page 864 writes a final seen, sheen, sad or dad in two cells: the letter, and the tail
// fragment FE73. There it is a part of the letter; anywhere else it means nothing that we know of.
fn is_tail(line: &Line<'_>, at: usize) -> bool {
    let letter = (0..at)
        .rev()
        .map(|i| line.at(i))
        .find(|&unit| class::of(unit) & class::MARK == 0);
    let Some(letter) = letter else { return false };
    let plain = match unicode::plain(letter) {
        Some(&[plain]) => plain,
        Some(_) => return false,
        None => letter,
    };
    let next = line.at(at + 1);
    matches!(plain, 0x633..=0x636) && class::of(next) & (class::ARABIC | class::PRESENTATION) == 0
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{alone, check, table};

    #[test]
    fn cases() {
        check("presentationForms");
        table(
            "presentationForms",
            &[
                ("ﻛﺘﺎﺏ", "كتاب", "initial, medial, final and isolated"),
                ("ﻻ ﻷ ﻹ ﻵ ﻼ", "لا لأ لإ لآ لا", "lam and alef are two letters"),
                (
                    "ك\u{FE77}ب",
                    "ك\u{64E}ب",
                    "a medial fatha brings no tatweel",
                ),
                ("ك\u{FE76}", "ك\u{64E}", "an isolated fatha brings no space"),
                (
                    "ك\u{FC5E}ب",
                    "ك\u{64C}\u{651}ب",
                    "shadda with dammatan brings no space",
                ),
                (
                    "م\u{FCF2}ن",
                    "م\u{64E}\u{651}ن",
                    "shadda with fatha brings no tatweel",
                ),
                ("ذ\u{FC63}", "ذ\u{651}\u{670}", "shadda with dagger alef"),
                (
                    "\u{FC5D} \u{FD3C}",
                    "ىٰ اً",
                    "a letter that carries a mark stays under it",
                ),
                (
                    "\u{FC00}ﷇ\u{FDC7}",
                    "ئجنجينجي",
                    "ligatures of two and three letters",
                ),
                (
                    "ﭖ ﮎ ﯼ \u{FBDD}",
                    "پ ک ی \u{677}",
                    "Persian, Urdu and Uyghur letters are their own",
                ),
                (
                    "ﷺ ﷲ ﷻ ﷼ ﷽ \u{FDF0}\u{FDF1}\u{FDF2}\u{FDFF}",
                    "ﷺ ﷲ ﷻ ﷼ ﷽ \u{FDF0}\u{FDF1}\u{FDF2}\u{FDFF}",
                    "signs that are read as a word",
                ),
                (
                    "\u{FBB2}\u{FBC2}\u{FBC3}\u{FBD2}",
                    "\u{FBB2}\u{FBC2}\u{FBC3}\u{FBD2}",
                    "dots and pedagogical signs",
                ),
                (
                    "\u{FD40}\u{FD4F}\u{FD90}\u{FD91}\u{FDC8}\u{FDCF}",
                    "\u{FD40}\u{FD4F}\u{FD90}\u{FD91}\u{FDC8}\u{FDCF}",
                    "honorifics",
                ),
                ("﴾١﴿", "﴾١﴿", "ornate brackets"),
                (
                    "m² ™ ½ ﬁ ① Ａ",
                    "m² ™ ½ ﬁ ① Ａ",
                    "no compatibility folding of anything else",
                ),
                ("ﺭﺃ\u{FEB1}\u{FE73}", "رأس", "the tail of a seen"),
                (
                    "ﻣﺨﻠ\u{FEBA}\u{FE73}.",
                    "مخلص.",
                    "the tail of a sad, before a stop",
                ),
                (
                    "\u{FE73} ب\u{FE73}",
                    "\u{FE73} ب\u{FE73}",
                    "a tail of nothing stays",
                ),
            ],
        );
    }

    #[test]
    fn every_form_becomes_plain_and_no_other_unit_changes() {
        use crate::unicode::class;
        for unit in 0x80..=u16::MAX {
            let Some(c) = char::from_u32(u32::from(unit)) else {
                continue;
            };
            let text = c.to_string();
            let after = alone("presentationForms", &text);
            let form = class::of(unit) & class::PRESENTATION != 0 && unit != 0xFE73;
            assert_eq!(after != text, form, "U+{unit:04X}");
            assert!(
                !form
                    || after
                        .encode_utf16()
                        .all(|unit| class::of(unit) & (class::ARABIC | class::MARK) != 0)
            );
        }
    }
}
