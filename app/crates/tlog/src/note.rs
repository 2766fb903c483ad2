//! Signed notes: a text and the signatures under it (C2SP signed-note).

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use crate::cosignature;
use crate::key::{SignatureKind, VerifierKey};
use crate::note_error::NoteError;
use crate::signature_line::SignatureLine;

/// The bytes of a note at most. Sixteen signatures of the largest post-quantum kind in sight fit.
pub const MAX_NOTE: usize = 128 * 1024;

/// The signatures of a note at most. The specification demands that 16 be accepted.
pub const MAX_SIGNATURES: usize = 100;

/// A note that reads well. Nothing is verified yet: its text may be used only after
/// [`Note::signed_by`] said yes for a trusted key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<SignatureLine>,
}

impl Note {
    /// Reads a note.
    ///
    /// # Errors
    ///
    /// [`NoteError`] for everything that is not of the form.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.len() > MAX_NOTE {
            return Err(NoteError::TooLarge { length: note.len() });
        }
        if let Some(offset) = control(note) {
            return Err(NoteError::Control { offset });
        }
        // The text keeps its own line end; the second one of the pair is the blank line. Text and
        // signatures part at the last empty line, for the text may have empty lines of its own.
        let split = note.rfind("\n\n").ok_or(NoteError::NoBlankLine)?;
        let (text, rest) = note.split_at_checked(split + 1).ok_or(NoteError::NoBlankLine)?;
        let lines = rest.strip_prefix('\n').ok_or(NoteError::NoBlankLine)?;
        if lines.is_empty() {
            return Err(NoteError::NoSignatures);
        }
        let lines = lines.strip_suffix('\n').ok_or(NoteError::NoLineEnd)?;
        let count = lines.split('\n').count();
        if count > MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures { count });
        }
        let mut signatures = Vec::with_capacity(count);
        for (line, content) in lines.split('\n').enumerate() {
            let read = SignatureLine::parse(content);
            signatures.push(read.map_err(|problem| NoteError::Line { line, problem })?);
        }
        Ok(Self { text: text.to_string(), signatures })
    }

    /// Reads a note from bytes as they came over the network.
    ///
    /// # Errors
    ///
    /// [`NoteError::NotUtf8`], and what [`Note::parse`] refuses.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE {
            return Err(NoteError::TooLarge { length: bytes.len() });
        }
        match core::str::from_utf8(bytes) {
            Ok(note) => Self::parse(note),
            Err(error) => Err(NoteError::NotUtf8 { offset: error.valid_up_to() }),
        }
    }

    /// Writes a note of a text and signatures.
    ///
    /// # Errors
    ///
    /// [`NoteError`] when it could not be read again: a text without line end or with control
    /// characters, no signature, too many, or a line whose name or signature may not be so.
    pub fn compose(text: &str, lines: &[SignatureLine]) -> Result<String, NoteError> {
        if !text.ends_with('\n') {
            return Err(NoteError::NoLineEnd);
        }
        // A name with line ends in it could move the empty line that parts text and signatures, so
        // each line is looked at before the whole.
        for (line, content) in lines.iter().enumerate() {
            let read = SignatureLine::parse(&content.to_string());
            read.map_err(|problem| NoteError::Line { line, problem })?;
        }
        let note = written(text, lines);
        Self::parse(&note)?;
        Ok(note)
    }

    /// What is signed, with its last line end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in their order.
    #[must_use]
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// The note as it is written: the bytes that it was read from.
    #[must_use]
    pub fn to_text(&self) -> String {
        written(&self.text, &self.signatures)
    }

    /// The note with more signatures. A line of a name and key ID that has one already is left
    /// out, and so is what would make the note larger than one that can be read.
    #[must_use]
    pub fn with(&self, lines: &[SignatureLine]) -> String {
        let mut signatures = self.signatures.clone();
        let mut length = written(&self.text, &signatures).len();
        for line in lines {
            let known =
                signatures.iter().any(|other| other.name == line.name && other.id == line.id);
            let text = line.to_string();
            let fits = signatures.len() < MAX_SIGNATURES && length + text.len() < MAX_NOTE;
            if !known && fits && SignatureLine::parse(&text).is_ok() {
                length += text.len() + 1;
                signatures.push(line.clone());
            }
        }
        written(&self.text, &signatures)
    }

    /// The signatures that say they are of this key, each with its line, from 0.
    pub(crate) fn lines_of<'a>(
        &'a self,
        key: &'a VerifierKey,
    ) -> impl Iterator<Item = (usize, &'a [u8])> {
        let lines = self.signatures.iter().enumerate();
        lines
            .filter(|(_, line)| line.id == key.id() && line.name == key.name())
            .map(|(place, line)| (place, line.signature.as_slice()))
    }

    /// Whether this key signed the note. False when no line has its name and key ID.
    ///
    /// # Errors
    ///
    /// [`NoteError::BadSignature`], or [`NoteError::CosignatureTime`] of a witness's key, when a
    /// line of this key does not verify: then the whole note is to be refused.
    pub fn signed_by(&self, key: &VerifierKey) -> Result<bool, NoteError> {
        if key.kind() == SignatureKind::Cosignature {
            return Ok(cosignature::verify(self, key)?.is_some());
        }
        let mut signed = false;
        for (line, signature) in self.lines_of(key) {
            if !key.verifies(self.text.as_bytes(), signature) {
                return Err(NoteError::BadSignature { line, key: key.id() });
            }
            signed = true;
        }
        Ok(signed)
    }
}

/// Where the first control character stands that is no line end. Only those below U+0020 count.
pub(crate) fn control(text: &str) -> Option<usize> {
    text.bytes().position(|byte| byte < 0x20 && byte != b'\n')
}

fn written(text: &str, lines: &[SignatureLine]) -> String {
    let mut note = String::from(text);
    note.push('\n');
    for line in lines {
        note.push_str(&line.to_string());
        note.push('\n');
    }
    note
}
