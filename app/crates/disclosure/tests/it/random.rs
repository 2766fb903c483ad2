//! Random months, small and large: never breached, and the same bytes whoever the small ones are.

use calendar::Day;
use disclosure::attack::{audit, infer};
use disclosure::{ProtectedFamily, ProtectedRelease, Rules, protect};
use proptest::prelude::*;
use statistics::{Family, Figure, PublishedTable};

use crate::support::{Property, family, figures};

const SIZES: [usize; 4] = [6, 3, 5, 4];

/// A property lies in one district and has one or more outcomes. Categories are skewed, so that
/// large and small cells stand side by side.
fn property() -> impl Strategy<Value = Property> {
    let skewed = |size: usize| {
        (0..size, 0..size, 0..size).prop_map(|(one, two, three)| one.min(two).min(three))
    };
    let outcome = (skewed(SIZES[1]), skewed(SIZES[2]), skewed(SIZES[3]));
    (skewed(SIZES[0]), prop::collection::vec(outcome, 1..4)).prop_map(|(district, outcomes)| {
        outcomes.into_iter().map(|(one, two, three)| [district, one, two, three]).collect()
    })
}

fn properties() -> impl Strategy<Value = Vec<Property>> {
    prop_oneof![
        prop::collection::vec(property(), 0..12),
        prop::collection::vec(property(), 12..60),
        prop::collection::vec(property(), 60..400),
    ]
}

fn published(protected: &ProtectedFamily) -> Vec<PublishedTable> {
    protected.tables().iter().map(|table| table.published().clone()).collect()
}

fn release(properties: &[Property], rules: Rules) -> ProtectedRelease {
    let protected = protect(&family(SIZES, properties), &rules).expect("it is protected");
    let day = Day::parse("1404-07-05").expect("a day");
    ProtectedRelease::new(&protected, day).expect("a release")
}

/// The widest interval that the owner of one property is left with: he subtracts his outcomes,
/// and every other withheld cell has at least his own outcomes in it.
fn upper_for_owner(table: &PublishedTable, own: &[u64], place: usize) -> Option<u64> {
    let Figure::Published(total) = table.total() else { return None };
    let mut left = total;
    for (other, (figure, own)) in figures(table).into_iter().zip(own).enumerate() {
        left -= match figure {
            Figure::Published(count) => count,
            Figure::Withheld { .. } if other == place => 0,
            Figure::Withheld { .. } => 1.max(*own),
        };
    }
    Some(left)
}

/// The counts of a family in the order of its tables, as its owner sees them.
fn counts(family: &Family) -> Vec<Vec<(u64, u64)>> {
    let tables = family.tables().iter();
    tables
        .map(|table| table.rows().iter().map(|row| (row.cell.count, row.cell.units)).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_month_is_breached(properties in properties(), threshold in 3..12_u64) {
        let rules = Rules::new(threshold).expect("a threshold in range");
        let family = family(SIZES, &properties);
        let protected = protect(&family, &rules).expect("it is protected");
        let tables = published(&protected);
        prop_assert_eq!(audit(&tables), Ok(()));
        let known = infer(&tables).expect("it has solutions");
        for ((table, cells), known) in tables.iter().zip(counts(&family)).zip(known.tables) {
            for ((figure, (count, units)), known) in figures(table).into_iter().zip(cells).zip(known) {
                prop_assert!(known.lower <= count && known.upper.is_none_or(|upper| count <= upper));
                if let Figure::Published(shown) = figure {
                    prop_assert_eq!(shown, count);
                    prop_assert!(units == 0 || units >= threshold);
                }
                if 1 <= units && units < threshold {
                    prop_assert!(known.lower <= 1);
                    prop_assert!(known.upper.is_none_or(|upper| upper > count + threshold - 2));
                }
            }
        }
    }

    #[test]
    fn no_owner_learns_that_others_are_few(properties in properties(), threshold in 3..8_u64) {
        let rules = Rules::new(threshold).expect("a threshold in range");
        let whole = family(SIZES, &properties);
        let tables = published(&protect(&whole, &rules).expect("it is protected"));
        for property in properties.iter().take(40) {
            let own = counts(&family(SIZES, std::slice::from_ref(property)));
            for ((table, own), cells) in tables.iter().zip(own).zip(counts(&whole)) {
                let own: Vec<u64> = own.into_iter().map(|(count, _)| count).collect();
                for (place, (count, units)) in cells.into_iter().enumerate() {
                    if 1 <= units && units < threshold {
                        let upper = upper_for_owner(table, &own, place);
                        prop_assert!(upper.is_none_or(|upper| upper > count + threshold - 2));
                    }
                }
            }
        }
    }

    #[test]
    fn exchanging_withheld_categories_changes_no_byte(
        properties in properties(),
        dimension in 0..4_usize,
        shift in 1..6_usize,
    ) {
        let before = release(&properties, Rules::default());
        let tables =
            published(&protect(&family(SIZES, &properties), &Rules::default()).expect("protected"));
        let withheld: Vec<usize> = figures(&tables[dimension])
            .iter()
            .enumerate()
            .filter(|(_, figure)| figure.published().is_none())
            .map(|(place, _)| place)
            .collect();
        let moved: Vec<Property> = properties
            .into_iter()
            .map(|property| {
                let relabel = |mut outcome: [usize; 4]| {
                    let found = withheld.iter().position(|place| *place == outcome[dimension]);
                    if let Some(found) = found {
                        outcome[dimension] = withheld[(found + shift) % withheld.len()];
                    }
                    outcome
                };
                property.into_iter().map(relabel).collect()
            })
            .collect();
        prop_assert_eq!(release(&moved, Rules::default()), before);
    }

    #[test]
    fn the_order_of_records_changes_no_byte(properties in properties()) {
        let reversed: Vec<Property> = properties.iter().rev().cloned().collect();
        prop_assert_eq!(release(&reversed, Rules::default()), release(&properties, Rules::default()));
    }
}
