//! Folding of letters and what parts them, many units at once, by the SIMD instructions of WebAssembly.
//!
//! A short cut and no more: it has no say in marks, in digits beside punctuation and in other scripts, and where it is not
//! to be had, [`super::loose`] does all of it by its table.

/// Units that are read together.
pub(super) const TOGETHER: usize = 64;

/// What [`letters`] tells of the units that it folded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folded {
    /// A bit for each unit that parts words, the first one lowest.
    pub parts: u64,
    /// A bit for each unit before which there may be a yeh that [`super::key::may_spell`] knows.
    pub stems: u64,
    /// How many bytes the units take in UTF-8 beyond one each.
    pub more_bytes: u32,
}

/// Folds units that are nothing but letters, spaces and punctuation, as the table of [`super::loose`] does, to the codes
/// of a key; with `DIGITS`, which takes longer, digits too. `None` if there is anything else, or a letter three times in
/// a row, or a digit beside punctuation; what has been written then means nothing. `before`: the codes of the two units
/// before, of which the last one must not be a digit without `DIGITS`, nor punctuation with it.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn letters<const DIGITS: bool>(
    _: &[u16; TOGETHER],
    _before: [u8; 2],
    _: &mut [u8; TOGETHER],
) -> Option<Folded> {
    None
}

#[cfg(target_arch = "wasm32")]
pub(super) use simd::letters;

#[cfg(target_arch = "wasm32")]
mod simd {
    use super::{Folded, TOGETHER};
    use crate::dedupe::loose::{self, DIGIT_CODE, MEEM, SPACE_CODE, WAW, YEH};
    use crate::lanes;
    use core::arch::wasm32::*;

    /// What a function gives for the 16 units from each of these on.
    macro_rules! rows {
        ($of:path, $($first:expr),+) => {[$({
            let mut row = [0; 16];
            let mut i = 0;
            while i < 16 {
                row[i] = $of($first + i as u16);
                i += 1;
            }
            row
        }),+]};
    }

    /// What the letters U+0620 to U+064F fold to, as codes, a row of 16 for each swizzle.
    const CODES: [[u8; 16]; 3] = rows!(loose::letter_code, 0x620, 0x630, 0x640);
    /// What parts words among the units U+0020 to U+002F.
    const PARTS: [u8; 16] = rows!(loose::parts, 0x20)[0];

    #[inline]
    #[target_feature(enable = "simd128")]
    fn load(from: &[u16; 8]) -> v128 {
        let &[a, b, c, d, e, f, g, h] = from;
        // In halves: lane by lane it would be read lane by lane.
        u64x2(lanes::of(&[a, b, c, d]), lanes::of(&[e, f, g, h]))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    fn load_bytes(from: &[u8; 16]) -> v128 {
        let &[a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = from;
        u8x16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    fn store_bytes(v: v128, into: &mut [u8; 16]) {
        let (low, high) = into.split_at_mut(8);
        low.copy_from_slice(&u64x2_extract_lane::<0>(v).to_le_bytes());
        high.copy_from_slice(&u64x2_extract_lane::<1>(v).to_le_bytes());
    }

    /// What a table has for the low bytes of U+0620 to U+064F; 0 for all others.
    #[inline]
    #[target_feature(enable = "simd128")]
    fn look_up(rows: &[[u8; 16]; 3], low: v128) -> v128 {
        let [a, b, c] = rows;
        let a = u8x16_swizzle(load_bytes(a), u8x16_sub(low, u8x16_splat(0x20)));
        let b = u8x16_swizzle(load_bytes(b), u8x16_sub(low, u8x16_splat(0x30)));
        let c = u8x16_swizzle(load_bytes(c), u8x16_sub(low, u8x16_splat(0x40)));
        v128_or(v128_or(a, b), c)
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    fn eq(v: v128, byte: u8) -> v128 {
        u8x16_eq(v, u8x16_splat(byte))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(in crate::dedupe) fn letters<const DIGITS: bool>(
        text: &[u16; TOGETHER],
        before: [u8; 2],
        codes: &mut [u8; TOGETHER],
    ) -> Option<Folded> {
        let [a, b] = before;
        let mut then = u16x8_splat(u16::from_le_bytes([a, b]));
        let mut wrong = u8x16_splat(0);
        let (mut parts, mut stems, mut ascii) = (0u64, 0u64, 0u64);
        // Of digits, and of what parts words and is no space.
        let (mut digits, mut others) = (0u64, 0u64);
        let (texts, _) = text.as_chunks::<16>();
        let (codes, _) = codes.as_chunks_mut::<16>();
        for (i, (text, codes)) in texts.iter().zip(codes).enumerate() {
            let (eights, _) = text.as_chunks::<8>();
            let [a, b] = eights else {
                return None;
            };
            let (a, b) = (load(a), load(b));
            // What is too large or too small for a byte becomes 255 or 0, which nothing here is.
            let block = u16x8_splat(0x600);
            let arabic = u8x16_narrow_i16x8(i16x8_sub(a, block), i16x8_sub(b, block));
            let latin = u8x16_narrow_i16x8(a, b);
            let letter = look_up(&CODES, arabic);
            let part = u8x16_swizzle(load_bytes(&PARTS), u8x16_sub(latin, u8x16_splat(0x20)));
            let part = v128_or(part, eq(latin, 0x3A));
            let part = v128_or(part, eq(v128_and(latin, u8x16_splat(0xEF)), 0xAB));
            let part = v128_or(part, v128_or(eq(arabic, 0x0C), eq(arabic, 0x1B)));
            let part = v128_or(part, eq(arabic, 0x1F));
            let mut now = v128_or(letter, v128_and(part, u8x16_splat(SPACE_CODE)));
            if DIGITS {
                let from = |v, zero: u8| u8x16_sub(v, u8x16_splat(zero));
                let latin_digit = u8x16_lt(from(latin, b'0'), u8x16_splat(10));
                let arabic_digit = u8x16_lt(from(arabic, 0x60), u8x16_splat(10));
                let digit = v128_or(latin_digit, arabic_digit);
                // The same below the fourth bit in either script.
                let value = v128_and(
                    v128_or(v128_and(latin, latin_digit), v128_and(arabic, arabic_digit)),
                    u8x16_splat(0x0F),
                );
                now = v128_or(
                    now,
                    v128_and(v128_or(value, u8x16_splat(DIGIT_CODE)), digit),
                );
                let bits = |v| u64::from(u8x16_bitmask(v)) << (i * 16);
                digits |= bits(digit);
                others |= bits(v128_andnot(part, eq(latin, 0x20)));
            }
            let one = u8x16_shuffle::<15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30>(
                then, now,
            );
            let two = u8x16_shuffle::<14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29>(
                then, now,
            );
            let drawn = v128_and(u8x16_eq(now, one), u8x16_eq(now, two));
            // Of letters alone: the codes of all else have the top bit.
            let drawn = v128_and(drawn, i8x16_ge(now, i8x16_splat(0)));
            wrong = v128_or(wrong, v128_or(drawn, eq(now, 0)));
            let stem = v128_and(eq(one, YEH), v128_or(eq(two, MEEM), eq(now, WAW)));
            parts |= u64::from(u8x16_bitmask(part)) << (i * 16);
            stems |= u64::from(u8x16_bitmask(stem)) << (i * 16);
            ascii |= u64::from(u8x16_bitmask(latin) ^ 0xFFFF) << (i * 16);
            store_bytes(now, codes);
            then = now;
        }
        let [_, one] = before;
        let after_digit = digits << 1 | u64::from(one >= DIGIT_CODE);
        let beside = after_digit & others | others << 1 & digits;
        (!v128_any_true(wrong) && beside == 0).then_some(Folded {
            parts,
            stems,
            more_bytes: ascii.count_zeros(),
        })
    }
}
