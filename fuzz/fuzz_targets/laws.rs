//! Any code units under any profile: idempotent, undone by its log, told in full.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naqi::{Cleaner, Options, Profile};
use std::sync::LazyLock;

static CLEANERS: LazyLock<Vec<Cleaner>> = LazyLock::new(|| {
    let cleaners = Profile::ALL
        .into_iter()
        .map(|profile| Cleaner::new(&Options::new(profile)));
    cleaners.filter_map(Result::ok).collect()
});

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let cleaner = &CLEANERS[usize::from(*first) % CLEANERS.len()];
    let text: Vec<u16> = rest
        .chunks_exact(2)
        .map(|two| u16::from_le_bytes([two[0], two[1]]))
        .collect();
    let clean = |text: &[u16]| {
        cleaner
            .clean_utf16(text.to_vec())
            .unwrap()
            .unwrap_or_else(|| text.to_vec())
    };

    let once = clean(&text);
    assert_eq!(clean(&once), once, "idempotent");
    let inspection = cleaner.inspect_utf16(text.clone()).unwrap();
    assert_eq!(
        inspection.text_utf16(),
        once,
        "an inspection gives the same"
    );
    assert_eq!(inspection.revert_utf16(), text, "the log undoes it");
});
