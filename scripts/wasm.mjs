// Rust to npm/pkg: the core as optimized WebAssembly, the JavaScript that loads it, and what is made from the rule
// table: rules.js and rules.d.ts there, docs/rules.md. Nothing of it is written by hand twice.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { inRoot, isMain, run } from './run.mjs';

const target = 'wasm32-unknown-unknown';
const compiled = inRoot('target', target, 'release', 'naqi.wasm');
const pkg = (...parts) => inRoot('npm', 'pkg', ...parts);

// What rustc turns on by default and Node 20 accepts: `--all-features` made a module that it rejects.
const features = [
  'bulk-memory', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'multivalue', 'simd',
].map((feature) => `--enable-${feature}`);

/** Builds npm/pkg, or leaves it as it is if the compiled core has not changed. */
export async function buildWasm() {
  await must('cargo', 'build', '--release', '--lib', '--target', target, '--features', 'wasm');
  const inputs = [compiled, inRoot('scripts', 'wasm.mjs')].map((file) => readFileSync(file));
  const stamp = createHash('sha256').update(Buffer.concat(inputs)).digest('hex');
  const stampFile = pkg('.stamp');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

  rmSync(pkg(), { recursive: true, force: true });
  mkdirSync(pkg(), { recursive: true });
  await must(
    'wasm-bindgen', compiled, '--target', 'web', '--out-dir', pkg(), '--out-name', 'naqi',
    '--omit-default-module-path', '--experimental-reset-state-function',
  );
  const wasm = pkg('naqi_bg.wasm');
  await must('wasm-opt', '-O3', ...features, wasm, '-o', wasm);
  const bytes = readFileSync(wasm);
  writeFileSync(pkg('inlined.js'), `export default '${bytes.toString('base64')}';\n`);
  await generate(bytes);
  writeFileSync(stampFile, stamp);
  console.log(`  npm/pkg/naqi_bg.wasm: ${statSync(wasm).size} bytes, ${brotliCompressSync(bytes).length} by brotli`);
}

async function must(command, ...args) {
  const { ok } = await run(command, args);
  if (!ok) throw new Error(`${command} failed`);
}

// --- From the rule table ---

async function generate(bytes) {
  const core = await import(pathToFileURL(pkg('naqi.js')));
  core.initSync({ module: bytes });
  const table = JSON.parse(core.describe());
  const place = ([id]) => table.rules.findIndex((rule) => rule.id === id);
  for (const profile of table.profiles) {
    profile.rules = Object.fromEntries(Object.entries(profile.rules).sort((a, b) => place(a) - place(b)));
  }
  writeFileSync(pkg('rules.js'), scriptOf(table));
  writeFileSync(pkg('rules.d.ts'), typesOf(table));
  mkdirSync(inRoot('docs'), { recursive: true });
  writeFileSync(inRoot('docs', 'rules.md'), referenceOf(table));
}

const scriptOf = ({ rules, profiles, names, whys, reasons }) => `// Made from the rule table.
const freeze = (value) => {
  if (typeof value === 'object') Object.values(Object.freeze(value)).forEach(freeze);
  return value;
};
export const rules = freeze(${JSON.stringify(rules, null, 1)});
export const profiles = freeze(${JSON.stringify(profiles, null, 1)});
/** What each bit of an edit's set of rules stands for. */
export const names = ${JSON.stringify(names)};
/** Why a copy counts as one, and why a repeat is only listed, by number. */
export const reasons = freeze(${JSON.stringify(reasons, null, 1)});
export const whys = freeze(${JSON.stringify(whys, null, 1)});
`;

const typesOf = ({ rules, profiles, whys, reasons }) => `// Made from the rule table.
import type { ProfileInfo, RuleInfo, Text } from '../index.js';
export declare const rules: readonly RuleInfo[];
export declare const profiles: readonly ProfileInfo[];
export declare const names: readonly string[];
export declare const reasons: readonly { readonly id: Reason; readonly title: Text }[];
export declare const whys: readonly { readonly id: Why; readonly title: Text }[];
export type Reason = ${union(reasons.map(({ id }) => id))};
export type Why = ${union(whys.map(({ id }) => id))};
export type ProfileId = ${union(profiles.map(({ id }) => id))};
export type RuleId = keyof RuleSettings;
export interface RuleSettings {
${rules.map((rule) => `  /** ${rule.explanation.en} */\n  ${rule.id}?: ${settingOf(rule.settings)};`).join('\n')}
}
`;

const union = (names) => names.map((name) => `'${name}'`).join(' | ') || 'never';

function settingOf({ kind, names }) {
  if (kind === 'oneOf') return `boolean | ${union(names)}`;
  if (kind === 'anyOf') return `boolean | ${union(names)} | readonly (${union(names)})[]`;
  return 'boolean';
}

const families = { repair: 'Repair', publish: 'Publish', fold: 'Fold', strip: 'Strip' };

function referenceOf({ rules, profiles }) {
  const shown = (text) => `\`${text.replace(/[\p{C}\u2028\u2029\u00a0]/gu, (c) => `<${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}>`)}\``;
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', '⏎');
  const settings = ({ kind, names, default: standard }) => kind === 'switch' ? '' : kind === 'oneOf'
    ? `one of ${names.map(shown).join(', ')}; \`true\` means ${shown(standard)}`
    : `any of ${names.map(shown).join(', ')}; \`true\` means ${standard.map(shown).join(', ')}`;
  const parts = Object.entries(families).map(([family, title]) => {
    const rows = rules.filter((rule) => rule.family === family).map((rule) => `| \`${rule.id}\` | ${cell([
      `**${rule.title.en}**: ${rule.explanation.en}`,
      `**${rule.title.ar}**: ${rule.explanation.ar}`,
      settings(rule.settings),
    ].filter(Boolean).join('<br>'))} | ${cell(`${shown(rule.example.before)} → ${shown(rule.example.after)}`)} | ${rule.lossless ? 'yes' : 'no'} |`);
    return rows.length === 0 ? '' : `## ${title}\n\n| id | what it does | example | lossless |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  const list = (chosen) => Object.entries(chosen)
    .map(([id, setting]) => `\`${id}\`${setting === true ? '' : ` (${[setting].flat().join(', ')})`}`).join(', ');
  const table = profiles.map(({ id, title, explanation, rules: chosen }) =>
    `| \`${id}\` | **${title.en}**: ${explanation.en}<br>**${title.ar}**: ${explanation.ar} | ${list(chosen)} |`);
  return `# The rules

Made from the rule table by \`npm run build\`. Rules run in this order; each example is what the rule makes of a text alone,
and a test.

${parts.filter(Boolean).join('\n')}
## Profiles

| id | what it is for | rules |
|---|---|---|
${table.join('\n')}
`;
}

if (isMain(import.meta)) await buildWasm();
