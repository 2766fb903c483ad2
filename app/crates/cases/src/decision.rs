//! Kinds of decision, and the stages of the proceedings.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A ruling decides; an order only prepares. They are never counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// رأی: a ruling on the merits.
    Ruling,
    /// قرار: an interlocutory order, which ends nothing.
    Order,
}

impl DecisionKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Ruling, Self::Order];

    /// The word that files carry.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ruling => "ruling",
            Self::Order => "order",
        }
    }

    /// The kind that this word names.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl fmt::Display for DecisionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The stage of the proceedings in which a decision was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// بدوی: first instance.
    FirstInstance,
    /// تجدیدنظر: after an objection, by a commission of other members (note 10).
    Appeal,
    /// دیوان: after a judgment of the Court of Administrative Justice.
    AfterCourt,
    /// استنکافی: after the party refused to pay a fine (notes 2 and 3).
    Refusal,
    /// استفساریه: explains an earlier ruling and changes nothing in it.
    Interpretation,
    /// اصلاحی: corrects a slip of an earlier ruling and changes nothing in its substance.
    Correction,
    /// تخلف مجدد: about a violation that was repeated.
    Repeated,
    /// هم‌عرض: by a peer commission, after a ruling was quashed.
    Peer,
}

impl Tier {
    /// All tiers, by number.
    pub const ALL: [Self; 8] = [
        Self::FirstInstance,
        Self::Appeal,
        Self::AfterCourt,
        Self::Refusal,
        Self::Interpretation,
        Self::Correction,
        Self::Repeated,
        Self::Peer,
    ];

    /// The number that certificates carry. 3 and 8 of the municipal systems' list are forms and
    /// not tiers.
    pub const fn number(self) -> u16 {
        match self {
            Self::FirstInstance => 1,
            Self::Appeal => 2,
            Self::AfterCourt => 4,
            Self::Refusal => 5,
            Self::Interpretation => 6,
            Self::Correction => 7,
            Self::Repeated => 9,
            Self::Peer => 10,
        }
    }

    /// The tier that this number names.
    pub fn from_number(number: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.number() == number)
    }

    /// The word that files carry.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FirstInstance => "first_instance",
            Self::Appeal => "appeal",
            Self::AfterCourt => "after_court",
            Self::Refusal => "refusal",
            Self::Interpretation => "interpretation",
            Self::Correction => "correction",
            Self::Repeated => "repeated",
            Self::Peer => "peer",
        }
    }

    /// The tier that this word names.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.code() == code)
    }

    /// Whether a party may object to a ruling of this tier before another commission (note 10).
    /// Rulings on objection and after the Court are final.
    pub const fn is_objectionable(self) -> bool {
        matches!(self, Self::FirstInstance | Self::Refusal | Self::Repeated)
    }

    /// Whether a ruling of this tier leaves the substance of an earlier one as it is.
    pub const fn is_explanation(self) -> bool {
        matches!(self, Self::Interpretation | Self::Correction)
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_are_unique() {
        for tier in Tier::ALL {
            assert_eq!(Tier::from_number(tier.number()), Some(tier));
            assert_eq!(Tier::from_code(tier.code()), Some(tier));
        }
        for kind in DecisionKind::ALL {
            assert_eq!(DecisionKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Tier::from_number(3), None);
        assert_eq!(Tier::from_code("Appeal"), None);
        assert!(Tier::ALL.is_sorted_by_key(|tier| tier.number()));
    }
}
