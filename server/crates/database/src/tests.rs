//! The ports' contract on this engine, and every statement prepared.

use std::path::{Path, PathBuf};

use calendar::Day;
use cases::{
    Case, CaseNumber, Code, Decision, DecisionKind, DecisionNumber, Outcome, Rials, Tier, Violation,
};
use certificate::{CertificateNumber, KeyId};
use sqlx::{Executor as _, SqlSafeStr as _};
use storage::Error;
use storage::portal::{SealedCase, SealedCaseStore as _, SealedCases as _};
use storage::registry::{
    CaseCodes as _, CaseFile, CaseFiles as _, Certificates as _, Imported, Intake as _, Issued,
    Rulings as _, Source,
};

use crate::{OpenError, Portal, Registry};

/// A folder of its own for a test, removed when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("gavah-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn case_file(number: &str, outcome: &str, amount: u64) -> CaseFile {
    let case = CaseNumber::parse(number).unwrap();
    let decision = DecisionNumber::parse("A100-04-000001").unwrap();
    let code = |code: &str| Code::parse(code).unwrap();
    CaseFile {
        case: Case {
            number: case.clone(),
            district: code("d4"),
            detected_on: Day::from_jalali(1404, 5, 1),
            renovation_code: None,
            address: None,
        },
        violations: vec![Violation {
            case: case.clone(),
            number: 1,
            kind: code("no_permit"),
            area: None,
        }],
        decisions: vec![Decision {
            case: case.clone(),
            number: decision.clone(),
            kind: DecisionKind::Ruling,
            tier: Tier::FirstInstance,
            commission: code("c1"),
            decided_on: Day::from_jalali(1404, 6, 31).unwrap(),
            notified_on: None,
            final_on: None,
            due_on: None,
            text_sha256: Some([7; 32]),
        }],
        outcomes: vec![Outcome {
            case,
            decision,
            violation: 1,
            outcome: code(outcome),
            amount: Some(Rials::from_number(amount).unwrap()),
        }],
    }
}

fn source(byte: u8) -> Source {
    Source { sha256: [byte; 32], imported_at: 1_763_800_000 + u64::from(byte), rows: 2, refused: 0 }
}

async fn count(registry: &Registry, table: &'static str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {table}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&registry.read).await.unwrap()
}

#[tokio::test]
async fn every_statement_is_prepared() {
    let folder = Folder::new("statements");
    let registry = Registry::open(&folder.file("registry.db")).await.unwrap();
    let portal = Portal::open(&folder.file("portal.db"), &[1; 32]).await.unwrap();
    let queries = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let mut seen = 0;
    for entry in std::fs::read_dir(queries).unwrap() {
        let path = entry.unwrap().path();
        let sql = std::fs::read_to_string(&path).unwrap();
        let one = registry.write.prepare(sqlx::AssertSqlSafe(sql.clone()).into_sql_str()).await;
        let other = portal.writer().unwrap().prepare(sqlx::AssertSqlSafe(sql).into_sql_str()).await;
        assert!(one.is_ok() != other.is_ok(), "{} belongs to exactly one database", path.display());
        seen += 1;
    }
    assert!(seen >= 27);
}

#[tokio::test]
async fn an_import_twice_changes_nothing_and_a_change_loses_nothing() {
    let folder = Folder::new("intake");
    let registry = Registry::open(&folder.file("registry.db")).await.unwrap();
    let files = [case_file("4-1404-1", "fine", 5), case_file("4-1404-2", "fine", 6)];
    let first = registry.import(&source(1), &files).await.unwrap();
    assert_eq!(first, Imported { new: 8, changed: 0, unchanged: 0 });
    let again = registry.import(&source(1), &files).await.unwrap();
    assert_eq!(again, Imported { new: 0, changed: 0, unchanged: 8 });
    assert_eq!(count(&registry, "imports").await, 1);

    let changed = [case_file("4-1404-1", "retain", 5)];
    let counts = registry.import(&source(2), &changed).await.unwrap();
    assert_eq!(counts, Imported { new: 0, changed: 1, unchanged: 3 });
    assert_eq!(count(&registry, "superseded").await, 1);
    let back = registry.import(&source(3), &files).await.unwrap();
    assert_eq!(back.changed, 1);
    assert_eq!(count(&registry, "superseded").await, 2);

    let number = CaseNumber::parse("4-1404-1").unwrap();
    assert_eq!(registry.case_file(&number).await.unwrap().as_ref(), Some(&files[0]));
    let month = Day::from_jalali(1404, 6, 1).unwrap().month();
    assert_eq!(registry.ruled(month).await.unwrap().len(), 2);
    assert_eq!(registry.ruled(month.next().unwrap()).await.unwrap(), []);
    assert_eq!(registry.months().await.unwrap(), [month]);
    let numbers = registry.numbers(Some(&number), 10).await.unwrap();
    assert_eq!(numbers, [CaseNumber::parse("4-1404-2").unwrap()]);
}

#[tokio::test]
async fn an_import_that_fails_leaves_nothing_behind() {
    let folder = Folder::new("all-or-none");
    let registry = Registry::open(&folder.file("registry.db")).await.unwrap();
    let mut broken = case_file("4-1404-2", "fine", 6);
    broken.outcomes[0].violation = 9;
    let files = [case_file("4-1404-1", "fine", 5), broken];
    assert!(registry.import(&source(1), &files).await.is_err());
    assert_eq!(count(&registry, "cases").await, 0);
}

#[tokio::test]
async fn certificates_and_codes_are_for_ever() {
    let folder = Folder::new("certificates");
    let registry = Registry::open(&folder.file("registry.db")).await.unwrap();
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
    registry.keep(&issued).await.unwrap();
    assert!(matches!(registry.keep(&issued).await, Err(Error::Exists(_))));
    let same_place = Issued {
        case: files[1].case.number.clone(),
        number: CertificateNumber::from_bytes([9; 8]),
        ..issued.clone()
    };
    assert!(matches!(registry.keep(&same_place).await, Err(Error::Exists(_))));
    assert_eq!(
        registry.issued(&issued.case, &issued.decision).await.unwrap(),
        Some(issued.clone())
    );
    assert_eq!(registry.all_issued(9).await.unwrap(), std::slice::from_ref(&issued));

    assert_eq!(registry.code(&issued.case).await.unwrap(), None);
    assert_eq!(registry.assign(&issued.case, "first").await.unwrap(), "first");
    assert_eq!(registry.assign(&issued.case, "second").await.unwrap(), "first");
}

#[tokio::test]
async fn the_public_side_cannot_write() {
    let folder = Folder::new("read-only");
    let path = folder.file("portal.db");
    assert!(matches!(Portal::open_read_only(&path).await, Err(OpenError::Missing(_))));
    let sealed = SealedCase { id: [1; 32], sealed: vec![1, 2, 3] };
    let portal = Portal::open(&path, &[4; 32]).await.unwrap();
    assert_eq!(portal.put(std::slice::from_ref(&sealed)).await.unwrap(), 1);
    assert_eq!(portal.put(std::slice::from_ref(&sealed)).await.unwrap(), 0);
    portal.close().await;
    // The salt of the first opening stays.
    Portal::open(&path, &[5; 32]).await.unwrap().close().await;

    let public = Portal::open_read_only(&path).await.unwrap();
    assert_eq!(public.salt().await.unwrap(), [4; 32]);
    assert_eq!(public.sealed(&[1; 32]).await.unwrap(), Some(vec![1, 2, 3]));
    assert_eq!(public.sealed(&[2; 32]).await.unwrap(), None);
    assert!(matches!(public.put(&[sealed]).await, Err(Error::Unavailable(_))));
    let beside = std::fs::read_dir(&folder.0).unwrap().count();
    assert_eq!(beside, 1, "a reader needs one file and makes none");
    assert!(sqlx::query("DELETE FROM sealed_cases").execute(&public.read).await.is_err());
}

/// The places in a file at which the identifiers of these stand. There may be several of one: the
/// engine does not wipe what it moves to another page.
fn places(path: &Path, needles: &[SealedCase]) -> Vec<(usize, u8)> {
    let bytes = std::fs::read(path).unwrap();
    let found: Vec<(usize, u8)> = bytes
        .windows(32)
        .enumerate()
        .filter(|(_, window)| window.ends_with(&needles[0].id[1..]))
        .map(|(place, window)| (place, window[0]))
        .collect();
    assert!(needles.iter().all(|case| found.iter().any(|(_, first)| *first == case.id[0])));
    found
}

#[tokio::test]
async fn the_order_of_sealing_is_forgotten() {
    let folder = Folder::new("order");
    // Multiples of an odd number modulo 256: every byte once, in no order.
    let cases: Vec<SealedCase> = (0..200_u8)
        .map(|number| {
            let mut id = *b"0123456789abcdef0123456789abcdef";
            id[0] = number.wrapping_mul(167);
            SealedCase { id, sealed: vec![9; 8_232] }
        })
        .collect();
    let mut sorted = cases.clone();
    sorted.sort_by_key(|case| case.id);
    let mut found = Vec::new();
    for (name, order) in [("one.db", &cases), ("other.db", &sorted)] {
        let path = folder.file(name);
        let portal = Portal::open(&path, &[1; 32]).await.unwrap();
        let old: Vec<_> = order
            .iter()
            .step_by(3)
            .map(|case| SealedCase { sealed: vec![77; 8_232], ..case.clone() })
            .collect();
        portal.put(&old).await.unwrap();
        for page in order.chunks(16) {
            portal.put(page).await.unwrap();
        }
        let ids: Vec<Vec<u8>> = sqlx::query_scalar("SELECT id FROM sealed_cases")
            .fetch_all(&portal.read)
            .await
            .unwrap();
        assert!(ids.is_sorted());
        assert!(sqlx::query("SELECT rowid FROM sealed_cases").execute(&portal.read).await.is_err());
        portal.compact().await.unwrap();
        portal.close().await;
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(64).any(|window| window == [77; 64]), "what was replaced is gone");
        found.push(places(&path, &sorted));
    }
    assert_eq!(found[0], found[1], "the file tells in which order cases came");
}

#[tokio::test]
async fn the_registry_is_its_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("mode");
    let path = folder.file("registry.db");
    let registry = Registry::open(&path).await.unwrap();
    registry.import(&source(1), &[case_file("4-1404-1", "fine", 5)]).await.unwrap();
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder.0).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", entry.path().display());
        seen += 1;
    }
    assert_eq!(seen, 3, "the database and the two files that are kept beside it");
    registry.close().await;
    Registry::open(&path).await.unwrap().close().await;
}

#[tokio::test]
async fn a_case_with_very_many_outcomes_is_taken_in_time_that_grows_with_them() {
    let folder = Folder::new("many");
    let registry = Registry::open(&folder.file("registry.db")).await.unwrap();
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
