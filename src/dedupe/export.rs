//! Export: what was found as JSON and CSV, one row for each pair of a copy and the unit that it repeats.

use super::{Found, Keys, Match, Reason, Similarity, Unit};

/// A copy, or a repeat that is only listed, and the unit that it repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number of the cluster, counted from 1; 0 for what is only listed.
    pub cluster: u32,
    /// The unit that stays.
    pub kept: Unit,
    /// The copy.
    pub copy: Unit,
    /// Of the two.
    pub similarity: Similarity,
    /// Why it is a copy.
    pub reason: Reason,
    /// Why it is listed and not removed; empty for a copy that is removed.
    pub listed: &'static str,
    /// What the copy says.
    pub text: String,
}

/// The rows of everything found in `text`, in the order of the copies. Spans are in `text`; the caller may map
/// them to its source before writing.
pub fn rows(found: &Found, text: &[u16], keys: &mut dyn Keys) -> Vec<Row> {
    let unit = |at: u32| {
        let unit = found.units.get(at as usize).copied();
        unit.unwrap_or(Unit {
            start: 0,
            end: 0,
            line: 0,
        })
    };
    let mut row = |cluster, kept, copy, similarity, listed| {
        let (kept, copy) = (unit(kept), unit(copy));
        let reason = match found.settings.matching {
            Match::Exact => Reason::Identical,
            Match::Folded | Match::Near => Reason::of(kept.of(text), copy.of(text), keys),
        };
        Row {
            cluster,
            kept,
            copy,
            similarity,
            reason,
            listed,
            text: String::from_utf16_lossy(copy.of(text)),
        }
    };
    let mut rows = Vec::new();
    for (number, cluster) in (1..).zip(&found.clusters) {
        for copy in &cluster.copies {
            rows.push(row(number, cluster.kept, copy.unit, copy.similarity, ""));
        }
    }
    for listed in &found.listed {
        rows.push(row(
            0,
            listed.kept,
            listed.copy,
            listed.similarity,
            listed.why.id(),
        ));
    }
    crate::sorted::by_key(&mut rows, |row| row.kept.start);
    crate::sorted::by_key(&mut rows, |row| row.copy.start);
    rows
}

/// As CSV (RFC 4180), with a line of headings and the columns of [`json`]. A text that a spreadsheet would take for a
/// formula, since it begins with = + - @ or a tab, has an apostrophe before it; in JSON it is as it is.
///
/// No byte order mark is before it. A file for Excel needs one, U+FEFF: without it Excel takes UTF-8 for the
/// system's code page.
pub fn csv(rows: &[Row]) -> String {
    let mut csv = String::from(
        "cluster,line,start,end,keptLine,keptStart,keptEnd,similarity,reason,listed,text\r\n",
    );
    for row in rows {
        let (copy, kept) = (&row.copy, &row.kept);
        csv += &format!(
            "{},{},{},{},{},{},{},{},{},{},\"{}\"\r\n",
            row.cluster,
            copy.line,
            copy.start,
            copy.end,
            kept.line,
            kept.start,
            kept.end,
            row.similarity.value(),
            row.reason.id(),
            row.listed,
            cell(&row.text),
        );
    }
    csv
}

/// The inside of a quoted cell.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let text = text.replace('"', "\"\"");
    if formula { format!("'{text}") } else { text }
}

/// As a JSON array of objects, one for each copy:
///
/// | field | |
/// |---|---|
/// | `cluster` | number of the cluster, from 1; 0 for a repeat that is only listed |
/// | `line`, `start`, `end` | of the copy: its first line, from 1, and its span in UTF-16 code units |
/// | `keptLine`, `keptStart`, `keptEnd` | of the unit that stays |
/// | `similarity` | 0 to 1, as exact as a number of 64 bits: 2·shared / total words |
/// | `reason` | id of a [`Reason`] |
/// | `listed` | id of a [`Why`](super::Why); empty for a copy that is removed |
/// | `text` | of the copy |
pub fn json(rows: &[Row]) -> String {
    let rows = rows.iter().map(|row| {
        serde_json::json!({
            "cluster": row.cluster,
            "line": row.copy.line,
            "start": row.copy.start,
            "end": row.copy.end,
            "keptLine": row.kept.line,
            "keptStart": row.kept.start,
            "keptEnd": row.kept.end,
            "similarity": row.similarity.value(),
            "reason": row.reason.id(),
            "listed": row.listed,
            "text": row.text,
        })
    });
    serde_json::Value::Array(rows.collect()).to_string()
}
