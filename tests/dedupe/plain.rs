//! The short cut for plain text does what the engine does.

use crate::common::units;
use naqi::dedupe::key::fold_plain;
use naqi::{Cleaner, Options, Profile};
use proptest::prelude::*;
use std::sync::LazyLock;

static SEARCH: LazyLock<Cleaner> =
    LazyLock::new(|| Cleaner::new(&Options::new(Profile::Search)).unwrap());

fn agree(search: &Cleaner, text: &[u16]) {
    let mut plain = Vec::new();
    if fold_plain(text, &mut plain) {
        let engine = search
            .clean_utf16(text.to_vec())
            .unwrap()
            .unwrap_or(text.to_vec());

        assert_eq!(
            String::from_utf16_lossy(&plain),
            String::from_utf16_lossy(&engine),
            "{:?}",
            String::from_utf16_lossy(text)
        );
    }
}

#[test]
fn plain_text_is_folded_as_by_the_engine() {
    let words = "في من على كِتَابًا كتاباً مُحَمَّدٌ سماءً هدًى مدرسة، قال: «نعم». ١٢٣ 12.5 ١٬٢ 3.14 (أ) الله لله هـ… شيء؟ ! ؤ ئ ء آ اا أاا ووو دكًّا بًا 12:30 ًا اً";
    let words: Vec<&str> = words.split(' ').collect();
    for a in &words {
        for b in &words {
            for c in ["", "،", ".", " ", "ا", "ً", "5"] {
                agree(&SEARCH, &units(&format!("{a}{c}{b} {a}")));
            }
        }
    }
    assert!(fold_plain(&units("قالَ المعلِّمُ: نعم."), &mut Vec::new()).eq(&false));
    assert!(fold_plain(
        &units("قالَ المعلِّمُ «نعم» مرّةً أخرى."),
        &mut Vec::new()
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_plain_text(text in "[ء-غف-ي]{0,3}[ ء-غف-يً-ْ]{0,12}([ ،؛؟.!,«»()…0-9٠-٩\n]{0,2}[ء-غف-يً-ْ]{0,6}){0,6}") {
        agree(&SEARCH, &units(&text));
    }
}
