// The entry for Node: the WebAssembly is read from its file when it is first needed.

import { readFileSync } from 'node:fs';
import { provideBy } from './core.js';

export { Cleaner, Stream, clean, initSync, inspect, profiles, reasons, rules, whys } from './core.js';

provideBy(() => readFileSync(new URL('./pkg/naqi_bg.wasm', import.meta.url)));

/** Nothing to do: kept so that one program runs in Node and in a browser. */
export async function init() {}
