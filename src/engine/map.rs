//! Rules that map single units, fused: one table for all that run in a row, and one pass over a line with it.

use crate::edits::{Edit, RuleSet};
use crate::protect;
use crate::rules::Mapped;
use crate::unicode::class;

/// One entry a code unit: what it becomes in the low half; the place + 1 of the rules that change it, above; [`KEPT`].
#[derive(Debug)]
pub(super) struct MapTable {
    entries: Box<[u32; 0x10000]>,
    rules: Vec<RuleSet>,
    /// Classes of the units that it makes of others.
    pub(super) makes: u32,
    /// Its bit among the tables of a pipeline.
    pub(super) bit: u32,
    /// Whether it removes units.
    removes: bool,
    /// Whether what it leaves surely gives it nothing more to do.
    pub(super) settles: bool,
}

/// The unit does not go: the top bit, which one shift counts.
const KEPT: u32 = 1 << 31;

/// The unit changes or goes.
fn is_mapped(entry: u32) -> bool {
    entry & !KEPT > u32::from(u16::MAX)
}

fn is_gone(entry: u32) -> bool {
    entry & KEPT == 0
}

impl MapTable {
    pub(super) fn new() -> MapTable {
        let entries: Vec<u32> = (0..0x10000).map(|unit| KEPT | unit).collect();
        let entries = match entries.into_boxed_slice().try_into() {
            Ok(entries) => entries,
            Err(_) => unreachable!("the length is the array's"),
        };
        MapTable {
            entries,
            rules: Vec::new(),
            makes: 0,
            bit: 0,
            removes: false,
            settles: false,
        }
    }

    /// Lets a further rule act on what the rules before it left.
    pub(super) fn add(&mut self, rule: RuleSet, map: impl Fn(u16) -> Mapped) {
        let place = |rules: &mut Vec<RuleSet>, set: RuleSet| {
            let at = rules
                .iter()
                .position(|&known| known == set)
                .unwrap_or_else(|| {
                    rules.push(set);
                    rules.len() - 1
                });
            (at as u32 + 1) << 16
        };
        for entry in self.entries.iter_mut() {
            if is_gone(*entry) {
                continue;
            }
            let unit = *entry as u16;
            let bits = match map(unit) {
                Mapped::Same => continue,
                Mapped::To(to) => {
                    self.makes |= class::of(to);
                    KEPT | u32::from(to)
                }
                Mapped::Gone => u32::from(unit),
            };
            let before = rules_of(&self.rules, *entry);
            let set = before.unwrap_or_default().and(rule);
            *entry = bits | place(&mut self.rules, set);
        }
    }

    /// Closes the table, once all its rules are in it.
    pub(super) fn finish(&mut self, place: usize) {
        self.bit = 1u32.checked_shl(place as u32).unwrap_or(0);
        self.removes = self.entries.iter().any(|&entry| is_gone(entry));
        // What it makes of others it leaves as they are.
        let stays =
            |entry: &u32| is_gone(*entry) || !is_mapped(self.entries[usize::from(*entry as u16)]);
        self.settles = self.entries.iter().all(stays);
    }

    /// Writes what becomes of the units `from..to` from `write` on, which is not behind them; returns where
    /// that ends. A block at a time, so that no unit waits for where the one before it went.
    fn squeeze(&self, now: &mut [u16], from: usize, to: usize, mut write: usize) -> usize {
        const BLOCK: usize = 8;
        if !self.removes && write == from {
            for unit in now.get_mut(from..to).unwrap_or(&mut []) {
                *unit = self.entries[usize::from(*unit)] as u16;
            }
            return to;
        }
        let mut read = from;
        while read + BLOCK <= to
            && let Some(&block) = now.get(read..).and_then(<[u16]>::first_chunk::<BLOCK>)
            && let Some(place) = now
                .get_mut(write..)
                .and_then(<[u16]>::first_chunk_mut::<BLOCK>)
        {
            let mut len = 0;
            for unit in block {
                let entry = self.entries[usize::from(unit)];
                place[len % BLOCK] = entry as u16;
                len += (entry >> 31) as usize;
            }
            read += BLOCK;
            write += len;
        }
        for read in read..to {
            let entry = self.put(now, read, write);
            write += usize::from(!is_gone(entry));
        }
        write
    }

    /// Writes what becomes of the unit at `read` to `write`; its entry.
    fn put(&self, now: &mut [u16], read: usize, write: usize) -> u32 {
        let entry = self.entries[usize::from(now[read])];
        now[write] = entry as u16;
        entry
    }
}

fn rules_of(rules: &[RuleSet], entry: u32) -> Option<RuleSet> {
    let place = ((entry & !KEPT) >> 16).checked_sub(1)?;
    rules.get(place as usize).copied()
}

// The stretches of 0..len that are not protected from a step.
fn open(spans: &[protect::Span], reaches: u32, len: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    spans
        .iter()
        .filter(move |span| span.kind & reaches == 0)
        .map(|span| (span.start as usize, span.end as usize))
        .chain([(len, len)])
        .map(move |(start, end)| (std::mem::replace(&mut at, end), start))
}

pub(super) fn first_mapped(
    text: &[u16],
    table: &MapTable,
    spans: &[protect::Span],
    reaches: u32,
) -> Option<usize> {
    open(spans, reaches, text.len()).find_map(|(from, to)| {
        let part = text.get(from..to)?;
        let at = part
            .iter()
            .position(|&unit| is_mapped(table.entries[usize::from(unit)]))?;
        Some(from + at)
    })
}

// Maps in place from `first` on; units that go are closed up. `moved`: where each stretch that is
// protected began, and by how much it moved to the front.
pub(super) fn map(
    now: &mut Vec<u16>,
    first: usize,
    table: &MapTable,
    spans: &[protect::Span],
    reaches: u32,
    mut log: Option<&mut Vec<Edit>>,
    moved: &mut Vec<(u32, u32)>,
) {
    let (mut write, mut done) = (first, first);
    let len = now.len();
    for (from, to) in open(spans, reaches, len) {
        if to <= first && to != len {
            continue;
        }
        let from = from.max(first);
        if from > done {
            moved.push((done as u32, (done - write) as u32));
            now.copy_within(done..from, write);
            write += from - done;
        }
        match log.as_deref_mut() {
            None => write = table.squeeze(now, from, to, write),
            Some(log) => {
                for read in from..to {
                    let entry = table.put(now, read, write);
                    let kept = usize::from(!is_gone(entry));
                    if let Some(rules) = rules_of(&table.rules, entry) {
                        log_unit(log, read as u32, write as u32, kept as u32, rules);
                    }
                    write += kept;
                }
            }
        }
        done = to.max(done);
    }
    now.truncate(write);
}

// Records that a table changed a unit, or removed it: units that go together are one edit.
fn log_unit(log: &mut Vec<Edit>, read: u32, write: u32, kept: u32, rules: RuleSet) {
    match log.last_mut() {
        Some(last)
            if kept == 0
                && last.end == read
                && last.new_end == last.new_start
                && last.rules == rules =>
        {
            last.end = read + 1;
        }
        _ => log.push(Edit {
            start: read,
            end: read + 1,
            new_start: write,
            new_end: write + kept,
            rules,
        }),
    }
}
