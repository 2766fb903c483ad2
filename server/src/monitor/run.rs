//! One run of a monitor.

use std::time::Duration;

use calendar::Day;
use tlog::{Checkpoint, TreeHead};

use super::compare::{Relation, compare};
use super::finding::moment;
use super::{Counts, Finding, Memory, Report, Tally, Trust, follow, older, sample, view};
use crate::clock;
use crate::remote::{RemoteProblem, Source};
use crate::witness::Fault;

/// How long a served log may show a checkpoint that is older than its counts, or than one that was
/// seen: both are cached for some seconds.
const PATIENCE: Duration = Duration::from_secs(6);
/// How often checkpoint and counts are read before they count as different.
const LOOKS: u32 = 3;
/// The age that a checkpoint may have where nobody says otherwise: three days, in seconds.
pub const MAX_AGE: u64 = 3 * 86_400;

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
    /// How old a cosigned checkpoint may be, in seconds.
    pub max_age: u64,
}

impl Monitor {
    /// Follows the log from where the memory stands.
    ///
    /// # Errors
    ///
    /// [`RemoteProblem`] when no checkpoint could be had: then nothing is concluded. What could not
    /// be had later is in the report, beside what was found.
    pub async fn run(&self, memory: &Memory) -> anyhow::Result<Report> {
        let now = clock::now()?;
        let mut memory = memory.clone();
        let mut before: Option<(String, Report)> = None;
        let mut look = 1;
        loop {
            let note = match (self.source.checkpoint().await, before.take()) {
                (Ok(note), earlier) => {
                    let mut report = self.look(&memory, &note, look == 1, now).await;
                    if let Some((_, earlier)) = earlier {
                        report.follow_up(earlier);
                    }
                    before = Some((note.clone(), report));
                    note
                }
                (Err(problem), Some((note, earlier))) => {
                    let mut report = Report::default();
                    report.origin.clone_from(&earlier.origin);
                    report.head = earlier.head;
                    report.fail(problem.into());
                    report.follow_up(earlier);
                    view::ask_witnesses(self, &note, now, &mut report).await;
                    return Ok(report);
                }
                (Err(problem), None) if problem.is_false_content() => {
                    return Ok(Report::of(Finding::Content(problem)));
                }
                (Err(problem), None) => return Err(problem.into()),
            };
            let Some((_, report)) = &mut before else { continue };
            if look == LOOKS || !report.may_pass() {
                if report.older {
                    report.stale.push(format!("the log showed no newer view in {LOOKS} looks"));
                }
                view::ask_witnesses(self, &note, now, report).await;
                return Ok(std::mem::take(report));
            }
            if let Some(reached) = &report.memory {
                memory.clone_from(reached);
            }
            // Between the checkpoint and the counts the log may have grown, and a cache may answer
            // with an older checkpoint: what differs for that reason alone passes.
            if (look > 1 || report.older) && self.source.is_served() {
                tokio::time::sleep(PATIENCE).await;
            }
            look += 1;
        }
    }

    /// Judges one checkpoint, and follows its tree.
    async fn look(&self, memory: &Memory, note: &str, first: bool, now: u64) -> Report {
        let checkpoint = match self.trust.signed(note) {
            Ok(checkpoint) => checkpoint,
            Err(finding) => return Report::of(finding),
        };
        let mut report = Report {
            origin: Some(checkpoint.origin.clone()),
            head: Some(checkpoint.head),
            ..Report::default()
        };
        let mut cosigned_at = None;
        if let Some(policy) = self.trust.policy() {
            match policy.judge(note) {
                Ok(judged) => {
                    report.cosigned = judged.cosigned.into_iter().map(|(name, _)| name).collect();
                    cosigned_at = judged.at;
                }
                Err(why) => report.findings.push(Finding::Policy(why)),
            }
        }
        if let Some(at) = cosigned_at
            && now.saturating_sub(at) > self.max_age
        {
            report.stale.push(format!(
                "the checkpoint was cosigned at {}, and is older than {} seconds",
                moment(at),
                self.max_age
            ));
        }
        // An old checkpoint is silent about the days after it.
        let judged_at = cosigned_at.map_or(now, |at| at.min(now));
        if let Err(error) =
            self.examine(memory, note, first, (judged_at, now), &checkpoint, &mut report).await
        {
            report.fail(error);
        }
        report
    }

    /// Compares the tree with what was seen, reads what is new, and compares the counts. What was
    /// found stands in the report, also when something could not be had afterwards.
    async fn examine(
        &self,
        memory: &Memory,
        note: &str,
        first: bool,
        (judged_at, now): (u64, u64),
        checkpoint: &Checkpoint,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        let head = checkpoint.head;
        let before = memory.frontier.head();
        if let Some(earlier) = &memory.note {
            // The memory's note was verified when it was new; its origin is what counts here.
            let followed = tlog::Note::parse(earlier)
                .ok()
                .and_then(|note| Checkpoint::parse(note.text()).ok());
            if followed.is_none_or(|followed| followed.origin != checkpoint.origin) {
                report.findings.push(Finding::OtherLog);
                return Ok(());
            }
            if head.size < before.size {
                match older::compare_older(&self.source, &memory.frontier, head).await? {
                    Ok(compared) => report.see_older(before.size, head.size, compared),
                    Err(finding) => {
                        report.findings.push(finding);
                        let notes = (Fault::Unproven, note.to_owned(), earlier.clone());
                        report.evidence.push(notes);
                    }
                }
                return Ok(());
            }
            if let Some((fault, finding)) = self.continues(before, head).await? {
                report.findings.push(finding);
                report.evidence.push((fault, earlier.clone(), note.to_owned()));
                return Ok(());
            }
        }
        let whole = self.whole && first;
        let fresh = Memory::new(memory.ours);
        let (start, through) = match (whole, &memory.note) {
            (true, Some(_)) => (&fresh, Some(before)),
            (true, None) => (&fresh, None),
            (false, _) => (memory, None),
        };
        let (frontier, tally) = match follow::follow(&self.source, start, head, through).await? {
            Ok(reached) => reached,
            Err(finding) => {
                let rewritten = matches!(finding, Finding::Rewritten { .. });
                if let (true, Some(earlier)) = (rewritten, &memory.note) {
                    report.evidence.push((Fault::Unproven, earlier.clone(), note.to_owned()));
                }
                report.findings.push(finding);
                return Ok(());
            }
        };
        report.read = head.size.saturating_sub(start.size());
        if !whole {
            match sample::sample(&self.source, start.size(), head).await? {
                Ok(again) => report.again = again,
                Err(finding) => {
                    report.findings.push(finding);
                    return Ok(());
                }
            }
        }
        let counted = match memory.ours {
            true => self.compare_counts(&tally, (judged_at, now), report).await,
            false => Ok(()),
        };
        // The tree is good, whatever became of the counts.
        report.memory =
            Some(Memory { note: Some(note.to_owned()), frontier, tally, ours: memory.ours });
        counted
    }

    async fn compare_counts(
        &self,
        tally: &Tally,
        (judged_at, now): (u64, u64),
        report: &mut Report,
    ) -> anyhow::Result<()> {
        let (until, today): (Day, Day) = (clock::day_of(judged_at)?, clock::day_of(now)?);
        report.findings.extend(tally.judge_days(today));
        match self.source.counts().await? {
            Some(text) => match Counts::parse(&text) {
                Ok(counts) => {
                    report.counted = Some(counts.days());
                    report.notices = counts.corrections();
                    report.findings.extend(tally.judge(&counts, until, today));
                }
                Err(why) => report.findings.push(Finding::Counts(why)),
            },
            None => report.findings.push(Finding::NoCounts),
        }
        Ok(())
    }

    /// What is wrong with a head that was not seen before, beside one that was and is no larger.
    async fn continues(
        &self,
        before: TreeHead,
        now: TreeHead,
    ) -> Result<Option<(Fault, Finding)>, RemoteProblem> {
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
}
