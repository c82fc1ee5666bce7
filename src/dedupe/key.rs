//! Keys: what a unit says, at a grade of strictness, and the words in it.
//!
//! A key is compared and thrown away; it never reaches the output. The grades up to `Folded` are
//! the engine's (profiles `repair` and `search`), behind the trait [`Keys`]; the last, [`loosen`], is
//! made here, as are the words: maximal runs of letters, marks and digits.

use super::Match;
use crate::lanes;
use crate::unicode::class;
use std::sync::LazyLock;

/// How strictly two units are compared: each grade takes for equal what the one before does, and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// The same code units.
    Exact,
    /// The same after `repair`, with any white space as one space.
    Repaired,
    /// And without marks.
    NoMarks,
    /// And folded, as by the profile `search`.
    Folded,
    /// And without punctuation, with variant spellings of the hamza as one: see [`loosen`].
    Loose,
}

/// Makes comparison keys.
pub trait Keys {
    /// Writes the key of `unit` at `grade` into `into`, which is cleared first.
    fn key(&mut self, unit: &[u16], grade: Grade, into: &mut Vec<u16>);
    /// Whether [`Grade::Folded`] is what the profile `search` makes of a text, so that [`loosen_plain`] may do it.
    fn is_search(&self) -> bool {
        false
    }
}

/// What a code unit is to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// A symbol that says something: + % = €
    Symbol,
    /// A letter, mark or digit.
    Word,
    /// White space.
    Space,
    /// Punctuation.
    Punctuation,
    /// Nothing to compare: ZWJ, variation selectors, bidi controls, small waw.
    Nothing,
    /// Half of a character outside the BMP.
    Surrogate,
}

static KINDS: LazyLock<Box<Kinds>> = LazyLock::new(|| {
    let mut kinds = Box::new([Kind::Symbol; 0x10000]);
    for (kind, unit) in kinds.iter_mut().zip(0..=u16::MAX) {
        *kind = classify(unit);
    }
    kinds
});

/// What every code unit is to a key.
type Kinds = [Kind; 0x10000];

/// The whole table: take it once before a loop.
pub(crate) fn kinds() -> &'static Kinds {
    &KINDS
}

fn classify(unit: u16) -> Kind {
    let classes = class::of(unit);
    let Some(c) = char::from_u32(u32::from(unit)) else {
        return Kind::Surrogate;
    };
    match unit {
        // Small waw and yeh stand for marks; ۞ and ۩ divide the Qur'an as punctuation does.
        0x6E5 | 0x6E6 => Kind::Nothing,
        0x6DD | 0x6DE | 0x6E9 => Kind::Punctuation,
        _ if is_invisible(unit) => Kind::Nothing,
        _ if c.is_whitespace() => Kind::Space,
        _ if c.is_alphanumeric() || classes & (class::MARK | class::COMBINING) != 0 => Kind::Word,
        0x300..=0x36F | 0x8CA..=0x8FF | 0x20D0..=0x20F0 => Kind::Word,
        // Markup-like signs that decorate rather than say.
        0x21..=0x24
        | 0x27..=0x2A
        | 0x2C..=0x2F
        | 0x3A
        | 0x3B
        | 0x3F
        | 0x5B..=0x60
        | 0x7B..=0x7E
            if unit != 0x24 =>
        {
            Kind::Punctuation
        }
        0xA1
        | 0xA7
        | 0xAB
        | 0xB6
        | 0xB7
        | 0xBB
        | 0xBF
        | 0x2010..=0x2027
        | 0x2030..=0x205E
        | 0x60C
        | 0x60D
        | 0x61B
        | 0x61D..=0x61F
        | 0x66D
        | 0x6D4
        | 0x3001..=0x3003
        | 0x3008..=0x3011
        | 0xFD3E
        | 0xFD3F
        | 0xFE10..=0xFE19
        | 0xFE30..=0xFE6B
        | 0x2022
        | 0x25A0..=0x25FF
            if !matches!(unit, 0x2030 | 0x2031 | 0xFE62..=0xFE69) =>
        {
            Kind::Punctuation
        }
        _ if classes & class::PUNCTUATION != 0 && unit > 0x7F && unit != 0x66A => Kind::Punctuation,
        _ if c.is_control() => Kind::Nothing,
        _ => Kind::Symbol,
    }
}

/// ZWJ and the like: bidi controls, variation selectors, format characters that show nothing.
const fn is_invisible(unit: u16) -> bool {
    matches!(
        unit,
        0xAD
            | 0x61C
            | 0x180E
            | 0x200B..=0x200F
            | 0x202A..=0x202E
            | 0x2060..=0x206F
            | 0xFE00..=0xFE0F
            | 0xFEFF
            | 0xFFF9..=0xFFFB
    )
}

/// Whether there is nothing to see of `unit`. Small waw and yeh say nothing to a key, but they are there.
pub(crate) fn is_blank(unit: u16) -> bool {
    kind(unit) == Kind::Space || is_invisible(unit)
}

/// What `unit` is to a key.
pub fn kind(unit: u16) -> Kind {
    KINDS[usize::from(unit)]
}

/// Iterates the words of `text` as spans of it: maximal runs of letters, marks and digits.
pub fn words(text: &[u16]) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let kinds = kinds();
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut start = None;
        while let Some(&unit) = text.get(at) {
            let (is_word, width) = match kinds[usize::from(unit)] {
                Kind::Word => (true, 1),
                Kind::Surrogate => astral(text, at),
                // What cannot be seen does not part a word.
                Kind::Nothing => (start.is_some(), 1),
                _ => (false, 1),
            };
            match (is_word, start) {
                (true, None) => start = Some(at),
                (false, Some(start)) => return Some(start..at),
                _ => (),
            }
            at += width;
        }
        start.map(|start| start..at)
    })
}

/// Whether the character at `at`, which starts with a surrogate, is part of a word; and its width.
fn astral(text: &[u16], at: usize) -> (bool, usize) {
    let pair = text.get(at..).unwrap_or(&[]).iter().take(2).copied();
    match char::decode_utf16(pair).next() {
        Some(Ok(c)) => (c.is_alphanumeric(), 2),
        _ => (false, 1),
    }
}

fn is_digit(unit: u16) -> bool {
    matches!(unit, 0x30..=0x39 | 0x660..=0x669 | 0x6F0..=0x6F9)
}

/// Stems that are written with more than one carrier of the hamza, folded: the first is turned into the
/// second. Short enough to be sure that no other word contains them.
/// مسئول/مسؤول، شئون/شؤون، مئة/مائة، رئوس/رؤوس، فئوس/فؤوس، كئوس/كؤوس.
const SPELLINGS: &[(&str, &str)] = &[
    ("مسيول", "مسوول"),
    ("شيون", "شوون"),
    ("ريوس", "رووس"),
    ("فيوس", "فووس"),
    ("كيوس", "كووس"),
];

/// Hundreds: whole words (after their prefixes) that fold to these get an alef after their first letter, as مائة has.
const HUNDREDS: [&str; 5] = ["ميه", "مية", "ميتان", "ميتين", "ميات"];

/// Makes the `Loose` key of a `Folded` one: its words and symbols with one space between them. Equal
/// loose keys therefore have the same words in the same order.
///
/// Punctuation within a number and the sign before one stay: 3.14 is not 3 14, and −5 is not 5.
pub fn loosen(folded: &[u16], into: &mut Vec<u16>) {
    into.clear();
    loosen_words(folded, into, |_, _| ());
    spell(into);
}

/// Does the work of [`loosen`], but for the spellings, and calls `word` with each run of a word's units.
fn loosen_words(folded: &[u16], into: &mut Vec<u16>, mut word: impl FnMut(usize, usize)) {
    let mut apart = false;
    let mut at = 0;
    let digit_at = |at: usize| folded.get(at).is_some_and(|&unit| is_digit(unit));
    let kinds = kinds();
    let kind = |unit: u16| kinds[usize::from(unit)];
    while let Some(&unit) = folded.get(at) {
        let mut is_word = false;
        let (keep, alone, width) = match kind(unit) {
            Kind::Word => {
                is_word = true;
                let rest = folded.get(at..).unwrap_or(&[]);
                let run = rest.iter().take_while(|&&unit| kind(unit) == Kind::Word);
                (true, false, run.count())
            }
            Kind::Symbol => (true, true, 1),
            Kind::Nothing => {
                at += 1;
                continue;
            }
            Kind::Space => (false, false, 1),
            Kind::Surrogate => {
                let width;
                (is_word, width) = astral(folded, at);
                (true, !is_word, width)
            }
            Kind::Punctuation => {
                let inside = !apart && into.last().is_some_and(|&unit| is_digit(unit));
                let between = inside
                    && digit_at(at + 1)
                    && matches!(unit, 0x2C | 0x2E | 0x2F | 0x3A | 0x60C | 0x66B | 0x66C);
                let sign =
                    matches!(unit, 0x2D | 0x2212) && digit_at(at + 1) && (apart || into.is_empty());
                (between || sign, false, 1)
            }
        };
        if !keep {
            apart = true;
        } else {
            if (apart || alone) && !into.is_empty() {
                into.push(0x20);
            }
            let start = into.len();
            into.extend_from_slice(folded.get(at..at + width).unwrap_or(&[]));
            apart = alone;
            if is_word {
                word(start, into.len());
            }
        }
        at += width;
    }
}

/// A part of a key: where it starts and ends.
type Part = (u32, u32);

/// Gives the words of [`SPELLINGS`] and [`HUNDREDS`] one spelling; says whether there were any.
pub(crate) fn spell(key: &mut Vec<u16>) -> bool {
    let all = (0, key.len() as u32);
    spell_parts(key, &[all])
}

/// The same for words that have their yeh in these parts.
fn spell_parts(key: &mut Vec<u16>, parts: &[Part]) -> bool {
    let (mut spelled, mut done, mut at) = (Vec::new(), 0, 0);
    let mut word = Vec::new();
    for &(first, last) in parts {
        at = at.max(first as usize);
        while let Some(yeh) = next_yeh(key.get(..last as usize).unwrap_or(key), at) {
            at = yeh + 1;
            let around = || word_around(key, yeh);
            if let Some((start, end)) = may_spell(key, yeh).and_then(|_| around()) {
                word.clear();
                word.extend_from_slice(key.get(start..end).unwrap_or(&[]));
                if spell_word(&mut word) {
                    spelled.extend_from_slice(key.get(done..start).unwrap_or(&[]));
                    spelled.extend_from_slice(&word);
                    done = end;
                }
                at = end;
            }
        }
    }
    if done == 0 {
        return false;
    }
    spelled.extend_from_slice(key.get(done..).unwrap_or(&[]));
    *key = spelled;
    true
}

const SPACE: u16 = 0x20;

/// Units of the longest word that is spelled; a run of letters may be as long as the text.
const LONGEST_WORD: usize = 64;

// Where the word with the unit at `at` starts and ends, unless it is too long to be one.
fn word_around(key: &[u16], at: usize) -> Option<(usize, usize)> {
    let is_space = |&unit: &u16| unit == SPACE;
    let near = key.get(at.saturating_sub(LONGEST_WORD)..at)?;
    let before = near.iter().rev().position(is_space).unwrap_or(near.len());
    let near = key.get(at..key.len().min(at + LONGEST_WORD))?;
    let after = near.iter().position(is_space).unwrap_or(near.len());
    (before + after < LONGEST_WORD).then_some((at - before, at + after))
}

fn next_yeh(key: &[u16], from: usize) -> Option<usize> {
    let rest = key.get(from..)?;
    rest.iter()
        .position(|&unit| unit == YEH)
        .map(|at| from + at)
}

/// Which of the lists a word may be in.
enum List {
    Spellings,
    Hundreds,
}

// By the letters around its yeh: س ش ر ف ك before and و after, or م before.
fn may_spell(key: &[u16], yeh: usize) -> Option<List> {
    let before = yeh.checked_sub(1).and_then(|i| key.get(i)).copied();
    match before {
        Some(0x645) => Some(List::Hundreds),
        Some(0x633 | 0x634 | 0x631 | 0x641 | 0x643) if key.get(yeh + 1) == Some(&WAW) => {
            Some(List::Spellings)
        }
        _ => None,
    }
}

fn spell_word(key: &mut Vec<u16>) -> bool {
    // All of them contain the yeh that a hamza folds to; most keys have none of the stems.
    static STEMS: LazyLock<Vec<(Vec<u16>, Vec<u16>)>> = LazyLock::new(|| table(SPELLINGS));
    static WORDS: LazyLock<Vec<Vec<u16>>> =
        LazyLock::new(|| HUNDREDS.map(|word| word.encode_utf16().collect()).to_vec());
    fn table(rows: &[(&str, &str)]) -> Vec<(Vec<u16>, Vec<u16>)> {
        let units = |text: &str| text.encode_utf16().collect();
        rows.iter().map(|&(a, b)| (units(a), units(b))).collect()
    }
    let mut at = 0;
    let mut spelled = false;
    while let Some(yeh) = next_yeh(key, at) {
        at = yeh + 1;
        match may_spell(key, yeh) {
            Some(List::Spellings) => {
                for (from, to) in STEMS.iter() {
                    let place = from.iter().position(|&unit| unit == YEH).unwrap_or(0);
                    let Some(start) = yeh.checked_sub(place) else {
                        continue;
                    };
                    if key.get(start..start + from.len()) == Some(from) {
                        key.splice(start..start + from.len(), to.iter().copied());
                        spelled = true;
                    }
                }
            }
            Some(List::Hundreds) => {
                let first = yeh - 1;
                if !is_number_prefix(key.get(..first).unwrap_or(&[])) {
                    continue;
                }
                let rest = key.get(first..).unwrap_or(&[]);
                if WORDS.iter().any(|hundred| hundred == rest) {
                    key.insert(yeh, 0x627);
                    spelled = true;
                    at += 1;
                }
            }
            None => {}
        }
    }
    spelled
}

/// What may stand before مئة in one word: و ف ب ل ك ال, and the hundreds' units (ثلاثمئة).
fn is_number_prefix(prefix: &[u16]) -> bool {
    const UNITS: [&str; 8] = ["ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "ثماني", "تسع"];
    const PREFIXES: [&str; 12] = [
        "", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "فال", "كال",
    ];
    let prefix = String::from_utf16_lossy(prefix);
    PREFIXES.iter().any(|&p| {
        prefix
            .strip_prefix(p)
            .is_some_and(|rest| rest.is_empty() || UNITS.contains(&rest))
    })
}

/// What a plain code unit is to [`Loose::read_plain`], and below it what the profile `search` makes of it.
const LETTER: u32 = 1 << 16;
const DIGIT: u32 = 1 << 17;
/// Punctuation that may be part of a number.
const JOINT: u32 = 1 << 19;
/// What a joint and a digit have for when they stand side by side.
const AFTER_DIGIT: u32 = DIGIT << 1;
const AFTER_JOINT: u32 = JOINT << 1;
/// It goes, and parts nothing.
const GOES: u32 = 1 << 21;
/// A joint that stays within a number.
const WITHIN: u32 = 1 << 22;
/// A joint beside which a digit is no plain number: times, dates, signs.
const NUMERIC: u32 = 1 << 29;
/// The letters of a stem or word that [`spell`] may change, as [`may_spell`] has them, in three steps.
const STEM: u32 = 1 << 23;
const HUNDRED: u32 = 1 << 26;
const THIRD: u32 = (STEM | HUNDRED) << 2;

/// It is neither a letter, a digit nor a separator: it goes, or it is not plain.
const OTHER: u32 = 1 << 30;
/// White space and punctuation.
const PARTS: u32 = 1 << 31;

const LAM: u16 = 0x644;
const WAW: u16 = 0x648;
const YEH: u16 = 0x64A;

type Plain = [u32; PLAINEST as usize + 2];

static PLAIN: LazyLock<Box<Plain>> = LazyLock::new(|| {
    let plain = |unit: u16| match unit {
        0x622 | 0x623 | 0x625 => LETTER | 0x627,
        0x624 => LETTER | u32::from(WAW),
        0x626 | 0x649 => LETTER | u32::from(YEH),
        0x629 => LETTER | 0x647,
        0x621..=0x63A | 0x641..=0x64A => LETTER | u32::from(unit),
        0x64B..=0x652 | 0x670 => OTHER | GOES,
        0x660..=0x669 => DIGIT | u32::from(unit - 0x660 + 0x30),
        0x30..=0x39 => DIGIT | u32::from(unit),
        // Punctuation that is in no address, path or code.
        0x2C | 0x2E | 0x60C => PART | JOINT | WITHIN,
        0x09 | 0x0A | 0x20 | 0x21 | 0x28 | 0x29 | 0x61B | 0x61F | 0xAB | 0xBB | 0x2026 => PART,
        0x22 | 0x2D | 0x3A | 0x2013 | 0x2014 | 0x2018..=0x201D => PART | JOINT | NUMERIC,
        _ => OTHER,
    };
    let beside = |plain: u32| match plain & (DIGIT | JOINT) {
        DIGIT => AFTER_JOINT,
        JOINT => AFTER_DIGIT,
        _ => 0,
    };
    let steps = |plain: u32| match plain as u16 {
        0x633 | 0x634 | 0x631 | 0x641 | 0x643 => STEM,
        0x645 => HUNDRED,
        YEH => (STEM | HUNDRED) << 1,
        WAW => STEM << 2,
        0x627 | 0x62A | 0x647 => HUNDRED << 2,
        _ => 0,
    };
    const PART: u32 = PARTS | SPACE as u32;
    let mut table = Box::new([OTHER; PLAINEST as usize + 2]);
    for (what, unit) in table.iter_mut().zip(0..=PLAINEST) {
        let plain = plain(unit);
        *what = plain | beside(plain) | steps(plain);
    }
    table
});

/// The last plain unit; what is beyond it is looked up after it.
const PLAINEST: u16 = 0x2026;

/// Units that are read together.
const TOGETHER: usize = 64;

/// Where the steps of what they are looked at for begin.
const FIRST: u32 = STEM | HUNDRED | DIGIT | JOINT | OTHER;

/// Makes the loose key of a text that is nothing but Arabic letters, common marks and punctuation, and digits,
/// as the profile `search` and [`loosen`] do, for which a table is enough: `false` if the engine must do it. Most
/// paragraphs of most texts are plain, and this is several times as quick.
pub fn loosen_plain(text: &[u16], into: &mut Vec<u16>) -> bool {
    let mut loose = Loose::default();
    let plain = loose.read_plain(text);
    *into = loose.units;
    plain
}

/// The loose key of a unit, and where its words are in it.
#[derive(Debug, Default)]
pub(crate) struct Loose {
    pub units: Vec<u16>,
    pub words: Vec<Part>,
    folded: Vec<u16>,
    /// Where there may be something to [`spell`].
    stems: Vec<Part>,
}

impl Loose {
    /// The loose key of a unit.
    pub fn of(unit: &[u16], keys: &mut dyn Keys) -> Loose {
        let mut loose = Loose::default();
        loose.read(unit, Match::Folded, keys);
        loose
    }

    /// Reads a unit: for [`Match::Exact`], or if there is nothing in it to compare, as it is.
    ///
    /// Never a part of the loop over all units: an engine of WebAssembly compiles anew what is called often, but not
    /// a loop that is running, and the first search would be done by code that was compiled in haste.
    #[inline(never)]
    pub fn read(&mut self, unit: &[u16], matching: Match, keys: &mut dyn Keys) {
        if matching != Match::Exact {
            self.fold(unit, keys);
        }
        if matching == Match::Exact || self.units.is_empty() {
            self.units.clear();
            self.units.extend_from_slice(unit);
            self.find_words();
        }
    }

    fn fold(&mut self, unit: &[u16], keys: &mut dyn Keys) {
        if keys.is_search() && self.read_plain(unit) {
            return;
        }
        keys.key(unit, Grade::Folded, &mut self.folded);
        self.units.clear();
        self.words.clear();
        let words = &mut self.words;
        loosen_words(&self.folded, &mut self.units, |start, end| {
            let (start, end) = (start as u32, end as u32);
            match words.last_mut() {
                // What cannot be seen stood between.
                Some(last) if last.1 == start => last.1 = end,
                _ => words.push((start, end)),
            }
        });
        if spell(&mut self.units) {
            self.find_words();
        }
    }

    /// Folds, loosens and finds the words in one pass: see [`loosen_plain`].
    fn read_plain(&mut self, text: &[u16]) -> bool {
        let table: &Plain = &PLAIN;
        let plain = |at: usize| {
            let unit = text.get(at).map_or(SPACE, |&unit| unit.min(PLAINEST + 1));
            table[usize::from(unit)]
        };
        // Never longer than the text and a space at its end: what parts two words there is a space here.
        self.units.resize(text.len() + 1, 0);
        self.words.clear();
        self.stems.clear();
        let (mut at, mut length) = self.read_plainest(text);
        let read = length;
        let mut to_spell = 0;
        let units = self.units.as_mut_slice();
        while at < text.len() {
            let mut what = plain(at);
            at += 1;
            if what & (LETTER | DIGIT) == 0 {
                // A mark that stands alone, white space, punctuation.
                if what & (GOES | PARTS) == 0
                    || what & NUMERIC != 0 && plain(at) & (GOES | DIGIT) != 0
                {
                    return false;
                }
                continue;
            }
            let start = length;
            // The last two units, the last one below.
            let mut last = 0u32;
            let mut steps = 0;
            loop {
                if what & (LETTER | DIGIT) != 0 {
                    let unit = what as u16;
                    if u32::from(unit) * 0x1_0001 == last {
                        let Some((run, gone)) = drawn_out(text, at, what) else {
                            return false;
                        };
                        at += run;
                        length -= gone;
                        to_spell = THIRD;
                    }
                    last = last << 16 | u32::from(unit);
                    steps = (steps << 1 | STEM | HUNDRED) & what;
                    to_spell |= steps;
                    if let Some(slot) = units.get_mut(length) {
                        *slot = unit;
                    }
                    length += 1;
                } else if what & GOES == 0 {
                    break;
                }
                what = plain(at);
                at += 1;
            }
            // What ends the word is looked at once more.
            at -= 1;
            self.words.push((start as u32, length as u32));
            let mut parted = SPACE;
            if is_digit(last as u16) && at < text.len() {
                // Punctuation after a digit may be part of a number.
                let next = plain(at + 1);
                if what & NUMERIC != 0 || what & WITHIN != 0 && next & GOES != 0 {
                    return false;
                }
                if what & WITHIN != 0
                    && next & DIGIT != 0
                    && let Some(&unit) = text.get(at)
                {
                    parted = unit;
                    at += 1;
                }
            }
            if let Some(slot) = units.get_mut(length) {
                *slot = parted;
            }
            length += 1;
        }
        self.units.truncate(length.saturating_sub(1));
        if to_spell & THIRD != 0 {
            self.stems.push((read as u32, self.units.len() as u32));
        }
        if spell_parts(&mut self.units, &self.stems) {
            self.find_words();
        }
        true
    }

    /// Does the work of [`read_plain`](Self::read_plain) as far as there are only words and what parts them: gives the
    /// place from which on it is left to do, and the length of the key so far.
    ///
    /// Where a word ends cannot be foreseen, and a processor that guesses wrong loses the time of a word. So units
    /// are read together without a branch, and a bit for each tells what there was.
    fn read_plainest(&mut self, text: &[u16]) -> (usize, usize) {
        let table: &Plain = &PLAIN;
        // Where the word begins that is read, where the key ends so far, and how much of the text that is.
        let (mut start, mut length, mut read) = (0, 0, 0);
        let (mut steps, mut found) = (0, 0);
        let mut last = 1;
        for together in text.chunks(TOGETHER) {
            let end = length + together.len();
            let Some(units) = self.units.get_mut(length..end) else {
                break;
            };
            // Of each unit whether it parts words.
            let mut parts = 0u64;
            for (slot, &unit) in units.iter_mut().zip(together) {
                let what = table[usize::from(unit.min(PLAINEST + 1))];
                *slot = what as u16;
                parts = parts >> 1 | u64::from(what & PARTS) << 32;
                steps = (steps << 1 | FIRST) & what;
                found |= steps;
            }
            parts >>= TOGETHER - together.len();
            let key = self.units.get(length.saturating_sub(2)..end);
            if found & (OTHER | AFTER_DIGIT | AFTER_JOINT) != 0 || key.is_none_or(is_drawn_out) {
                break;
            }
            // What parts words is one space.
            let more = parts & (parts << 1 | last);
            last = parts >> 63;
            let first = length;
            (length, read) = (end, read + together.len());
            let mut gone = 0;
            while parts != 0 {
                let at = first + parts.trailing_zeros() as usize - gone;
                if more & parts & parts.wrapping_neg() == 0 {
                    self.words.push((start as u32, at as u32));
                    start = at + 1;
                } else {
                    self.units.copy_within(at + 1..length, at);
                    gone += 1;
                    length -= 1;
                }
                parts &= parts - 1;
            }
            if found & THIRD != 0 {
                self.stems
                    .push((first.saturating_sub(2) as u32, length as u32));
                found = 0;
            }
        }
        if read == text.len() && start < length {
            self.words.push((start as u32, length as u32));
            start = length + 1;
        }
        // What parts it from the word before is read once more, for the sake of what comes after it.
        ((read + start).saturating_sub(length + 1), start)
    }

    fn find_words(&mut self) {
        self.words.clear();
        let spans = words(&self.units).map(|span| (span.start as u32, span.end as u32));
        self.words.extend(spans);
    }

    pub fn word(&self, at: usize) -> &[u16] {
        let span = self.words.get(at);
        span.and_then(|&(start, end)| self.units.get(start as usize..end as usize))
            .unwrap_or(&[])
    }
}

/// Whether a letter stands in a key three times in a row.
fn is_drawn_out(key: &[u16]) -> bool {
    let from = |start: usize| key.get(start..).unwrap_or(&[]).as_chunks().0;
    let fours = from(0).iter().zip(from(1)).zip(from(2));
    let found = fours.fold(0, |found, ((first, second), third)| {
        let (first, second, third) = (lanes::of(first), lanes::of(second), lanes::of(third));
        // The bit that letters have and digits and spaces have not, where a zero is told.
        found | lanes::zeros(first ^ second | second ^ third) & first << 5
    });
    let rest = key.get(from(2).len() * 4..).unwrap_or(&[]).windows(3);
    let mut rest = rest.filter(|three| three[0] == three[1] && three[1] == three[2]);
    found != 0 || rest.any(|three| three[0] & 0x400 != 0)
}

/// Of what stands before `at` for the third time in a row, folded: how often it follows, and how many of those before
/// it go if it is a letter that is drawn out. `None`: of letters that the rule of drawn-out letters has no say in, or
/// that are three only folded, the engine judges.
#[cold]
fn drawn_out(text: &[u16], at: usize, what: u32) -> Option<(usize, usize)> {
    if what & LETTER == 0 {
        return Some((0, 0));
    }
    let unit = what as u16;
    let three = text.get(at.saturating_sub(3)..at)?;
    let rest = text.get(at..)?;
    let run = rest.iter().take_while(|&&other| other == unit).count();
    let next = rest.get(run).copied().unwrap_or(SPACE);
    let bound = matches!(unit, LAM | WAW | YEH)
        && (PLAIN[usize::from(next.min(PLAINEST + 1))] & LETTER == 0
            || matches!(next, 0x627 | 0x629 | 0x62A | 0x646 | 0x647));
    (!bound && three.iter().all(|&other| other == unit)).then_some((run, 2))
}

/// A hash of 128 bits over code units: two lanes of multiply and shift with different constants
/// (the constants of wyhash and of MurmurHash3's finalizer). The same on every platform.
pub fn hash(units: &[u16]) -> [u64; 2] {
    let mix = |[a, b]: [u64; 2], word: u64| {
        let a = (a ^ word).wrapping_mul(0x9FB2_1C65_1E98_DF25);
        let b = (b ^ word.rotate_left(32)).wrapping_mul(0x8EBC_6AF0_9C88_C6E3);
        [a ^ a >> 32, b ^ b >> 29]
    };
    // Two at a time, since each waits for what it was before.
    let mut odd = [0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB];
    let mut even = [0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3];
    let (eights, rest) = units.as_chunks::<8>();
    for &[a, b, c, d, e, f, g, h] in eights {
        odd = mix(odd, lanes::of(&[a, b, c, d]));
        even = mix(even, lanes::of(&[e, f, g, h]));
    }
    for rest in rest.chunks(4) {
        odd = mix(
            odd,
            rest.iter()
                .fold(0, |word, &unit| word << 16 | u64::from(unit)),
        );
    }
    let [a, b] = even;
    let all = mix(mix(mix(odd, a), b), units.len() as u64);
    all.map(finish)
}

/// The finalizer of MurmurHash3: every bit of `h` reaches every bit of the result.
pub(crate) fn finish(h: u64) -> u64 {
    let h = (h ^ h >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    let h = (h ^ h >> 33).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    h ^ h >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    fn loose(text: &str) -> String {
        let mut key = Vec::new();
        loosen(&units(text), &mut key);
        String::from_utf16_lossy(&key)
    }

    #[test]
    fn loose_keys() {
        let cases = [
            ("«قال»، ثم مضي!", "قال ثم مضي", "no punctuation"),
            ("كلمه،كلمه", "كلمه كلمه", "punctuation parts words"),
            ("3.14 و 3 14", "3.14 و 3 14", "but not within a number"),
            ("12:30، نعم", "12:30 نعم", "nor after one"),
            ("-5 او 5", "-5 او 5", "a sign is no punctuation"),
            ("من 3 - 5", "من 3 5", "a dash is"),
            ("نعم 😀", "نعم 😀", "an emoji says something"),
            ("5% + 3", "5 % + 3", "as do symbols"),
            (
                "المسيولون عن الشيون",
                "المسوولون عن الشوون",
                "spellings of the hamza",
            ),
            ("بميه وثلاثميه وميتان", "بمايه وثلاثمايه ومايتان", "hundreds"),
            ("اهميه قديميه", "اهميه قديميه", "which end other words too"),
            ("", "", "nothing"),
            ("…", "", "nothing but punctuation"),
        ];
        for (folded, expected, why) in cases {
            assert_eq!(loose(folded), expected, "{why}");
        }
    }

    #[test]
    fn words_keep_their_marks() {
        let text = units("كَتَبَ، Zoë 12 x\u{200D}y 😀𝒜");
        let found: Vec<String> = words(&text)
            .map(|span| String::from_utf16_lossy(&text[span]))
            .collect();
        assert_eq!(found, ["كَتَبَ", "Zoë", "12", "x\u{200D}y", "𝒜"]);
    }

    #[test]
    fn plain_words_are_the_words_of_their_key() {
        let ends = [
            "، ثم «قال» نعم.",
            "كَتَبَ 3.14 ثم",
            "، 1000 - نعم!",
            "ههههه مئة، ثم",
            "  ",
            "",
        ];
        let mut loose = Loose::default();
        for letters in 0..70 {
            for end in ends {
                let text = "ب".to_owned() + &"كل ".repeat(letters / 3) + &"ابت"[..letters % 3 * 2];
                assert!(
                    loose.read_plain(&units(&(text.clone() + end))),
                    "{text}{end}"
                );
                let found = loose.words.clone();
                loose.find_words();
                assert_eq!(found, loose.words, "{text}{end}");
            }
        }
    }

    #[test]
    fn lone_surrogates_are_no_words() {
        assert_eq!(words(&[0xD800, 0x627, 0xDC00, 0xD835]).count(), 1);
        let mut key = Vec::new();
        loosen(&[0xD800, 0x627, 0xDC00, 0xD835], &mut key);
        assert_eq!(key.len(), 7);
    }

    #[test]
    fn hashes_differ_by_length_and_order() {
        let all: Vec<Vec<u16>> = vec![
            vec![],
            vec![0],
            vec![0, 0],
            vec![0, 0, 0, 0],
            vec![0, 0, 0, 0, 0],
            vec![1, 2],
            vec![2, 1],
        ];
        for (i, a) in all.iter().enumerate() {
            for b in &all[..i] {
                assert_ne!(hash(a), hash(b));
            }
        }
    }
}
