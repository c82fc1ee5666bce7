//! Four code units in one number, so that one operation looks at all of them. It keeps the passes cheap that
//! look at every unit of a text for what hardly any text has.

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

/// Where a unit first stands.
pub(crate) fn position(text: &[u16], unit: u16) -> Option<usize> {
    let (fours, _) = text.as_chunks();
    let without = |four: &&[u16; 4]| zeros(of(four) ^ all(unit)) == 0;
    let passed = fours.iter().take_while(without).count() * 4;
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
