// Types of the package. What depends on the rule table (RuleId, RuleSettings, ProfileId) is made from it.

import type { ProfileId, Reason, RuleId, RuleSettings, Why } from './pkg/rules.js';

export type { ProfileId, Reason, RuleId, RuleSettings, Why };

/**
 * Loads the WebAssembly: once, in a browser, before anything else. Without a source it is fetched from beside the
 * module. In Node, and from `naqi/inline`, nothing needs to be loaded and this does nothing.
 */
export function init(source?: URL | string | Response | BufferSource | WebAssembly.Module): Promise<void>;

/** As {@link init}, from bytes or a module at hand, at once. */
export function initSync(source: BufferSource | WebAssembly.Module): void;

/**
 * Cleans a text. A text with nothing to clean comes back as the same string.
 *
 * ```js
 * clean('العـــربية') // 'العربية'
 * clean('كَتَبَ الطالبُ', { profile: 'search' }) // 'كتب الطالب'
 * ```
 *
 * @throws {TypeError} for an unknown option or a value of the wrong type
 * @throws {RangeError} for a value that is not among those accepted, for a text that memory cannot hold, and for a search
 *   for near copies that would take too long
 */
export function clean(text: string, options?: Options): string;

/** Cleans a text and says what changed and why. Throws as {@link clean} does. */
export function inspect(text: string, options?: Options): Inspection;

/** Options, checked and compiled once, for many texts. Throws as {@link clean} does. */
export class Cleaner {
  constructor(options?: Options);
  clean(text: string): string;
  inspect(text: string): Inspection;
}

/**
 * Cleans a text that comes in chunks, in bounded memory: the result is that of the whole text, wherever the chunks part.
 * Copies that are the same are removed; what would need the whole text (`match: 'near'`, another `keep` than `first`)
 * is refused.
 *
 * ```js
 * const stream = new Stream();
 * for await (const chunk of text) write(stream.push(chunk));
 * const { text: rest, counts } = stream.finish();
 * write(rest);
 * ```
 *
 * @throws as {@link clean} does
 */
export class Stream {
  constructor(options?: Options);
  /** Takes a chunk; gives what is ready of the result. */
  push(text: string): string;
  /** Gives the rest of the result and what was done, and closes the stream. */
  finish(): Streamed;
}

export interface Streamed {
  /** The rest of the result. */
  readonly text: string;
  /** UTF-16 units read. */
  readonly units: number;
  /** Lines of the result. */
  readonly lines: number;
  /** Units that were compared, removed as copies, and repeats that stay: 0 without `dedupe`. */
  readonly compared: number;
  readonly removed: number;
  readonly listed: number;
  /** Edits by rule. */
  readonly counts: { readonly [id: string]: number };
  /** Suggestions in all. */
  readonly suggested: number;
  /** The first thousand of them. */
  readonly suggestions: readonly {
    readonly rule: string;
    /** The line of the result, from 1. */
    readonly line: number;
    readonly found: string;
    readonly replacement: string;
    readonly reason: Text;
  }[];
}

/** All rules, in the order in which they run. */
export const rules: readonly RuleInfo[];

/** All profiles. */
export const profiles: readonly ProfileInfo[];

/** Why a copy counts as one: the strictest first. */
export const reasons: readonly { readonly id: Reason; readonly title: Text }[];

/** Why a repeat is listed and not removed. */
export const whys: readonly { readonly id: Why; readonly title: Text }[];

/** A complete recipe: it can be kept as JSON. */
export interface Options {
  /** The rules to begin with; `repair` unless given. */
  profile?: ProfileId;
  /** Rules switched on, off or set, over the profile. */
  rules?: RuleSettings;
  /** Removes repeated text; `false` unless given, `true` for the defaults. */
  dedupe?: boolean | DedupeOptions;
}

export interface DedupeOptions {
  /** What is compared: `line` unless given. */
  unit?: 'line' | 'paragraph' | 'sentence';
  /** How alike copies are: `folded` (the same but for spelling and marks) unless given. */
  match?: 'exact' | 'folded' | 'near';
  /** For `near`: the share of words in common, 0.7 to 1; 0.85 unless given. */
  threshold?: number;
  /** Which copy stays: `first` unless given. */
  keep?: 'first' | 'last' | 'longest' | 'mostVocalized';
  /**
   * Shorter units are listed and never removed. Unless given: 5 for copies that are the same once folded, and with `near`
   * 12 for those that are only similar, so that `near` removes all that `folded` does. Given, it counts for both.
   */
  minWords?: number;
  /**
   * Whether repetition that looks meant (see {@link whys}: verse, refrain, list, table, dialogue, heading, dhikr, code)
   * stays, and so near copies that differ in a number or a negation; `true` unless given.
   */
  protect?: boolean;
}

export interface Inspection {
  /** The clean text. */
  readonly text: string;
  /** Every change, in order. */
  readonly edits: Edits;
  /** Edits by rule; one that several rules had a part in counts for each. */
  readonly counts: { readonly [id: string]: number };
  /** What the rules would not dare to change; spans are in `text`. */
  readonly suggestions: readonly Suggestion[];
  /** Repeated text, if `dedupe` was asked for. */
  readonly duplicates: Duplicates;
  /**
   * The same text under other choices: no rule runs again, and no search for duplicates. Choices do not add up: each
   * call gives all of them. Spans are of the source, so that units, blocks and edits can be given as they are.
   */
  render(choices?: Choices): Inspection;
  /** The words in which a copy differs from the unit that stays, both spans of the source. */
  differences(kept: Span, copy: Span): readonly Difference[];
}

/** `kept` of one unit stands where `copy` of the other does; either may be empty. Spans of the source. */
export interface Difference {
  readonly kept: Span;
  readonly copy: Span;
}

/** A person's choices over an inspection. */
export interface Choices {
  /** For `near`, from 0.7: as if it had been asked for at first. That of the options if left out, as `keep` is. */
  threshold?: number;
  /** Which copy stays. */
  keep?: 'first' | 'last' | 'longest' | 'mostVocalized';
  /** Units that begin in these spans stay rather than their copies. */
  prefer?: readonly Span[];
  /** Copies that begin in these spans stay, whatever `remove` says. */
  restore?: readonly Span[];
  /**
   * Repeats that begin in these spans go: those that are only listed, or a whole block, its short units with it.
   * Nothing that repeats goes altogether, whatever is named: of each cluster a unit is left (a copy that is not named,
   * else the kept unit), and a unit that repeats nothing stays.
   */
  remove?: readonly Span[];
  /** Edits of the rules that lie in these spans are undone. */
  undo?: readonly Span[];
  /** Suggestions that are accepted, by their places in `suggestions`. */
  accept?: readonly number[];
}

/** `start..end` of the source, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `start..end` of the source became `newStart..newEnd` of the result. All offsets are UTF-16 units, as in strings. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
  /** The rules that had a part in it; `dedupe` for a removed copy. */
  readonly rules: readonly string[];
}

/** The edit log: ascending, not overlapping; all between two edits is unchanged. */
export interface Edits extends Iterable<Edit> {
  readonly length: number;
  /** The edit at a place, from the end if negative. */
  at(i: number): Edit | undefined;
  /** The source; or, given a test, the result with the edits undone for which it is true. */
  revert(which?: (edit: Edit, i: number) => boolean): string;
  /** Where an offset in the result stood in the source. Inside an edit: where the edit starts. */
  toSource(i: number): number;
  /** Where an offset in the source stands in the result. Inside an edit: where the edit starts. */
  toResult(i: number): number;
}

/** Something uncertain: `start..end` of the clean text would become `replacement`. */
export interface Suggestion {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The rule that would do it. */
  readonly rule: string;
  readonly reason: Text;
}

export interface Duplicates {
  /** Units that were compared. */
  readonly units: number;
  /** Units that were removed. */
  readonly removed: number;
  /** Stretches of units that repeat in the same order. */
  readonly blocks: readonly Block[];
  /** Units with their copies. */
  readonly clusters: readonly Cluster[];
  /** Repeats that stay: too short, or meant. */
  readonly listed: readonly Repeat[];
}

/** A unit that repeats another and stays all the same, and why. */
export interface Repeat {
  readonly kept: Unit;
  readonly copy: Copy;
  readonly why: Why;
}

/** A unit that stays, with its copies. */
export interface Cluster {
  readonly kept: Unit;
  readonly copies: readonly Copy[];
}

/** A span of the source, and the number of its first line, from 1. */
export interface Unit extends Span {
  readonly line: number;
}

export interface Copy extends Unit {
  /** 0 to 1. */
  readonly similarity: number;
  /** The weakest step that makes both equal, in the source. */
  readonly reason: Reason;
  /** `false` if it is only listed. */
  readonly removed: boolean;
}

/**
 * `units` units in a row that say the same as others in the same order. The span is that of the run that repeats: given
 * to `remove` or `restore` it goes or stays as one, short and guarded units with it.
 */
export interface Block extends Span {
  /** The line where the run begins that stays: the earlier one, or with `keep: 'last'` the later one. */
  readonly first: number;
  /** The line where the run begins that repeats it; with `keep: 'last'` it comes before `first`. */
  readonly copy: number;
  readonly units: number;
}

export interface RuleInfo {
  readonly id: RuleId;
  readonly family: 'repair' | 'publish' | 'fold' | 'strip';
  /** Whether the text says the same after it as before. */
  readonly lossless: boolean;
  readonly settings: Settings;
  readonly title: Text;
  readonly explanation: Text;
  /** What the rule alone makes of a text. */
  readonly example: { readonly before: string; readonly after: string };
}

/** What a rule can be set to, besides `false` and `true` (its default). */
export type Settings =
  | { readonly kind: 'switch' }
  | { readonly kind: 'oneOf'; readonly names: readonly string[]; readonly default: string }
  | { readonly kind: 'anyOf'; readonly names: readonly string[]; readonly default: readonly string[] };

export interface ProfileInfo {
  readonly id: ProfileId;
  readonly title: Text;
  readonly explanation: Text;
  /** The rules that it turns on, with their settings. */
  readonly rules: Readonly<RuleSettings>;
}

/** A text in the two languages of the product. */
export interface Text {
  readonly ar: string;
  readonly en: string;
}

/** What an error thrown here has besides its message. */
export interface ErrorDetails {
  /** `unknownOption`, `unknownRule`, `unknownValue`, `wrongType`, `outOfRange`, `tooLarge`, `tooLong`, `notInitialized`… */
  readonly code: string;
  /** The option that is wrong, as a path: `dedupe.threshold`. */
  readonly key?: string;
  /** What is accepted there. */
  readonly accepted?: readonly string[];
  /** The accepted name that is closest to what was given. */
  readonly nearest?: string;
  readonly messages: Text;
}
