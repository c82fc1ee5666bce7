// The packed package in an empty folder, used as its users use it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumFlags, findChromium, inRoot } from '../../scripts/run.mjs';
import { serve } from '../../scripts/serve.mjs';

const expected = {
  clean: 'العربية',
  same: 'عام 1445هـ',
  lone: true,
  search: 'كتب الطالب',
  inspected: { text: 'العربية لغة', back: 'العـــربية  لغة', length: 2, counts: { tatweel: 1, whitespace: 1 } },
  rules: true,
  profiles: 'none repair publish search social corpus lucene',
  error: { kind: 'RangeError', code: 'unknownValue', key: 'profile', nearest: 'publish' },
};

let folder;
let archive;
const run = (command, args, options) => execFileSync(command, args, { cwd: folder, encoding: 'utf8', ...options });

before(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'naqi-')));
  archive = join(folder, run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: inRoot() }).trim());
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--silent', '--offline', '--no-audit', '--no-fund', archive]);
  cpSync(inRoot('tests', 'package', 'consumers'), folder, { recursive: true });
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('holds what it should and nothing else', () => {
  const files = readdirSync(join(folder, 'node_modules', 'naqi'));
  assert.deepEqual(files.sort(), ['CHANGELOG.md', 'LICENSE-APACHE', 'LICENSE-MIT', 'README.ar.md', 'README.md', 'npm', 'package.json']);
});

test('import in Node', () => assert.deepEqual(JSON.parse(run('node', ['import.mjs'])), expected));

test('require in Node', () => assert.deepEqual(JSON.parse(run('node', ['require.cjs'], { stdio: ['ignore', 'pipe', 'ignore'] })), expected));

test('a plain page', () => inChromium('plain.html'));

test('Vite', async () => {
  const { build } = await import('vite');
  await build({ root: folder, base: './', logLevel: 'silent', build: { outDir: 'out-vite', emptyOutDir: true } });
  await inChromium('out-vite/index.html');
});

test('Vite, as it serves while one works', async () => {
  const { createServer } = await import('vite');
  const server = await createServer({
    root: folder, logLevel: 'silent', cacheDir: join(folder, '.vite'),
    server: { port: 0, fs: { allow: [folder] } }, optimizeDeps: { exclude: ['naqi'] },
  });
  await server.listen();
  try {
    await inChromium('', server.resolvedUrls.local[0]);
  } finally {
    await server.close();
  }
});

for (const entry of ['esbuild', 'inline']) {
  test(`esbuild: ${entry}`, async () => {
    const { build } = await import('esbuild');
    await build({
      entryPoints: [join(folder, `${entry}.mjs`)], absWorkingDir: folder, outdir: `out-${entry}`, logLevel: 'error',
      bundle: true, format: 'esm', loader: { '.wasm': 'file' }, publicPath: '.',
    });
    writeFileSync(join(folder, `out-${entry}`, 'index.html'), `<!doctype html><script type="module" src="./${entry}.js"></script>`);
    await inChromium(`out-${entry}/index.html`);
  });
}

test('publint', async () => {
  const { publint } = await import('publint');
  const { messages } = await publint({ pkgDir: inRoot(), strict: true });
  assert.deepEqual(messages, []);
});

test('types, by attw', () => run(inRoot('node_modules', '.bin', 'attw'), [archive, '--profile', 'esm-only', '--no-emoji']));

async function inChromium(path, base) {
  const server = base ? undefined : await serve(folder);
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto((base ?? server.url) + path);
    await page.waitForFunction(() => 'report' in globalThis, undefined, { timeout: 10_000 }).catch(() => assert.fail(errors.join('\n') || 'no result'));
    assert.deepEqual(JSON.parse(await page.evaluate(() => globalThis.report)), expected);
  } finally {
    await browser.close();
    await server?.close();
  }
}
