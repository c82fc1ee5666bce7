// Puts the person's choices over what the core made: edits taken back show their source again, restored copies come back
// clean, accepted suggestions stand in the result, and the edit log follows. Pure; runs in the worker. It makes no
// judgement about text.

import type { Choices, Span } from './state';
import { cell, END, find, length, NEW_END, NEW_START, RULES, START, type Table, UNDONE } from './table';

/** A suggestion of the core over its result, with the source that it stands on. */
export interface Tip {
  /** In the result of the core. */
  readonly at: Span;
  /** In the source. */
  readonly source: Span;
  readonly replacement: string;
}

/** A text with its log. */
export interface Logged {
  readonly text: string;
  readonly table: Table;
}

export interface Rendered extends Logged {
  /** Carries a position in the core's result to the rendered text. */
  move(position: number): number;
}

/** What the core made of a source. */
export interface Made extends Logged {
  readonly source: string;
  readonly tips: readonly Tip[];
  /** Units removed as duplicates, in the source, ascending. */
  readonly removed: readonly Span[];
  /** The result before any duplicate was removed; asked for only when one is restored. */
  readonly plain: () => Logged;
}

/** The name under which accepted suggestions stand in the log. */
export const SUGGESTION = 'suggestion';
export const DEDUPE = 'dedupe';

/** A piece of the log: its columns, with the rules by name. */
type Row = readonly [start: number, end: number, newStart: number, newEnd: number, rules: readonly string[], undone: boolean];

/** `at` of the core's result becomes `text`; the edits `first..last` of its log become `rows`, counted from `at.start`. */
interface Patch {
  readonly at: Span;
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly rows: readonly Row[];
}

const nameOf = (table: Table, edit: number) => table.rules[cell(table, edit, RULES)] ?? [];
const atOf = (table: Table, edit: number): Span => ({ start: cell(table, edit, NEW_START), end: cell(table, edit, NEW_END) });

function undoes({ source, table }: Made, spans: readonly Span[]): Patch[] {
  const out: Patch[] = [];
  for (const span of spans) {
    for (let i = find(table, START, span.start); i < length(table) && cell(table, i, START) === span.start; i++) {
      if (cell(table, i, END) !== span.end || nameOf(table, i).includes(DEDUPE)) continue;
      const text = source.slice(span.start, span.end);
      out.push({ at: atOf(table, i), text, first: i, last: i + 1, rows: [[span.start, span.end, 0, text.length, nameOf(table, i), true]] });
    }
  }
  return out;
}

/** Restored copies come back as cleaning alone would have them. One removal of the log may hold several copies. */
function restores(made: Made, spans: readonly Span[]): Patch[] {
  const { table, removed } = made;
  const out: Patch[] = [];
  const wanted = new Set(spans.map((s) => s.start));
  if (!removed.some((u) => wanted.has(u.start))) return out;
  let unit = 0;
  for (let i = 0; i < length(table); i++) {
    if (!nameOf(table, i).includes(DEDUPE)) continue;
    const start = cell(table, i, START);
    const end = cell(table, i, END);
    while (unit < removed.length && (removed[unit]?.start ?? 0) < start) unit++;
    const units: Span[] = [];
    for (; unit < removed.length && (removed[unit]?.start ?? end) < end; unit++) units.push(removed[unit] as Span);
    if (!units.some((u) => wanted.has(u.start))) continue;
    // A line break goes with each copy, before it or after it as with the first.
    const lead = (units[0]?.start ?? start) - start;
    const bounds = [...units.map((u) => u.start - lead), end];
    let text = '';
    const rows: Row[] = [];
    units.forEach((u, k) => {
      const [from, to] = [bounds[k] ?? start, bounds[k + 1] ?? end];
      if (!wanted.has(u.start)) return rows.push([from, to, text.length, text.length, [DEDUPE], false]);
      const piece = part(made.plain(), from, to);
      for (const [s, e, ns, ne, rules] of piece.rows) rows.push([s, e, text.length + ns, text.length + ne, rules, false]);
      return (text += piece.text).length;
    });
    out.push({ at: atOf(table, i), text, first: i, last: i + 1, rows });
  }
  return out;
}

/** What became of `from..to` of the source, with its edits. */
function part({ text, table }: Logged, from: number, to: number): { text: string; rows: Row[] } {
  const start = resultOf(table, from, 'start');
  const end = resultOf(table, to, 'end');
  const rows: Row[] = [];
  for (let i = find(table, START, from); i < length(table) && cell(table, i, END) <= to; i++) {
    rows.push([cell(table, i, START), cell(table, i, END), cell(table, i, NEW_START) - start, cell(table, i, NEW_END) - start, nameOf(table, i), false]);
  }
  return { text: text.slice(start, end), rows };
}

/** A copy that stayed goes, with a line break, since another is to stay in its place. */
function drops(made: Made, spans: readonly Span[]): Patch[] {
  const { text, table } = made;
  return spans.map((span) => {
    let start = resultOf(table, span.start, 'start');
    let end = resultOf(table, span.end, 'end');
    if (text[end] === '\n') end++;
    else if (text[start - 1] === '\n') start--;
    return replacement(made, { start, end }, '', [DEDUPE]);
  });
}

function accepts(made: Made, answers: Choices['answers']): Patch[] {
  if (!answers.length) return [];
  const yes = new Set(answers.filter((a) => a.accepted).map((a) => `${a.start} ${a.end} ${a.replacement}`));
  return made.tips
    .filter(({ source, replacement }) => yes.has(`${source.start} ${source.end} ${replacement}`))
    .map((tip) => replacement(made, tip.at, tip.replacement, [SUGGESTION]));
}

/** One edit in the place of a span of the result and of all the edits that it touches. */
function replacement({ text, table }: Made, span: Span, by: string, rules: readonly string[]): Patch {
  let { start, end } = span;
  const first = find(table, NEW_END, start + 1);
  let last = first;
  while (last < length(table) && cell(table, last, NEW_START) < end) last++;
  if (last > first) {
    start = Math.min(start, cell(table, first, NEW_START));
    end = Math.max(end, cell(table, last - 1, NEW_END));
  }
  const whole = text.slice(start, span.start) + by + text.slice(span.end, end);
  const all = new Set(rules);
  for (let i = first; i < last; i++) for (const id of nameOf(table, i)) all.add(id);
  return {
    at: { start, end },
    text: whole,
    first,
    last,
    rows: [[sourceOf(table, start, 'start'), sourceOf(table, end, 'end'), 0, whole.length, [...all], false]],
  };
}

/** Renders what the core made with the choices. Costs nothing when there are none. */
export function render(made: Made, choices: Choices): Rendered {
  const { text: result, table } = made;
  const patches = [
    ...undoes(made, choices.undone),
    ...restores(made, choices.restored),
    ...drops(made, choices.dropped),
    ...accepts(made, choices.answers),
  ]
    .sort((a, b) => a.at.start - b.at.start || a.first - b.first)
    .filter(disjoint());
  if (!patches.length) return { text: result, table, move: (p) => p };

  const rules = [...table.rules];
  const places = new Map(rules.map((r, i) => [r.join(), i]));
  const place = (ids: readonly string[]) => {
    const key = ids.join();
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, rules.length);
    return rules.push(ids) - 1;
  };
  const cells: number[] = [];
  const pieces: string[] = [];
  let written = 0;
  let at = 0;
  let edit = 0;
  let shift = 0;
  const shifts: { from: number; shift: number }[] = [];
  const write = (piece: string) => {
    pieces.push(piece);
    written += piece.length;
  };
  const copyUntil = (stop: number) => {
    for (; edit < stop; edit++) {
      cells.push(
        cell(table, edit, START), cell(table, edit, END),
        cell(table, edit, NEW_START) + shift, cell(table, edit, NEW_END) + shift, cell(table, edit, RULES),
      );
    }
  };
  for (const patch of patches) {
    copyUntil(patch.first);
    write(result.slice(at, patch.at.start));
    for (const [start, end, newStart, newEnd, ids, undone] of patch.rows) {
      cells.push(start, end, written + newStart, written + newEnd, place(ids) + (undone ? UNDONE : 0));
    }
    write(patch.text);
    edit = patch.last;
    at = patch.at.end;
    shift = written - at;
    shifts.push({ from: at, shift });
  }
  copyUntil(length(table));
  write(result.slice(at));
  return { text: pieces.join(''), table: { cells: Uint32Array.from(cells), rules }, move: (p) => p + shiftAt(shifts, p) };
}

/** Drops what overlaps the patch before it. */
function disjoint(): (patch: Patch) => boolean {
  let end = 0;
  let last = 0;
  return (patch) => {
    if (patch.at.start < end || patch.first < last) return false;
    end = patch.at.end;
    last = patch.last;
    return true;
  };
}

/** The source position of a position in the result: inside an edit, the edit's start or end. */
export const sourceOf = (table: Table, position: number, side: 'start' | 'end') =>
  cross(table, position, side, NEW_START, NEW_END, START, END);

/** The position in the result of a position in the source: inside an edit, the edit's start or end. */
const resultOf = (table: Table, position: number, side: 'start' | 'end') =>
  cross(table, position, side, START, END, NEW_START, NEW_END);

function cross(table: Table, position: number, side: 'start' | 'end', start: number, end: number, toStart: number, toEnd: number): number {
  // What begins here belongs to a span that starts here, and not to one that ends here.
  const after = find(table, start, position);
  if (side === 'start' && after < length(table) && cell(table, after, start) === position) return cell(table, after, toStart);
  if (!after) return position;
  const edit = after - 1;
  const stop = cell(table, edit, end);
  if (position >= stop) return cell(table, edit, toEnd) + position - stop;
  return cell(table, edit, side === 'start' ? toStart : toEnd);
}

function shiftAt(shifts: readonly { from: number; shift: number }[], position: number): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shifts[middle]?.from ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low ? (shifts[low - 1]?.shift ?? 0) : 0;
}

