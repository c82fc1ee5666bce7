// What the person has: a text, a recipe and the choices made over its result, as one plain immutable value, with undo
// and redo over all of it. Nothing here knows the DOM, the worker or the core.

import { ChangeSet, type ChangeDesc, type Text } from '@codemirror/state';
import type { Options } from 'naqi';

/** A span of the source, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A suggestion that was answered, known by the source that it stands on and by what it would put there. */
export interface Answer extends Span {
  readonly replacement: string;
  readonly accepted: boolean;
}

/** What the person decided about the result. All spans are in the source, ascending. */
export interface Choices {
  /** Where edits are taken back: one edit, or a stretch with all that it holds. */
  readonly undone: readonly Span[];
  /** Copies that were removed and are to stay. */
  readonly restored: readonly Span[];
  /** Repeats that would stay, and are to go. */
  readonly removed: readonly Span[];
  /** Copies that are to stay rather than the one that would. */
  readonly preferred: readonly Span[];
  /** Suggestions accepted or put away. */
  readonly answers: readonly Answer[];
}

export interface State {
  readonly text: Text;
  readonly options: Options;
  readonly choices: Choices;
}

export const NO_CHOICES: Choices = { undone: [], restored: [], removed: [], preferred: [], answers: [] };

interface Step {
  readonly before: State;
  /** From the text before to the text after, and back. */
  readonly changes: ChangeSet;
  readonly inverse: ChangeSet;
  /** When it was made, and what kind of step it is: typing runs together. */
  readonly time: number;
  readonly kind: string;
}

export interface History {
  readonly now: State;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

/** Steps that can be undone. */
const DEPTH = 400;
/** Milliseconds within which typing is one step. */
const TOGETHER = 700;

export const start = (now: State): History => ({ now, past: [], future: [] });

/** Carries a span through a change of the text; null when nothing is left of it. */
const carry = <S extends Span>(span: S, changes: ChangeDesc): S | null => {
  const start = changes.mapPos(span.start, 1);
  const end = changes.mapPos(span.end, -1);
  if (end < start || (end === start && span.end > span.start)) return null;
  return start === span.start && end === span.end ? span : { ...span, start, end };
};

const carryAll = <S extends Span>(spans: readonly S[], changes: ChangeDesc): readonly S[] =>
  spans.length ? spans.map((s) => carry(s, changes)).filter((s) => s !== null) : spans;

/** The choices after the text has changed. */
export const carryChoices = (choices: Choices, changes: ChangeDesc): Choices => ({
  undone: carryAll(choices.undone, changes),
  restored: carryAll(choices.restored, changes),
  removed: carryAll(choices.removed, changes),
  preferred: carryAll(choices.preferred, changes),
  answers: carryAll(choices.answers, changes),
});

function push(history: History, now: State, changes: ChangeSet, kind: string, time: number): History {
  const { past } = history;
  const last = past[past.length - 1];
  if (last && kind === 'type' && last.kind === 'type' && time - last.time < TOGETHER && !history.future.length) {
    const all = last.changes.compose(changes);
    const merged = { ...last, changes: all, inverse: changes.invert(history.now.text).compose(last.inverse), time };
    return { now, past: [...past.slice(0, -1), merged], future: [] };
  }
  const step: Step = { before: history.now, changes, inverse: changes.invert(history.now.text), time, kind };
  return { now, past: [...past.slice(-DEPTH + 1), step], future: [] };
}

/** The text was changed, by typing (`kind` "type") or otherwise. */
export function edit(history: History, text: Text, changes: ChangeSet, kind: string, time: number): History {
  const { options, choices } = history.now;
  return push(history, { text, options, choices: carryChoices(choices, changes) }, changes, kind, time);
}

/** The recipe or the choices were changed; the text stays. */
export function choose(history: History, part: Partial<Pick<State, 'options' | 'choices'>>, time: number, kind = 'choose'): History {
  const { text } = history.now;
  const none = ChangeSet.empty(text.length);
  return push(history, { ...history.now, ...part }, none, kind, time);
}

/** One step back; `changes` are to be made to the text. Null when there is nothing to undo. */
export function undo(history: History): { history: History; changes: ChangeSet } | null {
  const step = history.past[history.past.length - 1];
  if (!step) return null;
  const ahead = { ...step, before: history.now };
  return {
    history: { now: step.before, past: history.past.slice(0, -1), future: [ahead, ...history.future] },
    changes: step.inverse,
  };
}

/** One step forward again. Null when there is nothing to redo. */
export function redo(history: History): { history: History; changes: ChangeSet } | null {
  const step = history.future[0];
  if (!step) return null;
  const behind = { ...step, before: history.now };
  return {
    history: { now: step.before, past: [...history.past, behind], future: history.future.slice(1) },
    changes: step.changes,
  };
}

const order = (a: Span, b: Span) => a.start - b.start || a.end - b.end;
const same = (a: Span, b: Span) => a.start === b.start && a.end === b.end;

/** What is left of a stretch without the spans that lie in it. */
function without(stretch: Span, spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  let { start } = stretch;
  for (const s of [...spans].sort(order)) {
    if (s.start < start || s.end > stretch.end) continue;
    if (s.start > start) out.push({ start, end: s.start });
    start = s.end;
  }
  if (start < stretch.end || !out.length) out.push({ start, end: stretch.end });
  return out;
}

/** Puts spans of the source on a list of the choices, or takes them off it. */
export function mark(choices: Choices, list: 'undone' | 'restored' | 'removed' | 'preferred', spans: readonly Span[], on: boolean): Choices {
  const key = (s: Span) => `${s.start} ${s.end}`;
  const meant = new Set(spans.map(key));
  const rest = choices[list].filter((s) => !meant.has(key(s))).flatMap((s) => (on ? [s] : without(s, spans)));
  const added = on ? spans.map(({ start, end }) => ({ start, end })) : [];
  return { ...choices, [list]: [...rest, ...added].sort(order) };
}

/** Answers suggestions; `accepted` null takes the answer back. */
export function answer(choices: Choices, about: readonly (Span & { replacement: string })[], accepted: boolean | null): Choices {
  const meant = (a: Answer) => about.some((s) => same(s, a) && s.replacement === a.replacement);
  const rest = choices.answers.filter((a) => !meant(a));
  if (accepted === null) return { ...choices, answers: rest };
  const given = about.map(({ start, end, replacement }) => ({ start, end, replacement, accepted }));
  return { ...choices, answers: [...rest, ...given].sort(order) };
}
