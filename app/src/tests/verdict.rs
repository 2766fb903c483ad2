//! What the log adds to a verdict, and how it is worded.

use calendar::Day;
use certificate::{
    Area, CertificateNumber, Claims, Force, IssuerKey, KeyList, KeyState, ListedKey, LogBound,
    LogCheck, Outcomes, Summary, Unsigned, Validity, Verdict, text,
};
use ed25519_dalek::{Signer as _, SigningKey};

use super::{fixture, log, texts};
use crate::components::log_fact::{LogAnswer, LogProblem};
use crate::components::verdict::verdict;
use crate::language::Language;
use crate::lookup::Question;
use crate::page::{Page, render};
use crate::pages::verify::{VerifyPage, names_of};
use crate::site::Site;

const INCLUDED: LogCheck =
    LogCheck::Included { index: 7, size: 12_345, cosigned_at: Some(log::FIRST) };
const NOT_FOUND: LogCheck = LogCheck::NotFound { index: 7, size: 12_345 };

/// A certificate at a place of the log, and the list with its key.
fn certificate(place: u32, state: KeyState) -> (Verdict, KeyList) {
    let secret = SigningKey::from_bytes(&[9; 32]);
    let key = IssuerKey::from_bytes(secret.verifying_key().as_bytes()).unwrap();
    let day = Day::parse("1404-05-01").unwrap();
    let claims = Claims {
        issued_at: 1_763_800_000,
        number: CertificateNumber::from_bytes([7; 8]),
        case: "3-1404-00217".to_owned(),
        tier: 1,
        commission: 1,
        ruled_on: day,
        district: 3,
        property: Vec::new(),
        violations: vec![Area { violation: 1, tenths: None }],
        outcome: Outcomes::of(&[1]).unwrap(),
        amount: None,
        final_on: None,
        address: None,
        text_hash: None,
        status_index: None,
        party: None,
        predecessor: None,
    };
    let unsigned = Unsigned::new(key.id(), claims.encode().unwrap()).unwrap();
    let signature = secret.sign(&unsigned.signed_bytes()).to_bytes();
    let statement = unsigned.sign(signature);
    let list = KeyList {
        version: 1,
        date: day,
        force: Force::Official,
        issuer: ["گواه".to_owned(), "گواه".to_owned(), "Gavah".to_owned()],
        keys: vec![ListedKey {
            key,
            validity: Validity { not_before: day, not_after: None },
            state,
        }],
    };
    let digits = text::digits(place, &statement);
    (certificate::judge(&digits, &list), list)
}

fn said(found: &Verdict, keys: &KeyList, answer: LogAnswer, language: Language) -> String {
    let wording = names_of(language, &fixture::site().city);
    verdict(found, keys, answer, &wording).into_string()
}

#[test]
fn what_the_log_says_stands_under_the_result_and_among_the_checks() {
    let (found, keys) = certificate(7, KeyState::Active);
    for (answer, check, state, words) in [
        (
            LogAnswer::Given,
            INCLUDED,
            "included",
            ">Sunday 1 Azar 1405 at 15:30 Tehran time</time>.",
        ),
        (LogAnswer::Given, NOT_FOUND, "not-found", "Not in the public log"),
        (LogAnswer::Given, LogCheck::NoPlace, "no-place", "states no place"),
        (LogAnswer::Given, LogCheck::NotChecked, "not-checked", "not checked."),
        (LogAnswer::Awaited, LogCheck::NotChecked, "asked", "Looking it up"),
    ] {
        let html = said(&found.clone().with_log(check), &keys, answer, Language::En);
        assert!(html.contains(&format!("<p data-log=\"{state}\">")), "{html}");
        assert_eq!(html.matches(words).count(), 2, "{words}: {html}");
    }
    let html = said(&found.clone().with_log(INCLUDED), &keys, LogAnswer::Given, Language::En);
    assert!(html.contains("<time datetime=\"2026-11-22T12:00Z\">"), "{html}");
    assert!(html.contains("Place in the log: 7. Entries in the log: 12,345."), "{html}");
    let html = said(&found.with_log(NOT_FOUND), &keys, LogAnswer::Given, Language::Fa);
    assert!(html.contains("۷") && html.contains("۱۲٬۳۴۵"), "{html}");
}

#[test]
fn every_reason_for_not_looking_has_words_of_its_own() {
    let (found, keys) = certificate(7, KeyState::Active);
    for language in Language::ALL {
        let reasons = [
            LogProblem::NoLog,
            LogProblem::NoNetwork,
            LogProblem::TooLong,
            LogProblem::Refused,
            LogProblem::NoQuorum,
            LogProblem::Altered,
            LogProblem::Older,
        ]
        .map(|problem| said(&found, &keys, LogAnswer::Missing(problem), language));
        for (number, reason) in reasons.iter().enumerate() {
            assert!(reason.contains("data-log=\"not-checked\""), "{reason}");
            assert!(reason.contains("data-verdict=\"caution\""), "{reason}");
            assert!(!reasons[..number].contains(reason), "{reason}");
        }
    }
}

#[test]
fn what_the_log_does_not_hold_is_no_forgery_and_not_to_be_relied_on() {
    let (found, keys) = certificate(7, KeyState::Active);
    for (language, title, text) in [
        (Language::Fa, "در دفتر ثبت همگانی نیست", "پیش از پرسیدن از واحد مسئول"),
        (Language::Azb, "عمومی قئید دفترینده یوخدور", "مسئول اداره‌دن سوروشمامیش"),
        (Language::En, "but not in the public log", "Do not rely on it before asking the office."),
    ] {
        for check in [NOT_FOUND, LogCheck::NoPlace] {
            let found = found.clone().with_log(check);
            assert_eq!(found.summary(), Summary::GenuineNotInLog);
            let html = said(&found, &keys, LogAnswer::Given, language);
            assert!(html.contains("data-verdict=\"caution\""), "{html}");
            assert!(html.contains(title) && html.contains(text), "{html}");
        }
    }
}

#[test]
fn the_log_decides_what_a_compromised_key_is_worth() {
    let bound = LogBound { index: 12_345, time: log::FIRST + 1 };
    let (found, keys) = certificate(7, KeyState::Compromised { bound: Some(bound) });
    for (check, kind, words) in [
        (INCLUDED, "caution", "was in the log before that and stays good"),
        (NOT_FOUND, "refused", "its signatures are not relied on"),
        (LogCheck::NotChecked, "unknown", "before place 12,345 is still relied on"),
        (LogCheck::NoPlace, "unknown", "Do not rely on it until that is known."),
    ] {
        let html = said(&found.clone().with_log(check), &keys, LogAnswer::Given, Language::En);
        assert!(html.contains(&format!("data-verdict=\"{kind}\"")), "{html}");
        assert!(html.contains(words), "{words}: {html}");
    }
}

#[test]
fn a_question_is_about_what_the_log_can_decide() {
    let question = |place, state| Question::of(&certificate(place, state).0);
    let active = question(7, KeyState::Active).unwrap();
    assert_eq!((active.place, active.bound), (7, None));
    assert_eq!(active.answer(12_345, Some(log::FIRST), true), Ok(INCLUDED));
    assert_eq!(active.answer(12_345, Some(log::FIRST), false), Ok(NOT_FOUND));
    assert_eq!(active.answer(7, Some(log::FIRST), false), Err(LogProblem::Older));
    let nowhere = question(0, KeyState::Retired).unwrap();
    assert_eq!(nowhere.answer(12_345, Some(log::FIRST), false), Ok(LogCheck::NoPlace));
    let bound = LogBound { index: 300, time: log::FIRST };
    let bounded = question(7, KeyState::Compromised { bound: Some(bound) }).unwrap();
    assert_eq!(bounded.bound, Some(bound));
    let late = LogCheck::NotFound { index: 7, size: 7 };
    assert_eq!(bounded.answer(7, Some(log::FIRST), false), Ok(late), "the tree of the bound");
    assert_eq!(question(7, KeyState::Compromised { bound: None }), None, "nothing could save it");
}

#[test]
fn the_page_gives_its_tool_the_policy_and_the_plain_answer_the_log() {
    let (found, _) = certificate(7, KeyState::Active);
    let (_, keys) = certificate(7, KeyState::Active);
    let policy = log::page(2).policy;
    let site = Site { policy: policy.clone(), keys: keys.to_text(), ..fixture::site() };
    let html = render(&Page::Verify(VerifyPage::default()), Language::En, "/en/verify", &site);
    assert!(html.contains(&format!("data-policy=\"{policy}\"")), "{html}");
    assert!(html.contains("data-log=\"/log\""), "{html}");
    let verdict = Some(Box::new(found.with_log(INCLUDED)));
    let page = VerifyPage { verdict, ..VerifyPage::default() };
    let told = texts(&render(&Page::Verify(page), Language::En, "/en/verify", &site));
    assert!(told.contains("In the public log, as its witnesses confirmed it on"), "{told}");
}
