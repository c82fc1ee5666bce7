//! Bags of words: every class of units as the sorted multiset of its words, compact enough for a
//! million units.
//!
//! Words become numbers in one pass over the text ([`Vocabulary`]); then the numbers become ranks, rarest
//! first, and words that occur only once in the whole text are dropped from the bags, since they can be
//! shared with nobody; a bag's size counts them still.

use super::clusters::Classes;
use super::key::{self, Kind, Loose};
use crate::lanes;
use std::collections::HashSet;

/// Distinct words and how often each occurs.
#[derive(Debug, Default)]
struct Vocabulary {
    entries: Vec<Known>,
    /// Open addressing, a power of two in size; the number of a word plus one, or 0.
    table: Vec<u32>,
    /// Words that have no short name are named by their number here.
    long: Classes,
    /// Whether critical words are marked.
    guarded: bool,
}

/// What is known of a word, side by side, so that asking for it is one access to memory.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// In halves, so that nothing is lost to alignment.
    name: [u32; 2],
    /// Occurrences; the top bit marks a critical word.
    count: u32,
}

fn halves(name: u64) -> [u32; 2] {
    [name as u32, (name >> 32) as u32]
}

/// The short name of a word of a key, which no other word has: up to eight units that are all of ASCII, or all of the
/// first 128 of Arabic, with seven bits for each.
fn name(key: &[u16], start: usize, end: usize) -> Option<u64> {
    /// How many bits of four units belong to so many.
    const fn mask(units: usize) -> u64 {
        if units < 4 {
            (1 << (units * 16)) - 1
        } else {
            u64::MAX
        }
    }
    /// Seven bits of each unit, side by side.
    const fn squeeze(four: u64) -> u64 {
        let four = four & 0x007F_007F_007F_007F;
        let two = (four | four >> 9) & 0x0000_3FFF_0000_3FFF;
        (two | two >> 18) & 0x0FFF_FFFF
    }
    let length = end.checked_sub(start).filter(|&length| length <= 8)?;
    let mut eight = [0; 8];
    match key.get(start..start + 8) {
        Some(units) => eight.copy_from_slice(units),
        None => {
            for (to, &unit) in eight.iter_mut().zip(key.get(start..end)?) {
                *to = unit;
            }
        }
    }
    let [a, b, c, d, e, f, g, h] = eight;
    let (low, high) = (mask(length), mask(length.saturating_sub(4)));
    let block = lanes::all(a & !0x7F);
    let a_d = (lanes::of(&[a, b, c, d]) ^ block) & low;
    let e_h = (lanes::of(&[e, f, g, h]) ^ block) & high;
    if (a_d | e_h) & lanes::all(!0x7F) != 0 {
        return None;
    }
    let kind = match a & !0x7F {
        0x600 => 0,
        0 => 1,
        _ => return None,
    };
    Some(squeeze(a_d) | squeeze(e_h) << 28 | (length as u64) << 56 | kind << 60)
}

/// About how many words a text has, and rather too many; told from one piece of it in `share`, rather too many again.
pub(crate) fn about(text: &[u16], share: usize) -> u64 {
    /// Few enough for a count of 16 bits.
    const PIECE: usize = 1024;
    let kinds = key::kinds();
    // Half of a character outside of the BMP may be a word by itself.
    let ends = |a: u16, b: u16| {
        let (a, b) = (kinds[usize::from(a)], kinds[usize::from(b)]);
        u16::from(((a == Kind::Word) | (a == Kind::Surrogate)) & (b != Kind::Word))
    };
    let next = text.get(1..).unwrap_or(&[]).chunks(PIECE);
    let pieces = text.chunks(PIECE).zip(next).step_by(share);
    let counts = pieces.map(|(piece, next)| {
        let pairs = piece.iter().zip(next);
        pairs.map(|(&a, &b)| ends(a, b)).sum::<u16>()
    });
    let count = counts.map(u64::from).sum::<u64>() * share as u64;
    count + 1 + if share > 1 { count / 32 } else { 0 }
}

/// About how many different words a text has, by those whose hash falls into a small part of all.
pub(crate) fn distinct(text: &[u16]) -> u64 {
    const PART: u64 = 64;
    let words = text.split(|&unit| !matches!(key::kind(unit), Kind::Word | Kind::Surrogate));
    let hashes = words.map(|word| key::hash(word)[0]);
    let seen: HashSet<u64> = hashes.filter(|hash| hash % PART == 0).collect();
    // Rather too many: the error is as the root of their number.
    let count = seen.len() as u64;
    (count + 2 * count.isqrt() + 1) * PART
}

const CRITICAL: u32 = 1 << 31;

/// The top bit of the names of words that have no short one.
const LONG: u64 = 1 << 63;

fn spread(name: u64) -> usize {
    let h = (name ^ name >> 32).wrapping_mul(0x9FB2_1C65_1E98_DF25);
    (h ^ h >> 32) as usize
}

impl Vocabulary {
    /// The name of a word, which no other word has.
    fn name(&mut self, of: &Loose, start: u32, end: u32) -> u64 {
        let (start, end) = (start as usize, end as usize);
        name(&of.units, start, end).unwrap_or_else(|| {
            let word = of.units.get(start..end).unwrap_or(&[]);
            LONG | u64::from(self.long.number(key::hash(word)))
        })
    }

    /// Where a word is or would be, if nothing else stands there.
    fn guess(&self, name: u64) -> u32 {
        let mask = self.table.len().wrapping_sub(1);
        self.table.get(spread(name) & mask).copied().unwrap_or(0)
    }

    /// The number of a word.
    fn number(&mut self, name: u64, word: &[u16]) -> u32 {
        if self.entries.len() * 3 >= self.table.len() * 2 {
            self.grow();
        }
        let mask = self.table.len().wrapping_sub(1);
        let mut at = spread(name) & mask;
        while let Some(&slot) = self.table.get(at).filter(|slot| **slot != 0) {
            let known = self.entries.get(slot as usize - 1);
            if known.is_some_and(|known| known.name == halves(name)) {
                return slot - 1;
            }
            at = (at + 1) & mask;
        }
        let number = self.entries.len() as u32;
        if let Some(slot) = self.table.get_mut(at) {
            *slot = number + 1;
        }
        if self.entries.len() == self.entries.capacity() {
            // By a quarter: doubling would hold half of it for nothing.
            self.entries.reserve_exact(self.entries.len() / 4 + 1024);
        }
        let critical = self.guarded && super::guards::is_critical(word);
        self.entries.push(Known {
            name: halves(name),
            count: if critical { CRITICAL } else { 0 },
        });
        number
    }

    /// Counts an occurrence.
    fn count(&mut self, number: u32) -> u32 {
        let known = self.entries.get_mut(number as usize);
        known.map_or(0, |known| {
            known.count += 1;
            known.count
        })
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(1 << 10);
        self.table = Vec::new();
        self.table = vec![0; size];
        for (number, known) in (1..).zip(&self.entries) {
            let [low, high] = known.name;
            let mut at = spread(u64::from(low) | u64::from(high) << 32) & (size - 1);
            while self.table.get(at).is_some_and(|&slot| slot != 0) {
                at = (at + 1) & (size - 1);
            }
            if let Some(slot) = self.table.get_mut(at) {
                *slot = number;
            }
        }
    }
}

/// The words of every class.
#[derive(Debug, Default)]
pub(crate) struct Bags {
    /// By class.
    entries: Vec<Entry>,
    /// Words that occur more than once in the text, as ranks, rarest first, ascending in a class; a word
    /// that a class has twice stands there twice.
    words: Vec<u32>,
    /// Classes whose words that make a difference (numbers, negations) are the same share a signature.
    signatures: Vec<u32>,
    /// Number of ranks.
    ranks: u32,
}

/// What there is of a class, side by side, so that asking for it is one access to memory.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    /// Where its words end in `words`.
    end: u32,
    /// Number of its words, those that are not in `words` too.
    size: u32,
    /// Parity of the hashed words, for a cheap upper bound on what two bags share.
    bitmap: [u64; 2],
}

/// One class's words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bag<'a> {
    /// Ranks of those that others may share, ascending.
    pub words: &'a [u32],
    /// Number of all.
    pub size: u32,
    pub bitmap: [u64; 2],
}

impl Bag<'_> {
    /// How many words are not in `words`; all of them rank before those.
    pub fn alone(&self) -> u32 {
        self.size - self.words.len() as u32
    }
}

impl Bags {
    fn entry(&self, class: u32) -> Entry {
        let entry = self.entries.get(class as usize);
        entry.copied().unwrap_or_default()
    }
    pub fn get(&self, class: u32) -> Bag<'_> {
        let start = class
            .checked_sub(1)
            .map_or(0, |class| self.entry(class).end);
        let Entry { end, size, bitmap } = self.entry(class);
        let words = self.words.get(start as usize..end as usize);
        Bag {
            words: words.unwrap_or(&[]),
            size,
            bitmap,
        }
    }
    /// Number of classes.
    pub fn count(&self) -> usize {
        self.entries.len()
    }
    /// Number of words in all, those that occur once not counted.
    pub fn length(&self) -> u64 {
        self.words.len() as u64
    }
    pub fn size(&self, class: u32) -> u32 {
        self.entry(class).size
    }
    /// Classes that differ in a number or a negation differ in this.
    pub fn signature(&self, class: u32) -> u32 {
        self.signatures.get(class as usize).copied().unwrap_or(0)
    }
    /// Number of ranks: every word in a bag is less.
    pub fn ranks(&self) -> u32 {
        self.ranks
    }
}

/// Collects the bags of the classes, in their order.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    vocabulary: Vocabulary,
    bags: Bags,
    /// Where the words of each class end.
    ends: Vec<u32>,
    signatures: Classes,
    names: Vec<u64>,
    guesses: Vec<u32>,
}

impl Collector {
    /// Makes room for so many classes and words. Without `guarded`, all have one signature.
    pub fn new(classes: usize, words: usize, guarded: bool) -> Collector {
        let mut collector = Collector::default();
        collector.vocabulary.guarded = guarded;
        collector.ends.reserve_exact(classes);
        collector.bags.signatures.reserve_exact(classes);
        collector.bags.words.reserve_exact(words);
        // As many distinct words as a text of some millions has; growing later would take a copy.
        let distinct = words / 14;
        collector.vocabulary.entries.reserve_exact(distinct);
        collector.vocabulary.table = vec![0; (distinct + distinct / 2).next_power_of_two()];
        collector
    }

    /// Adds the next class, by its key. Not inlined, as [`Loose::read`] is not.
    #[inline(never)]
    pub fn add(&mut self, of: &Loose) {
        let vocabulary = &mut self.vocabulary;
        let mut signature = [0u64; 2];
        // In rounds, so that memory is asked for all words at once: where they should be, whether they are
        // there. One word after the other would wait for each in turn.
        self.names.clear();
        let names = of.words.iter();
        self.names
            .extend(names.map(|&(start, end)| vocabulary.name(of, start, end)));
        self.guesses.clear();
        let guesses = self.names.iter().map(|&name| vocabulary.guess(name));
        self.guesses.extend(guesses);
        let guesses = self.names.iter().zip(&self.guesses).enumerate();
        self.bags.words.extend(guesses.map(|(at, (&name, &guess))| {
            let known = vocabulary.entries.get_mut((guess as usize).wrapping_sub(1));
            let (number, count) = match known.filter(|known| known.name == halves(name)) {
                Some(known) => {
                    known.count += 1;
                    (guess - 1, known.count)
                }
                None => {
                    let number = vocabulary.number(name, of.word(at));
                    (number, vocabulary.count(number))
                }
            };
            if count & CRITICAL != 0 {
                // A sum: the order of the words makes no difference.
                let [a, b] = &mut signature;
                *a = a.wrapping_add(key::finish(u64::from(number) + 1));
                *b = b.wrapping_add(key::finish(!u64::from(number)));
            }
            number
        }));
        self.ends.push(self.bags.words.len() as u32);
        let signature = self.signatures.number(signature);
        self.bags.signatures.push(signature);
    }

    /// Ranks the words and sorts the bags.
    pub fn finish(self) -> Bags {
        let Collector {
            vocabulary,
            mut bags,
            ends,
            ..
        } = self;
        let (ranks, count) = rank(vocabulary);
        bags.ranks = count;
        // Not before the vocabulary is gone.
        bags.entries.reserve_exact(ends.len());
        let (mut start, mut write) = (0, 0);
        for end in ends {
            let read = std::mem::replace(&mut start, end as usize)..end as usize;
            let mut entry = Entry {
                size: read.len() as u32,
                ..Entry::default()
            };
            let first = write;
            for i in read {
                let number = bags.words.get(i).map_or(0, |&number| number as usize);
                let rank = ranks.get(number).copied().unwrap_or(ALONE);
                if rank != ALONE {
                    if let Some(slot) = bags.words.get_mut(write) {
                        *slot = rank;
                    }
                    write += 1;
                    let bit = rank.wrapping_mul(0x9E37_79B1) >> 25;
                    if let Some(half) = entry.bitmap.get_mut(bit as usize >> 6) {
                        *half ^= 1 << (bit & 63);
                    }
                }
            }
            if let Some(words) = bags.words.get_mut(first..write) {
                words.sort_unstable();
            }
            entry.end = write as u32;
            bags.entries.push(entry);
        }
        bags.words.truncate(write);
        bags.words.shrink_to_fit();
        bags
    }
}

/// The rank of a word that occurs once.
const ALONE: u32 = u32::MAX;

/// The rank of each word, rarest first, and the number of ranks. Of equally rare words, the one that
/// occurs first ranks first.
fn rank(vocabulary: Vocabulary) -> (Vec<u32>, u32) {
    let mut ranks = vec![ALONE; vocabulary.entries.len()];
    let counts = vocabulary
        .entries
        .iter()
        .map(|known| u64::from(known.count & !CRITICAL));
    let counted = (0u64..).zip(counts).filter(|(_, count)| *count > 1);
    let mut order: Vec<u64> = counted
        .map(|(number, count)| count << 32 | number)
        .collect();
    order.sort_unstable();
    for (rank, &number) in (0..).zip(&order) {
        if let Some(slot) = ranks.get_mut(number as u32 as usize) {
            *slot = rank;
        }
    }
    (ranks, order.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_of_one_word_each() {
        let words = "ب بب \u{600}ب سلام سلاما السلاموه 0 00 30 330 a A aa aaaaaaa aaaaaaaa";
        let mut names = HashSet::new();
        for word in words.split(' ') {
            for rest in ["", " كل", " كل شيء بعده"] {
                let key: Vec<u16> = format!("{word}{rest}").encode_utf16().collect();
                let end = key.iter().position(|&unit| unit == 0x20);
                let name = name(&key, 0, end.unwrap_or(key.len()));
                assert!(name.is_some_and(|name| name < LONG), "{word}");
                assert_eq!(names.insert(name), rest.is_empty(), "{word}{rest}");
            }
        }
        for word in ["السلامتين", "ب1", "پچ", "aب", "\u{200D}", "éa", "𝒜"] {
            let key: Vec<u16> = word.encode_utf16().collect();
            assert_eq!(name(&key, 0, key.len()), None, "{word}");
        }
    }
}
