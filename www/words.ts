// Numbers, plurals and lists in the language and the digits that the person reads. The words are in strings/.

import { ar } from './strings/ar';
import { en } from './strings/en';

export type Language = 'ar' | 'en';
export type Digits = 'arab' | 'latn';

/** The forms of a counted noun; `{n}` stands where the number does. A language gives those that it has. */
export interface Forms {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

export type Strings = typeof ar;

export interface Words {
  readonly language: Language;
  readonly digits: Digits;
  readonly t: Strings;
  /** A number in the reader's digits. */
  number(n: number, options?: Intl.NumberFormatOptions): string;
  /** «41 رمزًا خفيًّا»: the noun in the form that its number asks for. */
  count(forms: Forms, n: number): string;
  /** «أ وب وج» */
  list(items: readonly string[]): string;
  /** A text of the core in the reader's language. */
  pick(text: { readonly ar: string; readonly en: string }): string;
  /** Fills `{name}`. */
  fill(template: string, values: { readonly [name: string]: string }): string;
}

const fill = (template: string, values: { readonly [name: string]: string }) =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

export function words(language: Language, digits: Digits): Words {
  const locale = `${language}-u-nu-${digits}`;
  const plain = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(language);
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const number = (n: number, options?: Intl.NumberFormatOptions) =>
    options ? new Intl.NumberFormat(locale, options).format(n) : plain.format(n);
  return {
    language,
    digits,
    t: language === 'ar' ? ar : en,
    number,
    count: (forms, n) => fill(forms[rules.select(n)] ?? forms.other, { n: number(n) }),
    list: (items) => list.format(items),
    pick: (text) => text[language],
    fill,
  };
}

/** «U+0640 ARABIC TATWEEL» without the name: the code points of a text, for those who read them. */
export const codePoints = (text: string, most = 8): string => {
  const points = [...text];
  const shown = points.slice(0, most).map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  return shown.join(' ') + (points.length > most ? ' …' : '');
};
