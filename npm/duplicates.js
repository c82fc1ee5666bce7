// Duplicates as JavaScript sees them: plain data, made of the numbers that the core gives.

import { reasons, whys } from './pkg/rules.js';

const none = new Uint32Array(0);

/**
 * See `Duplicates` in index.d.ts, and `clusters` in src/wasm.rs for the numbers. `removed` says of a unit, by its place,
 * whether it goes; `reason` why it is a copy of another.
 */
export function duplicatesOf({ units = none, clusters = none, blocks = none, listed = none }, removed, reason) {
  const unit = (place) => ({ start: units[place * 3], end: units[place * 3 + 1], line: units[place * 3 + 2] });
  const copy = (kept, place, shared, total) => ({
    ...unit(place), similarity: (2 * shared) / total, reason: reasons[reason(kept, place)].id, removed: removed.has(place),
  });
  const found = { units: units.length / 3, removed: removed.size, blocks: [], clusters: [], listed: [] };
  for (let at = 0; at < clusters.length; ) {
    const kept = clusters[at];
    const copies = [];
    const end = at + 2 + clusters[at + 1] * 3;
    for (at += 2; at < end; at += 3) copies.push(copy(kept, clusters[at], clusters[at + 1], clusters[at + 2]));
    found.clusters.push({ kept: unit(kept), copies });
  }
  for (let at = 0; at < blocks.length; at += 3) {
    const [first, last] = [unit(blocks[at + 1]), unit(blocks[at + 1] + blocks[at + 2] - 1)];
    found.blocks.push({ first: unit(blocks[at]).line, copy: first.line, units: blocks[at + 2], start: first.start, end: last.end });
  }
  for (let at = 0; at < listed.length; at += 5) {
    const [kept, repeat, shared, total, why] = listed.subarray(at, at + 5);
    found.listed.push({ kept: unit(kept), copy: copy(kept, repeat, shared, total), why: whys[why].id });
  }
  return found;
}

/** Pairs of a unit and its copy or repeat, by their places. */
export function pairsOf({ clusters = none, listed = none }) {
  const pairs = [];
  for (let at = 0; at < clusters.length; ) {
    const kept = clusters[at];
    const end = at + 2 + clusters[at + 1] * 3;
    for (at += 2; at < end; at += 3) pairs.push([kept, clusters[at]]);
  }
  for (let at = 0; at < listed.length; at += 5) pairs.push([listed[at], listed[at + 1]]);
  return pairs;
}

/** The places of the units that clusters have as copies. */
export function copiesOf({ clusters = none }) {
  const copies = new Set();
  for (let at = 0; at < clusters.length; ) {
    const end = at + 2 + clusters[at + 1] * 3;
    for (at += 2; at < end; at += 3) copies.add(clusters[at]);
  }
  return copies;
}

/** The places of the units that begin in one of these spans of the source. */
export function unitsIn({ units = none }, spans = []) {
  const places = [];
  for (const { start, end } of spans) {
    let low = 0;
    let high = units.length / 3;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (units[middle * 3] < start) low = middle + 1;
      else high = middle;
    }
    for (; low < units.length / 3 && units[low * 3] < end; low++) places.push(low);
  }
  return places;
}
