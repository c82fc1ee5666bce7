// Reviewing in the page: an article with a block pasted twice, duplicates and their kept copies, the threshold,
// suggestions, a superseded run; and the same hand in Firefox.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { file, idle, lines, open, paste, visit } from './browser.mjs';
import { openFirefox } from './firefox.mjs';

const article = readFileSync(new URL('../data/article.txt', import.meta.url), 'utf8').trimEnd();

let at;
before(async () => {
  at = await open();
});
after(() => at?.close());

test('an article with a block pasted twice loses the copy, and gets it back', async () => {
  const page = await visit(at.browser, at.file, { settled: true, height: 2400 });
  await paste(page, article);
  const whole = article.split('\n').length;
  const result = (await lines(page, 'result')).length;
  assert.ok(result < whole, `${whole} lines, then ${result}`);
  assert.match(await page.textContent('[data-testid="diagnosis"]'), /كتلة مكررة \(/);
  assert.equal(await page.locator('[data-testid="changes"] > li.duplicates').count(), whole - result, 'each with a row of its own');
  assert.doesNotMatch(await page.locator('[data-testid="changes"] > li.duplicates del').first().textContent(), /^\s/);
  await page.click('#tab-duplicates');
  await page.waitForSelector('[data-testid="blocks"] li');
  assert.equal(await page.locator('[data-testid="blocks"] > li').count(), 1);
  await page.click('[data-testid="restore-block"]');
  await idle(page);
  assert.equal((await lines(page, 'result')).length, whole);
  await page.click('[data-testid="remove-block"]');
  await idle(page);
  assert.equal((await lines(page, 'result')).length, result, 'removed again as one');
  // One of its lines comes back by itself, and goes with the block again.
  await page.click('[data-testid="blocks"] summary');
  await page.locator('[data-testid="blocks"] [data-testid="restore"]').first().click();
  await idle(page);
  assert.equal((await lines(page, 'result')).length, result + 1);
  await page.click('[data-testid="remove-block"]');
  await idle(page);
  assert.equal((await lines(page, 'result')).length, result);
  await page.click('[data-testid="restore-block"]');
  await idle(page);
  await page.click('[data-testid="undo"]');
  await idle(page);
  assert.equal((await lines(page, 'result')).length, result);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

const one = 'هذه فقرة أولى طويلة بما يكفي ليراها الناظر مكررة في النص نفسه مرة بعد مرة';
const near = one.replace('الناظر', 'القارئ');

test('near copies: another threshold, another copy kept', async () => {
  const page = await visit(at.browser, at.http, { settled: true });
  await page.selectOption('[data-testid="dedupe"]', 'near');
  await paste(page, `${one}\nسطر بينهما\n${near}`);
  assert.deepEqual(await lines(page, 'result'), [one, 'سطر بينهما']);
  await page.click('#tab-duplicates');
  assert.equal(await page.locator('[data-testid="clusters"] del').textContent(), 'الناظر');
  await page.click('[data-testid="clusters"] .removed .answers button:first-child');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['سطر بينهما', near], 'the other copy stays');
  await page.click('[data-testid="undo"]');
  await idle(page);
  await page.fill('[data-testid="threshold"]', '1');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), [one, 'سطر بينهما', near], 'at 100 % they are not copies');
  await page.context().close();
});

test('every block can be reached, and the unit is kept while duplicates are left alone', async () => {
  const page = await visit(at.browser, at.http, { settled: true });
  const block = (i) => ['أول', 'ثانٍ'].map((nth) => `وهذا كلام ${nth} طويل بما يكفي ليُحذف إذا تكرر في النص، وفيه ما ليس في غيره: كلمة${i}أ وكلمة${i}ب`);
  const all = Array.from({ length: 50 }, (_, i) => i);
  await paste(page, [...all, ...all.map((i) => (i * 7) % 50)].flatMap(block).join('\n'));
  // Of many blocks no two stand for all.
  assert.equal(await page.textContent('[data-testid="diagnosis"]'), 'وُجد في النص: ١٠٠ مقطع مكرر.');
  await page.click('#tab-duplicates');
  await page.click('[role="tabpanel"] .more');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid="blocks"] > li').length === 50);
  await page.selectOption('[data-testid="unit"]', 'sentence');
  await page.selectOption('[data-testid="dedupe"]', 'off');
  await page.click('[role="tabpanel"] .none button');
  await page.waitForFunction(() => document.querySelector('[data-testid="unit"]')?.value === 'sentence');
  await page.context().close();
});

test('a suggestion is accepted, reconsidered and left', async () => {
  const page = await visit(at.browser, at.file, { settled: true });
  await paste(page, 'وتنص تنص سياسة الاستخدام على ذلك');
  assert.deepEqual(await lines(page, 'result'), ['وتنص تنص سياسة الاستخدام على ذلك']);
  await page.click('#tab-suggestions');
  await page.click('[data-testid="suggestions"] .yes');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['وتنص سياسة الاستخدام على ذلك']);
  await page.click('[data-testid="suggestions"] .answers button');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['وتنص تنص سياسة الاستخدام على ذلك']);
  // Accepted, it is a change like any other, and is taken back from its card beside the text.
  await page.click('[data-testid="suggestions"] .yes');
  await idle(page);
  await page.keyboard.press('F8');
  await page.click('[data-testid="change"] [data-testid="revert"]');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['وتنص تنص سياسة الاستخدام على ذلك']);
  assert.equal(await page.locator('[data-testid="suggestions"] .yes').count(), 1, 'it is open again');
  await page.locator('[data-testid="suggestions"] .answers button').nth(1).click();
  await idle(page);
  await page.waitForSelector('[data-testid="suggestions"] .no');
  assert.deepEqual(await lines(page, 'result'), ['وتنص تنص سياسة الاستخدام على ذلك']);
  await page.context().close();
});

test('a block goes whole, with its short lines, and comes back whole', async () => {
  const page = await visit(at.browser, at.file, { settled: true, height: 2400 });
  const block = ['هذه فقرة أولى طويلة بما يكفي لتُحذف إذا تكررت', 'سطر قصير', 'وهذه فقرة ثانية طويلة أيضًا تتكرر بعدها كما هي'];
  const text = [...block, 'سطر بين الكتلتين لا يتكرر في النص', ...block];
  await paste(page, text.join('\n'));
  assert.equal((await lines(page, 'result')).length, 5, 'the short line of the copy stays');
  await page.click('#tab-duplicates');
  const removed = async () => {
    const [table] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /CSV$/ }).click()]);
    return readFileSync(await table.path(), 'utf8').trim().split('\r\n').slice(1).map((row) => row.split(',')[4]);
  };
  assert.deepEqual(await removed(), ['true', 'true', 'false']);
  await page.click('[data-testid="remove-block"]');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), text.slice(0, 4));
  assert.deepEqual(await removed(), ['true', 'true', 'true'], 'the table is as it was chosen');
  await page.click('[data-testid="restore-block"]');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), text);
  assert.deepEqual(await removed(), ['false', 'false', 'false']);
  await page.context().close();
});

test('everything taken back gives the source', async () => {
  const page = await visit(at.browser, at.http, { settled: true, height: 2400 });
  const text = `العـــربية  لغة\u200F جميلة\n${one}\n${one}\nآخر`;
  await paste(page, text);
  assert.notEqual((await lines(page, 'result')).join('\n'), text);
  await page.click('[data-testid="revert-all"]');
  await idle(page);
  assert.equal((await lines(page, 'result')).join('\n'), text);
  await page.context().close();
});

test('a run that is superseded is given up, and the last text wins', async () => {
  const page = await visit(at.browser, at.file, { settled: true });
  const long = Array.from({ length: 40_000 }, (_, i) => `السطر ${i} من نص طويل ، فيه ما يُصلح وما يُترك كما هو`).join('\n');
  await page.locator('[data-testid="source"] .cm-content').focus();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, long);
  await paste(page, 'العـــربية');
  await page.waitForFunction(() => document.querySelector('[data-testid="result"] .cm-content').textContent === 'العربية', null, { timeout: 30_000 });
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('a letter typed into a long text is in the result before all duplicates are looked for again', async () => {
  const page = await visit(at.browser, at.file, { settled: true });
  const copy = 'هذه فقرة تتكرر في آخر النص كما هي في أوله تمامًا';
  const middle = Array.from({ length: 6000 }, (_, i) => `السطر ${i} من نص طويل ، فيه ما يُصلح وما يُترك كما هو`);
  await paste(page, [copy, ...middle, copy].join('\n'));
  await page.locator('[data-testid="source"] .cm-content').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('لغـة ');
  const first = () => page.locator('[data-testid="result"] .cm-line').first().textContent();
  await page.waitForFunction(() => document.querySelector('[data-testid="result"] .cm-line').textContent.startsWith('لغة '));
  await idle(page);
  assert.equal(await first(), `لغة ${copy}`);
  await page.click('#tab-duplicates');
  await page.waitForSelector('[role="tabpanel"] .none');
  await page.click('[data-testid="undo"]');
  await idle(page);
  assert.equal(await first(), copy);
  await page.waitForSelector('[data-testid="restore"]');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('keys pressed while a long text is cleaned whole are answered, and the last whole run wins', async () => {
  const page = await visit(at.browser, at.file, { settled: true });
  const copy = 'هذه فقرة تتكرر في آخر النص كما هي في أوله تمامًا';
  const middle = Array.from({ length: 30_000 }, (_, i) => `السطر ${i} من نص طويل ، فيه ما يُصلح وما يُترك كما هو`);
  await paste(page, [copy, ...middle, copy].join('\n'));
  await page.locator('[data-testid="source"] .cm-content').focus();
  await page.keyboard.press('Control+Home');
  const shown = (start) => page.waitForFunction((text) => document.querySelector('[data-testid="result"] .cm-line').textContent.startsWith(text), start);
  await page.keyboard.type('لغـة ');
  await shown('لغة ');
  // The whole is cleaned by another recipe; what is typed meanwhile is not lost, nor the recipe.
  await page.check('[data-testid="profiles"] input[value="publish"]', { force: true });
  await page.locator('[data-testid="source"] .cm-content').focus();
  await page.keyboard.type('وكتـب ');
  await shown('لغة وكتب ');
  await idle(page);
  assert.equal(await page.locator('[data-testid="result"] .cm-line').first().textContent(), `لغة وكتب ${copy}`);
  assert.match(await page.locator('[data-testid="result"] .cm-line').nth(1).textContent(), /طويل، فيه/, 'by the other recipe');
  await page.click('[data-testid="clear"]');
  await idle(page);
  await page.keyboard.type('نـص');
  await page.waitForFunction(() => document.querySelector('[data-testid="result"] .cm-content').textContent === 'نص');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('a short repeat that stays can be removed, and comes back', async () => {
  const page = await visit(at.browser, at.http, { settled: true });
  await paste(page, 'اقرأ أيضًا\nسطر أول في النص\nاقرأ أيضًا');
  assert.equal((await lines(page, 'result')).length, 3);
  await page.click('#tab-duplicates');
  await page.click('[role="tabpanel"] summary');
  await page.click('[data-testid="remove-listed"]');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['اقرأ أيضًا', 'سطر أول في النص']);
  await page.click('[data-testid="remove-listed"]');
  await idle(page);
  assert.equal((await lines(page, 'result')).length, 3);
  await page.fill('[data-testid="min-words"]', '2');
  await page.keyboard.press('Tab');
  await idle(page);
  assert.equal((await lines(page, 'result')).length, 2, 'fewer words are enough now');
  await page.fill('[data-testid="min-words"]', '');
  await page.keyboard.press('Tab');
  await idle(page);
  assert.equal((await lines(page, 'result')).length, 3, 'an empty field is the default');
  await page.context().close();
});

for (const from of ['http', 'file']) {
  test(`the same in Firefox (${from})`, { timeout: 120_000 }, async (t) => {
    const firefox = await openFirefox();
    if (!firefox) return t.skip('no Firefox here');
    try {
      const page = await firefox.newPage();
      const errors = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      await page.goto(from === 'http' ? at.http : pathToFileURL(file).href);
      await page.waitForFunction(() => document.querySelector('[data-testid="result"] .cm-line')?.textContent.startsWith('المكتبة'));
      const text = (side) => page.$eval(`[data-testid="${side}"] .cm-content`, (e) => [...e.querySelectorAll('.cm-line')].map((l) => l.textContent));
      // What a state brings is there a moment later.
      const click = (id) => page.locator(`[data-testid="${id}"]`).click();
      assert.equal((await text('result'))[0], 'المكتبة العربية تفتح خزائنها للجميع');
      assert.ok((await text('result')).length < (await text('source')).length);
      await click('next');
      await click('revert');
      await page.waitForFunction(() => document.querySelector('[data-testid="result"] .cm-line').textContent.includes('ـ'));
      await click('language');
      await page.waitForFunction(() => document.documentElement.dir === 'ltr');
      await click('clear');
      await page.keyboard.type('لغـة');
      await page.waitForFunction(() => document.querySelector('[data-testid="result"] .cm-line').textContent === 'لغة');
      // A long text has a worker more: a key is answered by a draft, and the whole follows.
      await page.evaluate((long) => {
        const data = new DataTransfer();
        data.items.add(new File([long], 'long.txt'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      }, Array.from({ length: 20_000 }, (_, i) => `السطر ${i} من نص طويـــل فيه ما يُصلح وما يُترك كما هو`).join('\n'));
      const settled = (start) => page.waitForFunction((text) => document.querySelector('[data-testid="result"] .cm-line')?.textContent.startsWith(text)
        && document.querySelector('section.result').getAttribute('aria-busy') === 'false', { timeout: 30_000 }, start);
      await settled('السطر 0 من نص طويل');
      await page.focus('[data-testid="source"] .cm-content');
      await page.keyboard.type('لغـة ');
      await settled('لغة السطر 0');
      assert.deepEqual(errors, []);
    } finally {
      await firefox.close();
    }
  });
}
