//! Keys and the list of them.

use super::*;

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
