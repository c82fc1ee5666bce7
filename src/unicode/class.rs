//! Classes of code unit: one table of 65,536 masks, filled once from the generated ranges.
//!
//! The engine ORs the masks of a line to learn which rules have anything to do there, and ANDs
//! those of neighbours to learn whether, say, two spaces or two marks stand together. A class is
//! therefore a question that some rule asks, not a category of Unicode's.

use std::sync::LazyLock;

/// A letter of the Arabic script (gc L*, outside the presentation forms).
pub const ARABIC: u32 = 1;
/// A nonspacing mark of the Arabic blocks (gc Mn).
pub const MARK: u32 = 1 << 1;
/// Madda or hamza above or below, 0653–0655: a mark that composes with a letter.
pub const HAMZA_MARK: u32 = 1 << 2;
/// Any other unit that canonical composition may change or reorder (NFC_QC not Yes, or ccc ≠ 0).
pub const COMBINING: u32 = 1 << 3;
/// Tatweel, 0640.
pub const TATWEEL: u32 = 1 << 4;
/// A presentation form, FB50–FDFF or FE70–FEFC.
pub const PRESENTATION: u32 = 1 << 5;
/// A unit that `invisibles` may remove (ZWJ, ZWNJ and variation selectors included; an astral tag
/// character shows as its high surrogate DB40).
pub const INVISIBLE: u32 = 1 << 6;
/// White space other than U+0020, TAB and LF, line separators included.
pub const ODD_SPACE: u32 = 1 << 7;
/// U+0020.
pub const SPACE: u32 = 1 << 8;
/// LF, CR, NEL, LS, PS.
pub const BREAK: u32 = 1 << 9;
/// A decimal digit: ASCII, Arabic-Indic or extended Arabic-Indic.
pub const DIGIT: u32 = 1 << 10;
/// A letter of the Latin script.
pub const LATIN: u32 = 1 << 11;
/// A letter of another script.
pub const FOREIGN: u32 = 1 << 12;
/// A surrogate, paired or not.
pub const SURROGATE: u32 = 1 << 13;
/// A letter that stands in for an Arabic one on a Persian, Urdu or Kurdish keyboard: ک ی ہ ە ھ ۃ ڪ ۀ.
pub const LOOKALIKE: u32 = 1 << 14;
/// A unit that text decoded with a wrong code page is full of, and Arabic text is not: 0080–00FF
/// but « » and NBSP, and the odd letters and signs of cp1252, cp1256, cp437 and MacRoman.
pub const MOJIBAKE: u32 = 1 << 15;
/// A control (gc Cc) other than TAB, LF and CR.
pub const CONTROL: u32 = 1 << 16;
/// A unit that a protected span may be found by: @ # / \ . : ` ﴿ + a digit, an emoji or surrogate.
pub const ANCHOR: u32 = 1 << 17;
/// < or &.
pub const MARKUP: u32 = 1 << 18;
/// Punctuation of any script (gc P*), and the ASCII symbols that serve as such.
pub const PUNCTUATION: u32 = 1 << 19;
/// A straight or typographic quotation mark.
pub const QUOTE: u32 = 1 << 20;
/// A character with emoji presentation by default or with VS16, in the BMP.
pub const EMOJI: u32 = 1 << 21;
/// TAB.
pub const TAB: u32 = 1 << 22;
/// A letter that joins to the letter after it in cursive writing (Joining_Type D, or C but tatweel).
pub const JOINS_NEXT: u32 = 1 << 23;
/// A letter that joins to the letter before it (Joining_Type D, R, or C but tatweel).
pub const JOINS_PREVIOUS: u32 = 1 << 24;
/// A letter that only other languages in the Arabic script use: پ چ ژ گ ٹ ڈ ڑ ں ے ڵ ۆ ێ …
pub const EVIDENCE: u32 = 1 << 25;
/// A symbol that `decoration` may remove: ornaments, enclosing marks, letter fillers.
pub const DECORATION: u32 = 1 << 26;
/// An underscore or a backtick or tilde.
pub const FENCE: u32 = 1 << 27;

/// The table, one mask a code unit.
pub type Table = [u32; 0x10000];

static TABLE: LazyLock<Box<Table>> = LazyLock::new(fill);

/// The whole table: take it once before a loop.
pub fn table() -> &'static Table {
    &TABLE
}

/// The classes of one code unit.
pub fn of(unit: u16) -> u32 {
    TABLE[usize::from(unit)]
}

// Provisional ranges, to be replaced by the generated ones.
fn fill() -> Box<Table> {
    let mut table: Box<Table> = match vec![0u32; 0x10000].into_boxed_slice().try_into() {
        Ok(table) => table,
        Err(_) => unreachable!("the length is the array's"),
    };
    let mut add = |ranges: &[(u16, u16)], bits: u32| {
        for &(from, to) in ranges {
            for unit in from..=to {
                table[usize::from(unit)] |= bits;
            }
        }
    };
    add(
        &[
            (0x620, 0x63F),
            (0x641, 0x64A),
            (0x66E, 0x66F),
            (0x671, 0x6D3),
            (0x6D5, 0x6D5),
            (0x6E5, 0x6E6),
            (0x6EE, 0x6EF),
            (0x6FA, 0x6FC),
            (0x6FF, 0x6FF),
            (0x750, 0x77F),
            (0x870, 0x887),
            (0x889, 0x88F),
            (0x8A0, 0x8C9),
        ],
        ARABIC,
    );
    add(
        &[
            (0x610, 0x61A),
            (0x64B, 0x65F),
            (0x670, 0x670),
            (0x6D6, 0x6DC),
            (0x6DF, 0x6E4),
            (0x6E7, 0x6E8),
            (0x6EA, 0x6ED),
            (0x897, 0x89F),
            (0x8CA, 0x8E1),
            (0x8E3, 0x8FF),
        ],
        MARK,
    );
    add(&[(0x653, 0x655)], HAMZA_MARK);
    add(&[(0x640, 0x640)], TATWEEL);
    add(&[(0x20, 0x20)], SPACE);
    add(
        &[(0x0A, 0x0A), (0x0D, 0x0D), (0x85, 0x85), (0x2028, 0x2029)],
        BREAK,
    );
    add(
        &[
            (0x0D, 0x0D),
            (0x85, 0x85),
            (0x2028, 0x2029),
            (0x0B, 0x0C),
            (0xA0, 0xA0),
            (0x1680, 0x1680),
            (0x2000, 0x200A),
            (0x202F, 0x202F),
            (0x205F, 0x205F),
            (0x3000, 0x3000),
        ],
        ODD_SPACE,
    );
    add(
        &[(0x30, 0x39), (0x660, 0x669), (0x6F0, 0x6F9)],
        DIGIT | ANCHOR,
    );
    add(
        &[
            (0x41, 0x5A),
            (0x61, 0x7A),
            (0xC0, 0xD6),
            (0xD8, 0xF6),
            (0xF8, 0x24F),
        ],
        LATIN,
    );
    add(&[(0xD800, 0xDFFF)], SURROGATE | ANCHOR);
    add(&[(0x300, 0x36F)], COMBINING);
    add(&[(0x09, 0x09)], TAB);
    table
}
