//! Bags of words: every class of units as the sorted multiset of its words, compact enough for a
//! million units.
//!
//! Words become numbers in one pass over the text ([`Vocabulary`]); then the numbers become ranks, rarest
//! first, and words that occur only once in the whole text are dropped from the bags, since they can be
//! shared with nobody; a bag's size counts them still.

use super::key;

/// Distinct words and how often each occurs. Hashes only lead to a word; equality is of code units.
#[derive(Debug, Default)]
struct Vocabulary {
    units: Vec<u16>,
    words: Vec<Word>,
    /// Open addressing, a power of two in size; the number of a word plus one, or 0.
    table: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    end: u32,
    hash: u32,
    /// Occurrences; the top bit marks a critical word.
    count: u32,
}

const CRITICAL: u32 = 1 << 31;

impl Vocabulary {
    /// The number of a word, which is counted.
    fn number(&mut self, word: &[u16]) -> u32 {
        if self.words.len() * 8 >= self.table.len() * 5 {
            self.grow();
        }
        let hash = word_hash(word);
        let mask = self.table.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        loop {
            match self.table.get(at).copied() {
                Some(0) | None => break,
                Some(slot) => {
                    let number = slot - 1;
                    if self.is(number, hash, word) {
                        if let Some(word) = self.words.get_mut(number as usize) {
                            word.count += 1;
                        }
                        return number;
                    }
                }
            }
            at = (at + 1) & mask;
        }
        let number = self.words.len() as u32;
        if let Some(slot) = self.table.get_mut(at) {
            *slot = number + 1;
        }
        self.units.extend_from_slice(word);
        let critical = if super::guards::is_critical(word) {
            CRITICAL
        } else {
            0
        };
        self.words.push(Word {
            end: self.units.len() as u32,
            hash,
            count: 1 | critical,
        });
        number
    }

    fn is(&self, number: u32, hash: u32, word: &[u16]) -> bool {
        let number = number as usize;
        let Some(known) = self.words.get(number).filter(|known| known.hash == hash) else {
            return false;
        };
        let before = number.checked_sub(1).and_then(|i| self.words.get(i));
        let start = before.map_or(0, |before| before.end as usize);
        self.units.get(start..known.end as usize) == Some(word)
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(1 << 10);
        self.table = vec![0; size];
        for (number, word) in self.words.iter().enumerate() {
            let mut at = word.hash as usize & (size - 1);
            while self.table.get(at).is_some_and(|&slot| slot != 0) {
                at = (at + 1) & (size - 1);
            }
            if let Some(slot) = self.table.get_mut(at) {
                *slot = number as u32 + 1;
            }
        }
    }
}

fn word_hash(word: &[u16]) -> u32 {
    let h = word.iter().fold(0x9E37_79B9_7F4A_7C15, |h: u64, &unit| {
        (h ^ u64::from(unit)).wrapping_mul(0x9FB2_1C65_1E98_DF25)
    });
    (h ^ h >> 29)
        .wrapping_mul(0x8EBC_6AF0_9C88_C6E3)
        .wrapping_shr(32) as u32
}

/// The words of every class.
#[derive(Debug, Default)]
pub(crate) struct Bags {
    /// Where the words of each class end in `words`.
    ends: Vec<u32>,
    /// Words that occur more than once in the text, as ranks, rarest first, ascending in a class; a word
    /// that a class has twice stands there twice.
    words: Vec<u32>,
    /// Number of words of each class, those that are not in `words` too.
    sizes: Vec<u32>,
    /// Parity of the hashed words, for a cheap upper bound on what two bags share.
    bitmaps: Vec<[u64; 2]>,
    /// What the words that make a difference (numbers, negations) add up to.
    signatures: Vec<[u64; 2]>,
    /// Number of ranks.
    ranks: u32,
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
    pub fn get(&self, class: u32) -> Bag<'_> {
        let class = class as usize;
        let before = class.checked_sub(1).and_then(|i| self.ends.get(i));
        let start = before.map_or(0, |&end| end as usize);
        let end = self.ends.get(class).map_or(start, |&end| end as usize);
        Bag {
            words: self.words.get(start..end).unwrap_or(&[]),
            size: self.sizes.get(class).copied().unwrap_or(0),
            bitmap: self.bitmaps.get(class).copied().unwrap_or_default(),
        }
    }
    pub fn size(&self, class: u32) -> u32 {
        self.sizes.get(class as usize).copied().unwrap_or(0)
    }
    /// Classes that differ in a number or a negation differ in this.
    pub fn signature(&self, class: u32) -> [u64; 2] {
        let signature = self.signatures.get(class as usize);
        signature.copied().unwrap_or_default()
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
}

impl Collector {
    /// Makes room for so many classes and words.
    pub fn new(classes: usize, words: usize) -> Collector {
        let mut collector = Collector::default();
        collector.bags.ends.reserve_exact(classes);
        collector.bags.words.reserve_exact(words);
        collector
    }

    /// Adds the next class, by its key.
    pub fn add(&mut self, key: &[u16]) {
        let mut signature = [0u64; 2];
        for span in key::words(key) {
            let number = self.vocabulary.number(key.get(span).unwrap_or(&[]));
            let word = self.vocabulary.words.get(number as usize);
            if word.is_some_and(|word| word.count & CRITICAL != 0) {
                // A sum: the order of the words makes no difference.
                let [a, b] = &mut signature;
                *a = a.wrapping_add(key::finish(u64::from(number) + 1));
                *b = b.wrapping_add(key::finish(!u64::from(number)));
            }
            self.bags.words.push(number);
        }
        self.bags.ends.push(self.bags.words.len() as u32);
        self.bags.signatures.push(signature);
    }

    /// Ranks the words and sorts the bags.
    pub fn finish(self) -> Bags {
        let Collector {
            vocabulary,
            mut bags,
        } = self;
        let (ranks, count) = rank(vocabulary);
        bags.ranks = count;
        bags.sizes.reserve_exact(bags.ends.len());
        bags.bitmaps.reserve_exact(bags.ends.len());
        let (mut start, mut write) = (0, 0);
        for end in &mut bags.ends {
            let read = std::mem::replace(&mut start, *end as usize)..*end as usize;
            bags.sizes.push(read.len() as u32);
            let first = write;
            let mut bitmap = [0u64; 2];
            for i in read {
                let number = bags.words.get(i).map_or(0, |&number| number as usize);
                let rank = ranks.get(number).copied().unwrap_or(ALONE);
                if rank != ALONE {
                    if let Some(slot) = bags.words.get_mut(write) {
                        *slot = rank;
                    }
                    write += 1;
                    let bit = rank.wrapping_mul(0x9E37_79B1) >> 25;
                    if let Some(half) = bitmap.get_mut(bit as usize >> 6) {
                        *half ^= 1 << (bit & 63);
                    }
                }
            }
            if let Some(words) = bags.words.get_mut(first..write) {
                words.sort_unstable();
            }
            bags.bitmaps.push(bitmap);
            *end = write as u32;
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
    let Vocabulary {
        words,
        table,
        units,
    } = vocabulary;
    drop((table, units));
    let count = |word: &Word| word.count & !CRITICAL;
    let mut order: Vec<u32> = (0..words.len() as u32).collect();
    order.retain(|&number| {
        words
            .get(number as usize)
            .is_some_and(|word| count(word) > 1)
    });
    crate::sorted::by_key(&mut order, |&number| {
        words.get(number as usize).map_or(0, count)
    });
    let mut ranks = vec![ALONE; words.len()];
    for (rank, &number) in order.iter().enumerate() {
        if let Some(slot) = ranks.get_mut(number as usize) {
            *slot = rank as u32;
        }
    }
    (ranks, order.len() as u32)
}
