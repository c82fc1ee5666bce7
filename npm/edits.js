// The edit log as JavaScript sees it: a view of the numbers that the core wrote, six to an edit. Nothing is made into
// objects until it is asked for.

/** Numbers to an edit: start, end, newStart, newEnd, and the 64 bits of its set of rules, low half first. */
const WIDTH = 6;

export class Edits {
  #source;
  #result;
  #cells;
  #names;

  constructor(source, result, cells, names) {
    this.#source = source;
    this.#result = result;
    this.#cells = cells;
    this.#names = names;
  }

  get length() {
    return this.#cells.length / WIDTH;
  }

  at(i) {
    const at = (i < 0 ? i + this.length : i) * WIDTH;
    const cells = this.#cells;
    if (!(at >= 0 && at < cells.length)) return undefined;
    return {
      start: cells[at],
      end: cells[at + 1],
      newStart: cells[at + 2],
      newEnd: cells[at + 3],
      rules: this.#rules(cells[at + 4], cells[at + 5]),
    };
  }

  *[Symbol.iterator]() {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }

  revert(which) {
    const parts = [];
    let at = 0;
    for (let cell = 0; cell < this.#cells.length; cell += WIDTH) {
      const [start, end, newStart, newEnd] = this.#cells.subarray(cell, cell + 4);
      if (which && !which(this.at(cell / WIDTH), cell / WIDTH)) continue;
      parts.push(this.#result.slice(at, newStart), this.#source.slice(start, end));
      at = newEnd;
    }
    parts.push(this.#result.slice(at));
    return parts.join('');
  }

  toResult(i) {
    return this.#map(i, 0, 2);
  }

  toSource(i) {
    return this.#map(i, 2, 0);
  }

  // Inside an edit an offset stands for the start of what it became, so the map is monotone and total.
  #map(offset, from, to) {
    const cells = this.#cells;
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cells[middle * WIDTH + from] <= offset) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return offset;
    const at = (low - 1) * WIDTH;
    const past = offset - cells[at + from + 1];
    return past >= 0 ? cells[at + to + 1] + past : cells[at + to];
  }

  // Few sets of rules occur in a text, so each is named once.
  #sets = new Map();
  #rules(low, high) {
    const bits = `${high}:${low}`;
    let names = this.#sets.get(bits);
    if (!names) {
      names = Object.freeze(this.#names.filter((_, bit) => ((bit < 32 ? low : high) >>> bit % 32) & 1));
      this.#sets.set(bits, names);
    }
    return names;
  }
}
