//! The first view of a page: everything that a browser fetches to show it, compressed, as it was
//! transferred, without headers and without fonts.

mod reference;

use std::collections::BTreeSet;

use anyhow::{Context as _, ensure};

use crate::client::{Accept, Client};
use crate::portal::{Demo, Portal};
use crate::table::{Line, Table, kilobytes};
use reference::{Kind, references};

/// Requests whose answers must be the same bytes.
const REPEATS: usize = 5;
/// Bytes of the first view of the front page, at most.
const HOME_LIMIT: usize = 60_000;
/// Bytes of the verifier with its script, at most.
const VERIFIER_LIMIT: usize = 100_000;

/// What the verifier loads when it is needed and not before: each of its files by how it begins.
const LATER: [(&str, &[&str]); 2] = [
    ("the log's lookup, for a certificate (br)", &["lookup", "lookup-worker"]),
    ("the scanner, when a photo is chosen (br)", &["scanner", "worker"]),
];

/// Measures the front page and the verifier.
pub(crate) fn measure(demo: &Demo, table: &mut Table) -> anyhow::Result<()> {
    let portal = demo.serve()?;
    let home = View::of(&portal, "/fa/")?;
    table.push(
        Line::new("first view of /fa/ (br, no fonts)", kilobytes(home.bytes()))
            .limit(kilobytes(HOME_LIMIT), home.bytes() <= HOME_LIMIT),
    );
    table
        .push(Line::new("  scripts in it", home.scripts.to_string()).limit("0", home.scripts == 0));
    let same = format!("{} of {REPEATS}", home.same);
    table.push(
        Line::new("  the same bytes at every request", same)
            .limit(format!("{REPEATS} of {REPEATS}"), home.same == REPEATS),
    );
    home.list(table);
    let verifier = View::of(&portal, "/v")?;
    table.push(
        Line::new("/v (br, everything but fonts)", kilobytes(verifier.bytes()))
            .limit(kilobytes(VERIFIER_LIMIT), verifier.bytes() <= VERIFIER_LIMIT),
    );
    verifier.list(table);
    let mut client = Client::connect(portal.address)?;
    let assets = demo.site_text("assets.json")?;
    for (later, stems) in LATER {
        let mut bytes = 0;
        for path in assets.split('"').filter(|path| is_of(path, stems)) {
            bytes += fetch(&mut client, path)?;
        }
        ensure!(bytes > 0, "the bundle has nothing for {later}");
        table.push(Line::new(format!("  {later}"), kilobytes(bytes)));
    }
    Ok(())
}

/// What a browser fetches to show a page.
struct View {
    /// Addresses with their transferred bytes; the page itself is the first.
    parts: Vec<(String, usize)>,
    /// Elements of script.
    scripts: usize,
    /// Requests that were answered with the same bytes, plain and compressed.
    same: usize,
}

impl View {
    fn of(portal: &Portal, path: &str) -> anyhow::Result<Self> {
        let html = page(portal, path, Accept::Plain)?;
        let packed = page(portal, path, Accept::Brotli)?;
        let mut same = 1;
        for _ in 1..REPEATS {
            let again = page(portal, path, Accept::Plain)? == html
                && page(portal, path, Accept::Brotli)? == packed;
            same += usize::from(again);
        }
        let html = String::from_utf8(html).context("a page that is not UTF-8")?;
        let mut client = Client::connect(portal.address)?;
        let mut parts = vec![(path.to_owned(), packed.len())];
        let mut seen = BTreeSet::new();
        let mut waiting = references(&html);
        while let Some((kind, address)) = waiting.pop() {
            if !seen.insert(address.clone()) {
                continue;
            }
            if let Kind::Script = kind {
                let answer = client.get(&address, Accept::Plain)?;
                let text = String::from_utf8(answer.body).context("a script that is not UTF-8")?;
                waiting.extend(reference::imports(&text, &address));
            }
            parts.push((address.clone(), fetch(&mut client, &address)?));
        }
        let scripts = html.to_ascii_lowercase().matches("<script").count();
        Ok(Self { parts, scripts, same })
    }

    fn bytes(&self) -> usize {
        self.parts.iter().map(|(_, bytes)| bytes).sum()
    }

    fn list(&self, table: &mut Table) {
        for (address, bytes) in &self.parts {
            table.push(Line::new(format!("  {address}"), kilobytes(*bytes)));
        }
    }
}

/// The bytes of a page over a connection of its own.
fn page(portal: &Portal, path: &str, accept: Accept) -> anyhow::Result<Vec<u8>> {
    let answer = Client::connect(portal.address)?.get(path, accept)?;
    ensure!(answer.status == 200, "{path}: {}", answer.status);
    let expected = if accept == Accept::Brotli { "br" } else { "" };
    ensure!(answer.encoding == expected, "{path} came as `{}`", answer.encoding);
    Ok(answer.body)
}

/// The bytes that a file costs on the wire, by Brotli.
fn fetch(client: &mut Client, path: &str) -> anyhow::Result<usize> {
    let answer = client.get(path, Accept::Brotli)?;
    ensure!(answer.status == 200, "{path}: {}", answer.status);
    Ok(answer.body.len())
}

/// Whether a path of the bundle is a file of one of these names, whatever its hash.
fn is_of(path: &str, stems: &[&str]) -> bool {
    let name = path.strip_prefix("/pkg/").and_then(|name| name.split('.').next());
    name.is_some_and(|name| stems.contains(&name))
}
