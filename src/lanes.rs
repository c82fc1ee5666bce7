//! Several code units at once: four in one number, so that one operation looks at all of them, or as many as the compiler
//! puts into a vector. It keeps the passes cheap that look at every unit of a text for what hardly any text has.

/// What multiplies a code unit into all four places.
const EACH: u64 = 0x0001_0001_0001_0001;

/// Four code units, the first one lowest.
pub(crate) fn of(&[a, b, c, d]: &[u16; 4]) -> u64 {
    u64::from(a) | u64::from(b) << 16 | u64::from(c) << 32 | u64::from(d) << 48
}

/// The same unit four times.
pub(crate) fn all(unit: u16) -> u64 {
    EACH * u64::from(unit)
}

/// Zero unless one of the units is: one less than a zero has its top bit set, and a top bit that was set before does
/// not count.
pub(crate) fn zeros(four: u64) -> u64 {
    four.wrapping_sub(EACH) & !four & EACH << 15
}

/// Whether one of eight bytes is zero.
pub(crate) fn has_zero_byte(eight: u64) -> bool {
    const ONES: u64 = u64::MAX / 0xFF;
    eight.wrapping_sub(ONES) & !eight & ONES << 7 != 0
}

/// A bit for each byte that is 1; all others are 0.
pub(crate) fn bits(bytes: &[u8; 64]) -> u64 {
    /// Brings the lowest bits of all bytes together in the highest one.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (eights, _) = bytes.as_chunks();
    let eight = |&eight| u64::from_le_bytes(eight).wrapping_mul(GATHER) >> 56;
    let bits = eights.iter().map(eight).zip((0..).step_by(8));
    bits.fold(0, |all, (bits, at)| all | bits << at)
}

/// Where a unit first stands. Some are looked at without a branch, which makes vectors of them.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(crate) fn position(text: &[u16], unit: u16) -> Option<usize> {
    let (some, _) = text.as_chunks::<32>();
    let mut passed = 0;
    for some in some {
        let mut found = 0;
        for &other in some {
            found |= u16::from(other == unit);
        }
        if found != 0 {
            break;
        }
        passed += some.len();
    }
    let at = text
        .get(passed..)?
        .iter()
        .position(|&other| other == unit)?;
    Some(passed + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_found_wherever_it_is() {
        for length in 0..100 {
            let mut text = vec![2; length];
            assert_eq!(position(&text, 7), None);
            for place in (0..length).rev() {
                text[place] = 7;
                assert_eq!(position(&text, 7), Some(place));
            }
        }
    }

    #[test]
    fn bytes_are_told_one_by_one() {
        for place in 0..64 {
            let mut bytes = [0; 64];
            bytes[place] = 1;
            assert_eq!(bits(&bytes), 1 << place);
            for other in [0x01, 0x7F, 0x80, 0xFF] {
                let all = u64::from_le_bytes([other; 8]);
                assert!(!has_zero_byte(all));
                assert!(has_zero_byte(all & !(0xFF << (place / 8 * 8))));
            }
        }
        assert_eq!(bits(&[1; 64]), u64::MAX);
    }

    #[test]
    fn a_zero_is_found_wherever_it_is() {
        for one in [0, 1, 0x60, 0x7FFF, 0x8000, 0xFFFF] {
            for place in 0..4 {
                let mut four = [1, 0x8000, 0xFFFF, 0x7FFF];
                four[place] = one;
                assert_eq!(zeros(of(&four)) != 0, one == 0, "{four:?}");
                assert_eq!(zeros(of(&four) ^ all(one)) != 0, four.contains(&one));
                let text = [&[2; 5][..], &four].concat();
                let first = text.iter().position(|&unit| unit == one);
                assert_eq!(position(&text, one), first);
            }
        }
    }
}
