//! `tatweel`: removes kashida where it only stretches a word.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::lanes;
use crate::line::{Line, Out};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "tatweel",
    family: Family::Repair,
    lossless: true,
    settings: Settings::OneOf(&["inside", "all"]),
    title: Text {
        ar: "الكشيدة",
        en: "Kashida",
    },
    explanation: Text {
        ar: "يحذف التطويل بين حرفين متصلين، ويبقيه حيث يؤدي معنى: هـ للتاريخ الهجري، والـ قبل علامة تنصيص أو كلمة لاتينية، وحامل الهمزة أو الألف الخنجرية.",
        en: "Removes kashida between two joined letters; keeps it where it means something: the Hijri هـ, الـ before a quote or a Latin word, the seat of a hamza or dagger alef.",
    },
    example: Example {
        before: "العـــربية",
        after: "العربية",
    },
    triggers: Triggers {
        any: class::TATWEEL,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

const TATWEEL: u16 = 0x640;
const TEH_MARBUTA: u16 = 0x629;

fn run(line: &Line<'_>, setting: Setting, out: &mut Out) {
    let all = setting.choice() == 1;
    let text = line.text;
    let mut i = 0;
    while let Some(at) = text
        .get(i..)
        .and_then(|rest| lanes::position(rest, TATWEEL))
    {
        let start = i + at;
        let len = text[start..]
            .iter()
            .take_while(|&&unit| unit == TATWEEL)
            .count();
        i = start + len;
        let kept = if all { 0 } else { kept(line, start, i) };
        if kept < len {
            out.remove(start + kept, i);
        }
    }
}

// How much of a run stays.
fn kept(line: &Line<'_>, start: usize, end: usize) -> usize {
    if line.class(end) & class::MARK != 0 {
        return 1;
    }
    // Past marks, and the tatweel that carries them.
    let letter = (0..start)
        .rev()
        .find(|&i| line.class(i) & (class::MARK | class::TATWEEL) == 0);
    // ة takes no tatweel either, and a fold may yet make it a letter that joins.
    let joined = letter
        .is_some_and(|i| line.class(i) & class::JOINS_NEXT != 0 || line.at(i) == TEH_MARBUTA)
        && line.class(end) & class::JOINS_PREVIOUS != 0;
    if joined { 0 } else { end - start }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table, with};

    #[test]
    fn cases() {
        check("tatweel");
        table(
            "tatweel",
            &[
                ("عام 1445هـ", "عام 1445هـ", "the Hijri sign"),
                ("١٤٤٥هـ.", "١٤٤٥هـ.", "the Hijri sign before a stop"),
                (
                    "الـ\"اسم\" والـ«اسم»",
                    "الـ\"اسم\" والـ«اسم»",
                    "before a quotation",
                ),
                ("لـWHO", "لـWHO", "before a Latin word"),
                ("ـها", "ـها", "a suffix alone"),
                ("شَيْـًٔا", "شَيْـًٔا", "the seat of a hamza"),
                ("ٱلرَّحْمَـٰنِ", "ٱلرَّحْمَـٰنِ", "the seat of a dagger alef"),
                (
                    "شيـــ\u{654}ا",
                    "شيـ\u{654}ا",
                    "a run with a mark becomes one",
                ),
                (
                    "مُـحَـمَّـد",
                    "مُحَمَّد",
                    "marks on the letters around are seen through",
                ),
                ("تـِــلك", "تـِلك", "and so does one whose first part has it"),
                ("لـا", "لا", "lam and alef join"),
                ("ـــ", "ـــ", "a line of its own"),
                ("دـر", "دـر", "dal does not join"),
            ],
        );
        assert_eq!(with("tatweel", "all", "هـ ـَ"), "ه َ");
    }
}
