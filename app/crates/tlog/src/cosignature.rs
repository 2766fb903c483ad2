//! Ed25519 cosignatures: what a witness says about a checkpoint (C2SP tlog-cosignature).

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use crate::key::{SignatureKind, VerifierKey};
use crate::note::Note;
use crate::note_error::NoteError;
use crate::signature_line::SignatureLine;

/// What is signed: a header that no checkpoint begins with, the time in seconds since 1970, and the
/// text of the checkpoint with all its lines.
#[must_use]
pub fn message(time: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// When this witness cosigned the note: the earliest time, in seconds since 1970, if it did so more
/// than once. Nothing when no line has the witness's name and key ID, or when the key is none of a
/// witness.
///
/// # Errors
///
/// [`NoteError::BadSignature`] or [`NoteError::CosignatureTime`] when a line of this key does not
/// verify: then the whole note is to be refused. A time of zero is one of them, for a witness that
/// leaves out its time says nothing about when (C2SP tlog-witness, "add-checkpoint").
pub fn verify(note: &Note, key: &VerifierKey) -> Result<Option<u64>, NoteError> {
    if key.kind() != SignatureKind::Cosignature {
        return Ok(None);
    }
    let mut earliest = None;
    for (line, bytes) in note.lines_of(key) {
        let bad = NoteError::BadSignature { line, key: key.id() };
        let (time, signature) = bytes.split_first_chunk::<8>().ok_or(bad)?;
        let time = u64::from_be_bytes(*time);
        if time == 0 || time >= 1 << 63 {
            return Err(NoteError::CosignatureTime { line, time });
        }
        if !key.verifies(message(time, note.text()).as_bytes(), signature) {
            return Err(bad);
        }
        earliest = Some(earliest.map_or(time, |other: u64| other.min(time)));
    }
    Ok(earliest)
}

/// The line of a cosignature that was made at this time.
#[must_use]
pub fn line(key: &VerifierKey, time: u64, signature: &[u8; 64]) -> SignatureLine {
    let mut bytes = Vec::with_capacity(72);
    bytes.extend_from_slice(&time.to_be_bytes());
    bytes.extend_from_slice(signature);
    SignatureLine { name: key.name().to_string(), id: key.id(), signature: bytes }
}
