//! The binding to JavaScript, in Node and in a browser.
#![cfg(target_family = "wasm")]

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn it_loads() {
    assert!(naqi::rules::RULES.iter().all(|rule| !rule.id.is_empty()));
}
