// What the scripts share: where the project is, how a command is run and timed, which tools are
// at hand. Plain Node, no dependencies: set-up uses it before anything is installed.

import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const inRoot = (...parts) => join(root, ...parts);

/** Whether a script was started by its own name, and not imported. */
export const isMain = (meta) => process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(meta.url);

/** Tools that set-up installs for this project alone. */
export const tools = inRoot('.tools');

const windows = process.platform === 'win32';
const cargoHome = process.env.CARGO_HOME ?? join(process.env.HOME ?? process.env.USERPROFILE ?? '', '.cargo');
process.env.PATH = [join(tools, 'bin'), inRoot('node_modules', '.bin'), process.env.PATH, join(cargoHome, 'bin')].join(delimiter);

/** The path of a program by name, or undefined. */
export function which(...names) {
  for (const name of names) {
    if (name.includes('/') || name.includes('\\')) {
      if (isProgram(name)) return name;
      continue;
    }
    for (const folder of process.env.PATH.split(delimiter)) {
      for (const ending of windows ? ['.exe', '.cmd', ''] : ['']) {
        const path = join(folder, name + ending);
        if (isProgram(path)) return path;
      }
    }
  }
  return undefined;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Runs a command and gives its output trimmed, or undefined if it failed. */
export function ask(command, ...args) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: windows });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Runs a command with its output shown. Resolves to `{ ok, output, seconds }`; `output` holds what
 * it printed. Never rejects.
 */
export function run(command, args, { env, cwd = root, quiet = false } = {}) {
  const began = Date.now();
  if (!quiet) console.log(`  $ ${[command, ...args].join(' ')}`);
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: windows,
    });
    const done = (ok) => resolve({ ok, output, seconds: (Date.now() - began) / 1000 });
    for (const [from, to] of [[child.stdout, process.stdout], [child.stderr, process.stderr]]) {
      from.setEncoding('utf8');
      from.on('data', (text) => {
        output += text;
        if (!quiet) to.write(text);
      });
    }
    child.on('error', (error) => {
      output += `${error.message}\n`;
      if (!quiet) console.error(`  ${error.message}`);
      done(false);
    });
    child.on('close', (code) => done(code === 0));
  });
}

const home = process.env.HOME ?? '';

/** A Chromium to test with: `CHROME_PATH`, then the usual names, then what set-up downloaded. */
export function findChromium() {
  return which(
    ...[process.env.CHROME_PATH].filter(Boolean),
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    `${home}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
    ...downloaded('chrome', ['chrome', 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing']),
  );
}

/** The driver of that Chromium: `CHROMEDRIVER`, then the usual name, then what set-up downloaded. */
export function findDriver() {
  return which(...[process.env.CHROMEDRIVER].filter(Boolean), 'chromedriver', ...downloaded('chromedriver', ['chromedriver']));
}

/** A Firefox to test with: `FIREFOX_PATH`, then the usual names. */
export function findFirefox() {
  return which(
    ...[process.env.FIREFOX_PATH].filter(Boolean),
    'firefox',
    'firefox-esr',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  );
}

/** Paths below `.tools/NAME/<version>/<platform>/`, newest first, where the browser's own installer puts them. */
function downloaded(name, programs) {
  const found = [];
  const base = join(tools, name);
  if (!existsSync(base)) return found;
  for (const version of readdirSync(base).sort().reverse()) {
    for (const platform of readdirSync(join(base, version))) {
      for (const program of programs) found.push(join(base, version, platform, program));
    }
  }
  return found;
}

/** The version of a crate in Cargo.lock. */
export function lockedCrate(name) {
  const lock = readFileSync(inRoot('Cargo.lock'), 'utf8');
  return lock.match(new RegExp(`name = "${name}"\\nversion = "([^"]+)"`))?.[1];
}

/** What the tests and benches need of a headless Chromium, in one place. */
export const chromiumFlags = JSON.parse(readFileSync(inRoot('webdriver.json'), 'utf8'))['goog:chromeOptions'].args;
