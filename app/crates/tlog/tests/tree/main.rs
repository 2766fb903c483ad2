//! The tree as its users see it, beside the definitions of RFC 6962 written down as they stand
//! there.

#![allow(
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where something is not as it expects"
)]

mod bundle;
mod definition;
mod frontier;
mod growth;
mod lookup;
mod proof;
mod tile;
