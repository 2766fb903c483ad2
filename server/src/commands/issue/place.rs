//! Certificates get their places in the log before anything of them is printed.

use std::collections::HashMap;

use anyhow::Context as _;
use certificate::{CertificateNumber, text};
use keystore::NoteKey;
use storage::log::Log;
use storage::registry::Issued;
use tlog::{Entry, Policy};

use super::super::output::say_error;
use crate::log::{Cosigners, Outcome, Run, Sequencer, certificate_entry};

/// The place of a certificate in the log, as an address can state it. Never 0, where the key list
/// of the log's creation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place(u32);

impl Place {
    fn new(index: u64) -> Option<Self> {
        let number = u32::try_from(index).ok()?;
        (1..=text::MAX_INDEX).contains(&number).then_some(Self(number))
    }

    pub(crate) const fn number(self) -> u32 {
        self.0
    }
}

/// The certificates that the public log holds, with their places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placed {
    public: HashMap<CertificateNumber, Place>,
    /// Certificates that are kept and logged, and that no public checkpoint covers yet.
    pub(crate) waiting: u64,
}

impl Placed {
    /// The place of a certificate, once a public checkpoint covers it.
    pub(crate) fn find(&self, number: CertificateNumber) -> Option<Place> {
        self.public.get(&number).copied()
    }
}

/// Puts certificates into a log.
#[derive(Clone, Copy)]
pub(crate) struct Registrar<'a> {
    pub(crate) log: &'a dyn Log,
    pub(crate) sequencer: Sequencer<'a>,
    pub(crate) key: &'a NoteKey,
    pub(crate) cosigners: &'a dyn Cosigners,
    /// What a checkpoint has to satisfy before anything under it is printed.
    pub(crate) policy: &'a Policy,
}

impl Registrar<'_> {
    /// Refuses when the log could not take a certificate: better before one is signed than after.
    pub(crate) async fn ready(&self) -> anyhow::Result<()> {
        self.sequencer.append(&[]).await.map(|_| ()).context("the log takes nothing")
    }

    /// Logs certificates, has the log cosigned, and says which of them the public checkpoint now
    /// covers. What the witnesses lack is said to standard error.
    pub(crate) async fn place(&self, certificates: &[Issued]) -> anyhow::Result<Placed> {
        let entries: Vec<Entry> = certificates
            .iter()
            .map(|issued| certificate_entry(&issued.statement))
            .collect::<Result<_, _>>()?;
        let indices = self.sequencer.append(&entries).await.context("could not log")?;
        let run = self.sequencer.checkpoint(self.key, self.cosigners).await;
        let run = run.context("the certificates are kept and logged, and none is printed")?;
        report(&run);
        let public = self.public().await?;
        let mut placed = Placed::default();
        for (issued, index) in certificates.iter().zip(indices) {
            if index >= public {
                placed.waiting += 1;
                continue;
            }
            let place = Place::new(index)
                .with_context(|| format!("no address can state place {index} of the log"))?;
            placed.public.insert(issued.number, place);
        }
        Ok(placed)
    }

    /// The size of the public checkpoint, if it satisfies the policy: it may have been published
    /// under another one.
    async fn public(&self) -> anyhow::Result<u64> {
        let note = self.log.checkpoint().await.context("could not read the public checkpoint")?;
        let judged = note.and_then(|note| self.policy.judge(&note).ok());
        Ok(judged.map_or(0, |witnessed| witnessed.checkpoint.head.size))
    }
}

/// Says what each witness did not do, when that keeps a checkpoint from being public.
pub(crate) fn report(run: &Run) {
    let Outcome::Pending { size, lacks } = &run.outcome else { return };
    for answer in &run.answers {
        if let Err(problem) = &answer.outcome {
            say_error(&format!("witness {}: {problem}", answer.witness));
        }
    }
    say_error(&format!("the checkpoint over {size} entries is not public: {lacks}"));
}
