//! The edit log: what became what, by which rules.
//!
//! An [`Edit`] says that `start..end` of one text became `new_start..new_end` of the next. A log is
//! a slice of them: ascending, not overlapping, everything between them unchanged. Here logs are
//! composed, undone and asked for offsets; nothing here knows what a rule is.
//!
//! All offsets are UTF-16 code units.

/// The rules that had a part in an edit: one bit for each place in [`crate::rules::RULES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RuleSet(pub u64);

impl RuleSet {
    /// Removal of a duplicate, which is no rule of the table.
    pub const DEDUPE: RuleSet = RuleSet(1 << 63);
    /// A suggestion that a person accepted.
    pub const SUGGESTION: RuleSet = RuleSet(1 << 62);

    /// The set of one rule, by its place in the table.
    pub const fn one(place: usize) -> RuleSet {
        RuleSet(1 << place)
    }

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: RuleSet) -> RuleSet {
        RuleSet(self.0 | other.0)
    }

    /// The names of the rules, in the order of the table; `dedupe` and `suggestion` last.
    pub fn ids(self) -> impl Iterator<Item = &'static str> {
        let named = |set: RuleSet, id| (self.0 & set.0 != 0).then_some(id);
        crate::rules::RULES
            .iter()
            .enumerate()
            .filter(move |(place, _)| self.0 & (1 << place) != 0)
            .map(|(_, rule)| rule.id)
            .chain(named(RuleSet::SUGGESTION, "suggestion"))
            .chain(named(RuleSet::DEDUPE, "dedupe"))
    }
}

/// `start..end` of the source became `new_start..new_end` of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// First unit in the source.
    pub start: u32,
    /// End in the source, exclusive.
    pub end: u32,
    /// First unit in the result.
    pub new_start: u32,
    /// End in the result, exclusive.
    pub new_end: u32,
    /// Who did it.
    pub rules: RuleSet,
}

impl Edit {
    fn delta(&self) -> i64 {
        i64::from(self.new_end) - i64::from(self.end)
    }

    pub(crate) fn shifted(self, source: u32, result: u32) -> Edit {
        Edit {
            start: self.start + source,
            end: self.end + source,
            new_start: self.new_start + result,
            new_end: self.new_end + result,
            rules: self.rules,
        }
    }
}

/// Composes two logs: `first` leads from a source to a text, `second` from that text to a result.
/// The composed log, appended to `into`, leads from the source to the result.
///
/// Edits that touch the same units of the text between become one edit, which names the rules of all
/// of them; edits that merely meet stay two.
pub fn compose(first: &[Edit], second: &[Edit], into: &mut Vec<Edit>) {
    let (mut a, mut b) = (first.iter().peekable(), second.iter().peekable());
    // What the edits behind us added: text between minus source, result minus text between.
    let (mut before, mut after) = (0i64, 0i64);
    loop {
        // The group starts with whichever comes first in the text between, and takes in whatever
        // overlaps it, from either log, until nothing does.
        let takes_a = match (a.peek(), b.peek()) {
            (Some(a), Some(b)) if a.new_start == b.start => {
                // What `second` inserts in front of what `first` wrote comes first.
                a.new_start == a.new_end || b.start < b.end
            }
            (Some(a), Some(b)) => a.new_start < b.start,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => return,
        };
        let (mut from, mut to) = (0, 0);
        let (before_group, after_group) = (before, after);
        let mut rules = RuleSet::default();
        let mut open = false;
        loop {
            let meets = |start: u32, end: u32, to: u32, from: u32| {
                start < to && end > from || (start == end && start > from && start < to)
            };
            if let Some(edit) = a.peek()
                && ((!open && takes_a) || (open && meets(edit.new_start, edit.new_end, to, from)))
            {
                if !open {
                    from = edit.new_start;
                }
                to = to.max(edit.new_end).max(from);
                rules = rules.and(edit.rules);
                before = edit.delta();
                open = true;
                a.next();
                continue;
            }
            if let Some(edit) = b.peek()
                && ((!open && !takes_a) || (open && meets(edit.start, edit.end, to, from)))
            {
                if !open {
                    from = edit.start;
                }
                to = to.max(edit.end).max(from);
                rules = rules.and(edit.rules);
                after = edit.delta();
                open = true;
                b.next();
                continue;
            }
            break;
        }
        let at = |middle: u32, shift: i64| u32::try_from(i64::from(middle) + shift).unwrap_or(0);
        into.push(Edit {
            start: at(from, -before_group),
            end: at(to, -before),
            new_start: at(from, after_group),
            new_end: at(to, after),
            rules,
        });
    }
}

/// The log that removes ascending spans of a text, as duplicates.
pub fn removing(spans: &[(u32, u32)]) -> Vec<Edit> {
    let mut gone = 0;
    let removal = |&(start, end): &(u32, u32)| {
        let at = start - gone;
        gone += end - start;
        Edit {
            start,
            end,
            new_start: at,
            new_end: at,
            rules: RuleSet::DEDUPE,
        }
    };
    spans.iter().map(removal).collect()
}

/// Puts the source back: unchanged stretches from `result`, the others from `source`.
pub fn revert(edits: &[Edit], source: &[u16], result: &[u16]) -> Vec<u16> {
    let mut back = Vec::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        back.extend_from_slice(slice(result, at, edit.new_start));
        back.extend_from_slice(slice(source, edit.start, edit.end));
        at = edit.new_end;
    }
    back.extend_from_slice(slice(result, at, result.len() as u32));
    back
}

fn slice(text: &[u16], from: u32, to: u32) -> &[u16] {
    text.get(from as usize..to as usize).unwrap_or(&[])
}

/// Where an offset of the source stands in the result. Inside an edit it is the edit's start there,
/// so the map is monotone and total; an offset past the end stays past the end.
pub fn to_result(edits: &[Edit], offset: u32) -> u32 {
    match edits
        .partition_point(|edit| edit.start <= offset)
        .checked_sub(1)
        .and_then(|i| edits.get(i))
    {
        None => offset,
        Some(edit) if offset >= edit.end => edit.new_end + (offset - edit.end),
        Some(edit) => edit.new_start,
    }
}

/// Where an offset of the result stood in the source: the inverse of [`to_result`].
pub fn to_source(edits: &[Edit], offset: u32) -> u32 {
    match edits
        .partition_point(|edit| edit.new_start <= offset)
        .checked_sub(1)
        .and_then(|i| edits.get(i))
    {
        None => offset,
        Some(edit) if offset >= edit.new_end => edit.end + (offset - edit.new_end),
        Some(edit) => edit.start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(start: u32, end: u32, new_start: u32, new_end: u32) -> Edit {
        Edit {
            start,
            end,
            new_start,
            new_end,
            rules: RuleSet(1),
        }
    }

    #[test]
    fn edits_that_overlap_become_one() {
        let mut log = Vec::new();
        // abcd → aXYd → aXZ
        compose(&[edit(1, 3, 1, 3)], &[edit(2, 4, 2, 3)], &mut log);
        assert_eq!(log, [edit(1, 4, 1, 3)]);
    }

    #[test]
    fn edits_that_meet_stay_two() {
        let mut log = Vec::new();
        compose(&[edit(1, 2, 1, 1)], &[edit(1, 2, 1, 3)], &mut log);
        assert_eq!(log, [edit(1, 2, 1, 1), edit(2, 3, 1, 3)]);
    }

    // A random log over a text of this length, as (gap, old length, new length).
    fn log(len: u32, parts: &[(u32, u32, u32)]) -> (Vec<Edit>, u32) {
        let (mut log, mut at, mut new) = (Vec::new(), 0, 0);
        for &(gap, old, fresh) in parts {
            if at + gap + old > len || old + fresh == 0 {
                break;
            }
            at += gap;
            new += gap;
            log.push(edit(at, at + old, new, new + fresh));
            at += old;
            new += fresh;
        }
        (log, new + (len - at))
    }

    fn apply(text: &[u16], log: &[Edit], fresh: &mut u16) -> Vec<u16> {
        let (mut result, mut at) = (Vec::new(), 0);
        for edit in log {
            result.extend_from_slice(slice(text, at, edit.start));
            for _ in edit.new_start..edit.new_end {
                *fresh += 1;
                result.push(*fresh);
            }
            at = edit.end;
        }
        result.extend_from_slice(slice(text, at, text.len() as u32));
        result
    }

    proptest! {
        #[test]
        fn composed_logs_revert_and_map_offsets(
            len in 0u32..30,
            one in prop::collection::vec((0u32..4, 0u32..4, 0u32..4), 0..8),
            two in prop::collection::vec((0u32..4, 0u32..4, 0u32..4), 0..8),
        ) {
            let source: Vec<u16> = (0..len as u16).collect();
            let mut fresh = 1000;
            let (first, between_len) = log(len, &one);
            let between = apply(&source, &first, &mut fresh);
            let (second, _) = log(between_len, &two);
            let result = apply(&between, &second, &mut fresh);
            let mut composed = Vec::new();
            compose(&first, &second, &mut composed);
            prop_assert_eq!(revert(&composed, &source, &result), source.clone());
            // Whatever lies outside the edits is the same in both.
            let (mut at, mut new) = (0, 0);
            for edit in &composed {
                prop_assert_eq!(slice(&source, at, edit.start), slice(&result, new, edit.new_start));
                (at, new) = (edit.end, edit.new_end);
            }
            let maps = |f: fn(&[Edit], u32) -> u32, n: u32| (0..=n).map(|i| f(&composed, i)).collect::<Vec<_>>();
            for (map, limit) in [(maps(to_result, len), result.len()), (maps(to_source, result.len() as u32), source.len())] {
                prop_assert!(map.is_sorted());
                prop_assert!(map.iter().all(|&i| i as usize <= limit));
            }
        }
    }
}
