//! Proofs in a large tree, and the check of the whole log.

use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use server::log::{Sequencer, proof};
use storage::log::Log as _;
use tlog::{Hash, verify_inclusion};

use super::{ENTRIES, Folder, LARGE, append, bare, entry, key};
use crate::median::{median, time};
use crate::portal::Demo;
use crate::table::{Line, Table, kilobytes, milliseconds};

/// Proofs that are made.
const PROOFS: u64 = 400;
/// The longest that one may take.
const LIMIT: Duration = Duration::from_millis(1);
/// The check's share of the bare hashing rate, at least.
const SHARE: f64 = 0.5;
/// The store's rate in a log that grows tenfold, at least: a batch costs O(batch + log n).
const STEADY: f64 = 0.5;
/// The check of a log ten times as large may hold so much more memory.
const FLAT: f64 = 1.2;

pub(super) async fn measure(demo: &Demo, folder: &Folder, table: &mut Table) -> anyhow::Result<()> {
    let secret = folder.join("log.pem");
    if secret.exists() {
        std::fs::remove_file(secret)?;
    }
    let (address, lock_address) = (folder.sqlite("large.db"), folder.sqlite("large-lock.db"));
    let log = server::storage::log(&address).await?;
    let lock = server::storage::lock(&lock_address).await?;
    let sequencer = Sequencer::new(&log, &lock);
    sequencer.create(&key(folder)?, &entry(u64::MAX)).await?;
    let begin = Instant::now();
    append(&sequencer, 0, ENTRIES).await?;
    let first = ENTRIES as f64 / begin.elapsed().as_secs_f64();
    let small = check(demo, &address).context("could not check")?;

    let begin = Instant::now();
    append(&sequencer, ENTRIES, LARGE).await?;
    let rate = (LARGE - ENTRIES) as f64 / begin.elapsed().as_secs_f64();
    let name = format!("append from {ENTRIES} to {LARGE}, beside the first {ENTRIES}");
    table.push(
        Line::new(name, per_second(rate))
            .beside(per_second(first), rate / first)
            .limit(format!("≥ {STEADY:.2}×"), rate / first >= STEADY),
    );
    let size = log.stored().await?.context("a tree")?.head;
    let mut times = Vec::new();
    for number in 0..PROOFS {
        let index = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % (LARGE - 1);
        let begin = Instant::now();
        let hashes: Vec<Hash> = black_box(proof::inclusion(&log, index + 1, size.size).await?);
        times.push(begin.elapsed().as_secs_f64());
        verify_inclusion(&entry(index).leaf(), index + 1, &size, &hashes).context("a proof")?;
    }
    let middle = median(times);
    table.push(
        Line::new(
            format!("inclusion proof from stored tiles, {LARGE} entries"),
            milliseconds(middle),
        )
        .limit(milliseconds(LIMIT.as_secs_f64()), middle < LIMIT.as_secs_f64()),
    );
    log.close().await;
    lock.close().await;

    let large = check(demo, &address)?;
    let hashing = median((0..3).map(|_| time(|| bare::hash(ENTRIES)).1.as_secs_f64()).collect());
    let bare = ENTRIES as f64 / hashing;
    let ours = LARGE as f64 / large.seconds;
    table.push(
        Line::new(
            format!("gavah log check of {LARGE} entries, beside bare hashing"),
            per_second(ours),
        )
        .beside(per_second(bare), ours / bare)
        .limit(format!("≥ {SHARE:.2}×"), ours / bare >= SHARE),
    );
    let ratio = large.memory as f64 / small.memory as f64;
    table.push(
        Line::new("  memory of it, beside that for a tenth of the log", kilobytes(large.memory))
            .beside(kilobytes(small.memory), ratio)
            .limit(format!("{FLAT:.2}×"), ratio <= FLAT),
    );
    Ok(())
}

/// What a check took.
struct Check {
    seconds: f64,
    /// Bytes at the highest.
    memory: usize,
}

/// Runs `gavah log check` and watches its memory.
fn check(demo: &Demo, address: &str) -> anyhow::Result<Check> {
    let mut command: Command = demo.command();
    command.args(["log", "check", "--log", address, "--without-lock"]);
    let begin = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let mut memory = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        let path = format!("/proc/{}/status", child.id());
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
        memory = memory.max(number.unwrap_or(0_usize) * 1_024);
        std::thread::sleep(Duration::from_millis(5));
    };
    ensure!(status.success(), "`gavah log check` ended with {status}");
    Ok(Check { seconds: begin.elapsed().as_secs_f64(), memory })
}

fn per_second(rate: f64) -> String {
    format!("{rate:.0} /s")
}
