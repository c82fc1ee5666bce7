// Builds dist/index.html: one file that holds the page, its styles, its fonts, the worker and the wasm, and a policy
// that lets nothing in or out; beside it, for a host, a manifest and a service worker. What runs in the page is in www/;
// this only puts it together.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import subset from 'subset-font';
import { icon as png } from './icon.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => resolve(root, ...parts);
/** Most bytes of brotli that the built page may take, fonts included. */
const BUDGET = 450_000;

const common = {
  bundle: true,
  minify: true,
  charset: 'utf8',
  // The first that know `light-dark()`.
  target: ['chrome123', 'firefox120', 'safari17.5'],
  write: false,
  legalComments: 'none',
  alias: { naqi: at('npm/core.js') },
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
  absWorkingDir: root,
};

async function bundle(entry, plugins = []) {
  const built = await esbuild.build({ ...common, entryPoints: [at(entry)], format: 'iife', plugins });
  return built.outputFiles[0].text;
}

/** `import text from 'inline:name'` gives this text. */
function inline(name, text) {
  return {
    name: `inline-${name}`,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^inline:${name}$`) }, () => ({ path: name, namespace: name }));
      build.onLoad({ filter: /.*/, namespace: name }, () => ({ contents: text(), loader: 'text' }));
    },
  };
}

/**
 * The wasm as a string, a letter a byte, U+0100 on: nothing in it needs an escape, and brotli packs it nearly as well as
 * the bytes (143 kB for 138, where base64 takes 188).
 */
const wasm = () => Array.from(readFileSync(at('npm/pkg/naqi_bg.wasm')), (byte) => String.fromCharCode(0x100 + byte)).join('');

/** The rule table is asked of the core, not held twice. */
const told = {
  name: 'told',
  setup(build) {
    build.onResolve({ filter: /pkg\/rules\.js$/ }, () => ({ path: at('www/rules.ts') }));
  },
};

const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
const latin = `${range(0x20, 0x7e)}\u00a0«»“”‘’…–—·×©→←`;
// The page's own words; Persian and Urdu letters are in the font of the texts, which follows it.
const words = `${range(0x60c, 0x60c)}${range(0x61b, 0x61f)}${range(0x621, 0x63a)}${range(0x640, 0x652)}${range(0x660, 0x66d)}\u0670\u0671\u200c\u200d«»`;
// With the space, that a sign of the Qur'an may stand on. Rare letters, ligatures and signs under numbers are left to the
// fonts of the system: they would take 20 kB.
const script = ` ${range(0x606, 0x6ff)}${range(0x8f0, 0x8f3)}${range(0x200c, 0x200f)}«»\u25cc\ufd3e\ufd3f\ufdf2\ufdfa\ufdfb\ufdfd${range(0xfe70, 0xfefc)}`;

/** What is kept of each font: the page's own words need less than a text does, and one weight: browsers thicken it well. */
const kept = [
  [/naskh-arabic-arabic/, script],
  [/naskh-arabic-latin/, latin],
  [/pro-arabic-wght/, words],
  [/pro-latin-wght/, latin],
];

const fonts = {
  name: 'fonts',
  setup(build) {
    build.onLoad({ filter: /\.woff2$/ }, async ({ path }) => {
      const [, letters] = kept.find(([name]) => name.test(path));
      const variationAxes = /wght/.test(path) ? { wght: 400 } : {};
      const contents = await subset(readFileSync(path), letters, { targetFormat: 'woff2', variationAxes });
      return { contents, loader: 'dataurl' };
    });
  },
};

async function style() {
  const built = await esbuild.build({
    ...common,
    entryPoints: [at('www/style.css')],
    plugins: [fonts],
  });
  return built.outputFiles[0].text;
}

const data = (bytes) => `data:image/png;base64,${bytes.toString('base64')}`;

/** What a host's copy needs to be installed. The icons are in it, inlined: nothing more is asked for. */
function manifestOf(html) {
  const icon = html.match(/<link rel="icon" href="([^"]+)"/)[1];
  return {
    name: 'نقي', short_name: 'نقي', description: html.match(/name="description" content="([^"]+)"/)[1], lang: 'ar', dir: 'rtl',
    id: './', start_url: './', scope: './', display: 'standalone', background_color: '#f6f7f4', theme_color: '#0b6b62', categories: ['productivity', 'utilities'],
    icons: [
      { src: icon, sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: data(png(192)), sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: data(png(512, { maskable: true })), sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    file_handlers: [{
      action: './',
      accept: {
        'text/plain': ['.txt', '.srt'], 'text/markdown': ['.md'], 'text/csv': ['.csv'], 'text/tab-separated-values': ['.tsv'], 'text/html': ['.html', '.htm'],
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
      },
    }],
  };
}

/** Builds the page, with what a host needs beside it; throws when it takes more than it may. */
export async function buildPage({ out = at('dist/index.html') } = {}) {
  const worker = await bundle('www/worker.ts', [inline('wasm', wasm), told]);
  const main = (await bundle('www/main.tsx', [inline('worker', () => worker)])).trim();
  if (/<\/script|<!--/i.test(main)) throw new Error('the script holds "</script" or "<!--": it cannot be inlined');
  const hash = createHash('sha256').update(main).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}' 'wasm-unsafe-eval'`,
    // Its own host's service worker and manifest, which the page itself closes again: see www/install.ts.
    "worker-src blob: 'self'",
    "manifest-src 'self'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  const parts = { POLICY: policy, STYLE: (await style()).trim(), SCRIPT: main };
  const html = readFileSync(at('www/index.html'), 'utf8').replace(/%(POLICY|STYLE|SCRIPT)%/g, (_, name) => parts[name]);
  const folder = dirname(out);
  mkdirSync(folder, { recursive: true });
  writeFileSync(out, html);
  const manifest = JSON.stringify(manifestOf(html), null, 1);
  writeFileSync(resolve(folder, 'manifest.webmanifest'), manifest);
  const version = createHash('sha256').update(html + manifest).digest('hex').slice(0, 16);
  writeFileSync(resolve(folder, 'sw.js'), readFileSync(at('www/sw.js'), 'utf8').replace('%VERSION%', `naqi-${version}`));
  const kB = (n) => `${Math.round(n / 1000)} kB`;
  const brotli = brotliCompressSync(html).length;
  console.log(`  ${out}: ${kB(Buffer.byteLength(html))}, ${kB(brotli)} as brotli (at most ${kB(BUDGET)})`);
  if (brotli > BUDGET) throw new Error(`the page takes ${brotli} bytes as brotli, and may take ${BUDGET}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage();
