//! The binding to JavaScript: the only file that names wasm-bindgen, with `text.js` beside it, which
//! moves text and numbers across the boundary. It is thin: `npm/core.js` makes errors and results of
//! what is here, and everything else is in [`Cleaner`].
//!
//! Text comes in and goes out as UTF-16 code units through views of memory, edits as numbers, six to
//! an edit; options and the report, which are small, as JSON. Errors are thrown as JSON text.

use crate::cleaner::delete;
use crate::dedupe::Found;
use crate::edits::{self, Edit, RuleSet};
use crate::rules::{RULES, Settings};
use crate::{Cleaner, Error, Options, Outcome, Profile, Suggestion, counts, places};
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
    /// Throws if the job would not fit into memory.
    pub fn clean(&self, text: JsValue, length: usize) -> Result<JsValue, JsValue> {
        let cleaned = self.0.clean_utf16(units(&text, length)).map_err(thrown)?;
        Ok(cleaned.map_or(text, |units| read(&units)))
    }

    /// Cleans a string of this length, and reports: an object of `text`, `edits` (to it from the
    /// source), `report` and, where duplicates were looked for, `cleaned` (the text before any was
    /// removed), `log` (the edits to that), and the numbers of the duplicates.
    ///
    /// # Errors
    /// Throws if the job would not fit into memory.
    pub fn inspect(&self, text: JsValue, length: usize) -> Result<JsValue, JsValue> {
        let outcome = self.0.run(units(&text, length), true).map_err(thrown)?;
        let mut suggestions = self.0.suggestions(&outcome.cleaned);
        let removals = outcome.removals();
        keep_outside(&mut suggestions, &removals);
        let Outcome {
            cleaned,
            changed,
            log,
            found,
        } = outcome;

        let result = object();
        if let Some(found) = &found {
            duplicates(&result, &units(&text, length), &log, found);
        }
        let before = if changed { read(&cleaned) } else { text };
        let (text, edits) = if removals.is_empty() {
            (before.clone(), log)
        } else {
            let mut left = cleaned;
            delete(&mut left, &removals);
            set(&result, "log", edit_numbers(&log));
            (read(&left), edits::without(&log, &removals))
        };
        let report = json!({
            "counts": counts(&edits).into_iter().map(|(id, count)| (id.to_owned(), count.into())).collect::<Map<_, _>>(),
            "suggestions": suggestions.iter().map(suggestion).collect::<Vec<_>>(),
        });
        set(&result, "cleaned", before);
        set(&result, "text", text);
        set(&result, "edits", edit_numbers(&edits));
        set(&result, "report", report.to_string().into());
        Ok(result)
    }
}

/// The rules, the profiles, and the names of the bits of an edit's set of rules, as JSON.
#[wasm_bindgen]
pub fn describe() -> String {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "family": rule.family,
                "lossless": rule.lossless,
                "settings": settings(rule.settings),
                "title": rule.title,
                "explanation": rule.explanation,
                "example": rule.example,
            })
        })
        .collect();
    let profiles: Vec<Value> = Profile::ALL
        .iter()
        .map(|&profile| {
            let info = profile.info();
            json!({
                "id": info.id,
                "title": info.title,
                "explanation": info.explanation,
                "rules": Options::new(profile).effective(),
            })
        })
        .collect();
    let names: Vec<&str> = (0..64)
        .map(|place| RuleSet::one(place).ids().next().unwrap_or(""))
        .collect();
    json!({ "rules": rules, "profiles": profiles, "names": names }).to_string()
}

fn settings(settings: Settings) -> Value {
    match settings {
        Settings::Switch => json!({ "kind": "switch" }),
        Settings::OneOf(names) => {
            json!({ "kind": "oneOf", "names": names, "default": names.first() })
        }
        Settings::AnyOf { names, default } => {
            let on = names
                .iter()
                .enumerate()
                .filter(|(place, _)| default & (1 << place) != 0);
            json!({ "kind": "anyOf", "names": names, "default": on.map(|(_, name)| name).collect::<Vec<_>>() })
        }
    }
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

// What is suggested for a removed copy goes with it; the rest moves up.
fn keep_outside(suggestions: &mut Vec<Suggestion>, removals: &[(u32, u32)]) {
    let mut removals = removals.iter().peekable();
    let mut gone = 0;
    suggestions.retain_mut(|suggestion| {
        while let Some((start, end)) = removals.next_if(|(_, end)| *end <= suggestion.start) {
            gone += end - start;
        }
        let stays = removals
            .peek()
            .is_none_or(|(start, _)| suggestion.end <= *start);
        suggestion.start -= gone;
        suggestion.end -= gone;
        stays
    });
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

// `units`: start, end and line in the source, of each unit. `clusters`: the unit that is kept, how many
// copies, and of each copy the unit, the words in common and the words of both. `blocks` and `listed` as
// in the core.
fn duplicates(result: &JsValue, source: &[u16], log: &[Edit], found: &Found) {
    let spans = found.units.iter().map(|unit| (unit.start, unit.end));
    let places = places(source, log, spans).flat_map(|place| [place.start, place.end, place.line]);
    set(result, "units", table(found.units.len() * 3, places));
    let copies: usize = found
        .clusters
        .iter()
        .map(|cluster| cluster.copies.len())
        .sum();
    let clusters = found.clusters.iter().flat_map(|cluster| {
        let copies = cluster
            .copies
            .iter()
            .flat_map(|copy| [copy.unit, copy.similarity.shared, copy.similarity.total]);
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
    let listed = found.listed.iter().flat_map(|one| {
        [
            one.kept,
            one.copy,
            one.similarity.shared,
            one.similarity.total,
        ]
    });
    set(result, "listed", table(found.listed.len() * 4, listed));
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
