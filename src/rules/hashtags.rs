//! `hashtags`: removed, or split into the words that they are made of.

use super::context::SPACE;
use super::removal::Removal;
use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::protect::kind;
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "hashtags",
    family: Family::Strip,
    lossless: false,
    settings: Settings::OneOf(&["remove", "split"]),
    title: Text {
        ar: "الوسوم",
        en: "Hashtags",
    },
    explanation: Text {
        ar: "يحذف الوسوم، أو يفكّها إلى كلماتها: \u{200E}#كأس_العالم تصبح كأس العالم.",
        en: "Removes hashtags, or splits them into words: #كأس_العالم becomes كأس العالم.",
    },
    example: Example {
        before: "نتائج #كأس_العالم اليوم",
        after: "نتائج اليوم",
    },
    triggers: Triggers {
        any: class::ANCHOR,
        adjacent: 0,
    },
    reaches: kind::HASHTAG,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

const UNDERSCORE: u16 = 0x5F;

fn run(line: &Line<'_>, setting: Setting, out: &mut Out) {
    if !line.text.contains(&u16::from(b'#')) {
        return;
    }
    let mut removal = Removal::new(line);
    let spans = line
        .protected()
        .iter()
        .filter(|span| span.kind == kind::HASHTAG);
    if setting.choice() == 0 {
        removal.remove_all(spans, out);
        return;
    }
    for span in spans {
        let (start, end) = (span.start as usize, span.end as usize);
        let tag = line.text.get(start + 1..end).unwrap_or_default();
        let word = |i: usize| line.class(i) & (super::context::LETTER | class::DIGIT) != 0;
        let mut with = Vec::with_capacity(tag.len() + 1);
        if start > 0 && (word(start - 1) || line.class(start - 1) & super::context::ON_LETTER != 0)
        {
            with.push(SPACE);
        }
        for (i, part) in tag
            .split(|&unit| unit == UNDERSCORE)
            .filter(|part| !part.is_empty())
            .enumerate()
        {
            if i > 0 {
                with.push(SPACE);
            }
            with.extend_from_slice(part);
        }
        removal.replace(span, &with, out);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table, with};

    #[test]
    fn cases() {
        check("hashtags");
        table(
            "hashtags",
            &[
                ("#وسم نص #آخر", "نص", "at both ends"),
                (
                    "رقم #1 وC# و&#1593;",
                    "رقم #1 وC# و&#1593;",
                    "what is no hashtag",
                ),
                (
                    "https://x.com/#أ `#ب`",
                    "https://x.com/#أ `#ب`",
                    "in an address or code",
                ),
            ],
        );
        for (input, output) in [
            (
                "#كأس_العالم @فلان https://a.b/c",
                "كأس العالم @فلان https://a.b/c",
            ),
            ("#قِمّة__الرياض_", "قِمّة الرياض"),
            ("#أ#ب في#ج", "أ ب في ج"),
            ("##وسم", "وسم"),
            ("#Riyadh_2030!", "Riyadh 2030!"),
        ] {
            assert_eq!(with("hashtags", "split", input), output);
            assert_eq!(with("hashtags", "split", output), output);
        }
    }
}
