//! Where one violation of a case stands; together they make the stage of the case.

use calendar::Day;
use calendar::deadline::{Deadline, OBJECTION_DAYS};

use crate::status::more_pressing;
use crate::{Decision, DecisionKind, DecisionNumber, Outcome, Stage, Tier, Violation};

/// Where a violation stands, and the decision that put it there.
pub(crate) struct Standing {
    stage: Stage,
    decision: Option<DecisionNumber>,
}

impl Standing {
    /// From the last decision about the violation that changes anything; `decisions` are in the
    /// order in which they were made.
    pub(crate) fn of(
        violation: &Violation,
        decisions: &[&Decision],
        outcomes: &[&Outcome],
        today: Day,
    ) -> Self {
        let concerns = |decision: &Decision| {
            outcomes.iter().any(|outcome| {
                outcome.violation == violation.number && outcome.decision == decision.number
            })
        };
        let last = decisions.iter().rev().find(|decision| {
            let explains = decision.kind == DecisionKind::Ruling && decision.tier.is_explanation();
            !explains && concerns(decision)
        });
        Self {
            stage: last.map_or(Stage::UnderExamination, |decision| stage(decision, today)),
            decision: last.map(|decision| decision.number.clone()),
        }
    }

    /// Whether a party may still object to this decision about the violation.
    pub(crate) fn is_objectionable(&self, decision: &Decision) -> bool {
        matches!(self.stage, Stage::ObjectionOpen { .. })
            && self.decision.as_ref() == Some(&decision.number)
    }

    /// The stage of a case whose violations stand so today.
    pub(crate) fn together(standings: &[Self], today: Day) -> Stage {
        let stages = standings.iter().map(|standing| standing.stage);
        let stage = stages.reduce(|one, other| more_urgent(one, other, today));
        stage.unwrap_or(Stage::UnderExamination)
    }
}

fn stage(decision: &Decision, today: Day) -> Stage {
    let tier = decision.tier;
    if decision.kind == DecisionKind::Order {
        let due = decision.due_on;
        return match tier {
            Tier::Appeal => Stage::InAppeal { due },
            _ => Stage::OrderPending { due },
        };
    }
    let notified = decision.notified_on.filter(|&on| on <= today);
    if let Some(on) = decision.final_on.filter(|&on| on <= today) {
        return Stage::Final { on, notified };
    }
    let Some(notified_on) = notified else {
        return Stage::AwaitingNotification { tier };
    };
    match Deadline::after(notified_on, OBJECTION_DAYS) {
        Some(Deadline { safe, last }) if tier.is_objectionable() && today <= last => {
            Stage::ObjectionOpen { safe, last }
        }
        _ => Stage::AwaitingFinality { tier },
    }
}

/// An open objection before everything else, then what is furthest from the end; of two equal
/// ones the earlier day. Two final ones are one: since the later day, with the more pressing
/// complaint.
fn more_urgent(one: Stage, other: Stage, today: Day) -> Stage {
    if let (
        Stage::Final { on, notified },
        Stage::Final { on: other_on, notified: other_notified },
    ) = (one, other)
    {
        let notified = more_pressing(notified, other_notified, today);
        return Stage::Final { on: on.max(other_on), notified };
    }
    if (rank(other), day(other)) < (rank(one), day(one)) { other } else { one }
}

fn rank(stage: Stage) -> u8 {
    match stage {
        Stage::ObjectionOpen { .. } => 0,
        Stage::UnderExamination => 1,
        Stage::OrderPending { .. } => 2,
        Stage::AwaitingNotification { .. } => 3,
        Stage::InAppeal { .. } => 4,
        Stage::AwaitingFinality { .. } => 5,
        Stage::Final { .. } => 6,
    }
}

/// The day by which equal stages are compared: the smaller the more urgent, and an order without
/// a day after all others.
fn day(stage: Stage) -> i32 {
    match stage {
        Stage::OrderPending { due } | Stage::InAppeal { due } => due.map_or(i32::MAX, Day::number),
        Stage::ObjectionOpen { safe, .. } => safe.number(),
        Stage::AwaitingNotification { tier } | Stage::AwaitingFinality { tier } => {
            i32::from(tier.number())
        }
        Stage::UnderExamination | Stage::Final { .. } => 0,
    }
}
