//! `lookalikes`: letters that a Persian, Urdu or Kurdish keyboard puts where Arabic has its own become
//! the Arabic ones, on lines that are Arabic. Which letter a final ی stands for, ي or ى, is read from
//! its marks, from a closed lexicon and from the shape of the word; what stays open is suggested.

use super::language::{HAMZA, fold, pack};
use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Language, Line, Out, Tips};
use crate::unicode::class;
use std::collections::HashSet;
use std::sync::LazyLock;

pub(super) const RULE: Rule = Rule {
    id: "lookalikes",
    family: Family::Repair,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "الحروف الشبيهة",
        en: "Look-alike letters",
    },
    explanation: Text {
        ar: "يردّ ما كُتب بلوحة مفاتيح فارسية أو أردية (ک ی ہ ۃ) إلى حروفه العربية في السطور العربية، ويترك السطور الفارسية والأردية والكردية كما هي، ويقترح فقط حيث تحتمل الياء الأخيرة وجهين.",
        en: "Turns letters from a Persian or Urdu keyboard (ک ی ہ ۃ) into the Arabic ones on Arabic lines; lines in Persian, Urdu or Kurdish stay, and a final ی that could be ي or ى is only suggested.",
    },
    example: Example {
        before: "ذهب إلی المکتبة الکبيرة",
        after: "ذهب إلى المكتبة الكبيرة",
    },
    triggers: Triggers {
        any: class::LOOKALIKE,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: Some(suggest),
};

const FARSI_YEH: u16 = 0x6CC;
const YEH: u16 = 0x64A;
const MAKSURA: u16 = 0x649;
const TEH_MARBUTA: u16 = 0x629;
const TEH_MARBUTA_GOAL: u16 = 0x6C3;
const ALEF: u16 = 0x627;
const TEH: u16 = 0x62A;
const MEEM: u16 = 0x645;
const NOON: u16 = 0x646;
const SEEN: u16 = 0x633;
const LAM: u16 = 0x644;

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    if line.language() != Language::Arabic {
        return;
    }
    let table = class::table();
    for (i, &unit) in line.text.iter().enumerate() {
        if table[usize::from(unit)] & class::LOOKALIKE == 0 {
            continue;
        }
        let letter = match unit {
            FARSI_YEH => match yeh(line, i) {
                Sure(letter) => letter,
                Rather(_) => continue,
            },
            TEH_MARBUTA_GOAL => TEH_MARBUTA,
            _ => fold(unit),
        };
        out.replace(i, i + 1, &[letter]);
    }
}

fn suggest(line: &Line<'_>, _: Setting, tips: &mut Tips) {
    const EITHER: Text = Text {
        ar: "ياء أخيرة قد تكون ي أو ى",
        en: "a final ی that could be ي or ى",
    };
    if line.any & class::LOOKALIKE == 0 || line.language() != Language::Arabic {
        return;
    }
    for (i, &unit) in line.text.iter().enumerate() {
        if unit == FARSI_YEH
            && let Rather(letter) = yeh(line, i)
        {
            tips.push(i, i + 1, vec![letter], EITHER);
        }
    }
}

/// Which letter a ی stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Sure(u16),
    Rather(u16),
}

use Reading::{Rather, Sure};

fn yeh(line: &Line<'_>, at: usize) -> Reading {
    let seen_through = class::MARK | class::TATWEEL;
    let is_mark = |i: &usize| line.class(*i) & class::MARK != 0;
    let own = || {
        (at + 1..line.text.len())
            .take_while(is_mark)
            .map(|i| line.at(i))
    };
    // A dagger alef alone: عيسىٰ, and inside a word of the Qur'an هَدَىٰكُمۡ. With a vowel it is يَٰ.
    if own().any(|mark| mark == DAGGER) && !own().any(is_vowel) {
        return Sure(MAKSURA);
    }
    let next = (at + 1..line.text.len())
        .find(|&i| line.class(i) & seen_through == 0 && !matches!(line.at(i), 0x200C | 0x200D));
    let joins = line.class(at + 1) & class::TATWEEL != 0;
    if joins || next.is_some_and(|i| line.class(i) & class::ARABIC != 0) || own().any(is_vowel) {
        return Sure(YEH);
    }
    let word = Word::before(line, at);
    let before = || {
        (0..at)
            .rev()
            .take_while(|&i| line.class(i) & seen_through != 0)
            .map(|i| line.at(i))
    };
    if before().any(|mark| mark == KASRA) {
        return Sure(YEH);
    }
    if own().chain(before()).any(is_fathatan) || before().any(|mark| mark == DAGGER) {
        return Sure(MAKSURA);
    }
    if before().any(|mark| mark == FATHA) {
        let short = word.letters.len() < 2 || LEXICON.yeh.holds(&word.letters);
        return Sure(if short { YEH } else { MAKSURA });
    }
    if let Some(reading) = in_context(line, &word, at + 1) {
        return reading;
    }
    if word.below && matches!(word.letters.as_slice(), [.., ALEF, LAM]) {
        return Sure(MAKSURA);
    }
    unmarked(&word.letters)
}

const FATHA: u16 = 0x64E;
const KASRA: u16 = 0x650;
const DAGGER: u16 = 0x670;

// What only a consonant, or a long vowel with its hamza, carries: a vowel, shadda, sukun in both its
// shapes, tanween but fathatan.
fn is_vowel(mark: u16) -> bool {
    matches!(mark, 0x64C..=0x652 | 0x654..=0x656 | 0x65E | 0x6E1 | 0x8F1 | 0x8F2)
}

fn is_fathatan(mark: u16) -> bool {
    matches!(mark, 0x64B | 0x657 | 0x8F0)
}

/// The letters of a word before its last, folded, and where it starts.
struct Word {
    letters: Vec<u16>,
    start: usize,
    /// It has إ, so that والی is certain.
    below: bool,
}

impl Word {
    fn before(line: &Line<'_>, at: usize) -> Word {
        let in_word = class::ARABIC | class::MARK | class::TATWEEL;
        let start = (0..at)
            .rev()
            .take_while(|&i| line.class(i) & in_word != 0)
            .last()
            .unwrap_or(at);
        let letters = line.text.get(start..at).unwrap_or(&[]);
        let below = letters.contains(&0x625);
        let letters = letters
            .iter()
            .filter(|&&unit| is_letter(unit))
            .map(|&unit| fold(unit))
            .collect();
        Word {
            letters,
            start,
            below,
        }
    }
}

const ALI: [u16; 2] = [0x639, LAM];
const LADA: [u16; 2] = [LAM, 0x62F];
const AL_ULA: [u16; 5] = [ALEF, LAM, ALEF, 0x648, LAM];

// Three frequent words that the words around them decide. علي is a name before بن and after a first
// name or a title; elsewhere على is so much more frequent that there is no doubt. لدى (and not لديّ, "I
// have") stands beside a noun with the article. الأولي, "initial", follows a masculine noun.
fn in_context(line: &Line<'_>, word: &Word, end: usize) -> Option<Reading> {
    static NAMES: LazyLock<Set> = LazyLock::new(|| {
        Set::new(
            "محمد احمد حسن حسين حسان سيدنا مولانا الامام السيد الشيخ الدكتور الحاج الامير الملك ابو آل",
        )
    });
    let has_article = |word: &[u16]| word.len() > 3 && word.starts_with(&[ALEF, LAM]);
    match word.letters.as_slice() {
        letters if letters == ALI => {
            let son = matches!(
                word_after(line, end).as_slice(),
                [0x628, NOON] | [ALEF, 0x628, NOON]
            );
            (son || NAMES.holds(&word_before(line, word.start))).then_some(Rather(YEH))
        }
        letters if letters == LADA => {
            let noun =
                has_article(&word_before(line, word.start)) || has_article(&word_after(line, end));
            noun.then_some(Sure(MAKSURA))
        }
        letters if letters == AL_ULA => {
            let noun = word_before(line, word.start);
            let masculine =
                has_article(&noun) && !matches!(noun.as_slice(), [.., 0x647 | TEH | ALEF]);
            Some(if masculine {
                Rather(MAKSURA)
            } else {
                Sure(MAKSURA)
            })
        }
        _ => None,
    }
}

fn is_letter(unit: u16) -> bool {
    class::of(unit) & class::ARABIC != 0 && unit != HAMZA
}

fn is_arabic(line: &Line<'_>, i: usize) -> bool {
    line.class(i) & (class::ARABIC | class::MARK) != 0
}

fn folded(units: Option<&[u16]>) -> Vec<u16> {
    let letters = units.unwrap_or(&[]).iter();
    letters
        .filter(|&&unit| is_letter(unit))
        .map(|&unit| fold(unit))
        .collect()
}

// The neighbouring word, if a space parts it from this one; else nothing.
fn word_before(line: &Line<'_>, start: usize) -> Vec<u16> {
    let Some(space) = start
        .checked_sub(1)
        .filter(|&i| line.class(i) & class::SPACE != 0)
    else {
        return Vec::new();
    };
    let from = (0..space).rev().take_while(|&i| is_arabic(line, i)).last();
    folded(line.text.get(from.unwrap_or(space)..space))
}

fn word_after(line: &Line<'_>, end: usize) -> Vec<u16> {
    if line.class(end) & class::SPACE == 0 {
        return Vec::new();
    }
    let to = (end + 1..line.text.len()).find(|&i| !is_arabic(line, i));
    folded(line.text.get(end + 1..to.unwrap_or(line.text.len())))
}

/// A word with something taken off its front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Front {
    /// Nothing, or و or ف.
    And,
    /// ب or ك.
    Preposition,
    /// ل, which stands before nouns and before verbs.
    Lam,
    /// ال, بال, كال, لل.
    Article,
    /// س of the future.
    Future,
}

fn fronts(word: &[u16]) -> impl Iterator<Item = (Front, &[u16])> {
    const TABLE: [(&[u16], Front); 8] = [
        (&[], Front::And),
        (&[0x628, ALEF, 0x644], Front::Article),
        (&[0x643, ALEF, 0x644], Front::Article),
        (&[ALEF, 0x644], Front::Article),
        (&[0x644, 0x644], Front::Article),
        (&[0x628], Front::Preposition),
        (&[0x643], Front::Preposition),
        (&[0x644], Front::Lam),
    ];
    let bare = match word {
        [0x648 | 0x641, rest @ ..] if rest.len() > 1 => Some(rest),
        _ => None,
    };
    let heads = std::iter::once(word).chain(bare);
    heads.flat_map(|head| {
        let future = match head {
            [SEEN, rest @ ..] if matches!(rest, [YEH | TEH | NOON | ALEF, _, ..]) => {
                Some((Front::Future, rest))
            }
            _ => None,
        };
        let taken = TABLE.into_iter().filter_map(move |(prefix, front)| {
            let rest = head.strip_prefix(prefix)?;
            let least = if front == Front::Article { 1 } else { 2 };
            (rest.len() >= least || front == Front::And).then_some((front, rest))
        });
        taken.chain(future)
    })
}

// Without marks: the lexicon first, the word as it stands before what is left when its front is taken
// off; then the shape. `word` are the letters before the last.
fn unmarked(word: &[u16]) -> Reading {
    let lexicon = &*LEXICON;
    for (front, rest) in fronts(word) {
        let whole = rest.len() == word.len();
        let verb = matches!(front, Front::And | Front::Future)
            || (front == Front::Lam && matches!(rest, [YEH | TEH | NOON, ..]));
        let noun = front != Front::Future;
        if lexicon.yeh.holds(rest)
            && (whole || front != Front::Preposition && front != Front::Lam || rest.len() > 2)
        {
            return Sure(YEH);
        }
        if front == Front::Article {
            if lexicon.article_maksura.holds(rest) {
                return Sure(MAKSURA);
            }
            if lexicon.article_yeh.holds(rest) {
                return Sure(YEH);
            }
        }
        if front != Front::Future {
            if lexicon.rather_maksura.holds(rest) {
                return Rather(MAKSURA);
            }
            if lexicon.rather_yeh.holds(rest) {
                return Rather(YEH);
            }
        }
        if rest.len() > 1
            && (verb && lexicon.function.holds(rest) || noun && lexicon.noun.holds(rest))
        {
            return Sure(MAKSURA);
        }
    }
    shape(word)
}

// A word that is in no list. The nisba and the suffixes ـني ـتي ـاتي end in ي, and so do the active
// forms of derived verbs; ى is left to verbs of the forms يتفعّى and يتفاعى, and where a weak verb or a
// passive participle is possible nothing is sure.
fn shape(word: &[u16]) -> Reading {
    let article = fronts(word).find(|&(front, _)| front == Front::Article);
    let stem = match article {
        Some((_, rest)) => rest,
        None => fronts(word)
            .filter(|&(front, rest)| {
                front == Front::Future || front == Front::And && rest.len() > 2
            })
            .map(|(_, rest)| rest)
            .last()
            .unwrap_or(word),
    };
    let article = article.is_some();
    let person = matches!(stem, [YEH | TEH | NOON | ALEF, ..]);
    match stem {
        [YEH | TEH | NOON | ALEF, TEH, _, _] | [YEH | TEH | NOON | ALEF, TEH, _, ALEF, _]
            if !article =>
        {
            Sure(MAKSURA)
        }
        [.., ALEF | YEH] => Sure(YEH),
        [TEH, _, _] if article => Sure(YEH),
        [_, _, .., TEH | NOON] if article || !person || stem.len() > 3 => Sure(YEH),
        [_, .., ALEF, _] => Sure(YEH),
        [] | [_] | [_, _] => Rather(YEH),
        [YEH | TEH | NOON, SEEN, TEH, ..]
        | [YEH | TEH | NOON, _, TEH, _]
        | [YEH | TEH | NOON, NOON, _, _]
            if !article =>
        {
            Sure(YEH)
        }
        [YEH | TEH | NOON, ..] if !article && stem.len() < 5 => Rather(YEH),
        [ALEF, ..] if !article && stem.len() < 5 => Rather(YEH),
        [ALEF, SEEN, TEH, _, _] if !article => Rather(MAKSURA),
        [MEEM, _, _] => Rather(YEH),
        [MEEM, _, TEH, ..] | [MEEM, TEH, ..] | [MEEM, SEEN, TEH, ..] if stem.len() < 6 => {
            Rather(YEH)
        }
        [MEEM, NOON, _, _] => Rather(YEH),
        _ => Sure(YEH),
    }
}

/// Words without their last letter, packed.
struct Set(HashSet<u64>);

impl Set {
    fn new(list: &str) -> Set {
        let letters = |word: &str| -> Vec<u16> {
            word.encode_utf16()
                .filter(|&unit| unit != HAMZA)
                .map(fold)
                .collect()
        };
        Set(list
            .split_whitespace()
            .filter_map(|word| pack(&letters(word)))
            .collect())
    }
    fn endless(list: &str) -> Set {
        let letters = |word: &str| -> Vec<u16> {
            let mut letters: Vec<u16> = word
                .encode_utf16()
                .filter(|&unit| unit != HAMZA)
                .map(fold)
                .collect();
            letters.pop();
            letters
        };
        Set(list
            .split_whitespace()
            .filter_map(|word| pack(&letters(word)))
            .collect())
    }
    fn holds(&self, letters: &[u16]) -> bool {
        pack(letters).is_some_and(|packed| self.0.contains(&packed))
    }
}

struct Lexicon {
    yeh: Set,
    function: Set,
    noun: Set,
    rather_maksura: Set,
    rather_yeh: Set,
    article_yeh: Set,
    article_maksura: Set,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    yeh: Set::endless(ENDS_IN_YEH),
    function: Set::endless(VERBS_AND_PARTICLES_IN_MAKSURA),
    noun: Set::endless(NOUNS_IN_MAKSURA),
    rather_maksura: Set::endless(EITHER_RATHER_MAKSURA),
    rather_yeh: Set::endless(EITHER_RATHER_YEH),
    article_yeh: Set::endless(
        "الرأي المشي السعي الآلي البشري الجري المضي العلي الآتي"
            .replace("ال", "")
            .as_str(),
    ),
    article_maksura: Set::endless("وسطى يسرى"),
});

// The lists, without hamza on alef. A word is here when its shape does not tell, or tells wrong.

/// Words that end in ي though their shape leaves it open.
const ENDS_IN_YEH: &str = "\
    بلدي كروي كشفي سيتي ابني ابي اتحادي اتفاقي اجنبي احمي اختي اخوي اخي ادبي ادري اذني ازلي اسيوي اصلي اعني افقي \
    امشي املي اممي امني اموي امي اميري انتي انني انوي اني اهلي ايدي باسمي بري بغي بي تؤدي \
    تؤذي تابعي تاكسي تبدي تبكي تثني تجاري تجدي تجري تجني تحتي تحمي تحوي تخصصي تخيلي تدري \
    تدني تراثي تربوي ترسي تركي ترمي تساوي تسري تسقي تضفي تطوعي تطوي تعازي تعاطي تعرفي تعسفي \
    تعطي تعني تعي تغري تغطي تغني تفشي تفضي تفي تقدمي تقضي تقني تكفي تلافي تلاقي تلبي تلغي \
    تلي تمضي تملي تنفي تنمي تنوي توازي توحي توصي توعوي توفي تونسي توني تي ثدي جدي جلي جوي جي \
    حبي حدي حسي حظي حقي حلي حي خذي خزي خفي دبي دي ذكي ذوي ذي ربي رقي ري زكي زي سائلي ساحلي \
    سادي ساري سري سنوي سني سي سيدتي سيرجي شهي شوي شي صبي صحي صفي ضدي ضعي طبي طري طهي طي ظبي \
    ظني عني غبي غلي غي فادي فارسي فضي ففي فمي فني فهي في قصي كمي كندي كوري كي لؤي لكي لي \
    مؤدي مؤذي مئوي متابعي متبقي متجري متحفي متخفي متوسطي متولي مجتمعي مجدي محبي محكي محلي \
    محمي مختفي مخفي مروي مستلقي مشتري مشوي مصري مطلي معتدي معي مقضي مقلي مكتبي مكي ملتوي \
    ملكي منزلي منسي منطقي منهجي مهتدي مهدي ميسي نؤدي نبدي نبني نبوي نبي نثري نجري نجمي نجني \
    نحمي نحوي نسبي نصفي نصلي نصي نضحي نظري نعطي نعني نغطي نفسي نفطي نقدي نقضي نقي نمشي نمضي \
    نمطي ننهي نهدي نهري نوري نوصي نوعي نووي هذي هي وادي واقعي والدتي وحي ودي وصي وعي وفي ولي \
    وهي يؤدي يؤذي يبدي يبكي يثني يجدي يجري يجلي يجني يحمي يحوي يدري يدلي يدوي يدي يرثي يرسي \
    يرمي يزري يسقي يسوي يضحي يضفي يطوي يعطي يعني يعي يغري يغطي يفدي يفشي يفضي يفي يقضي يقي \
    يكفي يلبي يلغي يلي يمشي يمضي يملي ينفي ينمي ينوي يهدي يهذي يهودي يوصي يومي";

/// Verbs and particles that end in ى: they take و and ف, and the verbs س and ل.
const VERBS_AND_PARTICLES_IN_MAKSURA: &str = "\
    ابتغى ابتلى ابدى ابقى ابلى اتى اثنى احتذى احتوى احظى اختفى اخشى ادلى ادى ارتدى ارتضى \
    ارتقى ارى ازدرى استبقى استثنى استخفى استدعى استرعى استسقى استشرى استعصى استعلى استغنى \
    استقصى استلقى استوحى استوفى استولى استوى اسعى اشترى اشتكى اصطفى اعتدى اعترى اعتلى اعتنى \
    اعطى اغرى افترى افتى افشى افضى اقتدى اقتضى اقتفى اكتسى اكتفى اكتوى التقى الغى الى امسى \
    امضى انبرى انتقى انتمى انتهى انثنى انجلى انحنى انزوى انسى انضوى انطوى انقضى انمحى انهى \
    اهتدى بكى بلى تابى تبقى تبلى تتلى تجزى تحصى تحظى تخشى تدعى ترجى ترضى ترعى ترى تسعى تسمى \
    تشقى تطغى تغشى تفنى تنسى جرى حتى سوى صلى عانى عسى على  كفى لاقى متى مضى نبقى نحظى \
    نخشى نرضى نرعى نرى نسعى ننسى نوى يابى يبقى يبلى يتلى يحظى يخشى يدعى يرجى يرضى يرعى يرقى \
    يرى يسعى يسمى يشقى يطغى يعصى يغشى يغمى يكنى ينسى";

/// Nouns, names and adjectives that end in ى: they take the article and prepositions, too.
const NOUNS_IN_MAKSURA: &str = "\
    ابهى اجدى احدى احرى احلى اخرى اخزى ادنى ادهى اذكى اذى ارقى ازكى اسارى اسخى اشهى \
    اضحى اضنى اعتى اعلى اعمى اغبى اغلى افعى اقسى اقصى اقوى انثى انقى انكى اوعى اوفى  \
    بلوى تعالى تقوى ثكالى ثكلى جدوى جرحى جمادى جوعى حبارى حبلى حزانى حصى حلوى حمقى حيارى \
    خزامى خنثى دجى دعاوى دعوى دفلى ديالى ذرى ذكرى رؤى رحى رشاوى رشوى زلفى سقطرى سكارى \
    سلوى شتى شذى شكاوى شكوى شورى صدى صرعى صغرى ضحى طوبى عداوى عدوى عذارى عطاشى عطشى عظمى \
    عقبى عيسى غرقى غيارى فتاوى فتوى فتى فحوى فدوى فرادى فصحى فوضى قتلى قدامى قذى قرى قصارى \
    قصوى كبرى كسالى كسرى لبنى لظى ليلى ماوى مبتغى مبنى متبنى متوفى مثنى مثوى مجتبى مجرى \
    محتذى محتوى مدى مراى مرتجى مرتضى مرضى مرعى مرمى مستثنى مستشفى مستوحى مستوى مسرى مسعى \
    مسمى مشتى مشفى مصطفى مصفى مصلى معافى معنى مغزى مغطى مغمى مفدى مقتدى مقتضى مقفى مقهى \
    ملتقى ملقى ملهى ممشى مناى منتدى منتقى منتهى منحنى منحى منفى موتى موسى موسيقى مولى نجوى \
    ندامى ندى نزوى نشامى نصارى نينوى هدى هلكى هوى وثقى وغى يتامى يحيى";

/// Both words exist; the one with ى is the more frequent.
const EITHER_RATHER_MAKSURA: &str = "\
    اولى قضى تلاشى تناسى تمادى تغاضى تهاوى تداعى توالى تراءى اسرى اتقى اجرى ادعى اروى اشفى اغنى القى اهوى اوحى اوصى تجلى تحلى تخلى تربى ترقى تصحى تصدى \
    تلقى تمحى تهوى حمى خطى رعى ساوى سجى سدى سعى سلمى طغى طوى عرى عصى فدى فعلى لدى مبتلى \
    محترى مستدعى مشى معطى نهى والى ورى وصلى يؤتى يحصى يعلى يفنى يقوى يمحى يهوى";

/// Both words exist; the one with ي is the more frequent.
const EITHER_RATHER_YEH: &str = "\
    رضي تعافي ابكي اثري احصي اخفي ارضي اسمي اعفي اقضي اهدي بشري بقي بني تاني تبني تحدي تخطي تخفي تدلي \
    تشفي تصلي تعدي تقي تمشي تنحي تنهي تولي ثري جازي جني حسني حكي دعي دمي راي رشي رمي روي \
    سالي سفلي سقي سمي شري شفي صحاري عدي عمي غني غوي فصلي فضلي فلدي قربي قوي كسي كلي لحي لقي \
    لوي مبكي متلقي متنبي مثلي مدعي مربي مرتدي مرسي مقوي منتمي مني نسي نعي نفي وسطي وعني ولدي \
    يبني يجزي يحكي يخفي يربي يروي يسري يسلي يشفي يصلي يغني يلقي يمني ينهي يوحي";

#[cfg(test)]
mod tests {
    use crate::rules::testing::{alone, check, table};

    #[test]
    fn cases() {
        check("lookalikes");
        table(
            "lookalikes",
            &[
                (
                    "ذهب الولد الی المدرسة علی قدميه",
                    "ذهب الولد الى المدرسة على قدميه",
                    "by lexicon; no hamza is added",
                ),
                (
                    "کتاب بیت کبیر",
                    "كتاب بيت كبير",
                    "no evidence of another language",
                ),
                (
                    "فی البیت الذی بناه",
                    "في البيت الذي بناه",
                    "final ی of في and الذي",
                ),
                (
                    "موسی وعیسی ومصطفی فی المستشفی",
                    "موسى وعيسى ومصطفى في المستشفى",
                    "names and nouns",
                ),
                (
                    "ہذہ مدرسۃ ڪبیرة ھنا",
                    "هذه مدرسة كبيرة هنا",
                    "heh, teh marbuta, swash kaf",
                ),
                ("فی مدرسۀ البلدة", "في مدرسه البلدة", "heh with hamza above"),
                (
                    "الاقتصاد العربی والمصری والدولی",
                    "الاقتصاد العربي والمصري والدولي",
                    "nisba",
                ),
                (
                    "فِی کِتَابِی عَلَی الطَّاوِلَةِ",
                    "فِي كِتَابِي عَلَى الطَّاوِلَةِ",
                    "kasra and fatha before it decide",
                ),
                (
                    "عیسیٰ تعالیٰ هدیً فی",
                    "عيسىٰ تعالىٰ هدىً في",
                    "dagger alef and fathatan",
                ),
                ("هذا نبیّ من الأنبیاء", "هذا نبيّ من الأنبياء", "shadda"),
                (
                    "کی\u{64E}ف أنت الیـــوم",
                    "كي\u{64E}ف أنت اليـــوم",
                    "marks and tatweel are seen through",
                ),
                (
                    "می\u{200C}خواهم بروم",
                    "می\u{200C}خواهم بروم",
                    "Persian with ZWNJ",
                ),
                (
                    "کتاب خوب است",
                    "کتاب خوب است",
                    "Persian without a letter of its own",
                ),
                ("ہم پاکستان میں ہیں", "ہم پاکستان میں ہیں", "Urdu"),
                (
                    "یہ کتاب اور وہ قلم",
                    "یہ کتاب اور وہ قلم",
                    "Urdu without a letter of its own",
                ),
                ("ئەمە کتێبی منە", "ئەمە کتێبی منە", "Kurdish"),
                ("زما نوم احمد دی", "زما نوم احمد دی", "Pashto"),
                (
                    "شركة پيبسي فی مصر",
                    "شركة پيبسي فی مصر",
                    "a letter of another language decides alone",
                ),
                (
                    "قال علی بن أبي طالب",
                    "قال علی بن أبي طالب",
                    "a name: only suggested",
                ),
                ("هذا قوی جدا", "هذا قوی جدا", "قوي or قوى: only suggested"),
                (
                    "زر https://a.b/کتاب في",
                    "زر https://a.b/کتاب في",
                    "not in an address",
                ),
            ],
        );
    }

    #[test]
    fn another_line_shows_the_language() {
        let text = "این کتاب من است\nکتاب علی";
        assert_eq!(alone("lookalikes", text), text);
        let text = "هذا الکتاب\nکتاب بیت کبیر";
        assert_eq!(alone("lookalikes", text), "هذا الكتاب\nكتاب بيت كبير");
    }
}
