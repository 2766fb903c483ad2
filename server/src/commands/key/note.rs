//! `gavah key log` and `gavah key witness`: make the keys that sign and cosign checkpoints.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use tlog::SignatureKind;
use zeroize::Zeroizing;

use super::super::End;
use super::super::output::say;
use crate::{config, random};

/// Exit codes: 0 made, 1 refused (a file exists, the passphrase is too short, the name is none), 2
/// wrong call.
#[derive(Debug, Args)]
pub(crate) struct Note {
    /// The name of the key. A log's is its origin: host and path without a scheme, as in
    /// gavah.example/log. A witness's is a host of its own.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,
    /// The new file of the encrypted private key (PKCS#8, PEM, mode 600).
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// A file whose first line is the passphrase, at least 12 characters.
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: PathBuf,
    /// The new file of the verifier key, which is public.
    #[arg(long, value_name = "FILE")]
    pub(crate) vkey: PathBuf,
}

impl Note {
    pub(crate) fn run(self, kind: SignatureKind) -> anyhow::Result<End> {
        if self.vkey.exists() {
            bail!("the verifier key {} exists already", self.vkey.display());
        }
        let passphrase = config::passphrase(&self.passphrase_file)?;
        let seed = Zeroizing::new(random::bytes()?);
        let vkey =
            keystore::create_note_key(&self.key, passphrase.as_bytes(), &seed, &self.name, kind)
                .with_context(|| format!("could not make the key {}", self.key.display()))?;
        let mut file =
            OpenOptions::new().write(true).create_new(true).open(&self.vkey).with_context(
                || format!("could not make the verifier key {}", self.vkey.display()),
            )?;
        file.write_all(format!("{vkey}\n").as_bytes())
            .and_then(|()| file.sync_all())
            .context("could not write the verifier key")?;
        say(&vkey.to_string());
        Ok(End::Done)
    }
}
