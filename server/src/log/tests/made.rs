//! What was made, and how it is counted.

use async_trait::async_trait;
use calendar::{Day, Month};
use cases::{CaseNumber, DecisionNumber};
use certificate::{Area, CertificateNumber, Claims, KeyId, Outcomes, Statement, Unsigned};
use sha2::{Digest as _, Sha256};
use statistics::ReleaseId;
use storage::Error;
use storage::log::{Log as _, LogStore as _};
use storage::portal::{Release, ReleaseFile, ReleaseSummary, Releases};
use storage::registry::{Certificates, Issued};
use tlog::{Entry, EntryKind};

use super::workshop::{Folder, Workshop, entry};
use crate::log::count::{self, Count};
use crate::log::{Nobody, Sequencer, Sources, certificate_entry, listing_hash};

/// Seconds at which the day 20 000 begins in Tehran.
const BEGIN: u64 = 20_000 * 86_400 - 12_600;

/// Certificates and releases that were made.
#[derive(Default)]
struct Kept {
    certificates: Vec<Issued>,
    releases: Vec<ReleaseSummary>,
}

impl Kept {
    fn issue(&mut self, issued_at: u64) {
        let number = u64::try_from(self.certificates.len()).unwrap();
        let claims = Claims {
            number: CertificateNumber::from_bytes(number.to_be_bytes()),
            issued_at,
            case: "7".to_owned(),
            tier: 1,
            commission: 3,
            ruled_on: Day::from_number(19_000).unwrap(),
            district: 4,
            property: Vec::new(),
            violations: vec![Area { violation: 2, tenths: None }],
            outcome: Outcomes::of(&[3]).unwrap(),
            amount: None,
            final_on: None,
            address: None,
            text_hash: None,
            status_index: None,
            party: None,
            predecessor: None,
        };
        let key = KeyId::from_bytes([1; 8]);
        let statement: Statement =
            Unsigned::new(key, claims.encode().unwrap()).unwrap().sign([2; 64]);
        self.certificates.push(Issued {
            case: CaseNumber::parse("7").unwrap(),
            decision: DecisionNumber::parse("1").unwrap(),
            number: claims.number,
            key,
            status_index: 0,
            issued_at,
            statement: statement.to_bytes(),
        });
    }

    fn publish(&mut self, day: i32) {
        let month = Month::from_year_month(1403, 1).unwrap();
        let root = Sha256::digest(day.to_be_bytes()).into();
        let published_on = Day::from_number(day).unwrap();
        self.releases.push(ReleaseSummary { id: ReleaseId::of(month), month, published_on, root });
    }

    fn sources(&self, today: i32) -> Sources<'_> {
        let today = Day::from_number(today).unwrap();
        Sources { registry: self, portal: self, keys: None, build: None, today }
    }
}

#[async_trait]
impl Certificates for Kept {
    async fn issued(
        &self,
        _case: &CaseNumber,
        _decision: &DecisionNumber,
    ) -> Result<Option<Issued>, Error> {
        Ok(None)
    }

    async fn all_issued(&self, _limit: u32) -> Result<Vec<Issued>, Error> {
        Ok(self.certificates.clone())
    }

    async fn keep(&self, _certificate: &Issued) -> Result<(), Error> {
        Err(Error::Exists("certificate"))
    }
}

#[async_trait]
impl Releases for Kept {
    async fn list(&self) -> Result<Vec<ReleaseSummary>, Error> {
        Ok(self.releases.clone())
    }

    async fn release(&self, _id: &ReleaseId) -> Result<Option<Release>, Error> {
        Ok(None)
    }

    async fn file(&self, _id: &ReleaseId, _path: &str) -> Result<Option<ReleaseFile>, Error> {
        Ok(None)
    }
}

/// A log whose first entry is the key list of the day 20 000.
async fn workshop() -> Workshop {
    let workshop = Workshop::empty().await;
    workshop.sequencer().create(&workshop.key, &entry(0)).await.unwrap();
    workshop
}

async fn lines(workshop: &Workshop) -> Vec<String> {
    workshop.log.counts().await.unwrap().into_iter().map(|line| line.text).collect()
}

#[tokio::test]
async fn what_was_made_is_logged_once_and_finished_days_are_counted() {
    let workshop = workshop().await;
    let sequencer: Sequencer<'_> = workshop.sequencer();
    let mut kept = Kept::default();
    kept.issue(BEGIN);
    kept.issue(BEGIN + 86_399);
    kept.issue(BEGIN + 2 * 86_400);
    kept.publish(20_002);
    // On the day itself nothing is counted.
    let new = sequencer.append_made(&kept.sources(20_000)).await.unwrap();
    assert_eq!(new.len(), 4);
    assert!(lines(&workshop).await.is_empty());
    let new = sequencer.append_made(&kept.sources(20_003)).await.unwrap();
    assert_eq!(
        new.iter().map(|(_, entry)| entry.kind).collect::<Vec<_>>(),
        [EntryKind::DailyCount; 3]
    );
    let counted = [
        "2024-10-04 1 certificate=2 status=0 keys=1 build=0 release=0",
        "2024-10-05 1 certificate=0 status=0 keys=0 build=0 release=0",
        "2024-10-06 1 certificate=1 status=0 keys=0 build=0 release=1",
    ];
    assert_eq!(lines(&workshop).await, counted);
    assert_eq!(sequencer.append_made(&kept.sources(20_003)).await.unwrap(), []);

    // What comes late is a revision of its day, and no other day changes.
    kept.issue(BEGIN + 86_400);
    let new = sequencer.append_made(&kept.sources(20_003)).await.unwrap();
    let revision = "2024-10-05 2 certificate=1 status=0 keys=0 build=0 release=0";
    assert_eq!(new.len(), 2);
    assert_eq!(new[0].1, certificate_entry(&kept.certificates[3].statement).unwrap());
    assert_eq!(new[1].1, Count::parse(revision).unwrap().entry());
    assert_eq!(lines(&workshop).await, [counted[0], counted[1], revision, counted[2]]);

    let run = sequencer.checkpoint(&workshop.key, &Nobody).await.unwrap();
    let published = count::text(&count::published(&workshop.log, run.size).await.unwrap());
    let all = [counted[0], counted[1], revision, counted[2]].map(|line| format!("{line}\n"));
    assert_eq!(published, all.concat());
    // A smaller tree shows the lines that it holds.
    let before = count::text(&count::published(&workshop.log, new[0].0).await.unwrap());
    assert_eq!(before, counted.map(|line| format!("{line}\n")).concat());
    workshop.check().await;
}

#[tokio::test]
async fn what_registry_and_portal_do_not_have_is_not_counted() {
    let workshop = workshop().await;
    let sequencer = workshop.sequencer();
    // A certificate that nobody issued: the count says what was made, and contradicts the log.
    let stray = Entry { kind: EntryKind::Certificate, sha256: [9; 32], day: 20_000 };
    sequencer.append(&[stray]).await.unwrap();
    sequencer.append_made(&Kept::default().sources(20_001)).await.unwrap();
    let line = "2024-10-04 1 certificate=0 status=0 keys=1 build=0 release=0";
    assert_eq!(lines(&workshop).await, [line]);
}

#[tokio::test]
async fn key_lists_and_builds_count_as_they_were_given() {
    let workshop = workshop().await;
    let sequencer = workshop.sequencer();
    let kept = Kept::default();
    let list = Entry { kind: EntryKind::KeyList, sha256: [3; 32], day: 20_000 };
    let sources = |keys, build, today| Sources { keys, build, ..kept.sources(today) };
    sequencer.append_made(&sources(Some(list), Some([4; 32]), 20_000)).await.unwrap();
    // Another day: the build is the same, and not logged again; the list is another.
    let next = Entry { sha256: [5; 32], day: 20_001, ..list };
    let new = sequencer.append_made(&sources(Some(next), Some([4; 32]), 20_002)).await.unwrap();
    assert_eq!(new.len(), 3);
    assert_eq!(new[0].1, next);
    let wanted = [
        "2024-10-04 1 certificate=0 status=0 keys=2 build=1 release=0",
        "2024-10-05 1 certificate=0 status=0 keys=1 build=0 release=0",
    ];
    assert_eq!(lines(&workshop).await, wanted);
}

#[tokio::test]
async fn a_line_without_its_entry_is_not_shown_and_is_logged_next_time() {
    let workshop = workshop().await;
    let sequencer = workshop.sequencer();
    let line = "2024-10-04 1 certificate=0 status=0 keys=1 build=0 release=0";
    workshop.log.put_count(&Count::parse(line).unwrap().to_line()).await.unwrap();
    assert_eq!(count::text(&count::published(&workshop.log, u64::MAX).await.unwrap()), "");
    let new = sequencer.append_made(&Kept::default().sources(20_001)).await.unwrap();
    assert_eq!(new, [(1, Count::parse(line).unwrap().entry())]);
    assert_eq!(
        count::text(&count::published(&workshop.log, 2).await.unwrap()),
        format!("{line}\n")
    );
}

#[test]
fn a_listing_is_the_one_of_sha256sum() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.join("b")).unwrap();
    std::fs::write(folder.join("b/c"), "x").unwrap();
    std::fs::write(folder.join("b.txt"), "y").unwrap();
    std::fs::write(folder.join("a"), "").unwrap();
    let sum = |text: &str| data_encoding::HEXLOWER.encode(&Sha256::digest(text));
    let listing = format!("{}  a\n{}  b.txt\n{}  b/c\n", sum(""), sum("y"), sum("x"));
    assert_eq!(listing_hash(&folder).unwrap(), <[u8; 32]>::from(Sha256::digest(listing)));
    assert!(listing_hash(&Folder::new()).is_err());
}
