//! Blocks: consecutive units that repeat, in the same order, elsewhere in the text.
//!
//! Works on labels alone (equal labels: the same content), in one pass with two guesses a unit
//! (the first and the latest earlier occurrence of its label), extended both ways as far as they go;
//! what a block covers is not looked at again, so the pass is linear.

use super::Block;

const NONE: u32 = u32::MAX;

/// Finds the blocks of two units or more, with two labels or more, in ascending order of the copy.
/// Copies do not overlap one another, nor the earlier run that they repeat.
pub(crate) fn find(labels: &[u32]) -> Vec<Block> {
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
        let labels: Vec<u32> = text.bytes().map(u32::from).collect();
        let found = find(&labels);
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
    fn long_runs_take_linear_time() {
        let labels: Vec<u32> = (0..400_000).map(|i| u32::from(i % 1000 == 0)).collect();
        assert!(!find(&labels).is_empty());
        assert!(find(&vec![7; 1_000_000]).is_empty());
    }
}
