//! Statistical disclosure control: true counts in, a release that is safe to publish out; and
//! the attack that audits it.
//!
//! # What is protected
//!
//! The unit is the property, not the outcome: a cell is *sensitive* when 1 to k − 1 properties
//! are in it, however many outcomes they have. Nobody may conclude that a sensitive cell is
//! small, or what it is, from the sums of this month's tables alone, all the rules and this
//! program known. Each month is protected by itself: what other months add to it is
//! [not hidden](#what-it-does-not-hide).
//!
//! # How
//!
//! Figures are exact or withheld, never altered. The four tables of a month share nothing but
//! their total, so that together they are one linear system in the form of a star.
//!
//! - A table without a sensitive cell is published whole.
//! - In a table with one, every cell is withheld that has at least one and no more properties
//!   than the smallest cell that is not sensitive. Zeros are shown, so that a reader knows that
//!   every withheld cell is at least 1.
//! - If some table has sensitive cells and no cell that could hide them, the whole month is
//!   withheld: all cells, zeros too, and the total.
//!
//! # Why that is enough
//!
//! *Without knowledge of the program.* A table with h withheld cells of sum R confines each of
//! them to [1, R − h + 1]. One of them has at least k properties and so at least k outcomes,
//! hence a sensitive cell of value v has the upper bound R − h + 1 ≥ v + k − 1 ≥ k. The owner
//! of one property, who can subtract all of its outcomes, is left with the same bound, because
//! k − 1 further properties are in that large cell.
//!
//! *With knowledge of the program.* What is withheld depends on the cells only through the
//! number of properties in them, and on ties never by position. So if the labels of the
//! withheld categories of a dimension are exchanged in all records, the publication is the same
//! byte for byte. Exchanging a sensitive category with the large one gives records in which it
//! has at least k properties: nothing published of this month tells the two apart. If the whole month is
//! withheld, any one category may have any number of properties, as long as another dimension
//! has sensitive cells only; that is why two dimensions with two categories each are required.
//!
//! # What it does not hide
//!
//! - That nothing happened in a category: zeros are shown.
//! - That everything happened in one: if all outcomes of a month are fines, every property that
//!   had a ruling was fined.
//! - What is known from elsewhere, other months included: which of two withheld cells is usually
//!   the smaller. When a month withholds two districts, and other months show the one at 42 to 66
//!   and the other at 5 to 19, a reader rightly takes the second for the sensitive one, and the
//!   sum of the two then tells roughly how small it is. The interval of a withheld cell does not
//!   know of this.
//! - The combined attack of an owner's own records and the program is not covered by the
//!   argument above, which treats them one at a time.

#![deny(missing_docs)]

pub mod attack;
mod pattern;
mod protect;
mod refusal;
mod release;
mod rules;

pub use attack::Breach;
pub use protect::{ProtectedFamily, ProtectedTable, protect};
pub use refusal::Refusal;
pub use release::{ProtectedFile, ProtectedRelease};
pub use rules::Rules;
