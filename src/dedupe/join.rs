//! The exact set-similarity join: finds every pair of bags whose Dice coefficient reaches a threshold.
//!
//! Nothing is estimated: filters drop only pairs that cannot be similar enough, and what is left is
//! counted word by word, in integers. With |A| + |B| = n, a threshold t asks for ⌈t·n/2⌉ shared words, and so
//!
//! - sizes differ by no more than a ratio of t / (2 − t) (*length filter*): postings are kept apart by size,
//! - of two bags sorted by one order, the first |A| − ⌈t·n/2⌉ + 1 words share one (*prefix filter*;
//!   rarest first, so that there are few such pairs: Bayardo et al. 2007, AllPairs),
//! - after the first shared word, at places i and j, no more than min(|A| − i, |B| − j) can be shared
//!   (*position filter*: Xiao et al. 2008 and 2011, PPJoin),
//! - bags whose hashed parities differ in k bits differ in k words or more (*bitmap filter*:
//!   arXiv 1711.07295).
//!
//! What is left is verified by merging, which Mann et al. 2016 found to be better than further filters.
//! Words that a bag has twice count twice: equal words stand side by side, and the second one of A is
//! shared with the second one of B.

use super::clusters::Joined;
use super::words::{Bag, Bags};
use super::{Similarity, Threshold, key};

/// What a threshold asks of two sizes, in integers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Demand {
    t: u64,
}

/// Twice the scale of a threshold: t·n/2 = `t`·n / `TWO`.
const TWO: u64 = 2 * Threshold::SCALE as u64;

impl Demand {
    pub fn new(threshold: Threshold) -> Demand {
        Demand {
            t: u64::from(threshold.millionths()),
        }
    }
    /// The least number of shared words for two sizes that sum to `total`.
    fn shared(self, total: u32) -> u32 {
        (self.t * u64::from(total)).div_ceil(TWO) as u32
    }
    /// Whether so many shared words are enough.
    fn met(self, shared: u32, total: u32) -> bool {
        TWO * u64::from(shared) >= self.t * u64::from(total)
    }
    /// The smallest bag that can be similar to one of `size`.
    fn smallest(self, size: u32) -> u32 {
        (self.t * u64::from(size)).div_ceil(TWO - self.t) as u32
    }
    /// The largest bag that can share enough of `shared` words with one of `size`.
    fn largest(self, size: u32, shared: u32) -> u32 {
        let total = TWO * u64::from(shared) / self.t.max(1);
        u32::try_from(total.saturating_sub(u64::from(size))).unwrap_or(u32::MAX)
    }
    /// How many of its rarest words a bag of `size` has in its prefix.
    fn prefix(self, size: u32) -> u32 {
        size - self.shared(size + self.smallest(size)).min(size) + 1
    }
}

/// Sizes are put into buckets, four for each doubling.
const BUCKETS: u32 = 64;

fn bucket(size: u32) -> u32 {
    let log = 31 - (size | 4).leading_zeros();
    let quarter = (size >> (log - 2)) & 3;
    ((log - 2) * 4 + quarter).min(BUCKETS - 1)
}

/// A word with more postings than this has them in buckets by size.
const FREQUENT: u32 = 192;

/// One posting: a bag that has the word in its prefix.
#[derive(Debug, Clone, Copy, Default)]
struct Posting {
    /// Place of the bag in the order of the join.
    bag: u32,
    /// Its size and the place of the word in it; both stop at `u16::MAX`. A smaller place weakens the
    /// position filter and nothing else; a size that stopped is looked up.
    size: u16,
    place: u16,
}

/// Some of the postings: where they start, and how many there are now.
#[derive(Debug, Clone, Copy, Default)]
struct List {
    start: u32,
    filled: u32,
}

/// `filled` of a word that has a list for each bucket; they begin at `start` of `Index::buckets`.
const PARTED: u32 = u32::MAX;
/// `filled` of a word that has none, since no two bags have it in their prefixes.
const UNSHARED: u32 = u32::MAX - 1;

/// Postings of all words, in one allocation whose layout is counted beforehand.
struct Index {
    /// By word.
    words: Vec<List>,
    buckets: Vec<List>,
    postings: Vec<Posting>,
}

/// The words of a bag's prefix, each once: its place in `bag.words`.
fn prefix<'a>(bag: &Bag<'a>, demand: Demand) -> impl Iterator<Item = usize> + use<'a> {
    let words = bag.words;
    let length = demand.prefix(bag.size).saturating_sub(bag.alone()) as usize;
    (0..length.min(words.len()))
        .filter(move |&i| i.checked_sub(1).and_then(|i| words.get(i)) != words.get(i))
}

impl Index {
    /// Lays out the postings of `bags`.
    fn new(bags: &Bags, of: impl Iterator<Item = u32> + Clone, demand: Demand) -> Index {
        let mut words = vec![List::default(); bags.ranks() as usize];
        for class in of.clone() {
            let bag = bags.get(class);
            for i in prefix(&bag, demand) {
                let word = bag.words.get(i).map_or(0, |&word| word as usize);
                if let Some(list) = words.get_mut(word) {
                    list.start += 1;
                }
            }
        }
        let parted = |list: &&List| list.start > FREQUENT;
        let count = words.iter().filter(parted).count();
        let first = words.iter().position(|list| parted(&list));
        let mut index = Index {
            buckets: vec![List::default(); count * BUCKETS as usize],
            postings: Vec::new(),
            words,
        };
        let (mut total, mut buckets) = (0, 0);
        for list in &mut index.words {
            let (start, filled, length) = match list.start {
                0 | 1 => (0, UNSHARED, 0),
                length if length > FREQUENT => (buckets, PARTED, length),
                length => (total, 0, length),
            };
            *list = List { start, filled };
            buckets += if filled == PARTED { BUCKETS } else { 0 };
            total += if filled == 0 { length } else { 0 };
        }
        if let Some(first) = first {
            for class in of {
                let bag = bags.get(class);
                for i in prefix(&bag, demand) {
                    let word = bag.words.get(i).filter(|&&word| word as usize >= first);
                    if let Some(list) = word.and_then(|&word| index.bucket(word, bag.size)) {
                        list.start += 1;
                    }
                }
            }
        }
        for list in &mut index.buckets {
            total += std::mem::replace(&mut list.start, total);
        }
        index.postings = vec![Posting::default(); total as usize];
        index
    }

    /// Where the postings of a word stand for bags of `size`.
    fn list(&mut self, word: Option<&u32>, size: u32) -> Option<&mut List> {
        match self.words.get(*word? as usize)?.filled {
            UNSHARED => None,
            PARTED => self.bucket(*word?, size),
            _ => self.words.get_mut(*word? as usize),
        }
    }

    /// The same, for a word that has a list for each bucket.
    fn bucket(&mut self, word: u32, size: u32) -> Option<&mut List> {
        let List { start, filled } = *self.words.get(word as usize)?;
        let at = (start + bucket(size)) as usize;
        self.buckets.get_mut(at).filter(|_| filled == PARTED)
    }

    /// All lists with something in them that may have bags similar enough to this one, with the place of the word in
    /// it that they are of.
    ///
    /// They are gathered before any is read, and without a branch where it cannot be foreseen, so that memory is asked
    /// for all of them at once.
    fn gather(&self, bag: &Bag<'_>, demand: Demand, lists: &mut Vec<(u32, List)>) {
        let smallest = bucket(demand.smallest(bag.size));
        let mut length = 0;
        for i in prefix(bag, demand) {
            let word = bag.words.get(i).map_or(usize::MAX, |&word| word as usize);
            let Some(&list) = self.words.get(word) else {
                continue;
            };
            if list.filled == PARTED {
                lists.truncate(length);
                let left = bag.words.len() - i;
                let largest = bucket(demand.largest(bag.size, left as u32));
                let range = list.start + smallest..list.start + largest + 1;
                let buckets = self.buckets.get(range.start as usize..range.end as usize);
                let filled = buckets.into_iter().flatten().filter(|list| list.filled > 0);
                lists.extend(filled.map(|&list| (i as u32, list)));
                length = lists.len();
                continue;
            }
            match lists.get_mut(length) {
                Some(slot) => *slot = (i as u32, list),
                None => lists.push((i as u32, list)),
            }
            length += usize::from(list.filled != 0 && list.filled != UNSHARED);
        }
        lists.truncate(length);
    }

    fn add(&mut self, place: u32, bag: &Bag<'_>, demand: Demand) {
        for i in prefix(bag, demand) {
            let Some(list) = self.list(bag.words.get(i), bag.size) else {
                continue;
            };
            let at = (list.start + list.filled) as usize;
            list.filled += 1;
            if let Some(posting) = self.postings.get_mut(at) {
                *posting = Posting {
                    bag: place,
                    size: clamp(bag.size),
                    place: clamp(bag.alone() + i as u32),
                };
            }
        }
    }

    /// Forgets what was added of this bag's words.
    fn forget(&mut self, bag: &Bag<'_>, demand: Demand) {
        for i in prefix(bag, demand) {
            if let Some(list) = self.list(bag.words.get(i), bag.size) {
                list.filled = 0;
            }
        }
    }

    fn of(&self, List { start, filled }: List) -> &[Posting] {
        self.postings
            .get(start as usize..(start + filled) as usize)
            .unwrap_or(&[])
    }
}

fn clamp(n: u32) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// How many words two sorted bags share from these places on, or `None` once it is fewer than `least`. Adds the words
/// that it looked at to `steps`.
fn shared(a: &[u32], b: &[u32], least: u32, steps: &mut u64) -> Option<u32> {
    let before = a.len() + b.len();
    let (mut a, mut b) = (a, b);
    let mut shared = 0u32;
    while let (Some((&x, rest_a)), Some((&y, rest_b))) = (a.split_first(), b.split_first()) {
        if shared + (a.len().min(b.len()) as u32) < least {
            break;
        }
        if x == y {
            shared += 1;
        }
        if x <= y {
            a = rest_a;
        }
        if y <= x {
            b = rest_b;
        }
    }
    *steps += (before - a.len() - b.len()) as u64;
    (shared >= least).then_some(shared)
}

/// What a probe asks of a place before it looks at its words: side by side, so that it is one access to memory.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    bitmap: [u64; 2],
    /// Number of words that others may share.
    words: u32,
    /// The probe that last met it.
    met: u32,
}

impl Candidate {
    /// No more words than this can be shared with a bag.
    fn most(&self, bag: &Bag<'_>) -> u32 {
        let differ = |i: usize| match (self.bitmap.get(i), bag.bitmap.get(i)) {
            (Some(a), Some(b)) => (a ^ b).count_ones(),
            _ => 0,
        };
        (self.words + bag.words.len() as u32).saturating_sub(differ(0) + differ(1)) / 2
    }
}

/// One join over one index.
struct Join<'a> {
    bags: &'a Bags,
    /// The classes that take part; places in it are what postings hold.
    order: &'a [u32],
    demand: Demand,
    index: Index,
    candidates: Vec<Candidate>,
    /// What the last probe gathered.
    lists: Vec<(u32, List)>,
    /// Postings and words looked at so far.
    steps: u64,
}

impl<'a> Join<'a> {
    fn new(bags: &'a Bags, order: &'a [u32], threshold: Threshold) -> Join<'a> {
        let demand = Demand::new(threshold);
        let candidate = |&class: &u32| {
            let bag = bags.get(class);
            Candidate {
                bitmap: bag.bitmap,
                words: bag.words.len() as u32,
                met: u32::MAX,
            }
        };
        Join {
            index: Index::new(bags, order.iter().copied(), demand),
            candidates: order.iter().map(candidate).collect(),
            lists: Vec::new(),
            steps: 0,
            bags,
            order,
            demand,
        }
    }

    fn bag(&self, place: u32) -> Bag<'a> {
        let class = self.order.get(place as usize).copied();
        class.map_or_else(|| self.bags.get(u32::MAX), |class| self.bags.get(class))
    }

    /// Calls `found` with every indexed bag before `limit` that is similar enough to the one at `place`;
    /// it answers with the new limit.
    fn probe(&mut self, place: u32, mut limit: u32, mut found: impl FnMut(u32, Similarity) -> u32) {
        let demand = self.demand;
        let bag = self.bag(place);
        self.index.gather(&bag, demand, &mut self.lists);
        for &(i, list) in &self.lists {
            let i = i as usize;
            let left = bag.words.len() - i;
            for posting in self.index.of(list) {
                self.steps += 1;
                if posting.bag >= limit {
                    // Postings stand in the order of the join.
                    break;
                }
                let mut size = u32::from(posting.size);
                if posting.size == u16::MAX {
                    size = self.bag(posting.bag).size;
                }
                let total = bag.size + size;
                let most = (left as u32).min(size.saturating_sub(u32::from(posting.place)));
                if !demand.met(most, total) {
                    continue;
                }
                let Some(candidate) = self.candidates.get_mut(posting.bag as usize) else {
                    continue;
                };
                if candidate.met == place || candidate.most(&bag) < demand.shared(total) {
                    continue;
                }
                candidate.met = place;
                let other = self.bag(posting.bag);
                let shared = verify(&bag, &other, i, posting, demand, &mut self.steps);
                if let Some(shared) = shared {
                    limit = found(posting.bag, Similarity { shared, total });
                }
            }
        }
    }
}

/// Counts what two bags share whose first shared word is at `i` and at the posting's place, if it is
/// enough.
fn verify(
    a: &Bag<'_>,
    b: &Bag<'_>,
    i: usize,
    posting: &Posting,
    demand: Demand,
    steps: &mut u64,
) -> Option<u32> {
    let least = demand.shared(a.size + b.size);
    let j = match posting.place {
        // It stopped counting: start over.
        u16::MAX => return shared(a.words, b.words, least, steps),
        place => (u32::from(place)).saturating_sub(b.alone()) as usize,
    };
    shared(a.words.get(i..)?, b.words.get(j..)?, least, steps)
}

/// Leader clustering of classes, given in the order of preference: what each joins, by class.
/// Groups of classes (see [`groups`]) are kept apart. Gives the steps that it took: no more than `most`, or it is not
/// finished.
pub(crate) fn leaders(
    bags: &Bags,
    order: &[u32],
    groups: &[u32],
    threshold: Threshold,
    joined: &mut [Option<Joined>],
    most: u64,
) -> u64 {
    let mut join = Join::new(bags, order, threshold);
    let mut start = 0;
    for &end in groups {
        for place in start..end {
            let mut best: Option<(u32, Similarity)> = None;
            if place > start {
                join.probe(place, place, |other, similarity| {
                    best = Some((other, similarity));
                    other
                });
                if join.steps > most {
                    return join.steps;
                }
            }
            let leader = best.and_then(|(place, _)| order.get(place as usize).copied());
            match (leader, best) {
                (Some(leader), Some((_, similarity))) => {
                    let class = order.get(place as usize).copied();
                    if let Some(slot) = class.and_then(|class| joined.get_mut(class as usize)) {
                        *slot = Some(Joined { leader, similarity });
                    }
                }
                _ if place + 1 < end => {
                    let bag = join.bag(place);
                    join.index.add(place, &bag, join.demand);
                }
                _ => (),
            }
        }
        if groups.len() > 1 {
            for place in start..end {
                let bag = join.bag(place);
                join.index.forget(&bag, join.demand);
            }
        }
        start = end;
    }
    join.steps
}

/// Classes of the larger sample, at most.
const SAMPLE: usize = 1 << 13;

/// About how many steps [`leaders`] would take; `most` or more where it would be too many.
///
/// Two random samples are joined, one a quarter of the other. Between the two the steps grow fourfold where most
/// classes join one of few leaders, and sixteenfold where all stay, since every pair of postings is in a sample
/// with the square of its share; so they grow from the larger sample to the whole.
pub(crate) fn estimate(
    bags: &Bags,
    order: &[u32],
    groups: &[u32],
    threshold: Threshold,
    most: u64,
) -> u64 {
    // Were every class compared with every other one, word by word.
    if order.len() as u64 * bags.length() < most / 4 {
        return 0;
    }
    let mut share = 16;
    while order.len() / share as usize > SAMPLE {
        share *= 4;
    }
    let mut unused = Vec::new();
    let mut steps = |share: u64| {
        let (order, groups) = sample(order, groups, share);
        unused.clear();
        unused.resize(bags.count(), None);
        leaders(bags, &order, &groups, threshold, &mut unused, most / 4)
    };
    let quarter = steps(share * 4);
    // Were it to grow as fast as it can.
    let largest = quarter.saturating_mul((share * 4).pow(2));
    if largest < most / 4 {
        return largest;
    }
    let sampled = steps(share);
    // Of few steps nothing can be told.
    let growth = if quarter < 1000 {
        16 * SCALE
    } else {
        (sampled * SCALE / quarter).clamp(4 * SCALE, 16 * SCALE)
    };
    let mut estimate = sampled;
    while share > 1 && estimate < most {
        estimate = estimate.saturating_mul(growth) / SCALE;
        share /= 4;
    }
    estimate
}

/// Growth is counted in parts of this.
const SCALE: u64 = 1000;

/// One class in `share`, by a hash of its number: the same ones each time, and those of a smaller sample among them.
fn sample(order: &[u32], groups: &[u32], share: u64) -> (Vec<u32>, Vec<u32>) {
    let mut sampled = Vec::with_capacity(order.len() / share as usize + 64);
    let mut ends = Vec::with_capacity(groups.len());
    let mut start = 0;
    for &end in groups {
        let group = order.get(start..end as usize).unwrap_or(&[]).iter();
        sampled.extend(
            group.filter(|class| key::finish(u64::from(**class) + 1).is_multiple_of(share)),
        );
        ends.push(sampled.len() as u32);
        start = end as usize;
    }
    (sampled, ends)
}

/// Sorts `order` stably into groups of classes with the same signature, drops those that are alone, and gives
/// the ends of the groups.
pub(crate) fn groups(bags: &Bags, order: &mut Vec<u32>) -> Vec<u32> {
    crate::sorted::by_key(order, |&class| bags.signature(class));
    let mut ends = Vec::new();
    let mut kept = Vec::with_capacity(order.len());
    for group in order.chunk_by(|&a, &b| bags.signature(a) == bags.signature(b)) {
        if group.len() > 1 {
            kept.extend_from_slice(group);
            ends.push(kept.len() as u32);
        }
    }
    *order = kept;
    ends
}

/// A pair of classes that are similar enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    pub a: u32,
    pub b: u32,
    pub shared: u32,
}

/// All pairs of classes within the groups, or `None` if there are more than `most`, or it would take more than
/// `most_steps`.
pub(crate) fn pairs(
    bags: &Bags,
    order: &[u32],
    groups: &[u32],
    threshold: Threshold,
    most: usize,
    most_steps: u64,
) -> Option<Vec<Pair>> {
    let mut join = Join::new(bags, order, threshold);
    let mut pairs = Vec::new();
    let mut start = 0;
    for &end in groups {
        for place in start..end {
            let class = order.get(place as usize).copied().unwrap_or(0);
            join.probe(place, place, |other, similarity| {
                pairs.push(Pair {
                    a: order.get(other as usize).copied().unwrap_or(0),
                    b: class,
                    shared: similarity.shared,
                });
                // The limit 0 ends the probe: there are too many.
                if pairs.len() > most { 0 } else { place }
            });
            if pairs.len() > most || join.steps > most_steps {
                return None;
            }
            let bag = join.bag(place);
            join.index.add(place, &bag, join.demand);
        }
        if groups.len() > 1 {
            for place in start..end {
                let bag = join.bag(place);
                join.index.forget(&bag, join.demand);
            }
        }
        start = end;
    }
    Some(pairs)
}
