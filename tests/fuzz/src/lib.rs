//! What the fuzz targets share: a key that signs, the list that knows it, a city and a day.

mod import;
pub mod tree;

use std::sync::LazyLock;

use calendar::Day;
use cases::City;
use certificate::{Force, IssuerKey, KeyId, KeyList, KeyState, ListedKey, Validity};
use ed25519_dalek::SigningKey;

pub use import::import;

/// The private key: seven, thirty-two times. It signs nothing but test data.
pub static SIGNER: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_bytes(&[7; 32]));

/// The identifier of the key.
pub static KEY: LazyLock<KeyId> = LazyLock::new(|| KeyId::of(SIGNER.verifying_key().as_bytes()));

/// The list that knows the key, from 1404-01-01 on.
pub static KEYS: LazyLock<KeyList> = LazyLock::new(|| KeyList {
    version: 1,
    date: day("1404-09-01"),
    force: Force::Demonstration,
    issuer: ["شهرداری".into(), "بلدیه".into(), "Municipality".into()],
    keys: vec![ListedKey {
        key: IssuerKey::from_bytes(SIGNER.verifying_key().as_bytes()).expect("a sound key"),
        validity: Validity { not_before: day("1404-01-01"), not_after: None },
        state: KeyState::Active,
    }],
});

/// The city that ships with the product.
pub static CITY: LazyLock<City> = LazyLock::new(|| {
    City::parse(include_str!("../../../server/cities/tabriz.toml")).expect("a sound city")
});

/// The day of an import.
pub static TODAY: LazyLock<Day> = LazyLock::new(|| day("1404-09-01"));

fn day(text: &str) -> Day {
    Day::parse(text).expect("a sound day")
}
