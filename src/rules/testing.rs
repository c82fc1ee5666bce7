//! What the rules' own tests share: a rule run alone, its example, its table of cases.

use super::{RULES, Rule, Setting, Settings, place};
use crate::engine::Pipeline;

fn run(rules: &[(usize, Setting)], text: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    Pipeline::new(rules, true)
        .run(&units, None)
        .map_or_else(|| text.to_owned(), |units| String::from_utf16_lossy(&units))
}

fn rule(id: &str) -> (usize, &'static Rule) {
    let place = place(id).unwrap();
    (place, &RULES[place])
}

/// What a rule alone, with its default setting, makes of a text.
pub(crate) fn alone(id: &str, text: &str) -> String {
    let (place, rule) = rule(id);
    run(&[(place, rule.settings.default())], text)
}

/// What a rule alone, with this setting, makes of a text.
pub(crate) fn with(id: &str, setting: &str, text: &str) -> String {
    let (place, rule) = rule(id);
    let setting = match rule.settings {
        Settings::Switch => Setting(1),
        Settings::OneOf(names) => {
            Setting(1 + names.iter().position(|&name| name == setting).unwrap() as u32)
        }
        Settings::AnyOf { names, .. } => Setting(
            setting
                .split(',')
                .map(|part| 1 << names.iter().position(|&name| name == part).unwrap())
                .sum(),
        ),
    };
    run(&[(place, setting)], text)
}

/// A rule's example holds, its texts are there in both languages, and it is idempotent on the example.
pub(crate) fn check(id: &str) {
    let (_, rule) = rule(id);
    assert_eq!(
        alone(id, rule.example.before),
        rule.example.after,
        "the example of {id}"
    );
    assert_eq!(
        alone(id, rule.example.after),
        rule.example.after,
        "the example of {id}, again"
    );
    for text in [rule.title, rule.explanation] {
        assert!(
            text.ar.chars().any(|c| ('ء'..='ي').contains(&c)) && !text.en.is_empty(),
            "the texts of {id}"
        );
    }
}

/// Each case of (input, output, why) holds for the rule alone, and once more on its own output.
pub(crate) fn table(id: &str, cases: &[(&str, &str, &str)]) {
    for (input, output, why) in cases {
        assert_eq!(alone(id, input), *output, "{id}: {why}");
        assert_eq!(alone(id, output), *output, "{id}, again: {why}");
    }
}
