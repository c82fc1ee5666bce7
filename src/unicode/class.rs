//! Classes of code unit: one table of 65,536 masks, filled once from the generated ranges.
//!
//! The engine ORs the masks of a line to learn which rules have anything to do there, and ANDs
//! those of neighbours to learn whether, say, two spaces or two marks stand together. A class is
//! therefore a question that some rule asks, not a category of Unicode's.

use super::tables;
use std::sync::LazyLock;

/// A letter of the Arabic script (gc L*, outside the presentation forms).
pub const ARABIC: u32 = 1;
/// A nonspacing mark of the Arabic blocks (gc Mn).
pub const MARK: u32 = 1 << 1;
/// Madda or hamza above or below, 0653–0655: a mark that composes with a letter.
pub const HAMZA_MARK: u32 = 1 << 2;
/// Any other unit that canonical composition may change or reorder: NFC_Quick_Check not Yes, or any
/// mark (only marks have a combining class).
pub const COMBINING: u32 = 1 << 3;
/// Tatweel, 0640.
pub const TATWEEL: u32 = 1 << 4;
/// A presentation form that stands for plain letters or marks, in FB50–FDFF or FE70–FEFC; the tail
/// fragment FE73 too. The signs there that are read as a word are [`WORD_SIGN`].
pub const PRESENTATION: u32 = 1 << 5;
/// A unit that `invisibles` may remove (ZWJ, ZWNJ and variation selectors included; an astral tag
/// character shows as its high surrogate DB40).
pub const INVISIBLE: u32 = 1 << 6;
/// White space other than U+0020, TAB and LF, line separators included.
pub const ODD_SPACE: u32 = 1 << 7;
/// U+0020.
pub const SPACE: u32 = 1 << 8;
/// What ends a line: LF, VT, FF, CR, NEL, LS, PS.
pub const BREAK: u32 = 1 << 9;
/// A decimal digit: ASCII, Arabic-Indic or extended Arabic-Indic.
pub const DIGIT: u32 = 1 << 10;
/// A letter of the Latin script.
pub const LATIN: u32 = 1 << 11;
/// A letter of another script, in the BMP.
pub const FOREIGN: u32 = 1 << 12;
/// A surrogate, paired or not.
pub const SURROGATE: u32 = 1 << 13;
/// A letter that stands in for an Arabic one on a Persian, Urdu or Kurdish keyboard: ک ی ہ ە ھ ۃ ڪ ۀ.
pub const LOOKALIKE: u32 = 1 << 14;
/// A unit that text decoded with a wrong code page is full of, and clean Arabic prose is not.
pub const MOJIBAKE: u32 = 1 << 15;
/// A control (gc Cc) other than TAB, LF and CR.
pub const CONTROL: u32 = 1 << 16;
/// A unit that a protected span may be found by: @ # / \ . : ` ~ ﴿ + a digit, an emoji or surrogate.
pub const ANCHOR: u32 = 1 << 17;
/// < or &.
pub const MARKUP: u32 = 1 << 18;
/// Punctuation of any script (gc P*), and the ASCII symbols that serve as such.
pub const PUNCTUATION: u32 = 1 << 19;
/// A straight or typographic quotation mark, and the signs that stand in for one: ` < >.
pub const QUOTE: u32 = 1 << 20;
/// A character that is an emoji by default or with VS16, in the BMP, ASCII apart; and VS16 and the
/// enclosing keycap themselves.
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
/// What ends a token that a protected span may lie in: white space, quotation marks, backticks, ornate and
/// angle brackets, emoji, and the invisible signs that surround words rather than stand in them.
pub const ENDS_TOKEN: u32 = 1 << 27;
/// A sign of the presentation-form blocks that is read as a word or a phrase: ﷲ ﷺ ﷻ ﷼ ﷽ …
pub const WORD_SIGN: u32 = 1 << 28;

/// A digit that is not ASCII, or a sign that goes with such: ٪ ٫ ٬.
pub const NATIVE_DIGIT: u32 = 1 << 29;

/// Not of a unit, but of a line: a space stands at its end.
pub const TRAILING: u32 = 1 << 30;
/// Not of a unit, but of a line: it adds a line break to two that stand before it.
pub const EXTRA_BREAK: u32 = 1 << 31;

/// Not of a unit, but of neighbours: a letter has the same mark twice.
pub const TWIN: u32 = 1 << 30;
/// Not of a unit, but of neighbours: Arabic marks that are not in canonical order, a hamza or madda that joins
/// its letter, or a unit of another script that may compose ([`COMBINING`], [`SURROGATE`]).
pub const DENORMAL: u32 = 1 << 31;
/// What is said of marks alone.
pub const OF_MARKS: u32 = TWIN | DENORMAL;

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

/// The first unit at or after `from` that is of one of these classes. A block without any needs one branch.
pub fn next(text: &[u16], from: usize, classes: u32) -> Option<usize> {
    const BLOCK: usize = 8;
    let table = table();
    let bits = |unit: &u16| table[usize::from(*unit)];
    let rest = text.get(from..)?;
    let bare = |block: &&[u16; BLOCK]| {
        let all = block.iter().fold(0, |all, unit| all | bits(unit));
        all & classes == 0
    };
    let (blocks, _) = rest.as_chunks();
    let skipped = blocks.iter().take_while(bare).count() * BLOCK;
    let mut left = rest.get(skipped..)?.iter();
    let at = left.position(|unit| bits(unit) & classes != 0)?;
    Some(from + skipped + at)
}

/// The letters of Arabic orthography, of its manuscripts and of names that Arabic texts borrow: all
/// that is no evidence of another language. ڤ and ڨ (v, g) and ݣ (Moroccan g) are among them.
const ARABIC_USE: &[(u16, u16)] = &[
    (0x0620, 0x063A),
    (0x0641, 0x064A),
    (0x066E, 0x066F),
    (0x0671, 0x0673),
    (0x06A1, 0x06A2),
    (0x06A4, 0x06A4),
    (0x06A7, 0x06A8),
    (0x06E5, 0x06E6),
    (0x0763, 0x0763),
    (0x0870, 0x0887),
    (0x08C9, 0x08C9),
];

/// Bidi controls, zero-width signs, variation selectors and the other units that `invisibles` weighs.
const INVISIBLES: &[(u16, u16)] = &[
    (0x00AD, 0x00AD),
    (0x061C, 0x061C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x206F),
    (0xDB40, 0xDB40),
    (0xFE0E, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
];

/// What reading Arabic under the wrong code page leaves in any word or two, and clean Arabic prose
/// (« » “ ” ‘ ’ … – — • NBSP included) does not have.
const MISREAD: &[(u16, u16)] = &[
    // C1 controls, and the signs that stand for Arabic letters where UTF-8 was read as cp1256.
    (0x0080, 0x009F),
    (0x00A1, 0x00AA),
    (0x00AC, 0x00BA),
    (0x00BC, 0x00BE),
    // The lead bytes of UTF-8 read as cp1252 or latin1, and an Arabic page read as one of these.
    (0x00C0, 0x00D6),
    (0x00D8, 0x00F6),
    (0x00F8, 0x00FF),
    // More signs of cp1252 and cp1256, between 80 and 9F.
    (0x0152, 0x0153),
    (0x0178, 0x0178),
    (0x0192, 0x0192),
    (0x02C6, 0x02C6),
    (0x201A, 0x201A),
    (0x201E, 0x201E),
    (0x2020, 0x2021),
    (0x2030, 0x2030),
    (0x2039, 0x203A),
    // The lead bytes under cp437 (╪ ┘ ┌ █; Γ for what was read so twice) and MacRoman (√ for twice).
    (0x0393, 0x0393),
    (0x221A, 0x221A),
    (0x250C, 0x250C),
    (0x2518, 0x2518),
    (0x256A, 0x256A),
    (0x2588, 0x2588),
];

/// Letter fillers, combining lines and strokes, and the ornaments that decorate a word. Enclosing
/// marks are among them too.
const ORNAMENTS: &[(u16, u16)] = &[
    (0x0305, 0x0305),
    (0x031F, 0x0320),
    (0x0331, 0x0338),
    (0x033F, 0x033F),
    (0x0347, 0x0347),
    (0x035F, 0x035F),
    (0x0F3A, 0x0F3D),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x2500, 0x257F),
    (0x2580, 0x259F),
    (0x25A0, 0x25FF),
    (0x2605, 0x2606),
    (0x2669, 0x266F),
    (0x2701, 0x275A),
    (0x2761, 0x2767),
    (0x2794, 0x27BE),
    (0x2800, 0x2800),
    (0x2B12, 0x2B2F),
    (0x2B50, 0x2B59),
    (0x3164, 0x3164),
    (0xA9C1, 0xA9C2),
    (0xFFA0, 0xFFA0),
];

/// What ends a token, besides the classes in `fill`: quotation marks, angle brackets and backtick, soft hyphen,
/// zero-width and directional signs, ornate brackets, byte order mark.
const TOKEN_ENDS: &[(u16, u16)] = &[
    (0x22, 0x22),
    (0x3C, 0x3C),
    (0x3E, 0x3E),
    (0x60, 0x60),
    (0xAB, 0xAB),
    (0xAD, 0xAD),
    (0xBB, 0xBB),
    (0x61C, 0x61C),
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x201C, 0x201F),
    (0x202A, 0x202E),
    (0x2039, 0x203A),
    (0x2060, 0x206F),
    (0xFD3E, 0xFD3F),
    (0xFEFF, 0xFEFF),
];

/// The masks of ASCII, where a class cannot be told by a Unicode property alone.
const ASCII: &[(&str, u32)] = &[
    (" ", SPACE),
    ("\t", TAB),
    ("\n", BREAK),
    ("@#/\\.:+~", ANCHOR),
    ("<&", MARKUP),
    ("$+<=>^`|~", PUNCTUATION),
    ("`", QUOTE | ANCHOR),
    ("<>", QUOTE),
];

fn fill() -> Box<Table> {
    let mut table: Box<Table> = match vec![0u32; 0x10000].into_boxed_slice().try_into() {
        Ok(table) => table,
        Err(_) => unreachable!("the length is the array's"),
    };
    let mut add = |ranges: &[(u16, u16)], bits: u32| {
        for &(from, to) in ranges {
            for mask in &mut table[usize::from(from)..=usize::from(to)] {
                *mask |= bits;
            }
        }
    };
    add(tables::ARABIC_LETTERS, ARABIC | EVIDENCE);
    add(tables::ARABIC_MARKS, MARK);
    add(&[(0x0653, 0x0655)], HAMZA_MARK);
    add(tables::COMBINING, COMBINING);
    add(&[(0x0640, 0x0640)], TATWEEL);
    add(tables::JOINS_BOTH, JOINS_NEXT | JOINS_PREVIOUS);
    add(tables::JOINS_PREVIOUS, JOINS_PREVIOUS);
    for &(form, _) in tables::FORMS {
        add(&[(form, form)], PRESENTATION);
    }
    add(&[(TAIL_FRAGMENT, TAIL_FRAGMENT)], PRESENTATION);
    add(WORD_SIGNS, WORD_SIGN);
    add(INVISIBLES, INVISIBLE);
    add(tables::WHITE_SPACE, ODD_SPACE);
    add(
        &[(0x0B, 0x0D), (0x85, 0x85), (0x2028, 0x2029)],
        BREAK | ODD_SPACE,
    );
    add(tables::DIGITS, DIGIT | ANCHOR);
    add(&[(0x660, 0x66C), (0x6F0, 0x6F9)], NATIVE_DIGIT);
    add(tables::LATIN_LETTERS, LATIN);
    add(tables::FOREIGN_LETTERS, FOREIGN);
    add(&[(0xD800, 0xDFFF)], SURROGATE | ANCHOR);
    add(MISREAD, MOJIBAKE);
    add(&[(0x00, 0x1F), (0x7F, 0x9F)], CONTROL);
    add(tables::PUNCTUATION, PUNCTUATION);
    add(tables::QUOTES, QUOTE);
    for &(from, to) in tables::EMOJI {
        if let (Ok(from), Ok(to)) = (u16::try_from(from), u16::try_from(to)) {
            add(&[(from, to)], EMOJI | ANCHOR);
        }
    }
    add(&[(0x20E3, 0x20E3), (0xFE0F, 0xFE0F)], EMOJI | ANCHOR);
    add(tables::ENCLOSING_MARKS, DECORATION);
    add(ORNAMENTS, DECORATION);
    add(&[(0xFD3E, 0xFD3F)], ANCHOR);
    add(TOKEN_ENDS, ENDS_TOKEN);
    for &(signs, bits) in ASCII {
        for sign in signs.encode_utf16() {
            add(&[(sign, sign)], bits);
        }
    }
    for lookalike in "کیہەھۃڪۀ".encode_utf16() {
        add(&[(lookalike, lookalike)], LOOKALIKE);
    }
    let mut clear = |from: u16, to: u16, bits: u32| {
        for mask in &mut table[usize::from(from)..=usize::from(to)] {
            *mask &= !bits;
        }
    };
    clear(0x09, 0x0A, ODD_SPACE | CONTROL);
    clear(0x0D, 0x0D, CONTROL);
    clear(0x20, 0x20, ODD_SPACE);
    for &(from, to) in ARABIC_USE {
        clear(from, to, EVIDENCE);
    }
    for lookalike in "کیہەھۃڪۀ".encode_utf16() {
        clear(lookalike, lookalike, EVIDENCE);
    }
    for (unit, mask) in table.iter_mut().enumerate() {
        const ENDS: u32 = SPACE | ODD_SPACE | BREAK | TAB | CONTROL | SURROGATE;
        // ASCII and Latin-1 have emoji too (digits, # * © ®), which are words' own signs first.
        if *mask & ENDS != 0 || (unit > 0xFF && *mask & EMOJI != 0) {
            *mask |= ENDS_TOKEN;
        }
    }
    table
}

/// ARABIC TAIL FRAGMENT: the tail of a final seen, sheen, sad or dad in code page 864.
const TAIL_FRAGMENT: u16 = 0xFE73;

const WORD_SIGNS: &[(u16, u16)] = &[
    (0xFBC3, 0xFBD2),
    (0xFD40, 0xFD4F),
    (0xFD90, 0xFD91),
    (0xFDC8, 0xFDCF),
    (0xFDF0, 0xFDFF),
];

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};

    fn units(ranges: &[(u16, u16)]) -> Vec<u16> {
        ranges.iter().flat_map(|&(from, to)| from..=to).collect()
    }

    #[test]
    fn the_marks_are_those_of_unicode_17() {
        let expected = [
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
        ];
        assert_eq!(tables::ARABIC_MARKS, expected);
        assert_eq!(tables::ARABIC_MARKS_ASTRAL, [(0x10EFA, 0x10EFF)]);
        assert_eq!(
            unicode_normalization::UNICODE_VERSION,
            (17, 0, 0),
            "the crate that normalizes and these tables describe one version"
        );
        assert_eq!(tables::VERSION, "17.0.0");
    }

    // The classes tell every unit that normalization may touch: nothing else reaches the rule.
    #[test]
    fn what_normalization_touches_is_in_a_class() {
        for unit in 0..=u16::MAX {
            let Some(c) = char::from_u32(u32::from(unit)) else {
                assert!(of(unit) & SURROGATE != 0);
                continue;
            };
            let stable = is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
                && canonical_combining_class(c) == 0;
            assert!(
                stable || of(unit) & (MARK | COMBINING) != 0,
                "U+{unit:04X} may change"
            );
        }
    }

    #[test]
    fn joining_and_evidence() {
        let has = |text: &str, bits: u32| text.encode_utf16().all(|unit| of(unit) & bits == bits);
        let none = |text: &str, bits: u32| text.encode_utf16().all(|unit| of(unit) & bits == 0);
        assert!(has("بتثجحخسشصضطظعغفقكلمنهيىئ", JOINS_NEXT | JOINS_PREVIOUS));
        assert!(has("اأإآدذرزوؤة", JOINS_PREVIOUS) && none("اأإآدذرزوؤةء", JOINS_NEXT));
        assert!(none("ءـ", JOINS_PREVIOUS | JOINS_NEXT));
        assert!(has("پچژگٹڈڑںےڵۆێ", EVIDENCE | ARABIC));
        assert!(none("ءابتثةىيٱڤڨکیہەھۃڪۀ", EVIDENCE));
        assert!(has("کیہەھۃڪۀ", LOOKALIKE | ARABIC));
        assert!(has("ﷺﷲ﷽﷼", WORD_SIGN) && none("ﷺﷲ﷽﷼﴿﴾", PRESENTATION | ARABIC));
        assert!(has("ﻼﺍﱞ", PRESENTATION) && none("ﻼﺍﱞ", ARABIC | MARK | WORD_SIGN));
    }

    #[test]
    fn spaces_breaks_and_controls() {
        assert_eq!(of(0x20), SPACE | ENDS_TOKEN);
        assert_eq!(of(0x09), TAB | ENDS_TOKEN);
        assert_eq!(of(0x0A), BREAK | ENDS_TOKEN);
        for unit in units(tables::WHITE_SPACE) {
            let plain = matches!(unit, 0x09 | 0x0A | 0x20);
            assert_eq!(of(unit) & ODD_SPACE == 0, plain, "U+{unit:04X}");
        }
        assert_eq!(of(0x0D) & (BREAK | CONTROL | ODD_SPACE), BREAK | ODD_SPACE);
        assert_ne!(of(0x00) & CONTROL, 0);
        assert_ne!(of(0x7F) & CONTROL, 0);
    }
}
