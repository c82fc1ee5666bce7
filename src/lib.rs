//! naqi (نقي, "pure") cleans Arabic text.

pub mod edits;
pub mod engine;
mod error;
pub mod line;
pub mod protect;
pub mod rules;
pub mod unicode;
#[cfg(feature = "wasm")]
pub mod wasm;

pub use error::{Code, Error};
