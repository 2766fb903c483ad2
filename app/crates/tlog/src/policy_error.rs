//! Why a trust policy is refused, with the facts.

use core::fmt;

use crate::key::KeyError;
use crate::policy::MAX_POLICY;

/// Why octets are no policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PolicyError {
    /// Larger than [`MAX_POLICY`].
    TooLarge {
        /// The bytes that it has.
        length: usize,
    },
    /// The last line has no line end.
    NoLineEnd,
    /// No line says what the quorum is.
    NoQuorum,
    /// A line is wrong.
    Line {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        problem: PolicyProblem,
    },
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PolicyProblem {
    /// A control character that is no tab, or the delete character.
    Octet {
        /// Where it stands in the line, from 0.
        offset: usize,
    },
    /// It begins with none of the four words.
    Keyword,
    /// Too few or too many items for its word.
    Items {
        /// The items after the word.
        found: usize,
    },
    /// A verifier key with octets that are not UTF-8.
    KeyNotUtf8,
    /// No verifier key.
    Key(KeyError),
    /// A log with a witness's kind of key, or a witness with a log's.
    KeyKind {
        /// The signature type identifier byte.
        found: u8,
    },
    /// Two logs with one key.
    LogTwice,
    /// Two witnesses with one key.
    WitnessTwice,
    /// A log and a witness with one key.
    SharedKey,
    /// A name that is defined already.
    NameTwice,
    /// `none` as the name of a witness or a group.
    NoneDefined,
    /// `none` as a member of a group.
    NoneAsMember,
    /// A name that no line before defines.
    UnknownName,
    /// A member that is one of a group already, of this one or another.
    MemberTwice,
    /// A group without members.
    NoMember,
    /// A threshold that is neither a decimal number nor `any` nor `all`.
    Threshold,
    /// A threshold of zero, or above the number of members.
    ThresholdRange {
        /// The threshold.
        least: usize,
        /// The members.
        members: usize,
    },
    /// A second quorum line.
    QuorumTwice,
    /// More logs, witnesses or groups than are supported.
    TooMany {
        /// How many of each are.
        limit: usize,
    },
}

impl PolicyError {
    /// A stable short code for machines, as in `policy-no-quorum`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "policy-too-large",
            Self::NoLineEnd => "policy-no-line-end",
            Self::NoQuorum => "policy-no-quorum",
            Self::Line { problem, .. } => problem.code(),
        }
    }
}

impl PolicyProblem {
    /// A stable short code for machines, as in `policy-keyword`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Octet { .. } => "policy-octet",
            Self::Keyword => "policy-keyword",
            Self::Items { .. } => "policy-items",
            Self::KeyNotUtf8 => "policy-key-not-utf8",
            Self::Key(error) => error.code(),
            Self::KeyKind { .. } => "policy-key-kind",
            Self::LogTwice => "policy-log-twice",
            Self::WitnessTwice => "policy-witness-twice",
            Self::SharedKey => "policy-shared-key",
            Self::NameTwice => "policy-name-twice",
            Self::NoneDefined => "policy-none-defined",
            Self::NoneAsMember => "policy-none-as-member",
            Self::UnknownName => "policy-unknown-name",
            Self::MemberTwice => "policy-member-twice",
            Self::NoMember => "policy-no-member",
            Self::Threshold => "policy-threshold",
            Self::ThresholdRange { .. } => "policy-threshold-range",
            Self::QuorumTwice => "policy-quorum-twice",
            Self::TooMany { .. } => "policy-too-many",
        }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { length } => {
                write!(f, "a policy of {length} bytes, and {MAX_POLICY} are allowed")
            }
            Self::NoLineEnd => f.write_str("the last line of the policy has no end"),
            Self::NoQuorum => f.write_str("the policy has no quorum line"),
            Self::Line { line, problem } => write!(f, "line {line} of the policy: {problem}"),
        }
    }
}

impl fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Octet { offset } => return write!(f, "octet {offset} is not allowed"),
            Self::Keyword => "it begins with none of log, witness, group, quorum",
            Self::Items { found } => {
                return write!(f, "{found} items after its first word are too few or too many");
            }
            Self::KeyNotUtf8 => "the verifier key is not UTF-8",
            Self::Key(error) => return error.fmt(f),
            Self::KeyKind { found } => {
                return write!(f, "a key of kind {found:#04x} does not belong here");
            }
            Self::LogTwice => "a log with this key is there already",
            Self::WitnessTwice => "a witness with this key is there already",
            Self::SharedKey => "a log and a witness have the same key",
            Self::NameTwice => "this name is defined already",
            Self::NoneDefined => "the name none cannot be defined",
            Self::NoneAsMember => "none cannot be a member of a group",
            Self::UnknownName => "no line before defines a name that it uses",
            Self::MemberTwice => "a member belongs to a group already",
            Self::NoMember => "the group has no member",
            Self::Threshold => "the threshold is neither a number nor any nor all",
            Self::ThresholdRange { least, members } => {
                return write!(f, "a threshold of {least} for {members} members");
            }
            Self::QuorumTwice => "the quorum is said already",
            Self::TooMany { limit } => return write!(f, "more than {limit} of a kind"),
        })
    }
}

impl core::error::Error for PolicyError {}
impl core::error::Error for PolicyProblem {}
