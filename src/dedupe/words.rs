//! Bags of words: every class of units as the sorted multiset of its words, compact enough for a
//! million units.
//!
//! Words become numbers in one pass over the text ([`Vocabulary`]); then the numbers become ranks, rarest
//! first, and words that occur only once in the whole text are dropped from the bags, since they can be
//! shared with nobody; a bag's size counts them still.

use super::clusters::Classes;
use super::key::{self, Kind, Part};
use super::loose::Loose;
use super::together::TOGETHER;
use crate::sorted;
use std::collections::HashSet;

/// Distinct words and how often each occurs. The number of a word is its place here.
#[derive(Debug, Default)]
struct Vocabulary {
    /// Open addressing; nothing stands where the name is [`NONE`].
    places: Vec<Known>,
    /// How many words there are.
    distinct: usize,
    /// Words that have no short name are named by their number here.
    long: Classes,
    /// Whether critical words are marked.
    guarded: bool,
}

/// What is known of a word, side by side, so that asking for it is one access to memory.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// In halves, so that nothing is lost to alignment.
    name: [u32; 2],
    /// Occurrences; the top bit marks a critical word.
    count: u32,
}

/// The name of no word.
const NONE: [u32; 2] = [0; 2];

fn halves(name: u64) -> [u32; 2] {
    [name as u32, (name >> 32) as u32]
}

fn whole([low, high]: [u32; 2]) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

/// About how many words and lines a text has, and rather too many; told from one piece of it in `share`, rather too many
/// again.
pub(crate) fn about(text: &[u16], share: usize) -> (u64, u64) {
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
    let (mut words, mut lines) = (0u64, 0u64);
    for (piece, next) in pieces {
        let pairs = piece.iter().zip(next);
        words += u64::from(pairs.map(|(&a, &b)| ends(a, b)).sum::<u16>());
        let breaks = piece.iter().map(|&unit| u16::from(unit == 0x0A));
        lines += u64::from(breaks.sum::<u16>());
    }
    let all = |count: u64, more: u64| {
        let count = count * share as u64;
        count + 1 + if share > 1 { count / more } else { 0 }
    };
    // Fewer lines tell less.
    (all(words, 32), all(lines, 16))
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

/// Where a word should stand in a table of so many places.
fn home(name: u64, places: usize) -> usize {
    let h = (name ^ name >> 32).wrapping_mul(0x9FB2_1C65_1E98_DF25);
    (((h >> 32) * places as u64) >> 32) as usize
}

impl Vocabulary {
    fn with_room(distinct: usize, guarded: bool) -> Vocabulary {
        Vocabulary {
            places: vec![Known::default(); distinct + distinct / 4],
            guarded,
            ..Vocabulary::default()
        }
    }

    /// The name of a word, which no other word has, and which is not 0.
    fn name(&mut self, of: &Loose, word: Part) -> u64 {
        // The lowest byte of short names is not 0.
        of.name(word)
            .unwrap_or_else(|| (u64::from(self.long.number(key::hash(&of.part(word)))) + 1) << 8)
    }

    /// Counts a word if it stands where it should, and says where that is.
    fn count_home(&mut self, name: u64) -> (usize, bool) {
        let home = home(name, self.places.len());
        let known = self.places.get_mut(home).map(|known| {
            let is_there = known.name == halves(name);
            known.count += u32::from(is_there);
            is_there
        });
        (home, known == Some(true))
    }

    /// Where a word stands, or may stand if it is new. There must be room.
    fn find(&self, name: u64) -> usize {
        let mut at = home(name, self.places.len());
        let is_other = |known: &Known| known.name != NONE && known.name != halves(name);
        while self.places.get(at).is_some_and(is_other) {
            at = (at + 1) % self.places.len();
        }
        at
    }

    /// Counts a word, new or not, and says where it stands. There must be room.
    fn count(&mut self, name: u64, word: impl FnOnce() -> Vec<u16>) -> usize {
        let at = self.find(name);
        if let Some(known) = self.places.get_mut(at) {
            if known.name == NONE {
                let critical = self.guarded && super::guards::is_critical(&word());
                known.name = halves(name);
                known.count = if critical { CRITICAL } else { 0 };
                self.distinct += 1;
            }
            known.count += 1;
        }
        at
    }

    /// Makes room for so many words more; `numbers` follow where words move.
    fn make_room(&mut self, more: usize, numbers: &mut [u32]) {
        let most = self.distinct + more;
        if most + most / 4 <= self.places.len() {
            return;
        }
        let places = vec![Known::default(); (most * 2).max(1 << 10)];
        let mut before = std::mem::replace(&mut self.places, places);
        for known in before.iter_mut().filter(|known| known.name != NONE) {
            let at = self.find(whole(known.name));
            if let Some(place) = self.places.get_mut(at) {
                *place = *known;
            }
            known.count = at as u32;
        }
        for number in numbers {
            *number = before.get(*number as usize).map_or(0, |known| known.count);
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
}

impl Collector {
    /// Makes room for so many classes and words. Without `guarded`, all have one signature.
    pub fn new(classes: usize, words: usize, guarded: bool) -> Collector {
        let mut collector = Collector::default();
        collector.ends.reserve_exact(classes);
        collector.bags.signatures.reserve_exact(classes);
        collector.bags.words.reserve_exact(words);
        // As many distinct words as a text of some millions has; more will take a copy.
        collector.vocabulary = Vocabulary::with_room(words / 14, guarded);
        collector
    }

    /// Adds the next class, by its key. Not inlined, as [`Loose::read`] is not.
    #[inline(never)]
    pub fn add(&mut self, of: &Loose) {
        let Collector {
            vocabulary, bags, ..
        } = self;
        let mut signature = [0u64; 2];
        for words in of.words().chunks(TOGETHER) {
            // In rounds: first all words are counted that stand where they should, without a branch, so that memory
            // is asked for all of them at once; then the others, for which that has been done.
            vocabulary.make_room(words.len(), &mut bags.words);
            let (mut names, mut others) = ([0; TOGETHER], [0u8; TOGETHER]);
            for (name, &word) in names.iter_mut().zip(words) {
                *name = vocabulary.name(of, word);
            }
            let (first, mut count) = (bags.words.len(), 0);
            let names = names.get(..words.len()).unwrap_or(&[]);
            bags.words.extend(names.iter().zip(0..).map(|(&name, at)| {
                let (home, is_there) = vocabulary.count_home(name);
                if let Some(other) = others.get_mut(count) {
                    *other = at;
                }
                count += usize::from(!is_there);
                home as u32
            }));
            for &at in others.iter().take(count) {
                let name = names.get(usize::from(at)).copied().unwrap_or(1);
                let word = words.get(usize::from(at)).copied().unwrap_or_default();
                let number = vocabulary.count(name, || of.part(word));
                if let Some(slot) = bags.words.get_mut(first + usize::from(at)) {
                    *slot = number as u32;
                }
            }
            if vocabulary.guarded {
                for &number in bags.words.get(first..).unwrap_or(&[]) {
                    let known = vocabulary.places.get(number as usize);
                    if let Some(known) = known.filter(|known| known.count & CRITICAL != 0) {
                        // A sum: the order of the words makes no difference.
                        let [a, b] = &mut signature;
                        *a = a.wrapping_add(key::finish(whole(known.name)));
                        *b = b.wrapping_add(key::finish(!whole(known.name)));
                    }
                }
            }
        }
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
        // Before the vocabulary goes, which leaves its memory in one piece with what the words leave of theirs.
        bags.entries.reserve_exact(ends.len());
        let (ranks, count) = rank(vocabulary);
        bags.ranks = count;
        let (mut start, mut write) = (0, 0);
        for end in ends {
            let read = std::mem::replace(&mut start, end as usize)..end as usize;
            let mut entry = Entry {
                size: read.len() as u32,
                ..Entry::default()
            };
            let first = write;
            let [mut low, mut high] = [0u64; 2];
            for i in read {
                let number = bags.words.get(i).map_or(0, |&number| number as usize);
                let rank = ranks.get(number).copied().unwrap_or(ALONE);
                if let Some(slot) = bags.words.get_mut(write) {
                    *slot = rank;
                }
                // Without a branch: whether a word is alone cannot be foreseen.
                let shared = u64::from(rank != ALONE);
                write += shared as usize;
                let bit = rank.wrapping_mul(0x9E37_79B1) >> 25;
                let half = shared << (bit & 63);
                let upper = u64::from(bit >> 6).wrapping_neg();
                low ^= half & !upper;
                high ^= half & upper;
            }
            entry.bitmap = [low, high];
            if let Some(words) = bags.words.get_mut(first..write) {
                sorted::numbers(words, count);
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

/// The rank of each word, rarest first, and the number of ranks. Of equally rare words, the one with the smaller number
/// ranks first.
fn rank(vocabulary: Vocabulary) -> (Vec<u32>, u32) {
    /// Words that occur less often are sorted by counting.
    const FREQUENT: usize = 1 << 12;
    let counts = || {
        let places = vocabulary.places.iter();
        places.map(|known| (known.count & !CRITICAL) as usize)
    };
    // First how many words have each count, then the rank of the next one of them.
    let mut next = vec![0u32; FREQUENT];
    for count in counts().filter(|&count| count > 1) {
        if let Some(next) = next.get_mut(count) {
            *next += 1;
        }
    }
    let mut rank = 0;
    for next in &mut next {
        rank += std::mem::replace(next, rank);
    }
    let mut ranks = vec![ALONE; vocabulary.places.len()];
    let mut frequent: Vec<u64> = Vec::new();
    for ((slot, count), number) in ranks.iter_mut().zip(counts()).zip(0u64..) {
        match next.get_mut(count) {
            Some(_) if count < 2 => (),
            Some(next) => {
                *slot = *next;
                *next += 1;
            }
            None => frequent.push((count as u64) << 32 | number),
        }
    }
    frequent.sort_unstable();
    for number in frequent {
        if let Some(slot) = ranks.get_mut(number as u32 as usize) {
            *slot = rank;
            rank += 1;
        }
    }
    (ranks, rank)
}
