//! `gavah publish`: the figures of a month, through disclosure control, as a release for ever.

use anyhow::{Context as _, anyhow, bail};
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
    /// Publish the month even though the registry has no ruling of it.
    #[arg(long)]
    empty: bool,
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
        let wish = Wish { month: self.month, empty: self.empty };
        let done = publish(&registry, &portal, &city, &rules, wish, clock::today()?).await;
        registry.close().await;
        portal.close().await;
        let (root, new) = done?;
        let root = data_encoding::HEXLOWER.encode(&root);
        let word = if new { "published" } else { "was published already" };
        say(&format!("release {} {word}: {root}", self.month));
        Ok(End::Done)
    }
}

/// What is to be published.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// The month.
    pub(super) month: Month,
    /// Whether it may have no ruling. A release is for ever, and a month whose rulings have not
    /// been imported yet looks like one without any.
    pub(super) empty: bool,
}

/// Publishes a month; answers with the release's root and whether it is new. A month that is
/// published stays as it is: later rulings of that month are another release's matter.
pub(super) async fn publish(
    registry: &Registry,
    portal: &Portal,
    city: &City,
    rules: &Rules,
    Wish { month, empty }: Wish,
    today: Day,
) -> anyhow::Result<([u8; 32], bool)> {
    use storage::portal::Releases as _;
    let id = statistics::ReleaseId::of(month);
    if let Some(release) = portal.release(&id).await.context("could not look for the release")? {
        return Ok((release.summary.root, false));
    }
    let ruled = registry.ruled(month).await.context("could not read the month's rulings")?;
    if ruled.is_empty() && !empty {
        bail!("no ruling of month {month} is in the registry");
    }
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

/// The unit that is protected is the property. Rulings about properties that are not known may all
/// be about one: together they count as one, so that only more is withheld.
fn observation(ruled: &Ruled) -> Observation {
    let unit = match &ruled.property {
        Some(property) => format!("property\0{property}"),
        None => "unknown".to_owned(),
    };
    Observation {
        unit: UnitId::new(Sha256::digest(unit).into()),
        district: ruled.district.clone(),
        commission: ruled.commission.clone(),
        violation: ruled.violation.clone(),
        outcome: ruled.outcome.clone(),
    }
}

#[cfg(test)]
mod tests {
    use cases::{CaseNumber, Code, RenovationCode};

    use super::*;

    #[test]
    fn properties_that_are_not_known_count_as_one() {
        let unit = |case: &str, property: Option<&str>| {
            let code = |text: &str| Code::parse(text).unwrap();
            let ruled = Ruled {
                case: CaseNumber::parse(case).unwrap(),
                property: property.map(|text| RenovationCode::parse(text).unwrap()),
                district: code("3"),
                commission: code("2"),
                violation: code("facade"),
                outcome: code("fine"),
            };
            observation(&ruled).unit
        };
        assert_eq!(unit("1", None), unit("2", None));
        assert_eq!(unit("1", Some("3-1")), unit("2", Some("3-1")));
        assert_ne!(unit("1", Some("3-1")), unit("1", Some("3-2")));
        assert_ne!(unit("1", Some("3-1")), unit("1", None));
    }
}
