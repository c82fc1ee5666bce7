//! The command-line program: files or standard input through a [`Stream`], in bounded memory unless
//! the options need the whole text. Here are arguments, files, messages and exit codes; all else is the
//! library's.
//!
//! Exit codes: 0 done; 1 a file could not be read, decoded or written; 2 wrong arguments or options.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};
use naqi::rules::{RULES, Settings, Text};
use naqi::{Cleaner, Code, Decoder, Encoding, Options, Profile, Stream, Suggested, Tally};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Bytes that are read at once.
const CHUNK: usize = 1 << 18;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lang {
    Ar,
    En,
}

impl Lang {
    fn of(self, text: Text) -> &'static str {
        match self {
            Lang::Ar => text.ar,
            Lang::En => text.en,
        }
    }

    // Before the arguments are read, since what is wrong with them is said in this language, too.
    fn find() -> Lang {
        let arguments: Vec<String> = std::env::args().collect();
        let pairs = arguments.windows(2).filter(|two| two[0] == "--lang");
        let named = arguments
            .iter()
            .filter_map(|one| one.strip_prefix("--lang="));
        let asked = named.chain(pairs.map(|two| two[1].as_str())).next_back();
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| {
            let value = std::env::var(name).ok()?;
            (!value.is_empty()).then_some(value)
        });
        let name = asked.map(str::to_owned).or(set).unwrap_or_default();
        if name.starts_with("ar") {
            Lang::Ar
        } else {
            Lang::En
        }
    }
}

/// What went wrong: a message, and whether it was the arguments' fault.
#[derive(Debug)]
struct Failure {
    message: String,
    usage: bool,
}

impl Failure {
    fn of(error: &naqi::Error, lang: Lang) -> Failure {
        let message = match lang {
            Lang::Ar => error.message_ar(),
            Lang::En => error.to_string(),
        };
        let usage = !matches!(error.code, Code::Undecodable | Code::TooLarge);
        Failure { message, usage }
    }

    fn io(doing: Text, name: &str, error: &io::Error, lang: Lang) -> Failure {
        let message = format!("{}: {name}: {error}", lang.of(doing));
        Failure {
            message,
            usage: false,
        }
    }

    fn at(mut self, name: &str) -> Failure {
        self.message = format!("{name}: {}", self.message);
        self
    }
}

fn main() -> ExitCode {
    let lang = Lang::find();
    let matches = match command(lang).try_get_matches() {
        Ok(matches) => matches,
        Err(error) if !error.use_stderr() => {
            // A closed pipe is no reason to complain.
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            match lang {
                Lang::En => {
                    let _ = error.print();
                }
                Lang::Ar => eprintln!("naqi: {}", arabic(&error)),
            }
            return ExitCode::from(2);
        }
    };
    let done = match matches.subcommand() {
        Some(("rules", matches)) => list(matches, lang),
        Some((_, matches)) => clean(matches, lang),
        None => clean(&matches, lang),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("naqi: {}", failure.message);
            ExitCode::from(if failure.usage { 2 } else { 1 })
        }
    }
}

// What the parser of arguments says only in English.
fn arabic(error: &clap::Error) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(all)) => all.join("، "),
        _ => String::new(),
    };
    let (argument, value) = (
        text(ContextKind::InvalidArg),
        text(ContextKind::InvalidValue),
    );
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("خيار غير معروف: {argument}"),
        ErrorKind::InvalidSubcommand => {
            format!("أمر غير معروف: {}", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("تنقص قيمة الخيار {argument}"),
        ErrorKind::InvalidValue => {
            format!(
                "القيمة «{value}» غير مقبولة للخيار {argument}؛ المقبول: {}",
                text(ContextKind::ValidValue)
            )
        }
        ErrorKind::ArgumentConflict => {
            format!(
                "لا يجتمع الخيار {argument} مع {}",
                text(ContextKind::PriorArg)
            )
        }
        _ => format!("معطيات غير صحيحة {argument} {value}"),
    };
    let nearest = text(ContextKind::SuggestedArg);
    let hint = if nearest.is_empty() {
        String::new()
    } else {
        format!("؛ هل تقصد {nearest}؟")
    };
    format!("{what}{hint}\nللمساعدة: naqi --help --lang ar")
}

fn command(lang: Lang) -> Command {
    let say = |ar, en| lang.of(Text { ar, en });
    Command::new("naqi")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(
            "نقي: ينظّف النص العربي فيصلحه ويوحّده ويحذف مكرّره دون أن يضيع منه شيء.",
            "naqi cleans Arabic text: repairs it, normalizes it and removes duplicates, and loses nothing.",
        ))
        .after_help(say(
            "رمز الخروج: 0 تمّ، 1 تعذّرت قراءة ملف أو كتابته أو فكّ ترميزه، 2 خطأ في الخيارات.",
            "Exit codes: 0 done; 1 a file could not be read, written or decoded; 2 wrong options.",
        ))
        .args_conflicts_with_subcommands(true)
        .disable_help_subcommand(true)
        .args(arguments(lang))
        .subcommand(
            Command::new("clean")
                .about(say("ينظّف ملفات أو المدخل القياسي (وهو الأمر المفترض)", "Cleans files or standard input (what is done without a command)"))
                .args(arguments(lang)),
        )
        .subcommand(
            Command::new("rules")
                .about(say("يسرد القواعد والأوضاع", "Lists the rules and the profiles"))
                .arg(
                    Arg::new("json")
                        .long("json")
                        .action(ArgAction::SetTrue)
                        .help(say("كلّ ما في جدول القواعد بصيغة JSON", "All of the rule table, as JSON")),
                )
                .arg(lang_argument(lang)),
        )
}

fn lang_argument(lang: Lang) -> Arg {
    let help = Text {
        ar: "لغة الرسائل: ar أو en",
        en: "Language of messages: ar or en",
    };
    Arg::new("lang")
        .long("lang")
        .value_name("LANG")
        .value_parser(["ar", "en"])
        .help(lang.of(help))
}

fn arguments(lang: Lang) -> Vec<Arg> {
    let say = |ar, en| lang.of(Text { ar, en });
    let profiles: Vec<&str> = Profile::ALL
        .iter()
        .map(|profile| profile.info().id)
        .collect();
    let encodings: Vec<&str> = Encoding::ALL
        .iter()
        .map(|encoding| encoding.name())
        .collect();
    vec![
        Arg::new("files")
            .value_name("FILE")
            .num_args(0..)
            .value_parser(clap::value_parser!(PathBuf))
            .help(say("ملفات؛ و«-» أو لا شيء للمدخل القياسي", "Files; “-” or none means standard input")),
        Arg::new("profile")
            .short('p')
            .long("profile")
            .value_name("PROFILE")
            .help(format!("{}: {}", say("الوضع، وهو repair ما لم يُذكر غيره", "The profile; repair unless given"), profiles.join(", "))),
        Arg::new("rule")
            .short('r')
            .long("rule")
            .value_name("ID=SETTING")
            .action(ArgAction::Append)
            .help(say(
                "قاعدة فوق الوضع: on أو off أو قيمة أو قيم بينها فواصل؛ ويمكن تكراره",
                "A rule over the profile: on, off, a setting, or settings with commas; may be repeated",
            )),
        Arg::new("dedupe")
            .short('d')
            .long("dedupe")
            .value_name("SETTINGS")
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("on")
            .help(say(
                "حذف المكرّر، مثل: --dedupe=unit:paragraph,match:near,threshold:0.9",
                "Removes duplicates, as in --dedupe=unit:paragraph,match:near,threshold:0.9",
            )),
        Arg::new("recipe")
            .long("recipe")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help(say("خيارات من ملف JSON، وتُقدَّم عليها الخيارات المذكورة هنا", "Options from a JSON file; those given here go first")),
        Arg::new("in-place")
            .short('i')
            .long("in-place")
            .action(ArgAction::SetTrue)
            .conflicts_with("output")
            .help(say("يكتب كل ملف فوق نفسه بترميز UTF-8", "Writes every file over itself, as UTF-8")),
        Arg::new("output")
            .short('o')
            .long("output")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help(say("يكتب الناتج في هذا الملف بترميز UTF-8", "Writes the result to this file, as UTF-8")),
        Arg::new("encoding")
            .short('e')
            .long("encoding")
            .value_name("ENCODING")
            .help(format!("{}: {}", say("ترميز المدخل؛ يُعرف UTF-8 وUTF-16 من دون ذكرهما", "Encoding of the input; UTF-8 and UTF-16 are known without it"), encodings.join(", "))),
        Arg::new("report")
            .long("report")
            .value_name("FORMAT")
            .value_parser(["text", "json"])
            .help(say(
                "تقرير بما تغيّر وما تكرّر وما يُقترح، في المخرج القياسي للأخطاء: text أو json",
                "Reports changes, duplicates and suggestions on standard error: text or json",
            )),
        lang_argument(lang),
    ]
}

// --- naqi rules ---

fn list(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let mut page = String::new();
    if matches.get_flag("json") {
        page = format!("{:#}\n", naqi::rules::describe());
    } else {
        for rule in RULES {
            let settings = match rule.settings {
                Settings::Switch => String::new(),
                Settings::OneOf(names) => format!(" = {}", names.join(" | ")),
                Settings::AnyOf { names, .. } => format!(" = {}", names.join(", ")),
            };
            page += &format!("{}{settings}\n    {}\n", rule.id, lang.of(rule.explanation));
        }
        page += "\n";
        for profile in Profile::ALL {
            let info = profile.info();
            page += &format!("{}\n    {}\n", info.id, lang.of(info.explanation));
        }
    }
    match io::stdout().write_all(page.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::io(WRITING, "-", &error, lang))
        }
        _ => Ok(()),
    }
}

// --- naqi clean ---

const READING: Text = Text {
    ar: "تعذّرت القراءة",
    en: "cannot read",
};
const WRITING: Text = Text {
    ar: "تعذّرت الكتابة",
    en: "cannot write",
};

fn clean(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let failed = |error: naqi::Error| Failure::of(&error, lang);
    let options = options(matches, lang)?;
    let encoding = matches
        .get_one::<String>("encoding")
        .map(|name| Encoding::from_name(name));
    let job = Job {
        cleaner: Cleaner::new(&options).map_err(failed)?,
        encoding: encoding.transpose().map_err(failed)?,
        report: matches.get_one::<String>("report").map(String::as_str),
        lang,
    };
    let mut files: Vec<&Path> = matches
        .get_many::<PathBuf>("files")
        .unwrap_or_default()
        .map(PathBuf::as_path)
        .collect();
    if files.is_empty() {
        files.push(Path::new("-"));
    }
    if matches.get_flag("in-place") {
        if files.contains(&Path::new("-")) {
            let why = Text {
                ar: "لا يُكتب المدخل القياسي فوق نفسه: اذكر ملفًّا مع ‎--in-place",
                en: "standard input cannot be written over: name a file with --in-place",
            };
            return Err(Failure {
                message: lang.of(why).to_owned(),
                usage: true,
            });
        }
        return files.iter().try_for_each(|file| job.in_place(file));
    }
    let Some(path) = matches.get_one::<PathBuf>("output") else {
        let mut out = io::stdout().lock();
        return files
            .iter()
            .try_for_each(|file| job.file(file, "-", &mut out))
            .or_else(quiet);
    };
    // The files may be read from what is written to.
    replace(path, lang, |out, name| {
        files.iter().try_for_each(|file| job.file(file, name, out))
    })
}

/// A pipe that the reader closed: nothing is wrong, and nothing more to say.
const CLOSED: &str = "\0";

fn quiet(failure: Failure) -> Result<(), Failure> {
    if failure.message == CLOSED {
        Ok(())
    } else {
        Err(failure)
    }
}

// The recipe, under what the arguments say.
fn options(matches: &ArgMatches, lang: Lang) -> Result<Options, Failure> {
    let failed = |error: naqi::Error| Failure::of(&error, lang);
    let mut options = match matches.get_one::<PathBuf>("recipe") {
        Some(path) => {
            let name = path.display().to_string();
            let json = fs::read_to_string(path)
                .map_err(|error| Failure::io(READING, &name, &error, lang))?;
            Options::from_json(&json).map_err(|error| failed(error).at(&name))?
        }
        None => Options::default(),
    };
    if let Some(profile) = matches.get_one::<String>("profile") {
        options.profile = Options::from_short(profile).map_err(failed)?.profile;
    }
    let mut short = options.to_short();
    for rule in matches.get_many::<String>("rule").unwrap_or_default() {
        let (id, setting) = rule.split_once('=').unwrap_or((rule, "on"));
        let setting = match setting {
            "true" => "on",
            "false" => "off",
            setting => setting,
        };
        short += &format!("&{id}={setting}");
    }
    if let Some(dedupe) = matches.get_one::<String>("dedupe") {
        short += &format!("&dedupe={}", dedupe.replace('=', ":"));
    }
    Options::from_short(&short).map_err(failed)
}

// Writes beside the file, and puts it in its place once all is there.
fn replace(
    path: &Path,
    lang: Lang,
    write: impl FnOnce(&mut dyn Write, &str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let name = path.display().to_string();
    let failed = |error: io::Error| Failure::io(WRITING, &name, &error, lang);
    // A device or a link is written to, not replaced.
    let known = fs::symlink_metadata(path).ok();
    if known.as_ref().is_some_and(|known| !known.is_file()) {
        let mut out = BufWriter::new(File::create(path).map_err(failed)?);
        write(&mut out, &name)?;
        return out.flush().map_err(failed);
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.naqi", std::process::id()));
    let beside = PathBuf::from(beside);
    let done = File::create_new(&beside).map_err(failed).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out, &name)?;
        out.flush().map_err(failed)?;
        if let Some(known) = known {
            fs::set_permissions(&beside, known.permissions()).map_err(failed)?;
        }
        fs::rename(&beside, path).map_err(failed)
    });
    if done.is_err() {
        // What is wrong has been said already.
        let _ = fs::remove_file(&beside);
    }
    done
}

/// What is done with every file.
struct Job<'a> {
    cleaner: Cleaner,
    encoding: Option<Encoding>,
    report: Option<&'a str>,
    lang: Lang,
}

impl Job<'_> {
    fn in_place(&self, path: &Path) -> Result<(), Failure> {
        replace(path, self.lang, |out, name| self.file(path, name, out))
    }

    fn file(&self, path: &Path, to: &str, out: &mut dyn Write) -> Result<(), Failure> {
        let name = path.display().to_string();
        let reading = |error| Failure::io(READING, &name, &error, self.lang);
        let mut input: Box<dyn Read> = if path == Path::new("-") {
            Box::new(io::stdin().lock())
        } else {
            Box::new(File::open(path).map_err(reading)?)
        };
        let mut decoder = Decoder::new(self.encoding);
        let mut bytes = vec![0; CHUNK];
        let mut units = Vec::new();
        let mut next = |units: &mut Vec<u16>| -> Result<bool, Failure> {
            let failed = |error: naqi::Error| Failure::of(&error, self.lang).at(&name);
            units.clear();
            let read = match input.read(&mut bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(true),
                read => read.map_err(reading)?,
            };
            if read == 0 {
                let rest = std::mem::replace(&mut decoder, Decoder::new(None));
                rest.finish(units).map_err(failed)?;
                return Ok(false);
            }
            decoder
                .push(bytes.get(..read).unwrap_or(&[]), units)
                .map_err(failed)?;
            Ok(true)
        };
        let write = |out: &mut dyn Write, units: &[u16]| {
            // Decoding let no lone surrogate through, and a stream parts no pair.
            let text = String::from_utf16_lossy(units);
            out.write_all(text.as_bytes())
                .map_err(|error| match error.kind() {
                    io::ErrorKind::BrokenPipe => Failure {
                        message: CLOSED.to_owned(),
                        usage: false,
                    },
                    _ => Failure::io(WRITING, to, &error, self.lang),
                })
        };
        let Ok(mut stream) = Stream::new(&self.cleaner) else {
            let mut all = Vec::new();
            loop {
                let more = next(&mut units)?;
                all.extend_from_slice(&units);
                if !more {
                    break;
                }
            }
            return self.whole(&name, all, &mut |units| write(out, units));
        };
        if self.report.is_some() {
            stream = stream.counting();
        }
        let mut result = Vec::new();
        loop {
            let more = next(&mut units)?;
            stream.push(&units, &mut result);
            write(out, &result)?;
            result.clear();
            if !more {
                break;
            }
        }
        let tally = stream.finish(&mut result);
        write(out, &result)?;
        self.tell(&name, &tally, None);
        Ok(())
    }

    // For options that need the whole text.
    fn whole(
        &self,
        name: &str,
        text: Vec<u16>,
        write: &mut dyn FnMut(&[u16]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let failed = |error: naqi::Error| Failure::of(&error, self.lang).at(name);
        if self.report.is_none() {
            let source = text.clone();
            let cleaned = self.cleaner.clean_utf16(text).map_err(failed)?;
            return write(&cleaned.unwrap_or(source));
        }
        let units = text.len() as u64;
        let inspection = self.cleaner.inspect_utf16(text).map_err(failed)?;
        let totals = inspection
            .found()
            .map(|found| found.totals)
            .unwrap_or_default();
        let cleaned = inspection.cleaned_utf16();
        let mut tally = Tally {
            units,
            lines: cleaned.iter().filter(|&&unit| unit == 0x0A).count() as u64,
            counts: inspection
                .counts()
                .into_iter()
                .map(|(id, count)| (id, u64::from(count)))
                .collect(),
            compared: totals.units.into(),
            removed: totals.removed.into(),
            listed: totals.listed.into(),
            ..Tally::default()
        };
        tally.suggest(inspection.suggestions().iter().cloned(), cleaned, 1);
        write(inspection.text_utf16())?;
        let rows = naqi::dedupe::export::json(&self.cleaner.duplicates(&inspection));
        self.tell(name, &tally, serde_json::from_str(&rows).ok());
        Ok(())
    }

    fn tell(&self, name: &str, tally: &Tally, copies: Option<Value>) {
        let report = match self.report {
            Some("json") => report_json(name, tally, copies).to_string(),
            Some(_) => report_text(name, tally, self.lang),
            None => return,
        };
        eprintln!("{report}");
    }
}

fn report_json(name: &str, tally: &Tally, copies: Option<Value>) -> Value {
    let text = |units: &[u16]| String::from_utf16_lossy(units);
    let suggestion = |one: &Suggested| json!({ "rule": one.id, "line": one.line, "found": text(&one.found), "replacement": text(&one.replacement), "reason": one.reason });
    let suggestions: Vec<Value> = tally.suggestions.iter().map(suggestion).collect();
    let mut report = json!({
        "file": name,
        "units": tally.units,
        "counts": tally.counts,
        "duplicates": { "compared": tally.compared, "removed": tally.removed, "listed": tally.listed },
        "suggested": tally.suggested,
        "suggestions": suggestions,
    });
    if let Some(copies) = copies {
        report["duplicates"]["copies"] = copies;
    }
    report
}

fn report_text(name: &str, tally: &Tally, lang: Lang) -> String {
    let say = |ar, en| lang.of(Text { ar, en });
    let mut report = format!("{name}\n");
    for (id, count) in &tally.counts {
        report += &format!("{count:>10}  {id}\n");
    }
    if tally.counts.is_empty() {
        report += &format!(
            "  {}\n",
            say("لم تُغيّر القواعد شيئًا.", "The rules changed nothing.")
        );
    }
    if tally.compared > 0 {
        let named = [
            (tally.compared, say("وحدة قورنت", "units compared")),
            (tally.removed, say("مكرّر حُذف", "duplicates removed")),
            (tally.listed, say("مكرّر أُبقي", "repeats kept")),
        ];
        for (count, what) in named {
            report += &format!("{count:>10}  {what}\n");
        }
    }
    if tally.suggested > 0 {
        report += &format!(
            "{:>10}  {}\n",
            tally.suggested,
            say("اقتراح", "suggestions")
        );
    }
    for one in &tally.suggestions {
        report += &format!(
            "  {} {}: {} → {}  ({})\n",
            say("سطر", "line"),
            one.line,
            String::from_utf16_lossy(&one.found).trim_end(),
            String::from_utf16_lossy(&one.replacement).trim_end(),
            lang.of(one.reason)
        );
    }
    report.pop();
    report
}
