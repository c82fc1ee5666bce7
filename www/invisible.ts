// Characters that cannot be seen, and what they are called on their labels: the names of the Unicode Standard, shortened
// as it shortens them itself.

const NAMES: { readonly [point: number]: string } = {
  0x0009: '⇥', 0x0085: 'NEL', 0x00a0: 'NBSP', 0x00ad: 'SHY', 0x034f: 'CGJ', 0x061c: 'ALM', 0x115f: 'HCF', 0x180e: 'MVS', 0x2000: 'NQSP', 0x2001: 'MQSP',
  0x2002: 'ENSP', 0x2003: 'EMSP', 0x2007: 'FSP', 0x2008: 'PSP', 0x2009: 'THSP', 0x200a: 'HSP', 0x200b: 'ZWSP', 0x200c: 'ZWNJ', 0x200d: 'ZWJ', 0x200e: 'LRM',
  0x200f: 'RLM', 0x2028: 'LS', 0x2029: 'PS', 0x202a: 'LRE', 0x202b: 'RLE', 0x202c: 'PDF', 0x202d: 'LRO', 0x202e: 'RLO', 0x202f: 'NNBSP', 0x205f: 'MMSP',
  0x2060: 'WJ', 0x2066: 'LRI', 0x2067: 'RLI', 0x2068: 'FSI', 0x2069: 'PDI', 0x3000: 'IDSP', 0xfe0e: 'VS15', 0xfe0f: 'VS16', 0xfeff: 'BOM',
};

/** One of them; with `g`, for `matchAll` and `split`. A line break is not among them. */
export const INVISIBLE =
  /[\t\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff\ufff9-\ufffb]/g;

export const nameOf = (point: number): string => NAMES[point] ?? `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
