// The worker's side of the protocol in job.ts: it holds the source, runs the core, puts the choices over the result and
// sends back only what changed. It decides nothing.

import wasm from 'inline:wasm';
import { Cleaner, initSync, type Inspection, type Options, profiles, rules } from 'naqi';
import { type DuplicateReport, exported, report, spans } from './duplicates';
import { type Change, type Failure, type FromWorker, PART, type Report, type TipReport, type ToWorker } from './job';
import { type Logged, type Made, render, sourceOf } from './render';
import { serve } from './files/serve';
import type { Choices } from './state';
import { type Table, WIDTH } from './table';

/** Suggestions that are sent; their number is sent whole. */
const MOST_TIPS = 500;

let source = '';
let shown = '';
let cleaner: { key: string; is: Cleaner } | null = null;
let last: (Made & { key: string; inspection: Inspection; duplicates: DuplicateReport; time: number }) | null = null;

const send = (message: FromWorker, transfer: Transferable[] = []) => (self as unknown as Worker).postMessage(message, transfer);

self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === 'file') return void serve(message.task, send);
  if (message.kind === 'part') source = message.first ? message.text : source + message.text;
  else if (message.kind === 'edit') source = change(source, message.changes);
  else if (message.kind === 'export') send({ kind: 'exported', id: message.id, text: last ? exported(last.inspection.duplicates, last.source, message.format) : '' });
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
    const now = inspect(options);
    const made = render(now, choices);
    const told: Report = {
      table: { cells: made.table.cells.slice(), rules: made.table.rules },
      counts: now.inspection.counts,
      tips: tipReports(now, choices, made.move),
      tipCount: now.tips.length,
      duplicates: now.duplicates,
      sourceLength: source.length,
      resultLength: made.text.length,
      time: now.time,
    };
    deliver(id, told, made.text);
  } catch (error) {
    cleaner = null;
    last = null;
    send({ kind: 'error', id, failure: failureOf(error) });
  }
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

/** Inspects the source, unless only the choices have changed. */
function inspect(options: Options) {
  const key = JSON.stringify(options);
  if (last && last.key === key && last.source === source) return last;
  if (cleaner?.key !== key) cleaner = { key, is: new Cleaner(options) };
  const from = performance.now();
  const inspection = cleaner.is.inspect(source);
  const time = performance.now() - from;
  const table = tableOf(inspection);
  const tips = inspection.suggestions.map((s) => ({
    at: { start: s.start, end: s.end },
    source: { start: sourceOf(table, s.start, 'start'), end: sourceOf(table, s.end, 'end') },
    replacement: s.replacement,
  }));
  const duplicates = report(inspection.duplicates);
  let plain: Logged | null = null;
  return (last = {
    source,
    key,
    inspection,
    text: inspection.text,
    table,
    tips,
    time,
    duplicates,
    removed: [...spans(duplicates)],
    plain: () => (plain ??= withoutDedupe(last?.source ?? '', options)),
  });
}

function withoutDedupe(text: string, { dedupe: _, ...options }: Options): Logged {
  const inspection = new Cleaner(options).inspect(text);
  return { text: inspection.text, table: tableOf(inspection) };
}

function tableOf({ edits }: Inspection): Table {
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

function tipReports(now: NonNullable<typeof last>, choices: Choices, move: (p: number) => number): TipReport[] {
  const answers = new Map(choices.answers.map((a) => [`${a.start} ${a.end} ${a.replacement}`, a.accepted]));
  return now.tips.slice(0, MOST_TIPS).map((tip, i) => {
    const { rule, reason } = now.inspection.suggestions[i] as Inspection['suggestions'][number];
    return {
      source: tip.source,
      at: { start: move(tip.at.start), end: move(tip.at.end) },
      before: now.inspection.text.slice(tip.at.start, tip.at.end),
      replacement: tip.replacement,
      rule,
      reason,
      answer: answers.get(`${tip.source.start} ${tip.source.end} ${tip.replacement}`) ?? null,
    };
  });
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
