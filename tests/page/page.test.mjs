// The page in a real browser, from a server and from disk, in both languages, wide and narrow.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { file, idle, lines, open, paste, visit } from './browser.mjs';

let at;
before(async () => {
  at = await open();
});
after(() => at?.close());

test('the built file holds everything and a strict policy', () => {
  const html = readFileSync(file, 'utf8');
  assert.match(html, /default-src 'none'; script-src 'sha256-[^']+' 'wasm-unsafe-eval'; worker-src blob:/);
  assert.match(html, /connect-src 'none'/);
  assert.doesNotMatch(html, /<script[^>]+src=|<link[^>]+stylesheet/);
});

for (const [from, language, width] of [
  ['http', 'ar', 1280], ['http', 'en', 360], ['file', 'ar', 360], ['file', 'en', 1280],
]) {
  test(`the first visit shows a sample and its clean text (${from}, ${language}, ${width} px)`, async () => {
    const page = await visit(at.browser, at[from], { language, width });
    await idle(page);
    assert.equal(await page.getAttribute('html', 'dir'), language === 'ar' ? 'rtl' : 'ltr');
    const [before, clean] = [await lines(page, 'source'), await lines(page, 'result')];
    assert.match(before[0], /العـــربية/);
    assert.equal(clean[0], 'المكتبة العربية تفتح خزائنها للجميع');
    assert.ok(clean.length < before.length, 'the block pasted twice is there once');
    assert.match(await page.textContent('[data-testid="diagnosis"]'), language === 'ar' ? /^وُجد في النص: / : /^Found in the text: /);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing sticks out sideways');
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

test('the language switch turns the whole page', async () => {
  const page = await visit(at.browser, at.http);
  await page.click('[data-testid="language"]');
  await page.waitForFunction(() => document.querySelector('#source-title').textContent === 'Text as it came');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await page.reload();
  assert.equal(await page.getAttribute('html', 'lang'), 'en', 'the choice is kept');
  await page.context().close();
});

test('paste, undo and redo', async () => {
  const page = await visit(at.browser, at.file);
  await paste(page, 'العـــربية');
  assert.deepEqual(await lines(page, 'result'), ['العربية']);
  await page.click('[data-testid="undo"]');
  await idle(page);
  assert.match((await lines(page, 'source'))[0], /المكتبــة/);
  await page.click('[data-testid="redo"]');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['العربية']);
  await page.context().close();
});

test('a text pasted into the sample, or past every field, takes its place', async () => {
  const page = await visit(at.browser, at.http);
  await idle(page);
  const put = (text) => page.evaluate((value) => {
    const data = new DataTransfer();
    data.setData('text/plain', value);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await page.locator('[data-testid="source"] .cm-content').focus();
  await put('العـــربية');
  await idle(page);
  assert.deepEqual(await lines(page, 'source'), ['العـــربية']);
  await put('لغـة ');
  await idle(page);
  assert.equal((await lines(page, 'source'))[0].length, 'العـــربيةلغـة '.length, 'into a text of one’s own it goes where the cursor is');
  await page.locator('[data-testid="source"] .cm-content').blur();
  await put('نـــص');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['نص']);
  await page.click('[data-testid="undo"]');
  await idle(page);
  assert.match((await lines(page, 'source'))[0], /لغـة/);
  await page.context().close();
});

test('a pointer that rests on a change is told its rule and code points; invisible characters are named on demand', async () => {
  const page = await visit(at.browser, at.file);
  await idle(page);
  await page.locator('[data-testid="source"] .mark').first().hover();
  await page.waitForSelector('.tip');
  assert.equal(await page.textContent('.tip strong'), 'الكشيدة');
  assert.equal(await page.textContent('.tip code'), 'U+0640 U+0640  →  ∅');
  await page.mouse.move(2, 2);
  await page.waitForSelector('.tip', { state: 'detached' });
  assert.equal(await page.locator('[data-testid="source"] .label').count(), 0);
  await page.check('[data-testid="invisible"]');
  await page.waitForSelector('[data-testid="source"] .label');
  assert.ok((await page.locator('[data-testid="source"] .label').allTextContents()).includes('ZWSP'));
  await page.context().close();
});

test('both texts scroll in step, and a change is shown without moving the page', async () => {
  const page = await visit(at.browser, at.http, { settled: true });
  const text = Array.from({ length: 400 }, (_, i) => `السطر ${i} من نص${i === 300 ? 'ـ' : ''}ه`).join('\n');
  await paste(page, text);
  const first = (side) => page.evaluate((name) => {
    const box = document.querySelector(`[data-testid="${name}"] .cm-scroller`).getBoundingClientRect();
    return [...document.querySelectorAll(`[data-testid="${name}"] .cm-line`)].find((line) => line.getBoundingClientRect().bottom > box.top + 4)?.textContent;
  }, side);
  await page.locator('[data-testid="source"] .cm-content').hover();
  await page.mouse.wheel(0, 4000);
  await page.waitForFunction(() => document.querySelector('[data-testid="result"] .cm-scroller').scrollTop > 3000);
  await page.waitForFunction(() => {
    const [source, result] = ['source', 'result'].map((name) => document.querySelector(`[data-testid="${name}"] .cm-scroller`).scrollTop);
    return Math.abs(source - result) < 8;
  });
  assert.equal(await first('result'), await first('source'));
  await page.keyboard.press('F8');
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid="result"] .mark.picked')].some((mark) => mark.closest('.cm-line').textContent.startsWith('السطر 300')));
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.context().close();
});

test('where nothing can be kept, the page works all the same', async () => {
  const context = await at.browser.newContext();
  await context.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } }));
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(at.file);
  await page.waitForFunction(() => document.querySelector('[data-testid="result"] .cm-line')?.textContent.startsWith('المكتبة'));
  await page.click('[data-testid="language"]');
  await page.click('#tab-rules');
  await page.fill('[data-testid="recipe-name"]', 'mine');
  await page.click('[data-testid="recipe-save"]');
  await page.waitForFunction(() => document.querySelector('.note').textContent === 'The browser did not allow saving.');
  assert.deepEqual(errors, []);
  await context.close();
});

test('one change, or all of a rule, goes back to what it was', async () => {
  const page = await visit(at.browser, at.http, { settled: true });
  await paste(page, 'العـــربية لغـة');
  await page.click('[data-testid="next"]');
  await page.click('[data-testid="revert"]');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['العـــربية لغة']);
  await page.click('[data-testid="undo"]');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['العربية لغة']);
  await page.click('[data-testid="found"] [data-rule="tatweel"] input');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['العـــربية لغـة']);
  await page.context().close();
});

test('a rule whose changes are shown alone is switched off: all others are shown again', async () => {
  const page = await visit(at.browser, at.http, { settled: true });
  await paste(page, 'العـــربية  لغـة');
  await page.selectOption('[data-testid="filter"]', 'tatweel');
  await page.click('[data-testid="found"] [data-rule="tatweel"] input');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid="changes"] > li').length === 1);
  assert.equal(await page.inputValue('[data-testid="filter"]'), '');
  await page.keyboard.press('F8');
  await page.waitForSelector('[data-testid="change"]');
  await page.context().close();
});

test('a line goes the way of most of its letters, and so do its changes', async () => {
  const page = await visit(at.browser, at.file, { settled: true });
  await paste(page, 'iPhone جديد\u200B 2018\u200B في الأسواق\nThe word بيتـــي is here\n00:01 --> 00:02');
  const ways = (selector) => page.locator(selector).evaluateAll((found) => found.map((e) => e.dir));
  assert.deepEqual(await ways('[data-testid="result"] .cm-line'), ['rtl', 'ltr', 'ltr']);
  assert.deepEqual(await ways('[data-testid="changes"] bdi:first-child'), ['rtl', 'rtl', 'ltr']);
  await page.context().close();
});

test('removed duplicates are listed, and come back', async () => {
  const page = await visit(at.browser, at.file, { settled: true });
  const line = 'هذه فقرة طويلة بما يكفي لتُحذف إذا تكررت في النص';
  await paste(page, `${line}\nبينهما سطر آخر\n${line}`);
  assert.equal((await lines(page, 'result')).length, 2);
  await page.click('#tab-duplicates');
  await page.click('[data-testid="restore"]');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), [line, 'بينهما سطر آخر', line]);
  await page.context().close();
});

test('the result is copied and downloaded', async () => {
  const page = await visit(at.browser, at.http, { settled: true, permissions: ['clipboard-read', 'clipboard-write'] });
  await paste(page, 'العـــربية');
  await page.click('[data-testid="copy"]');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'العربية');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-testid="download"]')]);
  assert.equal(readFileSync(await download.path(), 'utf8'), 'العربية');
  await page.context().close();
});
