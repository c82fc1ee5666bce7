//! `punctuationSpacing`: no space before a sign that closes, one after it, none inside brackets.

use super::context::{self, ON_LETTER, SPACE, Walk, is_space, letters_after, letters_before};
use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "punctuationSpacing",
    family: Family::Publish,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "المسافات حول علامات الترقيم",
        en: "Spaces around punctuation",
    },
    explanation: Text {
        ar: "يحذف المسافة قبل علامات الترقيم والأقواس الخاتمة وداخل الأقواس، ويضع مسافة بعدها؛ ولا يمسّ الأعداد والأوقات والعناوين والوجوه الضاحكة :) والنصوص اللاتينية.",
        en: "No space before punctuation and closing brackets, one after, none inside brackets; numbers, times, addresses, smileys and Latin text stay.",
    },
    example: Example {
        before: "بارلر ، التي( أُطلقت )في 2018 .",
        after: "بارلر، التي (أُطلقت) في 2018.",
    },
    triggers: Triggers {
        any: class::PUNCTUATION,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

/// Signs that end what stands before them.
fn is_stop(unit: u16) -> bool {
    matches!(
        unit,
        0x60C | 0x61B | 0x61F | 0x6D4 | 0x2E | 0x3A | 0x21 | 0x2026 | 0x2C | 0x3B | 0x3F
    )
}

/// Signs that only Arabic text has: no other evidence is needed.
fn is_arabic_stop(unit: u16) -> bool {
    matches!(unit, 0x60C | 0x61B | 0x61F | 0x6D4)
}

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let arabic =
        line.any & context::ARABIC != 0 || line.text.iter().any(|&unit| is_arabic_stop(unit));
    if !arabic || !has_work(line) {
        return;
    }
    let brackets = brackets(line);
    let mut bracket = brackets.iter().peekable();
    let mut acted = Vec::new();
    let mut walk = Walk::new(line);
    let mut done = 0;
    let mut row = Row::default();
    while let Some((i, unit)) = walk.next() {
        if i < done {
            continue;
        }
        if is_stop(unit) && !context::ends_entity(line, i) {
            if let Some(end) = smiley(line, i) {
                done = end;
                continue;
            }
            if let Some(end) = context::blank_end(line, i) {
                row = Row {
                    end,
                    leads_on: true,
                };
                done = end;
                continue;
            }
            let end = stops_end(line, i, &walk);
            done = end;
            // The dots that lead to a page number.
            let leads = end - i > 3 && line.class(spaces_after(line, end)) & class::DIGIT != 0;
            let leads_on = row.leads_on(line, i, end);
            if !leads && (is_arabic_stop(unit) || walk.near_arabic()) {
                if !leads_on {
                    before(line, i, end, out);
                }
                after(line, i, end, out);
            }
            continue;
        }
        let Some(here) = bracket.next_if(|bracket| bracket.at == i) else {
            if unit == 0x29 && is_list_mark(line, i) {
                out.remove(spaces_before(line, i), i);
                if line.class(i + 1) & context::ARABIC != 0 {
                    out.replace(i + 1, i + 1, &[SPACE]);
                }
            }
            continue;
        };
        if here.opens {
            let acts = walk.near_arabic();
            acted.push(acts);
            if acts {
                inside_open(line, i, out);
            }
        } else if acted.pop() == Some(true) {
            inside_close(line, here.other, i, out);
        }
    }
}

/// Whether a space stands where none should, or none where one might: one look at each sign, before
/// anything is asked of its surroundings.
fn has_work(line: &Line<'_>) -> bool {
    let table = class::table();
    let class = |unit: u16| table[usize::from(unit)];
    let space = |unit: u16| class(unit) & (class::SPACE | class::ODD_SPACE) != 0;
    let doubled = line.adjacent & class::SPACE != 0 || line.any & class::ODD_SPACE != 0;
    let (mut before, mut i) = (0, 0);
    while let Some(&unit) = line.text.get(i) {
        if class(unit) & class::PUNCTUATION != 0 {
            let next = line.at(i + 1);
            let letter =
                class(next) & (context::LETTER | class::DIGIT) != 0 || matches!(next, 0x23 | 0x40);
            let (opens, closes) = (context::opens(unit), context::closes(unit));
            let stop = is_stop(unit);
            if (stop && (space(before) || letter || opens_word(next) || (doubled && space(next))))
                || (opens && space(next))
                || (closes && (space(before) || letter))
            {
                return true;
            }
        }
        before = unit;
        i += 1;
    }
    false
}

/// The stops passed last, or the blank to be filled in.
#[derive(Default)]
struct Row {
    end: usize,
    leads_on: bool,
}

impl Row {
    /// Whether the stops `i..end` have a colon, comma or blank before them, and but spaces between: there is nothing
    /// that they could end. `قال: ...`, and signs told off: `العلامات: ، ؛ ؟`
    fn leads_on(&mut self, line: &Line<'_>, i: usize, end: usize) -> bool {
        let leads_on = self.leads_on && spaces_before(line, i) == self.end;
        let leads = |unit: &u16| matches!(unit, 0x3A | 0x60C | 0x61B | 0x2C | 0x3B);
        let here = line.text.get(i..end).unwrap_or_default();
        *self = Row {
            end,
            leads_on: leads_on || here.iter().any(leads),
        };
        leads_on
    }
}

/// A bracket that opens, an ornate one included.
fn opens_word(unit: u16) -> bool {
    context::opens(unit) || unit == 0xFD3F
}

/// The bracket after a letter or number that begins the line: `أ ) نص`, `1)نص`.
fn is_list_mark(line: &Line<'_>, i: usize) -> bool {
    let end = spaces_before(line, i);
    let mark = line.text.get(..end).unwrap_or_default();
    let mark = mark.iter().skip_while(|&&unit| is_space(unit));
    let word = |&unit: &u16| class::of(unit) & (context::ARABIC | class::DIGIT) != 0;
    (1..=2).contains(&mark.clone().take(3).count()) && mark.take(3).all(word)
}

/// Past the run of stops that starts at `i`: `...`, `؟!`.
fn stops_end(line: &Line<'_>, i: usize, walk: &Walk<'_>) -> usize {
    let mut end = i + 1;
    while is_stop(line.at(end)) && !walk.is_protected(end) && smiley(line, end).is_none() {
        end += 1;
    }
    end
}

/// The end of a smiley whose eyes are at `i`: `:)`, `:-(`, `;)`, `:D`. One in brackets would close
/// them; a bracket that opens a word is a bracket.
fn smiley(line: &Line<'_>, i: usize) -> Option<usize> {
    if !matches!(line.at(i), 0x3A | 0x3B | 0x61B) {
        return None;
    }
    let mouth = if matches!(line.at(i + 1), 0x2D | 0x27) {
        i + 2
    } else {
        i + 1
    };
    let end = mouth + 1;
    let spaced =
        i == 0 || is_space(line.before(i)) || is_space(line.at(end)) || end >= line.text.len();
    let alone = line.class(end) & (context::LETTER | class::DIGIT) == 0;
    let shape = match line.at(mouth) {
        // `(نعم:)` closes a bracket.
        0x29 | 0x5D => !opened_before(line, i),
        0x28 | 0x5B => alone,
        0x44 | 0x50 | 0x70 | 0x6F | 0x4F | 0x7C | 0x2A | 0x33 => alone && spaced,
        _ => false,
    };
    shape.then_some(end)
}

/// An opening bracket not far before `i` has nothing that closes it.
fn opened_before(line: &Line<'_>, i: usize) -> bool {
    let mut depth = 0usize;
    for at in i.saturating_sub(200)..i {
        match line.at(at) {
            // A sad smiley opens nothing.
            0x28 | 0x5B
                if matches!(line.before(at), 0x3A | 0x3B | 0x2D) && is_space(line.at(at + 1)) => {}
            0x28 | 0x5B => depth += 1,
            0x29 | 0x5D => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth > 0
}

/// The start of the spaces that end at `i`.
fn spaces_before(line: &Line<'_>, i: usize) -> usize {
    let mut start = i;
    while start > 0 && is_space(line.at(start - 1)) {
        start -= 1;
    }
    start
}

fn spaces_after(line: &Line<'_>, i: usize) -> usize {
    let mut end = i;
    while is_space(line.at(end)) {
        end += 1;
    }
    end
}

/// No space before the stops `i..end`.
fn before(line: &Line<'_>, i: usize, end: usize, out: &mut Out) {
    let start = spaces_before(line, i);
    if start == i || start == 0 {
        return;
    }
    let previous = line.at(start - 1);
    let next = line.class(end);
    // What opens or joins has nothing that the sign could end.
    let joins = matches!(
        previous,
        0x23 | 0x26
            | 0x2B
            | 0x2D
            | 0x2F
            | 0x3C
            | 0x3D
            | 0x40
            | 0x5C
            | 0x7C
            | 0xB7
            | 0x2013
            | 0x2014
            | 0x2022
    );
    let joins = joins && (!is_suffix(line, start) || is_ellipsis(line, i));
    if context::opens(previous) || joins || line.class(start - 1) & (class::TAB | class::BREAK) != 0
    {
        return;
    }
    // 2 : 3, .5, .NET, :smile:
    let between = line.class(start - 1) & class::DIGIT != 0
        && line.class(spaces_after(line, end)) & class::DIGIT != 0;
    let kept = match line.at(i) {
        0x2E => between || (end == i + 1 && next & (class::DIGIT | class::LATIN) != 0),
        0x3A => between || shortcode(line, i),
        _ => false,
    };
    if kept {
        return;
    }
    out.remove(start, i);
}

/// `...` or `…`, which may stand for a word.
fn is_ellipsis(line: &Line<'_>, i: usize) -> bool {
    line.at(i) == context::ELLIPSIS || (line.at(i), line.at(i + 1)) == (0x2E, 0x2E)
}

/// The sign before `end` belongs to the word before it: `C++`, `C#`, and the dash after an insertion, `-نعم-`.
fn is_suffix(line: &Line<'_>, end: usize) -> bool {
    let sign = line.before(end);
    let mut word = end;
    while word > 0 && line.before(word) == sign {
        word -= 1;
    }
    matches!(sign, 0x23 | 0x2B | 0x2D | 0x2013 | 0x2014)
        && (class::of(line.before(word)) & class::LATIN != 0 || letters_before(line, word) > 1)
}

/// `:smile:`, but not `:10:30` or `:https://`.
fn shortcode(line: &Line<'_>, i: usize) -> bool {
    let name = line.text.iter().skip(i + 1).take(40);
    let len = name
        .take_while(|&&unit| {
            u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })
        .count();
    let next = line.at(i + 2 + len);
    len > 1 && line.at(i + 1 + len) == 0x3A && next != 0x2F && class::of(next) & class::DIGIT == 0
}

/// One space after the stops `i..end`, before a word.
fn after(line: &Line<'_>, i: usize, end: usize, out: &mut Out) {
    let spaces = spaces_after(line, end);
    let next = line.at(spaces);
    if spaces - end > 1
        && line.class(spaces) & class::BREAK == 0
        && spaces < line.text.len()
        && !is_stop(next)
        && !context::closes(next)
    {
        out.replace(end, spaces, &[SPACE]);
    }
    if spaces > end || !wants_space(line, i, end) {
        return;
    }
    out.replace(end, end, &[SPACE]);
}

fn wants_space(line: &Line<'_>, i: usize, end: usize) -> bool {
    let (first, last) = (line.at(i), line.at(end - 1));
    let before = spaces_before(line, i);
    let previous = line.class(before.saturating_sub(1));
    let next = line.class(end);
    let begins = next & (context::LETTER | class::DIGIT) != 0
        || ((is_arabic_stop(last) || last == 0x3A) && matches!(line.at(end), 0x23 | 0x40));
    let opens = opens_word(line.at(end)) && !is_reference(line, end);
    let digits = previous & class::DIGIT != 0 && next & class::DIGIT != 0;
    if before == 0 || !(begins || opens) || digits || context::opens(line.at(before - 1)) {
        return false;
    }
    if is_arabic_stop(last) || is_arabic_stop(first) {
        return true;
    }
    let arabic = next & context::ARABIC != 0;
    match last {
        // ق.م and أ.د. are abbreviations.
        0x2E if end == i + 1 => {
            let sentence = previous & class::DIGIT != 0
                || closes_something(line, before)
                || letters_before(line, i) > 1;
            sentence
                && ((arabic && letters_after(line, end) > 1 && !is_net(line, end))
                    || (opens
                        && (previous & context::ARABIC != 0 || closes_something(line, before))))
        }
        0x3A if shortcode(line, end - 1) => false,
        // http: and C: have Latin before them.
        0x3A => {
            previous & (context::LETTER & !class::LATIN | ON_LETTER | class::DIGIT) != 0
                && (begins || opens)
                || (closes_something(line, before) && (arabic || opens))
        }
        // In Latin text that stands among Arabic.
        0x2C | 0x3B | 0x3F => arabic,
        _ => arabic || opens,
    }
}

/// نت as newspapers write .net in their names: `العربية.نت`.
fn is_net(line: &Line<'_>, i: usize) -> bool {
    (line.at(i), line.at(i + 1)) == (0x646, 0x62A) && letters_after(line, i) == 2
}

/// The reference in square brackets at `i`, a number or one letter, goes with what stands before it: `نعم.[12]`,
/// `نعم،[أ]`, and in Markdown `نعم.[^حاشية]`.
fn is_reference(line: &Line<'_>, i: usize) -> bool {
    let inside = line.text.get(i + 1..).unwrap_or_default().iter().take(4);
    let inside = inside.map(|&unit| class::of(unit));
    let named =
        inside.take_while(|class| class & (context::LETTER | ON_LETTER | class::DIGIT) != 0);
    let len = named.clone().count();
    let letters = named.filter(|class| class & context::LETTER != 0).count();
    let short = (1..=3).contains(&len) && letters <= 1 && line.at(i + 1 + len) == 0x5D;
    line.at(i) == 0x5B && (short || line.at(i + 1) == 0x5E)
}

/// A bracket, quotation mark or sign of emphasis or code closes before `i`.
fn closes_something(line: &Line<'_>, i: usize) -> bool {
    let previous = line.before(i);
    context::closes(previous) || matches!(previous, 0x22 | 0x2A | 0x5F | 0x60 | 0xFD3E)
}

/// A bracket or quotation mark that has its other half.
struct Bracket {
    at: usize,
    other: usize,
    opens: bool,
}

/// Brackets deeper than this are not paired: a bound on the work that stray ones can cause.
const DEEPEST: usize = 32;

/// The paired brackets of a line in order, but for those with nothing in them (`[ ]`, `(  )` to
/// fill in).
fn brackets(line: &Line<'_>) -> Vec<Bracket> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    if !line.text.iter().any(|&unit| context::opens(unit)) {
        return found;
    }
    let mut walk = Walk::new(line);
    let mut done = 0;
    while let Some((i, unit)) = walk.next() {
        if i < done {
            continue;
        }
        if let Some(end) = smiley(line, i) {
            done = end;
        } else if context::opens(unit) && open.len() < DEEPEST {
            open.push((i, unit));
        } else if context::closes(unit)
            && let Some(at) = open
                .iter()
                .rposition(|&(_, other)| closed_by(other) == unit)
        {
            let start = open.get(at).map_or(i, |&(start, _)| start);
            open.truncate(at);
            if spaces_after(line, start + 1) < i {
                found.push(Bracket {
                    at: start,
                    other: i,
                    opens: true,
                });
                found.push(Bracket {
                    at: i,
                    other: start,
                    opens: false,
                });
            }
        }
    }
    crate::sorted::by_key(&mut found, |bracket| bracket.at as u32);
    found
}

fn closed_by(open: u16) -> u16 {
    match open {
        0x28 => 0x29,
        0x5B => 0x5D,
        0x7B => 0x7D,
        0xAB => 0xBB,
        0x201C => 0x201D,
        _ => 0x203A,
    }
}

/// No space after the bracket that opens; one that stood on its wrong side is put right.
fn inside_open(line: &Line<'_>, open: usize, out: &mut Out) {
    let end = spaces_after(line, open + 1);
    if end == open + 1 {
        return;
    }
    if letters_before(line, open) > 1 {
        out.replace(open, open, &[SPACE]);
    }
    out.remove(open + 1, end);
}

/// No space before the bracket that closes, and one after it before a word, unless the bracket is
/// part of a word: `المعلم(ة)`, `كتاب(ات)ه`, `(ال)كتاب`.
fn inside_close(line: &Line<'_>, open: usize, close: usize, out: &mut Out) {
    let start = spaces_before(line, close);
    if start < close {
        out.remove(start, close);
    }
    if line.class(close + 1) & context::ARABIC == 0 {
        return;
    }
    let quotes = matches!(line.at(open), 0xAB | 0x201C | 0x2039);
    let joined = line.class(open.wrapping_sub(1)) & (context::LETTER | ON_LETTER) != 0;
    let inside = line.text.get(open + 1..close).unwrap_or_default();
    let letters = inside
        .iter()
        .filter(|&&unit| class::of(unit) & context::LETTER != 0)
        .count();
    // Endings and the article have three letters at most.
    let word = letters > 3 || inside.iter().any(|&unit| is_space(unit));
    let part = !quotes && !word && letters > 0 && (joined || letters < 3);
    if !part {
        out.replace(close + 1, close + 1, &[SPACE]);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("punctuationSpacing");
        table(
            "punctuationSpacing",
            &[
                (
                    "ترامب ، الرئيس ؛ قال :نعم",
                    "ترامب، الرئيس؛ قال: نعم",
                    "both sides",
                ),
                (
                    "من علاماتها : ؛ ؟ ! .",
                    "من علاماتها: ؛ ؟ ! .",
                    "and so do signs of punctuation",
                ),
                (
                    "كتب : ... ثم محا",
                    "كتب: ... ثم محا",
                    "an ellipsis that opens",
                ),
                (
                    "الاجتماع:18:45 في:http://a.org/b :tada: ",
                    "الاجتماع: 18:45 في: http://a.org/b :tada: ",
                    "a time or address is no shortcode",
                ),
                (
                    "شاي&nbsp;وقهوة&quot;مرة&quot; &#171;حلوة&#187;",
                    "شاي&nbsp;وقهوة&quot;مرة&quot; &#171;حلوة&#187;",
                    "entities",
                ),
                (
                    "اسم المالك: .......... ، بتاريخ ..../..../....هـ .",
                    "اسم المالك: .......... ، بتاريخ ..../..../....هـ.",
                    "blanks of a form",
                ),
                (
                    "فتحت المدينة.[4][5] ثم،[ب] ثم.[6]بنيت.[^بناء]",
                    "فتحت المدينة.[4][5] ثم،[ب] ثم.[6] بنيت.[^بناء]",
                    "references",
                ),
                (
                    "وفي سورة أخرى:﴿طه﴾.وكذلك",
                    "وفي سورة أخرى: ﴿طه﴾. وكذلك",
                    "a quotation of the Qur'an",
                ),
                (
                    "الطفل -وهو نائم- ، وF# ؛ وC++ . وهنا - ، - ؛",
                    "الطفل -وهو نائم-، وF#؛ وC++. وهنا - ، - ؛",
                    "dashes and signs that end a word",
                ),
                ("3)كتب\n", "3) كتب\n", "an item of a list"),
                (
                    "صحيفة العربية.نت اليوم",
                    "صحيفة العربية.نت اليوم",
                    "a newspaper's name",
                ),
                (
                    "الرموز التالية : @ . + - _",
                    "الرموز التالية: @ . + - _",
                    "signs told off end nothing",
                ),
                (
                    "انتهى.وقال!ثم؟نعم…لا",
                    "انتهى. وقال! ثم؟ نعم… لا",
                    "a space after",
                ),
                (
                    "قال : « نعم » ،ثم",
                    "قال: «نعم»، ثم",
                    "guillemets with padding",
                ),
                (
                    "ذهب( مسرعا )ثم عاد",
                    "ذهب (مسرعا) ثم عاد",
                    "the spaces stood on the wrong sides",
                ),
                (
                    "المعلم(ة) وكتاب(ات)ه و(ال)كتاب",
                    "المعلم(ة) وكتاب(ات)ه و(ال)كتاب",
                    "brackets within a word",
                ),
                (
                    "كم 3.14 و12:30 و1,234 و5 : 3",
                    "كم 3.14 و12:30 و1,234 و5 : 3",
                    "numbers",
                ),
                (
                    "زر www.x.com وx.com/a?b=1",
                    "زر www.x.com وx.com/a?b=1",
                    "addresses",
                ),
                ("حقا ؟! نعم ... لا", "حقا؟! نعم... لا", "runs of signs"),
                (
                    "شكرا :) وداعا :( نعم ;-) لا :D",
                    "شكرا :) وداعا :( نعم ;-) لا :D",
                    "smileys",
                ),
                ("(شكرا :)", "(شكرا:)", "in brackets a smiley is a bracket"),
                ("ق.م ود.و.م وأ.د.", "ق.م ود.و.م وأ.د.", "abbreviations"),
                ("قال د. و. محمد", "قال د. و. محمد", "initials"),
                (
                    "see this , and ( that ) !",
                    "see this , and ( that ) !",
                    "English",
                ),
                ("منصة .NET و.5 نعم", "منصة .NET و.5 نعم", "a leading stop"),
                ("[ ] مهمة و( ) فراغ", "[ ] مهمة و( ) فراغ", "nothing inside"),
                ("أ ) نص\n", "أ) نص\n", "a letter of a list"),
                ("**مهم** :نعم", "**مهم**: نعم", "after emphasis"),
                ("السعر 9 $ .", "السعر 9 $.", "after a currency sign"),
                ("[نص](رابط) هنا", "[نص](رابط) هنا", "a link"),
                (") نعم ( ثم", ") نعم ( ثم", "brackets that do not pair"),
                (
                    "العدد:5 والاسم :John",
                    "العدد: 5 والاسم: John",
                    "before a number or a Latin word",
                ),
                ("نعم :smile: لا", "نعم :smile: لا", "a short code"),
                ("\t، نعم", "\t، نعم", "a table cell"),
                (
                    " ، نعم",
                    " ، نعم",
                    "at the start there is nothing to follow",
                ),
                ("نعم ،\n", "نعم،\n", "at the end of a line"),
                ("نعم ،   ثم", "نعم، ثم", "one space after"),
                ("قال:«نعم».«لا»", "قال: «نعم». «لا»", "before a quotation"),
                ("١،٢ و ٣ ، ٤", "١،٢ و ٣، ٤", "between digits"),
                ("نعم،#وسم", "نعم، #وسم", "before a hashtag"),
                ("1.البند", "1. البند", "a numbered item"),
                ("كتب `a , b` ، ثم", "كتب `a , b`، ثم", "code"),
                (
                    "«الأهرام»و«الأخبار»",
                    "«الأهرام» و«الأخبار»",
                    "a waw between quotations",
                ),
                ("😀 ، نعم", "😀، نعم", "after an emoji"),
            ],
        );
    }
}
