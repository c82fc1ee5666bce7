// One protocol between the page and its worker, and the page's side of it: every run has an id, says how far it is,
// ends in a report or an error, and is given up when a newer one supersedes it. The worker's side is in worker.ts.

import type { Text } from '@codemirror/state';
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

export type ToWorker =
  | { kind: 'part'; first: boolean; text: string }
  | { kind: 'edit'; changes: readonly Change[] }
  /** `drafts`: the edits since the last run may be answered by a draft. */
  | { kind: 'run'; id: number; options: Options; choices: Choices; drafts: boolean }
  | { kind: 'check'; id: number; options: Options }
  | { kind: 'export'; id: number; format: 'json' | 'csv' }
  | { kind: 'file'; task: Task };

export type FromWorker =
  | { kind: 'ready'; table: RuleTable }
  | { kind: 'progress'; id: number; done: number }
  | { kind: 'report'; id: number; report: Report; from: number; to: number; insert: string; more: boolean }
  | { kind: 'more'; id: number; at: number; insert: string; last: boolean }
  | { kind: 'error'; id: number; failure: Failure }
  | { kind: 'checked'; id: number; failure: Failure | null }
  | { kind: 'exported'; id: number; text: string }
  | Answer;

/** Units that go in one message: small enough to take a few milliseconds on either side. */
export const PART = 1 << 18;
/** Milliseconds that a superseded run may still take before its worker is ended; longer if a draft can follow it. */
const PATIENCE = 120;
const LONG_PATIENCE = 600;
/** Milliseconds of rest before a run starts, and before the run that a draft owes. */
const REST = 8;
const LONG_REST = 350;
/** Units from which a change is answered by a draft first: below, the whole takes no longer. */
const LONG = 1 << 17;

export interface Listener {
  ready(table: RuleTable): void;
  /** The run's first answer: replace `from..to` of the result shown (`to` -1: to its end) by `insert`. */
  report(report: Report, from: number, to: number, insert: string, more: boolean): void;
  more(at: number, insert: string, last: boolean): void;
  progress(done: number): void;
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
  #known: Text | null = null;
  #changes: Change[][] = [];
  #id = 0;
  #running = 0;
  #work: Work | null = null;
  /** What is wanted is the run that a draft owes. */
  #owes = false;
  #wanted: Work | null = null;
  #timer = 0;
  #patience = 0;
  #upload = 0;
  #exports = new Map<number, (text: string) => void>();
  #checks = new Map<number, { options: Options; done: (failure: Failure | null) => void }>();

  constructor(
    private readonly make: () => Worker,
    private readonly listener: Listener,
  ) {
    this.#start();
  }

  /** Asks for a result of this work; what was asked before is superseded. */
  ask(work: Work, changes?: readonly Change[]) {
    if (changes && this.#known) this.#changes.push([...changes]);
    else if (work.text !== this.#known) this.#known = null;
    if (changes && this.#known) this.#known = work.text;
    const typed = work.typed && (this.#owes || (this.#wanted?.typed ?? true));
    this.#wanted = { ...work, typed };
    this.#owes = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), REST);
    if (this.#running && !this.#patience) this.#patience = setTimeout(() => this.#restart(), this.#drafts(work) ? LONG_PATIENCE : PATIENCE);
  }

  #drafts = ({ typed, text }: Work) => typed && text.length >= LONG;

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
    if (this.#running) this.#restart();
  }

  get busy() {
    return this.#running !== 0 || this.#wanted !== null;
  }

  #start() {
    const worker = this.make();
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.#hear(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail({ name: 'Error', message: event.message });
    };
    this.#worker = worker;
  }

  #restart() {
    clearTimeout(this.#patience);
    this.#patience = 0;
    this.#running = 0;
    this.#upload++;
    this.#known = null;
    this.#changes = [];
    this.#worker?.terminate();
    this.#start();
    for (const [id, { options }] of this.#checks) this.#send({ kind: 'check', id, options });
    if (this.#wanted) void this.#run();
  }

  #fail(failure: Failure) {
    const wanted = this.#wanted;
    this.#wanted = null;
    // The instance may be broken: it is thrown away.
    this.#restart();
    this.#wanted = wanted;
    if (wanted) void this.#run();
    else this.listener.failed(failure);
  }

  #send(message: ToWorker) {
    this.#worker?.postMessage(message);
  }

  async #run() {
    const work = this.#wanted;
    if (!work || this.#running) return;
    this.#wanted = null;
    this.#work = work;
    const id = (this.#running = ++this.#id);
    const drafts = this.#known === work.text && !this.#owes && this.#drafts(work);
    this.#owes = false;
    if (this.#known !== work.text) {
      if (!(await this.#sendText(work.text))) return;
    } else {
      for (const changes of this.#changes) this.#send({ kind: 'edit', changes });
    }
    this.#changes = [];
    this.#known = work.text;
    if (this.#running !== id) return;
    this.#send({ kind: 'run', id, options: work.options, choices: work.choices, drafts });
  }

  /** Sends the whole text in parts, each a task of its own. False when it was superseded. */
  async #sendText(text: Text): Promise<boolean> {
    const upload = ++this.#upload;
    let first = true;
    for (let at = 0; at < text.length || first; at += PART) {
      if (!first) await pause();
      if (upload !== this.#upload) return false;
      if (this.#wanted && this.#wanted.text !== text) {
        this.#running = 0;
        void this.#run();
        return false;
      }
      this.#send({ kind: 'part', first, text: text.sliceString(at, Math.min(text.length, at + PART)) });
      first = false;
    }
    return true;
  }

  #hear(message: FromWorker) {
    if (message.kind === 'ready') return this.listener.ready(message.table);
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
    if (message.kind === 'file' || message.id !== this.#running) return;
    if (message.kind === 'progress') return this.listener.progress(message.done);
    if (message.kind === 'more') {
      this.listener.more(message.at, message.insert, message.last);
      if (message.last) this.#done();
      return;
    }
    if (message.kind === 'error') {
      this.#done();
      if (!this.busy) this.listener.failed(message.failure);
      return;
    }
    // A draft owes a run, unless something newer is wanted anyway.
    if (message.report.draft && !this.#wanted && this.#work) {
      this.#wanted = this.#work;
      this.#owes = true;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#run(), LONG_REST);
      this.#done(true);
      this.listener.report(message.report, message.from, message.to, message.insert, message.more);
      return;
    }
    this.listener.report(message.report, message.from, message.to, message.insert, message.more);
    if (!message.more) this.#done();
  }

  #done(rests = false) {
    clearTimeout(this.#patience);
    this.#patience = 0;
    this.#running = 0;
    if (this.#wanted && !rests) void this.#run();
  }
}
