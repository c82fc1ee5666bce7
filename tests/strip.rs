//! The profiles that strip noise as a whole, and each of their rules.

#![allow(clippy::unwrap_used)]

use naqi::{Cleaner, Options, Profile};
use proptest::prelude::*;

fn cleaner(recipe: &str) -> Cleaner {
    Cleaner::new(&Options::from_json(recipe).unwrap()).unwrap()
}

#[test]
fn posts() {
    let social = Cleaner::new(&Options::new(Profile::Social)).unwrap();
    for (input, output) in [
        (
            "رااااائع جدًّا!!!! 😂😂 @فلان https://t.co/Ab1 #كأس_العالم",
            "راائع جدًّا! كأس العالم",
        ),
        ("<p>مرحبا &amp; أهلا&nbsp;بك</p>", "مرحبا & أهلا بك"),
        ("@أحمد @محمد شكرا 👍🏽", "شكرا"),
        ("اتصل 0501234567 الآن", "اتصل 0501234567 الآن"),
        ("&#35;وسم_جديد", "وسم جديد"),
        (
            "<a href=\"https://x.com\">الموقع</a> (https://x.com)",
            "الموقع",
        ),
        ("https://x.com/a?b=1&amp;c=2 نص", "نص"),
    ] {
        assert_eq!(social.clean(input).unwrap(), output, "{input}");
        assert_eq!(social.clean(output).unwrap(), output, "again: {input}");
    }
}

#[test]
fn corpora() {
    let corpus = Cleaner::new(&Options::new(Profile::Corpus)).unwrap();
    for (input, output) in [
        (
            "<p>زر https://x.com/a أو راسل info@x.com</p>",
            "زر [رابط] أو راسل [بريد]",
        ),
        ("كَتَبَ @فلان #وسم", "كَتَبَ @فلان #وسم"),
        ("<h1>عنوان</h1>\n<p>نص</p>\n", "عنوان\nنص\n"),
    ] {
        assert_eq!(corpus.clean(input).unwrap(), output, "{input}");
        assert_eq!(corpus.clean(output).unwrap(), output, "again: {input}");
    }
}

fn text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "نعم",
        "قال",
        "و",
        "ok",
        "a",
        "5",
        "12:30",
        "،",
        ".",
        "!",
        "!!!",
        "(",
        ")",
        "[",
        "]",
        "«",
        "»",
        "\"",
        "-",
        " ",
        " ",
        " ",
        "\n",
        "\t",
        "_",
        "https://x.com/a",
        "www.y.org",
        "x.io",
        "info@x.com",
        "@فلان",
        "@ab",
        "#وسم",
        "#كأس_العالم",
        "#",
        "@",
        "`",
        "﴿",
        "﴾",
        "😀",
        "👍🏽",
        "🇸🇦",
        "1\u{FE0F}\u{20E3}",
        "❤",
        "\u{FE0F}",
        "\u{200D}",
        "&nbsp;",
        "&amp;",
        "&#1593;",
        "&lt;",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<br>",
        "<",
        ">",
        "/",
        "+966 50 123 4567",
        "0501234567",
        "ملف.pdf",
        "\u{200F}",
        "ـ",
        "ُ",
    ]);
    prop::collection::vec(part, 0..20).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn idempotent_and_reversible(
        text in text(),
        recipe in prop::sample::select(vec![
            r#"{"profile": "social"}"#,
            r#"{"profile": "corpus"}"#,
            r#"{"profile": "none", "rules": {"html": true}}"#,
            r#"{"profile": "none", "rules": {"urls": "remove"}}"#,
            r#"{"profile": "none", "rules": {"urls": "placeholder"}}"#,
            r#"{"profile": "none", "rules": {"emails": "remove"}}"#,
            r#"{"profile": "none", "rules": {"emails": "placeholder"}}"#,
            r#"{"profile": "none", "rules": {"mentions": "remove"}}"#,
            r#"{"profile": "none", "rules": {"mentions": "placeholder"}}"#,
            r#"{"profile": "none", "rules": {"phones": "remove"}}"#,
            r#"{"profile": "none", "rules": {"phones": "placeholder"}}"#,
            r#"{"profile": "none", "rules": {"hashtags": "remove"}}"#,
            r#"{"profile": "none", "rules": {"hashtags": "split"}}"#,
            r#"{"profile": "none", "rules": {"emoji": true}}"#,
        ]),
    ) {
        let cleaner = cleaner(recipe);
        let inspection = cleaner.inspect(&text).unwrap();
        prop_assert_eq!(inspection.revert(), text);
        let once = inspection.text().to_owned();
        prop_assert_eq!(cleaner.clean(&once).unwrap(), once);
    }
}
