//! The ordered rule table, and what a rule is made of.
//!
//! [`RULES`] is the one place that says which rules exist and in which order they run. The engine,
//! the options, the TypeScript types, the page's switches and the reference are all made from it.
//! A rule is a constant in a file of its own; adding one touches that file and one line here.

mod addresses;
mod alef;
mod alef_maksura;
mod context;
mod controls;
mod decoration;
mod describe;
mod detached_waw;
mod digits;
mod duplicate_marks;
mod elongation;
mod emoji;
mod extended_letters;
mod foreign_script;
mod hamza;
mod hashtags;
mod html;
mod invisibles;
pub mod language;
mod letter_case;
mod ligature_words;
mod likeness;
mod lookalikes;
mod marks;
pub mod mojibake;
mod nfc;
mod presentation_forms;
pub mod profiles;
mod punctuation;
mod punctuation_script;
mod punctuation_spacing;
mod quotes;
mod removal;
mod repeated_punctuation;
mod repeated_words;
mod tanween;
mod tanween_alef;
mod tatweel;
mod teh_marbuta;
pub mod visual_order;
mod whitespace;

#[cfg(test)]
mod testing;

use crate::line::{Line, Out, Tips};

/// A text in both languages of the product, Arabic first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Text {
    /// Modern Standard Arabic.
    pub ar: &'static str,
    /// English.
    pub en: &'static str,
}

/// What a rule is for; the families run in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Family {
    /// Lossless repair, on by default.
    Repair,
    /// Typography.
    Publish,
    /// Lossy folding for search and comparison.
    Fold,
    /// Removal of noise.
    Strip,
}

/// The settings that a rule takes besides `false` (off) and `true` (its default).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settings {
    /// On or off.
    Switch,
    /// One of these names; `true` means the first.
    OneOf(&'static [&'static str]),
    /// Any of these names; `true` means the set in `default` (a bit a name, in order).
    AnyOf {
        /// The names, each standing for the bit of its place.
        names: &'static [&'static str],
        /// The bits that `true` stands for.
        default: u32,
    },
}

impl Settings {
    /// What `true` means.
    pub const fn default(self) -> Setting {
        match self {
            Settings::Switch | Settings::OneOf(_) => Setting(1),
            Settings::AnyOf { default, .. } => Setting(default),
        }
    }
}

/// A compiled setting: 0 is off; a switch is 1; a choice is its place plus one; a set is its bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Setting(pub u32);

impl Setting {
    /// The rule does not run.
    pub const OFF: Setting = Setting(0);
    /// Whether the rule runs.
    pub const fn is_on(self) -> bool {
        self.0 != 0
    }
    /// Whether the choice or the member of a set at this place is meant by a set's bits.
    pub const fn has(self, place: u32) -> bool {
        self.0 & (1 << place) != 0
    }
    /// The place of the choice, for rules with [`Settings::OneOf`].
    pub const fn choice(self) -> usize {
        (self.0 as usize).saturating_sub(1)
    }
}

/// One worked example, shown in the page and in the reference, and run as a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Example {
    /// The text as found.
    pub before: &'static str,
    /// What this rule alone, with its default setting, makes of it.
    pub after: &'static str,
}

/// What a context-free rule makes of one code unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mapped {
    /// It stays.
    Same,
    /// It becomes this unit.
    To(u16),
    /// It goes.
    Gone,
}

/// How a rule acts.
#[derive(Clone, Copy)]
pub enum Action {
    /// Each code unit alone. Neighbouring rules of this kind run as one table pass, so it costs
    /// nothing to have many.
    Map(fn(u16, Setting) -> Mapped),
    /// A line with its context: the rule reads [`Line`] and writes replacements to [`Out`] in
    /// ascending order. A replacement that touches a protected span the rule does not name in
    /// [`Rule::reaches`] is dropped.
    Line(fn(&Line<'_>, Setting, &mut Out)),
    /// First `Line`, then `Map`.
    Both(fn(&Line<'_>, Setting, &mut Out), fn(u16, Setting) -> Mapped),
    /// Lines together that belong together, for what may cross lines (quotation marks). Same contract as
    /// `Line`; beside it, where a piece of a text may end.
    Pieces(fn(&Line<'_>, Setting, &mut Out), EndOfPiece),
    /// The whole text at once, for what may cross any (HTML). Same contract as `Line`.
    Document(fn(&Line<'_>, Setting, &mut Out)),
}

impl Action {
    /// Whether it is given more than a line.
    pub(crate) fn reads_across(self) -> bool {
        matches!(self, Action::Pieces(..) | Action::Document(_))
    }
    /// Where a piece may end, if it goes by pieces.
    pub(crate) fn end_of_piece(self) -> Option<EndOfPiece> {
        match self {
            Action::Pieces(_, end) => Some(end),
            _ => None,
        }
    }
}

/// One rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name in options, in camelCase.
    pub id: &'static str,
    /// What it is for.
    pub family: Family,
    /// Whether the text says the same after it as before.
    pub lossless: bool,
    /// What it can be set to.
    pub settings: Settings,
    /// A short name.
    pub title: Text,
    /// One line that says what it does and what it leaves.
    pub explanation: Text,
    /// Shown, and tested.
    pub example: Example,
    /// Units that must occur for the rule to have anything to do: the line is skipped unless
    /// `(line.any & any) != 0 || (line.adjacent & adjacent) != 0`. See [`crate::unicode::class`].
    pub triggers: Triggers,
    /// Kinds of protected span that the rule may edit (bits of [`crate::protect::kind`]).
    pub reaches: u32,
    /// Whether it runs a second time after all others, since what they do gives it work.
    pub closes: bool,
    /// What it does.
    pub action: Action,
    /// Finds what it would not dare to change, on the cleaned line; only `inspect` asks.
    pub suggest: Option<Suggest>,
}

/// The first place in a text that fits, and from which on what a rule does there does not depend on what stands
/// before, nor the other way round. The text starts at such a place, and its end need not be told.
pub type EndOfPiece = fn(&[u16], fits: &dyn Fn(usize) -> bool) -> Option<usize>;

/// Finds, on a cleaned line, what should not be changed without asking.
pub type Suggest = fn(&Line<'_>, Setting, &mut Tips);

/// Which classes of code unit wake a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Triggers {
    /// Any unit of one of these classes.
    pub any: u32,
    /// Two neighbouring units that share one of these classes (two spaces, two marks).
    pub adjacent: u32,
}

impl Triggers {
    /// What either wakes.
    pub(crate) fn or(self, other: Triggers) -> Triggers {
        Triggers {
            any: self.any | other.any,
            adjacent: self.adjacent | other.adjacent,
        }
    }
}

pub use describe::describe;

/// THE ordered table.
pub static RULES: &[Rule] = &[
    mojibake::RULE,
    visual_order::RULE,
    presentation_forms::RULE,
    invisibles::RULE,
    nfc::RULE,
    duplicate_marks::RULE,
    tatweel::RULE,
    lookalikes::RULE,
    whitespace::RULE,
    punctuation_script::RULE,
    punctuation_spacing::RULE,
    quotes::RULE,
    repeated_punctuation::RULE,
    detached_waw::RULE,
    tanween::RULE,
    digits::RULE,
    marks::RULE,
    tanween_alef::RULE,
    elongation::RULE,
    alef::RULE,
    hamza::RULE,
    alef_maksura::RULE,
    teh_marbuta::RULE,
    extended_letters::RULE,
    ligature_words::RULE,
    letter_case::RULE,
    punctuation::RULE,
    html::RULE,
    addresses::URLS,
    addresses::EMAILS,
    addresses::MENTIONS,
    addresses::PHONES,
    hashtags::RULE,
    emoji::RULE,
    decoration::RULE,
    controls::RULE,
    foreign_script::RULE,
];

/// Suggestions that belong to no rule: an id, and what finds them.
pub static SUGGESTERS: &[(&str, Suggest)] = &[
    ("repeatedWord", repeated_words::repeated),
    ("decoratedWord", repeated_words::decorated),
];

/// The place in [`RULES`] of the rule with this id.
pub fn place(id: &str) -> Option<usize> {
    RULES.iter().position(|rule| rule.id == id)
}
