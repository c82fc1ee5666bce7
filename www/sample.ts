// The text that a first visit shows: written for this page, with the damage that real text brings.

/** «النص العربي أمانة في عنق ناشره.» as a program that takes UTF-8 for windows-1256 shows it. */
const BROKEN = 'ط§ظ„ظ†طµ ط§ظ„ط¹ط±ط¨ظٹ ط£ظ…ط§ظ†ط© ظپظٹ ط¹ظ†ظ‚ ظ†ط§ط´ط±ظ‡.';

/** A line copied from a PDF: every letter is a glyph. */
const GLYPHS =
  '\uFED7\uFE8E\uFEDD \uFE8D\uFEDF\uFEE4\uFEAA\uFEF3\uFEAE: \uFEDF\uFEE2 \uFEE7\uFED4\uFED8\uFEAA \uFEED\uFEAD\uFED7\uFE94 \uFEED\uFE8D\uFEA3\uFEAA\uFE93.';

const BLOCK = [
  'وتضم المكتبة " دار المخطوطات " ، التي أُسِّسَت عام 1912 ، نحو 40,000 مجلد ، بينها مصاحف كوفية و نسخ نادرة من كتب الطب و الفلك.',
  'ويستطيع الباحث اليوم أن يقرأ المخطوطة من بيته ، بعدما كان يقطع إليها الطريق أياماً ، و أن يبحث في نصها كله في لحظة.',
];

export const SAMPLE = [
  'المكتبــة العـــربية تفتح خزائنـها للجميـــع',
  'أعلنت المكتبة الوطنية\u200F يوم الثلاثاء\u200F ،\u00A0 أنها أتمّت رقمنة مخطوطاتها  القديمة ، فی مشروع شارک فيه فيه أكثر من ٢٠٠ متطوّع من الجامعات\u200B و المدارس.',
  BROKEN,
  GLYPHS,
  ...BLOCK,
  ...BLOCK,
  'وختم المدير كلامه بأن الباب مفتوح للجميع, فهل من مشارك? والفهرس كله على https://example.org/مكتبة/الفهرس منذ اليوم.',
].join('\n');
