//! Hashes of the Merkle tree (RFC 6962 §2.1), SHA-256 throughout.

use alloc::string::String;
use core::fmt;

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};

/// A node of the tree: the hash of a leaf, of a subtree, or of the whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The root of the tree without leaves: SHA-256 of nothing.
    pub const EMPTY_TREE: Self = Self([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9,
        0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52,
        0xb8, 0x55,
    ]);

    /// The hash with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash of a leaf: SHA-256 of a zero byte and the entry.
    #[must_use]
    pub fn of_leaf(entry: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update([0]);
        hasher.update(entry);
        Self(hasher.finalize().into())
    }

    /// The hash of an inner node: SHA-256 of a one byte and both children.
    #[must_use]
    pub fn of_node(left: &Self, right: &Self) -> Self {
        let mut bytes = [1; 65];
        let (first, second) = bytes.split_at_mut(33);
        if let Some(place) = first.get_mut(1..) {
            place.copy_from_slice(&left.0);
        }
        second.copy_from_slice(&right.0);
        Self(Sha256::digest(bytes).into())
    }

    /// Reads standard base64 with padding, in its one spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        let length = Base64::decode(text, &mut bytes).ok()?.len();
        (length == bytes.len()).then_some(Self(bytes))
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Standard base64 with padding.
    #[must_use]
    pub fn to_base64(&self) -> String {
        Base64::encode_string(&self.0)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_base64())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}
