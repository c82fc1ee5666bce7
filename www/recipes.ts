// Recipes as data: kept by name in local storage, carried in the page's address after the #, or in a JSON file. A recipe
// is options and nothing else; no text is ever part of one. Whether options are valid the core says.

import type { Options } from 'naqi';
import { keep, recall } from './prefs';

export interface Recipe {
  readonly name: string;
  readonly options: Options;
}

const PREFIX = '#recipe=';

/** The address of this page with a recipe. */
export function link(options: Options): string {
  return `${location.href.replace(/#.*$/s, '')}${PREFIX}${encodeURIComponent(JSON.stringify(options)).replace(/%2C/g, ',').replace(/%3A/g, ':')}`;
}

/** What an address carries: options yet to be checked, null when it carries none. Throws when it cannot be read. */
export function fromLink(hash: string): Options | null {
  if (!hash.startsWith(PREFIX)) return null;
  return parse(decodeURIComponent(hash.slice(PREFIX.length)));
}

/** Options from JSON, yet to be checked by the core. */
export function parse(json: string): Options {
  const value: unknown = JSON.parse(json);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new SyntaxError('not an object');
  return value as Options;
}

export const saved = (): readonly Recipe[] => {
  const kept = recall<unknown>('recipes');
  if (!Array.isArray(kept)) return [];
  return kept.filter((r): r is Recipe => typeof r?.name === 'string' && r.options !== null && typeof r.options === 'object');
};

/** Saves under a name, in place of what had it; false when the browser keeps nothing. */
export const save = (recipe: Recipe): boolean => keep('recipes', [...saved().filter((r) => r.name !== recipe.name), recipe]);

export const remove = (name: string): boolean => keep('recipes', saved().filter((r) => r.name !== name));
