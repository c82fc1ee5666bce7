//! The loose key of a unit and the words in it, read in one pass where the unit is plain.
//!
//! Most paragraphs of most texts are nothing but Arabic letters, common marks and punctuation, and digits. What the
//! engine makes of these a table tells ([`Loose::read_plain`]), and of letters and spaces alone a few operations on many
//! units at once ([`together`]). What a key is, [`super::key`] says.

use super::Match;
use super::key::{self, Grade, Keys, Part, SPACE};
use super::together::{self, Folded, TOGETHER};
use crate::lanes;

/// The loose key of a unit, and where its words are in it.
///
/// Nearly all keys are made of units that have a [`code`]: such a key is held as its codes, half as long.
#[derive(Debug, Default)]
pub(crate) struct Loose {
    /// The code of each unit of the key, and room after it, which stays from unit to unit.
    codes: Vec<u8>,
    /// The length of the key.
    length: usize,
    /// The key, if one of its units has no code; else this is empty.
    units: Vec<u16>,
    /// The words, and room after them.
    words: Vec<Part>,
    /// How many there are.
    count: usize,
    /// How many bytes of UTF-8 the unit takes, if reading told, and that there are no marks in it.
    pub bytes: Option<u32>,
    folded: Vec<u16>,
    /// Where in the key there is a yeh that may have to be spelled.
    stems: Vec<u32>,
}

/// A byte for each unit of ASCII and each of the first 128 of Arabic but one; 0 for all others.
const fn code(unit: u16) -> u8 {
    match unit {
        0..=0x7F => unit as u8 | 0x80,
        0x601..=0x67F => unit as u8 & 0x7F,
        _ => 0,
    }
}

/// The unit that has this code.
const fn decode(code: u8) -> u16 {
    match code {
        0x80.. => code as u16 & 0x7F,
        _ => 0x600 | code as u16,
    }
}

/// Room for what is read and written beyond the end of a key.
const ROOM: usize = TOGETHER;

/// What a plain code unit is to [`Loose::read_plain`], and below it the code of what the profile `search`
/// makes of it.
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

/// It is neither a letter, a digit nor a separator: it goes, or it is not plain.
const OTHER: u32 = 1 << 30;
/// White space and punctuation.
const PARTS: u32 = 1 << 31;

const LAM: u16 = 0x644;

type Plain = [u32; PLAINEST as usize + 2];

static PLAIN: Plain = {
    let mut table = [OTHER; PLAINEST as usize + 2];
    let mut unit = 0;
    while unit <= PLAINEST {
        table[unit as usize] = plain(unit);
        unit += 1;
    }
    table
};

/// A row of [`PLAIN`].
const fn plain(unit: u16) -> u32 {
    const PART: u32 = PARTS | SPACE_CODE as u32;
    const fn letter(folded: u16) -> u32 {
        LETTER | code(folded) as u32
    }
    let plain = match unit {
        0x622 | 0x623 | 0x625 => letter(0x627),
        0x624 => letter(key::WAW),
        0x626 | 0x649 => letter(key::YEH),
        0x629 => letter(0x647),
        0x621..=0x63A | 0x641..=0x64A => letter(unit),
        0x64B..=0x652 | 0x670 => OTHER | GOES,
        0x660..=0x669 => DIGIT | code(unit - 0x660 + 0x30) as u32,
        0x30..=0x39 => DIGIT | code(unit) as u32,
        // Punctuation that is in no address, path or code.
        0x2C | 0x2E | 0x60C => PART | JOINT | WITHIN,
        0x09 | 0x0A | 0x20 | 0x21 | 0x28 | 0x29 | 0x61B | 0x61F | 0xAB | 0xBB | 0x2026 => PART,
        0x22 | 0x2D | 0x3A | 0x2013 | 0x2014 | 0x2018..=0x201D => PART | JOINT | NUMERIC,
        _ => OTHER,
    };
    let beside = match plain & (DIGIT | JOINT) {
        DIGIT => AFTER_JOINT,
        JOINT => AFTER_DIGIT,
        _ => 0,
    };
    plain | beside
}

/// Codes of the letters that a stem is known by, and of a space.
pub(super) const MEEM: u8 = code(0x645);
pub(super) const WAW: u8 = code(key::WAW);
pub(super) const YEH: u8 = code(key::YEH);
pub(super) const SPACE_CODE: u8 = code(SPACE);

/// The code of the digit zero; no code is larger than that of nine but those of Latin letters.
#[cfg(target_arch = "wasm32")]
pub(super) const DIGIT_CODE: u8 = code(0x30);

/// The code of what a letter folds to; 0 for all else.
#[cfg(target_arch = "wasm32")]
pub(super) const fn letter_code(unit: u16) -> u8 {
    match plain(unit) {
        what if what & LETTER != 0 => what as u8,
        _ => 0,
    }
}

/// 255 for what parts words; 0 for all else.
#[cfg(target_arch = "wasm32")]
pub(super) const fn parts(unit: u16) -> u8 {
    if plain(unit) & PARTS != 0 { 255 } else { 0 }
}

/// The last plain unit; what is beyond it is looked up after it.
const PLAINEST: u16 = 0x2026;

/// What a unit is by itself; [`AFTER_DIGIT`] and [`AFTER_JOINT`] it is by the one before too.
const FIRST: u32 = DIGIT | JOINT | OTHER;

/// Makes the loose key of a text that is nothing but Arabic letters, common marks and punctuation, and digits,
/// as the profile `search` and [`loosen`](key::loosen) do, for which a table is enough: `false` if the engine must do
/// it. This is several times as quick.
pub fn loosen_plain(text: &[u16], into: &mut Vec<u16>) -> bool {
    let mut loose = Loose::default();
    let plain = loose.read_plain(text);
    *into = loose.key();
    plain
}

impl Loose {
    /// The loose key of a unit.
    pub fn of(unit: &[u16], keys: &mut dyn Keys) -> Loose {
        let mut loose = Loose::default();
        loose.read(unit, Match::Folded, keys);
        loose
    }

    /// The units of a part of the key.
    pub fn part(&self, (start, end): Part) -> Vec<u16> {
        let part = start as usize..end as usize;
        if self.units.is_empty() {
            let codes = self.codes.get(part).unwrap_or(&[]);
            codes.iter().map(|&code| decode(code)).collect()
        } else {
            self.units.get(part).unwrap_or(&[]).to_vec()
        }
    }

    /// The key.
    pub fn key(&self) -> Vec<u16> {
        self.part((0, self.length as u32))
    }

    /// The words of the key, as parts of it.
    pub fn words(&self) -> &[Part] {
        self.words.get(..self.count).unwrap_or(&[])
    }

    fn push(&mut self, word: Part) {
        match self.words.get_mut(self.count) {
            Some(slot) => *slot = word,
            None => self.words.push(word),
        }
        self.count += 1;
    }

    /// A hash of the key, and equal for equal keys.
    pub fn hash(&self) -> [u64; 2] {
        if self.units.is_empty() {
            key::hash_bytes(&self.codes, self.length)
        } else {
            key::hash(&self.units)
        }
    }

    /// A short name for a word of the key, which no other word has: its codes, if it has no more than eight units, and
    /// all have one. The lowest byte of it is not 0.
    pub fn name(&self, (start, end): Part) -> Option<u64> {
        let length = end.checked_sub(start).filter(|&length| length <= 8)?;
        let eight = self.codes.get(start as usize..)?.first_chunk()?;
        let others = u64::MAX.checked_shl(length * 8).unwrap_or(0);
        let name = u64::from_le_bytes(*eight) & !others;
        (!lanes::has_zero_byte(name | others)).then_some(name)
    }

    /// Reads a unit: for [`Match::Exact`], or if there is nothing in it to compare, as it is.
    ///
    /// Never a part of the loop over all units: an engine of WebAssembly compiles anew what is called often, but not
    /// a loop that is running, and the first search would be done by code that was compiled in haste.
    #[inline(never)]
    pub fn read(&mut self, unit: &[u16], matching: Match, keys: &mut dyn Keys) {
        self.bytes = None;
        if matching == Match::Exact {
            self.set(unit);
        } else if !(keys.is_search() && self.read_plain(unit)) {
            self.fold(unit, keys);
        }
        if self.length == 0 {
            self.set(unit);
        }
    }

    /// Takes a key and finds its words.
    fn set(&mut self, key: &[u16]) {
        self.units.clear();
        self.units.extend_from_slice(key);
        self.find_words();
        self.encode();
    }

    fn find_words(&mut self) {
        self.words.clear();
        let spans = key::words(&self.units).map(|span| (span.start as u32, span.end as u32));
        self.words.extend(spans);
        self.count = self.words.len();
    }

    fn fold(&mut self, unit: &[u16], keys: &mut dyn Keys) {
        keys.key(unit, Grade::Folded, &mut self.folded);
        self.words.clear();
        self.units.clear();
        let words = &mut self.words;
        key::loosen_words(&self.folded, &mut self.units, |start, end| {
            let (start, end) = (start as u32, end as u32);
            match words.last_mut() {
                // What cannot be seen stood between.
                Some(last) if last.1 == start => last.1 = end,
                _ => words.push((start, end)),
            }
        });
        self.count = self.words.len();
        if key::spell(&mut self.units) {
            self.find_words();
        }
        self.encode();
    }

    /// Gives the units of the key their codes, and forgets them where that is enough.
    fn encode(&mut self) {
        self.length = self.units.len();
        self.make_room(self.length);
        let mut all = true;
        for (slot, &unit) in self.codes.iter_mut().zip(&self.units) {
            *slot = code(unit);
            all &= *slot != 0;
        }
        if all {
            self.units.clear();
        }
    }

    /// Makes room for the codes of a key.
    fn make_room(&mut self, length: usize) {
        let most = length + ROOM;
        if self.codes.len() < most {
            self.codes.resize(most, 0);
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
        self.make_room(text.len() + 1);
        self.units.clear();
        self.count = 0;
        self.stems.clear();
        let (mut at, mut length) = self.read_together(text);
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
            // The last two codes, the last one below.
            let mut last = 0u16;
            loop {
                if what & (LETTER | DIGIT) != 0 {
                    let code = what as u8;
                    if u16::from(code) * 0x101 == last {
                        let Some((run, gone)) = drawn_out(text, at, what) else {
                            return false;
                        };
                        at += run;
                        length -= gone;
                    }
                    last = last << 8 | u16::from(code);
                    if let Some(slot) = self.codes.get_mut(length) {
                        *slot = code;
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
            self.push((start as u32, length as u32));
            let word = self.codes.get(start..length).unwrap_or(&[]);
            let yehs = (start as u32..).zip(word).filter(|(_, code)| **code == YEH);
            self.stems.extend(yehs.map(|(at, _)| at));
            let mut parted = SPACE_CODE;
            if key::is_digit(decode(last as u8)) && at < text.len() {
                // Punctuation after a digit may be part of a number.
                let next = plain(at + 1);
                if what & NUMERIC != 0 || what & WITHIN != 0 && next & GOES != 0 {
                    return false;
                }
                if what & WITHIN != 0
                    && next & DIGIT != 0
                    && let Some(&unit) = text.get(at)
                {
                    parted = code(unit);
                    at += 1;
                }
            }
            if let Some(slot) = self.codes.get_mut(length) {
                *slot = parted;
            }
            length += 1;
        }
        self.length = length.saturating_sub(1);
        let unit = |at: usize| match self.codes.get(at) {
            Some(&code) if at < self.length => decode(code),
            _ => SPACE,
        };
        let mut stems = self.stems.iter();
        if stems.any(|&yeh| key::may_spell(unit, yeh as usize).is_some()) {
            let mut key = self.key();
            if key::spell(&mut key) {
                self.set(&key);
            }
        }
        true
    }

    /// Does the work of [`read_plain`](Self::read_plain) as far as there are only words and what parts them, and no
    /// letter is drawn out: gives the place from which on it is left to do, and the length of the key so far.
    ///
    /// Where a word ends cannot be foreseen, and a processor that guesses wrong loses the time of a word. So units
    /// are read together without a branch, and a bit for each tells what there was.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    fn read_together(&mut self, text: &[u16]) -> (usize, usize) {
        let table: &Plain = &PLAIN;
        // Where the word begins that is read, where the key ends so far, and how much of the text that is.
        let (mut start, mut length, mut read) = (0, 0, 0);
        let (mut last, mut bytes) = (1, 0);
        let mut padded;
        while read < text.len() {
            let rest = text.get(read..).unwrap_or(&[]);
            let (block, count) = match rest.first_chunk() {
                Some(block) => (block, TOGETHER),
                None => {
                    padded = pad(rest);
                    (&padded, rest.len())
                }
            };
            let Some(codes) = (self.codes.get_mut(length..)).and_then(<[u8]>::first_chunk_mut)
            else {
                break;
            };
            // What the two units before are.
            let before = [2, 1].map(|back| {
                let unit = read.checked_sub(back).and_then(|at| text.get(at));
                table[usize::from(unit.map_or(SPACE, |&unit| unit.min(PLAINEST + 1)))]
            });
            let [_, one] = before;
            let codes_before = before.map(|what| what as u8);
            let mut folded = None;
            if one & DIGIT == 0 {
                folded = together::letters::<false>(block, codes_before, codes);
            }
            if folded.is_none() && one & JOINT == 0 {
                folded = together::letters::<true>(block, codes_before, codes);
            }
            let Some(folded) = folded.or_else(|| by_table(block, before, codes)) else {
                break;
            };
            bytes += count as u32 + folded.more_bytes;
            let there = u64::MAX >> (TOGETHER - count);
            let (parts, mut stems) = (folded.parts & there, folded.stems & there);
            // What parts words is one space.
            let more = parts & (parts << 1 | last);
            last = parts >> 63;
            let first = length;
            length += count;
            read += count;
            while stems != 0 {
                let third = stems.trailing_zeros();
                let gone = (more & ((1 << third) - 1)).count_ones();
                self.stems
                    .push((first as u32 + third - gone).saturating_sub(1));
                stems &= stems - 1;
            }
            let mut ends = parts;
            if more != 0 {
                let codes = self.codes.get_mut(first..length).unwrap_or(&mut []);
                ends = squeeze(codes, more, parts);
                length -= more.count_ones() as usize;
            }
            // The same number of words each round, so that only the number of rounds is to be foreseen.
            let count = ends.count_ones() as usize;
            let most = self.count + TOGETHER + ROUND;
            if self.words.len() < most {
                self.words.resize(most, (0, 0));
            }
            let room = self.words.get_mut(self.count..).unwrap_or(&mut []);
            let (rounds, _) = room.as_chunks_mut::<ROUND>();
            for words in rounds.iter_mut().take(count.div_ceil(ROUND)) {
                for word in words {
                    let end = first as u32 + ends.trailing_zeros();
                    *word = (start, end);
                    start = end + 1;
                    ends &= ends.wrapping_sub(1);
                }
            }
            self.count += count;
            if let Some((_, end)) = self.count.checked_sub(1).and_then(|at| self.words.get(at)) {
                start = end + 1;
            }
        }
        if read == text.len() {
            self.bytes = Some(bytes);
            if (start as usize) < length {
                self.push((start, length as u32));
                start = length as u32 + 1;
            }
        }
        // What parts it from the word before is read once more, for the sake of what comes after it.
        let start = start as usize;
        ((read + start).saturating_sub(length + 1), start)
    }
}

/// Words that are noted in one round.
const ROUND: usize = 12;

/// Takes out what is `more`, and gives the bits without it.
fn squeeze(codes: &mut [u8], mut more: u64, mut bits: u64) -> u64 {
    while more != 0 {
        let at = more.ilog2();
        codes.copy_within(at as usize + 1.., at as usize);
        let below = (1 << at) - 1;
        bits = bits & below | bits >> 1 & !below;
        more &= below;
    }
    bits
}

/// So many units, spaces after them.
fn pad(text: &[u16]) -> [u16; TOGETHER] {
    let mut padded = [SPACE; TOGETHER];
    let (eights, rest) = text.as_chunks();
    let (into, _) = padded.as_chunks_mut::<8>();
    for (into, &eight) in into.iter_mut().zip(eights) {
        *into = eight;
    }
    if let Some(into) = into.get_mut(eights.len()) {
        *into = std::array::from_fn(|i| rest.get(i).copied().unwrap_or(SPACE));
    }
    padded
}

/// What [`together::letters`] does, for all that is plain but marks. `before`: what the two units before are.
fn by_table(
    text: &[u16; TOGETHER],
    before: [u32; 2],
    codes: &mut [u8; TOGETHER],
) -> Option<Folded> {
    let table: &Plain = &PLAIN;
    let first = |steps, what: &u32| (steps << 1 | FIRST) & what;
    let mut steps = before.iter().fold(0, first);
    let (mut found, mut parts) = (0, 0);
    for (slot, &unit) in codes.iter_mut().zip(text) {
        let what = table[usize::from(unit.min(PLAINEST + 1))];
        *slot = what as u8;
        parts = parts >> 1 | u64::from(what & PARTS) << 32;
        steps = first(steps, &what);
        found |= steps;
    }
    if found & (OTHER | AFTER_DIGIT | AFTER_JOINT) != 0 {
        return None;
    }
    let mut all = [0; TOGETHER + 2];
    let (two, rest) = all.split_at_mut(2);
    two.copy_from_slice(&before.map(|what| what as u8));
    rest.copy_from_slice(codes);
    let more_bytes = |unit: &u16| u32::from(*unit >= 0x80) + u32::from(*unit >= 0x800);
    let more_bytes = text.iter().map(more_bytes).sum();
    let (mut drawn, mut stems) = (false, [0; TOGETHER]);
    let (ones, nows) = (all.iter().skip(1), all.iter().skip(2));
    let threes = all.iter().zip(ones).zip(nows);
    for (slot, ((&two, &one), &now)) in stems.iter_mut().zip(threes) {
        drawn |= (now == one) & (now == two) & (now < SPACE_CODE);
        *slot = u8::from((one == YEH) & ((two == MEEM) | (now == WAW)));
    }
    (!drawn).then(|| Folded {
        parts,
        stems: lanes::bits(&stems),
        more_bytes,
    })
}

/// Of what stands before `at` for the third time in a row, folded: how often it follows, and how many of those before
/// it go if it is a letter that is drawn out. `None`: of letters that the rule of drawn-out letters has no say in, or
/// that are three only folded, the engine judges.
#[cold]
fn drawn_out(text: &[u16], at: usize, what: u32) -> Option<(usize, usize)> {
    if what & LETTER == 0 {
        return Some((0, 0));
    }
    let unit = decode(what as u8);
    let three = text.get(at.saturating_sub(3)..at)?;
    let rest = text.get(at..)?;
    let run = rest.iter().take_while(|&&other| other == unit).count();
    let next = rest.get(run).copied().unwrap_or(SPACE);
    let bound = matches!(unit, LAM | key::WAW | key::YEH)
        && (PLAIN[usize::from(next.min(PLAINEST + 1))] & LETTER == 0
            || matches!(next, 0x627 | 0x629 | 0x62A | 0x646 | 0x647));
    (!bound && three.iter().all(|&other| other == unit)).then_some((run, 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    fn of_key(key: &str) -> Loose {
        let mut loose = Loose::default();
        loose.set(&units(key));
        loose
    }

    #[test]
    fn short_names_are_of_one_word_each() {
        let words = "ب بب سلام سلاما السلاموه 0 00 30 330 a A aa aaaaaaa aaaaaaaa aب ب1";
        let mut names = HashSet::new();
        for word in words.split(' ') {
            for rest in ["", " كل", " كل شيء بعده"] {
                let loose = of_key(&format!("{word}{rest}"));
                assert_eq!(
                    String::from_utf16_lossy(&loose.part(loose.words()[0])),
                    word
                );
                let name = loose.name(loose.words()[0]);
                assert!(name.is_some_and(|name| name & 0xFF != 0), "{word}");
                assert_eq!(names.insert(name), rest.is_empty(), "{word}{rest}");
            }
        }
        for word in ["السلامتين", "چپ", "aچ", "éa", "𝒜"] {
            let loose = of_key(word);
            assert_eq!(loose.name(loose.words()[0]), None, "{word}");
        }
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
                loose.bytes = None;
                assert!(
                    loose.read_plain(&units(&(text.clone() + end))),
                    "{text}{end}"
                );
                let found = loose.words().to_vec();
                loose.set(&loose.key());
                assert_eq!(found, loose.words(), "{text}{end}");
                let length = text.len() + end.len();
                assert!(loose.bytes.is_none_or(|bytes| bytes as usize == length));
            }
        }
    }

    #[test]
    fn a_code_is_of_one_unit() {
        for unit in 0..=u16::MAX {
            assert!(code(unit) == 0 || decode(code(unit)) == unit);
        }
    }
}
