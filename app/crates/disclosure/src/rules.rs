//! What is sensitive.

use statistics::Cell;

use crate::Refusal;

/// The rules of protection. They are published with every release: their safety does not rest
/// on anybody not knowing them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    threshold: u64,
}

impl Rules {
    /// The lowest threshold. Below it one of two owners could subtract himself and read the
    /// other.
    pub const MIN_THRESHOLD: u64 = 3;

    /// The highest threshold; a higher one is a mistake.
    pub const MAX_THRESHOLD: u64 = 1_000;

    /// A figure about 1 to `threshold` − 1 properties is withheld.
    ///
    /// # Errors
    ///
    /// [`Refusal::Threshold`] when it is outside [`Self::MIN_THRESHOLD`] to
    /// [`Self::MAX_THRESHOLD`].
    pub const fn new(threshold: u64) -> Result<Self, Refusal> {
        if threshold < Self::MIN_THRESHOLD || threshold > Self::MAX_THRESHOLD {
            Err(Refusal::Threshold { threshold })
        } else {
            Ok(Self { threshold })
        }
    }

    /// k: the fewest properties that a published figure other than zero is about.
    #[must_use]
    pub const fn threshold(self) -> u64 {
        self.threshold
    }

    /// Whether the cell tells too much about too few properties.
    pub(crate) const fn is_sensitive(self, cell: Cell) -> bool {
        1 <= cell.units && cell.units < self.threshold
    }

    /// The least upper bound that a reader may be left with for a sensitive cell: k, and k − 1
    /// more than there really is.
    pub(crate) const fn required_upper(self, cell: Cell) -> u64 {
        cell.count.saturating_add(self.threshold - 1)
    }
}

impl Default for Rules {
    /// The threshold of 5 that the portal documents.
    fn default() -> Self {
        Self { threshold: 5 }
    }
}
