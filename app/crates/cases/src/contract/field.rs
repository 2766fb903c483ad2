//! The fields of a row.

use std::borrow::Cow;
use std::fmt;

/// A field of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The number of the case.
    CaseNo,
    /// The district that sent it.
    District,
    /// The day on which the violation was found.
    DetectedOn,
    /// The property.
    RenovationCode,
    /// A short address.
    Address,
    /// The number of the violation in its case.
    ViolationNo,
    /// The kind of violation.
    Violation,
    /// The area in question, in square metres.
    AreaM2,
    /// The number of the decision.
    DecisionNo,
    /// Ruling or order.
    Decision,
    /// The stage of the proceedings.
    Tier,
    /// Who decided.
    Commission,
    /// The outcome of a ruling or the kind of an order.
    Outcome,
    /// The day of the decision.
    DecidedOn,
    /// The day on which the party was notified.
    NotifiedOn,
    /// The day on which a ruling became final.
    FinalOn,
    /// The day until which an order is to be done.
    DueOn,
    /// The fine, in rials.
    AmountRials,
    /// SHA-256 of the canonical full text of the decision.
    TextSha256,
}

impl Field {
    /// All fields, in the order in which files are written.
    pub const ALL: [Self; 19] = [
        Self::CaseNo,
        Self::District,
        Self::DetectedOn,
        Self::RenovationCode,
        Self::Address,
        Self::ViolationNo,
        Self::Violation,
        Self::AreaM2,
        Self::DecisionNo,
        Self::Decision,
        Self::Tier,
        Self::Commission,
        Self::Outcome,
        Self::DecidedOn,
        Self::NotifiedOn,
        Self::FinalOn,
        Self::DueOn,
        Self::AmountRials,
        Self::TextSha256,
    ];

    /// The name of the column or key.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CaseNo => "case_no",
            Self::District => "district",
            Self::DetectedOn => "detected_on",
            Self::RenovationCode => "renovation_code",
            Self::Address => "address",
            Self::ViolationNo => "violation_no",
            Self::Violation => "violation",
            Self::AreaM2 => "area_m2",
            Self::DecisionNo => "decision_no",
            Self::Decision => "decision",
            Self::Tier => "tier",
            Self::Commission => "commission",
            Self::Outcome => "outcome",
            Self::DecidedOn => "decided_on",
            Self::NotifiedOn => "notified_on",
            Self::FinalOn => "final_on",
            Self::DueOn => "due_on",
            Self::AmountRials => "amount_rials",
            Self::TextSha256 => "text_sha256",
        }
    }

    /// The field with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether every row must have it.
    pub const fn is_required(self) -> bool {
        matches!(
            self,
            Self::CaseNo
                | Self::District
                | Self::ViolationNo
                | Self::Violation
                | Self::DecisionNo
                | Self::Decision
                | Self::Tier
                | Self::Commission
                | Self::Outcome
                | Self::DecidedOn
        )
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The fields of one row as a file gives them. An empty value is an absent one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields<'a>([Cow<'a, str>; Field::ALL.len()]);

impl<'a> Fields<'a> {
    /// A row without a value.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a field its value, in place of the one that it had.
    pub fn set(&mut self, field: Field, value: impl Into<Cow<'a, str>>) {
        if let Some(place) = self.0.get_mut(field as usize) {
            *place = value.into();
        }
    }

    /// The value of a field; empty if it has none.
    pub fn value(&self, field: Field) -> &str {
        self.0.get(field as usize).map_or("", |value| value)
    }

    /// The fields that have a value, in the order of the contract.
    pub fn present(&self) -> impl Iterator<Item = (Field, &str)> {
        Field::ALL
            .into_iter()
            .map(|field| (field, self.value(field)))
            .filter(|(_, value)| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_own_place() {
        let mut fields = Fields::new();
        for field in Field::ALL {
            assert_eq!(Field::from_name(field.name()), Some(field));
            assert_eq!(fields.value(field), "");
            fields.set(field, field.name());
        }
        for field in Field::ALL {
            assert_eq!(fields.value(field), field.name());
        }
        assert_eq!(fields.present().count(), Field::ALL.len());
        assert_eq!(Field::from_name("Case_No"), None);
    }
}
