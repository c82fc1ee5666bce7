//! Clusters: which copy stays, and which units are its copies.
//!
//! Leader clustering, in the order of preference (input order, for `keep: first`): a unit joins the
//! most preferred unit among those that stay that is similar enough, or stays itself. By construction
//! no two units that stay are similar enough, and each copy is similar enough to the very unit shown
//! with it, whatever is preferred; union-find, which chains a~b~c, has neither.
//!
//! Units with equal keys form a *class*, and the relation is one of classes: a class is as similar to
//! another as any of its members, and enters the order where its most preferred member does. So the
//! join sees each class once, and text that is all copies costs what its distinct units cost.

use super::join::Pair;
use super::words::Bags;
use super::{Cluster, Copy, Keep, Similarity, Threshold, Unit};
use crate::sorted;

/// No class, no unit.
pub(crate) const NONE: u32 = u32::MAX;

/// Numbers keys, by their hash of 128 bits, in the order of their first occurrence.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    hashes: Vec<[u64; 2]>,
    /// Open addressing, a power of two in size; a number plus one, or 0.
    table: Vec<u32>,
}

impl Classes {
    /// Makes room for so many.
    pub fn new(most: usize) -> Classes {
        // So many that it does not grow.
        let size = (most + most / 2 + 1).next_power_of_two();
        Classes {
            hashes: Vec::with_capacity(most),
            table: vec![0; size],
        }
    }
    /// How many there are.
    pub fn count(&self) -> u32 {
        self.hashes.len() as u32
    }
    /// The number of a key.
    pub fn number(&mut self, hash: [u64; 2]) -> u32 {
        if self.hashes.len() * 3 >= self.table.len() * 2 {
            let size = (self.table.len() * 2).max(64);
            self.table = vec![0; size];
            for (number, &hash) in (1..).zip(&self.hashes) {
                let at = free(&self.table, hash, |_| false);
                if let Some(slot) = self.table.get_mut(at) {
                    *slot = number;
                }
            }
        }
        let same = |number: u32| self.hashes.get(number as usize) == Some(&hash);
        let at = free(&self.table, hash, same);
        let next = self.count();
        match self.table.get_mut(at) {
            Some(slot) if *slot == 0 => {
                *slot = next + 1;
                self.hashes.push(hash);
                next
            }
            slot => slot.map_or(0, |slot| *slot - 1),
        }
    }
}

/// The slot of a hash: where it is, or the first free one.
fn free(table: &[u32], [hash, _]: [u64; 2], same: impl Fn(u32) -> bool) -> usize {
    let mask = table.len().wrapping_sub(1);
    let mut at = hash as usize & mask;
    while let Some(number) = table.get(at).and_then(|slot| slot.checked_sub(1)) {
        if same(number) {
            break;
        }
        at = (at + 1) & mask;
    }
    at
}

/// The units in order of preference: `preferred` first, in that order, then by `keep`; ties in
/// input order.
pub(crate) fn order(units: &[Unit], marks: &[u32], keep: Keep, preferred: &[u32]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..units.len() as u32).collect();
    let get = |of: &[u32], unit: u32| of.get(unit as usize).copied().unwrap_or(0);
    let length = |unit: u32| {
        units
            .get(unit as usize)
            .map_or(0, |unit| unit.end - unit.start)
    };
    match keep {
        Keep::First => (),
        Keep::Last => order.reverse(),
        Keep::Longest => sorted::by_key(&mut order, |&unit| u32::MAX - length(unit)),
        Keep::MostVocalized => sorted::by_key(&mut order, |&unit| u32::MAX - get(marks, unit)),
    }
    if !preferred.is_empty() {
        let mut place = vec![NONE; units.len()];
        for (at, &unit) in preferred.iter().enumerate().rev() {
            if let Some(slot) = place.get_mut(unit as usize) {
                *slot = at as u32;
            }
        }
        sorted::by_key(&mut order, |&unit| get(&place, unit));
    }
    order
}

/// The most preferred eligible member of each class, or [`NONE`]; and the classes that have one,
/// in the order of preference.
pub(crate) fn representatives(
    classes: usize,
    class_of: &[u32],
    order: &[u32],
    eligible: impl Fn(u32) -> bool,
) -> (Vec<u32>, Vec<u32>) {
    let mut best = vec![NONE; classes];
    let mut ranked = Vec::new();
    for &unit in order {
        let Some(&class) = class_of.get(unit as usize) else {
            continue;
        };
        match best.get_mut(class as usize) {
            Some(slot) if *slot == NONE && eligible(unit) => {
                *slot = unit;
                ranked.push(class);
            }
            _ => (),
        }
    }
    (best, ranked)
}

/// Classes without an eligible member are represented by their most preferred one.
pub(crate) fn complete(best: &mut [u32], class_of: &[u32], order: &[u32]) {
    for &unit in order {
        let class = class_of.get(unit as usize);
        let slot = class.and_then(|&class| best.get_mut(class as usize));
        if let Some(slot) = slot.filter(|slot| **slot == NONE) {
            *slot = unit;
        }
    }
}

/// What a class joined: the class whose representative stays, and how similar it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Joined {
    pub leader: u32,
    pub similarity: Similarity,
}

/// Verified pairs by class, for clustering again without a join.
#[derive(Debug)]
pub(crate) struct Pairs {
    /// Where each class's neighbours end.
    ends: Vec<u32>,
    /// The other class, and the number of words shared.
    neighbours: Vec<(u32, u32)>,
}

impl Pairs {
    /// Files every pair under both of its classes.
    pub fn new(classes: usize, pairs: &[Pair]) -> Pairs {
        let mut ends = vec![0u32; classes + 1];
        for pair in pairs {
            for class in [pair.a, pair.b] {
                if let Some(end) = ends.get_mut(class as usize + 1) {
                    *end += 1;
                }
            }
        }
        let mut total = 0;
        for end in &mut ends {
            total += *end;
            *end = total;
        }
        // `ends[class]` is where the class starts, until it is filled.
        let mut neighbours = vec![(0, 0); total as usize];
        for pair in pairs {
            for (class, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
                let Some(at) = ends.get_mut(class as usize) else {
                    continue;
                };
                if let Some(slot) = neighbours.get_mut(*at as usize) {
                    *slot = (other, pair.shared);
                }
                *at += 1;
            }
        }
        Pairs { ends, neighbours }
    }

    fn of(&self, class: u32) -> &[(u32, u32)] {
        let end = |class: u32| self.ends.get(class as usize).map_or(0, |&end| end as usize);
        let start = class.checked_sub(1).map_or(0, end);
        self.neighbours.get(start..end(class)).unwrap_or(&[])
    }
}

/// Leader clustering from verified pairs: what [`super::join::leaders`] does, without the join.
pub(crate) fn from_pairs(
    bags: &Bags,
    pairs: &Pairs,
    ranked: &[u32],
    threshold: Threshold,
    joined: &mut [Option<Joined>],
) {
    let mut place = vec![NONE; joined.len()];
    for (at, &class) in ranked.iter().enumerate() {
        let size = bags.size(class);
        let similarity = |other: u32, shared| Similarity {
            shared,
            total: size + bags.size(other),
        };
        // Only classes that stay have a place, and only those before this one.
        let best = (pairs.of(class).iter())
            .filter_map(|&(other, shared)| {
                let rank = *place.get(other as usize)?;
                let admitted = rank != NONE && threshold.admits(similarity(other, shared));
                admitted.then_some((rank, other, shared))
            })
            .min();
        match best {
            Some((_, leader, shared)) => {
                if let Some(slot) = joined.get_mut(class as usize) {
                    *slot = Some(Joined {
                        leader,
                        similarity: similarity(leader, shared),
                    });
                }
            }
            None => {
                if let Some(slot) = place.get_mut(class as usize) {
                    *slot = at as u32;
                }
            }
        }
    }
}

/// Gathers the clusters: by the unit that stays, in input order, copies in input order.
pub(crate) fn gather(
    class_of: &[u32],
    best: &[u32],
    joined: &[Option<Joined>],
    eligible: impl Fn(u32) -> bool,
) -> Vec<Cluster> {
    let mut cluster_of: Vec<u32> = vec![NONE; best.len()];
    let mut clusters: Vec<Cluster> = Vec::new();
    for (unit, &class) in class_of.iter().enumerate() {
        let unit = unit as u32;
        if !eligible(unit) {
            continue;
        }
        let joined = joined.get(class as usize).copied().flatten();
        let leader = joined.map_or(class, |joined| joined.leader);
        let kept = best.get(leader as usize).copied().unwrap_or(NONE);
        if kept == unit || kept == NONE {
            continue;
        }
        let Some(cluster) = cluster_of.get_mut(leader as usize) else {
            continue;
        };
        if *cluster == NONE {
            *cluster = clusters.len() as u32;
            clusters.push(Cluster {
                kept,
                copies: Vec::new(),
            });
        }
        if let Some(cluster) = clusters.get_mut(*cluster as usize) {
            cluster.copies.push(Copy {
                unit,
                similarity: joined.map_or(Similarity::WHOLE, |joined| joined.similarity),
            });
        }
    }
    sorted::by_key(&mut clusters, |cluster| cluster.kept);
    clusters
}
