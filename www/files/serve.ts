// The worker's side of protocol.ts: looks at a file, decodes it, cleans it whole or in a stream. A stream holds a few
// blocks of the text and no more: the browser keeps what comes out, on disk when it is much, or writes it to a file.

import { Cleaner, type Options, Stream, type Streamed } from 'naqi';
import { PART } from '../job';
import { docxText } from './docx';
import { type Encoding, type Guess, guess, named } from './encodings';
import { formatOf, Refusal } from './formats';
import { type Answer, BIG, type Cleaned, type Excerpt, type Look, type Task } from './protocol';
import { zip } from './zip';

/** Bytes that are looked at to tell the encoding: a file of up to `HEAD` whole, a longer one here and there. */
const HEAD = 1 << 20;
const PIECE = 1 << 15;
const PIECES = 16;
/** Characters of head and tail that are shown of a text that is not. */
const SHOWN = 4000;
/** Milliseconds between reports of progress. */
const EVERY = 100;

type Send = (answer: Answer) => void;

/** Does a task; answers, and never throws. */
export async function serve(task: Task, send: Send): Promise<void> {
  try {
    if (task.kind === 'zip') return send({ kind: 'file', is: 'zipped', blob: await zip(task.files) });
    const look = await lookAt(task.file, task.encoding);
    if (task.kind === 'clean') {
      send({ kind: 'file', is: 'cleaned', cleaned: await (look.big ? pour : clean)(task, look, send) });
    } else {
      send({ kind: 'file', is: 'look', look });
      let damaged = 0;
      if (!look.big || task.whole) {
        for await (const text of textOf(task.file, look)) {
          damaged += holes(text);
          for (let at = 0; at < text.length; at += PART) send({ kind: 'file', is: 'text', text: text.slice(at, at + PART) });
        }
      }
      send({ kind: 'file', is: 'opened', look, damaged });
    }
  } catch (error) {
    const { name, message, messages } = error as Error & { messages?: { ar: string; en: string } };
    if (error instanceof Refusal) send({ kind: 'file', is: 'refused', reason: error.reason });
    else if (error instanceof DOMException) send({ kind: 'file', is: 'refused', reason: { code: 'unreadable' } });
    else send({ kind: 'file', is: 'failed', failure: { name, message: String(message), ...(messages ? { messages } : {}) } });
  }
}

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

async function lookAt(file: File, wanted: Encoding | null): Promise<Look> {
  const head = await bytesOf(file.slice(0, HEAD));
  const format = formatOf(head, file.name);
  if (format === 'docx') return { format, encoding: 'utf-8', sure: true, bom: false, big: false };
  const pieces = [head];
  const step = Math.floor((file.size - HEAD) / PIECES / 2) * 2;
  for (let at = HEAD; step > 0 && at < file.size; at += Math.max(step, PIECE)) pieces.push(await bytesOf(file.slice(at, at + PIECE)));
  const said = format === 'html' ? named(head) : null;
  const big = file.size > BIG;
  if (wanted) {
    let bom = false;
    try {
      const found = guess([head]);
      bom = found.bom && found.encoding === wanted;
    } catch {
      // It was said to be text.
    }
    return { format, encoding: wanted, sure: true, bom, big };
  }
  const found: Guess = guess(pieces);
  const encoding = said && !found.sure ? said : found.encoding;
  return { format, encoding, sure: found.sure || said !== null, bom: found.bom, big };
}

/** The text of a file in blocks. */
async function* textOf(file: File, look: Look, read?: (bytes: number) => void): AsyncGenerator<string> {
  if (look.format === 'docx') {
    yield await docxText(await bytesOf(file));
    return;
  }
  const decoder = new TextDecoder(look.encoding);
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    read?.(value.length);
    const text = decoder.decode(value, { stream: true });
    if (text) yield text;
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}

/** Replacement characters: what a decoder puts where it could not decode. */
function holes(text: string): number {
  let n = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) n++;
  return n;
}

type CleanTask = Extract<Task, { kind: 'clean' }>;

/** The mark that a file in UTF-8 begins with, if it came with one: some programs know it by that. */
const BOM = '\ufeff';

async function clean(task: CleanTask, look: Look): Promise<Cleaned> {
  const began = performance.now();
  const parts: string[] = [];
  for await (const text of textOf(task.file, look)) parts.push(text);
  const source = parts.join('');
  const { text, counts, suggestions } = new Cleaner(task.options).inspect(source);
  const blob = new Blob([look.bom ? BOM : '', text], { type: 'text/plain;charset=utf-8' });
  if (task.sink) await write(task.sink, blob.stream());
  return {
    look, blob: task.sink ? null : blob, counts, removed: counts['dedupe'] ?? 0, suggestions: suggestions.length, damaged: holes(source),
    bytes: blob.size, head: null, tail: null, deduped: 'wholly', time: performance.now() - began,
  };
}

/** Cleans in a stream: one block is read when the one before has been taken. */
async function pour(task: CleanTask, look: Look, send: Send): Promise<Cleaned> {
  const began = performance.now();
  const total = task.file.size;
  const options = streamed(task.options);
  const flow = new Stream(options);
  const encoder = new TextEncoder();
  const head: { source: string; result: string } = { source: '', result: '' };
  const tail = { source: '', result: '' };
  let done = 0;
  let said = 0;
  let damaged = 0;
  let bytes = 0;
  const texts = textOf(task.file, look, (n) => {
    done += n;
    if (performance.now() - said < EVERY) return;
    said = performance.now();
    send({ kind: 'file', is: 'progress', done, total });
  });
  const keep = (side: 'source' | 'result', text: string) => {
    if (head[side].length < SHOWN) head[side] += text.slice(0, SHOWN - head[side].length);
    tail[side] = text.length < SHOWN ? (tail[side] + text).slice(-SHOWN) : text.slice(-SHOWN);
  };
  let first = look.bom ? BOM : '';
  let report: Streamed | null = null;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      for (;;) {
        const { value, done: ended } = await texts.next();
        if (!ended) {
          damaged += holes(value);
          keep('source', value);
        }
        if (ended) report = flow.finish();
        const result = ended ? report!.text : flow.push(value);
        if (result) {
          keep('result', result);
          const out = encoder.encode(first + result);
          first = '';
          bytes += out.length;
          controller.enqueue(out);
        }
        if (ended) controller.close();
        if (ended || result) return;
      }
    },
  });
  const blob = task.sink ? await write(task.sink, stream) : await new Response(stream, { headers: { 'content-type': 'text/plain;charset=utf-8' } }).blob();
  const { counts, suggested: suggestions, removed } = report as unknown as Streamed;
  const asked = typeof task.options.dedupe === 'object' ? task.options.dedupe : {};
  const near = asked.match === 'near' || (asked.keep ?? 'first') !== 'first';
  return {
    look, blob, counts, suggestions, removed, deduped: near ? 'partly' : 'wholly', damaged, bytes,
    head: startOf(head), tail: endOf(tail), time: performance.now() - began,
  };
}

async function write(sink: FileSystemFileHandle, stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<null> {
  await stream.pipeTo(await sink.createWritable());
  return null;
}

/** Whole lines, when there are any. */
const startOf = ({ source, result }: Excerpt): Excerpt => {
  const cut = (text: string) => (text.length < SHOWN ? text : text.slice(0, text.lastIndexOf('\n') + 1 || SHOWN).trimEnd());
  return { source: cut(source), result: cut(result) };
};
const endOf = ({ source, result }: Excerpt): Excerpt => {
  const cut = (text: string) => (text.length < SHOWN ? text : text.slice(text.indexOf('\n') + 1).trimEnd());
  return { source: cut(source), result: cut(result) };
};

/** The nearest recipe that a stream can follow: no near copies, and the first copy stays. */
function streamed({ dedupe, ...options }: Options): Options {
  if (!dedupe) return options;
  const { match, keep: _, threshold: __, ...rest } = dedupe === true ? {} as Exclude<Options['dedupe'], boolean | undefined> : dedupe;
  return { ...options, dedupe: { ...rest, match: match === 'exact' ? 'exact' : 'folded' } };
}
