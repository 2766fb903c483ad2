//! Signature lines: who signed a note, and the signature (C2SP signed-note, "Signatures").

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use base64ct::{Base64, Encoding as _};

use crate::key::{KeyHash, is_name};

/// One signature under a note. Its text is `— <name> <base64 of key ID and signature>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    /// The name of the key.
    pub name: String,
    /// The key ID.
    pub id: KeyHash,
    /// The signature as its kind has it, without the key ID. Never empty in a line that was read.
    pub signature: Vec<u8>,
}

impl SignatureLine {
    /// Reads a line, without its line end.
    ///
    /// # Errors
    ///
    /// [`LineProblem`] for everything that is not of the form.
    pub fn parse(line: &str) -> Result<Self, LineProblem> {
        let rest = line.strip_prefix("— ").ok_or(LineProblem::Dash)?;
        let (name, signature) = rest.split_once(' ').ok_or(LineProblem::NoSignature)?;
        if !is_name(name) {
            return Err(LineProblem::Name);
        }
        let bytes = Base64::decode_vec(signature).map_err(|_| LineProblem::Base64)?;
        match bytes.split_first_chunk::<4>() {
            Some((id, signature)) if !signature.is_empty() => Ok(Self {
                name: name.to_string(),
                id: KeyHash::from_bytes(*id),
                signature: signature.to_vec(),
            }),
            _ => Err(LineProblem::Short { length: bytes.len() }),
        }
    }
}

impl fmt::Display for SignatureLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = Vec::with_capacity(4 + self.signature.len());
        bytes.extend_from_slice(&self.id.to_bytes());
        bytes.extend_from_slice(&self.signature);
        f.write_str("— ")?;
        f.write_str(&self.name)?;
        f.write_str(" ")?;
        f.write_str(&Base64::encode_string(&bytes))
    }
}

/// Why a line is no signature line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineProblem {
    /// It does not begin with an em dash and a space.
    Dash,
    /// The name is empty or has a Unicode space, a `+` or a control character.
    Name,
    /// Nothing after the name.
    NoSignature,
    /// The signature is not standard base64 in its one spelling.
    Base64,
    /// Too few bytes for a key ID and a signature.
    Short {
        /// The bytes that there are.
        length: usize,
    },
}

impl LineProblem {
    /// A stable short code for machines, as in `note-line-name`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Dash => "note-line-dash",
            Self::Name => "note-line-name",
            Self::NoSignature => "note-line-no-signature",
            Self::Base64 => "note-line-base64",
            Self::Short { .. } => "note-line-short",
        }
    }
}

impl fmt::Display for LineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dash => "it does not begin with an em dash and a space",
            Self::Name => "the name is empty or has a space, a + or a control character",
            Self::NoSignature => "there is no signature after the name",
            Self::Base64 => "the signature is not base64 in its one spelling",
            Self::Short { length } => {
                return write!(f, "{length} bytes are too few for a key ID and a signature");
            }
        })
    }
}

impl core::error::Error for LineProblem {}
