// Every change as a list, by rule, each with the way back. Long lists are shown a page at a time.

import { useState } from 'preact/hooks';
import type { Desk } from '../desk';
import { byRule, cell, END, isUndone, length, rulesOf, START } from '../table';
import { findings } from './found';

/** Rows that one press of "more" adds. */
const PAGE = 100;
const MOST = 60;

export function Changes({ desk }: { desk: Desk }) {
  const { t, number, count, fill } = desk.words;
  const [pages, setPages] = useState(1);
  const { table, filter } = desk;
  if (!length(table)) return <p class="none">{t.noChanges}</p>;
  const edits = byRule(table, filter, pages * PAGE + 1);
  const shown = edits.slice(0, pages * PAGE);
  const text = desk.sourceText;
  const { undone, restored } = desk.state.choices;
  return (
    <>
      <div class="bar">
        <label>
          {t.rule}{' '}
          <select value={filter ?? ''} onChange={(e) => { setPages(1); desk.setFilter(e.currentTarget.value || null); }} data-testid="filter">
            <option value="">{t.allRules}</option>
            {findings(desk).filter((f) => f.on).map((f) => (
              <option key={f.id} value={f.id}>{`${desk.ruleTitle(f.id)} (${number(f.n)})`}</option>
            ))}
          </select>
        </label>
        <span class="grow">{count(t.changes, filter ? (desk.counts.get(filter)?.made ?? 0) : length(table))}</span>
        <button type="button" data-testid="revert-all" onClick={() => desk.revert(byRule(table, filter), true)}>{t.revertAll}</button>
        <button type="button" disabled={!undone.length && !restored.length} onClick={() => desk.setChoices({ ...desk.state.choices, undone: [], restored: [], dropped: [] })}>{t.reapplyAll}</button>
      </div>
      <ol class="rows changes" data-testid="changes">
        {shown.map((i) => {
          const rules = rulesOf(table, i);
          const start = cell(table, i, START);
          const undone = isUndone(table, i);
          const before = desk.sliceSource(i);
          const after = desk.sliceResult(i);
          const wide = 18;
          return (
            <li key={`${start}-${cell(table, i, END)}`} class={`${desk.family(rules)}${undone ? ' undone' : ''}${i === desk.picked ? ' picked' : ''}`}>
              <button type="button" class="row" onClick={() => desk.pick(i)}>
                <span class="swatch" aria-hidden="true" />
                <span class="line">{fill(t.line, { n: number(text.lineAt(Math.min(start, text.length)).number) })}</span>
                <span class="rule">{rules.map(desk.ruleTitle).join('، ')}</span>
                <bdi class="context">
                  {text.sliceString(Math.max(0, start - wide), start).replace(/^.*\n/s, '')}
                  <del>{before.length > MOST ? `${before.slice(0, MOST)}…` : before}</del>
                  <ins>{undone ? '' : after.length > MOST ? `${after.slice(0, MOST)}…` : after}</ins>
                  {text.sliceString(cell(table, i, END), cell(table, i, END) + wide).replace(/\n.*$/s, '')}
                </bdi>
              </button>
              <button type="button" onClick={() => desk.revert([i], !undone)}>
                {undone ? t.reapply : t.revert}
              </button>
            </li>
          );
        })}
      </ol>
      {edits.length > shown.length && <button type="button" class="more" onClick={() => setPages(pages + 1)}>{t.more}</button>}
    </>
  );
}
