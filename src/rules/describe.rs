//! The rule table and the profiles as JSON: the source of the TypeScript types, of the reference in
//! the docs, and of what the program lists.

use super::{RULES, Settings};
use crate::dedupe::{Reason, Why};
use crate::edits::RuleSet;
use crate::{Options, Profile};
use serde_json::{Value, json};

/// The rules in their order, the profiles, the names of the bits of an edit's set of rules (`names`), the reasons
/// for which a repeat is only listed (`whys`), and those for which a copy counts as one (`reasons`).
pub fn describe() -> Value {
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
    let named = |(id, title)| json!({ "id": id, "title": title });
    let whys = Why::ALL.map(|why| named(why.info()));
    let reasons = Reason::ALL.map(|reason| named(reason.info()));
    json!({ "rules": rules, "profiles": profiles, "names": names, "whys": whys, "reasons": reasons })
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
