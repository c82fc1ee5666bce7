// Puts the person's choices over what the core made: edits taken back show their source again, accepted suggestions
// stand in the result, and the edit log follows. Pure; runs in the worker. It makes no judgement about text.

import type { Answer, Span } from './state';
import { cell, END, find, length, NEW_END, NEW_START, RULES, START, type Table, UNDONE, WIDTH } from './table';

/** A suggestion of the core over its result, with the source that it stands on. */
export interface Tip {
  /** In the result of the core. */
  readonly at: Span;
  /** In the source. */
  readonly source: Span;
  readonly replacement: string;
}

export interface Rendered {
  readonly text: string;
  readonly table: Table;
  /** Carries a position in the core's result to the rendered text. */
  move(position: number): number;
}

/** The name under which accepted suggestions stand in the log. */
export const SUGGESTION = 'suggestion';

interface Patch {
  at: Span;
  text: string;
  /** The edits of the core that it replaces: first and after last. */
  first: number;
  last: number;
  undone: boolean;
}

/** What restoring a removed unit gives: it comes back clean, not as it was. */
export type Restore = (edit: number) => { text: string; cells: Uint32Array; rules: readonly (readonly string[])[] } | null;

function undoes(table: Table, spans: readonly Span[], source: string, restore: Restore): Patch[] {
  const out: Patch[] = [];
  for (const span of spans) {
    for (let i = find(table, START, span.start); i < length(table) && cell(table, i, START) === span.start; i++) {
      if (cell(table, i, END) !== span.end) continue;
      out.push({
        at: { start: cell(table, i, NEW_START), end: cell(table, i, NEW_END) },
        text: restore(i)?.text ?? source.slice(span.start, span.end),
        first: i,
        last: i + 1,
        undone: true,
      });
    }
  }
  return out;
}

function accepts(table: Table, answers: readonly Answer[], tips: readonly Tip[], result: string): Patch[] {
  const out: Patch[] = [];
  for (const tip of tips) {
    const { source } = tip;
    const yes = answers.some(
      (a) => a.accepted && a.start === source.start && a.end === source.end && a.replacement === tip.replacement,
    );
    if (!yes) continue;
    let { start, end } = tip.at;
    const first = find(table, NEW_END, start + 1);
    let last = first;
    while (last < length(table) && cell(table, last, NEW_START) < end) last++;
    if (last > first) {
      start = Math.min(start, cell(table, first, NEW_START));
      end = Math.max(end, cell(table, last - 1, NEW_END));
    }
    const text = result.slice(start, tip.at.start) + tip.replacement + result.slice(tip.at.end, end);
    out.push({ at: { start, end }, text, first, last, undone: false });
  }
  return out;
}

/** Renders the result of the core with the choices. Costs nothing when there are none. */
export function render(
  source: string,
  result: string,
  table: Table,
  undone: readonly Span[],
  answers: readonly Answer[],
  tips: readonly Tip[],
  restore: Restore = () => null,
): Rendered {
  const patches = [...undoes(table, undone, source, restore), ...accepts(table, answers, tips, result)]
    .sort((a, b) => a.at.start - b.at.start || a.first - b.first)
    .filter(disjoint());
  if (!patches.length) return { text: result, table, move: (p) => p };

  const rules = [...table.rules];
  const setOf = (ids: readonly string[]) => {
    const key = ids.join();
    const known = rules.findIndex((r) => r.join() === key);
    return known >= 0 ? known : rules.push(ids) - 1;
  };
  const cells: number[] = [];
  let text = '';
  let at = 0;
  let edit = 0;
  let shift = 0;
  const shifts: { from: number; shift: number }[] = [];
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
    text += result.slice(at, patch.at.start);
    const start = text.length;
    text += patch.text;
    if (patch.undone) {
      const from = cell(table, patch.first, START);
      const back = restore(patch.first);
      cells.push(from, cell(table, patch.first, END), start, text.length, (cell(table, patch.first, RULES) | UNDONE) >>> 0);
      if (back && back.cells.length) {
        // The cleaned unit has edits of its own; the removal that held them goes.
        cells.length -= WIDTH;
        for (let i = 0; i < back.cells.length; i += WIDTH) {
          const c = back.cells;
          cells.push(from + (c[i] ?? 0), from + (c[i + 1] ?? 0), start + (c[i + 2] ?? 0), start + (c[i + 3] ?? 0),
            setOf(back.rules[c[i + 4] ?? 0] ?? []));
        }
      }
    } else {
      const ids = new Set([SUGGESTION]);
      for (let i = patch.first; i < patch.last; i++) for (const id of table.rules[cell(table, i, RULES)] ?? []) ids.add(id);
      cells.push(sourceOf(table, patch.at.start, 'start'), sourceOf(table, patch.at.end, 'end'), start, text.length, setOf([...ids]));
    }
    edit = patch.last;
    at = patch.at.end;
    shift = text.length - at;
    shifts.push({ from: at, shift });
  }
  copyUntil(length(table));
  text += result.slice(at);
  return { text, table: { cells: Uint32Array.from(cells), rules }, move: (p) => p + shiftAt(shifts, p) };
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

/** The source position of a position in the result, outside edits or at an edit's boundary. */
export function sourceOf(table: Table, position: number, side: 'start' | 'end'): number {
  const after = side === 'start' ? find(table, NEW_START, position) : find(table, NEW_START, position + 1);
  if (side === 'start') {
    const here = after < length(table) && cell(table, after, NEW_START) === position;
    if (here) return cell(table, after, START);
  }
  if (!after) return position;
  const edit = after - 1;
  const stop = cell(table, edit, NEW_END);
  if (position >= stop) return cell(table, edit, END) + position - stop;
  return cell(table, edit, side === 'start' ? START : END);
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
