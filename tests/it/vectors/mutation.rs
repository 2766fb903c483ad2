//! Certificates that are refused, each for its own reason.

mod content;
mod field;
mod form;
mod seal;
mod writing;

use super::certificate::Vector;
use super::forge::{Facts, Parts, address};
use super::good::good_keys;

/// All of them.
pub(super) fn vectors() -> Vec<Vector> {
    [
        writing::vectors(),
        form::vectors(),
        seal::vectors(),
        content::vectors(),
        field::vectors(),
        field::texts(),
    ]
    .concat()
}

/// A good statement of the fewest facts.
fn statement() -> Vec<u8> {
    Parts::of(Facts::fewest().payload()).sign()
}

/// A vector of bytes in an address.
fn carried(
    name: &'static str,
    description: &'static str,
    bytes: &[u8],
    reason: &'static str,
) -> Vector {
    Vector::refused(name, description, address(bytes), good_keys(), reason)
}

/// A vector of signed content.
fn signed(
    name: &'static str,
    description: &'static str,
    payload: Vec<u8>,
    reason: &'static str,
) -> Vector {
    carried(name, description, &Parts::of(payload).sign(), reason)
}
