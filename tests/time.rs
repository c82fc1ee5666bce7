//! No input takes more than its length in time: texts made to have each scan start anew at every place, cleaned
//! at two lengths.

use naqi::{Cleaner, Options};
use std::time::{Duration, Instant};

/// Units of the shorter text; what is slow only by its square shows from a few thousand on.
const SHORT: usize = 4_000;
/// How many times as long the other is.
const TIMES: usize = 32;
/// How many times the time of the short one it may take: far from the square, which is 1024 times, and far from
/// what a busy machine makes of 32 times. The time of the short text is taken for a millisecond at least, so
/// that no single interruption counts.
const MOST: u32 = 160;
const LEAST: Duration = Duration::from_millis(1);
/// What a unit may take, some ten times what it does at worst: what is judged anew for each of many short lines
/// by a thousand units around it grows no faster than the text, and takes as long as if it hung.
const MOST_A_UNIT: Duration = Duration::from_micros(15);
/// The best of so many: a machine is now and then slow, and never fast by chance.
const RUNS: usize = 5;

const REPAIR: &str = r#"{"profile":"repair"}"#;
const PUBLISH: &str = r#"{"profile":"publish"}"#;
const FOLD: &str = r#"{"profile":"none","rules":{"tanweenAlef":true}}"#;
const ENDINGS: &str = r#"{"profile":"none","rules":{"marks":["final"]}}"#;
const HTML: &str = r#"{"profile":"none","rules":{"html":true}}"#;
const SENTENCES: &str = r#"{"profile":"none","dedupe":{"unit":"sentence","match":"near"}}"#;

/// A text that begins with a head, goes on with one piece over and over, and then with another; and what it is
/// made to slow down.
struct Attack(
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const ATTACKS: &[Attack] = &[
    // Letters.
    Attack(
        REPAIR,
        "",
        "ی",
        "",
        "the letters before and after each ی of a word without end",
    ),
    Attack(
        REPAIR,
        "",
        "ی\u{653}کـ",
        "",
        "the same, with a pronoun after each",
    ),
    Attack(
        REPAIR,
        "",
        "\u{64E}",
        "ی",
        "the same, before and after marks without end",
    ),
    Attack(
        REPAIR,
        "",
        "\u{651}\u{64E}\u{650}",
        "",
        "marks on one letter without end",
    ),
    Attack(
        REPAIR,
        "",
        "\u{64E}",
        "\u{654}",
        "the letter of a hamza behind marks",
    ),
    Attack(
        REPAIR,
        "ﻢﻠﺳ ﻢﻠﺳ ",
        "1 ",
        "",
        "Latin words before each number of a reversed line",
    ),
    Attack(REPAIR, "", "ـ\u{64E}", "", "the letter before each tatweel"),
    Attack(REPAIR, "", "👩\u{200D}", "", "an emoji without end"),
    Attack(
        REPAIR,
        "",
        "\u{200D}\u{FE0F}",
        "",
        "selectors before each joiner",
    ),
    Attack(
        FOLD,
        "",
        "\u{64B}",
        "",
        "the letters around marks, from each of them",
    ),
    Attack(
        ENDINGS,
        "",
        "\u{64E}",
        "",
        "the letter after marks, from each of them",
    ),
    // Misreading.
    Attack(
        REPAIR,
        "",
        "Ø§\n",
        "",
        "the text around each short misread line",
    ),
    Attack(REPAIR, "", "ط§\n", "", "the same in another code page"),
    Attack(
        REPAIR,
        "",
        "Ø§\nط§\nÇ\n",
        "",
        "a round for each line that its neighbor bears out",
    ),
    Attack(
        REPAIR,
        "",
        "Ø\u{85}",
        "",
        "the text around each line break that may be half a letter",
    ),
    Attack(REPAIR, "", "ï»¿", "", "a round for each byte order mark"),
    Attack(
        REPAIR,
        "",
        "a.com Ø§ ",
        "",
        "the addresses of the line for each misread word",
    ),
    // Protected spans.
    Attack(REPAIR, "", "﴾", "ا", "the last ornate bracket from each"),
    Attack(
        REPAIR,
        "",
        "﴿",
        "ا",
        "a bracket that closes, for each that opens",
    ),
    Attack(
        REPAIR,
        "",
        "```a\n",
        "",
        "a fence that closes, for each that opens",
    ),
    Attack(REPAIR, "", "` `` ", "", "backticks that close"),
    Attack(
        REPAIR,
        "",
        "http://[",
        "",
        "the bracket that closes an address of numbers",
    ),
    Attack(
        REPAIR,
        "",
        "a.b@",
        "",
        "the parts of an address in each of them",
    ),
    Attack(
        REPAIR,
        "",
        "1.1-",
        "",
        "the groups of a number in each of them",
    ),
    Attack(REPAIR, "", "0 5", "", "a telephone number that goes on"),
    Attack(REPAIR, "", "a/", "", "the parts of a path"),
    Attack(
        REPAIR,
        "",
        "ی1/",
        "",
        "the spans of the line for each suggestion",
    ),
    // Signs.
    Attack(
        PUBLISH,
        "ا",
        "'",
        "",
        "the length of a run of signs at each of them",
    ),
    Attack(
        PUBLISH,
        "ا",
        "<",
        "",
        "the same, where tags are passed over",
    ),
    Attack(
        PUBLISH,
        "ا",
        "« ",
        "",
        "the mark that closes, for each that opens",
    ),
    Attack(
        PUBLISH,
        "ا",
        "، (",
        "",
        "the bracket that closes, for each that opens",
    ),
    Attack(PUBLISH, "ا", " ،", "", "the next letter from each sign"),
    Attack(
        PUBLISH,
        "ا",
        ":)",
        "",
        "the bracket that a smiley would close",
    ),
    Attack(PUBLISH, "ا", " .", "", "the spaces before each stop"),
    // Markup.
    Attack(
        HTML,
        "",
        "<a b=x' c='",
        "",
        "attributes that hold all tags after them",
    ),
    Attack(
        HTML,
        "",
        "<script>",
        "</script<",
        "the closing tag of each script",
    ),
    Attack(HTML, "", "<!--", "", "the end of each comment"),
    Attack(HTML, "", "<a ", "", "the end of each tag"),
    Attack(HTML, "", "&amp;amp", "", "entities in entities"),
    // Sentences.
    Attack(
        SENTENCES,
        "",
        "«",
        "",
        "the mark that closes a quotation, for each that opens one",
    ),
    Attack(SENTENCES, "", "( ", "", "the same, for brackets"),
    Attack(
        SENTENCES,
        "",
        ". ",
        "",
        "the start of the sentence from each stop",
    ),
    Attack(
        SENTENCES,
        " ",
        " ",
        "(ا)",
        "the same, from each quotation, over spaces",
    ),
    // Keys.
    Attack(
        SENTENCES,
        "",
        "می",
        "",
        "the start of the word from each مي, which may be a hundred",
    ),
    Attack(
        SENTENCES,
        "",
        "مئة ",
        "",
        "the rest of the key, moved on for each hundred",
    ),
];

fn text(&Attack(_, head, one, two, _): &Attack, len: usize) -> Vec<u16> {
    let mut text: Vec<u16> = head.encode_utf16().collect();
    let pieces = [one, two].map(|piece| piece.encode_utf16().collect::<Vec<u16>>());
    let parts = pieces.iter().filter(|piece| !piece.is_empty()).count();
    for (place, piece) in pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| !piece.is_empty())
    {
        while text.len() < len * (place + 1) / parts {
            text.extend_from_slice(piece);
        }
    }
    text
}

#[test]
fn time_grows_with_the_text() {
    for attack in ATTACKS {
        let &Attack(options, _, one, two, of) = attack;
        let options = Options::from_json(options).expect("the options are valid");
        let cleaner = Cleaner::new(&options).expect("the options are valid");
        let time = |len: usize| {
            let text = text(attack, len);
            let start = Instant::now();
            let outcome = cleaner.run(text, true).expect("the text is cleaned");
            std::hint::black_box(cleaner.suggestions(&outcome.cleaned));
            start.elapsed()
        };
        let short = (0..RUNS).map(|_| time(SHORT)).min().unwrap_or(LEAST);
        let most = (short.max(LEAST) * MOST).min(MOST_A_UNIT * (SHORT * TIMES) as u32);
        let long: Vec<Duration> = (0..RUNS)
            .map(|_| time(SHORT * TIMES))
            .scan(false, |done, time| {
                let before = std::mem::replace(done, time <= most);
                (!before).then_some(time)
            })
            .collect();
        assert!(
            long.iter().any(|&time| time <= most),
            "{one:?} {two:?}: {short:?} for {SHORT} units, {long:?} for {TIMES} times as many; {of}"
        );
    }
}
