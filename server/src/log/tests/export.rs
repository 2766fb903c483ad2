//! The log as files.

use std::path::Path;

use storage::log::Log as _;

use super::workshop::{Folder, Workshop, entries};
use crate::log::{Exported, Extras, LogProblem, Nobody, Target, export};
use crate::remote::Source;

const NO_EXTRAS: Extras<'_> = Extras { policy: None, whole: false };

async fn to(workshop: &Workshop, folder: &Path, extras: Extras<'_>) -> anyhow::Result<Exported> {
    let target = Target::parse(folder.to_str().unwrap(), None).unwrap();
    export(&workshop.log, &target, extras).await
}

/// The paths of all files, sorted.
fn files(folder: &Path) -> Vec<String> {
    fn list(folder: &Path, above: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{above}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                list(&entry.path(), &format!("{path}/"), found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    list(folder, "", &mut found);
    found.sort();
    found
}

#[tokio::test]
async fn a_folder_has_what_the_public_checkpoint_covers_and_nothing_more() {
    let workshop = Workshop::of(300).await;
    workshop.sequencer().append(&entries(300, 600)).await.unwrap();
    let folder = Folder::new();
    let policy = "quorum none\n";
    let extras = Extras { policy: Some(policy), whole: false };
    let exported = to(&workshop, &folder, extras).await.unwrap();
    let wanted = [
        "checkpoint",
        "checkpoints/1",
        "checkpoints/300",
        "counts.txt",
        "log.vkey",
        "policy.txt",
        "tile/0/000",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/44",
    ];
    assert_eq!(files(&folder), wanted);
    assert_eq!(exported, Exported { size: 300, files: 11 });
    let note = workshop.log.checkpoint().await.unwrap().unwrap();
    assert_eq!(Source::folder(&folder).checkpoint().await.unwrap(), note);
    let vkey = std::fs::read_to_string(folder.join("log.vkey")).unwrap();
    assert_eq!(vkey, format!("{}\n", workshop.key.vkey()));

    // Again: nothing has changed, and nothing is written.
    let exported = to(&workshop, &folder, extras).await.unwrap();
    assert_eq!(exported, Exported { size: 300, files: 0 });
}

#[tokio::test]
async fn an_export_goes_on_and_removes_partial_files_of_full_tiles() {
    let workshop = Workshop::of(300).await;
    let (grown, whole) = (Folder::new(), Folder::new());
    to(&workshop, &grown, NO_EXTRAS).await.unwrap();
    for size in [310, 600] {
        let from = workshop.log.stored().await.unwrap().unwrap().head.size;
        workshop.sequencer().append(&entries(from, size)).await.unwrap();
        workshop.sequencer().checkpoint(&workshop.key, &Nobody).await.unwrap();
        to(&workshop, &grown, NO_EXTRAS).await.unwrap();
        if size == 310 {
            // Readers with the older checkpoint still find what it covers.
            assert!(grown.join("tile/0/001.p/44").is_file());
        }
    }
    assert!(!grown.join("tile/0/001.p").exists());
    to(&workshop, &whole, NO_EXTRAS).await.unwrap();
    let mut wanted = files(&whole);
    // The tile above is partial still, and keeps the forms that it had.
    wanted.insert(
        wanted.iter().position(|path| path == "tile/1/000.p/2").unwrap(),
        "tile/1/000.p/1".to_owned(),
    );
    assert_eq!(files(&grown), wanted);
    for path in files(&whole) {
        let (one, other) = (std::fs::read(whole.join(&path)), std::fs::read(grown.join(&path)));
        assert_eq!(one.unwrap(), other.unwrap(), "{path}");
    }
}

#[tokio::test]
async fn a_whole_export_repairs_what_was_lost_or_changed() {
    let workshop = Workshop::of(600).await;
    let folder = Folder::new();
    to(&workshop, &folder, NO_EXTRAS).await.unwrap();
    let tile = std::fs::read(folder.join("tile/0/001")).unwrap();
    std::fs::remove_file(folder.join("tile/0/001")).unwrap();
    std::fs::write(folder.join("tile/entries/000"), "nothing").unwrap();
    let extras = Extras { policy: None, whole: true };
    assert_eq!(to(&workshop, &folder, extras).await.unwrap().files, 2);
    assert_eq!(std::fs::read(folder.join("tile/0/001")).unwrap(), tile);
    assert_eq!(to(&workshop, &folder, extras).await.unwrap().files, 0);
}

#[tokio::test]
async fn a_target_with_another_log_or_a_newer_state_is_left_alone() {
    let mut workshop = Workshop::of(300).await;
    let copy = workshop.copy("log.db").await;
    workshop.sequencer().append(&entries(300, 310)).await.unwrap();
    workshop.sequencer().checkpoint(&workshop.key, &Nobody).await.unwrap();
    let folder = Folder::new();
    to(&workshop, &folder, NO_EXTRAS).await.unwrap();
    let before = files(&folder);
    workshop.restore("log.db", &copy).await;
    let done = to(&workshop, &folder, NO_EXTRAS).await.unwrap_err();
    let ahead = LogProblem::TargetAhead { target: 310, public: 300 };
    assert_eq!(done.downcast::<LogProblem>().unwrap(), ahead);

    std::fs::write(folder.join("checkpoint"), "log.example/other\n1\n").unwrap();
    let done = to(&workshop, &folder, NO_EXTRAS).await.unwrap_err();
    assert_eq!(done.downcast::<LogProblem>().unwrap(), LogProblem::ForeignTarget);
    assert_eq!(files(&folder), before);
}

#[tokio::test]
async fn a_log_without_a_checkpoint_exports_nothing() {
    let workshop = Workshop::empty().await;
    let sequencer = workshop.sequencer();
    sequencer.create(&workshop.key, &entries(0, 1)[0]).await.unwrap();
    let folder = Folder::new();
    let done = to(&workshop, &folder, NO_EXTRAS).await.unwrap_err();
    assert_eq!(done.downcast::<LogProblem>().unwrap(), LogProblem::NotPublic);
    assert_eq!(files(&folder), [""; 0]);
}

#[test]
fn the_forms_of_a_target() {
    for target in ["ftp://host/path", "http://host", "s3://"] {
        assert!(Target::parse(target, None).is_err(), "{target}");
    }
    assert!(Target::parse("folder", Some("http://127.0.0.1:1")).is_err());
}
