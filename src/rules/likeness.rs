//! How much a run of letters reads like Arabic: pairs of letters, weighed by how often the second
//! follows the first. Rules that must choose between two readings of a text ask here; what they do
//! with the answer is theirs.

mod bigrams;

use crate::unicode::class;
use bigrams::BIGRAMS;

/// The weight of a text: quarter bits over chance, and the letters that it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Likeness {
    /// log2 of (how likely in Arabic / how likely by chance), in quarter bits.
    pub bits: i32,
    /// Letters weighed.
    pub letters: u32,
}

/// What a unit is to the weighing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// A letter of the table.
    Letter(usize),
    /// A letter of the script that the table does not know.
    Unknown,
    /// A mark or a tatweel: as if it were not there.
    Transparent,
    /// Anything else ends the word.
    Edge,
}

fn step(unit: u16) -> Step {
    match unit {
        0x621..=0x63A => Step::Letter(usize::from(unit - 0x620)),
        0x641..=0x64A => Step::Letter(usize::from(unit - 0x641) + 27),
        0x640 => Step::Transparent,
        // ٱ ک ی ہ ھ ە گ پ چ ژ ڤ weigh like the letter they look or sound like.
        0x671 => Step::Letter(7),
        0x6A9 | 0x6AF => Step::Letter(29),
        0x6CC => Step::Letter(36),
        0x6C1 | 0x6BE | 0x6D5 => Step::Letter(33),
        0x67E => Step::Letter(8),
        0x686 => Step::Letter(12),
        0x698 => Step::Letter(18),
        0x6A4 => Step::Letter(27),
        _ => match class::of(unit) {
            c if c & class::MARK != 0 => Step::Transparent,
            c if c & class::ARABIC != 0 => Step::Unknown,
            _ => Step::Edge,
        },
    }
}

/// Weighs the Arabic words of a text; what is not Arabic weighs nothing.
pub fn weigh(text: impl Iterator<Item = u16>) -> Likeness {
    let mut bits = 0;
    let letters = pairs(text, |a, b| bits += weight(a, b));
    Likeness { bits, letters }
}

/// The same, as stored and from its end.
pub fn weigh_both_ways(text: &[u16]) -> [Likeness; 2] {
    let mut bits = [0; 2];
    let letters = pairs(text.iter().copied(), |a, b| {
        bits[0] += weight(a, b);
        bits[1] += weight(b, a);
    });
    bits.map(|bits| Likeness { bits, letters })
}

fn weight(a: usize, b: usize) -> i32 {
    let row = BIGRAMS.get(a);
    row.and_then(|row| row.get(b))
        .map_or(0, |&bits| i32::from(bits))
}

// Gives each pair of neighbours, letters by their places in the table and 0 the edge of a word; how many letters
// there are.
fn pairs(text: impl Iterator<Item = u16>, mut pair: impl FnMut(usize, usize)) -> u32 {
    let mut letters = 0;
    let mut last = Some(0);
    for unit in text.chain([0]) {
        let next = match step(unit) {
            Step::Transparent => continue,
            Step::Letter(place) => {
                letters += 1;
                Some(place)
            }
            Step::Unknown => {
                letters += 1;
                None
            }
            Step::Edge => Some(0),
        };
        if let (Some(a), Some(b)) = (last, next)
            && (a, b) != (0, 0)
        {
            pair(a, b);
        }
        last = next;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Likeness {
        weigh(text.encode_utf16())
    }

    #[test]
    fn words_weigh_more_than_their_reverse() {
        for word in ["العربية", "المدرسة", "على", "مستشفى", "الحكومة"]
        {
            let reversed: String = word.chars().rev().collect();
            assert!(of(word).bits > of(&reversed).bits + 16, "{word}");
        }
    }

    #[test]
    fn from_the_end_as_the_reverse_weighs() {
        for text in ["في العربيّة گلۆ", "كتاب abc ١٢ ڤڨ ـ لا", ""] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let reversed = weigh(units.iter().rev().copied());
            assert_eq!(weigh_both_ways(&units), [of(text), reversed], "{text}");
        }
    }

    #[test]
    fn marks_and_tatweel_weigh_nothing() {
        assert_eq!(of("مُحَمَّدٌ"), of("محمد"));
        assert_eq!(of("مـحـمد"), of("محمد"));
        assert_eq!(of("abc 12"), Likeness::default());
    }
}
