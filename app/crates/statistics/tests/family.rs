//! Counting a month.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test stops where something is not as it expects"
)]

use calendar::Month;
use cases::{City, Code, Name};
use statistics::{Category, Cell, Dimension, Family, FamilyError, LabelFault, Observation, UnitId};

fn month() -> Month {
    Month::parse("1404-06").expect("a month")
}

fn code(text: &str) -> Code {
    Code::parse(text).expect("a code")
}

fn categories(codes: &[&str]) -> Vec<Category> {
    codes
        .iter()
        .map(|text| {
            let name = Name { fa: (*text).into(), azb: (*text).into(), en: (*text).into() };
            Category { code: code(text), name }
        })
        .collect()
}

fn lists() -> [Vec<Category>; 4] {
    [
        categories(&["d1", "d2", "d3"]),
        categories(&["c1", "c2"]),
        categories(&["no_permit", "parking"]),
        categories(&["fine", "demolition", "retain"]),
    ]
}

fn observation(unit: u64, codes: [&str; 4]) -> Observation {
    let [district, commission, violation, outcome] = codes.map(code);
    Observation { unit: UnitId::from(unit), district, commission, violation, outcome }
}

fn cells(family: &Family, dimension: Dimension) -> Vec<(u64, u64)> {
    let table = family.tables().iter().find(|table| table.dimension() == dimension);
    let rows = table.expect("every dimension has its table").rows().iter();
    rows.map(|row| (row.cell.count, row.cell.units)).collect()
}

#[test]
fn outcomes_are_counted_and_properties_are_counted_once() {
    let observations = [
        observation(1, ["d2", "c1", "no_permit", "fine"]),
        observation(1, ["d2", "c1", "parking", "fine"]),
        observation(1, ["d2", "c2", "parking", "demolition"]),
        observation(2, ["d2", "c1", "parking", "fine"]),
        observation(3, ["d1", "c1", "parking", "fine"]),
    ];
    let family = Family::count(month(), lists(), &observations).expect("a family");
    assert_eq!(family.total(), Cell { count: 5, units: 3 });
    assert_eq!(cells(&family, Dimension::District), [(1, 1), (4, 2), (0, 0)]);
    assert_eq!(cells(&family, Dimension::Commission), [(4, 3), (1, 1)]);
    assert_eq!(cells(&family, Dimension::Violation), [(1, 1), (4, 3)]);
    assert_eq!(cells(&family, Dimension::Outcome), [(4, 3), (1, 1), (0, 0)]);
    let dimensions = family.tables().iter().map(|table| table.dimension());
    assert!(dimensions.eq(Dimension::ALL));
}

#[test]
fn a_month_without_rulings_has_all_its_rows() {
    let family = Family::count(month(), lists(), &[]).expect("a family");
    assert_eq!(family.total(), Cell::default());
    assert_eq!(cells(&family, Dimension::District), [(0, 0); 3]);
}

#[test]
fn what_the_lists_do_not_have_is_an_error() {
    for (dimension, codes) in [
        (Dimension::District, ["x", "c1", "parking", "fine"]),
        (Dimension::Commission, ["d1", "x", "parking", "fine"]),
        (Dimension::Violation, ["d1", "c1", "x", "fine"]),
        (Dimension::Outcome, ["d1", "c1", "parking", "x"]),
    ] {
        assert_eq!(
            Family::count(month(), lists(), &[observation(1, codes)]),
            Err(FamilyError::UnknownCategory { dimension, code: code("x") })
        );
    }
}

#[test]
fn lists_that_cannot_be_published_are_errors() {
    let dimension = Dimension::Commission;
    let with = |list: Vec<Category>| {
        let [districts, _, violations, outcomes] = lists();
        Family::count(month(), [districts, list, violations, outcomes], &[])
    };
    assert_eq!(with(Vec::new()), Err(FamilyError::Categories { dimension, categories: 0 }));
    for twice in [["c1", "c1"], ["c1", "total"]] {
        let code = code(twice[1]);
        assert_eq!(
            with(categories(&twice)),
            Err(FamilyError::DuplicateCategory { dimension, code })
        );
    }
    let mut formula = categories(&["c1"]);
    formula[0].name.azb = "=1+1".into();
    let fault = LabelFault::Formula;
    assert_eq!(with(formula), Err(FamilyError::Label { dimension, code: code("c1"), fault }));
}

#[test]
fn the_lists_of_a_city_are_counted_in_its_order() {
    let city = City::parse(include_str!("../../../../server/cities/tabriz.toml")).expect("a city");
    let first = [&city.districts, &city.commissions, &city.violations, &city.outcomes]
        .map(|list| list[0].code.as_str());
    let family = Family::of(month(), &city, &[observation(7, first)]).expect("a family");
    let lists = [&city.districts, &city.commissions, &city.violations, &city.outcomes];
    for (table, list) in family.tables().iter().zip(lists) {
        let codes = table.rows().iter().map(|row| &row.category.code);
        assert!(codes.eq(list.iter().map(|entry| &entry.code)));
        let counts = table.rows().iter().map(|row| row.cell.count);
        assert!(counts.eq([1].into_iter().chain(vec![0; list.len() - 1])));
    }
}
