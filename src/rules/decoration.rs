//! `decoration`: what is drawn around and under words for looks: enclosing marks and lines under
//! Arabic letters, letter fillers that show nothing, stars, flowers, frames. Emoji are another rule's.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::{self, class};

pub(super) const RULE: Rule = Rule {
    id: "decoration",
    family: Family::Strip,
    lossless: false,
    settings: Settings::Switch,
    title: Text {
        ar: "الزخرفة",
        en: "Decoration",
    },
    explanation: Text {
        ar: "يحذف ما يُزيَّن به النص: الخطوط والدوائر حول الحروف، والمحارف الفارغة، والنجوم والزهور والأُطُر؛ ولا يمسّ علامات المصحف.",
        en: "Removes what is drawn around a text: lines and circles on letters, empty letter fillers, stars, flowers, frames; the signs of the Qur'an stay.",
    },
    example: Example {
        before: "★ م\u{332}ر\u{332}ح\u{332}ب\u{332}ا\u{332} ★",
        after: "مرحبا",
    },
    triggers: Triggers {
        any: class::DECORATION | class::COMBINING,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

const KEYCAP: u16 = 0x20E3;

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let mut arabic = false;
    // Where the line begins with ornaments and the spaces after them, and where it ends with them.
    let is_space = |i: usize| line.class(i) & class::SPACE != 0;
    let end = (0..line.text.len())
        .rev()
        .find(|&i| line.class(i) & class::BREAK == 0);
    let end = end.map_or(0, |last| last + 1);
    let content = |i: &usize| !is_space(*i) && !is_ornament(line.at(*i));
    let first = (0..end).find(content).unwrap_or(end);
    let last = (first..end)
        .rev()
        .find(content)
        .map_or(first, |last| last + 1);
    let closed = (last..end).any(|i| is_ornament(line.at(i)));
    let mut opened = false;
    for (i, &unit) in line.text.iter().enumerate() {
        let bits = class::of(unit);
        let goes = if bits & class::COMBINING != 0 && bits & class::FOREIGN == 0 {
            // No Arabic letter takes a mark of another script but to look special.
            (arabic && is_general(unit)) || (bits & class::DECORATION != 0 && is_odd(line, i))
        } else {
            arabic = bits & (class::ARABIC | class::MARK | class::TATWEEL) != 0;
            is_ornament(unit)
        };
        opened |= goes;
        let padding = is_space(i) && (i < first && opened || i >= last && i < end && closed);
        if goes || padding {
            out.remove(i, i + 1);
        }
    }
}

fn is_ornament(unit: u16) -> bool {
    let bits = class::of(unit);
    bits & class::DECORATION != 0
        && (bits & class::COMBINING == 0 || bits & class::FOREIGN != 0)
        && !unicode::is_emoji(u32::from(unit))
}

// Marks that belong to no script: the blocks of combining diacritical marks.
fn is_general(unit: u16) -> bool {
    matches!(unit, 0x300..=0x36F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F)
        && unit != KEYCAP
}

// An enclosing mark, or a filler that counts as a mark; not the keycap of an emoji, and not a line
// under a Latin letter, which transliteration uses.
fn is_odd(line: &Line<'_>, i: usize) -> bool {
    match line.at(i) {
        KEYCAP => {
            let base = if line.before(i) == 0xFE0F {
                i.saturating_sub(1)
            } else {
                i
            };
            !matches!(line.before(base), 0x23 | 0x2A | 0x30..=0x39)
        }
        unit => !matches!(unit, 0x300..=0x36F),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("decoration");
        table(
            "decoration",
            &[
                ("س\u{336}ل\u{336}ا\u{336}م", "سلام", "struck through"),
                ("م\u{489}ر\u{20DD}حبا", "مرحبا", "enclosing marks"),
                ("\u{A9C1}اسم\u{A9C2} ✿ اسم ❀", "اسم  اسم", "ornaments"),
                ("\u{A9C1}༺ اسم ༻\u{A9C2}", "اسم", "Tibetan brackets"),
                ("╔══╗ نص ░▒▓", "نص", "frames and shades"),
                ("نص\u{3164}\u{115F}\u{FFA0}\u{2800}", "نص", "fillers"),
                (
                    "ḏ ẖ k\u{35F}h s\u{332}",
                    "ḏ ẖ k\u{35F}h s\u{332}",
                    "transliteration",
                ),
                (
                    "1\u{FE0F}\u{20E3} #\u{20E3} ❤\u{FE0F} ✔ ⭐",
                    "1\u{FE0F}\u{20E3} #\u{20E3} ❤\u{FE0F} ✔ ⭐",
                    "emoji",
                ),
                ("۞ ۩ ۝ ﴾قُلۡ﴿ ۖ", "۞ ۩ ۝ ﴾قُلۡ﴿ ۖ", "signs of the Qur'an"),
                (
                    "हि 한글 ไท\u{E35}",
                    "हि 한글 ไท\u{E35}",
                    "marks and jamo of other scripts",
                ),
                ("ᄒ\u{1161}", "ᄒ\u{1161}", "jamo that are no fillers"),
            ],
        );
    }
}
