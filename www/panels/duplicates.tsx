// Repeated passages: blocks as one, and clusters with the kept copy on top.

import { useState } from 'preact/hooks';
import type { Desk } from '../desk';
import { setUndone } from '../state';
import { byRule, cell, END, isUndone, START } from '../table';

/** Clusters that one press of "more" adds. */
const PAGE = 40;
const MOST = 220;

export function Duplicates({ desk }: { desk: Desk }) {
  const { t, number, count, fill } = desk.words;
  const [pages, setPages] = useState(1);
  const { report, table } = desk;
  if (desk.state.options.dedupe === false || desk.state.options.dedupe === undefined) {
    return (
      <p class="none">
        {t.dedupeIsOff} <button type="button" onClick={() => desk.setOptions({ ...desk.state.options, dedupe: true })}>{t.dedupeOn}</button>
      </p>
    );
  }
  const duplicates = report?.duplicates;
  if (!duplicates || !duplicates.clusters.length) return <p class="none">{t.noDuplicates}</p>;
  const text = desk.sourceText;
  const slice = (start: number, end: number) => {
    const whole = text.sliceString(start, Math.min(end, start + MOST + 1));
    return whole.length > MOST ? `${whole.slice(0, MOST)}…` : whole;
  };
  const removals = byRule(table, 'dedupe');
  const over = (start: number, end: number) => removals.filter((i) => cell(table, i, START) < end && start < cell(table, i, END));
  const spans = (edits: readonly number[]) => edits.map((i) => ({ start: cell(table, i, START), end: cell(table, i, END) }));
  const clusters = [...duplicates.clusters].filter((c) => c.copies.some((d) => d.removed)).sort((a, b) => saved(b) - saved(a));
  const listed = duplicates.clusters.filter((c) => !c.copies.some((d) => d.removed));
  const row = (unit: { start: number; end: number; line: number }, kept: boolean, copy?: { similarity: number; reason: string; removed: boolean }) => {
    const edits = copy?.removed ? over(unit.start, unit.end) : [];
    const back = edits.length > 0 && edits.every((i) => isUndone(table, i));
    return (
      <li key={unit.start} class={kept ? 'kept' : back || !copy?.removed ? 'listed' : 'removed'}>
        <button type="button" class="row" onClick={() => desk.reveal(unit.start, unit.start)}>
          <span class="line">{fill(t.line, { n: number(unit.line) })}</span>
          <span class="state">{kept ? t.keptCopy : copy?.removed && !back ? t.removedCopy : t.listedCopy}</span>
          {copy && <span class="reason">{t.reasons[copy.reason] ?? copy.reason}{copy.similarity < 1 && ` · ${fill(t.similarity, { n: number(copy.similarity, { style: 'percent' }) })}`}</span>}
          <bdi class="context">{slice(unit.start, unit.end)}</bdi>
        </button>
        {copy?.removed && edits.length > 0 && (
          <button type="button" data-testid="restore" onClick={() => desk.setChoices(setUndone(desk.state.choices, spans(edits), !back))}>
            {back ? t.removeAgain : t.restore}
          </button>
        )}
      </li>
    );
  };
  return (
    <>
      <div class="bar">
        <span class="grow" data-testid="duplicates-summary">{fill(t.duplicatesSummary, { removed: count(t.units, duplicates.removed), units: count(t.units, duplicates.units) })}</span>
        <button type="button" data-testid="restore-all" onClick={() => desk.setChoices(setUndone(desk.state.choices, spans(removals), true))}>{t.restoreAll}</button>
        <button type="button" onClick={() => desk.setChoices(setUndone(desk.state.choices, spans(removals), false))}>{t.reapplyAll}</button>
      </div>
      {duplicates.blocks.length > 0 && (
        <section>
          <h3>{t.blocks}</h3>
          <ul class="rows blocks" data-testid="blocks">
            {duplicates.blocks.map((b) => (
              <li key={`${b.first}-${b.copy}`}>
                <span class="row">{fill(t.block, { first: number(b.first), copy: number(b.copy), units: count(t.units, b.units) })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ul class="clusters" data-testid="clusters">
        {clusters.slice(0, pages * PAGE).map((c) => (
          <li key={c.kept.start}>
            <ul class="rows">
              {row(c.kept, true)}
              {c.copies.slice(0, 50).map((d) => row(d, false, d))}
            </ul>
          </li>
        ))}
      </ul>
      {clusters.length > pages * PAGE && <button type="button" class="more" onClick={() => setPages(pages + 1)}>{t.more}</button>}
      {listed.length > 0 && (
        <details>
          <summary>{t.listed} <span class="n">{number(listed.length)}</span></summary>
          <ul class="clusters">
            {listed.slice(0, PAGE).map((c) => (
              <li key={c.kept.start}><ul class="rows">{row(c.kept, true)}{c.copies.slice(0, 20).map((d) => row(d, false, d))}</ul></li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const saved = (cluster: { copies: readonly { start: number; end: number; removed: boolean }[] }) =>
  cluster.copies.reduce((sum, c) => sum + (c.removed ? c.end - c.start : 0), 0);
