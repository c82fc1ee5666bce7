// The text of a Word document: its paragraphs as lines, with tabs, line breaks, tables and notes. Looks are left behind.
// The XML is read as a row of tags: a worker has no XML parser, and no more than this is needed.

import { judgePackage, Refusal } from './formats';
import { entriesOf } from './zip';

/** Bytes of XML, unpacked: a document of a million words has a tenth. A small zip file may claim any size. */
const MOST = 256 << 20;

const BODY = 'word/document.xml';
const NOTES = { footnote: 'word/footnotes.xml', endnote: 'word/endnotes.xml' };

/** Throws a {@link Refusal} when this is not a Word document, or a broken one. */
export async function docxText(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const parts = await partsOf(bytes);
  const xml = (name: string) => {
    const part = parts.get(name) ?? new Uint8Array();
    return new TextDecoder(part[0] === 0xff ? 'utf-16le' : part[0] === 0xfe ? 'utf-16be' : 'utf-8').decode(part);
  };
  const body = xml(BODY);
  if (!/<([\w-]+:)?document[\s>]/.test(body)) throw new Refusal({ code: 'damaged' });
  const order: string[] = [];
  const lines = [linesOf(body, order)];
  for (const [kind, part] of Object.entries(NOTES)) {
    const notes = new Map(Array.from(xml(part).matchAll(noteOf(kind)), ([, id, inside]) => [`${kind} ${id}`, linesOf(inside as string, [])]));
    order.forEach((key, i) => {
      const note = notes.get(key);
      if (note !== undefined) lines.push(`[${i + 1}] ${note.trim()}`);
    });
  }
  return lines.join('\n');
}

async function partsOf(bytes: Uint8Array<ArrayBuffer>): Promise<Map<string, Uint8Array>> {
  const parts = new Map<string, Uint8Array>();
  try {
    const entries = entriesOf(bytes);
    judgePackage(entries.map(({ name }) => name));
    let left = MOST;
    for (const { name, size, unpack } of entries) {
      if (![BODY, NOTES.footnote, NOTES.endnote].includes(name)) continue;
      if (size > left) throw new Refusal({ code: 'tooLarge' });
      const part = await unpack(left);
      left -= part.length;
      parts.set(name, part);
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal({ code: 'damaged' });
  }
  return parts;
}

const noteOf = (kind: string) => new RegExp(`<(?:[\\w-]+:)?${kind}\\s[^>]*?\\bid="(-?\\d+)"[^>]*>([^]*?)</(?:[\\w-]+:)?${kind}>`, 'g');

/** What is inside these is not read: looks, deleted text, commands, and the second way to say the same. */
const SKIPPED = new Set(['pPr', 'rPr', 'tblPr', 'trPr', 'tcPr', 'sectPr', 'del', 'moveFrom', 'instrText', 'delText', 'Fallback']);
const SIGNS: { readonly [tag: string]: string } = { tab: '\t', ptab: '\t', br: '\n', cr: '\n', noBreakHyphen: '\u2011', softHyphen: '\u00ad' };

/** The lines of a part. The notes that it refers to are put into `order`, and `[n]` where they stand. */
function linesOf(xml: string, order: string[]): string {
  let out = '';
  let inText = false;
  let skipped = '';
  let depth = 0;
  let cells = 0;
  for (const [, close, tag = '', attributes = '', empty, text] of xml.matchAll(/<(\/)?(?:[\w-]+:)?(\w+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/)?>|([^<]+)/g)) {
    if (text !== undefined) {
      if (inText && !skipped) out += unescape(text);
    } else if (skipped) {
      if (tag === skipped && !empty) depth += close ? -1 : 1;
      if (depth === 0) skipped = '';
    } else if (SKIPPED.has(tag)) {
      if (!close && !empty) {
        skipped = tag;
        depth = 1;
      }
    } else if (tag === 't') inText = !close && !empty;
    else if (tag === 'p') {
      if (close || empty) out += cells ? ' ' : '\n';
    } else if (tag === 'tc') {
      cells += close ? -1 : empty ? 0 : 1;
      if (close || empty) out = `${out.replace(/ +$/, '')}\t`;
    } else if (tag === 'tr' && close) out = `${out.replace(/[\t ]+$/, '')}${cells ? ' ' : '\n'}`;
    else if (!close && tag in SIGNS && !/\btype="page"/.test(attributes)) out += SIGNS[tag];
    else if (!close && /^(foot|end)noteReference$/.test(tag)) {
      const id = /\bid="(-?\d+)"/.exec(attributes)?.[1];
      out += `[${order.push(`${tag.slice(0, -'Reference'.length)} ${id}`)}]`;
    }
  }
  return out.replace(/\n$/, '');
}

const NAMED: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescape = (text: string) =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name) return NAMED[name] ?? whole;
    const point = hex ? parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
