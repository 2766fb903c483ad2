//! Disclosure control as its users see it: vectors, the attack, random months, real files.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test stops where something is not as it expects"
)]

mod audit;
mod random;
mod release;
mod rulings;
mod support;
mod vectors;
