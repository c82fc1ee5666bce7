//! `urls`, `emails`, `mentions`, `phones`: removed, or each in its place a word in brackets. The
//! words are Arabic, so that a later run, and the rules on foreign scripts, leave them as they are.

use super::removal::Removal;
use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::protect::kind;
use crate::unicode::class;

const SETTINGS: Settings = Settings::OneOf(&["remove", "placeholder"]);

const fn rule(
    id: &'static str,
    title: Text,
    explanation: Text,
    example: Example,
    reaches: u32,
    action: Action,
) -> Rule {
    Rule {
        id,
        family: Family::Strip,
        lossless: false,
        settings: SETTINGS,
        title,
        explanation,
        example,
        triggers: Triggers {
            any: class::ANCHOR,
            adjacent: 0,
        },
        reaches,
        closes: false,
        action,
        suggest: None,
    }
}

pub(super) const URLS: Rule = rule(
    "urls",
    Text {
        ar: "الروابط",
        en: "Web addresses",
    },
    Text {
        ar: "يحذف الروابط، أو يضع مكان كل رابط [رابط].",
        en: "Removes web addresses, or puts [رابط] (link) in their place.",
    },
    Example {
        before: "زر https://example.com/صفحة الآن",
        after: "زر الآن",
    },
    kind::URL,
    Action::Line(urls),
);

pub(super) const EMAILS: Rule = rule(
    "emails",
    Text {
        ar: "عناوين البريد",
        en: "E-mail addresses",
    },
    Text {
        ar: "يحذف عناوين البريد الإلكتروني، أو يضع مكان كل عنوان [بريد].",
        en: "Removes e-mail addresses, or puts [بريد] (mail) in their place.",
    },
    Example {
        before: "راسلنا على info@example.com، شكرًا",
        after: "راسلنا على، شكرًا",
    },
    kind::EMAIL,
    Action::Line(emails),
);

pub(super) const MENTIONS: Rule = rule(
    "mentions",
    Text {
        ar: "الإشارات",
        en: "Mentions",
    },
    Text {
        ar: "يحذف الإشارة إلى الحسابات مثل \u{200E}@فلان، أو يضع مكانها [حساب].",
        en: "Removes @mentions, or puts [حساب] (account) in their place.",
    },
    Example {
        before: "شكرًا @فلان على الرد",
        after: "شكرًا على الرد",
    },
    kind::MENTION,
    Action::Line(mentions),
);

pub(super) const PHONES: Rule = rule(
    "phones",
    Text {
        ar: "أرقام الهواتف",
        en: "Telephone numbers",
    },
    Text {
        ar: "يحذف أرقام الهواتف، أو يضع مكان كل رقم [هاتف].",
        en: "Removes telephone numbers, or puts [هاتف] (telephone) in their place.",
    },
    Example {
        before: "اتصل على +966 50 123 4567 غدًا",
        after: "اتصل على غدًا",
    },
    kind::PHONE,
    Action::Line(phones),
);

fn urls(line: &Line<'_>, setting: Setting, out: &mut Out) {
    take(line, kind::URL, "[رابط]", setting, out);
}
fn emails(line: &Line<'_>, setting: Setting, out: &mut Out) {
    take(line, kind::EMAIL, "[بريد]", setting, out);
}
fn mentions(line: &Line<'_>, setting: Setting, out: &mut Out) {
    take(line, kind::MENTION, "[حساب]", setting, out);
}
fn phones(line: &Line<'_>, setting: Setting, out: &mut Out) {
    take(line, kind::PHONE, "[هاتف]", setting, out);
}

fn take(line: &Line<'_>, kind: u32, placeholder: &str, setting: Setting, out: &mut Out) {
    let mut removal = Removal::new(line);
    let spans = line.protected().iter().filter(|span| span.kind == kind);
    if setting.choice() == 0 {
        removal.remove_all(spans, out);
    } else {
        let with: Vec<u16> = placeholder.encode_utf16().collect();
        spans.for_each(|span| removal.replace(span, &with, out));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, table, with};

    #[test]
    fn cases() {
        for id in ["urls", "emails", "mentions", "phones"] {
            check(id);
        }
        table(
            "urls",
            &[
                ("زر https://x.com/a، ثم", "زر، ثم", "before a comma"),
                ("https://x.com نص", "نص", "at the start"),
                ("نص https://x.com", "نص", "at the end"),
                ("نص https://x.com www.y.com\n", "نص\n", "two at the end"),
                ("https://x.com www.y.com نص", "نص", "two at the start"),
                ("نص (https://x.com) نص", "نص نص", "in brackets"),
                ("نص(https://x.com)نص", "نص نص", "in brackets without spaces"),
                ("https://x.com", "", "alone"),
                (
                    "اكتب `https://x.com` هنا",
                    "اكتب `https://x.com` هنا",
                    "code",
                ),
                (
                    "انتهى.وقال info@x.com",
                    "انتهى.وقال info@x.com",
                    "what is no address",
                ),
            ],
        );
        table(
            "mentions",
            &[
                ("@أ: نعم @ب", ": نعم", "a reply"),
                ("info@x.com @ 5", "info@x.com @ 5", "what is no mention"),
            ],
        );
        table(
            "phones",
            &[("عام 2024 و12:30", "عام 2024 و12:30", "other numbers")],
        );
        let placeholders = [
            (
                "urls",
                "زر https://x.com/a، ووwww.y.com",
                "زر [رابط]، وو[رابط]",
            ),
            ("emails", "راسل info@x.com.", "راسل [بريد]."),
            ("mentions", "شكرًا @فلان", "شكرًا [حساب]"),
            ("phones", "هاتف:(011) 555-1234", "هاتف:[هاتف]"),
        ];
        for (id, input, output) in placeholders {
            assert_eq!(with(id, "placeholder", input), output);
            assert_eq!(with(id, "placeholder", output), output);
        }
    }
}
