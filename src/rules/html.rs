//! `html`: the text of a page without its markup. Tags, comments and the bodies of scripts and style
//! sheets go, entities become what they stand for, and what blocks and table cells kept apart stays
//! apart.
//!
//! It is a cleaner of pasted text, not a browser: what is not certainly a tag stays (`a < b`, `<3`,
//! `if a<b and c>d`, `<https://…>`, `Vec<String>`), and so does everything in code.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::protect::kind;
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "html",
    family: Family::Strip,
    lossless: false,
    settings: Settings::Switch,
    title: Text {
        ar: "شيفرة HTML",
        en: "HTML",
    },
    explanation: Text {
        ar: "يحذف وسوم HTML وتعليقاتها ونصوصها البرمجية، ويحلّ محلّ الكيانات ما ترمز إليه (\u{200E}&amp; تصبح &)؛ ولا يمسّ a < b ولا الشيفرة.",
        en: "Removes HTML tags, comments and scripts, and decodes entities (&amp; becomes &); a < b and code stay.",
    },
    example: Example {
        before: "<p>مرحبا &amp; <b>أهلًا</b></p><p>بك</p>",
        after: "مرحبا & أهلًا\nبك",
    },
    triggers: Triggers {
        any: class::MARKUP,
        adjacent: 0,
    },
    reaches: kind::ALL,
    closes: false,
    action: Action::Document(run),
    suggest: None,
};

/// Elements of HTML, of the SVG and MathML found in it, and the obsolete ones.
const ELEMENTS: &str = " a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink \
    blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt \
    em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe \
    img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr noframes noscript object ol optgroup \
    option output p param picture pre progress q rp rt ruby s samp script section select slot small source span strike strong \
    style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp \
    path g circle rect line polygon math mi mo mn ";
/// Those that begin and end a line of their own.
const BLOCKS: &str = " address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption \
    figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main menu nav ol option p pre section summary table tbody \
    tfoot thead title tr ul ";
/// Those that have no closing tag.
const VOID: &str = " area base br col embed hr img input link meta param source track wbr ";
/// Those whose body is not text.
const SILENT: &str = " script style ";
/// Attributes that stand without a value.
const BARE_ATTRIBUTES: &str = " allowfullscreen async autofocus autoplay checked compact controls default defer disabled \
    download hidden inert ismap itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline readonly \
    required reversed selected ";

/// Named entities, each with its code unit, but for the Latin letters, which [`LETTERS`] has.
const ENTITIES: &str = "nbsp A0 amp 26 AMP 26 lt 3C LT 3C gt 3E GT 3E quot 22 QUOT 22 apos 27 iexcl A1 cent A2 pound A3 curren A4 \
    yen A5 brvbar A6 sect A7 uml A8 copy A9 ordf AA laquo AB not AC shy AD reg AE macr AF deg B0 plusmn B1 sup2 B2 \
    sup3 B3 acute B4 micro B5 para B6 middot B7 cedil B8 sup1 B9 ordm BA raquo BB frac14 BC frac12 BD frac34 BE \
    iquest BF times D7 divide F7 OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 fnof 192 circ 2C6 tilde 2DC \
    ensp 2002 emsp 2003 thinsp 2009 zwnj 200C zwj 200D lrm 200E rlm 200F ndash 2013 mdash 2014 lsquo 2018 \
    rsquo 2019 sbquo 201A ldquo 201C rdquo 201D bdquo 201E dagger 2020 Dagger 2021 bull 2022 hellip 2026 \
    permil 2030 prime 2032 Prime 2033 lsaquo 2039 rsaquo 203A euro 20AC trade 2122 larr 2190 uarr 2191 rarr 2192 \
    darr 2193 harr 2194 minus 2212 infin 221E asymp 2248 ne 2260 le 2264 ge 2265 spades 2660 clubs 2663 \
    hearts 2665 diams 2666 Tab 09 NewLine 0A excl 21 num 23 dollar 24 percnt 25 lpar 28 rpar 29 ast 2A plus 2B \
    comma 2C period 2E sol 2F colon 3A semi 3B equals 3D quest 3F commat 40 lsqb 5B lbrack 5B bsol 5C rsqb 5D \
    rbrack 5D lowbar 5F grave 60 lcub 7B verbar 7C vert 7C rcub 7D";

/// The named letters from U+00C0 to U+00FF, in order; × and ÷ in their places.
const LETTERS: &str = "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
    ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde \
    auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide \
    oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// What cp1252 has in 80–9F: numeric entities there mean its letters (HTML, 13.2.5.80).
const CP1252: [u16; 32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
    0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC,
    0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
];

/// A tag is no longer than this, in units: pages inline whole images in attributes.
const LONGEST_TAG: usize = 1 << 20;

/// A text whose tags that are none were read so many times over has none longer than this any more.
const MOST_WASTED: usize = 16;
const LONGEST_LATER: usize = 1 << 10;

/// What a piece of markup leaves behind, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Leaves {
    Nothing,
    Cell,
    Line,
}

/// One piece of markup: `start..end`.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    leaves: Leaves,
    /// It is `<br>`: each counts.
    breaks: bool,
}

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let text = line.text;
    let mut page = Page {
        text,
        closing: None,
        unclosed_comment: false,
        unclosed_section: false,
        unclosed: text.len(),
        wasted: 0,
        bodies: Vec::new(),
    };
    let mut code = line
        .protected()
        .iter()
        .filter(|span| span.kind == kind::CODE)
        .peekable();
    let mut group: Vec<Piece> = Vec::new();
    let mut done = 0;
    let mut i = 0;
    while let Some(at) = text.get(i..).and_then(|rest| {
        rest.iter()
            .position(|&unit| unit == LESS || unit == AMPERSAND)
    }) {
        let start = i + at;
        while code.next_if(|span| span.end as usize <= start).is_some() {}
        if let Some(span) = code.peek().filter(|span| span.start as usize <= start) {
            i = span.end as usize;
            continue;
        }
        if text.get(start) == Some(&AMPERSAND) {
            match entity(text, start) {
                Some((end, units)) => {
                    write(text, &mut group, start, &mut done, out);
                    out.replace(start, end, &units);
                    (i, done) = (end, end);
                }
                None => i = start + 1,
            }
            continue;
        }
        // <![CDATA[ … ]]> holds text as it is.
        if !page.unclosed_section && page.starts_with(start, CDATA) {
            let body = start + CDATA.len();
            let Some(end) = page.find(body, "]]>") else {
                page.unclosed_section = true;
                i = body;
                continue;
            };
            write(text, &mut group, start, &mut done, out);
            out.remove(start, body);
            out.remove(end, end + 3);
            (i, done) = (end + 3, end + 3);
            continue;
        }
        match page.markup(start) {
            Some(piece) => {
                let apart = group
                    .last()
                    .is_some_and(|last| !blank(text, last.end, piece.start));
                if apart {
                    write(text, &mut group, start, &mut done, out);
                }
                i = piece.end;
                group.push(piece);
            }
            None => i = start + 1,
        }
    }
    write(text, &mut group, text.len(), &mut done, out);
}

const CDATA: &str = "<![CDATA[";
const LESS: u16 = 0x3C;
const AMPERSAND: u16 = 0x26;
const LF: u16 = 0x0A;
const TAB: u16 = 0x09;
const SPACE: u16 = 0x20;

fn is_white(unit: u16) -> bool {
    class::of(unit) & (class::SPACE | class::ODD_SPACE | class::BREAK | class::TAB) != 0
}

fn blank(text: &[u16], start: usize, end: usize) -> bool {
    text.get(start..end)
        .is_some_and(|gap| gap.iter().copied().all(is_white))
}

/// Writes a group of pieces with only white space between them; `next` is where the next edit may
/// begin, `done` where the last one ended.
fn write(text: &[u16], group: &mut Vec<Piece>, next: usize, done: &mut usize, out: &mut Out) {
    let leaves = group
        .iter()
        .map(|piece| piece.leaves)
        .max()
        .unwrap_or(Leaves::Nothing);
    if leaves == Leaves::Nothing {
        let begins = |i: usize| i == 0 || text.get(i - 1) == Some(&LF);
        let mut pieces = group.drain(..).peekable();
        while let Some(piece) = pieces.next() {
            let mut end = piece.end;
            // A picture at the start of a line leaves no space there.
            let limit = pieces.peek().map_or(next, |piece| piece.start);
            while begins(piece.start) && end < limit && text.get(end) == Some(&SPACE) {
                end += 1;
            }
            out.remove(piece.start, end);
            *done = end;
        }
        return;
    }
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return;
    };
    let (mut start, mut end) = (first.start, last.end);
    while start > *done && text.get(start - 1).copied().is_some_and(is_white) {
        start -= 1;
    }
    while end < next && text.get(end).copied().is_some_and(is_white) {
        end += 1;
    }
    let gap = text
        .get(start..first.start)
        .into_iter()
        .chain(text.get(last.end..end))
        .flatten();
    let lines = gap.filter(|&&unit| unit == LF).count();
    let breaks = group.iter().filter(|piece| piece.breaks).count();
    let with: &[u16] = if end == text.len() {
        // A final line break stays as it was.
        if text.last() == Some(&LF) && *done < text.len() {
            &[LF]
        } else {
            &[]
        }
    } else if start == 0 {
        &[]
    } else if lines > 1 || breaks > 1 {
        &[LF, LF]
    } else if leaves == Leaves::Line || lines > 0 {
        &[LF]
    } else {
        &[TAB]
    };
    out.replace(start, end, with);
    *done = end;
    group.clear();
}

/// The text, and what was found out about it on the way.
struct Page<'t> {
    text: &'t [u16],
    /// Names that closing tags have, found when first asked for.
    closing: Option<Vec<Vec<u16>>>,
    unclosed_comment: bool,
    unclosed_section: bool,
    /// No tag whose attributes begin at or after this ends.
    unclosed: usize,
    /// Units that were read for tags which were none.
    wasted: usize,
    /// Elements whose body is not text, and where the last one that was met is closed.
    bodies: Vec<(Vec<u16>, usize)>,
}

impl Page<'_> {
    fn at(&self, i: usize) -> u16 {
        self.text.get(i).copied().unwrap_or(0)
    }

    fn starts_with(&self, i: usize, word: &str) -> bool {
        let rest = self.text.get(i..).unwrap_or_default();
        word.bytes().enumerate().all(|(k, byte)| {
            rest.get(k).is_some_and(|&unit| {
                u8::try_from(unit).is_ok_and(|unit| unit.eq_ignore_ascii_case(&byte))
            })
        })
    }

    fn find(&self, from: usize, word: &str) -> Option<usize> {
        let first = u16::from(*word.as_bytes().first()?);
        let mut i = from;
        while let Some(at) = self.text.get(i..)?.iter().position(|&unit| unit == first) {
            if self.starts_with(i + at, word) {
                return Some(i + at);
            }
            i += at + 1;
        }
        None
    }

    /// The markup that begins with the `<` at `start`.
    fn markup(&mut self, start: usize) -> Option<Piece> {
        let piece = |end, leaves| Piece {
            start,
            end,
            leaves,
            breaks: false,
        };
        if self.starts_with(start, "<!--") {
            if self.unclosed_comment {
                return None;
            }
            let Some(end) = self.find(start + 4, "-->") else {
                self.unclosed_comment = true;
                return None;
            };
            return Some(piece(end + 3, Leaves::Nothing));
        }
        if self.starts_with(start, "<!doctype") || self.starts_with(start, "<?xml") {
            return self
                .end_of_tag(start)
                .map(|end| piece(end, Leaves::Nothing));
        }
        let closes = self.at(start + 1) == u16::from(b'/');
        let from = if closes { start + 2 } else { start + 1 };
        let name = self.name(from)?;
        let after = from + name.len();
        let (end, attributes) = self.attributes(after)?;
        let known = listed(ELEMENTS, &name);
        let empty = self.at(end.saturating_sub(2)) == u16::from(b'/');
        // a<b>c
        let bare = !closes && !attributes && !empty && !listed(VOID, &name);
        let glued = start > 0 && class::of(self.at(start - 1)) & (class::LATIN | class::DIGIT) != 0;
        let certain = (known && !(glued && bare && !self.is_closed(&name)))
            || name
                .iter()
                .any(|&unit| unit == u16::from(b':') || unit == u16::from(b'-'))
            || ((closes || attributes || empty) && !glued)
            || self.is_closed(&name);
        if !certain {
            return None;
        }
        if !closes && !empty && listed(SILENT, &name) {
            let end = self.silence(end, &name).unwrap_or(end);
            return Some(piece(end, Leaves::Nothing));
        }
        let leaves = if listed(BLOCKS, &name) || listed(" br ", &name) {
            Leaves::Line
        } else if listed(" td th ", &name) {
            Leaves::Cell
        } else {
            Leaves::Nothing
        };
        Some(Piece {
            breaks: listed(" br ", &name),
            ..piece(end, leaves)
        })
    }

    /// A name of ASCII letters and digits, with hyphens or one namespace.
    fn name(&self, from: usize) -> Option<Vec<u16>> {
        let rest = self.text.get(from..)?;
        let is =
            |unit: u16, test: fn(&u8) -> bool| u8::try_from(unit).is_ok_and(|byte| test(&byte));
        let first = *rest.first()?;
        if !is(first, u8::is_ascii_alphabetic) {
            return None;
        }
        let name: Vec<u16> = rest
            .iter()
            .copied()
            .take(40)
            .take_while(|&unit| is(unit, u8::is_ascii_alphanumeric) || unit == 0x2D || unit == 0x3A)
            .collect();
        let next = self.at(from + name.len());
        let ends = is_white(next) || next == 0x2F || next == 0x3E;
        let colon = name.iter().position(|&unit| unit == 0x3A);
        // <https://…> and <mailto:…> are addresses.
        let spaced = colon.is_none_or(|at| {
            name.get(at + 1)
                .is_some_and(|&unit| is(unit, u8::is_ascii_alphabetic))
        });
        (ends && spaced && name.last() != Some(&0x3A)).then_some(name)
    }

    /// Past the `>` of a tag whose attributes begin at `from`, and whether it has any.
    fn attributes(&mut self, from: usize) -> Option<(usize, bool)> {
        if from >= self.unclosed {
            return None;
        }
        // Quotation marks can be set so that each of many tags takes all that follow for values of its own.
        let longest = if self.wasted < MOST_WASTED * self.text.len() {
            LONGEST_TAG
        } else {
            LONGEST_LATER
        };
        let limit = self.text.len().min(from + longest);
        let mut i = from;
        let any = self.read_attributes(&mut i, limit);
        if any.is_none() {
            self.wasted += i - from;
            if i == limit && limit == self.text.len() {
                self.unclosed = self.unclosed.min(from);
            }
        }
        any.map(|any| (i, any))
    }

    // Reads attributes on from `at`, past the `>` that ends them; whether there is any.
    fn read_attributes(&self, at: &mut usize, limit: usize) -> Option<bool> {
        let mut any = false;
        let mut i = *at;
        while i < limit {
            *at = i;
            let unit = self.at(i);
            if unit == 0x3E {
                *at = i + 1;
                return Some(any);
            }
            if is_white(unit) || unit == 0x2F {
                i += 1;
                continue;
            }
            let start = i;
            while i < limit
                && !is_white(self.at(i))
                && !matches!(self.at(i), 0x22 | 0x27 | 0x2F | 0x3C..=0x3E | 0x60)
            {
                i += 1;
            }
            let name = self.text.get(start..i)?;
            if name.is_empty() {
                return None;
            }
            let mut value = i;
            while is_white(self.at(value)) {
                value += 1;
            }
            if self.at(value) != 0x3D {
                if !listed(BARE_ATTRIBUTES, name) && !name.contains(&0x2D) {
                    return None;
                }
                any = true;
                continue;
            }
            any = true;
            i = value + 1;
            while is_white(self.at(i)) {
                i += 1;
            }
            let quote = self.at(i);
            if quote == 0x22 || quote == 0x27 {
                let rest = self.text.get(i + 1..limit)?;
                i += rest.iter().position(|&unit| unit == quote)? + 2;
            } else {
                while i < limit && !is_white(self.at(i)) && self.at(i) != 0x3E && self.at(i) != LESS
                {
                    i += 1;
                }
            }
        }
        *at = limit;
        None
    }

    fn end_of_tag(&self, start: usize) -> Option<usize> {
        let end = self.text.len().min(start.saturating_add(4096));
        let rest = self.text.get(start.saturating_add(1)..end)?;
        let at = rest.iter().position(|&unit| unit == 0x3E || unit == LESS)?;
        (rest.get(at) == Some(&0x3E)).then_some(start + at + 2)
    }

    /// Past the closing tag of a script or style sheet whose body begins at `from`.
    fn silence(&mut self, from: usize, name: &[u16]) -> Option<usize> {
        let name: Vec<u16> = name.iter().copied().map(lower).collect();
        let known = self.bodies.iter().position(|(other, _)| *other == name);
        let known = known.map(|place| self.bodies.swap_remove(place).1);
        let end = known.filter(|&end| end >= from);
        let end = end.unwrap_or_else(|| self.end_of_body(from, &name));
        self.bodies.push((name, end));
        self.end_of_tag(end)
    }

    // The next closing tag of this name, in lower case; beyond the text if there is none.
    fn end_of_body(&self, mut from: usize, name: &[u16]) -> usize {
        while let Some(at) = self.find(from, "</") {
            let mut letters = name.iter().enumerate();
            if letters.all(|(k, unit)| lower(self.at(at + 2 + k)) == *unit) {
                return at;
            }
            from = at + 2;
        }
        usize::MAX
    }

    /// Whether a closing tag of this name stands anywhere: then it is no type in angle brackets.
    fn is_closed(&mut self, name: &[u16]) -> bool {
        if self.closing.is_none() {
            let mut names: Vec<Vec<u16>> = Vec::new();
            let mut i = 0;
            while let Some(at) = self.find(i, "</")
                && names.len() < CLOSING_NAMES
            {
                if let Some(name) = self.name(at + 2)
                    && !names.contains(&name)
                {
                    names.push(name);
                }
                i = at + 2;
            }
            self.closing = Some(names);
        }
        self.closing
            .as_ref()
            .is_some_and(|names| names.iter().any(|other| other == name))
    }
}

/// Different closing tags that are remembered: no page has more, and stray ones should not cost.
const CLOSING_NAMES: usize = 256;

fn lower(unit: u16) -> u16 {
    u8::try_from(unit).map_or(unit, |byte| byte.to_ascii_lowercase().into())
}

/// Whether a list of names between spaces has this one, in any case.
fn listed(list: &str, name: &[u16]) -> bool {
    list.split_ascii_whitespace().any(|entry| {
        entry.len() == name.len()
            && entry
                .bytes()
                .zip(name)
                .all(|(byte, &unit)| u16::from(byte) == lower(unit))
    })
}

/// Past the entity whose `&` is at `start`, and what it stands for: an `&` that it stands for may
/// begin another (`&amp;amp;lt;`), so that what is left has nothing more to decode.
fn entity(text: &[u16], start: usize) -> Option<(usize, Vec<u16>)> {
    let mut from = start + 1;
    let mut found = None;
    while let Some((end, point)) = reference(text, from) {
        found = Some((end, point));
        if point != u32::from(AMPERSAND) {
            break;
        }
        from = end;
    }
    let (end, point) = found?;
    let character = char::from_u32(point)?;
    Some((end, character.encode_utf16(&mut [0; 2]).to_vec()))
}

/// What stands after `&`, up to its semicolon. Numbers and a few old names need none (HTML, 13.2.5.72),
/// but `&copy=` is rather a part of an address.
fn reference(text: &[u16], from: usize) -> Option<(usize, u32)> {
    let rest = text.get(from..)?;
    let bytes = rest.iter().take(12).enumerate().map_while(|(i, &unit)| {
        let byte = u8::try_from(unit).ok()?;
        (byte.is_ascii_alphanumeric() || (i == 0 && byte == b'#')).then_some(byte)
    });
    let mut name: Vec<u8> = bytes.collect();
    if name.starts_with(b"#") && !matches!(name.get(1), Some(b'x' | b'X')) {
        let digits = name.iter().skip(1).take_while(|byte| byte.is_ascii_digit());
        name.truncate(digits.count() + 1);
    }
    let end = from + name.len();
    let closed = text.get(end) == Some(&0x3B);
    let name = std::str::from_utf8(&name).ok()?;
    let point = match name.strip_prefix('#') {
        Some(number) => numeric(number)?,
        None if closed
            || (BARE.split(' ').any(|bare| bare == name) && text.get(end) != Some(&0x3D)) =>
        {
            named(name)?
        }
        None => return None,
    };
    Some((end + usize::from(closed), point))
}

/// Names that HTML has always known without a semicolon, as far as Arabic pages use them.
const BARE: &str = "amp lt gt quot nbsp copy reg laquo raquo";

fn numeric(number: &str) -> Option<u32> {
    let point = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    if number.starts_with('+') {
        return None;
    }
    match point {
        0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0xD7FF | 0xE000..=0x10_FFFF => Some(point),
        0x80..=0x9F => CP1252
            .get(point as usize - 0x80)
            .map(|&unit| unit.into())
            .filter(|&point| point > 0x9F),
        _ => None,
    }
}

fn named(name: &str) -> Option<u32> {
    let mut words = ENTITIES.split_ascii_whitespace();
    while let (Some(entity), Some(unit)) = (words.next(), words.next()) {
        if entity == name {
            return u32::from_str_radix(unit, 16).ok();
        }
    }
    let place = LETTERS
        .split_ascii_whitespace()
        .position(|letter| letter == name)?;
    u32::try_from(place).ok().map(|place| 0xC0 + place)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{alone, check, table};
    use proptest::prelude::*;

    #[test]
    fn cases() {
        check("html");
        table(
            "html",
            &[
                ("<b>نعم</b>", "نعم", "an inline tag leaves nothing"),
                ("أ<br>ب<br/>ج<br /><br>د", "أ\nب\nج\n\nد", "breaks"),
                (
                    "<div>\n  <p>أ</p>\n  <p>ب</p>\n</div>\n",
                    "أ\nب\n",
                    "blocks with indentation",
                ),
                (
                    "<tr><td>أ</td><td>ب</td></tr><tr><td>ج</td></tr>",
                    "أ\tب\nج",
                    "a table",
                ),
                ("أ <!-- <b> ملاحظة --> ب", "أ  ب", "a comment"),
                (
                    "أ<script>if (a < b) { x(\"</p>\") }</script>ب",
                    "أب",
                    "a script",
                ),
                (
                    "<STYLE type='text/css'>p > a { }</STYLE>أ",
                    "أ",
                    "a style sheet",
                ),
                (
                    "<a href=\"https://x.com/?a=1&amp;b=2\" title='a > b'>رابط</a>",
                    "رابط",
                    "attributes",
                ),
                (
                    "<img src=x.png alt=صورة>نص",
                    "نص",
                    "attributes without quotation marks",
                ),
                ("<input disabled value=\"x\"/>نص", "نص", "a bare attribute"),
                (
                    "<o:p>نص</o:p><x-y>نص</x-y>",
                    "نصنص",
                    "a namespace, a custom element",
                ),
                ("<عنوان>", "<عنوان>", "no tag of HTML"),
                (
                    "a < b و<3 و5 <6> <",
                    "a < b و<3 و5 <6> <",
                    "signs of comparison",
                ),
                (
                    "if a<b and c>d",
                    "if a<b and c>d",
                    "comparisons that look like a tag",
                ),
                ("Vec<String> و<اسم>", "Vec<String> و<اسم>", "a type"),
                (
                    "<https://x.com> <a@b.com>",
                    "<https://x.com> <a@b.com>",
                    "addresses in angle brackets",
                ),
                ("<item>أ</item>", "أ", "an unknown element that is closed"),
                ("a<b>c", "a<b>c", "comparisons without spaces"),
                ("a<b>c</b> a<br>b", "ac a\nb", "tags after a Latin letter"),
                (
                    "<![CDATA[a < b]]> <![CDATA[",
                    "a < b <![CDATA[",
                    "a section of plain text",
                ),
                (
                    "<img src=\"x\"> نص",
                    "نص",
                    "a picture at the start of a line",
                ),
                ("<b", "<b", "a tag without end"),
                ("<!-- بلا نهاية", "<!-- بلا نهاية", "a comment without end"),
                (
                    "&lt;3 &amp;amp; &#1593;&#x639;&nbsp;&hellip;&eacute;",
                    "<3 & عع\u{A0}…é",
                    "entities",
                ),
                (
                    "&amp;amp;lt; &#38;#60; &#150;",
                    "< < –",
                    "twice encoded; cp1252",
                ),
                (
                    "AT&T &unknown; &; &#0; &#xD800; a&b;c",
                    "AT&T &unknown; &; &#0; &#xD800; a&b;c",
                    "no entities",
                ),
                ("&lt;b&gt;نعم&lt;/b&gt;", "نعم", "markup that was encoded"),
                ("`<b>` و`&amp;`", "`<b>` و`&amp;`", "code"),
                (
                    "```\n<p>&amp;</p>\n```\n<p>أ</p>",
                    "```\n<p>&amp;</p>\n```\nأ",
                    "a fenced block",
                ),
                (
                    "<p>أ</p>\n~~~\n<p>&amp;</p>\n~~~",
                    "أ\n~~~\n<p>&amp;</p>\n~~~",
                    "a fenced block further down",
                ),
                ("<<b>b>نعم", "نعم", "a tag within a tag"),
                (
                    "<p>زر https://x.com/a</p>",
                    "زر https://x.com/a",
                    "beside an address",
                ),
                (
                    "<!DOCTYPE html><html><head><title>عنوان</title></head><body>نص</body></html>",
                    "عنوان\nنص",
                    "a page",
                ),
            ],
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1500))]
        #[test]
        fn settles(parts in prop::collection::vec(prop::sample::select(vec![
            "<", ">", "/", "!--", "-->", "b", "p", "br", "script", "style", "td", " ", "\n", "=", "\"", "'", "&", "amp;", "lt;", "gt;", "#38;", "#60;", ";",
            "نعم", "<b>", "</b>", "<p>", "</p>", "<br>", "<td>", "`", "&lt;", "&amp;", "x", "-", "https://x.com",
        ]), 0..24)) {
            let once = alone("html", &parts.concat());
            prop_assert_eq!(alone("html", &once), once);
        }
    }

    #[test]
    fn stray_markup_takes_linear_time() {
        for part in [
            "<",
            "<b ",
            "<a href=\"",
            "<!--",
            "<![CDATA[",
            "<script>",
            "&",
            "<x>",
            "</",
            "<a b=c ",
        ] {
            alone("html", &part.repeat(50_000));
        }
    }
}
