//! The program as a user runs it.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn naqi(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_naqi"))
        .args(arguments)
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeding = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    output
}

fn out(arguments: &[&str], input: &str) -> String {
    let output = naqi(arguments, input.as_bytes());
    assert!(output.status.success(), "{}", err(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder of its own for each test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("naqi-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn standard_input_to_standard_output() {
    assert_eq!(out(&[], "العـــربية\r\n"), "العربية\n");
    assert_eq!(out(&["clean"], "نص"), "نص");
    assert_eq!(out(&["-"], ""), "");
    assert_eq!(out(&["--profile", "search"], "الْعَرَبِيَّةُ"), "العربيه");
    assert_eq!(
        out(
            &["-p", "none", "-r", "tatweel", "-r", "digits=ascii"],
            "نـص ١  ٢"
        ),
        "نص 1  2"
    );
    assert_eq!(out(&["-r", "tatweel=off"], "نـص  ١"), "نـص ١");
    assert_eq!(
        out(
            &["-p", "none", "--rule", "marks=tanween,shadda"],
            "مدَّ كتابًا"
        ),
        "مدَ كتابا"
    );
}

#[test]
fn files_in_place_to_a_file_and_by_a_recipe() {
    let folder = Folder::new("files");
    let (one, two) = (folder.file("one", "نـص"), folder.file("two", "كـتاب\n"));
    assert_eq!(out(&[&one, &two], ""), "نصكتاب\n");
    let result = folder.0.join("result");
    assert_eq!(out(&["-o", result.to_str().unwrap(), &one], ""), "");
    assert_eq!(folder.read("result"), "نص");
    assert_eq!(out(&["-i", &one, &two], ""), "");
    assert_eq!(
        (folder.read("one").as_str(), folder.read("two").as_str()),
        ("نص", "كتاب\n")
    );
    let recipe = folder.file(
        "recipe.json",
        r#"{"profile": "search", "rules": {"tehMarbuta": false}}"#,
    );
    assert_eq!(out(&["--recipe", &recipe], "مَدرسة"), "مدرسة");
    assert_eq!(
        out(&["--recipe", &recipe, "-r", "marks=off"], "مَدرسة"),
        "مَدرسة"
    );
    assert_eq!(
        fs::read_dir(&folder.0).unwrap().count(),
        4,
        "nothing is left beside"
    );
}

#[test]
fn a_file_that_fails_stays_as_it_was() {
    let folder = Folder::new("fails");
    let file = folder.file("wrong", b"abc \xC7\xE1");
    let output = naqi(&["-i", &file], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains("0xC7 @ 4 (utf-8)") && err(&output).contains("windows-1256"),
        "{}",
        err(&output)
    );
    assert_eq!(fs::read(&file).unwrap(), b"abc \xC7\xE1");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
    assert_eq!(naqi(&["no such file"], b"").status.code(), Some(1));
}

#[test]
fn encodings() {
    let output = naqi(&["-e", "windows-1256"], &[0xE4, 0xDC, 0xD5]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "نص");
    for text in ["\u{FEFF}نـص", "نـص"] {
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(String::from_utf8(naqi(&[], &utf16).stdout).unwrap(), "نص");
    }
    assert_eq!(naqi(&["-e", "latin9"], b"").status.code(), Some(2));
}

#[test]
fn duplicates() {
    let line =
        "أعلنت الوزارة أمس أن المدارس ستفتح أبوابها في موعدها المعتاد بعد العطلة الصيفية الطويلة.";
    let other =
        "وقال المتحدث باسمها للصحفيين إن الكتب وصلت إلى جميع المدن والقرى البعيدة قبل أيام قليلة.";
    let text = format!("{line}\n{other}\nأعلـنت{}\n", &line["أعلنت".len()..]);
    let kept = format!("{line}\n{other}\n");
    assert_eq!(out(&["-d"], &text), kept);
    assert_eq!(out(&["--dedupe=match:near,minWords:3"], &text), kept);
    assert_eq!(out(&["--dedupe=match=near,minWords=3"], &text), kept);
    assert_eq!(
        out(&["-p", "none", "--dedupe=match:exact"], &text)
            .lines()
            .count(),
        3
    );
    let last = out(&["--dedupe=keep:last"], &text);
    assert!(last.starts_with("وقال"), "{last}");
}

#[test]
fn a_report_in_both_forms_and_both_languages() {
    let text = "نـص\nقال إن القانون تنص تنص عليه\n";
    let output = naqi(&["--report", "json"], text.as_bytes());
    let report: serde_json::Value = serde_json::from_str(&err(&output)).unwrap();
    assert_eq!(
        (&report["file"], &report["counts"]["tatweel"]),
        (&"-".into(), &1.into())
    );
    assert_eq!(
        (&report["suggested"], &report["suggestions"][0]["line"]),
        (&1.into(), &2.into())
    );
    let near = naqi(
        &["--report", "json", "--dedupe=match:near"],
        text.as_bytes(),
    );
    let report: serde_json::Value = serde_json::from_str(&err(&near)).unwrap();
    assert_eq!(
        (
            &report["duplicates"]["removed"],
            &report["duplicates"]["copies"]
        ),
        (&0.into(), &serde_json::json!([]))
    );
    let english = err(&naqi(&["--report", "text"], text.as_bytes()));
    assert!(
        english.contains("1  tatweel") && english.contains("line 2: "),
        "{english}"
    );
    let arabic = err(&naqi(
        &["--report", "text", "--lang", "ar"],
        text.as_bytes(),
    ));
    assert!(arabic.contains("سطر 2: "), "{arabic}");
}

#[test]
fn what_is_wrong_is_said_in_both_languages() {
    for (arguments, english, arabic) in [
        (
            &["-r", "tatwel"][..],
            "did you mean “tatweel”?",
            "هل تقصد «tatweel»",
        ),
        (
            &["-p", "pubish"],
            "did you mean “publish”?",
            "هل تقصد «publish»",
        ),
        (&["--dedupe=unit:word"], "paragraph", "paragraph"),
        (&["--profil", "none"], "--profile", "--profile"),
        (&["--report", "xml"], "json", "المقبول"),
        (&["-i"], "name a file", "اذكر ملف"),
        (&["-i", "-o", "x", "y"], "cannot be used with", "لا يجتمع"),
    ] {
        let output = naqi(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            err(&output).contains(english),
            "{arguments:?}: {}",
            err(&output)
        );
        let output = naqi(&[arguments, &["--lang=ar"]].concat(), b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            err(&output).contains(arabic),
            "{arguments:?}: {}",
            err(&output)
        );
    }
}

#[test]
fn rules_and_help() {
    let table: serde_json::Value = serde_json::from_str(&out(&["rules", "--json"], "")).unwrap();
    assert!(
        table["rules"]
            .as_array()
            .unwrap()
            .iter()
            .any(|rule| rule["id"] == "tatweel")
    );
    assert_eq!(table["profiles"].as_array().unwrap().len(), 7);
    assert!(out(&["rules"], "").contains("tatweel = inside | all\n    Removes kashida"));
    assert!(
        out(&["rules", "--lang", "ar"], "").contains("الكشيدة")
            || out(&["rules", "--lang", "ar"], "").contains("التطويل")
    );
    assert!(out(&["--help"], "").contains("--in-place"));
    assert!(out(&["--help", "--lang", "ar"], "").contains("ينظّف النص العربي"));
    assert!(out(&["--version"], "").starts_with("naqi "));
}

// 40 MB through a pipe: with a text held whole this would take several times that.
#[cfg(target_os = "linux")]
#[test]
fn a_long_text_takes_little_memory() {
    let paragraph = "العـــربية لغة  جميلة ، وفيها كتبٌ كثيرة.\n";
    let mut child = Command::new(env!("CARGO_BIN_EXE_naqi"))
        .args(["-p", "repair"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let block = paragraph.repeat((1 << 20) / paragraph.len());
    for _ in 0..40 {
        stdin.write_all(block.as_bytes()).unwrap();
    }
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert!(peak < 24_000, "{peak} kB");
}
