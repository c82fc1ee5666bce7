// Which encoding the bytes of a text are in: a byte order mark says so, UTF-8 shows by its structure, UTF-16 by its
// high bytes, and the two Arabic single-byte encodings by which of them reads as Arabic.

import { Refusal } from './formats';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1256', 'iso-8859-6'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface Guess {
  readonly encoding: Encoding;
  /** False when another encoding reads nearly as well, or there was too little to tell. */
  readonly sure: boolean;
  /** The text begins with a byte order mark. */
  readonly bom: boolean;
}

/** How often a letter stands in a thousand of Arabic text, roughly: news and Wikipedia agree to a tenth or so. */
const OFTEN: { readonly [letter: string]: number } = {
  ا: 130, ل: 115, ي: 68, م: 62, و: 60, ن: 57, ر: 49, ت: 45, ب: 40, ه: 35, ع: 34, د: 33, ة: 33, س: 28, ف: 27, أ: 27, ك: 24, ق: 24, ح: 21,
  ج: 15, ش: 13, ص: 11, ط: 11, خ: 10, ى: 9, إ: 9, ض: 8, ز: 7, ث: 7, ذ: 7, غ: 5, ء: 4, ئ: 4, ظ: 3, ؤ: 2, آ: 2, 'ـ': 2, '،': 9, '؛': 1, '؟': 1,
};
const MARK = /[\u064b-\u0652]/;
/** Signs of windows-1256 that stand in Arabic text. */
const SIGN = /[«»“”‘’–—…•\u00a0\u200c-\u200f×÷°%]/;

/** Of a thousand; what never stands in a text costs most. */
function often(letter: string): number {
  const known = OFTEN[letter];
  if (known) return known;
  if (MARK.test(letter)) return 2;
  if (SIGN.test(letter)) return 1;
  return letter === '\ufffd' || letter < '\u00a0' ? 0.0001 : 0.05;
}

/** Mean log frequency of what the bytes above ASCII become, and how many they are. */
function arabic(bytes: Uint8Array, encoding: Encoding): { score: number; count: number } {
  const decoder = new TextDecoder(encoding);
  const high = bytes.filter((byte) => byte >= 0x80);
  let score = 0;
  for (const letter of decoder.decode(high)) score += Math.log(often(letter));
  return { score: high.length ? score / high.length : 0, count: high.length };
}

/** Well-formed sequences of UTF-8 above ASCII, and bytes that belong to none. A piece may begin and end inside one. */
function utf8Shape(pieces: readonly Uint8Array[]): { good: number; bad: number } {
  let good = 0;
  let bad = 0;
  pieces.forEach((bytes, piece) => {
    let at = 0;
    if (piece > 0) while (at < 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at++;
    while (at < bytes.length) {
      const lead = bytes[at++] as number;
      if (lead < 0x80) continue;
      const more = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
      if (!more) {
        bad++;
        continue;
      }
      if (at + more > bytes.length) break;
      let i = 0;
      while (i < more && ((bytes[at + i] as number) & 0xc0) === 0x80) i++;
      const second = bytes[at] as number;
      const odd = (lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f) || (lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f);
      if (i < more || odd) bad++;
      else {
        good++;
        at += more;
      }
    }
  });
  return { good, bad };
}

/** High bytes of the units of Arabic text: Basic Latin, Arabic, general punctuation, presentation forms. */
const HIGH = new Set([0x00, 0x06, 0x20, 0xfb, 0xfc, 0xfd, 0xfe]);

/** The share of units whose high byte is usual, if the high byte is at `place` of each pair. */
function share(bytes: Uint8Array, place: 0 | 1): number {
  let usual = 0;
  for (let i = place; i < bytes.length; i += 2) if (HIGH.has(bytes[i] as number)) usual++;
  return usual / Math.max(1, Math.floor(bytes.length / 2));
}

/** Control characters that no text has. */
const isControl = (byte: number) => byte < 0x09 || (byte > 0x0d && byte < 0x1b) || byte === 0x7f;

/** Bytes of a text may be odd here and there; past this share they are no text. */
const MOST_ODD = 0.02;

/**
 * Judges by pieces of a text, the first of which is its beginning. Every piece begins at an even offset.
 * Throws a {@link Refusal} when this is no text.
 */
export function guess(pieces: readonly Uint8Array[]): Guess {
  const [head = new Uint8Array()] = pieces;
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', sure: true, bom: true };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', sure: true, bom: true };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', sure: true, bom: true };

  const all = pieces.length === 1 ? head : join(pieces);
  let controls = 0;
  for (const byte of all) if (isControl(byte)) controls++;
  // Text in one byte a letter has no control characters to speak of; every unit of UTF-16 has 00 or 06.
  if (controls > all.length * MOST_ODD) {
    const [be, le] = [share(all, 0), share(all, 1)];
    const best = Math.max(be, le);
    if (best < 0.9 || Math.min(be, le) > 0.7) throw new Refusal({ code: 'binary' });
    return { encoding: le > be ? 'utf-16le' : 'utf-16be', sure: best - Math.min(be, le) > 0.3, bom: false };
  }

  const { good, bad } = utf8Shape(pieces);
  if (bad === 0) return { encoding: 'utf-8', sure: true, bom: false };
  // A text in UTF-8 with a few broken letters is still that; Arabic in one byte a letter almost never looks like it.
  if (good > bad * 8) return { encoding: 'utf-8', sure: true, bom: false };

  const windows = arabic(all, 'windows-1256');
  const iso = arabic(all, 'iso-8859-6');
  const encoding = iso.score > windows.score ? 'iso-8859-6' : 'windows-1256';
  const best = Math.max(iso.score, windows.score);
  return { encoding, sure: windows.count >= 6 && best > Math.log(8) && Math.abs(iso.score - windows.score) > 0.5, bom: false };
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** The encoding that an HTML page names for itself, if it is one of ours. */
export function named(head: Uint8Array): Encoding | null {
  const start = new TextDecoder('latin1').decode(head.subarray(0, 1024));
  const label = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(start)?.[1];
  try {
    const name = label && (new TextDecoder(label).encoding as Encoding);
    // A page that is read as ASCII cannot be in UTF-16, whatever it says.
    return name && ENCODINGS.includes(name) && !name.startsWith('utf-16') ? name : null;
  } catch {
    return null;
  }
}
