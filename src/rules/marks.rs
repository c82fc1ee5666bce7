//! `marks`: removes tashkeel, by class.

use super::{Action, Example, Family, Mapped, Rule, Setting, Settings, Text, Triggers, nfc};
use crate::lanes;
use crate::line::{Line, Out};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "marks",
    family: Family::Fold,
    lossless: false,
    settings: Settings::AnyOf {
        names: &[
            "harakat",
            "tanween",
            "shadda",
            "sukun",
            "daggerAlef",
            "quranic",
            "other",
            "final",
        ],
        default: 0x7F,
    },
    title: Text {
        ar: "الحركات",
        en: "Marks",
    },
    explanation: Text {
        ar: "يحذف التشكيل كلّه أو أصنافًا منه، أو حركات أواخر الكلمات فقط.",
        en: "Removes all tashkeel, some classes of it, or only the endings of words (final).",
    },
    example: Example {
        before: "الْعَرَبِيَّةُ",
        after: "العربية",
    },
    triggers: Triggers {
        any: class::MARK,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Both(compose_or_trim, map),
    suggest: None,
};

const TATWEEL: u16 = 0x640;
const QURANIC: u32 = 5;
const OTHER: u32 = 6;
const FINAL: u32 = 7;

// The place of a mark's class among the settings.
fn place(mark: u16) -> u32 {
    match mark {
        0x64E..=0x650 => 0,
        0x64B..=0x64D => 1,
        0x651 => 2,
        0x652 => 3,
        0x670 => 4,
        // Small high and low signs of the mushaf, the Uthmani sukun, madda and open tanween among them.
        0x653 | 0x6D6..=0x6ED | 0x8CA..=0x8E1 | 0x8F0..=0x8FF | 0x610..=0x61A | 0x897..=0x89F => {
            QURANIC
        }
        _ => OTHER,
    }
}

fn map(unit: u16, setting: Setting) -> Mapped {
    if class::of(unit) & class::MARK != 0 && setting.has(place(unit)) {
        Mapped::Gone
    } else {
        Mapped::Same
    }
}

// Before the classes go: a hamza or madda that composes with its letter does, so that أ typed as alef
// and hamza does not become ا by accident; and the endings of words, if they are asked for.
fn compose_or_trim(line: &Line<'_>, setting: Setting, out: &mut Out) {
    if line.any & class::HAMZA_MARK != 0 && (setting.has(QURANIC) || setting.has(OTHER)) {
        nfc::run(line, setting, out);
        if !out.is_empty() {
            return;
        }
    }
    if setting.has(FINAL) {
        endings(line, out);
    } else if line.any & class::TATWEEL != 0 {
        seats(line, setting, out);
    }
}

// A tatweel inside a word that only carries marks which all go: it goes with them.
fn seats(line: &Line<'_>, setting: Setting, out: &mut Out) {
    let mut next = 0;
    while let Some(at) = lanes::position(line.text.get(next..).unwrap_or(&[]), TATWEEL) {
        let i = next + at;
        next = i + 1;
        if line.class(next) & class::MARK == 0 {
            continue;
        }
        let rest = line.text.get(i + 1..).unwrap_or(&[]);
        let is_mark = |unit: &&u16| class::of(**unit) & class::MARK != 0;
        let marks = rest.iter().take_while(is_mark);
        let bare = marks.clone().all(|&mark| setting.has(place(mark)));
        let letter = |i: usize| line.class(i) & class::ARABIC != 0;
        let before = line.text.get(..i).unwrap_or(&[]);
        let last = before.iter().rposition(|unit| !is_mark(&unit));
        if bare && last.is_some_and(letter) && letter(i + 1 + marks.count()) {
            out.remove(i, i + 1);
        }
    }
}

// Harakat and tanween on the last letter of a word, or on the letter before a final alef of tanween.
fn endings(line: &Line<'_>, out: &mut Out) {
    let mut after = 0;
    for (i, &unit) in line.text.iter().enumerate() {
        let ending = matches!(place(unit), 0 | 1 | 3) && line.class(i) & class::MARK != 0;
        if !ending {
            continue;
        }
        if after <= i {
            let rest = line.text.get(i + 1..).unwrap_or(&[]);
            after = rest
                .iter()
                .position(|&unit| class::of(unit) & class::MARK == 0)
                .map_or(line.text.len(), |n| i + 1 + n);
        }
        let tanween_alef = place(unit) == 1
            && matches!(line.at(after), 0x627 | 0x649)
            && line.class(after + 1) & (class::ARABIC | class::MARK) == 0;
        if line.class(after) & class::ARABIC == 0 || tanween_alef {
            out.remove(i, i + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table, with};

    #[test]
    fn cases() {
        check("marks");
        table(
            "marks",
            &[
                ("ٱلرَّحۡمَٰنِ", "ٱلرحمن", "dagger alef and the Uthmani sukun"),
                ("ا\u{654}حمد", "أحمد", "a decomposed hamza composes first"),
                ("ا\u{64E}\u{653}ن", "آن", "also past a haraka"),
                ("۝ ۞ ۩ ۥ", "۝ ۞ ۩ ۥ", "signs that are no marks"),
                ("é", "é", "Latin stays"),
                (
                    "إِسۡرَـٰٓءِيلَ ٱلرَّحۡمَـٰنِ شَيۡـًٔا",
                    "إسرءيل ٱلرحمن شيا",
                    "a tatweel goes with the marks that it carried",
                ),
                ("ـَ هـَ", "ـ هـ", "but not where it stands for itself"),
            ],
        );
        assert_eq!(with("marks", "shadda", "مَدَّ"), "مَدَ");
        assert_eq!(with("marks", "harakat,sukun", "مَدْرَسَةٌ"), "مدرسةٌ");
        assert_eq!(
            with("marks", "final", "كَتَبَ الوَلَدُ كِتَابًا."),
            "كَتَب الوَلَد كِتَابا."
        );
        assert_eq!(with("marks", "final", "مُحَمَّدٌ"), "مُحَمَّد");
    }
}
