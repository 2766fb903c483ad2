//! The numbers of a month as a system: tables of unknowns whose rows add up to one total.

/// The values that a number can have: all integers from `lower` to `upper`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least value.
    pub lower: u64,
    /// The greatest value; `None` when there is none.
    pub upper: Option<u64>,
}

impl Bounds {
    /// Every count.
    pub(crate) const ANY: Self = Self { lower: 0, upper: None };

    /// What both say.
    pub(crate) fn and(self, other: Self) -> Self {
        let upper = match (self.upper, other.upper) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        Self { lower: self.lower.max(other.lower), upper }
    }

    fn is_empty(self) -> bool {
        self.upper.is_some_and(|upper| upper < self.lower)
    }
}

/// Bounds of the total and of every row of every table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct System {
    pub(crate) total: Bounds,
    pub(crate) tables: Vec<Vec<Bounds>>,
}

impl System {
    /// Narrows all bounds until no equation narrows any further; `None` if nothing is left.
    ///
    /// The bounds are then exact, each end being taken by some whole solution: two equations
    /// share the total and nothing else, so that a value of one row fixes at most a value of the
    /// total within its bounds, and each other table can be filled up to that total between the
    /// sums of its own ends, one step at a time, in integers.
    pub(crate) fn solve(mut self) -> Option<Self> {
        loop {
            let before = self.clone();
            for rows in &mut self.tables {
                let sum = Sum::of(rows);
                self.total = self.total.and(sum.bounds());
                for row in rows {
                    *row = row.and(sum.leaves(*row, self.total)?);
                }
            }
            if self.tables.iter().flatten().chain([&self.total]).any(|bounds| bounds.is_empty()) {
                return None;
            }
            if self == before {
                return Some(self);
            }
        }
    }
}

/// The sum of the rows of a table.
struct Sum {
    lower: u64,
    /// Of the rows that have an upper bound.
    upper: u64,
    /// How many rows have none.
    unbounded: usize,
}

impl Sum {
    fn of(rows: &[Bounds]) -> Self {
        // A table has at most 1,000 rows of at most 2⁵³ each, so that no sum overflows.
        Self {
            lower: rows.iter().map(|row| row.lower).sum(),
            upper: rows.iter().filter_map(|row| row.upper).sum(),
            unbounded: rows.iter().filter(|row| row.upper.is_none()).count(),
        }
    }

    fn bounds(&self) -> Bounds {
        Bounds { lower: self.lower, upper: (self.unbounded == 0).then_some(self.upper) }
    }

    /// What the total and the other rows leave for this row; `None` if nothing.
    fn leaves(&self, row: Bounds, total: Bounds) -> Option<Bounds> {
        let upper = match total.upper {
            Some(total) => Some(total.checked_sub(self.lower - row.lower)?),
            None => None,
        };
        let others = match row.upper {
            Some(upper) if self.unbounded == 0 => Some(self.upper - upper),
            None if self.unbounded == 1 => Some(self.upper),
            _ => None,
        };
        let lower = others.map_or(0, |others| total.lower.saturating_sub(others));
        Some(Bounds { lower, upper })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All values that each number takes in some solution with numbers up to `limit`.
    fn enumerate(system: &System, limit: u64) -> Option<System> {
        let allowed = |bounds: Bounds, value: u64| {
            bounds.lower <= value && bounds.upper.is_none_or(|upper| value <= upper)
        };
        let mut found: Option<System> = None;
        for total in (0..=limit).filter(|total| allowed(system.total, *total)) {
            let solutions: Vec<Vec<Vec<u64>>> =
                system.tables.iter().map(|rows| fillings(rows, total)).collect();
            if solutions.iter().any(Vec::is_empty) {
                continue;
            }
            let seen = found.get_or_insert_with(|| System {
                total: Bounds { lower: total, upper: Some(total) },
                tables: solutions.iter().map(|table| point(&table[0])).collect(),
            });
            widen(&mut seen.total, total);
            for (table, seen) in solutions.iter().zip(&mut seen.tables) {
                for rows in table {
                    for (value, seen) in rows.iter().zip(seen.iter_mut()) {
                        widen(seen, *value);
                    }
                }
            }
        }
        found
    }

    fn fillings(rows: &[Bounds], total: u64) -> Vec<Vec<u64>> {
        let Some((first, rest)) = rows.split_first() else {
            return if total == 0 { vec![Vec::new()] } else { Vec::new() };
        };
        let upper = first.upper.unwrap_or(total).min(total);
        (first.lower..=upper)
            .flat_map(|value| {
                fillings(rest, total - value).into_iter().map(move |mut filling| {
                    filling.insert(0, value);
                    filling
                })
            })
            .collect()
    }

    fn point(values: &[u64]) -> Vec<Bounds> {
        values.iter().map(|value| Bounds { lower: *value, upper: Some(*value) }).collect()
    }

    fn widen(bounds: &mut Bounds, value: u64) {
        bounds.lower = bounds.lower.min(value);
        bounds.upper = bounds.upper.map(|upper| upper.max(value));
    }

    #[test]
    fn the_bounds_are_those_of_all_solutions() {
        // Every system of a table of three and a table of two rows with small bounds.
        let choices: Vec<Bounds> = [(0, 0), (0, 2), (1, 1), (1, 3), (2, 4)]
            .map(|(lower, upper)| Bounds { lower, upper: Some(upper) })
            .into();
        let (mut solvable, mut contradictory) = (0, 0);
        for code in 0..choices.len().pow(5) {
            let choice = |place: u32| choices[code / choices.len().pow(place) % choices.len()];
            for total in [Bounds::ANY, Bounds { lower: 3, upper: Some(5) }] {
                let tables =
                    vec![vec![choice(0), choice(1), choice(2)], vec![choice(3), choice(4)]];
                let system = System { total, tables };
                let solved = system.clone().solve();
                assert_eq!(solved, enumerate(&system, 12), "{system:?}");
                *if solved.is_some() { &mut solvable } else { &mut contradictory } += 1;
            }
        }
        assert!(solvable > 1_000 && contradictory > 1_000);
    }

    #[test]
    fn what_nothing_bounds_stays_open() {
        let any = Bounds::ANY;
        let total = Bounds { lower: 7, upper: None };
        let fixed = Bounds { lower: 5, upper: Some(5) };
        let system = System { total, tables: vec![vec![any, fixed], vec![any, any]] };
        let solved = system.solve().expect("it has solutions");
        assert_eq!(solved.tables[0][0], Bounds { lower: 2, upper: None });
        assert_eq!(solved.tables[1][0], any);
        assert_eq!(solved.total, total);
    }
}
