//! Guards: repetition that is legitimate.
//!
//! Two kinds. Words that make a difference: near copies that differ in a number or a negation are no
//! copies ([`is_critical`]).

use std::collections::HashSet;
use std::sync::LazyLock;

/// Numbers in words, and the names of days and months, which number too; folded, without prefixes.
const NUMBERS: &str = "
    واحد واحده اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي ثلاثه ثلاث اربعه اربع خمسه خمس سته ست سبعه سبع
    ثمانيه ثماني ثمان تسعه تسع عشره عشر عشرون عشرين ثلاثون ثلاثين اربعون اربعين خمسون خمسين
    ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مايه مايتان مايتين مايتا مايتي مايات
    الف الفان الفين الفا الفي الاف الوف مليون مليونان مليونين ملايين مليار ملياران مليارين مليارات تريليون
    اول اولي ثاني ثان ثانيه ثالث ثالثه رابع رابعه خامس خامسه سادس سادسه سابع سابعه ثامن ثامنه تاسع تاسعه
    عاشر عاشره حادي حاديه نصف ثلث ثلثا ثلثي ثلثين ربع خمس سدس عشر
    ثلاثاء ثلاثا اربعاء اربعا خميس جمعه
    يناير فبراير مارس ابريل مايو يونيو يونيه يوليو يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
    شباط اذار نيسان ايار حزيران تموز ايلول تشرين محرم صفر رجب شعبان رمضان شوال
    zero one two three four five six seven eight nine ten hundred thousand million billion
    first third fourth fifth sixth seventh eighth ninth tenth
    monday tuesday wednesday thursday friday saturday sunday
    january february april june july august september october november december";

/// Words that turn a statement around; folded, without prefixes.
const NEGATIONS: &str = "
    لا لم لن ليس ليست ليسوا ليسا لست لسنا لستم غير غيره غيرها بدون دون عدم
    no not never none neither nor without cannot";

/// Whole words only, for without the article they mean something else (أحد, سبت).
const DAYS: &str = "الاحد السبت";

static CRITICAL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    [NUMBERS, NEGATIONS]
        .iter()
        .flat_map(|list| list.split_whitespace())
        .collect()
});

/// Whether a word, folded, makes a difference by itself: it has a digit, is a number in words, or a
/// negation, with whatever is prefixed to it.
pub(crate) fn is_critical(word: &[u16]) -> bool {
    let Ok(word) = String::from_utf16(word) else {
        return false;
    };
    if word.chars().any(char::is_numeric) {
        return true;
    }
    let conjunctions = ["", "و", "ف"];
    let prepositions = ["", "ب", "ل", "ك"];
    let articles = ["", "ال", "ل"];
    conjunctions.iter().any(|prefix| {
        let Some(word) = word.strip_prefix(prefix) else {
            return false;
        };
        if DAYS.split(' ').any(|day| day == word) {
            return true;
        }
        prepositions.iter().any(|prefix| {
            let Some(word) = word.strip_prefix(prefix) else {
                return false;
            };
            articles.iter().any(|prefix| {
                word.strip_prefix(prefix).is_some_and(|word| {
                    CRITICAL.contains(word)
                        || word
                            .strip_suffix("مايه")
                            .is_some_and(|unit| CRITICAL.contains(unit))
                })
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_make_a_difference() {
        let critical = |word: &str| is_critical(&word.encode_utf16().collect::<Vec<_>>());
        for word in [
            "12",
            "٣",
            "x2",
            "ثلاثه",
            "والثالثه",
            "لا",
            "ولا",
            "بلا",
            "لم",
            "بغير",
            "ثلاثمايه",
            "للاول",
            "الاحد",
            "والسبت",
            "not",
        ] {
            assert!(critical(word), "{word}");
        }
        for word in [
            "كتاب",
            "احد",
            "ما",
            "الا",
            "ولد",
            "لما",
            "اعلام",
            "",
            "notable",
        ] {
            assert!(!critical(word), "{word}");
        }
    }
}
