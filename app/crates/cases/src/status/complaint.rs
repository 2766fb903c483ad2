//! Whether final rulings may still be taken to the Court of Administrative Justice.

use calendar::Day;
use calendar::deadline::Deadline;

use crate::{CaseStatus, Stage};

/// The days within which a final ruling may be taken to the Court of Administrative Justice:
/// three months from its notification (its Act of 1392, Article 16, note 2), each of 30 days
/// (Civil Procedure Code, Article 443). Residents abroad have six months.
pub const COMPLAINT_DAYS: u16 = 90;

/// Until when the final rulings of a case may be taken to the Court of Administrative Justice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Complaint {
    /// A complaint is possible.
    Open {
        /// The day by which it is safe to complain, whatever the count of days.
        safe: Day,
    },
    /// The three months from notification are over. Whether a complaint is too late is for the
    /// Court to decide, and residents abroad have longer.
    Over {
        /// The day with which they ended.
        safe: Day,
    },
    /// The notification is not recorded, and so nobody can tell from here.
    Unknown,
}

impl Complaint {
    fn of(notified: Option<Day>, today: Day) -> Self {
        let deadline = notified.and_then(|day| Deadline::after(day, COMPLAINT_DAYS));
        match deadline.map(|deadline| deadline.safe) {
            Some(safe) if today <= safe => Self::Open { safe },
            Some(safe) => Self::Over { safe },
            None => Self::Unknown,
        }
    }
}

impl CaseStatus {
    /// Until when a complaint is possible, as of the day on which the status was derived; `None`
    /// while the case is not final.
    #[must_use]
    pub fn complaint(&self) -> Option<Complaint> {
        match self.stage {
            Stage::Final { notified, .. } => Some(Complaint::of(notified, self.as_of)),
            _ => None,
        }
    }
}

/// Which of two notifications a case with two final rulings is told by: that of the period that
/// ends first among those that still run, so that nobody waits too long; where none runs, one
/// that is not recorded before one that is, and else the later.
pub(crate) fn more_pressing(one: Option<Day>, other: Option<Day>, today: Day) -> Option<Day> {
    let key = |notified| match Complaint::of(notified, today) {
        Complaint::Open { safe } => (0, safe.number()),
        Complaint::Unknown => (1, 0),
        Complaint::Over { safe } => (2, -safe.number()),
    };
    if key(other) < key(one) { other } else { one }
}
