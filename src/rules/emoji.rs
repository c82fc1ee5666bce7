//! `emoji`: removes emoji sequences whole; a keycap leaves its digit.

use super::removal::Removal;
use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::protect::{Span, kind};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "emoji",
    family: Family::Strip,
    lossless: false,
    settings: Settings::Switch,
    title: Text {
        ar: "الرموز التعبيرية",
        en: "Emoji",
    },
    explanation: Text {
        ar: "يحذف الرموز التعبيرية كاملةً، مع الأعلام وألوان البشرة والرموز المركبة؛ ويبقى من رمز المفتاح رقمه، وتبقى © و™ وما كُتب بهيئة النص.",
        en: "Removes whole emoji sequences, flags, skin tones and joined ones included; a keycap leaves its digit, and © and ™ and what is in text style stay.",
    },
    example: Example {
        before: "صباح الخير 🌞👨‍👩‍👧 للجميع",
        after: "صباح الخير للجميع",
    },
    triggers: Triggers {
        any: class::EMOJI | class::SURROGATE,
        adjacent: 0,
    },
    reaches: kind::EMOJI,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

const TEXT_STYLE: u16 = 0xFE0E;
const KEYCAP: u16 = 0x20E3;

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let spans = line
        .protected()
        .iter()
        .filter(|span| span.kind == kind::EMOJI);
    let unit = |i: u32| line.at(i as usize);
    let is_keycap = |span: &Span| {
        unit(span.end - 1) == KEYCAP && class::of(unit(span.start)) & class::DIGIT != 0
    };
    let mut removal = Removal::new(line);
    let mut pictures = Vec::new();
    for span in spans {
        let sequence = line
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default();
        if is_keycap(span) {
            removal.remove_all(pictures.drain(..), out);
            removal.replace(span, &[unit(span.start)], out);
        } else if !sequence.contains(&TEXT_STYLE) {
            pictures.push(span);
        }
    }
    removal.remove_all(pictures.drain(..), out);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("emoji");
        table(
            "emoji",
            &[
                ("مرحبا👍🏽كيف", "مرحبا كيف", "between words"),
                ("🇸🇦 السعودية 🇪🇬", "السعودية", "flags"),
                (
                    "حب ❤\u{FE0F}، ثم ❤",
                    "حب، ثم",
                    "before a comma; without its selector",
                ),
                ("1\u{FE0F}\u{20E3} أولا", "1 أولا", "a keycap"),
                (
                    "نقي™ © ↔ ☺\u{FE0E}",
                    "نقي™ © ↔ ☺\u{FE0E}",
                    "signs in text style",
                ),
                ("😂😂😂", "", "alone"),
                ("`😀`", "`😀`", "code"),
                ("𝒜 ★", "𝒜 ★", "what is no emoji"),
            ],
        );
    }
}
