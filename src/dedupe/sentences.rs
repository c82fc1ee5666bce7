//! Sentences: where one ends within a line.
//!
//! The rules of UAX #29 (SB6–SB11) with Arabic punctuation, and what they leave to tailoring: abbreviations,
//! numbers of items, and quotations, which are not cut up.

use super::key::{self, Kind};
use super::units::Unit;
use crate::unicode::class;

/// Splits one line into its sentences, which are appended to `into`. The white space between two belongs to
/// neither; that at the ends of the line belongs to the first and the last.
pub(crate) fn split(text: &[u16], line: Unit, into: &mut Vec<Unit>) {
    let of = line.of(text);
    let mut start = 0;
    for (end, next) in Ends::new(of) {
        into.push(Unit {
            start: line.start + start as u32,
            end: line.start + end as u32,
            line: line.line,
        });
        start = next;
    }
    into.push(Unit {
        start: line.start + start as u32,
        ..line
    });
}

/// The places in a line where a sentence ends and, after white space, another starts.
struct Ends<'a> {
    line: &'a [u16],
    at: usize,
    /// Where this sentence starts.
    start: usize,
    /// As far as this sentence is known to hold no word, and nothing but spaces: from each of many stops and
    /// quotations its start is far.
    wordless: usize,
    blank: usize,
    /// Where what closes a quotation stood when it was last looked for: from each of many that open it is far, too,
    /// or there is none.
    closes: [usize; CLOSERS.len()],
}

impl<'a> Ends<'a> {
    fn new(line: &'a [u16]) -> Ends<'a> {
        Ends {
            line,
            at: 0,
            start: 0,
            wordless: 0,
            blank: 0,
            closes: [0; CLOSERS.len()],
        }
    }

    fn get(&self, at: usize) -> u16 {
        self.line.get(at).copied().unwrap_or(0)
    }

    /// The end of the run of units from `at` for which `holds`.
    fn run(&self, at: usize, holds: impl Fn(u16) -> bool) -> usize {
        let rest = self.line.get(at..).unwrap_or(&[]);
        at + rest.iter().take_while(|&&unit| holds(unit)).count()
    }

    /// Whether no word stands between the start of this sentence and `end`.
    fn is_wordless(&mut self, end: usize) -> bool {
        self.wordless = self.run(self.wordless.max(self.start), |unit| {
            key::kind(unit) != Kind::Word
        });
        self.wordless >= end
    }

    /// Whether nothing but spaces does.
    fn is_blank(&mut self, end: usize) -> bool {
        self.blank = self.run(self.blank.max(self.start), |unit| {
            key::kind(unit) == Kind::Space
        });
        self.blank >= end
    }

    /// The next place from `at` on of the closer at this place of [`CLOSERS`].
    fn next_close(&mut self, closer: usize, at: usize) -> Option<usize> {
        let (&(_, close), known) = (CLOSERS.get(closer)?, self.closes.get_mut(closer)?);
        if *known < at {
            let rest = self.line.get(at..).unwrap_or(&[]);
            let found = rest.iter().position(|&unit| unit == close);
            *known = found.map_or(usize::MAX, |length| at + length);
        }
        (*known != usize::MAX).then_some(*known)
    }

    /// Whether the full stop (or stops) at `at..end` is part of a number, a name or an abbreviation.
    fn is_no_stop(&mut self, at: usize, end: usize) -> bool {
        let next = self.get(end);
        let before = at.checked_sub(1).map_or(0, |at| self.get(at));
        if end > at + 1 {
            // Three dots: only what follows can tell.
            return false;
        }
        // SB6, SB7, and addresses: 3.14, v.2, x.com, U.S.
        let word_follows = key::kind(next) == Kind::Word;
        if word_follows && !is_arabic(next) {
            return true;
        }
        let from = self.line.get(..at).unwrap_or(&[]);
        let start = from
            .iter()
            .rposition(|&unit| !matches!(key::kind(unit), Kind::Word | Kind::Nothing))
            .map_or(0, |i| i + 1);
        let word = from.get(start..).unwrap_or(&[]);
        // 1. أ. at the start of a sentence number an item.
        let is_number = word.len() <= 3 && word.iter().all(|&unit| is_digit(unit));
        if is_number && self.is_wordless(start) {
            return true;
        }
        // x.شبكة
        if word_follows && !is_arabic(before) {
            return true;
        }
        is_abbreviation(word)
    }
}

impl Ends<'_> {
    /// The end of the number of a note that follows a stop: .[3] .³
    fn after_note(&self, at: usize) -> usize {
        let raised = self.run(at, |unit| {
            matches!(unit, 0xB2 | 0xB3 | 0xB9 | 0x2070..=0x2079)
        });
        let digits = self.run(raised + 1, is_digit);
        if self.get(raised) == 0x5B && self.get(digits) == 0x5D && digits > raised + 1 {
            digits + 1
        } else {
            raised
        }
    }

    /// Whether the full stop before the closing mark at `close` is that of an abbreviation: (ق.م.)
    fn is_abbreviated(&mut self, close: usize) -> bool {
        let before = self.line.get(..close).unwrap_or(&[]);
        let stop = before.iter().rposition(|&unit| unit == 0x2E);
        stop.is_some_and(|stop| self.is_no_stop(stop, stop + 1))
    }

    /// Whether إلخ stands there, which ends what it follows.
    fn is_et_cetera(&self, at: usize) -> bool {
        let word = self.line.get(at..at + 3).unwrap_or(&[]);
        matches!(word, [0x625 | 0x627, 0x644, 0x62E]) && key::kind(self.get(at + 3)) != Kind::Word
    }
}

impl Iterator for Ends<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        while self.at < self.line.len() {
            let at = self.at;
            let unit = self.get(at);
            if let Some(closer) = CLOSERS.iter().position(|&(open, _)| open == unit) {
                // A quotation, if it is closed on this line: skipped, but for the stop before its end.
                let opens = at.checked_sub(1).is_none_or(|before| {
                    matches!(key::kind(self.get(before)), Kind::Space | Kind::Punctuation)
                });
                let close = opens.then(|| self.next_close(closer, at + 1)).flatten();
                match close {
                    Some(close) if close > at + 1 => {
                        let inside = self.line.get(at + 1..close).unwrap_or(&[]);
                        let last = inside.iter().rposition(|&u| key::kind(u) != Kind::Space);
                        let last = last.and_then(|i| inside.get(i)).copied().unwrap_or(0);
                        let whole = self.is_blank(at);
                        self.at = close;
                        let within = last == 0x2E && self.is_abbreviated(self.at);
                        if !is_stop(last) || within || (last != 0x2E && !whole) {
                            self.at += 1;
                            continue;
                        }
                    }
                    _ => {
                        self.at += 1;
                        continue;
                    }
                }
            } else if !is_stop(unit) {
                self.at += 1;
                continue;
            }
            let stops = self.run(self.at, is_stop);
            if stops > self.at && self.get(self.at) == 0x2E && self.is_no_stop(self.at, stops) {
                self.at = stops;
                continue;
            }
            let end = self.after_note(self.run(stops, is_closing));
            let next = self.run(end, key::is_blank);
            self.at = next.max(at + 1);
            let follows = self.get(next);
            // SB8 and SB8a: what goes on in lower case or after a comma is the same sentence.
            let goes_on = matches!(
                follows,
                0 | 0x2C | 0x60C | 0x3A | 0x3B | 0x61B | 0x29 | 0x5D | 0xBB | 0x2E
            ) || char::from_u32(u32::from(follows)).is_some_and(char::is_lowercase)
                || self.is_et_cetera(next);
            if next >= self.line.len() || goes_on {
                continue;
            }
            // Without a space only before an Arabic letter: what?!x, 5!, a.b
            if next == end && !is_arabic(follows) {
                continue;
            }
            self.start = next;
            return Some((end, next));
        }
        None
    }
}

fn is_stop(unit: u16) -> bool {
    matches!(unit, 0x2E | 0x21 | 0x3F | 0x61F | 0x2026 | 0x6D4)
}

fn is_closing(unit: u16) -> bool {
    matches!(
        unit,
        0x22 | 0x27 | 0x29 | 0x5D | 0xBB | 0x201D | 0x2019 | 0xFD3E
    )
}

/// What opens a quotation, and what closes it.
const CLOSERS: [(u16, u16); 6] = [
    (0x22, 0x22),
    (0xAB, 0xBB),
    (0x201C, 0x201D),
    (0x28, 0x29),
    (0x5B, 0x5D),
    (0xFD3F, 0xFD3E),
];

fn is_arabic(unit: u16) -> bool {
    class::of(unit) & (class::ARABIC | class::MARK) != 0
}

fn is_digit(unit: u16) -> bool {
    class::of(unit) & class::DIGIT != 0
}

/// Words that a full stop belongs to, besides single letters: as folded by eye, with the hamza both ways.
const ABBREVIATIONS: &[&str] = &[
    "إلخ", "الخ", "أد", "تح", "ط", "ج", "مج", "هـ", "ق", "ت", "تر", "ص", "صص", "رح", "ره", "عج",
    "رض", "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "vs", "etc", "No", "Vol", "pp", "ed", "Inc",
    "Ltd", "Co", "Fig", "Figs", "Eq", "Jr", "Sr", "al",
];

/// Whether a word before a full stop is an abbreviation: a single letter (د. أ. م. ص. ق.م.), with و or ال before
/// it or not, or one of the table.
fn is_abbreviation(word: &[u16]) -> bool {
    // ﷺ is a whole phrase.
    let visible = |unit: &u16| class::of(*unit) & class::MARK == 0 && *unit != 0x640;
    let is_letter = |unit: u16| !is_digit(unit) && !matches!(unit, 0xFD40..=0xFDFF);
    let letters: Vec<u16> = word.iter().copied().filter(visible).collect();
    match letters.as_slice() {
        [] => false,
        &[letter] | &[0x648, letter] | &[0x627, 0x644, letter] => is_letter(letter),
        _ => {
            let word = String::from_utf16_lossy(word);
            ABBREVIATIONS.contains(&word.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dedupe::UnitKind;

    #[test]
    fn where_sentences_end() {
        // Sentences are shown with | between them.
        let cases = [
            ("ذهب. عاد.", "ذهب.|عاد.", "full stops"),
            (
                "هل عاد؟ نعم! عاد… ثم ذهب",
                "هل عاد؟|نعم!|عاد…|ثم ذهب",
                "other stops",
            ),
            ("حقا؟! لا أظن.", "حقا؟!|لا أظن.", "two of them"),
            ("قال... ثم سكت.", "قال...|ثم سكت.", "three dots"),
            (
                "بلغ 3.14 مترا. انتهى",
                "بلغ 3.14 مترا.|انتهى",
                "no end in a number",
            ),
            (
                "بلغ ٣٫٥ و 1.200.000 وحدة",
                "بلغ ٣٫٥ و 1.200.000 وحدة",
                "nor in a long one",
            ),
            (
                "عام 2020. وفي العام التالي",
                "عام 2020.|وفي العام التالي",
                "after a number",
            ),
            (
                "قال د. أحمد ذلك. ثم خرج",
                "قال د. أحمد ذلك.|ثم خرج",
                "a title",
            ),
            ("حضر أ.د. سمير وم. خالد", "حضر أ.د. سمير وم. خالد", "titles"),
            ("انظر ص. 15 من الكتاب", "انظر ص. 15 من الكتاب", "a page"),
            (
                "سنة 500 ق.م. كانت المدينة",
                "سنة 500 ق.م. كانت المدينة",
                "letters",
            ),
            (
                "كتب وأقلام إلخ. في الصندوق",
                "كتب وأقلام إلخ. في الصندوق",
                "et cetera",
            ),
            (
                "عام 1445هـ. وفيه بني",
                "عام 1445هـ.|وفيه بني",
                "after a year",
            ),
            (
                "زر www.x.com اليوم. شكرا",
                "زر www.x.com اليوم.|شكرا",
                "an address",
            ),
            (
                "اكتب إلى a.b@x.com. شكرا",
                "اكتب إلى a.b@x.com.|شكرا",
                "an e-mail address",
            ),
            (
                "انتهى الأمر.وبدأ غيره",
                "انتهى الأمر.|وبدأ غيره",
                "a space forgotten",
            ),
            (
                "قال «تعال. اجلس.» ثم نام.",
                "قال «تعال. اجلس.»|ثم نام.",
                "a quotation is whole",
            ),
            (
                "قال «هل تأتي؟» ثم مضى.",
                "قال «هل تأتي؟» ثم مضى.",
                "a question quoted",
            ),
            (
                "«هل تأتي؟» سأله.",
                "«هل تأتي؟»|سأله.",
                "a question quoted alone",
            ),
            (
                "قالت: \"نعم. سآتي.\" وخرجت.",
                "قالت: \"نعم. سآتي.\"|وخرجت.",
                "straight quotes",
            ),
            (
                "حضر (كما قيل. ونفي) الجميع. انتهى",
                "حضر (كما قيل. ونفي) الجميع.|انتهى",
                "in brackets",
            ),
            (
                "علامة \" وحدها. ثم جملة",
                "علامة \" وحدها.|ثم جملة",
                "a lone quotation mark",
            ),
            (
                "1. افتح الملف. 2. احفظه",
                "1. افتح الملف.|2. احفظه",
                "items",
            ),
            (
                "He left. Then he came. ok",
                "He left.|Then he came. ok",
                "lower case goes on",
            ),
            (
                "Mr. Smith met J. Doe. They spoke",
                "Mr. Smith met J. Doe.|They spoke",
                "Latin",
            ),
            ("ماذا؟، قال. نعم", "ماذا؟، قال.|نعم", "a comma goes on"),
            ("نعم.", "نعم.", "one"),
            ("...", "...", "nothing but stops"),
            (
                "  قال. مضى  ",
                "  قال.|مضى  ",
                "the ends of the line are in",
            ),
        ];
        for (line, expected, why) in cases {
            let text: Vec<u16> = line.encode_utf16().collect();
            let found = crate::dedupe::split(&text, UnitKind::Sentence);
            let found: Vec<String> = found
                .iter()
                .map(|unit| String::from_utf16_lossy(unit.of(&text)))
                .collect();
            assert_eq!(found.join("|"), expected, "{why}");
        }
    }

    /// Sentences are shown with | between them.
    #[test]
    fn where_sentences_end_in_the_wild() {
        let cases = [
            ("كتبه د. محمد علي. ونشره", "كتبه د. محمد علي.|ونشره"),
            ("ألفه أ. د. سمير حسن. وطبع", "ألفه أ. د. سمير حسن.|وطبع"),
            ("حضر أ.د.سمير حسن وغاب غيره", "حضر أ.د.سمير حسن وغاب غيره"),
            ("صممه م. خالد. ثم بناه", "صممه م. خالد.|ثم بناه"),
            ("ولد سنة 1200 م. ومات بعدها", "ولد سنة 1200 م. ومات بعدها"),
            ("عام ٣٠٠ ق. م. في مصر", "عام ٣٠٠ ق. م. في مصر"),
            (
                "سنة 1445 هـ. الموافق 2024 م.",
                "سنة 1445 هـ. الموافق 2024 م.",
            ),
            ("توفي سنة 505 هـ. ودفن بطوس.", "توفي سنة 505 هـ. ودفن بطوس."),
            ("خضار وفواكه... إلخ. ثم عاد", "خضار وفواكه... إلخ. ثم عاد"),
            ("أقلام ودفاتر إلخ.", "أقلام ودفاتر إلخ."),
            (
                "انظر ج. 2، ص. 15، ط. 3. وقارن",
                "انظر ج. 2، ص. 15، ط. 3.|وقارن",
            ),
            (
                "ارتفع 3.5% في 2.4.2024. وانخفض",
                "ارتفع 3.5% في 2.4.2024.|وانخفض",
            ),
            ("بلغ ٣.٥ مليون. ثم زاد", "بلغ ٣.٥ مليون.|ثم زاد"),
            ("السعر 5. والكمية 7. انتهى", "السعر 5.|والكمية 7.|انتهى"),
            ("قال: «لن أذهب.» وسكت.", "قال: «لن أذهب.»|وسكت."),
            ("قال: «لن أذهب». وسكت.", "قال: «لن أذهب».|وسكت."),
            ("سألته: «لماذا؟». فسكت.", "سألته: «لماذا؟».|فسكت."),
            (
                "سأل: \"أين؟\" فأجاب: \"هنا!\" ومضى.",
                "سأل: \"أين؟\" فأجاب: \"هنا!\" ومضى.",
            ),
            ("“تعال!” قالها ومضى. ثم عاد.", "“تعال!”|قالها ومضى.|ثم عاد."),
            ("(انظر الملحق.) ثم تابع.", "(انظر الملحق.)|ثم تابع."),
            (
                "انتهى الأمر [المصدر 3]. وبدأ غيره.",
                "انتهى الأمر [المصدر 3].|وبدأ غيره.",
            ),
            ("انتهى الأمر.[3] وبدأ غيره.", "انتهى الأمر.[3]|وبدأ غيره."),
            ("كان... لكنه... ثم مضى", "كان...|لكنه...|ثم مضى"),
            ("كان ... لكنه ... ثم مضى", "كان ...|لكنه ...|ثم مضى"),
            ("كان… لكنه، ثم", "كان…|لكنه، ثم"),
            ("حقا؟!! لا.", "حقا؟!!|لا."),
            ("حقا!؟ لا.", "حقا!؟|لا."),
            ("حقا ؟ لا أظن .", "حقا ؟|لا أظن ."),
            ("ما هذا؟هذا كتاب", "ما هذا؟|هذا كتاب"),
            ("ذهب.ثم عاد.ونام", "ذهب.|ثم عاد.|ونام"),
            ("He said hi. She left. OK.", "He said hi.|She left.|OK."),
            (
                "The U.S. army left. They won.",
                "The U.S. army left.|They won.",
            ),
            (
                "See Fig. 3 and e.g. this one. Then stop.",
                "See Fig. 3 and e.g. this one.|Then stop.",
            ),
            (
                "Visit https://x.com/a.html?q=1. Then go",
                "Visit https://x.com/a.html?q=1.|Then go",
            ),
            (
                "راجع https://x.com/a?b=c&d اليوم. شكرا",
                "راجع https://x.com/a?b=c&d اليوم.|شكرا",
            ),
            (
                "حمل ملف report.v2.pdf الآن. شكرا",
                "حمل ملف report.v2.pdf الآن.|شكرا",
            ),
            (
                "1. افتح الباب. 2. ادخل الدار.",
                "1. افتح الباب.|2. ادخل الدار.",
            ),
            (
                "١. افتح الباب. ٢. ادخل الدار.",
                "١. افتح الباب.|٢. ادخل الدار.",
            ),
            ("أ. الأول. ب. الثاني.", "أ. الأول.|ب. الثاني."),
            ("10) أولا. 11) ثانيا.", "10) أولا.|11) ثانيا."),
            ("الإصدار 2.0.1. متاح الآن", "الإصدار 2.0.1.|متاح الآن"),
            ("الساعة 5 م. غادر القطار", "الساعة 5 م. غادر القطار"),
            ("قالَ الرَّجُلُ. ثُمَّ ذَهَبَ.", "قالَ الرَّجُلُ.|ثُمَّ ذَهَبَ."),
            ("هـذا كـتـاب. وذاك قلم.", "هـذا كـتـاب.|وذاك قلم."),
            (
                "شركة محدودة (ذ.م.م.) تأسست. ثم حلت.",
                "شركة محدودة (ذ.م.م.) تأسست.|ثم حلت.",
            ),
            ("قال ﷺ. ثم قام", "قال ﷺ.|ثم قام"),
            ("انتهى. 😀 بدأ", "انتهى.|😀 بدأ"),
            ("انتهى! 12 طالبا نجحوا", "انتهى!|12 طالبا نجحوا"),
            ("وصل عند 10. 12 طالبا نجحوا", "وصل عند 10.|12 طالبا نجحوا"),
            (
                "قال «نعم! بل لا. انتظر» ثم مضى. عاد",
                "قال «نعم! بل لا. انتظر» ثم مضى.|عاد",
            ),
            (
                "قال ﴿إن الله غفور. رحيم﴾ ثم فسر. انتهى",
                "قال ﴿إن الله غفور. رحيم﴾ ثم فسر.|انتهى",
            ),
            ("مفتوح «ولم يغلق. ثم انتهى", "مفتوح «ولم يغلق.|ثم انتهى"),
            (
                "الشاشة 5\" والسعر 20. والضمان 2\" كبير. تم",
                "الشاشة 5\" والسعر 20.|والضمان 2\" كبير.|تم",
            ),
            ("یہ کتاب ہے۔ وہ قلم ہے۔", "یہ کتاب ہے۔|وہ قلم ہے۔"),
        ];
        let mut wrong = Vec::new();
        for (line, expected) in cases {
            let text: Vec<u16> = line.encode_utf16().collect();
            let found = crate::dedupe::split(&text, UnitKind::Sentence);
            let found: Vec<String> = found
                .iter()
                .map(|unit| String::from_utf16_lossy(unit.of(&text)))
                .collect();
            if found.join("|") != expected {
                wrong.push(format!("{}\n    not {expected}", found.join("|")));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn any_units_split() {
        // Every pair and triple of what the rules look at.
        let mut units: Vec<u16> = "اx1. !؟…\"«»،د".encode_utf16().collect();
        units.push(0xD800);
        for &a in &units {
            for &b in &units {
                for &c in &units {
                    for &d in &units {
                        let text = [a, b, c, d, a, b];
                        let found = crate::dedupe::split(&text, UnitKind::Sentence);
                        let mut at = 0;
                        for unit in found {
                            assert!(at <= unit.start && unit.start < unit.end);
                            at = unit.end;
                        }
                        assert!(at <= 6);
                    }
                }
            }
        }
    }
}
