// Every test, each step shown and timed, a summary at the end. All steps run even when one fails.
// `npm test -- page rust` runs the steps whose names begin so.

import { existsSync, readdirSync } from 'node:fs';
import { build } from './build.mjs';
import { findDriver, inRoot, run, which } from './run.mjs';
import { setup } from './setup.mjs';

const wasm = ['--target', 'wasm32-unknown-unknown', '--features', 'wasm'];

/** Files of tests that end in `.test.mjs`. */
const files = (folder) => existsSync(inRoot(folder))
  ? readdirSync(inRoot(folder)).filter((name) => name.endsWith('.test.mjs')).sort().map((name) => `${folder}/${name}`)
  : [];

const node = (folder) => () => files(folder).length === 0
  ? undefined
  : run('node', ['--test', '--test-reporter=spec', '--test-concurrency=1', ...files(folder)]);

/** In order; a step gives the result of a command, or nothing when there is nothing to run. */
const steps = [
  ['format', () => run('cargo', ['fmt', '--check'])],
  ['lint', () => run('cargo', ['clippy', '--all-targets', '--features', 'cli', '--', '-D', 'warnings'])],
  ['lint wasm', () => run('cargo', ['clippy', '--lib', '--test', 'wasm', ...wasm, '--', '-D', 'warnings'])],
  ['rust', () => run('cargo', ['test', '--features', 'cli'])],
  ['code pages', () => which('python3') ? run('python3', ['scripts/broken_text_tables.py', '--check']) : undefined],
  ['unicode tables', () => run('node', ['scripts/unicode/generate.mjs', '--check'])],
  ['build', buildAll],
  ['types', () => types('tests/package')],
  ['types of the page', () => types('www')],
  ['wasm node', () => wasmPack({}, '--node')],
  ['wasm chromium', () => wasmPack({ WASM_BINDGEN_USE_BROWSER: '1' }, '--headless', '--chrome', '--chromedriver', findDriver())],
  ['package', node('tests/package')],
  ['page', node('tests/page')],
];

const types = (folder) => existsSync(inRoot(folder, 'tsconfig.json')) ? run('tsc', ['--noEmit', '-p', folder]) : undefined;

const wasmPack = (env, ...where) =>
  run('wasm-pack', ['test', '--mode', 'no-install', ...where, '.', '--features', 'wasm', '--test', 'wasm'], {
    // Debug information would make a module that takes longer to prepare than to test.
    env: { ...env, CARGO_PROFILE_DEV_DEBUG: 'false', CARGO_PROFILE_TEST_DEBUG: 'false' },
  });

async function buildAll() {
  const began = Date.now();
  let ok = true;
  await build().catch((error) => {
    console.error(error.message);
    ok = false;
  });
  return { ok, output: '', seconds: (Date.now() - began) / 1000 };
}

/** Passed and failed tests by the closing lines of cargo and of Node; a step without any is one test. */
function count({ ok, output }) {
  let passed = 0;
  let failed = 0;
  for (const [, yes, no] of output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed/gm)) {
    passed += Number(yes);
    failed += Number(no);
  }
  for (const [, what, number] of output.matchAll(/^(?:#|ℹ) (pass|fail|cancelled) (\d+)$/gm)) {
    if (what === 'pass') passed += Number(number);
    else failed += Number(number);
  }
  if (passed + failed === 0) return ok ? [1, 0] : [0, 1];
  return [passed, ok ? failed : Math.max(failed, 1)];
}

try {
  await setup();
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const wanted = process.argv.slice(2);
const table = [];
for (const [name, step] of steps) {
  if (wanted.length > 0 && !wanted.some((start) => name.startsWith(start))) continue;
  console.log(`\n== ${name}`);
  const result = await step();
  if (!result) {
    console.log('  nothing to run');
    continue;
  }
  const [passed, failed] = count(result);
  table.push({ name, ok: result.ok, passed, failed, seconds: result.seconds });
  console.log(`== ${name}: ${result.ok ? 'ok' : 'FAILED'} in ${result.seconds.toFixed(1)} s`);
}

console.log('\nstep               result   passed  failed  seconds');
for (const { name, ok, passed, failed, seconds } of table) {
  console.log(
    name.padEnd(18), (ok ? 'ok' : 'FAILED').padEnd(7),
    String(passed).padStart(7), String(failed).padStart(7), seconds.toFixed(1).padStart(8),
  );
}
const sum = (key) => table.reduce((total, row) => total + row[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = table.every(({ ok }) => ok) ? 0 : 1;
