// The API as JavaScript sees it: the edit log, errors, and an instance that has trapped.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cleaner, Stream, clean, init, inspect, profiles, reasons, rules } from 'naqi';
import { Compiled } from '../../npm/pkg/naqi.js';
import { startAfresh, usedMemory } from '../../npm/core.js';

const dirty = 'العـــربية  لغة\u00a0جميلة\n\n\n\nونـــص آخر  ';

test('a text with nothing to clean comes back as it is', () => {
  assert.equal(clean('عام 1445هـ'), 'عام 1445هـ');
  assert.equal(clean(''), '');
  assert.equal(clean(dirty, { profile: 'none' }), dirty);
});

test('init does no harm in Node, twice neither', async () => {
  await init();
  await init();
  assert.equal(clean('العـــربية'), 'العربية');
});

test('the edit log: its own laws', () => {
  const { text, edits } = inspect(dirty);
  assert.equal(text, clean(dirty));
  assert.equal(edits.revert(), dirty);
  assert.equal(edits.revert(() => false), text);
  assert.equal([...edits].length, edits.length);
  assert.deepEqual(edits.at(-1), [...edits].at(-1));
  assert.equal(edits.at(edits.length), undefined);
  let [at, newAt] = [0, 0];
  for (const { start, end, newStart, newEnd, rules } of edits) {
    assert.ok(at <= start && start <= end && newAt <= newStart && newStart <= newEnd);
    assert.equal(dirty.slice(at, start), text.slice(newAt, newStart), 'between edits nothing changes');
    assert.ok(rules.length > 0);
    [at, newAt] = [end, newEnd];
  }
  const offsets = (map, length) => Array.from({ length: length + 1 }, (_, i) => map(i));
  for (const [map, from, to] of [
    [(i) => edits.toResult(i), dirty.length, text.length],
    [(i) => edits.toSource(i), text.length, dirty.length],
  ]) {
    const all = offsets(map, from);
    assert.equal(all[0], 0);
    assert.ok(all.every((offset, i) => offset >= (all[i - 1] ?? 0) && offset <= to), 'monotone and total');
    assert.equal(all.at(-1), to);
  }
});

test('edits are undone one by one', () => {
  const { edits } = inspect('العـــربية  لغة');
  assert.equal(edits.revert(({ rules }) => rules.includes('tatweel')), 'العـــربية لغة');
  assert.equal(edits.revert((_, i) => i === 1), 'العربية  لغة');
});

test('lone surrogates survive', () => {
  for (const text of ['\ud800', 'العـــربية\udc00', '\udbff\ud800 نـــص']) {
    assert.equal(clean(text), text.replace(/ـ/g, ''));
    assert.equal(inspect(text).edits.revert(), text);
  }
});

test('a cleaner keeps its options, and many can live', () => {
  const options = { profile: 'search', rules: { tatweel: false } };
  const cleaner = new Cleaner(options);
  options.profile = 'none';
  assert.equal(cleaner.clean('كَتَبَ'), 'كتب');
  const all = rules.map(({ id }) => new Cleaner({ rules: { [id]: false } }));
  assert.ok([...all, ...all].every((each) => each.clean('نص') === 'نص'));
  assert.equal(cleaner.inspect('كَتَبَ').text, 'كتب');
});

test('what is wrong is said, and what is accepted', () => {
  const cases = [
    [{ profil: 'repair' }, TypeError, 'unknownOption', 'profil', 'profile'],
    [{ profile: 'pubish' }, RangeError, 'unknownValue', 'profile', 'publish'],
    [{ profile: 3 }, TypeError, 'wrongType', 'profile'],
    [{ rules: { tatwel: true } }, TypeError, 'unknownRule', 'rules.tatwel', 'tatweel'],
    [{ rules: { marks: ['harakah'] } }, RangeError, 'unknownValue', 'rules.marks', 'harakat'],
    [{ rules: { nfc: () => true } }, TypeError, 'wrongType', 'rules.nfc'],
    [{ rules: { nfc: 1n } }, TypeError, 'wrongType', 'rules.nfc'],
    [{ rules: { nfc: NaN } }, TypeError, 'wrongType', 'rules.nfc'],
    [null, TypeError, 'wrongType', 'options'],
    ['repair', TypeError, 'wrongType', 'options'],
    [[], TypeError, 'wrongType', 'options'],
  ];
  for (const [options, Kind, code, key, nearest] of cases) {
    for (const use of [() => clean('', options), () => inspect('', options), () => new Cleaner(options)]) {
      assert.throws(use, (error) => {
        assert.ok(error instanceof Kind, `${error}`);
        assert.deepEqual([error.code, error.key], [code, key]);
        assert.ok(Array.isArray(error.accepted) && error.accepted.length > 0);
        assert.ok(/[\u0621-\u064a]/.test(error.messages.ar) && error.message.endsWith(error.messages.en));
        if (nearest) assert.equal(error.nearest, nearest);
        return true;
      });
    }
  }
  for (const text of [undefined, null, 3, ['نص'], new String('نص')]) {
    assert.throws(() => clean(text), { name: 'TypeError', code: 'wrongType', key: 'text' });
  }
  assert.equal(clean('نـــص', { profile: undefined, rules: { tatweel: undefined } }), 'نص');
});

test('every profile and every rule can be had by what the tables say', () => {
  for (const { id, rules: chosen } of profiles) {
    const example = 'العـــربيّة  لُغَةٌ';
    if (id !== 'lucene') assert.equal(clean(example, { profile: 'none', rules: chosen }), clean(example, { profile: id }), id);
  }
  for (const { id, settings, example } of rules) {
    for (const setting of [true, ...(settings.names ?? [])]) new Cleaner({ profile: 'none', rules: { [id]: setting } });
    assert.equal(clean(example.before, { profile: 'none', rules: { [id]: true } }), example.after, id);
  }
  assert.throws(() => rules.push({}), TypeError);
});

test('after a trap the next call finds a sound instance', () => {
  const sound = Compiled.prototype.clean;
  const cleaner = new Cleaner();
  Compiled.prototype.clean = () => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
  assert.throws(() => cleaner.clean('نـــص'), { code: 'internal' });
  Compiled.prototype.clean = sound;
  assert.equal(cleaner.clean('نـــص'), 'نص');
});

test('a stack that overflows inside does no lasting harm', () => {
  const text = 'نـــص '.repeat(50);
  const deep = () => {
    try {
      deep();
    } catch {
      try {
        clean(text);
      } catch { /* still too deep */ }
    }
  };
  deep();
  assert.equal(clean('نـــص'), 'نص');
});

test('memory: what a large text needed is given back, what small ones need does not grow', () => {
  startAfresh();
  for (let i = 0; i < 200; i++) clean(`نـــص ${i}`, { rules: { tatweel: i % 2 === 0, nfc: i % 3 === 0, whitespace: i % 5 === 0 } });
  const settled = usedMemory();
  for (let i = 0; i < 2000; i++) inspect(`نـــص ${i}`, { rules: { tatweel: i % 2 === 0, nfc: i % 3 === 0, whitespace: i % 5 === 0 } });
  assert.ok(usedMemory() <= settled + 65536 * 2, `${settled} became ${usedMemory()}`);
  clean('نـــص '.repeat(12_000_000));
  assert.ok(usedMemory() < 1 << 24);
});

test('duplicates: found, shown in the source, removed, and brought back', () => {
  const article = 'خبر عاجل\nوقال الرئيس إن الخطة  تبدأ غدًا صباحًا\nوأضاف الوزيــر أن الميزانية تكفي عامين كاملين\nختام\n';
  const copy = 'وقال الرئيس إن الخطة تبدأ غداً صباحاً\nوأضاف الوزير أن الميزانية تكفي عامين كاملين\nختام\n';
  const { text, edits, duplicates, counts } = inspect(article + copy, { dedupe: true });
  assert.equal(text, clean(article + copy, { dedupe: true }));
  assert.equal(edits.revert(), article + copy);
  assert.equal(edits.revert(({ rules }) => rules.includes('dedupe')), clean(article + copy));
  assert.equal(counts.dedupe, duplicates.removed);
  assert.equal(duplicates.units, 7);
  assert.equal(duplicates.removed, 2);
  assert.deepEqual(duplicates.blocks.map(({ first, copy, units }) => [first, copy, units]), [[2, 5, 3]]);
  const lines = (article + copy).split('\n');
  for (const { kept, copies } of duplicates.clusters) {
    for (const { start, end, line, similarity, removed } of [{ ...kept, similarity: 1, removed: true }, ...copies]) {
      assert.equal((article + copy).slice(start, end), lines[line - 1]);
      assert.ok(similarity === 1 && removed);
    }
  }
  assert.deepEqual(duplicates.listed.map(({ kept, copy }) => [kept.line, copy.line]), [[4, 7]]);
  assert.deepEqual(structuredClone(duplicates), duplicates, 'plain data');
  assert.equal(inspect(article).duplicates.units, 0);
});

test('other choices over an inspection', () => {
  const source = 'مقدمة  قصيرة\nوقال الرئيس إن الخطة  تبدأ غدًا صباحًا\nوأضاف الوزيــر أن الميزانية تكفي عامين كاملين\nفاصل\n'
    + 'وقال الرئيس إن الخطة تبدأ غداً صباحاً\nوأضاف الوزير أن الميزانية تكفي عامين كاملين\nفاصل\n';
  const alone = clean(source);
  const base = inspect(source, { dedupe: true });
  const again = (choices, text) => {
    const { text: made, edits, duplicates, counts } = base.render(choices);
    assert.equal(made, text, JSON.stringify(choices));
    assert.equal(edits.revert(), source);
    assert.equal(counts.dedupe ?? 0, duplicates.removed === 0 ? 0 : counts.dedupe);
    return duplicates;
  };
  const lines = alone.split('\n');
  const { clusters: [first, second], blocks: [block], listed: [short] } = base.duplicates;
  assert.equal(base.text, [...lines.slice(0, 4), ...lines.slice(6)].join('\n'));
  again({}, base.text);
  assert.equal(again({ restore: first.copies }, [...lines.slice(0, 5), ...lines.slice(6)].join('\n')).removed, 1);
  again({ restore: [...first.copies, ...second.copies] }, alone);
  again({ restore: [block] }, alone);
  again({ remove: [block] }, `${lines.slice(0, 4).join('\n')}\n`);
  again({ remove: [short.copy] }, `${lines.slice(0, 4).join('\n')}\n`);
  const last = again({ keep: 'last' }, [lines[0], ...lines.slice(3)].join('\n'));
  assert.equal(last.clusters[0].kept.line, 5);
  const picked = again({ prefer: first.copies }, [lines[0], ...lines.slice(2, 5), ...lines.slice(6)].join('\n'));
  assert.deepEqual(picked.clusters.map(({ kept }) => kept.line).sort(), [3, 5]);
  again({ undo: [{ start: 0, end: 12 }] }, base.text.replace('مقدمة قصيرة', 'مقدمة  قصيرة'));
  assert.equal(base.render({ restore: first.copies }).render().text, base.text, 'choices do not add up');
  startAfresh();
  again({ keep: 'last', restore: [] }, [lines[0], ...lines.slice(3)].join('\n'));
  assert.throws(() => base.render({ threshold: 0.5 }), { name: 'RangeError', code: 'outOfRange', key: 'dedupe.threshold' });
  assert.equal(inspect('نـــص').render({ threshold: 0.9, remove: [{ start: 0, end: 5 }] }).text, 'نص');
  assert.equal(inspect('نـــص  آخر').render({ undo: [{ start: 0, end: 5 }] }).text, 'نـــص آخر');
});

test('what is not chosen is as the options have it', () => {
  const line = 'وصل وفد من عشرة خبراء إلى العاصمة مساء أمس وبدأ عمله في الميناء القديم على الفور';
  const similar = line.replace('أمس', 'اليوم').replace('خبراء', 'باحثين');
  const source = [line, 'بينهما سطر قصير', `${line}.`, similar].join('\n');
  for (const dedupe of [{ keep: 'last' }, { match: 'near', threshold: 0.95 }, { match: 'near', threshold: 0.75, keep: 'longest' }]) {
    const base = inspect(source, { dedupe });
    const copies = base.duplicates.clusters.flatMap((cluster) => cluster.copies);
    for (const choices of [{}, { restore: [] }, { remove: [] }, { keep: dedupe.keep }, { threshold: dedupe.threshold }]) {
      const again = base.render(choices);
      assert.equal(again.text, base.text, JSON.stringify([dedupe, choices]));
      assert.deepEqual(again.duplicates, base.duplicates);
    }
    assert.equal(base.render({ restore: copies }).text, source);
  }
});

test('whatever is chosen, of every cluster a unit is left', () => {
  const run = 'وقال الرئيس إن الخطة تبدأ غدا صباحا\n- وأضاف الوزير أن الميزانية تكفي عامين كاملين\n\nفاصل\nولم يحدد البيان موعد الاجتماع القادم للجنة\n';
  const near = (n) => `المادة ${n} يعاقب كل من خالف أحكام هذا القانون بغرامة لا تقل عن ألف دينار وبالحبس\n`;
  const source = `مقدمة  قصيرة\n${run}بين النصين\n${run}${near(1)}${near(2)}${run.replace('الخطة', 'الخُطّة')}${near(2)}خاتمة\n`;
  const alone = clean(source);
  let seed = 1;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (const unit of ['line', 'paragraph', 'sentence']) {
    for (const match of ['exact', 'folded', 'near']) {
      const base = inspect(source, { dedupe: { unit, match } });
      for (let i = 0; i < 60; i++) {
        const keep = ['first', 'last', 'longest', 'mostVocalized'][i % 4];
        const first = base.render({ keep }).duplicates;
        const spans = [...first.blocks, ...base.duplicates.blocks, ...first.listed.map(({ copy }) => copy),
          ...first.clusters.flatMap(({ kept, copies }) => [kept, ...copies]), { start: 0, end: source.length }];
        const some = () => spans.filter(() => random(3) === 0);
        const choices = { keep, remove: some(), restore: i % 2 ? some() : [], prefer: i % 3 ? [] : some() };
        const { text, edits, duplicates } = base.render(choices);
        assert.equal(edits.revert(), source);
        const has = ({ start, end }) => text.includes(clean(source.slice(start, end)));
        for (const { kept, copies } of duplicates.clusters) assert.ok([kept, ...copies].some(has), JSON.stringify(choices));
        for (const copy of duplicates.clusters.flatMap(({ copies }) => copies)) assert.ok(copy.removed || has(copy));
        assert.equal(base.render({ ...choices, remove: [], restore: [{ start: 0, end: source.length }] }).text, alone);
        assert.equal(base.render({ keep, remove: first.blocks }).duplicates.blocks.length, first.blocks.length);
      }
      assert.equal(base.render().text, base.text, 'as if nothing had been chosen before');
      assert.deepEqual(base.render().duplicates, base.duplicates);
    }
  }
  const three = inspect(source, { dedupe: true });
  for (const [keep, at] of [['first', 2], ['last', 15], ['longest', 2], ['mostVocalized', 2]]) {
    const { blocks } = three.render({ keep }).duplicates;
    assert.deepEqual(blocks.map(({ first, units }) => [first, units]), [[at, 4], [at, 4]], keep);
    const { text } = three.render({ keep, remove: blocks });
    assert.equal(text.split('فاصل').length, 2, 'short and guarded units go with their block');
    assert.equal(text.split('وأضاف الوزير').length, 2);
  }
});

test('a search that would take too long is refused before it starts, and folded is offered', () => {
  let seed = 1;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const letters = 'بتثجحخدذرزسشصضطظعغفقكلمنه';
  const word = () => `م${letters[random(6)]}${letters[random(5)]}ق`;
  const line = () => Array.from({ length: 12 }, word).join(' ');
  const text = Array.from({ length: 200_000 }, line).join('\n');
  assert.throws(() => inspect(text, { profile: 'none', dedupe: { match: 'near', protect: false } }), (error) => {
    assert.ok(error instanceof RangeError);
    assert.deepEqual([error.code, error.key, error.nearest], ['tooLong', 'dedupe.match', null]);
    assert.ok(error.accepted.includes('match: folded') && error.messages.ar.includes('folded'));
    return true;
  });
  assert.equal(typeof clean(text, { profile: 'none', dedupe: { match: 'folded' } }), 'string');
});

test('suggestions stand in the result, are accepted, and go with a removed copy', () => {
  const line = 'وتنص تنص سياسة الاستخدام على أنها تحظر ذلك';
  const one = inspect(line);
  const [{ start, end, replacement }] = one.suggestions;
  assert.equal(one.text.slice(start, end), 'وتنص تنص');
  assert.equal(one.render({ accept: [0] }).text, line.replace('وتنص تنص', replacement));
  assert.deepEqual(one.render({ accept: [0] }).edits.at(0).rules, ['suggestion']);
  const source = `مقدمة قصيرة\n${line}\n${line}\nنص بعده بعده كلام كثير هنا`;
  const two = inspect(source, { dedupe: true });
  assert.deepEqual(two.suggestions.map(({ start, end }) => two.text.slice(start, end)), ['وتنص تنص', 'بعده بعده']);
  const all = two.render({ restore: two.duplicates.clusters[0].copies });
  assert.deepEqual(all.suggestions.map(({ start, end }) => all.text.slice(start, end)), ['وتنص تنص', 'وتنص تنص', 'بعده بعده']);
  assert.equal(all.edits.revert(), source);
});

test('why a copy counts as one, and where a near one differs', () => {
  const line = 'وقال رئيس البلدية في مؤتمر صحفي أمس إن المشروع يبدأ مطلع الشهر المقبل ويستمر عاما كاملا بلا انقطاع';
  const copies = [line, line.replace('قال', 'قـال'), line.replace('أمس', 'امس'), line.replace('البلدية', 'البَلَدِيّة'), line.replace('مطلع', 'أوائل')];
  const source = [line, ...copies].join('\n');
  const found = inspect(source, { dedupe: { match: 'near' } });
  const [{ kept, copies: near }] = found.duplicates.clusters;
  assert.deepEqual(near.map(({ reason }) => reason), ['identical', 'tatweel', 'hamza', 'tashkeel', 'words']);
  assert.ok(near.every(({ reason }) => reasons.some(({ id }) => id === reason)));
  assert.ok(near[4].similarity < 1 && near[4].similarity > 0.85);
  const [{ kept: before, copy: after }] = found.differences(kept, near[4]);
  assert.equal(source.slice(before.start, before.end), 'مطلع');
  assert.equal(source.slice(after.start, after.end), 'أوائل');
  assert.deepEqual(found.differences(kept, near[2]), []);
  assert.equal(found.render({ threshold: 1 }).duplicates.removed, 4);
  assert.equal(found.render({ threshold: 0.7 }).duplicates.removed, 5);
  assert.equal(found.render({ threshold: 1 }).text, [line, copies[4]].join('\n'));
});

test('a stream gives what the whole text gives, wherever its chunks part', () => {
  const text = dirty.repeat(3000);
  const whole = inspect(text);
  for (const size of [1000, 65_537]) {
    const stream = new Stream();
    let result = '';
    for (let at = 0; at < text.length; at += size) result += stream.push(text.slice(at, at + size));
    const { text: rest, counts, units } = stream.finish();
    assert.equal(result + rest, whole.text);
    assert.deepEqual(counts, whole.counts);
    assert.equal(units, text.length);
    assert.throws(() => stream.push('نص'), { code: 'closed' });
  }
  assert.throws(() => new Stream({ profile: 'no' }), { code: 'unknownValue', key: 'profile' });
  assert.throws(() => new Stream().push(7), { code: 'wrongType' });
});

test('an open stream outlives a large text', () => {
  const stream = new Stream();
  const before = stream.push('العـــربية ');
  clean('نـــص '.repeat(12_000_000));
  const { text } = stream.finish();
  assert.equal(before + text, 'العربية');
});
