// An inspection as JavaScript sees it, and the same under a person's choices. What the core found is kept as it gave it;
// only what is asked for is made of it.

import { copiesOf, duplicatesOf, pairsOf, unitsIn } from './duplicates.js';
import { Edits } from './edits.js';
import { names } from './pkg/rules.js';

/** In `moved`: a span that has changed. */
const GONE = 0xffffffff;

export class Inspection {
  #base;
  #removed;
  #numbers;
  #duplicates;
  /** Which of the base's suggestions the ones here are. */
  #places = [];

  /**
   * `base` is what stays the same under any choices: the source, what the core found (`inspect` in src/wasm.rs), the
   * reasons that are `known` of pairs, and `core`, which does what only the core can. `now` is what the choices make of
   * it (`render` there), `numbers` are those of the duplicates, `removed` the places of the units that go.
   */
  constructor(base, now = base.found, numbers = base.found, removed = copiesOf(numbers)) {
    this.#base = base;
    this.#numbers = numbers;
    this.#removed = removed;
    this.text = now.text;
    this.edits = new Edits(base.source, now.text, now.edits, names);
    this.counts = JSON.parse(now.counts);
    this.suggestions = [];
    base.suggestions.forEach((suggestion, place) => {
      const start = now.moved ? now.moved[place * 2] : suggestion.start;
      if (start === GONE) return;
      this.suggestions.push({ ...suggestion, start, end: now.moved ? now.moved[place * 2 + 1] : suggestion.end });
      this.#places.push(place);
    });
  }

  get duplicates() {
    return (this.#duplicates ??= this.#find());
  }

  #find() {
    const { found: { units }, known } = this.#base;
    const name = (kept, copy) => kept * 2 ** 32 + copy;
    const unknown = pairsOf(this.#numbers).filter(([kept, copy]) => !known.has(name(kept, copy)));
    if (unknown.length > 0) {
      const span = (place) => [units[place * 3], units[place * 3 + 1]];
      const reasons = this.#base.core.reasons(Uint32Array.from(unknown.flatMap((pair) => pair.flatMap(span))));
      unknown.forEach(([kept, copy], i) => known.set(name(kept, copy), reasons[i]));
    }
    return duplicatesOf({ ...this.#numbers, units }, this.#removed, (kept, copy) => known.get(name(kept, copy)));
  }

  differences(kept, copy) {
    const { source, core } = this.#base;
    const numbers = core.differences(source.slice(kept.start, kept.end), source.slice(copy.start, copy.end));
    return Array.from({ length: numbers.length / 4 }, (_, i) => {
      const [start, end, copyStart, copyEnd] = numbers.subarray(i * 4, i * 4 + 4);
      return {
        kept: { start: kept.start + start, end: kept.start + end },
        copy: { start: copy.start + copyStart, end: copy.start + copyEnd },
      };
    });
  }

  render({ threshold, keep, prefer, restore, remove, undo = [], accept = [] } = {}) {
    const { source, found, suggestions, core } = this.#base;
    // Where no duplicates were looked for, there are none to choose among.
    const numbers = found.units
      ? core.choose({ threshold, keep }, unitsIn(found, prefer), unitsIn(found, restore), unitsIn(found, remove))
      : { removed: [], deletions: [] };

    const log = found.log ?? found.edits;
    const undone = [];
    const meant = covered(undo);
    for (let at = 0; undo.length > 0 && at < log.length; at += 6) {
      if (meant(log[at], log[at + 1])) undone.push(at / 6);
    }
    const accepted = accept.map((i) => suggestions[this.#places[i]]).filter(Boolean);
    const choices = {
      removed: pairs(numbers.deletions),
      undone,
      accepted: accepted.map(({ start, end, replacement }) => [start, end, replacement]),
      spans: suggestions.map(({ start, end }) => [start, end]),
    };
    const now = core.render(source, found.cleaned, log, JSON.stringify(choices));
    return new Inspection(this.#base, now, numbers, new Set(numbers.removed));
  }
}

/** Whether a span lies in one of these, for spans that come in ascending order. */
function covered(spans) {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  let next = 0;
  let reach = -1;
  return (start, end) => {
    for (; next < sorted.length && sorted[next].start <= start; next++) reach = Math.max(reach, sorted[next].end);
    return end <= reach;
  };
}

const pairs = (numbers) => Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[i * 2], numbers[i * 2 + 1]]);
