// The files that the person has given: what is known of each, what became of it, and which one is on the desk. Files are
// read and cleaned by the clerk's worker, one after another; the panel in panels/files.tsx shows them.

import { Text } from '@codemirror/state';
import type { Desk } from '../desk';
import { save } from '../files';
import type { Failure } from '../job';
import type { Choices } from '../state';
import { Clerk, NotDone } from './clerk';
import type { Encoding } from './encodings';
import { type Reason, resultName } from './formats';
import type { Cleaned, Look } from './protocol';

export type Status = 'waiting' | 'reading' | 'cleaning' | 'open' | 'done' | 'failed' | 'cancelled';

export interface Progress {
  /** 0 to 1. */
  readonly share: number;
  /** Bytes a second, and seconds that remain; null until there is something to tell by. */
  readonly rate: number | null;
  readonly left: number | null;
}

export interface Item {
  readonly id: number;
  readonly file: File;
  /** As the person chose; null: as found. */
  encoding: Encoding | null;
  look: Look | null;
  status: Status;
  progress: Progress | null;
  reason: Reason | null;
  failure: Failure | null;
  /** Places that could not be decoded. */
  damaged: number;
  cleaned: Cleaned | null;
  /** The recipe that it was cleaned by, as JSON. */
  recipe: string;
  /** What was on the desk when another file took its place. */
  kept: { readonly text: Text; readonly choices: Choices; readonly result: Text | null; readonly recipe: string } | null;
  /** Written straight to a file that the person named. */
  written: boolean;
}

/** Builds a text for the editors from parts, each in a task of its own. */
class Growing {
  text = Text.empty;
  #half = '';
  push(part: string) {
    // A CR may be half of a CRLF.
    const whole = this.#half + part;
    this.#half = whole.endsWith('\r') ? '\r' : '';
    this.text = this.text.append(Text.of((this.#half ? whole.slice(0, -1) : whole).split(/\r\n?|\n/)));
  }
  end(): Text {
    if (this.#half) this.text = this.text.append(Text.of(['', '']));
    return this.text;
  }
}

/** Seconds over which the rate is taken. */
const WINDOW = 3;

export class Shelf {
  items: readonly Item[] = [];
  #ids = 0;
  #clerk: Clerk;
  /** Cancels what is under way, by item. */
  #under = new Map<Item, AbortController>();
  #queue: Item[] = [];
  #runs = false;

  constructor(
    makeWorker: () => Worker,
    private readonly desk: Desk,
    private readonly redraw: () => void,
  ) {
    this.#clerk = new Clerk(makeWorker);
  }

  /** The file whose text is on the desk. */
  get shown(): Item | null {
    return this.items.find((item) => item === this.desk.origin) ?? null;
  }

  get #recipe(): string {
    return JSON.stringify(this.desk.state.options);
  }

  /** What there is of it was made by another recipe than the one on the desk. */
  isStale(item: Item): boolean {
    if (item === this.shown) return false;
    return item.kept ? item.kept.recipe !== this.#recipe : item.cleaned !== null && item.recipe !== this.#recipe;
  }

  /** It can be cleaned anew: what was worked on by hand is opened again instead. */
  isDue(item: Item): boolean {
    return !item.kept && this.isStale(item);
  }

  /** One file is opened; of several the first is opened, and all are cleaned one after another. */
  add(files: readonly File[]) {
    if (!files.length) return;
    const items = files.map((file): Item => ({
      id: ++this.#ids, file, encoding: null, look: null, status: 'waiting', progress: null, reason: null, failure: null, damaged: 0,
      cleaned: null, recipe: '', kept: null, written: false,
    }));
    this.items = [...this.items, ...items];
    if (items.length === 1) void this.show(items[0] as Item);
    else void this.show(items[0] as Item).then(() => this.clean(items.slice(1)));
    this.redraw();
  }

  /** Puts a file's text on the desk. A big one is cleaned in a stream instead. */
  async show(item: Item): Promise<void> {
    if (item === this.shown) return;
    if (item.kept) {
      this.#putAway();
      this.desk.setText(item.kept.text, { choices: item.kept.choices, origin: item });
      item.kept = null;
      return;
    }
    await this.#open(item);
  }

  /** Keeps what is on the desk with its file. */
  #putAway() {
    const { shown, desk } = this;
    if (!shown) return;
    const { text, choices } = desk.state;
    shown.kept = { text, choices, result: desk.stale ? null : desk.resultText, recipe: this.#recipe };
  }

  async #open(item: Item): Promise<void> {
    const growing = new Growing();
    let look: Look | null = null;
    await this.#attempt(item, 'reading', async (signal) => {
      const opened = await this.#clerk.open(
        { kind: 'open', file: item.file, encoding: item.encoding },
        { look: (found) => (look = found), text: (part) => growing.push(part) },
        signal,
      );
      item.look = opened.look;
      item.damaged = opened.damaged;
      if (opened.look.big) {
        // The sample beside the report of a file would be taken for a part of it.
        if (this.desk.sample) this.desk.setText('');
        return;
      }
      if (this.shown !== item) this.#putAway();
      item.cleaned = null;
      item.status = 'open';
      this.desk.setText(growing.end(), { origin: item });
    });
    item.look ??= look;
    if (item.look?.big && item.status === 'reading') await this.clean([item]);
  }

  /** Reads a file in another encoding; an unedited text on the desk is replaced at once, and undo brings it back. */
  async decode(item: Item, encoding: Encoding) {
    item.encoding = encoding;
    item.kept = null;
    if (item === this.shown || !item.cleaned) await this.#open(item);
    else await this.clean([item]);
  }

  /** Cleans files by the recipe on the desk, after those that are being cleaned. */
  async clean(items: readonly Item[]): Promise<void> {
    for (const item of items) {
      if (this.#queue.includes(item)) continue;
      if (item !== this.shown) item.status = 'waiting';
      this.#queue.push(item);
    }
    this.redraw();
    if (this.#runs) return;
    this.#runs = true;
    for (let item = this.#queue.shift(); item; item = this.#queue.shift()) await this.#clean(item, null);
    this.#runs = false;
  }

  /** Cleans a file into another one, straight. */
  async cleanInto(item: Item): Promise<void> {
    const [base, ending] = split(resultName(item.file.name, item.look?.format ?? 'text'));
    try {
      const sink = await picker()?.({ suggestedName: base + ending });
      if (sink) await this.#clean(item, sink);
    } catch {
      // The person closed the dialogue.
    }
  }

  async #clean(item: Item, sink: FileSystemFileHandle | null): Promise<void> {
    const recipe = this.#recipe;
    await this.#attempt(item, 'cleaning', async (signal) => {
      const cleaned = await this.#clerk.clean(
        { kind: 'clean', file: item.file, encoding: item.encoding, options: this.desk.state.options, sink },
        { progress: pace((progress) => this.#tell(item, progress)) },
        signal,
      );
      Object.assign(item, { cleaned, look: cleaned.look, damaged: cleaned.damaged, recipe, status: 'done', written: sink !== null });
      if (item !== this.shown) item.kept = null;
    });
  }

  #tell(item: Item, progress: Progress) {
    item.progress = progress;
    this.redraw();
  }

  /** Runs a task for an item, which keeps what it had when the task fails. */
  async #attempt(item: Item, status: Status, task: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#under.get(item)?.abort(new DOMException('superseded', 'AbortError'));
    const controller = new AbortController();
    this.#under.set(item, controller);
    Object.assign(item, { status, reason: null, failure: null, progress: null });
    this.redraw();
    try {
      await task(controller.signal);
    } catch (error) {
      if (this.#under.get(item) !== controller) return;
      item.status = controller.signal.aborted ? 'cancelled' : 'failed';
      if (error instanceof NotDone) Object.assign(item, { reason: error.reason, failure: error.failure });
    } finally {
      if (this.#under.get(item) === controller) {
        this.#under.delete(item);
        item.progress = null;
      }
      this.redraw();
    }
  }

  cancel(item: Item) {
    this.#queue = this.#queue.filter((other) => other !== item);
    const controller = this.#under.get(item);
    if (controller) controller.abort(new DOMException('cancelled', 'AbortError'));
    else if (item.status === 'waiting') item.status = 'cancelled';
    this.redraw();
  }

  remove(item: Item) {
    this.cancel(item);
    this.items = this.items.filter((other) => other !== item);
    this.redraw();
  }

  clear() {
    for (const item of this.items) this.cancel(item);
    this.items = [];
    this.redraw();
  }

  // --- Results ---

  /** What there is to be saved of a file: what stands on the desk, or did, or the cleaned file. */
  result(item: Item): Blob | null {
    const bom = item.look?.bom ? '\ufeff' : '';
    const blob = (text: Text) => new Blob([bom, text.toString()], { type: 'text/plain;charset=utf-8' });
    if (item === this.shown) return this.desk.stale ? null : blob(this.desk.resultText);
    if (item.kept?.result) return blob(item.kept.result);
    return item.cleaned?.blob ?? null;
  }

  download(item: Item) {
    const blob = this.result(item);
    if (blob) save(resultName(item.file.name, item.look?.format ?? 'text'), blob.type, [blob]);
  }

  /** All results in one zip file. */
  async downloadAll() {
    const files: { name: string; blob: Blob }[] = [];
    for (const item of this.items) {
      const blob = this.result(item);
      if (blob) files.push({ name: unused(resultName(item.file.name, item.look?.format ?? 'text'), files.map((f) => f.name)), blob });
    }
    if (files.length) save('naqi.zip', 'application/zip', [await this.#clerk.zip(files, AbortSignal.timeout(600_000))]);
  }

  /** Puts the texts of all files on the desk as one, a blank line between; streams them when that is much. */
  async join() {
    const items = this.items.filter((item) => item.status !== 'failed');
    const name = `${split(items[0]?.file.name ?? 'naqi')[0]}+${items.length - 1}.txt`;
    const parts: string[] = [];
    for (const item of items) {
      const { status } = item;
      await this.#attempt(item, 'reading', async (signal) => {
        if (parts.length) parts.push('\n\n');
        const task = { kind: 'open', file: item.file, encoding: item.encoding, whole: true } as const;
        const opened = await this.#clerk.open(task, { text: (part) => parts.push(part) }, signal);
        item.look = opened.look;
        item.status = status;
      });
    }
    this.add([new File(parts, name, { type: 'text/plain' })]);
  }
}

/** Where results may be written straight to a file. */
export const picker = () =>
  (window as unknown as { showSaveFilePicker?: (options: object) => Promise<FileSystemFileHandle> }).showSaveFilePicker;

const split = (name: string): [string, string] => {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
};

function unused(name: string, taken: readonly string[]): string {
  const [base, ending] = split(name);
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${base} (${n})${ending}`;
    if (!taken.includes(tried)) return tried;
  }
}

/** Makes bytes done into a share, a rate and a time that remains. */
function pace(tell: (progress: Progress) => void) {
  const marks: [time: number, done: number][] = [[performance.now() / 1000, 0]];
  return (done: number, total: number) => {
    const now = performance.now() / 1000;
    marks.push([now, done]);
    while (marks.length > 2 && now - (marks[1] as [number, number])[0] > WINDOW) marks.shift();
    const [time, before] = marks[0] as [number, number];
    const rate = now - time > 0.4 ? (done - before) / (now - time) : null;
    tell({ share: total ? done / total : 1, rate, left: rate ? (total - done) / rate : null });
  };
}
