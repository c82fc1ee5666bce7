// The core's edit log as the page's table, with the edits that the person took back still in it: they changed nothing,
// yet are there to be seen and made again. Runs in the worker.

import type { Edits } from 'naqi';
import type { Span } from './state';
import { across, cell, END, find, length, RULES, START, type Table, UNDONE, WIDTH } from './table';

export function tableOf(edits: Edits): Table {
  const cells = new Uint32Array(edits.length * WIDTH);
  const sets = new Map<string, number>();
  const rules: (readonly string[])[] = [];
  let at = 0;
  for (const edit of edits) {
    const key = edit.rules.join();
    let set = sets.get(key);
    if (set === undefined) sets.set(key, (set = rules.push(edit.rules) - 1));
    cells[at++] = edit.start;
    cells[at++] = edit.end;
    cells[at++] = edit.newStart;
    cells[at++] = edit.newEnd;
    cells[at++] = set;
  }
  return { cells, rules };
}

/** The log of a text in which edits of `before` were undone, with those edits marked as such. */
export function withUndone(table: Table, before: Table, undone: readonly Span[]): Table {
  const added: number[] = [];
  const rules = [...table.rules];
  const places = new Map(rules.map((r, i) => [r.join(), i]));
  const setOf = (set: number) => {
    const ids = before.rules[set] ?? [];
    const key = ids.join();
    if (!places.has(key)) places.set(key, rules.push(ids) - 1);
    return places.get(key) ?? 0;
  };
  for (const { start, end } of undone) {
    for (let i = find(before, START, start); i < length(before) && cell(before, i, END) <= end; i++) {
      const [from, to] = [cell(before, i, START), cell(before, i, END)];
      // What a removed copy holds has gone with it, and the removal is not undone here.
      const over = find(table, END, from + 1);
      if (over < length(table) && cell(table, over, START) < to) continue;
      const newStart = across(table, 'source', from);
      added.push(from, to, newStart, newStart + to - from, setOf(cell(before, i, RULES)) + UNDONE);
    }
  }
  return added.length ? { cells: merge(table.cells, Uint32Array.from(added)), rules } : table;
}

/** Two logs as one, by where the edits start in the source. */
function merge(a: Uint32Array, b: Uint32Array): Uint32Array {
  const out = new Uint32Array(a.length + b.length);
  let [i, j, at] = [0, 0, 0];
  while (at < out.length) {
    const first = j >= b.length || (i < a.length && (a[i] ?? 0) <= (b[j] ?? 0));
    if (first) out.set(a.subarray(i, (i += WIDTH)), at);
    else out.set(b.subarray(j, (j += WIDTH)), at);
    at += WIDTH;
  }
  return out;
}

/** The source that a span of the result stands on: the whole of each edit that it touches. */
export function sourceOf(edits: Edits, table: Table, { start, end }: Span): Span {
  const last = end > start ? end - 1 : end;
  const from = edits.toSource(start);
  const to = edits.toSource(last);
  const i = find(table, START, to + 1) - 1;
  const inside = i >= 0 && cell(table, i, START) === to && cell(table, i, END) > to && edits.toResult(to) <= last;
  return { start: from, end: inside ? cell(table, i, END) : to + (end - last) };
}
