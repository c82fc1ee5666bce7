//! Bytes to code units, in pieces: UTF-8 and UTF-16, told apart by a byte order mark or by their bytes, and the
//! two single-byte encodings of Arabic. Strict: a byte that an encoding does not have is an error, never U+FFFD.
//! The page does not come here; browsers decode.

use crate::error::{Code, Error};
use crate::rules::mojibake::{CP1256, ISO8859_6};

/// An encoding of Arabic text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// windows-1256.
    Windows1256,
    /// ISO-8859-6.
    Iso8859_6,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Encoding; 5] = [
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Windows1256,
        Encoding::Iso8859_6,
    ];

    /// Its name, as the Encoding Standard writes it, in small letters.
    pub const fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1256 => "windows-1256",
            Encoding::Iso8859_6 => "iso-8859-6",
        }
    }

    /// The encoding of this name, in letters of either case.
    ///
    /// # Errors
    /// [`Code::UnknownValue`] with the names that there are.
    pub fn from_name(name: &str) -> Result<Encoding, Error> {
        let same = |encoding: &Encoding| encoding.name().eq_ignore_ascii_case(name);
        let found = Encoding::ALL.into_iter().find(same);
        found.ok_or_else(|| Error::new(Code::UnknownValue, "encoding", name, names()))
    }
}

fn names() -> Vec<String> {
    Encoding::ALL
        .map(|encoding| encoding.name().to_owned())
        .to_vec()
}

/// Decodes bytes that come in chunks.
///
/// ```
/// use naqi::{Decoder, Encoding};
///
/// let mut units = Vec::new();
/// let mut decoder = Decoder::new(Some(Encoding::Windows1256));
/// decoder.push(&[0xE4, 0xD5], &mut units)?;
/// decoder.finish(&mut units)?;
/// assert_eq!(String::from_utf16_lossy(&units), "نص");
/// # Ok::<(), naqi::Error>(())
/// ```
#[derive(Debug)]
pub struct Decoder {
    encoding: Option<Encoding>,
    /// Whether a byte order mark has been looked for.
    begun: bool,
    /// Bytes of a character that is not complete.
    held: Vec<u8>,
    /// The offset of the first of them.
    at: u64,
}

const MARKS: [(&[u8], Encoding); 3] = [
    (&[0xEF, 0xBB, 0xBF], Encoding::Utf8),
    (&[0xFF, 0xFE], Encoding::Utf16Le),
    (&[0xFE, 0xFF], Encoding::Utf16Be),
];

/// What UTF-32 begins with. It begins with the mark of UTF-16, too, but no text in that has a NUL after it.
const UTF32: &[u8] = &[0xFF, 0xFE, 0, 0];

/// So many bytes tell UTF-16 from UTF-8.
const HEAD: usize = 256;

/// UTF-16 without a mark: most units of Arabic and Latin text have 6 or 0 in their higher byte, and no text in UTF-8
/// has such bytes to speak of.
fn unmarked(head: &[u8]) -> Option<Encoding> {
    let is_utf16 = |higher: usize| {
        let bytes = head.iter().skip(higher).step_by(2);
        let usual = bytes.filter(|byte| matches!(byte, 0 | 6)).count();
        usual > 1 && usual * 4 > head.len()
    };
    [(1, Encoding::Utf16Le), (0, Encoding::Utf16Be)]
        .into_iter()
        .find_map(|(higher, encoding)| is_utf16(higher).then_some(encoding))
}

impl Decoder {
    /// A decoder of this encoding. `None`: by the byte order mark; without one UTF-16 if the first bytes are that, else
    /// UTF-8. A mark of the encoding's own is taken off.
    pub fn new(encoding: Option<Encoding>) -> Decoder {
        Decoder {
            encoding,
            begun: false,
            held: Vec::new(),
            at: 0,
        }
    }

    /// Decodes a chunk, but for a character at its end that is not complete.
    ///
    /// # Errors
    /// [`Code::Undecodable`] with the offset of the byte.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u16>) -> Result<(), Error> {
        self.held.extend_from_slice(bytes);
        // Of a named encoding only the mark is yet to be known.
        let head = self.encoding.map_or(HEAD, |_| UTF32.len());
        if !self.begun && self.held.len() < head {
            return Ok(());
        }
        self.decode(out)
    }

    /// Decodes the rest.
    ///
    /// # Errors
    /// As [`push`](Self::push), if the last character is not complete.
    pub fn finish(mut self, out: &mut Vec<u16>) -> Result<(), Error> {
        self.decode(out)?;
        match self.held.first() {
            Some(&byte) => Err(self.error(0, byte)),
            None => Ok(()),
        }
    }

    fn decode(&mut self, out: &mut Vec<u16>) -> Result<(), Error> {
        if !self.begun {
            self.begun = true;
            let fits = |encoding| self.encoding.is_none_or(|asked| asked == encoding);
            let mark = MARKS
                .iter()
                .find(|(mark, encoding)| self.held.starts_with(mark) && fits(*encoding));
            if let Some((mark, encoding)) = mark {
                self.encoding = Some(*encoding);
                if self.held.starts_with(UTF32) {
                    return Err(self.error(mark.len(), 0));
                }
                self.take(mark.len());
            } else if self.encoding.is_none() {
                let head = self.held.get(..HEAD).unwrap_or(&self.held);
                self.encoding = unmarked(head);
            }
        }
        match self.encoding.unwrap_or_default() {
            Encoding::Utf8 => self.utf8(out),
            Encoding::Utf16Le => self.utf16(u16::from_le_bytes, out),
            Encoding::Utf16Be => self.utf16(u16::from_be_bytes, out),
            Encoding::Windows1256 => self.single_byte(CP1256.decode, out),
            Encoding::Iso8859_6 => self.single_byte(ISO8859_6.decode, out),
        }
    }

    fn utf8(&mut self, out: &mut Vec<u16>) -> Result<(), Error> {
        let (valid, wrong) = match std::str::from_utf8(&self.held) {
            Ok(text) => (text.len(), false),
            Err(error) => (error.valid_up_to(), error.error_len().is_some()),
        };
        if wrong {
            return Err(self.error(valid, self.held.get(valid).copied().unwrap_or(0)));
        }
        let text = self
            .held
            .get(..valid)
            .and_then(|valid| std::str::from_utf8(valid).ok());
        out.extend(text.unwrap_or_default().encode_utf16());
        self.take(valid);
        Ok(())
    }

    fn utf16(&mut self, unit: fn([u8; 2]) -> u16, out: &mut Vec<u16>) -> Result<(), Error> {
        let units: Vec<u16> = self
            .held
            .chunks_exact(2)
            .filter_map(|two| two.try_into().ok())
            .map(unit)
            .collect();
        let mut done = 0;
        for c in char::decode_utf16(units.iter().copied()) {
            match c {
                Ok(c) => done += c.len_utf16(),
                // Its second half may be in the next chunk.
                Err(lone) if done + 1 == units.len() && lone.unpaired_surrogate() < 0xDC00 => {}
                Err(_) => {
                    return Err(self.error(done * 2, self.held.get(done * 2).copied().unwrap_or(0)));
                }
            }
        }
        out.extend_from_slice(units.get(..done).unwrap_or(&[]));
        self.take(done * 2);
        Ok(())
    }

    fn single_byte(&mut self, page: &[u16; 128], out: &mut Vec<u16>) -> Result<(), Error> {
        for (i, &byte) in self.held.iter().enumerate() {
            let above = usize::from(byte)
                .checked_sub(0x80)
                .and_then(|byte| page.get(byte));
            match above {
                None => out.push(u16::from(byte)),
                Some(0) => return Err(self.error(i, byte)),
                Some(&unit) => out.push(unit),
            }
        }
        self.take(self.held.len());
        Ok(())
    }

    fn take(&mut self, bytes: usize) {
        self.held.drain(..bytes);
        self.at += bytes as u64;
    }

    fn error(&self, held: usize, byte: u8) -> Error {
        let name = self.encoding.unwrap_or_default().name();
        let given = format!("{byte:#04X} @ {} ({name})", self.at + held as u64);
        let others = names().into_iter().filter(|other| other != name);
        Error::new(Code::Undecodable, "encoding", given, others.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // In chunks of every length.
    fn decode(bytes: &[u8], encoding: Option<Encoding>) -> Result<String, Error> {
        let mut all = Vec::new();
        for size in 1..=bytes.len().max(1) {
            let mut units = Vec::new();
            let mut decoder = Decoder::new(encoding);
            let mut pushed = bytes
                .chunks(size)
                .map(|chunk| decoder.push(chunk, &mut units));
            let pushed = pushed.find(|pushed| pushed.is_err()).unwrap_or(Ok(()));
            all.push(
                pushed
                    .and_then(|()| decoder.finish(&mut units))
                    .map(|()| String::from_utf16(&units).unwrap()),
            );
        }
        assert!(all.windows(2).all(|two| two[0] == two[1]), "{all:?}");
        all.swap_remove(0)
    }

    #[test]
    fn every_encoding_in_chunks_of_every_length() {
        let text = "نصّ 🙂 a";
        let utf16 =
            |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), None),
            (marked(&[0xEF, 0xBB, 0xBF], text.as_bytes()), None),
            (marked(&[0xFF, 0xFE], &little), None),
            (marked(&[0xFE, 0xFF], &big), None),
            (little.clone(), Some(Encoding::Utf16Le)),
            (big.clone(), Some(Encoding::Utf16Be)),
            (little, None),
            (big, None),
        ] {
            assert_eq!(decode(&bytes, encoding).as_deref(), Ok(text));
        }
        assert_eq!(
            decode(&[0xC7, 0xE1, 0x41], Some(Encoding::Windows1256)).as_deref(),
            Ok("الA")
        );
        assert_eq!(
            decode(&[0xC7, 0xE4, 0x41], Some(Encoding::Iso8859_6)).as_deref(),
            Ok("الA")
        );
        assert_eq!(decode(&[], None).as_deref(), Ok(""));
        for text in ["ab", "a\0b", "\u{6}", "\0\0"] {
            assert_eq!(decode(text.as_bytes(), None).as_deref(), Ok(text));
        }
    }

    #[test]
    fn only_a_guess_waits_for_more() {
        let decoded = |encoding| {
            let mut units = Vec::new();
            let mut decoder = Decoder::new(encoding);
            decoder.push("نصّ".as_bytes(), &mut units).unwrap();
            String::from_utf16(&units).unwrap()
        };
        assert_eq!(decoded(Some(Encoding::Utf8)), "نصّ");
        assert_eq!(decoded(None), "");
    }

    #[test]
    fn an_error_names_the_byte() {
        for (bytes, encoding, given) in [
            (&b"abc\xC7\xE1\x20"[..], None, "0xC7 @ 3 (utf-8)"),
            (b"ab\xD9", None, "0xD9 @ 2 (utf-8)"),
            (
                b"a\0\0\xDCb\0",
                Some(Encoding::Utf16Le),
                "0x00 @ 2 (utf-16le)",
            ),
            (b"a\0b", Some(Encoding::Utf16Le), "0x62 @ 2 (utf-16le)"),
            (b"a\0\0\xD8", Some(Encoding::Utf16Le), "0x00 @ 2 (utf-16le)"),
            (b"\xFF\xFE\0\0a\0\0\0", None, "0x00 @ 2 (utf-16le)"),
            (
                b"ab\xA1",
                Some(Encoding::Iso8859_6),
                "0xA1 @ 2 (iso-8859-6)",
            ),
        ] {
            let error = decode(bytes, encoding).unwrap_err();
            assert_eq!(
                (error.code, error.given.as_str()),
                (Code::Undecodable, given)
            );
        }
        assert_eq!(Encoding::from_name("UTF-8"), Ok(Encoding::Utf8));
        let unknown = Encoding::from_name("windows-1265").unwrap_err();
        assert_eq!(unknown.nearest.as_deref(), Some("windows-1256"));
    }
}
