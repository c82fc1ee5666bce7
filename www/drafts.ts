// What a small change of a long text makes of the result, at once: only the lines around it are cleaned, and put into
// what was shown. What looks at the whole text (duplicates, the language, rules for whole texts) is left as it was; the
// run that follows sees to it. Runs in the worker; nothing here calls the core.

import type { Unit } from 'naqi';
import { type DuplicateReport, WIDTH as COPY } from './duplicates';
import { type Change, change, type TipReport } from './job';
import type { Choices, Span } from './state';
import { cell, END, find, length, NEW_END, NEW_START, RULES, START, type Table, UNDONE, WIDTH } from './table';

/** A text with what is shown of it. */
export interface Shown {
  readonly source: string;
  readonly text: string;
  readonly table: Table;
  readonly tips: readonly TipReport[];
  readonly tipCount: number;
  readonly duplicates: DuplicateReport;
}

/** The lines that changes touch: a span of the old source, and how much longer it is in the new one. */
export interface Touched extends Span {
  readonly growth: number;
}

/** Units that are cleaned at once: they take a few milliseconds. */
const MOST = 1 << 15;

const lineStart = (text: string, at: number) => (at > 0 ? text.lastIndexOf('\n', at - 1) + 1 : 0);
const lineEnd = (text: string, at: number) => text.indexOf('\n', at) + 1 || text.length;

/** The line before, or after, that is not blank: what blank lines between become depends on it. */
function lineBefore(text: string, at: number): number {
  let [start, end] = [lineStart(text, at - 1), at];
  while (start > 0 && at - start <= MOST && !text.slice(start, end).trim()) [start, end] = [lineStart(text, start - 1), start];
  return start;
}
function lineAfter(text: string, at: number): number {
  let [start, end] = [at, lineEnd(text, at)];
  while (end < text.length && end - at <= MOST && !text.slice(start, end).trim()) [start, end] = [end, lineEnd(text, end)];
  return end;
}

/** The lines that changes touch, with a line on either side; null when that is too much. */
export function touched({ source, table }: Shown, changes: readonly Change[]): Touched | null {
  const [first, last] = [changes[0], changes[changes.length - 1]];
  if (!first || !last) return null;
  const growth = changes.reduce((sum, [from, to, insert]) => sum + insert.length - (to - from), 0);
  const own = whole(source, table, { start: lineStart(source, first[0]), end: lineEnd(source, last[1]) });
  const wide = whole(source, table, { start: lineBefore(source, own.start), end: lineAfter(source, own.end) });
  const fits = ({ start, end }: Span) => end - start + Math.max(0, growth) <= MOST;
  const span = fits(wide) ? wide : own;
  return fits(span) ? { ...span, growth } : null;
}

/** The same span, widened until no edit lies across its ends. */
function whole(source: string, table: Table, { start, end }: Span): Span {
  const before = find(table, START, start) - 1;
  const after = find(table, START, end) - 1;
  const from = before >= 0 && cell(table, before, END) > start ? lineStart(source, cell(table, before, START)) : start;
  const to = after >= 0 && cell(table, after, END) > end ? lineEnd(source, cell(table, after, END)) : end;
  return (from === start && to === end) || end - start > MOST ? { start, end } : whole(source, table, { start: from, end: to });
}

/** What the lines became: the same as for a text of their own. */
export interface Part {
  readonly text: string;
  readonly table: Table;
  readonly tips: readonly TipReport[];
}

/** What changes make of what is shown; null where that cannot be told by their own lines, which `clean` cleans. */
export function drafted(shown: Shown, edits: readonly (readonly Change[])[], choices: Choices, clean: (lines: string, choices: Choices) => Part): Shown | null {
  let next = shown;
  for (const list of edits) {
    const at = touched(next, list);
    if (!at) return null;
    const source = change(next.source, list);
    const end = at.end + at.growth;
    next = spliced(next, source, at, clean(source.slice(at.start, end), within(choices, at.start, end))).shown;
  }
  return next;
}

/** What of the choices lies in a span, by its own offsets. */
function within(choices: Choices, start: number, end: number): Choices {
  const inside = <S extends Span>(spans: readonly S[]): S[] =>
    spans.filter((s) => s.start < end && s.end > start).map((s) => ({ ...s, start: Math.max(0, s.start - start), end: s.end - start }));
  return { undone: inside(choices.undone), answers: inside(choices.answers), restored: [], removed: [], preferred: [] };
}

/** What is shown, with the lines replaced; and the span of the old result that they replace. */
export function spliced(shown: Shown, source: string, at: Touched, part: Part): { shown: Shown; replaced: Span } {
  const { start, end, growth } = at;
  const [low, high] = [find(shown.table, START, start), find(shown.table, START, end)];
  const across = (i: number, position: number) => (i ? cell(shown.table, i - 1, NEW_END) + position - cell(shown.table, i - 1, END) : position);
  const replaced = { start: across(low, start), end: across(high, end) };
  const grown = part.text.length - (replaced.end - replaced.start);
  const lines = count(source, start, end + growth) - count(shown.source, start, end);
  const move = <S extends Span>(span: S, by: number): S => ({ ...span, start: span.start + by, end: span.end + by });
  const before = shown.tips.filter((tip) => tip.source.end <= start);
  const after = shown.tips.filter((tip) => tip.source.start >= end);
  const tips = [
    ...before,
    ...part.tips.map((tip) => ({ ...tip, source: move(tip.source, start), at: move(tip.at, replaced.start) })),
    ...after.map((tip) => ({ ...tip, source: move(tip.source, growth), at: move(tip.at, grown) })),
  ];
  return {
    replaced,
    shown: {
      source,
      text: shown.text.slice(0, replaced.start) + part.text + shown.text.slice(replaced.end),
      table: joined(shown.table, low, high, part.table, { start, newStart: replaced.start, growth, grown }),
      tips,
      tipCount: shown.tipCount + tips.length - shown.tips.length,
      duplicates: moved(shown.duplicates, end, count(shown.source, 0, end) + 1, growth, lines),
    },
  };
}

interface Shift {
  /** Where the part begins in the source and in the result. */
  readonly start: number;
  readonly newStart: number;
  /** How much longer source and result became there. */
  readonly growth: number;
  readonly grown: number;
}

/** A log in which the edits from `low` to `high` are replaced by those of a part. */
function joined(table: Table, low: number, high: number, part: Table, { start, newStart, growth, grown }: Shift): Table {
  const rules = [...table.rules];
  const places = new Map(rules.map((set, i) => [set.join(), i]));
  const sets = part.rules.map((set) => {
    const key = set.join();
    if (!places.has(key)) places.set(key, rules.push(set) - 1);
    return places.get(key) ?? 0;
  });
  const [head, body, tail] = [table.cells.subarray(0, low * WIDTH), part.cells, table.cells.subarray(high * WIDTH)];
  const cells = new Uint32Array(head.length + body.length + tail.length);
  cells.set(head);
  cells.set(body, head.length);
  cells.set(tail, head.length + body.length);
  const move = (from: number, to: number, source: number, result: number) => {
    for (let at = from; at < to; at += WIDTH) {
      cells[at + START]! += source;
      cells[at + END]! += source;
      cells[at + NEW_START]! += result;
      cells[at + NEW_END]! += result;
    }
  };
  for (let i = 0; i < length(part); i++) {
    const set = cell(part, i, RULES);
    cells[head.length + i * WIDTH + RULES] = (sets[(set & ~UNDONE) >>> 0] ?? 0) + (set >= UNDONE ? UNDONE : 0);
  }
  move(head.length, head.length + body.length, start, newStart);
  move(head.length + body.length, cells.length, growth, grown);
  return { cells, rules };
}

/** Line breaks in a span. */
function count(text: string, start: number, end: number): number {
  let n = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) n++;
  return n;
}

/** Duplicates whose places past `end`, where `line` begins, have moved. */
function moved(duplicates: DuplicateReport, end: number, line: number, growth: number, lines: number): DuplicateReport {
  if (!growth && !lines) return duplicates;
  const unit = <U extends Unit>(u: U): U => (u.start < end ? u : { ...u, start: u.start + growth, end: u.end + growth, line: u.line + lines });
  const removed = duplicates.removed.slice();
  for (let at = 0; at < removed.length; at += COPY) {
    if ((removed[at] ?? 0) < end) continue;
    removed[at]! += growth;
    removed[at + 1]! += growth;
    removed[at + 2]! += lines;
  }
  return {
    ...duplicates,
    removed,
    blocks: duplicates.blocks.map((b) =>
      b.start < end ? b : { ...b, first: b.first + (b.first >= line ? lines : 0), copy: b.copy + lines, start: b.start + growth, end: b.end + growth },
    ),
    clusters: duplicates.clusters.map((c) => ({ kept: unit(c.kept), copies: c.copies.map(unit), removed: c.removed.map((at) => (at < end ? at : at + growth)) })),
    listed: duplicates.listed.map((r) => ({ ...r, kept: unit(r.kept), copy: unit(r.copy) })),
  };
}
