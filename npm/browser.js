// The entry for browsers and bundlers: `await init()` fetches the WebAssembly once.

import { initFrom } from './core.js';

export { Cleaner, Stream, clean, initSync, inspect, profiles, reasons, rules, whys } from './core.js';

export function init(source = new URL('./pkg/naqi_bg.wasm', import.meta.url)) {
  return initFrom(source);
}
