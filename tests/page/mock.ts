// A stand-in for the package while it is being built: the same API over a few regular expressions.
export type RuleId = string;
export interface Options {
  profile?: 'none' | 'repair' | 'publish' | 'search' | 'social' | 'corpus' | 'lucene';
  rules?: { [id in RuleId]?: boolean | string | readonly string[] };
  dedupe?: boolean | { unit?: 'line' | 'paragraph' | 'sentence'; match?: 'exact' | 'folded' | 'near'; threshold?: number;
    keep?: 'first' | 'last' | 'longest' | 'mostVocalized'; minWords?: number; protect?: boolean };
}
export interface Edit { start: number; end: number; newStart: number; newEnd: number; rules: readonly string[] }
export interface Edits extends Iterable<Edit> { length: number; revert(): string; toSource(i: number): number; toResult(i: number): number }
export interface Unit { start: number; end: number; line: number }
export interface Cluster { kept: Unit; copies: readonly (Unit & { similarity: number; reason: string; removed: boolean })[] }
export interface Block { first: number; copy: number; units: number }
export interface Duplicates { units: number; removed: number; blocks: readonly Block[]; clusters: readonly Cluster[] }
export interface Suggestion { start: number; end: number; replacement: string; rule: string; reason: { ar: string; en: string } }
export interface Inspection { text: string; edits: Edits; counts: { [id: string]: number }; suggestions: readonly Suggestion[]; duplicates: Duplicates }
export interface RuleInfo { id: string; family: string; lossless: boolean; settings: any; title: { ar: string; en: string }; explanation: { ar: string; en: string }; example: { before: string; after: string } }
export interface ProfileInfo { id: string; title: { ar: string; en: string }; explanation: { ar: string; en: string }; rules: { [id: string]: any } }

const sw = { kind: 'switch' };
export const rules: readonly RuleInfo[] = [
  { id: 'presentationForms', family: 'repair', lossless: true, settings: sw, title: { ar: 'أشكال العرض', en: 'Presentation forms' }, explanation: { ar: 'يعيد أشكال الحروف المتصلة المأخوذة من ملفات PDF إلى حروفها الأصلية.', en: 'Turns glyph-shaped letters from PDFs back into plain letters.' }, example: { before: 'ﺍﻟﺴﻼﻡ', after: 'السلام' } },
  { id: 'invisibles', family: 'repair', lossless: true, settings: sw, title: { ar: 'الرموز الخفية', en: 'Invisible characters' }, explanation: { ar: 'يحذف رموز الاتجاه والفواصل التي لا تُرى.', en: 'Removes direction marks and separators that cannot be seen.' }, example: { before: 'مرحبا\u200f', after: 'مرحبا' } },
  { id: 'tatweel', family: 'repair', lossless: true, settings: sw, title: { ar: 'التطويل', en: 'Tatweel' }, explanation: { ar: 'يحذف الكشيدة بين حرفين متصلين.', en: 'Removes kashida between two joined letters.' }, example: { before: 'العـــربية', after: 'العربية' } },
  { id: 'whitespace', family: 'repair', lossless: true, settings: sw, title: { ar: 'المسافات', en: 'White space' }, explanation: { ar: 'يوحّد المسافات ويحذف الزائد منها.', en: 'One plain space, no spare ones.' }, example: { before: 'أ  ب', after: 'أ ب' } },
  { id: 'punctuationSpacing', family: 'publish', lossless: false, settings: sw, title: { ar: 'مسافات الترقيم', en: 'Punctuation spacing' }, explanation: { ar: 'لا مسافة قبل الفاصلة، ومسافة واحدة بعدها.', en: 'No space before a comma, one after.' }, example: { before: 'بارلر ، التي', after: 'بارلر، التي' } },
  { id: 'marks', family: 'fold', lossless: false, settings: { kind: 'anyOf', names: ['harakat', 'tanween', 'shadda'], default: ['harakat', 'tanween', 'shadda'] }, title: { ar: 'التشكيل', en: 'Marks' }, explanation: { ar: 'يحذف التشكيل.', en: 'Removes tashkeel.' }, example: { before: 'كَتَبَ', after: 'كتب' } },
];
const all = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, true]));
const repair = ['presentationForms', 'invisibles', 'tatweel', 'whitespace'];
export const profiles: readonly ProfileInfo[] = [
  { id: 'none', rules: {}, title: { ar: 'بلا', en: 'None' }, explanation: { ar: 'بلا قواعد', en: 'No rule' } },
  { id: 'repair', rules: all(...repair), title: { ar: 'إصلاح', en: 'Repair' }, explanation: { ar: 'يصلح المكسور ولا يفقد معنى', en: 'Mends what is broken; no meaning is lost' } },
  { id: 'publish', rules: all(...repair, 'punctuationSpacing'), title: { ar: 'نشر', en: 'Publish' }, explanation: { ar: 'الإصلاح مع ضبط الطباعة', en: 'Repair and typography' } },
  { id: 'search', rules: all(...repair, 'marks'), title: { ar: 'بحث', en: 'Search' }, explanation: { ar: 'مفاتيح بحث', en: 'Search keys' } },
];
const patterns: [string, RegExp, (s: string) => string][] = [
  ['presentationForms', /[\ufe70-\ufefc]+/g, (s) => s.normalize('NFKC')],
  ['invisibles', /[\u200b\u200e\u200f\u2066-\u2069\ufeff\u202a-\u202e]+/g, () => ''],
  ['tatweel', /(?<=[\u0620-\u064a])\u0640+(?=[\u0620-\u064a])/g, () => ''],
  ['whitespace', /[ \u00a0]{2,}|\u00a0| +$/gm, (s) => (s.length && /\S/.test(s) ? s : ' ')],
  ['punctuationSpacing', / (?=[،؛؟])/g, () => ''],
  ['marks', /[\u064b-\u0652]+/g, () => ''],
];
export function init() { return Promise.resolve(); }
export class Cleaner {
  #options: Options;
  constructor(options: Options = {}) { this.#options = options; }
  clean(text: string) { return this.inspect(text).text; }
  inspect(text: string): Inspection {
    const on = { ...profiles.find((p) => p.id === (this.#options.profile ?? 'repair'))?.rules, ...this.#options.rules };
    const list: { start: number; end: number; with: string; rules: string[] }[] = [];
    const clusters = new Map<string, Cluster>();
    let units = 0, removed = 0;
    if (this.#options.dedupe) {
      let at = 0, line = 1;
      for (const l of text.split('\n')) {
        if (l.trim()) {
          units++;
          const u = { start: at, end: at + l.length, line };
          const key = l.trim();
          const c = clusters.get(key);
          if (c && key.split(/\s+/).length >= 5) {
            (c.copies as any).push({ ...u, similarity: 1, reason: 'identical', removed: true });
            list.push({ start: Math.max(0, at - 1), end: at + l.length, with: '', rules: ['dedupe'] });
            removed++;
          } else if (!c) clusters.set(key, { kept: u, copies: [] });
        }
        at += l.length + 1; line++;
      }
    }
    const gone = list.slice();
    for (const [id, re, f] of patterns) {
      if (!on[id]) continue;
      for (const m of text.matchAll(re)) {
        const start = m.index!, end = start + m[0].length;
        if (list.some((e) => e.start < end && start < e.end)) continue;
        if (gone.some((e) => e.start <= start && end <= e.end)) continue;
        list.push({ start, end, with: f(m[0]), rules: [id] });
      }
    }
    list.sort((a, b) => a.start - b.start);
    let out = '', at = 0;
    const edits: Edit[] = [];
    const counts: { [id: string]: number } = {};
    for (const e of list) {
      out += text.slice(at, e.start);
      const newStart = out.length;
      out += e.with;
      edits.push({ start: e.start, end: e.end, newStart, newEnd: out.length, rules: e.rules });
      for (const r of e.rules) counts[r] = (counts[r] ?? 0) + 1;
      at = e.end;
    }
    out += text.slice(at);
    const suggestions: Suggestion[] = [];
    for (const m of out.matchAll(/(?<=^|\s)(و?)(\S{3,}) \2(?=\s)/gm)) {
      suggestions.push({ start: m.index!, end: m.index! + m[0].length, replacement: m[1]! + m[2]!, rule: 'repeatedWord', reason: { ar: 'كلمة مكررة', en: 'A word repeated' } });
    }
    const cs = [...clusters.values()].filter((c) => c.copies.length);
    const blocks: Block[] = [];
    return {
      text: out, counts, suggestions,
      edits: Object.assign(edits, { revert: () => text, toSource: (i: number) => i, toResult: (i: number) => i }) as any,
      duplicates: { units, removed, blocks, clusters: cs },
    };
  }
}
export const inspect = (text: string, options?: Options) => new Cleaner(options).inspect(text);
export const clean = (text: string, options?: Options) => new Cleaner(options).clean(text);
