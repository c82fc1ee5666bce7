//! The cleaner: options compiled once, used for any number of texts; engine, then duplicates, then
//! the report.

use crate::dedupe::{self, Difference, Found, Grade, Keys, Reason};
use crate::edits::{self, Edit};
use crate::engine::Pipeline;
use crate::error::Error;
use crate::options::Options;
use crate::report::{self, Choices, Patch, Suggestion};
use crate::rules::profiles::Profile;

/// Options compiled for use.
///
/// ```
/// use naqi::{Cleaner, Options};
///
/// let inspection = Cleaner::new(&Options::default())?.inspect("نـــص")?;
/// assert_eq!(inspection.text(), "نص");
/// assert_eq!(inspection.edits()[0].rules.ids().collect::<Vec<_>>(), ["tatweel"]);
/// assert_eq!(inspection.revert(), "نـــص");
/// # Ok::<(), naqi::Error>(())
/// ```
#[derive(Debug)]
pub struct Cleaner {
    pipeline: Pipeline,
    dedupe: Option<(dedupe::Settings, Folding)>,
}

/// The pipelines that make comparison keys.
#[derive(Debug)]
struct Folding {
    repair: Pipeline,
    no_marks: Pipeline,
    search: Pipeline,
}

impl Folding {
    fn new() -> Result<Folding, Error> {
        let compile = |options: Options| Pipeline::new(&options.resolved(), true);
        Ok(Folding {
            repair: compile(Options::new(Profile::Repair)),
            no_marks: compile(Options::new(Profile::Repair).rule("marks", true)?),
            search: compile(Options::new(Profile::Search)),
        })
    }
}

impl Keys for &Folding {
    fn key(&mut self, unit: &[u16], grade: Grade, into: &mut Vec<u16>) {
        let pipeline = match grade {
            Grade::Exact => None,
            Grade::Repaired => Some(&self.repair),
            Grade::NoMarks => Some(&self.no_marks),
            Grade::Folded | Grade::Loose => Some(&self.search),
        };
        match pipeline.and_then(|pipeline| pipeline.run(unit, None)) {
            Some(key) => *into = key,
            None => {
                into.clear();
                into.extend_from_slice(unit);
            }
        }
    }
    fn is_search(&self) -> bool {
        true
    }
}

/// What the rules made of a text, and what the deduplication found in that.
#[derive(Debug)]
pub struct Outcome {
    /// The text after the rules; duplicates are still in it.
    pub cleaned: Vec<u16>,
    /// Whether the rules changed anything.
    pub changed: bool,
    /// From the source to the cleaned text; empty unless it was asked for.
    pub log: Vec<Edit>,
    /// Duplicates in the cleaned text; `None` unless the options ask for them.
    pub found: Option<Found>,
}

impl Outcome {
    /// The spans of the cleaned text that go, as duplicates.
    pub fn removals(&self) -> Vec<(u32, u32)> {
        self.found
            .as_ref()
            .map_or_else(Vec::new, |found| found.removals(&self.cleaned))
    }
}

impl Cleaner {
    /// Compiles options.
    ///
    /// # Errors
    /// None for options that were read without one; the result leaves room for options that cannot be
    /// compiled together.
    pub fn new(options: &Options) -> Result<Cleaner, Error> {
        let pipeline = Pipeline::new(&options.resolved(), options.profile.info().protect);
        let dedupe = match &options.dedupe {
            Some(settings) => Some((settings.clone(), Folding::new()?)),
            None => None,
        };
        Ok(Cleaner { pipeline, dedupe })
    }

    pub(crate) fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    pub(crate) fn dedupe(&self) -> Option<(&dedupe::Settings, impl Keys)> {
        let (settings, keys) = self.dedupe.as_ref()?;
        Some((settings, keys))
    }

    /// Cleans a text.
    ///
    /// # Errors
    /// [`Code::TooLarge`](crate::Code::TooLarge) if deduplication would not fit into memory, and
    /// [`Code::TooLong`](crate::Code::TooLong) if a search for near copies would take too long.
    pub fn clean(&self, text: &str) -> Result<String, Error> {
        let cleaned = self.clean_utf16(text.encode_utf16().collect())?;
        Ok(cleaned.map_or_else(|| text.to_owned(), |units| String::from_utf16_lossy(&units)))
    }

    /// Cleans UTF-16 code units, lone surrogates included. `None`: nothing changed.
    ///
    /// # Errors
    /// As [`clean`](Self::clean).
    pub fn clean_utf16(&self, source: Vec<u16>) -> Result<Option<Vec<u16>>, Error> {
        let mut outcome = self.run(source, false)?;
        let removals = outcome.removals();
        delete(&mut outcome.cleaned, &removals);
        Ok((outcome.changed || !removals.is_empty()).then_some(outcome.cleaned))
    }

    /// Cleans a text and tells what became what, and why.
    ///
    /// # Errors
    /// As [`clean`](Self::clean).
    pub fn inspect(&self, text: &str) -> Result<Inspection, Error> {
        self.inspect_utf16(text.encode_utf16().collect())
    }

    /// As [`inspect`](Self::inspect), for UTF-16 code units.
    ///
    /// # Errors
    /// As [`clean`](Self::clean).
    pub fn inspect_utf16(&self, source: Vec<u16>) -> Result<Inspection, Error> {
        let outcome = self.run(source.clone(), true)?;
        let mut inspection = Inspection {
            source,
            suggestions: self.suggestions(&outcome.cleaned),
            removals: outcome.removals(),
            cleaned: outcome.cleaned,
            log: outcome.log,
            found: outcome.found,
            text: Vec::new(),
            edits: Vec::new(),
        };
        (inspection.text, inspection.edits) = inspection.render(&Choices::default());
        Ok(inspection)
    }

    /// The rules, then the search for duplicates, without a report: what the binding is made of. The
    /// source is given away, so that it takes no room while duplicates are sought.
    ///
    /// # Errors
    /// As [`clean`](Self::clean).
    pub fn run(&self, source: Vec<u16>, recording: bool) -> Result<Outcome, Error> {
        let mut log = Vec::new();
        let cleaned = self.pipeline.run(&source, recording.then_some(&mut log));
        let changed = cleaned.is_some();
        let cleaned = cleaned.unwrap_or(source);
        let found = match &self.dedupe {
            Some((settings, folding)) => {
                let mut folding = folding;
                Some(dedupe::find(&cleaned, settings, &mut folding)?)
            }
            None => None,
        };
        Ok(Outcome {
            cleaned,
            changed,
            log,
            found,
        })
    }

    /// Why a copy counts as one of the unit that stays: the weakest step that makes them equal.
    pub fn reason(&self, kept: &[u16], copy: &[u16]) -> Reason {
        match &self.dedupe {
            Some((_, folding)) => Reason::of(kept, copy, &mut &*folding),
            None if kept == copy => Reason::Identical,
            None => Reason::Words,
        }
    }

    /// The words in which a near copy differs from the unit that stays; none unless the options ask for
    /// duplicates.
    pub fn differences(&self, kept: &[u16], copy: &[u16]) -> Vec<Difference> {
        let folding = self.dedupe.as_ref().map(|(_, folding)| folding);
        folding.map_or_else(Vec::new, |mut folding| {
            dedupe::differences(kept, copy, &mut folding)
        })
    }

    /// Everything that an inspection by this cleaner found as duplicate, in rows to export; spans and lines are
    /// in the text after the rules.
    pub fn duplicates(&self, inspection: &Inspection) -> Vec<dedupe::export::Row> {
        match (&self.dedupe, &inspection.found) {
            (Some((_, keys)), Some(found)) => {
                let mut keys = keys;
                dedupe::export::rows(found, &inspection.cleaned, &mut keys)
            }
            _ => Vec::new(),
        }
    }

    /// Suggestions for a cleaned text, in the order of the text.
    pub fn suggestions(&self, cleaned: &[u16]) -> Vec<Suggestion> {
        let mut found = Vec::new();
        self.pipeline.suggest(cleaned, &mut |id, at, tip| {
            found.push(Suggestion {
                id,
                start: (at + tip.start) as u32,
                end: (at + tip.end) as u32,
                replacement: tip.with,
                reason: tip.reason,
            });
        });
        crate::sorted::by_key(&mut found, |suggestion| suggestion.start);
        found
    }
}

// Deletes ascending spans in place.
pub(crate) fn delete(text: &mut Vec<u16>, spans: &[(u32, u32)]) {
    let (mut write, mut read) = (0, 0);
    for &(start, end) in spans {
        let (start, end) = (start as usize, (end as usize).min(text.len()));
        if start >= read && end >= start {
            text.copy_within(read..start, write);
            write += start - read;
            read = end;
        }
    }
    let len = text.len();
    text.copy_within(read..len, write);
    text.truncate(write + len - read);
}

/// A cleaned text with its log, its suggestions and its duplicates.
#[derive(Debug)]
pub struct Inspection {
    source: Vec<u16>,
    cleaned: Vec<u16>,
    log: Vec<Edit>,
    suggestions: Vec<Suggestion>,
    removals: Vec<(u32, u32)>,
    found: Option<Found>,
    text: Vec<u16>,
    edits: Vec<Edit>,
}

impl Inspection {
    /// The result.
    pub fn text(&self) -> String {
        String::from_utf16_lossy(&self.text)
    }

    /// The result in UTF-16 code units, lone surrogates as they were.
    pub fn text_utf16(&self) -> &[u16] {
        &self.text
    }

    /// The text after the rules, duplicates still in it, in UTF-16 code units.
    pub fn cleaned_utf16(&self) -> &[u16] {
        &self.cleaned
    }

    /// Every change from the source to the result, removed duplicates included.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The changes that the rules made, before any duplicate was removed.
    pub fn rule_edits(&self) -> &[Edit] {
        &self.log
    }

    /// What was removed as duplicate: spans of the text after the rules.
    pub fn removals(&self) -> &[(u32, u32)] {
        &self.removals
    }

    /// The duplicates, in the text after the rules; `None` unless the options ask for them.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// What is suggested.
    pub fn suggestions(&self) -> &[Suggestion] {
        &self.suggestions
    }

    /// How many edits each rule had a part in.
    pub fn counts(&self) -> Vec<(&'static str, u32)> {
        report::counts(&self.edits)
    }

    /// The source again, put together from the result and the log.
    pub fn revert(&self) -> String {
        String::from_utf16_lossy(&self.revert_utf16())
    }

    /// The source again, unit for unit.
    pub fn revert_utf16(&self) -> Vec<u16> {
        edits::revert(&self.edits, &self.source, &self.text)
    }

    /// The result and its log under other choices: no rule runs again, and no search for duplicates.
    pub fn render(&self, choices: &Choices) -> (Vec<u16>, Vec<Edit>) {
        let removals = self.found.as_ref().map_or_else(Vec::new, |found| {
            found.deletions(
                &self.cleaned,
                &found.chosen(&choices.restore, &choices.remove),
            )
        });
        let removed = removals.into_iter().map(|(start, end)| Patch {
            start,
            end,
            with: Vec::new(),
            rules: edits::RuleSet::DEDUPE,
        });
        let undone = choices
            .undo
            .iter()
            .filter_map(|&place| self.log.get(place))
            .map(|edit| Patch {
                start: edit.new_start,
                end: edit.new_end,
                with: self
                    .source
                    .get(edit.start as usize..edit.end as usize)
                    .unwrap_or(&[])
                    .to_vec(),
                rules: edit.rules,
            });
        let accepted = choices
            .accept
            .iter()
            .filter_map(|&place| self.suggestions.get(place))
            .map(|suggestion| Patch {
                start: suggestion.start,
                end: suggestion.end,
                with: suggestion.replacement.clone(),
                rules: edits::RuleSet::SUGGESTION,
            });
        let patched = report::patch(
            &self.source,
            &self.cleaned,
            &self.log,
            removed.chain(undone).chain(accepted).collect(),
        );
        (patched.text, patched.edits)
    }
}
