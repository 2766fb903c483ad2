//! Cases on their way, and where each of them stands.

use calendar::Day;

use crate::{
    Address, Case, CaseNumber, CaseStatus, Code, Decision, DecisionKind, DecisionNumber, EventKind,
    Outcome, RenovationCode, Rials, Stage, Tier, Violation,
};

mod complaint;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn number() -> CaseNumber {
    CaseNumber::parse("3-1404-00217").unwrap()
}

/// A case with two violations, found on 1 Khordad 1404.
struct Story {
    case: Case,
    violations: Vec<Violation>,
    decisions: Vec<Decision>,
    outcomes: Vec<Outcome>,
}

impl Story {
    fn new() -> Self {
        let violation = |number_in_case, kind| Violation {
            case: number(),
            number: number_in_case,
            kind: code(kind),
            area: None,
        };
        Self {
            case: Case {
                number: number(),
                district: code("3"),
                detected_on: Some(day("1404-03-01")),
                renovation_code: Some(RenovationCode::parse("3-9-1").unwrap()),
                address: Some(Address::parse("خیابان نمونه، پلاک ۷").unwrap()),
            },
            violations: vec![violation(1, "no_permit"), violation(2, "no_parking")],
            decisions: Vec::new(),
            outcomes: Vec::new(),
        }
    }

    /// Adds a decision about the violations that are named.
    fn decide(
        mut self,
        kind: DecisionKind,
        tier: Tier,
        decided_on: &str,
        about: &[(u16, &str)],
        change: impl Fn(&mut Decision),
    ) -> Self {
        let decision = DecisionNumber::parse(&format!("D{}", self.decisions.len() + 1)).unwrap();
        for &(violation, outcome) in about {
            self.outcomes.push(Outcome {
                case: number(),
                decision: decision.clone(),
                violation,
                outcome: code(outcome),
                amount: (outcome == "fine").then(|| Rials::from_number(72_000_000).unwrap()),
            });
        }
        let mut row = Decision {
            case: number(),
            number: decision,
            kind,
            tier,
            commission: code("2"),
            decided_on: day(decided_on),
            notified_on: None,
            final_on: None,
            due_on: None,
            text_sha256: None,
        };
        change(&mut row);
        self.decisions.push(row);
        self
    }

    fn on(&self, today: &str) -> CaseStatus {
        CaseStatus::of(&self.case, &self.violations, &self.decisions, &self.outcomes, day(today))
    }
}

const BOTH: [(u16, &str); 2] = [(1, "fine"), (2, "fine_parking")];

fn ruled() -> Story {
    Story::new().decide(DecisionKind::Ruling, Tier::FirstInstance, "1404-04-01", &BOTH, |_| {})
}

fn notified() -> Story {
    Story::new().decide(DecisionKind::Ruling, Tier::FirstInstance, "1404-04-01", &BOTH, |d| {
        d.notified_on = Some(day("1404-04-10"));
    })
}

#[test]
fn an_order_is_not_a_ruling() {
    let story = Story::new().decide(
        DecisionKind::Order,
        Tier::FirstInstance,
        "1404-04-01",
        &[(1, "inquiry"), (2, "inquiry")],
        |d| d.due_on = Some(day("1404-05-01")),
    );
    let status = story.on("1404-04-15");
    assert_eq!(status.stage, Stage::OrderPending { due: Some(day("1404-05-01")) });
    assert!(status.events.iter().all(|event| event.kind != EventKind::Ruling));
    let due = status.events.iter().find(|event| event.kind == EventKind::OrderDue).unwrap();
    assert!(due.is_future(status.as_of));
    // An order that is overdue is still an order that nobody has carried out.
    assert_eq!(story.on("1404-06-15").stage, status.stage);
}

#[test]
fn a_case_without_decisions_is_under_examination() {
    let status = Story::new().on("1404-04-15");
    assert_eq!(status.stage, Stage::UnderExamination);
    assert_eq!(status.events.len(), 2);
}

#[test]
fn the_period_of_objection_opens_and_ends() {
    let open = Stage::ObjectionOpen { safe: day("1404-04-20"), last: day("1404-04-21") };
    assert_eq!(
        ruled().on("1404-04-05").stage,
        Stage::AwaitingNotification { tier: Tier::FirstInstance }
    );
    assert_eq!(
        notified().on("1404-04-09").stage,
        Stage::AwaitingNotification { tier: Tier::FirstInstance }
    );
    assert_eq!(notified().on("1404-03-31").stage, Stage::UnderExamination);
    assert_eq!(notified().on("1404-04-10").stage, open);
    assert_eq!(notified().on("1404-04-21").stage, open);
    let over = notified().on("1404-04-22");
    assert_eq!(over.stage, Stage::AwaitingFinality { tier: Tier::FirstInstance });
    let days: Vec<_> = notified()
        .on("1404-04-12")
        .events
        .into_iter()
        .filter(|event| event.is_future(day("1404-04-12")))
        .map(|event| (event.kind, event.day))
        .collect();
    assert_eq!(
        days,
        [
            (EventKind::ObjectionSafe, day("1404-04-20")),
            (EventKind::ObjectionLast, day("1404-04-21"))
        ]
    );
    assert!(over.events.iter().all(|event| event.kind != EventKind::ObjectionLast));
}

#[test]
fn an_appeal_takes_over_and_ends_the_objection() {
    let appealed = notified().decide(
        DecisionKind::Order,
        Tier::Appeal,
        "1404-05-01",
        &[(1, "site_inspection"), (2, "site_inspection")],
        |_| {},
    );
    assert_eq!(appealed.on("1404-05-02").stage, Stage::InAppeal { due: None });
    let decided = appealed.decide(DecisionKind::Ruling, Tier::Appeal, "1404-05-20", &BOTH, |d| {
        d.notified_on = Some(day("1404-05-22"));
    });
    // An appeal ruling is not open to another objection.
    assert_eq!(decided.on("1404-05-23").stage, Stage::AwaitingFinality { tier: Tier::Appeal });
}

#[test]
fn a_correction_changes_nothing() {
    let story = notified().decide(
        DecisionKind::Ruling,
        Tier::Correction,
        "1404-04-12",
        &[(1, "fine")],
        |_| {},
    );
    assert!(matches!(story.on("1404-04-13").stage, Stage::ObjectionOpen { .. }));
}

#[test]
fn violations_that_differ_are_told_by_the_most_urgent() {
    let finished = |about: (u16, &'static str), on: &'static str| {
        move |story: Story| {
            story.decide(DecisionKind::Ruling, Tier::FirstInstance, "1404-04-01", &[about], |d| {
                d.notified_on = Some(day("1404-04-02"));
                d.final_on = Some(day(on));
            })
        }
    };
    let one = finished((1, "retain"), "1404-04-20")(Story::new());
    assert_eq!(one.on("1404-06-01").stage, Stage::UnderExamination);
    let both = finished((2, "fine"), "1404-04-25")(one);
    let notified = Some(day("1404-04-02"));
    assert_eq!(both.on("1404-06-01").stage, Stage::Final { on: day("1404-04-25"), notified });
    assert!(matches!(both.on("1404-04-22").stage, Stage::AwaitingFinality { .. }));
    let open = finished((1, "retain"), "1404-04-20")(Story::new()).decide(
        DecisionKind::Ruling,
        Tier::FirstInstance,
        "1404-05-01",
        &[(2, "fine")],
        |d| d.notified_on = Some(day("1404-05-02")),
    );
    assert!(matches!(open.on("1404-05-10").stage, Stage::ObjectionOpen { .. }));
}

#[test]
fn a_status_names_neither_property_nor_address() {
    let status = notified().on("1404-04-12");
    let text = format!("{status:?}");
    assert!(!text.contains("نمونه") && !text.contains("RenovationCode"));
    assert!(status.events.is_sorted_by_key(|event| event.day));
    let fine = status.events.iter().find(|event| event.amount.is_some()).unwrap();
    assert_eq!(fine.violation, Some(code("no_permit")));
}

#[test]
fn rows_of_other_cases_are_not_looked_at() {
    let mut story = notified();
    let before = story.on("1404-04-12");
    let mut foreign = story.decisions[0].clone();
    foreign.case = CaseNumber::parse("other").unwrap();
    foreign.final_on = Some(day("1404-04-11"));
    story.decisions.push(foreign);
    assert_eq!(story.on("1404-04-12"), before);
}

#[test]
fn a_status_survives_its_journey() {
    let status = notified().on("1404-04-12");
    let text = serde_json::to_string(&status).unwrap();
    assert_eq!(serde_json::from_str::<CaseStatus>(&text).unwrap(), status);
    assert!(
        text.contains(r#""stage":{"is":"objection_open","safe":"2025-07-11","last":"2025-07-12"}"#)
    );
    assert!(!text.contains("null"), "{text}");
    let unknown = text.replacen("as_of", "as_off", 1);
    assert!(serde_json::from_str::<CaseStatus>(&unknown).is_err());
}
