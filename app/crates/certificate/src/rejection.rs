//! Why a certificate is refused, with the facts.

use core::fmt;

use crate::KeyId;

/// Why a text is not a certificate of ours, or not an unaltered one. Each variant is one step of
/// the verification order of the specification §3.7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejection {
    /// The digits are not the base10 form of any bytes.
    Base10(Base10Problem),
    /// The payload is not deterministic CBOR.
    Cbor {
        /// Offset in the payload, in bytes.
        offset: usize,
        /// What is wrong there.
        problem: CborProblem,
    },
    /// A field is missing, unknown or outside its range.
    Field {
        /// The integer key of the claim.
        key: i64,
        /// What is wrong with it.
        problem: FieldProblem,
    },
    /// The bytes leave the fixed COSE_Sign1 form at this offset.
    Form {
        /// Offset of the first byte that differs.
        offset: usize,
    },
    /// The signature is not one of this key over these bytes.
    Signature {
        /// The key that the certificate names.
        key: KeyId,
    },
    /// The text is not one that a certificate is printed as.
    Text(TextProblem),
    /// No key of the list has this identifier.
    UnknownKey {
        /// The identifier that the certificate names.
        key: KeyId,
    },
    /// The key was not in use when the certificate says it was issued.
    KeyPeriod {
        /// The key that the certificate names.
        key: KeyId,
    },
    /// The key is compromised and nothing shows that the certificate is older than that.
    CompromisedKey {
        /// The key that the certificate names.
        key: KeyId,
    },
}

/// What is wrong with the text around the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextProblem {
    /// Nothing there.
    Empty,
    /// A character that is no digit, at this position.
    NotDigit {
        /// Position among the characters after the `#`.
        position: usize,
    },
    /// More digits than the largest certificate has.
    TooLong {
        /// Digits found.
        length: usize,
        /// Digits at most.
        limit: usize,
    },
    /// Fewer digits than the smallest certificate has.
    TooShort {
        /// Digits found.
        length: usize,
    },
    /// Another profile than 1: made by a newer system, or by none of ours.
    UnknownProfile {
        /// The profile digit found.
        found: u8,
    },
    /// Not an address of a certificate at all: no `/v#` in it.
    NotOurs,
}

/// What is wrong with the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Base10Problem {
    /// The last block has a length that no number of bytes has.
    TailLength {
        /// Digits in the last block.
        length: usize,
    },
    /// A block's value does not fit its bytes.
    Overflow {
        /// Index of the block, from 0.
        block: usize,
    },
    /// A character that is no ASCII digit.
    NotDigit {
        /// Position of the character.
        position: usize,
    },
}

/// What is wrong in the CBOR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CborProblem {
    /// The input ends inside an item.
    Truncated,
    /// An integer or length not in its shortest form.
    NotShortest,
    /// A type that does not belong here.
    UnexpectedType,
    /// Map keys not in ascending order, or twice the same.
    KeyOrder,
    /// Text that is not UTF-8.
    NotUtf8,
    /// An array or map longer than the profile allows.
    TooMany,
    /// Bytes after the end.
    Trailing,
    /// Reads well but is written otherwise by the encoder.
    NotCanonical,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldProblem {
    /// Obligatory and absent.
    Missing,
    /// Not a field of this profile.
    Unknown,
    /// Outside its range or of the wrong size.
    Range,
    /// Text with control characters, bidirectional controls, outer spaces, or not in NFC.
    Text,
}

impl Rejection {
    /// A stable short code for machines, as in `signature` or `base10-overflow`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Base10(Base10Problem::TailLength { .. }) => "base10-length",
            Self::Base10(Base10Problem::Overflow { .. }) => "base10-overflow",
            Self::Base10(Base10Problem::NotDigit { .. }) => "base10-digit",
            Self::Cbor { problem: CborProblem::Truncated, .. } => "cbor-truncated",
            Self::Cbor { problem: CborProblem::Trailing, .. } => "cbor-trailing",
            Self::Cbor { problem: CborProblem::KeyOrder, .. } => "cbor-key-order",
            Self::Cbor { problem: CborProblem::NotShortest, .. } => "cbor-not-shortest",
            Self::Cbor { .. } => "cbor",
            Self::Field { problem: FieldProblem::Missing, .. } => "field-missing",
            Self::Field { problem: FieldProblem::Unknown, .. } => "field-unknown",
            Self::Field { problem: FieldProblem::Range, .. } => "field-range",
            Self::Field { problem: FieldProblem::Text, .. } => "field-text",
            Self::Form { .. } => "form",
            Self::Signature { .. } => "signature",
            Self::Text(TextProblem::Empty) => "text-empty",
            Self::Text(TextProblem::NotDigit { .. }) => "text-digit",
            Self::Text(TextProblem::TooLong { .. }) => "text-too-long",
            Self::Text(TextProblem::TooShort { .. }) => "text-too-short",
            Self::Text(TextProblem::UnknownProfile { .. }) => "text-profile",
            Self::Text(TextProblem::NotOurs) => "text-not-ours",
            Self::UnknownKey { .. } => "unknown-key",
            Self::KeyPeriod { .. } => "key-period",
            Self::CompromisedKey { .. } => "key-compromised",
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base10(Base10Problem::TailLength { length }) => {
                write!(f, "the last block has {length} digits, which no number of bytes has")
            }
            Self::Base10(Base10Problem::Overflow { block }) => {
                write!(f, "block {block} of the digits is larger than its bytes can hold")
            }
            Self::Base10(Base10Problem::NotDigit { position }) => {
                write!(f, "character {position} is not a digit")
            }
            Self::Cbor { offset, problem } => {
                let what = match problem {
                    CborProblem::Truncated => "ends too early",
                    CborProblem::NotShortest => "has a number that is not in its shortest form",
                    CborProblem::UnexpectedType => "has a value of the wrong type",
                    CborProblem::KeyOrder => "has keys out of order or twice",
                    CborProblem::NotUtf8 => "has text that is not UTF-8",
                    CborProblem::TooMany => "has a list that is too long",
                    CborProblem::Trailing => "has bytes after its end",
                    CborProblem::NotCanonical => "is not written in the one allowed form",
                };
                write!(f, "the signed content {what} (byte {offset})")
            }
            Self::Field { key, problem } => match problem {
                FieldProblem::Missing => write!(f, "field {key} is missing"),
                FieldProblem::Unknown => write!(f, "field {key} does not belong to this profile"),
                FieldProblem::Range => write!(f, "field {key} is outside its range"),
                FieldProblem::Text => write!(f, "field {key} has characters that are not allowed"),
            },
            Self::Form { offset } => {
                write!(f, "the bytes are not in the form of a certificate (byte {offset})")
            }
            Self::Signature { key } => {
                write!(f, "the signature does not fit: altered, or never signed with key {key}")
            }
            Self::Text(TextProblem::Empty) => f.write_str("there is nothing to check"),
            Self::Text(TextProblem::NotDigit { position }) => {
                write!(f, "character {position} after the # is not a digit")
            }
            Self::Text(TextProblem::TooLong { length, limit }) => {
                write!(f, "{length} digits, and a certificate has at most {limit}")
            }
            Self::Text(TextProblem::TooShort { length }) => {
                write!(f, "{length} digits are too few for a certificate")
            }
            Self::Text(TextProblem::UnknownProfile { found }) => {
                write!(f, "profile {found} is unknown; this verifier knows profile 1")
            }
            Self::Text(TextProblem::NotOurs) => {
                f.write_str("this is not the address of a certificate (no /v# in it)")
            }
            Self::UnknownKey { key } => write!(f, "key {key} is not in the key list"),
            Self::KeyPeriod { key } => {
                write!(f, "key {key} was not in use on the day the certificate says it was issued")
            }
            Self::CompromisedKey { key } => write!(f, "key {key} is declared compromised"),
        }
    }
}

impl core::error::Error for Rejection {}
