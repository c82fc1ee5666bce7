// Duplicates as they cross from the worker: the heaviest clusters, for a person can look at no more, and every removed
// copy as three numbers. And as they are exported, whole.

import type { Block, Cluster, Duplicates, Repeat } from 'naqi';
import type { Span } from './state';

/** Clusters, blocks and listed repeats that cross, and copies of one cluster: what a person looks at before exporting. */
const MOST = 200;
const MOST_COPIES = 50;
/** Numbers to a removed copy: start, end, line. */
export const WIDTH = 3;

/** A cluster with the first of its removed copies. */
export interface ShownCluster extends Cluster {
  /** Where all of them are: start and end of each. */
  readonly removed: Uint32Array;
}

export interface DuplicateReport {
  readonly units: number;
  /** Every removed copy, ascending, three numbers each. */
  readonly removed: Uint32Array;
  readonly blocks: readonly Block[];
  /** By what they save, most first; only those that lost a copy. */
  readonly clusters: readonly ShownCluster[];
  readonly clusterCount: number;
  readonly listed: readonly Repeat[];
  readonly listedCount: number;
}

export const NONE: DuplicateReport = { units: 0, removed: new Uint32Array(0), blocks: [], clusters: [], clusterCount: 0, listed: [], listedCount: 0 };

export function report({ units, blocks, clusters, listed }: Duplicates): DuplicateReport {
  const losing = clusters.map(({ kept, copies }) => ({ kept, copies: copies.filter((c) => c.removed) })).filter(({ copies }) => copies.length > 0);
  const copies = losing.flatMap((c) => c.copies).sort((a, b) => a.start - b.start);
  const removed = new Uint32Array(copies.length * WIDTH);
  copies.forEach(({ start, end, line }, i) => removed.set([start, end, line], i * WIDTH));
  const saved = new Map(losing.map((c) => [c, c.copies.reduce((sum, { start, end }) => sum + end - start, 0)]));
  const heaviest = losing.sort((a, b) => saved.get(b)! - saved.get(a)!).slice(0, MOST);
  return {
    units,
    removed,
    blocks: blocks.slice(0, MOST),
    clusters: heaviest.map((c) => ({ kept: c.kept, copies: c.copies.slice(0, MOST_COPIES), removed: Uint32Array.from(c.copies.flatMap(({ start, end }) => [start, end])) })),
    clusterCount: losing.length,
    listed: listed.slice(0, MOST),
    listedCount: listed.length,
  };
}

/** All removed copies of a cluster. */
export const copiesOf = ({ removed }: ShownCluster): Span[] =>
  Array.from({ length: removed.length / 2 }, (_, i) => ({ start: removed[i * 2] ?? 0, end: removed[i * 2 + 1] ?? 0 }));

export const count = ({ removed }: DuplicateReport) => removed.length / WIDTH;

/** Removed copies from the one at `from` on. */
export function* spans({ removed }: DuplicateReport, from = 0): Generator<Span> {
  for (let i = from * WIDTH; i < removed.length; i += WIDTH) yield { start: removed[i] ?? 0, end: removed[i + 1] ?? 0 };
}

/** The first removed copy whose column (0 start, 1 end, 2 line) is at least `value`. */
export function find({ removed }: DuplicateReport, column: 0 | 1 | 2, value: number): number {
  let low = 0;
  let high = removed.length / WIDTH;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((removed[middle * WIDTH + column] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Removed copies that share something with `start..end`. */
export function within(report: DuplicateReport, { start, end }: Span): Span[] {
  const out: Span[] = [];
  for (const span of spans(report, find(report, 1, start + 1))) {
    if (span.start >= end) break;
    out.push(span);
  }
  return out;
}

/** All clusters as JSON, or as a table: a line a copy, the kept line beside it. */
export function exported(duplicates: Duplicates, source: string, format: 'json' | 'csv'): string {
  if (format === 'json') return JSON.stringify(duplicates, null, 1);
  // A spreadsheet takes what begins so for a formula.
  const quote = (s: string) => `"${/^[=+\-@\t\r＝＋－＠]/.test(s) ? "'" : ''}${s.replace(/"/g, '""')}"`;
  const rows = ['\ufeffkept_line,copy_line,similarity,reason,removed,text'];
  for (const { kept, copies } of duplicates.clusters) {
    for (const c of copies) rows.push([kept.line, c.line, c.similarity, c.reason, c.removed, quote(source.slice(c.start, c.end))].join(','));
  }
  for (const { kept, copy } of duplicates.listed) {
    rows.push([kept.line, copy.line, copy.similarity, copy.reason, copy.removed, quote(source.slice(copy.start, copy.end))].join(','));
  }
  return `${rows.join('\r\n')}\r\n`;
}
