//! What the registry keeps: cases, their violations, and what commissions decided about them.
//!
//! The unit of outcome is the violation, not the file: one decision may decide differently about
//! each violation of a case.

use calendar::Day;

use crate::{
    Address, Area, CaseNumber, Code, DecisionKind, DecisionNumber, RenovationCode, Rials, Tier,
};

/// A case file (پرونده): one property, one or more violations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its number.
    pub number: CaseNumber,
    /// The district that sent it: a code of the city's districts.
    pub district: Code,
    /// When the violation was found, if that was recorded.
    pub detected_on: Option<Day>,
    /// The property, if its code was recorded. Never published.
    pub renovation_code: Option<RenovationCode>,
    /// A short address, if it was recorded. In certificates only, never on a page.
    pub address: Option<Address>,
}

/// A violation (تخلف) of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Its case.
    pub case: CaseNumber,
    /// Its number in the case, from 1.
    pub number: u16,
    /// What kind: a code of the city's kinds of violation.
    pub kind: Code,
    /// The area in question, where there is one.
    pub area: Option<Area>,
}

/// A decision (تصمیم) in a case: a ruling or an interlocutory order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its case.
    pub case: CaseNumber,
    /// Its number. Rulings and orders share one numbering.
    pub number: DecisionNumber,
    /// Ruling or order.
    pub kind: DecisionKind,
    /// The stage of the proceedings in which it was made.
    pub tier: Tier,
    /// Who decided: a code of the city's commissions.
    pub commission: Code,
    /// When it was decided.
    pub decided_on: Day,
    /// When the party was notified, if that has happened.
    pub notified_on: Option<Day>,
    /// Rulings only: when it became final, if it has.
    pub final_on: Option<Day>,
    /// Orders only: until when it is to be done, if a day was set.
    pub due_on: Option<Day>,
    /// SHA-256 of the canonical full text, if the text was recorded.
    pub text_sha256: Option<[u8; 32]>,
}

/// What a decision says about one violation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The case.
    pub case: CaseNumber,
    /// The decision.
    pub decision: DecisionNumber,
    /// The number of the violation in the case.
    pub violation: u16,
    /// For a ruling a code of the city's outcomes, for an order a code of its kinds of order.
    pub outcome: Code,
    /// The fine, where the outcome is one and its amount was recorded.
    pub amount: Option<Rials>,
}
