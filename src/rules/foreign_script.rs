//! `foreignScript`: removes words in other scripts than Arabic and Latin, or than Arabic alone.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::{self, class};

pub(super) const RULE: Rule = Rule {
    id: "foreignScript",
    family: Family::Strip,
    lossless: false,
    settings: Settings::OneOf(&["keepLatin", "arabicOnly"]),
    title: Text {
        ar: "الكتابات الأخرى",
        en: "Other scripts",
    },
    explanation: Text {
        ar: "يحذف الكلمات المكتوبة بغير العربية واللاتينية، أو بغير العربية وحدها.",
        en: "Removes words in scripts other than Arabic and Latin, or other than Arabic alone.",
    },
    example: Example {
        before: "مرحبا привет hello",
        after: "مرحبا  hello",
    },
    triggers: Triggers {
        any: class::FOREIGN | class::SURROGATE | class::LATIN,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

fn run(line: &Line<'_>, setting: Setting, out: &mut Out) {
    let latin = if setting.choice() == 1 {
        class::LATIN
    } else {
        0
    };
    let mut i = 0;
    while i < line.text.len() {
        let start = i;
        i = letter(line, start, latin);
        if i == start {
            i += 1;
            continue;
        }
        loop {
            let next = letter(line, i, latin);
            let next = if next > i { next } else { inside(line, i) };
            if next == i {
                break;
            }
            i = next;
        }
        out.remove(start, i);
    }
}

// The end of the foreign letter that starts here; `i` if none does.
fn letter(line: &Line<'_>, i: usize, latin: u32) -> usize {
    let bits = line.class(i);
    if bits & (class::FOREIGN | latin) != 0 {
        return i + 1;
    }
    let (high, low) = (line.at(i), line.at(i + 1));
    if (0xD800..0xDC00).contains(&high) && (0xDC00..0xE000).contains(&low) {
        let point = 0x10000 + ((u32::from(high) & 0x3FF) << 10) + (u32::from(low) & 0x3FF);
        if unicode::is_foreign_beyond_bmp(point) {
            return i + 2;
        }
    }
    i
}

// What stands inside a word after one of its letters: a mark or a joiner.
fn inside(line: &Line<'_>, i: usize) -> usize {
    let bits = line.class(i);
    let mark = bits & class::COMBINING != 0 && bits & class::EMOJI == 0;
    i + usize::from(mark || matches!(line.at(i), 0x200C | 0x200D))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table, with};

    #[test]
    fn cases() {
        check("foreignScript");
        table(
            "foreignScript",
            &[
                (
                    "слово كلمة слово",
                    " كلمة ",
                    "words go, spaces are left to the white-space rule",
                ),
                (
                    "हिन्दी ไทย 中文 عربي",
                    "   عربي",
                    "vowel signs go with their letters",
                ),
                ("𑀓𑀸 𐤀 عربي 😀", "  عربي 😀", "beyond the BMP; emoji stay"),
                ("café naïve", "café naïve", "Latin stays"),
                (
                    "گچپژ 12",
                    "گچپژ 12",
                    "every language in the Arabic script stays",
                ),
            ],
        );
        assert_eq!(with("foreignScript", "arabicOnly", "نص text 3 é"), "نص  3 ");
    }
}
