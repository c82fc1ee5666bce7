// Where two passages differ, word by word: the longest common subsequence of their words, capped, for display only.

export type Piece = readonly [kind: 'same' | 'gone' | 'new', words: string];

/** Words beyond which the middle is shown as replaced whole. */
const MOST = 160;

const split = (text: string): readonly string[] => text.match(/\s+|[^\s]+/gu) ?? [];

/** What of `kept` is gone in `copy`, and what is new there. */
export function differences(kept: string, copy: string): readonly Piece[] {
  const a = split(kept);
  const b = split(copy);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middle = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return join([['same', a.slice(0, head).join('')], ...middle, ['same', a.slice(a.length - tail).join('')]]);
}

function between(a: readonly string[], b: readonly string[]): Piece[] {
  if (!a.length || !b.length || a.length > MOST || b.length > MOST) return [['gone', a.join('')], ['new', b.join('')]];
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const out: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) out.push(['same', a[i++] ?? '']), j++;
    else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) out.push(['gone', a[i++] ?? '']);
    else out.push(['new', b[j++] ?? '']);
  }
  return out;
}

/** Neighbours of a kind as one. */
function join(pieces: readonly Piece[]): Piece[] {
  const out: [Piece[0], string][] = [];
  for (const [kind, words] of pieces) {
    if (!words) continue;
    const last = out[out.length - 1];
    if (last?.[0] === kind) last[1] += words;
    else out.push([kind, words]);
  }
  return out;
}

/**
 * How words are made alike, step by step, in the order of the core (`Reason` in src/dedupe/reasons.rs); the first step that
 * makes them so is the reason. By name as in the strings.
 */
const STEPS: readonly (readonly [reason: string, RegExp, string | ((letter: string) => string)])[] = [
  ['invisible', /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, ''],
  ['spacing', /\s+/g, ' '],
  // What stands between two digits tells numbers apart.
  ['punctuation', /(?<!\p{Nd})[\p{P}\p{S}]|[\p{P}\p{S}](?!\p{Nd})/gu, ''],
  ['tashkeel', /[\u064b-\u065f\u0670\u06d6-\u06ed]/g, ''],
  ['tatweel', /\u0640/g, ''],
  ['hamza', /[أإآٱ]/g, 'ا'],
  ['hamza', /ؤ/g, 'و'],
  ['hamza', /ئ/g, 'ي'],
  ['hamza', /ء/g, ''],
  ['yehTeh', /ى/g, 'ي'],
  ['yehTeh', /ة/g, 'ه'],
  ['digits', /[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15)],
];

/** Why words differ, for display. */
export function reasonOf(gone: string, come: string): string {
  let [a, b] = [gone.trim(), come.trim()];
  for (const [reason, pattern, by] of STEPS) {
    [a, b] = [a, b].map((text) => text.replace(pattern, by as string)) as [string, string];
    if (a === b) return reason;
  }
  return 'words';
}
