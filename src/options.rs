//! What a user may choose: a profile, settings of rules over it, and deduplication. Here options are
//! read, checked and written; they mean nothing before [`crate::Cleaner`] compiles them.

use crate::dedupe::{self, Keep, Match, Threshold, UnitKind};
use crate::error::{Code, Error};
use crate::rules::profiles::{PROFILES, Profile};
use crate::rules::{RULES, Setting, Settings, place};
use serde_json::{Map, Value};

/// A complete recipe: the same options and the same text always give the same result.
///
/// ```
/// use naqi::{Options, Profile};
///
/// let options = Options::new(Profile::Search).rule("tehMarbuta", "teh")?;
/// assert_eq!(options, Options::from_json(r#"{"profile": "search", "rules": {"tehMarbuta": "teh"}}"#)?);
/// assert_eq!(options, Options::from_short(&options.to_short())?);
/// # Ok::<(), naqi::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The base.
    pub profile: Profile,
    /// Settings over the profile, by place in the rule table, ascending.
    rules: Vec<(usize, Setting)>,
    /// Removal of duplicates; `None`: off.
    pub dedupe: Option<dedupe::Settings>,
}

const UNITS: [(&str, UnitKind); 3] = [
    ("line", UnitKind::Line),
    ("paragraph", UnitKind::Paragraph),
    ("sentence", UnitKind::Sentence),
];
const MATCHES: [(&str, Match); 3] = [
    ("folded", Match::Folded),
    ("exact", Match::Exact),
    ("near", Match::Near),
];
const KEEPS: [(&str, Keep); 4] = [
    ("first", Keep::First),
    ("last", Keep::Last),
    ("longest", Keep::Longest),
    ("mostVocalized", Keep::MostVocalized),
];
const DEDUPE_KEYS: [&str; 6] = ["unit", "match", "threshold", "keep", "minWords", "protect"];

const KEYS: [&str; 3] = ["profile", "rules", "dedupe"];

impl Options {
    /// A profile as it is.
    pub fn new(profile: Profile) -> Options {
        Options {
            profile,
            ..Options::default()
        }
    }

    /// Sets a rule over the profile: `true`, `false`, a name, or a list of names.
    ///
    /// # Errors
    /// [`Code::UnknownRule`], [`Code::WrongType`] or [`Code::UnknownValue`], with what is accepted.
    pub fn rule(mut self, id: &str, value: impl Into<Value>) -> Result<Options, Error> {
        let place = place(id)
            .ok_or_else(|| Error::new(Code::UnknownRule, format!("rules.{id}"), id, ids()))?;
        let setting = parse_setting(id, RULES[place].settings, &value.into())?;
        match self.rules.binary_search_by_key(&place, |&(known, _)| known) {
            Ok(at) => self.rules[at].1 = setting,
            Err(at) => self.rules.insert(at, (place, setting)),
        }
        Ok(self)
    }

    /// Reads options from JSON text.
    ///
    /// # Errors
    /// As [`from_value`](Self::from_value); [`Code::BadRecipe`] if it is no JSON.
    pub fn from_json(json: &str) -> Result<Options, Error> {
        let value: Value = serde_json::from_str(json).map_err(|error| {
            Error::new(
                Code::BadRecipe,
                "",
                error.to_string(),
                vec!["JSON".to_owned()],
            )
        })?;
        Options::from_value(&value)
    }

    /// Reads options from a JSON value of the shape of the TypeScript type `Options`. `null` stands for
    /// what was left out.
    ///
    /// # Errors
    /// Names the key that is wrong and what is accepted there.
    pub fn from_value(value: &Value) -> Result<Options, Error> {
        let mut options = Options::default();
        for (key, value) in object("", value)? {
            match key.as_str() {
                _ if value.is_null() && KEYS.contains(&key.as_str()) => {}
                "profile" => {
                    let ids = || {
                        PROFILES
                            .iter()
                            .map(|profile| profile.id.to_owned())
                            .collect()
                    };
                    let id = value.as_str().ok_or_else(|| {
                        Error::new(Code::WrongType, "profile", value.to_string(), ids())
                    })?;
                    options.profile = Profile::from_id(id)
                        .ok_or_else(|| Error::new(Code::UnknownValue, "profile", id, ids()))?;
                }
                "rules" => {
                    for (id, setting) in object("rules", value)? {
                        if !setting.is_null() {
                            options = options.rule(id, setting.clone())?;
                        }
                    }
                }
                "dedupe" => options.dedupe = parse_dedupe(value)?,
                _ => {
                    return Err(Error::new(
                        Code::UnknownOption,
                        key,
                        key,
                        KEYS.map(str::to_owned).to_vec(),
                    ));
                }
            }
        }
        Ok(options)
    }

    /// The options as JSON, in the shape that [`from_value`](Self::from_value) reads.
    pub fn to_value(&self) -> Value {
        let mut value = Map::new();
        value.insert("profile".to_owned(), self.profile.info().id.into());
        let rules: Map<String, Value> = self
            .rules
            .iter()
            .filter_map(|&(place, setting)| {
                let rule = RULES.get(place)?;
                Some((rule.id.to_owned(), setting_value(rule.settings, setting)))
            })
            .collect();
        if !rules.is_empty() {
            value.insert("rules".to_owned(), rules.into());
        }
        if let Some(settings) = &self.dedupe {
            value.insert("dedupe".to_owned(), dedupe_value(settings));
        }
        value.into()
    }

    /// The short form for share links: `search&tehMarbuta=teh&digits=off`.
    pub fn to_short(&self) -> String {
        let mut short = self.profile.info().id.to_owned();
        for &(place, setting) in &self.rules {
            let Some(rule) = RULES.get(place) else {
                continue;
            };
            let value = match setting_value(rule.settings, setting) {
                Value::Bool(on) => if on { "on" } else { "off" }.to_owned(),
                Value::String(name) => name,
                Value::Array(names) => names
                    .iter()
                    .filter_map(Value::as_str)
                    .collect::<Vec<_>>()
                    .join(","),
                _ => continue,
            };
            short += &format!("&{}={value}", rule.id);
        }
        if let Some(settings) = &self.dedupe {
            let parts: Vec<String> = match dedupe_value(settings) {
                Value::Object(parts) => parts
                    .iter()
                    .map(|(key, value)| format!("{key}:{}", value.to_string().trim_matches('"')))
                    .collect(),
                _ => vec!["on".to_owned()],
            };
            short += &format!("&dedupe={}", parts.join(","));
        }
        short
    }

    /// Reads the short form.
    ///
    /// # Errors
    /// As [`from_value`](Self::from_value), and [`Code::BadRecipe`] for a part that is no `name=value`.
    pub fn from_short(short: &str) -> Result<Options, Error> {
        let mut parts = short.split('&');
        let profile = parts.next().unwrap_or_default();
        let mut options = Options::from_value(&serde_json::json!({ "profile": profile }))?;
        for part in parts {
            let (id, value) = part.split_once('=').ok_or_else(|| {
                Error::new(Code::BadRecipe, part, part, vec!["rule=setting".to_owned()])
            })?;
            if id == "dedupe" {
                options.dedupe = parse_dedupe(&short_dedupe(value))?;
                continue;
            }
            let value: Value = match value {
                "on" => true.into(),
                "off" => false.into(),
                name if place(id).is_some_and(|place| {
                    matches!(RULES[place].settings, Settings::AnyOf { .. })
                }) =>
                {
                    name.split(',').collect::<Vec<_>>().into()
                }
                name => name.into(),
            };
            options = options.rule(id, value)?;
        }
        Ok(options)
    }

    /// The rules that run, with their settings as options spell them.
    pub fn effective(&self) -> Value {
        let rules = self.resolved().into_iter().filter_map(|(place, setting)| {
            let rule = RULES.get(place)?;
            Some((rule.id.to_owned(), setting_value(rule.settings, setting)))
        });
        rules.collect::<Map<_, _>>().into()
    }

    /// The rules that run, with their settings, by place in the table.
    pub(crate) fn resolved(&self) -> Vec<(usize, Setting)> {
        let profile = self.profile.info();
        RULES
            .iter()
            .enumerate()
            .filter_map(|(at, rule)| {
                let over = self
                    .rules
                    .iter()
                    .find(|&&(place, _)| place == at)
                    .map(|&(_, setting)| setting);
                let named = || {
                    profile
                        .rules
                        .iter()
                        .find(|(id, _)| *id == rule.id)
                        .map(|(_, name)| named(rule.settings, name))
                };
                let family = (profile.repair && rule.family == crate::rules::Family::Repair)
                    .then(|| rule.settings.default());
                Some((at, over.or_else(named).or(family)?))
            })
            .filter(|(_, setting)| setting.is_on())
            .collect()
    }
}

fn ids() -> Vec<String> {
    RULES.iter().map(|rule| rule.id.to_owned()).collect()
}

pub(crate) fn object<'a>(key: &str, value: &'a Value) -> Result<&'a Map<String, Value>, Error> {
    value.as_object().ok_or_else(|| {
        Error::new(
            Code::WrongType,
            key,
            value.to_string(),
            vec!["object".to_owned()],
        )
    })
}

// A setting as the table of profiles spells it; a test sees to it that all are known.
fn named(settings: Settings, name: &str) -> Setting {
    match settings {
        _ if name.is_empty() => settings.default(),
        Settings::Switch => settings.default(),
        Settings::OneOf(names) => {
            bit_of(names, name).map_or(Setting::OFF, |place| Setting(place + 1))
        }
        Settings::AnyOf { names, .. } => Setting(
            name.split(',')
                .filter_map(|name| bit_of(names, name))
                .fold(0, |bits, place| bits | 1 << place),
        ),
    }
}

fn bit_of(names: &[&str], name: &str) -> Option<u32> {
    names
        .iter()
        .position(|&known| known == name)
        .map(|place| place as u32)
}

fn parse_setting(id: &str, settings: Settings, value: &Value) -> Result<Setting, Error> {
    let key = format!("rules.{id}");
    let accepted = || {
        let names = match settings {
            Settings::Switch => &[],
            Settings::OneOf(names) | Settings::AnyOf { names, .. } => names,
        };
        ["true", "false"]
            .iter()
            .chain(names)
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>()
    };
    let wrong = |code, given: &Value| {
        Error::new(
            code,
            &key,
            given
                .as_str()
                .map_or_else(|| given.to_string(), str::to_owned),
            accepted(),
        )
    };
    match (settings, value) {
        (_, Value::Bool(on)) => Ok(if *on {
            settings.default()
        } else {
            Setting::OFF
        }),
        (Settings::OneOf(names), Value::String(name)) => bit_of(names, name)
            .map(|place| Setting(place + 1))
            .ok_or_else(|| wrong(Code::UnknownValue, value)),
        (Settings::AnyOf { names, .. }, Value::String(name)) => bit_of(names, name)
            .map(|place| Setting(1 << place))
            .ok_or_else(|| wrong(Code::UnknownValue, value)),
        (Settings::AnyOf { names, .. }, Value::Array(list)) => {
            list.iter().try_fold(Setting::OFF, |set, item| {
                let name = item.as_str().ok_or_else(|| wrong(Code::WrongType, item))?;
                let place = bit_of(names, name).ok_or_else(|| wrong(Code::UnknownValue, item))?;
                Ok(Setting(set.0 | 1 << place))
            })
        }
        _ => Err(wrong(Code::WrongType, value)),
    }
}

fn parse_dedupe(value: &Value) -> Result<Option<dedupe::Settings>, Error> {
    let mut settings = dedupe::Settings::default();
    if let Value::Bool(on) = value {
        return Ok(on.then_some(settings));
    }
    for (key, value) in object("dedupe", value)? {
        let path = || format!("dedupe.{key}");
        let wrong = |code, accepted: &str| {
            Error::new(code, path(), value.to_string(), vec![accepted.to_owned()])
        };
        match key.as_str() {
            _ if value.is_null() && DEDUPE_KEYS.contains(&key.as_str()) => {}
            "unit" => settings.unit = choose(&path(), &UNITS, value)?,
            "match" => settings.matching = choose(&path(), &MATCHES, value)?,
            "keep" => settings.keep = choose(&path(), &KEEPS, value)?,
            "threshold" => {
                let number = value
                    .as_f64()
                    .ok_or_else(|| wrong(Code::WrongType, "0.7–1"))?;
                settings.threshold =
                    Threshold::new(number).ok_or_else(|| wrong(Code::OutOfRange, "0.7–1"))?;
            }
            "minWords" => {
                let accepted = "0–1000";
                let number = value
                    .as_f64()
                    .ok_or_else(|| wrong(Code::WrongType, accepted))?;
                if number.fract() != 0.0 || !(0.0..=1000.0).contains(&number) {
                    return Err(wrong(Code::OutOfRange, accepted));
                }
                settings.min_words = Some(number as u32);
            }
            "protect" => {
                settings.protect = value
                    .as_bool()
                    .ok_or_else(|| wrong(Code::WrongType, "true, false"))?;
            }
            _ => {
                let accepted = DEDUPE_KEYS.map(str::to_owned).to_vec();
                return Err(Error::new(Code::UnknownOption, path(), key, accepted));
            }
        }
    }
    Ok(Some(settings))
}

fn choose<T: Copy>(key: &str, table: &[(&str, T)], value: &Value) -> Result<T, Error> {
    let accepted = || table.iter().map(|(name, _)| (*name).to_owned()).collect();
    let name = value
        .as_str()
        .ok_or_else(|| Error::new(Code::WrongType, key, value.to_string(), accepted()))?;
    let found = table.iter().find(|(known, _)| *known == name);
    found
        .map(|&(_, choice)| choice)
        .ok_or_else(|| Error::new(Code::UnknownValue, key, name, accepted()))
}

// What differs from the default; `true` where nothing does.
fn dedupe_value(settings: &dedupe::Settings) -> Value {
    fn name<T: PartialEq + Copy>(table: &[(&str, T)], choice: T) -> Option<Value> {
        let place = table.iter().position(|&(_, known)| known == choice)?;
        (place > 0).then(|| table.get(place).map(|(name, _)| (*name).into()))?
    }
    let default = dedupe::Settings::default();
    let threshold = f64::from(settings.threshold.millionths()) / f64::from(Threshold::SCALE);
    let parts = [
        ("unit", name(&UNITS, settings.unit)),
        ("match", name(&MATCHES, settings.matching)),
        (
            "threshold",
            (settings.threshold != default.threshold).then(|| threshold.into()),
        ),
        ("keep", name(&KEEPS, settings.keep)),
        ("minWords", settings.min_words.map(Value::from)),
        ("protect", (!settings.protect).then(|| false.into())),
    ];
    let given: Map<String, Value> = parts
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect();
    if given.is_empty() {
        true.into()
    } else {
        given.into()
    }
}

// The JSON of `unit:paragraph,match:near,threshold:0.9`.
fn short_dedupe(short: &str) -> Value {
    match short {
        "on" => true.into(),
        "off" => false.into(),
        parts => parts
            .split(',')
            .map(|part| {
                let (key, value) = part.split_once(':').unwrap_or((part, ""));
                let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
                (key.to_owned(), value)
            })
            .collect::<Map<String, Value>>()
            .into(),
    }
}

fn setting_value(settings: Settings, setting: Setting) -> Value {
    match settings {
        _ if !setting.is_on() => false.into(),
        Settings::Switch => true.into(),
        Settings::OneOf(names) => names.get(setting.choice()).copied().into(),
        Settings::AnyOf { names, .. } => {
            let on: Vec<&str> = names
                .iter()
                .enumerate()
                .filter(|&(place, _)| setting.has(place as u32))
                .map(|(_, name)| *name)
                .collect();
            on.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(json: &str) -> Error {
        Options::from_json(json).unwrap_err()
    }

    #[test]
    fn a_wrong_option_says_what_is_accepted() {
        let unknown = error(r#"{"profil": "repair"}"#);
        assert_eq!(
            (unknown.code, unknown.nearest.as_deref()),
            (Code::UnknownOption, Some("profile"))
        );
        let rule = error(r#"{"rules": {"tatwel": true}}"#);
        assert_eq!(
            (rule.code, rule.key.as_str(), rule.nearest.as_deref()),
            (Code::UnknownRule, "rules.tatwel", Some("tatweel"))
        );
        let value = error(r#"{"rules": {"tehMarbuta": "hehh"}}"#);
        assert_eq!(
            (value.code, value.nearest.as_deref()),
            (Code::UnknownValue, Some("heh"))
        );
        assert_eq!(
            error(r#"{"rules": {"marks": ["harakat", 3]}}"#).code,
            Code::WrongType
        );
        assert_eq!(error(r#"{"rules": {"nfc": "yes"}}"#).code, Code::WrongType);
        assert_eq!(error(r#"{"rules": []}"#).code, Code::WrongType);
        assert_eq!(error(r#"{"profile": 3}"#).code, Code::WrongType);
        assert_eq!(
            error(r#"{"dedupe": {"threshold": 0.5}}"#).code,
            Code::OutOfRange
        );
        assert_eq!(
            error(r#"{"dedupe": {"threshold": "high"}}"#).code,
            Code::WrongType
        );
        assert_eq!(
            error(r#"{"dedupe": {"minWords": 2.5}}"#).code,
            Code::OutOfRange
        );
        assert_eq!(
            error(r#"{"dedupe": {"unit": "lines"}}"#).nearest.as_deref(),
            Some("line")
        );
        assert_eq!(
            error(r#"{"dedupe": {"units": "line"}}"#).nearest.as_deref(),
            Some("unit")
        );
        assert_eq!(error(r#"{"dedupe": "yes"}"#).code, Code::WrongType);
        assert_eq!(error("nonsense").code, Code::BadRecipe);
        assert_eq!(error("[]").code, Code::WrongType);
        assert!(
            rule.message_ar().contains("قاعدة غير معروفة")
                && rule.to_string().contains("did you mean “tatweel”?")
        );
    }

    #[test]
    fn options_survive_both_written_forms() {
        let options = Options::new(Profile::Search)
            .rule("marks", vec!["harakat", "final"])
            .and_then(|options| options.rule("tatweel", false))
            .and_then(|options| options.rule("tehMarbuta", "teh"))
            .unwrap();
        assert_eq!(
            Options::from_value(&options.to_value()),
            Ok(options.clone())
        );
        assert_eq!(Options::from_short(&options.to_short()), Ok(options));
        let dedupe = r#"{"dedupe": {"match": "near", "threshold": 0.9, "keep": "last", "minWords": 3, "protect": false}}"#;
        for json in [
            dedupe,
            r#"{"dedupe": true}"#,
            r#"{"dedupe": {"unit": "paragraph"}}"#,
        ] {
            let options = Options::from_json(json).unwrap();
            assert_eq!(
                Options::from_value(&options.to_value()),
                Ok(options.clone())
            );
            assert_eq!(Options::from_short(&options.to_short()), Ok(options));
        }
        assert_eq!(
            Options::from_short("publsh")
                .unwrap_err()
                .nearest
                .as_deref(),
            Some("publish")
        );
        assert_eq!(
            Options::from_short("repair&x").unwrap_err().code,
            Code::BadRecipe
        );
    }
}
