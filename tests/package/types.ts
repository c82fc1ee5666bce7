// The types as a user meets them: checked, never run. A line marked as an error must be one.

import { Cleaner, clean, init, initSync, inspect, profiles, rules } from 'naqi';
import type { Edit, ErrorDetails, Inspection, Options, RuleId, RuleInfo } from 'naqi';
import * as inline from 'naqi/inline';
import url from 'naqi/naqi.wasm';

await init();
await init(url);
await init(new URL(url));
await init(await fetch(url));
initSync(new Uint8Array(8));

const cleaned: string = clean('نص');
const options: Options = { profile: 'search', rules: { tatweel: false, marks: ['harakat', 'shadda'] }, dedupe: { unit: 'line', match: 'near' } };
const inspection: Inspection = inspect(cleaned, options);
const { text, edits, counts, suggestions, duplicates } = new Cleaner(options).inspect('نص');
const names: readonly string[] = [...edits].flatMap(({ rules }) => rules);
const edit: Edit | undefined = edits.at(-1);
const back: string = edits.revert() + edits.revert(({ rules }) => rules.includes('tatweel'));
const offset: number = edits.toResult(edits.toSource(3)) + edits.length + (counts['tatweel'] ?? 0);
const line: number | undefined = duplicates.clusters[0]?.copies[0]?.line;
const reason: string | undefined = suggestions[0]?.reason.ar;
const titles: string[] = rules.map((rule: RuleInfo) => rule.title.ar).concat(profiles.map(({ explanation }) => explanation.en));
const id: RuleId = 'tatweel';
const code = (error: Error & Partial<ErrorDetails>) => error.code;
const same: typeof clean = inline.clean;

// @ts-expect-error
clean(3);
// @ts-expect-error
clean('', { profile: 'pubish' });
// @ts-expect-error
clean('', { rules: { tatwel: true } });
// @ts-expect-error
clean('', { rules: { marks: 'harakah' } });
// @ts-expect-error
clean('', { dedupe: { threshold: '1' } });
// @ts-expect-error
inspection.text = '';

export { back, code, edit, id, line, names, offset, reason, same, text, titles };
