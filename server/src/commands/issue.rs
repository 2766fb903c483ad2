//! `gavah issue`: certificates of rulings.
//!
//! A certificate is signed, kept in the registry, put into the log, and printed when a public
//! checkpoint covers it. A stop between two of these steps leaves nothing to repair: the next run
//! finds what is there and goes on.

mod issuer;
mod paper;
mod place;

use std::path::PathBuf;

use anyhow::{Context as _, anyhow, bail};
use cases::{CaseNumber, City, DecisionNumber};
use clap::Args;
use database::{Lock, Log, Registry};
use keystore::{FileSigner, NoteKey};
use storage::log::Log as _;
use storage::registry::{CaseFiles as _, Certificates as _, Issued};
use tlog::{Policy, VerifierKey};

pub(super) use issuer::{Issuer, Tally};
pub(super) use paper::{Printer, address, write_file};
pub(super) use place::{Placed, Registrar};

use super::End;
use super::output::{say, say_error};
use crate::config::{
    CitySetting, LockSetting, LogKeySetting, LogSetting, OriginSetting, PolicySetting,
    RegistrySetting, SignerSetting,
};
use crate::log::{Cosigners, Nobody, Sequencer};
use crate::{clock, storage as open};

/// Exit codes: 0 issued or issued already, 1 refused, 2 wrong call, 3 logged and not printed,
/// because too few witnesses have cosigned: run it again.
#[derive(Debug, Args)]
pub(super) struct Issue {
    /// The case.
    #[arg(long, value_name = "NUMBER", required_unless_present = "all", conflicts_with = "all")]
    case: Option<String>,
    /// One ruling of the case; every ruling of it when this is not given.
    #[arg(long, value_name = "NUMBER", requires = "case")]
    decision: Option<String>,
    /// Every ruling in the registry that has no certificate yet.
    #[arg(long)]
    all: bool,
    /// Write address, picture, printable page and proof of each certificate into this folder.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    #[command(flatten)]
    registry: RegistrySetting,
    #[command(flatten)]
    city: CitySetting,
    #[command(flatten)]
    origin: OriginSetting,
    #[command(flatten)]
    signer: SignerSetting,
    #[command(flatten)]
    log: LogSetting,
    #[command(flatten)]
    lock: LockSetting,
    #[command(flatten)]
    log_key: LogKeySetting,
    #[command(flatten)]
    policy: PolicySetting,
}

/// Everything that is opened for one call.
struct Office {
    registry: Registry,
    log: Log,
    lock: Lock,
    signer: FileSigner,
    key: NoteKey,
    city: City,
    /// Of the settings; without one, the log's own signature is enough.
    witnesses: Option<Policy>,
    policy: Policy,
}

/// What a call has to print.
struct Printable {
    certificates: Vec<Issued>,
    tally: Tally,
}

impl Issue {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        let office = self.open().await?;
        let end = self.issue(&office).await;
        office.registry.close().await;
        office.log.close().await;
        office.lock.close().await;
        end
    }

    async fn open(&self) -> anyhow::Result<Office> {
        let city = self.city.read()?;
        let passphrase = self.signer.passphrase()?;
        let signer = keystore::open(&self.signer.file, passphrase.as_bytes())
            .with_context(|| format!("could not open the key {}", self.signer.file.display()))?;
        let registry = open::existing_registry(&self.registry.url).await?;
        let log = open::existing_log(&self.log.url).await?;
        let identity = log.identity().await?;
        let identity = identity.context("there is no log; `gavah log create` makes it")?;
        let vkey = VerifierKey::parse(&identity.vkey).context("the log's key is none")?;
        let passphrase = self.log_key.passphrase()?;
        let key = keystore::open_note_key(&self.log_key.file, passphrase.as_bytes(), &vkey)
            .with_context(|| format!("could not open the key {}", self.log_key.file.display()))?;
        let lock = open::lock(&self.lock.url).await?;
        let witnesses = self.policy.read()?;
        let policy = match &witnesses {
            Some(policy) => policy.clone(),
            None => unwitnessed(&vkey)?,
        };
        Ok(Office { registry, log, lock, signer, key, city, witnesses, policy })
    }

    async fn issue(&self, office: &Office) -> anyhow::Result<End> {
        let registrar = Registrar {
            log: &office.log,
            sequencer: Sequencer::new(&office.log, &office.lock),
            key: &office.key,
            cosigners: match &office.witnesses {
                Some(policy) => policy as &dyn Cosigners,
                None => &Nobody,
            },
            policy: &office.policy,
        };
        registrar.ready().await?;
        let issuer =
            Issuer { registry: &office.registry, signer: &office.signer, city: &office.city };
        let Printable { certificates, tally } = match &self.case {
            Some(case) => self.issue_case(&issuer, case).await?,
            None => {
                let tally = issuer.issue_all(clock::now()?).await?;
                Printable { certificates: issuer.registry.all_issued(u32::MAX).await?, tally }
            }
        };
        let placed = registrar.place(&certificates).await?;
        let printer = Printer {
            log: &office.log,
            policy: &office.policy,
            city: &office.city,
            origin: &self.origin.origin,
        };
        self.print(&printer, &certificates, &tally, &placed).await?;
        if self.all {
            say(&format!("{} issued, {} issued already", tally.new, tally.old));
        }
        if placed.waiting > 0 {
            say_error(&format!(
                "{} certificates are kept and logged and not printed; run this again",
                placed.waiting
            ));
        }
        Ok(match (tally.refused, placed.waiting) {
            (0, 0) => End::Done,
            (0, _) => End::Unchecked,
            _ => End::Refused,
        })
    }

    async fn issue_case(&self, issuer: &Issuer<'_>, case: &str) -> anyhow::Result<Printable> {
        let number =
            CaseNumber::parse(case).map_err(|error| anyhow!("the case number: {error}"))?;
        let file = issuer.registry.case_file(&number).await.context("could not read the case")?;
        let Some(file) = file else { bail!("there is no case {number}") };
        let wanted = self.decision.as_deref().map(DecisionNumber::parse).transpose();
        let wanted = wanted.map_err(|error| anyhow!("the number of the ruling: {error}"))?;
        let is_wanted =
            |number: &DecisionNumber| wanted.as_ref().is_none_or(|wanted| wanted == number);
        let (certificates, tally) = issuer.issue_case(&file, is_wanted, clock::now()?).await?;
        if certificates.is_empty() && tally.refused == 0 {
            bail!("the case has no such ruling; orders get no certificate");
        }
        Ok(Printable { certificates, tally })
    }

    /// Prints what the public log holds, and nothing else.
    async fn print(
        &self,
        printer: &Printer<'_>,
        certificates: &[Issued],
        tally: &Tally,
        placed: &Placed,
    ) -> anyhow::Result<()> {
        for issued in certificates {
            // A page of a ruling that has changed would spread what no longer holds.
            if tally.changed.contains(&issued.number) {
                continue;
            }
            let Some(place) = placed.find(issued.number) else { continue };
            if let Some(folder) = &self.out {
                printer.print(folder, &issued.number.to_string(), issued, place).await?;
            }
            if !self.all {
                say(&address(issued, place, printer.origin)?);
            }
        }
        Ok(())
    }
}

/// The policy that asks for the log's own signature alone.
pub(super) fn unwitnessed(log: &VerifierKey) -> anyhow::Result<Policy> {
    Policy::parse(format!("log {log}\nquorum none\n").as_bytes())
        .context("the log's key is not one that a policy can name")
}
