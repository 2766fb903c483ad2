//! `gavah issue`: certificates of rulings.

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use app::components::qr::Qr;
use cases::{CaseNumber, City, Decision, DecisionKind, DecisionNumber, List, Outcome};
use certificate::{Area, CertificateNumber, Claims, Outcomes, Statement, Unsigned, text};
use clap::Args;
use database::Registry;
use document::{certificate_page, png};
use keystore::Signer;
use storage::Error;
use storage::registry::{CaseFile, CaseFiles as _, Certificates as _, Issued};

use super::End;
use super::output::{say, say_error};
use crate::config::{CitySetting, OriginSetting, RegistrySetting, SignerSetting};
use crate::{clock, random, storage as open};

/// Places in the status list of one key. Drawn at random, so that a place tells nothing about
/// when or for whom it was given.
const STATUS_PLACES: u32 = 1 << 20;
/// Cases at a time.
const PAGE: u32 = 256;
/// Printer dots a module: 0.51 mm at 300 dots an inch.
const DOTS: usize = 6;

/// Exit codes: 0 issued or issued already, 1 refused, 2 wrong call.
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
    /// Write address, picture and printable page of each certificate into this folder.
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
}

impl Issue {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        let city = self.city.read()?;
        let passphrase = self.signer.passphrase()?;
        let signer = keystore::open(&self.signer.file, passphrase.as_bytes())
            .with_context(|| format!("could not open the key {}", self.signer.file.display()))?;
        let registry = open::existing_registry(&self.registry.url).await?;
        let issuer = Issuer { registry: &registry, signer: &signer, city: &city };
        let end = self.issue(&issuer).await;
        registry.close().await;
        end
    }

    async fn issue(&self, issuer: &Issuer<'_>) -> anyhow::Result<End> {
        let now = clock::now()?;
        let Some(case) = &self.case else {
            let tally = issuer.issue_all(now).await?;
            if let Some(folder) = &self.out {
                for issued in issuer.registry.all_issued(u32::MAX).await? {
                    // A page of a ruling that has changed would spread what no longer holds.
                    if tally.changed.contains(&issued.number) {
                        continue;
                    }
                    write_files(folder, &issued, issuer.city, &self.origin.origin)?;
                }
            }
            say(&format!("{} issued, {} issued already", tally.new, tally.old));
            return Ok(if tally.refused == 0 { End::Done } else { End::Refused });
        };
        let number =
            CaseNumber::parse(case).map_err(|error| anyhow!("the case number: {error}"))?;
        let file = issuer.registry.case_file(&number).await.context("could not read the case")?;
        let Some(file) = file else { bail!("there is no case {number}") };
        let wanted = self.decision.as_deref().map(DecisionNumber::parse).transpose();
        let wanted = wanted.map_err(|error| anyhow!("the number of the ruling: {error}"))?;
        let (mut found, mut refused) = (false, false);
        for decision in file.decisions.iter().filter(|decision| is_certified(decision)) {
            if wanted.as_ref().is_some_and(|wanted| *wanted != decision.number) {
                continue;
            }
            found = true;
            let issued = match issuer.issue_one(&file, decision, now).await {
                Ok((issued, _)) => issued,
                Err(error) => {
                    refused = true;
                    say_error(&format!("{number} {}: {error:#}", decision.number));
                    continue;
                }
            };
            if let Some(folder) = &self.out {
                write_files(folder, &issued, issuer.city, &self.origin.origin)?;
            }
            say(&address(&issued, &self.origin.origin)?);
        }
        if !found {
            bail!("the case has no such ruling; orders get no certificate");
        }
        Ok(if refused { End::Refused } else { End::Done })
    }
}

/// What issuing all did.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) new: u64,
    pub(super) old: u64,
    pub(super) refused: u64,
    /// Certificates of rulings that have changed since; they are among the refused.
    pub(super) changed: HashSet<CertificateNumber>,
}

/// A ruling that no longer is what its certificate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Changed(CertificateNumber);

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the ruling has changed since certificate {} was issued", self.0)
    }
}

impl std::error::Error for Changed {}

/// Issues certificates from a registry with a key.
pub(super) struct Issuer<'a> {
    pub(super) registry: &'a Registry,
    pub(super) signer: &'a dyn SyncSigner,
    pub(super) city: &'a City,
}

/// A signer that may be used while other work waits.
pub(super) trait SyncSigner: Signer + Sync {}

impl<S: Signer + Sync> SyncSigner for S {}

impl Issuer<'_> {
    /// Issues for every ruling that has no certificate; what cannot be issued is named and
    /// counted, and the others go on.
    pub(super) async fn issue_all(&self, now: u64) -> anyhow::Result<Tally> {
        let mut tally = Tally::default();
        let mut after: Option<CaseNumber> = None;
        loop {
            let numbers = self
                .registry
                .numbers(after.as_ref(), PAGE)
                .await
                .context("could not list the cases")?;
            let Some(last) = numbers.last().cloned() else { return Ok(tally) };
            for number in &numbers {
                let file =
                    self.registry.case_file(number).await.context("could not read a case")?;
                let Some(file) = file else { continue };
                for decision in file.decisions.iter().filter(|decision| is_certified(decision)) {
                    match self.issue_one(&file, decision, now).await {
                        Ok((_, true)) => tally.new += 1,
                        Ok((_, false)) => tally.old += 1,
                        Err(error) => {
                            tally.refused += 1;
                            tally
                                .changed
                                .extend(error.downcast_ref().map(|Changed(number)| *number));
                            say_error(&format!("{number} {}: {error:#}", decision.number));
                        }
                    }
                }
            }
            after = Some(last);
        }
    }

    /// Issues one certificate, or finds the one that was issued; answers with it and whether it
    /// is new.
    pub(super) async fn issue_one(
        &self,
        file: &CaseFile,
        decision: &Decision,
        now: u64,
    ) -> anyhow::Result<(Issued, bool)> {
        let (case, number) = (&file.case.number, &decision.number);
        if let Some(issued) = self.registry.issued(case, number).await? {
            self.still_holds(&issued, file, decision)?;
            return Ok((issued, false));
        }
        // Another certificate may hold the drawn number or place; then another is drawn.
        for _ in 0..64 {
            let issued = self.sign(file, decision, now)?;
            match self.registry.keep(&issued).await {
                Ok(()) => return Ok((issued, true)),
                Err(Error::Exists(_)) => {
                    if let Some(other) = self.registry.issued(case, number).await? {
                        self.still_holds(&other, file, decision)?;
                        return Ok((other, false));
                    }
                }
                Err(error) => return Err(error).context("could not keep the certificate"),
            }
        }
        bail!("no free place in the status list was found");
    }

    /// Whether the certificate says what the case file says now; otherwise [`Changed`]. What was
    /// drawn or taken from the clock when it was issued is its own.
    fn still_holds(
        &self,
        issued: &Issued,
        file: &CaseFile,
        decision: &Decision,
    ) -> anyhow::Result<()> {
        let statement =
            Statement::parse(&issued.statement).context("a stored certificate is damaged")?;
        let old = Claims::decode(statement.payload()).context("a stored certificate is damaged")?;
        let now = self
            .claims(file, decision, old.issued_at, old.number, issued.status_index)
            .with_context(|| Changed(issued.number))?;
        if (Claims { status_index: old.status_index, ..now }) == old {
            Ok(())
        } else {
            Err(Changed(issued.number).into())
        }
    }

    fn sign(&self, file: &CaseFile, decision: &Decision, now: u64) -> anyhow::Result<Issued> {
        let number = CertificateNumber::from_bytes(random::bytes()?);
        let status_index = random::below(STATUS_PLACES)?;
        let claims = self.claims(file, decision, now, number, status_index)?;
        let payload = claims.encode().context("the ruling does not fit a certificate")?;
        let key = self.signer.key().id();
        let unsigned = Unsigned::new(key, payload)
            .context("the ruling does not fit a certificate: too many violations or letters")?;
        let statement = self.signer.sign(unsigned).context("could not sign")?;
        Ok(Issued {
            case: file.case.number.clone(),
            decision: decision.number.clone(),
            number,
            key,
            status_index,
            issued_at: now,
            statement: statement.to_bytes(),
        })
    }

    fn claims(
        &self,
        file: &CaseFile,
        decision: &Decision,
        now: u64,
        number: CertificateNumber,
        status_index: u32,
    ) -> anyhow::Result<Claims> {
        let city = self.city;
        let code = |list: List, code: &str| {
            city.entry(list, code)
                .map(|entry| entry.number)
                .with_context(|| format!("the city file has no {code:?} among its {list}"))
        };
        let ruled: Vec<&Outcome> =
            file.outcomes.iter().filter(|outcome| outcome.decision == decision.number).collect();
        let mut violations = Vec::new();
        let mut outcomes = Vec::new();
        for outcome in &ruled {
            let violation = file
                .violations
                .iter()
                .find(|violation| violation.number == outcome.violation)
                .context("the ruling is about a violation that the case does not have")?;
            violations.push(Area {
                violation: code(List::Violations, violation.kind.as_str())?,
                tenths: violation.area.map(|area| area.tenths()),
            });
            outcomes.push(code(List::Outcomes, outcome.outcome.as_str())?);
        }
        let amount: u64 =
            ruled.iter().filter_map(|outcome| outcome.amount).map(|amount| amount.number()).sum();
        Ok(Claims {
            issued_at: now,
            number,
            case: file.case.number.as_str().to_owned(),
            tier: decision.tier.number(),
            commission: code(List::Commissions, decision.commission.as_str())?,
            ruled_on: decision.decided_on,
            district: code(List::Districts, file.case.district.as_str())?,
            property: file
                .case
                .renovation_code
                .as_ref()
                .map_or_else(Vec::new, |code| code.parts().to_vec()),
            violations,
            outcome: Outcomes::of(&outcomes).context("the ruling has no outcome")?,
            amount: (amount > 0).then_some(amount),
            final_on: decision.final_on,
            address: file.case.address.as_ref().map(|address| address.as_str().to_owned()),
            text_hash: decision.text_sha256,
            status_index: Some(status_index),
            party: None,
            predecessor: None,
        })
    }
}

/// Rulings get certificates; orders prepare, and explanations leave a ruling as it is.
fn is_certified(decision: &Decision) -> bool {
    decision.kind == DecisionKind::Ruling && !decision.tier.is_explanation()
}

/// The address of a certificate. The log index is zero until there is a log.
pub(super) fn address(issued: &Issued, origin: &str) -> anyhow::Result<String> {
    let statement =
        Statement::parse(&issued.statement).context("a stored certificate is damaged")?;
    Ok(text::address(origin, 0, &statement))
}

/// Writes address, picture and page of a certificate; the same bytes every time.
pub(super) fn write_files(
    folder: &Path,
    issued: &Issued,
    city: &City,
    origin: &str,
) -> anyhow::Result<()> {
    write_named(folder, &issued.number.to_string(), issued, city, origin)
}

/// The same under a name of the caller's.
pub(super) fn write_named(
    folder: &Path,
    name: &str,
    issued: &Issued,
    city: &City,
    origin: &str,
) -> anyhow::Result<()> {
    let statement =
        Statement::parse(&issued.statement).context("a stored certificate is damaged")?;
    let claims = Claims::decode(statement.payload()).context("a stored certificate is damaged")?;
    let address = text::address(origin, 0, &statement);
    let qr = Qr::of_certificate(&address)?;
    std::fs::create_dir_all(folder)
        .with_context(|| format!("could not make the folder {}", folder.display()))?;
    let page = certificate_page(&claims, statement.key(), &qr, city, origin);
    write_file(&folder.join(format!("{name}.txt")), format!("{address}\n").as_bytes())?;
    write_file(&folder.join(format!("{name}.png")), &png(&qr, DOTS)?)?;
    write_file(&folder.join(format!("{name}.html")), page.as_bytes())
}

/// Writes a file, unless it has these bytes already.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    std::fs::write(path, bytes).with_context(|| format!("could not write {}", path.display()))
}
