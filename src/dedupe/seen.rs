//! Duplicates of a text that goes by in parts: nothing is kept of a unit but the hash of its key.
//!
//! So the first copy is the one that stays, and likeness is equality of keys. Clusters, reasons and
//! blocks, which need the texts, are not to be had here.

use super::loose::Loose;
use super::{Keys, Settings, deletions, guards, split};
use std::collections::HashSet;

/// What was seen of a stream so far.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Units that stay, by the hashes of their keys.
    kept: HashSet<[u64; 2]>,
    /// Units that are never removed: short ones and guarded ones.
    held: HashSet<[u64; 2]>,
    /// Units in all.
    pub units: u64,
    /// Units removed.
    pub removed: u64,
    /// Repeats that are not removed.
    pub listed: u64,
}

impl Seen {
    /// The spans of the next part to delete, ascending. Guards see the part alone, so it should
    /// end between paragraphs.
    pub fn removals(
        &mut self,
        part: &[u16],
        settings: &Settings,
        keys: &mut dyn Keys,
    ) -> Vec<(u32, u32)> {
        let units = split(part, settings.unit);
        let mut held = vec![None; units.len()];
        if settings.protect {
            held = guards::survey(part, &units, settings.unit);
        }
        let mut loose = Loose::default();
        let least = settings.least_words();
        let mut gone = Vec::with_capacity(units.len());
        for (unit, held) in units.iter().zip(held) {
            let of = unit.of(part);
            loose.read(of, settings.matching, keys);
            let hash = loose.hash();
            let stays = held.is_some() || (loose.words().len() as u32) < least;
            if stays {
                let known = !self.held.insert(hash) || self.kept.contains(&hash);
                self.listed += u64::from(known);
            }
            gone.push(!stays && !self.kept.insert(hash));
        }
        let removed = gone.iter().filter(|&&gone| gone).count();
        self.removed += removed as u64;
        let first = self.units == 0;
        self.units += units.len() as u64;
        let mut spans = deletions(
            part,
            &units,
            |unit| gone.get(unit) == Some(&true),
            |_| false,
        );
        // Where a whole part goes, the break at its end goes with it: the part before has its own.
        if removed == units.len()
            && !first
            && let Some(last) = spans.last_mut()
        {
            last.1 = part.len() as u32;
        }
        spans
    }
}
