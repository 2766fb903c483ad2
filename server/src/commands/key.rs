//! `gavah key new`: makes an issuer key. `gavah key log` and `gavah key witness` stand beside it.

mod note;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use calendar::Day;
use certificate::{Force, KeyList, KeyState, ListedKey, Validity};
use clap::{Args, Subcommand};
use tlog::SignatureKind;
use zeroize::Zeroizing;

pub(super) use note::Note;

use super::End;
use super::output::say;
use crate::config::{self, CitySetting};
use crate::{clock, random};

/// Make keys.
#[derive(Debug, Args)]
pub(super) struct Key {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a new signing key and its key list. Nothing that exists is overwritten.
    New(New),
    /// Make a new key that signs the checkpoints of a log. Nothing that exists is overwritten.
    Log(Note),
    /// Make a new key that cosigns checkpoints as a witness. Nothing that exists is overwritten.
    Witness(Note),
}

/// Exit codes: 0 made, 1 refused (a file exists, the passphrase is too short), 2 wrong call.
#[derive(Debug, Args)]
pub(super) struct New {
    /// The new file of the encrypted private key (PKCS#8, PEM, mode 600).
    #[arg(long, value_name = "FILE")]
    pub(super) key: PathBuf,
    /// A file whose first line is the passphrase, at least 12 characters.
    #[arg(long, env = "GAVAH_PASSPHRASE_FILE", value_name = "FILE")]
    pub(super) passphrase_file: PathBuf,
    /// The new file of the key list, with the public key.
    #[arg(long, value_name = "FILE")]
    pub(super) keys: PathBuf,
    /// The key is for demonstration: every verdict will say that it has no legal force.
    #[arg(long)]
    pub(super) demonstration: bool,
    #[command(flatten)]
    pub(super) city: CitySetting,
}

impl Key {
    pub(super) fn run(self) -> anyhow::Result<End> {
        match self.action {
            Action::New(new) => new.run(),
            Action::Log(note) => note.run(SignatureKind::Ed25519),
            Action::Witness(note) => note.run(SignatureKind::Cosignature),
        }
    }
}

impl New {
    fn run(self) -> anyhow::Result<End> {
        self.make(clock::today()?)
    }

    /// Makes the key and a list of this day, from which on it signs.
    pub(super) fn make(self, today: Day) -> anyhow::Result<End> {
        let city = self.city.read()?;
        if self.keys.exists() {
            bail!("the key list {} exists already", self.keys.display());
        }
        let passphrase = config::passphrase(&self.passphrase_file)?;
        let seed = Zeroizing::new(random::bytes()?);
        let key = keystore::create(&self.key, passphrase.as_bytes(), &seed)
            .with_context(|| format!("could not make the key {}", self.key.display()))?;
        let id = key.id();
        let name = city.institution;
        let list = KeyList {
            version: 1,
            date: today,
            force: if self.demonstration { Force::Demonstration } else { Force::Official },
            issuer: [name.fa, name.azb, name.en],
            keys: vec![ListedKey {
                key,
                validity: Validity { not_before: today, not_after: None },
                state: KeyState::Active,
            }],
        };
        let text = list.to_text();
        KeyList::parse(&text).context("the key list would not read back")?;
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&self.keys)
            .with_context(|| format!("could not make the key list {}", self.keys.display()))?;
        file.write_all(text.as_bytes()).context("could not write the key list")?;
        say(&format!("key {id}"));
        Ok(End::Done)
    }
}
