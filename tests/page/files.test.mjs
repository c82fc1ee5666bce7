// Files in the page: every encoding and format, several at once, what is refused, and what is too long to be shown.

import assert from 'node:assert/strict';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { idle, lines, open, visit } from './browser.mjs';
import { openFirefox } from './firefox.mjs';

const folder = mkdtempSync(join(tmpdir(), 'naqi-'));
let at;
before(async () => {
  at = await open();
});
after(async () => {
  await at?.close();
  rmSync(folder, { recursive: true });
});

/** A file on disk, by name. */
function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Gives files to the page by its own dialogue. */
async function give(page, ...paths) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click('[data-testid="open"]')]);
  await chooser.setFiles(paths);
}

/** Waits until every file is done with, and gives what is said of each. */
async function settled(page) {
  await page.waitForFunction(() => {
    const rows = [...document.querySelectorAll('[data-testid="file"]')];
    return rows.length > 0 && rows.every((row) => !['waiting', 'reading', 'cleaning'].includes(row.dataset.status));
  });
  await idle(page);
  return page.locator('[data-testid="file-status"]').allTextContents();
}

const visitor = (options = {}) => visit(at.browser, at.file, { settled: true, language: 'en', ...options });
const download = async (page, click) => {
  const [got] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: got.suggestedFilename(), bytes: readFileSync(await got.path()) };
};

const TEXT = 'المكتبة العربية، تفتح خزائنها للجميع؟\nوهذا سطر ثانٍ فيه قلم وكتاب.';

/** A text in an encoding, by the decoder turned round. */
function encode(text, encoding) {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const decoder = new TextDecoder(encoding);
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Buffer.from(Array.from(text, (letter) => bytes.get(letter)));
}

test('every encoding is told by its bytes', async () => {
  const page = await visitor();
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'windows-1256', 'iso-8859-6']) {
    await give(page, file(`${encoding}.txt`, encode(TEXT, encoding)));
    await settled(page);
    assert.equal(await page.locator('[data-testid="encoding"]').last().inputValue(), encoding);
    assert.deepEqual(await lines(page, 'source'), TEXT.split('\n'), encoding);
  }
  for (const [encoding, mark] of [['utf-8', '\ufeff'], ['utf-16le', '\ufeff'], ['utf-16be', '\ufeff']]) {
    await give(page, file(`mark-${encoding}.txt`, encode(mark + TEXT, encoding)));
    await settled(page);
    assert.deepEqual(await lines(page, 'source'), TEXT.split('\n'), `${encoding} with its mark`);
  }
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('another encoding can be chosen, and undo brings the text back', async () => {
  const page = await visitor();
  await give(page, file('short.txt', encode('قلم', 'windows-1256')));
  await settled(page);
  assert.deepEqual(await lines(page, 'source'), ['قلم']);
  await page.selectOption('[data-testid="encoding"]', 'iso-8859-6');
  await settled(page);
  assert.deepEqual(await lines(page, 'source'), [new TextDecoder('iso-8859-6').decode(encode('قلم', 'windows-1256'))]);
  await page.click('[data-testid="undo"]');
  assert.deepEqual(await lines(page, 'source'), ['قلم']);
  await page.selectOption('[data-testid="encoding"]', 'utf-8');
  await settled(page);
  assert.match(await page.textContent('[data-testid="damaged"]'), /3 places cannot be read/);
  await page.context().close();
});

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const docx = (body, parts = {}) => zipSync({
  '[Content_Types].xml': strToU8('<Types/>'),
  'word/document.xml': strToU8(`<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`),
  ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])),
});

test('the text of a Word document is its paragraphs, tabs, breaks, tables and notes', async () => {
  const page = await visitor();
  const p = (inside) => `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>${inside}</w:p>`;
  const r = (text) => `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const cell = (text) => `<w:tc><w:tcPr/>${p(r(text))}</w:tc>`;
  await give(page, file('مقال.docx', docx(
    p(r('عنوان &amp; &#1578;تمة')) + p(`${r('قبل')}<w:r><w:tab/><w:t>بعد</w:t><w:br/><w:t>سطر</w:t></w:r>`) + '<w:p/>' +
    p(`${r('باقٍ')}<w:del><w:r><w:delText>محذوف</w:delText></w:r></w:del><w:ins>${r(' مزيد')}</w:ins>`) +
    `<w:tbl><w:tr>${cell('أ')}${cell('ب')}</w:tr><w:tr>${cell('ج')}${cell('د')}</w:tr></w:tbl>` +
    p(`${r('حاشية')}<w:r><w:footnoteReference w:id="2"/></w:r>`) + '<w:sectPr/>',
    { 'word/footnotes.xml': `<w:footnotes ${W}><w:footnote w:id="2">${p(r('نصها'))}</w:footnote></w:footnotes>` },
  )));
  await settled(page);
  assert.deepEqual(await lines(page, 'source'), ['عنوان & تتمة', 'قبل\tبعد', 'سطر', '', 'باقٍ مزيد', 'أ\tب', 'ج\tد', 'حاشية[1]', '[1] نصها']);
  const got = await download(page, () => page.click('[data-testid="download"]'));
  assert.equal(got.name, 'مقال.naqi.txt');
  await page.context().close();
});

test('what cannot be read is refused by name, and the source stays', async () => {
  const page = await visitor();
  await give(page, file('source.txt', 'نصٌّ باقٍ'));
  await settled(page);
  const wrong = [
    ['a.pdf', '%PDF-1.7\n%\xe2\xe3', /“a.pdf” is a PDF .* Accepted: txt, md/],
    ['b.png', '\x89PNG\r\n\x1a\n\0\0', /is an image/],
    ['c.xlsx', zipSync({ 'xl/workbook.xml': strToU8('<x/>') }), /is an Excel sheet \(save it as \.csv\)/],
    ['d.zip', zipSync({ 'a.txt': strToU8('a') }), /is an archive/],
    ['e.docx', Buffer.from('PK\x03\x04 and nothing more'), /damaged or has a password/],
    ['f.txt', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff)), /is not text/],
    ['utf-32.txt', Buffer.from([0xff, 0xfe, 0, 0, 0x27, 6, 0, 0]), /is text in UTF-32/],
    ['g.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), /old Office file/],
  ];
  for (const [name, content, message] of wrong) {
    await give(page, file(name, typeof content === 'string' ? Buffer.from(content, 'latin1') : content));
    const said = await settled(page);
    assert.match(said.at(-1), message);
    assert.match(said.at(-1), /Your text is as it was/);
    assert.deepEqual(await lines(page, 'source'), ['نصٌّ باقٍ']);
  }
  await page.click('[data-testid="language"]');
  assert.match((await settled(page))[1], /«a\.pdf» ملف PDF .* المقبول: .*docx/);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('several files are cleaned one after another, joined, and downloaded together', async () => {
  const page = await visitor();
  const same = 'هذه فقرة طويلة بما يكفي لتُحذف إذا تكررت في النص';
  await give(page, file('أول.md', `العـــربية\n\n${same}`), file('ثانٍ.csv', encode(`لغـــة;${same}`, 'utf-8')), file('ثالث.srt', `1\r\n00:00:01,000 --> 00:00:02,000\r\nنـــص\r\n\r\n${same}`));
  const said = await settled(page);
  assert.match(said[0], /Open below/);
  assert.match(said[1], /Done: .*1 change/);
  assert.deepEqual(await lines(page, 'result'), ['العربية', '', same]);

  const zip = unzipSync((await download(page, () => page.click('[data-testid="zip"]'))).bytes);
  assert.deepEqual(Object.keys(zip), ['أول.naqi.md', 'ثانٍ.naqi.csv', 'ثالث.naqi.srt']);
  assert.match(Buffer.from(zip['ثالث.naqi.srt']).toString(), /^1\r?\n00:00:01,000 --> 00:00:02,000\r?\nنص/);

  await page.locator('[data-testid="file-show"]').first().click();
  await idle(page);
  assert.match((await lines(page, 'result'))[0], /^لغة;/);
  const says = (n, wanted) => page.waitForFunction(([i, text]) => document.querySelectorAll('[data-testid="file-status"]')[i].textContent === text, [n, wanted]);
  await says(0, 'Done');
  await says(1, 'Open below');
  // Another recipe leaves what was on the desk as it was, and in the zip file.
  await page.check('[data-testid="profiles"] input[value="publish"]', { force: true });
  await idle(page);
  await says(0, 'Cleaned by an earlier recipe');
  const again = unzipSync((await download(page, () => page.click('[data-testid="zip"]'))).bytes);
  assert.deepEqual(Object.keys(again), Object.keys(zip));
  await page.click('[data-testid="undo"]');
  await idle(page);

  await page.click('[data-testid="join"]');
  await page.waitForSelector('[data-testid="file"]:nth-child(4)');
  await settled(page);
  assert.equal((await lines(page, 'source')).filter((line) => line === same).length, 2);
  assert.equal((await lines(page, 'result')).filter((line) => line === same).length, 1, 'a copy in another file is found');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('the shelf is for everyone: axe finds nothing on it, and nothing sticks out on a phone', async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const page = await visit(at.browser, at.file, { settled: true, language: 'ar', width: 360, theme: 'dark', bypassCSP: true });
  await give(page, file('a.txt', encode('قلم', 'windows-1256')), file('b.html', '<p>نـــص</p>'), file('c.pdf', '%PDF-1.7'));
  await settled(page);
  await page.locator('footer summary').click();
  await page.addScriptTag({ content: axe });
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  await page.context().close();
});

test('files are dropped on the page and pasted into it', async () => {
  const page = await visitor();
  for (const [kind, n] of [['drop', 2], ['paste', 3]]) {
    await page.locator('[data-testid="source"] .cm-content').focus();
    await page.evaluate(([type, names]) => {
      const data = new DataTransfer();
      for (const name of names) data.items.add(new File([`نـــص ${name}`], name));
      const init = { bubbles: true, cancelable: true, composed: true };
      document.activeElement.dispatchEvent(type === 'drop' ? new DragEvent('drop', { ...init, dataTransfer: data }) : new ClipboardEvent('paste', { ...init, clipboardData: data }));
    }, [kind, kind === 'drop' ? ['a.txt', 'b.txt'] : ['c.txt']]);
    await settled(page);
    assert.equal(await page.locator('[data-testid="file"]').count(), n);
    assert.deepEqual(await lines(page, 'result'), [kind === 'drop' ? 'نص a.txt' : 'نص c.txt']);
  }
  await page.context().close();
});

test('the same in Firefox: dropped files, their encodings, a document, a zip file', { timeout: 120_000 }, async (t) => {
  const firefox = await openFirefox();
  if (!firefox) return t.skip('no Firefox here');
  try {
    const page = await firefox.newPage();
    await page.goto(at.file);
    await page.waitForSelector('[data-testid="profiles"] input');
    const paragraph = '<w:p><w:r><w:t>من مستنـــد</w:t></w:r></w:p>';
    const files = [['a.docx', docx(paragraph)], ...['utf-16le', 'utf-16be', 'windows-1256', 'iso-8859-6'].map((encoding) => [`${encoding}.txt`, encode(TEXT, encoding)])];
    await page.evaluate((given) => {
      const data = new DataTransfer();
      for (const [name, bytes] of given) data.items.add(new File([Uint8Array.from(bytes)], name));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }, files.map(([name, bytes]) => [name, [...bytes]]));
    await page.waitForFunction((n) => document.querySelectorAll('[data-status="open"], [data-status="done"]').length === n, {}, files.length);
    await page.waitForFunction(() => document.querySelector('[data-testid="result"] .cm-content').textContent === 'من مستند');
    const chosen = await page.$$eval('[data-testid="encoding"]', (all) => all.map((select) => select.value));
    assert.deepEqual(chosen, ['utf-16le', 'utf-16be', 'windows-1256', 'iso-8859-6']);
    await page.evaluate(() => {
      URL.createObjectURL = (blob) => ((window.saved = blob), 'blob:none');
      HTMLAnchorElement.prototype.click = () => {};
    });
    await page.locator('[data-testid="zip"]').click();
    await page.waitForFunction(() => window.saved);
    const zip = unzipSync(Uint8Array.from(await page.evaluate(async () => [...new Uint8Array(await window.saved.arrayBuffer())])));
    assert.deepEqual(Object.keys(zip), ['a.naqi.txt', ...chosen.map((encoding) => `${encoding}.naqi.txt`)]);
    assert.equal(Buffer.from(zip['a.naqi.txt']).toString(), 'من مستند');
  } finally {
    await firefox.close();
  }
});

/** A line, dirty and clean. */
const DIRTY = (n) => `المكتبــة العـــربية رقم ${n} تفتح خزائنـها للجميـــع  في كل يوم\u200f من أيام السنة.\n`;
const CLEAN = (n) => `المكتبة العربية رقم ${n} تفتح خزائنها للجميع في كل يوم من أيام السنة.\n`;
/** A passage that comes back, in another spelling. */
const FIRST = 'وأعلنت الإدارة أن الأبواب تبقى مفتوحة حتى المساء طوال الشهر القادم\n\n';
const AGAIN = 'وأعلنت الاداره أن الأبوابَ تبقى مفتوحةً حتى المســاء طوال الشهر القادم\n\n';

/** Writes a large file, with a copy of one passage in every ten thousand lines. */
async function large(name, bytes) {
  const path = join(folder, name);
  const out = createWriteStream(path);
  let n = 0;
  for (let written = 0; written < bytes; ) {
    const block = Array.from({ length: 10_000 }, () => DIRTY(n++)).join('') + (n === 10_000 ? FIRST : AGAIN);
    written += Buffer.byteLength(block);
    if (!out.write(block)) await once(out, 'drain');
  }
  out.end('النهـــاية');
  await once(out, 'finish');
  return { path, lines: n };
}

test('a file of more than 50 MB is streamed: progress, report, head, tail, copies, result', async () => {
  const page = await visit(at.browser, at.http, { settled: true, language: 'en' });
  const { path, lines: n } = await large('corpus.txt', 60e6);
  await give(page, file('kept.txt', 'نصٌّ باقٍ'));
  await settled(page);
  await give(page, path);
  await page.waitForSelector('[data-testid="file-progress"]');
  assert.match(await page.textContent('[data-testid="file-progress"]'), /\d+%/);
  await page.waitForSelector('[data-testid="big"]', { timeout: 90_000 });
  assert.match(await page.textContent('[data-testid="big-report"]'), /kashidas/);
  assert.ok((await page.textContent('[data-testid="excerpt-source"] >> nth=0')).startsWith(DIRTY(0) + DIRTY(1)));
  assert.ok((await page.textContent('[data-testid="excerpt-result"] >> nth=0')).startsWith(CLEAN(0) + CLEAN(1)));
  assert.ok((await page.textContent('[data-testid="excerpt-result"] >> nth=1')).endsWith(`${CLEAN(n - 1)}\nالنهاية`));
  assert.deepEqual(await lines(page, 'source'), ['نصٌّ باقٍ'], 'what was on the desk stays');
  assert.match((await settled(page)).at(-1), new RegExp(`${n / 10_000 - 1} repeated passages`));
  const got = await download(page, () => page.locator('[data-testid="file-download"]').last().click());
  assert.equal(got.name, 'corpus.naqi.txt');
  const expected = `${Array.from({ length: n }, (_, i) => CLEAN(i) + (i === 9999 ? FIRST : '')).join('')}النهاية`;
  assert.ok(got.bytes.toString().replace(/\n+/g, '\n') === expected.replace(/\n+/g, '\n'));

  // Straight into a file, as the browser's own dialogue would give it.
  await page.evaluate(() => {
    window.showSaveFilePicker = async ({ suggestedName }) => (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
  });
  await page.locator('[data-testid="file-into"]').last().click();
  await page.waitForFunction(() => /written to the file/.test([...document.querySelectorAll('[data-testid="file-status"]')].at(-1).textContent), null, { timeout: 90_000 });
  const written = await page.evaluate(async () => (await (await (await navigator.storage.getDirectory()).getFileHandle('corpus.naqi.txt')).getFile()).size);
  assert.equal(written, got.bytes.length);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('a stream is cancelled within 200 ms, and can be run again', async () => {
  const page = await visitor();
  const { path } = await large('cancel.txt', 90e6);
  await give(page, path);
  await page.waitForSelector('[data-testid="file-progress"]');
  const took = await page.evaluate(async () => {
    const from = performance.now();
    document.querySelector('[data-testid="file-cancel"]').click();
    while (document.querySelector('[data-status="cleaning"]')) await new Promise((done) => setTimeout(done, 5));
    return performance.now() - from;
  });
  assert.ok(took < 200, `${took} ms`);
  assert.deepEqual(await settled(page), ['Cancelled']);
  await page.context().close();
});
