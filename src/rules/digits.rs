//! `digits`: one set of digits, with percent sign and separators moved along.

use super::{Action, Example, Family, Rule, Setting, Settings, Text, Triggers};
use crate::line::{Line, Out};
use crate::protect::{Span, kind, number};
use crate::rules::context;
use crate::unicode::class;

pub(super) const RULE: Rule = Rule {
    id: "digits",
    family: Family::Publish,
    lossless: true,
    settings: Settings::OneOf(&["keep", "ascii", "arabic", "extended"]),
    title: Text {
        ar: "الأرقام",
        en: "Digits",
    },
    explanation: Text {
        ar: "يوحّد صور الأرقام: كما هي، أو 123، أو ١٢٣، أو ۱۲۳، مع علامة النسبة والفواصل داخل الأعداد؛ ولا يمسّ الروابط والبريد والشيفرة.",
        en: "Makes digits one set: as they are, 123, ١٢٣ or ۱۲۳, with percent signs and the separators inside numbers; addresses, e-mails and code stay.",
    },
    example: Example {
        before: "سنة ٢٠٢٤ و50%",
        after: "سنة ٢٠٢٤ و50%",
    },
    triggers: Triggers {
        any: class::DIGIT,
        adjacent: 0,
    },
    reaches: kind::NUMBER | kind::DATE | kind::TIME | kind::VERSION | kind::PHONE,
    closes: false,
    action: Action::Line(run),
    suggest: None,
};

/// A set of digits and what goes with it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Digits {
    zero: u16,
    percent: u16,
    decimal: u16,
    thousands: u16,
}

const ASCII: Digits = Digits {
    zero: 0x30,
    percent: 0x25,
    decimal: 0x2E,
    thousands: 0x2C,
};
const ARABIC: Digits = Digits {
    zero: 0x660,
    percent: 0x66A,
    decimal: 0x66B,
    thousands: 0x66C,
};
const EXTENDED: Digits = Digits {
    zero: 0x6F0,
    ..ARABIC
};

fn run(line: &Line<'_>, setting: Setting, out: &mut Out) {
    let to = match setting.choice() {
        1 => ASCII,
        2 => ARABIC,
        3 => EXTENDED,
        _ => return,
    };
    if to == ASCII && line.any & class::NATIVE_DIGIT == 0 {
        return;
    }
    let mut written = 0;
    for span in line.protected() {
        if span.kind & RULE.reaches == 0 || (to != ASCII && is_latin(line, span)) {
            continue;
        }
        let (start, end) = (span.start as usize, span.end as usize);
        let Some(source) = line.text.get(start..end) else {
            continue;
        };
        let separators = (span.kind == kind::NUMBER)
            .then(|| separators(source, to))
            .flatten();
        let with: Vec<u16> = source
            .iter()
            .map(|&unit| match number::value(unit) {
                Some(value) => to.zero + value,
                None if span.kind != kind::NUMBER => unit,
                None if matches!(unit, 0x25 | 0x66A) => to.percent,
                None => match separators {
                    Some((thousands, _)) if unit == thousands => to.thousands,
                    Some((_, decimal)) if unit == decimal => to.decimal,
                    _ => unit,
                },
            })
            .collect();
        let mut i = 0;
        while i < source.len() {
            let changed = source
                .iter()
                .zip(&with)
                .skip(i)
                .take_while(|(a, b)| a != b)
                .count();
            // The percent sign may have been reached from the number before.
            if changed > 0 && start + i >= written {
                let units = with.get(i..i + changed).unwrap_or_default();
                out.replace(start + i, start + i + changed, units);
                written = start + i + changed;
            }
            i += changed + 1;
        }
        // 50 %
        let percent = if context::is_space(line.at(end)) {
            end + 1
        } else {
            end
        };
        if span.kind == kind::NUMBER
            && matches!(line.at(percent), 0x25 | 0x66A)
            && line.at(percent) != to.percent
            && line.class(percent + 1) & class::DIGIT == 0
        {
            out.replace(percent, percent + 1, &[to.percent]);
            written = percent + 1;
        }
    }
}

/// Digits that are part of a Latin name keep their form in Arabic text: MP3, G20, COVID-19, v1.2.
fn is_latin(line: &Line<'_>, span: &Span) -> bool {
    let latin = |i: usize| line.class(i) & class::LATIN != 0;
    let (start, end) = (span.start as usize, span.end as usize);
    let dashed =
        matches!(line.before(start), 0x2D | 0x2010 | 0x2011) && start > 1 && latin(start - 2);
    span.kind == kind::VERSION
        || dashed
        || (start > 0 && latin(start - 1))
        || latin(end)
        || (start..end).any(latin)
}

/// Which unit separates thousands and which decimals in a number, 0 for none; nothing if what it
/// has is neither, such as a list without spaces or a ratio.
fn separators(number: &[u16], to: Digits) -> Option<(u16, u16)> {
    if to == ASCII {
        return Some((ARABIC.thousands, ARABIC.decimal));
    }
    let mut found = [0u16; 2];
    let mut groups = Vec::new();
    let mut count = 0usize;
    for &unit in number {
        if number::value(unit).is_some() {
            count += 1;
        } else if matches!(unit, 0x2C | 0x2E) {
            groups.push((unit, std::mem::take(&mut count)));
        } else if number::is_separator(unit) || matches!(unit, 0x3A | 0x2F) {
            return None;
        }
    }
    let (&(last, _), earlier) = groups.split_last()?;
    let thousands = earlier.first().map_or(0, |&(unit, _)| unit);
    let grouped = |unit: u16| {
        // 1,234,567 and 12,34,567: the groups after the first have the sizes of groups.
        let sizes = groups
            .iter()
            .skip(1)
            .filter(|_| unit != 0)
            .map(|&(_, size)| size);
        sizes.into_iter().all(|size| matches!(size, 2 | 3))
            && groups.first().is_some_and(|&(_, size)| size <= 3)
    };
    found[1] = last;
    if earlier.is_empty() {
        // 1,234 has thousands; 3,5 and 3.5 a decimal part.
        let thousands = last == 0x2C && count == 3 && grouped(last);
        return Some(if thousands { (last, 0) } else { (0, last) });
    }
    if earlier.iter().any(|&(unit, _)| unit != thousands) || !grouped(thousands) {
        return None;
    }
    if last == thousands {
        return (count == 3).then_some((thousands, 0));
    }
    Some((thousands, found[1]))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, with};

    #[test]
    fn cases() {
        check("digits");
        let ascii = [
            ("سنة ٢٠٢٤ و٪٥٠", "سنة 2024 و%50"),
            ("١٬٢٣٤٫٥٦ و۱۲۳", "1,234.56 و123"),
            ("٣،٥ و٣,٥", "3،5 و3,5"),
            ("نسبة ٥٠ ٪ فقط ٪", "نسبة 50 % فقط ٪"),
            (
                "١٤٤٥/٠٣/١٢ ٥:٣٠ ١.٢.٣ +٩٦٦ ٥٠ ١٢٣ ٤٥٦٧",
                "1445/03/12 5:30 1.2.3 +966 50 123 4567",
            ),
            (
                "https://x.com/١٢ a١@x.com #عام_٢٠ `١` ملف١.pdf",
                "https://x.com/١٢ a١@x.com #عام_٢٠ `١` ملف1.pdf",
            ),
            ("﴿١٢﴾ ١٢", "﴿١٢﴾ 12"),
            ("MP٣ ٣D", "MP3 3D"),
            ("أ٫ب ١٫ب", "أ٫ب 1٫ب"),
        ];
        for (input, output) in ascii {
            // A file name is a span of its own.
            let output = output.replace("ملف1.pdf", "ملف١.pdf");
            assert_eq!(with("digits", "ascii", input), output);
            assert_eq!(with("digits", "ascii", &output), output);
        }
        let arabic = [
            ("1,234.5 و1234", "١٬٢٣٤٫٥ و١٢٣٤"),
            (
                "3.5 و3,5 و1.234,5 و1,234,567",
                "٣٫٥ و٣٫٥ و١٬٢٣٤٫٥ و١٬٢٣٤٬٥٦٧",
            ),
            ("50% و%50 و50 %", "٥٠٪ و٪٥٠ و٥٠ ٪"),
            ("1,2,3 و16:9 و1/2", "١,٢,٣ و١٦:٩ و١/٢"),
            ("12:30 2024/5/1 0501234567", "١٢:٣٠ ٢٠٢٤/٥/١ ٠٥٠١٢٣٤٥٦٧"),
            (
                "MP3 وG20 وCOVID-19 و3D وv1.2 و1.2.3",
                "MP3 وG20 وCOVID-19 و3D وv1.2 و1.2.3",
            ),
            ("-5 و1-5 وكوفيد-19", "-٥ و١-٥ وكوفيد-١٩"),
            ("۴۵۶ و456", "٤٥٦ و٤٥٦"),
            ("1️⃣ في 1", "1️⃣ في ١"),
        ];
        for (input, output) in arabic {
            assert_eq!(with("digits", "arabic", input), output);
            assert_eq!(with("digits", "arabic", output), output);
        }
        assert_eq!(with("digits", "extended", "١٢٣٫٤ 456%"), "۱۲۳٫۴ ۴۵۶٪");
    }
}
