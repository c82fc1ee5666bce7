// The page's plain functions, without a browser: undo over text, options and choices; the log across both texts; number
// agreement in Arabic.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ChangeSet, Text } from '@codemirror/state';
import * as esbuild from 'esbuild';
import { Cleaner } from '../../npm/node.js';

const load = async (name) => {
  const path = fileURLToPath(new URL(`../../www/${name}.ts`, import.meta.url));
  const { outputFiles } = await esbuild.build({ entryPoints: [path], bundle: true, format: 'esm', write: false, external: ['@codemirror/state'] });
  // A file of its own beside the tests would be left behind; what it imports is given by address.
  const code = outputFiles[0].text.replace('"@codemirror/state"', JSON.stringify(import.meta.resolve('@codemirror/state')));
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
};

const { across, byRule, counts, touching, UNDONE } = await load('table');
const state = await load('state');
const { words } = await load('words');
const { differences, reasonOf } = await load('worddiff');
const { spliced, touched } = await load('drafts');
const { tableOf } = await load('logs');

test('undo and redo go over text, options and choices, and typing runs together', () => {
  const text = Text.of(['العربية']);
  let history = state.start({ text, options: { profile: 'repair' }, choices: state.NO_CHOICES });
  const type = (letter, time) => {
    const at = history.now.text.length;
    const changes = ChangeSet.of([{ from: at, insert: letter }], at);
    history = state.edit(history, changes.apply(history.now.text), changes, 'type', time);
  };
  type('ا', 0);
  type('ب', 100);
  history = state.choose(history, { options: { profile: 'publish' } }, 200);
  history = state.choose(history, { choices: state.mark(history.now.choices, 'undone', [{ start: 1, end: 3 }], true) }, 300);
  const back = () => {
    const step = state.undo(history);
    history = step.history;
    return step.changes;
  };
  back();
  assert.deepEqual(history.now.choices.undone, []);
  back();
  assert.equal(history.now.options.profile, 'repair');
  const changes = back();
  assert.equal(String(changes.apply(Text.of(['العربيةاب']))), 'العربية');
  assert.equal(String(history.now.text), 'العربية');
  assert.equal(state.undo(history), null);
  history = state.redo(history).history;
  assert.equal(String(history.now.text), 'العربيةاب');
});

test('choices go along with the text under them', () => {
  const choices = state.mark(state.NO_CHOICES, 'undone', [{ start: 5, end: 8 }], true);
  const moved = state.carryChoices(choices, ChangeSet.of([{ from: 0, insert: 'اب' }], 10).desc);
  assert.deepEqual(moved.undone, [{ start: 7, end: 10 }]);
  assert.deepEqual(state.carryChoices(choices, ChangeSet.of([{ from: 4, to: 9 }], 10).desc).undone, []);
});

test('an edit is taken out of a stretch that was taken back whole', () => {
  const all = state.mark(state.NO_CHOICES, 'undone', [{ start: 0, end: 10 }], true);
  assert.deepEqual(state.mark(all, 'undone', [{ start: 3, end: 5 }], false).undone, [{ start: 0, end: 3 }, { start: 5, end: 10 }]);
});

test('positions go across the log', () => {
  // «العـــربية  لغة»: three kashidas and a space go.
  const table = { cells: Uint32Array.from([3, 6, 3, 3, 0, 11, 12, 8, 8, 1 + UNDONE]), rules: [['tatweel'], ['whitespace']] };
  assert.equal(across(table, 'source', 2), 2);
  assert.equal(across(table, 'source', 4), 3);
  assert.equal(across(table, 'source', 8), 5);
  assert.equal(across(table, 'result', 5), 8);
  assert.equal(touching(table, 'source', 5), 0);
  assert.equal(touching(table, 'source', 9), -1);
  assert.deepEqual(byRule(table, 'whitespace'), [1]);
  assert.deepEqual(counts(table).get('whitespace'), { made: 1, undone: 1 });
});

test('Arabic nouns agree with their numbers, in the digits asked for', () => {
  const { count, t, list } = words('ar', 'arab');
  const invisibles = [1, 2, 3, 10, 11, 41, 100, 103].map((n) => count(t.nouns.invisibles, n));
  assert.deepEqual(invisibles, [
    'رمز خفي واحد', 'رمزان خفيّان', '٣ رموز خفية', '١٠ رموز خفية', '١١ رمزًا خفيًّا', '٤١ رمزًا خفيًّا', '١٠٠ رمز خفي', '١٠٣ رموز خفية',
  ]);
  const latin = words('ar', 'latn');
  assert.equal(latin.fill(t.repeatedBlock, { units: latin.count(t.unitNouns.paragraph, 7) }), 'كتلة مكررة (7 فقرات)');
  for (const [name, forms] of Object.entries({ ...t.nouns, ...t.unitNouns })) assert.ok(['one', 'two', 'few', 'many', 'other'].every((form) => forms[form]), name);
  assert.equal(list(['أ', 'ب', 'ج']), 'أ وب وج');
});

test('both languages have the same words', () => {
  const keys = (value) => (value && typeof value === 'object' ? Object.keys(value).sort() : []);
  const [ar, en] = [words('ar', 'arab').t, words('en', 'latn').t];
  assert.deepEqual(keys(ar), keys(en));
  for (const key of ['nouns', 'reasons', 'settings', 'family']) assert.deepEqual(keys(ar[key]), keys(en[key]), key);
  assert.deepEqual(ar.helpText.map((s) => s.length), en.helpText.map((s) => s.length));
});

test('the words in which two passages differ', () => {
  const shown = differences('ذهب الولد إلى المدرسة صباحًا', 'ذهب الولد إلى السوق صباحًا').filter(([kind]) => kind !== 'same');
  assert.deepEqual(shown, [['gone', 'المدرسة'], ['new', 'السوق']]);
});

test('the reason why words differ is the one that the core gives', () => {
  const cleaner = new Cleaner({ profile: 'none', dedupe: { match: 'near', protect: false } });
  const rest = 'وقال رئيس البلدية في مؤتمر صحفي أمس إن المشروع يبدأ مطلع الشهر المقبل ويستمر عاما كاملا';
  for (const [one, other] of [
    ['نعم\u200f', 'نعم'], ['نعم،', 'نعم'], ['نَعَم', 'نعم'], ['نعـــم', 'نعم'], ['أحمد', 'احمد'], ['هدى', 'هدي'], ['مدرسة', 'مدرسه'], ['12', '١٢'],
    ['نَعم،', 'نعم'], ['نَعـم', 'نعم'], ['أهلًا!', 'اهلا'], ['١٢،', '12'], ['نعم', 'لعل'], ['3.5', '3,5'], ['3.14', '314'],
  ]) {
    const [cluster] = cleaner.inspect(`${one} ${rest}\n${other} ${rest}`).duplicates.clusters;
    assert.equal(reasonOf(one, other), cluster.copies[0].reason, `${one} ${other}`);
  }
});

test('a draft is what the whole text gives', () => {
  const cleaner = new Cleaner({ profile: 'publish', rules: { quotes: false } });
  const found = (text) => {
    const { text: clean, edits } = cleaner.inspect(text);
    return { text: clean, table: tableOf(edits), tips: [] };
  };
  const none = { units: 0, removed: Uint32Array.from([0, 5, 1, 900, 950, 12]), blocks: [], clusters: [], clusterCount: 0, listed: [], listedCount: 0 };
  const whole = (source) => ({ source, ...found(source), tipCount: 0, duplicates: none });
  const edits = ({ cells, rules }) => Array.from({ length: cells.length / 5 }, (_, i) => [...cells.subarray(i * 5, i * 5 + 4), rules[cells[i * 5 + 4]].join()]);
  const line = (i) => `السطر ${i}  من النـــص ، فيه "كلام" و قول${i % 3 ? '' : '\n\n'}`;
  let shown = whole(Array.from({ length: 400 }, (_, i) => line(i)).join('\n'));
  let seed = 7;
  const any = (most) => (seed = (seed * 48271) % 2147483647) % most;
  const typed = ['ب', '\n', ' ,', 'ـــ', 'سطر\nوسطر ،\n', ''];
  for (let i = 0; i < 120; i++) {
    const from = any(shown.source.length);
    const changes = [[from, Math.min(shown.source.length, from + any(4)), typed[any(typed.length)]]];
    const [, to, insert] = changes[0];
    const source = shown.source.slice(0, from) + insert + shown.source.slice(to);
    const at = touched(shown, changes);
    const next = spliced(shown, source, at, found(source.slice(at.start, at.end + at.growth))).shown;
    const full = whole(source);
    assert.equal(next.text, full.text, `edit ${i} at ${from}`);
    assert.deepEqual(edits(next.table), edits(full.table));
    shown = { ...next, duplicates: none };
  }
  const moved = spliced(shown, `سطر\n${shown.source}`, touched(shown, [[0, 0, 'سطر\n']]), found(`سطر\n${shown.source.slice(0, touched(shown, [[0, 0, 'x']]).end)}`));
  assert.deepEqual([...moved.shown.duplicates.removed.subarray(3)], [904, 954, 13], 'copies further down move along');
});

test('too long a line is left to the whole run', () => {
  const source = 'ا'.repeat(40_000);
  assert.equal(touched({ source, table: { cells: new Uint32Array(0), rules: [] } }, [[9, 9, 'ب']]), null);
});
