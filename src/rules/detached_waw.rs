//! `detachedWaw`: the conjunction waw is written with the word after it.

use super::context::{self, ON_LETTER, is_space, letters_after};
use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Language, Line, Out};
use crate::protect;
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "detachedWaw",
    family: Family::Publish,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "واو العطف المنفصلة",
        en: "Detached waw",
    },
    explanation: Text {
        ar: "يصل واو العطف بالكلمة التي بعدها؛ ولا يمسّ الحروف المفردة والأحرف الأولى من الأسماء، ولا الواو قبل كلمة لاتينية أو عدد.",
        en: "Joins the conjunction و to the word after it; single letters, initials, and a waw before a Latin word or a number stay.",
    },
    example: Example {
        before: "مثل تويتر و فيسبوك",
        after: "مثل تويتر وفيسبوك",
    },
    triggers: Triggers {
        any: class::SPACE | class::ODD_SPACE,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

const WAW: u16 = 0x648;

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let mut from = 0;
    let mut arabic = None;
    while let Some(at) = line
        .text
        .get(from..)
        .and_then(|rest| rest.iter().position(|&unit| unit == WAW))
    {
        let waw = from + at;
        let mut end = waw + 1;
        while line.class(end) & ON_LETTER != 0 {
            end += 1;
        }
        from = end;
        if !is_space(line.at(end))
            || line.class(waw.wrapping_sub(1)) & (context::LETTER | ON_LETTER | class::DIGIT) != 0
        {
            continue;
        }
        let mut word = end;
        while is_space(line.at(word)) {
            word += 1;
        }
        // Persian, Urdu and Kurdish write it apart.
        let joins = line.class(word) & class::ARABIC != 0
            && letters_after(line, word) > 1
            && !named(line, waw)
            && protect::at(line.protected(), word).is_none()
            && *arabic.get_or_insert_with(|| line.language() != Language::Other);
        if joins {
            out.remove(end, word);
        }
    }
}

/// The waw is the letter itself: `حرف و`, `و و`, or an initial after a full stop `د.و محمد`.
fn named(line: &Line<'_>, waw: usize) -> bool {
    match line.before(waw) {
        0x2E if context::letters_before(line, waw - 1) < 2 => return true,
        0x2F | 0x2D | 0x5F | 0x40 | 0x23 => return true,
        _ => {}
    }
    let before = line.text.get(..waw).unwrap_or_default();
    let spaces = before
        .iter()
        .rev()
        .take_while(|&&unit| is_space(unit))
        .count();
    let Some(before) = before.get(..before.len() - spaces).filter(|_| spaces > 0) else {
        return false;
    };
    let word: Vec<u16> = before
        .iter()
        .rev()
        .take(16)
        .take_while(|&&unit| class::of(unit) & (context::LETTER | ON_LETTER) != 0)
        .copied()
        .filter(|&unit| class::of(unit) & ON_LETTER == 0)
        .collect();
    let is = |name: &str| name.encode_utf16().eq(word.iter().rev().copied());
    [
        "حرف",
        "الحرف",
        "بحرف",
        "والحرف",
        "وحرف",
        "لحرف",
        "للحرف",
        "الحروف",
        "حروف",
        "و",
    ]
    .iter()
    .any(|name| is(name))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("detachedWaw");
        table(
            "detachedWaw",
            &[
                ("و تصاعد الضغط", "وتصاعد الضغط", "at the start of the line"),
                ("قال و  ذهب", "قال وذهب", "two spaces"),
                ("وَ لَا", "وَلَا", "with its mark"),
                ("قال د. و. محمد", "قال د. و. محمد", "an initial"),
                ("ص. و ص. ب.", "ص. و ص. ب.", "before an initial"),
                ("أ ب ج د ه و ز", "أ ب ج د ه و ز", "a list of letters"),
                ("حرف و يعني", "حرف و يعني", "the letter's name"),
                (
                    "تويتر و Facebook و 5",
                    "تويتر و Facebook و 5",
                    "before a Latin word or number",
                ),
                ("و و ذهب", "و و ذهب", "two of them"),
                ("هو و هي أو هم", "هو وهي أو هم", "a word that ends in waw"),
                ("و «نعم» و (لا)", "و «نعم» و (لا)", "before a quotation"),
                (
                    "نعم و الملف.docx",
                    "نعم و الملف.docx",
                    "before a protected span",
                ),
                ("نعم، و قال (و ذهب)", "نعم، وقال (وذهب)", "after signs"),
                ("ذهب و", "ذهب و", "at the end"),
                ("د.و محمد", "د.و محمد", "an initial after a title"),
                ("ذهب.و عاد", "ذهب.وعاد", "after a full stop"),
                ("ذهب و\nعاد", "ذهب و\nعاد", "at the end of a line"),
                ("و\tنعم", "و\tنعم", "a table cell"),
                ("١٤ و ذهب", "١٤ وذهب", "after a number"),
            ],
        );
    }
}
