//! Rows of the import contract, read and checked; the peer splits the same bytes into fields and
//! checks nothing.

use std::hint::black_box;

use anyhow::ensure;
use calendar::Day;
use cases::City;
use server::import::{Format, read};

use crate::median::compare;
use crate::portal::Demo;
use crate::table::{Line, Table};

const ROUNDS: usize = 9;
/// After every date of the demonstration.
const TODAY: i32 = 54_865;

/// Measures the import of the demonstration's own file.
pub(crate) fn measure(demo: &Demo, table: &mut Table) -> anyhow::Result<()> {
    let text = demo.text("rulings.csv")?;
    let city = City::parse(include_str!("../../../server/cities/tabriz.toml"))?;
    let Some(today) = Day::from_number(TODAY) else { anyhow::bail!("the day is out of range") };
    let batch = read(text.as_bytes(), Format::Csv, &city, today)?;
    ensure!(batch.bad.is_empty() && !batch.rows.is_empty(), "the rows are not accepted");
    let ours = || {
        black_box(read(black_box(text.as_bytes()), Format::Csv, &city, today).is_ok());
    };
    let peer = || {
        let mut reader = csv::Reader::from_reader(black_box(text.as_bytes()));
        black_box(reader.byte_records().filter(Result::is_ok).count());
    };
    let found = compare(ROUNDS, ours, peer);
    let rows = batch.rows.len() as f64;
    let rate = |seconds: f64| format!("{:.0} rows/s", rows / seconds);
    table.push(
        Line::new("import, beside the fields alone (csv)", rate(found.ours))
            .beside(rate(found.peer), 1.0 / found.ratio),
    );
    Ok(())
}
