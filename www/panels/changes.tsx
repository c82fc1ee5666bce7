// Every change as a list, by rule, each with the way back. Changes of one rule that touch stand in one row, with the
// words around them before and after; a removed passage has a row of its own. Long lists are shown a page at a time.

import { useState } from 'preact/hooks';
import type { Desk } from '../desk';
import { direction } from '../editors';
import { INVISIBLE, nameOf } from '../invisible';
import { across, byRule, cell, END, isUndone, length, NEW_END, NEW_START, RULES, rulesOf, START } from '../table';
import { findings } from './found';

/** Rows that one press of "more" adds. */
const PAGE = 30;
/** Units of a change that are shown, and of the words around it. */
const MOST = 90;
const AROUND = 20;

/** Edits in a row: of the same rules, with no more than a space between them. Removed passages are read one by one. */
function rowsOf(desk: Desk, edits: readonly number[], most: number): number[][] {
  const { table } = desk;
  const rows: number[][] = [];
  for (const i of edits) {
    const row = rows[rows.length - 1];
    const last = row?.[row.length - 1];
    const joins =
      last === i - 1 &&
      !rulesOf(table, i).includes('dedupe') &&
      cell(table, i, RULES) === cell(table, last, RULES) &&
      cell(table, i, START) - cell(table, last, END) <= 1 &&
      desk.sourceText.sliceString(cell(table, last, END), cell(table, i, START)) !== '\n';
    if (joins) row?.push(i);
    else if (rows.push([i]) > most) break;
  }
  return rows;
}

export function Changes({ desk }: { desk: Desk }) {
  const { t, number, count, fill } = desk.words;
  const [pages, setPages] = useState(1);
  const { table, filter } = desk;
  if (!length(table)) return <p class="none">{t.noChanges}</p>;
  const most = pages * PAGE;
  const rows = rowsOf(desk, byRule(table, filter, most * 40), most);
  const { undone, restored, removed } = desk.state.choices;
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
        <button type="button" data-testid="revert-all" onClick={() => (filter ? desk.revertRule(filter) : desk.revertAll())}>{filter ? t.revertRule : t.revertAll}</button>
        <button type="button" disabled={!undone.length && !restored.length && !removed.length} onClick={() => desk.setChoices({ ...desk.state.choices, undone: [], restored: [], removed: [], preferred: [] })}>{t.reapplyAll}</button>
      </div>
      <ol class="rows changes" data-testid="changes">
        {rows.slice(0, most).map((row) => {
          const [first = 0, last = first] = [row[0], row[row.length - 1]];
          const rules = rulesOf(table, first);
          const start = cell(table, first, START);
          const back = isUndone(table, first);
          const line = fill(t.line, { n: number(lineOf(desk, start)) });
          const act = back ? t.reapply : t.revert;
          return (
            <li key={start} class={`${desk.family(rules)}${back ? ' undone' : ''}${row.includes(desk.picked) ? ' picked' : ''}`}>
              <button type="button" class="row" onClick={() => desk.pick(first)}>
                <span class="swatch" aria-hidden="true" />
                <span class="line">{line}</span>
                <span class="rule">{desk.titles(rules)}</span>
                <Words desk={desk} first={first} last={last} />
              </button>
              <button type="button" aria-label={`${act}: ${desk.titles(rules)} (${line})`} onClick={() => desk.revert(row, !back)}>{act}</button>
            </li>
          );
        })}
      </ol>
      {rows.length > most && <button type="button" class="more" onClick={() => setPages(pages + 1)}>{t.more}</button>}
    </>
  );
}

/** The line that a change begins on; one that takes the break before it along begins on the next. */
function lineOf({ sourceText }: Desk, start: number): number {
  const at = Math.min(start, sourceText.length);
  return sourceText.lineAt(at).number + (sourceText.sliceString(at, at + 1) === '\n' ? 1 : 0);
}

/** The words around the changes, before and after. */
function Words({ desk, first, last }: { desk: Desk; first: number; last: number }) {
  const { table, sourceText, resultText } = desk;
  const [start, end] = [cell(table, first, START), cell(table, last, END)];
  const [newStart, newEnd] = [cell(table, first, NEW_START), cell(table, last, NEW_END)];
  const lead = sourceText.sliceString(Math.max(0, start - AROUND), start).match(/\S*[^\S\n]?$/)?.[0] ?? '';
  const tail = sourceText.sliceString(end, end + AROUND).match(/^[^\S\n]?\S*/)?.[0] ?? '';
  const after = across(table, 'source', end) === newEnd ? tail : (resultText.sliceString(newEnd, newEnd + AROUND).match(/^[^\S\n]?\S*/)?.[0] ?? '');
  const removed = rulesOf(table, first).includes('dedupe');
  const dir = direction(sourceText.lineAt(Math.min(end, sourceText.length)).text);
  return (
    <span class="context">
      <bdi dir={dir}>{removed ? '' : lead}<del><Shown text={piece(sourceText.sliceString(start, Math.min(end, start + MOST)))} cut={end - start > MOST} /></del>{removed ? '' : tail}</bdi>
      <Onward />
      {removed && newStart === newEnd ? (
        <span class="none">{desk.words.t.removed}</span>
      ) : (
        <bdi dir={dir}>{removed ? '' : lead}<ins><Shown text={resultText.sliceString(newStart, Math.min(newEnd, newStart + MOST))} cut={newEnd - newStart > MOST} /></ins>{removed ? '' : after}</bdi>
      )}
    </span>
  );
}

/** A removed copy takes the line break before it along; it is not shown. */
export const piece = (text: string) => text.replace(/^\n(?=.)/, '');

/** A text with its invisible characters named. */
export function Shown({ text, cut = false }: { text: string; cut?: boolean }) {
  const out: preact.ComponentChild[] = [];
  let at = 0;
  for (const m of text.matchAll(INVISIBLE)) {
    out.push(text.slice(at, m.index), <span class="label">{nameOf(m[0].charCodeAt(0))}</span>);
    at = m.index + 1;
  }
  return <>{out}{text.slice(at)}{cut && '…'}</>;
}

/** Along the reading direction, from before to after; where it is not seen, they are two words all the same. */
export const Onward = () => <>{' '}<span class="onward" aria-hidden="true" />{' '}</>;
