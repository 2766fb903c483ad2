//! An entry of the log: what was made, its hash and its day.

use core::fmt;

use crate::hash::Hash;

/// What an entry is the hash of. New kinds are appended; none is ever given another meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EntryKind {
    /// 1: a certificate, hashed whole with its signature; the day on which it was issued.
    Certificate,
    /// 2: a signed status list; the day on which it was issued.
    StatusToken,
    /// 3: the text of a key list; its date.
    KeyList,
    /// 4: the listing of the files of a verifier page; the day on which it was logged.
    VerifierBuild,
    /// 5: a line of the published counts; the day that is counted.
    DailyCount,
    /// 6: the root of a release of statistics; the day on which it was published.
    Release,
}

impl EntryKind {
    /// Every kind, in the order of their codes.
    pub const ALL: [Self; 6] = [
        Self::Certificate,
        Self::StatusToken,
        Self::KeyList,
        Self::VerifierBuild,
        Self::DailyCount,
        Self::Release,
    ];

    /// The kind with this code.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Certificate),
            2 => Some(Self::StatusToken),
            3 => Some(Self::KeyList),
            4 => Some(Self::VerifierBuild),
            5 => Some(Self::DailyCount),
            6 => Some(Self::Release),
            _ => None,
        }
    }

    /// Its code, the first byte of an entry.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Certificate => 1,
            Self::StatusToken => 2,
            Self::KeyList => 3,
            Self::VerifierBuild => 4,
            Self::DailyCount => 5,
            Self::Release => 6,
        }
    }

    /// Its word in the published counts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::StatusToken => "status",
            Self::KeyList => "keys",
            Self::VerifierBuild => "build",
            Self::DailyCount => "count",
            Self::Release => "release",
        }
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// An entry: 37 bytes, of which each has one meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// What was made.
    pub kind: EntryKind,
    /// SHA-256 of it.
    pub sha256: [u8; 32],
    /// The civil day that the kind speaks of, as days since 1970-01-01.
    pub day: i32,
}

impl Entry {
    /// The bytes of an entry.
    pub const LENGTH: usize = 37;

    /// Reads the bytes of an entry.
    ///
    /// # Errors
    ///
    /// When the length is another one, or the kind is not known.
    pub fn parse(bytes: &[u8]) -> Result<Self, EntryError> {
        let wrong = EntryError::Length { found: bytes.len() };
        let (kind, rest) = bytes.split_first().ok_or(wrong)?;
        let (sha256, rest) = rest.split_first_chunk().ok_or(wrong)?;
        let day: &[u8; 4] = rest.try_into().map_err(|_| wrong)?;
        let kind = EntryKind::from_code(*kind).ok_or(EntryError::Kind { found: *kind })?;
        Ok(Self { kind, sha256: *sha256, day: i32::from_be_bytes(*day) })
    }

    /// The bytes that the log keeps: the kind, the hash, and the day with its highest byte first.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LENGTH] {
        let mut bytes = [0; Self::LENGTH];
        let parts = [self.kind.code()].into_iter().chain(self.sha256).chain(self.day.to_be_bytes());
        bytes.iter_mut().zip(parts).for_each(|(place, byte)| *place = byte);
        bytes
    }

    /// The hash of its leaf.
    #[must_use]
    pub fn leaf(&self) -> Hash {
        Hash::of_leaf(&self.to_bytes())
    }
}

/// Why bytes are not an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EntryError {
    /// They are not 37.
    Length {
        /// How many came.
        found: usize,
    },
    /// No kind has this code.
    Kind {
        /// The code.
        found: u8,
    },
}

impl fmt::Display for EntryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { found } => write!(f, "an entry has 37 bytes, this one has {found}"),
            Self::Kind { found } => write!(f, "no kind of entry has the code {found}"),
        }
    }
}

impl core::error::Error for EntryError {}
