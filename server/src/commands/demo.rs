//! `gavah demo`: made-up data through every command's own way, and a server that shows them.

mod ledger;
mod sample;
mod watch;
mod witness;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use calendar::{Day, Month};
use cases::City;
use clap::Args;
use database::{Lock, Log, Portal, Registry};
use disclosure::Rules;
use storage::portal::Releases as _;
use storage::registry::{CaseFiles as _, Certificates as _};

use super::End;
use super::import::{load, store};
use super::issue::{Issuer, Printer, write_file};
use super::key::New;
use super::output::say;
use super::publish::{Wish, publish};
use super::seal::seal;
use super::serve::{Serve, bundle_folder};
use crate::config::{
    CitySetting, KeysSetting, LogSetting, OriginSetting, PolicySetting, PortalSetting,
    ServeSetting, passphrase,
};
use crate::demo::generate::generate;
use crate::import::Format;
use crate::{clock, random, storage as open};

/// The months of the demonstration.
const MONTHS: [&str; 2] = ["1404-01", "1404-06"];
/// The seed of its data: the same data everywhere.
const SEED: u64 = 529;
/// Days before today on which the demonstration's office works: its certificates are issued and
/// its counts published on them, so that there is a log with a past.
const PAST: i32 = 14;
/// Every so many cases one has certificates: the log has a few hundred entries.
const CERTIFIED: u64 = 12;
/// Cases at a time.
const PAGE: u32 = 256;
/// Exit codes: 0 made (and served until stopped), 1 could not, 2 wrong call.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Stop before serving.
    #[arg(long)]
    no_serve: bool,
    /// The port to serve on, at 127.0.0.1.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// The folder for databases, keys and samples.
    #[arg(long, default_value = "var/demo", value_name = "FOLDER")]
    dir: PathBuf,
    /// The folder of the browser bundle.
    #[arg(long, env = "GAVAH_SITE", value_name = "FOLDER")]
    site: Option<PathBuf>,
}

impl Demo {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        std::fs::create_dir_all(&self.dir)
            .with_context(|| format!("could not make the folder {}", self.dir.display()))?;
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        let origin = format!("http://{address}");
        let city = CitySetting { file: None }.read()?;
        let folder = Folder(&self.dir);
        let registry = open::registry(&folder.url("registry.db")).await?;
        let portal = open::portal(&folder.url("portal.db")).await?;
        let log = open::log(&folder.url("log.db")).await?;
        let lock = open::lock(&folder.url("log-lock.db")).await?;
        let stores = Stores { registry: &registry, portal: &portal, log: &log, lock: &lock };
        // Without a bundle there is no build to log; whether one is needed is for serving to say.
        let site = bundle_folder(self.site.clone()).ok().filter(|site| site.is_dir());
        let made = make(&folder, stores, &city, &origin, site.as_deref()).await;
        registry.close().await;
        portal.close().await;
        log.close().await;
        lock.close().await;
        made?;
        folder.show(&origin)?;
        if self.no_serve {
            return Ok(End::Done);
        }
        let serve = Serve {
            serve: ServeSetting { listen: address, site: self.site, connections: 1024 },
            origin: OriginSetting { origin },
            portal: PortalSetting { url: folder.url("portal.db") },
            keys: KeysSetting { file: folder.path("keys.txt") },
            city: CitySetting { file: None },
            log: LogSetting { url: folder.url("log.db") },
            policy: PolicySetting { file: Some(folder.path("policy.txt")) },
        };
        serve.run().await
    }
}

/// The demonstration's folder.
struct Folder<'a>(&'a Path);

impl Folder<'_> {
    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn url(&self, name: &str) -> String {
        format!("sqlite:{}", self.path(name).display())
    }

    fn show(&self, origin: &str) -> anyhow::Result<()> {
        let certificate = crate::config::read_file(&self.path("certificate.txt"))?;
        let case = crate::config::read_file(&self.path("case.txt"))?;
        let mut case = case.lines();
        let (number, code) = (case.next().unwrap_or_default(), case.next().unwrap_or_default());
        say("Made-up data; the key is for demonstration and has no legal force.");
        say(&format!("  pages         {origin}/fa/  {origin}/azb/  {origin}/en/"));
        say(&format!("  figures       {origin}/en/figures"));
        say(&format!("  a case        {origin}/en/case  number {number}  code {code}"));
        say(&format!("  certificates  {origin}/en/verify  and the sample:"));
        say(certificate.trim_end());
        say(&format!("  files         {}", self.0.display()));
        Ok(())
    }
}

/// The demonstration's databases.
#[derive(Clone, Copy)]
struct Stores<'a> {
    registry: &'a Registry,
    portal: &'a Portal,
    log: &'a Log,
    lock: &'a Lock,
}

/// Makes what is missing; what is there stays as it is.
async fn make(
    folder: &Folder<'_>,
    stores: Stores<'_>,
    city: &City,
    origin: &str,
    site: Option<&Path>,
) -> anyhow::Result<()> {
    let Stores { registry, portal, .. } = stores;
    let today = clock::today()?;
    let first = today.plus_days(-PAST).context("the calendar has no such day")?;
    make_key(folder, first)?;
    let complete = folder.path("complete");
    if !complete.exists() {
        let [from, to] = MONTHS.map(Month::parse);
        let (from, to) = (from.context("a month")?, to.context("a month")?);
        let rulings = folder.path("rulings.csv");
        write_file(&rulings, generate(city, SEED, from, to)?.as_bytes())?;
        let (batch, sha256) = load(&rulings, Format::Csv, city, today)?;
        anyhow::ensure!(batch.bad.is_empty(), "the made-up data do not pass their own checks");
        store(registry, &batch, sha256, clock::now()?).await?;
        issue_all(folder, registry, city, first).await?;
        let mut month = from;
        loop {
            publish(registry, portal, city, &Rules::default(), Wish { month, empty: false }, first)
                .await?;
            match month.next() {
                Some(next) if next <= to => month = next,
                _ => break,
            }
        }
        let tally = seal(registry, portal, today).await?;
        anyhow::ensure!(tally.refused == 0, "{} cases could not be sealed", tally.refused);
        write_file(&complete, b"")?;
    }
    anyhow::ensure!(!portal.list().await?.is_empty(), "no release was made");
    let issued = registry.all_issued(u32::MAX).await.context("could not list the certificates")?;
    let (placed, policy) = ledger::keep(folder, stores, &issued, today, site).await?;
    watch::watch(folder, stores, &policy).await?;
    let printer = Printer { log: stores.log, policy: &policy, city, origin };
    sample::write(folder, registry, &printer, &issued, &placed).await
}

fn make_key(folder: &Folder<'_>, first: Day) -> anyhow::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let secret = folder.path("passphrase.txt");
    if !secret.exists() {
        let line = data_encoding::BASE32_NOPAD.encode(&random::bytes::<20>()?);
        let file =
            std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&secret);
        let mut file = file.context("could not make the passphrase file")?;
        std::io::Write::write_all(&mut file, format!("{line}\n").as_bytes())?;
    }
    if folder.path("keys.txt").exists() {
        return Ok(());
    }
    let key = folder.path("issuer.pem");
    if key.exists() {
        // It was interrupted before its list was written: nothing that it signed can verify.
        std::fs::remove_file(&key)
            .with_context(|| format!("could not remove {}", key.display()))?;
    }
    let new = New {
        key,
        passphrase_file: secret,
        keys: folder.path("keys.txt"),
        demonstration: true,
        city: CitySetting { file: None },
    };
    new.make(first).map(|_| ())
}

async fn issue_all(
    folder: &Folder<'_>,
    registry: &Registry,
    city: &City,
    first: Day,
) -> anyhow::Result<()> {
    let secret = passphrase(&folder.path("passphrase.txt"))?;
    let signer = keystore::open(&folder.path("issuer.pem"), secret.as_bytes())
        .context("could not open the demonstration key")?;
    let morning = clock::morning(first).context("the calendar has no such day")?;
    let issuer = Issuer { registry, signer: &signer, city };
    let (mut after, mut read) = (None, 0);
    loop {
        let numbers = registry.numbers(after.as_ref(), PAGE).await?;
        let Some(last) = numbers.last() else { return Ok(()) };
        for number in &numbers {
            read += 1;
            if read % CERTIFIED != 0 {
                continue;
            }
            let file = registry.case_file(number).await?.context("a case vanished")?;
            // One case after the other on each of the past days, some minutes apart.
            let case = read / CERTIFIED;
            let past = u64::from(PAST.unsigned_abs());
            let moment = morning + case % past * 86_400 + case / past * 420;
            let (_, tally) = issuer.issue_case(&file, |_| true, moment).await?;
            anyhow::ensure!(tally.refused == 0, "certificates of {number} could not be issued");
        }
        after = Some(last.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_its_list_is_made_again_and_one_with_it_is_kept() {
        let path = std::env::temp_dir().join(format!("gavah-demo-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        let folder = Folder(&path);
        let read = |name: &str| std::fs::read(folder.path(name)).unwrap();
        let first = clock::today().unwrap();
        let make_key = |folder| super::make_key(folder, first);
        make_key(&folder).unwrap();
        let (key, keys) = (read("issuer.pem"), read("keys.txt"));
        make_key(&folder).unwrap();
        assert_eq!((read("issuer.pem"), read("keys.txt")), (key.clone(), keys.clone()));
        std::fs::remove_file(folder.path("keys.txt")).unwrap();
        make_key(&folder).unwrap();
        assert_ne!(read("issuer.pem"), key);
        assert_ne!(read("keys.txt"), keys);
        std::fs::remove_dir_all(&path).unwrap();
    }
}
