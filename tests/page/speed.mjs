// Measures the page under hand: node tests/page/speed.mjs [megabytes]. Prints how soon a large paste is painted, the
// longest time for which the main thread was blocked after that, and how soon a keystroke in 5 MB has its result.

import { idle, open, visit } from './browser.mjs';

const article = [
  'دعت مجموعة من المـوظفين الشركة إلى التوقف عن تقديم الخدمات السحابية ، وهو موقع و تطبيق شائع  لدى القراء.',
  'وقالت المجموعة في بيان يوم السبت إن الخدمة "يجب أن تتوقف" حتى تزول المنشورات التي تحرض على العنف.',
  'برزت المنصة ، التي أُطلقت في عام 2018 ، من خلال تقديم نفسها بديلًا لخدمات الوسائط الاجتماعية السائدة.',
];
/** News-like text of about this many units, no line twice. */
function news(units) {
  const out = [];
  let length = 0;
  for (let i = 0; length < units; i++) {
    const line = `${article[i % 3]} ${i} ${article[(i * 7 + 1) % 3].slice(0, 30 + (i % 40))}`;
    out.push(line);
    length += line.length + 1;
  }
  return out.join('\n');
}

/** Pastes a text made in the page, and reports what the main thread felt. */
async function paste(page, text) {
  await page.locator('[data-testid="source"] .cm-content').focus();
  await page.keyboard.press('Control+A');
  return page.evaluate(async (value) => {
    const blocked = [];
    const seen = new PerformanceObserver((list) => blocked.push(...list.getEntries().map((e) => [e.startTime, e.duration])));
    seen.observe({ type: 'longtask' });
    const data = new DataTransfer();
    data.setData('text/plain', value);
    await new Promise((done) => setTimeout(done, 300));
    const from = performance.now();
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    const handled = performance.now();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const painted = performance.now();
    const busy = () => document.querySelector('section.result').getAttribute('aria-busy') === 'true';
    await new Promise((done) => setTimeout(done, 30));
    while (busy()) await new Promise((done) => setTimeout(done, 5));
    const result = performance.now();
    await new Promise((done) => setTimeout(done, 500));
    seen.disconnect();
    const after = blocked.filter(([start]) => start > painted - 1).map(([, d]) => d);
    return { handled: handled - from, painted: painted - from, result: result - from, longest: Math.max(0, ...after), tasks: after.length };
  }, text);
}

const megabytes = Number(process.argv[2] ?? 20);
const at = await open();
const page = await visit(at.browser, at.file, { settled: true, width: 1280, height: 900 });
await idle(page);
const ms = (n) => `${Math.round(n)} ms`;
for (const [size, options] of [[megabytes, 'dedupe'], [megabytes, 'no dedupe'], [5, 'dedupe']]) {
  await page.selectOption('[data-testid="dedupe"]', options === 'dedupe' ? 'folded' : 'off');
  await idle(page);
  // A megabyte of Arabic in UTF-8 is about 570,000 units.
  const r = await paste(page, news(size * 570_000));
  console.log(`${size} MB pasted (${options}): handled in ${ms(r.handled)}, painted in ${ms(r.painted)}, result in ${ms(r.result)}; main thread then blocked at most ${ms(r.longest)} (${r.tasks} tasks over 50 ms)`);
}
// In 5 MB: a letter typed in the middle, to its result.
const times = [];
for (let i = 0; i < 5; i++) {
  times.push(await page.evaluate(async () => {
    const view = document.querySelector('[data-testid="source"] .cm-content');
    view.focus();
    const from = performance.now();
    document.execCommand('insertText', false, 'ب');
    const busy = () => document.querySelector('section.result').getAttribute('aria-busy') === 'true';
    await new Promise((done) => setTimeout(done, 20));
    while (busy()) await new Promise((done) => setTimeout(done, 4));
    return performance.now() - from;
  }));
}
console.log(`5 MB, keystroke to result: ${times.map(ms).join(', ')}`);
await at.close();
