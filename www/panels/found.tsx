// What was found between source and result: the one-line diagnosis, the list of rules that had something to do, and the
// change that is pointed at.

import type { Desk } from '../desk';
import { isUndone, length, rulesOf } from '../table';
import { piece, Shown } from './changes';
import { codePoints } from '../words';

/** What is told first: the worst damage. Rules that are not here follow in their own order. */
const FIRST = ['mojibake', 'visualOrder', 'dedupe', 'lookalikes', 'invisibles', 'presentationForms', 'tatweel', 'duplicateMarks'];
/** Kinds of damage named in the line. */
const NAMED = 3;

interface Found {
  readonly id: string;
  readonly n: number;
  readonly undone: number;
  readonly family: string;
  readonly on: boolean;
}

/** Every rule that did something, and those that the person switched off. */
export function findings(desk: Desk): Found[] {
  const out: Found[] = [];
  for (const [id, { made, undone }] of desk.counts) out.push({ id, n: made, undone, family: desk.family([id]), on: true });
  for (const [id, setting] of Object.entries(desk.state.options.rules ?? {})) {
    if (setting === false && !desk.counts.has(id)) out.push({ id, n: 0, undone: 0, family: desk.family([id]), on: false });
  }
  const place = (id: string) => {
    const i = FIRST.indexOf(id);
    return i >= 0 ? i : FIRST.length + desk.rules.findIndex((r) => r.id === id);
  };
  return out.sort((a, b) => place(a.id) - place(b.id));
}

/** «3 أسطر معكوسة و41 رمزًا خفيًّا وكتلة مكررة (7 أسطر)» */
export function diagnosis(desk: Desk): string {
  const { t, count, list, fill } = desk.words;
  const { report } = desk;
  if (!desk.sourceText.length) return t.empty;
  if (!report) return '';
  const nouns: string[] = [];
  // A block alone says more than the number of what repeats in it.
  const [block] = report.duplicates.blocks;
  let others = 0;
  for (const { id, n, on } of findings(desk)) {
    if (!on || id === 'suggestion') continue;
    const noun = t.nouns[id];
    if (noun && nouns.length < NAMED) nouns.push(id === 'dedupe' && block && block.units >= n ? fill(t.repeatedBlock, { units: count(desk.unit, block.units) }) : count(noun, n));
    else others++;
  }
  if (others) nouns.push(nouns.length ? count(t.andOthers, others) : count(t.changes, length(desk.table)));
  if (desk.open) nouns.push(count(t.nouns['uncertain']!, desk.open));
  return nouns.length ? fill(t.foundIn, { list: list(nouns) }) : t.clean;
}

export function Diagnosis({ desk }: { desk: Desk }) {
  const { t } = desk.words;
  return (
    <div class="diagnosis">
      <p role="status" aria-live="polite" data-testid="diagnosis" class={desk.report && desk.sourceText.length ? '' : 'faint'}>
        {desk.failure ? '' : diagnosis(desk)}
      </p>
      {desk.sample && !desk.failure && <p class="aside">{t.sampleNote}</p>}
      {desk.failure && (
        <p role="alert" class="failure">
          <strong>{t.error}</strong> {desk.explain(desk.failure)} {t.errorKept}{' '}
          <button type="button" onClick={() => desk.retry()}>{t.retry}</button>
        </p>
      )}
      {desk.slow && (
        <p class="working">
          <span class="pulse" aria-hidden="true" /> {t.working} <button type="button" onClick={() => desk.cancel()}>{t.cancel}</button>
        </p>
      )}
    </div>
  );
}

export function Spine({ desk }: { desk: Desk }) {
  const { t, count, number, fill } = desk.words;
  const found = findings(desk);
  return (
    <aside class="spine" aria-label={t.found}>
      <h2>{t.found}</h2>
      <ul class="found" data-testid="found">
        {found.map(({ id, n, undone, family, on }) => {
          const title = desk.ruleTitle(id);
          const noun = id === 'suggestion' ? undefined : t.nouns[id];
          const label = on && noun ? count(noun, n) : title;
          return (
            <li key={id} class={`${family}${on ? '' : ' off'}${desk.filter === id ? ' chosen' : ''}`} data-rule={id}>
              <button
                type="button"
                class="go"
                disabled={!on}
                title={fill(t.showRule, { rule: title })}
                onClick={() => {
                  desk.setFilter(id);
                  desk.pick(-1, null);
                  desk.step(1);
                }}
              >
                <span class="swatch" aria-hidden="true" />
                <span>{label}</span>
                {on && !noun && <span class="n">{number(n)}</span>}
                {undone > 0 && <span class="n">−{number(undone)}</span>}
              </button>
              {id !== 'suggestion' && (
                <input
                  type="checkbox"
                  class="switch"
                  checked={on}
                  aria-label={fill(t.ruleOn, { rule: title })}
                  title={fill(t.ruleOn, { rule: title })}
                  onChange={(e) => toggle(desk, id, e.currentTarget.checked)}
                />
              )}
            </li>
          );
        })}
        {desk.open > 0 && (
          <li class="tips">
            <button type="button" class="go" onClick={() => desk.setTab('suggestions')}>
              <span class="swatch" aria-hidden="true" />
              <span>{count(t.nouns['suggestion']!, desk.open)}</span>
            </button>
          </li>
        )}
      </ul>
      <Change desk={desk} />
    </aside>
  );
}

function toggle(desk: Desk, id: string, on: boolean) {
  if (id === 'dedupe') desk.setDedupe(on);
  else if (!on) desk.setRule(id, false);
  else {
    const usual = (desk.profiles.find((p) => p.id === desk.profile)?.rules as { [id: string]: boolean } | undefined)?.[id];
    desk.setRule(id, usual || true);
  }
}

/** How much of a long before or after is shown. */
const MOST = 120;
const cut = (text: string) => piece(text.length > MOST ? `${text.slice(0, MOST)}…` : text);

/** The change pointed at, with the way to the next one. */
function Change({ desk }: { desk: Desk }) {
  const { t, number, fill } = desk.words;
  const { table, picked } = desk;
  const n = length(table);
  if (!n) return null;
  const rules = picked >= 0 ? rulesOf(table, picked) : [];
  return (
    <section class="change" aria-label={t.change}>
      <div class="walk">
        <button type="button" class="arrow" aria-label={t.previous} title={`${t.previous} (Shift+F8)`} onClick={() => desk.step(-1)} data-testid="previous">
          <Arrow back />
        </button>
        <span>{picked >= 0 ? fill(t.nth, { n: number(picked + 1), all: number(n) }) : desk.words.count(t.changes, n)}</span>
        <button type="button" class="arrow" aria-label={t.next} title={`${t.next} (F8)`} onClick={() => desk.step(1)} data-testid="next">
          <Arrow />
        </button>
      </div>
      <div aria-live="polite">
        {picked >= 0 ? (
          <div class={`card ${desk.family(rules)}`} data-testid="change">
            <p class="rule">{desk.titles(rules)}</p>
            <Piece label={t.before} text={desk.sliceSource(picked)} nothing={t.nothing} />
            <Piece label={t.after} text={desk.sliceResult(picked)} nothing={t.removed} />
            <button
              type="button"
              data-testid="revert"
              onClick={() => desk.revert([picked], !isUndone(table, picked))}
            >
              {isUndone(table, picked) ? t.reapply : t.revert}
            </button>
          </div>
        ) : (
          <p class="hint">{t.pickChange}</p>
        )}
      </div>
    </section>
  );
}

function Piece({ label, text, nothing }: { label: string; text: string; nothing: string }) {
  return (
    <div class="piece">
      <span class="which">{label}</span>
      {text ? <bdi class="text"><Shown text={cut(text)} /></bdi> : <span class="none">{nothing}</span>}
      {text && <code dir="ltr">{codePoints(text)}</code>}
    </div>
  );
}

/** Points along the reading direction. */
export function Arrow({ back = false }: { back?: boolean }) {
  return (
    <svg class={back ? 'back' : ''} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M6 3l5 5-5 5" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
