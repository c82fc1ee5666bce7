// How the person likes the page: language, digits, theme. Kept in local storage where there is one; never the text.

import type { Digits, Language } from './words';

export type Theme = 'auto' | 'light' | 'dark';

export interface Prefs {
  readonly language: Language;
  /** As the person chose; null: those of the language. */
  readonly digits: Digits | null;
  readonly theme: Theme;
  readonly invisible: boolean;
  /** The sample has been seen, and a text of one's own was there. */
  readonly settled: boolean;
}

const DEFAULTS: Prefs = { language: 'ar', digits: null, theme: 'auto', invisible: false, settled: false };

/** Reads a value kept under a name; null when there is none, or no storage. */
export function recall<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(`naqi.${name}`) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Keeps a value; false when the browser does not let us. */
export function keep(name: string, value: unknown): boolean {
  try {
    localStorage.setItem(`naqi.${name}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The digits in use: English begins with Latin ones, Arabic with its own. */
export const digitsOf = ({ language, digits }: Prefs): Digits => digits ?? (language === 'ar' ? 'arab' : 'latn');

export const loadPrefs = (): Prefs => {
  const kept = recall<Partial<Prefs>>('prefs') ?? {};
  const one = <T>(value: unknown, of: readonly T[], or: T): T => (of.includes(value as T) ? (value as T) : or);
  return {
    language: one(kept.language, ['ar', 'en'], DEFAULTS.language),
    digits: one(kept.digits, ['arab', 'latn', null], DEFAULTS.digits),
    theme: one(kept.theme, ['auto', 'light', 'dark'], DEFAULTS.theme),
    invisible: kept.invisible === true,
    settled: kept.settled === true,
  };
};

/** Puts them on the document. */
export function applyPrefs(prefs: Prefs, name: string) {
  const html = document.documentElement;
  html.lang = prefs.language;
  html.dir = prefs.language === 'ar' ? 'rtl' : 'ltr';
  html.dataset['theme'] = prefs.theme;
  document.title = name;
}
