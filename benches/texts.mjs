// The texts that the benches run on, made the same each time: news (an article, varied) and vocalized (the Qur'an).

import { readFileSync } from 'node:fs';

const size = 5_000_000; // bytes of UTF-8

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The article over and over, each time with one word in twelve replaced by another of its words. A paragraph that the
 * article has twice is varied once, so that it stays a copy.
 */
export function news(bytes = size) {
  const article = readFileSync(new URL('../tests/data/article.txt', import.meta.url), 'utf8');
  const words = article.match(/(?<=\s)[\u0621-\u064a]{3,}(?=\s)/g);
  const next = random(1445);
  const articles = [];
  for (let length = 0; length < bytes;) {
    const varied = new Map();
    const lines = article.split('\n').map((line) => {
      if (!varied.has(line)) {
        varied.set(line, line.replace(/(?<=\s)[\u0621-\u064a]{3,}(?=\s)/g, (word) =>
          next() < 1 / 12 ? words[Math.floor(next() * words.length)] : word));
      }
      return varied.get(line);
    });
    articles.push(lines.join('\n'));
    length += Buffer.byteLength(articles.at(-1));
  }
  return flat(articles.join(''));
}

/** All verses, a line each, over and over. */
export function vocalized(bytes = size) {
  const chapters = JSON.parse(readFileSync(new URL('../node_modules/quran-json/dist/quran.json', import.meta.url), 'utf8'));
  const once = chapters.flatMap(({ verses }) => verses.map(({ text }) => text)).join('\n') + '\n';
  return flat(once.repeat(Math.ceil(bytes / Buffer.byteLength(once))));
}

/** One piece of memory, as a text read from a file or a field is. */
const flat = (text) => Buffer.from(text, 'utf16le').toString('utf16le');
