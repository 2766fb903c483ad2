//! What every request may look at. Nothing here is private: the registry and keys are not in it.

use std::sync::{Arc, RwLock};

use app::{Assets, Site};
use calendar::{Day, Month};
use cases::City;
use certificate::KeyList;
use storage::Error;
use storage::portal::{ReleaseSummary, Releases, SealedCases};
use tokio::sync::Semaphore;

use super::{Bundle, PublicLog};
use crate::clock;

/// Key derivations at a time: each takes some mebibytes and milliseconds.
const DERIVATIONS: usize = 2;

/// Days after the end of the newest published month until the next release is late: the next
/// month itself, and six weeks to record its rulings, protect the figures and publish them.
const LATE_AFTER: i32 = 75;

/// The server's shared state; cheap to clone.
#[derive(Clone)]
pub struct State {
    inner: Arc<Inner>,
}

struct Inner {
    site: RwLock<Arc<Site>>,
    bundle: Bundle,
    keys: KeyList,
    releases: Arc<dyn Releases>,
    sealed_cases: Arc<dyn SealedCases>,
    derivations: Arc<Semaphore>,
    log: Option<PublicLog>,
}

impl State {
    /// The state of a server for this city, at this origin, with this key list, and with this log
    /// if there is one.
    pub fn new<P: Releases + SealedCases + 'static>(
        city: City,
        origin: String,
        (keys_text, keys): (String, KeyList),
        bundle: Bundle,
        portal: P,
        log: Option<PublicLog>,
    ) -> Self {
        let synthetic = city.synthetic || keys.force == certificate::Force::Demonstration;
        let site = Site {
            city,
            origin,
            assets: assets(&bundle),
            keys: keys_text,
            policy: log.as_ref().map_or_else(String::new, |log| log.policy().to_owned()),
            log_size: None,
            build: bundle.build().to_owned(),
            synthetic,
            late: false,
            latest: None,
        };
        let portal = Arc::new(portal);
        let inner = Inner {
            site: RwLock::new(Arc::new(site)),
            bundle,
            keys,
            releases: Arc::clone(&portal) as Arc<dyn Releases>,
            sealed_cases: portal,
            derivations: Arc::new(Semaphore::new(DERIVATIONS)),
            log,
        };
        Self { inner: Arc::new(inner) }
    }

    /// The bundle's files.
    #[must_use]
    pub fn bundle(&self) -> &Bundle {
        &self.inner.bundle
    }

    /// The keys that verify certificates.
    #[must_use]
    pub fn keys(&self) -> &KeyList {
        &self.inner.keys
    }

    /// The releases.
    #[must_use]
    pub fn releases(&self) -> &dyn Releases {
        self.inner.releases.as_ref()
    }

    /// The sealed cases.
    #[must_use]
    pub fn sealed_cases(&self) -> &dyn SealedCases {
        self.inner.sealed_cases.as_ref()
    }

    /// The log, if there is one.
    #[must_use]
    pub fn log(&self) -> Option<&PublicLog> {
        self.inner.log.as_ref()
    }

    /// Permits to derive a key.
    #[must_use]
    pub fn derivations(&self) -> Arc<Semaphore> {
        Arc::clone(&self.inner.derivations)
    }

    /// What all pages share, without asking the database.
    #[must_use]
    pub fn site(&self) -> Arc<Site> {
        let known = self.known();
        let latest = known.latest.clone();
        self.renewed(known, latest)
    }

    /// What all pages share, with the newest release, and the list of all releases.
    ///
    /// # Errors
    ///
    /// [`Error`] when the portal's database does not answer.
    pub async fn current(&self) -> Result<(Arc<Site>, Vec<ReleaseSummary>), Error> {
        self.follow_log().await;
        let releases = self.inner.releases.list().await?;
        let site = self.renewed(self.known(), releases.first().cloned());
        Ok((site, releases))
    }

    /// What all pages share, with the newest release that the database tells of, or that was last
    /// known where it does not answer: for pages that need no more of it than that.
    pub async fn latest(&self) -> Arc<Site> {
        match self.current().await {
            Ok((site, _)) => site,
            Err(error) => {
                tracing::warn!(%error, "the newest release is not known");
                self.site()
            }
        }
    }

    /// Learns how large the log is. Pages do without where its database does not answer.
    async fn follow_log(&self) {
        if let Some(log) = self.log()
            && let Err(error) = log.checkpoint().await
        {
            tracing::warn!(%error, "the size of the log is not known");
        }
    }

    fn known(&self) -> Arc<Site> {
        match self.inner.site.read() {
            Ok(site) => Arc::clone(&site),
            // A writer that panicked left the site whole: it is replaced in one step.
            Err(poisoned) => Arc::clone(&poisoned.into_inner()),
        }
    }

    /// The site with this newest release, as it is today.
    fn renewed(&self, known: Arc<Site>, latest: Option<ReleaseSummary>) -> Arc<Site> {
        let month = latest.as_ref().filter(|_| !known.synthetic).map(|latest| latest.month);
        // A clock that cannot be read makes nothing late.
        let late =
            month.is_some_and(|month| clock::today().is_ok_and(|today| is_late(month, today)));
        let log_size = self.log().and_then(PublicLog::known_size);
        if (&known.latest, known.late, known.log_size) == (&latest, late, log_size) {
            return known;
        }
        let renewed = Arc::new(Site { latest, late, log_size, ..Site::clone(&known) });
        let mut current = match self.inner.site.write() {
            Ok(current) => current,
            Err(poisoned) => poisoned.into_inner(),
        };
        *current = Arc::clone(&renewed);
        renewed
    }
}

/// Whether a portal whose newest figures are of this month is late on this day.
const fn is_late(newest: Month, today: Day) -> bool {
    today.days_since(newest.last_day()) > LATE_AFTER
}

fn assets(bundle: &Bundle) -> Assets {
    let of = |name: &str| bundle.address(name).to_owned();
    Assets {
        style: of("style"),
        font_arabic: of("font_arabic"),
        font_latin: of("font_latin"),
        boot: of("boot"),
        script: of("script"),
        wasm: of("wasm"),
        worker: of("worker"),
        lookup: of("lookup"),
        icon: of("icon"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_late_seventy_five_days_after_the_month() {
        let shahrivar = Month::parse("1404-06").unwrap();
        let after = |days| shahrivar.last_day().plus_days(days).unwrap();
        assert!(!is_late(shahrivar, after(-200)), "a month that is not over is not late");
        assert!(!is_late(shahrivar, after(75)));
        assert!(is_late(shahrivar, after(76)));
        // By hand: 31 Shahrivar, then 30 days of Mehr, 30 of Aban, and the 15th of Azar.
        assert!(!is_late(shahrivar, Day::parse("1404-09-15").unwrap()));
        assert!(is_late(shahrivar, Day::parse("1404-09-16").unwrap()));
    }
}
