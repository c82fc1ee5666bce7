//! The profile `publish` as a whole: its rules together, on text as people paste it.

#![allow(clippy::unwrap_used)]

use naqi::{Cleaner, Options, Profile, Stream};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn publish() -> Cleaner {
    Cleaner::new(&Options::new(Profile::Publish)).unwrap()
}

#[test]
fn rules_together() {
    let cleaner = publish();
    for (input, output) in [
        (
            "قال : \" نعم \" ،ثم ذهب( مسرعا )!!",
            "قال: «نعم»، ثم ذهب (مسرعا)!",
        ),
        ("ترامب ، الرئيس ؛ قال :نعم", "ترامب، الرئيس؛ قال: نعم"),
        ("موقع \" Parler \" ، وهو", "موقع «Parler»، وهو"),
        ("تويتر \" Twitter \", و فيسبوك", "تويتر «Twitter»، وفيسبوك"),
        (
            "السعر 1,234.50 في 12:30, نعم?",
            "السعر 1,234.50 في 12:30، نعم؟",
        ),
        (
            "قال المدير:\"سنبدأ غدا\"،وأضاف : \" إن شاء الله \" .",
            "قال المدير: «سنبدأ غدا»، وأضاف: «إن شاء الله».",
        ),
        (
            "هل جئت ؟نعم ! جئت,وذهبت;ثم عدت?",
            "هل جئت؟ نعم! جئت، وذهبت؛ ثم عدت؟",
        ),
        (
            "و٪٥٠ من الطلاب ,و 20 % من المعلمين",
            "و٪٥٠ من الطلاب، و 20 % من المعلمين",
        ),
        ("شكراً جزيلاً !!", "شكرًا جزيلًا!"),
        ("يا الله !! ما هذا ؟؟!!", "يا الله! ما هذا؟!"),
        (
            "الشركة ( IBM ) , وهي ( كبيرة ) .",
            "الشركة (IBM)، وهي (كبيرة).",
        ),
        ("انتهى .والآن .. نبدأ ...", "انتهى. والآن… نبدأ…"),
        ("قال ل\"فلان\" وب\"علان\"", "قال ل«فلان» وب«علان»"),
        ("\"قال لي: \"تعال\" فذهبت\"", "«قال لي: “تعال” فذهبت»"),
        ("(1 )بند ؛ (2 )بند", "(1) بند؛ (2) بند"),
        (
            "قال تعالى : ﴿ إنا أعطيناك , الكوثر ﴾ ، صدق",
            "قال تعالى: ﴿ إنا أعطيناك , الكوثر ﴾، صدق",
        ),
        (
            "https://x.com/a , و www.y.com ، و info@x.com .",
            "https://x.com/a، و www.y.com، و info@x.com.",
        ),
        ("#وسم , نعم ؟", "#وسم، نعم؟"),
        ("شكرا :) و ;-) ، نعم", "شكرا :) و ;-)، نعم"),
        ("see a, b and c; ok?", "see a, b and c; ok?"),
        (
            "He said : \"OK\" , then (he) left...",
            "He said : \"OK\" , then (he) left...",
        ),
        ("گفت : « بله » ، و رفت", "گفت: «بله»، و رفت"),
        (
            "التنصيب الرئاسي.\" ، تقدم \"نعم",
            "التنصيب الرئاسي.\"، تقدم \"نعم",
        ),
    ] {
        assert_eq!(cleaner.clean(input).unwrap(), output, "{input}");
        assert_eq!(cleaner.clean(output).unwrap(), output, "again: {input}");
    }
}

#[test]
fn an_article() {
    let text = cleaner_of_article();
    assert!(!text.contains(" ،") && !text.contains('"'));
    assert!(!text.contains(" و ") && !text.contains("اً"));
    assert!(text.contains("التاريخي «سوق النحاسين»") && text.contains("إلى حي كامل»، مضيفًا"));
    assert!(
        text.contains("https://example.org/souq/plan")
            && text.contains("17:30")
            && text.contains("12,5")
    );
}

fn cleaner_of_article() -> String {
    publish().clean(include_str!("data/article.txt")).unwrap()
}

fn text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "نعم",
        "قال",
        "كتابًا",
        "شكراً",
        "و",
        "أ",
        "Parler",
        "ok",
        "a",
        "5",
        "12:30",
        "1,234",
        "٣٫٥",
        "%",
        "٪",
        "،",
        "؛",
        "؟",
        ",",
        ";",
        "?",
        "!",
        ":",
        ".",
        "..",
        "…",
        "(",
        ")",
        "[",
        "]",
        "«",
        "»",
        "“",
        "”",
        "\"",
        "\"",
        "'",
        "‘",
        "’",
        "''",
        "<<",
        ">>",
        "-",
        " ",
        " ",
        " ",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        ":)",
        "https://x.com/a",
        "@فلان",
        "#وسم",
        "`",
        "﴿",
        "﴾",
        "😀",
        "ـ",
        "َ",
        "ّ",
        "\u{200F}",
        "&nbsp;",
        "<b>",
        "/",
        "و ",
        " و ",
        "ملف.pdf",
        "📷",
    ]);
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn idempotent_and_reversible(text in text()) {
        let cleaner = publish();
        let inspection = cleaner.inspect(&text).unwrap();
        prop_assert_eq!(inspection.revert(), text);
        let once = inspection.text().to_owned();
        prop_assert_eq!(cleaner.clean(&once).unwrap(), once);
    }

    #[test]
    fn in_parts_as_in_the_whole(text in text(), block in 1usize..20) {
        let cleaner = publish();
        let mut stream = Stream::new(&cleaner).unwrap().in_blocks(block);
        let mut result = Vec::new();
        for chunk in text.encode_utf16().collect::<Vec<u16>>().chunks(3) {
            stream.push(chunk, &mut result);
        }
        stream.finish(&mut result);
        prop_assert_eq!(String::from_utf16_lossy(&result), cleaner.clean(&text).unwrap());
    }

    #[test]
    fn each_rule_is_idempotent(
        text in text(),
        rule in prop::sample::select(vec![
            ("punctuationScript", "true"), ("punctuationSpacing", "true"), ("quotes", "\"guillemets\""), ("quotes", "\"curly\""),
            ("quotes", "\"straight\""), ("repeatedPunctuation", "true"), ("detachedWaw", "true"), ("tanween", "\"beforeAlef\""),
            ("tanween", "\"onAlef\""), ("digits", "\"ascii\""), ("digits", "\"arabic\""), ("digits", "\"extended\""),
        ]),
    ) {
        let recipe = format!(r#"{{"profile": "none", "rules": {{"{}": {}}}}}"#, rule.0, rule.1);
        let cleaner = Cleaner::new(&Options::from_json(&recipe).unwrap()).unwrap();
        let once = cleaner.clean(&text).unwrap();
        prop_assert_eq!(cleaner.clean(&once).unwrap(), once.clone());
        let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).count();
        prop_assert_eq!(digits(&once), digits(&text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 40,
        rng_seed: RngSeed::Fixed(1443),
        ..ProptestConfig::default()
    })]

    // Long enough to be cleaned in pieces, with and without blank lines between them.
    #[test]
    fn a_long_text_is_cleaned_like_a_short_one(
        lines in prop::collection::vec((text(), "\n{1,2}"), 1..40),
    ) {
        let some: String = lines.iter().map(|(line, end)| format!("{line}{end}")).collect();
        let long = some.repeat(60_000 / some.encode_utf16().count() + 1);
        let cleaner = publish();
        let once = cleaner.clean(&long).unwrap();
        prop_assert_eq!(cleaner.clean(&once).unwrap(), once.clone());
        let inspection = cleaner.inspect(&long).unwrap();
        prop_assert_eq!(inspection.text(), once.clone());
        prop_assert_eq!(inspection.revert(), long.clone());
        let mut stream = Stream::new(&cleaner).unwrap();
        let mut result = Vec::new();
        stream.push(&long.encode_utf16().collect::<Vec<u16>>(), &mut result);
        stream.finish(&mut result);
        prop_assert_eq!(String::from_utf16_lossy(&result), once);
    }
}
