// What the page promises about the text, in both languages.

export const privateAr = {
  more: 'كيف أتحقق، وما الذي لا تضمنه الصفحة؟',
  points: [
    'سياسة الصفحة، وهي مكتوبة فيها وينفذها المتصفح، تمنع كل اتصال: لا طلبات ولا صور من خارجها ولا نماذج ولا نصوص برمجية غير التي فيها.',
    'تحقّق بنفسك: افصل الشبكة وستعمل الصفحة كما هي، أو افتح أدوات المطور وراقب تبويب الشبكة وأنت تعمل.',
    'لا تحفظ الصفحة نصّك: ما يبقى في المتصفح هو اللغة والمظهر ووصفاتك. ورابط المشاركة لا يحمل إلا الوصفة.',
    'الملفات تُقرأ في هذا التبويب وحده، والنتيجة تُحفظ حيث تختار أنت.',
  ],
  limits: 'ما لا تمنعه سياسة أي صفحة',
  cannot: [
    'أن تفتح رابطًا بنفسك: الانتقال إلى صفحة أخرى يخبرها بعنوانها وحده، وليس في هذه الصفحة رابط إلى خارجها.',
    'اتصال WebRTC بين المتصفحات: لا تشمله سياسات الصفحات، فنزعته هذه الصفحة من نفسها حين فُتحت.',
    'إضافات المتصفح، ومدقق الإملاء والترجمة المدمجان فيه، ومدير الحافظة في نظامك: هذه ترى ما تراه أنت.',
    'أن يرى مضيف الصفحة أنك فتحتها. إن أردت ألا يعلم أحد فاحفظ الصفحة ملفًّا وافتحها من قرصك.',
  ],
  policy: 'السياسة كما هي في الصفحة',
  offline: 'تبقى نسخة من الصفحة في متصفحك، فتعمل بلا شبكة.',
  fromDisk: 'تعمل هذه الصفحة من ملف على قرصك، ولا تحتاج إلى شبكة.',
  install: 'ثبّت نقي على جهازك',
};

export const privateEn: typeof privateAr = {
  more: 'How can I check, and what can the page not promise?',
  points: [
    'The page carries a policy that the browser enforces, and it forbids every connection: no requests, no images from elsewhere, no forms, no scripts but its own.',
    'See for yourself: go offline and the page works as before, or watch the network tab of the developer tools while you work.',
    'The page does not keep your text: what stays in the browser is the language, the theme and your recipes. A share link holds the recipe alone.',
    'Files are read in this tab alone, and results are saved where you say.',
  ],
  limits: 'What the policy of no page can stop',
  cannot: [
    'You following a link: another page learns its own address and no more, and there is no link out of this page.',
    'WebRTC, which connects browsers to one another: policies do not cover it, so the page took it away from itself when it opened.',
    'Browser extensions, the spell checker and translator of the browser, the clipboard manager of your system: they see what you see.',
    'The host of the page seeing that you opened it. If nobody is to know, save the page as a file and open it from disk.',
  ],
  policy: 'The policy as it stands in the page',
  offline: 'A copy of the page stays in your browser, so that it works without a network.',
  fromDisk: 'This page runs from a file on your disk and needs no network.',
  install: 'Install naqi on this device',
};
