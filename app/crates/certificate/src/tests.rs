//! The crate as its users see it: sign, carry, verify, and every way it can go wrong.

use alloc::string::{String, ToString as _};
use alloc::vec;
use alloc::vec::Vec;

use calendar::Day;
use ed25519_dalek::{Signer as _, SigningKey};
use proptest::prelude::*;

use super::*;

mod key;
mod log;

fn signer() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn claims() -> Claims {
    Claims {
        issued_at: 1_763_800_000,
        number: CertificateNumber::from_bytes([1, 2, 3, 4, 5, 6, 7, 8]),
        case: "4-1404-00217".into(),
        tier: 1,
        commission: 3,
        ruled_on: Day::from_jalali(1404, 6, 12).unwrap(),
        district: 4,
        property: vec![4, 12, 37, 8, 1, 0, 0],
        violations: vec![
            Area { violation: 2, tenths: Some(412) },
            Area { violation: 7, tenths: None },
        ],
        outcome: Outcomes::Each(vec![3, 4]),
        amount: Some(72_000_000),
        final_on: Day::from_jalali(1404, 7, 1),
        address: Some("خیابان نمونه، کوچهٔ ۱۲، پلاک ۷".into()),
        text_hash: Some([9; 32]),
        status_index: Some(70_001),
        party: Some([5; 16]),
        predecessor: Some(Predecessor { sequence: 2, hash: [6; 8] }),
    }
}

fn keys_in(state: KeyState) -> KeyList {
    KeyList {
        version: 1,
        date: Day::parse("2026-11-22").unwrap(),
        force: Force::Demonstration,
        issuer: ["شهرداری".into(), "بلدیه".into(), "Municipality".into()],
        keys: vec![ListedKey {
            key: IssuerKey::from_bytes(signer().verifying_key().as_bytes()).unwrap(),
            validity: Validity { not_before: Day::parse("2025-01-01").unwrap(), not_after: None },
            state,
        }],
    }
}

const BOUND: LogBound = LogBound { index: 9, time: 1_763_900_000 };

fn keys() -> KeyList {
    keys_in(KeyState::Active)
}

fn sign_payload(payload: Vec<u8>) -> Statement {
    let key = KeyId::of(signer().verifying_key().as_bytes());
    let unsigned = Unsigned::new(key, payload).unwrap();
    let signature = signer().sign(&unsigned.signed_bytes()).to_bytes();
    unsigned.sign(signature)
}

fn statement() -> Statement {
    sign_payload(claims().encode().unwrap())
}

#[test]
fn a_certificate_goes_all_the_way() {
    let statement = statement();
    assert!(statement.to_bytes().len() <= MAX_STATEMENT);
    let address = text::address("https://gavah.example", 0, &statement);
    let digits = text::normalise(&address).unwrap();
    assert!(digits.starts_with("100000000"));
    let verdict = verify(&digits, &keys());
    assert_eq!(verdict.summary(), Summary::GenuineStatusNotChecked);
    assert_eq!(verdict.finding(), None);
    assert_eq!(verdict.claims, Some(claims()));
    assert_eq!(verdict.status, StatusCheck::NotChecked);
    assert_eq!(verdict.log, LogCheck::NotChecked);
}

#[test]
fn the_smallest_claims_go_too() {
    let claims = Claims {
        case: "1".into(),
        property: vec![],
        violations: vec![Area { violation: 1, tenths: None }],
        outcome: Outcomes::All(1),
        amount: None,
        final_on: None,
        address: None,
        text_hash: None,
        status_index: None,
        party: None,
        predecessor: None,
        ..claims()
    };
    let statement = sign_payload(claims.encode().unwrap());
    let verdict = verify(&text::digits(0, &statement), &keys());
    assert_eq!(verdict.claims, Some(claims));
}

#[test]
fn every_flipped_bit_is_refused() {
    let bytes = statement().to_bytes();
    for index in 0..bytes.len() {
        for bit in 0..8 {
            let mut altered = bytes.clone();
            altered[index] ^= 1 << bit;
            let genuine = Statement::parse(&altered).is_ok_and(|statement| {
                verify_statement(&statement, &keys()).summary() != Summary::NotGenuine
            });
            assert!(!genuine, "bit {bit} of byte {index}");
        }
    }
}

#[test]
fn every_changed_digit_is_refused_with_a_reason() {
    let digits = text::digits(0, &statement());
    for index in 0..digits.len() {
        for other in b'0'..=b'9' {
            let mut altered: Vec<u8> = digits.bytes().collect();
            if altered[index] == other {
                continue;
            }
            altered[index] = other;
            let verdict = verify(&String::from_utf8(altered).unwrap(), &keys());
            // The place is not signed: another one is looked up, and the log does not hold it there.
            if (1..=8).contains(&index) {
                let place = verdict.place.unwrap();
                assert_ne!(place, 0);
                assert_eq!(verdict.claims, Some(claims()));
                assert_eq!(verdict.logged().map(|(place, ..)| place), Some(place));
                continue;
            }
            assert_eq!(verdict.summary(), Summary::NotGenuine, "digit {index}");
            assert!(verdict.finding().is_some());
            assert!(verdict.claims.is_none());
        }
    }
}

#[test]
fn every_truncation_and_extension_is_refused() {
    let bytes = statement().to_bytes();
    for length in 0..bytes.len() {
        assert!(matches!(Statement::parse(&bytes[..length]), Err(Rejection::Form { .. })));
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(matches!(Statement::parse(&longer), Err(Rejection::Form { .. })));
    let digits = text::digits(0, &statement());
    for length in 0..digits.len() {
        let verdict = verify(&digits[..length], &keys());
        let nothing = if length == 0 { Summary::CouldNotCheck } else { Summary::NotGenuine };
        assert_eq!(verdict.summary(), nothing);
    }
}

#[test]
fn other_forms_of_the_same_statement_are_refused() {
    let bytes = statement().to_bytes();
    let form = |edit: &dyn Fn(&mut Vec<u8>)| {
        let mut altered = bytes.clone();
        edit(&mut altered);
        Statement::parse(&altered)
    };
    // Another tag, an indefinite array, another algorithm, headers in the unprotected map.
    for (offset, byte) in
        [(0, 0xd1), (1, 0x9f), (2, 0x58), (3, 0xa1), (5, 0x27), (5, 0x33), (16, 0xa1)]
    {
        assert_eq!(form(&|bytes| bytes[offset] = byte), Err(Rejection::Form { offset }));
    }
    // The payload's length in a longer form than it needs.
    let small = sign_payload(
        Claims { address: None, text_hash: None, party: None, property: vec![], ..claims() }
            .encode()
            .unwrap(),
    )
    .to_bytes();
    assert_eq!(small[17], 0x58);
    let mut wide = small[..17].to_vec();
    wide.extend([0x59, 0x00]);
    wide.extend(&small[18..]);
    assert_eq!(Statement::parse(&wide), Err(Rejection::Form { offset: 17 }));
}

#[test]
fn signed_but_not_canonical_claims_are_refused() {
    let payload = claims().encode().unwrap();
    // Key 6 in two bytes instead of one.
    let mut wide = vec![payload[0], 0x18, 0x06];
    wide.extend(&payload[2..]);
    refused(wide, "cbor-not-shortest");
    let mut trailing = payload.clone();
    trailing.push(0);
    refused(trailing, "cbor-trailing");
    refused(payload[..payload.len() - 1].to_vec(), "cbor-truncated");
    // Keys 6 and 7 exchanged.
    let number = &payload[7..17];
    assert_eq!(number[0], 7);
    let mut exchanged = vec![payload[0]];
    exchanged.extend(number);
    exchanged.extend(&payload[1..7]);
    exchanged.extend(&payload[17..]);
    refused(exchanged, "cbor-key-order");
    // A field of no profile.
    let mut unknown = payload.clone();
    let inner = unknown.iter().position(|byte| *byte == 0xae).unwrap();
    unknown[inner] = 0xaf;
    unknown.extend([0x0f, 0x00]);
    refused(unknown, "cbor");
}

fn refused(payload: Vec<u8>, code: &str) {
    let verdict = verify(&text::digits(0, &sign_payload(payload)), &keys());
    assert_eq!(verdict.signature, SignatureCheck::Good);
    assert_eq!(verdict.summary(), Summary::NotGenuine);
    assert_eq!(verdict.finding().unwrap().code(), code);
    assert!(verdict.claims.is_none());
}

#[test]
fn claims_outside_the_profile_cannot_be_written() {
    let field = |edit: &dyn Fn(&mut Claims)| {
        let mut claims = claims();
        edit(&mut claims);
        claims.encode().map_err(|error| (error.key, error.problem))
    };
    assert_eq!(field(&|claims| claims.case = " 1".into()), Err((1, FieldProblem::Text)));
    assert_eq!(field(&|claims| claims.case = String::new()), Err((1, FieldProblem::Range)));
    assert_eq!(
        field(&|claims| claims.address = Some("a\u{202e}b".into())),
        Err((10, FieldProblem::Text))
    );
    assert_eq!(
        field(&|claims| claims.address = Some("e\u{301}".into())),
        Err((10, FieldProblem::Text))
    );
    assert_eq!(
        field(&|claims| claims.address = Some("x".repeat(61))),
        Err((10, FieldProblem::Range))
    );
    assert_eq!(field(&|claims| claims.violations = vec![]), Err((6, FieldProblem::Range)));
    assert_eq!(
        field(&|claims| claims.outcome = Outcomes::Each(vec![3, 3])),
        Err((7, FieldProblem::Range))
    );
    assert_eq!(field(&|claims| claims.amount = Some(0)), Err((8, FieldProblem::Range)));
    assert_eq!(field(&|claims| claims.issued_at = 0), Err((6, FieldProblem::Range)));
    assert_eq!(
        field(&|claims| claims.predecessor = Some(Predecessor { sequence: 1, hash: [0; 8] })),
        Err((14, FieldProblem::Range))
    );
}

#[test]
fn pasted_text_is_cleaned() {
    let digits = text::digits(0, &statement());
    let persian: String = digits
        .chars()
        .map(|digit| char::from_u32(0x6f0 + digit.to_digit(10).unwrap()).unwrap())
        .collect();
    let spaced: String = digits.chars().flat_map(|digit| [digit, '\u{200f}', ' ']).collect();
    for pasted in [
        digits.clone(),
        persian,
        spaced,
        alloc::format!("  https://a.example/v#{digits}\r\n"),
        alloc::format!("https://a.example/fa/verify#{digits}"),
        alloc::format!("see https://a.example/v#{digits} please"),
        alloc::format!("https://a.example/v#{digits}\nhttps://a.example/v#{digits}"),
    ] {
        assert_eq!(text::normalise(&pasted).as_ref(), Ok(&digits));
    }
    assert_eq!(text::normalise(" \u{200f}\n"), Err(TextProblem::Empty));
    assert_eq!(judge(" \u{200f}\n", &keys()).summary(), Summary::CouldNotCheck);
    assert_eq!(judge("hello", &keys()).summary(), Summary::NotGenuine);
    assert_eq!(text::normalise("https://a.example/other#1"), Err(TextProblem::NotOurs));
    assert_eq!(text::normalise("WIFI:S:home;;"), Err(TextProblem::NotOurs));
    assert!(matches!(text::normalise(&"1".repeat(10_000)), Err(TextProblem::TooLong { .. })));
    assert_eq!(text::parse(&digits).unwrap().log_index, 0);
    for place in [1, 12, text::MAX_INDEX] {
        assert_eq!(text::parse(&text::digits(place, &statement())).unwrap().log_index, place);
    }
}

proptest! {
    #[test]
    fn no_text_panics(input in "\\PC{0,300}") {
        if let Ok(digits) = text::normalise(&input) {
            let _ = verify(&digits, &keys());
        }
    }

    #[test]
    fn no_digits_panic(input in "1[0-9]{260,900}") {
        prop_assert_eq!(verify(&input, &keys()).summary(), Summary::NotGenuine);
    }

    #[test]
    fn accepted_claims_are_re_encoded(payload in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(claims) = Claims::decode(&payload) {
            prop_assert_eq!(claims.encode().unwrap(), payload);
        }
    }
}
