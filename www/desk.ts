// The desk: it holds the history, the last report and what is pointed at, tells the worker and the editors what to do,
// and says "changed" to whoever draws. It draws nothing itself and judges no text.

import { ChangeSet, Text } from '@codemirror/state';
import type { Options, ProfileInfo, RuleInfo } from 'naqi';
import { type DuplicateReport, NONE, spans, within } from './duplicates';
import { Editor, follow, type Marks, type Settings, type Side } from './editors';
import { save } from './files';
import { type Failure, Job, type Report, type RuleTable } from './job';
import { applyPrefs, digitsOf, keep, loadPrefs, type Prefs } from './prefs';
import { type Choices, choose, edit, type History, mark, NO_CHOICES, redo, type Span, start, type State, undo } from './state';
import { cell, counts, EMPTY, END, find, isUndone, length, NEW_END, NEW_START, rulesOf, START, type Table } from './table';
import { codePoints, type Forms, type Words, words } from './words';

export type Dedupe = Exclude<Options['dedupe'], boolean | undefined>;
/** Settings of it; what is undefined goes back to the default. */
export type DedupePart = { readonly [key in keyof Dedupe]?: Dedupe[key] | undefined };
export type Tab = 'changes' | 'duplicates' | 'suggestions' | 'rules';

export interface Note {
  readonly text: string;
  readonly bad: boolean;
}

/** Milliseconds after which a run is said to take its time; that which follows a draft disturbs nobody. */
const SLOW = 180;
const VERY_SLOW = 1200;

/** Nothing is left of the text before. */
function replacesAll(changes: ChangeSet): boolean {
  let all = false;
  changes.iterChanges((from, to) => { all = from === 0 && to === changes.length; });
  return all;
}

const DEFAULT_OPTIONS: Options = { profile: 'repair', dedupe: true };

export class Desk {
  prefs: Prefs = loadPrefs();
  words: Words = words(this.prefs.language, digitsOf(this.prefs));
  history: History = start({ text: Text.empty, options: DEFAULT_OPTIONS, choices: NO_CHOICES });
  report: Report | null = null;
  counts: ReadonlyMap<string, { made: number; undone: number }> = new Map();
  rules: readonly RuleInfo[] = [];
  profiles: readonly ProfileInfo[] = [];
  whys: RuleTable['whys'] = [];
  /** The result shown is of an earlier text or recipe, or a draft. */
  stale = false;
  /** The result shown is of the text as it is; the duplicates are still looked for. */
  draft = false;
  /** A run has taken long enough to be worth saying so. */
  slow = false;
  failure: Failure | null = null;
  picked = -1;
  /** Next and previous go through the edits of this rule only. */
  filter: string | null = null;
  tab: Tab = 'changes';
  note: Note | null = null;
  helping = false;
  /** What is shown is the sample of the first visit. */
  sample = false;
  /** Where the text came from, if not by hand: a file on the shelf. */
  origin: unknown = null;
  #families = new Map<string, string>();
  #source!: Editor;
  #result!: Editor;
  #job: Job;
  /** The hand changed the text since the last report: the result comes along to where it was. */
  #typed = false;
  #dedupe: Options['dedupe'] & {} = true;
  #noteTimer = 0;
  #slowTimer = 0;

  constructor(
    makeWorker: () => Worker,
    private readonly redraw: () => void,
  ) {
    applyPrefs(this.prefs, this.words.t.name);
    this.#job = new Job(makeWorker, {
      ready: ({ rules, profiles, whys }) => {
        Object.assign(this, { rules, profiles, whys });
        this.#families = new Map(rules.map((r) => [r.id, r.family]));
        this.#mark();
        this.redraw();
      },
      report: (report, from, to, insert, more, since) => this.#show(report, from, to, insert, more, since),
      more: (at, insert, last) => {
        this.#result.replace(at, at, insert);
        if (!last) return;
        this.#finish();
        this.#follow(120);
      },
      failed: (failure) => {
        this.failure = failure;
        this.#settle();
        this.redraw();
      },
    });
  }

  get state(): State {
    return this.history.now;
  }
  get table(): Table {
    return this.report?.table ?? EMPTY;
  }
  get sourceText(): Text {
    return this.state.text;
  }
  get resultText(): Text {
    return this.#result.text;
  }

  family = (rules: readonly string[]): string => {
    if (rules.includes('dedupe')) return 'duplicates';
    if (rules.includes('suggestion')) return 'suggestion';
    return this.#families.get(rules[rules.length - 1] ?? '') ?? 'repair';
  };

  ruleTitle = (id: string): string => {
    const { t, pick } = this.words;
    if (id === 'dedupe') return t.dedupeRule;
    if (id === 'suggestion') return t.suggestionRule;
    const rule = this.rules.find((r) => r.id === id);
    return rule ? pick(rule.title) : id;
  };

  /** The rules of an edit by their titles. What went as a duplicate needs no other reason. */
  titles = (rules: readonly string[]): string =>
    rules.includes('dedupe') ? this.words.t.dedupeRule : this.words.list(rules.map(this.ruleTitle));

  // --- Editors ---

  mount(source: HTMLElement, result: HTMLElement) {
    this.#source = new Editor(
      'source',
      source,
      {
        changed: (text, changes, kind) => this.#changed(text, changes, kind),
        // What is pasted into the sample takes its place.
        pasted: (text) => this.sample && text !== '' && (this.setText(text), true),
        picked: (i) => this.pick(i, null),
        describe: (i) => this.#describe(i),
        scrolled: () => follow(this.#source, this.#result, 'source', this.table),
      },
      this.#settings('source'),
    );
    this.#result = new Editor(
      'result',
      result,
      {
        picked: (i) => this.pick(i, null),
        describe: (i) => this.#describe(i),
        scrolled: () => follow(this.#result, this.#source, 'result', this.table),
      },
      this.#settings('result'),
    );
  }

  #settings(side: Side): Settings {
    const { t, number } = this.words;
    return {
      invisible: this.prefs.invisible,
      phrases: t.search,
      number,
      label: side === 'source' ? t.source : t.result,
      placeholder: side === 'source' ? t.placeholder : t.resultPlaceholder,
    };
  }

  #describe(i: number): [string, ...string[]] {
    const { t } = this.words;
    const codes = [this.sliceSource(i), this.sliceResult(i)].map((s) => codePoints(s, 6) || '∅');
    return [this.titles(rulesOf(this.table, i)), codes.join('  →  '), ...(isUndone(this.table, i) ? [t.reverted] : [])];
  }

  #mark(since: ChangeSet | null = null) {
    const marks: Marks = { table: this.table, family: this.family, selected: this.picked };
    this.#source?.mark(marks, since);
    this.#result?.mark(marks);
  }

  // --- Runs ---

  #changed(text: Text, changes: ChangeSet, kind: string) {
    this.history = edit(this.history, text, changes, kind, Date.now());
    this.sample = false;
    this.#typed = true;
    if (!this.prefs.settled && text.length) this.setPrefs({ settled: true });
    // Another text is read from its beginning.
    if (kind === 'edit' && replacesAll(changes)) {
      this.#typed = false;
      queueMicrotask(() => this.#source.show(0));
    }
    this.#ask(changes, true);
  }

  #ask(changes?: ChangeSet, typed = false) {
    this.stale = true;
    this.draft = false;
    this.failure = null;
    this.#wait(SLOW);
    const { text, options, choices } = this.state;
    this.#job.ask({ text, options, choices, typed }, changes);
    this.redraw();
  }

  /** Says that it takes time, if it does. */
  #wait(most: number) {
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => {
      this.slow = true;
      this.redraw();
    }, most);
  }

  #settle() {
    clearTimeout(this.#slowTimer);
    this.slow = false;
  }

  #show(report: Report, from: number, to: number, insert: string, more: boolean, since: ChangeSet | null) {
    const whole = this.#result.text.length;
    this.#result.replace(from, to < 0 ? whole : to, insert);
    const before = this.picked < 0 || !this.report ? null : cell(this.report.table, this.picked, START);
    this.report = report;
    this.counts = counts(report.table);
    if (this.filter && !report.draft && !this.counts.has(this.filter)) this.filter = null;
    // The sample shows what a change looks like, where there is room; a text of one's own waits to be asked.
    this.picked = before !== null ? this.#at(before) : this.sample && length(report.table) && matchMedia('(min-width: 60rem)').matches ? 0 : -1;
    this.#mark(since);
    this.draft = report.draft;
    if (report.draft) {
      this.#settle();
      this.#wait(VERY_SLOW);
      this.redraw();
    } else if (!more) this.#finish();
    if (!more) this.#follow(0);
  }

  /** The result comes along to where the hand changed the source; after a long text has come, once that is drawn. */
  #follow(after: number) {
    const along = this.#typed && !(this.#source.atTop && this.#result.atTop);
    this.#typed = false;
    if (along) setTimeout(() => requestAnimationFrame(() => follow(this.#source, this.#result, 'source', this.table)), after);
  }

  #at(sourceStart: number): number {
    const i = find(this.table, START, sourceStart);
    return cell(this.table, i, START) === sourceStart && i < length(this.table) ? i : -1;
  }

  /** A whole result is there; a later run says so itself. */
  #finish() {
    if (!this.#job.busy) {
      this.stale = this.draft = false;
      this.#settle();
    }
    this.redraw();
  }

  cancel() {
    this.#job.cancel();
    this.#settle();
    this.redraw();
  }

  retry() {
    this.#ask();
  }

  // --- What the person does ---

  /** Puts a whole text in the place of the source, as one step. */
  setText(text: string | Text, { sample = false, choices = NO_CHOICES, origin = null }: { sample?: boolean; choices?: Choices; origin?: unknown } = {}) {
    const now = this.state.text;
    const insert = typeof text === 'string' ? Text.of(text.split(/\r\n?|\n/)) : text;
    const changes = ChangeSet.of([{ from: 0, to: now.length, insert }], now.length);
    this.#source.put(changes);
    this.history = edit(this.history, this.#source.text, changes, 'set', Date.now());
    this.history = { ...this.history, now: { ...this.history.now, choices } };
    this.sample = sample;
    this.origin = origin;
    if (sample && !this.history.past.some((s) => s.before.text.length)) this.history = start(this.history.now);
    this.picked = -1;
    this.filter = null;
    if (!sample && insert.length && !this.prefs.settled) this.setPrefs({ settled: true });
    this.#ask(changes);
  }

  setOptions(options: Options) {
    this.history = choose(this.history, { options }, Date.now());
    this.#ask();
  }

  /** Switches the search for duplicates, as it was set last, but for a part that is set otherwise. */
  setDedupe(on: boolean, part?: DedupePart) {
    const { dedupe, ...rest } = this.state.options;
    if (dedupe) this.#dedupe = dedupe;
    const was = this.#dedupe;
    this.setOptions({ ...rest, dedupe: on && (part ? ({ ...(was === true ? {} : was), ...part } as Dedupe) : was) });
  }

  /** What is compared, as a counted noun. */
  get unit(): Forms {
    const { dedupe } = this.state.options;
    return this.words.t.unitNouns[(typeof dedupe === 'object' && dedupe.unit) || 'line']!;
  }

  setChoices(choices: Choices) {
    this.history = choose(this.history, { choices }, Date.now());
    this.#ask();
  }

  /** Takes a recipe from elsewhere, if the core takes it; says what is wrong with it otherwise. */
  async use(options: Options): Promise<Failure | null> {
    const failure = await this.#job.check(options);
    if (!failure) this.setOptions(options);
    return failure;
  }

  explain(failure: Failure): string {
    return failure.messages ? this.words.pick(failure.messages) : this.words.t.errorCrash;
  }

  /** Takes edits back, or makes them again: copies are restored, suggestions are open again. */
  revert(edits: readonly number[], back: boolean) {
    const { table } = this;
    const { choices } = this.state;
    const by = (rule: string) => edits.filter((i) => rulesOf(table, i).includes(rule)).map(span);
    const span = (i: number): Span => ({ start: cell(table, i, START), end: cell(table, i, END) });
    const [gone, accepted] = [by('dedupe'), by('suggestion')];
    const undone = edits.map(span).filter((s) => !gone.some((g) => g.start === s.start));
    const apart = (from: readonly Span[]) => (s: Span) => !from.some((other) => other.start < s.end && other.end > s.start);
    const rest = { ...choices, removed: choices.removed.filter(apart(gone)), answers: choices.answers.filter(apart(accepted)) };
    this.setChoices(mark(mark(rest, 'undone', undone, back), 'restored', gone.flatMap((g) => within(this.duplicates, g)), back));
  }

  /** Takes everything back. */
  revertAll() {
    const whole = { start: 0, end: this.sourceText.length };
    this.setChoices({ undone: [whole], restored: [...spans(this.duplicates)], removed: [], preferred: [], answers: this.state.choices.answers.filter((a) => !a.accepted) });
  }

  /** Takes back all that a rule did, and will do: it is switched off. */
  revertRule(id: string) {
    const { choices } = this.state;
    this.setFilter(null);
    if (id === 'dedupe') this.setChoices({ ...choices, restored: [...spans(this.duplicates)], removed: [] });
    else if (id === 'suggestion') this.setChoices({ ...choices, answers: choices.answers.filter((a) => !a.accepted) });
    else this.setRule(id, false);
  }

  /** Suggestions that wait for an answer. */
  get open(): number {
    const { tips = [], tipCount = 0 } = this.report ?? {};
    return tipCount - tips.filter(({ answer }) => answer !== null).length;
  }

  /** What the core found to repeat, whatever the person said of it since. */
  get duplicates(): DuplicateReport {
    return this.report?.duplicates ?? NONE;
  }

  /** Gives the duplicates as a file. */
  exportDuplicates(format: 'json' | 'csv') {
    this.#job.export(format, (text) => save(`naqi-duplicates.${format}`, format === 'json' ? 'application/json' : 'text/csv;charset=utf-8', [text]));
  }

  get profile(): string {
    return this.state.options.profile ?? 'repair';
  }

  /** The setting of a rule in force: the recipe's own, or the profile's. */
  setting(id: string): unknown {
    const own = this.state.options.rules?.[id as never];
    if (own !== undefined) return own;
    const profile = this.profiles.find((p) => p.id === this.profile);
    return (profile?.rules as { [id: string]: unknown } | undefined)?.[id] ?? false;
  }

  setRule(id: string, setting: boolean | string | readonly string[]) {
    const { options } = this.state;
    const rules: { [id: string]: unknown } = { ...options.rules, [id]: setting };
    const profile = this.profiles.find((p) => p.id === this.profile);
    const usual = (profile?.rules as { [id: string]: unknown } | undefined)?.[id] ?? false;
    if (JSON.stringify(usual) === JSON.stringify(setting)) delete rules[id];
    const { rules: _, ...rest } = options;
    this.setOptions((Object.keys(rules).length ? { ...rest, rules } : rest) as Options);
  }

  undo() {
    this.#travel(undo(this.history));
  }
  redo() {
    this.#travel(redo(this.history));
  }
  #travel(to: { history: History; changes: ChangeSet } | null) {
    if (!to) return;
    this.history = to.history;
    if (to.changes.empty) return this.#ask();
    this.#source.apply(to.changes);
    this.#ask(to.changes, true);
  }

  /** Points at an edit, and shows it in the other views. */
  pick(i: number, show: Side | 'both' | null = 'both') {
    if (i === this.picked && !show) return;
    this.picked = i;
    this.#mark();
    if (i >= 0) {
      const { table } = this;
      if (show) this.#source.show(cell(table, i, START));
      if (show) this.#result.show(cell(table, i, NEW_START));
    }
    this.redraw();
  }

  /** Brings a place of the source into view, with what became of it. */
  reveal(position: number, toResult: number) {
    this.#source.show(position);
    this.#result.show(toResult);
  }

  step(by: 1 | -1) {
    const { table, filter } = this;
    const n = length(table);
    const meant = (i: number) => filter === null || rulesOf(table, i).includes(filter);
    let i = this.picked < 0 ? (by > 0 ? 0 : n - 1) : this.picked + by;
    while (i >= 0 && i < n && !meant(i)) i += by;
    if (i < 0 || i >= n) {
      i = by > 0 ? 0 : n - 1;
      while (i >= 0 && i < n && !meant(i)) i += by;
    }
    if (i >= 0 && i < n) this.pick(i);
  }

  setPrefs(part: Partial<Prefs>) {
    this.prefs = { ...this.prefs, ...part };
    keep('prefs', this.prefs);
    this.words = words(this.prefs.language, digitsOf(this.prefs));
    applyPrefs(this.prefs, this.words.t.name);
    this.#source.look(this.#settings('source'));
    this.#result.look(this.#settings('result'));
    this.redraw();
  }

  help(on: boolean) {
    this.helping = on;
    this.redraw();
  }

  setTab(tab: Tab) {
    this.tab = tab;
    this.redraw();
  }

  setFilter(filter: string | null) {
    this.filter = filter;
    this.redraw();
  }

  /** Says something for a while. */
  say(text: string, bad = false) {
    this.note = { text, bad };
    clearTimeout(this.#noteTimer);
    this.#noteTimer = setTimeout(() => {
      this.note = null;
      this.redraw();
    }, bad ? 15_000 : 6000);
    this.redraw();
  }

  focusSource() {
    this.#source.focus();
  }

  sliceSource(i: number): string {
    return this.sourceText.sliceString(cell(this.table, i, START), cell(this.table, i, END));
  }
  sliceResult(i: number): string {
    return this.resultText.sliceString(cell(this.table, i, NEW_START), cell(this.table, i, NEW_END));
  }
}
