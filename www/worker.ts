// The worker's side of the protocol in job.ts: it holds the source, runs the core, puts the choices over the result and
// sends back only what changed. It decides nothing.

import { Cleaner, type Choices as Shape, initSync, type Inspection, type Options, profiles, rules, type Suggestion, whys } from 'naqi';
import { type DuplicateReport, exported, report } from './duplicates';
import { type Change, type Failure, type FromWorker, PART, type Report, type TipReport, type ToWorker } from './job';
import { spliced, touched, type Part, type Shown } from './drafts';
import { sourceOf, tableOf, withUndone } from './logs';
import { serve } from './files/serve';
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

let source = '';
let shown: Shown | null = null;
/** What has changed in the source since then; null when it is another source. */
let changes: (readonly Change[])[] | null = null;
let recipe = '';
/** Cleans drafts by that recipe; made when the first is asked for. */
let lines: Cleaner | null = null;
let cleaner: { key: string; is: Cleaner } | null = null;
let last: Inspected | null = null;

const send = (message: FromWorker, transfer: Transferable[] = []) => (self as unknown as Worker).postMessage(message, transfer);

self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === 'file') return void serve(message.task, send);
  if (message.kind === 'part') {
    source = message.first ? message.text : source + message.text;
    changes = null;
  } else if (message.kind === 'edit') {
    source = change(source, message.changes);
    changes?.push(message.changes);
  }
  else if (message.kind === 'export') send({ kind: 'exported', id: message.id, text: last ? exported(last.shaped.duplicates, last.source, message.format) : '' });
  else if (message.kind === 'check') send({ kind: 'checked', id: message.id, failure: check(message.options) });
  else run(message);
};

function change(text: string, changes: readonly Change[]): string {
  let out = '';
  let at = 0;
  for (const [from, to, insert] of changes) {
    out += text.slice(at, from) + insert;
    at = to;
  }
  return out + text.slice(at);
}

function run({ id, options, choices, drafts }: Extract<ToWorker, { kind: 'run' }>) {
  try {
    if (drafts && draft(id, options, choices)) return;
    const now = inspect(options, choices.preferred);
    const from = performance.now();
    const part = chosen(now, choices);
    const time = now.time + performance.now() - from;
    deliver(id, { ...part, source, tipCount: now.tips.length, duplicates: now.duplicates }, time, false);
    const asked = JSON.stringify(options);
    if (asked !== recipe) lines = null;
    recipe = asked;
  } catch (error) {
    cleaner = lines = last = null;
    send({ kind: 'error', id, failure: failureOf(error) });
  }
}

/** Answers by what the lines around the changes become, where that can be told. */
function draft(id: number, options: Options, choices: Choices): boolean {
  if (!shown || !changes || recipe !== JSON.stringify(options)) return false;
  const from = performance.now();
  lines ??= new Cleaner({ ...options, dedupe: false });
  let next = shown;
  for (const list of changes) {
    const at = touched(next, list);
    if (!at) return false;
    const text = change(next.source, list);
    const inspection = lines.inspect(text.slice(at.start, at.end + at.growth));
    const found = { shape: {}, shaped: inspection, ...foundIn(inspection) };
    next = spliced(next, text, at, chosen(found, within(choices, at.start, at.end + at.growth))).shown;
  }
  deliver(id, next, performance.now() - from, true);
  return true;
}

/** What of the choices lies in a span, by its own offsets. */
function within(choices: Choices, start: number, end: number): Choices {
  const inside = <S extends Span>(spans: readonly S[]): S[] =>
    spans.filter((s) => s.start < end && s.end > start).map((s) => ({ ...s, start: Math.max(0, s.start - start), end: s.end - start }));
  return { undone: inside(choices.undone), answers: inside(choices.answers), restored: [], removed: [], preferred: [] };
}

/** What was found, under the choices. */
function chosen(found: Found, choices: Choices): Part {
  const { shape, shaped } = found;
  const accept = accepted(found, choices);
  const { undone: undo, restored: restore, removed: remove } = choices;
  const made = undo.length || restore.length || remove.length || accept.length ? shaped.render({ ...shape, undo, restore, remove, accept }) : shaped;
  const table = made === shaped ? found.table : withUndone(tableOf(made.edits), found.table, undo);
  return { text: made.text, table, tips: tipReports(found, choices, table) };
}

/** Places of the suggestions that were accepted. */
function accepted({ tips }: Found, { answers }: Choices): number[] {
  const yes = new Set(answers.filter((a) => a.accepted).map((a) => `${a.start} ${a.end} ${a.replacement}`));
  return yes.size ? tips.flatMap((tip, i) => (yes.has(tip.key) ? [i] : [])) : [];
}

function check(options: Options): Failure | null {
  try {
    new Cleaner(options);
    return null;
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): Failure {
  const { name, message, messages } = error as Error & Pick<Failure, 'messages'>;
  return { name, message: String(message), ...(messages ? { messages } : {}) };
}

/** Inspects the source, unless only the choices have changed; and clusters again, unless only others have. */
function inspect(options: Options, preferred: Choices['preferred']): Inspected {
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
  return (last = { source, key, shape, shapeKey, inspection, shaped, time, ...foundIn(shaped), duplicates: report(shaped.duplicates) });
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

/** Sends the report with the part of the text that differs from what is shown, in pieces when it is long. */
function deliver(id: number, next: Shown, time: number, draft: boolean) {
  const { text, table, tips, tipCount, duplicates } = next;
  const { from, to, end } = difference(shown?.text ?? '', text);
  const first = Math.min(end, from + PART);
  const more = first < end;
  const report: Report = {
    table: { cells: table.cells.slice(), rules: table.rules },
    tips, tipCount, duplicates, sourceLength: next.source.length, resultLength: text.length, time, draft,
  };
  send({ kind: 'report', id, report, from, to: shown?.text ? to : -1, insert: text.slice(from, first), more }, [report.table.cells.buffer as ArrayBuffer]);
  for (let at = first; at < end; at += PART) {
    const stop = Math.min(end, at + PART);
    send({ kind: 'more', id, at, insert: text.slice(at, stop), last: stop === end });
  }
  shown = next;
  changes = [];
}

/** Units that are compared at once, as strings. */
const STRIDE = 1 << 12;

/** The span that differs: `from..to` of the old text is `from..end` of the new. */
function difference(old: string, text: string) {
  const least = Math.min(old.length, text.length);
  let from = 0;
  while (from + STRIDE <= least && old.slice(from, from + STRIDE) === text.slice(from, from + STRIDE)) from += STRIDE;
  while (from < least && old.charCodeAt(from) === text.charCodeAt(from)) from++;
  let tail = 0;
  const most = least - from;
  const block = (of: string) => of.slice(of.length - tail - STRIDE, of.length - tail);
  while (tail + STRIDE <= most && block(old) === block(text)) tail += STRIDE;
  while (tail < most && old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)) tail++;
  return { from, to: old.length - tail, end: text.length - tail };
}

// It is there already: see rules.ts.
initSync(new Uint8Array());
send({ kind: 'ready', table: { rules, profiles, whys } });
