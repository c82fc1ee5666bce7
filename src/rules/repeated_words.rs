//! Suggestions that belong to no rule: a word repeated in a row, and a decorated word. Nothing here
//! edits: repetition and ornament may be meant.

use super::context::{self, ON_LETTER};
use super::{Setting, Text};
use crate::line::{Line, Tips};
use crate::protect::{self, kind};
use crate::unicode::class;

const REPEATED: Text = Text {
    ar: "كلمة مكررة على التوالي؛ قد يكون التكرار مقصودًا",
    en: "A word repeated in a row; it may be meant",
};
const REPEATED_AFTER_PREFIX: Text = Text {
    ar: "كلمتان متماثلتان، أولاهما مسبوقة بواو أو فاء؛ قد يكون التكرار مقصودًا",
    en: "A word repeated, the first time with و or ف; it may be meant",
};
const DECORATED: Text = Text {
    ar: "كلمة مزخرفة برموز بين حروفها أو حولها",
    en: "A word decorated with signs between its letters or around it",
};

const WAW: u16 = 0x648;
const FEH: u16 = 0x641;
const ALEF: u16 = 0x627;
const FATHATAN: u16 = 0x64B;

/// Words said twice for emphasis, in calls and exclamations, and given names that fathers and sons
/// share. Words that end in alef or fathatan (دكًّا دكًّا, جدا جدا, رويدًا رويدًا) are known by that.
const MEANT: &str = "محمد أحمد احمد علي حسن حسين محمود مصطفى إبراهيم ابراهيم عبدالله عبدالرحمن خالد سعيد سالم عمر عثمان يوسف سليمان صالح حمد ناصر \
    سعد طه ياسر أمين بطرس غالي جمال زيد بكر فهد ماجد وليد سلطان فيصل طارق كريم مريم فاطمة عائشة نور هدى سارة ليلى جابر حاتم بشار \
    هاني رامي سامي عادل نبيل زياد مازن إسماعيل إسحاق يعقوب داود موسى عيسى يحيى زكريا حميد راشد جاسم مبارك حامد قاسم \
    لا نعم كلا بلى آه ها هيهات الله لبيك رويدك حي هه طق تك أجل صه حذار آمين \
    واحد واحدة اثنين اثنتين ثلاثة أربعة مرة خطوة قطرة حبة كلمة حرف بيت باب يوم سنة شهر ساعة لحظة مثنى قليل شيء \
    بعض بين السابقون سطر فصل صفحة فقرة آية جزء درجة رجل جماعة دفعة \
    هو هي أنا أنت من ما";

/// Words that end in alef and that nobody says twice for emphasis.
const NOT_MEANT: &str =
    "هذا بهذا لهذا إذا كما إلا أما لما بما فيما عما مما عندما بينما حينما إنما كلما";

/// A word: where, and whether anything but spaces stands between it and the next.
#[derive(Debug, Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
}

/// `تنص تنص`, `وتنص تنص`.
pub(super) fn repeated(line: &Line<'_>, _: Setting, tips: &mut Tips) {
    if line.any & class::ARABIC == 0 || line.any & class::SPACE == 0 {
        return;
    }
    let mut at = 0;
    let mut before: Option<Word> = None;
    while let Some(word) = next_word(line, at) {
        at = word.end;
        let Some(first) = before.replace(word) else {
            continue;
        };
        let (one, two) = (units(line, first), units(line, word));
        // Nearly all words are told apart by their first letters.
        if one.first() != two.first() && !matches!(one.first(), Some(&(WAW | FEH))) {
            continue;
        }
        let same = letters(two) > 1 && alike(one, two);
        let without = || after_prefix(one).is_some_and(|one| alike(one, two));
        let prefixed = !same && letters(two) > 2 && without();
        if !same && !prefixed {
            continue;
        }
        let joined = line
            .text
            .get(first.end..word.start)
            .is_some_and(|gap| !gap.is_empty() && gap.iter().all(|&unit| context::is_space(unit)));
        if !joined || is_meant(two) {
            continue;
        }
        if same {
            // Of three in a row, one suggestion that leaves one.
            let (mut last, mut fullest) = (word, fuller(one, two));
            while let Some(next) = next_word(line, last.end)
                .filter(|&next| follows(line, last, next) && alike(fullest, units(line, next)))
            {
                last = next;
                fullest = fuller(fullest, units(line, next));
            }
            tips.push(first.start, last.end, fullest.to_vec(), REPEATED);
            before = Some(last);
            at = last.end;
        } else {
            tips.push(first.start, word.end, one.to_vec(), REPEATED_AFTER_PREFIX);
        }
    }
}

fn follows(line: &Line<'_>, word: Word, next: Word) -> bool {
    line.text
        .get(word.end..next.start)
        .is_some_and(|gap| gap.iter().all(|&unit| context::is_space(unit)))
}

fn units<'l>(line: &Line<'l>, word: Word) -> &'l [u16] {
    line.text.get(word.start..word.end).unwrap_or_default()
}

/// The same word, or the same letters of which one has no marks.
fn alike(one: &[u16], two: &[u16]) -> bool {
    let is_letter = |unit: &&u16| class::of(**unit) & ON_LETTER == 0;
    let is_bare = |word: &[u16]| word.iter().all(|unit| is_letter(&unit));
    one == two
        || letters(one) > 2
            && (is_bare(one) || is_bare(two))
            && one
                .iter()
                .filter(is_letter)
                .eq(two.iter().filter(is_letter))
}

// Of two spellings of a word the one with marks.
fn fuller<'l>(one: &'l [u16], two: &'l [u16]) -> &'l [u16] {
    if two.len() > one.len() { two } else { one }
}

fn letters(word: &[u16]) -> usize {
    word.iter()
        .filter(|&&unit| class::of(unit) & class::ARABIC != 0)
        .count()
}

/// The word without a conjunction before it.
fn after_prefix(word: &[u16]) -> Option<&[u16]> {
    let (&first, rest) = word.split_first()?;
    let marks = rest
        .iter()
        .take_while(|&&unit| class::of(unit) & ON_LETTER != 0)
        .count();
    matches!(first, WAW | FEH)
        .then(|| rest.get(marks..))
        .flatten()
}

fn is_meant(word: &[u16]) -> bool {
    let plain: Vec<u16> = word
        .iter()
        .copied()
        .filter(|&unit| class::of(unit) & ON_LETTER == 0)
        .collect();
    let is_in = |list: &str| {
        list.split_ascii_whitespace()
            .any(|one| one.encode_utf16().eq(plain.iter().copied()))
    };
    plain.last() == Some(&ALEF) && !is_in(NOT_MEANT) || word.contains(&FATHATAN) || is_in(MEANT)
}

/// The next run of Arabic letters and their marks.
fn next_word(line: &Line<'_>, from: usize) -> Option<Word> {
    const IN_WORD: u32 = class::ARABIC | ON_LETTER | class::LATIN | class::DIGIT | class::FOREIGN;
    let table = class::table();
    let is = |unit: u16, bits: u32| table[usize::from(unit)] & bits != 0;
    let rest = line.text.get(from..)?;
    let start = from + rest.iter().position(|&unit| is(unit, class::ARABIC))?;
    let rest = line.text.get(start..)?;
    let end = start + rest.iter().take_while(|&&unit| is(unit, IN_WORD)).count();
    Some(Word { start, end })
}

/// `مـ☆ـحـ☆ـمد`, `مـ*ـر*حـ*ـبا`: signs between the letters of one word.
pub(super) fn decorated(line: &Line<'_>, _: Setting, tips: &mut Tips) {
    let emoji = line.any & (class::EMOJI | class::SURROGATE) != 0;
    let adorned = emoji || line.adjacent & class::TATWEEL != 0;
    if line.any & class::ARABIC == 0 || !adorned && !line.text.iter().any(|&unit| is_ornament(unit))
    {
        return;
    }
    // An emoji between letters is an ornament, too: how long it is.
    let picture = |i: usize| {
        let span = emoji.then(|| protect::at(line.protected(), i)).flatten();
        span.filter(|span| span.kind == kind::EMOJI && span.start as usize == i)
            .map(|span| (span.end - span.start) as usize)
    };
    let ornament = |i: usize| picture(i).or_else(|| is_ornament(line.at(i)).then_some(1));
    let mut i = 0;
    while i < line.text.len() {
        if line.class(i) & class::ARABIC == 0 {
            i += 1;
            continue;
        }
        let start = i;
        let (mut end, mut ornaments, mut stretched) = (i, 0, false);
        let (mut pending, mut plain, mut kept) = (0, Vec::new(), 0);
        // The letters between two ornaments: whole words that they part are not decorated.
        let (mut piece, mut shortest, mut longest) = (0, usize::MAX, 0);
        while i < line.text.len() {
            let class = line.class(i);
            if class & class::ARABIC != 0 {
                if pending > 0 {
                    (shortest, longest) = (piece.min(shortest), piece.max(longest));
                    piece = 0;
                }
                piece += 1;
                ornaments += pending;
                pending = 0;
            } else if let Some(len) = ornament(i) {
                stretched |= line.before(i) == TATWEEL && line.at(i + len) == TATWEEL;
                pending += 1;
                i += len;
                continue;
            } else if class & ON_LETTER == 0 {
                break;
            }
            if line.at(i) != TATWEEL {
                plain.push(line.at(i));
            }
            i += 1;
            if pending == 0 {
                (end, kept) = (i, plain.len());
            }
        }
        (shortest, longest) = (piece.min(shortest), piece.max(longest));
        plain.truncate(kept);
        if ornaments > 0 && stretched || ornaments > 1 && shortest == 1 && longest < 3 {
            tips.push(start, end, plain, DECORATED);
        } else if ornaments == 0
            && let Some((start, end)) = framed(line, start, end)
        {
            tips.push(start, end, plain, DECORATED);
        }
    }
}

/// `★كلمة★`, `ـــكلمةـــ`, `~*كلمة*~`: from the first to the last of the signs that touch a word on both
/// sides. One kind of ASCII sign is rather markup: `**كلمة**`.
fn framed(line: &Line<'_>, start: usize, end: usize) -> Option<(usize, usize)> {
    let sign = |unit: u16| {
        let pictured = class::of(unit) & class::EMOJI != 0 && !matches!(unit, 0x20E3 | 0xFE0F);
        unit == TATWEEL || is_ornament(unit) || pictured
    };
    let signs = line
        .text
        .get(..start)?
        .iter()
        .rev()
        .take_while(|&&unit| sign(unit));
    let from = start - signs.count();
    // Tatweel after a word belongs to it.
    let tail = line
        .text
        .get(..end)?
        .iter()
        .rev()
        .take_while(|&&unit| unit == TATWEEL);
    let word_end = end - tail.count();
    let signs = line
        .text
        .get(word_end..)?
        .iter()
        .take_while(|&&unit| sign(unit));
    let to = word_end + signs.count();
    let ornate = |signs: &[u16]| match signs {
        [] | [TATWEEL] => false,
        [one] => *one >= 0x80,
        [first, rest @ ..] => *first >= 0x80 || rest.iter().any(|unit| unit != first),
    };
    let word = |unit: u16| class::of(unit) & (context::LETTER | ON_LETTER | class::DIGIT) != 0;
    (ornate(line.text.get(from..start)?)
        && ornate(line.text.get(word_end..to)?)
        && !word(line.before(from))
        && !word(line.at(to)))
    .then_some((from, to))
}

const TATWEEL: u16 = 0x640;

/// Signs that decorate words: ornaments, and the ASCII signs that stand in for them.
fn is_ornament(unit: u16) -> bool {
    class::of(unit) & class::DECORATION != 0
        || matches!(unit, 0x2A | 0x7E | 0x5E | 0xB0 | 0x2022 | 0xB7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Document;
    use crate::line::Places;
    use crate::protect::anchors::Anchors;
    use std::cell::OnceCell;

    fn tips(text: &str, suggest: super::super::Suggest) -> Vec<(String, String)> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let document = Document::new(&units);
        let spans = OnceCell::new();
        let line = Line {
            text: &units,
            any: units.iter().fold(0, |any, &unit| any | class::of(unit)),
            adjacent: units
                .windows(2)
                .fold(0, |all, two| all | class::of(two[0]) & class::of(two[1])),
            places: &Places {
                anchors: Anchors::anywhere(units.len()),
                ..Places::default()
            },
            document: &document,
            breaks_before: 0,
            spans: &spans,
            start: 0,
        };
        let mut tips = Tips::default();
        suggest(&line, Setting(1), &mut tips);
        let cut = |start, end| String::from_utf16_lossy(&units[start..end]);
        tips.0
            .iter()
            .map(|tip| (cut(tip.start, tip.end), String::from_utf16_lossy(&tip.with)))
            .collect()
    }

    fn one(span: &str, with: &str) -> Vec<(String, String)> {
        vec![(span.to_owned(), with.to_owned())]
    }

    #[test]
    fn repeated_words() {
        for (text, span, with) in [
            ("سياسة تنص تنص على", "تنص تنص", "تنص"),
            ("وتنص تنص سياسة", "وتنص تنص", "وتنص"),
            ("فقالت قالت له", "فقالت قالت", "فقالت"),
            ("ذهب في في في البيت", "في في في", "في"),
            ("على على البيت", "على على", "على"),
            ("هذا هذا الكتاب", "هذا هذا", "هذا"),
            ("كَتَبَ كَتَبَ درسا", "كَتَبَ كَتَبَ", "كَتَبَ"),
            ("كتب كَتَبَ درسا", "كتب كَتَبَ", "كَتَبَ"),
            ("وَقَالَ قال", "وَقَالَ قال", "وَقَالَ"),
        ] {
            assert_eq!(tips(text, repeated), one(span, with), "{text}");
        }
        for text in [
            "دكًّا دكًّا",
            "صفًّا صفًّا",
            "رويدًا رويدًا",
            "رويدا رويدا",
            "جدا جدا",
            "محمد محمد علي",
            "لا لا",
            "الله الله",
            "قال. قال آخر",
            "قال، قال",
            "تنص\nتنص",
            "مَن مِن",
            "كتب كتبا",
            "أ أ",
            "ورد رد",
            "12 12",
            "no no",
            "خطوة خطوة",
        ] {
            assert_eq!(tips(text, repeated), [], "{text}");
        }
    }

    #[test]
    fn decorated_words() {
        for (text, with) in [
            ("مـ☆ـحـ☆ـمد", "محمد"),
            ("مـ★ـرحبا", "مرحبا"),
            ("م*ر*ح*ب*ا", "مرحبا"),
            ("سـ✿ـلام", "سلام"),
            ("م🌸ر🌸ح🌸ب🌸ا", "مرحبا"),
            ("مـ❤\u{FE0F}ـحـ❤\u{FE0F}ـمد", "محمد"),
            ("★كلمة★", "كلمة"),
            ("♥كَلِمة♥", "كَلِمة"),
            ("ـــكلمةـــ", "كلمة"),
            ("~*كلمة*~", "كلمة"),
            ("꧁✿كلمة✿꧂", "كلمة"),
        ] {
            assert_eq!(tips(text, decorated), one(text, with), "{text}");
        }
        for text in [
            "*مهم* جدا",
            "نعم*لا",
            "نعم ★ لا",
            "السلام",
            "• بند • بند",
            "هـ★",
            "شكرا❤\u{FE0F}جزيلا❤\u{FE0F}لكم",
            "أحمد★محمود★علي",
            "مرحبا🌸",
            "*مهم*",
            "**مهم** و~~قديم~~",
            "★كلمة",
            "★كلمة أخرى★",
            "ـهاـ",
            "🌸مرحبا🌸",
            "٢*س*٢",
        ] {
            assert_eq!(tips(text, decorated), [], "{text}");
        }
    }
}
