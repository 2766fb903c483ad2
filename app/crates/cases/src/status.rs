//! Where a case stands: its timeline and its stage, for the person who holds the case's code.
//!
//! Derived from the registry's rows and from today alone. It names nobody, and it carries neither
//! the address nor the renovation code of the property.

use calendar::Day;
use calendar::deadline::{Deadline, OBJECTION_DAYS};
use serde::{Deserialize, Serialize};

use crate::standing::Standing;
use crate::{Case, CaseNumber, Code, Decision, DecisionKind, Outcome, Rials, Tier, Violation};

mod complaint;

pub(crate) use complaint::more_pressing;
pub use complaint::{COMPLAINT_DAYS, Complaint};

/// Where a case stands on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseStatus {
    /// The number of the case.
    pub case_no: CaseNumber,
    /// The day on which this was derived: what the registry knew then.
    pub as_of: Day,
    /// The district that sent the case.
    pub district: Code,
    /// What the case waits for.
    pub stage: Stage,
    /// What happened and what is to come, by day.
    pub events: Vec<Event>,
}

/// What a case waits for. Where its violations stand differently, it is an open period of
/// objection, because somebody has to act in it; or else what is furthest from the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Stage {
    /// No ruling yet, and no order that anybody has to carry out.
    UnderExamination,
    /// An order was made that is not part of an appeal, and nothing has followed it yet.
    OrderPending {
        /// Until when it is to be done, if a day was set. It may have passed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Day>,
    },
    /// A ruling was made and is not recorded as notified.
    AwaitingNotification {
        /// The tier of the ruling.
        tier: Tier,
    },
    /// The ruling was notified, and an objection is possible.
    ObjectionOpen {
        /// The day by which it is safe to object.
        safe: Day,
        /// The last day by the fixed calendar; never the day on which a right is lost.
        last: Day,
    },
    /// After an objection: the appeal commission made an order, and nothing has followed it yet.
    InAppeal {
        /// Until when the order is to be done, if a day was set. It may have passed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Day>,
    },
    /// The last ruling was notified and the period of objection, if there was one, is over by the
    /// fixed calendar; it is not recorded as final.
    AwaitingFinality {
        /// The tier of the ruling.
        tier: Tier,
    },
    /// The rulings on all violations are final.
    Final {
        /// Since when: the latest of them.
        on: Day,
        /// When the ruling was notified whose complaint is the most pressing, if that is
        /// recorded: see [`CaseStatus::complaint`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notified: Option<Day>,
    },
}

/// What happened, or is to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EventKind {
    /// The violation was found.
    Detected,
    /// An interlocutory order was made. It decides nothing.
    Order,
    /// A ruling was made.
    Ruling,
    /// A decision was notified.
    Notified,
    /// The day until which an order is to be done.
    OrderDue,
    /// The day by which it is safe to object.
    ObjectionSafe,
    /// The last day of the period of objection by the fixed calendar.
    ObjectionLast,
    /// A ruling became final.
    Final,
}

/// One event of a case's timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// On which day.
    pub day: Day,
    /// What.
    pub kind: EventKind,
    /// The stage of the proceedings, for all events of a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The kind of violation that was decided about, or that was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub violation: Option<Code>,
    /// The outcome of a ruling, or the kind of an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Code>,
    /// The day until which an order is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// The fine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Rials>,
}

impl Event {
    /// Whether the event is still to come on that day.
    pub fn is_future(&self, as_of: Day) -> bool {
        self.day > as_of
    }
}

impl CaseStatus {
    /// Derives where the case stands. Rows of other cases and what happened after today are not
    /// looked at.
    pub fn of(
        case: &Case,
        violations: &[Violation],
        decisions: &[Decision],
        outcomes: &[Outcome],
        today: Day,
    ) -> Self {
        let violations: Vec<_> = violations.iter().filter(|v| v.case == case.number).collect();
        let mut decisions: Vec<_> =
            decisions.iter().filter(|d| d.case == case.number && d.decided_on <= today).collect();
        decisions.sort_by_key(|d| (d.decided_on, d.number.clone()));
        let outcomes: Vec<_> = outcomes.iter().filter(|o| o.case == case.number).collect();

        let standings: Vec<_> = violations
            .iter()
            .map(|violation| Standing::of(violation, &decisions, &outcomes, today))
            .collect();
        let mut events = Vec::new();
        if let Some(day) = case.detected_on {
            for violation in &violations {
                let violation = Some(violation.kind.clone());
                events.push(Event { violation, ..Event::plain(day, EventKind::Detected, None) });
            }
        }
        for decision in &decisions {
            push_decision(&mut events, decision, &violations, &outcomes, today);
            if standings.iter().any(|standing| standing.is_objectionable(decision)) {
                push_objection(&mut events, decision);
            }
        }
        events.sort_by_key(|event| (event.day, event.kind));
        Self {
            case_no: case.number.clone(),
            as_of: today,
            district: case.district.clone(),
            stage: Standing::together(&standings, today),
            events,
        }
    }
}

impl Event {
    fn plain(day: Day, kind: EventKind, tier: Option<Tier>) -> Self {
        Self { day, kind, tier, violation: None, outcome: None, due: None, amount: None }
    }
}

fn push_decision(
    events: &mut Vec<Event>,
    decision: &Decision,
    violations: &[&Violation],
    outcomes: &[&Outcome],
    today: Day,
) {
    let tier = Some(decision.tier);
    let kind = match decision.kind {
        DecisionKind::Ruling => EventKind::Ruling,
        DecisionKind::Order => EventKind::Order,
    };
    for outcome in outcomes.iter().filter(|outcome| outcome.decision == decision.number) {
        let violation = violations.iter().find(|violation| violation.number == outcome.violation);
        events.push(Event {
            violation: violation.map(|violation| violation.kind.clone()),
            outcome: Some(outcome.outcome.clone()),
            due: decision.due_on,
            amount: outcome.amount,
            ..Event::plain(decision.decided_on, kind, tier)
        });
    }
    let others = [
        (decision.notified_on.filter(|&day| day <= today), EventKind::Notified),
        (decision.due_on, EventKind::OrderDue),
        (decision.final_on.filter(|&day| day <= today), EventKind::Final),
    ];
    for (day, kind) in others {
        events.extend(day.map(|day| Event::plain(day, kind, tier)));
    }
}

fn push_objection(events: &mut Vec<Event>, decision: &Decision) {
    let tier = Some(decision.tier);
    let deadline = decision.notified_on.and_then(|day| Deadline::after(day, OBJECTION_DAYS));
    if let Some(deadline) = deadline {
        events.push(Event::plain(deadline.safe, EventKind::ObjectionSafe, tier));
        events.push(Event::plain(deadline.last, EventKind::ObjectionLast, tier));
    }
}
