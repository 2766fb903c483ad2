//! Why a key cannot be had.

use std::io;

use certificate::KeyError;

/// What can go wrong with a key file. No variant holds anything secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The file exists already; keys are never overwritten.
    Exists,
    /// A signature did not verify after it was made.
    Faulty,
    /// The file could not be read or written.
    Io(io::Error),
    /// The public half is refused.
    Key(KeyError),
    /// The public half is refused as a key of notes, or its name is.
    NoteKey(tlog::KeyError),
    /// The file holds another key than the one that was asked for.
    OtherKey,
    /// A log's key was asked for a cosignature, or a witness's key for a log's signature.
    Purpose,
    /// Others than its owner may read the file; the mode found.
    Mode(u32),
    /// Not an encrypted Ed25519 key in PKCS#8, or another passphrase.
    Passphrase,
    /// The passphrase is too short; at least so many bytes.
    ShortPassphrase(usize),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exists => f.write_str("the key file exists already; keys are never overwritten"),
            Self::Faulty => f.write_str("the signature did not verify after it was made"),
            Self::Io(error) => write!(f, "the key file could not be opened: {error}"),
            Self::Key(error) => write!(f, "the key is refused: {error}"),
            Self::NoteKey(error) => write!(f, "the key is refused: {error}"),
            Self::OtherKey => f.write_str("the key file holds another key than its public half"),
            Self::Purpose => f.write_str("the key is not for signatures of this kind"),
            Self::Mode(mode) => write!(
                f,
                "the key file has mode {mode:04o}: others could read it; run `chmod 600` on it"
            ),
            Self::Passphrase => {
                f.write_str("not an encrypted Ed25519 key file, or not its passphrase")
            }
            Self::ShortPassphrase(least) => {
                write!(f, "the passphrase is too short: at least {least} characters")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Key(error) => Some(error),
            Self::NoteKey(error) => Some(error),
            _ => None,
        }
    }
}
