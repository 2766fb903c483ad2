//! Verifier keys: who signs notes (C2SP signed-note, "Verifier keys").

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use base64ct::{Base64, Encoding as _};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// What a key signs: its signature type identifier byte (C2SP signed-note, "Signature types").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SignatureKind {
    /// 0x01: Ed25519 over the text of the note. What a log signs with.
    Ed25519,
    /// 0x04: Ed25519 over a time and the text of a checkpoint. What a witness signs with.
    Cosignature,
}

impl SignatureKind {
    /// The identifier byte.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::Cosignature => 0x04,
        }
    }

    const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            0x01 => Some(Self::Ed25519),
            0x04 => Some(Self::Cosignature),
            _ => None,
        }
    }
}

/// The key ID: the first 4 bytes of SHA-256 over name, line end, kind and key. Short on purpose:
/// it says which key to try, never that the key is the right one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyHash(u32);

impl KeyHash {
    /// The key ID with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 4]) -> Self {
        Self(u32::from_be_bytes(bytes))
    }

    /// The key ID of a key under a name.
    #[must_use]
    pub fn of(name: &str, kind: SignatureKind, key: &[u8; 32]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(name);
        hasher.update([b'\n', kind.byte()]);
        hasher.update(key);
        let mut bytes = [0; 4];
        for (slot, byte) in bytes.iter_mut().zip(hasher.finalize()) {
            *slot = byte;
        }
        Self::from_bytes(bytes)
    }

    /// The four bytes, as a signature begins with them.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }

    /// Reads 8 lower-case hexadecimal digits.
    fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let fits = text.len() == 8 && text.bytes().all(is_digit);
        if fits { u32::from_str_radix(text, 16).ok().map(Self) } else { None }
    }
}

impl fmt::Display for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl fmt::Debug for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyHash({self})")
    }
}

/// A public key with its name and kind, looked at before anything is verified with it: canonical,
/// of prime order, not weak. Its text is `<name>+<key ID>+<base64 of kind and key>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: KeyHash,
    kind: SignatureKind,
    key: VerifyingKey,
}

impl VerifierKey {
    /// The key with this name, kind and public key.
    ///
    /// # Errors
    ///
    /// [`KeyError::Name`] and what is wrong with the point: [`KeyError::NotAPoint`],
    /// [`KeyError::NotCanonical`], [`KeyError::Weak`], [`KeyError::Torsion`].
    pub fn new(name: &str, kind: SignatureKind, key: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let point = VerifyingKey::from_bytes(key).map_err(|_| KeyError::NotAPoint)?;
        let edwards = point.to_edwards();
        if edwards.compress().as_bytes() != key {
            return Err(KeyError::NotCanonical);
        }
        if point.is_weak() {
            return Err(KeyError::Weak);
        }
        if !edwards.is_torsion_free() {
            return Err(KeyError::Torsion);
        }
        Ok(Self { name: name.to_string(), id: KeyHash::of(name, kind, key), kind, key: point })
    }

    /// Reads a verifier key.
    ///
    /// # Errors
    ///
    /// [`KeyError`] for everything that is not the one spelling of a sound key.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let (name, rest) = text.split_once('+').ok_or(KeyError::Parts)?;
        let (id, material) = rest.split_once('+').ok_or(KeyError::Parts)?;
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let id = KeyHash::parse(id).ok_or(KeyError::Id)?;
        let bytes = Base64::decode_vec(material).map_err(|_| KeyError::Base64)?;
        let (kind, key) = bytes.split_first().ok_or(KeyError::Length { found: 0 })?;
        let kind = SignatureKind::from_byte(*kind).ok_or(KeyError::Kind { found: *kind })?;
        let key = key.try_into().map_err(|_| KeyError::Length { found: key.len() })?;
        let read = Self::new(name, kind, key)?;
        if read.id != id {
            return Err(KeyError::IdMismatch { found: id, computed: read.id });
        }
        Ok(read)
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key ID.
    #[must_use]
    pub const fn id(&self) -> KeyHash {
        self.id
    }

    /// What the key signs.
    #[must_use]
    pub const fn kind(&self) -> SignatureKind {
        self.kind
    }

    /// The raw 32 bytes.
    #[must_use]
    pub fn key_bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Whether `signature` is one of this key over `message`, by the strict equation: no
    /// small-order points, no cofactor.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        self.key.verify_strict(message, &signature).is_ok()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut material = Vec::with_capacity(33);
        material.push(self.kind.byte());
        material.extend_from_slice(self.key_bytes());
        write!(f, "{}+{}+{}", self.name, self.id, Base64::encode_string(&material))
    }
}

/// Whether a key may be called so: not empty, no Unicode space, no `+`, no control character. A
/// control character could not stand in a note, so a key with one in its name could not sign.
pub(crate) fn is_name(name: &str) -> bool {
    let stands = |symbol: char| symbol != '+' && symbol >= ' ' && !symbol.is_whitespace();
    !name.is_empty() && name.chars().all(stands)
}

/// Why a text or bytes are no verifier key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// Not three parts with a `+` between them.
    Parts,
    /// The name is empty or has a Unicode space, a `+` or a control character.
    Name,
    /// The key ID is not 8 lower-case hexadecimal digits.
    Id,
    /// The last part is not standard base64 in its one spelling.
    Base64,
    /// A kind that is not supported, or none at all.
    Kind {
        /// The signature type identifier byte.
        found: u8,
    },
    /// The public key has not 32 bytes.
    Length {
        /// The bytes that it has.
        found: usize,
    },
    /// The key ID is not the one of this name, kind and key.
    IdMismatch {
        /// The key ID in the text.
        found: KeyHash,
        /// The key ID that follows from name, kind and key.
        computed: KeyHash,
    },
    /// The bytes are no point of the curve.
    NotAPoint,
    /// A second spelling of a point.
    NotCanonical,
    /// The point has small order: anybody can sign for it.
    Weak,
    /// The point has a torsion component.
    Torsion,
}

impl KeyError {
    /// A stable short code for machines, as in `key-id`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Parts => "key-parts",
            Self::Name => "key-name",
            Self::Id => "key-id",
            Self::Base64 => "key-base64",
            Self::Kind { .. } => "key-kind",
            Self::Length { .. } => "key-length",
            Self::IdMismatch { .. } => "key-id-mismatch",
            Self::NotAPoint => "key-no-point",
            Self::NotCanonical => "key-not-canonical",
            Self::Weak => "key-weak",
            Self::Torsion => "key-torsion",
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Parts => "a verifier key is name+id+key",
            Self::Name => "the key's name is empty or has a space, a + or a control character",
            Self::Id => "the key ID is not 8 lower-case hexadecimal digits",
            Self::Base64 => "the key is not base64 in its one spelling",
            Self::Kind { found } => {
                return write!(f, "a key of kind {found:#04x} is not supported");
            }
            Self::Length { found } => return write!(f, "a key of {found} bytes and not of 32"),
            Self::IdMismatch { found, computed } => {
                return write!(f, "the key ID is {found}, and {computed} follows from the key");
            }
            Self::NotAPoint => "the bytes are no point of the curve",
            Self::NotCanonical => "the point is not written in its canonical form",
            Self::Weak => "the point has small order: anybody could sign for it",
            Self::Torsion => "the point has a torsion component",
        })
    }
}

impl core::error::Error for KeyError {}
