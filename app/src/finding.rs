//! What a published table says in one sentence, and no more than it can say.

use statistics::{Figure, PublishedRow, PublishedTable};

use crate::language::date;
use crate::language::digits;
use crate::language::template::fill;
use crate::site::Frame;

/// What is known about the largest row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finding<'a> {
    /// Nothing was counted at all.
    Empty,
    /// One row is certainly larger than every other, whatever the withheld ones hide.
    Leader {
        /// The row.
        row: &'a PublishedRow,
        /// Its published count.
        count: u64,
    },
    /// Rows share the first place, or a withheld row may be the largest.
    Undecided,
}

impl<'a> Finding<'a> {
    /// What a table says.
    pub(crate) fn of(table: &'a PublishedTable) -> Self {
        if table.total() == Figure::Published(0) {
            return Self::Empty;
        }
        let mut leader: Option<(&PublishedRow, u64)> = None;
        for row in table.rows() {
            if let Figure::Published(count) = row.figure
                && leader.is_none_or(|(_, best)| count > best)
            {
                leader = Some((row, count));
            }
        }
        let Some((row, count)) = leader else { return Self::Undecided };
        let rivalled = table.rows().iter().any(|other| {
            other.code != row.code
                && match other.figure {
                    Figure::Published(rival) => rival >= count,
                    Figure::Withheld { upper, .. } => upper.is_none_or(|upper| upper >= count),
                }
        });
        if rivalled || count == 0 { Self::Undecided } else { Self::Leader { row, count } }
    }
}

/// The title of a table's page: the finding, or what the table is about.
pub(crate) fn title(table: &PublishedTable, frame: &Frame<'_>) -> String {
    let text = frame.text();
    let month = date::month(table.month(), frame.language);
    match Finding::of(table) {
        Finding::Leader { row, .. } => fill(
            text.leader.of(table.dimension()),
            &[("month", &month), ("name", frame.language.name(&row.name))],
        ),
        Finding::Empty | Finding::Undecided => {
            fill(text.plain.of(table.dimension()), &[("month", &month)])
        }
    }
}

/// The sentences under the title: the largest row, and how much is withheld.
pub(crate) fn sentences(table: &PublishedTable, frame: &Frame<'_>) -> String {
    let text = &frame.text().table;
    let language = frame.language;
    let finding = match Finding::of(table) {
        Finding::Empty => return text.empty_sentence.to_owned(),
        Finding::Undecided => text.tie_sentence.to_owned(),
        Finding::Leader { row, count } => {
            let name = language.name(&row.name);
            let n = digits::number(count, language);
            let share = match table.total() {
                Figure::Published(total) => {
                    digits::share_in_tenths(count, total).map(|share| (total, share))
                }
                Figure::Withheld { .. } => None,
            };
            match share {
                Some((total, share)) => fill(
                    text.leader_sentence,
                    &[
                        ("name", name),
                        ("n", &n),
                        ("total", &digits::number(total, language)),
                        ("share", &digits::tenths(share, language)),
                    ],
                ),
                None => fill(text.leader_sentence_no_total, &[("name", name), ("n", &n)]),
            }
        }
    };
    let coverage = match withheld(table) {
        0 => text.complete_sentence.to_owned(),
        n => fill(text.withheld_sentence, &[("n", &digits::number(n, language))]),
    };
    format!("{finding} {coverage}")
}

/// How many cells of a table are withheld, its total included.
pub(crate) fn withheld(table: &PublishedTable) -> u64 {
    let figures = table.rows().iter().map(|row| row.figure).chain([table.total()]);
    figures.map(|figure| u64::from(matches!(figure, Figure::Withheld { .. }))).sum()
}

/// A figure in words of the language: the count, or that it is withheld, and between what.
pub(crate) fn figure(figure: Figure, frame: &Frame<'_>) -> String {
    match figure {
        Figure::Published(count) => digits::number(count, frame.language),
        Figure::Withheld { lower, upper } => {
            format!("{} ({})", frame.text().figures.withheld, interval(lower, upper, frame))
        }
    }
}

/// The range of a withheld figure, both ends included.
pub(crate) fn interval(lower: u64, upper: Option<u64>, frame: &Frame<'_>) -> String {
    let text = &frame.text().figures;
    let lower = digits::number(lower, frame.language);
    match upper {
        Some(upper) => fill(
            text.between,
            &[("lower", &lower), ("upper", &digits::number(upper, frame.language))],
        ),
        None => fill(text.at_least, &[("lower", &lower)]),
    }
}

#[cfg(test)]
mod tests {
    use calendar::Month;
    use cases::{Code, Name};
    use statistics::Dimension;

    use super::*;

    const HIDDEN: fn(u64) -> Figure = |upper| Figure::Withheld { lower: 1, upper: Some(upper) };

    fn table(total: Figure, figures: &[Figure]) -> PublishedTable {
        let rows = figures
            .iter()
            .enumerate()
            .map(|(index, figure)| {
                let name = format!("row {index}");
                PublishedRow {
                    code: Code::parse(&index.to_string()).unwrap(),
                    name: Name { fa: name.clone(), azb: name.clone(), en: name },
                    figure: *figure,
                }
            })
            .collect();
        let month = Month::parse("1404-06").unwrap();
        PublishedTable::new(Dimension::District, month, 5, total, rows).unwrap()
    }

    #[test]
    fn a_leader_is_named_only_when_nothing_hidden_can_be_larger() {
        let sure = table(Figure::Published(30), &[Figure::Published(20), HIDDEN(9), HIDDEN(9)]);
        assert!(matches!(Finding::of(&sure), Finding::Leader { count: 20, .. }));
        let unsure = table(Figure::Published(60), &[Figure::Published(20), HIDDEN(39), HIDDEN(39)]);
        assert_eq!(Finding::of(&unsure), Finding::Undecided);
        let tied = table(Figure::Published(14), &[Figure::Published(7), Figure::Published(7)]);
        assert_eq!(Finding::of(&tied), Finding::Undecided);
        let empty = table(Figure::Published(0), &[Figure::Published(0), Figure::Published(0)]);
        assert_eq!(Finding::of(&empty), Finding::Empty);
        assert_eq!(withheld(&unsure), 2);
    }
}
