//! Text decoded with the wrong code page, and what it said before: UTF-8 read as a single-byte
//! page (once or several times over), and an Arabic single-byte page read as a Western one. Here
//! are the search for the right page and the decision whether it is sure; the pages are in
//! `pages`, the weighing of Arabic in `likeness`. Losses (`?` and dropped bytes) are only
//! ever suggested.

mod pages;
mod single_byte;
mod utf8;

pub(crate) use pages::{CP1256, ISO8859_6};

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Document, Line, Out, Tips};
use crate::protect::{self, kind};
use crate::unicode::class;
use std::cell::OnceCell;
use std::rc::Rc;

/// A single-byte code page: ASCII below, this above.
pub(crate) struct Page {
    /// The unit of each byte from 80 on; 0 where the byte is undefined.
    pub decode: &'static [u16; 128],
    /// The byte of each unit, by unit.
    pub encode: &'static [(u16, u8)],
}

impl Page {
    /// The byte that this page would have shown as this unit.
    fn byte(&self, unit: u16) -> Option<u8> {
        if unit < 0x80 {
            return Some(unit as u8);
        }
        let at = self.encode.binary_search_by_key(&unit, |&(u, _)| u).ok()?;
        self.encode.get(at).map(|&(_, byte)| byte)
    }
    /// What this page shows for a byte.
    fn unit(&self, byte: u8) -> Option<u16> {
        match byte.checked_sub(0x80) {
            None => Some(u16::from(byte)),
            Some(high) => self
                .decode
                .get(usize::from(high))
                .copied()
                .filter(|&u| u != 0),
        }
    }
}

/// What a misread span said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// First unit of the span.
    pub start: usize,
    /// Its end, exclusive.
    pub end: usize,
    /// What it said.
    pub with: Vec<u16>,
    /// Whether the span round-trips strictly and reads clearly better so.
    pub certain: bool,
}

/// Reads the misread spans of a line again, in ascending order: UTF-8 first, since a text that is
/// valid UTF-8 by accident is rare, then the Arabic single-byte pages.
///
/// ```
/// let line: Vec<u16> = "قال: Ø§Ù„Ø¹Ø±Ø¨ÙŠØ©".encode_utf16().collect();
/// let found = naqi::rules::mojibake::decode(&line);
/// assert_eq!(String::from_utf16_lossy(&found[0].with), "العربية");
/// assert!(found[0].certain);
/// ```
pub fn decode(text: &[u16]) -> Vec<Reading> {
    let strict = utf8::strict(text);
    if strict.iter().any(|reading| reading.certain) {
        return strict;
    }
    let single = single_byte::read(text);
    if single.iter().any(|reading| reading.certain) {
        return single;
    }
    [strict, utf8::lossy(text), single]
        .into_iter()
        .find(|readings| !readings.is_empty())
        .unwrap_or_default()
}

// The certain ones alone.
fn certain(text: &[u16]) -> Vec<Reading> {
    let is_certain = |readings: &Vec<Reading>| readings.iter().any(|reading| reading.certain);
    Some(utf8::strict(text))
        .filter(is_certain)
        .or_else(|| Some(single_byte::read(text)).filter(is_certain))
        .unwrap_or_default()
}

/// Restores text decoded with the wrong code page.
pub const RULE: Rule = Rule {
    id: "mojibake",
    family: Family::Repair,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "ترميز مقروء خطأً",
        en: "Wrong code page",
    },
    explanation: Text {
        ar: "يستعيد نصًّا قُرئ بصفحة ترميز غير صفحته؛ وما لا يتيقّن منه يقترح إصلاحه ولا يغيّره، ولا يمسّ رابطًا في نصّ سليم.",
        en: "Restores text that was decoded with the wrong code page; what is uncertain is only suggested, and an address in sound text stays.",
    },
    example: Example {
        before: "Ø§Ù„Ù„ØºØ© ط§ظ„ط¹ط±ط¨ظٹط©",
        after: "اللغة العربية",
    },
    triggers: Triggers {
        any: class::MOJIBAKE | class::EVIDENCE | class::LOOKALIKE,
        adjacent: 0,
    },
    reaches: kind::ALL,
    closes: false,
    action: Action::Line(restore),
    suggest: Some(suggest),
};

fn restore(line: &Line<'_>, _: Setting, out: &mut Out) {
    if !is_awake(line) {
        return;
    }
    let mut found = certain(line.text);
    if found.is_empty() {
        found = certain_in_context(line);
    }
    let in_address = |reading: &Reading| lies_in(line, reading, ADDRESSES);
    let kept = if !found.is_empty() && found.iter().all(in_address) && !is_misread_around(line) {
        line.document.doubt();
        ADDRESSES | kind::CODE
    } else {
        kind::CODE
    };
    for reading in found {
        if !lies_in(line, &reading, kept) {
            out.replace(reading.start, reading.end, &reading.with);
        }
    }
}

/// Whether a line break, the NEL at the end of `start..end`, is no break but half a letter (م in UTF-8
/// read as latin1).
pub(crate) fn reads_on(document: &Document<'_>, start: usize, end: usize) -> bool {
    let Some(at) = end.checked_sub(2).filter(|&at| at >= start) else {
        return false;
    };
    let leads = document
        .text
        .get(at)
        .is_some_and(|unit| matches!(unit, 0x80..=0xBF | 0xC2..=0xDF));
    leads && {
        document.doubt();
        let around = Around::of(document, at, end);
        let next = around.readings.partition_point(|next| next.end < end);
        let over = around.readings.get(next);
        over.is_some_and(|reading| reading.start <= at)
    }
}

/// Units on either side of a line that may tell what the line alone is too short to.
const CONTEXT: usize = 1000;

/// What is certain about a stretch of a source text. It goes from one multiple of [`CONTEXT`] to another, so that
/// short neighbours share it: judged anew for each, a text of short lines would be read hundreds of times.
#[derive(Debug)]
pub(crate) struct Around {
    start: usize,
    end: usize,
    /// Ascending, by their places in the document.
    readings: Vec<Reading>,
    is_pure: OnceCell<bool>,
}

impl Around {
    /// Of the stretch that reaches so far beyond `start..end` that it may tell.
    fn of(document: &Document<'_>, start: usize, end: usize) -> Rc<Around> {
        let start = start.saturating_sub(CONTEXT) / CONTEXT * CONTEXT;
        let end = (end + CONTEXT).next_multiple_of(CONTEXT);
        let mut last = document.around.borrow_mut();
        if let Some(known) = last.as_ref()
            && (known.start, known.end) == (start, end)
        {
            return Rc::clone(known);
        }
        let mut around = Around {
            start,
            end,
            readings: Vec::new(),
            is_pure: OnceCell::new(),
        };
        around.readings = certain(around.text(document));
        for reading in &mut around.readings {
            reading.start += start;
            reading.end += start;
        }
        Rc::clone(last.insert(Rc::new(around)))
    }

    fn text<'a>(&self, document: &Document<'a>) -> &'a [u16] {
        let end = document.text.len().min(self.end);
        document.text.get(self.start..end).unwrap_or(&[])
    }

    fn is_pure(&self, document: &Document<'_>) -> bool {
        let judge = || single_byte::is_pure(self.text(document));
        *self.is_pure.get_or_init(judge)
    }
}

/// A heading or a name of few letters is sure where the text around it is: read with it, it is read by
/// the same pages.
fn certain_in_context(line: &Line<'_>) -> Vec<Reading> {
    let in_utf8 = utf8::hints(line.text);
    if !(in_utf8 || single_byte::hints(line.text)) {
        return Vec::new();
    }
    let around = around(line).filter(|around| in_utf8 || around.is_pure(line.document));
    let found = around.map_or_else(Vec::new, |around| readings_in(&around, line));
    if found.is_empty() {
        line.document.doubt();
    }
    found
}

// What is certain about a line by the text around it.
fn readings_in(around: &Around, line: &Line<'_>) -> Vec<Reading> {
    let end = line.start + line.text.len();
    let first = around
        .readings
        .partition_point(|reading| reading.start < line.start);
    let readings = around.readings.iter().skip(first);
    readings
        .take_while(|reading| reading.end <= end)
        .map(|reading| Reading {
            start: reading.start - line.start,
            end: reading.end - line.start,
            ..reading.clone()
        })
        .collect()
}

// The text around a line that is as it was found.
fn around(line: &Line<'_>) -> Option<Rc<Around>> {
    let end = line.start + line.text.len();
    let source = line.document.text;
    let is_found = source.get(line.start..end) == Some(line.text);
    (is_found && source.len() != line.text.len())
        .then(|| Around::of(line.document, line.start, end))
}

fn is_misread_around(line: &Line<'_>) -> bool {
    around(line).is_some_and(|around| {
        let (first, last) = (around.readings.first(), around.readings.last());
        first.is_some_and(|first| first.end <= line.start)
            || last.is_some_and(|last| last.start >= line.start + line.text.len())
    })
}

fn suggest(line: &Line<'_>, _: Setting, tips: &mut Tips) {
    if !is_awake(line) {
        return;
    }
    for reading in decode(line.text) {
        if !lies_in(line, &reading, ADDRESSES | kind::CODE) {
            tips.push(reading.start, reading.end, reading.with, REASON);
        }
    }
}

/// Persian and Urdu letters alone are no sign of misreading, but where they stand between ط and ظ, as in
/// ظپظٹ, which was في.
fn is_awake(line: &Line<'_>) -> bool {
    let lead = |unit: u16| matches!(unit, 0x637 | 0x638);
    line.any & class::MOJIBAKE != 0
        || line
            .text
            .windows(3)
            .any(|three| matches!(*three, [a, b, c] if lead(a) && lead(c) && is_odd(b)))
}

/// What keeps its units where the text around it is not misread: an address works by them. In misread text
/// they are misread, too, and what looks like one may be none. Code may well show what misread text is like.
const ADDRESSES: u32 = kind::URL | kind::EMAIL | kind::PATH;

fn lies_in(line: &Line<'_>, reading: &Reading, kinds: u32) -> bool {
    protect::touches(line.protected(), reading.start, reading.end, kinds)
}

const REASON: Text = Text {
    ar: "قد يكون هذا نصًّا قُرئ بصفحة ترميز خاطئة.",
    en: "This may be text that was decoded with the wrong code page.",
};

/// A unit that clean Arabic prose has beside or between its words: where a misread piece may end.
fn stands_between(unit: u16) -> bool {
    matches!(
        unit,
        0..=0x7F
            | 0xA0
            | 0xAB
            | 0xBB
            | 0x60C
            | 0x61B
            | 0x61F
            | 0x2010..=0x2015
            | 0x2018..=0x201F
            | 0x2022
            | 0x2026
            | 0x200C..=0x200F
            | 0x202A..=0x202E
            | 0x2066..=0x2069
            | 0xFEFF
    )
}

/// Whether a unit is one that misreading leaves, and not Arabic prose.
fn is_odd(unit: u16) -> bool {
    class::of(unit) & (class::MOJIBAKE | class::EVIDENCE) != 0 || unit == 0x6BE
}

/// What a text becomes that is written in one encoding and read as another: the damage that this rule
/// undoes, for tests and trials. The names are `utf-8`, `cp1252`, `latin1`, `cp1256`, `cp437`,
/// `macroman` and `iso-8859-6`; `None` if the text cannot be written or read so.
///
/// ```
/// let misread = naqi::rules::mojibake::misread("العربية", "cp1256", "cp1252");
/// assert_eq!(misread.as_deref(), Some("ÇáÚÑÈíÉ"));
/// ```
pub fn misread(text: &str, written: &str, read: &str) -> Option<String> {
    let page = |name: &str| match name {
        "cp1252" => Some(&pages::CP1252),
        "latin1" => Some(&pages::LATIN1),
        "cp1256" => Some(&CP1256),
        "cp437" => Some(&pages::CP437),
        "macroman" => Some(&pages::MACROMAN),
        "iso-8859-6" => Some(&ISO8859_6),
        _ => None,
    };
    let bytes = if written == "utf-8" {
        text.as_bytes().to_vec()
    } else {
        let page = page(written)?;
        text.encode_utf16()
            .map(|unit| page.byte(unit))
            .collect::<Option<_>>()?
    };
    let page = page(read)?;
    let units: Option<Vec<u16>> = bytes.iter().map(|&byte| page.unit(byte)).collect();
    String::from_utf16(&units?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{alone, check, table};
    use proptest::prelude::*;

    #[test]
    fn cases() {
        check("mojibake");
        table(
            "mojibake",
            &[
                ("ط§ظ„ط¹ط±ط¨ظٹط©", "العربية", "UTF-8 as cp1256"),
                ("Ø§Ù„Ø¹Ø±Ø¨ÙŠØ©", "العربية", "UTF-8 as cp1252"),
                ("Ø§Ù\u{84}Ø¹Ø±Ø¨Ù\u{8A}Ø©", "العربية", "UTF-8 as latin1"),
                ("╪º┘ä╪╣╪▒╪¿┘è╪⌐", "العربية", "UTF-8 as cp437"),
                ("ÿßŸÑÿπÿ±ÿ®Ÿäÿ©", "العربية", "UTF-8 as MacRoman"),
                (
                    "Ã˜Â§Ã™â€žÃ˜Â¹Ã˜Â±Ã˜Â¨Ã™Å Ã˜Â©",
                    "العربية",
                    "UTF-8 as cp1252, twice",
                ),
                ("ÇáÚÑÈíÉ", "العربية", "cp1256 as cp1252"),
                ("ÇäÙÑÈêÉ", "العربية", "ISO-8859-6 as latin1"),
                ("ãÑÍÈÇ", "مرحبا", "a word that only Arabic writes"),
                (
                    "Ø²Ø± https://x.com/Ø§Ù„Ø¹Ø±Ø¨ÙŠØ© Ø§Ù„Ø¢Ù†",
                    "زر https://x.com/العربية الآن",
                    "an address in misread text",
                ),
                (
                    "Ø²Ø± Ø§Ù„Ù…ÙˆÙ‚Ø¹\nhttps://x.com/Ø§Ù„Ø¹Ø±Ø¨ÙŠØ©",
                    "زر الموقع\nhttps://x.com/العربية",
                    "or on a line beside it",
                ),
                ("ظپظٹ", "في", "no sign, only letters of Persian and Urdu"),
                ("طھظ…", "تم", "no sign but an ellipsis"),
                (
                    "ÃÍãÏ\nãä",
                    "أحمد\nمن",
                    "a line too short, made sure by the one before",
                ),
                ("ÃÍãÏ ãä ãÕÑ", "أحمد من مصر", "capitals inside words"),
                ("قال: ÇáÓáÇã Úáíßã", "قال: السلام عليكم", "an intact half"),
                ("ï»¿Ù…Ø±Ø\u{AD}Ø¨Ø§", "\u{feff}مرحبا", "a byte order mark"),
                (
                    "ï»¿Hello, مرحبا",
                    "\u{feff}Hello, مرحبا",
                    "a byte order mark alone",
                ),
                (
                    "قال: Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ… (3 Ù…Ø±Ø§Øª)",
                    "قال: السلام عليكم (3 مرات)",
                    "an intact half, digits and brackets in between",
                ),
                (
                    "موقع Google ط§ظ„ط¬ط¯ظٹط¯ «الآن»…",
                    "موقع Google الجديد «الآن»…",
                    "intact quotation marks around",
                ),
                ("«ط§ظ„ط¬ط¯ظٹط¯»", "«الجديد»", "intact quotation marks at it"),
                (
                    "â€œÙ…Ø±Ø\u{AD}Ø¨Ø§â€\u{9D}",
                    "“مرحبا”",
                    "quotation marks that were misread too",
                ),
                (
                    "Ù\u{81}ÙŠ",
                    "في",
                    "an undefined byte of cp1252 kept as a control",
                ),
                (
                    "Ù¢Ù Ù¢Ù¤",
                    "٢٠٢٤",
                    "a no-break space that became a space, in a number",
                ),
                (
                    "Ø£Ù†Ø§Û  Ø±Ø³ÙˆÙ„",
                    "أنا\u{6E0} رسول",
                    "and in the small zero of the mushaf",
                ),
                (
                    "ÙØ§Ø·Ù…Ø©ØŒ Ø®Ø§Ù„Ø¯",
                    "ÙØ§Ø·Ù…Ø©ØŒ خالد",
                    "a word with a lost byte is left whole",
                ),
                (
                    "ÔÑßÉ Microsoft ÊÚáä ÅØáÇÞ äÙÇã ÌÏíÏ¡ ÈÓÚÑ 25 ÏæáÇÑÇ¿",
                    "شركة Microsoft تعلن إطلاق نظام جديد، بسعر 25 دولارا؟",
                    "Latin words and digits between, signs of cp1256",
                ),
                (
                    "FranÃ§ais, Ã©tÃ©, lâ€™annÃ©e",
                    "Français, été, l’année",
                    "UTF-8 in Latin letters",
                ),
                (
                    "ðŸ˜€ Ù…Ø±Ø\u{AD}Ø¨Ø§",
                    "😀 مرحبا",
                    "a character beyond the BMP",
                ),
            ],
        );
    }

    #[test]
    fn traps() {
        for text in [
            "Þór Ðað är ÄÖÜ äöü",
            "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
            "ÇÖZÜM ÜÇ ÖĞLE ÇİÇEK GÖRÜŞ",
            "«É ÓBVIO», DISSE A IRMÃ»; “MANHÔ, SÃO JOÃO…",
            "»KØ« og »BØ«, Ø½ tomme, Ø±0,5",
            "ÆØÅ æøå ÁÉÍÓÚÝ áéíóúý ÑÑ",
            "BÙ’ÙN KINYÒ’",
            "Où êtes-vous ? À l’été, ça ira : « Noël »",
            "░▒▓█▓▒░ ┌──┐│┘┐╪╗ █▓█▓",
            "Привет, мир. Καλημέρα ΣΑΣ. שלום",
            "Ïðèâåò, ìèð! Êàê äåëà? ÌÎÑÊÂÀ",
            "م² ½ كم، 25° مئوية، §3، © 2024 ® ™ 50% ± 2",
            "قال: «حفاظ»، وقرأ «ط»، ثم… “ظ” – §5؟",
            "ط،ظ،ع،غ،",
            "æÇÑ",
            "Ãäå? Äëÿ",
            "حرف ظ؟ أم ط! (ع» غ«",
            "شک و عکس، عکعک گچ پژوهش ٹھیک ڈاکٹر غڑ",
            "ط",
            "Ø",
            "و",
            "Ø Ù",
            "10 Å² per k, 5 Å±0.2",
            "https://example.com/caf%C3%A9?q=Ø",
            "`ط§ظ„` وكتب",
            "زر https://x.com/Ø§Ù„Ø¹Ø±Ø¨ÙŠØ© الآن",
            "https://x.com/ط§ظ„ط¹ط±ط¨ظٹط©",
        ] {
            assert_eq!(alone("mojibake", text), text);
        }
    }

    #[test]
    fn what_got_lost_is_only_suggested() {
        for (text, suggestion) in [
            ("Ù?ÙŠ", "في"),
            ("Ù\u{FFFD}ÙŠ", "في"),
            ("ÙƒÙŠÙ", "كيف"),
            ("ÙƒÙŽØªÙŽØ¨Ù?", "كَتَب"),
            ("ãä", ""),
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let found: Vec<String> = decode(&units)
                .iter()
                .map(|reading| {
                    assert!(!reading.certain, "{text}");
                    String::from_utf16_lossy(&reading.with)
                })
                .collect();
            assert_eq!(found.concat(), suggestion, "{text}");
            assert_eq!(alone("mojibake", text), text);
        }
    }

    #[test]
    fn pages_are_one_to_one() {
        for page in [
            &pages::CP1252,
            &pages::LATIN1,
            &CP1256,
            &pages::CP437,
            &pages::MACROMAN,
            &ISO8859_6,
        ] {
            for byte in 0..=255 {
                if let Some(unit) = page.unit(byte) {
                    assert_eq!(page.byte(unit), Some(byte));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn no_input_breaks_it(units in proptest::collection::vec(any::<u16>(), 0..40)) {
            for reading in decode(&units) {
                prop_assert!(reading.start < reading.end && reading.end <= units.len());
            }
        }

        #[test]
        fn bytes_of_any_kind_are_no_trouble(bytes in proptest::collection::vec(0x20u8.., 0..40)) {
            for page in [&pages::CP1252, &CP1256, &pages::CP437, &pages::MACROMAN] {
                let units: Vec<u16> = bytes.iter().filter_map(|&byte| page.unit(byte)).collect();
                let mut end = 0;
                for reading in decode(&units) {
                    prop_assert!(reading.start >= end && reading.end <= units.len());
                    end = reading.end;
                }
            }
        }
    }
}
