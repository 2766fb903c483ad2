//! The files of a release.

use std::process::{Command, Stdio};

use calendar::Day;
use disclosure::attack::audit;
use disclosure::{ProtectedRelease, Refusal, Rules, protect};
use statistics::{Manifest, PublishedTable, manifest};

use crate::support::{Property, family};

fn properties() -> Vec<Property> {
    let many = |number, outcome| vec![vec![outcome]; number];
    [many(20, [0, 0, 0, 0]), many(9, [1, 1, 1, 0]), many(3, [2, 0, 2, 1])].concat()
}

fn release(day: &str) -> Result<ProtectedRelease, Refusal> {
    let protected = protect(&family([4, 2, 3, 3], &properties()), &Rules::default())?;
    ProtectedRelease::new(&protected, Day::parse(day).expect("a day"))
}

#[test]
fn the_files_are_those_of_the_manifest() {
    let release = release("1404-07-01").expect("a release");
    assert_eq!(release.id().to_string(), "1404-06");
    assert_eq!(release.published_on(), Day::parse("1404-07-01").expect("a day"));
    let paths: Vec<&str> = release.files().iter().map(|file| file.path()).collect();
    assert_eq!(
        paths,
        [
            "commission.csv",
            "commission.json",
            "district.csv",
            "district.json",
            "outcome.csv",
            "outcome.json",
            "release.json",
            "violation.csv",
            "violation.json",
        ]
    );
    let listed = Manifest::parse(release.manifest()).expect("a manifest");
    assert_eq!(&listed.root(), release.root());
    for (file, (path, sum)) in release.files().iter().zip(listed.files()) {
        assert_eq!(file.path(), path);
        assert_eq!(file.sha256(), sum);
        assert_eq!(&manifest::sum(file.bytes()), sum);
    }
}

#[test]
fn the_files_alone_can_be_audited_again() {
    let release = release("1404-07-01").expect("a release");
    let files = release.files().iter();
    let tables: Vec<PublishedTable> = files
        .filter(|file| file.path().ends_with(".json") && file.path() != "release.json")
        .map(|file| PublishedTable::read_json(file.bytes()).expect("a table"))
        .collect();
    assert_eq!(tables.len(), 4);
    assert_eq!(audit(&tables), Ok(()));
    for table in tables {
        let path = format!("{}.csv", table.dimension());
        let csv = release.files().iter().find(|file| file.path() == path).expect("its CSV form");
        assert_eq!(csv.bytes(), table.to_csv().as_bytes());
    }
}

#[test]
fn the_description_is_json_and_says_the_rules() {
    let release = release("1404-07-01").expect("a release");
    let file = release.files().iter().find(|file| file.path() == "release.json");
    let value: serde_json::Value =
        serde_json::from_slice(file.expect("a description").bytes()).expect("JSON");
    assert_eq!(value["id"], "1404-06");
    assert_eq!(value["month"], "1404-06");
    assert_eq!(value["published_on"], "2025-09-23");
    assert_eq!(value["rules"]["threshold"], 5);
    assert_eq!(value["total"]["count"], 32);
    assert_eq!(
        value["tables"],
        serde_json::json!(["district", "commission", "violation", "outcome"])
    );
    // The bounds come from this month alone, and the reader is told that others may say more.
    for (language, other_months) in
        [("fa", "ماه‌های دیگر"), ("azb", "باشقا آیلاردان"), ("en", "other months")]
    {
        let meaning = value["status"]["c"][language].as_str().expect("a text");
        assert!(meaning.contains(other_months), "{language}: {meaning}");
        assert!(meaning.contains("lower") && meaning.contains("upper"), "{language}: {meaning}");
    }
}

#[test]
fn the_same_month_gives_the_same_bytes() {
    assert_eq!(release("1404-07-01"), release("1404-07-01"));
    let root = |day| *release(day).expect("a release").root();
    assert_ne!(root("1404-07-01"), root("1404-07-02"));
}

#[test]
fn a_month_that_is_not_over_is_not_released() {
    let last = Day::parse("1404-06-31").expect("a day");
    assert_eq!(release("1404-06-31"), Err(Refusal::MonthNotOver { last }));
    assert_eq!(release("1404-01-01"), Err(Refusal::MonthNotOver { last }));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the tool reads files")]
fn sha256sum_accepts_the_manifest_and_notices_a_change() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("release");
    std::fs::create_dir_all(&folder).expect("a folder");
    let release = release("1404-07-01").expect("a release");
    for file in release.files() {
        std::fs::write(folder.join(file.path()), file.bytes()).expect("a file");
    }
    std::fs::write(folder.join("SHA256SUMS"), release.manifest()).expect("a file");
    let check = || {
        let mut command = Command::new("sha256sum");
        command.args(["--check", "--strict", "SHA256SUMS"]).current_dir(&folder);
        command.stdout(Stdio::null()).stderr(Stdio::null()).status()
    };
    let Ok(status) = check() else {
        println!("skipped: sha256sum absent");
        return;
    };
    assert!(status.success());
    std::fs::write(folder.join("district.csv"), "changed").expect("a file");
    assert!(!check().expect("it ran before").success());
}
