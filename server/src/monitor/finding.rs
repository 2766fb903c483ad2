//! What a monitor finds: each is something that a log which keeps its word does not do.

use std::fmt;

use calendar::Day;
use tlog::{CheckpointError, EntryError, EntryKind, Hash, JudgeError, TileId};

use super::CountProblem;
use crate::amount::Amount;
use crate::remote::RemoteProblem;

/// A lie, or what looks like one to everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// The checkpoint is none of this log.
    Checkpoint(CheckpointError),
    /// The checkpoint is not what the policy asks for.
    Policy(JudgeError),
    /// The checkpoint is of another log than the one that was followed.
    OtherLog,
    /// One size has two roots: two trees were signed.
    Conflict {
        /// The size.
        size: u64,
        /// The root that was seen before.
        before: Hash,
        /// The root that is shown now.
        now: Hash,
    },
    /// Nothing that the log serves shows that its tree continues the one it showed before.
    Unproven {
        /// The size that was seen before.
        before: u64,
        /// The size that is shown now.
        now: u64,
    },
    /// The entries from the beginning do not make the tree that was seen before.
    Rewritten {
        /// The size that was seen before.
        size: u64,
    },
    /// A file is not what its path says.
    Content(RemoteProblem),
    /// An entry does not have the hash that its tile states.
    Leaf {
        /// Its place.
        index: u64,
    },
    /// A tile does not hold the hash that follows from the tiles below it.
    Tile {
        /// The tile.
        id: TileId,
        /// The place of the hash in it.
        place: usize,
    },
    /// The entries do not make the tree that the log signed.
    Root {
        /// Its size.
        size: u64,
    },
    /// An entry is none of a log of this kind.
    Entry {
        /// Its place.
        index: u64,
        /// What is wrong with it.
        why: EntryError,
    },
    /// An entry states a day that no calendar of ours has.
    Day {
        /// Its place.
        index: u64,
        /// Days since 1970-01-01.
        day: i32,
    },
    /// The log does not begin with a key list.
    First {
        /// What it begins with.
        kind: EntryKind,
    },
    /// The log does not publish how many objects were made each day.
    NoCounts,
    /// The published counts do not read as such.
    Counts(CountProblem),
    /// The published count of a day is not that of the log.
    Count {
        /// The day.
        day: Day,
        /// What was counted.
        kind: EntryKind,
        /// As published.
        published: u64,
        /// As logged.
        logged: u64,
    },
    /// A published line is not in the log.
    Unlogged {
        /// Its day.
        day: Day,
        /// Which line of that day.
        revision: u32,
    },
    /// A count is in the log that is not published.
    Unpublished {
        /// Its day.
        day: Day,
    },
    /// Days that are over are not counted: what the log holds of them, no count confirms.
    Uncounted {
        /// The first of them.
        first: Day,
        /// The last of them.
        last: Day,
    },
    /// The log has entries of a day that has not come.
    Future {
        /// The day.
        day: Day,
    },
    /// A day is counted that is not over.
    Early {
        /// The day.
        day: Day,
    },
    /// A witness was shown another tree of the same size.
    SplitView {
        /// The witness.
        witness: String,
        /// The size.
        size: u64,
    },
    /// Nothing that the log serves connects the tree that a witness was shown with this one.
    SplitUnproven {
        /// The witness.
        witness: String,
        /// The size that the witness was shown.
        shown: u64,
        /// The size that is shown here.
        here: u64,
    },
}

impl Finding {
    /// Whether it is about the tree: nothing further is followed from such a tree.
    #[must_use]
    pub const fn breaks_the_tree(&self) -> bool {
        !matches!(
            self,
            Self::NoCounts
                | Self::Counts(_)
                | Self::Count { .. }
                | Self::Unlogged { .. }
                | Self::Unpublished { .. }
                | Self::Uncounted { .. }
                | Self::Future { .. }
                | Self::Early { .. }
                | Self::Policy(_)
        )
    }

    /// Whether a log that keeps its word can look so, when it grew between its checkpoint and its
    /// counts.
    pub(super) const fn may_be_growth(&self) -> bool {
        matches!(self, Self::Count { .. } | Self::Unlogged { .. } | Self::Unpublished { .. })
    }
}

/// A day as the counts write it.
pub(super) fn written(day: Day) -> String {
    let (year, month, day) = day.gregorian();
    format!("{year:04}-{month:02}-{day:02}")
}

/// A time, in seconds since 1970, for people to read.
pub(super) fn moment(time: u64) -> String {
    let day = i32::try_from(time / 86_400).ok().and_then(Day::from_number);
    let (hour, minute, second) = (time / 3_600 % 24, time / 60 % 60, time % 60);
    match day {
        Some(day) => format!("{} {hour:02}:{minute:02}:{second:02} UTC", written(day)),
        None => format!("second {time}"),
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checkpoint(why) => write!(f, "the checkpoint is not the log's: {why}"),
            Self::Policy(why) => write!(f, "the checkpoint is not what the policy asks for: {why}"),
            Self::OtherLog => f.write_str("the checkpoint is of another log than the one followed"),
            Self::Conflict { size, before, now } => write!(
                f,
                "the log has signed two trees of {}, with the roots {before} and {now}",
                Amount::entries(*size)
            ),
            Self::Unproven { before, now } => write!(
                f,
                "what the log serves does not show that its {} the {before} of before",
                Amount::new(*now, "entry continues", "entries continue")
            ),
            Self::Rewritten { size } => {
                let first = Amount::new(*size, "entry does", "entries do");
                write!(f, "the first {first} not make the tree that they made before")
            }
            Self::Content(problem) => problem.fmt(f),
            Self::Leaf { index } => {
                write!(f, "entry {index} does not have the hash that its tile states")
            }
            Self::Tile { id, place } => write!(
                f,
                "hash {place} of tile {} of level {} does not follow from what is below it",
                id.index, id.level
            ),
            Self::Root { size } => {
                let all = Amount::new(*size, "entry does", "entries do");
                write!(f, "the {all} not make the tree that the log signed")
            }
            Self::Entry { index, why } => write!(f, "entry {index} is none: {why}"),
            Self::Day { index, day } => {
                write!(f, "entry {index} states the day {day}, which is out of range")
            }
            Self::First { kind } => {
                write!(f, "the log begins with a {} and not with a key list", kind.word())
            }
            Self::NoCounts => f.write_str("the log does not publish its daily counts"),
            Self::Counts(why) => write!(f, "the published counts are none: {why}"),
            Self::Count { day, kind, published, logged } => write!(
                f,
                "{}: {published} of the kind {} are published, and {logged} are logged",
                written(*day),
                kind.word()
            ),
            Self::Unlogged { day, revision } => {
                write!(f, "{}: count {revision} is published and not logged", written(*day))
            }
            Self::Unpublished { day } => {
                write!(f, "{}: a count is logged that is not published", written(*day))
            }
            Self::Uncounted { first, last } if first == last => {
                write!(f, "{}: the day is over and not counted", written(*first))
            }
            Self::Uncounted { first, last } => write!(
                f,
                "{} to {}: the days are over and not counted",
                written(*first),
                written(*last)
            ),
            Self::Future { day } => {
                write!(f, "{}: the log has entries of this day, which has not come", written(*day))
            }
            Self::Early { day } => {
                write!(f, "{}: the day is counted and not over", written(*day))
            }
            Self::SplitView { witness, size } => {
                write!(f, "{witness} was shown another tree of {}", Amount::entries(*size))
            }
            Self::SplitUnproven { witness, shown, here } => write!(
                f,
                "{witness} was shown a tree of {}, and nothing that the log serves connects it with these {here}",
                Amount::entries(*shown)
            ),
        }
    }
}

impl std::error::Error for Finding {}
