//! The profiles: named mixes of rules and settings.

use super::Text;

/// A profile, one of [`PROFILES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Profile {
    /// No rule: the base for a hand-made list.
    None,
    /// Lossless repair: the default.
    #[default]
    Repair,
    /// Repair and typography.
    Publish,
    /// Search keys.
    Search,
    /// Posts and comments.
    Social,
    /// Text for a language model or a corpus.
    Corpus,
    /// What Apache Lucene's ArabicNormalizer does, and nothing else.
    Lucene,
}

/// What a profile is made of.
#[derive(Debug, Clone, Copy)]
pub struct ProfileInfo {
    /// Its name in options.
    pub id: &'static str,
    /// A short name.
    pub title: Text,
    /// One line on what it is for.
    pub explanation: Text,
    /// Whether all rules of the repair family are on.
    pub repair: bool,
    /// The other rules, each with the setting as options spell it: empty for the default, a name, or
    /// names with commas.
    pub rules: &'static [(&'static str, &'static str)],
    /// Whether protected spans hold.
    pub protect: bool,
}

impl Profile {
    /// Every profile, in the order of [`PROFILES`].
    pub const ALL: [Profile; 7] = [
        Profile::None,
        Profile::Repair,
        Profile::Publish,
        Profile::Search,
        Profile::Social,
        Profile::Corpus,
        Profile::Lucene,
    ];

    /// What it is made of.
    pub fn info(self) -> &'static ProfileInfo {
        &PROFILES[self as usize]
    }

    /// The profile of this name.
    pub fn from_id(id: &str) -> Option<Profile> {
        Profile::ALL
            .into_iter()
            .find(|profile| profile.info().id == id)
    }
}

/// Every profile.
pub static PROFILES: [ProfileInfo; 7] = [
    ProfileInfo {
        id: "none",
        title: Text {
            ar: "بلا قواعد",
            en: "No rules",
        },
        explanation: Text {
            ar: "لا شيء مُفعَّل: أساس لقائمة تختارها بنفسك.",
            en: "Nothing is on: the base for a list of your own.",
        },
        repair: false,
        rules: &[],
        protect: true,
    },
    ProfileInfo {
        id: "repair",
        title: Text {
            ar: "إصلاح",
            en: "Repair",
        },
        explanation: Text {
            ar: "يصلح ما أفسده النسخ والترميز دون أن يفقد النص شيئًا من معناه.",
            en: "Mends what copying and encoding broke; the text loses nothing of its meaning.",
        },
        repair: true,
        rules: &[],
        protect: true,
    },
    ProfileInfo {
        id: "publish",
        title: Text {
            ar: "نشر",
            en: "Publish",
        },
        explanation: Text {
            ar: "الإصلاح مع ضبط علامات الترقيم والمسافات وعلامات التنصيص والتنوين.",
            en: "Repair, with punctuation, spacing, quotation marks and tanween put right.",
        },
        repair: true,
        rules: &[
            ("punctuationScript", ""),
            ("punctuationSpacing", ""),
            ("quotes", ""),
            ("repeatedPunctuation", ""),
            ("detachedWaw", ""),
            ("tanween", ""),
        ],
        protect: true,
    },
    ProfileInfo {
        id: "search",
        title: Text {
            ar: "بحث",
            en: "Search",
        },
        explanation: Text {
            ar: "مفاتيح بحث ومقارنة: بلا تشكيل، وبصورة واحدة للألف والهمزة والياء والتاء المربوطة والأرقام.",
            en: "Keys for search and comparison: no tashkeel; one form of alef, hamza, yeh, teh marbuta and digits.",
        },
        repair: true,
        rules: &[
            ("marks", ""),
            ("alef", ""),
            ("hamza", ""),
            ("alefMaksura", ""),
            ("tehMarbuta", ""),
            ("tanweenAlef", ""),
            ("elongation", ""),
            ("digits", "ascii"),
            ("ligatureWords", "expand"),
            ("letterCase", ""),
        ],
        protect: true,
    },
    ProfileInfo {
        id: "social",
        title: Text {
            ar: "تواصل اجتماعي",
            en: "Social",
        },
        explanation: Text {
            ar: "منشورات وتعليقات بلا وسوم HTML ولا روابط ولا إشارات ولا رموز تعبيرية، مع ردّ الحروف الممدودة.",
            en: "Posts and comments without HTML, links, mentions or emoji, and with drawn-out letters put back.",
        },
        repair: true,
        rules: &[
            ("html", ""),
            ("urls", ""),
            ("mentions", ""),
            ("hashtags", "split"),
            ("emoji", ""),
            ("decoration", ""),
            ("elongation", "two"),
            ("repeatedPunctuation", ""),
        ],
        protect: true,
    },
    ProfileInfo {
        id: "corpus",
        title: Text {
            ar: "مدوّنة نصية",
            en: "Corpus",
        },
        explanation: Text {
            ar: "نصوص للبحث اللغوي وتدريب النماذج: بلا وسوم ولا محارف تحكّم، مع إبقاء الحروف والحركات كما هي.",
            en: "Text for linguistics and model training: no markup or controls; letters and marks untouched.",
        },
        repair: true,
        rules: &[
            ("html", ""),
            ("controls", ""),
            ("decoration", ""),
            ("urls", "placeholder"),
            ("emails", "placeholder"),
        ],
        protect: true,
    },
    ProfileInfo {
        id: "lucene",
        title: Text {
            ar: "لوسين",
            en: "Lucene",
        },
        explanation: Text {
            ar: "ما يفعله ArabicNormalizer في Apache Lucene بعينه ولا شيء سواه، لمطابقة Elasticsearch وOpenSearch وSolr.",
            en: "Exactly what Apache Lucene’s ArabicNormalizer does and nothing else, to match Elasticsearch, OpenSearch and Solr.",
        },
        repair: false,
        rules: &[
            ("tatweel", "all"),
            ("marks", "harakat,tanween,shadda,sukun"),
            ("alef", "seated"),
            ("alefMaksura", ""),
            ("tehMarbuta", "heh"),
        ],
        protect: false,
    },
];
