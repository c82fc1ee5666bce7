//! The binding to JavaScript, in Node and in a browser: text, lone surrogates, numbers and errors
//! cross the boundary unharmed.
#![cfg(target_family = "wasm")]
#![allow(clippy::unwrap_used)]

use naqi::dedupe::key::{loosen, loosen_plain};
use naqi::wasm::{Compiled, describe, render};
use naqi::{Cleaner, Options, Profile};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn text_is_cleaned() {
    assert_eq!(clean("{}", "العـــربية"), "العربية");
    assert_eq!(
        clean(r#"{"profile": "search"}"#, "كَتَبَ الطالبُ"),
        "كتب الطالب"
    );
    assert_eq!(clean("{}", "عام 1445هـ"), "عام 1445هـ");
    assert_eq!(clean("{}", ""), "");
    assert_eq!(clean("{}", "👨‍👩‍👧 𐺀"), "👨‍👩‍👧 𐺀");
}

#[wasm_bindgen_test]
fn a_text_with_nothing_to_clean_comes_back_itself() {
    let text = JsValue::from_str("نص سليم");
    let cleaned = compiled("{}").clean(text.clone(), 7);
    assert!(cleaned.is_ok_and(|cleaned| js_sys::Object::is(&cleaned, &text)));
}

#[wasm_bindgen_test]
fn lone_surrogates_and_byte_order_marks_survive() {
    for odd in [
        "'\\ud800'",
        "'\\udc00\\ud800'",
        "'\\ufeff' + 'ا'.repeat(20000) + '\\udbff'",
    ] {
        let none = compiled(r#"{"profile": "none", "rules": {"tatweel": true}}"#);
        let [dirty, pure] = ["نـــص", "نص"].map(|word| evaluate(&format!("{odd} + '{word}'")));
        let cleaned = none.clean(dirty.clone(), length(&dirty));
        assert!(
            cleaned.is_ok_and(|cleaned| js_sys::Object::is(&cleaned, &pure)),
            "{odd}"
        );
    }
}

#[wasm_bindgen_test]
fn a_large_text_outgrows_the_memory() {
    let text = "بـــاب ".repeat(700_000);
    assert_eq!(
        clean("{}", text.trim_end()),
        "باب ".repeat(700_000).trim_end()
    );
}

/// Many units are folded at once here, as nowhere else.
#[wasm_bindgen_test]
fn plain_text_is_folded_as_by_the_engine() {
    let search = Cleaner::new(&Options::new(Profile::Search)).unwrap();
    let folded = r#"{"profile": "none", "dedupe": {"protect": false, "minWords": 1}}"#;
    let folded = Cleaner::new(&Options::from_json(folded).unwrap()).unwrap();
    let pieces = [
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
        " ا ل ي و م ن ",
        "ميهوشيسا",
        " ،؛؟.,:!()«»\"- ",
        "0123٤٥٦",
        "َِّ",
        "-…aپ",
    ];
    let pieces = pieces.map(|letters| letters.chars().collect::<Vec<char>>());
    let mut state = 1u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
        (state >> 33) as usize % limit
    };
    let (mut plain, mut all) = (0, 0);
    for kinds in [2, 3, 4, 5, 7] {
        for _ in 0..600 {
            // Letters mostly, and no more than two of the rest.
            let length = below(200);
            let mut text: String = (0..length)
                .map(|_| {
                    let letters = &pieces[below(3)];
                    letters[below(letters.len())]
                })
                .collect();
            for _ in 0..below(3) {
                let letters = &pieces[below(kinds)];
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                let at = places.get(below(length + 1)).copied().unwrap_or(text.len());
                text.insert(at, letters[below(letters.len())]);
            }
            let units: Vec<u16> = text.encode_utf16().collect();
            let (mut key, mut expected) = (Vec::new(), Vec::new());
            all += 1;
            if loosen_plain(&units, &mut key) {
                plain += 1;
                let engine: Vec<u16> = search.clean(&text).unwrap().encode_utf16().collect();
                loosen(&engine, &mut expected);
                assert_eq!(
                    String::from_utf16_lossy(&key),
                    String::from_utf16_lossy(&expected),
                    "{text:?}"
                );
            }
            if text.contains(|c: char| c.is_alphabetic()) {
                let twice = format!("{text}\n{text}").encode_utf16().collect();
                let found = folded.run(twice, false).unwrap().found.unwrap();
                let first = found.units[0].of(&units).len();
                assert_eq!(first, units.len(), "{text:?}");
                assert_eq!(found.totals.bytes, text.len() as u64, "{text:?}");
            }
        }
    }
    assert!(plain > all / 2, "{plain} of {all}");
}

#[wasm_bindgen_test]
fn an_inspection_has_text_numbers_and_report() {
    let text = JsValue::from_str("العـــربية  لغة");
    let found = compiled("{}").inspect(text, 15).unwrap();
    let shown = String::from(js_sys::JSON::stringify(&found).unwrap());
    let part = r#""text":"العربية لغة","edits":{"0":3,"1":6,"2":3,"3":3,"#;
    assert!(shown.contains(part), "{shown}");
}

#[wasm_bindgen_test]
fn a_wrong_option_is_thrown_as_json() {
    let thrown = Compiled::new(r#"{"profile": "pubish"}"#)
        .err()
        .and_then(|error| error.as_string());
    let thrown = thrown.unwrap_or_default();
    for part in [
        r#""code":"unknownValue""#,
        r#""range":true"#,
        r#""key":"profile""#,
        r#""nearest":"publish""#,
    ] {
        assert!(thrown.contains(part), "{thrown}");
    }
}

#[wasm_bindgen_test]
fn choices_that_are_none_are_thrown_as_json() {
    let text = JsValue::from_str("نص");
    let chosen = |choices: &str| render(&text, 2, &text, 2, &[], choices);
    assert!(chosen("{}").is_ok());
    for choices in ["", "{", "[]", "3", "null"] {
        let thrown = chosen(choices).err().and_then(|error| error.as_string());
        let thrown = thrown.unwrap_or_default();
        for part in [
            r#""code":"wrongType""#,
            r#""range":false"#,
            r#""key":"choices""#,
        ] {
            assert!(thrown.contains(part), "{choices}: {thrown}");
        }
    }
}

#[wasm_bindgen_test]
fn the_rule_table_describes_itself() {
    let described = describe();
    for rule in naqi::rules::RULES {
        assert!(described.contains(&format!(r#""id":"{}""#, rule.id)));
    }
}

fn compiled(options: &str) -> Compiled {
    Compiled::new(options).unwrap()
}

fn clean(options: &str, text: &str) -> String {
    let text = JsValue::from_str(text);
    let cleaned = compiled(options).clean(text.clone(), length(&text));
    cleaned
        .ok()
        .and_then(|cleaned| cleaned.as_string())
        .unwrap_or_default()
}

fn length(text: &JsValue) -> usize {
    text.dyn_ref::<js_sys::JsString>()
        .map_or(0, |text| text.length() as usize)
}

fn evaluate(script: &str) -> JsValue {
    js_sys::eval(script).unwrap_or_default()
}
