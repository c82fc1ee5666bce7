//! The binding to JavaScript: the only file that names wasm-bindgen, with `text.js` beside it, which
//! moves text and numbers across the boundary. It is thin: `npm/core.js` makes errors and results of
//! what is here, and everything else is in [`Cleaner`].
//!
//! Text comes in and goes out as UTF-16 code units through views of memory, edits as numbers, six to
//! an edit; options and the report, which are small, as JSON. Errors are thrown as JSON text.

use crate::cleaner::delete;
use crate::dedupe::{Difference, Found, Settings, Similarity};
use crate::edits::{self, Edit, RuleSet};
use crate::options;
use crate::report::{self, Patch};
use crate::rules;
use crate::{Cleaner, Error, Options, Outcome, Stream, Suggestion, counts, places};
use serde_json::{Map, Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/text.js")]
extern "C" {
    fn fill(text: &JsValue, units: &mut [u16]);
    fn read(units: &[u16]) -> JsValue;
    fn numbers(length: u32) -> JsValue;
    fn put(numbers: &JsValue, at: u32, piece: &[u32]);
    fn object() -> JsValue;
    fn set(object: &JsValue, key: &str, value: JsValue);
}

/// Options, compiled.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Compiled(Cleaner);

#[wasm_bindgen]
impl Compiled {
    /// Compiles options, given as JSON.
    ///
    /// # Errors
    /// Throws what is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Result<Compiled, JsValue> {
        let options = Options::from_json(options).map_err(thrown)?;
        Cleaner::new(&options).map(Compiled).map_err(thrown)
    }

    /// Cleans a string of this length; an unchanged one comes back itself.
    ///
    /// # Errors
    /// Throws if the search for duplicates would not fit into memory, or would take too long.
    pub fn clean(&self, text: JsValue, length: usize) -> Result<JsValue, JsValue> {
        let cleaned = self.0.clean_utf16(units(&text, length)).map_err(thrown)?;
        Ok(cleaned.map_or(text, |units| read(&units)))
    }

    /// Cleans a string of this length, and reports: an object of `text`, `edits` (to it from the
    /// source), `cleaned` (the text before any duplicate was removed), `counts` and `suggestions` (as
    /// JSON). Where duplicates were looked for, also their numbers, and `held`; where some were removed, `log`
    /// (the edits to `cleaned`) and `moved` (where the suggestions are in `text`).
    ///
    /// # Errors
    /// Throws if the search for duplicates would not fit into memory, or would take too long.
    pub fn inspect(&self, text: JsValue, length: usize) -> Result<JsValue, JsValue> {
        let source = units(&text, length);
        let wanted = self.0.dedupe().is_some();
        let line_ends = wanted.then(|| report::line_ends(&source));
        let outcome = self.0.run(source, true).map_err(thrown)?;
        let suggestions = self.0.suggestions(&outcome.cleaned);
        let removals = outcome.removals();
        let Outcome {
            cleaned,
            changed,
            log,
            found,
        } = outcome;

        let result = object();
        if let Some(found) = found {
            duplicates(&result, &line_ends.unwrap_or_default(), &log, &found);
            set(&result, "held", Held(found, Vec::new()).into());
        }
        let before = if changed { read(&cleaned) } else { text };
        let (text, edits) = if removals.is_empty() {
            (before.clone(), log)
        } else {
            let mut left = cleaned;
            delete(&mut left, &removals);
            let text = read(&left);
            drop(left);
            let applied = edits::removing(&removals);
            let mut edits = Vec::with_capacity(log.len() + applied.len());
            edits::compose(&log, &applied, &mut edits);
            set(&result, "log", edit_numbers(&log));
            let spans = suggestions.iter().map(|tip| (tip.start, tip.end));
            set(&result, "moved", moved(spans, &applied));
            (text, edits)
        };
        let suggestions: Value = suggestions.iter().map(suggestion).collect();
        set(&result, "cleaned", before);
        set(&result, "text", text);
        set(&result, "edits", edit_numbers(&edits));
        set(&result, "counts", counted(&edits).to_string().into());
        set(&result, "suggestions", suggestions.to_string().into());
        Ok(result)
    }
}

#[wasm_bindgen]
impl Compiled {
    /// Why copies count as such: a number to each, the place of its reason. `pairs` has four to each: the
    /// spans of the unit that stays and of the copy, in the text.
    pub fn reasons(&self, text: &JsValue, length: usize, pairs: &[u32]) -> JsValue {
        let text = units(text, length);
        let pairs = pairs.as_chunks().0.iter();
        let reasons = pairs.map(|&[start, end, copy, copy_end]| {
            self.0
                .reason(span(&text, start, end), span(&text, copy, copy_end)) as u32
        });
        table(reasons.len(), reasons)
    }

    /// Where a copy differs from the unit that stays, in words: spans in both, from their starts, four
    /// numbers to each difference.
    pub fn differences(
        &self,
        kept: &JsValue,
        kept_length: usize,
        copy: &JsValue,
        copy_length: usize,
    ) -> JsValue {
        let differences = self
            .0
            .differences(&units(kept, kept_length), &units(copy, copy_length));
        let spans = differences
            .iter()
            .flat_map(|Difference { kept, copy }| [kept.start, kept.end, copy.start, copy.end]);
        table(differences.len() * 4, spans)
    }
}

fn span(text: &[u16], start: u32, end: u32) -> &[u16] {
    text.get(start as usize..end as usize).unwrap_or(&[])
}

/// What was found as duplicates, held for other choices over it, and the units that are preferred in it now.
/// JavaScript frees it with the inspection that it belongs to.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Held(Found, Vec<u32>);

#[wasm_bindgen]
impl Held {
    /// Clusters by options, given as JSON, and units that are preferred, ascending, unless it did so last; then
    /// decides what goes, where units are restored and others are to be removed. Gives the numbers of the duplicates
    /// without `units`; `removed`, the units that go, ascending; and `deletions`, the spans to delete from the
    /// cleaned text for that, two numbers to each.
    ///
    /// # Errors
    /// Throws what is wrong with the options, and if to cluster again would take too long.
    pub fn choose(
        &mut self,
        cleaned: &JsValue,
        length: usize,
        options: &str,
        preferred: Vec<u32>,
        restored: &[u32],
        removed: &[u32],
    ) -> Result<JsValue, JsValue> {
        let options = Options::from_json(options).map_err(thrown)?;
        let Settings {
            threshold, keep, ..
        } = options.dedupe.unwrap_or_default();
        let Held(found, last) = self;
        let now = found.settings();
        if (now.threshold, now.keep) != (threshold, keep) || *last != preferred {
            found.prepare();
            let done = found.recluster(threshold, keep, &preferred);
            done.map_err(|error| thrown(error.into()))?;
            *last = preferred;
        }
        let removed = found.chosen(restored, removed);
        let spans = found.deletions(&units(cleaned, length), &removed);
        let result = object();
        clusters(&result, found);
        set(
            &result,
            "removed",
            table(removed.len(), removed.iter().copied()),
        );
        set(
            &result,
            "deletions",
            table(
                spans.len() * 2,
                spans.iter().flat_map(|&(start, end)| [start, end]),
            ),
        );
        Ok(result)
    }
}

/// An inspection under a person's choices, given as JSON: spans that are removed from the cleaned text;
/// places of edits, in the log that led to it, that are undone; spans and texts of suggestions that are
/// accepted; and spans of all suggestions. Gives `text`, `edits`, `counts` and `moved`.
///
/// # Errors
/// Throws if the choices are no object in JSON.
#[wasm_bindgen]
pub fn render(
    source: &JsValue,
    source_length: usize,
    cleaned: &JsValue,
    cleaned_length: usize,
    log: &[u32],
    choices: &str,
) -> Result<JsValue, JsValue> {
    let choices: Value = serde_json::from_str(choices).unwrap_or_default();
    let choices = options::object("choices", &choices).map_err(thrown)?;
    let of = |name: &str| {
        choices
            .get(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let source = units(source, source_length);
    let cleaned = units(cleaned, cleaned_length);
    let log: Vec<Edit> = log.chunks_exact(6).map(edit).collect();
    let removed = of("removed").map(|span| patch(span, Vec::new(), RuleSet::DEDUPE));
    let undone = of("undone").filter_map(|place| {
        let edit = log.get(place.as_u64()? as usize)?;
        let with = source.get(edit.start as usize..edit.end as usize)?;
        Some(Patch {
            start: edit.new_start,
            end: edit.new_end,
            with: with.to_vec(),
            rules: edit.rules,
        })
    });
    let accepted = of("accepted").map(|chosen| {
        let with = chosen.get(2).and_then(Value::as_str).unwrap_or_default();
        patch(chosen, with.encode_utf16().collect(), RuleSet::SUGGESTION)
    });
    let patches = removed.chain(undone).chain(accepted).collect();
    let patched = report::patch(&source, &cleaned, &log, patches);
    let result = object();
    set(&result, "text", read(&patched.text));
    set(&result, "edits", edit_numbers(&patched.edits));
    set(
        &result,
        "counts",
        counted(&patched.edits).to_string().into(),
    );
    let spans: Vec<(u32, u32)> = of("spans").map(span_of).collect();
    set(&result, "moved", moved(spans.into_iter(), &patched.applied));
    Ok(result)
}

fn patch(span: &Value, with: Vec<u16>, rules: RuleSet) -> Patch {
    let (start, end) = span_of(span);
    Patch {
        start,
        end,
        with,
        rules,
    }
}

// The first two numbers of an array.
fn span_of(value: &Value) -> (u32, u32) {
    let at = |place: usize| value.get(place).and_then(Value::as_u64).unwrap_or(0) as u32;
    (at(0), at(1))
}

// Where spans are after edits: two numbers to each, the greatest there are for one that was touched.
fn moved(spans: impl ExactSizeIterator<Item = (u32, u32)>, applied: &[Edit]) -> JsValue {
    let length = spans.len() * 2;
    let moved = spans.flat_map(|(start, end)| {
        let after = applied.partition_point(|edit| edit.end <= start);
        match applied.get(after) {
            Some(edit) if edit.start < end => [u32::MAX; 2],
            _ => [start, end].map(|offset| edits::to_result(applied, offset)),
        }
    });
    table(length, moved)
}

/// A text on its way through a cleaner, in chunks.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Flow {
    stream: Stream<Cleaner>,
    ready: Vec<u16>,
}

#[wasm_bindgen]
impl Flow {
    /// Opens a stream by options, given as JSON.
    ///
    /// # Errors
    /// Throws what is wrong with them, and what in them needs the whole text.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Result<Flow, JsValue> {
        let options = Options::from_json(options).map_err(thrown)?;
        let cleaner = Cleaner::new(&options).map_err(thrown)?;
        let stream = Stream::new(cleaner).map_err(thrown)?.counting();
        Ok(Flow {
            stream,
            ready: Vec::new(),
        })
    }

    /// Takes a string of this length; what is ready of the result.
    pub fn push(&mut self, text: &JsValue, length: usize) -> JsValue {
        self.stream.push(&units(text, length), &mut self.ready);
        let text = read(&self.ready);
        self.ready.clear();
        text
    }

    /// The rest of the result, and what was done, as JSON.
    pub fn finish(self) -> JsValue {
        let Flow { stream, mut ready } = self;
        let tally = stream.finish(&mut ready);
        let suggestions = tally.suggestions.iter().map(|suggested| {
            json!({
                "rule": suggested.id,
                "line": suggested.line,
                "found": String::from_utf16_lossy(&suggested.found),
                "replacement": String::from_utf16_lossy(&suggested.replacement),
                "reason": suggested.reason,
            })
        });
        let report = json!({
            "units": tally.units,
            "lines": tally.lines,
            "compared": tally.compared,
            "removed": tally.removed,
            "listed": tally.listed,
            "counts": tally.counts,
            "suggested": tally.suggested,
            "suggestions": suggestions.collect::<Value>(),
        });
        let result = object();
        set(&result, "text", read(&ready));
        set(&result, "report", report.to_string().into());
        result
    }
}

/// The rules, the profiles, and the names of the bits of an edit's set of rules, as JSON.
#[wasm_bindgen]
pub fn describe() -> String {
    rules::describe().to_string()
}

/// The memory of this instance, whose size only grows.
#[wasm_bindgen(js_name = instanceMemory)]
pub fn instance_memory() -> JsValue {
    wasm_bindgen::memory()
}

fn units(text: &JsValue, length: usize) -> Vec<u16> {
    let mut units = vec![0; length];
    fill(text, &mut units);
    units
}

fn suggestion(suggestion: &Suggestion) -> Value {
    json!({
        "start": suggestion.start,
        "end": suggestion.end,
        "replacement": String::from_utf16_lossy(&suggestion.replacement),
        "rule": suggestion.id,
        "reason": suggestion.reason,
    })
}

fn counted(edits: &[Edit]) -> Value {
    let counts = counts(edits).into_iter();
    counts
        .map(|(id, count)| (id.to_owned(), count.into()))
        .collect::<Map<_, _>>()
        .into()
}

fn edit(numbers: &[u32]) -> Edit {
    let at = |place: usize| numbers.get(place).copied().unwrap_or(0);
    Edit {
        start: at(0),
        end: at(1),
        new_start: at(2),
        new_end: at(3),
        rules: RuleSet(u64::from(at(4)) | u64::from(at(5)) << 32),
    }
}

// Six numbers to an edit.
fn edit_numbers(log: &[Edit]) -> JsValue {
    table(
        log.len() * 6,
        log.iter().flat_map(|edit| {
            let RuleSet(rules) = edit.rules;
            [
                edit.start,
                edit.end,
                edit.new_start,
                edit.new_end,
                rules as u32,
                (rules >> 32) as u32,
            ]
        }),
    )
}

// `units`: start, end and line in the source, of each unit.
fn duplicates(result: &JsValue, line_ends: &[u32], log: &[Edit], found: &Found) {
    let spans = found.units.iter().map(|unit| (unit.start, unit.end));
    let places =
        places(line_ends, log, spans).flat_map(|place| [place.start, place.end, place.line]);
    set(result, "units", table(found.units.len() * 3, places));
    clusters(result, found);
}

// `clusters`: the unit that is kept, how many copies, and of each copy the unit, the words in common and
// the words of both. `blocks` and `listed` as in the core.
fn clusters(result: &JsValue, found: &Found) {
    let copies: usize = found
        .clusters
        .iter()
        .map(|cluster| cluster.copies.len())
        .sum();
    let clusters = found.clusters.iter().flat_map(|cluster| {
        let copies = cluster.copies.iter().flat_map(|copy| {
            let Similarity { shared, total } = copy.similarity;
            [copy.unit, shared, total]
        });
        [cluster.kept, cluster.copies.len() as u32]
            .into_iter()
            .chain(copies)
    });
    set(
        result,
        "clusters",
        table(found.clusters.len() * 2 + copies * 3, clusters),
    );
    let blocks = found
        .blocks
        .iter()
        .flat_map(|block| [block.first, block.copy, block.units]);
    set(result, "blocks", table(found.blocks.len() * 3, blocks));
    let listed = found.listed.iter().flat_map(|listed| {
        let Similarity { shared, total } = listed.similarity;
        [listed.kept, listed.copy, shared, total, listed.why as u32]
    });
    set(result, "listed", table(found.listed.len() * 5, listed));
}

// In pieces, so that the numbers are never in memory twice.
fn table(length: usize, mut all: impl Iterator<Item = u32>) -> JsValue {
    const PIECE: usize = 4096;
    let table = numbers(length as u32);
    let mut piece = Vec::with_capacity(PIECE);
    for at in (0..length).step_by(PIECE) {
        piece.clear();
        piece.extend(all.by_ref().take(PIECE));
        put(&table, at as u32, &piece);
    }
    table
}

fn thrown(error: Error) -> JsValue {
    json!({
        "code": error.code.name(),
        "range": error.code.is_range(),
        "key": error.key,
        "accepted": error.accepted,
        "nearest": error.nearest,
        "messages": { "ar": error.message_ar(), "en": error.to_string() },
    })
    .to_string()
    .into()
}
