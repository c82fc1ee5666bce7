// The files on the shelf: each with what is known of it, its progress and its result; and the ways in by drop and paste.

import { useEffect } from 'preact/hooks';
import type { Desk } from '../desk';
import { ENCODINGS, type Encoding } from '../files/encodings';
import { ENDINGS } from '../files/formats';
import { BIG, type Excerpt } from '../files/protocol';
import { type Item, picker, type Shelf } from '../files/shelf';

/** Files that are dropped on the page or pasted into it, wherever. A text too long for the editors is one too. */
export function useFiles(add: (files: readonly File[]) => void) {
  useEffect(() => {
    const has = (data: DataTransfer | null) => data?.types.includes('Files');
    const over = (event: DragEvent) => {
      if (!has(event.dataTransfer)) return;
      event.preventDefault();
      document.documentElement.dataset['drop'] = '';
    };
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) delete document.documentElement.dataset['drop'];
    };
    const take = (event: Event, data: DataTransfer | null) => {
      delete document.documentElement.dataset['drop'];
      const long = data?.getData('text/plain') ?? '';
      const files = data?.files.length ? [...data.files] : long.length > BIG ? [new File([long], 'naqi.txt')] : [];
      if (!files.length) return;
      event.preventDefault();
      event.stopPropagation();
      add(files);
    };
    const drop = (event: DragEvent) => take(event, event.dataTransfer);
    const paste = (event: ClipboardEvent) => take(event, event.clipboardData);
    // Before the editors, which would take a file for text in UTF-8.
    addEventListener('dragover', over, true);
    addEventListener('dragleave', leave, true);
    addEventListener('drop', drop, true);
    addEventListener('paste', paste, true);
    return () => {
      removeEventListener('dragover', over, true);
      removeEventListener('dragleave', leave, true);
      removeEventListener('drop', drop, true);
      removeEventListener('paste', paste, true);
    };
  }, []);
}

interface Props {
  desk: Desk;
  shelf: Shelf;
  open: () => void;
}

export function Files({ desk, shelf, open }: Props) {
  const { t, count } = desk.words;
  const { items } = shelf;
  const several = items.length > 1;
  const stale = items.filter((item) => shelf.isDue(item));
  return (
    <>
      <p class="dropzone" aria-hidden="true">{t.files.dropHere}</p>
      {items.length > 0 && (
        <section class="files" aria-labelledby="files-title" data-testid="files">
          <div class="bar">
            <h2 id="files-title" class="grow">{count(t.files.count, items.length)}</h2>
            <button type="button" onClick={open}>{t.files.add}</button>
            {stale.length > 0 && <button type="button" data-testid="again" onClick={() => void shelf.clean(stale)}>{t.files.again}</button>}
            {several && <button type="button" title={t.files.joinHelp} data-testid="join" onClick={() => void shelf.join()}>{t.files.join}</button>}
            {several && <button type="button" data-testid="zip" disabled={!items.some((item) => shelf.result(item))} onClick={() => void shelf.downloadAll()}>{t.files.all}</button>}
            <button type="button" data-testid="files-clear" onClick={() => shelf.clear()}>{t.files.clear}</button>
          </div>
          <ul>
            {items.map((item) => <Row key={item.id} desk={desk} shelf={shelf} item={item} />)}
          </ul>
          <p class="hidden" role="status" aria-live="polite">{items.every((i) => !i.progress) ? items.filter((i) => i.status !== 'failed').map((i) => `${i.file.name}: ${say(desk, shelf, i)}`).join(' ') : ''}</p>
        </section>
      )}
    </>
  );
}

/** «12.4 م.ب» */
function size(desk: Desk, bytes: number): string {
  const unit = bytes < 1e3 ? 'byte' : bytes < 1e6 ? 'kilobyte' : bytes < 1e9 ? 'megabyte' : 'gigabyte';
  const n = bytes / { byte: 1, kilobyte: 1e3, megabyte: 1e6, gigabyte: 1e9 }[unit];
  return desk.words.number(n, { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: n < 10 ? 1 : 0 });
}

/** «دقيقتان» and the like: no more exact than it can be. */
function span(desk: Desk, seconds: number): string {
  const unit = seconds < 90 ? 'second' : 'minute';
  const n = Math.max(1, Math.round(unit === 'second' ? seconds : seconds / 60));
  return desk.words.number(n, { style: 'unit', unit, unitDisplay: 'long' });
}

/** Why a file was not taken, and what would be. */
function refusal(desk: Desk, item: Item): string {
  const { t, fill, list } = desk.words;
  const { reason } = item;
  const name = item.file.name;
  if (!reason) return item.failure ? desk.explain(item.failure) : '';
  const why = reason.code === 'other' ? fill(t.files.isOther, { name, what: t.files.kinds[reason.what] }) : fill(t.files.reasons[reason.code], { name });
  return reason.code === 'unreadable' ? why : `${why} ${fill(t.files.accepted, { list: list(ENDINGS.map((ending) => ending.slice(1))) })}`;
}

/** What became of a file, in one line. */
function say(desk: Desk, shelf: Shelf, item: Item): string {
  const { t, count, fill } = desk.words;
  const { status, cleaned } = item;
  if (status === 'failed') return `${refusal(desk, item)} ${t.errorKept}`;
  if (item === shelf.shown) return t.files.status.open;
  if (status !== 'done' && status !== 'open') return t.files.status[status];
  if (shelf.isStale(item)) return t.files.stale;
  // It was on the desk: its result is kept when another file took its place.
  if (!cleaned) return item.kept?.result ? t.files.status.done : '';
  const changes = Object.entries(cleaned.counts).reduce((sum, [id, n]) => (id === 'dedupe' ? sum : sum + n), 0);
  const parts = [count(t.changes, changes)];
  if (cleaned.removed) parts.push(count(t.nouns['dedupe']!, cleaned.removed));
  if (item.written) parts.push(t.files.written);
  const done = fill(t.files.done, { what: desk.words.list(parts) });
  return cleaned.time < 2000 ? done : fill(t.files.took, { done, time: span(desk, cleaned.time / 1000) });
}

function Row({ desk, shelf, item }: { desk: Desk; shelf: Shelf; item: Item }) {
  const { t, fill, number, count } = desk.words;
  const { file, look, progress, status } = item;
  const shown = item === shelf.shown;
  const works = status === 'waiting' || status === 'reading' || status === 'cleaning';
  const result = works ? null : shelf.result(item);
  const label = (what: string) => `${what}: ${file.name}`;
  return (
    <li class={`file ${status}${shown ? ' shown' : ''}`} data-testid="file" data-status={status}>
      <div class="line1">
        <bdi class="name">{file.name}</bdi>
        <span class="n">{size(desk, file.size)}</span>
        {look && look.format !== 'docx' && (
          <label class="encoding">
            <span>{t.files.encoding}</span>{' '}
            <select aria-label={label(t.files.encoding)} value={look.encoding} data-testid="encoding" onChange={(e) => void shelf.decode(item, e.currentTarget.value as Encoding)}>
              {ENCODINGS.map((encoding) => <option key={encoding} value={encoding}>{t.files.encodings[encoding]}</option>)}
            </select>
          </label>
        )}
        <span class={status === 'failed' ? 'state bad' : 'state'} role={status === 'failed' ? 'alert' : undefined} data-testid="file-status">{progress ? '' : say(desk, shelf, item)}</span>
        <span class="tools">
          {works && <button type="button" data-testid="file-cancel" aria-label={label(t.cancel)} onClick={() => shelf.cancel(item)}>{t.cancel}</button>}
          {!works && look && !look.big && !shown && status !== 'failed' && <button type="button" data-testid="file-show" aria-label={label(t.files.show)} onClick={() => void shelf.show(item)}>{t.files.show}</button>}
          {!works && (status === 'cancelled' || shelf.isDue(item)) && <button type="button" aria-label={label(t.files.again)} onClick={() => void shelf.clean([item])}>{t.files.again}</button>}
          {!works && look?.big && picker() && <button type="button" data-testid="file-into" aria-label={label(t.files.into)} title={t.files.intoHelp} onClick={() => void shelf.cleanInto(item)}>{t.files.into}</button>}
          {result && <button type="button" class={look?.big ? 'primary' : ''} data-testid="file-download" aria-label={label(t.download)} onClick={() => shelf.download(item)}>{t.download}</button>}
          <button type="button" data-testid="file-remove" aria-label={label(t.files.remove)} title={t.files.remove} onClick={() => shelf.remove(item)}>×</button>
        </span>
      </div>
      {status === 'cleaning' && progress && (
        <div class="progress">
          <progress max={1} value={progress.share} aria-label={label(t.working)} />
          <span data-testid="file-progress">
            {number(progress.share, { style: 'percent' })}
            {progress.rate !== null && ` · ${fill(t.files.rate, { rate: size(desk, progress.rate) })}`}
            {progress.left !== null && ` · ${fill(t.files.left, { time: span(desk, progress.left) })}`}
          </span>
        </div>
      )}
      {look && !look.sure && !item.encoding && status !== 'failed' && <p class="hint">{t.files.unsure}</p>}
      {item.damaged > 0 && <p class="hint bad" data-testid="damaged">{count(t.files.damaged, item.damaged)}</p>}
      {look?.format === 'html' && status !== 'failed' && desk.setting('html') === false && (
        <p class="hint">{t.files.html} <button type="button" onClick={() => desk.setRule('html', true)}>{t.files.htmlRemove}</button></p>
      )}
      {look?.big && item.cleaned && !works && <Big desk={desk} item={item} />}
    </li>
  );
}

/** What is shown of a text that is too long to be shown: its report, its beginning and its end. */
function Big({ desk, item }: { desk: Desk; item: Item }) {
  const { t, count, number, fill } = desk.words;
  const { counts, suggestions, head, tail, deduped, bytes } = item.cleaned!;
  const found = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return (
    <div class="big" data-testid="big">
      <p class="hint">
        {fill(t.files.big, { before: size(desk, item.file.size), after: size(desk, bytes) })}
        {deduped === 'partly' && ` ${t.files.partly}`}
      </p>
      <ul class="counts" data-testid="big-report">
        {found.map(([id, n]) => (
          <li key={id} class={desk.family([id])}>
            <span class="swatch" aria-hidden="true" /> {t.nouns[id] ? count(t.nouns[id], n) : <>{desk.ruleTitle(id)} <span class="n">{number(n)}</span></>}
          </li>
        ))}
        {suggestions > 0 && <li class="tips"><span class="swatch" aria-hidden="true" /> {count(t.nouns['suggestion']!, suggestions)}</li>}
      </ul>
      {head && <Part title={t.files.head} excerpt={head} words={t} />}
      {tail && <Part title={t.files.tail} excerpt={tail} words={t} />}
    </div>
  );
}

function Part({ title, excerpt, words }: { title: string; excerpt: Excerpt; words: { source: string; result: string } }) {
  return (
    <section class="part" aria-label={title}>
      <h3>{title}</h3>
      <div class="two">
        {(['source', 'result'] as const).map((side) => (
          <div key={side} class="excerpt" dir="auto" tabIndex={0} role="group" aria-label={`${title}: ${words[side]}`} data-testid={`excerpt-${side}`}>{excerpt[side]}</div>
        ))}
      </div>
    </section>
  );
}
