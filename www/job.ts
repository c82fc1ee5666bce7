// One protocol between the page and its worker, and the page's side of it: every run has an id, ends in a report or an
// error, and is superseded by a newer one. Reports build on one another, so each is taken, also one that comes late. The
// worker's side is in worker.ts.

import type { ChangeSet, Text } from '@codemirror/state';
import type { Options, ProfileInfo, RuleInfo, Why } from 'naqi';
import type { Answer, Task } from './files/protocol';
import type { DuplicateReport } from './duplicates';
import type { Choices, Span } from './state';
import type { Table } from './table';

/** A change of the source: `from..to` becomes `insert`. Positions are those before the whole list; the list ascends. */
export type Change = readonly [from: number, to: number, insert: string];

/** A suggestion with where it stands. */
export interface TipReport {
  readonly source: Span;
  /** In the text shown. */
  readonly at: Span;
  readonly before: string;
  readonly replacement: string;
  readonly rule: string;
  readonly reason: { readonly ar: string; readonly en: string };
  /** What the person said of it, if anything. */
  readonly answer: boolean | null;
}

export interface Report {
  readonly table: Table;
  readonly tips: readonly TipReport[];
  readonly tipCount: number;
  readonly duplicates: DuplicateReport;
  readonly sourceLength: number;
  readonly resultLength: number;
  /** Milliseconds in the core. */
  readonly time: number;
  /** Only the lines around a change were cleaned: see drafts.ts. Another report follows. */
  readonly draft: boolean;
}

/** An error in a form that crosses, and that the page can say in its own language. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** The core's own words, when it is the core's error. */
  readonly messages?: { readonly ar: string; readonly en: string };
}

/** What the core tells of its rules. */
export interface RuleTable {
  readonly rules: readonly RuleInfo[];
  readonly profiles: readonly ProfileInfo[];
  /** Why a repeat is listed and not removed. */
  readonly whys: readonly { readonly id: Why; readonly title: { readonly ar: string; readonly en: string } }[];
}

export interface Run {
  readonly kind: 'run';
  readonly id: number;
  readonly options: Options;
  readonly choices: Choices;
  /** The hand typed and nothing else has changed, so that a draft may answer; a draft owes this run; or another reason. */
  readonly why: 'typed' | 'owed' | 'new';
}

export type ToWorker =
  | { kind: 'part'; first: boolean; text: string }
  | { kind: 'edit'; changes: readonly Change[] }
  | Run
  | { kind: 'cancel' }
  /** To a worker that is to help another one, see helper.ts. */
  | { kind: 'help'; port: MessagePort }
  | { kind: 'check'; id: number; options: Options }
  | { kind: 'export'; id: number; format: 'json' | 'csv' }
  | { kind: 'file'; task: Task };

export type FromWorker =
  | { kind: 'ready'; table: RuleTable }
  /** A helper is wanted at the other end of this port, in place of the one before; null: none. */
  | { kind: 'hire'; port: MessagePort | null }
  | { kind: 'report'; id: number; report: Report; from: number; to: number; insert: string; more: boolean }
  | { kind: 'more'; id: number; at: number; insert: string; last: boolean }
  | { kind: 'error'; id: number; failure: Failure }
  | { kind: 'checked'; id: number; failure: Failure | null }
  | { kind: 'exported'; id: number; text: string }
  | Answer;

/** Units that go in one message: small enough to take a few milliseconds on either side. */
export const PART = 1 << 18;
/** Milliseconds that a superseded run may still take before it is given up. */
export const PATIENCE = 120;
/** Milliseconds of rest before a run starts, and before the run that a draft owes. */
const REST = 8;
const LONG_REST = 350;
/** Units from which a text is long: a change is answered by a draft first. Below, the whole takes no longer. */
export const LONG = 1 << 17;

/** A text after changes. */
export function change(text: string, changes: readonly Change[]): string {
  let out = '';
  let at = 0;
  for (const [from, to, insert] of changes) {
    out += text.slice(at, from) + insert;
    at = to;
  }
  return out + text.slice(at);
}

/** Changes as they are sent; null when they are too much for one message. */
function listOf(changes: ChangeSet): Change[] | null {
  const list: Change[] = [];
  let big = 0;
  changes.iterChanges((from, to, _a, _b, insert) => {
    big += insert.length;
    if (big <= PART) list.push([from, to, insert.toString()]);
  });
  return big <= PART ? list : null;
}

export interface Listener {
  ready(table: RuleTable): void;
  /**
   * A run's first answer: replace `from..to` of the result shown (`to` -1: to its end) by `insert`. `since` is what has
   * changed in the source since the run was asked for.
   */
  report(report: Report, from: number, to: number, insert: string, more: boolean, since: ChangeSet | null): void;
  more(at: number, insert: string, last: boolean): void;
  failed(failure: Failure): void;
}

export interface Work {
  readonly text: Text;
  readonly options: Options;
  readonly choices: Choices;
  /** Nothing but the text was changed since the last work, by the hand. */
  readonly typed: boolean;
}

const pause = () => new Promise<void>((done) => setTimeout(done));

export class Job {
  #worker: Worker | null = null;
  #helper: Worker | null = null;
  /** What the worker has, or will have once the changes are sent. */
  #known: Text | null = null;
  #changes: (readonly Change[])[] = [];
  #id = 0;
  #running = 0;
  #work: Work | null = null;
  /** What is wanted is the run that a draft owes. */
  #owes = false;
  #wanted: Work | null = null;
  #timer = 0;
  /** A text is being sent. */
  #sending = false;
  #upload = 0;
  /** What has changed in the source since each run was asked for. */
  #since = new Map<number, ChangeSet | null>();
  #exports = new Map<number, (text: string) => void>();
  #checks = new Map<number, { options: Options; done: (failure: Failure | null) => void }>();

  constructor(
    private readonly make: () => Worker,
    private readonly listener: Listener,
  ) {
    this.#start();
  }

  /** Asks for a result of this work; what was asked before is superseded. */
  ask(work: Work, changes?: ChangeSet) {
    const list = changes && listOf(changes);
    if (changes) for (const [id, since] of this.#since) this.#since.set(id, since?.compose(changes) ?? changes);
    if (list && this.#known) {
      this.#changes.push(list);
      this.#known = work.text;
    } else if (work.text !== this.#known) this.#forget();
    const typed = work.typed && this.#known !== null && (this.#owes || (this.#wanted?.typed ?? true));
    this.#wanted = { ...work, typed };
    this.#owes = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), REST);
  }

  /** The worker has another text, and has to be sent this one. */
  #forget() {
    this.#known = null;
    this.#changes = [];
    this.#sending = false;
    this.#upload++;
  }

  /** The duplicates of the last report, whole, as a file; nothing when the worker has to start again meanwhile. */
  export(format: 'json' | 'csv', done: (text: string) => void) {
    const id = ++this.#id;
    this.#exports.set(id, done);
    this.#send({ kind: 'export', id, format });
  }

  /** Whether the core takes these options; what is wrong with them otherwise. */
  check(options: Options): Promise<Failure | null> {
    return new Promise((done) => {
      const id = ++this.#id;
      this.#checks.set(id, { options, done });
      this.#send({ kind: 'check', id, options });
    });
  }

  /** Gives up what runs and waits, at once. */
  cancel() {
    clearTimeout(this.#timer);
    this.#wanted = null;
    this.#running = 0;
    if (this.#sending) this.#forget();
    this.#send({ kind: 'cancel' });
  }

  get busy() {
    return this.#running !== 0 || this.#wanted !== null;
  }

  #make(): Worker {
    const worker = this.make();
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail({ name: 'Error', message: event.message });
    };
    return worker;
  }

  #start() {
    this.#worker = this.#make();
    this.#worker.onmessage = (event: MessageEvent<FromWorker>) => this.#hear(event.data);
  }

  #hire(port: MessagePort | null) {
    this.#helper?.terminate();
    this.#helper = port && this.#make();
    if (port) this.#helper?.postMessage({ kind: 'help', port } satisfies ToWorker, [port]);
  }

  #restart() {
    this.#running = 0;
    this.#forget();
    this.#since.clear();
    this.#hire(null);
    this.#worker?.terminate();
    this.#start();
    for (const [id, { options }] of this.#checks) this.#send({ kind: 'check', id, options });
  }

  #fail(failure: Failure) {
    // The instance may be broken: it is thrown away.
    this.#restart();
    if (this.#wanted) void this.#run();
    else this.listener.failed(failure);
  }

  #send(message: ToWorker) {
    this.#worker?.postMessage(message);
  }

  async #run() {
    const work = this.#wanted;
    if (!work || this.#sending) return;
    this.#wanted = null;
    this.#work = work;
    const id = (this.#running = ++this.#id);
    this.#since.set(id, null);
    const { text, options, choices, typed } = work;
    const why = this.#owes ? 'owed' : typed ? 'typed' : 'new';
    this.#owes = false;
    if (this.#known) for (const changes of this.#changes.splice(0)) this.#send({ kind: 'edit', changes });
    else if (!(await this.#sendText(text))) return;
    this.#send({ kind: 'run', id, options, choices, why });
    // What was asked for while the text was sent.
    if (this.#wanted) void this.#run();
  }

  /** Sends the whole text in parts, each a task of its own. False when another text came in between. */
  async #sendText(text: Text): Promise<boolean> {
    const upload = this.#upload;
    this.#known = text;
    this.#sending = true;
    for (let at = 0; at < text.length || at === 0; at += PART) {
      if (at) await pause();
      if (upload !== this.#upload) return false;
      this.#send({ kind: 'part', first: at === 0, text: text.sliceString(at, Math.min(text.length, at + PART)) });
    }
    this.#sending = false;
    return true;
  }

  #hear(message: FromWorker) {
    if (message.kind === 'ready') return this.listener.ready(message.table);
    if (message.kind === 'hire') return this.#hire(message.port);
    if (message.kind === 'checked') {
      this.#checks.get(message.id)?.done(message.failure);
      this.#checks.delete(message.id);
      return;
    }
    if (message.kind === 'exported') {
      this.#exports.get(message.id)?.(message.text);
      this.#exports.delete(message.id);
      return;
    }
    // A worker that reads files is the clerk's.
    if (message.kind === 'file') return;
    const current = message.id === this.#running;
    if (message.kind === 'more') {
      if (message.last && current) this.#running = 0;
      return this.listener.more(message.at, message.insert, message.last);
    }
    if (message.kind === 'error') {
      if (current) this.#running = 0;
      if (current && !this.busy) this.listener.failed(message.failure);
      return;
    }
    const { report, from, to, insert, more } = message;
    const since = this.#since.get(message.id) ?? null;
    for (const id of this.#since.keys()) if (id <= message.id) this.#since.delete(id);
    if (current && !more) this.#running = 0;
    // A draft owes a run, unless something newer is wanted anyway.
    if (report.draft && current && !this.#wanted && this.#work) {
      this.#wanted = this.#work;
      this.#owes = true;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#run(), LONG_REST);
    }
    this.listener.report(report, from, to, insert, more, since);
  }
}
