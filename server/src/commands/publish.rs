//! `gavah publish`: the figures of a month, through disclosure control, as a release for ever.

use anyhow::{Context as _, anyhow};
use calendar::{Day, Month};
use cases::City;
use clap::Args;
use database::{Portal, Registry};
use disclosure::{ProtectedRelease, Rules, protect};
use sha2::{Digest as _, Sha256};
use statistics::{Family, Observation, UnitId};
use storage::portal::ReleaseStore as _;
use storage::registry::{Ruled, Rulings as _};

use super::End;
use super::output::say;
use crate::config::{CitySetting, PortalSetting, RegistrySetting};
use crate::{clock, storage as open};

/// Exit codes: 0 published or published already, 1 refused, 2 wrong call.
#[derive(Debug, Args)]
pub(super) struct Publish {
    /// The Jalali month, as in 1404-06. It must be over, and it can be published once.
    #[arg(long, value_parser = month)]
    month: Month,
    /// A cell with fewer properties than this is withheld.
    #[arg(long, default_value_t = 5)]
    threshold: u64,
    #[command(flatten)]
    registry: RegistrySetting,
    #[command(flatten)]
    portal: PortalSetting,
    #[command(flatten)]
    city: CitySetting,
}

fn month(text: &str) -> Result<Month, String> {
    Month::parse(text).map_err(|error| format!("a Jalali month is as in 1404-06: {error}"))
}

impl Publish {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        let city = self.city.read()?;
        let rules = Rules::new(self.threshold).map_err(|refusal| anyhow!("{refusal}"))?;
        let registry = open::existing_registry(&self.registry.url).await?;
        let portal = open::portal(&self.portal.url).await?;
        let done = publish(&registry, &portal, &city, &rules, self.month, clock::today()?).await;
        registry.close().await;
        portal.close().await;
        let (root, new) = done?;
        let root = data_encoding::HEXLOWER.encode(&root);
        let word = if new { "published" } else { "was published already" };
        say(&format!("release {} {word}: {root}", self.month));
        Ok(End::Done)
    }
}

/// Publishes a month; answers with the release's root and whether it is new. A month that is
/// published stays as it is: later rulings of that month are another release's matter.
pub(super) async fn publish(
    registry: &Registry,
    portal: &Portal,
    city: &City,
    rules: &Rules,
    month: Month,
    today: Day,
) -> anyhow::Result<([u8; 32], bool)> {
    use storage::portal::Releases as _;
    let id = statistics::ReleaseId::of(month);
    if let Some(release) = portal.release(&id).await.context("could not look for the release")? {
        return Ok((release.summary.root, false));
    }
    let ruled = registry.ruled(month).await.context("could not read the month's rulings")?;
    let observations: Vec<Observation> = ruled.iter().map(observation).collect();
    let family = Family::of(month, city, &observations)
        .map_err(|error| anyhow!("could not count the month: {error}"))?;
    let protected = protect(&family, rules)
        .map_err(|refusal| anyhow!("could not protect the month: {refusal}"))?;
    let release = ProtectedRelease::new(&protected, today)
        .map_err(|refusal| anyhow!("could not make the release: {refusal}"))?;
    let new = portal.publish(&release).await.context("could not store the release")?;
    Ok((*release.root(), new))
}

/// The unit that is protected is the property; a case stands for it where its code is unknown.
fn observation(ruled: &Ruled) -> Observation {
    let unit = match &ruled.property {
        Some(property) => format!("property\0{property}"),
        None => format!("case\0{}", ruled.case),
    };
    Observation {
        unit: UnitId::new(Sha256::digest(unit).into()),
        district: ruled.district.clone(),
        commission: ruled.commission.clone(),
        violation: ruled.violation.clone(),
        outcome: ruled.outcome.clone(),
    }
}
