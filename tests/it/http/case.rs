//! Where a case stands, and what nobody can find out by asking.

use crate::support::demonstration::Demonstration;
use crate::support::server::Server;

/// A code with its check sign, that no case has.
const OTHER_CODE: &str = "0000-0000-0000";

#[test]
fn a_wrong_code_and_an_unknown_case_get_the_same_bytes() {
    let server = Server::of_demonstration();
    let (number, code) = Demonstration::made().case();
    for language in ["fa", "azb", "en"] {
        let path = format!("/{language}/case");
        let known = server.post(&path, &[("number", &number), ("code", OTHER_CODE)]);
        let unknown = server.post(&path, &[("number", "9-1399-99999"), ("code", OTHER_CODE)]);
        let other_s = server.post(&path, &[("number", "9-1399-99999"), ("code", &code)]);
        assert_eq!((known.status, unknown.status, other_s.status), (404, 404, 404));
        assert!(known.text().contains(&number), "the number is shown back");
        let (known_body, unknown_body) = (known.text(), unknown.text());
        assert_eq!(known_body.replace(&number, "#"), unknown_body.replace("9-1399-99999", "#"));
        assert_eq!(unknown_body, other_s.text());
        // A date says when, and a number that is longer makes a longer page.
        let but_for_time = |headers: &[(String, String)]| -> Vec<(String, String)> {
            let timed = ["date", "content-length"];
            headers.iter().filter(|(name, _)| !timed.contains(&name.as_str())).cloned().collect()
        };
        assert_eq!(but_for_time(&known.headers), but_for_time(&unknown.headers));
        // Neither page gives away the code that was typed, nor the right one.
        assert!(!known_body.contains(&code) && !known_body.contains(OTHER_CODE));
    }
}

#[test]
fn number_and_code_open_the_case_however_they_are_typed() {
    let server = Server::of_demonstration();
    let (number, code) = Demonstration::made().case();
    let persian = |text: &str| -> String {
        text.chars()
            .map(|sign| sign.to_digit(10).and_then(|d| char::from_u32(0x6f0 + d)).unwrap_or(sign))
            .collect()
    };
    let right = server.post("/en/case", &[("number", &number), ("code", &code)]);
    assert_eq!(right.status, 200);
    assert_eq!(right.header("cache-control"), Some("no-store"));
    assert!(right.text().contains(&number) && !right.text().contains(&code));
    let typed = [
        (persian(&number), persian(&code)),
        (format!(" {number}\u{200f}"), code.to_lowercase().replace('-', " ")),
        (number.replace('-', "\u{2013}"), code.replace('-', "")),
    ];
    for (number, code) in typed {
        let answer = server.post("/en/case", &[("number", &number), ("code", &code)]);
        assert_eq!(answer.status, 200, "{number} {code}");
    }
}
