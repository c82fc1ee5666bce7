// How text crosses the boundary: as UTF-16 code units, straight into and out of WebAssembly memory. What is given here
// is a view of that memory and must not be kept.

// Node copies a string to bytes and back in one piece, lone surrogates included.
const { Buffer } = globalThis.process?.versions?.node ? globalThis : {};
const bytes = ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength);

const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });

/** Copies a string into units; both have the same length. */
export function fill(text, units) {
  if (Buffer) {
    bytes(units).write(text, 'utf16le');
    return;
  }
  // Two units at a time take a tenth less.
  const pairs = units.byteOffset % 4 ? [] : new Uint32Array(units.buffer, units.byteOffset, units.length >> 1);
  for (let i = 0; i < pairs.length; i++) pairs[i] = text.charCodeAt(2 * i) | (text.charCodeAt(2 * i + 1) << 16);
  for (let i = 2 * pairs.length; i < units.length; i++) units[i] = text.charCodeAt(i);
}

/** The string of these units. */
export function read(units) {
  if (Buffer) return bytes(units).toString('utf16le');
  const decoded = decoder.decode(units);
  if (!decoded.includes('\uFFFD')) return decoded;
  // The decoder may have put it for a lone surrogate.
  let text = '';
  for (let i = 0; i < units.length; i += 8192) text += String.fromCharCode.apply(null, units.subarray(i, i + 8192));
  return text;
}

/** Numbers, to be written in pieces. */
export const numbers = (length) => new Uint32Array(length);
export const put = (numbers, at, piece) => numbers.set(piece, at);

/** A result, made of its parts. */
export const object = () => ({});
export const set = (object, key, value) => {
  object[key] = value;
};
