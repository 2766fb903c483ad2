//! Months made for tests.

use calendar::Month;
use cases::{Code, Name};
use statistics::{Category, Family, Figure, Observation, PublishedTable, UnitId};

/// A property as the list of its outcomes, each a category of every dimension.
pub(crate) type Property = Vec<[usize; 4]>;

pub(crate) fn month() -> Month {
    Month::parse("1404-06").expect("a month")
}

pub(crate) fn code(text: &str) -> Code {
    Code::parse(text).expect("a code")
}

pub(crate) fn category(text: &str) -> Category {
    let name = Name { fa: text.into(), azb: text.into(), en: text.into() };
    Category { code: code(text), name }
}

/// Lists of so many categories.
pub(crate) fn lists(sizes: [usize; 4]) -> [Vec<Category>; 4] {
    let letters = ["d", "c", "v", "o"].into_iter().zip(sizes);
    let lists = letters.map(|(letter, size)| {
        (0..size).map(|place| category(&format!("{letter}{place}"))).collect::<Vec<_>>()
    });
    lists.collect::<Vec<_>>().try_into().expect("four lists")
}

pub(crate) fn family(sizes: [usize; 4], properties: &[Property]) -> Family {
    let observations: Vec<Observation> = (0_u64..)
        .zip(properties)
        .flat_map(|(unit, outcomes)| {
            outcomes.iter().map(move |[district, commission, violation, outcome]| Observation {
                unit: UnitId::from(unit),
                district: code(&format!("d{district}")),
                commission: code(&format!("c{commission}")),
                violation: code(&format!("v{violation}")),
                outcome: code(&format!("o{outcome}")),
            })
        })
        .collect();
    Family::count(month(), lists(sizes), &observations).expect("a family")
}

pub(crate) fn figures(table: &PublishedTable) -> Vec<Figure> {
    table.rows().iter().map(|row| row.figure).collect()
}
