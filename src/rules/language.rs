//! Which language a line in the Arabic script is in, from its letters and words.
//!
//! Rules marked *ar* change letters that are right in Persian, Urdu, Kurdish, Pashto or Uyghur, so
//! they ask here first. A letter that Arabic does not have decides alone. Otherwise evidence is
//! weighed: words that only one side writes, the article, ة, ZWNJ inside a word and the like. Words are
//! compared by their skeleton (no marks; ک ی ہ as ك ي ه), so that a repair does not change the verdict
//! on its own line. A line with no evidence either way is Arabic, unless another line of the text shows
//! that the text has another language in it: then a line must show clearly that it is Arabic, since
//! names and phrases that others took over from it (آلمانی, فی الحال) show it a little.

use crate::line::{Document, Language, Line, lines};
use crate::unicode::class;
use std::sync::LazyLock;

/// Judges a line; see [`Language`].
pub fn of(line: &Line<'_>) -> Language {
    let evidence = weigh(line.text);
    if evidence.letters > 0 {
        return Language::Other;
    }
    let verdict = evidence.verdict();
    let is_little = evidence.other == 0 && evidence.arabic < CLEAR;
    let alone = || line.document.language() != Language::Other;
    match verdict {
        Language::Arabic if is_little && !alone() => Language::Unknown,
        Language::Unknown if is_little && alone() => Language::Arabic,
        verdict => verdict,
    }
}

/// Evidence of Arabic that no line in another language shows: three articles, or two telling words.
const CLEAR: u32 = 6;

/// What a whole text is judged to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judgement {
    /// [`Language::Other`] if a line of it is clearly in another language.
    pub(crate) language: Language,
    /// Whether lines did not count that repair makes readable.
    pub(crate) is_open: bool,
}

impl Judgement {
    /// Whatever its lines are.
    pub(crate) const OTHER: Judgement = Judgement {
        language: Language::Other,
        is_open: false,
    };
    /// Whether rules may make a text of it that is judged otherwise.
    pub(crate) fn may_change(&self) -> bool {
        self.is_open || self.language == Language::Other
    }
}

/// Judges a whole text.
///
/// One such line is enough, however many others there are: the verdict must not depend on how many
/// lines other rules repair, or cleaning twice would find more than cleaning once. For the same reason
/// lines do not count whose words other rules may change: those with presentation forms, with marks of
/// other scripts, with what the rules for noise remove or split, and with the signs of a wrong code
/// page, which look like Persian (ط§ظ„ط¹ط±ط¨ظٹط©).
pub(crate) fn of_document(document: &Document<'_>) -> Judgement {
    const ASKS: u32 = class::LOOKALIKE | class::EVIDENCE;
    const REPAIRED: u32 = class::MOJIBAKE | class::PRESENTATION | class::COMBINING;
    const UNREAD: u32 = REPAIRED
        | class::WORD_SIGN
        | class::CONTROL
        | class::DECORATION
        | class::SURROGATE
        | class::EMOJI
        | class::MARKUP;
    let table = class::table();
    let mut is_open = false;
    let other = lines(document.text).any(|line| {
        let any = line
            .iter()
            .fold(0, |any, &unit| any | table[usize::from(unit)]);
        is_open |= any & REPAIRED != 0;
        // Addresses, mentions and hashtags.
        let named = || {
            let letter = |unit: u16| table[usize::from(unit)] & (class::LATIN | class::ARABIC) != 0;
            line.iter()
                .any(|unit| matches!(unit, 0x23 | 0x2F | 0x40 | 0x5F))
                || line
                    .windows(2)
                    .any(|two| matches!(*two, [0x2E, next] if letter(next)))
        };
        any & ASKS != 0 && any & UNREAD == 0 && !named() && {
            let mut evidence = weigh(line);
            evidence.other += 3 * evidence.letters.min(1);
            evidence.other >= 3 && evidence.verdict() == Language::Other
        }
    });
    let language = if other {
        Language::Other
    } else {
        Language::Unknown
    };
    Judgement { language, is_open }
}

/// What speaks for either side; a point is about as much as one telling letter.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Evidence {
    arabic: u32,
    other: u32,
    /// Letters that Arabic does not have.
    letters: u32,
}

impl Evidence {
    // When in doubt the line is left alone, so Arabic must outweigh the other side twice.
    fn verdict(&self) -> Language {
        if self.arabic > 2 * self.other && self.arabic > 1 {
            Language::Arabic
        } else if self.other > self.arabic {
            Language::Other
        } else {
            Language::Unknown
        }
    }
}

fn weigh(text: &[u16]) -> Evidence {
    let table = class::table();
    let mut evidence = Evidence::default();
    let mut seen = Seen::default();
    let mut i = 0;
    while i < text.len() {
        let start = i;
        while text.get(i).is_some_and(|&unit| in_word(unit, table)) {
            i += 1;
        }
        if i == start {
            i += 1;
            continue;
        }
        word(text.get(start..i).unwrap_or(&[]), &mut evidence, &mut seen);
    }
    evidence.arabic += u32::from(seen.kaf) + u32::from(seen.yeh) + u32::from(seen.maksura);
    evidence.other += u32::from(seen.goal);
    // Other languages leave their vowels to the reader, too; text with a mark on every third letter is
    // Arabic.
    if seen.marks >= 4 && 3 * seen.marks >= seen.letters {
        evidence.arabic += 8;
    }
    evidence
}

/// What counts once a line, however often it occurs.
#[derive(Debug, Default)]
struct Seen {
    kaf: bool,
    yeh: bool,
    maksura: bool,
    /// ہ or ە or one with a hamza, which no Arabic, and mostly no Persian, keyboard has.
    goal: bool,
    marks: u32,
    letters: u32,
}

const ZWNJ: u16 = 0x200C;

fn in_word(unit: u16, table: &class::Table) -> bool {
    let bits = table[usize::from(unit)];
    bits & (class::ARABIC | class::MARK | class::TATWEEL | class::INVISIBLE) != 0
        && bits & class::SURROGATE == 0
}

/// The skeleton of a word; of a very long one, only its length.
#[derive(Debug, Default, Clone, Copy)]
struct Skeleton {
    letters: [u16; 24],
    len: usize,
}

impl Skeleton {
    fn push(&mut self, unit: u16) {
        if let Some(place) = self.letters.get_mut(self.len) {
            *place = unit;
        }
        self.len += 1;
    }
    fn letters(&self) -> &[u16] {
        self.letters.get(..self.len).unwrap_or(&[])
    }
}

/// The letters of a folded word in 6 bits each; `None` if they are none or more than ten, or if one is
/// not an Arabic letter.
pub(super) fn pack(letters: &[u16]) -> Option<u64> {
    if letters.is_empty() || letters.len() > 10 {
        return None;
    }
    letters.iter().try_fold(0u64, |packed, &letter| {
        let code = letter.checked_sub(0x620).filter(|&code| code < 64)?;
        Some(packed << 6 | u64::from(code))
    })
}

/// The letter that a look-alike is taken for, and that a fold for search would leave: ك for ک, ي for ی
/// ى and ئ, ه for ہ and ة. A verdict on folded letters is the same before and after any of these.
pub(super) fn fold(unit: u16) -> u16 {
    match unit {
        0x06A9 | 0x06AA => 0x0643,
        0x06CC | 0x0649 | 0x0626 => 0x064A,
        0x06C0..=0x06C3 | 0x06D5 | 0x06BE | 0x0629 => 0x0647,
        0x0622 | 0x0623 | 0x0625 | 0x0671 => 0x0627,
        0x0624 => 0x0648,
        unit => unit,
    }
}

/// Hamza alone, which a fold for search removes; no verdict counts it as a letter.
pub(super) const HAMZA: u16 = 0x0621;

fn word(text: &[u16], evidence: &mut Evidence, seen: &mut Seen) {
    let mut skeleton = Skeleton::default();
    let mut last = 0;
    let mut marks = 0u64;
    let mut joiner_at = None;
    let mut own = false;
    for (i, &unit) in text.iter().enumerate() {
        let bits = class::of(unit);
        if bits & class::ARABIC == 0 {
            if bits & class::HAMZA_MARK != 0 {
                // What is not composed yet weighs what it will.
                let first = u32::from(skeleton.len == 1);
                let (joined, more) = match (last, unit) {
                    (0x627, 0x653) => (0x622, 0),
                    (0x627, 0x654) => (0x623, first),
                    (0x627 | 0x622, 0x655) => (0x625, 2),
                    (0x623, 0x655) => (0x625, 2 - first),
                    (0x6D5, 0x654) => (0x6C0, 0),
                    _ => (last, 0),
                };
                own |= joined != last && matches!(joined, 0x623 | 0x625);
                evidence.arabic += more;
                last = joined;
            } else if bits & class::MARK != 0 {
                // Twice on one letter is once.
                let mark = 1 << (unit & 63);
                seen.marks += u32::from(marks & mark == 0);
                marks |= mark;
            }
            if unit == ZWNJ && skeleton.len > 0 {
                joiner_at = Some(skeleton.len);
            }
            continue;
        }
        marks = 0;
        if bits & class::EVIDENCE != 0 {
            evidence.letters += 1;
        }
        own |= matches!(unit, HAMZA | 0x623 | 0x625 | 0x629 | 0x649 | 0x671);
        match unit {
            0x643 => seen.kaf = true,
            0x626 | 0x649 | 0x64A => seen.yeh = true,
            0x6C0..=0x6C2 | 0x6D5 => seen.goal = true,
            0x625 => evidence.arabic += 2,
            0x623 if skeleton.len == 0 => evidence.arabic += 1,
            _ => {}
        }
        // Kurdish and Uyghur write ە inside words, and begin them with ئە (يە where hamza is folded).
        if last == 0x6D5 {
            evidence.other += 1;
        } else if unit == 0x6D5 && skeleton.len == 1 && matches!(last, 0x626 | 0x64A) {
            evidence.other += 3;
        }
        last = unit;
        if unit != HAMZA {
            skeleton.push(fold(unit));
        }
        if let Some(at) = joiner_at.take() {
            evidence.other += joined(&skeleton, at, text.get(i..).unwrap_or(&[]));
        }
    }
    seen.letters += skeleton.len as u32;
    seen.maksura |= last == 0x649;
    let letters = skeleton.letters();
    if last == 0x629 || last == 0x6C3 {
        evidence.arabic += 2;
    }
    if let Some(weight) = pack(letters).and_then(lookup) {
        if weight > 0 {
            evidence.arabic += weight.unsigned_abs();
        } else if !own {
            // سأل is not سال: no other language writes these letters in its own words.
            evidence.other += weight.unsigned_abs();
        }
        return;
    }
    evidence.other += if own { 0 } else { endings(letters) };
    evidence.arabic += article(letters) + plural(letters);
}

// ZWNJ after می and نمی, after a silent ه, and before the endings ها های تر ترین ای ام اند.
fn joined(skeleton: &Skeleton, at: usize, rest: &[u16]) -> u32 {
    const ENDINGS: [&[u16]; 9] = [
        &[0x647, 0x627],
        &[0x62A, 0x631],
        &[0x627, 0x64A],
        &[0x627, 0x645],
        &[0x627, 0x646, 0x62F],
        &[0x627, 0x634],
        &[0x627, 0x62A],
        &[0x634, 0x62F],
        &[0x634, 0x648],
    ];
    let before = skeleton.letters().get(..at).unwrap_or(&[]);
    let prefix = matches!(
        before,
        [0x645, 0x64A] | [0x646, 0x645, 0x64A] | [0x628, 0x64A] | [0x646, 0x627]
    );
    let starts = |ending: &[u16]| {
        let mut letters = rest
            .iter()
            .filter(|&&unit| class::of(unit) & class::ARABIC != 0)
            .map(|&unit| fold(unit));
        ending.iter().all(|&letter| letters.next() == Some(letter))
    };
    if prefix || before.last() == Some(&0x647) || ENDINGS.iter().any(|ending| starts(ending)) {
        3
    } else {
        0
    }
}

// The plural ـهای, and the verb endings ـنند ـشند ـدند.
fn endings(letters: &[u16]) -> u32 {
    match letters {
        [_, _, .., 0x647, 0x627, 0x64A] => 2,
        [_, _, .., 0x646 | 0x634 | 0x62F, 0x646, 0x62F] => 1,
        _ => verb(letters),
    }
}

// می or نمی written together with its verb: میشود, نمیکند.
fn verb(letters: &[u16]) -> u32 {
    const STEMS: [&[u16]; 8] = [
        &[0x634, 0x648],        // شو
        &[0x643, 0x646],        // کن
        &[0x643, 0x631, 0x62F], // کرد
        &[0x62A, 0x648, 0x627], // توا
        &[0x62E, 0x648, 0x627], // خوا
        &[0x62F, 0x647],        // ده
        &[0x628, 0x627, 0x634], // باش
        &[0x634, 0x62F],        // شد
    ];
    let rest = match letters {
        [0x646, 0x645, 0x64A, rest @ ..] | [0x645, 0x64A, rest @ ..] => rest,
        _ => return 0,
    };
    if STEMS.iter().any(|stem| rest.starts_with(stem)) {
        2
    } else {
        0
    }
}

// ال, with a one-letter word before it or without, and لل: then three letters at least. Words in
// which ال belongs to the root, or that Persian and Urdu took over with it, are in the list.
fn article(letters: &[u16]) -> u32 {
    const ALEF: u16 = 0x627;
    const LAM: u16 = 0x644;
    match letters {
        [ALEF, LAM, _, _, _, ..] => 2,
        [0x648 | 0x641 | 0x628 | 0x643, ALEF, LAM, _, _, _, ..] => 2,
        [LAM, LAM, _, _, _, ..] => 1,
        _ => 0,
    }
}

// Verbs in the plural: يـ…ـون, ـوا.
fn plural(letters: &[u16]) -> u32 {
    match letters {
        [0x64A, _, _, .., 0x648, 0x646] | [_, _, _, .., 0x648, 0x627] => 1,
        _ => 0,
    }
}

/// Whether a word is one of those that only Arabic writes.
pub(super) fn is_telling(word: &[u16]) -> bool {
    let letters: Vec<u16> = word
        .iter()
        .filter(|&&unit| class::of(unit) & class::ARABIC != 0 && unit != HAMZA)
        .map(|&unit| fold(unit))
        .collect();
    pack(&letters)
        .and_then(lookup)
        .is_some_and(|weight| weight > 1)
}

fn lookup(packed: u64) -> Option<i32> {
    /// The weight is below the letters, which take 60 bits.
    const BITS: u32 = 4;
    const ZERO: i32 = 1 << (BITS - 1);
    static WORDS: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let mut words: Vec<u64> = LISTS
            .iter()
            .flat_map(|&(weight, list)| list.split_whitespace().map(move |word| (weight, word)))
            .filter_map(|(weight, word)| {
                let letters: Vec<u16> = word
                    .encode_utf16()
                    .filter(|&unit| unit != HAMZA)
                    .map(fold)
                    .collect();
                Some(pack(&letters)? << BITS | (weight + ZERO) as u64)
            })
            .collect();
        words.sort_unstable();
        words
    });
    let at = WORDS
        .binary_search_by_key(&packed, |word| word >> BITS)
        .ok()?;
    WORDS
        .get(at)
        .map(|word| (word & ((1 << BITS) - 1)) as i32 - ZERO)
}

/// Words and what they weigh: above zero for Arabic, below for another language, zero for words that
/// look like evidence and are none. Spelled as usual; compared by skeleton.
const LISTS: &[(i32, &str)] = &[
    (
        3,
        "\
        في هذا هذه هذين ذلك تلك التي الذي الذين اللتين كانت كانوا لكنه لكنها ولكن عندما هناك \
        فيها فيه منها عنها عليها عليهم لها لهم إنه بأن فإن لأن لأنه ليس سوف إذا أيضا حيث منذ \
        نحن ماذا لماذا كذلك هؤلاء أولئك بينما يكون تكون يجب يمكن يوجد وهو وقد وفي ومن وعلى \
        وكان وكانت ولا وما ولم وهذا وهذه مما بما فيما عما عندي عندك لديه لديها لدي نحو لقد \
        فقد فلا يقول تقول قالت يتم سيتم بشكل أجل كثيرا دائما أبدا جميعا شيئا",
    ),
    (
        2,
        "\
        إلى عن لم لن ثم كيف متى عند عندنا لكن لأي إلا أنت أنتم أنا هنا كما بها بهذا بهذه \
        منهم منك عني إليه إليها إليك لنا لكم لك كنت كنا يكن يكونوا تكن سيكون يعد تعد كلها \
        كلهم بعضها بعضهم نفسه نفسها معه معها معهم معي معك بينهم بينها حول خلف دون أثناء أحد \
        أحدهم إحدى عدة شيء اليوم أمس غدا حاليا سابقا لاحقا قام قامت جاء جاءت ذهب ذهبت يذهب \
        تذهب كتبت يكتب تكتب يعمل تعمل يريد تريد أريد يعرف تعرف أعرف يستطيع تستطيع يحدث حدث \
        أصبح أصبحت بدأ بدأت يبدأ ظل أقل أحب يحب تحب شكرا مرحبا أهلا كأن كأنه ربما لكي حينما \
        أينما كلما مهما سواء وكل وبعد وقبل وبين ومع وعن ولكل وليس وكذلك وهناك وهم ونحن وأنا \
        وأنت وإن فهو فهي فقال وقال وقالت ولن وكما ولقد رجل رجال امرأة بيوت ولد سمك سيارة \
        مدينة كبير قصير",
    ),
    (
        1,
        "\
        علي عليه لا قد مع هل قال ابن أبي خلال ليست هما بهم منه مني عنه كتب أكثر لعل ليت بل \
        حين لو لولا بيت بنت كلب جميل صغير",
    ),
    (
        0,
        "\
        الله الان البته الفاظ الزام الزامات الهام التماس الحاق التهاب التفات المان القاعده \
        العاده الاقوامي المللي الملل الحمد الاسلام الدین الرحمن الرحیم السلام المقدس المبارک \
        الکترونیک الکتریکی الکل الماس الجزایر الجزائر فقط مثلا كي جدي انها تحت وهي جدا معنا \
        يوم اما لي",
    ),
    // Arabic words, too, but as a line of their own rather Urdu or Punjabi.
    (-1, "انسانی عالمی قومی دا معذوری بیماری"),
    // Persian, and what Dari shares with it.
    (
        -3,
        "\
        است هست نیست بود نبود باشد باشند نباشد شود شوند نشود شد شدند شده نشده کرد کردند کرده \
        کردن کند کنند نکند کنم کنیم کنید دارد دارند ندارد ندارند داشت داشتند داشته داشتن دهد \
        دهند داد دادند داده دادن خواهد خواهند خواهم خواست نمود نموده نماید نمایند بایست \
        بتواند بتوانند تواند توانند میشود میکند میدهد میتواند آید آمد آمده آورد آورده رفت \
        رفته برای آنان اینها ایشان خودش خودم خودمان هرکس هرکسی کسی کسانی درباره بدین \
        بنابراین بلکه هنوز همیشه همه همین همان نیز بسیار خیلی هستند هستم هستیم هستید بودند \
        می نمی کجاست بفرمایید فناوری وزارت دارم داریم دارید کردم کردیم رفتم رفتیم خوانم خواند بینم بیند دانم داند \
        بودن بوده بودم کنی کننده شدن میان مانند یکی یک که را",
    ),
    (
        -2,
        "\
        از این یازدهم دوازدهم سیزدهم شانزدهم هفدهم هجدهم هیجدهم نوزدهم بیستم با در تا هر خود باید شاید روی رو تو شما بیشتر کمتر بهتر بهترین مهمترین روز \
        روزها امروز دیروز امشب ماده کشور کشورها مردم مردمان جهان جهانی ایران ایرانی \
        تهران شهرها خانه خانواده خانم آقا آقای مرد زن زنان مردان دختر مادر برادر خواهر دوست \
        دوستان نامه خدا خداوند خوب خوبی خوش زیبا زیبایی زشت سیاه سفید سبز زرد قرمز آزاد \
        آزادی آزادانه برابر برابری کار کارها دست دستها سر خون آب آتش خاک زمین \
        آسمان ستاره خورشید ماه دریا کوه رود درخت باغ شیر دانش دانشمند آموزش آموزشی آموختن \
        نوشته نوشتن خواندن خواننده شنیدن دیدن دید دانستن دانستند شناسایی شناسائی شناخته \
        همکاری همسر همراه همسایه زناشویی هزار بیست صد دو سه شش هفت هشت نه دوم سوم جمهوری \
        اسلامی فارسی تبریز شیراز اصفهان خراسان سخن سخت آسان روشن تاریک بلند کوتاه نو کهن \
        تازه ساده راست دروغ ممنون سلامتی لطفا بله آیا کجا کدام بخش نخست نخستین آغاز \
        انجام هنر ورزش بازی سازمان دولت ملی ملت مورد بنیاد دشمن امید شادی عشق یاد خنده",
    ),
    // Urdu, and what Seraiki and Western Punjabi share with it.
    (
        -3,
        "\
        کا کو اس اور یہ وہ جو جس کس سب ہوا ہوئی ہونا ہوتا ہوتی تھا تھی کیا کرنا کرتا کرتی کر \
        دیا لیا رہا رہی رہنا جاتا جاتی جانا سکتا سکتی کوئی بھی جب تب تک اسی ایسا ایسی ایک \
        تین ساتھ لیکن تاکہ کیونکہ جبکہ حالانکہ بہت زیادہ صرف طرح طور مطابق ہاتھ آدمی عورت \
        میرا میری تمہارا ہمارا ہماری انکا انکی جتنا جتنی اتنا کتنا کتنی آج کہا کہنا دیکھا \
        دیکھنا لکھا لکھنا رکھا رکھنا رکھتا مجھ تجھ",
    ),
    (
        -2,
        "\
        دفعہ ممالک خاندان بنیادی متحدہ اقوام اردو لاہور دہلی کشمیر بھارت \
        ہندوستان حکومت عدالت فوج جمہوریہ جمہوریت معاشرہ معاشرتی شکریہ مہربانی خوبصورت \
        کام رات صبح زبان راستہ خوشی",
    ),
    // Kurdish (Sorani), Pashto, Uyghur.
    (
        -3,
        "\
        زما ستا زمونږ دغه ئەم ئەو هەموو هەر بووە نییە کوردستان دەکات دەکەن هەیە نیە وەک کورد کوردی وي هغه ته لري \
        بىلەن ئادەم كىشى",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::alone;

    #[test]
    fn beside_another_language_arabic_must_be_clear() {
        for line in [
            "آلمانی اتریش",
            "عربی الجزایری",
            "لیست محتوا",
            "شیء دیگر",
            "فی الحال",
            "علی البدل",
        ] {
            let text = format!("این کتاب برای شما است\n{line}");
            assert_eq!(alone("lookalikes", &text), text);
        }
        let text = "این کتاب برای شما است\nهذا هو الکتاب فی المکتبة";
        let read = "این کتاب برای شما است\nهذا هو الكتاب في المكتبة";
        assert_eq!(alone("lookalikes", text), read);
    }

    #[test]
    fn no_word_is_in_two_lists() {
        let mut all: Vec<(u64, &str, i32)> = LISTS
            .iter()
            .flat_map(|&(weight, list)| list.split_whitespace().map(move |word| (weight, word)))
            .filter_map(|(weight, word)| {
                let letters: Vec<u16> = word
                    .encode_utf16()
                    .filter(|&unit| unit != HAMZA)
                    .map(fold)
                    .collect();
                Some((pack(&letters)?, word, weight))
            })
            .collect();
        all.sort_unstable();
        for pair in all.windows(2) {
            let [a, b] = pair else { continue };
            let same_side = a.2.signum() == b.2.signum();
            assert!(a.0 != b.0 || same_side, "{} is {} and {}", a.1, a.2, b.2);
        }
    }
}
