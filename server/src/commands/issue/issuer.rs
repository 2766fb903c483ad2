//! What is signed: the facts of a ruling as a certificate states them.

use std::collections::HashSet;
use std::fmt;

use anyhow::{Context as _, bail};
use cases::{CaseNumber, City, Decision, DecisionKind, DecisionNumber, List, Outcome};
use certificate::{Area, CertificateNumber, Claims, Outcomes, Statement, Unsigned};
use database::Registry;
use keystore::Signer;
use storage::Error;
use storage::registry::{CaseFile, CaseFiles as _, Certificates as _, Issued};

use super::super::output::say_error;
use crate::random;

/// Places in the status list of one key. Drawn at random, so that a place tells nothing about
/// when or for whom it was given.
const STATUS_PLACES: u32 = 1 << 20;
/// Cases at a time.
const PAGE: u32 = 256;

/// What issuing all did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) new: u64,
    pub(crate) old: u64,
    pub(crate) refused: u64,
    /// Certificates of rulings that have changed since; they are among the refused.
    pub(crate) changed: HashSet<CertificateNumber>,
}

impl Tally {
    fn add(&mut self, more: Self) {
        self.new += more.new;
        self.old += more.old;
        self.refused += more.refused;
        self.changed.extend(more.changed);
    }
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
pub(crate) struct Issuer<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) signer: &'a dyn SyncSigner,
    pub(crate) city: &'a City,
}

/// A signer that may be used while other work waits.
pub(crate) trait SyncSigner: Signer + Sync {}

impl<S: Signer + Sync> SyncSigner for S {}

impl Issuer<'_> {
    /// Issues for every ruling that has no certificate, now, in seconds since
    /// 1970-01-01T00:00:00Z; what cannot be issued is named and counted, and the others go on.
    pub(crate) async fn issue_all(&self, now: u64) -> anyhow::Result<Tally> {
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
                let (_, more) = self.issue_case(&file, |_| true, now).await?;
                tally.add(more);
            }
            after = Some(last);
        }
    }

    /// Issues for the rulings of a case that are asked for; answers with their certificates.
    pub(crate) async fn issue_case(
        &self,
        file: &CaseFile,
        is_wanted: impl Fn(&DecisionNumber) -> bool,
        now: u64,
    ) -> anyhow::Result<(Vec<Issued>, Tally)> {
        let (mut certificates, mut tally) = (Vec::new(), Tally::default());
        let wanted = |decision: &&Decision| is_certified(decision) && is_wanted(&decision.number);
        for decision in file.decisions.iter().filter(wanted) {
            match self.issue_one(file, decision, now).await {
                Ok((issued, new)) => {
                    certificates.push(issued);
                    if new {
                        tally.new += 1;
                    } else {
                        tally.old += 1;
                    }
                }
                Err(error) => {
                    tally.refused += 1;
                    tally.changed.extend(error.downcast_ref().map(|Changed(number)| *number));
                    say_error(&format!("{} {}: {error:#}", file.case.number, decision.number));
                }
            }
        }
        Ok((certificates, tally))
    }

    /// Issues one certificate, or finds the one that was issued; answers with it and whether it
    /// is new.
    async fn issue_one(
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
