//! Protected spans: what no rule edits unless its row in the table says so.

/// Kinds of protected span; bits, so that a rule can name several in [`crate::rules::Rule::reaches`].
pub mod kind {
    /// A web address, with or without its scheme, Arabic path included.
    pub const URL: u32 = 1;
    /// An e-mail address.
    pub const EMAIL: u32 = 1 << 1;
    /// @mention.
    pub const MENTION: u32 = 1 << 2;
    /// #hashtag.
    pub const HASHTAG: u32 = 1 << 3;
    /// A file name or path.
    pub const PATH: u32 = 1 << 4;
    /// `inline code`, or a line of a fenced block.
    pub const CODE: u32 = 1 << 5;
    /// A number with its separators: 1,234.56 or ١٬٢٣٤٫٥٦.
    pub const NUMBER: u32 = 1 << 6;
    /// A date: 2024/5/1, ١٤٤٥-٠٣-١٢.
    pub const DATE: u32 = 1 << 7;
    /// A time: 12:30.
    pub const TIME: u32 = 1 << 8;
    /// A version: 1.2.3, v2.0.
    pub const VERSION: u32 = 1 << 9;
    /// A telephone number.
    pub const PHONE: u32 = 1 << 10;
    /// An emoji sequence.
    pub const EMOJI: u32 = 1 << 11;
    /// Quotation between ﴿ and ﴾.
    pub const QURAN: u32 = 1 << 12;
    /// Every kind.
    pub const ALL: u32 = (1 << 13) - 1;
}

/// One protected span, in UTF-16 code units of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First unit.
    pub start: u32,
    /// End, exclusive.
    pub end: u32,
    /// One bit of [`kind`].
    pub kind: u32,
}

/// The protected spans of a line: ascending, not overlapping.
pub type Spans = Vec<Span>;

/// Finds the protected spans of a line; `any` are the classes that occur in it.
pub fn find(_text: &[u16], _any: u32, _fenced: bool) -> Spans {
    Vec::new()
}
