//! Time and memory of deduplication on the generated corpus; `node scripts/bench-dedupe.mjs` runs all of it,
//! beside its peers.
//!
//! ```sh
//! cargo bench --bench dedupe -- write 100000 DIR        # text.txt, folded.txt and truth.tsv
//! cargo bench --bench dedupe -- run TEXT [OPTIONS ...]  # each OPTIONS: the value of `dedupe`, in JSON
//! cargo bench --bench dedupe -- pairs TEXT OPTIONS OUT  # copies and what they are copies of, by line
//! cargo bench --bench dedupe -- live TEXT               # moving the threshold
//! cargo bench --bench dedupe -- templates 20000         # nearly equal lines, and unrelated ones
//! ```
//!
//! The same with `--target wasm32-wasip1` and the runner `scripts/bench-wasi.mjs` is what WebAssembly takes.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code)]
mod corpus;

use corpus::Plant;
use naqi::dedupe::{Keep, Threshold, key};
use naqi::{Cleaner, Options, Profile};
use std::io::{BufRead, BufReader, Write};
use std::time::Duration;

/// Time that this process had on a processor: other work on the machine does not count.
fn clock() -> Duration {
    match std::fs::read_to_string("/proc/self/schedstat") {
        Ok(stat) => {
            let nanos = stat.split(' ').next().and_then(|n| n.parse().ok());
            Duration::from_nanos(nanos.unwrap_or(0))
        }
        Err(_) => {
            use std::sync::OnceLock;
            static START: OnceLock<std::time::Instant> = OnceLock::new();
            START.get_or_init(std::time::Instant::now).elapsed()
        }
    }
}

/// Bytes of memory that the process has had at most, and nothing where that is not known.
fn peak() -> Option<usize> {
    #[cfg(target_arch = "wasm32")]
    return Some(std::arch::wasm32::memory_size::<0>() * 65536);
    #[cfg(not(target_arch = "wasm32"))]
    {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
        let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes * 1024)
    }
}

/// The text of a file, with no more memory than it takes.
fn read(path: &str) -> Vec<u16> {
    let open = || BufReader::new(std::fs::File::open(path).unwrap());
    let lines = || open().lines().map(Result::unwrap);
    let length: usize = lines().map(|line| line.encode_utf16().count() + 1).sum();
    let mut text = Vec::with_capacity(length);
    for line in lines() {
        text.extend(line.encode_utf16());
        text.push(10);
    }
    text
}

fn cleaner(dedupe: &str) -> Cleaner {
    let options = format!(r#"{{"profile": "none", "dedupe": {dedupe}}}"#);
    Cleaner::new(&Options::from_json(&options).unwrap()).unwrap()
}

fn write(count: usize, dir: &str) {
    let corpus = corpus::Generator::new(1).corpus(count);
    std::fs::create_dir_all(dir).unwrap();
    let create = |name: &str| {
        std::io::BufWriter::new(std::fs::File::create(format!("{dir}/{name}")).unwrap())
    };
    let search = Cleaner::new(&Options::new(Profile::Search)).unwrap();
    let (mut text, mut folded, mut truth) = (
        create("text.txt"),
        create("folded.txt"),
        create("truth.tsv"),
    );
    let mut loose = Vec::new();
    for (i, paragraph) in corpus.iter().enumerate() {
        writeln!(text, "{}", paragraph.text).unwrap();
        let key: Vec<u16> = search
            .clean(&paragraph.text)
            .unwrap()
            .encode_utf16()
            .collect();
        key::loosen(&key, &mut loose);
        writeln!(folded, "{}", String::from_utf16_lossy(&loose)).unwrap();
        let plant = match paragraph.plant {
            Plant::Unique => "unique",
            Plant::Template => "template",
            Plant::Exact => "exact",
            Plant::Spelling => "spelling",
            Plant::Edited(_) => "edited",
        };
        if let Some(source) = paragraph.source {
            writeln!(truth, "{i}\t{source}\t{plant}").unwrap();
        }
    }
}

fn run(path: &str, all: &[String]) {
    let defaults = [
        r#"{"match": "exact"}"#,
        r#"{"match": "folded"}"#,
        r#"{"match": "near", "protect": false}"#,
        r#"{"match": "near"}"#,
    ];
    let all: Vec<&str> = match all {
        [] => defaults.to_vec(),
        all => all.iter().map(String::as_str).collect(),
    };
    for options in all {
        let text = read(path);
        let length = text.len() * 2;
        let cleaner = cleaner(options);
        let (before, start) = (peak().unwrap_or(0), clock());
        let outcome = cleaner.run(text, false).unwrap();
        let time = (clock() - start).as_secs_f64();
        let totals = outcome.found.map(|found| found.totals).unwrap_or_default();
        let more = peak().unwrap_or(0) - before;
        println!(
            "{options:40} {time:>7.3} s {:>6} bytes a unit beyond the text; text {} MB, {} units, {} removed, {} listed",
            more / totals.units.max(1) as usize,
            length / 1_000_000,
            totals.units,
            totals.removed,
            totals.listed
        );
    }
}

fn pairs(path: &str, options: &str, out: &str) {
    let outcome = cleaner(options).run(read(path), false).unwrap();
    let found = outcome.found.unwrap();
    let mut out = std::io::BufWriter::new(std::fs::File::create(out).unwrap());
    for cluster in &found.clusters {
        for copy in &cluster.copies {
            writeln!(out, "{}\t{}", copy.unit, cluster.kept).unwrap();
        }
    }
}

fn live(path: &str) {
    let mut found = cleaner(r#"{"match": "near"}"#)
        .run(read(path), false)
        .unwrap()
        .found
        .unwrap();
    let start = clock();
    let prepared = found.prepare();
    println!(
        "all pairs down to 0.7: {:.3} s, held: {prepared}",
        (clock() - start).as_secs_f64()
    );
    for (threshold, keep) in [
        (0.7, Keep::First),
        (0.8, Keep::First),
        (0.85, Keep::First),
        (0.95, Keep::First),
        (0.85, Keep::Longest),
        (0.85, Keep::MostVocalized),
    ] {
        let start = clock();
        found
            .recluster(Threshold::new(threshold).unwrap(), keep, &[])
            .unwrap();
        let time = (clock() - start).as_secs_f64() * 1000.0;
        println!(
            "{threshold} {keep:?}: {time:.1} ms, {} removed",
            found.totals.removed
        );
    }
}

fn templates(count: usize) {
    let texts = corpus::Generator::new(1).templates(count);
    let cleaner = cleaner(r#"{"match": "near", "protect": false}"#);
    for (name, text) in ["nearly equal", "unrelated"].iter().zip(texts) {
        let text: Vec<u16> = text.encode_utf16().collect();
        let run = || {
            let text = text.clone();
            let start = clock();
            let found = cleaner.run(text, false).unwrap().found.unwrap();
            (clock() - start, found.totals.removed)
        };
        // Once before, so that what is compiled on the way does not count; then the median of five.
        run();
        let mut runs: Vec<(Duration, u32)> = (0..5).map(|_| run()).collect();
        runs.sort_unstable();
        let (time, removed) = runs[2];
        let seconds = time.as_secs_f64();
        println!("{count} lines, {name}: {seconds:.3} s, {removed} removed");
    }
}

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    match args
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["write", count, dir] => write(count.parse().unwrap(), dir),
        ["run", path, ..] => run(path, &args[2..]),
        ["pairs", path, options, out] => pairs(path, options, out),
        ["live", path] => live(path),
        ["templates", count] => templates(count.parse().unwrap()),
        _ => println!(
            "write COUNT DIR | run TEXT [OPTIONS ...] | pairs TEXT OPTIONS OUT | live TEXT | templates COUNT"
        ),
    }
}
