// Everything that ships: the WebAssembly, the npm package around it, the page from the package.

import { existsSync } from 'node:fs';
import { inRoot, isMain } from './run.mjs';
import { setup } from './setup.mjs';

/** Builds all, each step from the one before. Throws when one fails. */
export async function build() {
  for (const [name, script, make] of [
    ['WebAssembly and package', 'wasm.mjs', 'buildWasm'],
    ['page', 'page.mjs', 'buildPage'],
  ]) {
    if (!existsSync(inRoot('scripts', script))) continue;
    const began = Date.now();
    console.log(`Build: ${name}`);
    await (await import(`./${script}`))[make]();
    console.log(`Build: ${name} done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
}

if (isMain(import.meta)) {
  try {
    await setup();
    await build();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
