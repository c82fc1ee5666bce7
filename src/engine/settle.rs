//! A text of which a line was left as it is by what stands around it: the document's language, a wrong code page on
//! the lines beside it, the length of a block. Other rules may change that, and then the line is to be judged by what
//! they made of it, or cleaning twice would find more than cleaning once.

use super::{Pipeline, WHOLE_ROUNDS};
use crate::edits::{Edit, compose};
use crate::line::Document;
use crate::rules::{Family, RULES};

/// What came of a text so far.
#[derive(Default)]
struct State {
    text: Option<Vec<u16>>,
    edits: Vec<Edit>,
}

impl Pipeline {
    /// Runs over a document, each time by what the last run made of it, until that leaves no doubt. Repair settles
    /// first, as it does in a line. `first` is what the first run made of it, with the edits.
    pub(super) fn settle(
        &self,
        document: &Document<'_>,
        breaks: u32,
        log: Option<&mut Vec<Edit>>,
        first: (Vec<u16>, Vec<Edit>),
    ) -> Option<Vec<u16>> {
        let repairs = |place: usize| {
            let rule = RULES.get(place);
            rule.is_some_and(|rule| rule.family == Family::Repair)
        };
        let rules = self.rules.iter().copied();
        let repair: Vec<_> = rules.filter(|&(place, _)| repairs(place)).collect();
        let mut state = State::default();
        if repair.len() < self.rules.len() {
            let repair = Pipeline::new(&repair, self.protect);
            repair.again(document, breaks, &mut state, log.is_some());
        } else {
            let (text, edits) = first;
            let text = Some(text);
            state = State { text, edits };
        }
        // Even where repair changed nothing here, it may have before this part.
        let document = document.anew(document.text);
        self.again(&document, breaks, &mut state, log.is_some());
        if let Some(log) = log {
            log.append(&mut state.edits);
        }
        state.text
    }

    fn again(&self, document: &Document<'_>, breaks: u32, state: &mut State, recording: bool) {
        for _ in 0..WHOLE_ROUNDS {
            let now = match &state.text {
                Some(text) => document.anew(text),
                None => document.again(),
            };
            let mut edits = Vec::new();
            let Some(after) = self.once(&now, breaks, recording.then_some(&mut edits)) else {
                break;
            };
            let is_settled = !now.is_in_doubt(&after);
            if recording {
                let before = std::mem::take(&mut state.edits);
                compose(&before, &edits, &mut state.edits);
            }
            state.text = Some(after);
            if is_settled {
                break;
            }
        }
    }
}
