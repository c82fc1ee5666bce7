//! naqi (نقي, "pure") cleans Arabic text: it repairs what copying and encoding broke, normalizes, and
//! removes duplicates, and it can tell of every change what it was, where, and by which rule.
//!
//! ```
//! assert_eq!(naqi::clean("العـــربية"), "العربية");
//! ```
//!
//! Text that is in order comes back untouched. What else than repair should happen is said in
//! [`Options`]; [`Cleaner`] compiles them once for any number of texts; [`Inspection`] is the result
//! with its edit log. Offsets are UTF-16 code units throughout.
//!
//! ```
//! use naqi::{Cleaner, Options, Profile};
//!
//! let search = Cleaner::new(&Options::new(Profile::Search))?;
//! assert_eq!(search.clean("الْعَرَبِيَّةُ")?, "العربيه");
//! # Ok::<(), naqi::Error>(())
//! ```

mod cleaner;
mod decode;
pub mod dedupe;
pub mod edits;
pub mod engine;
mod error;
mod lanes;
pub mod line;
mod options;
pub mod protect;
mod report;
pub mod rules;
mod sorted;
mod stream;
pub mod unicode;
#[cfg(feature = "wasm")]
pub mod wasm;

pub use cleaner::{Cleaner, Inspection, Outcome};
pub use decode::{Decoder, Encoding};
pub use error::{Code, Error};
pub use options::Options;
pub use report::{Choices, Place, Suggestion, counts, line_ends, places};
pub use rules::profiles::Profile;
pub use stream::{
    LONGEST_LINE, LONGEST_PARAGRAPH, LONGEST_TAG, MOST_SUGGESTIONS, Stream, Suggested, Tally,
};

/// Repairs a text with the default options, losing nothing: the profile `repair`.
///
/// ```
/// assert_eq!(naqi::clean("عام 1445هـ"), "عام 1445هـ");
/// ```
pub fn clean(text: &str) -> String {
    let cleaned = Cleaner::new(&Options::default()).and_then(|cleaner| cleaner.clean(text));
    // Only deduplication can fail, and it is off here.
    cleaned.unwrap_or_else(|_| text.to_owned())
}
