//! What is printed: address, picture, page and proof of a certificate that the public log holds.

use std::path::Path;

use anyhow::{Context as _, ensure};
use app::components::qr::Qr;
use cases::City;
use certificate::{Claims, Statement, text};
use document::{certificate_page, png};
use storage::log::Log;
use storage::registry::Issued;
use tlog::{Policy, ProofFile};

use super::place::Place;
use crate::config::read_file;
use crate::log::{certificate_entry, proof};

/// Printer dots a module: 0.51 mm at 300 dots an inch.
const DOTS: usize = 6;

/// Prints certificates for a portal at this origin.
#[derive(Clone, Copy)]
pub(crate) struct Printer<'a> {
    pub(crate) log: &'a dyn Log,
    /// What a proof has to satisfy.
    pub(crate) policy: &'a Policy,
    pub(crate) city: &'a City,
    pub(crate) origin: &'a str,
}

/// The address of a certificate with its place in the log.
pub(crate) fn address(issued: &Issued, place: Place, origin: &str) -> anyhow::Result<String> {
    let statement =
        Statement::parse(&issued.statement).context("a stored certificate is damaged")?;
    Ok(text::address(origin, place.number(), &statement))
}

impl Printer<'_> {
    /// Writes address, picture, page and proof of a certificate under a name of the caller's. The
    /// first three are the same bytes every time.
    pub(crate) async fn print(
        &self,
        folder: &Path,
        name: &str,
        issued: &Issued,
        place: Place,
    ) -> anyhow::Result<()> {
        let statement =
            Statement::parse(&issued.statement).context("a stored certificate is damaged")?;
        let claims =
            Claims::decode(statement.payload()).context("a stored certificate is damaged")?;
        let address = text::address(self.origin, place.number(), &statement);
        let qr = Qr::of_certificate(&address)?;
        let page = certificate_page(&claims, statement.key(), &qr, self.city, self.origin);
        self.prove(folder, name, issued, place).await?;
        write_file(&folder.join(format!("{name}.txt")), format!("{address}\n").as_bytes())?;
        write_file(&folder.join(format!("{name}.png")), &png(&qr, DOTS)?)?;
        write_file(&folder.join(format!("{name}.html")), page.as_bytes())
    }

    /// Writes the proof of a certificate under a name of the caller's. One that is there and good
    /// stays: the older its checkpoint, the more it shows should the key be compromised one day.
    pub(crate) async fn prove(
        &self,
        folder: &Path,
        name: &str,
        issued: &Issued,
        place: Place,
    ) -> anyhow::Result<()> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("could not make the folder {}", folder.display()))?;
        let path = folder.join(format!("{name}.tlog-proof"));
        let leaf = certificate_entry(&issued.statement)?.leaf();
        let is_good = |text: &str| {
            ProofFile::parse(text).is_ok_and(|proof| {
                proof.index == u64::from(place.number()) && proof.verify(&leaf, self.policy).is_ok()
            })
        };
        if path.exists() && read_file(&path).is_ok_and(|text| is_good(&text)) {
            return Ok(());
        }
        let proof = proof::proof_file(self.log, &leaf).await?;
        let proof = proof.context("the public log does not hold the certificate")?.to_text();
        ensure!(is_good(&proof), "the proof of certificate {} does not verify", issued.number);
        write_file(&path, proof.as_bytes())
    }
}

/// Writes a file, unless it has these bytes already.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    std::fs::write(path, bytes).with_context(|| format!("could not write {}", path.display()))
}
