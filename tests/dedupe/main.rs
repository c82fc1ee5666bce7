//! Deduplication from outside: what a person sees, the guarantees against brute force, and the texts
//! whose repetition is legitimate.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod choices;
mod common;
mod first;
mod guards;
mod oracle;
mod plain;
mod quran;
mod reasons;
