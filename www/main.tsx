// Wiring only: makes the worker and the desk, lays the page out, and puts the panels in their places.

import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import workerSource from 'inline:worker';
import { Desk, type Tab } from './desk';
import { count as removedCount } from './duplicates';
import { pickFiles, save } from './files';
import { ACCEPT, resultName } from './files/formats';
import { Shelf } from './files/shelf';
import { Changes } from './panels/changes';
import { Duplicates } from './panels/duplicates';
import { Files, useFiles } from './panels/files';
import { Diagnosis, Spine } from './panels/found';
import { Help } from './panels/help';
import { Rules } from './panels/rules';
import { Suggestions } from './panels/suggestions';
import { Recipe, Top } from './panels/top';
import { install, launched } from './install';
import { Private } from './panels/private';
import { fromLink } from './recipes';
import { SAMPLE } from './sample';

const url = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }));
const FIELD = 'input:not([type="checkbox"], [type="radio"], [type="range"])';
addEventListener('hashchange', () => void fromAddress());
addEventListener('keydown', (event) => {
  if (event.altKey || desk.helping) return;
  if (event.ctrlKey || event.metaKey) {
    // By its code: the letter on the key may be an Arabic one. A field has an undo of its own.
    const [z, y] = [event.keyCode === 90, event.keyCode === 89];
    if (!(z || y) || (event.target as Element).matches(FIELD)) return;
    if (z && !event.shiftKey) desk.undo();
    else desk.redo();
  } else if (event.key === 'F8') desk.step(event.shiftKey ? -1 : 1);
  else return;
  event.preventDefault();
});
// A text that is pasted past every field is meant for the source.
addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text/plain');
  if (!text || event.defaultPrevented || (event.target as Element).closest?.('.cm-editor, input, dialog')) return;
  desk.setText(text);
});
const root = document.getElementById('app')!;
let asked = false;
const host = install(() => redraw());
const makeWorker = () => new Worker(url);
const redraw = () => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(draw);
};
const desk: Desk = new Desk(makeWorker, redraw);
const shelf = new Shelf(makeWorker, desk, redraw);

/** The panel as drawn, and the report and tab that it was drawn for. */
let panel = { is: <></>, report: desk.report, tab: desk.tab };

function draw() {
  asked = false;
  // A new report is drawn in two frames: the panel, the heaviest part, comes after the text.
  const waits = panel.report !== desk.report && panel.tab === desk.tab;
  const Panel = PANELS[desk.tab];
  if (!waits) panel = { ...panel, is: <Panel desk={desk} />, tab: desk.tab };
  render(<Page panel={panel.is} />, root);
  if (panel.report === desk.report) return;
  panel = { ...panel, report: desk.report };
  setTimeout(redraw);
}

const PANELS: { readonly [tab in Tab]: (props: { desk: Desk }) => preact.JSX.Element } = {
  changes: Changes,
  duplicates: Duplicates,
  suggestions: Suggestions,
  rules: Rules,
};

function Page({ panel }: { panel: preact.JSX.Element }) {
  const { t, count, number } = desk.words;
  const source = useRef<HTMLDivElement>(null);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    desk.mount(source.current!, result.current!);
    if (!desk.prefs.settled) desk.setText(SAMPLE, { sample: true });
    launched((files) => shelf.add(files));
    void fromAddress();
  }, []);
  useFiles((files) => shelf.add(files));
  const tabs: readonly [Tab, string, number][] = [
    ['changes', t.tabChanges, desk.table.cells.length / 5],
    ['duplicates', t.tabDuplicates, removedCount(desk.duplicates)],
    ['suggestions', t.tabSuggestions, desk.open],
    ['rules', t.tabRules, 0],
  ];
  const { history } = desk;
  return (
    <>
      <a class="skip" href="#source">{t.skip}</a>
      <Top desk={desk} />
      <main>
        <Recipe desk={desk} />
        <Files desk={desk} shelf={shelf} open={open} />
        <Diagnosis desk={desk} />
        <div class="desk">
          <section class="pane source" aria-labelledby="source-title">
            <div class="head">
              <h2 id="source-title">{t.source}</h2>
              <span class="size">{desk.sourceText.length > 0 && count(t.lines, desk.sourceText.lines)}</span>
              <span class="tools">
                <button type="button" class="icon" aria-label={t.undo} title={t.undo} disabled={!history.past.length} onClick={() => desk.undo()} data-testid="undo"><Turn /></button>
                <button type="button" class="icon" aria-label={t.redo} title={t.redo} disabled={!history.future.length} onClick={() => desk.redo()} data-testid="redo"><Turn forward /></button>
              </span>
              <span class="tools">
                <button type="button" data-testid="paste" onClick={paste}>{t.paste}</button>
                <button type="button" onClick={open} data-testid="open">{t.open}</button>
                <button type="button" data-testid="sample" onClick={() => desk.setText(SAMPLE, { sample: true })}>{t.sample}</button>
                <button type="button" data-testid="clear" disabled={!desk.sourceText.length} onClick={() => { desk.setText(''); desk.focusSource(); }}>{t.clear}</button>
              </span>
            </div>
            <div id="source" class="editor" ref={source} data-testid="source" />
          </section>
          <Spine desk={desk} />
          <section class={`pane result${desk.stale && desk.slow && !desk.draft ? ' stale' : ''}`} aria-labelledby="result-title" aria-busy={desk.stale}>
            <div class="head">
              <h2 id="result-title">{t.result}</h2>
              <span class="size">{desk.stale && desk.slow && !desk.draft ? t.stale : desk.report?.resultLength ? count(t.lines, desk.resultText.lines) : ''}</span>
              <span class="tools">
                <label class="check"><input type="checkbox" checked={desk.prefs.invisible} onChange={(e) => desk.setPrefs({ invisible: e.currentTarget.checked })} data-testid="invisible" /> {t.invisible}</label>
                <button type="button" disabled={!desk.report?.resultLength} onClick={download} data-testid="download">{t.download}</button>
                <button type="button" class="primary" disabled={!desk.report?.resultLength} onClick={copy} data-testid="copy">{t.copy}</button>
              </span>
            </div>
            <div class="editor" ref={result} data-testid="result" />
          </section>
        </div>
        <section class="review" aria-label={t.review}>
          <div role="tablist" aria-label={t.review} onKeyDown={(e) => arrows(e, tabs.map(([tab]) => tab))}>
            {tabs.map(([tab, label, n]) => (
              <button key={tab} type="button" role="tab" id={`tab-${tab}`} aria-selected={desk.tab === tab} aria-controls="panel" tabIndex={desk.tab === tab ? 0 : -1} onClick={() => desk.setTab(tab)}>
                {label} {n > 0 && <span class="n">{number(n)}</span>}
              </button>
            ))}
          </div>
          <div role="tabpanel" id="panel" aria-labelledby={`tab-${desk.tab}`} tabIndex={0}>
            {panel}
          </div>
        </section>
      </main>
      <Private desk={desk} install={host} />
      <Help desk={desk} />
      <p class={`note${desk.note?.bad ? ' bad' : ''}`} role="status" aria-live="polite">{desk.note?.text ?? ''}</p>
    </>
  );
}

function arrows(event: KeyboardEvent, tabs: readonly Tab[]) {
  const rtl = document.documentElement.dir === 'rtl';
  const by = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
  if (!by) return;
  const tab = tabs[(tabs.indexOf(desk.tab) + by + tabs.length) % tabs.length]!;
  desk.setTab(tab);
  document.getElementById(`tab-${tab}`)?.focus();
  event.preventDefault();
}

function download() {
  const { shown } = shelf;
  if (shown && shelf.result(shown)) shelf.download(shown);
  else save(resultName('', 'text'), 'text/plain;charset=utf-8', [desk.resultText.toString()]);
}

async function copy() {
  try {
    await navigator.clipboard.writeText(desk.resultText.toString());
    desk.say(desk.words.t.copied);
  } catch {
    desk.say(desk.words.t.copyFailed, true);
  }
}

async function paste() {
  try {
    desk.setText(await navigator.clipboard.readText());
  } catch {
    desk.say(desk.words.t.pasteFailed, true);
    desk.focusSource();
  }
}

const open = async () => shelf.add(await pickFiles(ACCEPT, true));

/** Takes the recipe that the page's address carries. */
async function fromAddress() {
  const { t, fill } = desk.words;
  try {
    const options = fromLink(location.hash);
    const failure = options && (await desk.use(options));
    if (failure) desk.say(fill(t.badLink, { why: desk.explain(failure) }), true);
  } catch {
    desk.say(fill(t.badLink, { why: '' }), true);
  }
}

/** Back to the reader's right, or onward. */
function Turn({ forward = false }: { forward?: boolean }) {
  return (
    <svg class={forward ? 'forward' : ''} viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <path d="M7 4L3 8l4 4M3.5 8H12a4.5 4.5 0 010 9H8" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

draw();
