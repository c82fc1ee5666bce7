//! The one error type: what was wrong, where, and what is accepted, in Arabic and English.

use crate::dedupe::{Scarce, Settings};
use crate::rules::Text;
use std::fmt;

/// What kind of thing was wrong; its name is the `code` in JavaScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A key of the options that does not exist.
    UnknownOption,
    /// A rule that does not exist.
    UnknownRule,
    /// A value of the right type that is not one of those accepted.
    UnknownValue,
    /// A value of the wrong type.
    WrongType,
    /// A number outside its range.
    OutOfRange,
    /// A recipe or share link that cannot be read.
    BadRecipe,
    /// A job that would not fit into memory.
    TooLarge,
    /// A job that would take too long.
    TooLong,
    /// A byte that the encoding does not have.
    Undecodable,
}

impl Code {
    /// Its name, in camelCase.
    pub const fn name(self) -> &'static str {
        match self {
            Code::UnknownOption => "unknownOption",
            Code::UnknownRule => "unknownRule",
            Code::UnknownValue => "unknownValue",
            Code::WrongType => "wrongType",
            Code::OutOfRange => "outOfRange",
            Code::BadRecipe => "badRecipe",
            Code::TooLarge => "tooLarge",
            Code::TooLong => "tooLong",
            Code::Undecodable => "undecodable",
        }
    }

    /// Whether JavaScript throws a `RangeError` for it (else a `TypeError`).
    pub const fn is_range(self) -> bool {
        matches!(
            self,
            Code::UnknownValue | Code::OutOfRange | Code::TooLarge | Code::TooLong
        )
    }

    // What `given` is: of a job that is refused, how much it would take.
    const fn given(self) -> Text {
        match self {
            Code::TooLarge | Code::TooLong => Text {
                ar: "اللازم",
                en: "needed",
            },
            _ => Text {
                ar: "القيمة المعطاة",
                en: "given",
            },
        }
    }

    const fn title(self) -> Text {
        match self {
            Code::UnknownOption => Text {
                ar: "خيار غير معروف",
                en: "unknown option",
            },
            Code::UnknownRule => Text {
                ar: "قاعدة غير معروفة",
                en: "unknown rule",
            },
            Code::UnknownValue => Text {
                ar: "قيمة غير معروفة",
                en: "unknown value",
            },
            Code::WrongType => Text {
                ar: "نوع القيمة غير صحيح",
                en: "wrong type",
            },
            Code::OutOfRange => Text {
                ar: "قيمة خارج المدى المقبول",
                en: "value out of range",
            },
            Code::BadRecipe => Text {
                ar: "وصفة لا يمكن قراءتها",
                en: "unreadable recipe",
            },
            Code::TooLarge => Text {
                ar: "النص أكبر مما تتسع له الذاكرة",
                en: "the job would not fit into memory",
            },
            Code::TooLong => Text {
                ar: "البحث عن النسخ المتشابهة في هذا النص يستغرق وقتًا أطول مما ينبغي",
                en: "looking for near copies in this text would take too long",
            },
            Code::Undecodable => Text {
                ar: "بايت لا وجود له في هذا الترميز",
                en: "a byte that the encoding does not have",
            },
        }
    }
}

/// An error that names the key, what was given, what is accepted, and the nearest valid name.
///
/// ```
/// let error = naqi::Options::from_json(r#"{"profile": "pubish"}"#).unwrap_err();
/// assert_eq!(error.key, "profile");
/// assert_eq!(error.nearest.as_deref(), Some("publish"));
/// assert!(error.to_string().contains("did you mean “publish”?"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What kind of thing was wrong.
    pub code: Code,
    /// The key, as a path: `rules.quotes`.
    pub key: String,
    /// What was given, shortened; of a job that is refused, how much it would take.
    pub given: String,
    /// What is accepted.
    pub accepted: Vec<String>,
    /// The accepted name closest to what was given, if one is close.
    pub nearest: Option<String>,
}

impl Error {
    /// Makes an error; the nearest accepted name is looked up here.
    pub fn new(
        code: Code,
        key: impl Into<String>,
        given: impl Into<String>,
        accepted: Vec<String>,
    ) -> Error {
        let given = given.into();
        let nearest = nearest(&given, &accepted);
        let given = if given.chars().count() > 60 {
            given.chars().take(60).chain(['…']).collect()
        } else {
            given
        };
        Error {
            code,
            key: key.into(),
            given,
            accepted,
            nearest,
        }
    }

    /// The message in Arabic.
    pub fn message_ar(&self) -> String {
        let mut message = String::from(self.code.title().ar);
        if !self.key.is_empty() {
            message += &format!(": «{}»", self.key);
        }
        if !self.given.is_empty() {
            message += &format!(
                "؛ {}: {}",
                self.code.given().ar,
                self.in_arabic(&self.given)
            );
        }
        if let Some(nearest) = &self.nearest {
            message += &format!(" (هل تقصد «{nearest}»؟)");
        }
        if !self.accepted.is_empty() {
            let accepted = self.in_arabic(&self.accepted.join("، "));
            message += &format!("؛ المقبول: {accepted}");
        }
        message
    }

    // Amounts with the names of their units; everything else that is given or accepted is a name of the API.
    fn in_arabic(&self, given: &str) -> String {
        match self.code {
            Code::TooLarge => given.replace(" MB", " ميغابايت"),
            Code::TooLong => given.replace(" min", " دقيقة"),
            _ => given.to_owned(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.title().en)?;
        if !self.key.is_empty() {
            write!(f, ": “{}”", self.key)?;
        }
        if !self.given.is_empty() {
            write!(f, "; {}: {}", self.code.given().en, self.given)?;
        }
        if let Some(nearest) = &self.nearest {
            write!(f, " (did you mean “{nearest}”?)")?;
        }
        if !self.accepted.is_empty() {
            write!(f, "; accepted: {}", self.accepted.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<crate::dedupe::TooLarge> for Error {
    fn from(error: crate::dedupe::TooLarge) -> Error {
        let code = match error.of {
            Scarce::Memory => Code::TooLarge,
            Scarce::Steps => Code::TooLong,
        };
        let amount = |of: u64| match error.of {
            Scarce::Memory => format!("{} MB", of / 1_000_000),
            // In whole numbers: to write others takes 5 kB of the page.
            Scarce::Steps => {
                let tenths = of.saturating_mul(10).div_ceil(Settings::MOST_STEPS);
                format!("{}.{} min", tenths / 10, tenths % 10)
            }
        };
        let accepted = vec![amount(error.limit), "match: folded".to_owned()];
        Error {
            nearest: None,
            ..Error::new(code, "dedupe.match", amount(error.needed), accepted)
        }
    }
}

// The closest name by edit distance, if at most a third of it is wrong.
fn nearest(given: &str, accepted: &[String]) -> Option<String> {
    let given = given.trim_matches('"').to_ascii_lowercase();
    accepted
        .iter()
        .map(|name| (distance(&given, &name.to_ascii_lowercase()), name))
        .filter(|(distance, name)| *distance * 3 <= name.chars().count().max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name.clone())
}

// Levenshtein, one row at a time.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b.chars()) {
            let best = (diagonal + usize::from(x != y))
                .min(left + 1)
                .min(*cell + 1);
            diagonal = *cell;
            *cell = best;
            left = best;
        }
    }
    row.last().copied().unwrap_or(0)
}
