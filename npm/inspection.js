// An inspection as JavaScript sees it, and the same under a person's choices. What the core found is kept as it gave it;
// only what is asked for is made of it.

import { copiesOf, duplicatesOf, unitsIn } from './duplicates.js';
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
   * `base` is what stays the same under any choices: the source, what the core found (`inspect` in src/wasm.rs), and
   * `core`, which does what only the core can. `now` is what the choices make of it (`render` there), `numbers` are
   * those of the duplicates, `removed` the places of the units that go.
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
    return (this.#duplicates ??= duplicatesOf({ ...this.#numbers, units: this.#base.found.units }, this.#removed));
  }

  render({ threshold, keep, prefer, restore, remove, undo = [], accept = [] } = {}) {
    const { source, found, suggestions, core } = this.#base;
    const again = threshold !== undefined || keep !== undefined || prefer !== undefined;
    const numbers = again ? core.recluster({ threshold, keep }, Uint32Array.from(unitsIn(found, prefer))) : found;

    const removed = copiesOf(numbers);
    for (const place of unitsIn(found, restore)) removed.delete(place);
    for (const place of unitsIn(found, remove)) removed.add(place);
    const gone = removed.size === 0 ? [] : core.deletions(Uint32Array.from(removed).sort());

    const log = found.log ?? found.edits;
    const undone = [];
    for (let at = 0; undo.length > 0 && at < log.length; at += 6) {
      if (undo.some(({ start, end }) => start <= log[at] && log[at + 1] <= end)) undone.push(at / 6);
    }
    const accepted = accept.map((i) => suggestions[this.#places[i]]).filter(Boolean);
    const choices = {
      removed: pairs(gone),
      undone,
      accepted: accepted.map(({ start, end, replacement }) => [start, end, replacement]),
      spans: suggestions.map(({ start, end }) => [start, end]),
    };
    const now = core.render(source, found.cleaned, log, JSON.stringify(choices));
    return new Inspection(this.#base, now, numbers, removed);
  }
}

const pairs = (numbers) => Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[i * 2], numbers[i * 2 + 1]]);
