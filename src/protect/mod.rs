//! Protected spans: what no rule edits unless its row in the table says so.
//!
//! [`find`] walks a line from anchor to anchor (units of [`class::ANCHOR`]), which the scan of the line has
//! found ([`anchors`]), so a line without any costs nothing. Around an anchor it takes the token up to the
//! next space or quotation mark and cuts it by precedence: an address with a scheme, then e-mail addresses,
//! then bare addresses, mentions, hashtags and paths, and in what is left telephone numbers, dates, times,
//! versions and numbers. Code, Qur'an quotation and emoji stand outside tokens. What the shapes are is in
//! [`address`], [`number`] and [`emoji`]; which rule may edit which kind is in the rules.

pub mod address;
pub mod anchors;
pub mod blocks;
pub mod emoji;
pub mod number;

use crate::unicode::class;
use anchors::Anchors;
use blocks::Cover;

/// Kinds of protected span; bits, so that a rule can name several in [`crate::rules::Rule::reaches`].
pub mod kind {
    /// A web address, with or without its scheme, Arabic path included.
    pub const URL: u32 = 1;
    /// An e-mail address.
    pub const EMAIL: u32 = 1 << 1;
    /// @mention.
    pub const MENTION: u32 = 1 << 2;
    /// #hashtag.
    pub const HASHTAG: u32 = 1 << 3;
    /// A file name or path.
    pub const PATH: u32 = 1 << 4;
    /// `inline code`, or a line of a fenced block.
    pub const CODE: u32 = 1 << 5;
    /// A number with its separators: 1,234.56 or ١٬٢٣٤٫٥٦.
    pub const NUMBER: u32 = 1 << 6;
    /// A date: 2024/5/1, ١٤٤٥-٠٣-١٢.
    pub const DATE: u32 = 1 << 7;
    /// A time: 12:30.
    pub const TIME: u32 = 1 << 8;
    /// A version: 1.2.3, v2.0.
    pub const VERSION: u32 = 1 << 9;
    /// A telephone number.
    pub const PHONE: u32 = 1 << 10;
    /// An emoji sequence.
    pub const EMOJI: u32 = 1 << 11;
    /// Quotation between ﴿ and ﴾.
    pub const QURAN: u32 = 1 << 12;
    /// Every kind.
    pub const ALL: u32 = (1 << 13) - 1;
}

/// One protected span, in UTF-16 code units of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First unit.
    pub start: u32,
    /// End, exclusive.
    pub end: u32,
    /// One bit of [`kind`].
    pub kind: u32,
}

/// The protected spans of a line: ascending, not overlapping.
pub type Spans = Vec<Span>;

/// Finds the protected spans of a line by its anchors; `cover` says what the lines around make of it.
pub fn find(text: &[u16], anchors: &Anchors, cover: Cover) -> Spans {
    let mut scan = Scan {
        text,
        table: class::table(),
        spans: Vec::new(),
        done: 0,
        quotes_on: cover.quotes_on,
        ends_closed: None,
    };
    if cover.fenced {
        scan.done = text.len();
    } else if cover.quoted {
        let close = text.iter().position(|&unit| unit == CLOSE);
        scan.done = close.map_or(text.len(), |at| at + 1);
    }
    if scan.done > 0 {
        let kind = if cover.fenced {
            kind::CODE
        } else {
            kind::QURAN
        };
        scan.push(0, scan.done, kind);
    }
    let (mut i, mut block) = (scan.done, 0);
    while let Some(at) = anchors.next(text, i, &mut block) {
        i = scan.anchor(at, scan.at(at));
    }
    scan.spans
}

/// The span that covers unit `i`, if there is one.
pub fn at(spans: &[Span], i: usize) -> Option<Span> {
    let next = spans.partition_point(|span| span.end as usize <= i);
    spans
        .get(next)
        .copied()
        .filter(|span| span.start as usize <= i)
}

/// Whether a span of one of these kinds has a unit of `start..end`, or goes over that place if it is empty.
pub(crate) fn touches(spans: &[Span], start: usize, end: usize, kinds: u32) -> bool {
    let first = spans.partition_point(|span| span.end as usize <= start);
    let near = spans.iter().skip(first);
    near.take_while(|span| (span.start as usize) < end)
        .any(|span| span.kind & kinds != 0)
}

/// No closing backtick is looked for further away than this, in units: a bound on the work that
/// stray backticks can cause.
const LONGEST_CODE: usize = 4096;

/// The text being searched, and what was found in it so far.
pub(crate) struct Scan<'a> {
    pub(crate) text: &'a [u16],
    table: &'static class::Table,
    spans: Spans,
    /// Everything before is settled.
    done: usize,
    /// A quotation that opens in the line closes in a later one.
    quotes_on: bool,
    /// Found once it is asked for: from each of many ﴾ the last one is far.
    ends_closed: Option<bool>,
}

impl Scan<'_> {
    /// The unit at `i`, or 0 outside the text.
    pub(crate) fn at(&self, i: usize) -> u16 {
        self.text.get(i).copied().unwrap_or(0)
    }
    /// The unit before `i`, or 0 at the start.
    pub(crate) fn prev(&self, i: usize) -> u16 {
        i.checked_sub(1).map_or(0, |i| self.at(i))
    }
    /// The unit before `i` if that is at or after `low`, so that it can be claimed; else 0.
    pub(crate) fn before(&self, i: usize, low: usize) -> u16 {
        if i > low { self.at(i - 1) } else { 0 }
    }
    /// The place before `i`, if nothing found so far covers it.
    fn free_before(&self, i: usize) -> Option<usize> {
        i.checked_sub(1).filter(|&at| at >= self.done)
    }
    pub(crate) fn class(&self, unit: u16) -> u32 {
        self.table[usize::from(unit)]
    }
    pub(crate) fn is_digit(&self, i: usize) -> bool {
        self.class(self.at(i)) & class::DIGIT != 0
    }
    /// A letter, mark, digit or underscore: what names are made of.
    pub(crate) fn is_word(&self, unit: u16) -> bool {
        self.class(unit) & WORD != 0 || unit == u16::from(b'_')
    }

    fn push(&mut self, start: usize, end: usize, kind: u32) {
        self.spans.push(Span {
            start: start as u32,
            end: end as u32,
            kind,
        });
    }

    /// Takes what the anchor at `i` belongs to; says where to go on.
    fn anchor(&mut self, i: usize, unit: u16) -> usize {
        let (end, kind) = if unit == u16::from(b'`') {
            (self.code(i), kind::CODE)
        } else if unit == OPEN || unit == CLOSE {
            (self.quran(i), kind::QURAN)
        } else if emoji::may_start(unit, self.class(unit)) {
            if let Some((start, end)) = emoji::star(self, i) {
                self.push(start, end, kind::EMOJI);
                self.done = end;
                return end;
            }
            (emoji::sequence(self, i), kind::EMOJI)
        } else {
            self.done = self.token(i);
            return self.done;
        };
        self.done = match end {
            Some(end) => {
                self.push(i, end, kind);
                end
            }
            None if unit == u16::from(b'`') => self.run_of(unit, i),
            None => i + 1,
        };
        self.done
    }

    fn run_of(&self, unit: u16, mut i: usize) -> usize {
        while self.at(i) == unit && i < self.text.len() {
            i += 1;
        }
        i
    }

    /// `code` closes with as many backticks as opened it, on the same line.
    fn code(&self, i: usize) -> Option<usize> {
        let tick = u16::from(b'`');
        let inside = self.run_of(tick, i);
        let last = self.text.len().min(inside + LONGEST_CODE);
        let mut j = inside;
        while j < last && self.class(self.at(j)) & class::BREAK == 0 {
            if self.at(j) != tick {
                j += 1;
                continue;
            }
            let end = self.run_of(tick, j);
            if end - j == inside - i {
                return (j > inside).then_some(end);
            }
            j = end;
        }
        None
    }

    /// From one ornate bracket to the other kind, whichever way round the text stores them: some
    /// fonts and converters mirror them.
    fn quran(&mut self, i: usize) -> Option<usize> {
        let open = self.at(i);
        let close = if open == OPEN { CLOSE } else { OPEN };
        // A ﴾ whose opening is missing does not start a quotation that the next ﴿ would end.
        if open == CLOSE && self.ends_closed() {
            return None;
        }
        for j in i + 1..self.text.len() {
            let unit = self.at(j);
            if unit == close {
                return Some(j + 1);
            }
            if unit == open {
                return None;
            }
        }
        (self.quotes_on && open == OPEN).then_some(self.text.len())
    }

    /// Whether the last ornate bracket of the line is a ﴾.
    fn ends_closed(&mut self) -> bool {
        let ends = || last_ornate(self.text) == Some(CLOSE);
        *self.ends_closed.get_or_insert_with(ends)
    }

    /// The token around the anchor at `i`, its first: cut by precedence into spans.
    fn token(&mut self, i: usize) -> usize {
        // The full stop or colon that ends a word is the commonest anchor, and nothing.
        let unit = self.at(i);
        let next = self.text.get(i + 1);
        let last = next.is_none_or(|&next| self.ends_token(next));
        if last && unit != u16::from(b'#') && self.class(unit) & class::DIGIT == 0 {
            return i + 1;
        }
        let mut start = i;
        while start > self.done && !self.ends_token(self.at(start - 1)) {
            start -= 1;
        }
        let mut has = Has::default();
        let mut end = start;
        while let Some(&unit) = self.text.get(end) {
            if self.ends_token(unit) && end > i {
                break;
            }
            has.see(unit, self.class(unit));
            end += 1;
        }
        self.schemes(start, end, has)
    }

    fn schemes(&mut self, start: usize, end: usize, has: Has) -> usize {
        let mut from = start;
        if has.colon && has.slash {
            let mut i = start;
            while i < end {
                if let Some((a, b)) = address::with_scheme(self, i, from, end) {
                    self.emails(from, a, end, has);
                    self.push(a, b, kind::URL);
                    from = b;
                    i = b;
                } else {
                    i += 1;
                }
            }
        }
        self.emails(from, end, end, has)
    }

    fn emails(&mut self, start: usize, end: usize, token: usize, has: Has) -> usize {
        let mut from = start;
        if has.at && has.dot {
            let mut i = start;
            while i < end {
                if let Some((a, b)) = address::email(self, i, from, end) {
                    self.names(from, a, token, has);
                    self.push(a, b, kind::EMAIL);
                    from = b;
                    i = b;
                } else {
                    i += 1;
                }
            }
        }
        self.names(from, end, token, has)
    }

    fn names(&mut self, start: usize, end: usize, token: usize, has: Has) -> usize {
        let mut from = start;
        if has.at || has.hash || has.dot || has.slash {
            let mut i = start;
            while i < end {
                match address::name(self, i, from, end) {
                    Some((a, b, kind)) if b > from => {
                        self.numbers(from, a, token, has);
                        self.push(a, b, kind);
                        from = b;
                        i = b;
                    }
                    _ => i += 1,
                }
            }
        }
        self.numbers(from, end, token, has)
    }

    /// Numbers of every kind; a telephone number may go on past the token's end, over spaces.
    fn numbers(&mut self, start: usize, end: usize, token: usize, has: Has) -> usize {
        let mut from = start;
        if has.digit {
            let mut i = start;
            while i < end {
                if !self.is_digit(i) {
                    i += 1;
                    continue;
                }
                let limit = if end == token { self.text.len() } else { end };
                let (a, b, kind) = number::at(self, i, from, end, limit);
                self.push(a, b, kind);
                from = b;
                i = b;
            }
        }
        end.max(from)
    }

    /// Whether no token goes on past this unit.
    fn ends_token(&self, unit: u16) -> bool {
        self.class(unit) & class::ENDS_TOKEN != 0
    }
}

/// ﴿, which opens a quotation.
const OPEN: u16 = 0xFD3F;
/// ﴾, which closes it.
const CLOSE: u16 = 0xFD3E;

// The last ornate bracket of a text.
fn last_ornate(text: &[u16]) -> Option<u16> {
    let mut units = text.iter().rev().copied();
    units.find(|&unit| unit == OPEN || unit == CLOSE)
}

/// Units that a word is made of, besides the underscore.
pub(crate) const WORD: u32 = class::ARABIC
    | class::MARK
    | class::LATIN
    | class::FOREIGN
    | class::DIGIT
    | class::TATWEEL
    | class::PRESENTATION
    | class::COMBINING;

/// What a token has in it, so that searches that cannot succeed are not begun.
#[derive(Debug, Clone, Copy, Default)]
struct Has {
    at: bool,
    hash: bool,
    dot: bool,
    slash: bool,
    colon: bool,
    digit: bool,
}

impl Has {
    fn see(&mut self, unit: u16, class: u32) {
        if class & class::ANCHOR == 0 {
            return;
        }
        self.digit |= class & class::DIGIT != 0;
        match u8::try_from(unit) {
            Ok(b'@') => self.at = true,
            Ok(b'#') => self.hash = true,
            Ok(b'.') => self.dot = true,
            Ok(b'/' | b'\\') => self.slash = true,
            Ok(b':') => self.colon = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kind::*;
    use proptest::prelude::*;

    fn spans(text: &str) -> Vec<(String, u32)> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let found = find(&units, &Anchors::anywhere(units.len()), Cover::default());
        let cut = |span: &Span| &units[span.start as usize..span.end as usize];
        found
            .iter()
            .map(|span| (String::from_utf16_lossy(cut(span)), span.kind))
            .collect()
    }

    /// Each text holds these spans, and no others.
    fn table(cases: &[(&str, &[(&str, u32)])]) {
        for (text, expected) in cases {
            let expected: Vec<(String, u32)> = expected
                .iter()
                .map(|&(span, kind)| (span.to_owned(), kind))
                .collect();
            assert_eq!(spans(text), expected, "{text}");
        }
    }

    #[test]
    fn addresses() {
        table(&[
            (
                "زر https://x.com/ص/١٢٣?q=أحمـد الآن",
                &[("https://x.com/ص/١٢٣?q=أحمـد", URL)],
            ),
            (
                "(انظر https://ar.wikipedia.org/wiki/عربية_(لغة)).",
                &[("https://ar.wikipedia.org/wiki/عربية_(لغة)", URL)],
            ),
            ("http://x.com، ثم", &[("http://x.com", URL)]),
            ("https://x.com/a،ثم", &[("https://x.com/a", URL)]),
            (
                "https://ar.wikipedia.org/wiki/أحمد،_شاعر هنا",
                &[("https://ar.wikipedia.org/wiki/أحمد،_شاعر", URL)],
            ),
            ("«https://x.com/a»", &[("https://x.com/a", URL)]),
            ("هل رأيت https://x.com/a؟", &[("https://x.com/a", URL)]),
            ("وhttps://x.com/a.", &[("https://x.com/a", URL)]),
            ("https://x.comوقال", &[("https://x.com", URL)]),
            (
                "https://x.com.هذا https://x.com.",
                &[("https://x.com", URL), ("https://x.com", URL)],
            ),
            ("http://مثال.إختبار/أ", &[("http://مثال.إختبار/أ", URL)]),
            (
                "http://localhost:8080/a?b=c#d!",
                &[("http://localhost:8080/a?b=c#d", URL)],
            ),
            (
                "ftp://user:p.w@host.org/x",
                &[("ftp://user:p.w@host.org/x", URL)],
            ),
            (
                "http://موقع.وزارة-الاتصالات.مصر/ar",
                &[("http://موقع.وزارة-الاتصالات.مصر/ar", URL)],
            ),
            ("http://[::1]:80/x", &[("http://[::1]:80/x", URL)]),
            ("file:///home/a.txt", &[("file:///home/a.txt", URL)]),
            (
                "https://a.b/c,https://d.e/f",
                &[("https://a.b/c", URL), ("https://d.e/f", URL)],
            ),
            ("https://x.com\u{200F} ثم", &[("https://x.com", URL)]),
            (
                "https://t.co/Ab1😂",
                &[("https://t.co/Ab1", URL), ("😂", EMOJI)],
            ),
            ("زوروا www.example.com.", &[("www.example.com", URL)]),
            ("WWW.EXAMPLE.COM", &[("WWW.EXAMPLE.COM", URL)]),
            (
                "زوروا example.com، وexample.org/a",
                &[("example.com", URL), ("example.org/a", URL)],
            ),
            (
                "bit.ly/2xY و t.me/naqi",
                &[("bit.ly/2xY", URL), ("t.me/naqi", URL)],
            ),
            ("example.comوقال", &[("example.com", URL)]),
            ("example.com?q=1&r=2", &[("example.com?q=1&r=2", URL)]),
            ("2024.example.com", &[("2024.example.com", URL)]),
            ("موقع.شبكة", &[("موقع.شبكة", URL)]),
            ("موقع.وزارة.مصر", &[("موقع.وزارة.مصر", URL)]),
            ("انتهى.وقال", &[]),
            ("انتهى.مصر بلد", &[]),
            ("جاء.ثم ذهب.", &[]),
            ("end.So it was. Do it.", &[]),
            ("i.e. and e.g. ASP.NET", &[]),
            ("د.و.م", &[]),
        ]);
    }

    #[test]
    fn mail_mentions_and_hashtags() {
        table(&[
            ("راسلنا على a.b+c@d-e.co.uk.", &[("a.b+c@d-e.co.uk", EMAIL)]),
            ("البريد:info@x.com،", &[("info@x.com", EMAIL)]),
            ("بريديinfo@x.comوقال", &[("info@x.com", EMAIL)]),
            (
                "12@x.org و first.me@x.org",
                &[("12@x.org", EMAIL), ("first.me@x.org", EMAIL)],
            ),
            ("مستخدم@مثال.السعودية", &[("مستخدم@مثال.السعودية", EMAIL)]),
            ("mailto:x@y.io", &[("x@y.io", EMAIL)]),
            ("<x@y.io>", &[("x@y.io", EMAIL)]),
            (
                "@فلان و@user_1، و@a.b",
                &[("@فلان", MENTION), ("@user_1", MENTION), ("@a.b", MENTION)],
            ),
            ("(@naqi).", &[("@naqi", MENTION)]),
            (
                ".@naqi و@فلان شكرا@فلان a.@b",
                &[("@naqi", MENTION), ("@فلان", MENTION)],
            ),
            (
                "@name@mastodon.social",
                &[("@name@mastodon.social", MENTION)],
            ),
            ("@مُحَمَّد!", &[("@مُحَمَّد", MENTION)]),
            ("3 @ 5", &[("3", NUMBER), ("5", NUMBER)]),
            (
                "#كأس_العالم، #قِمّة_2030!",
                &[("#كأس_العالم", HASHTAG), ("#قِمّة_2030", HASHTAG)],
            ),
            ("في#السعودية", &[("#السعودية", HASHTAG)]),
            ("#a#b", &[("#a", HASHTAG), ("#b", HASHTAG)]),
            ("رقم #1 وC# و# عنوان", &[("1", NUMBER)]),
            ("&#1593;", &[("1593", NUMBER)]),
        ]);
    }

    #[test]
    fn files_and_paths() {
        table(&[
            (
                "افتح report.pdf، والملف.docx.",
                &[("report.pdf", PATH), ("والملف.docx", PATH)],
            ),
            ("تقرير_2024-final.xlsx", &[("تقرير_2024-final.xlsx", PATH)]),
            (
                "a.tar.gz وjquery.min.js",
                &[("a.tar.gz", PATH), ("وjquery.min.js", PATH)],
            ),
            (
                "README.md و main.rs",
                &[("README.md", PATH), ("main.rs", PATH)],
            ),
            (r"C:\المستندات\ملف.txt.", &[(r"C:\المستندات\ملف.txt", PATH)]),
            (
                r"في C:\Program Files\My App\تقرير نهائي.pdf الآن",
                &[(r"C:\Program Files\My App\تقرير نهائي.pdf", PATH)],
            ),
            (
                "افتح \"C:\\ملفات\\تقرير ,أخير.pdf\" الآن",
                &[("C:\\ملفات\\تقرير ,أخير.pdf", PATH)],
            ),
            (
                r"في C:\Program Files\a b c.",
                &[(r"C:\Program Files\a", PATH)],
            ),
            (r"\\server\share\a", &[(r"\\server\share\a", PATH)]),
            (
                "/usr/local/bin, ./a و../b/c و~/d",
                &[
                    ("/usr/local/bin", PATH),
                    ("./a", PATH),
                    ("../b/c", PATH),
                    ("~/d", PATH),
                ],
            ),
            ("src/rules/mod.rs", &[("src/rules/mod.rs", PATH)]),
            ("هو/هي and/or /سلام/ و/أو", &[]),
            ("/أ/ب.ج", &[("/أ/ب.ج", PATH)]),
            ("النص.ثم.قال", &[]),
        ]);
    }

    #[test]
    fn numbers() {
        table(&[
            (
                "1,234.56 و١٬٢٣٤٫٥٦ و٣,٥ و٣،٥",
                &[
                    ("1,234.56", NUMBER),
                    ("١٬٢٣٤٫٥٦", NUMBER),
                    ("٣,٥", NUMBER),
                    ("٣،٥", NUMBER),
                ],
            ),
            (
                "-5 و 1-5 و(+3) وكوفيد-19",
                &[
                    ("-5", NUMBER),
                    ("1", NUMBER),
                    ("5", NUMBER),
                    ("+3", NUMBER),
                    ("19", NUMBER),
                ],
            ),
            (
                "50% و٪٥٠ و٥٠٪، ثم %5",
                &[
                    ("50%", NUMBER),
                    ("٪٥٠", NUMBER),
                    ("٥٠٪", NUMBER),
                    ("%5", NUMBER),
                ],
            ),
            ("في 2018 ، و5, ثم", &[("2018", NUMBER), ("5", NUMBER)]),
            ("1.234.567", &[("1.234.567", NUMBER)]),
            (
                "الآية 2:255 و16:9 و1/2",
                &[("2:255", NUMBER), ("16:9", NUMBER), ("1/2", NUMBER)],
            ),
            (
                "2024/5/1 12-05-2024 ١٤٤٥/٠٣/١٢ 1.5.2024 5/6/24 2024/05",
                &[
                    ("2024/5/1", DATE),
                    ("12-05-2024", DATE),
                    ("١٤٤٥/٠٣/١٢", DATE),
                    ("1.5.2024", DATE),
                    ("5/6/24", DATE),
                    ("2024/05", DATE),
                ],
            ),
            ("2024-05-01T12:30:00Z", &[("2024-05-01T12:30:00Z", DATE)]),
            (
                "12:30, 12:30:45 ٥:٣٠.",
                &[("12:30", TIME), ("12:30:45", TIME), ("٥:٣٠", TIME)],
            ),
            (
                "v1.2.3 و1.2.3 وv2 و1.0.0-beta.1 و192.168.1.1",
                &[
                    ("v1.2.3", VERSION),
                    ("1.2.3", VERSION),
                    ("v2", VERSION),
                    ("1.0.0-beta.1", VERSION),
                    ("192.168.1.1", VERSION),
                ],
            ),
        ]);
    }

    #[test]
    fn telephones() {
        table(&[
            ("+966 50 123 4567.", &[("+966 50 123 4567", PHONE)]),
            ("00966501234567", &[("00966501234567", PHONE)]),
            ("هاتف:(011) 555-1234", &[("(011) 555-1234", PHONE)]),
            ("(+966) 11 555 1234", &[("(+966) 11 555 1234", PHONE)]),
            (
                "0501234567 2024",
                &[("0501234567", PHONE), ("2024", NUMBER)],
            ),
            (
                "050-123-4567 و 050 123 4567",
                &[("050-123-4567", PHONE), ("050 123 4567", PHONE)],
            ),
            (
                "٠٥٠١٢٣٤٥٦٧ و +٩٦٦ ٥٠ ١٢٣ ٤٥٦٧",
                &[("٠٥٠١٢٣٤٥٦٧", PHONE), ("+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧", PHONE)],
            ),
            (
                "966501234567 و100-2000 و800-123-4567",
                &[
                    ("966501234567", PHONE),
                    ("100", NUMBER),
                    ("2000", NUMBER),
                    ("800-123-4567", PHONE),
                ],
            ),
            ("(0501234567)", &[("0501234567", PHONE)]),
            ("عام 2024 2025", &[("2024", NUMBER), ("2025", NUMBER)]),
            ("من 1990-1995", &[("1990", NUMBER), ("1995", NUMBER)]),
            (
                "1 000 000 (12) 34",
                &[
                    ("1", NUMBER),
                    ("000", NUMBER),
                    ("000", NUMBER),
                    ("12", NUMBER),
                    ("34", NUMBER),
                ],
            ),
        ]);
    }

    #[test]
    fn code_quotation_and_emoji() {
        table(&[
            (
                "الأمر `a , b` هنا ``c ` d``",
                &[("`a , b`", CODE), ("``c ` d``", CODE)],
            ),
            ("علامة ` وحدها", &[]),
            ("(`https://x.com`)", &[("`https://x.com`", CODE)]),
            ("قال ﴿إِنَّا أَعْطَيْنَاكَ﴾ ثم", &[("﴿إِنَّا أَعْطَيْنَاكَ﴾", QURAN)]),
            ("﴾مقلوب﴿ و﴾ثان﴿", &[("﴾مقلوب﴿", QURAN), ("﴾ثان﴿", QURAN)]),
            ("﴿بلا إغلاق", &[]),
            ("بقية﴾ نص ﴿آية﴾", &[("﴿آية﴾", QURAN)]),
            (
                "👨\u{200D}👩\u{200D}👧 ❤\u{FE0F} مرحبا👍🏽",
                &[
                    ("👨\u{200D}👩\u{200D}👧", EMOJI),
                    ("❤\u{FE0F}", EMOJI),
                    ("👍🏽", EMOJI),
                ],
            ),
            (
                "🇸🇦🇪🇬 1\u{FE0F}\u{20E3} #\u{FE0F}\u{20E3}",
                &[
                    ("🇸🇦", EMOJI),
                    ("🇪🇬", EMOJI),
                    ("1\u{FE0F}\u{20E3}", EMOJI),
                    ("#\u{FE0F}\u{20E3}", EMOJI),
                ],
            ),
            (
                "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
                &[(
                    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
                    EMOJI,
                )],
            ),
            ("نقي™ ©2024 ↔", &[("2024", NUMBER)]),
            ("𐎀 𝒜", &[]),
        ]);
    }

    #[test]
    fn long_tokens_take_linear_time() {
        for part in [
            "a.",
            "@",
            "/",
            "`",
            "1.",
            "﴿",
            "﴾",
            "a@a.",
            "+1 ",
            "(",
            "http://",
            "C:\\a ",
            "(1",
            "😀\u{200D}",
            "#",
        ] {
            let units: Vec<u16> = part.repeat(100_000).encode_utf16().collect();
            let spans = find(&units, &Anchors::anywhere(units.len()), Cover::default());
            assert!(spans.is_sorted_by(|a, b| a.end <= b.start), "{part}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn spans_ascend_within_the_line(
            parts in prop::collection::vec(prop::sample::select(vec![
                "ا", "ب", "َ", "a", "b", "C", "http://", "www.", ".com", ".", "@", "#", "/", "\\", ":", " ", "1", "٢", "12", "-", "+",
                "(", ")", "%", "٪", ",", "،", "_", "`", "﴿", "﴾", "😀", "\u{FE0F}", "\u{20E3}", "\u{200D}", "v", "T", ".pdf", "~", "\"", "\n", "\t", "٫",
            ]), 0..24),
            lone in prop::option::of(0xD800u16..0xE000),
        ) {
            let mut units: Vec<u16> = parts.concat().encode_utf16().collect();
            units.extend(lone);
            let spans = find(&units, &Anchors::anywhere(units.len()), Cover::default());
            let mut last = 0;
            for span in spans {
                prop_assert!(last <= span.start && span.start < span.end && span.end as usize <= units.len());
                last = span.end;
            }
        }
    }
}
