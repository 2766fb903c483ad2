//! Certificates of every kind, signed with a key that everybody has: good ones, and ones that
//! only a broken or hostile issuer would make.

use std::collections::BTreeMap;

use calendar::Day;
use certificate::{EXTERNAL_AAD, Force, IssuerKey, KeyList, KeyState, ListedKey, Validity, base10};
use ed25519_dalek::{Signer as _, SigningKey};

use super::cbor::{Item, bytes, list, text, whole, wholes};

/// When the certificates were issued: 2025-11-22T08:26:40Z.
pub(super) const ISSUED_AT: i64 = 1_763_800_000;
/// The day of the ruling, 2025-09-03, as days since 1970-01-01.
pub(super) const RULED_ON: i64 = 20_334;

/// The key of the vectors.
pub(super) fn signer() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// A key that stands in no list.
pub(super) fn stranger() -> SigningKey {
    SigningKey::from_bytes(&[8; 32])
}

/// The identifier of a key.
pub(super) fn id(key: &SigningKey) -> [u8; 8] {
    *public(key).id().as_bytes()
}

/// A list with the key of the vectors, in use from one day to another.
pub(super) fn keys(state: KeyState, from: &str, until: Option<&str>) -> String {
    let day = |text: &str| Day::parse(text).expect("a day");
    let list = KeyList {
        version: 1,
        date: day("2026-11-22"),
        force: Force::Demonstration,
        issuer: ["شهرداری تبریز", "تبریز بلدیه‌سی", "Municipality of Tabriz"].map(str::to_owned),
        keys: vec![ListedKey {
            key: public(&signer()),
            validity: Validity { not_before: day(from), not_after: until.map(day) },
            state,
        }],
    };
    list.to_text()
}

fn public(key: &SigningKey) -> IssuerKey {
    IssuerKey::from_bytes(key.verifying_key().as_bytes()).expect("a good key")
}

/// What a certificate states, field by field.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) issued_at: Item,
    pub(super) number: Item,
    pub(super) fields: BTreeMap<i64, Item>,
}

impl Facts {
    /// The fewest that a certificate states.
    pub(super) fn fewest() -> Self {
        let fields = [
            (1, text("7")),
            (2, wholes(&[1, 3])),
            (3, whole(RULED_ON)),
            (4, whole(4)),
            (6, list([wholes(&[2])])),
            (7, whole(3)),
        ];
        Self {
            issued_at: whole(ISSUED_AT),
            number: bytes([1, 2, 3, 4, 5, 6, 7, 8]),
            fields: fields.into(),
        }
    }

    /// Every field.
    pub(super) fn all() -> Self {
        let mut facts = Self::fewest();
        facts.fields.extend([
            (1, text("4-1404-00217")),
            (5, wholes(&[4, 12, 37, 8, 1, 0, 0])),
            (6, list([wholes(&[2, 412]), wholes(&[7])])),
            (7, wholes(&[3, 4])),
            (8, whole(72_000_000)),
            (9, whole(20_354)),
            (10, text("خیابان نمونه، کوچهٔ ۱۲، پلاک ۷")),
            (11, bytes([9; 32])),
            (12, whole(70_001)),
            (13, bytes([5; 16])),
            (14, list([whole(2), bytes([6; 8])])),
        ]);
        facts
    }

    /// The same with other fields.
    pub(super) fn with(mut self, fields: impl IntoIterator<Item = (i64, Item)>) -> Self {
        self.fields.extend(fields);
        self
    }

    /// The same without a field.
    pub(super) fn without(mut self, field: i64) -> Self {
        self.fields.remove(&field);
        self
    }

    /// The inner map.
    pub(super) fn statement(&self) -> Item {
        Item::Map(self.fields.iter().map(|(key, value)| (whole(*key), value.clone())).collect())
    }

    /// The three claims.
    pub(super) fn claims(&self) -> [(Item, Item); 3] {
        [
            (whole(6), self.issued_at.clone()),
            (whole(7), self.number.clone()),
            (whole(-65_537), self.statement()),
        ]
    }

    /// The signed content.
    pub(super) fn payload(&self) -> Vec<u8> {
        Item::Map(self.claims().into()).to_bytes()
    }
}

/// A statement in its parts, each of which may be wrong.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    /// Tag and array.
    pub(super) start: Vec<u8>,
    /// The protected header, a byte string around a map.
    pub(super) protected: Item,
    /// The other header.
    pub(super) unprotected: Vec<u8>,
    pub(super) payload: Item,
    pub(super) aad: Vec<u8>,
    pub(super) signer: SigningKey,
}

impl Parts {
    /// As it should be.
    pub(super) fn of(payload: Vec<u8>) -> Self {
        let mut header = vec![0xa2, 0x01, 0x32, 0x04, 0x48];
        header.extend(id(&signer()));
        Self {
            start: vec![0xd2, 0x84],
            protected: bytes(header),
            unprotected: vec![0xa0],
            payload: bytes(payload),
            aad: EXTERNAL_AAD.to_vec(),
            signer: signer(),
        }
    }

    /// The signature over header and content as they stand.
    pub(super) fn signature(&self) -> [u8; 64] {
        let parts = [
            text("Signature1"),
            self.protected.clone(),
            bytes(self.aad.clone()),
            self.payload.clone(),
        ];
        self.signer.sign(&list(parts).to_bytes()).to_bytes()
    }

    /// The statement, signed.
    pub(super) fn sign(&self) -> Vec<u8> {
        self.with_signature(&bytes(self.signature()))
    }

    /// The statement with something in the place of its signature.
    pub(super) fn with_signature(&self, signature: &Item) -> Vec<u8> {
        let mut whole = self.start.clone();
        self.protected.write(&mut whole);
        whole.extend(&self.unprotected);
        self.payload.write(&mut whole);
        signature.write(&mut whole);
        whole
    }
}

/// The address that carries bytes.
pub(super) fn address(bytes: &[u8]) -> String {
    format!("https://gavah.example/v#100000000{}", base10::encode(bytes))
}
