//! The attack: what a reader of the published tables can compute.
//!
//! Nothing here knows the true counts or how cells are chosen; it reads [`PublishedTable`]s as
//! anybody can, so that a release can be audited again from its files alone.

mod breach;
mod system;

use cases::Code;
use statistics::{Dimension, Figure, PublishedTable};

pub use breach::Breach;
pub use system::Bounds;
use system::System;

/// What a reader of some tables of one month knows about every number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// About the total that the tables share.
    pub total: Bounds,
    /// About each row of each table, in their order.
    pub tables: Vec<Vec<Bounds>>,
}

/// Computes the exact integer bounds of every number of the tables, all of one month.
///
/// The reader knows that the rows of each table add up to the same total, that numbers are not
/// negative, and the rule that a zero is only withheld when everything is.
///
/// # Errors
///
/// [`Breach`] when the tables do not belong together or contradict each other.
pub fn infer(tables: &[PublishedTable]) -> Result<Knowledge, Breach> {
    check_together(tables)?;
    let everything = tables.iter().all(withholds_all);
    let total = tables.iter().map(|table| start(table.total(), 1)).fold(Bounds::ANY, Bounds::and);
    let rows = tables
        .iter()
        .map(|table| {
            let least = u64::from(!everything);
            table.rows().iter().map(|row| start(row.figure, least)).collect()
        })
        .collect();
    let system = System { total, tables: rows }.solve().ok_or(Breach::Contradiction)?;
    Ok(Knowledge { total: system.total, tables: system.tables })
}

/// Attacks published tables and compares what comes out with what they say comes out.
///
/// # Errors
///
/// [`Breach`] with the first thing that is unsafe or untrue: a withheld cell that the others give
/// away or show to be below the threshold, a published one that is below it, a cell that looks
/// different from the other withheld ones of its table, an interval that is not the exact one.
pub fn audit(tables: &[PublishedTable]) -> Result<(), Breach> {
    let known = infer(tables)?;
    for (table, bounds) in tables.iter().zip(&known.tables) {
        let (dimension, threshold) = (table.dimension(), table.threshold());
        check(table.total(), known.total, threshold, dimension, None)?;
        let mut seen = None;
        for (row, bounds) in table.rows().iter().zip(bounds) {
            check(row.figure, *bounds, threshold, dimension, Some(&row.code))?;
            // A second kind of interval would be a second code.
            if matches!(row.figure, Figure::Withheld { .. })
                && *seen.get_or_insert(row.figure) != row.figure
            {
                return Err(Breach::Distinguishable { dimension, code: row.code.clone() });
            }
        }
    }
    Ok(())
}

fn check_together(tables: &[PublishedTable]) -> Result<(), Breach> {
    let Some(first) = tables.first() else { return Err(Breach::Apart) };
    for (index, table) in tables.iter().enumerate() {
        let repeated = tables.iter().take(index).any(|one| one.dimension() == table.dimension());
        if repeated
            || table.month() != first.month()
            || table.threshold() != first.threshold()
            || table.total() != first.total()
        {
            return Err(Breach::Apart);
        }
    }
    // The total is withheld with everything or not at all: anything between has no rule that
    // says whether zeros are shown.
    let total = matches!(first.total(), Figure::Withheld { .. });
    if total && !tables.iter().all(withholds_all) {
        return Err(Breach::Partial);
    }
    Ok(())
}

fn withholds_all(table: &PublishedTable) -> bool {
    let withheld = |figure| matches!(figure, Figure::Withheld { .. });
    withheld(table.total()) && table.rows().iter().all(|row| withheld(row.figure))
}

/// What a figure alone says, without the interval written in it: that is to be checked.
const fn start(figure: Figure, least: u64) -> Bounds {
    match figure {
        Figure::Published(count) => Bounds { lower: count, upper: Some(count) },
        Figure::Withheld { .. } => Bounds { lower: least, upper: None },
    }
}

fn check(
    figure: Figure,
    known: Bounds,
    threshold: u64,
    dimension: Dimension,
    code: Option<&Code>,
) -> Result<(), Breach> {
    let code = code.cloned();
    match figure {
        Figure::Published(count) if 1 <= count && count < threshold => {
            Err(Breach::Small { dimension, code })
        }
        Figure::Published(_) => Ok(()),
        Figure::Withheld { .. }
            if known.lower > 1
                || known.upper.is_some_and(|upper| upper < threshold || upper == known.lower) =>
        {
            Err(Breach::Narrow { dimension, code, known })
        }
        Figure::Withheld { lower, upper } if (Bounds { lower, upper }) != known => {
            Err(Breach::Untrue { dimension, code, known })
        }
        Figure::Withheld { .. } => Ok(()),
    }
}
