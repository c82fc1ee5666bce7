//! `invisibles`: signs that show nothing and that copying leaves in a text: directional controls,
//! zero-width spaces, byte order marks, soft hyphens. They go where the letters around are Arabic or
//! Latin; where they are part of the spelling (Persian, Thai, Indic scripts, emoji) they stay.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Language, Line, Out};
use crate::unicode::{self, class};

pub(super) const RULE: Rule = Rule {
    id: "invisibles",
    family: Family::Repair,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "الرموز الخفية",
        en: "Invisible characters",
    },
    explanation: Text {
        ar: "يحذف رموز الاتجاه والمسافات الصفرية وعلامة ترتيب البايتات وما لا يُرى، ويبقيها حيث يقتضيها الإملاء: في الفارسية والأردية والكردية، وبعد هاء التاريخ الهجري، وفي الرموز التعبيرية، وبجوار حروف غير عربية ولا لاتينية.",
        en: "Removes directional controls, zero-width spaces, byte order marks and the like; they stay where spelling needs them: in Persian, Urdu and Kurdish, after the Hijri heh, in emoji, and next to letters neither Arabic nor Latin.",
    },
    example: Example {
        before: "\u{200F}مرحبا\u{200E} \u{2067}بك\u{2069}\u{FEFF}",
        after: "مرحبا بك",
    },
    triggers: Triggers {
        any: class::INVISIBLE,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

const ZWNJ: u16 = 0x200C;
const SHY: u16 = 0xAD;
const ZWJ: u16 = 0x200D;
const HIGH_TAG: u16 = 0xDB40;
const BLACK_FLAG: u32 = 0x1F3F4;
const CANCEL_TAG: u32 = 0xE007F;

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let mut letters = Letters::new(line);
    let mut language = None;
    let mut i = 0;
    while let Some(start) = class::next(line.text, i, class::INVISIBLE) {
        i = start + 1;
        let mut gone = start;
        match line.at(start) {
            HIGH_TAG => {
                i = tags(line, start).max(i);
                gone = if i > start + 1 {
                    flag(line, start, i)
                } else {
                    i
                };
            }
            0xFE0E | 0xFE0F if point_before(line, start).is_some_and(takes_selector) => continue,
            SHY if half_a_letter(line, start) => continue,
            ZWJ if in_emoji(line, start) || after_heh(line, start) => continue,
            ZWNJ if touches_arabic(line, start)
                && *language.get_or_insert_with(|| line.language()) != Language::Arabic =>
            {
                continue;
            }
            _ => {}
        }
        if gone < i && !letters.are_foreign(start) {
            out.remove(gone, i);
        }
    }
}

/// What the nearest letters on both sides are, for a walk from the start of the line to its end.
struct Letters<'l, 'a> {
    line: &'l Line<'a>,
    before: u32,
    /// Up to where letters before were looked for.
    seen: usize,
    after: u32,
    after_at: usize,
}

const LETTER: u32 =
    class::ARABIC | class::LATIN | class::FOREIGN | class::PRESENTATION | class::WORD_SIGN;

impl<'l, 'a> Letters<'l, 'a> {
    fn new(line: &'l Line<'a>) -> Self {
        Letters {
            line,
            before: 0,
            seen: 0,
            after: 0,
            after_at: 0,
        }
    }

    fn bits(&self, i: usize) -> u32 {
        let bits = self.line.class(i);
        if bits & class::SURROGATE != 0
            && pair(self.line, i).is_some_and(unicode::is_foreign_beyond_bmp)
        {
            return bits | class::FOREIGN;
        }
        bits
    }

    /// Whether the nearest letter before or after `i` is neither Arabic nor Latin.
    fn are_foreign(&mut self, i: usize) -> bool {
        if self.line.any & (class::FOREIGN | class::SURROGATE) == 0 {
            return false;
        }
        let mut letters = (self.seen..i).rev().map(|at| self.bits(at));
        if let Some(letter) = letters.find(|bits| bits & LETTER != 0) {
            self.before = letter;
        }
        self.seen = i;
        if self.before & class::FOREIGN != 0 {
            return true;
        }
        if self.after_at <= i {
            let found = (i + 1..self.line.text.len()).find(|&at| self.bits(at) & LETTER != 0);
            self.after = found.map_or(0, |at| self.bits(at));
            self.after_at = found.unwrap_or(usize::MAX);
        }
        self.after & class::FOREIGN != 0
    }
}

fn pair(line: &Line<'_>, i: usize) -> Option<u32> {
    let (high, low) = (line.at(i), line.at(i + 1));
    match (high, low) {
        (0xD800..=0xDBFF, 0xDC00..=0xDFFF) => {
            Some(0x10000 + ((u32::from(high) & 0x3FF) << 10) + (u32::from(low) & 0x3FF))
        }
        _ => None,
    }
}

fn point_before(line: &Line<'_>, i: usize) -> Option<u32> {
    let last = i.checked_sub(1)?;
    let two = last.checked_sub(1).and_then(|at| pair(line, at));
    Some(two.unwrap_or_else(|| u32::from(line.at(last))))
}

fn point_at(line: &Line<'_>, i: usize) -> u32 {
    pair(line, i).unwrap_or_else(|| u32::from(line.at(i)))
}

// Digits, # and * take VS16 in keycaps (emoji-variation-sequences.txt).
fn takes_selector(point: u32) -> bool {
    unicode::is_emoji(point) || matches!(point, 0x23 | 0x2A | 0x30..=0x39)
}

// Ø and a soft hyphen are the bytes of ح in UTF-8 read as a Western page: without it, what the word said
// is gone.
fn half_a_letter(line: &Line<'_>, at: usize) -> bool {
    line.before(at) == 0xD8 && !matches!(line.at(at + 1), 0x41..=0x5A | 0x61..=0x7A)
}

// The end of the run of tag characters that starts here: `start` if there is none.
fn tags(line: &Line<'_>, start: usize) -> usize {
    let is_tag = |i| matches!(pair(line, i), Some(0xE0001 | 0xE0020..=CANCEL_TAG));
    let mut end = start;
    while is_tag(end) {
        end += 2;
    }
    end
}

// The end of what is needed of a run of tags: a black flag, tags and a cancel tag are the flag of a
// region (UTS #51, section 1.4.6).
fn flag(line: &Line<'_>, start: usize, end: usize) -> usize {
    let cancel = (start..end)
        .step_by(2)
        .find(|&i| pair(line, i) == Some(CANCEL_TAG));
    match cancel {
        Some(at) if at > start && point_before(line, start) == Some(BLACK_FLAG) => at + 2,
        _ => start,
    }
}

// Between two pictographs, whatever skin tone or selector the first has (UTS #51, ED-16).
fn in_emoji(line: &Line<'_>, at: usize) -> bool {
    if !unicode::is_pictographic(point_at(line, at + 1)) {
        return false;
    }
    let mut end = at;
    while let Some(point) = point_before(line, end) {
        if unicode::is_pictographic(point) {
            return true;
        }
        if point != 0xFE0F && !unicode::is_emoji_modifier(point) {
            return false;
        }
        end -= if point > 0xFFFF { 2 } else { 1 };
    }
    false
}

// ه‍ with a joiner stands for هـ, the Hijri sign; inside a word the joiner does nothing.
fn after_heh(line: &Line<'_>, at: usize) -> bool {
    let letter = (0..at)
        .rev()
        .map(|i| line.at(i))
        .find(|&unit| class::of(unit) & class::MARK == 0);
    matches!(letter, Some(0x647 | 0x6BE | 0x6C1))
        && line.class(at + 1) & (class::ARABIC | class::MARK) == 0
}

fn touches_arabic(line: &Line<'_>, at: usize) -> bool {
    let arabic = |i| line.class(i) & (class::ARABIC | class::MARK) != 0;
    at.checked_sub(1).is_some_and(arabic) || arabic(at + 1)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{alone, check, table};

    #[test]
    fn cases() {
        check("invisibles");
        table(
            "invisibles",
            &[
                (
                    "Ø\u{AD}Ù„Ù KØ\u{AD}BENHAVN Ø\u{AD}",
                    "Ø\u{AD}Ù„Ù KØBENHAVN Ø\u{AD}",
                    "half of a letter in a word that a wrong code page left",
                ),
                ("\u{FEFF}بسم الله", "بسم الله", "a byte order mark"),
                ("\u{FEFF}", "", "alone on its line"),
                (
                    "الع\u{200B}ربية ال\u{00AD}عربية",
                    "العربية العربية",
                    "inside a word",
                ),
                (
                    "co\u{00AD}operate wo\u{200B}rd",
                    "cooperate word",
                    "Latin text",
                ),
                (
                    "\u{202B}نص\u{202C} \u{2066}abc\u{2069} \u{061C}٣",
                    "نص abc ٣",
                    "embeddings and isolates",
                ),
                (
                    "في \u{200F}123\u{200E} يوم",
                    "في 123 يوم",
                    "around a number",
                ),
                (
                    "ภาษา\u{200B}ไทย",
                    "ภาษา\u{200B}ไทย",
                    "Thai breaks lines with it",
                ),
                ("ភាសា\u{200B}ខ្មែរ", "ភាសា\u{200B}ខ្មែរ", "Khmer too"),
                (
                    "क्\u{200D}ष श्री\u{200C}मान",
                    "क्\u{200D}ष श्री\u{200C}मान",
                    "Indic joiners",
                ),
                ("שלום\u{200F} שלום", "שלום\u{200F} שלום", "Hebrew marks"),
                (
                    "مرحبا \u{200F}שלום",
                    "مرحبا \u{200F}שלום",
                    "between Arabic and Hebrew",
                ),
                (
                    "ᠮᠣᠩ\u{180E}ᠠ",
                    "ᠮᠣᠩ\u{180E}ᠠ",
                    "the Mongolian vowel separator",
                ),
                ("𑀓\u{200D}𑀓", "𑀓\u{200D}𑀓", "a script beyond the BMP"),
                (
                    "می\u{200C}خواهم بروم",
                    "می\u{200C}خواهم بروم",
                    "Persian spells with ZWNJ",
                ),
                (
                    "کتاب\u{200C}ها را",
                    "کتاب\u{200C}ها را",
                    "the Persian plural",
                ),
                (
                    "في البي\u{200C}ت الكبير",
                    "في البيت الكبير",
                    "Arabic does not",
                ),
                ("Auf\u{200C}lage", "Auflage", "nor does Latin"),
                (
                    "👨\u{200D}👩\u{200D}👧 مرحبا",
                    "👨\u{200D}👩\u{200D}👧 مرحبا",
                    "a family",
                ),
                (
                    "🏳\u{FE0F}\u{200D}🌈 👩🏽\u{200D}🚀",
                    "🏳\u{FE0F}\u{200D}🌈 👩🏽\u{200D}🚀",
                    "after VS16 and after a skin tone",
                ),
                (
                    "❤\u{FE0F}\u{200D}🔥 ❤\u{FE0F} ☎\u{FE0E} 1\u{FE0F}\u{20E3}",
                    "❤\u{FE0F}\u{200D}🔥 ❤\u{FE0F} ☎\u{FE0E} 1\u{FE0F}\u{20E3}",
                    "selectors on emoji and keycaps",
                ),
                ("نص\u{FE0F} كامل", "نص كامل", "a selector on a letter"),
                ("👍\u{200D} نعم", "👍 نعم", "a joiner with nothing to join"),
                ("عام 1445ه\u{200D}", "عام 1445ه\u{200D}", "the Hijri sign"),
                (
                    "١٤٤٥ ه\u{200D}.",
                    "١٤٤٥ ه\u{200D}.",
                    "the Hijri sign before a stop",
                ),
                (
                    "ب\u{200D} ه\u{200D}ذا",
                    "ب هذا",
                    "no other joiner in Arabic",
                ),
                (
                    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} نص\u{E0061}\u{E007F}",
                    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} نص",
                    "tags in a flag, and outside",
                ),
                (
                    "葛\u{E0100} نص",
                    "葛\u{E0100} نص",
                    "ideographic variants are no tags",
                ),
                (
                    "نص\u{FFF9}فوق\u{FFFA}تحت\u{FFFB}",
                    "نصفوقتحت",
                    "interlinear annotation",
                ),
                (
                    "a\u{2061}b\u{2062}c\u{206A}d",
                    "abcd",
                    "invisible operators, deprecated controls",
                ),
                ("ﷺ\u{200F}", "ﷺ", "after a sign"),
                (
                    "a\u{034F}b ب\u{034F}",
                    "a\u{034F}b ب\u{034F}",
                    "the grapheme joiner is a mark, not ours",
                ),
            ],
        );
    }

    #[test]
    fn no_invisible_sign_is_left_in_an_arabic_word() {
        for unit in (0x80..=u16::MAX).filter_map(|unit| char::from_u32(u32::from(unit))) {
            let bits = crate::unicode::class::of(unit as u16);
            if bits & crate::unicode::class::INVISIBLE != 0 {
                let text = format!("في ال{unit}كتاب");
                assert_eq!(
                    alone("invisibles", &text),
                    "في الكتاب",
                    "U+{:04X}",
                    unit as u32
                );
            }
        }
    }
}
