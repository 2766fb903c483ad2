//! From true counts to tables that are safe to publish.

use calendar::Month;
use statistics::{Cell, CountTable, Family, Figure, PublishedRow, PublishedTable};

use crate::pattern::{self, Pattern};
use crate::{Refusal, Rules, attack};

/// A published table that went through [`protect`]; there is no other way to make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedTable {
    published: PublishedTable,
}

impl ProtectedTable {
    /// The table as everybody may read it.
    #[must_use]
    pub const fn published(&self) -> &PublishedTable {
        &self.published
    }
}

/// The protected tables of a month; only [`protect`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedFamily {
    month: Month,
    rules: Rules,
    total: Figure,
    tables: Vec<ProtectedTable>,
}

impl ProtectedFamily {
    /// The month.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.month
    }

    /// The rules by which it is protected.
    #[must_use]
    pub const fn rules(&self) -> Rules {
        self.rules
    }

    /// The total of every table.
    #[must_use]
    pub const fn total(&self) -> Figure {
        self.total
    }

    /// The tables in the order of [`statistics::Dimension::ALL`].
    #[must_use]
    pub fn tables(&self) -> &[ProtectedTable] {
        &self.tables
    }
}

/// Protects the tables of a month as one system, and attacks the result before giving it out.
///
/// # Errors
///
/// [`Refusal`] when the city's lists are too short, when a table cannot be written, or when the
/// result does not stand up to the attack, which would be a defect of this program.
pub fn protect(family: &Family, rules: &Rules) -> Result<ProtectedFamily, Refusal> {
    let rules = *rules;
    if family.tables().iter().filter(|table| table.rows().len() > 1).count() < 2 {
        return Err(Refusal::FewCategories);
    }
    let cells: Vec<Vec<Cell>> = family
        .tables()
        .iter()
        .map(|table| table.rows().iter().map(|row| row.cell).collect())
        .collect();
    let (total, figures) = match pattern::choose(&cells, rules) {
        Pattern::Cells(masks) => {
            let total = family.total().count;
            let figures = cells
                .iter()
                .zip(&masks)
                .map(|(cells, mask)| withhold(cells, mask, total))
                .collect();
            (Figure::Published(total), figures)
        }
        Pattern::Everything => {
            // A month without any outcome is published whole, so that this one has some.
            let total = Figure::Withheld { lower: 1, upper: None };
            (total, cells.iter().map(|cells| withhold_all(cells.len())).collect::<Vec<_>>())
        }
    };
    let tables = family
        .tables()
        .iter()
        .zip(figures)
        .map(|(table, figures)| publish(table, figures, total, family.month(), rules))
        .collect::<Result<Vec<_>, _>>()?;
    attack::audit(&tables).map_err(Refusal::Breached)?;
    let tables = tables.into_iter().map(|published| ProtectedTable { published }).collect();
    Ok(ProtectedFamily { month: family.month(), rules, total, tables })
}

/// Withholds the marked cells; the others give their sum away, and each of them is at least 1.
fn withhold(cells: &[Cell], mask: &[bool], total: u64) -> Vec<Figure> {
    let marked = || cells.iter().zip(mask);
    let shown: u64 = marked().filter(|(_, hidden)| !**hidden).map(|(cell, _)| cell.count).sum();
    let others = marked().filter(|(_, hidden)| **hidden).skip(1).map(|_| 1_u64).sum::<u64>();
    let upper = total.saturating_sub(shown).saturating_sub(others);
    marked()
        .map(|(cell, hidden)| {
            if *hidden {
                Figure::Withheld { lower: 1, upper: Some(upper) }
            } else {
                Figure::Published(cell.count)
            }
        })
        .collect()
}

/// Withholds all cells, of which only a single one is known not to be zero.
fn withhold_all(length: usize) -> Vec<Figure> {
    let lower = if length == 1 { 1 } else { 0 };
    vec![Figure::Withheld { lower, upper: None }; length]
}

fn publish(
    table: &CountTable,
    figures: Vec<Figure>,
    total: Figure,
    month: Month,
    rules: Rules,
) -> Result<PublishedTable, Refusal> {
    let dimension = table.dimension();
    let mut rows = Vec::with_capacity(figures.len());
    for (row, figure) in table.rows().iter().zip(figures) {
        let code = row.category.code.clone();
        if rules.is_sensitive(row.cell) && !protects(figure, row.cell, rules) {
            return Err(Refusal::Unprotected { dimension, code });
        }
        rows.push(PublishedRow { code, name: row.category.name.clone(), figure });
    }
    PublishedTable::new(dimension, month, rules.threshold(), total, rows)
        .map_err(|error| Refusal::Table { dimension, error })
}

/// The guard on the true value: the interval reaches from at most 1 to as far as it must.
fn protects(figure: Figure, cell: Cell, rules: Rules) -> bool {
    match figure {
        Figure::Published(_) => false,
        Figure::Withheld { lower, upper } => {
            lower <= 1 && upper.is_none_or(|upper| upper >= rules.required_upper(cell))
        }
    }
}
