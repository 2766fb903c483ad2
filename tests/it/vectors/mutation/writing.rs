//! What is wrong with the address and its digits.

use super::super::certificate::Vector;
use super::super::forge::address;
use super::super::good::good_keys;
use super::statement;

pub(super) fn vectors() -> Vec<Vector> {
    let good = address(&statement());
    let (start, digits) = good.split_at("https://gavah.example/v#".len());
    let of = |digits: String| format!("{start}{digits}");
    // One digit for the profile, eight for the place in the log, and then blocks of seventeen.
    let at = |index: usize, block: &str| {
        let from = 9 + 17 * index;
        of(format!("{}{block}{}", &digits[..from], &digits[from + block.len()..]))
    };
    let tail = (digits.len() - 9) % 17;
    assert_eq!(tail, 3, "the last block has one byte");
    let body = &digits[..digits.len() - tail];
    let refused = |name, description, address, reason| {
        Vector::refused(name, description, address, good_keys(), reason)
    };
    vec![
        refused("text-empty", "Nothing after the #.", of(String::new()), "text-empty").unchecked(),
        refused(
            "text-letter",
            "A letter O among the digits.",
            of(format!("{}O{}", &digits[..20], &digits[21..])),
            "text-digit",
        ),
        refused(
            "text-other-page",
            "The address of another page.",
            good.replace("/v#", "/w#"),
            "text-not-ours",
        ),
        refused("text-profile-0", "Profile 0.", of(format!("0{}", &digits[1..])), "text-profile"),
        refused(
            "text-profile-2",
            "Profile 2, which a later verifier may know.",
            of(format!("2{}", &digits[1..])),
            "text-profile",
        ),
        refused(
            "text-too-short",
            "263 digits, one fewer than the smallest certificate has.",
            of(digits[..263].to_owned()),
            "text-too-short",
        ),
        refused(
            "text-too-long",
            "1401 digits of a statement.",
            of(format!("{}{}", &digits[..9], "0".repeat(1_401))),
            "text-too-long",
        ),
        refused(
            "base10-overflow",
            "A block of seventeen digits that is 2^56.",
            at(0, "72057594037927936"),
            "base10-overflow",
        ),
        refused(
            "base10-overflow-all-nines",
            "A block of seventeen nines.",
            at(3, "99999999999999999"),
            "base10-overflow",
        ),
        refused(
            "base10-overflow-at-the-end",
            "A last block of three digits that is 256.",
            of(format!("{body}256")),
            "base10-overflow",
        ),
        refused(
            "base10-tail-1",
            "A last block of one digit, which no number of bytes has.",
            of(format!("{body}1")),
            "base10-length",
        ),
        refused(
            "base10-tail-4",
            "A digit too many at the end.",
            of(format!("{digits}0")),
            "base10-length",
        ),
        refused(
            "base10-tail-16",
            "A last block of sixteen digits.",
            of(format!("{body}0000000000000000")),
            "base10-length",
        ),
        refused("truncated-block", "The last block is missing.", of(body.to_owned()), "form"),
        refused(
            "swapped-digits",
            "Two digits of the payload have changed places.",
            {
                let mut changed: Vec<char> = digits.chars().collect();
                let place = (90..).find(|place| changed[*place] != changed[*place + 1]);
                let place = place.expect("not all digits are the same");
                changed.swap(place, place + 1);
                of(changed.into_iter().collect())
            },
            "signature",
        ),
    ]
}
