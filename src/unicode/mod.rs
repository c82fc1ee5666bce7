//! What the Unicode Character Database says of a code unit or a code point, in the form that the
//! rules ask for it. The tables are made by `scripts/unicode/generate.mjs`; what is asked of every
//! unit of a text is a bit of [`class`], what is asked rarely is a search here.

pub mod class;
#[rustfmt::skip]
pub mod tables;

use std::cmp::Ordering;
use std::sync::LazyLock;

/// Whether a code point lies in one of some ascending ranges.
fn within<T: Copy + PartialOrd>(ranges: &[(T, T)], value: T) -> bool {
    ranges
        .binary_search_by(|&(from, to)| match () {
            () if to < value => Ordering::Less,
            () if from > value => Ordering::Greater,
            () => Ordering::Equal,
        })
        .is_ok()
}

/// Whether a code point is an emoji, by default or with VS16 (Emoji, ASCII apart).
pub fn is_emoji(point: u32) -> bool {
    within(tables::EMOJI, point)
}

/// Whether a code point is shown as an emoji without VS16 (Emoji_Presentation).
pub fn is_emoji_by_default(point: u32) -> bool {
    within(tables::EMOJI_PRESENTATION, point)
}

/// Whether a code point is a skin tone (Emoji_Modifier).
pub fn is_emoji_modifier(point: u32) -> bool {
    within(tables::EMOJI_MODIFIER, point)
}

/// Whether a code point may join others in an emoji sequence (Extended_Pictographic; UTS #51).
pub fn is_pictographic(point: u32) -> bool {
    within(tables::PICTOGRAPHIC, point)
}

/// Whether a code point beyond the BMP is a letter or mark of a script other than Latin and Arabic.
pub fn is_foreign_beyond_bmp(point: u32) -> bool {
    within(tables::FOREIGN_ASTRAL, point)
}

/// The small letter of a Latin capital, if it is one (Simple_Lowercase_Mapping).
pub fn latin_lower(unit: u16) -> Option<u16> {
    let at = tables::LATIN_LOWER
        .binary_search_by(|&(from, to, _, _)| match () {
            () if to < unit => Ordering::Less,
            () if from > unit => Ordering::Greater,
            () => Ordering::Equal,
        })
        .ok()?;
    let &(from, _, step, distance) = tables::LATIN_LOWER.get(at)?;
    if !(unit - from).is_multiple_of(step) {
        return None;
    }
    u16::try_from(i32::from(unit) + distance).ok()
}

/// The bracket or quotation mark that mirrors this one (Bidi_Mirroring_Glyph).
pub fn mirrored(unit: u16) -> Option<u16> {
    find(tables::MIRRORED, unit)
}

/// The plain letters or marks of a presentation form; `None` for any other unit.
pub fn plain(form: u16) -> Option<&'static [u16]> {
    let at = tables::FORMS
        .binary_search_by_key(&form, |&(form, _)| form)
        .ok()?;
    let (_, letters) = tables::FORMS.get(at)?;
    let len = letters.iter().position(|&letter| letter == 0).unwrap_or(3);
    letters.get(..len)
}

/// The letter that an Arabic letter and a mark compose to: ا and hamza above make أ.
pub fn compose(letter: u16, mark: u16) -> Option<u16> {
    tables::ARABIC_COMPOSITIONS
        .iter()
        .find(|&&(first, second, _)| (first, second) == (letter, mark))
        .map(|&(_, _, composed)| composed)
}

/// Whether a hamza or madda may join the letter in front of it (UnicodeData.txt, field 5), or take the place
/// of one that did: a hamza below comes before the mark of آ and أ.
pub fn composes(letter: u16, mark: u16) -> bool {
    compose(letter, mark).is_some() || (mark == 0x655 && matches!(letter, 0x622 | 0x623))
}

/// Canonical combining classes of 0600–09FF, where the Arabic blocks with marks lie (UnicodeData.txt,
/// field 3), looked up once for all.
#[derive(Debug)]
pub struct ArabicCcc([u8; 0x400]);

impl ArabicCcc {
    /// The class of a unit; 0 outside the blocks. There is no branch in it.
    pub fn of(&self, unit: u16) -> u8 {
        let at = unit.wrapping_sub(0x600);
        self.0[usize::from(at & 0x3FF)] & u8::from(at < 0x400).wrapping_neg()
    }
}

/// The combining classes: take them once before a loop.
pub fn arabic_ccc() -> &'static ArabicCcc {
    static CLASSES: LazyLock<ArabicCcc> = LazyLock::new(|| {
        let of = |point| {
            char::from_u32(point).map_or(0, unicode_normalization::char::canonical_combining_class)
        };
        let mut classes = [0; 0x400];
        for (class, point) in classes.iter_mut().zip(0x600..) {
            *class = of(point);
        }
        ArabicCcc(classes)
    });
    &CLASSES
}

fn find(pairs: &[(u16, u16)], unit: u16) -> Option<u16> {
    let at = pairs.binary_search_by_key(&unit, |&(from, _)| from).ok()?;
    pairs.get(at).map(|&(_, to)| to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_become_letters_without_the_carrier_of_a_mark() {
        let letters_of = |c: char| {
            let mut unit = [0];
            c.encode_utf16(&mut unit);
            plain(unit[0]).map(String::from_utf16_lossy)
        };
        for (form, letters) in [
            ('ﻼ', "لا"),
            ('ﻶ', "لآ"),
            ('\u{FE77}', "\u{64E}"),
            ('\u{FE70}', "\u{64B}"),
            ('\u{FC5E}', "\u{64C}\u{651}"),
            ('\u{FCF2}', "\u{64E}\u{651}"),
            ('\u{FC5D}', "ىٰ"),
            ('\u{FD3C}', "اً"),
            ('\u{FBDD}', "\u{677}"),
            ('\u{FD50}', "تجم"),
        ] {
            assert_eq!(letters_of(form).as_deref(), Some(letters), "{form}");
        }
        for kept in "ﷰﷱﷲﷺﷻ﷼﷽﴾﴿\u{FBB2}\u{FBC2}\u{FBC3}\u{FD40}\u{FD4F}\u{FD90}\u{FDC8}ﬁ".chars()
        {
            assert_eq!(letters_of(kept), None, "{kept}");
        }
    }

    #[test]
    fn lower_case_is_that_of_the_standard_library() {
        for unit in 0..=u16::MAX {
            let Some(c) = char::from_u32(u32::from(unit)) else {
                continue;
            };
            let mut lower = c.to_lowercase();
            let expected = match (lower.next(), lower.next()) {
                (Some(small), None) if small != c => u16::try_from(u32::from(small)).ok(),
                _ => None,
            };
            if class::of(unit) & class::LATIN != 0 && unit != 0x130 {
                assert_eq!(latin_lower(unit), expected, "{c}");
            }
        }
        assert_eq!(
            latin_lower(0x130),
            Some(0x69),
            "İ becomes i without its dot"
        );
        assert_eq!(latin_lower(0x391), None, "Greek stays");
    }

    #[test]
    fn brackets_emoji_and_composition() {
        assert_eq!(mirrored(0x28), Some(0x29));
        assert_eq!(mirrored(0xAB), Some(0xBB));
        assert_eq!(mirrored(0x22), None);
        assert!(is_emoji(0x2764) && !is_emoji_by_default(0x2764) && is_emoji_by_default(0x1F468));
        assert!(is_emoji_modifier(0x1F3FB) && is_pictographic(0x1F468) && !is_emoji(0x31));
        assert_eq!(compose(0x627, 0x654), Some(0x623));
        assert_eq!(compose(0x628, 0x654), None);
    }
}
