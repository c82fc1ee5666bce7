//! The engine: compiles a list of rules into a pipeline and runs it over UTF-16 code units.
//!
//! It goes line by line, where any line break ends a line, so that it makes no difference to a rule
//! which breaks became LF before. Rules that read across lines are given pieces of the text that end
//! where none of them reads on, or all of it (`pieces`). One scan of a line finds out which classes of
//! unit occur in it; a rule whose triggers are not among them is skipped, and a line that wakes no rule
//! is copied with its neighbours in one piece. Rules that map single units run fused, as one table
//! pass. After edits a line is run again until nothing changes, so what comes out is a fixed point, and
//! cleaning is idempotent. Where the text around left a line in doubt, the whole text is run again (`settle`).
//!
//! A rule that reads across lines parts the others into stages. Where it has nothing to do, a line goes through them
//! all at once, in the same rounds, so that it becomes the same whatever wakes that rule elsewhere.
//!
//! What a rule does is in `rules`; which rules run is in `options`; duplicates are in `dedupe`.

mod map;
mod pieces;
mod scan;
mod settle;

pub(crate) use scan::breaks_after;

use crate::edits::{Edit, RuleSet, compose};
use crate::line::{Document, Line, Out, Places, Tips};
use crate::protect::anchors::Anchors;
use crate::protect::{self, Spans};
use crate::rules::{Action, EndOfPiece, Family, Mapped, RULES, Setting, Triggers};
use crate::unicode::class;
use map::{MapTable, first_mapped, map};
use pieces::{Splice, end_of_piece};
use scan::{Lines, Seen, edges, look_again, scan};
use std::cell::OnceCell;
use std::ops::Range;

/// Rounds until a line must have settled. Rules that undo each other would be a bug; the bound keeps
/// such a bug from hanging a page.
const ROUNDS: usize = 8;

/// The same for rules that read a whole text, one pass a round: markup in markup takes one each.
const WHOLE_ROUNDS: usize = 32;

/// Rules compiled for use: immutable, and used for any number of texts.
#[derive(Debug)]
pub struct Pipeline {
    /// What settles before anything else runs.
    repair: Vec<Step>,
    stages: Vec<Stage>,
    /// The classes that wake a rule that reads across lines.
    across: u32,
    /// Where a piece of a text may end, if that is told of all rules that read across lines.
    end: Option<EndOfPiece>,
    rules: Vec<(usize, Setting)>,
    protect: bool,
}

/// Steps that run line by line, or one that reads across lines.
#[derive(Debug)]
struct Stage {
    steps: Vec<Step>,
    across: bool,
}

#[derive(Debug)]
struct Step {
    triggers: Triggers,
    reaches: u32,
    rule: RuleSet,
    /// Whether its own result surely gives it nothing more to do.
    closes: bool,
    work: Work,
}

#[derive(Debug)]
enum Work {
    Map(Box<MapTable>),
    Call(Call, Setting),
}

type Call = fn(&Line<'_>, Setting, &mut Out);

impl Pipeline {
    /// Compiles rules, given by their place in [`RULES`]; `protect` says whether protected spans
    /// hold (they do not in the `lucene` profile, which promises another program's exact result).
    pub fn new(rules: &[(usize, Setting)], protect: bool) -> Pipeline {
        let mut rules: Vec<(usize, Setting)> = rules
            .iter()
            .copied()
            .filter(|(_, setting)| setting.is_on())
            .collect();
        crate::sorted::by_key(&mut rules, |&(place, _)| place as u32);
        let (mut repair, mut rest) = (Vec::new(), Vec::new());
        let mut stages = Vec::new();
        let lines = |steps| Stage {
            steps,
            across: false,
        };
        let closing = rules
            .iter()
            .filter(|&&(place, _)| RULES.get(place).is_some_and(|rule| rule.closes));
        for &(place, setting) in rules.iter().chain(closing) {
            let Some(rule) = RULES.get(place) else {
                continue;
            };
            let set = RuleSet::one(place);
            let step = |call| Step {
                triggers: rule.triggers,
                reaches: rule.reaches,
                rule: set,
                closes: rule.closes,
                work: Work::Call(call, setting),
            };
            let (call, map) = match rule.action {
                Action::Pieces(call, _) | Action::Document(call) => {
                    stages.push(lines(std::mem::take(&mut rest)));
                    stages.push(Stage {
                        steps: vec![step(call)],
                        across: true,
                    });
                    continue;
                }
                Action::Line(call) => (Some(call), None),
                Action::Map(map) => (None, Some(map)),
                Action::Both(call, map) => (Some(call), Some(map)),
            };
            let repairs = stages.is_empty() && rest.is_empty() && rule.family == Family::Repair;
            let steps = if repairs { &mut repair } else { &mut rest };
            if let Some(call) = call {
                steps.push(step(call));
            }
            if let Some(map) = map {
                add_map(steps, rule.triggers, rule.reaches, set, |unit| {
                    map(unit, setting)
                });
            }
        }
        stages.push(lines(rest));
        finish_maps(&mut repair, &mut stages);
        let rule = |&(place, _): &(usize, Setting)| RULES.get(place);
        let across = rules.iter().filter_map(rule);
        let across: Vec<_> = across.filter(|rule| rule.action.reads_across()).collect();
        let end = match across.as_slice() {
            [rule] => rule.action.end_of_piece(),
            _ => None,
        };
        Pipeline {
            repair,
            stages,
            across: across.iter().fold(0, |all, rule| all | rule.triggers.any),
            end,
            rules,
            protect,
        }
    }

    /// Runs over a text. `None`: nothing changed. Edits are appended to `log` if there is one.
    pub fn run(&self, text: &[u16], log: Option<&mut Vec<Edit>>) -> Option<Vec<u16>> {
        self.run_part(&Document::new(text), 0, log)
    }

    /// Runs over a part of a document, after `breaks` LFs at the end of the result so far.
    pub(crate) fn run_part(
        &self,
        document: &Document<'_>,
        breaks: u32,
        mut log: Option<&mut Vec<Edit>>,
    ) -> Option<Vec<u16>> {
        let logged = log.as_deref().map_or(0, Vec::len);
        let result = self.once(document, breaks, log.as_deref_mut())?;
        if !document.is_in_doubt(&result) {
            return Some(result);
        }
        let edits = log.as_deref_mut().map(|log| log.split_off(logged));
        self.settle(document, breaks, log, (result, edits.unwrap_or_default()))
    }

    // Piece after piece, by what the document says of itself.
    fn once(
        &self,
        document: &Document<'_>,
        mut breaks: u32,
        mut log: Option<&mut Vec<Edit>>,
    ) -> Option<Vec<u16>> {
        if self.rules.is_empty() {
            return None;
        }
        let whole = 0..document.text.len();
        let Some(end_of) = self.end else {
            return self.run_piece(document, whole, breaks, log);
        };
        let mut result = Splice::new(document.text);
        let mut start = 0;
        while start < whole.end {
            let end = end_of_piece(document, start, end_of);
            let piece = document.text.get(start..end).unwrap_or(&[]);
            let mut edits = Vec::new();
            let recording = log.is_some().then_some(&mut edits);
            breaks = match self.run_piece(document, start..end, breaks, recording) {
                Some(after) => {
                    result.put(start..end, &after, &edits, log.as_deref_mut());
                    breaks_after(&after, breaks)
                }
                None => breaks_after(piece, breaks),
            };
            start = end;
        }
        result.finish()
    }

    // Runs over a piece of a document that no rule reads beyond.
    fn run_piece(
        &self,
        document: &Document<'_>,
        piece: Range<usize>,
        breaks: u32,
        mut log: Option<&mut Vec<Edit>>,
    ) -> Option<Vec<u16>> {
        let wakes =
            |text: &[u16]| self.reads_whole() && class::next(text, 0, self.across).is_some();
        if wakes(document.text.get(piece.clone()).unwrap_or(&[])) {
            return self.rounds(document, piece, breaks, log);
        }
        let logged = log.as_deref().map_or(0, Vec::len);
        let by_lines = self.stages.iter().filter(|stage| !stage.across);
        let run = Run {
            repair: Steps::new(&self.repair),
            stages: by_lines.map(|stage| Steps::new(&stage.steps)).collect(),
            ..Run::new(self.protect, log.is_some())
        };
        let result = run.text(document, piece.clone(), breaks, log.as_deref_mut());
        if !result.as_deref().is_some_and(wakes) {
            return result;
        }
        if let Some(log) = log.as_deref_mut() {
            log.truncate(logged);
        }
        self.rounds(document, piece, breaks, log)
    }

    // Stage after stage, until none has anything to do.
    fn rounds(
        &self,
        document: &Document<'_>,
        piece: Range<usize>,
        breaks: u32,
        log: Option<&mut Vec<Edit>>,
    ) -> Option<Vec<u16>> {
        let mut all = Vec::new();
        let mut now: Option<Vec<u16>> = None;
        for _ in 0..WHOLE_ROUNDS {
            let mut changed = false;
            for (place, stage) in self.stages.iter().enumerate() {
                let mut edits = Vec::new();
                let after = now.as_deref().map(|text| document.with_text(text));
                let (document, piece) = match &after {
                    Some(after) => (after, 0..after.text.len()),
                    None => (document, piece.clone()),
                };
                let recording = log.is_some().then_some(&mut edits);
                let repair: &[Step] = if place == 0 { &self.repair } else { &[] };
                let run = Run {
                    repair: Steps::new(repair),
                    stages: vec![Steps::new(&stage.steps)],
                    once: true,
                    ..Run::new(self.protect, log.is_some())
                };
                let result = if stage.across {
                    run.whole(document, piece, recording)
                } else {
                    run.text(document, piece, breaks, recording)
                };
                if let Some(result) = result {
                    changed = true;
                    let mut composed = Vec::new();
                    compose(&all, &edits, &mut composed);
                    all = composed;
                    now = Some(result);
                }
            }
            if !changed {
                break;
            }
        }
        if let Some(log) = log {
            log.append(&mut all);
        }
        now
    }

    /// Whether a rule reads the whole text at once, so that it matters where a part ends.
    pub(crate) fn reads_whole(&self) -> bool {
        self.stages.len() > 1
    }

    /// Asks the rules that are on, and the general suggesters, for suggestions on a cleaned text. The
    /// id of a suggestion is its rule's; offsets are from the start of the text.
    pub fn suggest(
        &self,
        text: &[u16],
        found: &mut dyn FnMut(&'static str, usize, crate::line::Tip),
    ) {
        if !self.protect || self.rules.is_empty() {
            return;
        }
        let asked = || {
            let rules = self.rules.iter().filter_map(|&(place, setting)| {
                let rule = RULES.get(place)?;
                Some((rule.id, rule.suggest?, setting, rule.reaches))
            });
            rules.chain(
                crate::rules::SUGGESTERS
                    .iter()
                    .map(|&(id, suggest)| (id, suggest, Setting(1), protect::kind::EMOJI)),
            )
        };
        let document = Document::new(text);
        let mut tips = Tips::default();
        let mut lines = Lines::within(&document, 0..text.len());
        let mut places = Places::default();
        while let Some((start, end, seen)) = lines.next(&mut places) {
            let spans = OnceCell::new();
            let line = Line {
                text: text.get(start..end).unwrap_or(&[]),
                any: seen.any,
                adjacent: seen.adjacent,
                places: &places,
                document: &document,
                breaks_before: 0,
                spans: &spans,
                start,
            };
            for (id, suggest, setting, reaches) in asked() {
                suggest(&line, setting, &mut tips);
                for tip in tips.0.drain(..) {
                    let spans = line.protected();
                    let hit = protect::touches(spans, tip.start, tip.end, !reaches);
                    if !hit {
                        found(id, start, tip);
                    }
                }
            }
        }
    }
}

fn add_map(
    steps: &mut Vec<Step>,
    triggers: Triggers,
    reaches: u32,
    rule: RuleSet,
    map: impl Fn(u16) -> Mapped,
) {
    if let Some(Step {
        work: Work::Map(table),
        triggers: known,
        reaches: same,
        ..
    }) = steps.last_mut()
        && *same == reaches
    {
        table.add(rule, map);
        *known = known.or(triggers);
        return;
    }
    let mut table = Box::new(MapTable::new());
    table.add(rule, map);
    steps.push(Step {
        triggers,
        reaches,
        rule,
        closes: false,
        work: Work::Map(table),
    });
}

// Closes the map tables of all stages.
fn finish_maps(repair: &mut [Step], stages: &mut [Stage]) {
    let stages = stages.iter_mut().flat_map(|stage| &mut stage.steps);
    let maps = repair.iter_mut().chain(stages);
    let maps = maps.filter_map(|step| match &mut step.work {
        Work::Map(table) => Some(table),
        Work::Call(..) => None,
    });
    for (place, table) in maps.enumerate() {
        table.finish(place);
    }
}

/// Steps that run in a row, and what wakes any of them.
#[derive(Debug, Clone, Copy, Default)]
struct Steps<'p> {
    all: &'p [Step],
    wakes: Triggers,
}

impl<'p> Steps<'p> {
    fn new(all: &'p [Step]) -> Steps<'p> {
        let wakes = all
            .iter()
            .fold(Triggers::default(), |wakes, step| wakes.or(step.triggers));
        Steps { all, wakes }
    }
}

/// Whether what a line has wakes what these triggers are of.
fn wakes(triggers: Triggers, awake: u32, adjacent: u32) -> bool {
    awake & triggers.any | adjacent & triggers.adjacent != 0
}

/// One run of steps over one text: the line as it is now, and what there is to tell of it.
struct Run<'p> {
    /// What settles before a round.
    repair: Steps<'p>,
    /// What runs in a round. Each sees the protected spans that the one before it left.
    stages: Vec<Steps<'p>>,
    /// There is one round.
    once: bool,
    protect: bool,
    recording: bool,
    now: Vec<u16>,
    next: Vec<u16>,
    /// Places in the line, as the last scan found them.
    places: Places,
    out: Out,
    spans: OnceCell<Spans>,
    /// Whether the spans were found before the last edits, and only moved along with them: the line as it is
    /// may have others.
    moved_along: bool,
    /// The spans of a whole text, for a step that reads it at once.
    whole: Option<Spans>,
    /// What the last map pass left in one piece: where it began, and how far it moved.
    moved: Vec<(u32, u32)>,
    log: Vec<Edit>,
    pass: Vec<Edit>,
    spare: Vec<Edit>,
}

impl<'p> Run<'p> {
    fn new(protect: bool, recording: bool) -> Run<'p> {
        Run {
            repair: Steps::default(),
            stages: Vec::new(),
            once: false,
            protect,
            recording,
            now: Vec::new(),
            next: Vec::new(),
            places: Places::default(),
            out: Out::default(),
            spans: OnceCell::new(),
            moved_along: false,
            whole: None,
            moved: Vec::new(),
            log: Vec::new(),
            pass: Vec::new(),
            spare: Vec::new(),
        }
    }

    // What wakes any of the steps.
    fn triggers(&self) -> Triggers {
        let all = self.stages.iter();
        all.fold(self.repair.wakes, |all, steps| all.or(steps.wakes))
    }

    // Line by line. Edits are logged by their places in the piece.
    fn text(
        mut self,
        document: &Document<'_>,
        piece: Range<usize>,
        mut breaks: u32,
        mut log: Option<&mut Vec<Edit>>,
    ) -> Option<Vec<u16>> {
        let text = document.text;
        let from = piece.start;
        let mut result = Splice::new(text.get(piece.clone()).unwrap_or(&[]));
        let mut lines = Lines::within(document, piece);
        let all = self.triggers();
        while let Some((start, mut end, mut seen)) = lines.next(&mut self.places) {
            let mut line = text.get(start..end).unwrap_or(&[]);
            let awake = seen.any | edges(line, breaks);
            if !wakes(all, awake, seen.adjacent) {
                breaks = breaks_after(line, breaks);
                continue;
            }
            if line.last() == Some(&0x85) && crate::rules::mojibake::reads_on(document, start, end)
            {
                // What looks like a line break (NEL) is a letter or sign of another code page.
                end = lines.join();
                line = text.get(start..end).unwrap_or(&[]);
                seen = scan(line, &mut self.places);
            }
            if !self.line(line, start, seen, document, breaks) {
                breaks = breaks_after(line, breaks);
                continue;
            }
            if ends(line) && !self.now.is_empty() && !ends(&self.now) {
                // It goes on in the next one now.
                document.doubt();
            }
            let place = start - from..end - from;
            result.put(place, &self.now, &self.log, log.as_deref_mut());
            breaks = breaks_after(&self.now, breaks);
        }
        result.finish()
    }

    // All lines at once.
    fn whole(
        mut self,
        document: &Document<'_>,
        piece: Range<usize>,
        log: Option<&mut Vec<Edit>>,
    ) -> Option<Vec<u16>> {
        let start = piece.start;
        let text = document.text.get(piece.clone()).unwrap_or(&[]);
        let seen = scan(text, &mut self.places);
        if seen.any & self.triggers().any == 0 {
            return None;
        }
        self.whole = Some(protected_in_lines(document, piece));
        if !self.line(text, start, seen, document, 0) {
            return None;
        }
        if let Some(log) = log {
            log.append(&mut self.log);
        }
        Some(self.now)
    }

    // Runs the line to its fixed point, which is then in `now`; `false`: it stays as it is.
    fn line(
        &mut self,
        text: &[u16],
        start: usize,
        Seen { any, adjacent }: Seen,
        document: &Document<'_>,
        breaks: u32,
    ) -> bool {
        self.log.clear();
        // The spans of a whole text hold for one pass.
        self.spans = self.whole.take().map_or_else(OnceCell::new, OnceCell::from);
        self.moved_along = false;
        let mut state = State {
            source: text,
            document,
            start,
            any,
            adjacent,
            awake: any | edges(text, breaks),
            breaks,
            seen: RuleSet::default(),
            mapped: 0,
            changed: false,
        };
        for _ in 0..ROUNDS {
            // Repair settles first, so that folding a repaired text is folding the text.
            for _ in 0..ROUNDS {
                self.confirm_spans(&mut state);
                if !self.steps(self.repair, &mut state) {
                    break;
                }
            }
            let mut reopened = false;
            for place in 0..self.stages.len() {
                if place > 0 {
                    self.confirm_spans(&mut state);
                }
                reopened |= self.steps(self.stages[place], &mut state);
            }
            if !reopened || self.once {
                break;
            }
        }
        if state.changed && self.now == text {
            self.log.clear();
            return false;
        }
        state.changed
    }

    // One pass of steps; says whether the line should be run again.
    fn steps(&mut self, steps: Steps<'_>, state: &mut State<'_>) -> bool {
        let mut reopened = false;
        if !wakes(steps.wakes, state.awake, state.adjacent) {
            return reopened;
        }
        for step in steps.all {
            if !wakes(step.triggers, state.awake, state.adjacent) {
                continue;
            }
            let left = match &step.work {
                // The rule has seen the line as it now is.
                Work::Call(..) if state.seen.0 & step.rule.0 != 0 => continue,
                Work::Map(table) if state.mapped & table.bit != 0 => continue,
                Work::Call(call, setting) => self.call(step, *call, *setting, state),
                Work::Map(table) => self.pass(step, table, state),
            };
            reopened |= left.reopened;
            if left.rescan {
                let seen = self.look_again(step, state);
                (state.any, state.adjacent) = (seen.any, seen.adjacent);
                state.awake = state.any | edges(&self.now, state.breaks);
            }
        }
        reopened
    }

    // What there is to see in the line after a step. Where a rule made edits, a look at them is enough, unless it read
    // the line as another text, or moved places of marks that are yet to be put in order.
    fn look_again(&mut self, step: &Step, state: &State<'_>) -> Seen {
        let edited = !self.out.edits.is_empty();
        let all_told = step.closes && step.triggers.adjacent & class::DENORMAL != 0;
        if !edited
            || !(all_told || step.reaches != protect::kind::ALL && self.places.denormal.is_empty())
        {
            return scan(&self.now, &mut self.places);
        }
        let mut delta = 0;
        let edited = self.out.edits.iter().filter_map(|edit| {
            let start = (i64::from(edit.start) + delta) as usize;
            delta += i64::from(edit.len) - i64::from(edit.end - edit.start);
            (!edit.reorders).then(|| start..start + edit.len as usize)
        });
        let (any, mut adjacent) = (state.any, state.adjacent);
        if step.closes {
            adjacent &= !(step.triggers.adjacent & class::OF_MARKS);
        }
        look_again(&self.now, edited, Seen { any, adjacent }, &mut self.places)
    }

    // Whether protected spans hold for a step.
    fn guards(&self, step: &Step) -> bool {
        self.protect && step.reaches != protect::kind::ALL
    }

    // Runs a rule over the line.
    fn call(&mut self, step: &Step, call: Call, setting: Setting, state: &mut State<'_>) -> Left {
        state.seen = state.seen.and(step.rule);
        let guarded = self.guards(step);
        let line = Line {
            text: state.text(&self.now),
            any: state.any,
            adjacent: state.adjacent,
            places: &self.places,
            document: state.document,
            breaks_before: state.breaks,
            spans: &self.spans,
            start: state.start,
        };
        self.out.clear();
        call(&line, setting, &mut self.out);
        if guarded && !self.out.edits.is_empty() {
            drop_protected(&mut self.out, line.protected(), step.reaches);
        }
        if self.out.edits.is_empty() {
            return Left::default();
        }
        self.apply(step, state);
        state.mapped = 0;
        state.seen = RuleSet::default();
        if step.closes {
            state.seen = step.rule;
            if !self.out.rescans {
                state.adjacent &= !(step.triggers.adjacent & class::OF_MARKS);
                self.places.denormal.clear();
            }
        }
        Left {
            reopened: self.out.reopens,
            rescan: self.out.rescans,
        }
    }

    // Runs a table over the line.
    fn pass(&mut self, step: &Step, table: &MapTable, state: &mut State<'_>) -> Left {
        let spans = if self.guards(step) {
            self.spans
                .get_or_init(|| state.spans(&self.now, &self.places))
                .as_slice()
        } else {
            &[]
        };
        let first = first_mapped(state.text(&self.now), table, spans, step.reaches);
        state.mapped |= table.bit;
        let Some(first) = first else {
            return Left::default();
        };
        if !state.changed {
            self.now.clear();
            self.now.extend_from_slice(state.source);
            state.changed = true;
        }
        self.pass.clear();
        self.moved.clear();
        let before = self.now.len();
        map(
            &mut self.now,
            first,
            table,
            spans,
            step.reaches,
            self.recording.then_some(&mut self.pass),
            &mut self.moved,
        );
        self.out.clear();
        if self.recording {
            self.record();
        }
        state.seen = RuleSet::default();
        state.mapped = if table.settles { table.bit } else { 0 };
        let removed = self.now.len() != before;
        if removed && !self.follow(step.reaches) {
            state.mapped = 0;
        }
        if table.makes & class::ANCHOR != 0 {
            self.places.anchors = Anchors::anywhere(self.now.len());
        }
        let remade = table.makes & (!state.any | class::MARK) != 0;
        Left {
            // What was removed stood between its neighbours. And what text of a wrong code page or keyboard says is
            // read by its other letters.
            reopened: removed || state.any & (class::MOJIBAKE | class::LOOKALIKE) != 0,
            rescan: removed || remade || state.any & class::HAMZA_MARK != 0,
        }
    }

    // Has the spans found anew when they are next asked for.
    fn forget_spans(&mut self) {
        self.spans.take();
        self.moved_along = false;
    }

    // Finds the spans of the line as it now is. If they are where those found before have moved, what the
    // rules left with these, they leave.
    fn confirm_spans(&mut self, state: &mut State<'_>) {
        if !std::mem::take(&mut self.moved_along) {
            return;
        }
        let found = state.spans(&self.now, &self.places);
        if self.spans.get() != Some(&found) {
            state.seen = RuleSet::default();
            state.mapped = 0;
            self.spans = OnceCell::from(found);
        }
    }

    // Moves the spans along with the stretches that a map pass left in one piece; `false`: they must be found
    // again.
    fn follow(&mut self, reaches: u32) -> bool {
        let Some(spans) = self.spans.get_mut() else {
            return true;
        };
        if spans.iter().any(|span| span.kind & reaches != 0) {
            self.forget_spans();
            return false;
        }
        self.moved_along = true;
        for span in spans {
            let after = self.moved.partition_point(|&(from, _)| from <= span.start);
            if let Some(&(_, shift)) = after.checked_sub(1).and_then(|i| self.moved.get(i)) {
                span.start -= shift;
                span.end -= shift;
            }
        }
        true
    }

    // Writes the replacements in `out` into the line, moves the spans along, and records.
    fn apply(&mut self, step: &Step, state: &mut State<'_>) {
        if step.reaches == protect::kind::ALL {
            self.forget_spans();
        } else if let Some(spans) = self.spans.get_mut() {
            shift(spans, &self.out);
            self.moved_along = true;
        }
        let text = state.text(&self.now);
        if self.recording {
            self.pass.clear();
            let mut delta = 0i64;
            for edit in &self.out.edits {
                let new_start = (i64::from(edit.start) + delta) as u32;
                let new_end = new_start + edit.len;
                delta = i64::from(new_end) - i64::from(edit.end);
                self.pass.push(Edit {
                    start: edit.start,
                    end: edit.end,
                    new_start,
                    new_end,
                    rules: step.rule,
                });
            }
        }
        if self
            .out
            .edits
            .iter()
            .all(|edit| edit.end - edit.start == edit.len)
        {
            if !state.changed {
                self.now.clear();
                self.now.extend_from_slice(state.source);
            }
            for edit in &self.out.edits {
                let written = self.out.written(edit);
                let place = self.now.iter_mut().skip(edit.start as usize);
                place.zip(written).for_each(|(unit, &with)| *unit = with);
            }
        } else {
            self.next.clear();
            let mut at = 0;
            for edit in &self.out.edits {
                let kept = text.get(at..edit.start as usize).unwrap_or(&[]);
                self.next.extend_from_slice(kept);
                self.next.extend_from_slice(self.out.written(edit));
                at = edit.end as usize;
            }
            self.next.extend_from_slice(text.get(at..).unwrap_or(&[]));
            std::mem::swap(&mut self.now, &mut self.next);
        }
        state.changed = true;
        let Out { edits, units, .. } = &self.out;
        self.places.anchors.follow(edits, units, self.now.len());
        if self.recording {
            self.record();
        }
    }

    // Composes the last pass into the line's log.
    fn record(&mut self) {
        if self.log.is_empty() {
            std::mem::swap(&mut self.log, &mut self.pass);
        } else {
            self.spare.clear();
            compose(&self.log, &self.pass, &mut self.spare);
            std::mem::swap(&mut self.log, &mut self.spare);
        }
    }
}

// Whether a line is ended by a break.
fn ends(line: &[u16]) -> bool {
    line.last()
        .is_some_and(|&unit| class::of(unit) & class::BREAK != 0)
}

// The protected spans of all lines of a piece, fenced blocks among them, by their places in it.
fn protected_in_lines(document: &Document<'_>, piece: Range<usize>) -> Spans {
    let from = piece.start;
    let mut all = Spans::new();
    let mut lines = Lines::within(document, piece);
    let mut places = Places::default();
    while let Some((start, end, _)) = lines.next(&mut places) {
        let line = document.text.get(start..end).unwrap_or(&[]);
        let shift = (start - from) as u32;
        all.extend(
            protect::find(line, &places.anchors, document.cover(start))
                .into_iter()
                .map(|span| protect::Span {
                    start: span.start + shift,
                    end: span.end + shift,
                    kind: span.kind,
                }),
        );
    }
    all
}

/// What a step leaves to do.
#[derive(Debug, Clone, Copy, Default)]
struct Left {
    /// The line should be run again.
    reopened: bool,
    /// What is known of it no longer holds.
    rescan: bool,
}

/// What is known of the line while its steps run.
struct State<'a> {
    source: &'a [u16],
    document: &'a Document<'a>,
    start: usize,
    any: u32,
    adjacent: u32,
    /// `any` with what a scan of units alone cannot see.
    awake: u32,
    breaks: u32,
    changed: bool,
    /// The rules that ran since anything changed; they hold while the spans are those that they saw.
    seen: RuleSet,
    /// The map tables, a bit each, that have nothing to do since.
    mapped: u32,
}

impl<'a> State<'a> {
    /// The line as it is: `now`, once anything changed.
    fn text<'b>(&self, now: &'b [u16]) -> &'b [u16]
    where
        'a: 'b,
    {
        if self.changed { now } else { self.source }
    }

    /// The protected spans of the line as it is.
    fn spans(&self, now: &[u16], places: &Places) -> Spans {
        let cover = self.document.cover(self.start);
        protect::find(self.text(now), &places.anchors, cover)
    }
}

fn drop_protected(out: &mut Out, spans: &[protect::Span], reaches: u32) {
    let mut at = 0;
    out.edits.retain(|edit| {
        while spans.get(at).is_some_and(|span| span.end <= edit.start) {
            at += 1;
        }
        let mut hit = spans
            .iter()
            .skip(at)
            .take_while(|span| span.start < edit.end.max(edit.start + 1));
        !hit.any(|span| {
            span.kind & reaches == 0 && (edit.start < edit.end || span.start < edit.start)
        })
    });
}

// Moves spans along with the replacements; one that was replaced whole is gone.
fn shift(spans: &mut Spans, out: &Out) {
    let mut at = 0;
    let mut delta = 0i64;
    let mut moved = |offset: u32, inclusive: bool| {
        while let Some(edit) = out.edits.get(at)
            && (edit.end < offset || (edit.end == offset && (inclusive || edit.start < edit.end)))
        {
            delta += i64::from(edit.len) - i64::from(edit.end - edit.start);
            at += 1;
        }
        (i64::from(offset) + delta).max(0) as u32
    };
    for span in spans.iter_mut() {
        span.start = moved(span.start, true);
        span.end = moved(span.end, false).max(span.start);
    }
    spans.retain(|span| span.start < span.end);
}
