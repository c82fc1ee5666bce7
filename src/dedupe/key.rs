//! Keys: what a unit says, at a grade of strictness, and the words in it.
//!
//! A key is compared and thrown away; it never reaches the output. The grades up to `Folded` are
//! the engine's (profiles `repair` and `search`), behind the trait [`Keys`]; the last, [`loosen`], is
//! made here, as are the words: maximal runs of letters, marks and digits.

pub use super::loose::loosen_plain;
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

pub(super) fn is_digit(unit: u16) -> bool {
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
pub(super) fn loosen_words(
    folded: &[u16],
    into: &mut Vec<u16>,
    mut word: impl FnMut(usize, usize),
) {
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
pub(super) type Part = (u32, u32);

/// Gives the words of [`SPELLINGS`] and [`HUNDREDS`] one spelling; says whether there were any.
pub(super) fn spell(key: &mut Vec<u16>) -> bool {
    let (mut spelled, mut done, mut at) = (Vec::new(), 0, 0);
    let mut word = Vec::new();
    while let Some(yeh) = next_yeh(key, at) {
        at = yeh + 1;
        let around = || word_around(key, yeh);
        if let Some((start, end)) = may_spell(units_of(key), yeh).and_then(|_| around()) {
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
    if done == 0 {
        return false;
    }
    spelled.extend_from_slice(key.get(done..).unwrap_or(&[]));
    *key = spelled;
    true
}

/// The unit at each place of a key, and a space after its end.
fn units_of(key: &[u16]) -> impl Fn(usize) -> u16 {
    |at| key.get(at).copied().unwrap_or(SPACE)
}

pub(super) const SPACE: u16 = 0x20;
pub(super) const WAW: u16 = 0x648;
pub(super) const YEH: u16 = 0x64A;

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
pub(super) enum List {
    Spellings,
    Hundreds,
}

type Units = Vec<u16>;

static STEMS: LazyLock<Vec<(Units, Units)>> = LazyLock::new(|| {
    SPELLINGS
        .iter()
        .map(|&(a, b)| (units(a), units(b)))
        .collect()
});
static WORDS: LazyLock<Vec<Units>> = LazyLock::new(|| HUNDREDS.map(units).to_vec());

fn units(text: &str) -> Units {
    text.encode_utf16().collect()
}

/// Tells a stem by the letters around its yeh (س ش ر ف ك before and و after), and the end of a hundred by all of them
/// from its meem on. `unit`: the unit at each place of a key, and a space after its end.
pub(super) fn may_spell(unit: impl Fn(usize) -> u16, yeh: usize) -> Option<List> {
    let before = yeh.checked_sub(1)?;
    let is_hundred = |word: &Units| {
        let mut word = word.iter().chain([&SPACE]).zip(before..);
        word.all(|(&letter, at)| letter == unit(at))
    };
    match unit(before) {
        0x645 => WORDS.iter().any(is_hundred).then_some(List::Hundreds),
        0x633 | 0x634 | 0x631 | 0x641 | 0x643 if unit(yeh + 1) == WAW => Some(List::Spellings),
        _ => None,
    }
}

fn spell_word(key: &mut Vec<u16>) -> bool {
    let mut at = 0;
    let mut spelled = false;
    while let Some(yeh) = next_yeh(key, at) {
        at = yeh + 1;
        match may_spell(units_of(key), yeh) {
            Some(List::Spellings) => {
                for (from, to) in STEMS.iter() {
                    let place = from.iter().position(|&unit| unit == YEH).unwrap_or(0);
                    let Some(start) = yeh.checked_sub(place) else {
                        continue;
                    };
                    // As long as what it becomes.
                    let stem = key.get_mut(start..start + from.len());
                    if let Some(stem) = stem.filter(|stem| stem == from) {
                        stem.iter_mut().zip(to).for_each(|(unit, &to)| *unit = to);
                        spelled = true;
                    }
                }
            }
            Some(List::Hundreds) if is_number_prefix(key.get(..yeh - 1).unwrap_or(&[])) => {
                key.insert(yeh, 0x627);
                spelled = true;
                at += 1;
            }
            _ => {}
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

/// A hash of 128 bits over code units: two lanes of multiply and shift with different constants
/// (the constants of wyhash and of MurmurHash3's finalizer). The same on every platform.
pub fn hash(units: &[u16]) -> [u64; 2] {
    let mut hasher = Hasher::default();
    let (eights, rest) = units.as_chunks::<8>();
    for &[a, b, c, d, e, f, g, h] in eights {
        hasher.add(lanes::of(&[a, b, c, d]), lanes::of(&[e, f, g, h]));
    }
    for rest in rest.chunks(4) {
        let shifted = |word, &unit: &u16| word << 16 | u64::from(unit);
        hasher.add_one(rest.iter().fold(0, shifted));
    }
    hasher.finish(units.len() as u64)
}

/// The same over the first `length` bytes; there must be 16 after them.
pub(super) fn hash_bytes(bytes: &[u8], length: usize) -> [u64; 2] {
    let mut hasher = Hasher::default();
    let (sixteens, rest) = bytes.as_chunks::<16>();
    for &sixteen in sixteens.iter().take(length / 16) {
        let word = u128::from_le_bytes(sixteen);
        hasher.add(word as u64, (word >> 64) as u64);
    }
    let last = sixteens.get(length / 16).copied().unwrap_or_else(|| {
        let mut last = [0; 16];
        last.iter_mut().zip(rest).for_each(|(to, &from)| *to = from);
        last
    });
    let last = u128::from_le_bytes(last) & !(u128::MAX << (length % 16 * 8));
    hasher.add(last as u64, (last >> 64) as u64);
    hasher.finish(!(length as u64))
}

/// Two hashes side by side, since each step of one waits for the step before.
struct Hasher {
    odd: [u64; 2],
    even: [u64; 2],
}

impl Default for Hasher {
    fn default() -> Hasher {
        Hasher {
            odd: [0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB],
            even: [0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3],
        }
    }
}

impl Hasher {
    fn mix([a, b]: [u64; 2], word: u64) -> [u64; 2] {
        let a = (a ^ word).wrapping_mul(0x9FB2_1C65_1E98_DF25);
        let b = (b ^ word.rotate_left(32)).wrapping_mul(0x8EBC_6AF0_9C88_C6E3);
        [a ^ a >> 32, b ^ b >> 29]
    }
    fn add(&mut self, odd: u64, even: u64) {
        self.odd = Self::mix(self.odd, odd);
        self.even = Self::mix(self.even, even);
    }
    fn add_one(&mut self, word: u64) {
        self.odd = Self::mix(self.odd, word);
    }
    fn finish(mut self, length: u64) -> [u64; 2] {
        let [a, b] = self.even;
        for word in [a, b, length] {
            self.add_one(word);
        }
        self.odd.map(finish)
    }
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
