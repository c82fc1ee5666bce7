// A whole text, cleaned under the person's choices. What was found is kept, so that another choice, or another
// threshold, need not look for everything again. Runs in a worker.

import { Cleaner, type Choices as Shape, type Inspection, type Options, type Suggestion } from 'naqi';
import { exported, report, type DuplicateReport } from './duplicates';
import type { Part, Shown } from './drafts';
import type { TipReport } from './job';
import { sourceOf, tableOf, withUndone } from './logs';
import type { Choices, Span } from './state';
import { across, type Table } from './table';

/** Suggestions that are sent; their number is sent whole. */
const MOST_TIPS = 500;

/** A text as the core sees it, without the choices that are made over single places. */
interface Found {
  readonly shape: Shape;
  /** With its clusters formed. */
  readonly shaped: Inspection;
  readonly table: Table;
  readonly tips: readonly (Suggestion & { readonly source: Span; readonly key: string })[];
}

/** The source, found. */
interface Inspected extends Found {
  readonly source: string;
  /** The options, but for what only forms the clusters. */
  readonly key: string;
  readonly shapeKey: string;
  readonly inspection: Inspection;
  readonly duplicates: DuplicateReport;
  readonly time: number;
}

let cleaner: { key: string; is: Cleaner } | null = null;
/** The last source, with what was made of it under the last choices. */
let last: (Inspected & { readonly made: Inspection }) | null = null;

/** What a text becomes, and the milliseconds that it took the core. */
export function whole(source: string, options: Options, choices: Choices): { shown: Shown; time: number } {
  try {
    const now = inspect(source, options, choices.preferred);
    const from = performance.now();
    const made = rendered(now, choices);
    last = { ...now, made };
    const part = partOf(now, made, choices);
    const time = now.time + performance.now() - from;
    return { shown: { ...part, source, tipCount: now.tips.length, duplicates: now.duplicates }, time };
  } catch (error) {
    cleaner = last = null;
    throw error;
  }
}

/** Lines on their own, cleaned by `lines`, under the choices that lie in them. */
export function part(lines: Cleaner, source: string, choices: Choices): Part {
  const inspection = lines.inspect(source);
  const found = { shape: {}, shaped: inspection, ...foundIn(inspection) };
  return partOf(found, rendered(found, choices), choices);
}

/** The duplicates of the last whole text, as they were chosen, as a file. */
export const exportLast = (format: 'json' | 'csv'): string => (last ? exported(last.made.duplicates, last.source, format) : '');

/** What was found, under the choices. */
function rendered(found: Found, choices: Choices): Inspection {
  const { shape, shaped } = found;
  const accept = accepted(found, choices);
  const { undone: undo, restored: restore, removed: remove } = choices;
  return undo.length || restore.length || remove.length || accept.length ? shaped.render({ ...shape, undo, restore, remove, accept }) : shaped;
}

function partOf(found: Found, made: Inspection, choices: Choices): Part {
  const table = made === found.shaped ? found.table : withUndone(tableOf(made.edits), found.table, choices.undone);
  return { text: made.text, table, tips: tipReports(found, choices, table) };
}

/** Places of the suggestions that were accepted. */
function accepted({ tips }: Found, { answers }: Choices): number[] {
  const yes = new Set(answers.filter((a) => a.accepted).map((a) => `${a.start} ${a.end} ${a.replacement}`));
  return yes.size ? tips.flatMap((tip, i) => (yes.has(tip.key) ? [i] : [])) : [];
}

/** Inspects the source, unless only the choices have changed; and clusters again, unless only others have. */
function inspect(source: string, options: Options, preferred: Choices['preferred']): Inspected {
  const { threshold, keep, ...search } = typeof options.dedupe === 'object' ? options.dedupe : {};
  const key = JSON.stringify({ ...options, dedupe: options.dedupe && search });
  const shape: Shape = { ...(threshold ? { threshold } : {}), ...(keep ? { keep } : {}), ...(preferred.length ? { prefer: preferred } : {}) };
  const shapeKey = JSON.stringify(shape);
  const known = last && last.key === key && last.source === source ? last : null;
  if (known?.shapeKey === shapeKey) return known;
  if (cleaner?.key !== key) cleaner = { key, is: new Cleaner(JSON.parse(key) as Options) };
  const from = performance.now();
  const inspection = known?.inspection ?? cleaner.is.inspect(source);
  const shaped = Object.keys(shape).length && options.dedupe ? inspection.render(shape) : inspection;
  const time = performance.now() - from;
  return { source, key, shape, shapeKey, inspection, shaped, time, ...foundIn(shaped), duplicates: report(shaped.duplicates) };
}

function foundIn({ edits, suggestions }: Inspection): Pick<Found, 'table' | 'tips'> {
  const table = tableOf(edits);
  const tips = suggestions.map((s) => {
    const span = sourceOf(edits, table, s);
    return { ...s, source: span, key: `${span.start} ${span.end} ${s.replacement}` };
  });
  return { table, tips };
}

function tipReports({ tips, shaped }: Found, { answers }: Choices, table: Table): TipReport[] {
  const given = new Map(answers.map((a) => [`${a.start} ${a.end} ${a.replacement}`, a.accepted]));
  return tips.slice(0, MOST_TIPS).map(({ start, end, source: span, replacement, rule, reason, key }) => ({
    source: span,
    at: { start: across(table, 'source', span.start), end: across(table, 'source', span.end) },
    before: shaped.text.slice(start, end),
    replacement,
    rule,
    reason,
    answer: given.get(key) ?? null,
  }));
}
