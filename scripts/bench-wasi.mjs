// Runs a benchmark that was built for wasm32-wasip1 in Node, single-threaded, and prints the peak of its
// memory. Cargo calls it as the runner of that target:
//   CARGO_TARGET_WASM32_WASIP1_RUNNER='node scripts/bench-wasi.mjs' cargo bench --target wasm32-wasip1 --bench dedupe
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const [, , file, ...args] = process.argv;
const wasi = new WASI({ version: 'preview1', args: [file, ...args], env: process.env, preopens: { '.': '.' } });
const module = await WebAssembly.compile(await readFile(file));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
const code = wasi.start(instance);
console.log(`peak of wasm memory: ${(instance.exports.memory.buffer.byteLength / 1e6).toFixed(1)} MB`);
process.exitCode = code;
