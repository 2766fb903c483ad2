//! The samples of the demonstration: a certificate to look at with its proof, the addresses of
//! more, and a case with its code.

use anyhow::Context as _;
use database::Registry;
use storage::registry::{CaseFile, CaseFiles as _, Issued};

use super::Folder;
use crate::commands::issue::{Placed, Printer, address, write_file};
use crate::commands::seal::code_of;

/// Certificates whose addresses are kept as samples.
const SAMPLES: usize = 8;

/// Writes the samples for the printer's origin: the same certificates, whatever the port.
pub(super) async fn write(
    folder: &Folder<'_>,
    registry: &Registry,
    printer: &Printer<'_>,
    issued: &[Issued],
    placed: &Placed,
) -> anyhow::Result<()> {
    let place =
        |issued: &Issued| placed.find(issued.number).context("the log does not hold a certificate");
    let (sample, file) = pick(registry, issued).await?;
    printer.print(folder.0, "certificate", sample, place(sample)?).await?;
    let mut addresses = String::new();
    let proofs = folder.path("proofs");
    for other in issued.iter().take(SAMPLES) {
        addresses.push_str(&address(other, place(other)?, printer.origin)?);
        addresses.push('\n');
        printer.prove(&proofs, &other.number.to_string(), other, place(other)?).await?;
    }
    write_file(&folder.path("certificates.txt"), addresses.as_bytes())?;
    let code = code_of(registry, &file.case.number).await?;
    let case = format!("{}\n{code}\n", file.case.number);
    write_file(&folder.path("case.txt"), case.as_bytes())
}

/// The first certificate of a case with an order, a fine and an address: a sample that shows much.
async fn pick<'a>(
    registry: &Registry,
    issued: &'a [Issued],
) -> anyhow::Result<(&'a Issued, CaseFile)> {
    let mut best: Option<(usize, &Issued, CaseFile)> = None;
    for candidate in issued.iter().take(400) {
        let file = registry.case_file(&candidate.case).await?.context("a case vanished")?;
        let fined = file
            .outcomes
            .iter()
            .any(|outcome| outcome.decision == candidate.decision && outcome.amount.is_some());
        let ordered = file.decisions.iter().any(|d| d.kind == cases::DecisionKind::Order);
        let score = usize::from(fined)
            + usize::from(ordered)
            + usize::from(file.case.address.is_some())
            + usize::from(file.violations.len() > 1);
        if best.as_ref().is_none_or(|(other, _, _)| score > *other) {
            best = Some((score, candidate, file));
        }
    }
    let (_, sample, file) = best.context("no certificate was issued")?;
    Ok((sample, file))
}
