//! Blocks: consecutive units that repeat, in the same order, elsewhere in the text.
//!
//! Works on labels alone (equal labels: the same content), in one pass with two guesses a unit
//! (the first and the latest earlier occurrence of its label), extended both ways as far as they go;
//! what a block covers is not looked at again, so the pass is linear.

use super::{Block, Keep};

const NONE: u32 = u32::MAX;

/// Finds the blocks of two units or more, with two labels or more, in ascending order of the copy; `stays` says
/// which units stay. A copy does not overlap the run that it repeats, nor, with `first` and `last`, another copy.
pub(crate) fn find(labels: &[u32], keep: Keep, stays: impl Fn(u32) -> bool) -> Vec<Block> {
    let mut blocks = match keep {
        Keep::Last => backward(labels),
        _ => forward(labels),
    };
    if matches!(keep, Keep::Longest | Keep::MostVocalized) {
        turn(&mut blocks, stays);
    }
    crate::sorted::by_key(&mut blocks, |block| block.copy);
    blocks
}

/// As [`forward`], from the end: the run that others repeat is the last.
fn backward(labels: &[u32]) -> Vec<Block> {
    let reversed: Vec<u32> = labels.iter().rev().copied().collect();
    let mut blocks = forward(&reversed);
    for block in &mut blocks {
        let mirrored = |start: u32| labels.len() as u32 - start - block.units;
        (block.first, block.copy) = (mirrored(block.first), mirrored(block.copy));
    }
    blocks
}

/// Of the runs that say the same, has all others repeat the one that has most of what stays.
fn turn(blocks: &mut [Block], stays: impl Fn(u32) -> bool) {
    crate::sorted::by_key(blocks, |block| block.units);
    crate::sorted::by_key(blocks, |block| block.first);
    for group in blocks.chunk_by_mut(|a, b| (a.first, a.units) == (b.first, b.units)) {
        let left = |start: u32, units| (start..start + units).filter(|&unit| stays(unit)).count();
        let best = (group.iter().enumerate())
            .map(|(place, block)| (left(block.copy, block.units), place))
            .reduce(|a, b| if b.0 > a.0 { b } else { a });
        let Some(block) = best.and_then(|(_, place)| group.get(place).copied()) else {
            continue;
        };
        if best.is_some_and(|(most, _)| most > left(block.first, block.units)) {
            for other in group {
                if other.copy == block.copy {
                    other.copy = block.first;
                }
                other.first = block.copy;
            }
        }
    }
}

/// The blocks whose copy comes after the run that it repeats.
fn forward(labels: &[u32]) -> Vec<Block> {
    let size = labels.iter().max().map_or(0, |&label| label as usize + 1);
    let mut first = vec![NONE; size];
    let mut latest = vec![NONE; size];
    let mut blocks = Vec::new();
    let mut seen = 0;
    let mut at = 0;
    let mut covered = 0;
    while let Some(&label) = labels.get(at) {
        // Occurrences before `at`, those that a block jumped over included.
        while let Some(&passed) = labels.get(seen).filter(|_| seen < at) {
            if let (Some(first), Some(latest)) = (
                first.get_mut(passed as usize),
                latest.get_mut(passed as usize),
            ) {
                if *first == NONE {
                    *first = seen as u32;
                }
                *latest = seen as u32;
            }
            seen += 1;
        }
        let anchors = [&first, &latest].map(|seen| seen.get(label as usize).copied());
        let best = anchors
            .into_iter()
            .flatten()
            .filter(|&anchor| anchor != NONE)
            .map(|anchor| extend(labels, anchor as usize, at, covered))
            .reduce(|a, b| if b.units > a.units { b } else { a });
        match best {
            Some(run) if run.units > 1 => {
                let start = run.copy as usize;
                let end = start + run.units as usize;
                let slice = labels.get(start..end).unwrap_or(&[]);
                if slice.iter().any(|other| other != &label) {
                    blocks.push(run);
                    covered = end;
                }
                at = end.max(at + 1);
            }
            _ => at += 1,
        }
    }
    blocks
}

/// The longest run around the equal units `first` and `copy`, the copy not reaching before `covered`.
fn extend(labels: &[u32], first: usize, copy: usize, covered: usize) -> Block {
    let same = |a: usize, b: usize| {
        labels
            .get(a)
            .is_some_and(|label| labels.get(b) == Some(label))
    };
    let mut ahead = 1;
    while first + ahead < copy && same(first + ahead, copy + ahead) {
        ahead += 1;
    }
    let mut back = 0;
    while back < first
        && copy - back > covered
        && first + ahead < copy - back
        && same(first - back - 1, copy - back - 1)
    {
        back += 1;
    }
    Block {
        first: (first - back) as u32,
        copy: (copy - back) as u32,
        units: (ahead + back) as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(u32, u32, u32)> {
        blocks_by(text, Keep::First, "")
    }

    /// Units under a + stay.
    fn blocks_by(text: &str, keep: Keep, stays: &str) -> Vec<(u32, u32, u32)> {
        let labels: Vec<u32> = text.bytes().map(u32::from).collect();
        let stays = |unit: u32| stays.as_bytes().get(unit as usize) == Some(&b'+');
        let found = find(&labels, keep, stays);
        found.iter().map(|b| (b.first, b.copy, b.units)).collect()
    }

    #[test]
    fn as_far_as_they_go() {
        type Case<'a> = (&'a str, &'a [(u32, u32, u32)], &'a str);
        let cases: &[Case<'_>] = &[
            ("abcdefgh", &[], "nothing repeats"),
            ("xabcabc", &[(1, 4, 3)], "side by side"),
            ("abcxabcyabc", &[(0, 4, 3), (0, 8, 3)], "pasted three times"),
            (
                "bxabcyabc",
                &[(2, 6, 3)],
                "the first unit occurs earlier too",
            ),
            ("bxbcdybcd", &[(2, 6, 3)], "and alone"),
            ("axa", &[], "one unit is no block"),
            ("aaaaaaaa", &[], "copies of one line are no block"),
            ("abxab", &[(0, 3, 2)], "two units"),
            ("abababab", &[(0, 2, 2), (0, 4, 4)], "never over itself"),
            ("aabxaab", &[(0, 4, 3)], "a run within"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(blocks(text), *expected, "{why}: {text}");
        }
    }

    #[test]
    fn the_run_that_stays_is_the_one_asked_for() {
        let pasted = "abcxabcyabc";
        type Case<'a> = (Keep, &'a str, &'a [(u32, u32, u32)]);
        let cases: &[Case<'_>] = &[
            (Keep::Last, "", &[(8, 0, 3), (8, 4, 3)]),
            (Keep::Longest, "+++++++++++", &[(0, 4, 3), (0, 8, 3)]),
            (Keep::Longest, "  +++++++  ", &[(4, 0, 3), (4, 8, 3)]),
            (Keep::Longest, "++ + + +  +", &[(0, 4, 3), (0, 8, 3)]),
            (Keep::MostVocalized, "       ++++", &[(8, 0, 3), (8, 4, 3)]),
        ];
        for (keep, stays, expected) in cases {
            let found = blocks_by(pasted, *keep, stays);
            assert_eq!(found, *expected, "{keep:?} {stays}");
        }
    }

    #[test]
    fn long_runs_take_linear_time() {
        let labels: Vec<u32> = (0..400_000).map(|i| u32::from(i % 1000 == 0)).collect();
        for keep in [Keep::First, Keep::Last, Keep::Longest] {
            assert!(!find(&labels, keep, |_| true).is_empty());
            assert!(find(&vec![7; 1_000_000], keep, |_| true).is_empty());
        }
    }
}
