//! The crate as its users see it: sign, carry, verify, and every way it can go wrong.

use alloc::string::{String, ToString as _};
use alloc::vec;
use alloc::vec::Vec;

use calendar::Day;
use ed25519_dalek::{Signer as _, SigningKey};
use proptest::prelude::*;

use super::*;

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
fn keys_decide() {
    let digits = text::digits(0, &statement());
    let check = |keys: &KeyList| {
        let verdict = verify(&digits, keys);
        (verdict.summary(), verdict.finding().map(|finding| finding.code()))
    };
    assert_eq!(check(&keys_in(KeyState::Retired)), (Summary::GenuineStatusNotChecked, None));
    assert_eq!(
        check(&keys_in(KeyState::Compromised { bound: Some(BOUND) })),
        (Summary::CouldNotCheck, Some("key-compromised"))
    );
    assert_eq!(
        check(&keys_in(KeyState::Compromised { bound: None })),
        (Summary::NotGenuine, Some("key-compromised"))
    );
    let mut late = keys();
    late.keys[0].validity.not_before = Day::parse("2026-01-01").unwrap();
    assert_eq!(check(&late), (Summary::NotGenuine, Some("key-period")));
    let mut other = keys();
    other.keys[0].key =
        IssuerKey::from_bytes(SigningKey::from_bytes(&[8; 32]).verifying_key().as_bytes()).unwrap();
    assert_eq!(check(&other), (Summary::NotGenuine, Some("unknown-key")));
}

#[test]
fn the_log_decides_about_a_compromised_key() {
    use Summary::{CouldNotCheck, GenuineNotInLog, GenuineStatusNotChecked as Genuine, NotGenuine};
    let included = |index, cosigned_at| LogCheck::Included { index, size: 9, cosigned_at };
    let (before, at) = (Some(BOUND.time - 1), Some(BOUND.time));
    // The log's answer; the verdict under a good key, under one with a bound, under one without.
    let table = [
        (LogCheck::NotChecked, Genuine, CouldNotCheck),
        (LogCheck::NoPlace, GenuineNotInLog, NotGenuine),
        (LogCheck::NotFound { index: 8, size: 9 }, GenuineNotInLog, NotGenuine),
        (included(8, before), Genuine, Genuine),
        (included(8, at), Genuine, CouldNotCheck),
        (included(8, None), Genuine, CouldNotCheck),
        (included(9, before), Genuine, NotGenuine),
        (included(9, at), Genuine, NotGenuine),
        (included(9, None), Genuine, NotGenuine),
        (included(10, before), Genuine, NotGenuine),
    ];
    let digits = text::digits(8, &statement());
    for (log, good, bounded) in table {
        let check = |state| {
            let verdict = verify(&digits, &keys_in(state)).with_log(log);
            let genuine = matches!(verdict.summary(), Genuine | GenuineNotInLog);
            assert_eq!(verdict.finding().is_none(), genuine, "{log:?}");
            verdict.summary()
        };
        assert_eq!(check(KeyState::Active), good, "{log:?}");
        assert_eq!(check(KeyState::Retired), good, "{log:?}");
        assert_eq!(check(KeyState::Compromised { bound: Some(BOUND) }), bounded, "{log:?}");
        assert_eq!(check(KeyState::Compromised { bound: None }), NotGenuine, "{log:?}");
        // No answer of the log makes a bad signature good.
        let mut altered = digits.clone().into_bytes();
        let last = altered.last_mut().unwrap();
        *last = if *last == b'0' { b'1' } else { b'0' };
        let altered = String::from_utf8(altered).unwrap();
        assert_eq!(verify(&altered, &keys()).with_log(log).summary(), NotGenuine);
    }
}

#[test]
fn what_is_looked_up_is_the_whole_statement() {
    use sha2::{Digest as _, Sha256};
    let statement = statement();
    let sha256: [u8; 32] = Sha256::digest(statement.to_bytes()).into();
    let day = Day::parse("2025-11-22").unwrap();
    let verdict = verify(&text::digits(8, &statement), &keys());
    assert_eq!(verdict.logged(), Some((8, sha256, day)));
    let compromised = keys_in(KeyState::Compromised { bound: Some(BOUND) });
    assert_eq!(verify(&text::digits(8, &statement), &compromised).logged(), verdict.logged());
    // No place, no text, no signature of a key in the list: nothing to look up.
    assert_eq!(verify(&text::digits(0, &statement), &keys()).logged(), None);
    assert_eq!(verify_statement(&statement, &keys()).logged(), None);
    let mut other = keys();
    other.keys[0].key =
        IssuerKey::from_bytes(SigningKey::from_bytes(&[8; 32]).verifying_key().as_bytes()).unwrap();
    assert_eq!(verify(&text::digits(8, &statement), &other).logged(), None);
}

#[test]
fn weak_and_foreign_keys_are_not_loaded() {
    // The eight points of small order, the identity among them, and a second spelling of it.
    let mut identity = [0; 32];
    identity[0] = 1;
    assert_eq!(IssuerKey::from_bytes(&identity), Err(KeyError::Weak));
    let mut other = identity;
    other[31] = 0x80;
    assert!(matches!(
        IssuerKey::from_bytes(&other),
        Err(KeyError::NotCanonical | KeyError::NotAPoint)
    ));
    let mut two = [0; 32];
    two[0] = 2;
    assert_eq!(IssuerKey::from_bytes(&two), Err(KeyError::NotAPoint));
}

#[test]
fn key_lists_are_strict() {
    let text = keys().to_text();
    assert_eq!(KeyList::parse(&text), Ok(keys()));
    let problem = |text: &str| KeyList::parse(text).map_err(|error| error.problem).unwrap_err();
    assert_eq!(problem(""), KeyListProblem::Form);
    assert_eq!(problem(&text.replace("version 1", "version 01")), KeyListProblem::Form);
    assert_eq!(problem(&text.replace("date 2026-11-22", "date 2026-13-22")), KeyListProblem::Date);
    assert_eq!(problem(&text.replace("certificate", "anything")), KeyListProblem::Form);
    assert_eq!(problem(text.trim_end()), KeyListProblem::Form);
    assert_eq!(problem(&(text.clone() + "\n")), KeyListProblem::Form);
    let key_line = text.lines().last().unwrap();
    assert_eq!(problem(&(text.clone() + key_line + "\n")), KeyListProblem::Duplicate);
    let bounded = keys_in(KeyState::Compromised { bound: Some(BOUND) });
    assert_eq!(KeyList::parse(&bounded.to_text()), Ok(bounded));
    for state in ["active 9@5", "retired 9@5", "compromised 9", "compromised 0@5", "compromised"] {
        assert_eq!(problem(&text.replace("active -", state)), KeyListProblem::Form, "{state}");
    }
    let id = KeyId::of(signer().verifying_key().as_bytes()).to_string();
    assert_eq!(problem(&text.replace(&id, "0000000000000000")), KeyListProblem::Id);
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
