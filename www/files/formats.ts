// What a file is, by its bytes and not by its name: text, or something whose text can be taken out, or something that is
// refused by name. Which encoding a text is in is in encodings.ts.

/** What is accepted, by the endings that people know; any other text is taken too. */
export const ENDINGS = ['.txt', '.md', '.csv', '.tsv', '.srt', '.html', '.docx'];
/** For the browser's own dialogue, which would hide a text without an ending that it knows. */
export const ACCEPT = [...ENDINGS, '.htm', 'text/*'].join();

export type Format = 'text' | 'html' | 'docx';

/** Why a file is not taken. `what` is a key of the page's strings or, for `damaged`, the part that is wrong. */
export type Reason =
  | { readonly code: 'other'; readonly what: Other }
  | { readonly code: 'binary' }
  | { readonly code: 'damaged' }
  | { readonly code: 'tooLarge' }
  | { readonly code: 'unreadable' };

export type Other =
  | 'pdf' | 'office' | 'sheet' | 'slides' | 'openDocument' | 'epub' | 'rtf' | 'image' | 'archive' | 'media' | 'utf32';

/** A file that is not taken. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(readonly reason: Reason) {
    super(reason.code);
  }
}

const refuse = (what: Other): never => {
  throw new Refusal({ code: 'other', what });
};

/** First bytes, as Latin-1, of what is not text. A dot stands for any byte. */
const SIGNATURES: readonly (readonly [RegExp, Other])[] = [
  [/^%PDF-/, 'pdf'],
  [/^\xd0\xcf\x11\xe0/, 'office'],
  [/^\{\\rtf/, 'rtf'],
  [/^(\x89PNG|\xff\xd8\xff|GIF8|BM[^]{4}\0\0|II\*\0|MM\0\*|RIFF[^]{4}WEBP)/, 'image'],
  [/^(\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd)/, 'archive'],
  [/^(ID3|OggS|fLaC|RIFF[^]{4}(WAVE|AVI )|[^]{4}ftyp|\x1aE\xdf\xa3)/, 'media'],
  [/^(\xff\xfe\0\0|\0\0\xfe\xff)/, 'utf32'],
];

/** Names in a zip file that tell what it holds. */
const PACKAGES: readonly (readonly [string, Other])[] = [
  ['xl/', 'sheet'],
  ['ppt/', 'slides'],
  ['META-INF/container.xml', 'epub'],
  ['content.xml', 'openDocument'],
];

const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** Judges by the first bytes. Throws a {@link Refusal} for what is known not to be text. */
export function formatOf(head: Uint8Array, name: string): Format {
  const start = latin(head.subarray(0, 1024));
  if (start.startsWith('PK\x03\x04')) return 'docx';
  for (const [pattern, what] of SIGNATURES) if (pattern.test(start)) refuse(what);
  return /\.html?$/i.test(name) || /^[\s\xef\xbb\xbf]*<(!doctype html|html)\b/i.test(start) ? 'html' : 'text';
}

/** Refuses a zip file that is not a Word document, by the names in it. */
export function judgePackage(names: readonly string[]): void {
  if (names.includes('word/document.xml')) return;
  for (const [start, what] of PACKAGES) if (names.some((name) => name.startsWith(start))) refuse(what);
  // A document with a password is in another container; any other zip is only an archive.
  refuse('archive');
}

/** «مقال.txt» becomes «مقال.naqi.txt»; what text was taken out of becomes a text file. */
export function resultName(name: string, format: Format): string {
  const [, base, ending] = /^(.*?)(\.[^.]*)?$/s.exec(name) as unknown as [string, string, string?];
  return `${base ? `${base}.` : ''}naqi${format === 'docx' ? '.txt' : (ending ?? '.txt')}`;
}
