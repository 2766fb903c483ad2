//! `gavah witness`: cosigns the checkpoints of logs that keep their word.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use tlog::{SignatureKind, VerifierKey};

use super::End;
use super::output::say;
use super::serve::log_to_standard_error;
use crate::config::{self, PolicySetting, SignerSetting};
use crate::witness::{self, Evidence, StateFile, Witness};
use crate::{clock, web};

/// The kind of key that logs sign with.
pub(super) const LOG: SignatureKind = SignatureKind::Ed25519;
/// The kind of key that witnesses sign with.
const COSIGNATURE: SignatureKind = SignatureKind::Cosignature;

/// Connections at a time; more wait.
const CONNECTIONS: usize = 256;

/// Exit codes: 0 stopped as told, 1 could not serve, 2 wrong call: a log or a key that is none.
#[derive(Debug, Args)]
pub(super) struct Command {
    #[command(flatten)]
    key: SignerSetting,
    /// The file of the witness's own verifier key, which the private key must fit.
    #[arg(long, value_name = "FILE")]
    vkey: PathBuf,
    /// A log to witness: its verifier key. Can be given again.
    #[arg(long, value_name = "VKEY")]
    log: Vec<String>,
    #[command(flatten)]
    policy: PolicySetting,
    /// The file of what was cosigned. Never restored from a copy.
    #[arg(long, value_name = "FILE")]
    state: PathBuf,
    /// Begin a new state. Only for a key that has never cosigned anything.
    #[arg(long)]
    begin: bool,
    /// Go on from a state that came without its lock file. Only for the newest state, never for a
    /// copy that something was cosigned after.
    #[arg(long, conflicts_with = "begin")]
    trust_state: bool,
    /// The address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:3100", value_name = "ADDRESS")]
    listen: SocketAddr,
}

impl Command {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        log_to_standard_error();
        // Before a state is made: with another kind of key it would never cosign anything.
        let called = self.logs().and_then(|logs| Ok((logs, vkey(&self.vkey, COSIGNATURE)?)));
        let (logs, vkey) = match called {
            Ok(called) => called,
            Err(error) => return Ok(End::wrong_call(&error)),
        };
        let passphrase = self.key.passphrase()?;
        let key = keystore::open_note_key(&self.key.file, passphrase.as_bytes(), &vkey)
            .with_context(|| format!("could not open the key {}", self.key.file.display()))?;
        let state = match (self.begin, self.trust_state) {
            (true, _) => StateFile::create(&self.state)?,
            (false, true) => StateFile::open_trusted(&self.state)?,
            (false, false) => StateFile::open(&self.state)?,
        };
        let evidence = witness::evidence_of(&self.state);
        let evidence = Evidence::open(evidence.clone())
            .with_context(|| format!("could not read {}", evidence.display()))?;
        let origins: Vec<String> = logs.iter().map(|log| log.name().to_owned()).collect();
        let witness = Witness::new(key, logs, state, evidence, clock::now)?;
        let router = witness::router(witness);
        let ready = |address| {
            say(&format!("{} witnesses {} on http://{address}", vkey.name(), origins.join(", ")));
        };
        web::listen(router, self.listen, CONNECTIONS, ready).await?;
        Ok(End::Done)
    }

    /// The keys of the logs, from the call and from the policy.
    fn logs(&self) -> anyhow::Result<Vec<VerifierKey>> {
        let mut logs = Vec::new();
        for text in &self.log {
            let key = VerifierKey::parse(text.trim())
                .with_context(|| format!("{text:?} is no verifier key of a log"))?;
            logs.push(key);
        }
        if let Some(policy) = self.policy.read()? {
            logs.extend(policy.logs().map(|(key, _)| key.clone()));
        }
        if let Some(key) = logs.iter().find(|key| key.kind() != LOG) {
            bail!("the key of {} is none that logs sign with", key.name());
        }
        if logs.is_empty() {
            bail!("no log to witness: give --log or a policy with one");
        }
        Ok(logs)
    }
}

/// Reads a file with one verifier key, of the kind that logs or that witnesses sign with.
pub(super) fn vkey(path: &Path, kind: SignatureKind) -> anyhow::Result<VerifierKey> {
    let text = config::read_file(path)?;
    let key = VerifierKey::parse(text.trim_end_matches('\n'))
        .with_context(|| format!("{} holds no verifier key", path.display()))?;
    if key.kind() != kind {
        let (is, wanted) = match kind {
            LOG => ("a log", "log"),
            _ => ("a witness", "witness"),
        };
        bail!(
            "{} does not hold the verifier key of {is}: `gavah key {wanted}` makes one",
            path.display()
        );
    }
    Ok(key)
}
