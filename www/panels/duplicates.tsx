// Repeated passages: how they are looked for, blocks as one, clusters with the kept copy on top, and the repeats that
// were left. What a copy is, and why, comes from the core; what becomes of it the person decides.

import type { Block, Copy, Unit } from 'naqi';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Dedupe, DedupePart, Desk } from '../desk';
import { copiesOf, count as countOf, type ShownCluster, within } from '../duplicates';
import { mark, type Span } from '../state';
import { direction } from '../editors';
import { across } from '../table';
import { differences, reasonOf } from '../worddiff';

/** Clusters that one press of "more" adds. */
const PAGE = 40;
const MOST = 600;

/** Where the copy starts that was last asked to be the one that stays, until it is. */
type Asked = { current: number };
const NOTHING = -1;

export function Duplicates({ desk }: { desk: Desk }) {
  const { t, number, count, fill } = desk.words;
  const [pages, setPages] = useState(1);
  const asked = useRef(NOTHING);
  const { options, choices } = desk.state;
  const { duplicates } = desk;
  if (!options.dedupe) {
    return (
      <p class="none">
        {t.dedupeIsOff} <button type="button" onClick={() => desk.setDedupe(true)}>{t.dedupeOn}</button>
      </p>
    );
  }
  const { blocks, listed, clusters } = duplicates;
  const nouns = desk.unit;
  const { restored, removed } = choices;
  const whole = { start: 0, end: desk.sourceText.length };
  const back = new Set(restored.flatMap((s) => within(duplicates, s)).map((s) => s.start)).size;
  const gone = countOf(duplicates) - back + listed.filter(({ copy }) => isIn(removed, copy) && !isIn(restored, copy)).length;
  // A cluster whose copies all went with blocks is shown with the first of them.
  const homes = new Map<Block, ShownCluster[]>();
  const loose: ShownCluster[] = [];
  for (const cluster of clusters) {
    const copies = copiesOf(cluster);
    const home = copies.every((copy) => isIn(blocks, copy)) && blocks.find((b) => isIn([b], copies[0]!));
    if (home) homes.set(home, [...(homes.get(home) ?? []), cluster]);
    else loose.push(cluster);
  }
  return (
    <>
      <Search desk={desk} />
      {!clusters.length && !blocks.length && !listed.length && <p class="none">{t.noDuplicates}</p>}
      {clusters.length > 0 && (
        <div class="bar">
          <span class="grow" data-testid="duplicates-summary">
            {fill(gone ? t.duplicatesSummary : t.duplicatesNone, { removed: count(nouns, gone), units: count(nouns, duplicates.units) })}
          </span>
          <button type="button" data-testid="restore-all" onClick={() => desk.setChoices({ ...choices, restored: [whole], removed: [] })}>{t.restoreAll}</button>
          <button type="button" disabled={!restored.length && !choices.preferred.length} onClick={() => desk.setChoices({ ...choices, restored: [], preferred: [] })}>{t.removeAllAgain}</button>
          <button type="button" onClick={() => desk.exportDuplicates('json')}>{t.export} JSON</button>
          <button type="button" onClick={() => desk.exportDuplicates('csv')}>{t.export} CSV</button>
        </div>
      )}
      {blocks.length > 0 && (
        <ul class="clusters" data-testid="blocks">
          {blocks.slice(0, pages * PAGE).map((b) => <OneBlock key={`${b.first}-${b.copy}`} desk={desk} block={b} units={count(nouns, b.units)} clusters={homes.get(b) ?? []} asked={asked} />)}
        </ul>
      )}
      <ul class="clusters" data-testid="clusters">
        {loose.slice(0, pages * PAGE).map((c) => <OneCluster key={c.kept.start} desk={desk} cluster={c} asked={asked} />)}
      </ul>
      {Math.max(loose.length, blocks.length) > pages * PAGE && <button type="button" class="more" onClick={() => setPages(pages + 1)}>{t.more}</button>}
      {listed.length > 0 && (
        <details>
          <summary>{t.listed} <span class="n">{number(duplicates.listedCount)}</span></summary>
          <ul class="rows" data-testid="listed">
            {listed.slice(0, PAGE * 5).map(({ kept, copy, why }) => {
              const gone = isIn(removed, copy) && !isIn(restored, copy);
              return (
                <Row
                  key={copy.start} desk={desk} unit={copy} state={gone ? t.removedCopy : t.keptCopy} kept={!gone}
                  reason={`${whyOf(desk, why)} · ${fill(t.like, { n: number(kept.line) })}`}
                  action={
                    <button type="button" data-testid="remove-listed" onClick={() => desk.setChoices(mark(mark(choices, 'restored', [copy], false), 'removed', [copy], !gone))}>
                      {gone ? t.restore : t.removeThis}
                    </button>
                  }
                />
              );
            })}
          </ul>
        </details>
      )}
    </>
  );
}

/** Whether a unit begins in one of these. */
const isIn = (spans: readonly Span[], { start }: Span) => spans.some((s) => s.start <= start && start < s.end);

/** A block as one: it is removed or stays with all its units, and they can be looked at one by one. */
function OneBlock({ desk, block, units, clusters, asked }: { desk: Desk; block: Block; units: string; clusters: readonly ShownCluster[]; asked: Asked }) {
  const { t, number, fill } = desk.words;
  const { choices } = desk.state;
  const copies = within(desk.duplicates, block);
  const part = { start: block.start, end: block.end };
  const back = copies.filter((copy) => isIn(choices.restored, copy)).length;
  // Short units of a block go only when the whole of it is named.
  const named = choices.removed.some((s) => s.start <= part.start && s.end >= part.end);
  const gone = (named ? block.units : copies.length) - back;
  const restore = () => desk.setChoices(mark(mark(choices, 'removed', [part], false), 'restored', [part], true));
  const remove = () => desk.setChoices(mark(mark(choices, 'restored', [part, ...copies], false), 'removed', [part], copies.length < block.units));
  return (
    <li class="duplicates block">
      <div class="line">
        <button type="button" class="place" onClick={() => reveal(desk, block)}>
          <span class="swatch" aria-hidden="true" />
          {fill(t.block, { first: number(block.first), copy: number(block.copy), units })}
        </button>
        <span class="state">{gone === 0 ? t.keptCopy : gone < block.units ? t.removedPartly : t.removedCopy}</span>
        <span class="answers">
          {/* The first button stays, whatever it says: the focus is on it. */}
          <button type="button" data-testid={gone ? 'restore-block' : 'remove-block'} onClick={gone ? restore : remove}>{gone ? t.restoreBlock : t.removeBlock}</button>
          {gone > 0 && gone < block.units && <button type="button" data-testid="remove-block" onClick={remove}>{t.removeBlock}</button>}
        </span>
      </div>
      {clusters.length > 0 && (
        <details>
          <summary>{t.blockUnits} <span class="n">{number(clusters.length)}</span></summary>
          <ul>{clusters.map((c) => <OneCluster key={c.kept.start} desk={desk} cluster={c} asked={asked} />)}</ul>
        </details>
      )}
    </li>
  );
}

/** Why a repeat stays. */
function whyOf({ whys, words }: Desk, why: string): string {
  const title = whys.find(({ id }) => id === why)?.title;
  return title ? words.pick(title) : why;
}

/** How duplicates are looked for. */
function Search({ desk }: { desk: Desk }) {
  const { t, number } = desk.words;
  const { options } = desk.state;
  const dedupe: Dedupe = typeof options.dedupe === 'object' ? options.dedupe : {};
  const set = (part: DedupePart) => desk.setDedupe(true, part);
  return (
    <div class="bar search">
      <label>
        {t.keep}{' '}
        <select value={dedupe.keep ?? 'first'} onChange={(e) => set({ keep: e.currentTarget.value as NonNullable<Dedupe['keep']> })} data-testid="keep">
          <option value="first">{t.keepFirst}</option>
          <option value="last">{t.keepLast}</option>
          <option value="longest">{t.keepLongest}</option>
          <option value="mostVocalized">{t.keepMostVocalized}</option>
        </select>
      </label>
      {dedupe.match === 'near' && (
        <label class="slider">
          {t.threshold}{' '}
          <input type="range" min="0.7" max="1" step="0.01" value={dedupe.threshold ?? 0.85} onInput={(e) => set({ threshold: Number(e.currentTarget.value) })} data-testid="threshold" />{' '}
          <output>{number(dedupe.threshold ?? 0.85, { style: 'percent' })}</output>
        </label>
      )}
      <label title={t.minWordsHelp}>
        {t.minWords}{' '}
        <input
          type="number" min="1" max="999" data-testid="min-words" value={dedupe.minWords ?? ''} placeholder="5"
          onChange={(e) => { if (e.currentTarget.reportValidity()) set({ minWords: e.currentTarget.valueAsNumber || undefined }); }}
        />
      </label>
      <label class="check">
        <input type="checkbox" checked={dedupe.protect ?? true} onChange={(e) => set({ protect: e.currentTarget.checked })} /> {t.protect}
      </label>
    </div>
  );
}

function OneCluster({ desk, cluster, asked }: { desk: Desk; cluster: ShownCluster; asked: Asked }) {
  const { t, number, fill } = desk.words;
  const { choices } = desk.state;
  const { kept, copies } = cluster;
  const all = copiesOf(cluster);
  const keptText = textOf(desk, kept);
  /** This copy stays, and all others go. */
  const keepThis = (copy: Copy) => {
    const rest = mark(mark(choices, 'restored', all, false), 'preferred', [kept, ...all], false);
    desk.setChoices(mark(rest, 'preferred', [copy], true));
    asked.current = copy.start;
  };
  /** The button that was pressed goes with its row: once the copy stays, its row above has the focus, if nothing else has. */
  const takeFocus = (row: HTMLElement | null) => {
    if (!row || asked.current !== kept.start) return;
    asked.current = NOTHING;
    if (document.activeElement !== document.body) return;
    const details = row.closest('details');
    if (details) details.open = true;
    row.focus();
  };
  return (
    <li>
      <ul class="rows">
        <Row
          desk={desk}
          unit={kept}
          kept
          grip={takeFocus}
          state={t.keptCopy}
          action={all.length > 1 && <button type="button" onClick={() => desk.setChoices(mark(choices, 'restored', all, true))}>{t.keepAll}</button>}
        />
        {copies.map((copy) => {
          const back = isIn(choices.restored, copy);
          const { reason } = copy;
          const similar = copy.similarity < 1 ? ` · ${fill(t.similarity, { n: number(copy.similarity, { style: 'percent' }) })}` : '';
          return (
            <Row
              key={copy.start}
              desk={desk}
              unit={copy}
              kept={back}
              state={back ? t.keptCopy : t.removedCopy}
              reason={(t.reasons[reason] ?? reason) + similar}
              against={reason === 'identical' ? null : keptText}
              same={reason === 'identical'}
              action={
                <>
                  {!back && <button type="button" onClick={() => keepThis(copy)}>{t.keepThis}</button>}
                  <button type="button" data-testid="restore" onClick={() => desk.setChoices(mark(choices, 'restored', [copy], !back))}>
                    {back ? t.removeAgain : t.restore}
                  </button>
                </>
              }
            />
          );
        })}
      </ul>
      {all.length > copies.length && <p class="hint">+{number(all.length - copies.length)}</p>}
    </li>
  );
}

interface RowProps {
  desk: Desk;
  unit: Unit;
  kept?: boolean;
  /** Is given the button of the row, whenever it is drawn. */
  grip?: (row: HTMLElement | null) => void;
  state: string;
  reason?: string;
  /** The very text that is kept: no need to read it again. */
  same?: boolean;
  /** The kept text, to show where this one differs. */
  against?: string | null;
  action?: ComponentChildren;
}

function Row({ desk, unit, kept = false, same = false, grip, state, reason, against, action }: RowProps) {
  const { t, number, fill } = desk.words;
  const text = textOf(desk, unit);
  return (
    <li class={`${kept ? 'kept' : 'removed'}${same ? ' same' : ''}`}>
      <button type="button" class="row" ref={grip ?? null} onClick={() => reveal(desk, unit)}>
        <span class="line">{fill(t.line, { n: number(unit.line) })}</span>
        <span class="state">{state}</span>
        <bdi class="context" dir={direction(text)}>
          {against == null ? text : <Difference desk={desk} kept={against} copy={text} />}
        </bdi>
        {reason && <span class="reason">{reason}</span>}
      </button>
      {action && <span class="answers">{action}</span>}
    </li>
  );
}

/** The words in which a copy differs: those that say something else in one colour, those only written otherwise in another. */
function Difference({ desk, kept, copy }: { desk: Desk; kept: string; copy: string }) {
  const pieces = differences(kept, copy);
  return (
    <>
      {pieces.map(([kind, words], i) => {
        if (kind === 'same') return words;
        const [other, otherWords] = pieces[kind === 'gone' ? i + 1 : i - 1] ?? ['same', ''];
        const reason = other === 'same' ? 'words' : reasonOf(words, otherWords);
        const Tag = kind === 'gone' ? 'del' : 'ins';
        return <>{kind === 'new' && other !== 'same' && ' '}<Tag class={reason === 'words' ? 'strip' : 'fold'} title={desk.words.t.reasons[reason]}>{words}</Tag></>;
      })}
    </>
  );
}

function reveal(desk: Desk, unit: Span) {
  desk.reveal(unit.start, across(desk.table, 'source', unit.start));
}

function textOf(desk: Desk, unit: Span): string {
  const whole = desk.sourceText.sliceString(unit.start, Math.min(unit.end, unit.start + MOST + 1)).trim();
  return whole.length > MOST ? `${whole.slice(0, MOST)}…` : whole;
}
