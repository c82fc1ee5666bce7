// Deduplication beside its peers, in one run, on a generated corpus with planted copies:
//
//   node scripts/bench-dedupe.mjs [paragraphs ...]      (100000 unless told otherwise; 10000 100000 1000000 for the table)
//
// datasketch and rensa are installed from PyPI into .tools/peers when it is first run; without Python they are left
// out. Times are processor time. What naqi takes is measured in single-threaded WebAssembly, folding included; the
// peers get text that is already folded; a row says what naqi takes for that.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const counts = process.argv.slice(2).filter((argument) => /^\d+$/.test(argument));
if (counts.length === 0) counts.push('100000');

/** What is quick enough is run as often, and the run of median time counts. */
const RUNS = 5;
const median = (runs, seconds) => runs.sort((a, b) => seconds(a) - seconds(b))[runs.length >> 1];

const run = (command, args, env = {}) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env }, maxBuffer: 1 << 28 });

// Without the flag, Node 20 may crash while the memory of node:wasi grows.
const wasi = { CARGO_TARGET_WASM32_WASIP1_RUNNER: 'node --no-warnings --no-incremental-marking scripts/bench-wasi.mjs' };
const native = (...args) => run('cargo', ['bench', '--quiet', '--bench', 'dedupe', '--', ...args]);
const wasm = (...args) =>
  run('cargo', ['bench', '--quiet', '--target', 'wasm32-wasip1', '--bench', 'dedupe', '--', ...args], wasi);

function python() {
  const venv = '.tools/peers';
  const interpreter = `${venv}/bin/python`;
  if (!existsSync(interpreter)) {
    mkdirSync('.tools', { recursive: true });
    if (spawnSync('python3', ['-m', 'venv', venv]).status !== 0) return undefined;
    const installed = spawnSync(interpreter, ['-m', 'pip', 'install', '--quiet', 'datasketch', 'rensa'], { stdio: 'inherit' });
    if (installed.status !== 0) return undefined;
  }
  return interpreter;
}

function set(directory) {
  const before = process.cpuUsage();
  const lines = readFileSync(`${directory}/folded.txt`, 'utf8').trimEnd().split('\n');
  const kept = new Set(lines);
  const { user, system } = process.cpuUsage(before);
  const copies = readFileSync(`${directory}/truth.tsv`, 'utf8').trimEnd().split('\n');
  const seen = new Set();
  const removed = new Set();
  lines.forEach((line, i) => (seen.has(line) ? removed.add(i) : seen.add(line)));
  const found = copies.filter((copy) => removed.has(Number(copy.split('\t')[0]))).length;
  return { seconds: (user + system) / 1e6, found: lines.length - kept.size, recall: found / copies.length };
}

spawnSync('rustup', ['target', 'add', 'wasm32-wasip1']);
const peers = python();
process.stdout.write(wasm('templates', '20000'));
for (const count of counts) {
  const directory = `target/dedupe-${count}`;
  if (!existsSync(`${directory}/truth.tsv`)) native('write', count, directory);
  console.log(`\n${count} paragraphs`);
  process.stdout.write(wasm('run', `${directory}/text.txt`));
  process.stdout.write(wasm('live', `${directory}/text.txt`));
  // Once more than is counted: what is compiled on the way counts the first time.
  const near = '{"match": "near", "protect": false, "minWords": 1}';
  const runs = wasm('run', `${directory}/folded.txt`, ...Array(RUNS + 1).fill(near)).split('\n').slice(1, RUNS + 1);
  console.log(`text that is already folded, the median of ${RUNS}\n${median(runs, (run) => Number(run.match(/([\d.]+) s /)[1]))}`);
  native('pairs', `${directory}/text.txt`, near, `${directory}/naqi.tsv`);
  const line = (name, { seconds, memory, found, recall, wrong }) =>
    console.log(
      `${name.padEnd(24)} ${seconds === undefined ? '' : `${seconds.toFixed(2)} s`} ${memory ? `${memory.toFixed(0)} MB` : ''}` +
        ` ${found} found, ${(100 * recall).toFixed(2)} % of the planted copies, ${wrong ?? 0} wrong`,
    );
  line('Set of folded lines', set(directory));
  if (peers === undefined) {
    console.log('datasketch and rensa: python3 with venv and pip is needed');
    continue;
  }
  const peer = (name) => JSON.parse(run(peers, ['scripts/bench-dedupe.py', directory, name]));
  line('naqi (found, wrong)', { ...peer('naqi'), seconds: undefined, memory: undefined });
  if (Number(count) <= 100_000) {
    line('datasketch', peer('datasketch'));
    const runs = Array.from({ length: RUNS }, () => peer('rensa'));
    line(`rensa, the median of ${RUNS}`, median(runs, ({ seconds }) => seconds));
  }
}
