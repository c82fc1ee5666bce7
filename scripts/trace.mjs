// How the page feels under the hand, from a trace of a real Chromium: how soon a paste is painted, the longest task of
// the main thread after that, how soon a keystroke has its result, how soon a cancel is done. Prints the figures; a
// figure over its target makes the run fail. `npm run trace`, or `npm run trace -- 20 5` for other sizes in megabytes.

import { chromium } from 'playwright-core';
import { pathToFileURL } from 'node:url';
import { chromiumFlags, findChromium, inRoot } from './run.mjs';

const [LARGE = 20, SMALL = 5] = process.argv.slice(2).map(Number);
/** Milliseconds. */
const TARGETS = { painted: 300, task: 50, result: 300, cancel: 200 };

const ARTICLE = [
  'دعت مجموعة من المـوظفين الشركة إلى التوقف عن تقديم الخدمات السحابية ، وهو موقع و تطبيق شائع  لدى القراء.',
  'وقالت المجموعة في بيان يوم السبت إن الخدمة "يجب أن تتوقف" حتى تزول المنشورات التي تحرض على العنف.',
  'برزت المنصة ، التي أُطلقت في عام 2018 ، من خلال تقديم نفسها بديلًا لخدمات الوسائط الاجتماعية السائدة.',
];

/** Text like news, of about this many megabytes as UTF-8; lines repeat after so many. */
function news(megabytes, period = Infinity) {
  const lines = [];
  for (let n = 0, bytes = 0; bytes < megabytes * 1e6; n++) {
    const i = n % period;
    const line = `${ARTICLE[i % 3]} ${i} ${ARTICLE[(i * 7 + 1) % 3].slice(0, 30 + (i % 40))}`;
    lines.push(line);
    bytes += Buffer.byteLength(line) + 1;
  }
  return lines.join('\n');
}

/** Traces what is done in the page; gives the tasks of its main thread, in milliseconds from the first mark. */
async function traced(page, work) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'blink.user_timing', '__metadata'] } });
  const value = await work();
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const marks = Object.fromEntries(events.filter(({ cat }) => cat?.includes('user_timing')).map(({ name, ts, pid, tid }) => [name, { ts, pid, tid }]));
  const { begin, painted } = marks;
  const ms = (ts) => (ts - begin.ts) / 1000;
  const tasks = events
    .filter(({ name, pid, tid, dur, ts }) => /RunTask$/.test(name) && pid === begin.pid && tid === begin.tid && dur && ts + dur > begin.ts)
    .map(({ ts, dur, tdur }) => ({ at: ms(ts), wall: dur / 1000, cpu: (tdur ?? dur) / 1000 }));
  return { value, tasks: tasks.filter(({ at }) => !painted || at >= ms(painted.ts)) };
}

const busy = `document.querySelector('section.result').getAttribute('aria-busy') === 'true'`;

const rows = [];
function row(what, wall, target, cpu) {
  rows.push({ what, wall, target, cpu });
  const also = cpu === undefined ? '' : ` (${Math.round(cpu)} ms of the processor)`;
  console.log(`${what.padEnd(58)} ${String(Math.round(wall)).padStart(6)} ms${target ? `  of ${target}` : ''}${also}`);
}

/** Puts a text into the page, for later. */
async function prepare(page, text) {
  await page.evaluate((value) => {
    window.prepared = new DataTransfer();
    window.prepared.setData('text/plain', value);
  }, text);
  await page.waitForTimeout(500);
}

async function paste(page, megabytes, period) {
  await page.locator('[data-testid="source"] .cm-content').focus();
  await page.keyboard.press('Control+A');
  await prepare(page, news(megabytes, period));
  const pasted = `${megabytes} MB ${period ? 'of copies ' : ''}pasted`;
  const { value, tasks } = await traced(page, () => page.evaluate(async () => {
    const busy = () => document.querySelector('section.result').getAttribute('aria-busy') === 'true';
    performance.mark('begin');
    const from = performance.now();
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: window.prepared, bubbles: true, cancelable: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    performance.mark('painted');
    const painted = performance.now() - from;
    await new Promise((done) => setTimeout(done, 30));
    while (busy()) await new Promise((done) => setTimeout(done, 5));
    const result = performance.now() - from;
    await new Promise((done) => setTimeout(done, 500));
    return { painted, result };
  }));
  const longest = tasks.reduce((most, task) => (task.wall > most.wall ? task : most), { wall: 0, cpu: 0 });
  row(`${pasted}: painted`, value.painted, TARGETS.painted);
  row(`${pasted}: longest task of the main thread after that`, longest.wall, TARGETS.task, longest.cpu);
  row(`${pasted}: result`, value.result);
  const long = tasks.filter(({ wall }) => wall > TARGETS.task);
  if (long.length) console.log(`  long tasks: ${long.map(({ at, wall, cpu }) => `${Math.round(wall)} (cpu ${Math.round(cpu)}) at ${Math.round(at)}`).join(', ')}`);
}

const median = (of) => [...of].sort((a, b) => a - b)[of.length >> 1];

async function type(page, megabytes, target) {
  await page.locator('[data-testid="source"] .cm-content').focus();
  await page.keyboard.press('Control+Home');
  await page.waitForTimeout(300);
  const times = [];
  for (let i = 0; i < 9; i++) {
    times.push(await page.evaluate(async () => {
      const busy = () => document.querySelector('section.result').getAttribute('aria-busy') === 'true';
      /** Milliseconds from a keystroke until the result shows it. */
      const press = async (letter) => {
        const before = document.querySelector('[data-testid="result"] .cm-line').textContent;
        const from = performance.now();
        document.execCommand('insertText', false, letter);
        while (document.querySelector('[data-testid="result"] .cm-line').textContent === before) await new Promise((done) => setTimeout(done, 4));
        return performance.now() - from;
      };
      const from = performance.now();
      const shown = await press('ب');
      // By then the run that the draft owes is under way.
      await new Promise((done) => setTimeout(done, 600));
      const during = busy() ? await press('ت') : null;
      while (busy()) await new Promise((done) => setTimeout(done, 4));
      return { shown, during, settled: performance.now() - from };
    }));
    await page.waitForTimeout(200);
  }
  const during = times.flatMap(({ during }) => during ?? []);
  row(`${megabytes} MB: from a keystroke to its result, median of ${times.length}`, median(times.map(({ shown }) => shown)), target);
  if (during.length) {
    row(`${megabytes} MB: while the whole is cleaned, median of ${during.length}`, median(during), target);
    row(`${megabytes} MB: while the whole is cleaned, longest`, Math.max(...during), target);
  }
}

async function cancel(page) {
  const took = await page.evaluate(async (block) => {
    const data = new DataTransfer();
    data.items.add(new File(Array(200).fill(block), 'corpus.txt'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    while (!document.querySelector('[data-testid="file-progress"]')) await new Promise((done) => setTimeout(done, 10));
    await new Promise((done) => setTimeout(done, 300));
    const from = performance.now();
    document.querySelector('[data-testid="file-cancel"]').click();
    while (document.querySelector('[data-status="cleaning"]')) await new Promise((done) => setTimeout(done, 2));
    return performance.now() - from;
  }, news(1));
  row('a file of 200 MB: cancelled', took, TARGETS.cancel);
}

const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags.filter((flag) => !flag.startsWith('--headless')) });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(() => localStorage.setItem('naqi.prefs', JSON.stringify({ settled: true })));
  await page.goto(pathToFileURL(inRoot('dist/index.html')).href);
  await page.waitForSelector('[data-testid="profiles"] input');
  await page.waitForFunction(`!(${busy})`);
  await paste(page, LARGE);
  await type(page, LARGE);
  await paste(page, LARGE, 5000);
  await paste(page, SMALL);
  await type(page, SMALL, TARGETS.result);
  await cancel(page);
} finally {
  await browser.close();
}
const missed = rows.filter(({ wall, target }) => target && wall > target);
console.log(missed.length ? `${missed.length} over the target` : 'all within their targets');
process.exitCode = missed.length ? 1 : 0;
