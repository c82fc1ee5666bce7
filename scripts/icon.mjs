// The page's icon as PNG, for systems that take no SVG. The same drawing as in www/index.html: a noon with its dot.

import { crc32, deflateSync } from 'node:zlib';

/** The bowl of the noon: a Bézier curve, on a square of 32. */
const BOWL = [[6, 15], [6, 23], [26, 23], [26, 15]];
const STROKE = 3;
const DOT = { x: 16, y: 9, reach: 3 };
const CORNER = 7;
const GROUND = [0x0b, 0x6b, 0x62];
/** Samples to a pixel, along each side. */
const SAMPLES = 3;

const curve = Array.from({ length: 41 }, (_, i) => {
  const t = i / 40;
  const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
  return [0, 1].map((axis) => BOWL.reduce((sum, point, k) => sum + point[axis] * weights[k], 0));
});

function inked(x, y) {
  if (Math.abs(x - DOT.x) + Math.abs(y - DOT.y) <= DOT.reach) return true;
  const near = ([cx, cy]) => (x - cx) ** 2 + (y - cy) ** 2 <= (STROKE / 2) ** 2;
  return y > BOWL[0][1] - STROKE && y < BOWL[1][1] && curve.some(near);
}

function grounded(x, y, corner) {
  const beyond = (v) => Math.max(corner - v, v - (32 - corner), 0);
  return beyond(x) ** 2 + beyond(y) ** 2 <= corner ** 2;
}

/** An icon of this many pixels; one to be masked goes to the edges and keeps its drawing to the middle. */
export function icon(size, { maskable = false } = {}) {
  const scale = maskable ? 1.25 : 1;
  const rows = [];
  for (let y = 0; y < size; y++) {
    const row = Buffer.alloc(1 + size * 4);
    for (let x = 0; x < size; x++) {
      let ground = 0;
      let ink = 0;
      for (let s = 0; s < SAMPLES ** 2; s++) {
        const at = (pixel, part) => ((((pixel + (part + 0.5) / SAMPLES) / size) * 32) - 16) * scale + 16;
        const [px, py] = [at(x, s % SAMPLES), at(y, Math.floor(s / SAMPLES))];
        if (!maskable && !grounded(px, py, CORNER)) continue;
        ground += 1;
        if (inked(px, py)) ink += 1;
      }
      const white = ground ? ink / ground : 0;
      row.set([...GROUND.map((c) => Math.round(c + (255 - c) * white)), Math.round((ground / SAMPLES ** 2) * 255)], 1 + x * 4);
    }
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6], 8); // eight bits a channel; red, green, blue, alpha
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
