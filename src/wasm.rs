//! The binding to JavaScript: the only file that names wasm-bindgen, with `text.js` beside it, which
//! moves text and numbers across the boundary. It is thin: `npm/core.js` makes errors and results of
//! what is here, and everything else is in [`Cleaner`].
//!
//! Text comes in and goes out as UTF-16 code units through views of memory, edits as numbers, six to
//! an edit; options and the report, which are small, as JSON. Errors are thrown as JSON text.

use crate::edits::{Edit, RuleSet};
use crate::rules::{RULES, Settings};
use crate::{Cleaner, Error, Options, Profile, Suggestion, counts};
use serde_json::{Map, Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/text.js")]
extern "C" {
    fn fill(text: &JsValue, units: &mut [u16]);
    fn read(units: &[u16]) -> JsValue;
    fn numbers(length: u32) -> JsValue;
    fn put(numbers: &JsValue, at: u32, piece: &[u32]);
    fn outcome(text: JsValue, edits: JsValue, report: &str) -> JsValue;
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
        let source = units(&text, length);
        let cleaned = self.0.clean_utf16(&source).map_err(thrown)?;
        drop(source);
        Ok(cleaned.map_or(text, |units| read(&units)))
    }

    /// Cleans a string of this length, and reports.
    ///
    /// # Errors
    /// Throws if the job would not fit into memory.
    pub fn inspect(&self, text: JsValue, length: usize) -> Result<JsValue, JsValue> {
        let source = units(&text, length);
        let found = self.0.run(&source, true).map_err(thrown)?;
        let cleaned = found.cleaned.as_deref().unwrap_or(&source);
        let suggestions: Vec<Value> = self.0.suggestions(cleaned).iter().map(suggestion).collect();
        let counts: Map<String, Value> = counts(&found.log)
            .into_iter()
            .map(|(id, count)| (id.to_owned(), count.into()))
            .collect();
        let text = found.cleaned.as_deref().map_or(text, read);
        let duplicates = json!({ "units": 0, "removed": 0, "blocks": [], "clusters": [] });
        let report =
            json!({ "counts": counts, "suggestions": suggestions, "duplicates": duplicates });
        Ok(outcome(text, table(&found.log), &report.to_string()))
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

fn suggestion(suggestion: &Suggestion) -> Value {
    json!({
        "start": suggestion.start,
        "end": suggestion.end,
        "replacement": String::from_utf16_lossy(&suggestion.replacement),
        "rule": suggestion.id,
        "reason": suggestion.reason,
    })
}

// In pieces, so that the numbers are never in memory twice.
fn table(log: &[Edit]) -> JsValue {
    const WIDTH: usize = 6;
    let all = numbers((log.len() * WIDTH) as u32);
    let mut piece = Vec::with_capacity(1024 * WIDTH);
    for (at, edits) in log.chunks(1024).enumerate() {
        piece.clear();
        for edit in edits {
            let RuleSet(rules) = edit.rules;
            piece.extend([
                edit.start,
                edit.end,
                edit.new_start,
                edit.new_end,
                rules as u32,
                (rules >> 32) as u32,
            ]);
        }
        put(&all, (at * 1024 * WIDTH) as u32, &piece);
    }
    all
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
