// The two CodeMirror views: the source, which is edited, and the result, which is read. Here are their set-up, the
// highlights of the edits in view, directions line by line, labels for invisible characters and scrolling in step.
// What an edit is, and which are undone, comes from outside.

import { searchKeymap } from '@codemirror/search';
import { Annotation, type ChangeSet, Compartment, EditorState, type Extension, RangeSetBuilder, StateEffect, StateField, type Text, Transaction } from '@codemirror/state';
import { Decoration, type DecorationSet, drawSelection, EditorView, type KeyBinding, keymap, lineNumbers, placeholder, ViewPlugin, type ViewUpdate, WidgetType } from '@codemirror/view';
import { INVISIBLE, nameOf } from './invisible';
import { across, cell, END, find, isUndone, length, NEW_END, NEW_START, rulesOf, START, type Table, EMPTY, touching } from './table';

export type Side = 'source' | 'result';

/** What the highlights are made from. */
export interface Marks {
  readonly table: Table;
  /** Class of an edit by its rules: its family. */
  readonly family: (rules: readonly string[]) => string;
  readonly selected: number;
}

const NO_MARKS: Marks = { table: EMPTY, family: () => 'repair', selected: -1 };

/** A change that comes from the program, not from the hand. */
export const programmatic = Annotation.define<string>();

const setMarks = StateEffect.define<{ marks: Marks; since: ChangeSet | null }>();
/** The marks, and what has changed in the text since they were made. */
const marksField = StateField.define<{ marks: Marks; since: ChangeSet | null }>({
  create: () => ({ marks: NO_MARKS, since: null }),
  update(value, tr) {
    let { marks, since } = value;
    if (tr.docChanged) since = since?.compose(tr.changes) ?? tr.changes;
    for (const effect of tr.effects) {
      if (!effect.is(setMarks)) continue;
      // The same edits, seen otherwise: the text has not come back to them.
      if (effect.value.marks.table !== marks.table) since = effect.value.since;
      marks = effect.value.marks;
    }
    return marks === value.marks && since === value.since ? value : { marks, since };
  },
});

/** Units of a line that its direction is judged by. */
const HEAD = 400;

const LETTER = /\p{L}/u;
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * The direction of a line: that of most of its letters, for an Arabic sentence may begin with a Latin name; right to left
 * when there are as many of both, but for the times of subtitles. A long line is judged by its beginning.
 */
export function direction(line: string): 'rtl' | 'ltr' {
  let latin = 0;
  for (const c of line.slice(0, HEAD)) if (LETTER.test(c)) latin += RTL.test(c) ? -1 : 1;
  return latin > 0 || (!latin && line.includes('-->')) ? 'ltr' : 'rtl';
}

const lineDirection = { rtl: Decoration.line({ attributes: { dir: 'rtl' } }), ltr: Decoration.line({ attributes: { dir: 'ltr' } }) };

const MARK = /\p{M}/u;

/** Where nothing is left to colour, the letters on both sides are: a widget would part joined letters. */
function widen(doc: Text, at: number): [number, number] {
  const before = doc.sliceString(Math.max(0, at - 4), at);
  const after = doc.sliceString(at, Math.min(doc.length, at + 4));
  let from = at;
  let to = at;
  for (const c of [...before].reverse()) {
    if (c === '\n') break;
    from -= c.length;
    if (!MARK.test(c)) break;
  }
  let first = true;
  for (const c of after) {
    if (c === '\n' || (!first && !MARK.test(c))) break;
    to += c.length;
    first = false;
  }
  return [from, to];
}

const decorations = new Map<string, Decoration>();
function decorationOf(name: string): Decoration {
  let d = decorations.get(name);
  if (!d) decorations.set(name, (d = Decoration.mark({ class: name })));
  return d;
}

/** Highlights in view only, found by binary search in the log. */
const highlighter = (side: Side) =>
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = build(view, side);
      }
      update(update: ViewUpdate) {
        const marked = update.startState.field(marksField) !== update.state.field(marksField);
        if (update.docChanged || update.viewportChanged || marked) this.decorations = build(update.view, side);
      }
    },
    { decorations: (v) => v.decorations },
  );

function build(view: EditorView, side: Side): DecorationSet {
  const { doc } = view.state;
  const { marks, since } = view.state.field(marksField);
  const { table } = marks;
  const startColumn = side === 'source' ? START : NEW_START;
  const endColumn = side === 'source' ? END : NEW_END;
  const back = since?.invertedDesc;
  const out: [number, number, Decoration][] = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = doc.lineAt(at);
      out.push([line.from, line.from, lineDirection[direction(line.text)]]);
      at = line.to + 1;
    }
    const oldFrom = back ? back.mapPos(from) : from;
    const oldTo = back ? back.mapPos(to) : to;
    for (let i = find(table, endColumn, oldFrom); i < length(table); i++) {
      let start = cell(table, i, startColumn);
      if (start > oldTo) break;
      let end = cell(table, i, endColumn);
      if (since) {
        if (end > since.length) break;
        start = since.mapPos(start, 1);
        end = since.mapPos(end, -1);
        if (end < start) continue;
      }
      end = Math.min(end, doc.length);
      if (start > doc.length) break;
      const empty = start >= end;
      const first = i;
      if (empty) {
        // A hundred thousand copies may be gone from one place: one mark stands for all.
        i = find(table, endColumn, cell(table, i, endColumn) + 1) - 1;
        [start, end] = widen(doc, start);
      }
      if (start >= end) continue;
      const picked = marks.selected >= first && marks.selected <= i;
      const name = `mark ${marks.family(rulesOf(table, first))}${empty ? ' gone' : ''}${isUndone(table, first) ? ' undone' : ''}${picked ? ' picked' : ''}`;
      out.push([start, end, decorationOf(name)]);
    }
  }
  return Decoration.set(out.map(([a, b, d]) => d.range(a, b)), true);
}

class Label extends WidgetType {
  constructor(private readonly point: number) {
    super();
  }
  override eq(other: Label) {
    return other.point === this.point;
  }
  toDOM() {
    const span = document.createElement('span');
    span.className = 'label';
    span.textContent = nameOf(this.point);
    return span;
  }
}

const labels: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = this.build(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = this.build(update.view);
    }
    build(view: EditorView) {
      const builder = new RangeSetBuilder<Decoration>();
      for (const { from, to } of view.visibleRanges) {
        for (const m of view.state.sliceDoc(from, to).matchAll(INVISIBLE)) {
          const at = from + m.index;
          builder.add(at, at + 1, Decoration.replace({ widget: new Label(m[0].charCodeAt(0)) }));
        }
      }
      return builder.finish();
    }
  },
  { decorations: (v) => v.decorations },
);

function tip([title, ...lines]: readonly [string, ...string[]], family: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = `tip ${family}`;
  const head = dom.appendChild(document.createElement('strong'));
  head.textContent = title;
  for (const line of lines) {
    const p = dom.appendChild(document.createElement('code'));
    p.dir = 'ltr';
    p.textContent = line;
  }
  return dom;
}

/** The share of a view that is to be in sight for a place in it to be shown without the page being moved. */
const ENOUGH = 0.6;

/** Where a position is drawn. The view itself does not say so while it scrolls. */
function placeOf(view: EditorView, position: number): DOMRect {
  const { node, offset } = view.domAtPos(position);
  const range = document.createRange();
  range.setStart(node, offset);
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : (node.childNodes[offset] ?? node);
  return range.getClientRects()[0] ?? (element instanceof Element ? element : view.contentDOM).getBoundingClientRect();
}

/** A place that is shown comes to the middle of what is seen of the view; the page itself stays where it can. */
const centred: Extension = EditorView.scrollHandler.of((view, { head }, { y }) => {
  if (y !== 'center') return false;
  const box = view.scrollDOM.getBoundingClientRect();
  const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
  if (bottom - top < box.height * ENOUGH) return false;
  const at = placeOf(view, head);
  view.scrollDOM.scrollTop += (at.top + at.bottom - top - bottom) / 2;
  return true;
});

/** Milliseconds that a pointer rests on an edit before it is told of it, and pixels that it may be off. */
const REST = 250;
const NEAR = 24;
/** Pixels between what is told and the line, and the edges of the window. */
const GAP = 6;

/** Tells a pointer that rests on an edit what it is, above its line. */
const told = (side: Side, hooks: Hooks): Extension =>
  ViewPlugin.fromClass(
    class {
      shown: HTMLElement | null = null;
      timer = 0;
      constructor(readonly view: EditorView) {}
      rest({ clientX: x, clientY: y, buttons }: MouseEvent) {
        this.hide();
        if (!buttons) this.timer = setTimeout(() => this.show(x, y), REST);
      }
      show(x: number, y: number) {
        const { marks, since } = this.view.state.field(marksField);
        const position = this.view.posAtCoords({ x, y });
        const at = position === null ? null : this.view.coordsAtPos(position);
        const edit = position === null || since ? -1 : touching(marks.table, side, position);
        if (!at || edit < 0 || Math.abs(at.left - x) > NEAR) return;
        const dom = document.body.appendChild(tip(hooks.describe(edit), marks.family(rulesOf(marks.table, edit))));
        const { width, height } = dom.getBoundingClientRect();
        const above = at.top - height - GAP;
        dom.style.top = `${above < 0 ? at.bottom + GAP : above}px`;
        dom.style.left = `${Math.max(GAP, Math.min(innerWidth - width - GAP, x - width / 2))}px`;
        this.shown = dom;
      }
      hide() {
        clearTimeout(this.timer);
        this.shown?.remove();
        this.shown = null;
      }
      update({ docChanged, viewportChanged }: ViewUpdate) {
        if (docChanged || viewportChanged) this.hide();
      }
      destroy() {
        this.hide();
      }
    },
    {
      eventHandlers: {
        mousemove(event) { this.rest(event); },
        mouseleave() { this.hide(); },
        mousedown() { this.hide(); },
        wheel() { this.hide(); },
        keydown() { this.hide(); },
      },
    },
  );

export interface Settings {
  readonly invisible: boolean;
  readonly number: (n: number) => string;
  readonly label: string;
  readonly placeholder: string;
  /** The words of the search panel, by their English. */
  readonly phrases: { readonly [english: string]: string };
}

export interface Hooks {
  /** The hand changed the source. */
  changed?(text: Text, changes: ChangeSet, kind: string): void;
  /** A text was pasted; true when that was seen to. */
  pasted?(text: string): boolean;
  /** An edit was pointed at; -1 when none. */
  picked(edit: number): void;
  /** What a pointer that rests on an edit is told: a title, and lines under it. */
  describe(edit: number): readonly [title: string, ...lines: string[]];
  scrolled(): void;
}

/** Keys that the browser would answer by what is drawn alone, though the text goes on beyond it. */
const whole: readonly KeyBinding[] = [
  { key: 'Mod-a', run: (view) => (view.dispatch({ selection: { anchor: 0, head: view.state.doc.length }, userEvent: 'select' }), true) },
  { key: 'Mod-Home', run: (view) => to(view, 0, false), shift: (view) => to(view, 0, true) },
  { key: 'Mod-End', run: (view) => to(view, view.state.doc.length, false), shift: (view) => to(view, view.state.doc.length, true) },
  { key: 'Enter', run: (view) => put(view, view.state.lineBreak, 'input') },
  { key: 'Backspace', run: (view) => !view.state.selection.main.empty && put(view, '', 'delete.selection') },
  { key: 'Delete', run: (view) => !view.state.selection.main.empty && put(view, '', 'delete.selection') },
];

function to(view: EditorView, head: number, extend: boolean): boolean {
  const anchor = extend ? view.state.selection.main.anchor : head;
  view.dispatch({ selection: { anchor, head }, scrollIntoView: true, userEvent: 'select' });
  return true;
}

function put(view: EditorView, text: string, userEvent: string): boolean {
  if (view.state.readOnly) return false;
  view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true, userEvent });
  return true;
}

/** Milliseconds after which a view that moves is no longer moved by the hand. */
const STILL = 600;

export class Editor {
  readonly view: EditorView;
  readonly #look = new Compartment();
  /** When the hand last moved this view: the other follows only then. */
  handled = 0;

  constructor(
    private readonly side: Side,
    parent: HTMLElement,
    hooks: Hooks,
    settings: Settings,
  ) {
    const source = side === 'source';
    const extensions: Extension[] = [
      marksField,
      highlighter(side),
      EditorView.lineWrapping,
      centred,
      EditorView.perLineTextDirection.of(true),
      lineNumbers({ formatNumber: (n) => (this.#number ?? String)(n) }),
      told(side, hooks),
      keymap.of([
        ...searchKeymap.filter((k) => k.key !== 'F3'),
        ...whole,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && hooks.changed) {
          const own = update.transactions.some((t) => t.annotation(programmatic));
          if (!own) {
            const typed = update.transactions.every((t) => t.isUserEvent('input.type') || t.isUserEvent('delete'));
            hooks.changed(update.state.doc, update.changes, typed ? 'type' : 'edit');
          }
        }
        if (update.selectionSet && update.transactions.some((t) => t.isUserEvent('select') || t.isUserEvent('input')) && update.state.selection.main.empty) {
          const { marks, since } = update.state.field(marksField);
          if (!since) hooks.picked(touching(marks.table, side, update.state.selection.main.head));
        }
      }),
      EditorView.domEventHandlers({
        scroll: () => {
          if (performance.now() - this.handled > STILL) return;
          // A scroll that runs on is still the hand's.
          this.#hand();
          hooks.scrolled();
        },
        paste: (event) => hooks.pasted?.(event.clipboardData?.getData('text/plain') ?? '') ?? false,
        wheel: () => this.#hand(),
        touchmove: () => this.#hand(),
        keydown: () => this.#hand(),
        pointerdown: () => this.#hand(),
        pointermove: (event) => {
          if (event.buttons) this.#hand();
        },
      }),
      this.#look.of(this.#looks(settings)),
    ];
    if (source) extensions.push(drawSelection());
    else extensions.push(EditorState.readOnly.of(true), EditorView.editable.of(false));
    this.view = new EditorView({ parent, state: EditorState.create({ extensions }) });
  }

  #number: ((n: number) => string) | null = null;
  #settling = 0;

  #hand() {
    this.handled = performance.now();
    cancelAnimationFrame(this.#settling);
  }

  #looks(settings: Settings): Extension {
    this.#number = settings.number;
    const result = this.side === 'result';
    return [
      EditorView.contentAttributes.of({
        'aria-label': settings.label,
        spellcheck: 'false',
        autocorrect: 'off',
        autocapitalize: 'off',
        tabindex: '0',
        ...(result ? { role: 'textbox', 'aria-readonly': 'true', 'aria-multiline': 'true' } : {}),
      }),
      placeholder(settings.placeholder),
      EditorState.phrases.of(settings.phrases),
      settings.invisible ? labels : [],
    ];
  }

  look(settings: Settings) {
    this.view.dispatch({ effects: this.#look.reconfigure(this.#looks(settings)) });
  }

  get text(): Text {
    return this.view.state.doc;
  }

  /** Replaces part of the text, the program's doing. */
  replace(from: number, to: number, insert: string | Text) {
    this.view.dispatch({ changes: { from, to, insert }, annotations: [programmatic.of('replace'), Transaction.addToHistory.of(false)] });
  }

  apply(changes: ChangeSet) {
    this.view.dispatch({ changes, annotations: programmatic.of('apply'), scrollIntoView: true });
  }

  /** Puts another text in the place of this one; it is read from its beginning. */
  put(changes: ChangeSet) {
    this.view.dispatch({ changes, selection: { anchor: 0 }, annotations: programmatic.of('put') });
    this.view.scrollDOM.scrollTop = 0;
  }

  /** Highlights edits; `since` is what has changed in the text since they were made. */
  mark(marks: Marks, since: ChangeSet | null = null) {
    this.view.dispatch({ effects: setMarks.of({ marks, since }) });
  }

  /** Brings a place into the middle of the view, without taking the focus. */
  show(at: number) {
    this.view.dispatch({ effects: EditorView.scrollIntoView(Math.min(at, this.text.length), { y: 'center' }) });
  }

  get atTop() {
    return this.view.scrollDOM.scrollTop === 0;
  }

  /** The position at the top of what is seen, and how far into its line. */
  top(): { position: number; into: number } {
    const { scrollTop } = this.view.scrollDOM;
    const block = this.view.lineBlockAtHeight(scrollTop);
    return { position: block.from, into: block.height ? (scrollTop - block.top) / block.height : 0 };
  }

  /** Heights of lines that were never drawn are guesses: once they are, the place is found again. */
  scrollTo(position: number, into: number, again = 2) {
    cancelAnimationFrame(this.#settling);
    const { top, height } = this.view.lineBlockAt(Math.min(position, this.text.length));
    this.view.scrollDOM.scrollTop = top + into * height;
    if (again > 0) this.#settling = requestAnimationFrame(() => this.scrollTo(position, into, again - 1));
  }

  focus() {
    this.view.focus();
  }
}

/** Brings `other` to where `moved` stands. */
export function follow(moved: Editor, other: Editor, from: Side, table: Table) {
  const { position, into } = moved.top();
  other.scrollTo(across(table, from, position), into);
}
