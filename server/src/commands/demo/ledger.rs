//! The demonstration's log: the office's key list, the verifier page, the releases, the
//! certificates and their counts, cosigned by three witnesses.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, ensure};
use calendar::Day;
use keystore::NoteKey;
use storage::log::Log as _;
use storage::registry::Issued;
use tlog::{Policy, SignatureKind, VerifierKey};
use zeroize::Zeroizing;

use super::super::issue::{Placed, Registrar, write_file};
use super::witness::{NAMES, Witnesses};
use super::{Folder, Stores};
use crate::config::{KeysSetting, passphrase, read_file};
use crate::log::{Sequencer, Sources, keys_entry, listing_hash};
use crate::random;

/// What the log is called, whatever the port of the portal: its name is signed for good.
const ORIGIN: &str = "demonstration.example/log";

/// Logs what is not logged, and answers with the places of the certificates and the policy that
/// proofs are to satisfy.
pub(super) async fn keep(
    folder: &Folder<'_>,
    stores: Stores<'_>,
    issued: &[Issued],
    today: Day,
    site: Option<&Path>,
) -> anyhow::Result<(Placed, Policy)> {
    let key = note_key(folder, "log", ORIGIN, SignatureKind::Ed25519)?;
    let (text, keys) = KeysSetting { file: folder.path("keys.txt") }.read()?;
    let first = keys_entry(&text, &keys);
    let sequencer = Sequencer::new(stores.log, stores.lock);
    if stores.log.checkpoint().await?.is_none() {
        let made = sequencer.create(&key, &first).await;
        // Interrupted before its first checkpoint was public: it goes on from there.
        ensure!(made.is_ok() || stores.log.identity().await?.is_some(), "no log: {made:?}");
    }
    let sources = Sources {
        registry: stores.registry,
        portal: stores.portal,
        keys: Some(first),
        build: site.map(listing_hash).transpose()?,
        today,
    };
    sequencer.append_made(&sources).await.context("could not fill the log")?;
    let witnesses = Witnesses::start(folder, key.vkey()).await?;
    let placed = async {
        let asked = policy(
            key.vkey(),
            witnesses
                .reached
                .iter()
                .map(|(name, vkey, address)| (*name, vkey, Some(address.as_str()))),
        )?;
        let asked =
            Policy::parse(asked.as_bytes()).context("the demonstration's policy is none")?;
        let registrar =
            Registrar { log: stores.log, sequencer, key: &key, cosigners: &asked, policy: &asked };
        registrar.place(issued).await
    };
    let placed = placed.await;
    let published =
        policy(key.vkey(), witnesses.reached.iter().map(|(name, vkey, _)| (*name, vkey, None)))?;
    witnesses.stop().await?;
    let placed = placed?;
    ensure!(placed.waiting == 0, "{} certificates are in no public checkpoint", placed.waiting);
    write_file(&folder.path("policy.txt"), published.as_bytes())?;
    let policy =
        Policy::parse(published.as_bytes()).context("the demonstration's policy is none")?;
    Ok((placed, policy))
}

/// The policy: two of the three witnesses. Where they are reached is not published, because they
/// run only while the demonstration is made.
fn policy<'a>(
    log: &VerifierKey,
    witnesses: impl Iterator<Item = (&'a str, &'a VerifierKey, Option<&'a str>)>,
) -> anyhow::Result<String> {
    let mut text = format!(
        "# For demonstration: all of these keys were made by one program on one machine.\n\
         # A policy of a city names witnesses that do not depend on it or on each other.\n\
         log {log}\n"
    );
    for (name, vkey, address) in witnesses {
        let address = address.map_or_else(String::new, |address| format!(" {address}"));
        writeln!(text, "witness {name} {vkey}{address}")?;
    }
    writeln!(text, "group witnesses 2 {}\nquorum witnesses", NAMES.join(" "))?;
    Ok(text)
}

/// A key of notes of the demonstration: `NAME.key` and `NAME.vkey` in its folder, made when they
/// are not there.
pub(super) fn note_key(
    folder: &Folder<'_>,
    name: &str,
    vkey_name: &str,
    kind: SignatureKind,
) -> anyhow::Result<NoteKey> {
    let secret = passphrase(&folder.path("passphrase.txt"))?;
    let key = folder.path(&format!("{name}.key"));
    let public = folder.path(&format!("{name}.vkey"));
    if !public.exists() {
        if key.exists() {
            // It was interrupted before its public half was written: it has signed nothing.
            std::fs::remove_file(&key)
                .with_context(|| format!("could not remove {}", key.display()))?;
        }
        let seed = Zeroizing::new(random::bytes()?);
        let vkey = keystore::create_note_key(&key, secret.as_bytes(), &seed, vkey_name, kind)
            .with_context(|| format!("could not make the key {}", key.display()))?;
        write_file(&public, format!("{vkey}\n").as_bytes())?;
    }
    let vkey = VerifierKey::parse(read_file(&public)?.trim_end())
        .with_context(|| format!("{} holds no verifier key", public.display()))?;
    keystore::open_note_key(&key, secret.as_bytes(), &vkey)
        .with_context(|| format!("could not open the key {}", key.display()))
}
