//! Appending in batches, beside the bare work; and what one batch costs in a small and a large tree.

use std::hint::black_box;
use std::time::{Duration, Instant};

use server::log::{BATCH, Sequencer};
use tlog::{Frontier, Hash, grow};

use super::engine::Engine;
use super::{ENTRIES, Folder, append, bare, entry, key};
use crate::median::{median, time};
use crate::table::{Line, Table, microseconds};

/// Our share of the bare rate, at least.
const SHARE: f64 = 0.2;
/// A batch in a tree a thousand times as large may cost so much more.
const GROWTH: f64 = 1.5;
/// Runs of which the middle counts.
const RUNS: usize = 3;

pub(super) async fn measure(folder: &Folder, table: &mut Table) -> anyhow::Result<()> {
    for engine in Engine::BOTH {
        let (mut ours, mut peers, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        for run in 0..RUNS {
            let hashing = time(|| bare::hash(ENTRIES)).1;
            let address = engine.database(folder, &format!("bare-{run}.db"));
            let begin = Instant::now();
            bare::insert(engine, &address, ENTRIES).await?;
            let bare = rate(hashing + begin.elapsed());
            let rate = rate(run_of(folder, engine, run).await?);
            ours.push(rate);
            peers.push(bare);
            shares.push(rate / bare);
        }
        let share = median(shares);
        let name =
            format!("append {ENTRIES} entries, {}, beside hashing and inserting", engine.name());
        table.push(
            Line::new(name, per_second(median(ours)))
                .beside(per_second(median(peers)), share)
                .limit(format!("≥ {SHARE:.2}×"), share >= SHARE),
        );
    }
    batch(table);
    Ok(())
}

/// Appends to a new log; how long that takes, its making left out.
async fn run_of(folder: &Folder, engine: Engine, run: usize) -> anyhow::Result<Duration> {
    let (log, lock) = (format!("log-{run}.db"), format!("lock-{run}.db"));
    let log = server::storage::log(&engine.database(folder, &log)).await?;
    let lock = server::storage::lock(&engine.database(folder, &lock)).await?;
    let secret = folder.join("log.pem");
    if secret.exists() {
        std::fs::remove_file(secret)?;
    }
    let sequencer = Sequencer::new(&log, &lock);
    sequencer.create(&key(folder)?, &entry(u64::MAX)).await?;
    let begin = Instant::now();
    append(&sequencer, 0, ENTRIES).await?;
    let elapsed = begin.elapsed();
    log.close().await;
    lock.close().await;
    Ok(elapsed)
}

/// The hashing of one batch: O(batch + log n) says that the size of the tree hardly matters.
fn batch(table: &mut Table) {
    let leaves: Vec<Hash> = (0..BATCH as u64).map(|number| entry(number).leaf()).collect();
    let (small, large) = (tree(1_000), tree(1_000_000));
    let (mut times, mut ratios) = (Vec::new(), Vec::new());
    for _ in 0..15 {
        let of_small = time(|| black_box(grow(small.0.clone(), &small.1, &leaves))).1;
        let of_large = time(|| black_box(grow(large.0.clone(), &large.1, &leaves))).1;
        times.push(of_large.as_secs_f64());
        ratios.push(of_large.as_secs_f64() / of_small.as_secs_f64());
    }
    let ratio = median(ratios);
    let name = format!("a batch of {BATCH} in a tree of 10⁶, beside one of 10³");
    table.push(
        Line::new(name, microseconds(median(times)))
            .beside("", ratio)
            .limit(format!("{GROWTH:.2}×"), ratio <= GROWTH),
    );
}

type Tree = (Frontier, Vec<(tlog::TileId, Vec<Hash>)>);

/// A tree of so many leaves: its frontier and its edge.
fn tree(size: u64) -> Tree {
    let leaves: Vec<Hash> = (0..size).map(|number| entry(number).leaf()).collect();
    match grow(Frontier::new(), &[], &leaves) {
        Ok(grown) => {
            let partial = tlog::partial_tiles(size);
            let edge = grown.tiles.into_iter();
            let edge = edge.filter(|(id, _)| partial.iter().any(|tile| tile.id() == *id));
            (grown.frontier, edge.collect())
        }
        Err(_) => (Frontier::new(), Vec::new()),
    }
}

fn rate(time: Duration) -> f64 {
    ENTRIES as f64 / time.as_secs_f64()
}

fn per_second(rate: f64) -> String {
    format!("{rate:.0} /s")
}
