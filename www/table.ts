// The edit log as the page holds it: five numbers an edit in one Uint32Array, so that a hundred thousand of them cross
// from the worker without being copied and are found by binary search. Nothing here makes an edit.

/** Columns of an edit. All spans are UTF-16 units, ascending and not overlapping. */
export const START = 0;
export const END = 1;
export const NEW_START = 2;
export const NEW_END = 3;
/** Place in `rules` of the table, with `UNDONE` added when the person took the edit back. */
export const RULES = 4;
export const WIDTH = 5;
export const UNDONE = 0x8000_0000;

export interface Table {
  readonly cells: Uint32Array;
  /** Every set of rules that made an edit together. */
  readonly rules: readonly (readonly string[])[];
}

export const EMPTY: Table = { cells: new Uint32Array(0), rules: [] };

export const length = (table: Table) => table.cells.length / WIDTH;
export const cell = (table: Table, edit: number, column: number) => table.cells[edit * WIDTH + column] ?? 0;
export const rulesOf = (table: Table, edit: number) => table.rules[(cell(table, edit, RULES) & ~UNDONE) >>> 0] ?? [];
export const isUndone = (table: Table, edit: number) => cell(table, edit, RULES) >= UNDONE;

/** The first edit whose `column` is at least `position`. */
export function find(table: Table, column: number, position: number): number {
  let low = 0;
  let high = length(table);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cell(table, middle, column) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The edit that covers or touches `position` on one side of the log, or -1. */
export function touching(table: Table, side: 'source' | 'result', position: number): number {
  const end = side === 'source' ? END : NEW_END;
  const start = side === 'source' ? START : NEW_START;
  const edit = find(table, end, position);
  return edit < length(table) && cell(table, edit, start) <= position ? edit : -1;
}

/** Where a position of one side stands on the other; inside an edit, at its start. */
export function across(table: Table, from: 'source' | 'result', position: number): number {
  const [start, end, otherStart, otherEnd] =
    from === 'source' ? [START, END, NEW_START, NEW_END] : [NEW_START, NEW_END, START, END];
  const after = find(table, start, position + 1);
  if (!after) return position;
  const edit = after - 1;
  const stop = cell(table, edit, end);
  if (position >= stop) return cell(table, edit, otherEnd) + position - stop;
  return cell(table, edit, otherStart);
}

/** The edits that a rule had a part in, capped. */
export function byRule(table: Table, rule: string | null, most = Infinity): number[] {
  const out: number[] = [];
  const meant = table.rules.map((set) => rule === null || set.includes(rule));
  const n = length(table);
  for (let i = 0; i < n && out.length < most; i++) if (meant[(cell(table, i, RULES) & ~UNDONE) >>> 0]) out.push(i);
  return out;
}

/** How many edits each rule had a part in, and how many of those are undone. */
export function counts(table: Table): Map<string, { made: number; undone: number }> {
  const sets = table.rules.map(() => ({ made: 0, undone: 0 }));
  const n = length(table);
  for (let i = 0; i < n; i++) {
    const r = cell(table, i, RULES);
    const set = sets[(r & ~UNDONE) >>> 0];
    if (!set) continue;
    set.made++;
    if (r >= UNDONE) set.undone++;
  }
  const out = new Map<string, { made: number; undone: number }>();
  table.rules.forEach((ids, i) => {
    for (const id of ids) {
      const c = out.get(id) ?? { made: 0, undone: 0 };
      out.set(id, { made: c.made + (sets[i]?.made ?? 0), undone: c.undone + (sets[i]?.undone ?? 0) });
    }
  });
  return out;
}
