//! Going on after a restore: what the copy lacks comes from a mirror, and from nowhere else.
//!
//! A mirror is not believed. Its entries must hash to the root that this log signed: the one in the
//! lock, or a newer one in the mirror's own checkpoint. They are stored in one go or not at all.

use std::collections::BTreeMap;

use anyhow::Context as _;
use storage::log::LogIdentity;
use tlog::tile::WIDTH;
use tlog::{Checkpoint, Entry, Hash, Note, TreeHead, VerifierKey, bundle};

use super::count::Count;
use super::sequencer::{Sequencer, growth, stored};
use super::{Cosigners, LogProblem, tree};
use crate::remote::Source;

/// What a recovery did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// Entries before it.
    pub from: u64,
    /// Entries after it.
    pub to: u64,
    /// Lines of the published counts that came back.
    pub counts: u64,
    /// Entries that were acknowledged and never signed, and are given up.
    pub given_up: u64,
}

/// What may be made anew.
#[derive(Clone, Debug, Default)]
pub struct Anew {
    /// The log itself, with this key, when the database has none.
    pub log: Option<VerifierKey>,
    /// The lock. A checkpoint that was signed and that no witness has seen is forgotten then.
    pub lock: bool,
    /// What was acknowledged and never signed, and is lost: it is given up.
    pub unsigned: bool,
}

impl Sequencer<'_> {
    /// Gets the entries that the stored tree lacks of the newest one that was signed, as far as
    /// this log, the mirror and the witnesses know.
    ///
    /// # Errors
    ///
    /// When the mirror has fewer entries than were signed, when its entries or the stored ones do
    /// not hash to what was signed, or when something cannot be read. Nothing is changed then.
    /// [`LogProblem::Unsigned`] when everything that was signed is there again, and entries are
    /// missing that never were.
    pub async fn recover(
        &self,
        source: &Source,
        anew: &Anew,
        cosigners: &dyn Cosigners,
    ) -> anyhow::Result<Recovered> {
        let key = self.key(anew).await?;
        let note = source.checkpoint().await.context("could not read the mirror's checkpoint")?;
        let mirror =
            Checkpoint::open(&note, &key).context("the mirror's checkpoint is none of this log")?;
        let locked = match self.lock.find(key.name()).await.map_err(LogProblem::from)? {
            Some(note) => {
                let opened = Checkpoint::open(&note, &key).map_err(LogProblem::LockedCheckpoint)?;
                Some((note, opened.head))
            }
            None if anew.lock => None,
            None => return Err(LogProblem::NoLock { origin: key.name().to_owned() }.into()),
        };
        let public = match self.log.checkpoint().await.map_err(LogProblem::from)? {
            Some(note) => {
                let opened = Checkpoint::open(&note, &key).map_err(LogProblem::PublicCheckpoint)?;
                Some((note, opened.head))
            }
            None => None,
        };
        if !cosigners.knows(&key) {
            return Err(LogProblem::ForeignPolicy { wanted: key.to_string() }.into());
        }
        let shown = cosigners.shown(&key).await;
        // Everything that was ever signed here must be of one tree; the largest is the goal.
        let mut signed: Vec<(TreeHead, &str)> = vec![(mirror.head, &note)];
        signed.extend(locked.iter().map(|(note, head)| (*head, note.as_str())));
        signed.extend(public.iter().map(|(note, head)| (*head, note.as_str())));
        signed.extend(shown.iter().map(|(note, head)| (*head, note.as_str())));
        signed.sort_by_key(|(head, _)| head.size);
        let (goal, newest) = signed.last().copied().unwrap_or((mirror.head, &note));

        let from = stored(self.log).await?;
        if goal.size > from.head.size && mirror.head.size < goal.size {
            let (mirror, signed) = (mirror.head.size, goal.size);
            return Err(LogProblem::MirrorShort { mirror, signed }.into());
        }
        let mut wanted: BTreeMap<u64, Hash> = BTreeMap::new();
        for (head, _) in &signed {
            let there = *wanted.entry(head.size).or_insert(head.root);
            let same = there == head.root
                && (head.size > from.head.size
                    || tree::head_at(self.log, head.size).await? == *head);
            if !same {
                return Err(LogProblem::Forked { size: head.size }.into());
            }
        }
        let batch = missing(source, &tree::frontier(&from)?, goal.size, &wanted).await?;
        if !batch.is_empty() {
            let growth = growth(self.log, &from, &batch).await?;
            if growth.new.head != goal || !self.log.grow(&growth).await.map_err(LogProblem::from)? {
                return Err(LogProblem::Contended.into());
            }
        }
        let bare = bare(newest, &key)?;
        match locked {
            Some((old, head)) if head.size < goal.size => {
                let replaced = self.lock.replace(key.name(), &old, &bare).await;
                if !replaced.map_err(LogProblem::from)? {
                    return Err(LogProblem::Contended.into());
                }
            }
            Some(_) => {}
            None => self.lock.create(key.name(), &bare).await.map_err(LogProblem::from)?,
        }
        let counts = self.recover_counts(source).await?;
        let to = stored(self.log).await?.head.size;
        let given_up = self.give_up(&key, to, anew).await?;
        Ok(Recovered { from: from.head.size, to, counts, given_up })
    }

    /// Gives up what was acknowledged behind the stored tree, when that is wanted, and answers with
    /// how many entries that are.
    async fn give_up(
        &self,
        key: &VerifierKey,
        stored: u64,
        anew: &Anew,
    ) -> Result<u64, LogProblem> {
        let acknowledged = self.lock.acknowledged(key.name()).await?;
        if acknowledged <= stored {
            // A new lock does not know which of them were.
            self.lock.acknowledge(key.name(), stored).await?;
            return Ok(0);
        }
        if !anew.unsigned {
            return Err(LogProblem::Unsigned { stored, acknowledged });
        }
        if !self.lock.give_up(key.name(), acknowledged, stored).await? {
            return Err(LogProblem::Contended);
        }
        Ok(acknowledged.saturating_sub(stored))
    }

    /// The key of the log, which is made first when that is wanted.
    async fn key(&self, anew: &Anew) -> Result<VerifierKey, LogProblem> {
        if let Some(identity) = self.log.identity().await? {
            let key = VerifierKey::parse(&identity.vkey).map_err(|_| LogProblem::Key)?;
            return match &anew.log {
                Some(given) if *given != key => {
                    Err(LogProblem::ForeignKey { wanted: identity.vkey, given: given.to_string() })
                }
                _ => Ok(key),
            };
        }
        let key = anew.log.clone().ok_or(LogProblem::Absent)?;
        let identity = LogIdentity { origin: key.name().to_owned(), vkey: key.to_string() };
        self.log.create(&identity).await?;
        Ok(key)
    }

    /// Gets the lines of the counts whose entries the tree has and the database lacks.
    async fn recover_counts(&self, source: &Source) -> anyhow::Result<u64> {
        let Some(text) = source.counts().await.context("could not read the mirror's counts")?
        else {
            return Ok(0);
        };
        let mut recovered: u64 = 0;
        let there = self.log.counts().await.map_err(LogProblem::from)?;
        for line in text.lines() {
            let count = Count::parse(line)
                .with_context(|| format!("the mirror's counts have the line {line:?}"))?;
            let kept = count.to_line();
            let places = self.log.places(&[count.entry().leaf()]).await;
            if there.contains(&kept) || places.map_err(LogProblem::from)? == [None] {
                continue;
            }
            self.log.put_count(&kept).await.map_err(LogProblem::from)?;
            recovered = recovered.saturating_add(1);
        }
        Ok(recovered)
    }
}

/// The entries that a mirror has behind a tree, up to a size. They must lead to every root that is
/// wanted.
async fn missing(
    source: &Source,
    frontier: &tlog::Frontier,
    size: u64,
    wanted: &BTreeMap<u64, Hash>,
) -> anyhow::Result<Vec<(Hash, Entry)>> {
    let mut frontier = frontier.clone();
    let mut batch = Vec::new();
    let begun = frontier.size();
    for (index, width) in tree::bundles(begun, size) {
        let bytes = source.bundle(index, width).await.context("could not read the mirror")?;
        let entries = bundle::parse(&bytes, width)?;
        for (place, bytes) in (index.saturating_mul(WIDTH.into())..).zip(entries) {
            if place < begun {
                continue;
            }
            let entry = Entry::parse(bytes).map_err(|_| LogProblem::MirrorEntry { place })?;
            let leaf = entry.leaf();
            frontier.push(leaf, |_, _| {});
            if wanted.get(&frontier.size()).is_some_and(|root| *root != frontier.root()) {
                return Err(LogProblem::MirrorDiffers { size: frontier.size() }.into());
            }
            batch.push((leaf, entry));
        }
    }
    Ok(batch)
}

/// A note with the log's own signature alone, as the lock keeps it.
fn bare(note: &str, key: &VerifierKey) -> anyhow::Result<String> {
    let note = Note::parse(note)?;
    let own =
        note.signatures().iter().filter(|line| line.name == key.name() && line.id == key.id());
    Ok(Note::compose(note.text(), &own.cloned().collect::<Vec<_>>())?)
}
