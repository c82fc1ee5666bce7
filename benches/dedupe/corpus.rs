//! A generated Arabic corpus with planted copies, the same for a seed on every platform.
//!
//! Words follow Zipf's law over a vocabulary of made-up words in Arabic letters; paragraphs have a median of
//! 37 words. 65 % are unique, 5 % come from templates (nearly equal, and no copies: they differ in a
//! number), 10 % are exact copies, 10 % differ in spelling only, 10 % have 1–20 % of their words edited.

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plant {
    Unique,
    Template,
    Exact,
    Spelling,
    /// So many words were replaced, inserted or deleted.
    Edited(u32),
}

/// One paragraph: a line of text, what it is, and for copies which paragraph it was made from.
pub struct Paragraph {
    pub text: String,
    pub plant: Plant,
    pub source: Option<u32>,
}

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.draw()) * n as u128) >> 64) as usize
    }
    fn unit(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1u64 << 53) as f64
    }
}

const LETTERS: &str = "ااااالللليييمممنننووورررتتتبببةهدسعفقكجحشصخذزغطثضظءؤئأإآى";
const VOCABULARY: usize = 400_000;

/// Makes the words: short ones first, as in a language.
fn vocabulary(random: &mut Random) -> Vec<String> {
    let letters: Vec<char> = LETTERS.chars().collect();
    let mut seen = std::collections::HashSet::new();
    let mut words = Vec::with_capacity(VOCABULARY);
    while words.len() < VOCABULARY {
        let usual = if words.len() < 100 { 2 } else { 4 };
        let length = usual + random.below(4);
        let word: String = (0..length)
            .map(|_| letters[random.below(letters.len())])
            .collect();
        if seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

pub struct Generator {
    random: Random,
    words: Vec<String>,
    /// Cumulative frequencies of the words.
    weights: Vec<f64>,
}

impl Generator {
    pub fn new(seed: u64) -> Generator {
        let mut random = Random(seed);
        let words = vocabulary(&mut random);
        let mut total = 0.0;
        let weights = (0..VOCABULARY)
            .map(|rank| {
                total += 1.0 / (rank as f64 + 2.7);
                total
            })
            .collect();
        Generator {
            random,
            words,
            weights,
        }
    }

    fn word(&mut self) -> String {
        let total = self.weights.last().copied().unwrap_or(1.0);
        if self.random.below(100) == 0 {
            return self.random.below(3000).to_string();
        }
        let at = self.random.unit() * total;
        let rank = self.weights.partition_point(|&weight| weight < at);
        self.words[rank.min(VOCABULARY - 1)].clone()
    }

    /// A log-normal length with median 37.
    fn length(&mut self) -> usize {
        let normal: f64 = (0..12).map(|_| self.random.unit()).sum::<f64>() - 6.0;
        ((37.0 * (0.45 * normal).exp()) as usize).clamp(12, 300)
    }

    fn unique(&mut self) -> Vec<String> {
        (0..self.length()).map(|_| self.word()).collect()
    }

    fn edited(&mut self, words: &[String]) -> (Vec<String>, u32) {
        let mut words = words.to_vec();
        let share = 0.01 + 0.19 * self.random.unit();
        let edits = ((words.len() as f64 * share).round() as usize).max(1);
        for _ in 0..edits {
            let at = self.random.below(words.len());
            match self.random.below(3) {
                0 => words[at] = self.word(),
                1 => {
                    let word = self.word();
                    words.insert(at, word);
                }
                _ if words.len() > 1 => {
                    words.remove(at);
                }
                _ => (),
            }
        }
        (words, edits as u32)
    }

    /// Other spelling of the same words: marks, carriers of the hamza, yeh and teh, tatweel, commas.
    fn respelled(&mut self, words: &[String]) -> String {
        let mut text = String::new();
        for word in words {
            if !text.is_empty() {
                text.push(' ');
            }
            for c in word.chars() {
                let c = match (c, self.random.below(4)) {
                    ('أ' | 'إ' | 'آ', 0) => 'ا',
                    ('ى', 0) => 'ي',
                    ('ة', 0) => 'ه',
                    _ => c,
                };
                text.push(c);
                if !c.is_ascii() && self.random.below(6) == 0 {
                    text.push(['\u{64E}', '\u{64F}', '\u{650}', '\u{652}'][self.random.below(4)]);
                }
            }
            if self.random.below(12) == 0 {
                text.push_str(["،", " ،", "."][self.random.below(3)]);
            }
        }
        text
    }

    /// Sentences of a paragraph: commas and a full stop.
    fn written(&mut self, words: &[String]) -> String {
        let mut text = String::new();
        for (i, word) in words.iter().enumerate() {
            if i > 0 {
                text.push(' ');
            }
            text.push_str(word);
            if i + 1 < words.len() && self.random.below(9) == 0 {
                text.push('،');
            }
        }
        text.push('.');
        text
    }

    /// Makes lines of a template, which differ in a number, and as many words in lines that have nothing to do with
    /// one another.
    pub fn templates(&mut self, count: usize) -> [String; 2] {
        let template = self.unique();
        let filled = |number: usize| format!("{} {number}\n", template.join(" "));
        let mut unrelated = String::new();
        for _ in 0..count {
            let line: Vec<String> = (0..=template.len()).map(|_| self.word()).collect();
            unrelated += &(line.join(" ") + "\n");
        }
        [(0..count).map(filled).collect(), unrelated]
    }

    /// Makes a corpus of `count` paragraphs.
    pub fn corpus(&mut self, count: usize) -> Vec<Paragraph> {
        let mut words: Vec<Vec<String>> = Vec::new();
        let mut corpus: Vec<Paragraph> = Vec::with_capacity(count);
        let mut uniques: Vec<u32> = Vec::new();
        let template = self.unique();
        let filled = |number: usize| format!("{} {number}", template.join(" "));
        for i in 0..count {
            let kind = if uniques.is_empty() {
                0
            } else {
                self.random.below(100)
            };
            let (own, text, plant, source) = if kind < 65 {
                let own = self.unique();
                let text = self.written(&own);
                uniques.push(i as u32);
                (own, text, Plant::Unique, None)
            } else if kind < 70 {
                (Vec::new(), filled(i), Plant::Template, None)
            } else {
                // Copies of the recent past, so that a small corpus is the start of a large one.
                let back = uniques.len().min(50_000);
                let source = uniques[uniques.len() - 1 - self.random.below(back)];
                let of = words[source as usize].clone();
                match kind {
                    70..80 => {
                        let text = corpus[source as usize].text.clone();
                        (Vec::new(), text, Plant::Exact, Some(source))
                    }
                    80..90 => (
                        Vec::new(),
                        self.respelled(&of),
                        Plant::Spelling,
                        Some(source),
                    ),
                    _ => {
                        let (own, edits) = self.edited(&of);
                        let text = self.written(&own);
                        (Vec::new(), text, Plant::Edited(edits), Some(source))
                    }
                }
            };
            words.push(own);
            corpus.push(Paragraph {
                text,
                plant,
                source,
            });
        }
        corpus
    }
}
