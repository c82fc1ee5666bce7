// The worker's side of the protocol in job.ts: it holds the source and what is shown of it, answers a keystroke by a
// draft and anything else by a whole run, and sends back only what changed. A long text is run by its helper, so that it
// never keeps the hand waiting.

import { Cleaner, initSync, type Options, profiles, rules, whys } from 'naqi';
import { drafted, type Shown } from './drafts';
import { type FromHelper, Helper } from './helper';
import { type Change, change, type Failure, type FromWorker, LONG, PART, type Report, type Run, type ToWorker } from './job';
import { serve } from './files/serve';
import { exportLast, part, whole } from './whole';

let source = '';
let shown: Shown | null = null;
/** What has changed in the source since then; null when it is another source. */
let changes: (readonly Change[])[] | null = null;
/** The recipe of what is shown. */
let recipe = '';
/** Cleans drafts by a recipe; made when the first is asked for. */
let lines: { recipe: string; is: Cleaner } | null = null;
/** What is shown was made by the helper. */
let helped = false;

/** Where the answers of a helper go; null in the worker that the page talks to. */
let port: MessagePort | null = null;

const send = (message: FromWorker, transfer: Transferable[] = []) => (self as unknown as Worker).postMessage(message, transfer);

const helper = new Helper({
  hire: (end) => send({ kind: 'hire', port: end }, end ? [end] : []),
  exported: (id, text) => send({ kind: 'exported', id, text }),
  failed: (id, failure) => send({ kind: 'error', id, failure }),
  whole(found, time, run, since) {
    const made = JSON.stringify(run.options);
    const typed = since && JSON.stringify(helper.waiting?.options) === made ? helper.takeTyped() : null;
    if (!typed && (helper.waiting || since?.length !== 0)) return;
    const next = typed && since ? draft(found, since, typed) : found;
    if (!next) return helper.run({ ...typed!, why: 'owed' }, source);
    recipe = made;
    helped = true;
    deliver(typed?.id ?? run.id, next, time, typed !== null);
  },
});

const hear = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === 'file') return void serve(message.task, send);
  if (message.kind === 'help') {
    port = message.port;
    port.onmessage = hear;
  } else if (message.kind === 'part') {
    source = message.first ? message.text : source + message.text;
    changes = null;
    helper.changed(null);
  } else if (message.kind === 'edit') {
    source = change(source, message.changes);
    changes?.push(message.changes);
    helper.changed(message.changes);
  } else if (message.kind === 'export') {
    if (helped) helper.export(message.id, message.format);
    else answer({ kind: 'exported', id: message.id, text: exportLast(message.format) });
  } else if (message.kind === 'check') send({ kind: 'checked', id: message.id, failure: check(message.options) });
  else if (message.kind === 'cancel') helper.cancel();
  else run(message);
};
self.onmessage = hear;

const answer = (message: FromHelper & FromWorker) => (port ? port.postMessage(message) : send(message));

function run(message: Run) {
  const { id, options, choices } = message;
  try {
    if (port) {
      const { shown: { source: _, ...found }, time } = whole(source, options, choices);
      return port.postMessage({ kind: 'whole', id, found, time } satisfies FromHelper);
    }
    if (source.length >= LONG) {
      // While another recipe or other choices are under way, what is shown is not what to go on from.
      if (message.why === 'typed' && helper.renewing) return helper.run(message, source);
      const next = message.why === 'typed' && shown && changes && recipe === JSON.stringify(options) ? draft(shown, changes, message) : null;
      return next ? deliver(id, next, 0, true) : helper.run(message.why === 'typed' ? { ...message, why: 'new' } : message, source);
    }
    helper.release();
    const { shown: next, time } = whole(source, options, choices);
    recipe = JSON.stringify(options);
    helped = false;
    deliver(id, next, time, false);
  } catch (error) {
    lines = null;
    answer({ kind: 'error', id, failure: failureOf(error) });
  }
}

/** What changes make of what was shown, where that can be told by their own lines. */
function draft(from: Shown, edits: readonly (readonly Change[])[], { options, choices }: Run): Shown | null {
  const key = JSON.stringify(options);
  if (lines?.recipe !== key) lines = { recipe: key, is: new Cleaner({ ...options, dedupe: false }) };
  const { is } = lines;
  return drafted(from, edits, choices, (text, under) => part(is, text, under));
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
