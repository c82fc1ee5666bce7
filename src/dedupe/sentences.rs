//! Sentences: where one ends within a line.

use super::units::Unit;

/// Splits one line into its sentences.
pub(crate) fn split(_text: &[u16], line: Unit, into: &mut Vec<Unit>) {
    into.push(line);
}
