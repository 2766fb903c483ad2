//! What the log says, and what that makes of a verdict.

use super::*;

#[test]
fn the_log_decides_about_a_compromised_key() {
    use Summary::{CouldNotCheck, GenuineNotInLog, GenuineStatusNotChecked as Genuine, NotGenuine};
    let included = |index, cosigned_at| LogCheck::Included { index, size: 9, cosigned_at };
    let (before, at) = (Some(BOUND.time - 1), Some(BOUND.time));
    // The log's answer; the verdict under a good key, under one with a bound, under one without.
    let table = [
        (LogCheck::NotChecked, Genuine, CouldNotCheck),
        (LogCheck::NoPlace, GenuineNotInLog, CouldNotCheck),
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
