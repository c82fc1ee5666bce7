//! Any bytes through decoder and stream, in chunks of any size: what the whole gives.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naqi::line::{Document, Language};
use naqi::{Cleaner, Decoder, Encoding, Options, Profile, Stream};
use std::sync::LazyLock;

static CLEANER: LazyLock<Cleaner> =
    LazyLock::new(|| Cleaner::new(&Options::new(Profile::Search)).unwrap());

fuzz_target!(|data: &[u8]| {
    let [size, block, bytes @ ..] = data else {
        return;
    };
    let (size, block) = (usize::from(*size).max(1), usize::from(*block).max(1));
    for encoding in Encoding::ALL {
        let decode = |size: usize| {
            let mut units = Vec::new();
            let mut decoder = Decoder::new(Some(encoding));
            for chunk in bytes.chunks(size) {
                decoder.push(chunk, &mut units)?;
            }
            decoder.finish(&mut units)?;
            Ok::<_, naqi::Error>(units)
        };
        let text = decode(bytes.len().max(1));
        assert_eq!(decode(size), text, "{encoding:?}");
        let Ok(text) = text else { continue };
        // A stream cannot know of the language of lines to come.
        if Document::new(&text).language() == Language::Other {
            continue;
        }
        let mut stream = Stream::new(&*CLEANER).unwrap().in_blocks(block);
        let mut result = Vec::new();
        for chunk in text.chunks(size) {
            stream.push(chunk, &mut result);
        }
        stream.finish(&mut result);
        let whole = CLEANER.clean_utf16(text.clone()).unwrap().unwrap_or(text);
        assert_eq!(result, whole, "{encoding:?}");
    }
});
