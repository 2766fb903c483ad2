//! One published figure, or the statement that it is withheld.

/// What the public sees in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The exact count.
    Published(u64),
    /// The count is withheld. From everything published it can only be said to lie between
    /// `lower` and `upper`, both included.
    Withheld {
        /// The smallest count that fits everything published.
        lower: u64,
        /// The largest count that fits everything published; `None` when nothing bounds it.
        upper: Option<u64>,
    },
}
