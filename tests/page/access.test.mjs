// The page for everyone: axe in both languages and themes, every panel; the keyboard alone; recipes and links.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { idle, lines, open, paste, visit } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let at;
before(async () => {
  at = await open();
});
after(() => at?.close());

const check = async (page, where) => {
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(
    violations.map((v) => `${where}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')}`),
    [],
  );
};

for (const [language, theme, width] of [['ar', 'light', 1280], ['ar', 'dark', 360], ['en', 'light', 360], ['en', 'dark', 1280]]) {
  test(`axe finds nothing (${language}, ${theme}, ${width} px)`, async () => {
    const page = await visit(at.browser, at.http, { language, theme, width, bypassCSP: true });
    await idle(page);
    await page.addScriptTag({ content: axe });
    for (const tab of ['changes', 'duplicates', 'suggestions', 'rules']) {
      await page.click(`#tab-${tab}`);
      await page.waitForTimeout(80);
      await check(page, tab);
    }
    await page.click('[data-testid="help"]');
    await check(page, 'help');
    await page.context().close();
  });
}

test('the keyboard alone: find a change, take it back, undo', async () => {
  const page = await visit(at.browser, at.file, { settled: true });
  await paste(page, 'العـــربية لغـة');
  await page.keyboard.press('F8');
  await page.keyboard.press('F8');
  await page.locator('[data-testid="revert"]').focus();
  await page.keyboard.press('Enter');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['العربية لغـة']);
  await page.locator('[data-testid="source"] .cm-content').focus();
  await page.keyboard.press('Control+z');
  await idle(page);
  assert.deepEqual(await lines(page, 'result'), ['العربية لغة']);
  // Undo and redo are at hand wherever the focus is.
  await page.locator('#tab-changes').focus();
  const first = (text) => page.waitForFunction((wanted) => document.querySelector('[data-testid="result"] .cm-line').textContent === wanted, text);
  await page.keyboard.press('Control+Shift+z');
  await first('العربية لغـة');
  await page.keyboard.press('Control+z');
  await first('العربية لغة');
  await page.keyboard.press('Control+y');
  await first('العربية لغـة');
  await page.keyboard.press('ArrowLeft');
  // The arrows go along the tabs, right to left.
  await page.waitForSelector('#tab-duplicates[aria-selected="true"]');
  await page.context().close();
});

test('what a button did leaves the focus where it was', async () => {
  const page = await visit(at.browser, at.file, { settled: true });
  const line = 'هذه فقرة طويلة بما يكفي لتُحذف إذا تكررت';
  await paste(page, `${line} أولى\n${line} ثانية\nوتنص تنص على ذلك\n${line} أولى\n${line} ثانية`);
  const press = async (button, becomes) => {
    await page.locator(button).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector(becomes);
    assert.ok(await page.evaluate((now) => document.activeElement === document.querySelector(now), becomes), becomes);
  };
  await page.click('#tab-suggestions');
  await press('[data-testid="suggestions"] .answers .yes', '[data-testid="suggestions"] li.yes .answers button');
  await page.click('#tab-duplicates');
  await press('[data-testid="restore-block"]', '[data-testid="remove-block"]');
  await page.context().close();
});

test('the copy that is to stay keeps the focus', async () => {
  const page = await visit(at.browser, at.file, { settled: true });
  const first = 'هذه فقرة طويلة بما يكفي لتُحذف إذا تكررت';
  const second = 'وهذه فقرة أخرى تتكرر بعدها في الكتلة نفسها';
  // Alone, and in a block, whose parts are others once one of its copies stays.
  for (const text of [[first, 'سطر بينهما', first], [first, second, 'سطر بينهما', first, second]]) {
    await paste(page, text.join('\n'));
    await page.click('#tab-duplicates');
    const inBlock = page.locator('[data-testid="blocks"] summary');
    if (await inBlock.count()) await inBlock.click();
    const copy = page.locator('li.removed').first();
    const line = await copy.locator('.line').textContent();
    await copy.locator('.answers button').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.matches('li.kept > .row'));
    await idle(page);
    assert.equal(await page.evaluate(() => document.activeElement.querySelector('.line').textContent), line);
  }
  await page.context().close();
});

test('a recipe is kept by name and shared by a link that holds no text', async () => {
  const page = await visit(at.browser, at.http, { settled: true, permissions: ['clipboard-read', 'clipboard-write'] });
  await paste(page, 'سِرٌّ لا يُنقل');
  await page.check('[data-testid="profiles"] input[value="search"]', { force: true });
  await idle(page);
  await page.click('#tab-rules');
  await page.fill('[data-testid="recipe-name"]', 'للفهرس');
  await page.click('[data-testid="recipe-save"]');
  await page.click('[data-testid="share"]');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#recipe=/);
  assert.doesNotMatch(decodeURIComponent(link), /سر/);
  await page.reload();
  await page.click('#tab-rules');
  await page.click('[data-testid="recipes"] button');
  const searching = (shown) => shown.waitForSelector('[data-testid="profiles"] input[value="search"]:checked', { state: 'attached' });
  await searching(page);
  const other = await visit(at.browser, link, { settled: true });
  await searching(other);
  await page.context().close();
  await other.context().close();
});

test('a recipe goes out as JSON and comes in again; what is none is refused', async () => {
  const page = await visit(at.browser, at.http, { settled: true, language: 'en' });
  await page.check('[data-testid="profiles"] input[value="publish"]', { force: true });
  await idle(page);
  await page.click('#tab-rules');
  const [out] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download JSON' }).click()]);
  const recipe = readFileSync(await out.path());
  assert.equal(JSON.parse(recipe).profile, 'publish');
  await page.check('[data-testid="profiles"] input[value="repair"]', { force: true });
  const give = async (buffer) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Import JSON' }).click()]);
    await chooser.setFiles({ name: 'recipe.json', mimeType: 'application/json', buffer });
  };
  await give(recipe);
  await page.waitForSelector('[data-testid="profiles"] input[value="publish"]:checked', { state: 'attached' });
  for (const wrong of ['{"profile":"nope"}', '[]', 'text']) {
    await give(Buffer.from(wrong));
    await page.waitForSelector('.note.bad:not(:empty)');
    assert.match(await page.textContent('.note'), /not a valid recipe/);
    assert.equal(await page.isChecked('[data-testid="profiles"] input[value="publish"]'), true);
    await page.reload();
    await page.waitForSelector('[data-testid="profiles"] input');
    await page.check('[data-testid="profiles"] input[value="publish"]', { force: true });
    await page.click('#tab-rules');
  }
  await page.context().close();
});

test('a finger finds everything on a phone', async () => {
  const page = await visit(at.browser, at.file, { width: 390, height: 844, hasTouch: true, isMobile: true });
  await idle(page);
  for (const tab of ['changes', 'duplicates', 'suggestions', 'rules']) {
    await page.click(`#tab-${tab}`);
    const small = await page.evaluate(() => [...document.querySelectorAll('button, select, summary, .segments label, label.check, [role="tab"]')]
      .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44).map((e) => e.textContent));
    assert.deepEqual(small, [], tab);
  }
  await page.context().close();
});

test('a bad link says so and leaves the default', async () => {
  for (const bad of ['#recipe=%7Bnope', '#recipe=%7B%22profile%22:%22nope%22%7D']) {
    const page = await visit(at.browser, at.file + bad, { language: 'en', settled: true });
    await page.waitForSelector('.note.bad:not(:empty)');
    assert.match(await page.textContent('.note'), /it was not used/);
    assert.equal(await page.isChecked('[data-testid="profiles"] input[value="repair"]'), true);
    await page.context().close();
  }
});
