//! `gavah log prove`: writes a proof that others can check without us.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use certificate::text;
use clap::Args;
use storage::log::Log as _;
use tlog::{Entry, Hash, bundle};

use super::super::End;
use super::super::output::{say, say_error};
use crate::config::{self, LogSetting};
use crate::log::{certificate_entry, proof};
use crate::storage as open;

/// Exit codes: 0 written, 1 the public log does not hold it, or cannot be read, 2 wrong call, or an
/// input that cannot be read.
#[derive(Debug, Args)]
pub(super) struct Prove {
    #[command(flatten)]
    of: Of,
    /// Write the proof to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    log: LogSetting,
}

/// What is to be proved.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Of {
    /// The entry at this place.
    #[arg(long, value_name = "N")]
    index: Option<u64>,
    /// A certificate: a file with its address, the address or its digits.
    #[arg(long, value_name = "FILE|TEXT")]
    certificate: Option<String>,
    /// The leaf with this hash, in base64 or hexadecimal digits.
    #[arg(long, value_name = "HASH")]
    leaf: Option<String>,
}

impl Prove {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        let given = match self.of.given() {
            Ok(given) => given,
            Err(error) => {
                say_error(&format!("gavah: {error:#}"));
                return Ok(End::Usage);
            }
        };
        let log = open::log_read_only(&self.log.url).await?;
        let leaf = match given {
            Given::Leaf(leaf) => Some(leaf),
            Given::Index(index) => leaf_at(&log, index).await?,
        };
        let proof = match leaf {
            Some(leaf) => proof::proof_file(&log, &leaf).await.context("could not prove it")?,
            None => None,
        };
        log.close().await;
        let Some(proof) = proof else {
            say_error("gavah: the public log does not hold it");
            return Ok(End::Refused);
        };
        let text = proof.to_text();
        match &self.out {
            Some(path) => std::fs::write(path, text)
                .with_context(|| format!("could not write {}", path.display()))?,
            None => say(text.trim_end_matches('\n')),
        }
        Ok(End::Done)
    }
}

enum Given {
    Index(u64),
    Leaf(Hash),
}

impl Of {
    fn given(&self) -> anyhow::Result<Given> {
        if let Some(index) = self.index {
            return Ok(Given::Index(index));
        }
        if let Some(text) = &self.leaf {
            let hex = data_encoding::HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok();
            let hex = hex.and_then(|bytes| bytes.try_into().ok()).map(Hash::from_bytes);
            let leaf = Hash::parse(text).or(hex);
            return Ok(Given::Leaf(leaf.context("a hash has 32 bytes, in base64 or hexadecimal")?));
        }
        let input = self.certificate.as_deref().unwrap_or_default();
        // What exists is meant, whatever its name looks like.
        let path = Path::new(input);
        let text = if path.exists() { config::read_file(path)? } else { input.to_owned() };
        let digits = text::normalise(&text).ok().filter(|digits| !digits.is_empty());
        let Some(carried) = digits.and_then(|digits| text::parse(&digits).ok()) else {
            bail!("there is no certificate in {input:?}");
        };
        Ok(Given::Leaf(certificate_entry(&carried.statement.to_bytes())?.leaf()))
    }
}

/// The leaf hash of the entry at a place; `None` beyond the last.
async fn leaf_at(log: &database::Log, place: u64) -> anyhow::Result<Option<Hash>> {
    let width = u64::from(tlog::tile::WIDTH);
    let Some(bytes) = log.bundle(place / width).await? else { return Ok(None) };
    let before = u16::try_from(place % width)?;
    let Ok(upto) = bundle::prefix(&bytes, before.saturating_add(1)) else { return Ok(None) };
    let entries = bundle::parse(upto, before.saturating_add(1))?;
    let entry = entries.last().copied().unwrap_or_default();
    Ok(Some(Entry::parse(entry).context("the entry does not read as one")?.leaf()))
}
