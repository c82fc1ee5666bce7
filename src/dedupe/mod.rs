//! Deduplication: all duplicates, only duplicates, and why.
//!
//! Pure functions on the code units of one text, which the caller has cleaned; spans here are in that
//! text. [`find`] splits it into units, compares them by key or by words, and says which unit stays
//! with which copies, which repeats are only listed, and which copies form blocks.
//! [`Found::deletions`] says what to delete. What is not here: the engine that folds a unit (behind
//! [`Keys`]) and the edit log that the deletions end up in.
//!
//! ```
//! use naqi::dedupe::{self, Grade, Keys, Settings};
//!
//! struct AsIs;
//! impl Keys for AsIs {
//!     fn key(&mut self, unit: &[u16], _: Grade, into: &mut Vec<u16>) {
//!         into.clear();
//!         into.extend_from_slice(unit);
//!     }
//! }
//! let text: Vec<u16> = "one two three four five\nother\none two three four five\n".encode_utf16().collect();
//! let found = dedupe::find(&text, &Settings::default(), &mut AsIs)?;
//! assert_eq!(found.clusters.len(), 1);
//! assert_eq!(found.removals(&text), [(29, 53)]);
//! # Ok::<(), dedupe::TooLarge>(())
//! ```

mod blocks;
mod clusters;
pub mod export;
mod guards;
mod join;
pub mod key;
mod loose;
mod reasons;
mod seen;
mod sentences;
mod together;
mod units;
mod words;

pub use key::{Grade, Keys};
pub use reasons::{Difference, Reason, differences};
pub(crate) use seen::Seen;
pub use units::{Unit, UnitKind, deletions, split};

use crate::rules::Text;
use clusters::{Classes, Joined};
use loose::Loose;
use words::{Bags, Collector};

/// When two units are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Match {
    /// The same key at grade [`Grade::Loose`].
    #[default]
    Folded,
    /// The same code units.
    Exact,
    /// The same key, or enough words in common: see [`Threshold`].
    Near,
}

/// Which copy of a cluster stays. The order of what stays is that of the text, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Keep {
    /// The first in the text.
    #[default]
    First,
    /// The last in the text.
    Last,
    /// The longest, in code units.
    Longest,
    /// The one with the most marks.
    MostVocalized,
}

/// The least similarity of a near copy, in millionths, so that the decision is made in integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Threshold(u32);

impl Threshold {
    /// A millionth is the unit of a threshold.
    pub const SCALE: u32 = 1_000_000;
    /// The lowest threshold, 0.7: below it, unrelated units begin to look alike.
    pub const LOWEST: Threshold = Threshold(700_000);

    /// Takes a number from 0.7 to 1, cut after its sixth decimal; `None` outside of that.
    pub fn new(value: f64) -> Option<Threshold> {
        // A thousandth of a millionth: 0.9 is a little less than nine tenths in binary.
        let millionths = (value * f64::from(Self::SCALE) + 1e-3).floor();
        (millionths >= f64::from(Self::LOWEST.0) && millionths <= f64::from(Self::SCALE))
            .then_some(Threshold(millionths as u32))
    }
    /// In millionths.
    pub fn millionths(self) -> u32 {
        self.0
    }
    /// Whether `similarity` reaches this threshold.
    pub fn admits(self, similarity: Similarity) -> bool {
        2 * u64::from(similarity.shared) * u64::from(Self::SCALE)
            >= u64::from(self.0) * u64::from(similarity.total)
    }
}

impl Default for Threshold {
    fn default() -> Self {
        Threshold(850_000)
    }
}

/// Dice's coefficient of two units' word multisets, 2·|A∩B| / (|A|+|B|), as the integers it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Similarity {
    /// Words in common, |A∩B|.
    pub shared: u32,
    /// Words of both, |A|+|B|.
    pub total: u32,
}

impl Similarity {
    /// The similarity of units with the same words.
    pub const WHOLE: Similarity = Similarity {
        shared: 1,
        total: 2,
    };
    /// As a number from 0 to 1, for display: decisions are [`Threshold::admits`]'s.
    pub fn value(self) -> f64 {
        2.0 * f64::from(self.shared) / f64::from(self.total.max(1))
    }
}

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What is compared.
    pub unit: UnitKind,
    /// When two units are the same.
    pub matching: Match,
    /// For [`Match::Near`].
    pub threshold: Threshold,
    /// Which copy stays.
    pub keep: Keep,
    /// A unit with fewer words is never removed, only listed. `None`: 5 for units with the same key, 12 for those
    /// that are only similar, so that `Near` removes all that `Folded` does.
    pub min_words: Option<u32>,
    /// Whether legitimate repetition is listed rather than removed, and near copies that differ in a number or a
    /// negation.
    pub protect: bool,
    /// Bytes that the search may take beyond the text. `None`: as many as there can be.
    pub most_memory: Option<u64>,
    /// Steps that a search for near duplicates may take: words compared, about. `None`: [`Settings::MOST_STEPS`].
    pub most_steps: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            unit: UnitKind::default(),
            matching: Match::default(),
            threshold: Threshold::default(),
            keep: Keep::default(),
            min_words: None,
            protect: true,
            most_memory: None,
            most_steps: None,
        }
    }
}

impl Settings {
    /// What takes about a minute in WebAssembly.
    pub const MOST_STEPS: u64 = 3_000_000_000;

    fn most_steps(&self) -> u64 {
        self.most_steps.unwrap_or(Self::MOST_STEPS)
    }
    /// The least number of words of units of which one may be removed because they have the same key.
    pub fn least_words(&self) -> u32 {
        self.min_words.unwrap_or(5)
    }
    /// The least number of words of units of which one may be removed because they are similar.
    pub fn least_similar_words(&self) -> u32 {
        self.min_words.unwrap_or(12)
    }
}

/// A unit that stays, and its copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The unit that stays, as an index of [`Found::units`].
    pub kept: u32,
    /// The others, in the order of the text.
    pub copies: Vec<Copy>,
}

/// A copy of the unit that stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copy {
    /// As an index of [`Found::units`].
    pub unit: u32,
    /// To the unit that stays.
    pub similarity: Similarity,
}

/// Units that repeat in the same order: `first + i` and `copy + i` say the same, for `i < units`. A short or
/// guarded unit among them is not removed with the others unless the block is accepted as one: [`Found::chosen`]
/// with its [`run`](Block::run).
///
/// Which run stays follows [`Keep`]: the earlier one with `First`, the later one with `Last` (so `first` is after
/// `copy`), else the one more of whose units stay, and the earlier one where they are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Block {
    /// First unit of the run that stays.
    pub first: u32,
    /// First unit of the run that repeats it.
    pub copy: u32,
    /// Length of each, in units.
    pub units: u32,
}

impl Block {
    /// The units of the run that repeats the other.
    pub fn run(&self) -> std::ops::Range<u32> {
        self.copy..self.copy + self.units
    }
}

/// Why a repeated unit is listed and not removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Fewer words than `min_words`.
    Short,
    /// A verse of the Qur'an.
    Quran,
    /// A line of verse.
    Poetry,
    /// A refrain.
    Refrain,
    /// An item of a list.
    List,
    /// A row of a table.
    Table,
    /// A line of dialogue.
    Dialogue,
    /// A heading.
    Heading,
    /// Dhikr, du'a, a chain of narrators, a greeting.
    Formula,
    /// Code or markup.
    Code,
    /// Similar to the unit that it is listed with, but for a number or a negation.
    Difference,
}

impl Why {
    /// All of them.
    pub const ALL: [Why; 11] = [
        Why::Short,
        Why::Quran,
        Why::Poetry,
        Why::Refrain,
        Why::List,
        Why::Table,
        Why::Dialogue,
        Why::Heading,
        Why::Formula,
        Why::Code,
        Why::Difference,
    ];

    /// Its name in reports, and its title.
    pub const fn info(self) -> (&'static str, Text) {
        match self {
            Why::Short => (
                "short",
                Text {
                    ar: "قصير",
                    en: "short",
                },
            ),
            Why::Quran => (
                "quran",
                Text {
                    ar: "آية من القرآن",
                    en: "a verse of the Qur'an",
                },
            ),
            Why::Poetry => (
                "poetry",
                Text {
                    ar: "بيت من الشعر",
                    en: "a line of verse",
                },
            ),
            Why::Refrain => (
                "refrain",
                Text {
                    ar: "لازمة",
                    en: "a refrain",
                },
            ),
            Why::List => (
                "list",
                Text {
                    ar: "بند في قائمة",
                    en: "an item of a list",
                },
            ),
            Why::Table => (
                "table",
                Text {
                    ar: "صف في جدول",
                    en: "a row of a table",
                },
            ),
            Why::Dialogue => (
                "dialogue",
                Text {
                    ar: "حوار",
                    en: "dialogue",
                },
            ),
            Why::Heading => (
                "heading",
                Text {
                    ar: "عنوان",
                    en: "a heading",
                },
            ),
            Why::Formula => (
                "formula",
                Text {
                    ar: "ذكر أو دعاء أو إسناد أو تحية",
                    en: "dhikr, du'a, a chain of narrators or a greeting",
                },
            ),
            Why::Code => (
                "code",
                Text {
                    ar: "شيفرة برمجية",
                    en: "code",
                },
            ),
            Why::Difference => (
                "difference",
                Text {
                    ar: "يختلف في رقم أو نفي",
                    en: "differs in a number or a negation",
                },
            ),
        }
    }
    /// Its name in reports.
    pub const fn id(self) -> &'static str {
        self.info().0
    }
}

/// A repeat that is not removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The unit that it repeats, which stays.
    pub kept: u32,
    /// The repeat.
    pub copy: u32,
    /// To the unit that it repeats.
    pub similarity: Similarity,
    /// Why it stays.
    pub why: Why,
}

/// Sums over the whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Units in the text.
    pub units: u32,
    /// Units removed.
    pub removed: u32,
    /// Repeats listed.
    pub listed: u32,
    /// Words removed.
    pub words: u64,
    /// Bytes of UTF-8 removed, breaks not counted.
    pub bytes: u64,
}

/// A job that would not fit, or not finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge {
    /// What there is too little of.
    pub of: Scarce,
    /// How much the job would need.
    pub needed: u64,
    /// How much it may take.
    pub limit: u64,
}

/// What a job needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scarce {
    /// Bytes of memory, beyond the text.
    Memory,
    /// Steps of a search for near duplicates: words compared, about.
    Steps,
}

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let million = |n| n / 1_000_000;
        let (needed, limit) = (million(self.needed), million(self.limit));
        f.write_str("looking for near duplicates would take ")?;
        match self.of {
            Scarce::Memory => write!(f, "{needed} MB and may take {limit} MB"),
            Scarce::Steps => write!(
                f,
                "{needed} million comparisons and may take {limit} million"
            ),
        }?;
        f.write_str(": use match 'folded', or a smaller text")
    }
}

impl std::error::Error for TooLarge {}

/// What [`find`] found. Units are meant by their index in `units`.
#[derive(Debug)]
pub struct Found {
    /// All units, ascending.
    pub units: Vec<Unit>,
    /// Clusters by the unit that stays, ascending.
    pub clusters: Vec<Cluster>,
    /// Blocks by the copy, ascending.
    pub blocks: Vec<Block>,
    /// Repeats that are not removed, by the repeat, ascending.
    pub listed: Vec<Listed>,
    /// Sums.
    pub totals: Totals,
    settings: Settings,
    class_of: Vec<u32>,
    classes: usize,
    words: Vec<u32>,
    bytes: Vec<u32>,
    held: Vec<Option<Why>>,
    marks: Vec<u32>,
    bags: Bags,
    pairs: Option<clusters::Pairs>,
    /// There are more of them than can be held, or found in time.
    too_many_pairs: bool,
    apart: Vec<Apart>,
    /// By unit: the class whose representative stands for it. Units with the same label say the same.
    labels: Vec<u32>,
    /// By class: its representative, an eligible unit if it has one.
    best: Vec<u32>,
}

/// A class that only a number or a negation keeps from joining another.
#[derive(Debug, Clone, Copy)]
struct Apart {
    class: u32,
    to: Joined,
}

/// What a search would take of memory, from above, counted in quick passes over the text. How long it takes can be
/// told only once the words are known: [`find`] does, before it compares units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// Units, or a few more.
    pub units: u64,
    /// Words, about.
    pub words: u64,
    /// Bytes beyond the text.
    pub bytes: u64,
    /// Bytes that it may take.
    pub limit: u64,
}

impl Estimate {
    /// Estimates the search for duplicates in `text`.
    pub fn of(text: &[u16], settings: &Settings) -> Estimate {
        let (units, words) = Estimate::units_and_words(text, settings.unit, 1);
        let limit = limit(text, settings);
        let bytes = match bytes(settings, units, words, words) {
            // Most texts fit even were all words distinct.
            fits if fits <= limit => fits,
            _ => bytes(settings, units, words, words::distinct(text).min(words)),
        };
        Estimate {
            units,
            words,
            bytes,
            limit,
        }
    }

    /// About how many units and words there are, told from one piece of the text in `share`.
    fn units_and_words(text: &[u16], unit: UnitKind, share: usize) -> (u64, u64) {
        let (words, lines) = words::about(text, share);
        let units = match unit {
            UnitKind::Line | UnitKind::Paragraph => lines,
            UnitKind::Sentence => lines.max(words / 6),
        };
        (units, words)
    }

    /// Whether the length of `text` tells that it fits: every other code unit parts words or units, at most.
    fn is_needless(text: &[u16], settings: &Settings) -> bool {
        let half = text.len() as u64 / 2 + 1;
        u32::try_from(text.len()).is_ok()
            && bytes(settings, half, half, half) <= limit(text, settings)
    }
}

/// Bytes that the search may take.
fn limit(text: &[u16], settings: &Settings) -> u64 {
    // A 32-bit address space also holds the text, its source and the result.
    let room = if cfg!(target_pointer_width = "32") {
        (7u64 << 29).saturating_sub(text.len() as u64 * 6)
    } else {
        u64::MAX
    };
    settings.most_memory.unwrap_or(room)
}

/// Bytes that the search takes.
fn bytes(settings: &Settings, units: u64, words: u64, distinct: u64) -> u64 {
    match settings.matching {
        Match::Exact | Match::Folded => units * 80,
        // Words and postings as numbers, and the vocabulary while it is needed: words without a short name are in it twice.
        Match::Near => units * 110 + words * 5 + distinct * 88,
    }
}

/// Finds the duplicates of `text`.
///
/// # Errors
/// [`TooLarge`], where the job would not fit, before anything is done; where it would not finish in time, before units
/// are compared with one another, by an estimate from samples, or, where that was wrong, once it has taken too long.
pub fn find(text: &[u16], settings: &Settings, keys: &mut dyn Keys) -> Result<Found, TooLarge> {
    if !Estimate::is_needless(text, settings) {
        let estimate = Estimate::of(text, settings);
        if estimate.bytes > estimate.limit || u32::try_from(text.len()).is_err() {
            return Err(TooLarge {
                of: Scarce::Memory,
                needed: estimate.bytes,
                limit: estimate.limit,
            });
        }
    }
    let mut found = Found {
        units: Vec::new(),
        clusters: Vec::new(),
        blocks: Vec::new(),
        listed: Vec::new(),
        totals: Totals::default(),
        settings: settings.clone(),
        class_of: Vec::new(),
        classes: 0,
        words: Vec::new(),
        bytes: Vec::new(),
        held: Vec::new(),
        marks: Vec::new(),
        bags: Bags::default(),
        pairs: None,
        too_many_pairs: false,
        apart: Vec::new(),
        labels: Vec::new(),
        best: Vec::new(),
    };
    found.read(text, keys);
    found.cluster(&[])?;
    Ok(found)
}

/// What reading a unit needs of those before it.
struct Reader {
    loose: Loose,
    classes: Classes,
    collector: Option<Collector>,
}

impl Found {
    /// Reads every unit once: its key, so its class; its words; what it is worth.
    fn read(&mut self, text: &[u16], keys: &mut dyn Keys) {
        let near = self.settings.matching == Match::Near;
        let (kind, protect) = (self.settings.unit, self.settings.protect);
        // Some pieces are enough to tell what room to make.
        let share = (text.len() >> 16).clamp(1, 64);
        let (count, words) = Estimate::units_and_words(text, kind, share);
        let (mut count, words) = (count as usize, words as usize);
        // Guards look at all units beforehand. Without them, each unit is read as soon as it is found, while its text is
        // at hand.
        let (mut units, mut held) = (Vec::new(), Vec::new());
        if protect {
            units = split(text, kind);
            // Before the words are read: what it takes meanwhile is free again then.
            held = guards::survey(text, &units, kind);
            count = units.len();
        } else {
            self.units.reserve_exact(count);
        }
        self.held.reserve_exact(count);
        for of_units in [
            &mut self.class_of,
            &mut self.words,
            &mut self.bytes,
            &mut self.marks,
        ] {
            of_units.reserve_exact(count);
        }
        let mut reader = Reader {
            loose: Loose::default(),
            classes: Classes::new(count),
            collector: near.then(|| Collector::new(count, words, protect)),
        };
        if protect {
            for (unit, held) in units.iter().zip(held) {
                self.read_unit(unit.of(text), held, &mut reader, keys);
            }
            self.units = units;
        } else {
            for unit in units::each(text, kind) {
                self.units.push(unit);
                self.read_unit(unit.of(text), None, &mut reader, keys);
            }
        }
        let Reader {
            classes, collector, ..
        } = reader;
        self.classes = classes.count() as usize;
        drop(classes);
        self.bags = collector.map(Collector::finish).unwrap_or_default();
    }

    /// Reads the next unit. Not inlined, as [`Loose::read`] is not.
    #[inline(never)]
    fn read_unit(
        &mut self,
        unit: &[u16],
        mut held: Option<Why>,
        reader: &mut Reader,
        keys: &mut dyn Keys,
    ) {
        let Reader {
            loose,
            classes,
            collector,
        } = reader;
        loose.read(unit, self.settings.matching, keys);
        let words = loose.words().len() as u32;
        if words < self.settings.least_words() {
            held.get_or_insert(Why::Short);
        }
        let known = classes.count();
        let class = classes.number(loose.hash());
        if let Some(collector) = collector.as_mut().filter(|_| class == known) {
            collector.add(loose);
        }
        let weight = loose.bytes.map(|bytes| (bytes, 0));
        let (bytes, marks) = weight.unwrap_or_else(|| weigh(unit));
        self.class_of.push(class);
        self.held.push(held);
        self.words.push(words);
        self.bytes.push(bytes);
        self.marks.push(marks);
    }

    /// Clusters anew, `preferred` units before all others, and refreshes what follows from it.
    fn cluster(&mut self, preferred: &[u32]) -> Result<(), TooLarge> {
        let keep = self.settings.keep;
        let order = clusters::order(&self.units, &self.marks, keep, preferred);
        let (mut best, ranked) =
            clusters::representatives(self.classes, &self.class_of, &order, |unit| {
                self.is_eligible(unit)
            });
        let joined = match self.settings.matching {
            Match::Near => self.join(ranked)?,
            _ => vec![None; self.classes],
        };
        self.listed = self.near_repeats(&best, &joined);
        self.clusters = clusters::gather(&self.class_of, &best, &joined, |unit| {
            self.is_eligible(unit)
        });
        clusters::complete(&mut best, &self.class_of, &order);
        self.listed
            .extend(list(&self.class_of, &self.held, &best, &joined));
        crate::sorted::by_key(&mut self.listed, |listed| listed.kept);
        crate::sorted::by_key(&mut self.listed, |listed| listed.copy);
        self.labels.clear();
        self.labels.extend(self.class_of.iter().map(|&class| {
            let joined = joined.get(class as usize).copied().flatten();
            joined.map_or(class, |joined| joined.leader)
        }));
        self.best = best;
        let removed = self.removed();
        let stays = |unit: u32| removed.binary_search(&unit).is_err();
        self.blocks = blocks::find(&self.labels, keep, stays);
        self.total(&removed);
        Ok(())
    }

    /// What each class joins by similarity; `ranked` are those that may. Where the pairs are not prepared, it also
    /// finds what only a number or a negation keeps apart.
    fn join(&mut self, mut ranked: Vec<u32>) -> Result<Vec<Option<Joined>>, TooLarge> {
        let (bags, threshold) = (&self.bags, self.settings.threshold);
        let mut joined = vec![None; self.classes];
        ranked.retain(|&class| self.may_be_similar(class));
        if let Some(pairs) = &self.pairs {
            clusters::from_pairs(bags, pairs, &ranked, threshold, &mut joined);
            return Ok(joined);
        }
        let mut steps = Steps::new(&self.settings);
        let protect = self.settings.protect;
        let all = [ranked.len() as u32];
        // Only a search for what is kept apart asks for them once more.
        let again = if protect { ranked.clone() } else { Vec::new() };
        let (order, groups) = self.groups(std::mem::replace(&mut ranked, again));
        steps.estimate(|most| {
            let apart = join::estimate(bags, &order, &groups, threshold, most);
            let again = |most| join::estimate(bags, &ranked, &all, threshold, most);
            apart + if protect { again(most) } else { 0 }
        })?;
        steps.take(|most| join::leaders(bags, &order, &groups, threshold, &mut joined, most))?;
        drop((order, groups));
        if protect {
            ranked.retain(|&class| matches!(joined.get(class as usize), Some(None)));
            let mut close = vec![None; self.classes];
            let all = [ranked.len() as u32];
            steps.take(|most| join::leaders(bags, &ranked, &all, threshold, &mut close, most))?;
            self.apart = (close.iter().zip(0..))
                .filter_map(|(to, class)| Some(Apart { class, to: (*to)? }))
                .collect();
        }
        Ok(joined)
    }

    /// Repeats that only a number or a negation keeps apart from a unit that stays, as they do.
    fn near_repeats(&self, best: &[u32], joined: &[Option<Joined>]) -> Vec<Listed> {
        let unit = |class: u32| best.get(class as usize).copied().unwrap_or(clusters::NONE);
        let stays = |class: u32| matches!(joined.get(class as usize), Some(None));
        let near = self.apart.iter().filter(|Apart { class, to }| {
            stays(*class) && stays(to.leader) && self.settings.threshold.admits(to.similarity)
        });
        near.map(|&Apart { class, to }| Listed {
            kept: unit(to.leader),
            copy: unit(class),
            similarity: to.similarity,
            why: Why::Difference,
        })
        .collect()
    }

    fn is_eligible(&self, unit: u32) -> bool {
        matches!(self.held.get(unit as usize), Some(None))
    }

    /// Whether a class has words enough to be joined by similarity.
    fn may_be_similar(&self, class: u32) -> bool {
        self.bags.size(class) >= self.settings.least_similar_words().max(1)
    }

    /// Classes in groups that a join keeps apart: by numbers and negations, with `protect`.
    fn groups(&self, mut order: Vec<u32>) -> (Vec<u32>, Vec<u32>) {
        let groups = if self.settings.protect {
            join::groups(&self.bags, &mut order)
        } else {
            vec![order.len() as u32]
        };
        (order, groups)
    }

    /// Makes [`recluster`](Self::recluster) quick: finds all near pairs down to [`Threshold::LOWEST`], once.
    /// `false`: there are too many pairs to hold or to find in time, and reclustering joins again each time, to the
    /// same effect.
    pub fn prepare(&mut self) -> bool {
        if self.settings.matching == Match::Near && self.pairs.is_none() && !self.too_many_pairs {
            let mut seen = vec![false; self.classes];
            let units = self.class_of.iter().zip(&self.held);
            let eligible = units.filter_map(|(&class, held)| held.is_none().then_some(class));
            let first = |class: &u32| {
                let seen = seen.get_mut(*class as usize);
                self.may_be_similar(*class)
                    && seen.is_some_and(|seen| !std::mem::replace(seen, true))
            };
            let (order, groups) = self.groups(eligible.filter(first).collect());
            let most = 1_000_000 + 16 * self.units.len();
            // What takes longer than joining anew a few times is not worth it.
            let most_steps = self.settings.most_steps() / 8;
            self.pairs = join::pairs(
                &self.bags,
                &order,
                &groups,
                Threshold::LOWEST,
                most,
                most_steps,
            )
            .map(|pairs| clusters::Pairs::new(self.classes, &pairs));
            self.too_many_pairs = self.pairs.is_none();
        }
        self.settings.matching != Match::Near || self.pairs.is_some()
    }

    /// Clusters again with another threshold, another choice of the copy that stays, and units that
    /// are preferred to all others, as when a person picks which copy stays. Both guarantees hold for the
    /// result as for that of [`find`]. Of near repeats that a number or a negation keeps apart, those
    /// that [`find`] listed and that are still similar enough stay listed.
    ///
    /// # Errors
    /// [`TooLarge`] as from [`find`], and nothing has changed, where this was not [prepared](Self::prepare).
    pub fn recluster(
        &mut self,
        threshold: Threshold,
        keep: Keep,
        preferred: &[u32],
    ) -> Result<(), TooLarge> {
        let settings = Settings {
            threshold,
            keep,
            ..self.settings.clone()
        };
        let before = std::mem::replace(&mut self.settings, settings);
        let done = self.cluster(preferred);
        if done.is_err() {
            self.settings = before;
        }
        done
    }

    fn total(&mut self, removed: &[u32]) {
        let of = |list: &[u32], unit: u32| list.get(unit as usize).map_or(0, |&n| u64::from(n));
        self.totals = Totals {
            units: self.units.len() as u32,
            removed: removed.len() as u32,
            listed: self.listed.len() as u32,
            words: removed.iter().map(|&unit| of(&self.words, unit)).sum(),
            bytes: removed.iter().map(|&unit| of(&self.bytes, unit)).sum(),
        };
    }

    /// Why a unit would be listed rather than removed; `None`: it is eligible.
    pub fn held(&self, unit: u32) -> Option<Why> {
        self.held.get(unit as usize).copied().flatten()
    }

    /// The units that are removed unless the person says otherwise, ascending.
    pub fn removed(&self) -> Vec<u32> {
        let copies = self.clusters.iter().flat_map(|cluster| &cluster.copies);
        let mut removed: Vec<u32> = copies.map(|copy| copy.unit).collect();
        crate::sorted::by_key(&mut removed, |&unit| unit);
        removed
    }

    /// The units that are removed when a person says so, ascending: the copies and the units of `remove`, but for
    /// those of `restore`.
    ///
    /// Nothing that repeats goes altogether, whatever is asked for. Of each cluster a unit is left, and so of units
    /// that are only listed as repeats of one another, and a unit that repeats nothing stays; a near repeat that only
    /// a number or a negation keeps apart may go, where the unit is left that it is listed with. Where all of a
    /// cluster would go, the copy that was not named in `remove` comes back, so that a block can be removed
    /// whichever of its runs it is; where all were named, the unit stays that would without them.
    pub fn chosen(&self, restore: &[u32], remove: &[u32]) -> Vec<u32> {
        let mut fates = vec![Fate::Stays; self.units.len()];
        let mut decide = |units: &mut dyn Iterator<Item = u32>, fate| {
            for unit in units {
                if let Some(slot) = fates.get_mut(unit as usize) {
                    *slot = fate;
                }
            }
        };
        let copies = self.clusters.iter().flat_map(|cluster| &cluster.copies);
        decide(&mut copies.map(|copy| copy.unit), Fate::Copy);
        decide(&mut remove.iter().copied(), Fate::Named);
        decide(&mut restore.iter().copied(), Fate::Stays);
        for unit in self.survivors(&fates) {
            if let Some(slot) = fates.get_mut(unit as usize) {
                *slot = Fate::Stays;
            }
        }
        let gone = (0..).zip(&fates).filter(|(_, fate)| **fate != Fate::Stays);
        gone.map(|(unit, _)| unit).collect()
    }

    /// One unit of each label of which no other is left, so that it must stay.
    fn survivors(&self, fates: &[Fate]) -> Vec<u32> {
        let mut groups = vec![Group::default(); self.classes];
        for cluster in &self.clusters {
            let label = self.labels.get(cluster.kept as usize).copied();
            if let Some(group) = label.and_then(|label| groups.get_mut(label as usize)) {
                group.is_cluster = true;
            }
        }
        let last = self.settings.keep == Keep::Last;
        for (unit, (&label, &fate)) in (0..).zip(self.labels.iter().zip(fates)) {
            let Some(group) = groups.get_mut(label as usize) else {
                continue;
            };
            group.units += 1;
            // A cluster is its own; what is only listed may go with or without it.
            if group.is_cluster && self.held(unit).is_some() {
                continue;
            }
            group.is_left |= fate == Fate::Stays;
            if fate != Fate::Named && (group.spare.is_none() || last) {
                group.spare = Some(unit);
            }
        }
        for listed in &self.listed {
            let label = self.labels.get(listed.copy as usize).copied();
            if listed.why == Why::Difference
                && let Some(group) = label.and_then(|label| groups.get_mut(label as usize))
            {
                // It stands for itself alone; what it is listed with is left, for that is listed as no repeat.
                group.is_left |= group.units == 1;
            }
        }
        let lost = (groups.iter().zip(&self.best)).filter(|(group, _)| !group.is_left);
        lost.filter(|(group, _)| group.units > 0)
            .map(|(group, &best)| {
                let named = fates.get(best as usize) == Some(&Fate::Named);
                group.spare.filter(|_| named).unwrap_or(best)
            })
            .collect()
    }

    /// The spans of `text` to delete so that [`Found::removed`] units are gone: one a unit, ascending.
    pub fn removals(&self, text: &[u16]) -> Vec<(u32, u32)> {
        self.deletions(text, &self.removed())
    }

    /// The spans of `text` to delete so that these units, ascending, are gone: one a unit, ascending.
    pub fn deletions(&self, text: &[u16], removed: &[u32]) -> Vec<(u32, u32)> {
        let mut within = vec![false; self.units.len()];
        for block in &self.blocks {
            for start in [block.first, block.copy] {
                let rest = start as usize + 1..(start + block.units) as usize;
                within.get_mut(rest).unwrap_or_default().fill(true);
            }
        }
        deletions(
            text,
            &self.units,
            |unit| removed.binary_search(&(unit as u32)).is_ok(),
            |unit| within.get(unit) == Some(&true),
        )
    }

    /// What it is clustered by.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}

/// The steps that a search may still take.
struct Steps {
    limit: u64,
    taken: u64,
}

impl Steps {
    fn new(settings: &Settings) -> Steps {
        Steps {
            limit: settings.most_steps(),
            taken: 0,
        }
    }
    /// Refuses what would take too many, by an estimate that need be no larger than `most`.
    fn estimate(&self, of: impl FnOnce(u64) -> u64) -> Result<(), TooLarge> {
        self.within(self.taken.saturating_add(of(self.limit)))
    }
    /// Does what takes no more than `most`, or is broken off.
    fn take(&mut self, work: impl FnOnce(u64) -> u64) -> Result<(), TooLarge> {
        self.taken += work(self.limit - self.taken);
        self.within(self.taken)
    }
    fn within(&self, needed: u64) -> Result<(), TooLarge> {
        let Steps { limit, .. } = *self;
        if needed <= limit {
            return Ok(());
        }
        Err(TooLarge {
            of: Scarce::Steps,
            needed,
            limit,
        })
    }
}

/// What becomes of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    /// It goes as a copy.
    Copy,
    /// It goes because a person named it.
    Named,
}

/// What there is of the units of one label.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    units: u32,
    is_cluster: bool,
    is_left: bool,
    /// The unit that comes back if none is left and the one that stays was named.
    spare: Option<u32>,
}

/// The repeats that are not removed: units held back whose class has another member.
fn list(
    class_of: &[u32],
    held: &[Option<Why>],
    best: &[u32],
    joined: &[Option<Joined>],
) -> Vec<Listed> {
    let units = (0..).zip(class_of.iter().zip(held));
    units
        .filter_map(|(copy, (&class, held))| {
            let why = (*held)?;
            // What its class has joined stays; its own representative went with it.
            let joined = joined.get(class as usize).copied().flatten();
            let kept = *best.get(joined.map_or(class, |joined| joined.leader) as usize)?;
            let similarity = joined.map_or(Similarity::WHOLE, |joined| joined.similarity);
            (kept != copy).then_some(Listed {
                kept,
                copy,
                similarity,
                why,
            })
        })
        .collect()
}

/// The length in bytes of UTF-8, and the number of marks. Not inlined, as [`Loose::read`] is not.
#[inline(never)]
fn weigh(text: &[u16]) -> (u32, u32) {
    use crate::unicode::class;
    let classes = class::table();
    // Bytes, and marks in the upper half. A pair is four bytes; a lone surrogate is counted as two.
    let weight = |&unit: &u16| {
        let bytes = 1 + u64::from(unit >= 0x80) + u64::from(unit >= 0x800);
        let is_mark = classes[usize::from(unit)] & class::MARK != 0;
        bytes - u64::from(unit & 0xF800 == 0xD800) + (u64::from(is_mark) << 32)
    };
    let sum: u64 = text.iter().map(weight).sum();
    (sum as u32, (sum >> 32) as u32)
}
