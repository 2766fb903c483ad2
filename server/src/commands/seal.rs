//! `gavah seal`: seals every case's timeline for the portal.

use anyhow::{Context as _, anyhow};
use calendar::Day;
use cases::{CaseNumber, CaseStatus};
use clap::Args;
use database::{Portal, Registry};
use storage::portal::{SealedCase, SealedCaseStore as _, SealedCases as _};
use storage::registry::{CaseCodes as _, CaseFile, CaseFiles as _};

use super::End;
use super::output::{say, say_error};
use crate::config::{PortalSetting, RegistrySetting};
use crate::seal::{AccessCode, Opener, SealError};
use crate::{clock, random, storage as open};

/// Cases at a time.
const PAGE: u32 = 256;

/// Exit codes: 0 sealed, 1 could not (a case that cannot be sealed is named, the others are sealed),
/// 2 wrong call.
#[derive(Debug, Args)]
pub(super) struct Seal {
    #[command(flatten)]
    registry: RegistrySetting,
    #[command(flatten)]
    portal: PortalSetting,
}

impl Seal {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        let registry = open::existing_registry(&self.registry.url).await?;
        let portal = open::portal(&self.portal.url).await?;
        let done = seal(&registry, &portal, clock::today()?).await;
        registry.close().await;
        portal.close().await;
        let Tally { cases, written, refused } = done?;
        say(&format!("{cases} cases sealed, {written} of them new or changed"));
        Ok(if refused == 0 { End::Done } else { End::Refused })
    }
}

/// What sealing all cases did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// Cases that are sealed now.
    pub(super) cases: u64,
    /// Those of them that are new or have changed.
    pub(super) written: u64,
    /// Cases that could not be sealed.
    pub(super) refused: u64,
}

/// Seals all cases; those that cannot be sealed are named and counted. A case without a code gets
/// one.
pub(super) async fn seal(
    registry: &Registry,
    portal: &Portal,
    today: Day,
) -> anyhow::Result<Tally> {
    let salt = portal.salt().await.context("could not read the portal's salt")?;
    let mut after: Option<CaseNumber> = None;
    let mut tally = Tally::default();
    loop {
        let numbers =
            registry.numbers(after.as_ref(), PAGE).await.context("could not list the cases")?;
        let Some(last) = numbers.last().cloned() else { break };
        let mut page = Vec::with_capacity(numbers.len());
        for number in &numbers {
            let file = registry.case_file(number).await.context("could not read a case")?;
            let file = file.context("a case vanished while it was read")?;
            page.push((file, code_of(registry, number).await?));
        }
        let mut sealed = Vec::with_capacity(page.len());
        for result in seal_page(page, salt, today).await? {
            match result {
                Ok(case) => sealed.push(case),
                Err((number, error)) => {
                    tally.refused += 1;
                    say_error(&format!("case {number}: {error:#}"));
                }
            }
        }
        tally.cases += u64::try_from(sealed.len())?;
        tally.written += portal.put(&sealed).await.context("could not store the sealed cases")?;
        after = Some(last);
    }
    // Cases come in the order of their numbers, and the file must not keep it. It is written anew
    // every time, because an earlier call may have been interrupted.
    portal.compact().await.context("could not compact the portal's database")?;
    Ok(tally)
}

/// The code of a case, made when it has none.
pub(super) async fn code_of(registry: &Registry, case: &CaseNumber) -> anyhow::Result<AccessCode> {
    let code = match registry.code(case).await.context("could not read a case's code")? {
        Some(code) => code,
        None => {
            let fresh = AccessCode::from_entropy(&random::bytes()?);
            registry
                .assign(case, &fresh.to_string())
                .await
                .context("could not keep a case's code")?
        }
    };
    AccessCode::parse(&code).map_err(|_| anyhow!("a stored code does not read back"))
}

/// A sealed case, or the number of one that cannot be sealed and why.
type Sealing = Result<SealedCase, (CaseNumber, SealError)>;

/// Seals on as many threads as there are cores: deriving keys is slow on purpose.
async fn seal_page(
    page: Vec<(CaseFile, AccessCode)>,
    salt: [u8; 32],
    today: Day,
) -> anyhow::Result<Vec<Sealing>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut tasks = Vec::new();
    let size = page.len().div_ceil(threads).max(1);
    let mut rest = page;
    while !rest.is_empty() {
        let chunk: Vec<_> = rest.drain(..size.min(rest.len())).collect();
        tasks.push(tokio::task::spawn_blocking(move || {
            chunk.iter().map(|(file, code)| seal_one(file, code, &salt, today)).collect::<Vec<_>>()
        }));
    }
    let mut sealed = Vec::new();
    for task in tasks {
        sealed.extend(task.await.context("a sealing thread stopped")?);
    }
    Ok(sealed)
}

fn seal_one(file: &CaseFile, code: &AccessCode, salt: &[u8; 32], today: Day) -> Sealing {
    let status =
        CaseStatus::of(&file.case, &file.violations, &file.decisions, &file.outcomes, today);
    Opener::derive(salt, file.case.number.as_str(), code)
        .and_then(|opener| opener.seal(&status))
        .map_err(|error| (file.case.number.clone(), error))
}
