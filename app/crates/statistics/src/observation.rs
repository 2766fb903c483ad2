//! What is counted: outcomes of rulings, each about one violation of one property.

use cases::Code;

use crate::Dimension;

/// Stands for one property; equal for all outcomes about that property and for no others. It is
/// never published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId([u8; 32]);

impl UnitId {
    /// Any 32 bytes that are the same for the same property, as a digest of its identifier is.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl From<u64> for UnitId {
    /// A unit that has a number rather than a digest.
    fn from(number: u64) -> Self {
        let mut bytes = [0; 32];
        for (byte, digit) in bytes.iter_mut().zip(number.to_be_bytes()) {
            *byte = digit;
        }
        Self(bytes)
    }
}

/// One outcome of a ruling about one violation. Orders are not rulings and are not counted
/// (an order decides nothing about the violation).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The property: what disclosure control protects.
    pub unit: UnitId,
    /// The district of the property.
    pub district: Code,
    /// The commission that ruled.
    pub commission: Code,
    /// The kind of the violation.
    pub violation: Code,
    /// The outcome about it.
    pub outcome: Code,
}

impl Observation {
    /// The category of this dimension that the observation is counted in.
    #[must_use]
    pub const fn code(&self, dimension: Dimension) -> &Code {
        match dimension {
            Dimension::District => &self.district,
            Dimension::Commission => &self.commission,
            Dimension::Violation => &self.violation,
            Dimension::Outcome => &self.outcome,
        }
    }
}
