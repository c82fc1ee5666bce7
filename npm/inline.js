// The entry that carries the WebAssembly in itself: for one-file pages and for bundlers that know no assets.

import { provideBy } from './core.js';
import inlined from './pkg/inlined.js';

export { Cleaner, Stream, clean, initSync, inspect, profiles, reasons, rules, whys } from './core.js';

provideBy(() => Uint8Array.from(atob(inlined), (unit) => unit.charCodeAt(0)));

/** Nothing to do: kept so that the entries can stand in for one another. */
export async function init() {}
