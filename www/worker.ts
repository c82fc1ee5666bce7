// The worker's side of the protocol in job.ts: it holds the source, runs the core, puts the choices over the result and
// sends back only what changed. It decides nothing.

import wasm from 'inline:wasm';
import { Cleaner, type Choices as Shape, initSync, type Inspection, type Options, profiles, rules, type Suggestion } from 'naqi';
import { type DuplicateReport, exported, report } from './duplicates';
import { type Change, type Failure, type FromWorker, PART, type Report, type TipReport, type ToWorker } from './job';
import { sourceOf, tableOf, withUndone } from './logs';
import { serve } from './files/serve';
import type { Choices, Span } from './state';
import { across, type Table } from './table';

/** Suggestions that are sent; their number is sent whole. */
const MOST_TIPS = 500;

/** The source as the core sees it, without the choices that are made over single places. */
interface Inspected {
  readonly source: string;
  /** The options, but for what only forms the clusters. */
  readonly key: string;
  readonly shape: Shape;
  readonly shapeKey: string;
  readonly inspection: Inspection;
  /** With its clusters formed. */
  readonly shaped: Inspection;
  readonly table: Table;
  readonly tips: readonly (Suggestion & { readonly source: Span; readonly key: string })[];
  readonly duplicates: DuplicateReport;
  readonly time: number;
}

let source = '';
let shown = '';
let cleaner: { key: string; is: Cleaner } | null = null;
let last: Inspected | null = null;

const send = (message: FromWorker, transfer: Transferable[] = []) => (self as unknown as Worker).postMessage(message, transfer);

self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === 'file') return void serve(message.task, send);
  if (message.kind === 'part') source = message.first ? message.text : source + message.text;
  else if (message.kind === 'edit') source = change(source, message.changes);
  else if (message.kind === 'export') send({ kind: 'exported', id: message.id, text: last ? exported(last.shaped.duplicates, last.source, message.format) : '' });
  else if (message.kind === 'check') send({ kind: 'checked', id: message.id, failure: check(message.options) });
  else run(message.id, message.options, message.choices);
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

function run(id: number, options: Options, choices: Choices) {
  try {
    const now = inspect(options, choices.preferred);
    const from = performance.now();
    const accept = accepted(now, choices);
    const chosen = choices.undone.length || choices.restored.length || accept.length;
    const made = chosen
      ? now.shaped.render({ ...now.shape, undo: choices.undone, restore: choices.restored, accept })
      : now.shaped;
    const table = chosen ? withUndone(tableOf(made.edits), now.table, choices.undone) : now.table;
    const told: Report = {
      table: { cells: table.cells.slice(), rules: table.rules },
      tips: tipReports(now, choices, table),
      tipCount: now.tips.length,
      duplicates: now.duplicates,
      sourceLength: source.length,
      resultLength: made.text.length,
      time: now.time + performance.now() - from,
    };
    deliver(id, told, made.text);
  } catch (error) {
    cleaner = null;
    last = null;
    send({ kind: 'error', id, failure: failureOf(error) });
  }
}

/** Places of the suggestions that were accepted. */
function accepted({ tips }: Inspected, { answers }: Choices): number[] {
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
  const { edits, suggestions } = shaped;
  const table = tableOf(edits);
  const tips = suggestions.map((s) => {
    const span = sourceOf(edits, table, s);
    return { ...s, source: span, key: `${span.start} ${span.end} ${s.replacement}` };
  });
  return (last = { source, key, shape, shapeKey, inspection, shaped, table, tips, time, duplicates: report(shaped.duplicates) });
}

function tipReports({ tips, shaped }: Inspected, { answers }: Choices, table: Table): TipReport[] {
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
function deliver(id: number, report: Report, text: string) {
  const { from, to, end } = difference(shown, text);
  const first = Math.min(end, from + PART);
  const more = first < end;
  send({ kind: 'report', id, report, from, to: shown === '' ? -1 : to, insert: text.slice(from, first), more }, [
    report.table.cells.buffer as ArrayBuffer,
  ]);
  for (let at = first; at < end; at += PART) {
    const stop = Math.min(end, at + PART);
    send({ kind: 'more', id, at, insert: text.slice(at, stop), last: stop === end });
  }
  shown = text;
}

/** The span that differs: `from..to` of the old text is `from..end` of the new. */
function difference(old: string, text: string) {
  const least = Math.min(old.length, text.length);
  let from = 0;
  while (from < least && old.charCodeAt(from) === text.charCodeAt(from)) from++;
  let tail = 0;
  const most = least - from;
  while (tail < most && old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)) tail++;
  return { from, to: old.length - tail, end: text.length - tail };
}

send({ kind: 'ready', rules, profiles });
initSync(Uint8Array.from(wasm, (letter) => letter.charCodeAt(0) & 0xff));
