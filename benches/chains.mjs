// What a developer would write without the package: chains of regular expressions that give the same result on the
// texts of the bench (the bench compares them), though not on every text.

const steps = (...steps) => (text) => steps.reduce((text, [pattern, by]) => text.replace(pattern, by), text.normalize('NFC'));

const mend = [
  [/[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]/g, (unit) => unit.normalize('NFKC')],
  [/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u180e\ufff9-\ufffb]/g, ''],
  [/([\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed])\1+/g, '$1'],
  [/(?<=[\u0620-\u063f\u0641-\u064a][\u064b-\u0652]*)\u0640+(?=[\u0620-\u063f\u0641-\u064a])/g, ''],
  [/\r\n?|[\u0085\u2028\u2029]/g, '\n'],
  [/[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]{2,}|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/ +$/gm, ''],
  [/\n{3,}/g, '\n\n'],
];

/** As the profile `repair`. */
export const repair = steps(...mend);

/** As the profile `search`. */
export const search = steps(
  ...mend,
  [/(?<=[\u0620-\u063f\u0641-\u064a\u0671-\u06d3][\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]*)\u0640[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]+(?=[\u0620-\u063f\u0641-\u064a\u0671-\u06d3])/g, ''],
  [/[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]/g, ''],
  [/(?<=[بتثجحخسشصضطظعغفقكلمنهيئىة])ـ+(?=[\u0622-\u063f\u0641-\u064a])/g, ''],
  [/[آأإٱٲٳ]/g, 'ا'],
  [/ؤ/g, 'و'],
  [/ئ/g, 'ي'],
  [/ى/g, 'ي'],
  [/ة/g, 'ه'],
  [/([\u0620-\u064a])\1{2,}/g, '$1'],
  [/[٠-٩]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x630)],
  [/[A-Z]+/g, (letters) => letters.toLowerCase()],
);
