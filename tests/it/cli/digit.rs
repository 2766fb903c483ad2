//! One wrong digit of a certificate, wherever it is.

use certificate::KeyList;

use crate::support::demonstration::Demonstration;
use crate::support::folder::Folder;
use crate::support::program::run;

#[test]
fn every_other_digit_at_every_place_is_refused_for_a_reason() {
    let demo = Demonstration::made();
    let digits = demo.digits();
    let keys = KeyList::parse(&format!("{}\n", demo.text("keys.txt"))).expect("a key list");
    assert!(certificate::verify(&digits, &keys).finding().is_none());
    let mut refused = 0;
    // The eight digits behind the first state the place in the log, which is not signed.
    let signed = (0..1).chain(9..digits.len());
    for place in signed.clone() {
        for other in b'0'..=b'9' {
            let Some(changed) = changed(&digits, place, other) else { continue };
            let verdict = certificate::verify(&changed, &keys);
            let word = verdict.summary();
            assert_eq!(word, certificate::Summary::NotGenuine, "place {place}, digit {other}");
            assert!(verdict.finding().is_some(), "place {place}, digit {other}");
            assert!(verdict.claims.is_none(), "place {place}, digit {other}");
            refused += 1;
        }
    }
    assert_eq!(refused, signed.count() * 9);
}

/// The same through the product, at some dozens of places.
#[test]
fn the_product_names_the_reason_of_a_wrong_digit() {
    let demo = Demonstration::made();
    let (digits, folder) = (demo.digits(), Folder::new());
    let keys = demo.path("keys.txt").to_string_lossy().into_owned();
    let last = digits.len() - 1;
    let step = last / 40;
    for place in [0].into_iter().chain((9..last).step_by(step)).chain([last]) {
        let other =
            if digits.as_bytes()[place] == b'9' { b'0' } else { digits.as_bytes()[place] + 1 };
        let changed = changed(&digits, place, other).expect("another digit");
        let ran = run(&folder, ["verify", "--keys", &keys, &changed]);
        assert_eq!(ran.code, 1, "place {place}: {}{}", ran.out, ran.err);
        let mut lines = ran.out.lines();
        assert_eq!(lines.next(), Some("not genuine"), "place {place}");
        let reason = lines.next().unwrap_or_default();
        assert!(reason.starts_with("reason: ") && reason.ends_with(']'), "place {place}: {reason}");
    }
}

/// The digits with another one at a place.
fn changed(digits: &str, place: usize, other: u8) -> Option<String> {
    let mut bytes = digits.as_bytes().to_vec();
    if std::mem::replace(&mut bytes[place], other) == other {
        return None;
    }
    String::from_utf8(bytes).ok()
}
