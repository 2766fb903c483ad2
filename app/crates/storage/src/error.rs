//! What can go wrong behind a port.

/// A failure of the storage behind a port. "Not found" is not one: it is `Ok(None)`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// What is stored does not read as what was written; names the thing, never its content.
    Corrupt(&'static str),
    /// The same key exists already with another content.
    Exists(&'static str),
    /// The database could not be reached or refused; the engine's own message, without values.
    Unavailable(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Corrupt(what) => write!(f, "the stored {what} does not read as what was written"),
            Self::Exists(what) => write!(f, "this {what} exists already with another content"),
            Self::Unavailable(why) => write!(f, "the database is not available: {why}"),
        }
    }
}

impl std::error::Error for Error {}
