//! The true counts of a month: what disclosure control starts from. Never published.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use calendar::Month;
use cases::{City, Code, Name};

use crate::{Dimension, Figure, LabelFault, Observation, PublishedTable, UnitId, label};

/// How much is in one cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Outcomes of rulings: the figure.
    pub count: u64,
    /// Different properties among them: what the rules look at. Zero exactly when `count` is,
    /// and never more than it.
    pub units: u64,
}

/// One category that a dimension can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The code in the city's list.
    pub code: Code,
    /// What it is called.
    pub name: Name,
}

/// One category with its true count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountRow {
    /// The category.
    pub category: Category,
    /// What is in it.
    pub cell: Cell,
}

/// The true counts of a month by one dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountTable {
    dimension: Dimension,
    rows: Vec<CountRow>,
}

/// The four one-way tables of a month, all over the same outcomes and so with the same total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    month: Month,
    total: Cell,
    tables: [CountTable; 4],
}

/// Why observations cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FamilyError {
    /// The city has no category, or more than [`PublishedTable::MAX_ROWS`], in this dimension.
    Categories {
        /// The dimension.
        dimension: Dimension,
        /// How many it has.
        categories: usize,
    },
    /// Two categories of the dimension have this code, or it is the one of the totals.
    DuplicateCategory {
        /// The dimension.
        dimension: Dimension,
        /// The code.
        code: Code,
    },
    /// The name of the category cannot be published.
    Label {
        /// The dimension.
        dimension: Dimension,
        /// The category.
        code: Code,
        /// What is wrong with the name.
        fault: LabelFault,
    },
    /// An observation has a category that the city does not know.
    UnknownCategory {
        /// The dimension.
        dimension: Dimension,
        /// The unknown code.
        code: Code,
    },
    /// There are more observations than a figure can say.
    TooMany,
}

impl Family {
    /// Counts the observations of a month by the lists of the city.
    ///
    /// # Errors
    ///
    /// [`FamilyError`] when a list cannot be published or an observation is not in the lists.
    pub fn of(
        month: Month,
        city: &City,
        observations: &[Observation],
    ) -> Result<Self, FamilyError> {
        let lists = [&city.districts, &city.commissions, &city.violations, &city.outcomes];
        let categories = lists.map(|entries| {
            entries
                .iter()
                .map(|entry| Category { code: entry.code.clone(), name: entry.name.clone() })
                .collect()
        });
        Self::count(month, categories, observations)
    }

    /// Counts the observations of a month by these categories, which are in the order of
    /// [`Dimension::ALL`]. Every category has its row, zeros included.
    ///
    /// # Errors
    ///
    /// [`FamilyError`] when a list cannot be published or an observation is not in the lists.
    pub fn count(
        month: Month,
        categories: [Vec<Category>; 4],
        observations: &[Observation],
    ) -> Result<Self, FamilyError> {
        let [districts, commissions, violations, outcomes] = categories;
        let tables = [
            CountTable::count(Dimension::District, districts, observations)?,
            CountTable::count(Dimension::Commission, commissions, observations)?,
            CountTable::count(Dimension::Violation, violations, observations)?,
            CountTable::count(Dimension::Outcome, outcomes, observations)?,
        ];
        let units: BTreeSet<&UnitId> = observations.iter().map(|one| &one.unit).collect();
        let total = Cell { count: number(observations.len())?, units: number(units.len())? };
        Ok(Self { month, total, tables })
    }

    /// The month.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.month
    }

    /// All outcomes and all properties of the month.
    #[must_use]
    pub const fn total(&self) -> Cell {
        self.total
    }

    /// The tables in the order of [`Dimension::ALL`].
    #[must_use]
    pub const fn tables(&self) -> &[CountTable; 4] {
        &self.tables
    }
}

impl CountTable {
    fn count(
        dimension: Dimension,
        categories: Vec<Category>,
        observations: &[Observation],
    ) -> Result<Self, FamilyError> {
        let length = categories.len();
        if length == 0 || length > PublishedTable::MAX_ROWS {
            return Err(FamilyError::Categories { dimension, categories: length });
        }
        let mut cells: BTreeMap<&str, (u64, BTreeSet<UnitId>)> = BTreeMap::new();
        for Category { code, name } in &categories {
            let before = cells.insert(code.as_str(), (0, BTreeSet::new()));
            if before.is_some() || code.as_str() == PublishedTable::TOTAL {
                return Err(FamilyError::DuplicateCategory { dimension, code: code.clone() });
            }
            label::check(name).map_err(|fault| FamilyError::Label {
                dimension,
                code: code.clone(),
                fault,
            })?;
        }
        for observation in observations {
            let code = observation.code(dimension);
            let (count, units) = cells
                .get_mut(code.as_str())
                .ok_or_else(|| FamilyError::UnknownCategory { dimension, code: code.clone() })?;
            *count += 1;
            units.insert(observation.unit);
        }
        let mut counted = Vec::with_capacity(length);
        for Category { code, .. } in &categories {
            let (count, units) = cells.remove(code.as_str()).unwrap_or_default();
            counted.push(Cell { count, units: number(units.len())? });
        }
        let rows = categories
            .into_iter()
            .zip(counted)
            .map(|(category, cell)| CountRow { category, cell })
            .collect();
        Ok(Self { dimension, rows })
    }

    /// What the table counts by.
    #[must_use]
    pub const fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// The categories in the city's order, all of them.
    #[must_use]
    pub fn rows(&self) -> &[CountRow] {
        &self.rows
    }
}

impl fmt::Display for FamilyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Categories { dimension, categories } => {
                write!(f, "the city has {categories} categories of {dimension}")
            }
            Self::DuplicateCategory { dimension, code } => {
                write!(f, "the code {code} of {dimension} is already in use")
            }
            Self::Label { dimension, code, fault } => {
                write!(f, "{dimension} {code}: {fault}")
            }
            Self::UnknownCategory { dimension, code } => {
                write!(f, "the city has no {dimension} {code}")
            }
            Self::TooMany => f.write_str("there are more outcomes than a figure can say"),
        }
    }
}

impl core::error::Error for FamilyError {}

fn number(length: usize) -> Result<u64, FamilyError> {
    u64::try_from(length).ok().filter(|length| *length <= Figure::MAX).ok_or(FamilyError::TooMany)
}
