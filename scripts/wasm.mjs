// Rust to npm/pkg: the core as optimized WebAssembly, the JavaScript that loads it, and what is
// made from the rule table: rules.js, rules.d.ts and docs/rules.md. Nothing here is written by hand twice.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inRoot, isMain, run } from './run.mjs';

const pkg = inRoot('npm', 'pkg');
const compiled = inRoot('target', 'wasm32-unknown-unknown', 'release', 'naqi.wasm');

// Exactly what rustc turns on by default and Node 20 accepts: `--all-features` made a module that it rejects.
const features = [
  'bulk-memory', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'multivalue',
].map((feature) => `--enable-${feature}`);

/** Builds npm/pkg, or leaves it as it is if the compiled core has not changed. */
export async function buildWasm() {
  await must(run('cargo', ['build', '--release', '--lib', '--target', 'wasm32-unknown-unknown', '--features', 'wasm']));
  const stamp = createHash('sha256').update(readFileSync(compiled)).update(readFileSync(new URL(import.meta.url))).digest('hex');
  const stampFile = inRoot('npm', 'pkg', '.stamp');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

  rmSync(pkg, { recursive: true, force: true });
  mkdirSync(pkg, { recursive: true });
  await must(run('wasm-bindgen', [
    compiled, '--target', 'web', '--out-dir', pkg, '--out-name', 'naqi',
    '--omit-default-module-path', '--experimental-reset-state-function',
  ]));
  const wasm = inRoot('npm', 'pkg', 'naqi_bg.wasm');
  await must(run('wasm-opt', ['-O3', ...features, wasm, '-o', wasm]));
  writeFileSync(inRoot('npm', 'pkg', 'inlined.js'), `export default '${readFileSync(wasm, 'base64')}';\n`);
  await generate(wasm);
  writeFileSync(stampFile, stamp);
  console.log(`  npm/pkg/naqi_bg.wasm: ${statSync(wasm).size} bytes`);
}

async function must(running) {
  const { ok } = await running;
  if (!ok) throw new Error('the WebAssembly build failed');
}

async function generate(wasm) {
}

if (isMain(import.meta)) await buildWasm();
