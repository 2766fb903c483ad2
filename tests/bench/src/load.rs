//! Memory after ten thousand requests, and how fast pages are answered.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, ensure};

use crate::client::{Accept, Client};
use crate::median::median;
use crate::portal::Demo;
use crate::table::{Line, Table, kilobytes};

const REQUESTS: usize = 10_000;
const CONNECTIONS: usize = 4;
/// Servers measured: what an allocator keeps depends on which thread did what, and varies.
const SERVERS: usize = 3;
/// Bytes that the server may hold after the requests.
const LIMIT: usize = 80_000_000;
/// How long each part of the comparison of rates lasts, and how many there are.
const SPELL: Duration = Duration::from_millis(500);
const SPELLS: usize = 5;

/// One request of the mix.
enum Request {
    Get(String, Accept),
    Post(String, String),
}

/// Measures memory and rates.
pub(crate) fn measure(demo: &Demo, table: &mut Table) -> anyhow::Result<()> {
    let mix = mix(demo)?;
    let mut held = Vec::new();
    let mut highest = 0;
    for _ in 0..SERVERS {
        let portal = demo.serve()?;
        every(CONNECTIONS, |connection| {
            let mut client = Client::connect(portal.address)?;
            let share = mix.iter().cycle().skip(connection * mix.len() / CONNECTIONS);
            for request in share.take(REQUESTS / CONNECTIONS) {
                let answer = match request {
                    Request::Get(path, accept) => client.get(path, *accept)?,
                    Request::Post(path, form) => client.post(path, form)?,
                };
                ensure!(answer.status < 500, "the server answered with {}", answer.status);
            }
            Ok(0)
        })?;
        held.push(portal.memory("VmRSS")?);
        highest = highest.max(portal.memory("VmHWM")?);
    }
    held.sort_unstable();
    let worst = held.last().copied().context("no server was measured")?;
    let name = format!("memory after {REQUESTS} requests, the most of {SERVERS} servers (RSS)");
    table.push(Line::new(name, megabytes(worst)).limit(megabytes(LIMIT), worst < LIMIT));
    let least = held.first().copied().unwrap_or(worst);
    table.push(Line::new("  the least of them", megabytes(least)));
    table.push(Line::new("  at its highest", megabytes(highest)));

    let portal = demo.serve()?;
    table.push(Line::new("  after the start", megabytes(portal.memory("VmRSS")?)));
    let (mut pages, mut bare, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..SPELLS {
        let page = rate(portal.address, "/fa/")?;
        let health = rate(portal.address, "/healthz")?;
        pages.push(page);
        bare.push(health);
        ratios.push(page / health);
    }
    table.push(
        Line::new("/fa/ compressed, beside /healthz", per_second(median(pages)))
            .beside(per_second(median(bare)), median(ratios)),
    );
    Ok(())
}

/// The mix: every kind of page in every language, files, and both forms.
fn mix(demo: &Demo) -> anyhow::Result<Vec<Request>> {
    let case = demo.text("case.txt")?;
    let (number, code) = case.trim_end().split_once('\n').context("no sample case")?;
    let digits = demo.digits()?;
    let assets = demo.site_text("assets.json")?;
    let mut mix = Vec::new();
    for (language, accept) in [("fa", Accept::Brotli), ("azb", Accept::Gzip), ("en", Accept::Plain)]
    {
        let pages = [
            "/",
            "/figures",
            "/figures/1404-06",
            "/figures/1404-06/district",
            "/figures/1404-05/violation",
            "/verify",
            "/case",
            "/about",
            "/nothing-here",
        ];
        // Readers read more pages than they send forms.
        for _ in 0..4 {
            mix.extend(pages.map(|page| Request::Get(format!("/{language}{page}"), accept)));
        }
        for digits in &digits {
            mix.push(Request::Post(format!("/{language}/verify"), format!("text={digits}")));
        }
        let form = format!("number={}&code={code}", encoded(number));
        mix.push(Request::Post(format!("/{language}/case"), form));
        let wrong = format!("number={}&code={code}", encoded("1-1"));
        mix.push(Request::Post(format!("/{language}/case"), wrong));
        let files = ["/v", "/keys.txt", "/releases/1404-06/district.csv", "/readyz"];
        mix.extend(files.map(|file| Request::Get(file.to_owned(), accept)));
        let bundle = assets.split('"').filter(|path| path.starts_with("/pkg/"));
        mix.extend(bundle.map(|file| Request::Get(file.to_owned(), accept)));
    }
    Ok(mix)
}

/// Answers a second of one address over all connections.
fn rate(address: SocketAddr, path: &str) -> anyhow::Result<f64> {
    let begin = Instant::now();
    let answers = every(CONNECTIONS, |_| {
        let mut client = Client::connect(address)?;
        let mut answers = 0;
        while begin.elapsed() < SPELL {
            ensure!(client.get(path, Accept::Brotli)?.status == 200, "{path} failed");
            answers += 1;
        }
        Ok(answers)
    })?;
    Ok(answers as f64 / begin.elapsed().as_secs_f64())
}

/// Does something on so many threads at a time, and adds up what they answer.
pub(crate) fn every(
    count: usize,
    work: impl Fn(usize) -> anyhow::Result<usize> + Sync,
) -> anyhow::Result<usize> {
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..count).map(|index| scope.spawn(move || work(index))).collect();
        let mut sum = 0;
        for thread in threads {
            sum += thread.join().map_err(|_| anyhow!("a thread panicked"))??;
        }
        Ok(sum)
    })
}

/// A text as the value of a form's field.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn megabytes(bytes: usize) -> String {
    kilobytes(bytes / 1_000).replace("KB", "MB")
}

fn per_second(rate: f64) -> String {
    format!("{rate:.0} /s")
}
