//! `lookalikes`: letters that a Persian, Urdu or Kurdish keyboard puts where Arabic has its own become
//! the Arabic ones, on lines that are Arabic. Which letter a final ی stands for, ي or ى, is read from
//! its marks, from a closed lexicon and from the shape of the word; what stays open is suggested.

use super::language::{HAMZA, fold, pack};
use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Language, Line, Out, Tips};
use crate::protect::{self, kind};
use crate::unicode::class;
use std::cell::OnceCell;
use std::sync::LazyLock;

pub(super) const RULE: Rule = Rule {
    id: "lookalikes",
    family: Family::Repair,
    lossless: true,
    settings: Settings::Switch,
    title: Text {
        ar: "الحروف الشبيهة",
        en: "Look-alike letters",
    },
    explanation: Text {
        ar: "يردّ ما كُتب بلوحة مفاتيح فارسية أو أردية (ک ی ہ ۃ) إلى حروفه العربية في الأسطر العربية، ويترك الأسطر الفارسية والأردية والكردية كما هي، ويكتفي بالاقتراح حيث تحتمل الياء الأخيرة وجهين.",
        en: "Turns letters from a Persian or Urdu keyboard (ک ی ہ ۃ) into the Arabic ones on Arabic lines; lines in Persian, Urdu or Kurdish stay, and a final ی that could be ي or ى is only suggested.",
    },
    example: Example {
        before: "ذهب إلی المکتبة الکبيرة",
        after: "ذهب إلى المكتبة الكبيرة",
    },
    triggers: Triggers {
        any: class::LOOKALIKE,
        adjacent: 0,
    },
    reaches: 0,
    closes: false,
    action: Action::Line(run),
    suggest: Some(suggest),
};

const FARSI_YEH: u16 = 0x6CC;
const YEH: u16 = 0x64A;
const MAKSURA: u16 = 0x649;
const TEH_MARBUTA: u16 = 0x629;
const TEH_MARBUTA_GOAL: u16 = 0x6C3;
const ALEF: u16 = 0x627;
const TEH: u16 = 0x62A;
const MEEM: u16 = 0x645;
const NOON: u16 = 0x646;
const SEEN: u16 = 0x633;
const DAL: u16 = 0x62F;
const TAH: u16 = 0x637;
const BEH: u16 = 0x628;
const HEH: u16 = 0x647;
const LAM: u16 = 0x644;
const AIN: u16 = 0x639;
const REH: u16 = 0x631;
const WAW: u16 = 0x648;
const FEH: u16 = 0x641;
const KAF: u16 = 0x643;
const QAF: u16 = 0x642;
const JEEM: u16 = 0x62C;
const THAL: u16 = 0x630;

fn run(line: &Line<'_>, _: Setting, out: &mut Out) {
    if line.language() != Language::Arabic {
        return;
    }
    let table = class::table();
    let mut readings = readings(line).into_iter();
    for (i, &unit) in line.text.iter().enumerate() {
        if table[usize::from(unit)] & class::LOOKALIKE == 0 {
            continue;
        }
        let letter = match unit {
            FARSI_YEH => match readings.next() {
                Some((_, Sure(letter))) => letter,
                _ => continue,
            },
            TEH_MARBUTA_GOAL => TEH_MARBUTA,
            _ => fold(unit),
        };
        out.replace(i, i + 1, &[letter]);
    }
}

fn suggest(line: &Line<'_>, _: Setting, tips: &mut Tips) {
    const EITHER: Text = Text {
        ar: "ياء أخيرة قد تكون ي أو ى",
        en: "a final ی that could be ي or ى",
    };
    if line.any & class::LOOKALIKE == 0 || line.language() != Language::Arabic {
        return;
    }
    for (i, reading) in readings(line) {
        if let Rather(letter) = reading {
            tips.push(i, i + 1, vec![letter], EITHER);
        }
    }
}

/// Which letter a ی stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Sure(u16),
    Rather(u16),
}

use Reading::{Rather, Sure};

/// Every ی of a line, and what it stands for.
///
/// A line that has kept its ى lost only its ي: there whatever is in doubt is ي. That it lost them is told by a ی
/// inside a word, which is set right in the same pass: the second time, the line says nothing of the kind. Where
/// some ی is surely ى, too, the line says nothing either, unless it is that of علی, which may be عليّ or a name,
/// and the line has kept the ى of على.
fn readings(line: &Line<'_>) -> Vec<(usize, Reading)> {
    let mushaf = OnceCell::new();
    let places = (0..line.text.len()).filter(|&i| line.at(i) == FARSI_YEH);
    let mut all: Vec<(usize, Reading)> = places.map(|i| (i, yeh(line, i, &mushaf))).collect();
    let is_inside = |i: usize| line.class(i + 1) & class::ARABIC != 0;
    let free = |i: usize| !protect::touches(line.protected(), i, i + 1, kind::ALL);
    let lost = |&(i, reading): &(usize, Reading)| reading == Sure(YEH) && is_inside(i) && free(i);
    let (kept, kept_twin) = kept(line);
    let is_twin = |i: usize| kept_twin && may_be_mine(&Word::before(line, i).letters);
    let both = |&(i, reading): &(usize, Reading)| reading == Sure(MAKSURA) && !is_twin(i);
    if kept && all.iter().any(lost) && !all.iter().any(both) {
        for (_, reading) in &mut all {
            *reading = Sure(YEH);
        }
    }
    all
}

// Whether some word ends in ى, and whether one does that would be another in ي: على, إلى or لدى.
fn kept(line: &Line<'_>) -> (bool, bool) {
    let ends = |i: usize| i > 0 && is_arabic(line, i - 1) && !is_arabic(line, i + 1);
    let mut places = (0..line.text.len()).filter(|&i| line.at(i) == MAKSURA && ends(i));
    let Some(first) = places.next() else {
        return (false, false);
    };
    let mut all = std::iter::once(first).chain(places);
    (
        true,
        all.any(|i| may_be_mine(&Word::before(line, i).letters)),
    )
}

// إليّ, عليّ and لديّ are written like إلى, على and لدى but for the dots.
#[inline(never)]
fn may_be_mine(word: &[u16]) -> bool {
    matches!(without_and(word), [ALEF | AIN, LAM] | [LAM, DAL])
}

fn yeh(line: &Line<'_>, at: usize, mushaf: &OnceCell<bool>) -> Reading {
    let seen_through = class::MARK | class::TATWEEL;
    let is_mark = |i: &usize| line.class(*i) & class::MARK != 0;
    let own = || {
        (at + 1..line.text.len())
            .take_while(is_mark)
            .map(|i| line.at(i))
    };
    // A dagger alef alone: عيسىٰ, and inside a word of the Qur'an هَدَىٰكُمۡ. With a vowel it is يَٰ.
    if own().any(|mark| mark == DAGGER) && !own().any(is_vowel) {
        return Sure(MAKSURA);
    }
    let next = (at + 1..line.text.len())
        .find(|&i| line.class(i) & seen_through == 0 && !matches!(line.at(i), 0x200C | 0x200D));
    let joins = line.class(at + 1) & class::TATWEEL != 0;
    if joins || own().any(is_vowel) {
        return Sure(YEH);
    }
    let before = || {
        (0..at)
            .rev()
            .take_while(|&i| line.class(i) & seen_through != 0)
            .map(|i| line.at(i))
    };
    if before().any(|mark| mark == KASRA) {
        return Sure(YEH);
    }
    if let Some(next) = next.filter(|&i| line.class(i) & class::ARABIC != 0) {
        return inside(line, at, next, mushaf);
    }
    let word = Word::before(line, at);
    if own().chain(before()).any(is_fathatan) || before().any(|mark| mark == DAGGER) {
        return Sure(MAKSURA);
    }
    if before().any(|mark| mark == FATHA) {
        let short = word.letters.len() < 2 || LEXICON.yeh.holds(&word.letters);
        return Sure(if short { YEH } else { MAKSURA });
    }
    if let Some(reading) = in_context(line, &word, at + 1) {
        return reading;
    }
    let reading = by_hamza(&word).unwrap_or_else(|| unmarked(&word.letters, !word.below));
    match reading {
        Sure(letter) if is_doubtful(line, &word, at + 1, letter) => Rather(letter),
        reading => reading,
    }
}

// What a word is by itself but hardly beside its neighbours: a verb after a preposition, an active verb that has no
// object, a noun where a verb is to be expected.
fn is_doubtful(line: &Line<'_>, word: &Word, end: usize, letter: u16) -> bool {
    let before = word_before(line, word.start);
    let (after, _) = word_after(line, end);
    let beside = Beside {
        line,
        word,
        end,
        bare: without_and(&word.letters),
        before: &before,
        after: &after,
    };
    if letter == MAKSURA {
        return beside.is_no_verb();
    }
    let stem = without_future(beside.bare);
    beside.may_be_perfect()
        || beside.may_refuse()
        || beside.may_be_passive()
        || is_transitive(stem) && has_no_object(line, end)
}

/// A word and its neighbours.
struct Beside<'a> {
    line: &'a Line<'a>,
    word: &'a Word,
    end: usize,
    /// Without و and ف.
    bare: &'a [u16],
    before: &'a [u16],
    after: &'a [u16],
}

impl Beside<'_> {
    fn is(&self, words: &Set) -> bool {
        words.holds(&self.word.letters) || words.holds(self.bare)
    }

    fn follows(&self, words: &Set) -> bool {
        words.holds(self.before) || words.holds(without_and(self.before))
    }

    // The subject of a verb comes next: no noun governs it.
    fn has_subject(&self) -> bool {
        matches!(self.after, [ALEF, LAM, _, .., WAW, NOON])
    }

    // What ى ends where no verb, or none in that person, can stand.
    fn is_no_verb(&self) -> bool {
        let doubts = &*DOUBTS;
        let addressed = matches!(self.bare, [TEH, TEH, _, _] | [TEH, TEH, _, ALEF, _]);
        addressed && self.follows(&doubts.moods)
            || self.is(&doubts.verbs) && self.follows(&PLACES.prepositions)
            || match self.bare {
                // سويّ stands alone, but not سوى.
                [SEEN, WAW] => governs_nothing(self.line, self.end),
                // هدي النبي, and هُدي إلى.
                [HEH, DAL] | [BEH, HEH, DAL] => {
                    doubts.prophet.holds(self.after) || self.follows(&PLACES.conjunctions)
                }
                _ => false,
            }
    }

    // A noun that is a verb in ى, too, where one is to be expected.
    fn may_be_perfect(&self) -> bool {
        let doubts = &*DOUBTS;
        let letters = self.word.letters.as_slice();
        let joined = self.bare.len() < letters.len();
        let mutual = joined && matches!(self.bare, [TEH, _, ALEF, _]);
        let third = mutual || self.is(&doubts.third);
        match letters {
            [WAW, FEH] if self.follows(&PLACES.who) || ends(self.line, self.end) => return true,
            [FEH, ALEF, WAW] => return true,
            _ if !third && !self.is(&doubts.perfects) => return false,
            _ => {}
        }
        let begins = || self.follows(&PLACES.who) || starts_clause(self.line, self.word.start);
        let with_and = joined && !doubts.perfects.holds(letters);
        self.follows(&PLACES.conjunctions)
            || self.follows(&doubts.whenever)
            || self.has_subject()
            || third && begins()
            || mutual && letters.first() == Some(&FEH)
            || with_and && doubts.governors.holds(self.after)
    }

    // أبى, he refused, and not my father: before a subject, and at the end "and refused", or "except him, who refused".
    fn may_refuse(&self) -> bool {
        let joined = || self.word.letters.len() > 2 && self.before.last() != Some(&YEH);
        let except = || {
            let start = start_before(self.line, self.word.start);
            word_before(self.line, start) == [ALEF, LAM, ALEF]
        };
        matches!(self.bare, [ALEF, BEH])
            && (self.has_subject() || ends(self.line, self.end) && (joined() || except()))
    }

    // المعتدى عليه.
    fn may_be_passive(&self) -> bool {
        matches!(self.bare, [ALEF, LAM, MEEM, .., _, last, _] if *last != ALEF)
            && DOUBTS.governors.holds(self.after)
    }
}

// A verb of the present whose passive has ى, if it has one.
fn is_transitive(stem: &[u16]) -> bool {
    let [YEH | TEH | NOON, rest @ ..] = stem else {
        return false;
    };
    let twin = || {
        let mut twin = vec![YEH];
        twin.extend_from_slice(rest);
        LEXICON.yeh.holds(&twin)
    };
    let shaped = match stem {
        [_, SEEN, TEH, _, _] | [_, _, TEH, _] => true,
        [YEH, _, ALEF, _] => true,
        [TEH, _, ALEF, _] => !LEXICON.yeh.holds(stem),
        [_, _, _] => twin(),
        _ => false,
    };
    shaped && !DOUBTS.active.holds(rest)
}

// Whether a preposition or the end of the clause comes where a verb would have its object.
fn has_no_object(line: &Line<'_>, end: usize) -> bool {
    let (after, to) = word_after(line, end);
    // "Of", not "who".
    let of = || after == [MEEM, NOON] && has_article(&word_after(line, to).0);
    ends(line, end)
        || of()
        || DOUBTS.governors.holds(&after) && after.first() != Some(&LAM)
        || PLACES.not_governed.holds(&after)
        || PLACES.prepositions.holds(&after)
        || matches!(after.as_slice(), [BEH, _, _, ..] | [WAW, YEH | TEH, _, ..])
}

// Whether a dash comes before this place: what is said of someone, inserted.
fn follows_dash(line: &Line<'_>, start: usize) -> bool {
    let before = (0..start)
        .rev()
        .find(|&i| line.class(i) & class::SPACE == 0);
    before.is_some_and(|i| matches!(line.at(i), 0x2D | 0x2013 | 0x2014))
}

// Where the word before starts.
fn start_before(line: &Line<'_>, start: usize) -> usize {
    let end = start.saturating_sub(1);
    (0..end)
        .rev()
        .take_while(|&i| is_arabic(line, i))
        .last()
        .unwrap_or(start)
}

// Whether no word of the clause comes before this place.
fn starts_clause(line: &Line<'_>, start: usize) -> bool {
    let before = (0..start)
        .rev()
        .find(|&i| line.class(i) & class::SPACE == 0);
    before.is_none_or(|i| !is_arabic(line, i))
}

struct Doubts {
    /// Verbs among the words in ى.
    verbs: Set,
    /// Words in ي that are verbs in ى, too.
    perfects: Set,
    /// The same of the third and the sixth form.
    third: Set,
    /// What only a verb follows, or mostly.
    whenever: Set,
    /// What a verb in the second person follows that loses its ن.
    moods: Set,
    /// Verbs whose passive no one uses, without their first letter.
    active: Set,
    /// Prepositions with their pronouns.
    governors: Set,
    /// Whose guidance it is.
    prophet: Set,
}

static DOUBTS: LazyLock<Doubts> = LazyLock::new(|| Doubts {
    verbs: Set::endless("اتى جرى مضى ادى طغى نوى صلى عانى لاقى سوى ابلى انهى اغرى افتى ادلى"),
    perfects: Set::endless("سري صفي زكي وصي ولي وفي ربي عني دري جري املي"),
    third: Set::endless(
        "وعي حلي لوي طوي نوي طهي كوي غلي نادي عادي قاضي وافي راعي ناجي رامي توازي تساوي تلاقي تعاطي تلافي تراضي",
    ),
    whenever: Set::new("اذا اذ حين ما مما بما فيما كما كلما الذين حتى الا"),
    moods: Set::new("لا لم لن ان لكي كي حتى"),
    active: Set::endless(
        "نبغي كفي نتهي لتقي كتفي ختفي نتمي رتقي حتمي ستوي ؤدي حتوي مشي بكي مضي دلي عاني فضي جدي بالي شتكي ساوي وازي \
         نادي نحني ستحي ستحيي كتسي ستلقي لتوي",
    ),
    governors: Set::new(
        "به بها بهم بنا بك بي منه منها منهم فيه فيها فيهم له لها لهم لك لنا لي اليه اليها اليهم عليه عليها عليهم عليك علينا \
         عنه عنها عنهم بين معه معها",
    ),
    prophet: Set::new("النبي نبي نبيه نبينا نبيهم نبيكم رسول رسوله الرسول محمد السلف"),
});

// What the hamza of a first alef tells, which the lists do not keep: إلى and not آلي or إدي, آوى, وأدّى and
// not وادي, أنتمي ("I") and not انتمى.
fn by_hamza(word: &Word) -> Option<Reading> {
    match word.letters.as_slice() {
        [ALEF, LAM] | [WAW | FEH | LAM, ALEF, LAM] if word.below => Some(Sure(MAKSURA)),
        [ALEF, LAM | REH] if word.madda => Some(Sure(YEH)),
        // اسمي, "my name", and أسمى.
        [ALEF, SEEN, MEEM] => Some(if word.above {
            Rather(MAKSURA)
        } else {
            Sure(YEH)
        }),
        [ALEF, TEH] if word.madda => Some(Rather(YEH)),
        [ALEF, _] if word.madda => Some(Rather(MAKSURA)),
        [LAM, ALEF, REH] if !word.above => Some(Rather(YEH)),
        [WAW | FEH, ALEF, DAL] if word.above => Some(Sure(MAKSURA)),
        [ALEF, _, TEH, _] | [ALEF, NOON, _, _] | [ALEF, SEEN, TEH, _, _] if word.above => {
            Some(Rather(YEH))
        }
        _ => None,
    }
}

// Inside a word it is ي; but the mushaf keeps ى before a pronoun, too (مأوىٰهم), and what is left when its
// marks are stripped no other spelling has.
fn inside(line: &Line<'_>, at: usize, next: usize, mushaf: &OnceCell<bool>) -> Reading {
    // No pronoun is longer than three letters, and a word may well be as long as the text.
    let len = (next..next + 4).take_while(|&i| is_arabic(line, i)).count();
    let rest = line.text.get(next..next + len).unwrap_or(&[]);
    if rest.len() > 3 {
        return Sure(YEH);
    }
    let uthmani = &*UTHMANI;
    let ending = folded(Some(rest));
    let pronoun = !rest.contains(&TEH_MARBUTA) && uthmani.pronouns.holds(&ending);
    if !pronoun && ending != [HEH] {
        return Sure(YEH);
    }
    let word = Word::before(line, at);
    let is_mushaf = || *mushaf.get_or_init(|| is_of_mushaf(line));
    let holds = |set: &Set| fronts(&word.letters).any(|(_, stem)| set.holds(stem));
    // هدىنا الله: today's هدينا, "we", would have God for its object.
    let guided = || {
        let verb = !matches!(without_and(&word.letters), [YEH | TEH | NOON | ALEF, ..]);
        verb && PLACES.god.holds(&word_after(line, next + len).0) && may_end_in_alef(&word.letters)
    };
    let doubtful = match ending.as_slice() {
        _ if pronoun && guided() => true,
        [HEH] if !pronoun => holds(&uthmani.before_teh) && is_mushaf(),
        // "We" and an accusative end like "us" and "our".
        [NOON, ALEF] => holds(&uthmani.before_us) && is_mushaf(),
        // هديه is a word of today, too; هديهم is hardly one.
        ending => {
            word.hamza_alef
                || holds(&uthmani.stems)
                || !matches!(ending, [HEH] | [NOON, YEH]) && holds(&uthmani.before_others)
                || may_end_in_alef(&word.letters) && is_mushaf()
        }
    };
    if doubtful { Rather(MAKSURA) } else { Sure(YEH) }
}

// Whether the stem before a pronoun may be a noun or a verb in ى: no preposition and no dual, and of verbs in the
// present those whose second root letter has a fatha.
fn may_end_in_alef(word: &[u16]) -> bool {
    let uthmani = &*UTHMANI;
    let bare = without_and(word);
    if uthmani.never.holds(word) || uthmani.never.holds(bare) {
        return false;
    }
    fronts(word).any(|(_, stem)| match stem {
        [YEH | TEH | NOON | ALEF, rest @ ..] if uthmani.present.holds(rest) => true,
        [YEH | TEH | NOON, ..] => false,
        stem => stem.len() > 1,
    })
}

/// Whether a line is spelled as the mushaf is: with ءا for آ, or with a word that no one writes so today.
fn is_of_mushaf(line: &Line<'_>) -> bool {
    let words = line
        .text
        .split(|&unit| class::of(unit) & (class::ARABIC | class::MARK) == 0);
    words.filter(|word| word.len() > 2).any(|word| {
        let hamza = word.iter().take(4).position(|&unit| unit == HAMZA);
        let (before, after) = word.split_at(hamza.unwrap_or(0));
        let starts = matches!(after, [HAMZA, ALEF, _, ..])
            && before
                .iter()
                .all(|unit| matches!(*unit, WAW | FEH | BEH | KAF | LAM | ALEF | 0x623));
        starts || {
            let letters = folded(word.get(..LONGEST_WORD.min(word.len())));
            UTHMANI.words.holds(&letters) || UTHMANI.words.holds(without_and(&letters))
        }
    })
}

struct Uthmani {
    stems: Set,
    pronouns: Set,
    /// What ة follows: التورىٰة.
    before_teh: Set,
    /// What ى ends before نا as often as ي.
    before_us: Set,
    /// What hardly any ي ends before a pronoun other than ه and ني.
    before_others: Set,
    /// What no ى ends before a pronoun.
    never: Set,
    /// Verbs whose present ends in ى, without its first letter.
    present: Set,
    /// What only the mushaf spells so.
    words: Set,
}

static UTHMANI: LazyLock<Uthmani> = LazyLock::new(|| Uthmani {
    stems: Set::endless(
        "ماوى دعوى نجوى اخرى احدى مثوى مولى سيمى اذى اشقى اتقى ادرى توفى تتوفى يتوفى \
         افترى ابتلى اجتبى اصطفى اغنى اصفى ارسى مرسى مجرى احصى اردى يغشى الهى طغوى \
         دسى زكى سقى جزى غشى طحى دحى مرعى نجى انجى جلى نرى ضحى تقوى ذكرى القى منتهى استسقى ننسى يخشى تخشى يصلى",
    ),
    pronouns: Set::new("ه ها هم هما هن ك كم كما نا ني"),
    before_teh: Set::new("تور مزج تق"),
    before_others: Set::endless("هدى اتى وصى بنى سوى قضى ترى نهى نادى ارى اولى"),
    before_us: Set::endless("مولى هدى وقى نادى تنهى"),
    never: Set::endless(
        "اي ياي لاي باي في علي الي لدي ابي لابي بابي اخي لاخي باخي ابوي يدي بيدي ايدي بايدي لايدي ابني والدي بولدي ولدي بني لبني حولي حوالي ثمني جنتي اهلي لاهلي نبي بنبي وليي",
    ),
    present: Set::endless("رى نسى رضى خشى نهى لقى صلى غشى توفى تلقى جزى تولى"),
    words: Set::new(
        "الصلوة الزكوة الحيوة السموت سموت الملئكة ملئكة والملئكة الكفرين الكفرون الظلمين الظلمون العلمين الصلحت الصدقين \
         خلدين خلدون الخسرين الخسرون الفسقين الفسقون الشيطن شيطن الإنسن بسلطن سلطن إسرءيل إبرهيم إسمعيل سبحن سبحنه سبحنك \
         يأيها يقوم صرط الصرط ميثق ميثقهم ميثقكم تعلى اليتمى النصرى ثمنية",
    ),
});

const FATHA: u16 = 0x64E;
const KASRA: u16 = 0x650;
const DAGGER: u16 = 0x670;

// What only a consonant, or a long vowel with its hamza, carries: a vowel, shadda, sukun in both its
// shapes, tanween but fathatan.
fn is_vowel(mark: u16) -> bool {
    matches!(mark, 0x64C..=0x652 | 0x654..=0x656 | 0x65E | 0x6E1 | 0x8F1 | 0x8F2)
}

fn is_fathatan(mark: u16) -> bool {
    matches!(mark, 0x64B | 0x657 | 0x8F0)
}

/// The letters of a word before its last, folded, and where it starts.
struct Word {
    letters: Vec<u16>,
    start: usize,
    /// It has إ, as no verb has but with a hamza of its own.
    below: bool,
    /// It has أ.
    above: bool,
    /// It has آ.
    madda: bool,
    /// It has ءا, which only the mushaf writes for آ.
    hamza_alef: bool,
}

/// Units of the longest word that is looked at whole: no word that any list or shape knows is as long, but a run of
/// letters may be as long as the text, with a ی at every other place.
const LONGEST_WORD: usize = 256;

impl Word {
    #[inline(never)]
    fn before(line: &Line<'_>, at: usize) -> Word {
        let in_word = class::ARABIC | class::MARK | class::TATWEEL;
        let start = (at.saturating_sub(LONGEST_WORD)..at)
            .rev()
            .take_while(|&i| line.class(i) & in_word != 0)
            .last()
            .unwrap_or(at);
        let letters = line.text.get(start..at).unwrap_or(&[]);
        let [madda, above, below] = [0x622, 0x623, 0x625].map(|alef: u16| letters.contains(&alef));
        let hamza_alef = letters.windows(2).any(|two| two == [HAMZA, ALEF]);
        let letters = letters
            .iter()
            .filter(|&&unit| is_letter(unit))
            .map(|&unit| fold(unit))
            .collect();
        Word {
            letters,
            start,
            below,
            above,
            madda,
            hamza_alef,
        }
    }
}

// Frequent words that the words around them decide; `end` is where the next one begins.
fn in_context(line: &Line<'_>, word: &Word, end: usize) -> Option<Reading> {
    let places = &*PLACES;
    let stem = without_future(without_and(&word.letters));
    let is = |words: &Set| words.holds(&word.letters) || words.holds(stem);
    let listed = is(&places.words);
    let shaped = places
        .shaped
        .iter()
        .find(|(words, _)| words.holds(&word.letters));
    let lexicon = &*LEXICON;
    let masdar = is_masdar(&word.letters)
        && !lexicon.rather_maksura.holds(&word.letters)
        && !lexicon.function.holds(&word.letters);
    if !listed && !masdar && shaped.is_none() {
        return None;
    }
    let before = word_before(line, word.start);
    let (after, next_end) = word_after(line, end);
    let (before, after) = (before.as_slice(), after.as_slice());
    let follows = |words: &Set| words.holds(before) || words.holds(without_and(before));
    let fits = |side: &Side, words: &Set| match side {
        Side::Before => follows(words),
        Side::After => words.holds(after),
    };
    if listed {
        let mut entries = places.listed.iter();
        let known = entries.find(|(words, side, beside, _)| is(words) && fits(side, beside));
        if let Some(&(.., reading)) = known {
            return Some(reading);
        }
        // No verb follows a preposition, and nothing but a verb "when"; أشتري may, too, but it has its hamza.
        if is(&places.nouns) && follows(&places.prepositions) {
            return Some(Sure(YEH));
        }
        let who = || !is(&places.nouns) && follows(&places.who);
        if is(&places.perfects)
            && (follows(&places.conjunctions) || who())
            && !(word.above && word.letters.first() == Some(&ALEF))
        {
            // الذي بُني عليه.
            if is(&places.suffered) && has_no_object(line, end) {
                return Some(Rather(MAKSURA));
            }
            return Some(Sure(MAKSURA));
        }
    }
    if masdar && follows(&places.prepositions) {
        return Some(Sure(YEH));
    }
    let rather = |holds: bool, letter| holds.then_some(Rather(letter));
    match shaped?.1 {
        // علي is a name before بن and a first name, and after a first name or a title. Elsewhere على is so much more
        // frequent that there is no doubt, if only there is a word that it can govern.
        Place::Ali => {
            if places.before_ali.holds(before) {
                return Some(Sure(YEH));
            }
            let son = matches!(after, [BEH, NOON] | [ALEF, BEH, NOON]);
            // على حسن الظن.
            let virtue = || has_article(&word_after(line, next_end).0);
            let named = places.names.holds(after) && !virtue() || places.names.holds(before);
            let name = son || named || follows(&places.titles);
            if !son && places.names.holds(after) && follows(&places.blessings) {
                return Some(Sure(MAKSURA));
            }
            if ends_sentence(line, end) || (named || follows(&places.titles)) && ends(line, end) {
                return Some(Sure(YEH));
            }
            let owed =
                || places.owed.holds(before) && starts_clause(line, start_before(line, word.start));
            rather(
                name || owed() || places.blessed.holds(after) || governs_nothing(line, end),
                YEH,
            )
        }
        // So is إلى, but for إليّ, which is what is revealed, sent or dear to me.
        Place::Ila if ends_sentence(line, end) => Some(Sure(YEH)),
        Place::Ila if !word.madda && places.sendings.holds(before) && !has_article(after) => {
            Some(Rather(YEH))
        }
        Place::Ila => rather(
            !word.madda
                && (governs_nothing(line, end)
                    || places.returns.holds(after)
                    || matches!(after, [WAW, MEEM, _, _, ..])),
            YEH,
        ),
        // السفير لدى, but لديّ الكثير, and there is with me.
        Place::Lada if governs_nothing(line, end) => None,
        Place::Lada if is_definite(line, word.start) => Some(Sure(MAKSURA)),
        Place::Lada => {
            let open = before.is_empty()
                || starts_clause(line, word.start)
                || matches!(without_and(before), [YEH | TEH, _, _, ..])
                || follows(&places.being);
            (!open).then_some(Sure(MAKSURA))
        }
        // "Of me"; منى is a place and a name.
        // مثلي, but طريقة مثلى.
        Place::Like => (!is_feminine(line, word.start)).then_some(Sure(YEH)),
        // مبنى الوزارة, موسيقى الحفل: what stands before the article is the noun.
        Place::Head => matches!(after, [ALEF, LAM, _, _, ..]).then_some(Sure(MAKSURA)),
        // No clause begins with the adjective, and no plural of قوة ends one alone.
        Place::Strong => {
            let plural =
                before.is_empty() || follows(&places.prepositions) || places.forces.holds(before);
            (!plural && !is_feminine(line, word.start) && ends(line, end)).then_some(Sure(YEH))
        }
        // The passive has no accusative.
        Place::Active => {
            let object = matches!(after, [_, .., last, ALEF] if *last != WAW)
                && !places.adverbs.holds(after);
            object.then_some(Sure(MAKSURA))
        }
        // No imperative stands within a clause.
        Place::Perfect => {
            let begins = starts_clause(line, word.start)
                || word.above
                || before.len() < 2
                || is_definite(line, word.start) && word.letters.get(1) == Some(&LAM);
            (!begins).then_some(Sure(MAKSURA))
        }
        // أمراض الكلى: no adjective with the article follows a noun without.
        Place::Kidneys if is_definite(line, word.start) => {
            Some(if word.above { Rather(YEH) } else { Sure(YEH) })
        }
        Place::Kidneys => {
            let definite = before.len() < 2
                || matches!(
                    before,
                    [.., HEH] | [.., HEH | NOON | THAL, ALEF] | [.., HEH | KAF, MEEM] | [.., KAF]
                ) && last_letter(line, word.start) != TEH_MARBUTA;
            (!definite && !starts_clause(line, word.start)).then_some(Sure(MAKSURA))
        }
        Place::Mine => {
            let placed = follows(&places.prepositions)
                || follows(&places.places)
                || places.titles.holds(before)
                || starts_clause(line, word.start);
            (!placed).then_some(Sure(YEH))
        }
        // المبنى and المعنى are nouns, المبني and المعني follow one, or a preposition follows them.
        Place::Built => {
            let adjective =
                is_definite(line, word.start) || has_no_object(line, end) && !ends(line, end);
            (!adjective && !before.is_empty()).then_some(Sure(MAKSURA))
        }
        // It is told that; else he tells.
        Place::Told => {
            let formula = follows(&DOUBTS.whenever) || starts_clause(line, word.start);
            let told =
                places.tales.holds(after) || ends(line, end) || DOUBTS.governors.holds(after);
            (!formula && !told).then_some(Sure(YEH))
        }
        // On him; as an adjective it begins no clause.
        Place::Then => (starts_clause(line, word.start) && !governs_nothing(line, end))
            .then_some(Sure(MAKSURA)),
        // The Yemeni; الرجل اليمنى is the right leg.
        Place::Yemeni if is_feminine(line, word.start) => Some(Sure(MAKSURA)),
        Place::Yemeni => {
            let plural = matches!(before, [.., ALEF, TEH] | [.., ALEF, LAM, REH, JEEM, LAM]);
            let whose = word_before(line, start_before(line, word.start));
            let limb =
                places.limbs.holds(&whose) || places.limbs.holds(whose.get(1..).unwrap_or(&[]));
            (is_definite(line, word.start) && !plural && !limb).then_some(Sure(YEH))
        }
        // الأولي, "initial", follows a masculine noun: surely one of the forms تفعيل and افتعال.
        Place::AlUla => Some(match without_conjunction(before) {
            [ALEF, LAM, TEH, _, _, YEH, _] | [ALEF, LAM, ALEF, _, _, _, .., ALEF, _] => Sure(YEH),
            noun if places.ages.holds(noun) => Sure(MAKSURA),
            noun if has_article(noun) && !matches!(noun, [.., HEH | TEH | ALEF]) => Rather(MAKSURA),
            _ => Sure(MAKSURA),
        }),
        // اليمنى, "right", follows a feminine noun, as اليمني, "of Yemen", does not.
        Place::Elative if is_feminine(line, word.start) => Some(Sure(MAKSURA)),
        // أسماء الله الحسنى
        Place::Elative => {
            let names = word_before(line, start_before(line, word.start));
            let named = names.ends_with(&[ALEF, SEEN, MEEM, ALEF]);
            (named && before == [ALEF, LAM, LAM, HEH]).then_some(Sure(MAKSURA))
        }
        // مرة أولى; أولى بالأمر.
        Place::Worthier => (matches!(after, [BEH, _, ..] | [ALEF, LAM, _, .., ALEF, TEH])
            || is_feminine(line, word.start))
        .then_some(Sure(MAKSURA)),
        // An adjective like its noun: الرجل الغني, هو القوي.
        Place::Adjective if is_definite(line, word.start) || places.he.holds(before) => {
            Some(Sure(YEH))
        }
        // An adjective beside it shows the noun: القوى السياسية, الموسيقى الشعبية.
        Place::Adjective => (matches!(after, [ALEF, LAM, _, .., HEH])
            && matches!(word.letters.as_slice(), [.., QAF] | [ALEF, LAM, QAF, WAW]))
        .then_some(Sure(MAKSURA)),
        // The guidance; الهدي is what is slaughtered.
        Place::Guidance => {
            let beast =
                places.slaughter.holds(before) || follows(&DOUBTS.whenever) || before.is_empty();
            (!beast && !DOUBTS.prophet.holds(after)).then_some(Sure(MAKSURA))
        }
        // أسمائه تعالى, وقوله تعالى.
        Place::Exalted => (before.len() > 1 && last_letter(line, word.start) == HEH
            || follows_dash(line, word.start) && !places.calls.holds(after))
        .then_some(Sure(MAKSURA)),
        // ذكرى الاستقلال; ذكري alone may be "of me".
        Place::Memory => {
            let alone = governs_nothing(line, end) || matches!(after, [WAW, ..]);
            rather(alone, MAKSURA)
        }
        // تجري من تحتها; but تُجرى من قبل.
        Place::Flow => {
            let by = || places.agents.holds(&word_after(line, next_end).0);
            (matches!(after, [MEEM, NOON]) && !by()).then_some(Sure(YEH))
        }
        // A name where names are told off: خالد، ليلى، سعيد.
        Place::Name => {
            let comma = |i: usize| matches!(line.at(i), 0x2C | 0x60C);
            let listed = comma(end) && word.start > 1 && comma(word.start - 2);
            listed.then_some(Sure(MAKSURA))
        }
        // He prays, but where the neighbours are those of burning or of a passive.
        Place::Usual => Some(Sure(YEH)),
        // كفى بالله.
        Place::Enough => matches!(after, [BEH, _, ..]).then_some(Sure(MAKSURA)),
        // العلى, of the heavens and of attributes; else the name العلي.
        Place::High => rather(
            matches!(before, [.., ALEF, TEH] | [.., ALEF, TEH, HEH]),
            MAKSURA,
        ),
        // The adjective بشري agrees with a noun before it; the news does not.
        Place::Glad if is_definite(line, word.start) => Some(Sure(YEH)),
        Place::Glad => Some(Rather(MAKSURA)),
        // وإنك لعلى خلق; else لعلّي.
        Place::Verily => rather(without_and(before).starts_with(&[ALEF, NOON]), MAKSURA),
        // ولّى مدبرا; else a guardian.
        Place::Turned => rather(matches!(after, [_, _, _, .., ALEF]), MAKSURA),
        Place::Wealth => before.ends_with(&[LAM, ALEF]).then_some(Sure(MAKSURA)),
        // عُني بـ: what is given care, not what means.
        Place::Care => rather(matches!(after, [BEH, _, ..]), MAKSURA),
        // أنّى before a verb of the third person or لك, elsewhere أنّي.
        Place::Whence if !word.below && matches!(after, [YEH | TEH, _, _, .., WAW, NOON]) => {
            Some(Sure(MAKSURA))
        }
        Place::Whence => {
            let verb = matches!(after, [YEH, _, _, ..]);
            let to = matches!(after, [LAM, KAF | HEH, ..] | [LAM, YEH]);
            rather(
                !word.below && (verb || to || places.whence.holds(after)),
                MAKSURA,
            )
        }
    }
}

/// Words that the shape of their neighbours decides.
#[derive(Debug, Clone, Copy)]
enum Place {
    Ali,
    Ila,
    Lada,
    AlUla,
    Elative,
    Worthier,
    Adjective,
    Exalted,
    Memory,
    Flow,
    Name,
    Usual,
    Enough,
    High,
    Glad,
    Verily,
    Turned,
    Wealth,
    Care,
    Whence,
    Mine,
    Built,
    Told,
    Then,
    Yemeni,
    Like,
    Head,
    Strong,
    Active,
    Perfect,
    Guidance,
    Kidneys,
}

#[derive(Debug, Clone, Copy)]
enum Side {
    Before,
    After,
}

/// Words, with و and ف, too, and of verbs with س and ل, and on which side of them which neighbours stand if they are
/// to be read so.
static LISTED: [(&str, Side, &str, Reading); 78] = [
    (
        "تعالى",
        Side::Before,
        "الله لله بالله والله ربه قوله قال سبحانه ربنا تبارك",
        Sure(MAKSURA),
    ),
    // رضي الله عنه.
    ("رضي", Side::After, "الله", Sure(YEH)),
    // The subject is God, and the verb not passive.
    (
        "قضى نهى اوحى اشترى ابتلى نجى وقى اجتبى ينهى القى اغنى احصى انجى اوصى",
        Side::After,
        GOD,
        Sure(MAKSURA),
    ),
    (
        "يجزي يقضي يعطي يجازي ينادي يحصي يحيي ينجي يوفي يبتلي يربي يوحي يلقي يخزي يزكي يبدي",
        Side::After,
        GOD,
        Sure(YEH),
    ),
    // It hides from him; he forbids him; it does not help him; he is content.
    ("يخفى تخفى", Side::After, UPON, Sure(MAKSURA)),
    ("ينهى تنهى ننهى", Side::After, FROM, Sure(MAKSURA)),
    ("النهي بالنهي المنهي", Side::After, FROM, Sure(YEH)),
    ("يغني تغني نغني", Side::After, FROM, Sure(YEH)),
    ("يغني تغني", Side::After, "من", Sure(YEH)),
    ("يرضى ترضى نرضى", Side::After, FROM, Sure(MAKSURA)),
    (
        "يرضى ترضى نرضى",
        Side::After,
        "به بها بهم بذلك بهذا بما",
        Sure(MAKSURA),
    ),
    // He is called to it; he claims that.
    ("يدعى تدعى", Side::After, TO, Sure(MAKSURA)),
    ("يدعي تدعي", Side::After, THAT, Sure(YEH)),
    ("يوحي توحي", Side::After, "بان بانه بانها", Sure(YEH)),
    ("يوحى", Side::After, TO, Rather(MAKSURA)),
    ("يحكى", Side::After, "ان", Rather(MAKSURA)),
    ("راى", Side::After, "ان انه انها انهم", Sure(MAKSURA)),
    (
        "يبقى تبقى نبقى",
        Side::After,
        "في من مع هو هي هناك ان لا له لها كما حتى دون بعيدا",
        Sure(MAKSURA),
    ),
    // He spent his life; God judged between them.
    (
        "قضى",
        Side::After,
        "على نحبه حياته معظم سنوات عمره فترة وقته بقية",
        Sure(MAKSURA),
    ),
    (
        "قضي لقضي",
        Side::After,
        "الامر بين بينهم بينهما بينكم بيننا",
        Rather(YEH),
    ),
    // He died in.
    (
        "توفي",
        Side::After,
        "في عام سنة عن يوم اثر رسول النبي مساء صباح فجر قبل بعد بسبب ودفن",
        Sure(YEH),
    ),
    // He burns in the fire; he is prayed for; else he prays.
    (
        "يصلى تصلى",
        Side::After,
        "النار نارا سعيرا الجحيم جهنم",
        Rather(MAKSURA),
    ),
    ("يصلي تصلي", Side::After, UPON, Rather(YEH)),
    // A name; he gives life.
    (
        "يحيى ليحيى",
        Side::Before,
        "بن ابن ابي ابو ابا ام ال عن حدثنا اخبرنا حدثني اخبرني قال يا زكريا محمد احمد النبي",
        Sure(MAKSURA),
    ),
    ("يحيى", Side::After, "بن ابن", Sure(MAKSURA)),
    (
        "يحيي يحي نحيي نحي تحيي تحي احيي احي",
        Side::After,
        "ويميت ونميت واميت الموتى الارض العظام",
        Sure(YEH),
    ),
    (
        "يحيي يحي نحيي نحي",
        Side::Before,
        "الذي كيف نحن الله هو",
        Sure(YEH),
    ),
    // The sons of.
    (
        "بني لبني ببني يابني يبني",
        Side::After,
        "اسرائيل اسراءيل اسرءيل ادم ءادم هاشم امية العباس تميم هلال عامر قريظة النضير قينقاع المصطلق كنانة مخزوم عبد \
         سلمة حنيفة سليم",
        Sure(YEH),
    ),
    ("بني", Side::Before, "يا يهود قبيلة قبائل ديار", Sure(YEH)),
    (
        "اولي لاولي ياولي ياأولي",
        Side::After,
        "الالباب الالبب الابصر الامر العلم الابصار النهى القربى الايدي الارحام العزم الفضل الضرر باس قوة القوة",
        Sure(YEH),
    ),
    ("اولى", Side::Before, "باب", Sure(MAKSURA)),
    ("اجري", Side::After, "الا", Sure(YEH)),
    ("مني", Side::After, "ان", Sure(YEH)),
    (
        "مني",
        Side::Before,
        "طلب طلبت يطلب تطلب اقرب اكبر افضل خير اعلم اكثر اصغر بدلا",
        Sure(YEH),
    ),
    // He is rich, and can do without; he cannot.
    ("غنى", Side::Before, "في", Sure(MAKSURA)),
    ("غني لغني", Side::Before, "الله ربي ربك هو", Sure(YEH)),
    ("قوي لقوي", Side::Before, "الله هو انه", Sure(YEH)),
    ("ابقى", Side::Before, "خير اشد", Sure(MAKSURA)),
    (
        "الهدى",
        Side::Before,
        "الى على عن بعد بين نور دين علم ام ابو شمس سبيل طريق ائمة امام منار اعلام مصابيح",
        Sure(MAKSURA),
    ),
    ("الهدي", Side::After, "النبوي", Sure(YEH)),
    (
        "الحسنى",
        Side::Before,
        "الاسماء اسماء اسماؤه اسمائه باسمائه",
        Sure(MAKSURA),
    ),
    ("ليلى", Side::Before, "ابي ابو ام بنت", Sure(MAKSURA)),
    ("لعلى", Side::After, "هدى خلق", Sure(MAKSURA)),
    // عن ذكري: "of me".
    ("ذكري", Side::Before, "عن", Rather(MAKSURA)),
    // إذ نادى ربه; else it is a club.
    (
        "نادي",
        Side::Before,
        "اذ قد وقد فقد لقد ولقد ثم حين عندما لما",
        Rather(MAKSURA),
    ),
    // أبى أن; else a father.
    ("ابي", Side::After, "ان الا واستكبر", Rather(MAKSURA)),
    // The mouth of a river, and its course; a pavilion.
    (
        "تقوى مبنى مجرى منتهى مصلى خطى فتاوى دعاوى عدوى",
        Side::Before,
        "في من الى على عن داخل خارج امام",
        Sure(MAKSURA),
    ),
    ("وصلي", Side::After, "الله", Rather(MAKSURA)),
    ("بغى", Side::After, UPON, Rather(MAKSURA)),
    ("اعتدى", Side::After, UPON, Rather(MAKSURA)),
    ("وصى", Side::After, "به بها بهم", Rather(MAKSURA)),
    ("تقوى", Side::After, GOD, Sure(MAKSURA)),
    (
        "ولى",
        Side::After,
        "هاربا مدبرا معرضا الادبار",
        Sure(MAKSURA),
    ),
    (
        "سدى",
        Side::Before,
        "تذهب يذهب ذهب ذهبت يتركهم",
        Sure(MAKSURA),
    ),
    ("المنتهى", Side::Before, "سدرة", Sure(MAKSURA)),
    ("ازكى", Side::After, "لكم لهم لك له من", Sure(MAKSURA)),
    // To call for.
    (
        "ينادي تنادي",
        Side::After,
        "بهذا بهذه بان بضرورة بحق بحقوق بالحرية",
        Sure(YEH),
    ),
    (
        "راي",
        Side::Before,
        "له لها لهم لي لك لنا لكم ولي وله اي ابداء ابدى صاحب كان",
        Sure(YEH),
    ),
    ("راي", Side::After, "عام اخر مخالف قانوني واحد", Sure(YEH)),
    (
        "رضي",
        Side::After,
        "عنه عنها عنهم عنك به بها بما بان",
        Sure(YEH),
    ),
    ("تعالى", Side::After, GOD, Sure(MAKSURA)),
    ("تولى", Side::After, FROM, Sure(MAKSURA)),
    (
        "توفى لتوفى",
        Side::After,
        "الله ربك ربه الملائكة كل",
        Rather(MAKSURA),
    ),
    ("غنى", Side::Before, "لا ولا فلا في", Sure(MAKSURA)),
    ("غني", Side::After, FROM, Sure(YEH)),
    (
        "سعى",
        Side::After,
        "اليه اليها اليهم وراء جاهدا دائما",
        Sure(MAKSURA),
    ),
    ("منتهي", Side::After, "الصلاحية", Sure(YEH)),
    (
        "قضى",
        Side::After,
        "ليلة ليلته ايامه طفولته شبابه عطلته اجازته حاجته يومه حياتها عمرها",
        Sure(MAKSURA),
    ),
    ("تعالى", Side::Before, "يقول ويقول فيقول", Sure(MAKSURA)),
    (
        "السفلى",
        Side::Before,
        "الجزء الطابق الفك الدور الشريط القسم الطرف الحد الجانب النصف الجذع",
        Sure(YEH),
    ),
    ("المدعي", Side::After, "العام بالحق", Sure(YEH)),
    (
        "توفي",
        Side::Before,
        "الذي التي قد ان الى حتى وقد",
        Sure(YEH),
    ),
    (
        "قوي فعلي غني كلي موسيقي مثلي ليلي",
        Side::Before,
        "بشكل نحو شيء امر رجل",
        Sure(YEH),
    ),
    ("قوي", Side::After, "جدا ومتين وشديد للغاية", Sure(YEH)),
    (
        "قوى القوى",
        Side::After,
        "سياسية السياسية الكبرى العظمى العاملة المعارضة الامن المسلحة الخارجية العاملة",
        Sure(MAKSURA),
    ),
    ("قري", Side::After, "عينا", Rather(YEH)),
    ("المدعى", Side::After, "عليه عليها عليهم به", Sure(MAKSURA)),
    ("لقي", Side::After, "حتفه مصرعه ربه", Sure(YEH)),
];

const GOD: &str = "الله ربك ربه ربي ربنا ربكم ربهم ربها";
const UPON: &str = "على عليه عليها عليهم عليك عليكم علينا عليهما";
const FROM: &str = "عن عنه عنها عنهم عنهما عنك عنكم عنا عما عمن";
const TO: &str = "الى اليه اليها اليهم اليك اليكم الينا";
const THAT: &str = "ان انه انها انهم انك بان بانه";

struct Places {
    listed: Vec<(Set, Side, Set, Reading)>,
    /// The words of all of them, of the nouns and of the verbs.
    words: Set,
    shaped: Vec<(Set, Place)>,
    /// Nouns in ي that are verbs in ى.
    nouns: Set,
    /// Those verbs, and more.
    perfects: Set,
    god: Set,
    /// Those whose passive is in use.
    suffered: Set,
    /// What only a noun follows.
    prepositions: Set,
    /// What only a verb in the perfect, or a name, follows.
    conjunctions: Set,
    /// Who, but also: of.
    who: Set,
    names: Set,
    titles: Set,
    blessings: Set,
    sendings: Set,
    ages: Set,
    feminine: Set,
    he: Set,
    agents: Set,
    whence: Set,
    not_governed: Set,
    /// Before what is no preposition but a name.
    before_ali: Set,
    /// What is someone's, and is owed by me.
    owed: Set,
    /// What is said after the name.
    blessed: Set,
    /// What is to me: the return.
    returns: Set,
    /// What is with someone is, becomes or remains so.
    being: Set,
    /// What منى is the place of, or in.
    places: Set,
    /// Of which there is a right one.
    limbs: Set,
    /// What قوى follows.
    forces: Set,
    /// What is done with a beast, and what may point at one.
    slaughter: Set,
    /// What ends in ا but is no object.
    adverbs: Set,
    /// How a tale is told.
    tales: Set,
    /// Where one is called to come.
    calls: Set,
}

const NOUNS: &str = "تولي تخلي تلقي تحدي تعدي تخطي تبني تصدي ترقي تنحي تجلي تحلي تداعي تمادي تناسي تلاشي تعافي تغاضي توالي \
    تعالي تهاوي توارى تمني نهي نفي سعي مشي رمي رعي حكي جني سقي نعي راي بني";
const PERFECTS: &str = "تخلى تحدى تعدى تخطى تصدى ترقى تنحى تمادى تناسى تلاشى تغاضى توالى تعالى تهاوى توارى تمنى راى سعى \
    مشى رعى رمى بنى جنى عصى بغى بكى هوى غوى ابتغى اتقى ارتدى ارتقى اشترى اختفى ادعى التقى اكتفى انحنى اشتكى استدعى \
    اعتنى طغى";

static PLACES: LazyLock<Places> = LazyLock::new(|| Places {
    listed: LISTED
        .iter()
        .map(|&(words, side, neighbours, reading)| {
            (Set::endless(words), side, Set::new(neighbours), reading)
        })
        .collect(),
    words: {
        let lists = LISTED.iter().map(|(words, ..)| *words);
        let lists: Vec<&str> = lists.chain([NOUNS, PERFECTS]).collect();
        Set::endless(&lists.join(" "))
    },
    nouns: Set::endless(NOUNS),
    perfects: Set::endless(PERFECTS),
    god: Set::new(GOD),
    suffered: Set::endless("بنى جنى رمى رعى اشترى استدعى ابتغى تخطى تحدى ابتلى"),
    prepositions: Set::new(
        "في عن على الى مع بعد قبل عند دون بدون حول نحو ضد خلال بسبب رغم كل بعض اي غير وفق حسب تحت فوق عدم عملية \
         ضرورة محاولة مجرد سبيل ذات",
    ),
    conjunctions: Set::new("قد لقد ولقد لما فلما ولما عندما حينما بعدما الذي لو ولو ثم"),
    who: Set::new("من لمن ممن"),
    blessings: Set::new(
        "صل وصل صلى سلم بارك سلام السلام الصلاة القران بالقران الوحي نزل انزل انزله انزلنا المنزل ينزل تنزل دخل دخلت يدل تدل دل",
    ),
    sendings: Set::new("اوحي واوحي يوحي اوحى القي انزل انزلت احب بسطت ارسل يرد ادوا به لنا"),
    ages: Set::new(
        "القرون الايام العصور السنوات الاشهر المراحل المراكز العقود الاسابيع الساعات الصفوف الصحف الحروف الشهور",
    ),
    feminine: Set::new("اليد العين الاذن القدم الكف الذراع الساق"),
    he: Set::new("هو وهو لهو فهو الله والله انه"),
    agents: Set::new("قبل خلال طرف جانب جديد"),
    whence: Set::new("هذا شئتم شئت شاء"),
    shaped: [
        ("علي", Place::Ali),
        ("الي والي", Place::Ila),
        ("لدى", Place::Lada),
        ("الاولى والاولى", Place::AlUla),
        (
            "اليسرى السفلى الوسطى المثلى الصغرى الحسنى العظمى الطولى",
            Place::Elative,
        ),
        ("اولى", Place::Worthier),
        ("الغني القوي السكني الموسيقي", Place::Adjective),
        ("تعالى وتعالى", Place::Exalted),
        ("ذكري لذكرى بذكرى الذكرى", Place::Memory),
        ("تجري يجري لتجري", Place::Flow),
        ("ليلى سلمى هدى", Place::Name),
        ("كفى وكفى فكفى", Place::Enough),
        (
            "يصلي تصلي نصلي ويصلي وتصلي فيصلي ليصلي تمشي تقي",
            Place::Usual,
        ),
        ("العلي", Place::High),
        ("البشري بالبشرى", Place::Glad),
        ("لعلي", Place::Verily),
        ("ولي", Place::Turned),
        ("غنى", Place::Wealth),
        ("يعنى تعنى معني", Place::Care),
        ("انى فانى وانى", Place::Whence),
        ("مني", Place::Mine),
        ("مثلي", Place::Like),
        ("الكلى الاسرى", Place::Kidneys),
        ("الهدى والهدى بالهدى", Place::Guidance),
        ("مبنى مجرى موسيقى", Place::Head),
        ("قوي", Place::Strong),
        ("قضى بنى جنى طوى روى حكى رمى", Place::Active),
        (
            "اختفى اشتكى ارتدى ارتقى التقى اكتفى انحنى اعتنى",
            Place::Perfect,
        ),
        ("المبنى المعنى", Place::Built),
        ("يحكي", Place::Told),
        ("فعلي", Place::Then),
        ("اليمنى", Place::Yemeni),
    ]
    .into_iter()
    .map(|(words, place)| (Set::endless(words), place))
    .collect(),
    names: Set::new("محمد احمد حسن حسين محمود ابراهيم عبد صالح"),
    before_ali: Set::new("عن مع الى على بن ابن ابي بنت"),
    owed: Set::new("له لهم لها لك لكم ولهم وله ولك"),
    blessed: Set::new("رضي كرم عليه يوم حين ايها ايتها حكيم عظيم كبير"),
    being: Set::new(
        "ليس ليست كان كانت كانا اصبح اصبحت بات باتت ما مما بما التي الذي هل لا ان لان اذا لو هو هي وهو وهي كل اي عاد ظل بقي بقيت",
    ),
    places: Set::new("ايام ليالي يوم ليلة ب الى من مسجد مشعر جمرات رمي اهل"),
    slaughter: Set::new(
        "نحر ينحر ذبح يذبح سوق ساق يسوق يبلغ بلغ من هذا ذلك وهذا وذلك الحرام حرمة منع ولا",
    ),
    forces: Set::new("ميزان توازن مراكز مركز عدة ثلاث اربع خمس ست بين هناك صراع تحالف وجود ظهور"),
    adverbs: Set::new("ايضا ابدا غدا حقا جدا اولا اخيرا هذا هنا ما اذا"),
    limbs: Set::new("يد عين اذن قدم كف ذراع ساق رجل ركبة كتف فخذ رئة كلية جهة خد عضد"),
    tales: Set::new("ان انه انها عن هذا ذلك"),
    calls: Set::new("الى هنا يا معي نذهب"),
    returns: Set::new("المصير المرجع مصيركم مصيرهم مرجعكم مرجعهم مرجعك"),
    titles: Set::new(
        "حسان سيدنا سيدي مولانا الامام السيد الشيخ الدكتور الحاج الامير الملك ابو آل المهندس الاستاذ المحامي \
         المرحوم الشهيد الفنان اللاعب النائب العقيد اللواء",
    ),
    not_governed: Set::new(
        "في عن على الى لم لن قد ثم يا او لكن بل منذ ليس قل انما اذ لئن هين شيئا \
         والله وعلى والى ولم ولن ولا وما وان وقد وكان فلن فلم فلا فما",
    ),
});

// Whether no word follows that a preposition can stand before: the line or the clause ends, or goes on
// with another particle or with "and the".
#[inline(never)]
fn governs_nothing(line: &Line<'_>, end: usize) -> bool {
    let next = (end..line.text.len()).find(|&i| line.class(i) & class::SPACE == 0);
    let (after, to) = word_after(line, end);
    // والرجال, but والدي.
    let adds = matches!(after.as_slice(), [WAW, ALEF, LAM, rest @ ..] if rest.len() > 2 && rest.first() != Some(&DAL));
    // إنماء is none of them.
    let hamza = || line.at(to.wrapping_sub(1)) == HAMZA;
    // إلا but not ألا.
    let except = || after == [ALEF, LAM, ALEF] && line.at(end + 1) == 0x625;
    next.is_none_or(|i| CLAUSE_ENDS.contains(&line.at(i)))
        || adds
        || PLACES.not_governed.holds(&after) && !hamza()
        || DOUBTS.governors.holds(&after)
        || except()
        || matches!(
            after.as_slice(),
            [BEH, ALEF, LAM, _, _, ..] | [_, _, .., WAW, ALEF] | [WAW, _, _, _, .., NOON, YEH]
        )
}

// Whether a sentence ends here, by a mark after which none goes on: no preposition stands before it.
fn ends_sentence(line: &Line<'_>, end: usize) -> bool {
    match line.at(end) {
        0x21 | 0x61F | 0x61B => true,
        0x2E => {
            !matches!(line.at(end + 1), 0x2E) && class::of(line.at(end + 1)) & class::LATIN == 0
        }
        _ => false,
    }
}

// Whether the line or the clause ends here.
fn ends(line: &Line<'_>, end: usize) -> bool {
    let next = (end..line.text.len()).find(|&i| line.class(i) & (class::SPACE | class::BREAK) == 0);
    next.is_none_or(|i| CLAUSE_ENDS.contains(&line.at(i)))
}

// Whether the word before `start` is feminine by its ة, or one of those that are without it.
#[inline(never)]
fn is_feminine(line: &Line<'_>, start: usize) -> bool {
    matches!(last_letter(line, start), TEH_MARBUTA | TEH_MARBUTA_GOAL)
        || PLACES.feminine.holds(&word_before(line, start))
}

// The last letter of the word before `start`, as it is; 0 if no space parts the two.
#[inline(never)]
fn last_letter(line: &Line<'_>, start: usize) -> u16 {
    let Some(space) = start
        .checked_sub(1)
        .filter(|&i| line.class(i) & class::SPACE != 0)
    else {
        return 0;
    };
    let last = (0..space).rev().find(|&i| line.class(i) & class::MARK == 0);
    last.map_or(0, |i| line.at(i))
}

/// Full stop, exclamation mark, commas, colon, semicolon, question mark, and what closes.
const CLAUSE_ENDS: [u16; 10] = [
    0x2E, 0x21, 0x2C, 0x3A, 0x60C, 0x61B, 0x61F, 0xBB, 0x201D, 0x29,
];

// Whether the word before has the article, and is not ألعاب or إلغاء.
#[inline(never)]
fn is_definite(line: &Line<'_>, start: usize) -> bool {
    let hamza = matches!(line.at(start_before(line, start)), 0x622 | 0x623 | 0x625);
    !hamza && has_article(&word_before(line, start))
}

fn has_article(word: &[u16]) -> bool {
    word.len() > 3
        && matches!(
            without_conjunction(word),
            [ALEF, LAM, ..] | [BEH | KAF, ALEF, LAM, ..] | [LAM, LAM, ..]
        )
}

// Without و or ف before the article.
fn without_conjunction(word: &[u16]) -> &[u16] {
    match without_and(word) {
        rest if rest.starts_with(&[ALEF, LAM]) => rest,
        _ => word,
    }
}

fn without_and(word: &[u16]) -> &[u16] {
    match word {
        [WAW | FEH, rest @ ..] => rest,
        word => word,
    }
}

// Without س of the future or ل before a verb.
fn without_future(word: &[u16]) -> &[u16] {
    match word {
        [SEEN | LAM, rest @ ..] if matches!(rest, [YEH | TEH | NOON, _, ..]) => rest,
        word => word,
    }
}

fn is_letter(unit: u16) -> bool {
    class::of(unit) & class::ARABIC != 0 && unit != HAMZA
}

fn is_arabic(line: &Line<'_>, i: usize) -> bool {
    line.class(i) & (class::ARABIC | class::MARK) != 0
}

#[inline(never)]
fn folded(units: Option<&[u16]>) -> Vec<u16> {
    let letters = units.unwrap_or(&[]).iter();
    letters
        .filter(|&&unit| is_letter(unit))
        .map(|&unit| fold(unit))
        .collect()
}

// The neighbouring word, if a space parts it from this one; else nothing.
#[inline(never)]
fn word_before(line: &Line<'_>, start: usize) -> Vec<u16> {
    let Some(space) = start
        .checked_sub(1)
        .filter(|&i| line.class(i) & class::SPACE != 0)
    else {
        return Vec::new();
    };
    let from = (0..space).rev().take_while(|&i| is_arabic(line, i)).last();
    folded(line.text.get(from.unwrap_or(space)..space))
}

// The same on the other side, and where it ends.
#[inline(never)]
fn word_after(line: &Line<'_>, end: usize) -> (Vec<u16>, usize) {
    if line.class(end) & class::SPACE == 0 {
        return (Vec::new(), end);
    }
    let to = (end + 1..line.text.len()).find(|&i| !is_arabic(line, i));
    let to = to.unwrap_or(line.text.len());
    (folded(line.text.get(end + 1..to)), to)
}

/// A word with something taken off its front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Front {
    /// Nothing, or و or ف.
    And,
    /// ب or ك.
    Preposition,
    /// ل, which stands before nouns and before verbs.
    Lam,
    /// ال, بال, كال, لل.
    Article,
    /// س of the future.
    Future,
}

fn fronts(word: &[u16]) -> impl Iterator<Item = (Front, &[u16])> {
    const TABLE: [(&[u16], Front); 8] = [
        (&[], Front::And),
        (&[0x628, ALEF, 0x644], Front::Article),
        (&[0x643, ALEF, 0x644], Front::Article),
        (&[ALEF, 0x644], Front::Article),
        (&[0x644, 0x644], Front::Article),
        (&[0x628], Front::Preposition),
        (&[0x643], Front::Preposition),
        (&[0x644], Front::Lam),
    ];
    let bare = match word {
        [WAW | FEH, rest @ ..] if rest.len() > 1 => Some(rest),
        // ياموسى, as in the mushaf.
        [YEH, ALEF, rest @ ..] if rest.len() > 1 => Some(rest),
        _ => None,
    };
    let heads = std::iter::once(word).chain(bare);
    heads.flat_map(|head| {
        let future = match head {
            [SEEN, rest @ ..] if matches!(rest, [YEH | TEH | NOON | ALEF, _, ..]) => {
                Some((Front::Future, rest))
            }
            _ => None,
        };
        let taken = TABLE.into_iter().filter_map(move |(prefix, front)| {
            let rest = head.strip_prefix(prefix)?;
            let least = if front == Front::Article { 1 } else { 2 };
            (rest.len() >= least || front == Front::And).then_some((front, rest))
        });
        taken.chain(future)
    })
}

// Without marks: the lexicon first, the word as it stands before what is left when its front is taken
// off; then the shape. `word` are the letters before the last.
fn unmarked(word: &[u16], may_be_verb: bool) -> Reading {
    let lexicon = &*LEXICON;
    for (front, rest) in fronts(word) {
        let whole = rest.len() == word.len();
        let verb = may_be_verb
            && (matches!(front, Front::And | Front::Future)
                || front == Front::Lam && matches!(rest, [YEH | TEH | NOON | ALEF, ..]));
        let noun = front != Front::Future;
        if lexicon.yeh.holds(rest)
            && (whole || front != Front::Preposition && front != Front::Lam || rest.len() > 2)
        {
            return Sure(YEH);
        }
        if front == Front::Article {
            if lexicon.article_maksura.holds(rest) {
                return Sure(MAKSURA);
            }
            if lexicon.article_yeh.holds(rest) {
                return Sure(YEH);
            }
        }
        if is_masdar(rest) && !lexicon.noun.holds(rest) && rest != [TEH, QAF, WAW] {
            match front {
                Front::Article | Front::Preposition => return Sure(YEH),
                Front::Lam => return Rather(YEH),
                Front::And | Front::Future => {}
            }
        }
        if front != Front::Future {
            if lexicon.rather_maksura.holds(rest) {
                return Rather(MAKSURA);
            }
            if lexicon.rather_yeh.holds(rest) {
                return Rather(YEH);
            }
        }
        // لطغى, after لو.
        if front == Front::Lam && lexicon.function.holds(rest) && !verb && !may_be_mine(rest) {
            return Rather(MAKSURA);
        }
        if rest.len() > 1
            && (verb && lexicon.function.holds(rest) || noun && lexicon.noun.holds(rest))
        {
            return Sure(MAKSURA);
        }
    }
    shape(word)
}

// The noun of action of a weak verb of the forms تفعّى and تفاعى: التخلي, بالتالي. The verb itself takes no
// article and no preposition.
fn is_masdar(word: &[u16]) -> bool {
    matches!(word, [TEH, _, _] | [TEH, _, ALEF, _])
}

// A word that is in no list. The nisba and the suffixes ـني ـتي ـاتي end in ي, and so do the active
// forms of derived verbs; ى is left to verbs of the forms يتفعّى and يتفاعى, and where a weak verb or a
// passive participle is possible nothing is sure.
fn shape(word: &[u16]) -> Reading {
    let article = fronts(word).find(|&(front, _)| front == Front::Article);
    let stem = match article {
        Some((_, rest)) => rest,
        None => fronts(word)
            .filter(|&(front, rest)| {
                match front {
                    Front::Future => true,
                    Front::And => rest.len() > 2,
                    // ليتولى
                    Front::Lam => rest.len() > 3 && matches!(rest, [YEH | TEH | NOON, TEH, ..]),
                    _ => false,
                }
            })
            .map(|(_, rest)| rest)
            .last()
            .unwrap_or(word),
    };
    let article = article.is_some();
    let person = matches!(stem, [YEH | TEH | NOON | ALEF, ..]);
    match stem {
        [YEH | TEH | NOON, TEH, _, _] | [YEH | TEH | NOON, TEH, _, ALEF, _] if !article => {
            Sure(MAKSURA)
        }
        // أتوني and اتركي, but أتلهى.
        [ALEF, TEH, WAW, NOON] => Sure(YEH),
        [ALEF, TEH, _, _] if !article => Rather(YEH),
        [.., ALEF | YEH] => Sure(YEH),
        [_, _, .., TEH | NOON] if article || !person || stem.len() > 3 => Sure(YEH),
        [TEH, _, ALEF, _] if !article => Rather(YEH),
        [_, .., ALEF, _] => Sure(YEH),
        [_, _] if article && !LEXICON.short.holds(stem) => Sure(YEH),
        [] | [_] | [_, _] => Rather(YEH),
        [YEH | TEH | NOON, SEEN, TEH, ..]
        | [YEH | TEH | NOON, _, TEH, _]
        | [YEH | TEH | NOON, NOON, _, _]
            if !article =>
        {
            Sure(YEH)
        }
        [YEH | TEH | NOON, _, _] if !article => Rather(YEH),
        // The seventh and eighth forms: انقضى, احتمى, ازدهى, اصطلى.
        [ALEF, NOON | TEH, _, _] | [ALEF, _, TEH | DAL | TAH, _] | [ALEF, _, _] if !article => {
            Rather(YEH)
        }
        [ALEF, SEEN, TEH, _, _] if !article => Rather(MAKSURA),
        [MEEM, _, _] => Rather(YEH),
        [MEEM, _, TEH, ..] | [MEEM, TEH, ..] | [MEEM, SEEN, TEH, ..] if stem.len() < 6 => {
            Rather(YEH)
        }
        [MEEM, NOON, _, _] => Rather(YEH),
        _ => Sure(YEH),
    }
}

/// Words, or what is left of them without their last letter, packed and sorted.
struct Set(Vec<u64>);

impl Set {
    fn new(list: &str) -> Set {
        Set::of(list, false)
    }
    fn endless(list: &str) -> Set {
        Set::of(list, true)
    }
    // Once in the binary, and not once for each list.
    #[inline(never)]
    fn of(list: &str, endless: bool) -> Set {
        let mut set = Vec::new();
        for word in list.split_whitespace() {
            let units = word.encode_utf16().filter(|&unit| unit != HAMZA);
            let mut letters: Vec<u16> = units.map(fold).collect();
            if endless {
                letters.pop();
            }
            set.extend(pack(&letters));
        }
        set.sort_unstable();
        Set(set)
    }
    #[inline(never)]
    fn holds(&self, letters: &[u16]) -> bool {
        pack(letters).is_some_and(|packed| self.0.binary_search(&packed).is_ok())
    }
}

struct Lexicon {
    yeh: Set,
    function: Set,
    noun: Set,
    rather_maksura: Set,
    rather_yeh: Set,
    article_yeh: Set,
    article_maksura: Set,
    /// Nouns in ى of two letters more, or in ي, that stand with the article.
    short: Set,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    yeh: Set::endless(ENDS_IN_YEH),
    function: Set::endless(VERBS_AND_PARTICLES_IN_MAKSURA),
    noun: Set::endless(NOUNS_IN_MAKSURA),
    rather_maksura: Set::endless(EITHER_RATHER_MAKSURA),
    rather_yeh: Set::endless(EITHER_RATHER_YEH),
    article_yeh: Set::endless(
        "راي مشي سعي الي بشري جري مضي علي اتي سلمي ليلي فعلي حكي والي اثري متنبي مري غزي نفي ابدي بخاري رقي ذري",
    ),
    article_maksura: Set::endless(
        "وسطى يسرى حمى عمى اسى اسمى قربى رؤى دمى مرضى موتى اضحى صغرى عدوى ايامى سواى معى هوى نوى لقى",
    ),
    short: Set::endless(
        "كلى بنى ثرى رضى منى عزى لحى ورى كرى بلى ردى جنى خنى لمى كنى رقى شرى حشى صبى غوى اللتى",
    ),
});

// The lists, without hamza on alef. A word is here when its shape does not tell, or tells wrong.

/// Words that end in ي though their shape leaves it open.
const ENDS_IN_YEH: &str = "\
    فقري لفي افي لهي لذي نجزي اوتي اوذي امري بعدي نوحي عشي خشي ابني ابي اتاني اتحادي اتفاقي اجنبي احمي اختي اخوي اخي ادبي ادري اذني ازلي استمري اسيوي اصلي اعني \
    افقي امشي املي اممي امني اموي امي اميري انتي انمي انني انوي اني اهلي اوكي ايدي ايلي باسمي بري \
    بلدي بوي بي تابعي تاكسي تبكي تثني تجاري تجدي تجني تحتي تحمي تحوي تخصصي تخيلي تدري تدني تراثي \
    تربوي ترسي تركي تساوي تسري تشيلي تضفي تطوعي تطوي تعازي تعاطي تعرفي تعسفي تعني تعي تغري تغطي \
    تفشي تفضي تفي تقدمي تقني تكفي تلافي تلاقي تلبي تلي تمضي تملي تنفي تنمي تنوي توازي توحي تؤدي \
    تؤذي توري توصي توعوي تومي تونسي توني تي تيري ثدي جدي جوي جي حبي حدي حسي حظي حقي حلي حي خذي \
    خزي خفي دبي دي ذكي ذوي ذي ربي ري زكي زي ساتي ساحلي سادي سالني سائلي ستوري ستي سري سنوي سني سي \
    سيتي سيدتي سيدني سيرجي شهي شي صبي صحي صفي ضدي ضعي طبي طري طهي طي ظبي ظني عني غبي غي فادي \
    فارسي فضي ففي فمي فني فهي فوري في قصي كروي كشفي كلوي كمي كندي كوري كي لغوي لكي لؤي لي متابعي \
    متبقي متجري متحفي متخفي متوسطي متولي مجتمعي مجدي محبي محكي محلي محمي مختفي مخزي مخفي مرتكبي مروي \
    مستلقي مشتري مشوي مصري مطلي معتدي معتقلي معي مقضي مقلي مكتبي مكي ملتوي ملكي منتجي منزلي منسي \
    منطقي منفذي منهجي مهتدي مهدي مؤذي ميسي ميكي مئوي نانسي نبدي نبني نبوي نبي نثري نجري نجمي \
    نجني نحمي نحوي ندري نسبي نصفي نصلي نصي نضحي نظري نعطي نعني نغطي نفسي نفطي نقدي نقضي نقي نمشي \
    نمضي نمطي ننهي نهدي نهري نؤدي نوري نوصي نوعي نووي نيكي هذي هي وادي واقعي والدتي وحي ودي وصي وعي \
    وفي ولي وهي يبدي يبكي يثني يجدي يجلي يجني يجي يحمي يحوي يدري يدلي يدوي يدي يرسي يزري \
    يضفي يطوي يعني يعي يغري يغطي يفدي يفشي يفضي يفي يقي يكفي يلبي يلي يمشي يمضي يملي ينفي ينمي \
    ينوي يهدي يهذي يهودي يؤدي يؤذي يوري يومي يابني وزني بقي نسي لقي توفي امتي سائقي ملفي فاتني ياتيني سادتي ساعتي سيرتي سنتي منتقدي محترفي منظمي الاقي همي مخي نبكي نحكي احكي ننوي";

/// Verbs and particles that end in ى: they take و and ف, and the verbs س and ل.
const VERBS_AND_PARTICLES_IN_MAKSURA: &str = "\
    تناى يناى لمتى لحتى ابلى اتى اتمنى اتخلى اتلقى اتحدى اتحرى اتصدى اتبنى اتولى اتعافى اتغاضى اتعاطى اتباهى احتذى احتوى احظى اخشى ادلى ادى ارتضى ارى ازدرى استبقى استثنى استخفى استرعى استسقى \
    استشرى استعصى استعلى استغنى استقصى استلقى استوحى استوفى استولى استوى اسعى اصطفى اعتدى اعترى \
    اعتلى اغرى افترى افتى افشى افضى اقتدى اقتضى اقتفى اكتسى اكتوى الى امسى انبرى انتقى انتمى انتهى \
    انثنى انجلى انزوى انضوى انطوى انقضى انمحى انهى اهتدى بلى تابى تتلى تحصى تحظى تخشى ترعى \
    ترى تسعى تسمى تشقى تطغى تغشى تفنى جرى حتى ستبقى سنبقى سوى سيبقى صلى عانى عسى على لاقى لتبقى متى \
    مضى نحظى نخشى نرضى نرعى نرى نسعى ننسى نوى يابى يتسنى يتلى يحتذى يحظى يخشى يرجى يرعى يرقى \
    يرى يسعى يسمى يشقى يطغى يعصى يغمى يكنى ينسى طغى اقتنى ارعوى ليبقى لنبقى فيبقى سابقى";

/// Nouns, names and adjectives that end in ى: they take the article and prepositions, too.
const NOUNS_IN_MAKSURA: &str = "\
    ابهى ضيزى عسرى كمثرى اعشى ملاى اجدى احدى احرى احلى اخرى اخزى ادنى ادهى اذكى اذى ارقى اسارى اسخى اشقى اشهى اضنى اعتى \
    اعلى اعمى اغبى اغلى افعى اقسى اقصى اقوى التقوى اللوى انثى انقى انكى اوعى بالتقوى برضى ثكالى \
    ثكلى جدوى جرحى جمادى جوعى حبارى حبلى حزانى حصى حلوى حمقى حيارى خزامى خنثى دجى دعوى دفلى ديالى \
    ذكرى رحى رشوى رؤى سقطرى سكارى سلوى شتى شذى شكوى شورى صدى صرعى ضحى طوبى \
    عداوى عذارى عطاشى عطشى عيسى غرقى غيارى فتوى فتى فحوى فدوى فرادى فصحى فوضى قتلى قدامى \
    قذى قرى قصارى قصوى كبرى كسالى كسرى لظى للتقوى للقوى ماوى مبتغى متبنى مثنى مثوى مجتبى محتذى محتوى \
    مدى مراى مرتجى مرتضى مرضى مرمى مستثنى مستشفى مستوحى مستوى مسرى مسعى مسمى مشتى مشفى مصطفى مصفى \
    معافى معنى مغزى مغطى مغمى مفدى مقتدى مقتضى مقفى مقهى ملتقى ملقى ملهى ممشى مناى منتدى منتقى منحى \
    موسى نجوى ندامى ندى نزوى نشامى نصارى نينوى هدى هلكى وثقى وغى يتامى يتمى يعيسى يموسى زنى  قهقرى سمانى هيولى ظماى عقبى زلفى بالحسنى بالرضى للموسيقى بالموسيقى للمبنى لمبنى بمبنى";

/// Both words exist; the one with ى is the more frequent.
const EITHER_RATHER_MAKSURA: &str = "\
    ابتغى ابتلى ابدى ابقى اتقى اثنى اجرى اختفى ادعى ارتدى ارتقى اروى استدعى اسرى اشترى اشتكى اشفى اضحى \
    اعتنى اعطى اغنى اكتفى التقى الرضى الغى القوى القى المثلى المعنى امضى انحنى انسى اهوى اوحى اوصى \
    اوفى اولى بكى تبقى تجلى تحلى تخلى تداعى تدعى تراءى تربى ترضى ترقى تصحى تصدى تعالى تغاضى \
    تقوى تلاشى تلقى تمادى تمحى تمنى تناسى تنسى توارى تهاوى تهوى توالى حمى خطى دعاوى رعى ساوى سجى سدى سعى \
    سلمى صغرى طوى عدوى عرى عصى غطى فابى فتاوى فدى فعلى قضى كفى لدى ليلى مبتلى مبنى متوفى مجرى \
    محترى مستدعى مشى مصلى معطى منتهى منحنى موتى موسيقى مولى نبقى نهى هوى والى وتولى ورى وصلى يبقى \
    يحصى يحيى يدعى يرضى يعلى يغشى يفنى يقوى يمحى يهوى يؤتى بغى العمى الهدى حسنى نصرى ايمى شوى ازكى شكاوى رشاوى بلوى ترجى سيرى";

/// Both words exist; the one with ي is the more frequent.
const EITHER_RATHER_YEH: &str = "\
    ابكي اثري احصي اخفي ارضي اسمي اعفي اقضي العصي النهي اهدي بخاري بشري بني تاني تبدي تبني تجري \
    تحدي تخطي تخفي تدلي ترمي تشتري تشفي تعافي تعدي تعطي تقضي تلغي تنحي تنهي تولي \
    ثري جازي فالي ياويلتي ياحسرتي يااسفي جني حسني حكي دعي دمي راي رشي رضي رقي رمي روي ساري سالي سفلي سقي سمي شري شفي صحاري عدي \
    عمي غني غوي فصلي فضلي فلدي فنادي قربي قوي كسي كلي لبني لحي لوي مبكي متلقي متنبي مثلي مدعي \
    مربي مرتدي مرسي مرعي مقوي منتمي مني نعي نفي وسطي وعني ولدي ونادي يبني يجري يجزي يحكي يخفي \
    يربي يرمي يروي يستدعي يسري يسلي يشفي يضحي يعطي يغني يقضي يلغي يلقي يمني ينادي ينهي يوحي \
    يوصي يفتري يبلي تجزي تعاطي تفادي تنامي تراخي تقاضي يسقي تسقي جلي سكني يويلتي يحسرتي ياسفي يبشري الشعري غلي يرثي يسوي تغني يراعي يستثني تستثني يقتدي رجعي ذري منفي عظمي مؤدي";

#[cfg(test)]
mod tests {
    use crate::rules::testing::{alone, check, table};

    #[test]
    fn cases() {
        check("lookalikes");
        table(
            "lookalikes",
            &[
                (
                    "ذهب الولد الی المدرسة علی قدميه",
                    "ذهب الولد الى المدرسة على قدميه",
                    "by lexicon; no hamza is added",
                ),
                (
                    "کتاب بیت کبیر",
                    "كتاب بيت كبير",
                    "no evidence of another language",
                ),
                (
                    "فی البیت الذی بناه",
                    "في البيت الذي بناه",
                    "final ی of في and الذي",
                ),
                (
                    "موسی وعیسی ومصطفی فی المستشفی",
                    "موسى وعيسى ومصطفى في المستشفى",
                    "names and nouns",
                ),
                (
                    "ہذہ مدرسۃ ڪبیرة ھنا",
                    "هذه مدرسة كبيرة هنا",
                    "heh, teh marbuta, swash kaf",
                ),
                ("فی مدرسۀ البلدة", "في مدرسه البلدة", "heh with hamza above"),
                (
                    "الاقتصاد العربی والمصری والدولی",
                    "الاقتصاد العربي والمصري والدولي",
                    "nisba",
                ),
                (
                    "فِی کِتَابِی عَلَی الطَّاوِلَةِ",
                    "فِي كِتَابِي عَلَى الطَّاوِلَةِ",
                    "kasra and fatha before it decide",
                ),
                (
                    "عیسیٰ تعالیٰ هدیً فی",
                    "عيسىٰ تعالىٰ هدىً في",
                    "dagger alef and fathatan",
                ),
                ("هذا نبیّ من الأنبیاء", "هذا نبيّ من الأنبياء", "shadda"),
                (
                    "کی\u{64E}ف أنت الیـــوم",
                    "كي\u{64E}ف أنت اليـــوم",
                    "marks and tatweel are seen through",
                ),
                (
                    "می\u{200C}خواهم بروم",
                    "می\u{200C}خواهم بروم",
                    "Persian with ZWNJ",
                ),
                (
                    "کتاب خوب است",
                    "کتاب خوب است",
                    "Persian without a letter of its own",
                ),
                ("ہم پاکستان میں ہیں", "ہم پاکستان میں ہیں", "Urdu"),
                (
                    "یہ کتاب اور وہ قلم",
                    "یہ کتاب اور وہ قلم",
                    "Urdu without a letter of its own",
                ),
                ("ئەمە کتێبی منە", "ئەمە کتێبی منە", "Kurdish"),
                ("زما نوم احمد دی", "زما نوم احمد دی", "Pashto"),
                (
                    "شركة پيبسي فی مصر",
                    "شركة پيبسي فی مصر",
                    "a letter of another language decides alone",
                ),
                (
                    "قال علی بن أبي طالب",
                    "قال علی بن أبي طالب",
                    "a name: only suggested",
                ),
                ("هذا قوی هنا", "هذا قوی هنا", "قوي or قوى: only suggested"),
                ("هذا قوی جدا", "هذا قوي جدا", "no noun is very"),
                (
                    "نظر إلی، ثم علی لم يأت وكذلك علی",
                    "نظر إلی، ثم علی لم يأت وكذلك علی",
                    "a preposition that governs nothing is a name or has a pronoun: only suggested",
                ),
                (
                    "سار علی. هل نظر إلی؟ ثم علی...",
                    "سار علي. هل نظر إلي؟ ثم علی...",
                    "sure where the sentence ends: no preposition stands there",
                ),
                (
                    "المحامي علی حسن والمهندس علی",
                    "المحامي علی حسن والمهندس علي",
                    "beside a title or a first name, sure at the end",
                ),
                (
                    "من کتاب می خوانم",
                    "من کتاب می خوانم",
                    "Persian with می apart",
                ),
                (
                    "نجح علی الرغم من أن الطريق إلی أوروبا طويل",
                    "نجح على الرغم من أن الطريق إلى أوروبا طويل",
                    "before a noun it is a preposition",
                ),
                ("رضی الله عنه", "رضي الله عنه", "before the name of God"),
                (
                    "الخط الآلی الإیطالی وأدی إلی الوادی، أتونی وأتمنی",
                    "الخط الآلي الإيطالي وأدى إلى الوادي، أتوني وأتمنى",
                    "told apart by the hamza of the alef",
                ),
                (
                    "إذ نادی ربه فی نادی الهلال، وكفی بالله، یا بنی إسرائيل",
                    "إذ نادی ربه في نادي الهلال، وكفى بالله، يا بني إسرائيل",
                    "or by the words around",
                ),
                (
                    "الجنس البشری، لهم البشری",
                    "الجنس البشري، لهم البشری",
                    "an adjective agrees with its noun",
                ),
                (
                    "لدی الکثیر من العمل",
                    "لدی الكثير من العمل",
                    "at, or I have",
                ),
                (
                    "أن التخلی عن الأمر، وبالتالی التعافی",
                    "أن التخلي عن الأمر، وبالتالي التعافي",
                    "nouns of action of the fifth and sixth form",
                ),
                (
                    "أی رأی آخر ولا غنی عنه",
                    "أي رأي آخر ولا غنى عنه",
                    "where only a noun can stand",
                ),
                (
                    "قال الله تعالی وقال سبحانه وتعالی، تعالی هنا",
                    "قال الله تعالى وقال سبحانه وتعالى، تعالی هنا",
                    "said of God; else it may be come!",
                ),
                (
                    "التعلیم الأولی والاتفاق الأولی والمرة الأولی",
                    "التعليم الأولي والاتفاق الأولی والمرة الأولى",
                    "initial after a masculine noun of action, else first",
                ),
                (
                    "فرأواهم ومأویهم ونجویهم وهوية",
                    "فرأواهم ومأویهم ونجویهم وهوية",
                    "the spelling of the mushaf before a pronoun: only suggested",
                ),
                (
                    "فأنسیهم أنفسهم یأیها الذین ءامنوا",
                    "فأنسیهم أنفسهم يأيها الذين ءامنوا",
                    "and elsewhere in a line that is spelled so",
                ),
                (
                    "إنا أوحینا إليك وءاتینا داود زبورا، فی أهله وبنیه",
                    "إنا أوحينا إليك وءاتينا داود زبورا، في أهله وبنيه",
                    "but not the verb of the first person, nor after في",
                ),
                (
                    "هو یقضی بمستوى الدولة، وعلى قول یلقی إلی",
                    "هو يقضي بمستوى الدولة، وعلى قول يلقي إلي",
                    "a line that has kept its ى lost only its ي",
                ),
                (
                    "هو یقضی علی مستوى الدولة",
                    "هو يقضی على مستوى الدولة",
                    "unless it is ی for ى, too",
                ),
                (
                    "هو یقضی علی مستوى الدولة وعلى غیرها",
                    "هو يقضي علي مستوى الدولة وعلى غيرها",
                    "but على and علی, side by side, are two words",
                ),
                (
                    "قضی فی مستوى الدولة",
                    "قضی في مستوى الدولة",
                    "but no ی inside a word shows that it lost any",
                ),
                (
                    "حتی الأمر قضی بین مستوى وآخر",
                    "حتى الأمر قضی بين مستوى وآخر",
                    "nor where a ی is surely ى",
                ),
                (
                    "#قضیة قضی الله مستوى",
                    "#قضیة قضى الله مستوى",
                    "nor where an address or a tag keeps it",
                ),
                (
                    "بعد تولی المنصب ولما تولی المنصب ثم تولی",
                    "بعد تولي المنصب ولما تولی المنصب ثم تولی",
                    "a noun after a preposition; the verb may be that of another person",
                ),
                (
                    "قد سعی إليه من دون سعی فی الخیر",
                    "قد سعى إليه من دون سعي في الخير",
                    "a verb after قد, a noun after a preposition",
                ),
                (
                    "قضی الله أمرا وقضی بينهم، یجزی الله الصادقین ولا تجزی نفس",
                    "قضى الله أمرا وقضی بينهم، يجزي الله الصادقين ولا تجزی نفس",
                    "what God does is active; elsewhere it may be done",
                ),
                (
                    "لا یخفی عليه ما یخفی صدره، ینهی عن المنکر وینهی العمل",
                    "لا يخفى عليه ما يخفی صدره، ينهى عن المنكر وينهی العمل",
                    "by what the verb governs",
                ),
                (
                    "تجری من تحتها الأنهار، تجری من قبل الدولة",
                    "تجري من تحتها الأنهار، تجری من قبل الدولة",
                    "it flows; it is carried out by",
                ),
                (
                    "الید الیمنی والرئیس الیمنی وید الرجل الیمنی، للمرة أولی",
                    "اليد اليمنى والرئيس اليمني ويد الرجل اليمنی، للمرة أولى",
                    "the right hand, the president of Yemen; and the man is of Yemen, or his right hand",
                ),
                (
                    "بقوله تعالی، قلت تعالی",
                    "بقوله تعالى، قلت تعالی",
                    "exalted after what is his; else it may be come!",
                ),
                (
                    "خالد، لیلی، سعید وعمل لیلی",
                    "خالد، ليلى، سعيد وعمل ليلی",
                    "a name among names; else nocturnal, too",
                ),
                (
                    "وأوحی إلی هذا، ذهب إلی هذا، تأهب إلی إنماء",
                    "وأوحی إلی هذا، ذهب إلى هذا، تأهب إلى إنماء",
                    "revealed to me; and إنماء is not إنما",
                ),
                (
                    "عن یحیی بن سعید والله یحیی ویمیت وکان یحیی الحفل",
                    "عن يحيى بن سعيد والله يحيي ويميت وكان يحيی الحفل",
                    "a name, or he gives life",
                ),
                (
                    "صل علی محمد، المهندس علی محمد",
                    "صل على محمد، المهندس علی محمد",
                    "a blessing on a name, and a name of two",
                ),
                (
                    "قد نادی المؤذن، وهو نادی الهلال",
                    "قد نادی المؤذن، وهو نادي الهلال",
                    "a verb is to be expected, or a noun",
                ),
                (
                    "مثال یقتدی به، والظالم یعتدی علیه وهو یعتدی",
                    "مثال يقتدی به، والظالم يعتدی عليه وهو يعتدی",
                    "a verb that has no object may be passive",
                ),
                (
                    "یشتری الخبز، وما یشتری به",
                    "يشتري الخبز، وما يشتری به",
                    "and is not where it has one",
                ),
                (
                    "ليس علی إلا البلاغ، ليس علی الأعمى حرج، جاء عن علی أنه قال",
                    "ليس علی إلا البلاغ، ليس على الأعمى حرج، جاء عن علي أنه قال",
                    "on me, on him, and of Ali",
                ),
                (
                    "فی مبنی الوزارة، بیت مبنی بالحجارة، بشکل قوی",
                    "في مبنى الوزارة، بيت مبنی بالحجارة، بشكل قوي",
                    "a noun before another, or an adjective",
                ),
                (
                    "أسماء الله الحسنی، الموسیقی الشعبیة، العمل الموسیقی، أمراض الکلی، المجموع الکلی",
                    "أسماء الله الحسنى، الموسيقى الشعبية، العمل الموسيقي، أمراض الكلى، المجموع الكلي",
                    "by the article of what stands before it",
                ),
                (
                    "الذي بنی البيت، الذي بنی عليه، الرجل اختفی، اختفی",
                    "الذي بنى البيت، الذي بنی عليه، الرجل اختفى، اختفی",
                    "a verb after الذي, but for a passive; no imperative within a clause",
                ),
                (
                    "فلان یحکی القصة، یحکی أن ملکا، لیس منی، یوم منی",
                    "فلان يحكي القصة، يحكی أن ملكا، ليس مني، يوم منی",
                    "it is told that; of me, and the place",
                ),
                (
                    "إليهم وعليها ویریکم",
                    "إليهم وعليها ويريكم",
                    "ي before a pronoun",
                ),
                (
                    "زر https://a.b/کتاب في",
                    "زر https://a.b/کتاب في",
                    "not in an address",
                ),
            ],
        );
    }

    #[test]
    fn another_line_shows_the_language() {
        let text = "این کتاب من است\nکتاب علی";
        assert_eq!(alone("lookalikes", text), text);
        let text = "هذا الکتاب\nکتاب بیت کبیر";
        assert_eq!(alone("lookalikes", text), "هذا الكتاب\nكتاب بيت كبير");
    }
}
