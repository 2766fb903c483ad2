//! What a run of a monitor did and found.

use tlog::TreeHead;

use super::{Finding, Memory};
use crate::amount::Amount;
use crate::remote::RemoteProblem;
use crate::witness::Fault;

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
    /// What the witnesses whose view agrees were shown, in words.
    pub agreeing: Vec<String>,
    /// What a reader should know and is no lie: counts that were corrected.
    pub notices: Vec<String>,
    /// What is older than it should be.
    pub stale: Vec<String>,
    /// Whether the checkpoint is smaller than one that was seen.
    pub older: bool,
    /// What could not be compared, and why.
    pub open: Vec<String>,
    /// What the log must not do.
    pub findings: Vec<Finding>,
    /// Signed notes that do not go together: the fault, the earlier and the later one.
    pub evidence: Vec<(Fault, String, String)>,
    /// Where the next run goes on; `None` when this tree is not to be gone on from.
    pub memory: Option<Memory>,
}

impl Report {
    pub(super) fn of(finding: Finding) -> Self {
        Self { findings: vec![finding], ..Self::default() }
    }

    /// Whether everything was had, compared and fresh.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.open.is_empty() && self.stale.is_empty()
    }

    /// Takes what ended a comparison: content that is wrong is found, and the rest is open.
    pub(super) fn fail(&mut self, error: anyhow::Error) {
        match error.downcast::<RemoteProblem>() {
            Ok(problem) if problem.is_false_content() => {
                self.findings.push(Finding::Content(problem));
            }
            Ok(problem) => self.open.push(problem.to_string()),
            Err(error) => self.open.push(format!("{error:#}")),
        }
    }

    /// Takes a checkpoint that is smaller than one that was seen, and agrees with it up to a size.
    pub(super) fn see_older(&mut self, before: u64, now: u64, compared: u64) {
        self.older = true;
        let known = match compared {
            compared if compared == now => "is the beginning of what was seen".to_owned(),
            compared => format!(
                "could be compared with what was seen up to {} alone",
                Amount::entries(compared)
            ),
        };
        self.stale.push(format!(
            "the log showed {} before and shows an older view of {now}, which {known}",
            Amount::entries(before)
        ));
    }

    /// Whether what is wrong may be gone with the next look: counts that differ from the log, or an
    /// older view, and nothing else about the tree.
    pub(super) fn may_pass(&self) -> bool {
        let broken = self.findings.iter().any(Finding::breaks_the_tree);
        let differ = self.findings.iter().any(|finding| !matches!(finding, Finding::Policy(_)));
        !broken && (differ || self.older)
    }

    /// Takes over what an earlier look of the same run found and this one does not answer.
    pub(super) fn follow_up(&mut self, earlier: Self) {
        let answered = self.counted.is_some();
        for finding in earlier.findings {
            if self.findings.contains(&finding) {
                continue;
            }
            match finding {
                Finding::Policy(_) => self.findings.push(finding),
                // Counts that were read again, and are whole, are the answer.
                _ if answered => {}
                // The log may have grown between its checkpoint and its counts.
                finding if finding.may_be_growth() => {
                    self.open.push(format!("{finding}; the counts could not be read again"));
                }
                finding => self.findings.push(finding),
            }
        }
        self.evidence.extend(earlier.evidence);
        self.notices.extend(earlier.notices.into_iter().filter(|_| !answered));
        self.counted = self.counted.or(earlier.counted);
        self.read = self.read.saturating_add(earlier.read);
        self.again = self.again.max(earlier.again);
        if self.cosigned.is_empty() {
            self.cosigned = earlier.cosigned;
        }
        if !self.findings.iter().any(Finding::breaks_the_tree) {
            self.memory = self.memory.take().or(earlier.memory);
        }
    }
}
