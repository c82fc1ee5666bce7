// `npm run bench`: the package against the floor and against a chain of regular expressions, on 5 MB of news and 5 MB
// of vocalized text, in Node and in Chromium. `-- --check` exits with 1 if a target is missed; `-- --runs 25` and
// `-- --node` (no browser) do what they say.

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { build } from './build.mjs';
import { chromiumFlags, findChromium, inRoot } from './run.mjs';
import { serve } from './serve.mjs';
import { setup } from './setup.mjs';

/** Most times the floor, by operation; and most memory, in times the text as UTF-16 (what deduplication takes is by unit). */
const targets = { 'clean repair': 2.5, 'clean search': 2.5, 'inspect repair': 8 };
const mostMemory = 3;

const options = process.argv.slice(2);
const runs = Number(options[options.indexOf('--runs') + 1]) || 11;

await setup();
await build();
const { news, vocalized } = await import('../benches/texts.mjs');
const texts = { news: news(), vocalized: vocalized() };
const missed = [];

console.log(`\n${cpus()[0].model}, ${cpus().length} cores; medians of ${runs} runs`);
const { measure } = await import('../benches/measure.mjs');
const { initSync } = await import('../npm/node.js');
const { readFileSync } = await import('node:fs');
initSync(readFileSync(inRoot('npm', 'pkg', 'naqi_bg.wasm')));
for (const name of Object.keys(texts)) show(`Node ${process.versions.node}`, name, measure(texts[name], runs));

if (!options.includes('--node')) await inChromium();

if (missed.length > 0) {
  console.log(`\nmissed:\n${missed.map((line) => `  ${line}`).join('\n')}`);
  if (options.includes('--check')) process.exitCode = 1;
}

async function inChromium() {
  const { chromium } = await import('playwright-core');
  const folder = inRoot('target', 'bench');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) writeFileSync(`${folder}/${name}.txt`, text);
  const server = await serve(inRoot());
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
  try {
    const page = await browser.newPage();
    await page.route('**/texts/*', (route) =>
      route.fulfill({ path: `${folder}/${new URL(route.request().url()).pathname.split('/').at(-1)}.txt`, contentType: 'text/plain; charset=utf-8' }));
    await page.goto(`${server.url}benches/browser.html`);
    await page.waitForFunction(() => 'bench' in window);
    for (const name of Object.keys(texts)) {
      show(`Chromium ${browser.version()}`, name, await page.evaluate(([name, runs]) => window.bench(name, runs), [name, runs]));
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

function show(where, name, rows) {
  const text = texts[name];
  const bytes = Buffer.byteLength(text);
  console.log(`\n${name}, ${(bytes / 1e6).toFixed(1)} MB of UTF-8 (${text.length} code units), ${where}`);
  console.log(`${''.padEnd(32)}${'ms'.padStart(9)}${'× floor'.padStart(9)}${'MB/s'.padStart(8)}${'memory'.padStart(9)}`);
  for (const [operation, { median, ratio, memory, error, differs }] of Object.entries(rows)) {
    if (error) {
      console.log(`${operation.padEnd(32)}  ${error}`);
      continue;
    }
    const held = memory === undefined ? undefined : memory / (text.length * 2);
    console.log(
      operation.padEnd(32) + median.toFixed(1).padStart(9) + ratio.toFixed(2).padStart(9)
      + (bytes / 1e3 / median).toFixed(0).padStart(8) + (held === undefined ? '' : `${held.toFixed(2)} ×`).padStart(9)
      + (differs ? `  differs at ${differs.at}: ${JSON.stringify(differs)}` : ''),
    );
    const place = `${operation} on ${name} in ${where}`;
    if (ratio > targets[operation]) missed.push(`${place}: ${ratio.toFixed(2)} × floor, at most ${targets[operation]}`);
    if (held > mostMemory && !operation.includes('dedupe')) missed.push(`${place}: memory ${held.toFixed(2)} × the text, at most ${mostMemory}`);
    if (differs) missed.push(`${place}: another result than the package's`);
  }
}
