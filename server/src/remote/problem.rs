//! Why something of another's log could not be had.

use std::fmt;

use tlog::{BundleError, TileError};

/// What went wrong with one reading. The path is the one within the log.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RemoteProblem {
    /// The address is none of a log.
    Address,
    /// There is no such file.
    Absent {
        /// What was asked for.
        path: String,
    },
    /// The answer is larger than anything of its kind.
    TooLarge {
        /// What was asked for.
        path: String,
        /// Bytes, at most.
        limit: usize,
    },
    /// The server answered with this status.
    Status {
        /// What was asked for.
        path: String,
        /// The status.
        status: u16,
    },
    /// The server did not answer in time.
    Slow {
        /// What was asked for.
        path: String,
    },
    /// Nobody answered, or the connection broke.
    Unreachable {
        /// What was asked for.
        path: String,
        /// What the network said.
        why: String,
    },
    /// The answer is not text.
    NotText {
        /// What was asked for.
        path: String,
    },
    /// The answer is no tile of the width that its path implies.
    Tile {
        /// What was asked for.
        path: String,
        /// What is wrong with it.
        why: TileError,
    },
    /// The answer is no entry bundle of the width that its path implies.
    Bundle {
        /// What was asked for.
        path: String,
        /// What is wrong with it.
        why: BundleError,
    },
}

impl RemoteProblem {
    /// Whether the answer itself is wrong, as opposed to one that did not come.
    #[must_use]
    pub const fn is_false_content(&self) -> bool {
        matches!(
            self,
            Self::NotText { .. } | Self::Tile { .. } | Self::Bundle { .. } | Self::TooLarge { .. }
        )
    }

    /// Whether another try may go better.
    pub(super) const fn is_transient(&self) -> bool {
        match self {
            Self::Slow { .. } | Self::Unreachable { .. } => true,
            Self::Status { status, .. } => *status == 429 || *status >= 500,
            _ => false,
        }
    }
}

impl fmt::Display for RemoteProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address => f.write_str(
                "the address is none: https://…, http:// on this machine, or a folder that is there",
            ),
            Self::Absent { path } => write!(f, "{path} is not there"),
            Self::TooLarge { path, limit } => write!(f, "{path} is larger than {limit} bytes"),
            Self::Status { path, status } => write!(f, "{path} is answered with status {status}"),
            Self::Slow { path } => write!(f, "{path} did not come in time"),
            Self::Unreachable { path, why } => write!(f, "{path} could not be reached: {why}"),
            Self::NotText { path } => write!(f, "{path} is not text"),
            Self::Tile { path, why } => write!(f, "{path} is no tile of its width: {why}"),
            Self::Bundle { path, why } => write!(f, "{path} is no bundle of its width: {why}"),
        }
    }
}

impl std::error::Error for RemoteProblem {}
