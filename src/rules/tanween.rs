//! `tanween`: one order for fathatan and the alef that carries it.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Language, Line, Out};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "tanween",
    family: Family::Publish,
    lossless: true,
    settings: Settings::OneOf(&["beforeAlef", "onAlef"]),
    title: Text {
        ar: "موضع تنوين الفتح",
        en: "Place of fathatan",
    },
    explanation: Text {
        ar: "يجعل تنوين الفتح على الحرف الذي قبل الألف (ًا) أو على الألف نفسها (اً) في آخر الكلمة، وتبقى سائر حركات الحرف.",
        en: "Puts fathatan on the letter before a word's final alef (ًا) or on the alef itself (اً); other marks on the letter stay.",
    },
    example: Example {
        before: "شكراً جزيلاً",
        after: "شكرًا جزيلًا",
    },
    triggers: Triggers {
        any: class::MARK,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

const FATHATAN: u16 = 0x64B;
const SHADDA: u16 = 0x651;

/// Alef, and the alef maksura of هدى and فتى.
fn is_alef(unit: u16) -> bool {
    matches!(unit, 0x627 | 0x649)
}

fn run(line: &Line<'_>, setting: Setting, out: &mut Out) {
    if !line.text.contains(&FATHATAN) {
        return;
    }
    // Persian writes it on the alef.
    let mut arabic = None;
    let before = setting.choice() == 0;
    for alef in 1..line.text.len() {
        if !is_alef(line.at(alef)) {
            continue;
        }
        let mut start = alef;
        while line.class(start.wrapping_sub(1)) & class::MARK != 0 {
            start -= 1;
        }
        let marks = line.text.get(start..alef).unwrap_or_default();
        // A shadda beside it on the alef belongs to the letter, too: حقاًّ.
        let (on_alef, shadda, end) = match (line.at(alef + 1), line.at(alef + 2)) {
            (FATHATAN, SHADDA) => (true, true, alef + 3),
            (FATHATAN, _) => (true, false, alef + 2),
            _ => (false, false, alef + 1),
        };
        let on_letter = marks.contains(&FATHATAN);
        let wrong = if before {
            on_alef
        } else {
            on_letter && !on_alef
        };
        // Qur'anic signs of recitation belong with the tanween where it stands.
        let plain = marks.iter().all(|unit| !(0x6D6..=0x6ED).contains(unit));
        if !wrong
            || !plain
            || line.class(start.wrapping_sub(1)) & class::ARABIC == 0
            || line.class(end) & (class::ARABIC | class::MARK | class::TATWEEL) != 0
            || !*arabic.get_or_insert_with(|| line.language() != Language::Other)
        {
            continue;
        }
        // Its combining class, 27, is the lowest: it comes first on the letter.
        let mut with = Vec::with_capacity(end - start);
        if before {
            with.push(FATHATAN);
        }
        with.extend(marks.iter().filter(|&&unit| unit != FATHATAN));
        if shadda && !marks.contains(&SHADDA) {
            with.push(SHADDA);
        }
        with.push(line.at(alef));
        if !before {
            with.push(FATHATAN);
        }
        out.replace(start, end, &with);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table, with};

    #[test]
    fn cases() {
        check("tanween");
        table(
            "tanween",
            &[
                ("سابقاً، دائماً.", "سابقًا، دائمًا.", "before signs"),
                ("كتابًا", "كتابًا", "already there"),
                ("دَكّاً صفّاً", "دَكًّا صفًّا", "with shadda, in the order of NFC"),
                ("حقاًّ", "حقًّا", "with the shadda on the alef, too"),
                ("مَرَّةَاً", "مَرَّةًَا", "no mark is lost"),
                ("جزءاً شيئاً سماءً", "جزءًا شيئًا سماءً", "after hamza"),
                ("هدىً فتىً", "هدًى فتًى", "on alef maksura"),
                ("كتابًاً", "كتابًا", "on both"),
                ("اً", "اً", "alone"),
                ("اًل", "اًل", "not at the end of a word"),
                ("عَلِيمًۭا", "عَلِيمًۭا", "with a sign of recitation"),
            ],
        );
        assert_eq!(with("tanween", "onAlef", "كتابًا دكًّا هدًى"), "كتاباً دكّاً هدىً");
        assert_eq!(with("tanween", "onAlef", "كتاباً عَلِيمًۭا"), "كتاباً عَلِيمًۭا");
    }
}
