//! The short cut for plain text does what the engine does.

use crate::common::units;
use naqi::dedupe::key::{loosen, loosen_plain};
use naqi::{Cleaner, Options, Profile};
use proptest::prelude::*;
use std::sync::LazyLock;

static SEARCH: LazyLock<Cleaner> =
    LazyLock::new(|| Cleaner::new(&Options::new(Profile::Search)).unwrap());

fn agree(search: &Cleaner, text: &[u16]) {
    let mut plain = Vec::new();
    if loosen_plain(text, &mut plain) {
        let engine = search
            .clean_utf16(text.to_vec())
            .unwrap()
            .unwrap_or(text.to_vec());
        let mut loose = Vec::new();
        loosen(&engine, &mut loose);
        assert_eq!(
            String::from_utf16_lossy(&plain),
            String::from_utf16_lossy(&loose),
            "{:?}",
            String::from_utf16_lossy(text)
        );
    }
}

#[test]
fn plain_text_is_folded_as_by_the_engine() {
    let words = "في من على كِتَابًا كتاباً مُحَمَّدٌ سماءً هدًى مدرسة، قال: «نعم». ١٢٣ 12.5 ١٬٢ 3.14 (أ) الله لله هـ… شيء؟ ! ؤ ئ ء آ اا أاا ووو دكًّا بًا 12:30 ًا اً ههههه جداااا أااا اااأ ااَاا بيئية مئة مسئول للله لللغة -5 - \"نعم\" “لا” قال:5 1-2 5، ،5 5.َ5";
    let words: Vec<&str> = words.split(' ').collect();
    for a in &words {
        for b in &words {
            for c in ["", "،", ".", " ", "ا", "ً", "5", "-", ":", "\n"] {
                agree(&SEARCH, &units(&format!("{a}{c}{b} {a}")));
            }
        }
    }
    let plain = |text| loosen_plain(&units(text), &mut Vec::new());
    for text in [
        "قالَ المعلِّمُ: «نعم» مرّةً أخرى.",
        "ههههه جداااا",
        "12.5 و 13، ثم 14",
        "- قال",
    ] {
        assert!(plain(text), "{text}");
    }
    for text in ["قال Ali", "في 12:30", "درجة -5", "بيييية", "قـال"] {
        assert!(!plain(text), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_plain_text(text in "[ء-غف-ي]{0,3}[ ء-غف-يً-ْٰ]{0,12}([ \t،؛؟.!,«»()…:\"“”–0-9٠-٩\n-]{0,2}[ء-غف-يً-ْٰ]{0,6}){0,6}") {
        agree(&SEARCH, &units(&text));
    }

    /// What is read together ends anywhere in it.
    #[test]
    fn any_longer_plain_text(
        before in "[ا-غ]{0,3}( [ا-ي]{1,6}){3,12}[ ،.]{0,2}",
        text in "[ا-ي]{0,4}([ \t،.,:\"–0-9٠-٩-]{0,3}[ء-غف-يً-ْ]{0,4}){0,4}",
        after in "( [ا-ي]{1,6}){0,12}",
    ) {
        agree(&SEARCH, &units(&format!("{before}{text}{after}")));
    }

    #[test]
    fn drawn_out_letters(text in "([اأآهلويىئمبشنة]{1,5}[ًَٰ ]?){1,6}") {
        agree(&SEARCH, &units(&text));
    }
}
