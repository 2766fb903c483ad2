//! One run of a monitor.

use std::time::Duration;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use tlog::{Checkpoint, MAX_NOTE, Policy, TreeHead, VerifierKey};

use super::compare::{Relation, compare};
use super::{Counts, Finding, Memory, follow, sample};
use crate::amount::Amount;
use crate::remote::{RemoteProblem, Source};
use crate::witness::Fault;

/// How long a served log may show a checkpoint that is older than its counts: both are cached for
/// some seconds.
const PATIENCE: Duration = Duration::from_secs(6);
/// How often checkpoint and counts are read before they count as different.
const LOOKS: u32 = 3;

/// Whose checkpoints are believed.
#[derive(Clone, Debug)]
pub enum Trust {
    /// Those of one key.
    Key(VerifierKey),
    /// Those that satisfy a policy.
    Policy(Policy),
}

/// A monitor of one log.
#[derive(Clone, Debug)]
pub struct Monitor {
    /// Where the log is read.
    pub source: Source,
    /// Whose checkpoints are believed.
    pub trust: Trust,
    /// Witnesses whose view is compared: their monitoring prefixes.
    pub witnesses: Vec<Source>,
    /// Whether everything is read from the beginning, and not only what is new.
    pub whole: bool,
}

/// What a run did and found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The log's name, when there was a checkpoint of it.
    pub origin: Option<String>,
    /// The tree that it showed.
    pub head: Option<TreeHead>,
    /// The entries that were read.
    pub read: u64,
    /// The older bundles that were read again.
    pub again: usize,
    /// The days that are counted; `None` where counts were not compared.
    pub counted: Option<usize>,
    /// The witnesses of the policy that cosigned the checkpoint.
    pub cosigned: Vec<String>,
    /// The witnesses whose view agrees.
    pub agreeing: Vec<String>,
    /// What could not be compared, and why.
    pub open: Vec<String>,
    /// What the log must not do.
    pub findings: Vec<Finding>,
    /// Signed notes that do not go together: the fault, the earlier and the later one.
    pub evidence: Vec<(Fault, String, String)>,
    /// Where the next run goes on; `None` when this tree is not to be gone on from.
    pub memory: Option<Memory>,
}

impl Trust {
    /// The checkpoint of a note, when one of the keys has signed it.
    fn signed(&self, note: &str) -> Result<Checkpoint, Finding> {
        match self {
            Self::Key(key) => Checkpoint::open(note, key).map_err(Finding::Checkpoint),
            Self::Policy(policy) => {
                let mut keys = policy.logs().map(|(key, _)| key);
                match keys.find_map(|key| Checkpoint::open(note, key).ok()) {
                    Some(checkpoint) => Ok(checkpoint),
                    None => match policy.judge(note) {
                        Err(why) => Err(Finding::Policy(why)),
                        Ok(witnessed) => Ok(witnessed.checkpoint),
                    },
                }
            }
        }
    }
}

impl Monitor {
    /// Follows the log from where the memory stands.
    ///
    /// # Errors
    ///
    /// [`RemoteProblem`] when something could not be had: then nothing is concluded.
    pub async fn run(&self, memory: &Memory) -> anyhow::Result<Report> {
        let mut memory = memory.clone();
        let mut read = 0_u64;
        let mut look = 1;
        loop {
            let note = match self.source.checkpoint().await {
                Err(problem) if problem.is_false_content() => {
                    return Ok(Report::of(Finding::Content(problem)));
                }
                note => note?,
            };
            let mut report = self.look(&memory, &note, look == 1).await?;
            report.read = report.read.saturating_add(read);
            if look == LOOKS || !report.counts_differ() {
                self.ask_witnesses(&note, &mut report).await?;
                return Ok(report);
            }
            // Between the checkpoint and the counts the log may have grown: what differs for that
            // reason alone is the same with the next checkpoint.
            if look > 1 && self.source.is_served() {
                tokio::time::sleep(PATIENCE).await;
            }
            look += 1;
            read = report.read;
            memory = report.memory.unwrap_or(memory);
        }
    }

    /// Judges one checkpoint, and follows its tree.
    async fn look(&self, memory: &Memory, note: &str, first: bool) -> anyhow::Result<Report> {
        let checkpoint = match self.trust.signed(note) {
            Ok(checkpoint) => checkpoint,
            Err(finding) => return Ok(Report::of(finding)),
        };
        let head = checkpoint.head;
        let mut report = Report {
            origin: Some(checkpoint.origin.clone()),
            head: Some(head),
            ..Report::default()
        };
        if let Trust::Policy(policy) = &self.trust {
            match policy.judge(note) {
                Ok(judged) => {
                    report.cosigned = judged.cosigned.into_iter().map(|(name, _)| name).collect();
                }
                Err(why) => report.findings.push(Finding::Policy(why)),
            }
        }
        let before = memory.frontier.head();
        if let Some(earlier) = &memory.note {
            // The memory's note was verified when it was new; its origin is what counts here.
            let followed = tlog::Note::parse(earlier)
                .ok()
                .and_then(|note| Checkpoint::parse(note.text()).ok());
            if followed.is_none_or(|followed| followed.origin != checkpoint.origin) {
                report.findings.push(Finding::OtherLog);
                return Ok(report);
            }
            if let Some((fault, finding)) = self.continues(before, head).await? {
                report.findings.push(finding);
                report.evidence.push((fault, earlier.clone(), note.to_owned()));
                return Ok(report);
            }
        }
        let whole = self.whole && first;
        let fresh = Memory::new(memory.ours);
        let (start, through) = match (whole, &memory.note) {
            (true, Some(_)) => (&fresh, Some(before)),
            (true, None) => (&fresh, None),
            (false, _) => (memory, None),
        };
        report.read = head.size.saturating_sub(start.size());
        let (frontier, tally) = match follow::follow(&self.source, start, head, through).await? {
            Ok(reached) => reached,
            Err(finding) => {
                let rewritten = matches!(finding, Finding::Rewritten { .. });
                if let (true, Some(earlier)) = (rewritten, &memory.note) {
                    report.evidence.push((Fault::Unproven, earlier.clone(), note.to_owned()));
                }
                report.findings.push(finding);
                return Ok(report);
            }
        };
        if !whole {
            match sample::sample(&self.source, start.size(), head).await? {
                Ok(again) => report.again = again,
                Err(finding) => {
                    report.findings.push(finding);
                    return Ok(report);
                }
            }
        }
        if memory.ours {
            match self.source.counts().await {
                Ok(Some(text)) => match Counts::parse(&text) {
                    Ok(counts) => {
                        report.counted = Some(counts.days());
                        report.findings.extend(tally.judge(&counts));
                    }
                    Err(why) => report.findings.push(Finding::Counts(why)),
                },
                Ok(None) => report.findings.push(Finding::NoCounts),
                Err(problem) if problem.is_false_content() => {
                    report.findings.push(Finding::Content(problem));
                }
                Err(problem) => return Err(problem.into()),
            }
        }
        report.memory =
            Some(Memory { note: Some(note.to_owned()), frontier, tally, ours: memory.ours });
        Ok(report)
    }

    /// What is wrong with a head that was not seen before, beside one that was.
    async fn continues(
        &self,
        before: TreeHead,
        now: TreeHead,
    ) -> Result<Option<(Fault, Finding)>, RemoteProblem> {
        if now.size < before.size {
            let shrunk = Finding::Shrunk { before: before.size, now: now.size };
            return Ok(Some((Fault::Unproven, shrunk)));
        }
        Ok(match compare(&self.source, before, now).await? {
            Relation::Continues => None,
            Relation::Conflict => Some((
                Fault::Conflict,
                Finding::Conflict { size: now.size, before: before.root, now: now.root },
            )),
            Relation::Unproven => {
                Some((Fault::Unproven, Finding::Unproven { before: before.size, now: now.size }))
            }
        })
    }

    /// Compares with what the log showed to witnesses.
    async fn ask_witnesses(&self, note: &str, report: &mut Report) -> Result<(), RemoteProblem> {
        let (Some(origin), Some(head)) = (report.origin.clone(), report.head) else {
            return Ok(());
        };
        let path = format!("{}/checkpoint", HEXLOWER.encode(&Sha256::digest(&origin)));
        for witness in &self.witnesses {
            let name = witness.to_string();
            let theirs = match witness.text(&path, MAX_NOTE).await {
                Ok(theirs) => theirs,
                Err(problem) => {
                    report.open.push(format!("{name}: {problem}"));
                    continue;
                }
            };
            // A witness that shows what the log never signed says nothing about the log.
            let shown = match self.trust.signed(&theirs) {
                Ok(shown) if shown.origin == origin => shown.head,
                _ => {
                    report.open.push(format!("{name}: it shows no checkpoint that the log signed"));
                    continue;
                }
            };
            let (earlier, later) =
                if shown.size < head.size { (shown, head) } else { (head, shown) };
            let (fault, finding) = match compare(&self.source, earlier, later).await {
                Ok(Relation::Continues) => {
                    report.agreeing.push(name);
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
                Err(problem) => return Err(problem),
            };
            report.evidence.push((fault, theirs, note.to_owned()));
            report.findings.push(finding);
            report.memory = None;
        }
        Ok(())
    }
}

impl Report {
    fn of(finding: Finding) -> Self {
        Self { findings: vec![finding], ..Self::default() }
    }

    /// Whether the counts and the log differ, and nothing else is wrong with the tree.
    fn counts_differ(&self) -> bool {
        !self.findings.iter().any(Finding::breaks_the_tree)
            && self.findings.iter().any(|finding| !matches!(finding, Finding::Policy(_)))
    }
}
