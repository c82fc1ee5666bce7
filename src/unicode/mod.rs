//! What the Unicode Character Database says of a code unit, in the form the engine asks for it.

pub mod class;
