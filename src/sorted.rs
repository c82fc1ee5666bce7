//! Stable sorting by a number. The standard library's sort is compiled anew for every type and key,
//! 6 kB of WebAssembly each; here keys and places are packed into `u64`, so that one copy serves all.

/// Sorts items by a key, equal ones in the order in which they stood.
pub(crate) fn by_key<T>(items: &mut [T], key: impl Fn(&T) -> u32) {
    let keyed = (0u64..).zip(items.iter());
    let mut order: Vec<u64> = keyed
        .map(|(place, item)| u64::from(key(item)) << 32 | place)
        .collect();
    if order.is_sorted() {
        return;
    }
    order.sort_unstable();
    // Where each item goes, then every item to its place, swap by swap.
    let mut target = vec![0u32; items.len()];
    for (to, packed) in (0u32..).zip(&order) {
        if let Some(slot) = target.get_mut(*packed as u32 as usize) {
            *slot = to;
        }
    }
    for i in 0..items.len() {
        while let Some(&to) = target.get(i)
            && to as usize != i
        {
            items.swap(i, to as usize);
            target.swap(i, to as usize);
        }
    }
}

/// As many numbers are sorted by counting.
const FEW: usize = 128;

/// Sorts numbers that are all less than `limit`. Of a few, each finds its place by how many are smaller: that takes more
/// steps than sorting by comparison, but none of them waits for a branch that cannot be foreseen.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(crate) fn numbers(numbers: &mut [u32], limit: u32) {
    const SHIFT: u32 = FEW.ilog2();
    if numbers.len() > FEW || limit > 1 << (31 - SHIFT) {
        by_key(numbers, |&number| number);
        return;
    }
    // Equal ones are told apart by where they stand.
    let mut keys = [i32::MAX; FEW];
    for ((key, &number), at) in keys.iter_mut().zip(&*numbers).zip(0..) {
        *key = (number << SHIFT) as i32 | at;
    }
    let all = keys.get(..numbers.len()).unwrap_or(&[]);
    let (fours, _) = keys.as_chunks::<4>();
    for four in fours.iter().take(numbers.len().div_ceil(4)) {
        let mut places = [0i32; 4];
        for &other in all {
            for (place, &key) in places.iter_mut().zip(four) {
                *place += i32::from(other < key);
            }
        }
        for (place, &key) in places.iter().zip(four) {
            if let Some(slot) = numbers.get_mut(*place as usize) {
                *slot = (key >> SHIFT) as u32;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_sorted_as_by_the_standard_library() {
        let mut next = 1u32;
        for count in 0..140 {
            for bits in [1, 3, 8, 23, 24, 25, 31] {
                let random = |_| {
                    next = next.wrapping_mul(0x9E37_79B1).wrapping_add(0x7F4A_7C15);
                    next >> (32 - bits)
                };
                let mut found: Vec<u32> = (0..count).map(random).collect();
                let mut expected = found.clone();
                expected.sort_unstable();
                super::numbers(&mut found, 1 << bits);
                assert_eq!(found, expected);
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in proptest::collection::vec((0u32..20, 0u32..), 0..60)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            super::by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            proptest::prop_assert_eq!(ours, theirs);
        }
    }
}
