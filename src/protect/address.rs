//! The shapes of web and e-mail addresses, mentions, hashtags, file names and paths.
//!
//! Each function looks at one anchor inside a token (`low..end`, no spaces) and says which part of
//! the token it belongs to. A host has labels of one script each, so that a conjunction or a
//! sentence glued to an address (`وexample.com`, `example.comوقال`) stays outside. Without a
//! scheme only known top-level domains make a host: `انتهى.وقال` is a missing space.

use super::{Scan, kind};
use crate::unicode::class;

/// Generic top-level domains that bare addresses are written with, and country codes (IANA root
/// zone). Two-letter codes that are everyday English words need a path after them.
const DOMAINS: &str = " com net org edu gov mil int info biz name pro aero coop museum mobi asia \
    app dev xyz online site store tech blog news shop club live cloud page link wiki agency media \
    academy center company digital email games group guide host life ltd network one photo photos \
    press social software solutions space studio systems team today tools top video website work \
    world zone arab abudhabi dubai doha islam \
    ac ad ae af ag al ao aq ar au aw ax az ba bb bd bf bg bh bi bj bm bn bo br bs bt bw bz \
    ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm dz ec ee eg er es et eu \
    fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu \
    ie il im io iq ir je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv \
    ly ma mc md mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx mz na nc ne nf ng ni nl np nr \
    nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si \
    sk sl sm sn sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn tr tt tv tw tz ua ug uk uy \
    uz va vc ve vg vi vn vu wf ws ye yt za zm zw ai me id ";
const DOMAIN_WORDS: &str = " am as at be by do gb hi in is it my no ok pm so to us ";

/// Top-level domains in the Arabic script (IANA root zone). The first four are not names of
/// countries, which a sentence may well begin with after a forgotten space.
const ARABIC_DOMAINS: &[&str] = &[
    "شبكة",
    "موقع",
    "بازار",
    "كوم",
    "امارات",
    "السعودية",
    "مصر",
    "الاردن",
    "قطر",
    "تونس",
    "المغرب",
    "سورية",
    "فلسطين",
    "عمان",
    "الجزائر",
    "عراق",
    "موريتانيا",
    "سودان",
    "اليمن",
    "البحرين",
    "عرب",
    "بيتك",
    "اتصالات",
    "العليان",
    "ارامكو",
    "ابوظبي",
    "كاثوليك",
    "همراه",
    "ایران",
    "ايران",
    "پاکستان",
    "بھارت",
    "بارت",
    "مليسيا",
    "المليسيا",
];
const PLAIN_ARABIC_DOMAINS: usize = 4;

/// Extensions of file names.
const EXTENSIONS: &str = " pdf doc docx docm dot dotx xls xlsx xlsm csv tsv ppt pptx pps ppsx odt ods odp rtf txt \
    md tex epub mobi azw azw3 djvu jpg jpeg jpe png gif bmp svg webp avif heic heif tif tiff ico psd eps indd \
    mp3 mp4 m4a m4v wav flac ogg oga ogv opus aac wma wmv avi mkv mov mpg mpeg webm flv srt vtt ass \
    zip rar 7z tar gz tgz bz2 xz zst iso dmg apk ipa exe msi deb rpm bat cmd ps1 sh bash \
    html htm xhtml xml xsl json jsonl yaml yml toml ini cfg conf log sql db sqlite bak tmp \
    js mjs cjs ts tsx jsx css scss less php asp aspx jsp py ipynb rb rs go java class jar kt swift \
    c cc h hpp cpp cs vb lua pl r m wasm lock ttf otf woff woff2 eml vcf ics torrent parquet ";
/// Extensions that are also top-level domains, and commoner as extensions.
const RATHER_EXTENSIONS: &str = " md sh rs py pl cc mobi zip mov ";

/// Limits on how far a search goes from its anchor, in units.
const LONGEST_LABEL: usize = 63;
const LONGEST_NAME: usize = 255;

fn listed(list: &str, word: &[u16]) -> bool {
    let mut name = [0u8; 12];
    if word.is_empty() || word.len() > name.len() {
        return false;
    }
    for (to, &unit) in name.iter_mut().zip(word) {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii_alphanumeric() => *to = byte.to_ascii_lowercase(),
            _ => return false,
        }
    }
    let name = name.get(..word.len()).unwrap_or_default();
    list.as_bytes()
        .split(|&byte| byte == b' ')
        .any(|entry| entry == name)
}

fn arabic_domain(word: &[u16]) -> Option<usize> {
    ARABIC_DOMAINS
        .iter()
        .position(|name| name.encode_utf16().eq(word.iter().copied()))
}

fn is_ascii_alphanumeric(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric())
}
fn is_ascii_lowercase(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_lowercase())
}
fn is(unit: u16, byte: u8) -> bool {
    unit == u16::from(byte)
}
fn is_any(unit: u16, bytes: &[u8]) -> bool {
    u8::try_from(unit).is_ok_and(|byte| bytes.contains(&byte))
}

const SCRIPTS: u32 = class::LATIN | class::ARABIC | class::FOREIGN;

/// The scripts that a label may go on with after a unit of these classes.
fn script(class: u32) -> u32 {
    class & SCRIPTS
}

impl Scan<'_> {
    fn slice(&self, start: usize, end: usize) -> &[u16] {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether `unit` can stand in a label whose letters are of `script` (0: none seen so far).
    fn in_label(&self, unit: u16, script_so_far: u32) -> bool {
        let class = self.class(unit);
        if class & class::DIGIT != 0 || is(unit, b'-') {
            return true;
        }
        if class & (class::MARK | class::COMBINING) != 0 && class & SCRIPTS == 0 {
            return script_so_far != 0;
        }
        if class & class::TATWEEL != 0 {
            return script_so_far & class::ARABIC != 0;
        }
        let own = script(class);
        own != 0 && (script_so_far == 0 || own & script_so_far != 0)
    }

    /// The end of the label that starts at `i`; `i` if there is none.
    fn label_end(&self, i: usize, end: usize) -> usize {
        let end = end.min(i + LONGEST_LABEL);
        let mut letters = 0;
        let mut j = i;
        while j < end && self.in_label(self.at(j), letters) && !(j == i && is(self.at(j), b'-')) {
            letters |= script(self.class(self.at(j)));
            j += 1;
        }
        while j > i && is(self.at(j - 1), b'-') {
            j -= 1;
        }
        j
    }

    /// The start of the label that ends before `i`; `i` if there is none.
    fn label_start(&self, i: usize, low: usize) -> usize {
        let low = low.max(i.saturating_sub(LONGEST_LABEL));
        // Marks come after their letter: the nearest letter says which script it is.
        let mut letters = 0;
        let mut j = i;
        while j > low {
            let unit = self.at(j - 1);
            let class = self.class(unit);
            let mark = class & (class::MARK | class::COMBINING) != 0 && class & SCRIPTS == 0;
            if !mark && !self.in_label(unit, letters) {
                break;
            }
            letters |= script(class);
            j -= 1;
        }
        while j < i && is(self.at(j), b'-') {
            j += 1;
        }
        j
    }

    /// The longest run of labels from `i` that `good` accepts the last of, two at least.
    fn host(&self, i: usize, end: usize, good: impl Fn(&[u16]) -> bool) -> Option<usize> {
        let end = end.min(i + LONGEST_NAME);
        let mut best = None;
        let mut j = self.label_end(i, end);
        while j > i && is(self.at(j), b'.') {
            let next = self.label_end(j + 1, end);
            if next == j + 1 {
                break;
            }
            if good(self.slice(j + 1, next)) {
                best = Some(next);
            }
            j = next;
        }
        best
    }

    /// What follows a host: port, path, query, fragment; up to `end`, closing punctuation left out.
    fn tail(&self, host_end: usize, end: usize) -> usize {
        let mut i = host_end;
        if is(self.at(i), b':') && i + 1 < end && self.is_digit(i + 1) {
            i += 1;
            while i < end && self.is_digit(i) {
                i += 1;
            }
        }
        let starts = match u8::try_from(self.at(i)) {
            Ok(b'/') => true,
            // `هل زرت example.com?نعم` has no query.
            Ok(b'?' | b'#') => is_ascii_alphanumeric(self.at(i + 1)),
            _ => false,
        };
        if !starts || i >= end {
            return i.min(end).max(host_end);
        }
        self.trim(host_end, self.tail_run(i, end))
    }

    /// As far as the units of a path go: brackets balanced, and no Arabic comma before the first
    /// Arabic letter (`…/a،ثم` is prose, `…/wiki/أحمد،_شاعر` an address).
    fn tail_run(&self, start: usize, end: usize) -> usize {
        let (mut round, mut square, mut curly) = (0u32, 0u32, 0u32);
        let mut arabic = false;
        for i in start..end {
            let unit = self.at(i);
            arabic |= self.class(unit) & class::ARABIC != 0;
            let depth = match unit {
                0x28 | 0x29 => &mut round,
                0x5B | 0x5D => &mut square,
                0x7B | 0x7D => &mut curly,
                0x60C | 0x61B | 0x61F if !arabic => return i,
                0x2C | 0x3B | 0x7C | 0x60C | 0x61B if self.scheme_at(i + 1, end) => return i,
                0x2026 => return i,
                _ => continue,
            };
            match unit {
                0x28 | 0x5B | 0x7B => *depth += 1,
                _ if *depth == 0 => return i,
                _ => *depth -= 1,
            }
        }
        end
    }

    fn scheme_at(&self, i: usize, end: usize) -> bool {
        let text = self.slice(i, end);
        ["http://", "https://"].iter().any(|scheme| {
            text.len() > scheme.len()
                && scheme
                    .encode_utf16()
                    .eq(text.iter().copied().take(scheme.len()))
        })
    }

    /// Leaves out punctuation that belongs to the sentence.
    fn trim(&self, low: usize, mut end: usize) -> usize {
        while end > low {
            let unit = self.at(end - 1);
            if is_any(unit, b".,;:!?'*~([{")
                || matches!(unit, 0x60C | 0x61B | 0x61F | 0x6D4 | 0x2019 | 0x2026)
            {
                end -= 1;
            } else {
                break;
            }
        }
        end
    }

    /// Whether a name can begin at `i`: nothing that a word is made of stands before it.
    fn opens(&self, i: usize) -> bool {
        !self.is_word(self.prev(i))
    }
}

/// An address with a scheme whose `:` is at `i`.
pub(super) fn with_scheme(
    scan: &Scan<'_>,
    i: usize,
    low: usize,
    end: usize,
) -> Option<(usize, usize)> {
    if !is(scan.at(i), b':') || !is(scan.at(i + 1), b'/') || !is(scan.at(i + 2), b'/') {
        return None;
    }
    let mut start = i;
    while start > low
        && (is_ascii_alphanumeric(scan.at(start - 1)) || is_any(scan.at(start - 1), b"+-."))
    {
        start -= 1;
    }
    while start < i && !u8::try_from(scan.at(start)).is_ok_and(|byte| byte.is_ascii_alphabetic()) {
        start += 1;
    }
    if i - start < 2 || i + 3 >= end {
        return None;
    }
    let mut host = i + 3;
    // user:password@
    for j in host..end.min(host + LONGEST_NAME) {
        let unit = scan.at(j);
        if is(unit, b'@') {
            host = j + 1;
            break;
        }
        if is_any(unit, b"/?#") {
            break;
        }
    }
    let after = if is(scan.at(host), b'[') {
        (host..end.min(host + LONGEST_NAME))
            .find(|&j| is(scan.at(j), b']'))
            .map_or(host, |j| j + 1)
    } else {
        let label = scan.label_end(host, end);
        // A forgotten space: https://x.com.هذا
        let domain = |label: &[u16]| {
            let first = label.first().map_or(0, |&unit| scan.class(unit));
            first & class::ARABIC == 0 || arabic_domain(label).is_some()
        };
        scan.host(host, end, domain)
            .or_else(|| scan.host(host, end, |_| true))
            .unwrap_or(label)
    };
    // file:///…
    let after = if after == host && is(scan.at(host), b'/') {
        scan.trim(host, scan.tail_run(host, end))
    } else {
        scan.tail(after, end)
    };
    (after > host).then_some((start, after))
}

/// An e-mail address whose `@` is at `i`.
pub(super) fn email(scan: &Scan<'_>, i: usize, low: usize, end: usize) -> Option<(usize, usize)> {
    if !is(scan.at(i), b'@') {
        return None;
    }
    let latin = |unit: u16| is_ascii_alphanumeric(unit) || is_any(unit, b"._%+-");
    let arabic = |unit: u16| {
        scan.class(unit) & (class::ARABIC | class::MARK | class::DIGIT) != 0 || is_any(unit, b"._-")
    };
    let last = scan.before(i, low);
    let floor = low.max(i.saturating_sub(64));
    let mut start = i;
    let ascii = is_ascii_alphanumeric(last) || is_any(last, b"_%+-");
    while start > floor {
        let unit = scan.at(start - 1);
        if !(if ascii { latin(unit) } else { arabic(unit) }) {
            break;
        }
        start -= 1;
    }
    while start < i && is_any(scan.at(start), b".-+%") {
        start += 1;
    }
    if start == i || is(last, b'.') || is(scan.prev(start), b'@') {
        return None;
    }
    let known = |label: &[u16]| {
        listed(DOMAINS, label) || listed(DOMAIN_WORDS, label) || arabic_domain(label).is_some()
    };
    let likely = |label: &[u16]| {
        known(label) || (label.len() >= 2 && label.iter().all(|&unit| is_ascii_lowercase(unit)))
    };
    let host = scan
        .host(i + 1, end, known)
        .or_else(|| scan.host(i + 1, end, likely))?;
    // The subject and body of a mailto: address (RFC 6068).
    let before = scan.slice(start.saturating_sub(7), start);
    let mailto = before.iter().copied().eq("mailto:".encode_utf16());
    let stop = if mailto { scan.tail(host, end) } else { host };
    Some((start, stop))
}

/// A mention, hashtag, path, file name or bare address at the anchor `i`.
pub(super) fn name(
    scan: &Scan<'_>,
    i: usize,
    low: usize,
    end: usize,
) -> Option<(usize, usize, u32)> {
    if let Some(keycap) = super::emoji::keycap(scan, i) {
        return Some((i, keycap, kind::EMOJI));
    }
    let (span, kind) = match u8::try_from(scan.at(i)).ok()? {
        b'@' => (mention(scan, i, end), kind::MENTION),
        b'#' => (hashtag(scan, i, low, end), kind::HASHTAG),
        b':' => (drive(scan, i, low, end), kind::PATH),
        b'/' | b'\\' => (path(scan, i, low, end), kind::PATH),
        b'.' => return dot(scan, i, low, end),
        _ => return None,
    };
    span.map(|(a, b)| (a, b, kind))
}

fn mention(scan: &Scan<'_>, i: usize, end: usize) -> Option<(usize, usize)> {
    let before = scan.prev(i);
    let latin_next = is_ascii_alphanumeric(scan.at(i + 1)) || is(scan.at(i + 1), b'_');
    let after_word = i > 1 && scan.is_word(scan.prev(i - 1));
    // و@فلان, ل@فلان
    let prefix = matches!(before, 0x648 | 0x641 | 0x628 | 0x644) && !after_word;
    if scan.class(before) & (class::LATIN | class::DIGIT) != 0
        || is_any(before, b"_@/")
        || (is(before, b'.') && after_word)
        || (scan.is_word(before) && !latin_next && !prefix)
    {
        return None;
    }
    let mut j = i + 1;
    let mut named = false;
    while j < end {
        let unit = scan.at(j);
        if scan.is_word(unit) {
            named |= scan.class(unit) & SCRIPTS != 0 || is(unit, b'_');
        } else if !(is_any(unit, b".-")
            && j > i + 1
            && is_ascii_alphanumeric(scan.at(j - 1))
            && is_ascii_lowercase(scan.at(j + 1)))
        {
            break;
        }
        j += 1;
    }
    // A handle on a federated server: @name@host.
    if is(scan.at(j), b'@') && j < end {
        j = scan.host(j + 1, end, |_| true).unwrap_or(j);
    }
    named.then_some((i, j))
}

fn hashtag(scan: &Scan<'_>, i: usize, low: usize, end: usize) -> Option<(usize, usize)> {
    // After another tag, one may follow at once.
    let before = scan.before(i, low);
    let latin = scan.class(before) & (class::LATIN | class::DIGIT) != 0;
    if latin || is_any(before, b"_&/") {
        return None;
    }
    let j = hashtag_end(scan, i + 1, end);
    let named = scan
        .slice(i + 1, j)
        .iter()
        .any(|&unit| scan.class(unit) & (SCRIPTS | class::PRESENTATION) != 0);
    named.then_some((i, j))
}

fn hashtag_end(scan: &Scan<'_>, mut j: usize, end: usize) -> usize {
    // ZWNJ and ZWJ join Persian words in one tag.
    while j < end
        && (scan.is_word(scan.at(j))
            || (matches!(scan.at(j), 0x200C | 0x200D) && scan.is_word(scan.at(j + 1))))
    {
        j += 1;
    }
    j
}

/// The end of a path in quotation marks whose colon is at `i`: all of it, if it ends in an extension.
fn quoted(scan: &Scan<'_>, i: usize) -> Option<usize> {
    let close = match scan.prev(i - 1) {
        0x22 => 0x22,
        0xAB => 0xBB,
        0x201C => 0x201D,
        _ => return None,
    };
    let rest = scan.slice(i, scan.text.len().min(i + LONGEST_NAME));
    let stop = i + rest.iter().position(|&unit| unit == close)?;
    let one_line = scan
        .slice(i, stop)
        .iter()
        .all(|&unit| scan.class(unit) & class::BREAK == 0);
    (one_line && extension(scan, i, stop)).then_some(stop)
}

/// `C:\…`, in which single spaces stand as long as a backslash follows in the next word, or an extension.
fn drive(scan: &Scan<'_>, i: usize, low: usize, end: usize) -> Option<(usize, usize)> {
    let letter = scan.before(i, low);
    if !u8::try_from(letter).is_ok_and(|byte| byte.is_ascii_alphabetic())
        || !is_any(scan.at(i + 1), b"/\\")
        || scan.class(scan.prev(i - 1)) & (class::LATIN | class::DIGIT) != 0
    {
        return None;
    }
    if let Some(stop) = quoted(scan, i) {
        return Some((i - 1, stop));
    }
    let mut stop = path_run(scan, i + 1, end);
    let mut goes_on = stop == end;
    while goes_on && is(scan.at(stop), b' ') {
        let next = path_run(scan, stop + 1, scan.text.len().min(stop + LONGEST_NAME));
        let word = scan.slice(stop + 1, next);
        let inner = word.iter().position(|&unit| is(unit, b'\\'));
        let is_part =
            inner.is_some_and(|at| at > 0) && !word.get(1).is_some_and(|&unit| is(unit, b':'));
        let is_last = inner.is_none() && extension(scan, stop + 1, next);
        if !is_part && !is_last {
            break;
        }
        stop = next;
        goes_on = is_part;
    }
    Some((i - 1, scan.trim(i + 1, stop)))
}

/// As far as the units of a path go.
fn path_run(scan: &Scan<'_>, start: usize, end: usize) -> usize {
    let mut i = start;
    while i < end {
        let unit = scan.at(i);
        let stays = scan.is_word(unit)
            || is_any(unit, b"/\\.-~+%@$=&")
            || (is(unit, b':') && i == start + 1)
            || matches!(unit, 0x200C | 0x200D);
        if !stays {
            break;
        }
        i += 1;
    }
    i
}

fn path(scan: &Scan<'_>, i: usize, low: usize, end: usize) -> Option<(usize, usize)> {
    let slash = scan.at(i);
    let before = scan.prev(i);
    let next = scan.at(i + 1);
    let end = end.min(i + LONGEST_NAME);
    let stop = scan.trim(i, path_run(scan, i, end));
    let slashes = scan
        .slice(i, stop)
        .iter()
        .filter(|&&unit| unit == slash)
        .count();
    if scan.opens(i) && !is_any(before, b"./\\~:)<") {
        let rooted = if is(slash, b'\\') {
            is(next, b'\\') && slashes > 2
        } else {
            is_ascii_alphanumeric(next)
                || (scan.is_word(next) && slashes > 1 && !is(scan.at(stop - 1), b'/'))
        };
        return rooted.then_some((i, stop));
    }
    if is(before, b'~') && i > low && (scan.is_word(next) || is(next, b'.')) {
        return Some((i - 1, stop));
    }
    // Relative: what is before the first slash, if the last part is a file name.
    if !scan.is_word(before) || !scan.is_word(next) {
        return None;
    }
    let floor = low.max(i.saturating_sub(LONGEST_NAME));
    let mut start = i;
    while start > floor && (scan.is_word(scan.at(start - 1)) || is(scan.at(start - 1), b'-')) {
        start -= 1;
    }
    let file = extension(scan, i, stop);
    (file || (is(slash, b'\\') && slashes > 1)).then_some((start, stop))
}

/// Whether `start..end` ends in a known extension.
fn extension(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let word = scan.slice(start, end);
    word.iter()
        .rposition(|&unit| is(unit, b'.'))
        .is_some_and(|dot| dot > 0 && listed(EXTENSIONS, word.get(dot + 1..).unwrap_or_default()))
}

/// A full stop inside a token: `./path`, `../path`, a bare address or a file name.
fn dot(scan: &Scan<'_>, i: usize, low: usize, end: usize) -> Option<(usize, usize, u32)> {
    let next = scan.at(i + 1);
    if i + 1 >= end {
        return None;
    }
    let conjunction = is(next, b'.') && scan.class(scan.prev(i)) & class::ARABIC != 0;
    if (scan.opens(i) || conjunction) && !is(scan.prev(i), b'.') {
        let up = if is(next, b'.') { i + 2 } else { i + 1 };
        let relative = is_any(scan.at(up), b"/\\") && up < end && scan.is_word(scan.at(up + 1));
        let hidden = is_ascii_lowercase(next) && scan.class(scan.prev(i)) & class::ARABIC == 0;
        if relative {
            let stop = path_run(scan, i, end.min(i + LONGEST_NAME));
            return Some((i, scan.trim(up, stop), kind::PATH));
        }
        if hidden && low == i {
            let stop = scan.trim(i, path_run(scan, i, end.min(i + LONGEST_NAME)));
            return Some((i, stop, kind::PATH));
        }
        return None;
    }
    bare(scan, i, low, end)
        .map(|(a, b)| (a, b, kind::URL))
        .or_else(|| file(scan, i, low, end).map(|(a, b)| (a, b, kind::PATH)))
}

/// An address without a scheme whose first full stop is at `i`.
fn bare(scan: &Scan<'_>, i: usize, low: usize, end: usize) -> Option<(usize, usize)> {
    let start = scan.label_start(i, low);
    if start == i || is_any(scan.prev(start), b"@.") {
        return None;
    }
    let www = i - start == 3 && scan.slice(start, i).iter().all(|&unit| is_any(unit, b"wW"));
    let domain = |label: &[u16]| {
        let lower = !label
            .iter()
            .any(|&unit| u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_uppercase()));
        (www || lower) && (listed(DOMAINS, label) || listed(DOMAIN_WORDS, label))
            || arabic_domain(label).is_some()
    };
    let host = scan.host(start, end, domain).or_else(|| {
        // www. is enough, whatever comes last.
        www.then(|| scan.host(start, end, |_| true)).flatten()
    })?;
    let labels = scan.slice(start, host);
    let parts = labels.split(|&unit| is(unit, b'.')).count();
    let last = labels
        .rsplit(|&unit| is(unit, b'.'))
        .next()
        .unwrap_or_default();
    let stop = scan.tail(host, end);
    let sure = www && parts > 1 || is(scan.at(host), b'/') && stop > host;
    let plain = match arabic_domain(last) {
        Some(place) => place < PLAIN_ARABIC_DOMAINS || parts > 2,
        None => {
            !(listed(DOMAIN_WORDS, last) || parts == 2 && listed(RATHER_EXTENSIONS, last))
                // 5.me is not a host, nor is a version.
                && labels.iter().any(|&unit| scan.class(unit) & SCRIPTS != 0)
        }
    };
    // A word of the next sentence may begin like a top-level domain: its letters go on.
    let cut = scan.class(scan.at(stop)) & (class::ARABIC | class::MARK) != 0
        && arabic_domain(last).is_some();
    // example.com.pdf, main.co.js
    let goes_on = is(scan.at(stop), b'.') && extension(scan, start, scan.label_end(stop + 1, end));
    (sure || (plain && !cut && !goes_on)).then_some((start, stop))
}

/// A file name whose extension follows the full stop at `i`.
fn file(scan: &Scan<'_>, i: usize, low: usize, end: usize) -> Option<(usize, usize)> {
    let mut stop = i + 1;
    while stop < end && is_ascii_alphanumeric(scan.at(stop)) {
        stop += 1;
    }
    let after = scan.class(scan.at(stop)) & (class::LATIN | class::DIGIT) != 0 && stop < end;
    if after || !listed(EXTENSIONS, scan.slice(i + 1, stop)) {
        return None;
    }
    // name.tar.gz: the next full stop has the extension.
    if is(scan.at(stop), b'.') && file(scan, stop, low, end.min(stop + 16)).is_some() {
        return None;
    }
    let floor = low.max(i.saturating_sub(LONGEST_NAME));
    let mut start = i;
    while start > floor {
        let unit = scan.at(start - 1);
        let joined = is(unit, b'.')
            && is_ascii_alphanumeric(scan.before(start - 1, low))
            && is_ascii_alphanumeric(scan.at(start));
        if !(scan.is_word(unit) || is_any(unit, b"-+~") || joined) {
            break;
        }
        start -= 1;
    }
    while start < i && is_any(scan.at(start), b"-+") {
        start += 1;
    }
    // One-letter extensions after Arabic letters are more likely initials.
    let short = stop - i == 2 && !is_ascii_alphanumeric(scan.before(i, low));
    (start < i && !short).then_some((start, stop))
}
