//! A small city: cases and a release.

use calendar::{Day, Month};
use cases::{
    Case, CaseNumber, Code, Decision, DecisionKind, DecisionNumber, Name, Outcome, Rials, Tier,
    Violation,
};
use disclosure::{ProtectedRelease, Rules, protect};
use statistics::{Category, Family, Observation, UnitId};
use storage::registry::{CaseFile, Source};

pub(super) fn code(text: &str) -> Code {
    Code::parse(text).expect("a code")
}

pub(super) fn number(text: &str) -> CaseNumber {
    CaseNumber::parse(text).expect("a case number")
}

/// A case with one violation, one ruling and one outcome.
pub(super) fn case_file(text: &str, outcome: &str, amount: u64) -> CaseFile {
    let case = number(text);
    let decision = DecisionNumber::parse("A100-04-000001").expect("a decision's number");
    CaseFile {
        case: Case {
            number: case.clone(),
            district: code("d4"),
            detected_on: Day::from_jalali(1404, 5, 1),
            renovation_code: None,
            address: None,
        },
        violations: vec![Violation {
            case: case.clone(),
            number: 1,
            kind: code("no_permit"),
            area: None,
        }],
        decisions: vec![Decision {
            case: case.clone(),
            number: decision.clone(),
            kind: DecisionKind::Ruling,
            tier: Tier::FirstInstance,
            commission: code("c1"),
            decided_on: Day::from_jalali(1404, 6, 31).expect("a day"),
            notified_on: None,
            final_on: None,
            due_on: None,
            text_sha256: Some([7; 32]),
        }],
        outcomes: vec![Outcome {
            case,
            decision,
            violation: 1,
            outcome: code(outcome),
            amount: Some(Rials::from_number(amount).expect("an amount")),
        }],
    }
}

/// A file of its own for each byte.
pub(super) fn source(byte: u8) -> Source {
    Source { sha256: [byte; 32], imported_at: 1_763_800_000 + u64::from(byte), rows: 2, refused: 0 }
}

/// The release of a month with so many rulings.
pub(super) fn release(month: &str, rulings: u64) -> ProtectedRelease {
    let month = Month::parse(month).expect("a month");
    let category = |text: &str| {
        let name = Name { fa: text.into(), azb: text.into(), en: text.into() };
        Category { code: code(text), name }
    };
    let list =
        |letter: &str| vec![category(&format!("{letter}0")), category(&format!("{letter}1"))];
    let observations: Vec<Observation> = (0..rulings)
        .map(|unit| Observation {
            unit: UnitId::from(unit),
            district: code(&format!("d{}", unit % 2)),
            commission: code("c0"),
            violation: code("v1"),
            outcome: code("o0"),
        })
        .collect();
    let family = Family::count(month, ["d", "c", "v", "o"].map(list), &observations);
    let protected = protect(&family.expect("a family"), &Rules::default()).expect("protection");
    let published_on = month.next().expect("a next month").first_day();
    ProtectedRelease::new(&protected, published_on).expect("a release")
}
