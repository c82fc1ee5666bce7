// The worker's own helper: it cleans long texts whole, so that the worker that the page talks to can always answer. It is
// a worker of the same script, made by the page, and is told the source by the same messages through a port.

import type { Shown } from './drafts';
import { type Change, type Failure, PATIENCE, type Run } from './job';

/** What the helper says. */
export type FromHelper =
  | { kind: 'whole'; id: number; found: Omit<Shown, 'source'>; time: number }
  | { kind: 'error'; id: number; failure: Failure }
  | { kind: 'exported'; id: number; text: string };

export interface Hears {
  /** A run ended; `since` is what has changed in the source since it began, null when it is another source. */
  whole(shown: Shown, time: number, run: Run, since: readonly (readonly Change[])[] | null): void;
  failed(id: number, failure: Failure): void;
  exported(id: number, text: string): void;
  /** A helper is wanted at the other end of this port; null: none is, and what it does is to end. */
  hire(port: MessagePort | null): void;
}

export class Helper {
  #port: MessagePort | null = null;
  #running: Run | null = null;
  /** The source that is run. It is here already: the helper does not send it back. */
  #source = '';
  #wanted: { run: Run; source: string } | null = null;
  /** Edits since the source was last sent; null when it has to be sent whole. */
  #since: (readonly Change[])[] | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly hears: Hears) {}

  /** What waits for its turn. */
  get waiting(): Run | null {
    return this.#wanted?.run ?? null;
  }

  /** What runs or waits is more than the hand's typing: another recipe, other choices, another text. */
  get renewing(): boolean {
    return [this.#running, this.waiting].some((run) => run?.why === 'new');
  }

  /** The source was changed; `changes` null: it is another. */
  changed(changes: readonly Change[] | null) {
    if (!changes) this.#since = null;
    else this.#since?.push(changes);
  }

  /** Wants a run of the source. One that only follows the hand lets what runs end: its result still serves. */
  run(run: Run, source: string) {
    const why = this.waiting?.why === 'new' ? 'new' : run.why;
    this.#wanted = { run: { ...run, why }, source };
    if (!this.#running) return this.#next();
    if (why === 'typed') return;
    this.#patience ??= setTimeout(() => {
      this.#dismiss();
      this.#next();
    }, PATIENCE);
  }

  export(id: number, format: 'json' | 'csv') {
    this.#port?.postMessage({ kind: 'export', id, format });
  }

  /** Gives up what waits, and what runs, at once. */
  cancel() {
    this.#wanted = null;
    if (this.#running) this.#dismiss();
  }

  /** No help is needed any more: what a long text took is given back. */
  release() {
    this.#wanted = null;
    this.#dismiss();
  }

  /** Ends the helper; another is hired when one is needed. */
  #dismiss() {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    if (!this.#port) return;
    this.#port.close();
    this.#port = this.#running = this.#since = null;
    this.#source = '';
    this.hears.hire(null);
  }

  #next() {
    if (!this.#wanted) return;
    const { run, source } = this.#wanted;
    this.#wanted = null;
    const port = (this.#port ??= this.#hire());
    if (this.#since) for (const changes of this.#since) port.postMessage({ kind: 'edit', changes });
    else port.postMessage({ kind: 'part', first: true, text: source });
    this.#since = [];
    this.#running = run;
    this.#source = source;
    port.postMessage(run);
  }

  #hire(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<FromHelper>) => {
      if (data.kind === 'exported') return this.hears.exported(data.id, data.text);
      const run = this.#running;
      if (!run || data.id !== run.id) return;
      this.#done();
      if (data.kind === 'whole') this.hears.whole({ ...data.found, source: this.#source }, data.time, run, this.#since);
      else this.hears.failed(data.id, data.failure);
      if (!this.#running) this.#next();
    };
    this.hears.hire(port2);
    return port1;
  }

  #done() {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#running = null;
  }

  /** The run that waits, if it only follows the hand; it waits no longer. */
  takeTyped(): Run | null {
    const run = this.waiting;
    if (run?.why !== 'typed') return null;
    this.#wanted = null;
    return run;
  }
}
