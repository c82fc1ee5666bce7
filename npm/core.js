// The API over the WebAssembly: what every entry (node.js, browser.js, inline.js) exports. An entry only says where
// the WebAssembly comes from. Cleaning itself is done in Rust; here are its loading, errors, and results as
// JavaScript sees them.

import load, { __wbg_reset_state as renew, Compiled, Flow, initSync as loadSync, instanceMemory, render as renderBy } from './pkg/naqi.js';
import { Inspection } from './inspection.js';

export { profiles, reasons, rules, whys } from './pkg/rules.js';

/** Bytes of memory that are kept between calls: what a large text needed goes back to the system. */
const KEPT_MEMORY = 1 << 27;
/** Compiled options that are kept between calls. */
const KEPT_OPTIONS = 8;

let space; // the memory of the instance, once there is one
let life = 0; // how many instances there were before it
let latest; // what an inspection holds in it
const flows = new Set(); // streams that are open in it
let provide = () => {
  throw failure(Error, {
    code: 'notInitialized',
    messages: {
      ar: 'لم تُحمَّل النواة بعد: استدعِ «await init()» أولًا',
      en: 'the core is not loaded yet: call “await init()” first',
    },
  });
};

/** For an entry that can get the WebAssembly by itself, when it is first needed. */
export function provideBy(bytes) {
  provide = bytes;
}

export async function initFrom(source) {
  if (!space) {
    await load({ module_or_path: source });
    space = instanceMemory();
  }
}

export function initSync(source) {
  if (!space) {
    loadSync({ module: source });
    space = instanceMemory();
  }
}

export function clean(text, options) {
  return call(key(options), 'clean', checked(text));
}

export function inspect(text, options) {
  return inspection(key(options), checked(text));
}

export class Cleaner {
  #key;
  constructor(options) {
    this.#key = key(options);
    guarded(() => compiled(this.#key));
  }
  clean(text) {
    return call(this.#key, 'clean', checked(text));
  }
  inspect(text) {
    return inspection(this.#key, checked(text));
  }
}

export class Stream {
  #flow;
  #open;
  #life;
  constructor(options) {
    const json = key(options);
    this.#flow = guarded(() => new Flow(json));
    this.#life = life;
    this.#open = new WeakRef(this);
    flows.add(this.#open);
  }
  push(text) {
    const { length } = checked(text);
    return this.#with((flow) => flow.push(text, length));
  }
  finish() {
    const { text, report } = this.#with((flow) => {
      this.#flow = undefined;
      flows.delete(this.#open);
      return flow.finish();
    });
    if (usedMemory() > KEPT_MEMORY && idle()) startAfresh();
    return { text, ...JSON.parse(report) };
  }
  // A fault in the core ends all streams in it.
  #with(use) {
    if (!this.#flow || this.#life !== life) throw failure(Error, { code: 'closed', messages: { ar: 'أُغلق مسار النص', en: 'the stream is closed' } });
    return guarded(() => use(this.#flow));
  }
}

const idle = () => {
  for (const flow of flows) if (!flow.deref()) flows.delete(flow);
  return flows.size === 0 && !latest?.deref();
};

function inspection(key, source) {
  const { held, suggestions, ...found } = call(key, 'inspect', source);
  return new Inspection({ source, found, suggestions: JSON.parse(suggestions), known: new Map(), core: new Choosing(key, source, found.cleaned, held) });
}

/** What an inspection needs of the core for other choices over it. The core may have started afresh since. */
class Choosing {
  #key;
  #source;
  #cleaned;
  #held;
  #life = life;

  constructor(key, source, cleaned, held) {
    this.#key = key;
    this.#source = source;
    this.#cleaned = cleaned;
    this.#held = held;
    latest = held && new WeakRef(held);
  }

  choose(now, preferred, restored, removed) {
    const options = JSON.parse(this.#key);
    const before = typeof options.dedupe === 'object' ? options.dedupe : {};
    // What is not chosen is as the options have it.
    const { threshold = before.threshold, keep = before.keep } = now;
    const key = JSON.stringify({ ...options, dedupe: { ...before, threshold, keep } });
    const places = [preferred, restored, removed].map((list) => Uint32Array.from(list));
    return this.#with((held) => held.choose(this.#cleaned, this.#cleaned.length, key, ...places));
  }

  render(source, cleaned, log, choices) {
    return guarded(() => renderBy(source, source.length, cleaned, cleaned.length, log, choices));
  }

  reasons(pairs) {
    return guarded(() => compiled(this.#key).reasons(this.#source, this.#source.length, pairs));
  }

  differences(kept, copy) {
    return guarded(() => compiled(this.#key).differences(kept, kept.length, copy, copy.length));
  }

  #with(use) {
    if (this.#life !== life) {
      this.#held = call(this.#key, 'inspect', this.#source).held;
      this.#life = life;
      latest = new WeakRef(this.#held);
    }
    return guarded(() => use(this.#held));
  }
}

// --- Calls ---

// Options by their JSON, compiled; the least recently used goes.
const cache = new Map();

function compiled(key) {
  let found = cache.get(key);
  if (found) cache.delete(key);
  else found = new Compiled(key);
  cache.set(key, found);
  if (cache.size > KEPT_OPTIONS) {
    const [oldest, gone] = cache.entries().next().value;
    cache.delete(oldest);
    gone.free();
  }
  return found;
}

function call(key, method, text) {
  return guarded(() => {
    const result = compiled(key)[method](text, text.length);
    if (usedMemory() > KEPT_MEMORY && !result.held && idle()) startAfresh();
    return result;
  });
}

// The core throws its own errors as JSON text. Anything else is a fault in it, or memory that ran out: that
// instance is thrown away, so that the next call finds a sound one.
function guarded(run) {
  if (!space) initSync(provide());
  try {
    return run();
  } catch (error) {
    if (typeof error === 'string') {
      const { range, ...details } = JSON.parse(error);
      throw failure(range ? RangeError : TypeError, details);
    }
    const full = usedMemory() > 2 ** 30;
    startAfresh();
    throw full
      ? failure(RangeError, {
          code: 'tooLarge',
          key: 'text',
          messages: { ar: 'النص أكبر مما تتسع له الذاكرة', en: 'the text is larger than memory can hold' },
          cause: error,
        })
      : failure(Error, {
          code: 'internal',
          messages: { ar: 'خطأ داخلي في نقي؛ النص لم يتغير', en: 'an internal error of naqi; the text is unchanged' },
          cause: error,
        });
  }
}

/** Another instance of the same module, with fresh memory. Not part of the package's API. */
export function startAfresh() {
  cache.clear();
  flows.clear();
  renew();
  life += 1;
  space = instanceMemory();
}

/** Bytes that the instance holds; they only grow. Not part of the package's API. */
export const usedMemory = () => space.buffer.byteLength;

// --- What is given ---

function checked(text) {
  if (typeof text === 'string') return text;
  throw wrongType('text', text, 'string');
}

// JSON leaves out what it cannot hold, and a setting that is left out is a setting ignored: such a value is refused.
function key(options = {}) {
  if (options === null || typeof options !== 'object' || Array.isArray(options)) throw wrongType('options', options, 'object');
  refuseOdd(options, '');
  return JSON.stringify(options);
}

function refuseOdd(value, path) {
  if (value !== null && typeof value === 'object' && path.split('.').length < 4) {
    for (const name in value) refuseOdd(value[name], path ? `${path}.${name}` : name);
  } else if (['function', 'symbol', 'bigint'].includes(typeof value) || Number.isNaN(value) || value === Infinity || value === -Infinity) {
    throw wrongType(path, value, 'boolean', 'string', 'number', 'array', 'object');
  }
}

function wrongType(key, value, ...accepted) {
  const given = value === null || typeof value === 'number' ? String(value) : typeof value;
  return failure(TypeError, {
    code: 'wrongType',
    key,
    accepted,
    messages: {
      ar: `نوع القيمة غير صحيح: «${key}»؛ القيمة المعطاة: ${given}؛ المقبول: ${accepted.join('، ')}`,
      en: `wrong type: “${key}”; given: ${given}; accepted: ${accepted.join(', ')}`,
    },
  });
}

function failure(Kind, { messages, cause, ...details }) {
  return Object.assign(new Kind(`naqi: ${messages.en}`, cause && { cause }), details, { messages });
}
