// Zip files, read and written, by the browser's own deflate. What a Word document needs, and a row of results: no zip64,
// no passwords.

/** A file in a zip file. */
export interface Entry {
  readonly name: string;
  /** Bytes unpacked, as the zip file claims. */
  readonly size: number;
  /** Its bytes. Throws when they are damaged, or more than `most`. */
  unpack(most: number): Promise<Uint8Array>;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Bytes of these, without what has a length of its own. */
const SIZE = { [LOCAL]: 30, [CENTRAL]: 46, [END]: 22 };
const STORED = 0;
const DEFLATED = 8;
/** Names are in UTF-8. */
const UTF8 = 1 << 11;

/** The directory of a zip file. Throws when there is none. */
export function entriesOf(bytes: Uint8Array<ArrayBuffer>): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - SIZE[END];
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== CENTRAL) throw new RangeError('no directory');
    const [method, packed, size, start] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true), view.getUint32(at + 42, true)];
    const after = at + SIZE[CENTRAL] + view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + SIZE[CENTRAL], after)),
      size,
      unpack(most) {
        const data = start + SIZE[LOCAL] + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
        const part = new Blob([bytes.subarray(data, data + packed)]);
        return read(method === DEFLATED ? part.stream().pipeThrough(new DecompressionStream('deflate-raw')) : part.stream(), most);
      },
    });
    at = after + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

async function read(stream: ReadableStream<Uint8Array<ArrayBuffer>>, most: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    size += value.length;
    if (size > most) throw new RangeError('too large');
    parts.push(value);
  }
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (CRC[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Numbers of two and four bytes, one after another. */
function header(...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/** Files as one zip file. */
export async function zip(files: readonly { readonly name: string; readonly blob: Blob }[]): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { name, blob } of files) {
    const path = new TextEncoder().encode(name);
    const crc = crc32(new Uint8Array(await blob.arrayBuffer()));
    const packed = new Uint8Array(await new Response(blob.stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer());
    const method = packed.length < blob.size ? DEFLATED : STORED;
    const data = method === DEFLATED ? packed : new Uint8Array(await blob.arrayBuffer());
    // The version of zip that is needed, flags, method, time and date (1980-01-01), and what follows.
    const common = [[2, 20], [2, UTF8], [2, method], [2, 0], [2, 0x21], [4, crc], [4, data.length], [4, blob.size], [2, path.length], [2, 0]] as const;
    directory.push(header([4, CENTRAL], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), path);
    const local = [header([4, LOCAL], ...common), path, data];
    parts.push(...local);
    at += local.reduce((sum, part) => sum + part.length, 0);
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = header([4, END], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]);
  return new Blob([...parts, ...directory, end], { type: 'application/zip' });
}
