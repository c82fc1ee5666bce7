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

#[cfg(test)]
mod tests {
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
