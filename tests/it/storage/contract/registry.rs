//! The registry: imports, certificates, codes.

use calendar::Day;
use cases::{CaseNumber, Rials, Violation};
use certificate::{CertificateNumber, KeyId};
use database::Registry;
use storage::Error;
use storage::registry::{
    CaseCodes as _, CaseFiles as _, Certificates as _, Imported, Intake as _, Issued, Rulings as _,
};

use super::city::{case_file, number, source};
use super::place::{Engine, Place, on_both_engines, run};
use cases::Outcome;

on_both_engines!(
    an_import_twice_changes_nothing_and_a_change_loses_nothing,
    an_import_that_fails_leaves_nothing_behind,
    numbers_come_in_the_order_of_their_bytes,
    certificates_and_codes_are_for_ever,
    a_case_with_very_many_outcomes_is_taken_whole,
);

async fn count(place: &Place, table: &str) -> i64 {
    place.connect("registry").await.number(&format!("SELECT COUNT(*) FROM {table}")).await
}

async fn an_import_twice_changes_nothing_and_a_change_loses_nothing(place: Place) {
    let registry = Registry::open(&place.address("registry")).await.unwrap();
    let files = [case_file("4-1404-1", "fine", 5), case_file("4-1404-2", "fine", 6)];
    let first = registry.import(&source(1), &files).await.unwrap();
    assert_eq!(first, Imported { new: 8, changed: 0, unchanged: 0 });
    let again = registry.import(&source(1), &files).await.unwrap();
    assert_eq!(again, Imported { new: 0, changed: 0, unchanged: 8 });
    assert_eq!(count(&place, "imports").await, 1);

    let changed = [case_file("4-1404-1", "retain", 5)];
    let counts = registry.import(&source(2), &changed).await.unwrap();
    assert_eq!(counts, Imported { new: 0, changed: 1, unchanged: 3 });
    assert_eq!(count(&place, "superseded").await, 1);
    let back = registry.import(&source(3), &files).await.unwrap();
    assert_eq!(back.changed, 1);
    assert_eq!(count(&place, "superseded").await, 2);

    let first = number("4-1404-1");
    assert_eq!(registry.case_file(&first).await.unwrap().as_ref(), Some(&files[0]));
    assert_eq!(registry.case_file(&number("4-1404-3")).await.unwrap(), None);
    let month = Day::from_jalali(1404, 6, 1).unwrap().month();
    assert_eq!(registry.ruled(month).await.unwrap().len(), 2);
    assert_eq!(registry.ruled(month.next().unwrap()).await.unwrap(), []);
    assert_eq!(registry.months().await.unwrap(), [month]);
    let numbers = registry.numbers(Some(&first), 10).await.unwrap();
    assert_eq!(numbers, [number("4-1404-2")]);
}

async fn an_import_that_fails_leaves_nothing_behind(place: Place) {
    let registry = Registry::open(&place.address("registry")).await.unwrap();
    let mut broken = case_file("4-1404-2", "fine", 6);
    broken.outcomes[0].violation = 9;
    let files = [case_file("4-1404-1", "fine", 5), broken];
    assert!(registry.import(&source(1), &files).await.is_err());
    assert_eq!(count(&place, "cases").await, 0);
}

/// A human language would put small letters beside great ones.
async fn numbers_come_in_the_order_of_their_bytes(place: Place) {
    let registry = Registry::open(&place.address("registry")).await.unwrap();
    let texts = ["b-1", "A-1", "B-1", "a-1", "10-1", "9-1", "A-2"];
    let files = texts.map(|text| case_file(text, "fine", 5));
    registry.import(&source(1), &files).await.unwrap();
    let mut sorted = texts.map(number).to_vec();
    sorted.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    assert_eq!(registry.numbers(None, 99).await.unwrap(), sorted);
    let mut walked: Vec<CaseNumber> = Vec::new();
    loop {
        let page = registry.numbers(walked.last(), 2).await.unwrap();
        if page.is_empty() {
            break;
        }
        walked.extend(page);
    }
    assert_eq!(walked, sorted);
}

async fn certificates_and_codes_are_for_ever(place: Place) {
    let registry = Registry::open(&place.address("registry")).await.unwrap();
    let files = [case_file("4-1404-1", "fine", 5), case_file("4-1404-2", "fine", 6)];
    registry.import(&source(1), &files).await.unwrap();
    let issued = Issued {
        case: files[0].case.number.clone(),
        decision: files[0].decisions[0].number.clone(),
        number: CertificateNumber::from_bytes([1; 8]),
        key: KeyId::from_bytes([2; 8]),
        status_index: 77,
        issued_at: 1_763_800_000,
        statement: vec![3; 200],
    };
    assert_eq!(registry.issued(&issued.case, &issued.decision).await.unwrap(), None);
    registry.keep(&issued).await.unwrap();
    assert!(matches!(registry.keep(&issued).await, Err(Error::Exists(_))));
    let same_place = Issued {
        case: files[1].case.number.clone(),
        number: CertificateNumber::from_bytes([9; 8]),
        ..issued.clone()
    };
    assert!(matches!(registry.keep(&same_place).await, Err(Error::Exists(_))));
    let found = registry.issued(&issued.case, &issued.decision).await.unwrap();
    assert_eq!(found, Some(issued.clone()));
    assert_eq!(registry.all_issued(9).await.unwrap(), std::slice::from_ref(&issued));

    assert_eq!(registry.code(&issued.case).await.unwrap(), None);
    assert_eq!(registry.assign(&issued.case, "first").await.unwrap(), "first");
    assert_eq!(registry.assign(&issued.case, "second").await.unwrap(), "first");
}

async fn a_case_with_very_many_outcomes_is_taken_whole(place: Place) {
    let registry = Registry::open(&place.address("registry")).await.unwrap();
    let mut file = case_file("4-1404-1", "fine", 5);
    let (violation, outcome) = (file.violations[0].clone(), file.outcomes[0].clone());
    for number in 2..=2_000 {
        file.violations.push(Violation { number, ..violation.clone() });
        file.outcomes.push(Outcome { violation: number, ..outcome.clone() });
    }
    let first = registry.import(&source(1), std::slice::from_ref(&file)).await.unwrap();
    assert_eq!(first, Imported { new: 4_002, changed: 0, unchanged: 0 });
    let last = file.outcomes.last_mut().unwrap();
    last.amount = Some(Rials::from_number(6).unwrap());
    let second = registry.import(&source(2), std::slice::from_ref(&file)).await.unwrap();
    assert_eq!(second, Imported { new: 0, changed: 1, unchanged: 4_001 });
    assert_eq!(registry.case_file(&file.case.number).await.unwrap(), Some(file));
}

#[test]
fn the_file_of_the_registry_is_its_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    run(Engine::Sqlite, |place| async move {
        let registry = Registry::open(&place.address("registry")).await.unwrap();
        registry.import(&source(1), &[case_file("4-1404-1", "fine", 5)]).await.unwrap();
        let mut seen = 0;
        for entry in std::fs::read_dir(&*place.folder).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", entry.path().display());
            seen += 1;
        }
        assert_eq!(seen, 3, "the database and the two files that are kept beside it");
        registry.close().await;
        Registry::open(&place.address("registry")).await.unwrap().close().await;
    });
}
