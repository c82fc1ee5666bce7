//! The shapes of numbers: telephone numbers, dates, times, versions and plain numbers.
//!
//! Every digit of a token that no address took ends up in one of these. Digits of all three sets
//! count alike. A sign belongs to its number only where nothing that it could join or subtract
//! from stands before it: `-5` and `(+3)`, not `1-5` or `كوفيد-19`. Percent signs belong to the
//! number that they touch.

use super::{Scan, emoji, kind};
use crate::unicode::class;

/// International dialling codes that Arabic text writes without `+` or `00`.
const COUNTRY_CODES: &[&str] = &[
    "966", "971", "965", "974", "973", "968", "962", "961", "963", "964", "967", "970", "212",
    "213", "216", "218", "249",
];
/// Digits of the longest telephone number (ITU E.164).
const LONGEST_PHONE: usize = 15;

const SPACE: u16 = 0x20;
const NO_BREAK_SPACE: u16 = 0xA0;

fn is(unit: u16, byte: u8) -> bool {
    unit == u16::from(byte)
}

/// The value of a digit of any of the three sets.
pub(crate) fn value(unit: u16) -> Option<u16> {
    match unit {
        0x30..=0x39 => Some(unit - 0x30),
        0x660..=0x669 => Some(unit - 0x660),
        0x6F0..=0x6F9 => Some(unit - 0x6F0),
        _ => None,
    }
}

/// `%` and its Arabic forms.
pub(crate) fn is_percent(unit: u16) -> bool {
    matches!(unit, 0x25 | 0x66A | 0x2030 | 0x609 | 0x60A)
}

/// Marks of decimals and thousands.
pub(crate) fn is_separator(unit: u16) -> bool {
    matches!(unit, 0x2C | 0x2E | 0x60C | 0x66B | 0x66C | 0x27 | 0x2019)
}

impl Scan<'_> {
    fn digits_end(&self, mut i: usize, end: usize) -> usize {
        while i < end && self.is_digit(i) {
            i += 1;
        }
        i
    }
    fn is_latin(&self, unit: u16) -> bool {
        self.class(unit) & class::LATIN != 0
    }
}

/// What the digit at `i` belongs to: never nothing. `limit` is how far a telephone number may go.
pub(super) fn at(
    scan: &Scan<'_>,
    i: usize,
    low: usize,
    end: usize,
    limit: usize,
) -> (usize, usize, u32) {
    if let Some(end) = emoji::keycap(scan, i) {
        return (i, end, kind::EMOJI);
    }
    if let Some(end) = date(scan, i, end) {
        return (i, end, kind::DATE);
    }
    if let Some((start, end)) = phone(scan, i, low, limit) {
        return (start, end, kind::PHONE);
    }
    if let Some((start, end)) = version(scan, i, low, end) {
        return (start, end, kind::VERSION);
    }
    if let Some(end) = time(scan, i, end) {
        return (i, end, kind::TIME);
    }
    let (start, end) = number(scan, i, low, end);
    (start, end, kind::NUMBER)
}

/// Year, month and day in either order, or year and month with a slash.
fn date(scan: &Scan<'_>, i: usize, end: usize) -> Option<usize> {
    let a = scan.digits_end(i, end);
    let sign = scan.at(a);
    if !matches!(sign, 0x2D..=0x2F) {
        return None;
    }
    let b = scan.digits_end(a + 1, end);
    let (first, second) = (a - i, b.saturating_sub(a + 1));
    if scan.at(b) != sign || !scan.is_digit(b + 1) || b >= end {
        let year_and_month = is(sign, b'/') && matches!((first, second), (4, 1..=2) | (1..=2, 4));
        return year_and_month.then_some(b);
    }
    let c = scan.digits_end(b + 1, end);
    let third = c - (b + 1);
    let shaped = match (first, second, third) {
        (4, 1..=2, 1..=2) | (1..=2, 1..=2, 4) => true,
        (1..=2, 1..=2, 1..=2) => is(sign, b'/'),
        _ => false,
    };
    if !shaped || (scan.at(c) == sign && scan.is_digit(c + 1)) {
        return None;
    }
    // 2024-05-01T12:30:00Z
    if is(scan.at(c), b'T')
        && scan.is_digit(c + 1)
        && let Some(time) = time(scan, c + 1, end)
    {
        return Some(if is(scan.at(time), b'Z') {
            time + 1
        } else {
            time
        });
    }
    Some(c)
}

/// Hours and minutes, perhaps seconds and their fraction.
fn time(scan: &Scan<'_>, i: usize, end: usize) -> Option<usize> {
    let hours = scan.digits_end(i, end);
    if hours - i > 2 || !is(scan.at(hours), b':') {
        return None;
    }
    let mut last = scan.digits_end(hours + 1, end);
    if last != hours + 3 {
        return None;
    }
    if is(scan.at(last), b':') && scan.is_digit(last + 1) {
        let seconds = scan.digits_end(last + 1, end);
        if seconds != last + 3 || (is(scan.at(seconds), b':') && scan.is_digit(seconds + 1)) {
            return None;
        }
        last = seconds;
        if is(scan.at(last), b'.') && scan.is_digit(last + 1) {
            last = scan.digits_end(last + 1, end);
        }
    }
    Some(last)
}

/// Three parts or more with full stops, or any with a `v` before it; a suffix of release.
fn version(scan: &Scan<'_>, i: usize, low: usize, end: usize) -> Option<(usize, usize)> {
    let v = matches!(scan.before(i, low), 0x76 | 0x56) && {
        let before = scan.prev(i - 1);
        !scan.is_latin(before) && !scan.is_digit_unit(before)
    };
    let mut parts = 1;
    let mut thousands = true;
    let mut last = scan.digits_end(i, end);
    while is(scan.at(last), b'.') && last < end && scan.is_digit(last + 1) {
        let next = scan.digits_end(last + 1, end);
        thousands &= next - last == 4;
        parts += 1;
        last = next;
    }
    if !v && (parts < 3 || thousands) {
        return None;
    }
    // -beta.2, +build, rc1
    let mut j = last;
    if matches!(scan.at(j), 0x2D | 0x2B) {
        j += 1;
    }
    if j < end && u8::try_from(scan.at(j)).is_ok_and(|byte| byte.is_ascii_lowercase()) {
        while j < end && u8::try_from(scan.at(j)).is_ok_and(|byte| byte.is_ascii_alphanumeric())
            || is(scan.at(j), b'.') && scan.is_digit(j + 1)
        {
            j += 1;
        }
        last = j.min(end);
    }
    Some((if v { i - 1 } else { i }, last))
}

/// Digits with their separators, ratios and fractions, sign and percent.
fn number(scan: &Scan<'_>, i: usize, low: usize, end: usize) -> (usize, usize) {
    let mut last = scan.digits_end(i, end);
    while last < end
        && (is_separator(scan.at(last)) || matches!(scan.at(last), 0x3A | 0x2F))
        && scan.is_digit(last + 1)
        && last + 1 < end
    {
        last = scan.digits_end(last + 1, end);
    }
    let mut start = i;
    if is_percent(scan.before(start, low)) {
        start -= 1;
    }
    if matches!(scan.before(start, low), 0x2B | 0x2D | 0x2212) {
        let before = scan.prev(start - 1);
        if !scan.is_word(before) && !matches!(before, 0x29 | 0x5D | 0x2D | 0x2B | 0x2E | 0x2F) {
            start -= 1;
        }
    }
    if is_percent(scan.at(last)) && last < end && !is_percent(scan.at(start)) {
        last += 1;
    }
    (start, last)
}

/// The groups of a telephone number as they are read.
#[derive(Default)]
struct Groups {
    /// Digits in each.
    sizes: [usize; 8],
    /// Where each ends.
    ends: [usize; 8],
    /// What stands before each but the first.
    spaced: [bool; 8],
    count: usize,
}

impl Groups {
    fn read(scan: &Scan<'_>, i: usize, limit: usize, mut open: bool) -> Groups {
        let mut groups = Groups::default();
        let mut at = i;
        let mut spaced = false;
        while groups.count < groups.sizes.len() {
            let digits = scan.digits_end(at, limit);
            let mut end = digits;
            if open && is(scan.at(end), b')') {
                end += 1;
                open = false;
            }
            let place = groups.count;
            if let (Some(size), Some(to), Some(by)) = (
                groups.sizes.get_mut(place),
                groups.ends.get_mut(place),
                groups.spaced.get_mut(place),
            ) {
                (*size, *to, *by) = (digits - at, end, spaced);
            }
            groups.count += 1;
            let sign = scan.at(end);
            spaced = sign == SPACE || sign == NO_BREAK_SPACE;
            let dashed = matches!(sign, 0x2D | 0x2010 | 0x2011 | 0x2E);
            let closed = end > digits;
            let mut next = if spaced || dashed { end + 1 } else { end };
            if is(scan.at(next), b'(') && !open && !dashed {
                open = true;
                next += 1;
            }
            if next >= limit
                || !scan.is_digit(next)
                || (next == end && !closed)
                || digits - at > LONGEST_PHONE
            {
                break;
            }
            at = next;
        }
        groups
    }

    fn sizes(&self) -> &[usize] {
        self.sizes.get(..self.count).unwrap_or_default()
    }
    fn total(&self) -> usize {
        self.sizes().iter().sum()
    }
    fn keep(&mut self, count: usize) {
        self.count = self.count.min(count);
    }
    /// Forgets groups from the first that makes the number too long.
    fn fit(&mut self) {
        let mut total = 0;
        let fits = self.sizes().iter().take_while(|&&size| {
            total += size;
            total <= LONGEST_PHONE
        });
        let count = fits.count();
        self.keep(count);
    }
    fn end(&self) -> Option<usize> {
        self.count
            .checked_sub(1)
            .and_then(|i| self.ends.get(i))
            .copied()
    }
    fn all_dashed(&self) -> bool {
        !self
            .spaced
            .iter()
            .take(self.count)
            .skip(1)
            .any(|&spaced| spaced)
    }
}

/// A telephone number whose first digit is at `i`: international (`+…`, `00…`, or a country code
/// of the region), with its area in brackets, with a leading zero, or in the shape 555-123-4567.
fn phone(scan: &Scan<'_>, i: usize, low: usize, limit: usize) -> Option<(usize, usize)> {
    let mut start = i;
    let mut plus = false;
    let mut bracket = false;
    while !(plus && bracket) {
        match scan.before(start, low) {
            0x2B if !plus => plus = true,
            0x28 if !bracket => bracket = true,
            _ => break,
        }
        start -= 1;
    }
    let before = scan.prev(start);
    if scan.is_latin(before)
        || scan.is_digit_unit(before)
        || matches!(before, 0x2B | 0x2D | 0x2E | 0x2F | 0x5F)
    {
        return None;
    }
    let mut groups = Groups::read(scan, i, limit, bracket);
    // One group long enough to be a whole number has nothing to do with digits after a space.
    if *groups.sizes().first()? >= 9 && groups.spaced.get(1) == Some(&true) {
        groups.keep(1);
    }
    let closed = scan.text.get(i..groups.end()?)?.contains(&u16::from(b')'));
    if bracket && (groups.count == 1 || !closed) {
        bracket = false;
        start = if plus && is(scan.prev(i), b'+') {
            i - 1
        } else {
            i
        };
        plus = start < i;
        groups = Groups::read(scan, i, limit, false);
    }
    let first = *groups.sizes().first()?;
    groups.fit();
    let digit = |k: usize| value(scan.at(i + k));
    let zero = digit(0) == Some(0);
    let sizes = groups.sizes();
    let (count, total) = (sizes.len(), groups.total());
    let rest = sizes.get(1..).unwrap_or_default();
    let likely = if plus {
        (7..=LONGEST_PHONE).contains(&total)
    } else if zero && digit(1) == Some(0) && first >= 3 && digit(2) != Some(0) {
        total >= 10
    } else if bracket {
        count > 1
            && (7..=12).contains(&total)
            && (zero || rest.len() == 1 || groups.spaced.iter().skip(2).all(|s| !s))
            && rest.iter().all(|&size| size >= 2)
    } else if zero && count == 1 {
        (9..=11).contains(&first)
    } else if zero {
        (2..=4).contains(&first)
            && (8..=11).contains(&total)
            && (rest.iter().all(|&size| size >= 3)
                || sizes == [2, 2, 2, 2, 2]
                || (groups.all_dashed() && rest.iter().all(|&size| size >= 2)))
    } else if count == 1 {
        (11..=13).contains(&first)
            && COUNTRY_CODES.iter().any(|code| {
                code.bytes()
                    .enumerate()
                    .all(|(k, byte)| digit(k) == Some(u16::from(byte - b'0')))
            })
    } else {
        groups.all_dashed() && matches!(sizes, [3, 3, 4] | [1, 3, 3, 4])
    };
    let end = groups.end()?;
    let next = scan.at(end);
    let goes_on = scan.is_digit_unit(next)
        || scan.is_latin(next)
        || matches!(next, 0x2D | 0x2E | 0x2F | 0x3A | 0x2C) && scan.is_digit(end + 1);
    (likely && !goes_on).then_some((start, end))
}

impl Scan<'_> {
    fn is_digit_unit(&self, unit: u16) -> bool {
        self.class(unit) & class::DIGIT != 0
    }
}
