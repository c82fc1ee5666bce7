// What the page and the worker that reads files say to one another. One worker does one task at a time; a task is
// cancelled by ending its worker.

import type { Options } from 'naqi';
import type { Failure } from '../job';
import type { Encoding } from './encodings';
import type { Format, Reason } from './formats';

/** Bytes of a file past which it is not put into the editors: it is streamed. */
export const BIG = 50e6;

/** What was found out about a file. */
export interface Look {
  readonly format: Format;
  readonly encoding: Encoding;
  readonly sure: boolean;
  readonly bom: boolean;
  /** To be streamed. */
  readonly big: boolean;
}

/** Where a text begins, or ends: before and after. */
export interface Excerpt {
  readonly source: string;
  readonly result: string;
}

/** What came of cleaning a file. */
export interface Cleaned {
  readonly look: Look;
  /** The result, unless it was written to a file. */
  readonly blob: Blob | null;
  readonly counts: { readonly [id: string]: number };
  readonly removed: number;
  readonly suggestions: number;
  /** Places that could not be decoded. */
  readonly damaged: number;
  readonly bytes: number;
  readonly head: Excerpt | null;
  readonly tail: Excerpt | null;
  /** Whether duplicates were looked for as the recipe asks, or as far as a stream can. */
  readonly deduped: 'wholly' | 'partly';
  /** Milliseconds. */
  readonly time: number;
}

export type Task =
  /** Gives the text, in parts; of a big file only the look, unless it is wanted whole. */
  | { readonly kind: 'open'; readonly file: File; readonly encoding: Encoding | null; readonly whole?: boolean }
  /** Gives the clean text as a Blob, or writes it. */
  | { readonly kind: 'clean'; readonly file: File; readonly encoding: Encoding | null; readonly options: Options; readonly sink: FileSystemFileHandle | null }
  /** Gives files as one zip file. */
  | { readonly kind: 'zip'; readonly files: readonly { readonly name: string; readonly blob: Blob }[] };

export type Answer =
  | { readonly kind: 'file'; readonly is: 'look'; readonly look: Look }
  | { readonly kind: 'file'; readonly is: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly is: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'file'; readonly is: 'opened'; readonly look: Look; readonly damaged: number }
  | { readonly kind: 'file'; readonly is: 'cleaned'; readonly cleaned: Cleaned }
  | { readonly kind: 'file'; readonly is: 'zipped'; readonly blob: Blob }
  | { readonly kind: 'file'; readonly is: 'refused'; readonly reason: Reason }
  | { readonly kind: 'file'; readonly is: 'failed'; readonly failure: Failure };
