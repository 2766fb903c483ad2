//! Reads a whole log again and compares: every entry, leaf, tile, root, checkpoint and place.
//!
//! The entries are read as a stream, with a few bundles ahead; memory does not grow with the log.
//! Everything that is compared is computed from the entries alone.

mod difference;
mod walk;

use std::collections::BTreeMap;

use storage::log::{CheckpointLock, Log};
use tlog::{Checkpoint, Policy, TileId, TreeHead, VerifierKey};

use super::{LogProblem, count, sequencer, tree};
pub use difference::Difference;
use walk::{Claim, Walk};

/// Bundles that are read at a time.
const AHEAD: usize = 128;
/// Sizes of checkpoints that are asked for at a time.
const PAGE: u32 = 512;

/// A log in which everything fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The stored tree.
    pub head: TreeHead,
    /// Checkpoints that were ever public.
    pub checkpoints: u64,
    /// The size of the public one; 0 before the first.
    pub public: u64,
}

/// Checks the log, and its lock when there is one at hand.
///
/// # Errors
///
/// [`Difference`] for the first thing that does not fit, in the inner result; the outer one is for
/// what could not be read.
pub async fn check(
    log: &dyn Log,
    lock: Option<&dyn CheckpointLock>,
    policy: Option<&Policy>,
) -> Result<Result<Checked, Difference>, LogProblem> {
    match checked(log, lock, policy).await {
        Ok(checked) => Ok(Ok(checked)),
        Err(Stop::Difference(difference)) => Ok(Err(difference)),
        Err(Stop::Problem(problem)) => Err(problem),
    }
}

/// Why the check ended early.
enum Stop {
    Difference(Difference),
    Problem(LogProblem),
}

impl From<Difference> for Stop {
    fn from(difference: Difference) -> Self {
        Self::Difference(difference)
    }
}

impl From<LogProblem> for Stop {
    fn from(problem: LogProblem) -> Self {
        Self::Problem(problem)
    }
}

impl From<storage::Error> for Stop {
    fn from(error: storage::Error) -> Self {
        Self::Problem(error.into())
    }
}

async fn checked(
    log: &dyn Log,
    lock: Option<&dyn CheckpointLock>,
    policy: Option<&Policy>,
) -> Result<Checked, Stop> {
    let identity = log.identity().await?.ok_or(LogProblem::Absent)?;
    let key = VerifierKey::parse(&identity.vkey).map_err(|_| LogProblem::Key)?;
    if key.name() != identity.origin {
        return Err(Difference::Identity.into());
    }
    // What only grows is read from the smallest to the largest.
    let public = log.checkpoint().await?;
    let mut claims = Vec::new();
    let mut public_size = 0;
    if let Some(note) = &public {
        let size = open(note, &key)?.head.size;
        if let Some(policy) = policy {
            policy.judge(note).map_err(|error| Difference::Policy { size, error })?;
        }
        public_size = size;
    }
    let checkpoints = every_checkpoint(log, &key, public_size, &mut claims).await?;
    if public.is_some() && log.checkpoint_at(public_size).await? != public {
        return Err(Difference::PublicNotKept { size: public_size }.into());
    }
    if let Some(lock) = lock {
        let note = lock.find(&identity.origin).await?;
        let note = note.ok_or(LogProblem::NoLock { origin: identity.origin.clone() })?;
        let locked = open(&note, &key)?.head;
        if locked.size < public_size {
            let (locked, public) = (locked.size, public_size);
            return Err(Difference::Lock { locked, public }.into());
        }
        claims.push(Claim { size: locked.size, root: locked.root });
    }
    claims.sort_unstable_by_key(|claim| claim.size);
    let stored = sequencer::stored(log).await?;
    let walked = walk(log, stored.head.size, claims).await?;

    if walked.frontier().head() != stored.head || walked.frontier().hashes() != stored.frontier {
        return Err(Difference::Stored { size: stored.head.size }.into());
    }
    let places = log.count_places().await?;
    let moved = sequencer::stored(log).await?.head != stored.head;
    if !moved && (places != stored.head.size || walked.is_wide()) {
        let size = stored.head.size;
        return Err(if walked.is_wide() {
            Difference::Beyond { size }
        } else {
            Difference::Places { places, size }
        }
        .into());
    }
    every_count(log).await?;
    Ok(Checked { head: stored.head, checkpoints, public: public_size })
}

fn open(note: &str, key: &VerifierKey) -> Result<Checkpoint, Difference> {
    Checkpoint::open(note, key).map_err(|error| Difference::Checkpoint { error })
}

/// Opens every checkpoint that was ever public.
async fn every_checkpoint(
    log: &dyn Log,
    key: &VerifierKey,
    public: u64,
    claims: &mut Vec<Claim>,
) -> Result<u64, Stop> {
    let (mut number, mut after) = (0_u64, 0);
    loop {
        let sizes = log.checkpoint_sizes(after, PAGE).await?;
        let Some(last) = sizes.last() else { return Ok(number) };
        after = *last;
        for size in sizes.into_iter().filter(|size| *size <= public) {
            let note = log.checkpoint_at(size).await?;
            let note = note.ok_or(Difference::CheckpointSize { size, states: None })?;
            let head = open(&note, key)?.head;
            if head.size != size {
                let states = Some(head.size);
                return Err(Difference::CheckpointSize { size, states }.into());
            }
            claims.push(Claim { size, root: head.root });
            number = number.saturating_add(1);
        }
    }
}

/// Reads every entry and compares the tiles that they make.
async fn walk(log: &dyn Log, size: u64, claims: Vec<Claim>) -> Result<Walk, Stop> {
    if let Some(claim) = claims.iter().find(|claim| claim.size > size) {
        return Err(Difference::Older { stored: size, signed: claim.size }.into());
    }
    let mut walk = Walk::new(claims);
    let mut coming = tree::bundles(0, size);
    let mut pieces = pieces(log, coming.by_ref().take(AHEAD)).await?;
    while !pieces.is_empty() {
        // The next pieces are read while these are hashed, on a thread of their own.
        let hashing = tokio::task::spawn_blocking(move || hash(walk, &pieces));
        let (next, hashed) = tokio::join!(self::pieces(log, coming.by_ref().take(AHEAD)), hashing);
        let stopped = |_| storage::Error::Unavailable("a thread stopped".to_owned());
        walk = hashed.map_err(stopped)??;
        for (id, hashes) in walk.take_full() {
            let stored = log.tile(id).await?.unwrap_or_default();
            walk.compare(id, &hashes, &stored)?;
        }
        pieces = next?;
    }
    for (id, hashes) in walk.take_partial() {
        let stored = log.tile(id).await?.unwrap_or_default();
        walk.compare(id, &hashes, &stored)?;
    }
    Ok(walk)
}

/// A bundle, its width, and the leaf hashes beside it.
struct Piece {
    index: u64,
    width: u16,
    bundle: Vec<u8>,
    tile: Vec<u8>,
}

/// Reads bundles that follow each other, with their tiles. What is missing is empty.
async fn pieces(
    log: &dyn Log,
    wanted: impl Iterator<Item = (u64, u16)>,
) -> Result<Vec<Piece>, storage::Error> {
    let wanted: Vec<(u64, u16)> = wanted.collect();
    let (Some((first, _)), Ok(count)) = (wanted.first(), u32::try_from(wanted.len())) else {
        return Ok(Vec::new());
    };
    let from = TileId { level: 0, index: *first };
    let (bundles, tiles) = tokio::try_join!(log.bundles(*first, count), log.tiles(from, count))?;
    let (mut bundles, mut tiles) = (bundles.into_iter(), tiles.into_iter());
    Ok(wanted
        .into_iter()
        .map(|(index, width)| {
            let bundle = bundles.next().unwrap_or_default();
            Piece { index, width, bundle, tile: tiles.next().unwrap_or_default() }
        })
        .collect())
}

/// Hashes pieces.
fn hash(mut walk: Walk, pieces: &[Piece]) -> Result<Walk, Difference> {
    for piece in pieces {
        walk.bundle(piece.index, piece.width, &piece.bundle)?;
        walk.leaves(piece.index, &piece.tile)?;
    }
    Ok(walk)
}

/// Reads every line of the counts: revisions follow each other, and each line reads as one.
async fn every_count(log: &dyn Log) -> Result<(), Stop> {
    let mut revisions: BTreeMap<i32, u32> = BTreeMap::new();
    for line in log.counts().await? {
        let before = revisions.insert(line.day, line.revision).unwrap_or(0);
        let reads = count::Count::parse(&line.text).is_some_and(|count| count.to_line() == line);
        if !reads || line.revision != before.saturating_add(1) {
            return Err(Difference::Count { day: line.day, revision: line.revision }.into());
        }
    }
    Ok(())
}
