//! `repeatedPunctuation`: a sign repeated for emphasis once, full stops in a row as an ellipsis.

use super::context::{self, ELLIPSIS, Walk};
use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "repeatedPunctuation",
    family: Family::Publish,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "تكرار علامات الترقيم",
        en: "Repeated punctuation",
    },
    explanation: Text {
        ar: "يجعل العلامة المكررة واحدة (!!!! تصبح !) والنقاط المتتالية علامة حذف (…) وعلامتي الاستفهام والتعجب ؟! بهذا الترتيب؛ ولا يمسّ النصوص اللاتينية ونقاط الفهارس والفراغات التي تُملأ.",
        en: "A repeated sign becomes one (!!!! becomes !), full stops in a row an ellipsis (…), question and exclamation marks ؟! in this order; Latin text, leader dots and blanks to fill in stay.",
    },
    example: Example {
        before: "رائع!!!! حقا.....",
        after: "رائع! حقا…",
    },
    triggers: Triggers {
        any: 0,
        adjacent: class::PUNCTUATION,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

const STOP: u16 = 0x2E;
const EXCLAMATION: u16 = 0x21;
const QUESTION: u16 = 0x3F;
const ARABIC_QUESTION: u16 = 0x61F;

/// Signs that run together as one: full stops with ellipses, question with exclamation marks, and
/// the commas of both scripts; the rest each with itself.
fn kind(unit: u16) -> Option<u16> {
    match unit {
        STOP | ELLIPSIS => Some(STOP),
        EXCLAMATION | QUESTION | ARABIC_QUESTION => Some(EXCLAMATION),
        0x60C | 0x2C => Some(0x60C),
        0x61B | 0x3B => Some(0x61B),
        0x3A | 0x6D4 => Some(unit),
        _ => None,
    }
}

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    let repeated = line
        .text
        .windows(2)
        .any(|pair| matches!(pair, &[a, b] if kind(a).is_some() && kind(a) == kind(b)));
    if !repeated {
        return;
    }
    let mut walk = Walk::new(line);
    let mut done = 0;
    while let Some((i, unit)) = walk.next() {
        let Some(of) = kind(unit).filter(|_| i >= done) else {
            continue;
        };
        let mut end = i + 1;
        while kind(line.at(end)) == Some(of) && !walk.is_protected(end) {
            end += 1;
        }
        done = end;
        let blank = || context::blank_end(line, i) == Some(end);
        let kept = of == STOP && (leads(line, end) || is_range(line, i, end) || blank());
        if end == i + 1 || kept || is_latin(&mut walk) {
            continue;
        }
        let run = line.text.get(i..end).unwrap_or_default();
        let has = |sign: u16| run.contains(&sign);
        let question = if has(ARABIC_QUESTION) {
            ARABIC_QUESTION
        } else {
            QUESTION
        };
        let asks = has(ARABIC_QUESTION) || has(QUESTION);
        let pair = [question, EXCLAMATION];
        let one = [match of {
            STOP => ELLIPSIS,
            EXCLAMATION if asks => question,
            EXCLAMATION => EXCLAMATION,
            // Of two scripts the Arabic one; else the sign itself.
            _ if has(of) => of,
            _ => unit,
        }];
        let with = if asks && has(EXCLAMATION) {
            &pair[..]
        } else {
            &one[..]
        };
        if run != with {
            out.replace(i, end, with);
        }
    }
}

/// Letters stand near, and none of them is Arabic.
fn is_latin(walk: &mut Walk<'_>) -> bool {
    let sides = (walk.left(), walk.right());
    sides != (None, None) && !matches!(sides, (Some(true), _) | (_, Some(true)))
}

/// 1..5
fn is_range(line: &Line<'_>, start: usize, end: usize) -> bool {
    let digit = |unit: u16| class::of(unit) & class::DIGIT != 0;
    end - start == 2 && digit(line.before(start)) && digit(line.at(end))
}

/// The dots of a table of contents lead to a page number at the end of the line.
fn leads(line: &Line<'_>, end: usize) -> bool {
    let rest = line.text.get(end..).unwrap_or_default();
    let page = rest
        .iter()
        .copied()
        .skip_while(|&unit| context::is_space(unit));
    let mut digits = 0;
    for unit in page {
        let class = class::of(unit);
        if class & class::DIGIT != 0 {
            digits += 1;
        } else if class & class::BREAK == 0 && !context::is_space(unit) {
            return false;
        }
    }
    digits > 0
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table};

    #[test]
    fn cases() {
        check("repeatedPunctuation");
        table(
            "repeatedPunctuation",
            &[
                (
                    "رائع!!!! ،، حقا...",
                    "رائع! ، حقا…",
                    "signs, commas, full stops",
                ),
                (
                    "حقا؟! نعم!؟ لا!؟!؟",
                    "حقا؟! نعم؟! لا؟!",
                    "question before exclamation",
                ),
                ("هل؟؟؟ نعم??", "هل؟ نعم?", "questions of either script"),
                ("هل ?؟ نعم", "هل ؟ نعم", "of both scripts the Arabic one"),
                ("نعم،, لا؛؛", "نعم، لا؛", "commas and semicolons"),
                ("حقا….. نعم…", "حقا… نعم…", "an ellipsis and more"),
                ("نعم.. لا", "نعم… لا", "two full stops"),
                (
                    "الفصل الأول ........ 12",
                    "الفصل الأول ........ 12",
                    "leader dots",
                ),
                (
                    "السيد/ ....... المقيم في .......... منذ .../.../....م أو ../../1440هـ",
                    "السيد/ ....... المقيم في .......... منذ .../.../....م أو ../../1440هـ",
                    "blanks of a form",
                ),
                ("تعبت........ جدا", "تعبت… جدا", "dots that touch a word"),
                ("Wait... what?!! No!!", "Wait... what?!! No!!", "Latin text"),
                ("!!!!", "!", "no letters at all"),
                ("انظر `a..b!!` هنا", "انظر `a..b!!` هنا", "code"),
                (
                    "زر https://x.com/a...b هنا",
                    "زر https://x.com/a...b هنا",
                    "an address",
                ),
                ("نعم ! ! لا", "نعم ! ! لا", "spaced signs are not a run"),
                (
                    "*** --- === نعم",
                    "*** --- === نعم",
                    "rules of dashes and stars",
                ),
                ("افتح ../a", "افتح ../a", "a path"),
            ],
        );
    }
}
