//! The shape of an emoji sequence (UTS #51): flags, keycaps, skin tones, ZWJ and tag sequences.

use super::Scan;
use crate::unicode::{class, tables};

const ZWJ: u16 = 0x200D;
const TEXT_STYLE: u16 = 0xFE0E;
const EMOJI_STYLE: u16 = 0xFE0F;
/// COMBINING ENCLOSING KEYCAP.
pub(super) const KEYCAP: u16 = 0x20E3;

/// Whether a unit of these classes may begin a sequence: a pictograph of the BMP or a surrogate.
/// ASCII and Latin-1 have emoji too (digits, # * © ®), which are words' own signs first.
pub(crate) fn may_start(unit: u16, class: u32) -> bool {
    class & class::SURROGATE != 0 || (unit > 0xFF && class & class::EMOJI != 0)
}

/// The code point at `i` and its length in units; a lone surrogate is itself.
pub(crate) fn code_point(text: &[u16], i: usize) -> (u32, usize) {
    let high = text.get(i).copied().unwrap_or(0);
    let low = text.get(i + 1).copied().unwrap_or(0);
    if (0xD800..0xDC00).contains(&high) && (0xDC00..0xE000).contains(&low) {
        let point = 0x10000 + (((u32::from(high) & 0x3FF) << 10) | (u32::from(low) & 0x3FF));
        (point, 2)
    } else {
        (u32::from(high), 1)
    }
}

fn is_emoji(point: u32) -> bool {
    let after = tables::EMOJI.partition_point(|&(from, _)| from <= point);
    after
        .checked_sub(1)
        .and_then(|i| tables::EMOJI.get(i))
        .is_some_and(|&(_, to)| point <= to)
}

fn is_flag_letter(point: u32) -> bool {
    (0x1F1E6..=0x1F1FF).contains(&point)
}

/// One pictograph with its style, skin tone and tags; its end.
fn element(scan: &Scan<'_>, i: usize) -> Option<usize> {
    let (point, length) = code_point(scan.text, i);
    let bmp = length == 1;
    if !is_emoji(point) {
        return None;
    }
    let mut end = i + length;
    let styled = matches!(scan.at(end), EMOJI_STYLE | TEXT_STYLE);
    if styled {
        end += 1;
    }
    let mut toned = false;
    loop {
        let (next, length) = code_point(scan.text, end);
        match next {
            0x1F3FB..=0x1F3FF => toned = true,
            0xE0020..=0xE007F => {}
            _ => break,
        }
        end += length;
    }
    // Dingbats and miscellaneous symbols are pictures on their own; ™ ↔ ‼ are text unless styled.
    let picture = !bmp || matches!(point, 0x231A..=0x23FF | 0x25FB..=0x27BF | 0x2B00..=0x2BFF);
    (picture || styled || toned || scan.at(end) == ZWJ).then_some(end)
}

/// The end of the sequence that begins at `i`.
pub(super) fn sequence(scan: &Scan<'_>, i: usize) -> Option<usize> {
    let (point, length) = code_point(scan.text, i);
    if is_flag_letter(point) {
        let (second, more) = code_point(scan.text, i + length);
        return Some(i + length + if is_flag_letter(second) { more } else { 0 });
    }
    let mut end = element(scan, i)?;
    while scan.at(end) == ZWJ {
        match element(scan, end + 1) {
            Some(next) => end = next,
            None => break,
        }
    }
    Some(end)
}

/// The keycap of an asterisk, known by its second unit, at `i`: asterisks alone are too common to look at.
pub(super) fn star(scan: &Scan<'_>, i: usize) -> Option<(usize, usize)> {
    let start = scan
        .free_before(i)
        .filter(|&at| scan.at(at) == u16::from(b'*'))?;
    keycap(scan, start).map(|end| (start, end))
}

/// The end of a keycap whose digit, # or * is at `i`.
pub(super) fn keycap(scan: &Scan<'_>, i: usize) -> Option<usize> {
    let sign = if scan.at(i + 1) == EMOJI_STYLE {
        i + 2
    } else {
        i + 1
    };
    (scan.at(i) < 0x80 && scan.at(sign) == KEYCAP).then_some(sign + 1)
}
