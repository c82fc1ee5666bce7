// Duplicates as JavaScript sees them: plain data, made of the numbers that the core gives.

const none = new Uint32Array(0);

/** See `Duplicates` in index.d.ts, and `duplicates` in src/wasm.rs for the numbers. */
export function duplicatesOf({ units = none, clusters = none, blocks = none, listed = none }) {
  const unit = (place) => ({ start: units[place * 3], end: units[place * 3 + 1], line: units[place * 3 + 2] });
  const copy = (place, shared, total) => ({ ...unit(place), similarity: (2 * shared) / total, reason: 'folded' });
  const found = { units: units.length / 3, removed: 0, blocks: [], clusters: [], listed: [] };
  for (let at = 0; at < clusters.length; ) {
    const kept = unit(clusters[at]);
    const copies = [];
    const end = at + 2 + clusters[at + 1] * 3;
    for (at += 2; at < end; at += 3) copies.push({ ...copy(clusters[at], clusters[at + 1], clusters[at + 2]), removed: true });
    found.clusters.push({ kept, copies });
    found.removed += copies.length;
  }
  for (let at = 0; at < blocks.length; at += 3) {
    found.blocks.push({ first: unit(blocks[at]).line, copy: unit(blocks[at + 1]).line, units: blocks[at + 2] });
  }
  for (let at = 0; at < listed.length; at += 4) {
    found.listed.push({ kept: unit(listed[at]), copy: copy(listed[at + 1], listed[at + 2], listed[at + 3]) });
  }
  return found;
}
