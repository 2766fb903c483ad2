//! Which cells are withheld.
//!
//! The choice sees the number of properties in the cells and nothing else, and never the place
//! of a cell in its table. The crate's description says why that matters; the tests at the end
//! try every small instance.

use statistics::Cell;

use crate::Rules;

/// What is withheld of some tables that share their total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// For each cell of each table, whether it is withheld. The total is published.
    Cells(Vec<Vec<bool>>),
    /// All cells of all tables, zeros too, and the total.
    Everything,
}

/// Decides for all tables together.
pub(crate) fn choose(tables: &[Vec<Cell>], rules: Rules) -> Pattern {
    let masks: Option<Vec<Vec<bool>>> = tables.iter().map(|cells| mask(cells, rules)).collect();
    masks.map_or(Pattern::Everything, Pattern::Cells)
}

/// The withheld cells of one table, or `None` when no cell of it can hide the sensitive ones.
fn mask(cells: &[Cell], rules: Rules) -> Option<Vec<bool>> {
    if !cells.iter().any(|cell| rules.is_sensitive(*cell)) {
        return Some(vec![false; cells.len()]);
    }
    // The smallest cell that is not sensitive, with all cells that tie with it: taking one of
    // them by its place would tell a reader who runs this program where the others are.
    let most =
        cells.iter().map(|cell| cell.units).filter(|units| *units >= rules.threshold()).min()?;
    Some(cells.iter().map(|cell| 1 <= cell.units && cell.units <= most).collect())
}

#[cfg(test)]
mod tests;
