//! Guards: repetition that is legitimate, and is listed rather than removed.
//!
//! Of two kinds. What a unit *is*, by its layout and its neighbours: a verse of the Qur'an or of a poem, a
//! refrain, a list item, a table row, a line of dialogue, a heading ([`survey`]). And words that make a
//! difference: near copies that differ in a number or a negation are no copies ([`is_critical`]). When in
//! doubt a guard holds back: a listed copy costs a click, a removed verse is lost.

use super::Why;
use super::key::{self, Kind};
use super::units::{self, Unit, UnitKind};
use crate::unicode::class;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
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
    لا لم لن ليس ليست ليسوا ليسا لست لسنا لستم غير غيره غيرها بدون دون عدم مش ماكو
    no not never none neither nor without cannot";

/// Whole words only: without the article, or with a preposition, they mean something else (أحد, سبت, كما). What ما is
/// by itself, negation or pronoun, cannot be told; when in doubt a guard holds back. With the hamza of a question a
/// negation is one word (أليس, أفلا).
const WHOLE: &str = "الاحد السبت ما مو اليس اليست افلا افلم اولم";

/// What stands before مئة in one word with it.
const HUNDREDS: &str = "ثلاث اربع خمس ست سبع ثمان ثماني تسع";

/// All of them with all that may be prefixed to them.
static CRITICAL: LazyLock<HashSet<[u64; 2], BuildHasherDefault<Hashed>>> = LazyLock::new(|| {
    let mut all = HashSet::default();
    let mut add = |conjunction: &str, preposition: &str, article: &str, word: &str| {
        let word = [conjunction, preposition, article, word].concat();
        all.insert(key::hash(&word.encode_utf16().collect::<Vec<_>>()));
    };
    for conjunction in ["", "و", "ف"] {
        for word in WHOLE.split(' ') {
            add(conjunction, "", "", word);
        }
        for preposition in ["", "ب", "ل", "ك"] {
            for article in ["", "ال", "ل"] {
                for word in NUMBERS
                    .split_whitespace()
                    .chain(NEGATIONS.split_whitespace())
                {
                    add(conjunction, preposition, article, word);
                }
                for hundred in HUNDREDS.split(' ') {
                    add(conjunction, preposition, article, &format!("{hundred}مايه"));
                }
            }
        }
    }
    all
});

/// What is a hash need not be hashed.
#[derive(Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes
            .first_chunk()
            .map_or(0, |&half| u64::from_le_bytes(half));
    }
    fn write_usize(&mut self, _length: usize) {}
    fn finish(&self) -> u64 {
        self.0
    }
}

/// Whether a word, folded, makes a difference by itself: it has a digit, is a number in words, or a
/// negation, with whatever is prefixed to it.
pub(crate) fn is_critical(word: &[u16]) -> bool {
    let is_number = |&unit: &u16| {
        unit.wrapping_sub(0x30) < 10
            || (!(0x620..0x660).contains(&unit)
                && unit > 0x7F
                && char::from_u32(u32::from(unit)).is_some_and(char::is_numeric))
    };
    word.iter().any(is_number) || CRITICAL.contains(&key::hash(word))
}

/// What there is to know of one filled line.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    start: u32,
    end: u32,
    /// Blank lines before it.
    gap: u32,
    words: u32,
    letters: u32,
    /// Of the letters, those of ASCII.
    ascii: u32,
    marks: u32,
    /// Code units within ﴿ ﴾, or { }.
    quoted: u32,
    /// Signs that only the Qur'an is printed with.
    quranic: u32,
    tabs: u32,
    bars: u32,
    commas: u32,
    /// Numbers and punctuation between words, and a hash of them in their order: of rows of a table it is the same.
    joints: u32,
    shape: u32,
    numbers: u32,
    halves: Halves,
    /// Of a line as short as verse: the last letters, folded, as far as they make a rhyme.
    rhyme: u32,
    /// Hash of the last word.
    last_word: u32,
    /// Hash of the line.
    hash: u64,
    /// First and last unit that can be seen, and the last before brackets and quotation marks that close.
    first: u16,
    last: u16,
    ends: u16,
    /// It begins with white space.
    indented: bool,
    marker: Marker,
}

impl Line {
    /// Notes what it begins and ends with; it is given up to the last unit that can be seen.
    fn see_ends(&mut self, line: &[u16]) {
        let closes = |unit: u16| matches!(unit, 0xBB | 0x22 | 0x201D | 0x29 | 0x5D | SPACE);
        let units = || line.iter().copied();
        self.first = units().find(|&unit| !key::is_blank(unit)).unwrap_or(0);
        self.last = line.last().copied().unwrap_or(0);
        self.ends = units().rev().find(|&unit| !closes(unit)).unwrap_or(0);
    }
    /// Ends as a sentence does.
    fn full_stop(&self) -> bool {
        matches!(self.ends, 0x2E | 0x21 | 0x3F | 0x61F | 0x2026 | 0x6D4)
    }
    /// Ends with any punctuation.
    fn punctuated(&self) -> bool {
        key::kind(self.ends) == Kind::Punctuation
    }
}

/// How a line falls into two by what stands apart in it, as hemistichs do.
#[derive(Debug, Clone, Copy, Default)]
struct Halves {
    /// Words before the sign that stands apart; 0: there is none.
    first: u32,
    /// It is a dash or dots, which part prose as well.
    weak: bool,
    /// How many stand apart further on, and the words before the last of these.
    more: u32,
    last: u32,
}

impl Halves {
    /// A sign stands apart after so many words.
    fn part(&mut self, words: u32, sign: u16) {
        if self.first == 0 {
            self.first = words;
            self.weak = matches!(sign, 0x2D | 0x2E | 0x2013..=0x2015 | 0x2026);
        } else if words > self.first.max(self.last) {
            self.more += 1;
            self.last = words;
        }
    }

    /// Whether a line of so many words has two halves of verse.
    fn are_verse(&self, words: u32) -> bool {
        let (a, b) = (self.first, words.saturating_sub(self.first));
        let parted_again = self.more > u32::from(self.last == words);
        !parted_again
            && (2..=MOST_OF_VERSE).contains(&a)
            && (2..=MOST_OF_VERSE).contains(&b)
            && a.max(b) <= 2 * a.min(b) + 1
    }
}

/// What a line starts with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Marker {
    #[default]
    Nothing,
    Item,
    /// A sign that marks an item if other lines start with it too.
    Sign,
    Dash,
    Speaker,
    Hash,
    /// A fence of code.
    Fence,
}

/// Finds out of each unit whether it is guarded.
pub(crate) fn survey(text: &[u16], units: &[Unit], kind: UnitKind) -> Vec<Option<Why>> {
    let lines = match kind {
        UnitKind::Line => read(text, units),
        _ => read(text, &units::split(text, UnitKind::Line)),
    };
    let mut whys = judge(text, &lines);
    for (line, why) in lines.iter().zip(&mut whys) {
        let of = text.get(line.start as usize..line.end as usize);
        if (3..=MOST_OF_VERSES).contains(&line.words) && of.is_some_and(is_verse) {
            *why = Some(Why::Quran);
        }
    }
    let mut at = 0;
    let of = |unit: &Unit| {
        while lines.get(at).is_some_and(|line| line.end <= unit.start) {
            at += 1;
        }
        let inside = lines.iter().zip(&whys).skip(at);
        let inside = inside.take_while(|(line, _)| line.start < unit.end);
        match kind {
            UnitKind::Line | UnitKind::Sentence => inside.map(|(_, why)| *why).next().flatten(),
            UnitKind::Paragraph => of_most(inside.map(|(_, why)| *why)),
        }
    };
    let mut guarded: Vec<Option<Why>> = units.iter().map(of).collect();
    for (unit, why) in units.iter().zip(&mut guarded) {
        let of = unit.of(text);
        if why.is_none() && kind != UnitKind::Line && (is_verse(of) || is_quoted(of)) {
            *why = Some(Why::Quran);
        }
    }
    guarded
}

/// What at least half of the lines are, if they are anything.
fn of_most(whys: impl Iterator<Item = Option<Why>>) -> Option<Why> {
    let whys: Vec<Option<Why>> = whys.collect();
    let guarded: Vec<Why> = whys.iter().copied().flatten().collect();
    if guarded.len() * 2 < whys.len() {
        return None;
    }
    guarded.first().copied()
}

/// Reads every filled line once.
fn read(text: &[u16], lines: &[Unit]) -> Vec<Line> {
    let mut last = 0;
    let read = |line: &Unit| Line {
        start: line.start,
        end: line.end,
        gap: line.line - std::mem::replace(&mut last, line.line) - 1,
        ..features(line.of(text))
    };
    lines.iter().map(read).collect()
}

const TAB: u16 = 9;
const SPACE: u16 = 0x20;

fn features(line: &[u16]) -> Line {
    let (table, kinds) = (class::table(), key::kinds());
    let mut of = Line {
        marker: marker(line),
        indented: matches!(line.first(), Some(&(SPACE | TAB))),
        ..Line::default()
    };
    let mut in_word = false;
    let mut in_number = false;
    let mut quoting = false;
    // A sign with white space before it, which stands apart if white space follows, too.
    let mut sign: Option<u16> = None;
    let mut joined = 0;
    let mut end = 0;
    let mut next = 0;
    while let Some(&unit) = line.get(next) {
        let i = next;
        if unit == SPACE || unit == TAB {
            if let Some(sign) = sign.take().filter(|_| of.words > 0) {
                of.halves.part(of.words, sign);
            }
            if unit == TAB {
                of.tabs += 1;
                of.halves.part(of.words, unit);
            }
            in_word = false;
            in_number = false;
            next += 1;
            continue;
        }
        // What most of a line is.
        let rest = line.get(i..).unwrap_or(&[]).iter();
        let is_letter =
            |unit: u16| (unit.wrapping_sub(0x621) < 0x2A) & (unit.wrapping_sub(0x63B) > 5);
        let run = rest.take_while(|&&unit| is_letter(unit)).count();
        if run > 0 {
            of.words += u32::from(!in_word);
            of.letters += run as u32;
            of.quoted += if quoting { run as u32 } else { 0 };
            in_word = true;
            in_number = false;
            sign = None;
            next += run;
            end = next - 1;
            continue;
        }
        next += 1;
        let mut joint = |of: &mut Line, with: u32| {
            let word = u32::from(of.letters > std::mem::replace(&mut joined, of.letters));
            of.joints += 1;
            of.shape = (of.shape ^ with ^ word << 17)
                .wrapping_mul(0x9E37_79B1)
                .rotate_left(15);
        };
        let kind = kinds[usize::from(unit)];
        let before = i.checked_sub(1).and_then(|i| line.get(i)).copied();
        let parted = matches!(before, None | Some(SPACE | TAB));
        let word = if unit == TATWEEL || kind == Kind::Nothing {
            in_word
        } else {
            kind == Kind::Word
        };
        if word {
            of.words += u32::from(!in_word);
            let bits = table.get(usize::from(unit)).copied().unwrap_or(0);
            let mark = bits & class::MARK != 0;
            let digit = bits & class::DIGIT != 0;
            if digit && !in_number {
                joint(&mut of, 1);
                of.numbers += 1;
            }
            in_number = digit;
            of.marks += u32::from(mark);
            of.letters += u32::from(!mark && !digit);
            of.ascii += u32::from(unit < 0x80 && !digit);
            of.quoted += u32::from(quoting);
            of.quranic += u32::from(is_quranic(unit));
            sign = None;
        } else {
            in_number = false;
            match unit {
                0x7C | 0x2500..=0x257F => of.bars += 1,
                0x2C | 0x3B | 0x60C | 0x61B => of.commas += 1,
                0xFD3F => quoting = true,
                0xFD3E | 0x7D => quoting = false,
                0x7B if parted && begins_arabic(line, next) => quoting = true,
                _ => (),
            }
            if kind == Kind::Punctuation || kind == Kind::Symbol {
                joint(&mut of, u32::from(unit));
            }
            sign = (may_part(unit, kind) && (parted || sign.is_some())).then_some(unit);
        }
        in_word = word;
        if kind != Kind::Space && kind != Kind::Nothing {
            end = i;
        }
    }
    of.see_ends(line.get(..=end).unwrap_or(&[]));
    // Of long lines it is enough to tell most of them apart.
    of.hash = if of.words <= MOST_OF_ROW {
        key::hash(line)[0]
    } else {
        u64::from(of.letters) << 32 | line.len() as u64
    };
    if of.words <= MOST_OF_BAYT {
        (of.rhyme, of.last_word) = rhyme(line);
    }
    of
}

/// Whether what stands there, after spaces, is Arabic: in {…}, too, the Qur'an is quoted, but keys of JSON are not.
#[cold]
fn begins_arabic(line: &[u16], at: usize) -> bool {
    let mut rest = line.get(at..).unwrap_or(&[]).iter();
    let first = rest.find(|&&unit| unit != SPACE);
    first.is_some_and(|&unit| class::of(unit) & (class::ARABIC | class::MARK) != 0)
}

/// Whether a sign may part hemistichs where it stands apart: *** / = ~ # - . and others, but no comma, question
/// mark or quotation mark.
fn may_part(unit: u16, kind: Kind) -> bool {
    match unit {
        0x2A | 0x2F | 0x3D | 0x7E | 0x23 | 0x2D | 0x2E | TATWEEL => true,
        0x60C | 0x61B | 0x61F | 0xAB | 0xBB | 0x201C | 0x201D => false,
        _ => unit > 0x7F && matches!(kind, Kind::Symbol | Kind::Punctuation),
    }
}

/// What a line rhymes on: its last consonant, whatever long vowel follows it, and the letter before that if it is
/// the ending of a word (ـة ـه ـها); 0 where it does not end in Arabic. And a hash of the last word.
fn rhyme(line: &[u16]) -> (u32, u32) {
    let is_letter = |unit: u16| class::of(unit) & class::ARABIC != 0;
    let fold = |unit: u16| match unit {
        0x622 | 0x623 | 0x625 | 0x671 | 0x649 => ALEF,
        0x629 => HEH,
        _ => unit,
    };
    let mut rest = line.iter().rev().copied();
    let Some(last) = rest.by_ref().find(|&unit| key::kind(unit) == Kind::Word) else {
        return (0, 0);
    };
    let word = std::iter::once(last)
        .chain(rest.take_while(|&unit| matches!(key::kind(unit), Kind::Word | Kind::Nothing)));
    let letter = |&unit: &u16| class::of(unit) & class::MARK == 0 && unit != TATWEEL;
    let mut letters = word.filter(letter).map(fold);
    let ends = [(); 3].map(|()| letters.next().map_or(0, u32::from));
    let [last, before, third] = ends;
    if !is_letter(last as u16) {
        return (0, 0);
    }
    let hash = letters.fold(last << 16 | before, |hash, unit| {
        hash.wrapping_mul(0x9E37_79B1) ^ u32::from(unit)
    });
    let hash = hash.wrapping_mul(0x9E37_79B1) ^ third;
    const HA: [u32; 2] = [ALEF as u32, HEH as u32];
    let rhyme = match [last, before] {
        HA => last | third << 16,
        [last, before] if last == u32::from(HEH) => last | before << 16,
        [last, before] if before > 0 && matches!(last as u16, ALEF | 0x64A | 0x648) => before,
        [last, _] => last,
    };
    (rhyme, hash)
}

const ALEF: u16 = 0x627;
const HEH: u16 = 0x647;
const WAW: u16 = 0x648;
const TATWEEL: u16 = 0x640;

/// Signs of Qur'an printing: alef wasla, small high letters and pause marks, open tanween.
fn is_quranic(unit: u16) -> bool {
    matches!(unit, 0x653 | 0x656 | 0x657 | 0x65E | 0x671 | 0x6D6..=0x6ED | 0x8F0..=0x8F2)
}

fn marker(line: &[u16]) -> Marker {
    let start = line
        .iter()
        .position(|&u| u != SPACE && u != TAB)
        .unwrap_or(0);
    let line = line.get(start..).unwrap_or(&[]);
    let spaced = |at: usize| matches!(line.get(at), Some(&(SPACE | TAB)));
    match line.first().copied() {
        Some(0x23) => {
            let level = line.iter().take_while(|&&unit| unit == 0x23).count();
            return if spaced(level) {
                Marker::Hash
            } else {
                Marker::Nothing
            };
        }
        Some(0x2013..=0x2015) => return Marker::Dash,
        Some(0x60 | 0x7E)
            if line
                .first_chunk()
                .is_some_and(|&[a, b, c]: &[u16; 3]| a == b && b == c) =>
        {
            return Marker::Fence;
        }
        Some(0x2D | 0x2A | 0x2B | 0x25CB | 0x25AB | 0x6F) if spaced(1) => return Marker::Item,
        Some(
            0x2022 | 0x2023 | 0x2043 | 0x2219 | 0x25AA | 0x25A0 | 0x25A1 | 0x25B6 | 0x25BA | 0x25CF
            | 0x25E6 | 0x2713 | 0x2714 | 0x2611 | 0xF0B7 | 0xB7,
        ) => return Marker::Item,
        _ => (),
    }
    if is_numbered(line) || is_ordinal(line) {
        return Marker::Item;
    }
    if has_speaker(line) {
        return Marker::Speaker;
    }
    let signs = line.iter().take_while(|&&unit| {
        matches!(
            key::kind(unit),
            Kind::Symbol | Kind::Surrogate | Kind::Nothing
        )
    });
    match signs.count() {
        // An emoji may be several units.
        length @ 1..=8 if spaced(length) => Marker::Sign,
        _ => Marker::Nothing,
    }
}

/// 12. 12- 12) (12) [12] أ) أ- هـ- a) iv. and, with a dash that stands apart, 12 - أ –
fn is_numbered(line: &[u16]) -> bool {
    let spaced = |at: usize| matches!(line.get(at), Some(&(SPACE | TAB)));
    let is_digit = |unit: &&u16| matches!(**unit, 0x30..=0x39 | 0x660..=0x669 | 0x6F0..=0x6F9);
    let open = usize::from(matches!(line.first(), Some(&(0x28 | 0x5B))));
    let rest = line.get(open..).unwrap_or(&[]);
    let digits = rest.iter().take_while(is_digit).count();
    let letter = digits == 0 && rest.first().is_some_and(|&u| key::kind(u) == Kind::Word);
    let roman = rest
        .iter()
        .take_while(|&&unit| matches!(unit, 0x69 | 0x76 | 0x78))
        .count();
    let length = match digits {
        0 if letter => roman.max(1 + usize::from(rest.get(1) == Some(&TATWEEL))),
        _ => digits,
    };
    if !(1..=4).contains(&length) || digits > 3 {
        return false;
    }
    let close = line.get(open + length).copied();
    let next = line.get(open + length + 1);
    if open == 0 && spaced(length) {
        let dash = matches!(next, Some(0x2D | 0x2013..=0x2015 | &TATWEEL));
        // 2 - 1 is a score, or a span.
        return dash && spaced(length + 2) && line.get(length + 3).is_none_or(|u| !is_digit(&u));
    }
    let closed = match close {
        Some(0x29 | 0x5D) => true,
        Some(0x2E | 0x2D | 0x2013 | 0x640) => open == 0 && (!letter || close != Some(0x640)),
        Some(0x3A | 0x2F) => open == 0 && !letter,
        _ => false,
    };
    let parted = if letter {
        spaced(open + length + 1)
    } else {
        next.is_none_or(|u| !is_digit(&u))
    };
    closed && parted
}

/// «أولا:», «ثانيًا -»: an adverb that counts, and a sign after it.
#[inline(never)]
fn is_ordinal(line: &[u16]) -> bool {
    const ORDINALS: &str = "اولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا";
    let is_word = |unit: &&u16| key::kind(**unit) == Kind::Word;
    let length = line.iter().take_while(is_word).count();
    let Some((word, after)) = line.split_at_checked(length) else {
        return false;
    };
    let sign = after.iter().find(|&&unit| unit != SPACE);
    matches!(
        sign,
        Some(0x3A | 0x2C | 0x60C | 0x2D | 0x2E | 0x29 | 0x2013..=0x2015)
    ) && is_one_of(ORDINALS, word)
}

/// «name:» of three words or fewer, and how they are said: (laughing). And what stands before a number:
/// «the price with tax: 12».
fn has_speaker(line: &[u16]) -> bool {
    let colon = line.iter().take(40).position(|&unit| unit == 0x3A);
    let Some(colon) = colon else {
        return false;
    };
    let name = line.get(..colon).unwrap_or(&[]);
    let plain = name.iter().all(|&unit| {
        matches!(key::kind(unit), Kind::Word | Kind::Space) || matches!(unit, 0x28 | 0x29)
    });
    let says = line
        .get(colon + 1)
        .is_some_and(|&unit| unit == SPACE || unit == TAB);
    let value = line.get(colon + 2).copied().unwrap_or(0);
    let most = if class::of(value) & class::DIGIT != 0 {
        6
    } else {
        3
    };
    plain && says && (1..=most).contains(&key::words(name).count())
}

/// Judges each line by itself and by those around it.
fn judge(text: &[u16], lines: &[Line]) -> Vec<Option<Why>> {
    let mut whys: Vec<Option<Why>> = (0..lines.len()).map(|i| alone(lines, i)).collect();
    for (line, why) in lines.iter().zip(&mut whys) {
        let of = text.get(line.start as usize..line.end as usize);
        if line.words <= MOST_OF_ROW && why.is_none() && of.is_some_and(is_formula) {
            *why = Some(Why::Formula);
        }
    }
    quotations(text, lines, &mut whys);
    leads(text, lines, &mut whys);
    headings(lines, &mut whys);
    fenced(lines, &mut whys);
    refrains(lines, &mut whys);
    stretches(lines, &mut whys, is_short, verse);
    // A whole bayt on a line, with nothing but its rhyme to tell it by.
    let is_bayt = |line: &Line| {
        (7..=MOST_OF_BAYT).contains(&line.words)
            && line.marker == Marker::Nothing
            && !line.full_stop()
    };
    stretches(lines, &mut whys, is_bayt, |lines| {
        let (words, most) = rhyming(lines, 0, 1);
        let comes_back = || distinct(lines) < lines.len();
        (most == words && (most > 3 || most == 3 && comes_back())).then_some(Why::Poetry)
    });
    listed(lines, &mut whys);
    whys
}

/// Gives lines that stand together, with no more than one blank line between, what they are as a whole.
fn stretches(
    lines: &[Line],
    whys: &mut [Option<Why>],
    fits: impl Fn(&Line) -> bool,
    what: impl Fn(&[Line]) -> Option<Why>,
) {
    let mut start = 0;
    while start < lines.len() {
        let mut end = start + 1;
        if lines.get(start).is_some_and(&fits) {
            while lines
                .get(end)
                .is_some_and(|line| fits(line) && line.gap < 2)
            {
                end += 1;
            }
            if let Some(why) = lines.get(start..end).and_then(&what) {
                for slot in whys.iter_mut().take(end).skip(start) {
                    slot.get_or_insert(why);
                }
            }
        }
        start = end;
    }
}

/// What is said to be the Qur'an: «قال تعالى: …», and the line below where nothing else follows.
fn quotations(text: &[u16], lines: &[Line], whys: &mut [Option<Why>]) {
    const LAST: &str = "تعالي وجل سبحانه تنزيله";
    let opens = |unit: &u16| matches!(unit, 0x3A | 0xAB | 0x22 | 0x201C);
    for (i, line) in lines.iter().enumerate() {
        if line.joints == 0 || line.words > MOST_OF_ROW {
            continue;
        }
        let of = text.get(line.start as usize..line.end as usize);
        let of = of.unwrap_or(&[]);
        let says = of.iter().position(opens).and_then(|at| of.get(..at));
        let last = says.and_then(|says| says.get(key::words(says).last()?));
        if !last.is_some_and(|last| is_one_of(LAST, last)) {
            continue;
        }
        let below = lines.get(i + 1).filter(|below| below.gap == 0);
        let is_below = line.ends == 0x3A && below.is_some();
        if let Some(slot) = whys.get_mut(i + usize::from(is_below)) {
            *slot = Some(Why::Quran);
        }
    }
}

/// A line that ends in a colon belongs to what it announces: over something else it is no copy.
fn leads(text: &[u16], lines: &[Line], whys: &mut [Option<Why>]) {
    let says = |line: Option<&Line>| {
        let of = line.and_then(|line| text.get(line.start as usize..line.end as usize));
        key::hash(&skeleton(of.unwrap_or(&[])))[0] >> 32
    };
    let leads = (0..lines.len()).filter(|&i| {
        let line = lines.get(i);
        line.is_some_and(|line| line.ends == 0x3A && line.words <= MOST_OF_VERSE)
    });
    let leads: Vec<(usize, u64)> = leads.map(|i| (i, says(lines.get(i)))).collect();
    let pair = |&(i, lead): &(usize, u64)| lead << 32 | says(lines.get(i + 1));
    let mut pairs: Vec<u64> = leads.iter().map(pair).collect();
    sort(&mut pairs);
    for (i, lead) in leads {
        let first = pairs.partition_point(|pair| pair >> 32 < lead);
        let second = pairs.get(first + 1);
        if second.is_some_and(|pair| pair >> 32 == lead)
            && let Some(slot) = whys.get_mut(i)
        {
            slot.get_or_insert(Why::Heading);
        }
    }
}

/// What is a heading by where it stands stands so each time, or it is none.
fn headings(lines: &[Line], whys: &mut [Option<Why>]) {
    let by_place =
        |line: &Line, why: &Option<Why>| *why == Some(Why::Heading) && line.marker != Marker::Hash;
    let all = || lines.iter().zip(whys.iter());
    let headings = all().filter(|(line, why)| by_place(line, why));
    let mut headings: Vec<u64> = headings.map(|(line, _)| line.hash).collect();
    sort(&mut headings);
    let is_heading = |line: &Line| headings.binary_search(&line.hash).is_ok();
    let elsewhere = all().filter(|(line, why)| why.is_none() && is_heading(line));
    let mut elsewhere: Vec<u64> = elsewhere.map(|(line, _)| line.hash).collect();
    sort(&mut elsewhere);
    for (line, why) in lines.iter().zip(whys) {
        if by_place(line, why) && elsewhere.binary_search(&line.hash).is_ok() {
            *why = None;
        }
    }
}

/// What stands between fences is code.
fn fenced(lines: &[Line], whys: &mut [Option<Why>]) {
    let mut inside = false;
    for (line, why) in lines.iter().zip(whys) {
        let fence = line.marker == Marker::Fence;
        if inside || fence {
            *why = Some(Why::Code);
        }
        inside ^= fence;
    }
}

/// A line that ends in a colon announces a list: short lines below it, two or more, that are no sentences.
fn listed(lines: &[Line], whys: &mut [Option<Why>]) {
    let is_item =
        |line: &&Line| line.gap == 0 && (1..=7).contains(&line.words) && !line.punctuated();
    for (i, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.ends == 0x3A)
    {
        let below = lines.get(i + 1..).unwrap_or(&[]).iter();
        let items = below.take_while(is_item).count();
        if items > 1 && line.words <= MOST_OF_VERSE {
            for slot in whys.iter_mut().skip(i + 1).take(items) {
                slot.get_or_insert(Why::List);
            }
        }
    }
}

/// Words of the longest line of verse, or of its half.
const MOST_OF_VERSE: u32 = 9;
/// Words of the longest line that is a bayt, both of its halves.
const MOST_OF_BAYT: u32 = 14;
/// Words of the longest row, or formula.
const MOST_OF_ROW: u32 = 20;

/// Short enough for a line of verse, and no sentence of prose.
fn is_short(line: &Line) -> bool {
    (1..=MOST_OF_VERSE).contains(&line.words)
        && matches!(line.marker, Marker::Nothing | Marker::Speaker)
}

fn alone(lines: &[Line], i: usize) -> Option<Why> {
    let line = lines.get(i)?;
    let before = i.checked_sub(1).and_then(|i| lines.get(i));
    let after = lines.get(i + 1);
    let beside = [before, after].into_iter().flatten();
    // Other lines near, that say something else and are alike in some way.
    let near = lines.get(i.saturating_sub(3)..(i + 4).min(lines.len()));
    let others = near
        .unwrap_or(&[])
        .iter()
        .filter(|other| other.hash != line.hash);
    let like = |test: &dyn Fn(&Line) -> bool| others.clone().any(test);
    if line.letters > 0 && (line.quoted * 2 >= line.letters || is_printed_quran(line)) {
        return Some(Why::Quran);
    }
    let is_code = |end| matches!(end, 0x3B | 0x7B | 0x7D) && line.ascii * 2 >= line.letters;
    if is_code(line.last) || (line.first, line.last) == (0x3C, 0x3E) {
        return Some(Why::Code);
    }
    let is_verse = |line: &Line| line.numbers == 0 && line.halves.are_verse(line.words);
    if is_verse(line)
        && line.bars == 0
        && line.tabs <= 1
        && line.commas < 3
        && (!line.halves.weak || like(&|other| is_verse(other) && other.halves.weak))
    {
        return Some(Why::Poetry);
    }
    let cells = line.commas + 1;
    let rowed = line.commas > 1
        && line.words <= 3 * cells
        && beside.clone().any(|other| other.commas == line.commas);
    let shaped = (line.joints, line.shape);
    if line.tabs > 0
        || line.bars > 1
        || (line.bars == 1 && beside.clone().any(|o| o.bars == 1))
        || rowed
        || line.joints >= if line.numbers > 1 { 3 } else { 4 }
            && line.joints * 3 >= line.words
            && line.words <= MOST_OF_ROW
            && like(&|other| (other.joints, other.shape) == shaped)
    {
        return Some(Why::Table);
    }
    let speaks = |line: &Line| line.words <= MOST_OF_VERSE && is_quotation(line.first, line.last);
    let names = |line: &Line| line.ends == 0x3A && line.words <= 3;
    match line.marker {
        Marker::Item => return Some(Why::List),
        Marker::Sign if like(&|o| o.marker == Marker::Sign && o.first == line.first) => {
            return Some(Why::List);
        }
        Marker::Dash => return Some(Why::Dialogue),
        Marker::Hash => return Some(Why::Heading),
        Marker::Speaker if like(&|other| other.marker == Marker::Speaker) => {
            return Some(Why::Dialogue);
        }
        _ if speaks(line) && like(&speaks) => return Some(Why::Dialogue),
        // What is said stands below who says it.
        _ if line.gap == 0
            && before.is_some_and(|name| {
                names(name) && like(&|other| names(other) && other.hash != name.hash)
            }) =>
        {
            return Some(Why::Dialogue);
        }
        _ => (),
    }
    if is_heading(line, before, after) {
        return Some(Why::Heading);
    }
    closes_letter(lines, i).then_some(Why::Formula)
}

/// A line that ends in a comma, over a short one that ends the paragraph: a name.
fn closes_letter(lines: &[Line], i: usize) -> bool {
    let comma = |line: &Line| matches!(line.last, 0x2C | 0x60C) && line.words <= MOST_OF_VERSE;
    let name = |line: &Line| line.gap == 0 && line.words <= 4 && !line.punctuated();
    lines.get(i).is_some_and(comma)
        && lines.get(i + 1).is_some_and(name)
        && lines.get(i + 2).is_none_or(|after| after.gap > 0)
}

/// Whether a line stands within quotation marks.
fn is_quotation(first: u16, last: u16) -> bool {
    matches!(
        (first, last),
        (0xAB, 0xBB) | (0x22, 0x22) | (0x201C, 0x201D)
    )
}

/// What dhikr, du'a, greetings and chains of narrators begin with, folded: they are said again and again, and that
/// is their use. Any of them may have و before it.
static FORMULAS: LazyLock<Vec<Vec<u16>>> = LazyLock::new(|| {
    let formulas = include_str!("formulas.txt").lines();
    formulas
        .map(|formula| formula.encode_utf16().collect())
        .collect()
});

/// Whether a line begins with one of [`FORMULAS`].
fn is_formula(line: &[u16]) -> bool {
    let folded = || line.iter().filter_map(|&unit| fold(unit));
    let prefix = folded().take_while(|&unit| unit == SPACE || unit == WAW);
    let prefix = prefix.count();
    let first = folded().nth(prefix);
    FORMULAS.iter().any(|formula| {
        let mut line = folded().skip(prefix);
        // And a word of it ends there.
        formula.first().copied() == first
            && formula.iter().all(|&unit| line.next() == Some(unit))
            && matches!(line.next(), None | Some(SPACE))
    })
}

/// A letter as tables have it, or a space; nothing else.
fn fold(unit: u16) -> Option<u16> {
    match unit {
        0x622 | 0x623 | 0x625 | 0x671 => Some(ALEF),
        0x629 => Some(HEH),
        0x649 => Some(0x64A),
        0x621..=0x63A | 0x641..=0x64A => Some(unit),
        SPACE => Some(SPACE),
        _ => None,
    }
}

/// Whether a word, once folded, is one of a table.
#[inline(never)]
fn is_one_of(table: &str, word: &[u16]) -> bool {
    let word: Vec<u16> = word.iter().filter_map(|&unit| fold(unit)).collect();
    let word = String::from_utf16_lossy(&word);
    table.split(' ').any(|known| known == word)
}

fn is_printed_quran(line: &Line) -> bool {
    line.quranic > 0 && line.marks * 5 >= line.letters * 2
}

/// A short line without a full stop, over a rule, or over a longer line and set apart from what is before it.
fn is_heading(line: &Line, before: Option<&Line>, after: Option<&Line>) -> bool {
    let Some(after) = after.filter(|_| !line.punctuated() && (1..=8).contains(&line.words)) else {
        return false;
    };
    if after.words == 0 && after.gap == 0 && after.end - after.start > 2 {
        return true;
    }
    if after.words < 2 * line.words {
        return false;
    }
    let apart =
        line.gap > 0 || before.is_none_or(|before| before.full_stop() && before.words >= 10);
    apart && after.words >= 10 && (after.gap > 0 || after.full_stop())
}

/// Whether lines that stand together are verse: they rhyme, or stand in stanzas, or are vocalized.
fn verse(lines: &[Line]) -> Option<Why> {
    let stops = lines.iter().filter(|line| line.full_stop()).count();
    let distinct = distinct(lines);
    if distinct < 3 || stops * 4 > lines.len() {
        return None;
    }
    // Few lines are verse if all rhyme, one comes back, and none is too short to tell.
    let (words, most) = rhyming(lines, 0, 1);
    if most >= 3
        && most == words
        && distinct < lines.len()
        && lines.iter().all(|line| line.words > 2)
    {
        return Some(Why::Poetry);
    }
    if distinct < 4 {
        return None;
    }
    let vocalized = lines
        .iter()
        .filter(|line| line.marks * 5 >= line.letters * 2)
        .count();
    (rhymes(lines)
        || rhymes_in_turn(lines)
        || in_stanzas(lines)
        || staggered(lines)
        || vocalized * 3 >= lines.len() * 2)
        .then_some(Why::Poetry)
}

/// How many lines say something else than those before.
fn distinct(lines: &[Line]) -> usize {
    let mut hashes = lines.iter().map(|line| line.hash).collect();
    sort(&mut hashes);
    hashes.len()
}

/// Sorts numbers, each once.
#[inline(never)]
fn sort(numbers: &mut Vec<u64>) {
    numbers.sort_unstable();
    numbers.dedup();
}

/// Every other line has the rhyme, as second halves on lines of their own have, below a title or not.
fn rhymes_in_turn(lines: &[Line]) -> bool {
    lines.len() > 4
        && [0, 1, 2].into_iter().any(|first| {
            let (words, most) = rhyming(lines, first, 2);
            most >= 3 && most * 5 >= words * 4
        })
}

/// Every other line is indented, as second halves are.
fn staggered(lines: &[Line]) -> bool {
    lines.windows(2).all(|pair| match pair {
        [a, b] => a.indented != b.indented,
        _ => true,
    })
}

/// How many different last words there are that can rhyme, of lines at so many steps, and how many of them do, on one
/// rhyme.
#[inline(never)]
fn rhyming(lines: &[Line], mut at: usize, step: usize) -> (usize, usize) {
    let mut ends = Vec::with_capacity(lines.len() / step);
    while let Some(line) = lines.get(at) {
        ends.push(u64::from(line.rhyme) << 32 | u64::from(line.last_word));
        at += step;
    }
    sort(&mut ends);
    ends.retain(|&end| end >> 32 != 0);
    let rhymes = ends.chunk_by(|a, b| a >> 32 == b >> 32);
    (ends.len(), rhymes.map(<[_]>::len).max().unwrap_or(0))
}

/// One rhyme throughout, or lines in pairs: different words with the same ending.
fn rhymes(lines: &[Line]) -> bool {
    let (words, most) = rhyming(lines, 0, 1);
    if most >= 4 && most * 5 >= words * 3 {
        return true;
    }
    let pairs = |i: usize| {
        let line = lines.get(i);
        let near = lines
            .get(i.saturating_sub(2)..(i + 3).min(lines.len()))
            .unwrap_or(&[]);
        line.is_some_and(|line| {
            line.rhyme != 0
                && near
                    .iter()
                    .any(|o| o.rhyme == line.rhyme && o.last_word != line.last_word)
        })
    };
    let paired = (0..lines.len()).filter(|&i| pairs(i)).count();
    words >= 6 && paired * 4 >= lines.len() * 3
}

/// Groups of two to eight lines with a blank line between.
fn in_stanzas(lines: &[Line]) -> bool {
    let (mut stanzas, mut single, mut length) = (0, 0, 0);
    for (i, line) in lines.iter().enumerate() {
        if i > 0 && line.gap > 0 {
            stanzas += 1;
            single += usize::from(!(2..=8).contains(&length));
            length = 0;
        }
        length += 1;
    }
    stanzas += 1;
    single += usize::from(!(1..=8).contains(&length));
    // A refrain may be one line.
    stanzas >= 3 && lines.len() >= 8 && single * 2 <= stanzas && lines.len() >= stanzas * 2 - single
}

/// A short line that comes back three times or more at equal distances.
fn refrains(lines: &[Line], whys: &mut [Option<Why>]) {
    let hash = |i: usize| lines.get(i).map_or(0, |line| (line.hash >> 32) as u32);
    let short = |i: &usize| {
        lines
            .get(*i)
            .is_some_and(|line| is_short(line) && !line.full_stop())
    };
    let mut places: Vec<usize> = (0..lines.len()).filter(short).collect();
    crate::sorted::by_key(&mut places, |&i| hash(i));
    for group in places.chunk_by(|&a, &b| hash(a) == hash(b)) {
        let mut steps = group.windows(2).map(|pair| match pair {
            [a, b] => b - a,
            _ => 0,
        });
        let first = steps.next().unwrap_or(0);
        if group.len() > 2 && (2..=12).contains(&first) && steps.all(|step| step == first) {
            for &i in group {
                if let Some(slot) = whys.get_mut(i) {
                    slot.get_or_insert(Why::Refrain);
                }
            }
        }
    }
}

/// Whether at least half of the letters stand within ﴿ ﴾, or the text is printed as the Qur'an is.
fn is_quoted(text: &[u16]) -> bool {
    let of = features(text);
    of.letters > 0 && (of.quoted * 2 >= of.letters || is_printed_quran(&of))
}

/// Words of the longest of [`VERSES`].
const MOST_OF_VERSES: u32 = 23;

/// The verses of three words or more that the Qur'an has more than once, folded; and the beginning («…») of those of
/// twelve words or more that are near copies of others, at [`Threshold::LOWEST`](super::Threshold::LOWEST): of enough
/// of them that none is removed.
static VERSES: LazyLock<HashSet<Vec<u16>>> = LazyLock::new(|| {
    let verses = include_str!("verses.txt").lines();
    let skeleton = |verse: &str| {
        let mut skeleton = skeleton(&verse.encode_utf16().collect::<Vec<_>>());
        if verse.ends_with('…') {
            skeleton.truncate(BEGINNING);
        }
        skeleton
    };
    verses.map(skeleton).collect()
});

/// Consonants of the beginning of a verse.
const BEGINNING: usize = 20;
const LONGEST_SKELETON: usize = 64;

/// Whether the whole of `text` is one of [`VERSES`], in any spelling, or begins as one of which they have the beginning.
fn is_verse(text: &[u16]) -> bool {
    // The longest of them, fully vocalized, has fewer units.
    text.len() < 480 && {
        let skeleton = skeleton(text);
        let is_known = |skeleton: &[u16]| VERSES.contains(skeleton);
        skeleton.len() >= 8 && is_known(&skeleton)
            || skeleton.get(..BEGINNING).is_some_and(is_known)
    }
}

/// The consonants of a text: Uthmani and modern spelling differ in hamza and long vowels only.
fn skeleton(text: &[u16]) -> Vec<u16> {
    let mut skeleton = Vec::new();
    for &unit in text {
        match unit {
            0x621..=0x627 | 0x648..=0x64A | 0x671 | 0x640 | 0x6E5 | 0x6E6 => (),
            0x629 => skeleton.push(0x647),
            _ if class::of(unit) & class::ARABIC != 0 => skeleton.push(unit),
            _ => (),
        }
        if skeleton.len() > LONGEST_SKELETON {
            break;
        }
    }
    skeleton
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_make_a_difference() {
        let critical = |word: &str| {
            let word: Vec<u16> = word.encode_utf16().collect();
            is_critical(&word)
        };
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
            "وما",
            "مش",
            "ومو",
            "اليس",
            "not",
        ] {
            assert!(critical(word), "{word}");
        }
        for word in [
            "كتاب",
            "احد",
            "الا",
            "ولد",
            "لما",
            "اعلام",
            "المو",
            "",
            "notable",
        ] {
            assert!(!critical(word), "{word}");
        }
    }
}
