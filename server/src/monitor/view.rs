//! What the log showed to witnesses, beside what it shows here.

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use tlog::{MAX_NOTE, Note, VerifierKey, cosignature};

use super::compare::{Relation, compare};
use super::finding::moment;
use super::{Finding, Monitor, Report};
use crate::amount::Amount;
use crate::remote::RemoteProblem;
use crate::witness::Fault;

/// Compares with what the log showed to witnesses. What cannot be had of one of them is open, and
/// takes nothing away from what was found before.
pub(super) async fn ask_witnesses(monitor: &Monitor, note: &str, now: u64, report: &mut Report) {
    let (Some(origin), Some(head)) = (report.origin.clone(), report.head) else { return };
    let path = format!("{}/checkpoint", HEXLOWER.encode(&Sha256::digest(&origin)));
    for witness in &monitor.witnesses {
        let name = witness.to_string();
        let theirs = match witness.text(&path, MAX_NOTE).await {
            Ok(theirs) => theirs,
            Err(problem) => {
                report.open.push(format!("{name}: {problem}"));
                continue;
            }
        };
        // A witness that shows what the log never signed says nothing about the log.
        let shown = match monitor.trust.signed(&theirs) {
            Ok(shown) if shown.origin == origin => shown.head,
            _ => {
                report.open.push(format!("{name}: it shows no checkpoint that the log signed"));
                continue;
            }
        };
        let (earlier, later) = if shown.size < head.size { (shown, head) } else { (head, shown) };
        let (fault, finding) = match compare(&monitor.source, earlier, later).await {
            Ok(Relation::Continues) => {
                let view = match shown.size {
                    size if size == head.size => "was shown the same tree".to_owned(),
                    size if size < head.size => {
                        format!("was shown an older view, of {}", Amount::entries(size))
                    }
                    size => format!("was shown a later view, of {}", Amount::entries(size)),
                };
                agree(monitor, &name, &view, &theirs, now, report);
                continue;
            }
            Ok(Relation::Conflict) => {
                (Fault::Conflict, Finding::SplitView { witness: name, size: head.size })
            }
            Ok(Relation::Unproven) => (
                Fault::Unproven,
                Finding::SplitUnproven { witness: name, shown: shown.size, here: head.size },
            ),
            // The larger tree may be one that is about to be published.
            Err(RemoteProblem::Absent { .. }) if shown.size > head.size => {
                report.open.push(format!(
                    "{name}: it was shown {}, which the log does not serve yet",
                    Amount::entries(shown.size)
                ));
                continue;
            }
            Err(problem) => {
                report.open.push(format!("{name}: {problem}"));
                continue;
            }
        };
        // The log's two signatures are the proof, whoever shows them.
        report.evidence.push((fault, theirs, note.to_owned()));
        report.findings.push(finding);
        report.memory = None;
    }
}

/// Takes a view that agrees: it counts as the witness's when its own cosignature is on it.
fn agree(monitor: &Monitor, name: &str, view: &str, theirs: &str, now: u64, report: &mut Report) {
    let Ok(note) = Note::parse(theirs) else { return };
    let Some(key) = key_of(monitor, name) else {
        // Beside the log's own line, so that an unsigned copy of the checkpoint does not pass.
        if note.signatures().len() < 2 {
            report.open.push(format!("{name}: {view}, without a cosignature"));
        } else {
            report.agreeing.push(format!(
                "{name} {view}; its cosignature was not verified, because no policy names its key"
            ));
        }
        return;
    };
    match cosignature::verify(&note, key) {
        Ok(Some(time)) if now.saturating_sub(time) > monitor.max_age => report.stale.push(format!(
            "{name} {view}, cosigned at {}, which is longer ago than {} seconds",
            moment(time),
            monitor.max_age
        )),
        Ok(Some(time)) => {
            report.agreeing.push(format!("{name} {view}, cosigned at {}", moment(time)));
        }
        Ok(None) => report.open.push(format!("{name}: it {view}, without its own cosignature")),
        Err(why) => report.open.push(format!("{name}: it {view}, with a bad cosignature: {why}")),
    }
}

/// The key that the policy gives a witness at this address.
fn key_of<'a>(monitor: &'a Monitor, name: &str) -> Option<&'a VerifierKey> {
    let plain = |url: &str| url.trim_end_matches('/').to_owned();
    let mut witnesses = monitor.trust.policy()?.witnesses();
    let known = witnesses
        .find(|known| known.url.as_deref().is_some_and(|url| plain(url) == plain(name)))?;
    Some(&known.key)
}
