// Set-up: everything that a build or a test needs, safe to run again, quick when nothing is missing.
// Each need says how to tell that it is there, how to get it, and what to tell a person when it
// cannot be had. Plain Node: it runs before `npm ci`.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, findChromium, findDriver, findFirefox, inRoot, isMain, lockedCrate, root, run, tools, which } from './run.mjs';

const channel = readFileSync(inRoot('rust-toolchain.toml'), 'utf8').match(/channel\s*=\s*"([^"]+)"/)[1];
const target = 'wasm32-unknown-unknown';
const bindgen = lockedCrate('wasm-bindgen');

/** In order: a later need may use an earlier one. */
const needs = [
  {
    name: 'Node 20.19 or later',
    has: () => {
      const [major, minor] = process.versions.node.split('.').map(Number);
      return major > 20 || (major === 20 && minor >= 19);
    },
    hint: `this is Node ${process.versions.node}; install a current one from https://nodejs.org`,
  },
  {
    name: 'rustup and cargo',
    has: () => which('rustup') && which('cargo'),
    hint: 'install Rust by rustup: https://rustup.rs',
  },
  {
    name: `Rust ${channel} with rustfmt and clippy`,
    has: () => {
      const sysroot = ask('rustup', 'run', channel, 'rustc', '--print', 'sysroot');
      return sysroot && ['cargo-fmt', 'cargo-clippy'].every((tool) => which(join(sysroot, 'bin', tool)));
    },
    get: () => run('rustup', ['toolchain', 'install', channel, '--profile', 'minimal', '-c', 'rustfmt', '-c', 'clippy']),
    hint: `rustup toolchain install ${channel} -c rustfmt -c clippy`,
  },
  {
    name: `Rust target ${target}`,
    has: () => {
      const folder = ask('rustup', 'run', channel, 'rustc', '--print', 'target-libdir', '--target', target);
      return folder && existsSync(folder);
    },
    get: () => run('rustup', ['target', 'add', target, '--toolchain', channel]),
    hint: `rustup target add ${target} --toolchain ${channel}`,
  },
  {
    name: `wasm-bindgen ${bindgen}, as in Cargo.lock`,
    has: () => ask('wasm-bindgen', '--version')?.endsWith(` ${bindgen}`) && which('wasm-bindgen-test-runner'),
    // Without --locked: its lock file may name crates that are no longer to be had.
    get: () => cargoInstall('wasm-bindgen-cli', '--version', bindgen),
    hint: `cargo install wasm-bindgen-cli --version ${bindgen}`,
  },
  {
    name: 'wasm-pack',
    has: () => ask('wasm-pack', '--version'),
    get: () => cargoInstall('wasm-pack', '--locked'),
    hint: 'cargo install wasm-pack --locked',
  },
  {
    name: 'npm packages, as in package-lock.json',
    has: packagesAreThere,
    get: () => run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']),
    hint: 'npm ci',
  },
  {
    name: 'Chromium and its driver',
    has: () => findChromium() && findDriver(),
    get: getChromium,
    hint:
      'install Chromium (or Chrome) and a chromedriver of the same version, for example\n' +
      '    apt-get install chromium chromium-driver   (Debian)\n' +
      '    brew install --cask google-chrome chromedriver   (macOS)\n' +
      '  or name them: CHROME_PATH=/path/to/chrome CHROMEDRIVER=/path/to/chromedriver',
  },
  {
    name: 'Firefox',
    optional: 'without it the page is tested in Chromium alone',
    has: findFirefox,
    get: once('firefox', () => apt('firefox-esr')),
    hint: 'apt-get install firefox-esr, or name it: FIREFOX_PATH=/path/to/firefox',
  },
];

/** Gets what is missing. Throws, with what to do, when a need cannot be met. */
export async function setup() {
  const began = Date.now();
  let got = 0;
  for (const need of needs) {
    if (need.has()) continue;
    console.log(`Set-up: ${need.name} is missing${need.get ? '; getting it' : ''}.`);
    await need.get?.();
    if (need.has()) {
      got += 1;
    } else if (need.optional) {
      console.log(`Set-up: ${need.name} could not be had; ${need.optional}.\n  To install it yourself: ${need.hint}`);
    } else {
      throw new Error(`Set-up: ${need.name} is missing and could not be had.\n  ${need.hint}`);
    }
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(got === 0 ? `Set-up: everything is there (${seconds} s).` : `Set-up: done in ${seconds} s.`);
}

/** Tries once, and not again each time, to get what one can do without. */
function once(name, get) {
  const mark = join(tools, `tried-${name}`);
  return async () => {
    if (existsSync(mark)) return;
    mkdirSync(tools, { recursive: true });
    writeFileSync(mark, '');
    await get();
  };
}

/** For this project alone, so that another version that a person has for other work stays. */
function cargoInstall(name, ...args) {
  mkdirSync(tools, { recursive: true });
  return run('cargo', ['install', name, ...args, '--root', tools, '--force']);
}

/** Whether each package that the lock file lists for this platform is there in its version. */
function packagesAreThere() {
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  return Object.entries(packages).every(([path, { version, os, cpu, libc, optional }]) => {
    if (path === '') return true;
    if (!meant(os, process.platform) || !meant(cpu, process.arch) || !meant(libc, libcName)) return true;
    try {
      return JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')).version === version;
    } catch {
      // An optional package that names no platform may be left out for reasons that npm alone knows.
      return Boolean(optional) && !os && !cpu;
    }
  });
}

const meant = (names, here) => !names || names.includes(here) || (names[0]?.startsWith('!') && !names.includes(`!${here}`));

const libcName = (() => {
  if (process.platform !== 'linux') return undefined;
  return existsSync('/etc/alpine-release') ? 'musl' : 'glibc';
})();

/** The distribution's package brings browser and driver of one version; else Chrome's own download does. */
async function getChromium() {
  await apt('chromium', 'chromium-driver');
  if (findChromium() && findDriver()) return;
  for (const name of ['chrome@stable', 'chromedriver@stable']) {
    const { ok } = await run('browsers', ['install', name, '--path', tools]);
    if (!ok) return;
  }
}

/** Installs Debian packages where that needs no password. */
async function apt(...packages) {
  if (!which('apt-get')) return;
  const sudo = process.getuid?.() === 0 ? [] : ask('sudo', '-n', 'true') === undefined ? undefined : ['sudo', '-n'];
  if (!sudo) return;
  const [command, ...rest] = [...sudo, 'apt-get'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run(command, [...rest, 'update', '-qq'], { env });
  await run(command, [...rest, 'install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}

if (isMain(import.meta)) {
  await setup().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
