//! `ligatureWords`: signs that are read as a word or a phrase (ﷺ ﷲ ﷽) are written out, or a phrase
//! becomes its sign. Either way the text says the same.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::class;
use std::sync::LazyLock;

pub(super) const RULE: Rule = Rule {
    id: "ligatureWords",
    family: Family::Fold,
    lossless: true,
    settings: Settings::OneOf(&["expand", "collapse"]),
    title: Text {
        ar: "العبارات في رمز واحد",
        en: "Words in one sign",
    },
    explanation: Text {
        ar: "يكتب الرموز التي تُقرأ عبارة (ﷺ وﷲ و﷽) بحروفها مع مسافاتها، أو يجمع العبارة غير المشكولة في رمزها.",
        en: "Writes out signs that are read as words (ﷺ ﷲ ﷽), with the spaces they need, or turns the unvocalized phrase into its sign.",
    },
    example: Example {
        before: "قال النبيﷺ",
        after: "قال النبي صلى الله عليه وسلم",
    },
    triggers: Triggers {
        any: class::WORD_SIGN | class::ARABIC,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

/// Each sign and what it says (the names in UnicodeData.txt). FDF0 and FDF1 mark pauses in the Qur'an
/// and are read as no word.
const PHRASES: &[(char, &str)] = &[
    ('\u{FBC3}', "جل وعلا"),
    ('\u{FBC4}', "دامت بركاتهم"),
    ('\u{FBC5}', "رحمة الله تعالى عليه"),
    ('\u{FBC6}', "رحمة الله عليهم"),
    ('\u{FBC7}', "رحمة الله عليهما"),
    ('\u{FBC8}', "رحمهم الله تعالى"),
    ('\u{FBC9}', "رحمهما الله"),
    ('\u{FBCA}', "رحمهما الله تعالى"),
    ('\u{FBCB}', "رضي الله تعالى عنهم"),
    ('\u{FBCC}', "حفظه الله"),
    ('\u{FBCD}', "حفظه الله تعالى"),
    ('\u{FBCE}', "حفظهم الله تعالى"),
    ('\u{FBCF}', "حفظهما الله تعالى"),
    ('\u{FBD0}', "صلى الله تعالى عليه وسلم"),
    ('\u{FBD1}', "عجل الله فرجه الشريف"),
    ('\u{FBD2}', "عليه الرحمة"),
    ('\u{FD40}', "رحمه الله"),
    ('\u{FD41}', "رضي الله عنه"),
    ('\u{FD42}', "رضي الله عنها"),
    ('\u{FD43}', "رضي الله عنهم"),
    ('\u{FD44}', "رضي الله عنهما"),
    ('\u{FD45}', "رضي الله عنهن"),
    ('\u{FD46}', "صلى الله عليه وآله"),
    ('\u{FD47}', "عليه السلام"),
    ('\u{FD48}', "عليهم السلام"),
    ('\u{FD49}', "عليهما السلام"),
    ('\u{FD4A}', "عليه الصلاة والسلام"),
    ('\u{FD4B}', "قدس سره"),
    ('\u{FD4C}', "صلى الله عليه وآله وسلم"),
    ('\u{FD4D}', "عليها السلام"),
    ('\u{FD4E}', "تبارك وتعالى"),
    ('\u{FD4F}', "رحمهم الله"),
    ('\u{FD90}', "رحمة الله عليه"),
    ('\u{FD91}', "رحمة الله عليها"),
    ('\u{FDC8}', "رحمه الله تعالى"),
    ('\u{FDC9}', "رضي الله تعالى عنه"),
    ('\u{FDCA}', "رضي الله تعالى عنها"),
    ('\u{FDCB}', "رضي الله تعالى عنهما"),
    ('\u{FDCC}', "صلى الله عليه وعلى آله وسلم"),
    ('\u{FDCD}', "عجل الله تعالى فرجه الشريف"),
    ('\u{FDCE}', "كرم الله وجهه"),
    ('\u{FDCF}', "سلامه علينا"),
    ('\u{FDF2}', "الله"),
    ('\u{FDF3}', "أكبر"),
    ('\u{FDF4}', "محمد"),
    ('\u{FDF5}', "صلعم"),
    ('\u{FDF6}', "رسول"),
    ('\u{FDF7}', "عليه"),
    ('\u{FDF8}', "وسلم"),
    ('\u{FDF9}', "صلى"),
    ('\u{FDFA}', "صلى الله عليه وسلم"),
    ('\u{FDFB}', "جل جلاله"),
    ('\u{FDFC}', "ريال"),
    ('\u{FDFD}', "بسم الله الرحمن الرحيم"),
    ('\u{FDFE}', "سبحانه وتعالى"),
    ('\u{FDFF}', "عز وجل"),
];

/// The signs that phrases become: those that fonts have had for long.
const COLLAPSED: [char; 3] = ['\u{FDFA}', '\u{FDFB}', '\u{FDFD}'];

static TABLE: LazyLock<Vec<(u16, Vec<u16>)>> = LazyLock::new(|| {
    let unit = |sign: char| u16::try_from(u32::from(sign)).unwrap_or(0);
    let entry = |&(sign, phrase): &(char, &str)| (unit(sign), phrase.encode_utf16().collect());
    PHRASES.iter().map(entry).collect()
});

const SPACE: u16 = 0x20;
const LAM: u16 = 0x644;

fn run(line: &Line<'_>, setting: Setting, out: &mut Out) {
    if setting.choice() == 1 {
        collapse(line, out);
    } else if line.any & class::WORD_SIGN != 0 {
        expand(line, out);
    }
}

fn expand(line: &Line<'_>, out: &mut Out) {
    for (i, &unit) in line.text.iter().enumerate() {
        if class::of(unit) & class::WORD_SIGN == 0 {
            continue;
        }
        let Some((_, phrase)) = TABLE.iter().find(|(sign, _)| *sign == unit) else {
            continue;
        };
        let mut written = Vec::with_capacity(phrase.len() + 2);
        let mut said = phrase.as_slice();
        if let Some(prefix) = prefix(line, i, said) {
            // ل and الله are written لله.
            if prefix == LAM && said.first() == Some(&0x627) {
                said = said.get(2..).unwrap_or(&[]);
            }
        } else if i > 0 && is_word(line.before(i)) {
            written.push(SPACE);
        }
        written.extend_from_slice(said);
        let next = line.at(i + 1);
        if is_word(next) && class::of(next) & (class::WORD_SIGN | class::MARK) == 0 {
            written.push(SPACE);
        }
        out.replace(i, i + 1, &written);
    }
}

fn is_word(unit: u16) -> bool {
    let word = class::ARABIC
        | class::MARK
        | class::LATIN
        | class::DIGIT
        | class::WORD_SIGN
        | class::PRESENTATION;
    class::of(unit) & word != 0
}

// A one-letter word that is written with the next: وﷲ is والله. Only a single word takes one.
fn prefix(line: &Line<'_>, i: usize, said: &[u16]) -> Option<u16> {
    let letter = line.before(i);
    let alone = i < 2 || !is_word(line.before(i - 1));
    let is_prefix = matches!(letter, 0x648 | 0x641 | 0x628 | 0x62A | 0x643 | LAM);
    (alone && is_prefix && !said.contains(&SPACE)).then_some(letter)
}

fn collapse(line: &Line<'_>, out: &mut Out) {
    let text = line.text;
    let mut i = 0;
    while i < text.len() {
        let starts = i == 0 || !is_word(line.before(i));
        let found = TABLE.iter().find(|(sign, phrase)| {
            starts
                && COLLAPSED.iter().any(|&c| u32::from(c) == u32::from(*sign))
                && text.get(i..).is_some_and(|rest| rest.starts_with(phrase))
                && !is_word(line.at(i + phrase.len()))
                && line.class(i + phrase.len()) & class::TATWEEL == 0
        });
        match found {
            Some((sign, phrase)) => {
                out.replace(i, i + phrase.len(), &[*sign]);
                i += phrase.len();
            }
            None => i += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{check, table, with};

    #[test]
    fn cases() {
        check("ligatureWords");
        table(
            "ligatureWords",
            &[
                ("محمد ﷺ.", "محمد صلى الله عليه وسلم.", "spaces as they are"),
                ("(ﷺ)قال", "(صلى الله عليه وسلم)قال", "brackets need none"),
                ("ﷲﷻ قال", "الله جل جلاله قال", "between signs"),
                ("النبيﷺقال", "النبي صلى الله عليه وسلم قال", "on both sides"),
                (
                    "وﷲ بﷲ لﷲ",
                    "والله بالله لله",
                    "a one-letter word stays with its word",
                ),
                ("100﷼", "100 ريال", "after a number"),
                ("﷽", "بسم الله الرحمن الرحيم", "alone"),
                (
                    "قف\u{FDF1} \u{FDF0}",
                    "قف\u{FDF1} \u{FDF0}",
                    "pause marks of the Qur'an",
                ),
                ("﴿ﷲ﴾", "﴿ﷲ﴾", "not in a quotation of the Qur'an"),
            ],
        );
    }

    #[test]
    fn collapse_cases() {
        for (input, output) in [
            ("قال النبي صلى الله عليه وسلم: نعم", "قال النبي ﷺ: نعم"),
            ("الله جل جلاله", "الله ﷻ"),
            ("بسم الله الرحمن الرحيم", "﷽"),
            ("صلى الله عليه وسلموا", "صلى الله عليه وسلموا"),
            ("صلَّى الله عليه وسلم", "صلَّى الله عليه وسلم"),
            ("فصلى الله عليه وسلم", "فصلى الله عليه وسلم"),
            ("الله محمد ﷺ", "الله محمد ﷺ"),
        ] {
            assert_eq!(with("ligatureWords", "collapse", input), output);
            assert_eq!(with("ligatureWords", "collapse", output), output);
        }
    }

    #[test]
    fn every_sign_but_the_pauses_has_its_words() {
        for unit in 0..=u16::MAX {
            let sign = class::of(unit) & class::WORD_SIGN != 0 && !matches!(unit, 0xFDF0 | 0xFDF1);
            assert_eq!(
                TABLE.iter().any(|(known, _)| *known == unit),
                sign,
                "U+{unit:04X}"
            );
        }
    }
}
