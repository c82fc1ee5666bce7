//! Time and memory of deduplication, from 10k to 1M paragraphs of the generated corpus.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code)]
mod corpus;

use naqi::dedupe::{self, Grade, Keys, Match, Settings};
use std::time::Instant;

struct Fold;
impl Keys for Fold {
    fn key(&mut self, unit: &[u16], _: Grade, into: &mut Vec<u16>) {
        into.clear();
        into.extend(
            unit.iter()
                .filter(|u| !matches!(u, 0x64B..=0x652))
                .map(|&unit| match unit {
                    0x622 | 0x623 | 0x625 => 0x627,
                    0x624 => 0x648,
                    0x626 | 0x649 => 0x64A,
                    0x629 => 0x647,
                    _ => unit,
                }),
        );
    }
}

fn main() {
    let count: usize = std::env::args()
        .filter_map(|a| a.parse().ok())
        .next()
        .unwrap_or(100_000);
    let mut generator = corpus::Generator::new(1);
    let corpus = generator.corpus(count);
    let text: String = corpus
        .iter()
        .map(|p| p.text.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    let units: Vec<u16> = text.encode_utf16().collect();
    println!(
        "{count} paragraphs, {} MB, {} words",
        text.len() / 1_000_000,
        text.split_whitespace().count()
    );
    for (matching, protect) in [
        (Match::Folded, false),
        (Match::Near, false),
        (Match::Near, true),
    ] {
        let settings = Settings {
            matching,
            protect,
            ..Settings::default()
        };
        let start = Instant::now();
        let found = dedupe::find(&units, &settings, &mut Fold).unwrap();
        println!(
            "{matching:?} protect {protect}: {:?}, {:?}",
            start.elapsed(),
            found.totals
        );
    }
}
