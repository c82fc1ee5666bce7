//! UTF-8 that was read as a single-byte page, once or up to three times over: finds the pages that
//! undo it. A misread span is a run of units above ASCII that the page turns back into strictly valid
//! UTF-8, so what it said is never in doubt once the page is known; ASCII was never harmed.

use super::pages::{CP437, CP1252, CP1256, LATIN1, MACROMAN};
use super::{Page, Reading, is_odd, stands_between};
use crate::rules::likeness;
use crate::unicode::class;

/// In the order in which they are met; of two that give the same text the first one counts.
static PAGES: [&Page; 5] = [&CP1252, &LATIN1, &CP1256, &CP437, &MACROMAN];

/// The places of cp1256, cp437 and MacRoman among them.
const ARABIC: usize = 2;
const DRAWING: usize = 3;
const MAC: usize = 4;

/// How often a text is read wrongly at most.
const DEPTH: usize = 3;

/// A run of units above ASCII that a chain of pages turns into something else.
#[derive(Debug, Clone)]
struct Piece {
    start: usize,
    end: usize,
    now: Vec<u16>,
}

/// What undoing a chain of pages gives.
#[derive(Debug, Default)]
struct Candidate {
    first: usize,
    pieces: Vec<Piece>,
    /// How much better it reads, in quarter bits.
    gain: i32,
}

/// The spans that strictly are UTF-8 under the best chain of pages.
pub(super) fn strict(text: &[u16]) -> Vec<Reading> {
    let mut best = Candidate::default();
    let leads = leads(text);
    for (first, page) in PAGES.iter().enumerate() {
        if leads & (1 << first) == 0 {
            continue;
        }
        let (whole, _) = pieces(text, page, false);
        if !whole.is_empty() {
            explore(text, first, whole, 1, &mut best);
        }
        // Of a text read wrongly twice, the second reading proves what the first was mended to.
        let (mended, was_mended) = pieces(text, page, true);
        if was_mended {
            deeper(text, first, &mended, 1, &mut best);
        }
    }
    match verdict(text, &best) {
        Verdict::Certain => readings(text, &best.pieces, true),
        Verdict::Uncertain => readings(text, &best.pieces, false),
        Verdict::None => byte_order_mark(text).into_iter().collect(),
    }
}

/// A byte order mark at the start of a line whose text was not misread: ï»¿. Texts put together have several: all at
/// once, or the line would be run again for each.
fn byte_order_mark(text: &[u16]) -> Option<Reading> {
    const MARK: [u16; 3] = [0xEF, 0xBB, 0xBF];
    let marks = text.chunks(MARK.len()).take_while(|three| **three == MARK);
    let count = marks.count();
    (count > 0).then(|| Reading {
        start: 0,
        end: count * MARK.len(),
        with: vec![0xFEFF; count],
        certain: true,
    })
}

/// Whether anything in a line is an Arabic letter or digit in UTF-8 under some page.
pub(super) fn hints(text: &[u16]) -> bool {
    let leads = leads(text);
    PAGES.iter().enumerate().any(|(place, page)| {
        leads & (1 << place) != 0
            && pieces(text, page, false)
                .0
                .iter()
                .any(|piece| piece.now.iter().copied().any(is_script))
    })
}

/// The pages under which two neighbours may be the first bytes of what misread Arabic cannot do
/// without, as bits of their places.
fn leads(text: &[u16]) -> u32 {
    let pair = |lead: u16, next: u16| match lead {
        // A sign after a Western letter, or a space that was a no-break space.
        0xC2..=0xF4 if next >= 0x80 && !matches!(next, 0xC0..=0xFF) => {
            0b00011 | if lead == 0xE2 { 1 << ARABIC } else { 0 }
        }
        0xC2..=0xDF if next == 0x20 => 0b00011,
        // An Arabic letter stands beside any other, but not beside the odd signs.
        0x622..=0x63A if is_odd(next) => 1 << ARABIC,
        0x393 | 0x2500..=0x259F if next >= 0x80 => 1 << DRAWING,
        0xAC | 0xFF | 0x178 | 0x201A | 0x2044 | 0x221A if next >= 0x80 => 1 << MAC,
        _ => 0,
    };
    text.windows(2).fold(0, |bits, two| match *two {
        [lead, next] if lead >= 0x80 => bits | pair(lead, next),
        _ => bits,
    })
}

// Judges the pieces as they are now, and as they are after undoing one page more.
fn explore(text: &[u16], first: usize, pieces: Vec<Piece>, depth: usize, best: &mut Candidate) {
    deeper(text, first, &pieces, depth, best);
    let mut candidate = Candidate {
        first,
        ..Candidate::default()
    };
    for piece in pieces {
        let before = text.get(piece.start..piece.end).unwrap_or(&[]);
        let gain = value(&piece.now) - value(before);
        // Under the Arabic page an intact word may be UTF-8 too: شک. It does not become a better one.
        let doubtful = first == ARABIC && gain <= 0 && !piece.now.iter().copied().all(is_script);
        if !doubtful && piece.now.iter().copied().all(is_text) {
            candidate.gain += gain;
            candidate.pieces.push(piece);
        }
    }
    // A chain is tried after the longer ones that start with it, and must be as good to count.
    if candidate.gain > best.gain {
        *best = candidate;
    }
}

fn deeper(text: &[u16], first: usize, pieces: &[Piece], depth: usize, best: &mut Candidate) {
    if depth == DEPTH
        || !pieces
            .iter()
            .any(|piece| piece.now.iter().copied().any(is_odd))
    {
        return;
    }
    for page in PAGES {
        let next: Vec<Piece> = pieces
            .iter()
            .filter_map(|piece| again(piece, page))
            .collect();
        if !next.is_empty() {
            explore(text, first, next, depth + 1, best);
        }
    }
}

fn again(piece: &Piece, page: &Page) -> Option<Piece> {
    let bytes: Option<Vec<u8>> = piece.now.iter().map(|&unit| page.byte(unit)).collect();
    let text = String::from_utf8(bytes?).ok()?;
    Some(Piece {
        now: text.encode_utf16().collect(),
        ..*piece
    })
}

/// How a text reads, in quarter bits: Arabic for it, what misreading leaves against it.
fn value(text: &[u16]) -> i32 {
    let odd = text.iter().filter(|&&unit| is_odd(unit)).count() as i32;
    let strange = text
        .iter()
        .filter(|&&unit| {
            let bits = class::of(unit);
            !is_text(unit)
                || bits & class::FOREIGN != 0
                || bits & (class::COMBINING | class::MARK) == class::COMBINING
        })
        .count() as i32;
    let digits = text
        .windows(2)
        .filter(|pair| pair.iter().all(|&unit| is_arabic_digit(unit)))
        .count() as i32;
    likeness::weigh(text.iter().copied()).bits + 6 * digits - 8 * odd - 8 * strange
}

fn is_arabic_digit(unit: u16) -> bool {
    matches!(unit, 0x660..=0x669 | 0x6F0..=0x6F9)
}

/// Whether a unit may stand in a text at all: not a control, private use or a noncharacter.
fn is_text(unit: u16) -> bool {
    !matches!(unit, 0..=8 | 0x0B..=0x1F | 0x7F..=0x9F | 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xFFFE..)
}

/// The runs of a line that are strictly valid UTF-8 under a page. A run that is so only in part is
/// left whole, unless what breaks it is a sign that stands between words anyway. With `mend`, a
/// no-break space that has become a space is taken for what it was; whether one was is told too.
fn pieces(text: &[u16], page: &Page, mend: bool) -> (Vec<Piece>, bool) {
    let mut mended = false;
    let mut found = Vec::new();
    let (mut at, mut start, mut sound) = (0, 0, true);
    let mut now: Vec<u16> = Vec::new();
    let mut close = |start: usize, end: usize, now: &mut Vec<u16>| {
        if !now.is_empty() {
            found.push(Piece {
                start,
                end,
                now: std::mem::take(now),
            });
        }
    };
    while let Some(&unit) = text.get(at) {
        // After a broken letter, a sign that may be half of the next one parts nothing.
        let is_byte = unit >= 0x80 && page.byte(unit).is_some();
        if !sound && (is_byte || !stands_between(unit)) {
            at += 1;
            continue;
        }
        let sequence = match unit {
            0..=0x7F => None,
            _ if !sound => None,
            _ => sequence(text, at, page, false)
                .or_else(|| lost_zero(text, at, page, &now))
                .or_else(|| lost_silent(text, at, page, &now))
                .or_else(|| {
                    let sequence = sequence(text, at, page, mend).filter(|_| mend)?;
                    mended = true;
                    Some(sequence)
                }),
        };
        if let Some((char, len)) = sequence {
            now.extend_from_slice(char.encode_utf16(&mut [0; 2]));
            at += len;
            continue;
        }
        // A question mark after half a letter is what its other half became.
        sound = stands_between(unit) && (sound || unit != 0x3F);
        if sound {
            close(start, at, &mut now);
            start = at + 1;
        } else {
            now.clear();
        }
        at += 1;
    }
    close(start, at, &mut now);
    (found, mended)
}

/// The UTF-8 sequence that starts at `at`, and its length. With `mend` its last byte may be a no-break
/// space that has become a space.
fn sequence(text: &[u16], at: usize, page: &Page, mend: bool) -> Option<(char, usize)> {
    let lead = page.byte(*text.get(at)?)?;
    let len = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for (place, &unit) in text.get(at..at + len)?.iter().enumerate().skip(1) {
        let lost = mend && unit == 0x20 && place + 1 == len && page.byte(0xA0) == Some(0xA0);
        let unit = if lost { 0xA0 } else { unit };
        *bytes.get_mut(place)? = page.byte(unit).filter(|byte| byte & 0xC0 == 0x80)?;
    }
    let char = std::str::from_utf8(bytes.get(..len)?)
        .ok()?
        .chars()
        .next()?;
    Some((char, len))
}

/// ٠ whose second byte, a no-break space, has become a space: sure only inside a number, where no
/// other reading is left and no space can be meant.
fn lost_zero(text: &[u16], at: usize, page: &Page, before: &[u16]) -> Option<(char, usize)> {
    let zero_at = |at: usize| {
        text.get(at).and_then(|&unit| page.byte(unit)) == Some(0xD9)
            && text.get(at + 1) == Some(&0x20)
    };
    if page.byte(0xA0) != Some(0xA0) || !zero_at(at) {
        return None;
    }
    let digit_before = before.last().is_some_and(|&unit| is_arabic_digit(unit));
    let digit_after = zero_at(at + 2)
        || matches!(
            sequence(text, at + 2, page, false),
            Some(('٠'..='٩' | '٫' | '٬', _))
        );
    let ends_after = matches!(text.get(at + 2), None | Some(0..=0x2F | 0x3A..=0x3F));
    (digit_after || (digit_before && ends_after)).then_some(('٠', 2))
}

/// The small zero of the mushaf on a silent alef or waw, DB A0, whose no-break space has become a space:
/// sure before another space and at a line's end, where no space is meant.
fn lost_silent(text: &[u16], at: usize, page: &Page, before: &[u16]) -> Option<(char, usize)> {
    let silent = matches!(before.last(), Some(0x627 | 0x648))
        && page.byte(0xA0) == Some(0xA0)
        && text.get(at).and_then(|&unit| page.byte(unit)) == Some(0xDB)
        && text.get(at + 1) == Some(&0x20)
        && matches!(text.get(at + 2), None | Some(0x20 | 0x0A | 0x0D));
    silent.then_some(('\u{6E0}', 2))
}

enum Verdict {
    Certain,
    Uncertain,
    None,
}

fn verdict(text: &[u16], best: &Candidate) -> Verdict {
    if best.gain <= 0 {
        return Verdict::None;
    }
    // A Latin letter at either end speaks against it: BÙ’ÙN.
    let longest = best
        .pieces
        .iter()
        .filter(|piece| stands_free(text, piece.start, piece.end))
        .map(|piece| longest_run(&piece.now))
        .max()
        .unwrap_or(0);
    if longest < 2 {
        return if latin(text, best) {
            Verdict::Certain
        } else {
            Verdict::None
        };
    }
    let read = best
        .pieces
        .iter()
        .map(|piece| likeness::weigh(piece.now.iter().copied()))
        .fold((0, 0), |(bits, letters), one| {
            (bits + one.bits, letters + one.letters as i32)
        });
    let original = || {
        best.pieces
            .iter()
            .filter_map(|piece| text.get(piece.start..piece.end))
            .flatten()
            .copied()
    };
    let (bits, letters) = read;
    let certain = match best.first {
        // Arabic misread as Arabic: a long word all of whose letters come back, or a text that read
        // badly and reads well.
        ARABIC => {
            original().any(is_odd) && (longest >= 4 || (bits >= -2 * letters && best.gain >= 24))
        }
        // Box drawing is valid UTF-8 now and then; letters and signs among it are not drawn.
        DRAWING => {
            bits >= -4 * letters
                && original().any(|unit| matches!(CP437.byte(unit), Some(0x80..=0xAF)))
        }
        _ => longest >= 4 || bits >= -4 * letters,
    };
    if certain {
        Verdict::Certain
    } else {
        Verdict::Uncertain
    }
}

/// The most Arabic letters, or else digits, that stand together.
fn longest_run(text: &[u16]) -> usize {
    let (mut longest, mut letters, mut digits) = (0, 0, 0);
    for &unit in text {
        let bits = class::of(unit);
        if bits & class::MARK != 0 {
            continue;
        }
        let is_letter = bits & (class::ARABIC | class::PRESENTATION) != 0;
        letters = if is_letter { letters + 1 } else { 0 };
        digits = if is_arabic_digit(unit) { digits + 1 } else { 0 };
        longest = longest.max(letters).max(digits);
    }
    longest
}

fn stands_free(text: &[u16], start: usize, end: usize) -> bool {
    let is_ascii_letter = |unit: Option<&u16>| matches!(unit, Some(0x41..=0x5A | 0x61..=0x7A));
    !is_ascii_letter(start.checked_sub(1).and_then(|at| text.get(at)))
        && !is_ascii_letter(text.get(end))
}

/// A letter, mark or digit of Arabic.
fn is_script(unit: u16) -> bool {
    class::of(unit) & (class::ARABIC | class::PRESENTATION | class::MARK) != 0
        || is_arabic_digit(unit)
}

/// Whether text in another script is sure to have been misread: every piece of the line comes back,
/// and at least once no writer can have meant what stands there.
fn latin(text: &[u16], best: &Candidate) -> bool {
    let covered: usize = best
        .pieces
        .iter()
        .map(|piece| piece.end - piece.start)
        .sum();
    let above = text.iter().filter(|&&unit| unit >= 0x80).count();
    if covered != above || best.first > 1 {
        return false;
    }
    let lower = |at: Option<usize>| {
        at.and_then(|at| text.get(at))
            .is_some_and(|unit| matches!(unit, 0x61..=0x7A))
    };
    best.pieces.iter().any(|piece| {
        let before = text.get(piece.start..piece.end).unwrap_or(&[]);
        match before {
            // fÃ©: a capital inside a word, and a sign after it that closes nothing.
            [0xC3, sign, ..] => {
                !closes(*sign)
                    && (lower(piece.start.checked_sub(1)) || lower(Some(piece.start + 2)))
            }
            // â€™: an amount of euros after a letter with a circumflex, and a quotation mark in it.
            [0xE2, 0x20AC | 0x80, _, ..] => true,
            _ => {
                let letters =
                    |unit: &&u16| class::of(**unit) & (class::LATIN | class::FOREIGN) != 0;
                piece.now.iter().filter(letters).count() >= 4
                    && piece.now.iter().all(|unit| letters(&unit))
            }
        }
    })
}

/// A sign that may well stand after a capital: IRMÃ» IRMÃ… Ãª.
fn closes(unit: u16) -> bool {
    stands_between(unit)
        || matches!(
            unit,
            0xAA | 0xB0 | 0xB2 | 0xB3 | 0xB7 | 0xB9 | 0xBA | 0x2039 | 0x203A | 0x201A | 0x201E
        )
}

/// One reading for pieces with nothing but spaces and ASCII punctuation between them: a word or a
/// number between two pieces was never harmed, and may be a part of an address.
fn readings(text: &[u16], pieces: &[Piece], certain: bool) -> Vec<Reading> {
    let mut all: Vec<Reading> = Vec::new();
    for piece in pieces {
        if let Some(last) = all.last_mut()
            && let Some(gap) = text.get(last.end..piece.start)
            && gap.iter().all(|&unit| is_gap(unit))
        {
            last.with.extend_from_slice(gap);
            last.with.extend_from_slice(&piece.now);
            last.end = piece.end;
        } else {
            all.push(Reading {
                start: piece.start,
                end: piece.end,
                with: piece.now.clone(),
                certain,
            });
        }
    }
    all
}

pub(super) fn is_gap(unit: u16) -> bool {
    matches!(unit, 0x20..=0x7E) && !(unit as u8).is_ascii_alphanumeric() && unit != 0x60
}

/// Spans that are UTF-8 under a page but for bytes that got lost: `?` or U+FFFD for one, or nothing.
pub(super) fn lossy(text: &[u16]) -> Vec<Reading> {
    let mut best: (i32, Vec<Reading>) = (0, Vec::new());
    for page in [&CP1252, &LATIN1, &CP1256] {
        let found = lossy_under(text, page);
        let gain = found.iter().map(|(gain, _)| gain).sum();
        if gain > best.0 {
            best = (
                gain,
                found.into_iter().map(|(_, reading)| reading).collect(),
            );
        }
    }
    best.1
}

/// How much better a guess must read than what stands there.
const LEAST_GAIN: i32 = 16;

fn lossy_under(text: &[u16], page: &Page) -> Vec<(i32, Reading)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let start = at;
        let mut now = Vec::new();
        let mut lost = Vec::new();
        let mut whole = 0;
        let mut sound = true;
        while let Some(&unit) = text.get(at)
            && unit >= 0x80
        {
            if let Some((char, len)) = sequence(text, at, page, false) {
                now.extend_from_slice(char.encode_utf16(&mut [0; 2]));
                whole += 1;
                at += len;
                continue;
            }
            // The bytes that get lost are undefined (81, and those of some marks and of ”) or invisible (AD).
            let next = text.get(at + 1).and_then(|&next| page.byte(next));
            match page.byte(unit) {
                Some(0xD8) => now.push(0x62D),
                Some(0xD9) => {
                    lost.push(now.len());
                    now.push(0x641);
                }
                Some(0xE2) if next == Some(0x80) => {
                    now.push(0x201D);
                    at += 1;
                }
                _ => {
                    sound = false;
                    let rest = text.get(at..).unwrap_or(&[]);
                    at += rest.iter().take_while(|&&unit| unit >= 0x80).count();
                    break;
                }
            }
            at += 1;
            if matches!(text.get(at), Some(0x3F | 0xFFFD)) {
                at += 1;
            }
        }
        // In a vocalized word it may have been a mark, and elsewhere, too, where no word has ف there. Words without
        // vowels have their shadda and fathatan, too.
        let is_vowel =
            |unit: u16| class::of(unit) & class::MARK != 0 && !matches!(unit, 0x64B | 0x651);
        let is_vocalized = now.iter().copied().any(is_vowel);
        let bits = |text: &[u16]| likeness::weigh(text.iter().copied()).bits;
        let margin = if is_vocalized { 0 } else { LEAST_GAIN };
        if !lost.is_empty() {
            let places = 0..now.len();
            let without: Vec<u16> = places
                .filter(|place| !lost.contains(place))
                .filter_map(|place| now.get(place).copied())
                .collect();
            if bits(&without) > bits(&now) + margin {
                now = without;
            }
        }
        let before = text.get(start..at).unwrap_or(&[]);
        // With the comma or the quotation mark that touches the word.
        let arabic = now.iter().all(|&unit| {
            class::of(unit) & (class::ARABIC | class::MARK) != 0 || stands_between(unit)
        });
        if sound
            && arabic
            && whole > 0
            && now.len() > 1
            && stands_free(text, start, at)
            && before.iter().copied().any(is_odd)
        {
            let gain = value(&now) - value(before);
            // Two whole letters of one word are no chance.
            if gain >= LEAST_GAIN && (bits(&now) > 0 || whole > 1 && longest_run(&now) > 2) {
                found.push((
                    gain,
                    Reading {
                        start,
                        end: at,
                        with: now,
                        certain: false,
                    },
                ));
            }
        }
        at = at.max(start + 1);
    }
    found
}
