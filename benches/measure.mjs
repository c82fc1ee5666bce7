// Measures the package on one text, in Node as in a browser. It prints nothing.

import { clean, inspect, startAfresh, usedMemory } from '../npm/core.js';
import * as chains from './chains.mjs';

const profiles = ['repair', 'publish', 'search', 'social', 'corpus', 'lucene'];

/** The floor: a string into memory as UTF-16 and out again, nothing else. */
function floor() {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });
  return (text) => {
    const missing = text.length * 2 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
    const units = new Uint16Array(memory.buffer, 0, text.length);
    for (let i = 0; i < units.length; i++) units[i] = text.charCodeAt(i);
    return decoder.decode(units);
  };
}

/** Every operation of the bench by name; each takes a text. */
export function operations() {
  return {
    floor: floor(),
    ...Object.fromEntries(profiles.map((profile) => [`clean ${profile}`, (text) => clean(text, { profile })])),
    'clean repair, dedupe folded': (text) => clean(text, { dedupe: { match: 'folded' } }),
    'inspect repair': (text) => inspect(text),
    'inspect repair, dedupe folded': (text) => inspect(text, { dedupe: { match: 'folded' } }),
    'regex chain repair': chains.repair,
    'regex chain search': chains.search,
  };
}

/**
 * Of each operation: the median in milliseconds; the median of its ratio to the floor in the same run, which other work
 * on the machine disturbs less; the peak of memory in bytes; and where a chain's result differs from the package's. An
 * operation that is not there yet gives its error instead.
 */
export function measure(text, runs) {
  const all = operations();
  const rows = Object.fromEntries(Object.keys(all).map((name) => [name, { times: [] }]));
  for (const [name, operation] of Object.entries(all)) {
    try {
      startAfresh();
      const before = usedMemory();
      operation(text);
      if (/^(clean|inspect)/.test(name)) rows[name].memory = usedMemory() - before;
    } catch (error) {
      rows[name].error = error.message;
    }
  }
  for (let run = 0; run < runs; run++) {
    for (const [name, operation] of Object.entries(all)) {
      if (rows[name].error) continue;
      const began = performance.now();
      operation(text);
      rows[name].times.push(performance.now() - began);
    }
  }
  const floors = rows.floor.times;
  for (const row of Object.values(rows)) {
    row.ratio = median(row.times.map((time, run) => time / floors[run]));
    row.median = median(row.times);
    delete row.times;
  }
  for (const profile of ['repair', 'search']) {
    rows[`regex chain ${profile}`].differs = difference(clean(text, { profile }), chains[profile](text));
  }
  return rows;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

function difference(ours, theirs) {
  if (ours === theirs) return undefined;
  let at = 0;
  while (ours[at] === theirs[at]) at += 1;
  return { at, ours: ours.slice(at - 20, at + 20), theirs: theirs.slice(at - 20, at + 20) };
}
