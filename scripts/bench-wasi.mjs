// Runs a benchmark that was built for wasm32-wasip1 in Node, single-threaded, and prints the peak of its
// memory. Cargo calls it as the runner of that target (see benches/dedupe/main.rs). Its clock is the time
// that this process had on a processor, so that other work on the machine does not count.
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const [, , file, ...args] = process.argv;
const wasi = new WASI({ version: 'preview1', args: [file, ...args], env: process.env, preopens: { '.': '.' } });
const module = await WebAssembly.compile(await readFile(file));
let memory;
const imports = wasi.getImportObject();
imports.wasi_snapshot_preview1.clock_time_get = (_clock, _precision, at) => {
  const { user, system } = process.cpuUsage();
  new DataView(memory.buffer).setBigUint64(at, BigInt(user + system) * 1000n, true);
  return 0;
};
const instance = await WebAssembly.instantiate(module, imports);
({ memory } = instance.exports);
wasi.start(instance);
console.log(`peak of wasm memory: ${(memory.buffer.byteLength / 1e6).toFixed(1)} MB`);
