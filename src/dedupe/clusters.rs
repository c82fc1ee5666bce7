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

use super::{Cluster, Copy, Keep, Similarity};

/// No class, no unit.
pub(crate) const NONE: u32 = u32::MAX;

/// What the choice of the copy that stays depends on, by unit.
#[derive(Debug, Default)]
pub(crate) struct Merits {
    /// Length in code units.
    pub length: Vec<u32>,
    /// Number of marks.
    pub marks: Vec<u32>,
}

/// The units in order of preference: `preferred` first, in that order, then by `keep`; ties in
/// input order.
pub(crate) fn order(units: usize, keep: Keep, merits: &Merits, preferred: &[u32]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..units as u32).collect();
    let merit = |of: &[u32], unit: u32| of.get(unit as usize).copied().unwrap_or(0);
    match keep {
        Keep::First => (),
        Keep::Last => order.reverse(),
        Keep::Longest => order.sort_by_key(|&u| std::cmp::Reverse(merit(&merits.length, u))),
        Keep::MostVocalized => order.sort_by_key(|&u| std::cmp::Reverse(merit(&merits.marks, u))),
    }
    if !preferred.is_empty() {
        let mut place = vec![NONE; units];
        for (at, &unit) in preferred.iter().enumerate().rev() {
            if let Some(slot) = place.get_mut(unit as usize) {
                *slot = at as u32;
            }
        }
        order.sort_by_key(|&unit| merit(&place, unit));
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

/// What a class joined: the class whose representative stays, and how similar it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Joined {
    pub leader: u32,
    pub similarity: Similarity,
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
    clusters.sort_by_key(|cluster| cluster.kept);
    clusters
}
