//! Issuer keys: Ed25519 public keys that were looked at before anything is verified with them.

use core::fmt;

use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// Names a key: the first 8 bytes of SHA-256 over its 32 bytes. Made from the key and not from a
/// document around it, so that a renewed document changes nothing (specification §2.1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 8]);

impl KeyId {
    /// The identifier with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The identifier of a public key.
    #[must_use]
    pub fn of(public: &[u8; 32]) -> Self {
        let digest = Sha256::digest(public);
        let mut id = [0; 8];
        for (slot, byte) in id.iter_mut().zip(digest.iter()) {
            *slot = *byte;
        }
        Self(id)
    }

    /// Reads 16 lower-case hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 8];
        let read = base16ct::lower::decode(text, &mut bytes).ok()?.len();
        (read == bytes.len()).then_some(Self(bytes))
    }

    /// The eight bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base16ct::lower::encode_string(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// A public key that may verify certificates: canonical, of prime order, not weak. Only
/// [`IssuerKey::from_bytes`] makes one, so an unchecked key cannot reach a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerKey {
    id: KeyId,
    key: VerifyingKey,
}

impl IssuerKey {
    /// Checks and keeps a raw Ed25519 public key (RFC 8032 §5.1.5).
    ///
    /// # Errors
    ///
    /// [`KeyError`] when the bytes are no point, are not its canonical encoding, or when the point
    /// has small order or a torsion component. `VerifyingKey::from_bytes` alone accepts 24 of the
    /// 38 non-canonical encodings.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NotAPoint)?;
        let point = key.to_edwards();
        if point.compress().as_bytes() != bytes {
            return Err(KeyError::NotCanonical);
        }
        if key.is_weak() {
            return Err(KeyError::Weak);
        }
        if !point.is_torsion_free() {
            return Err(KeyError::Torsion);
        }
        Ok(Self { id: KeyId::of(bytes), key })
    }

    /// The key's identifier.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// The raw 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Whether `signature` is one of this key over `message`, by the strict equation: no
    /// small-order points, no cofactor.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.key.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

/// Why bytes are no issuer key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The bytes are no point of the curve.
    NotAPoint,
    /// A second spelling of a point.
    NotCanonical,
    /// The point has a torsion component.
    Torsion,
    /// The point has small order: anybody can sign for it.
    Weak,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAPoint => "the bytes are no point of the curve",
            Self::NotCanonical => "the point is not written in its canonical form",
            Self::Torsion => "the point has a torsion component",
            Self::Weak => "the point has small order: anybody could sign for it",
        })
    }
}

impl core::error::Error for KeyError {}
