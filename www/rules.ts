// The rule table as the core tells it, in place of npm/pkg/rules.js in the worker (scripts/page.mjs sees to that): what the
// WebAssembly holds need not be in the page a second time.

import wasm from 'inline:wasm';
import { describe, initSync } from '../npm/pkg/naqi.js';

initSync({ module: Uint8Array.from(wasm, (letter) => letter.charCodeAt(0) & 0xff) });

export const { rules, profiles, names, reasons, whys } = JSON.parse(describe());
