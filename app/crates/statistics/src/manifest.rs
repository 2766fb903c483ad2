//! The manifest of a release: the sums of its files, in the form that `sha256sum -c` reads.

use core::fmt;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// The most files that a manifest lists.
pub const MAX_FILES: usize = 1_000;

/// The longest path in bytes.
pub const MAX_PATH: usize = 200;

/// SHA-256 of some bytes.
#[must_use]
pub fn sum(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The sums of the files of a release, sorted by path, each path once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    files: Vec<(String, [u8; 32])>,
}

/// Why a text or a list of files is no manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ManifestError {
    /// There are more than [`MAX_FILES`] files, or none.
    Files,
    /// The line is not 64 lower-case hexadecimal digits, two spaces, a path and a line feed.
    Line {
        /// The line, from 1.
        line: usize,
    },
    /// The path is not relative, lower-case ASCII, made of plain segments.
    Path {
        /// The line, from 1.
        line: usize,
    },
    /// The path is not after the path of the line before it.
    Order {
        /// The line, from 1.
        line: usize,
    },
}

impl Manifest {
    /// The manifest of these files, in whatever order they come.
    ///
    /// # Errors
    ///
    /// [`ManifestError`] when a path is not a plain one or is there twice; the line is the one
    /// that the file would have.
    pub fn of<'a>(
        files: impl IntoIterator<Item = (&'a str, [u8; 32])>,
    ) -> Result<Self, ManifestError> {
        let mut files: Vec<(String, [u8; 32])> =
            files.into_iter().map(|(path, sum)| (path.to_owned(), sum)).collect();
        files.sort();
        let manifest = Self { files };
        manifest.check()?;
        Ok(manifest)
    }

    /// Reads a manifest; every accepted text is the text of exactly one manifest.
    ///
    /// # Errors
    ///
    /// [`ManifestError`] with the first line that is wrong.
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        let mut files = Vec::new();
        for (index, row) in text.split_inclusive('\n').enumerate() {
            let line = index + 1;
            if line > MAX_FILES {
                return Err(ManifestError::Files);
            }
            files.push(parse_line(row).ok_or(ManifestError::Line { line })?);
        }
        let manifest = Self { files };
        manifest.check()?;
        Ok(manifest)
    }

    /// Path and SHA-256 of every file, sorted by path.
    #[must_use]
    pub fn files(&self) -> &[(String, [u8; 32])] {
        &self.files
    }

    /// The text: one line a file, `<sha256 in hex>  <path>\n`.
    #[must_use]
    pub fn text(&self) -> String {
        self.files.iter().fold(String::new(), |mut text, (path, sum)| {
            text.push_str(&HEXLOWER.encode(sum));
            text.push_str("  ");
            text.push_str(path);
            text.push('\n');
            text
        })
    }

    /// SHA-256 of the text: one value that stands for every byte of every file.
    #[must_use]
    pub fn root(&self) -> [u8; 32] {
        sum(self.text().as_bytes())
    }

    fn check(&self) -> Result<(), ManifestError> {
        if self.files.is_empty() || self.files.len() > MAX_FILES {
            return Err(ManifestError::Files);
        }
        let mut before: Option<&str> = None;
        for (index, (path, _)) in self.files.iter().enumerate() {
            let line = index + 1;
            if !is_plain(path) {
                return Err(ManifestError::Path { line });
            }
            if before.is_some_and(|before| before >= path.as_str()) {
                return Err(ManifestError::Order { line });
            }
            before = Some(path);
        }
        Ok(())
    }
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files => write!(f, "a manifest lists 1 to {MAX_FILES} files"),
            Self::Line { line } => {
                write!(f, "line {line} is not a sum, two spaces, a path and a line feed")
            }
            Self::Path { line } => write!(f, "the path in line {line} is not a plain one"),
            Self::Order { line } => {
                write!(f, "the path in line {line} is not after the one before it")
            }
        }
    }
}

impl core::error::Error for ManifestError {}

fn parse_line(row: &str) -> Option<(String, [u8; 32])> {
    let (digits, path) = row.strip_suffix('\n')?.split_once("  ")?;
    let sum = HEXLOWER.decode(digits.as_bytes()).ok()?.try_into().ok()?;
    Some((path.to_owned(), sum))
}

/// Segments of `a-z 0-9 . _ -` that start with a letter or a digit: no way up, no root, nothing
/// that `sha256sum` would have to escape.
fn is_plain(path: &str) -> bool {
    path.len() <= MAX_PATH
        && path.split('/').all(|segment| {
            segment.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
                && segment
                    .bytes()
                    .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_that_of_sha256sum() {
        // printf '' | sha256sum; printf 'abc' | sha256sum
        let manifest =
            Manifest::of([("b/x.csv", sum(b"abc")), ("a.json", sum(b""))]).expect("plain paths");
        let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.json\n\
                    ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b/x.csv\n";
        assert_eq!(manifest.text(), text);
        assert_eq!(Manifest::parse(text), Ok(manifest.clone()));
        assert_eq!(manifest.root(), sum(text.as_bytes()));
    }

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        for path in ["", "/a", "../a", "a/../b", "a//b", "a/", ".a", "-a", "A", "a b", "a\\b", "ا"]
        {
            assert_eq!(
                Manifest::of([(path, [0; 32])]),
                Err(ManifestError::Path { line: 1 }),
                "{path}"
            );
        }
        assert_eq!(
            Manifest::of([("a", [0; 32]), ("a", [1; 32])]),
            Err(ManifestError::Order { line: 2 })
        );
        assert_eq!(Manifest::of([]), Err(ManifestError::Files));
    }

    #[test]
    fn every_changed_byte_is_another_manifest_or_none() {
        let manifest =
            Manifest::of([("a.json", sum(b"1")), ("b.csv", sum(b"2"))]).expect("plain paths");
        let text = manifest.text();
        for position in 0..text.len() {
            for change in [1_u8, 0x20, 0x7F] {
                let mut bytes = text.clone().into_bytes();
                bytes[position] ^= change;
                let Ok(changed) = String::from_utf8(bytes) else { continue };
                if let Ok(read) = Manifest::parse(&changed) {
                    assert_ne!(read, manifest);
                    assert_eq!(read.text(), changed);
                }
            }
            let mut shorter = text.clone();
            shorter.remove(position);
            assert_ne!(Manifest::parse(&shorter), Ok(manifest.clone()));
        }
    }
}
