//! Thirty thousand synthetic rulings of three years, month by month.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use calendar::Month;
use disclosure::attack::audit;
use disclosure::{Rules, protect};
use statistics::{Dimension, Family, Observation, UnitId};

use crate::support::{category, code};

const DATA: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../shared/data/rulings-30000.csv.gz");

#[expect(clippy::disallowed_methods, reason = "a test reads its data")]
fn text() -> Option<String> {
    let bytes = std::fs::read(DATA).ok()?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("gzip");
    Some(text)
}

#[derive(Default)]
struct Tally {
    cells: u64,
    small: u64,
    withheld: u64,
    whole_months: usize,
    outcomes: u64,
    outcomes_withheld: u64,
}

/// The rulings by month, every `step`-th of them: a smaller city has fewer.
fn months(text: &str, step: usize) -> BTreeMap<Month, Vec<Observation>> {
    let mut months: BTreeMap<Month, Vec<Observation>> = BTreeMap::new();
    // id,district,commission,violation,outcome,month,year,parcel,fine,days
    for line in text.lines().skip(1).step_by(step) {
        let fields: Vec<String> = line.split(',').map(str::to_lowercase).collect();
        let unit: u64 = fields[7].trim_start_matches('p').parse().expect("a parcel's number");
        months.entry(Month::parse(&fields[5]).expect("a month")).or_default().push(Observation {
            unit: UnitId::from(unit),
            district: code(&fields[1]),
            commission: code(&fields[2]),
            violation: code(&fields[3]),
            outcome: code(&fields[4]),
        });
    }
    months
}

fn tally(months: &BTreeMap<Month, Vec<Observation>>, threshold: u64) -> Tally {
    let mut codes: [BTreeSet<&str>; 4] = Default::default();
    for (codes, dimension) in codes.iter_mut().zip(Dimension::ALL) {
        codes.extend(months.values().flatten().map(|one| one.code(dimension).as_str()));
    }
    let lists = codes.map(|codes| codes.into_iter().map(category).collect::<Vec<_>>());
    let rules = Rules::new(threshold).expect("a threshold in range");
    let mut tally = Tally::default();
    for (month, observations) in months {
        let family = Family::count(*month, lists.clone(), observations).expect("a family");
        let protected = protect(&family, &rules).expect("it is protected");
        let tables: Vec<_> =
            protected.tables().iter().map(|table| table.published().clone()).collect();
        assert_eq!(audit(&tables), Ok(()));
        tally.whole_months += usize::from(protected.total().published().is_none());
        for (table, truth) in tables.iter().zip(family.tables()) {
            for (row, truth) in table.rows().iter().zip(truth.rows()) {
                tally.cells += 1;
                tally.small += u64::from((1..threshold).contains(&truth.cell.units));
                tally.outcomes += truth.cell.count;
                if row.figure.published().is_none() {
                    tally.withheld += 1;
                    tally.outcomes_withheld += truth.cell.count;
                }
            }
        }
    }
    tally
}

#[test]
fn every_month_is_protected_and_most_is_shown() {
    let Some(text) = text() else {
        println!("skipped: shared/data/rulings-30000.csv.gz absent");
        return;
    };
    // A city, a town and a village; and stricter rules.
    for (step, threshold, percent) in
        [(1, 5, 1), (1, 10, 10), (1, 25, 25), (10, 5, 50), (60, 5, 100)]
    {
        let months = months(&text, step);
        let tally = tally(&months, threshold);
        println!(
            "1 ruling in {step}, threshold {threshold}: {} months, {} withheld altogether; {} \
             cells, {} small, {} withheld; {} of {} outcomes in withheld cells",
            months.len(),
            tally.whole_months,
            tally.cells,
            tally.small,
            tally.withheld,
            tally.outcomes_withheld,
            tally.outcomes
        );
        assert_eq!(months.len(), 36);
        assert!(tally.small > 0 && tally.small < tally.withheld);
        assert!(tally.withheld * 100 <= tally.cells * percent);
    }
}
