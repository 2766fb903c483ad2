//! The made-up data keep the contract and the proportions that they promise.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Month;
use cases::contract::Row;
use cases::{City, DecisionKind, Tier};

use super::{MissingCode, generate};
use crate::import::{Format, read};

const TABRIZ: &str = include_str!("../../../cities/tabriz.toml");

fn city() -> City {
    City::parse(TABRIZ).unwrap()
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn text(seed: u64) -> String {
    generate(&city(), seed, month("1404-01"), month("1404-06")).unwrap()
}

/// The rows of the made-up data; every one of them has passed the importer.
fn rows(seed: u64) -> Vec<Row> {
    let end = month("1404-06").last_day();
    let batch = read(text(seed).as_bytes(), Format::Csv, &city(), end).unwrap();
    assert_eq!((batch.bad.len(), batch.duplicates), (0, 0), "{:?}", batch.bad.first());
    batch.rows
}

fn is_within(row: &Row) -> bool {
    row.decision.decided_on >= month("1404-01").first_day()
}

/// How many rows of the six months are rulings of this tier.
fn rulings(rows: &[Row], tier: Tier) -> usize {
    let ruling = |row: &&Row| row.decision.kind == DecisionKind::Ruling;
    rows.iter()
        .filter(|row| is_within(row))
        .filter(ruling)
        .filter(|r| r.decision.tier == tier)
        .count()
}

/// Parts of a thousand.
fn share(part: usize, whole: usize) -> usize {
    part * 1000 / whole
}

#[test]
fn the_same_seed_makes_the_same_bytes() {
    assert_eq!(text(1404), text(1404));
    assert_ne!(text(1404), text(1405));
}

#[test]
fn proportions_are_those_that_cities_report() {
    for seed in [1404, 2, 3] {
        let rows = rows(seed);
        let first = rulings(&rows, Tier::FirstInstance);
        let appeal = share(rulings(&rows, Tier::Appeal), first);
        assert!((366..=495).contains(&appeal), "appeals to first rulings: {appeal}");
        let refusal = share(rulings(&rows, Tier::Refusal), first);
        assert!((200..=350).contains(&refusal), "refusals to first rulings: {refusal}");
        let peer = share(rulings(&rows, Tier::Peer), first);
        assert!((50..=130).contains(&peer), "peer rulings to first rulings: {peer}");

        let of_first = |word: &str| {
            rows.iter()
                .filter(|row| is_within(row) && row.decision.tier == Tier::FirstInstance)
                .filter(|row| row.outcome.outcome.as_str().starts_with(word))
                .count()
        };
        let (demolitions, fines) = (of_first("demolition"), of_first("fine"));
        let demolished = share(demolitions, demolitions + fines);
        assert!((340..=420).contains(&demolished), "demolitions to fines: {demolished}");

        let decisions: BTreeMap<_, _> = rows
            .iter()
            .filter(|row| is_within(row))
            .filter(|row| matches!(row.decision.tier, Tier::FirstInstance | Tier::Appeal))
            .map(|row| (row.decision.number.clone(), row.decision.kind))
            .collect();
        let orders = decisions.values().filter(|&&kind| kind == DecisionKind::Order).count();
        let ordered = share(orders, decisions.len());
        assert!((160..=240).contains(&ordered), "orders to sittings: {ordered}");
    }
}

#[test]
fn months_are_as_busy_as_reported() {
    let mut first = BTreeMap::new();
    for row in rows(1404) {
        let day = first.entry(row.case.number).or_insert(row.decision.decided_on);
        *day = (*day).min(row.decision.decided_on);
    }
    let count = |number: u8| {
        let month = Month::from_year_month(1404, number).unwrap();
        first.values().filter(|&&day| month.contains(day)).count()
    };
    let others: usize = (2..=6).map(count).sum::<usize>() / 5;
    assert!((300..=420).contains(&others), "cases a month: {others}");
    let farvardin = share(count(1), others);
    assert!((350..=500).contains(&farvardin), "Farvardin to the other months: {farvardin}");
    assert!(count(4) > count(3) && count(4) > count(5), "Tir is the busiest");
}

#[test]
fn the_law_is_kept() {
    let rows = rows(1404);
    let mut first = BTreeMap::new();
    let mut fined = BTreeSet::new();
    let mut sorted: Vec<_> = rows.iter().collect();
    sorted.sort_by_key(|row| row.decision.decided_on);
    for row in sorted {
        let violation = (row.case.number.clone(), row.violation.number);
        match row.decision.tier {
            _ if row.decision.kind == DecisionKind::Order => {}
            Tier::FirstInstance => {
                first.insert(violation.clone(), row.decision.commission.clone());
            }
            // Those who hear an objection took no part in the first ruling (note 10).
            Tier::Appeal | Tier::Peer => assert_ne!(first[&violation], row.decision.commission),
            // A refusal follows a fine, before the same commission (notes 2 and 3).
            Tier::Refusal => {
                assert!(fined.contains(&violation), "{row:?}");
                assert_eq!(first[&violation], row.decision.commission);
            }
            other => panic!("no {other} is made up"),
        }
        assert_eq!(row.outcome.amount.is_some(), row.outcome.outcome.as_str().starts_with("fine"));
        assert_eq!(row.outcome.amount.map_or(0, |amount| amount.number() % 1000), 0);
        if row.outcome.amount.is_some() {
            fined.insert(violation);
        }
    }
}

#[test]
fn the_data_have_the_corners_that_programs_trip_over() {
    let rows = rows(1404);
    let mut outcomes: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let mut orders: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let mut cases_of: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for row in &rows {
        outcomes.entry(&row.decision.number).or_default().insert(&row.outcome.outcome);
        if row.decision.kind == DecisionKind::Order {
            orders.entry(&row.case.number).or_default().insert(&row.decision.number);
        }
        cases_of.entry(&row.case.renovation_code).or_default().insert(&row.case.number);
    }
    assert!(outcomes.values().any(|outcomes| outcomes.len() >= 3), "three outcomes in one ruling");
    assert!(orders.values().any(|orders| orders.len() >= 2), "two orders in one case");
    assert!(cases_of.values().any(|cases| cases.len() >= 2), "a property with two cases");
    assert!(rows.iter().any(|row| row.violation.area.is_some_and(|area| area.tenths() == 0)));
    assert!(rows.iter().any(|row| row.violation.area.is_none()));
    assert!(rows.iter().any(|row| row.decision.notified_on.is_none()));
    assert!(rows.iter().any(|row| row.case.district.as_str() == "9"));
    let appealed =
        |row: &Row| row.decision.kind == DecisionKind::Order && row.decision.tier == Tier::Appeal;
    assert!(rows.iter().any(appealed), "an order at appeal");
    let end = month("1404-06").last_day();
    assert!(rows.iter().any(|row| row.decision.due_on > Some(end)), "an order that is not yet due");
}

#[test]
fn another_city_is_refused_by_the_code_that_it_lacks() {
    let city = City::parse(&TABRIZ.replace("\"overlooking\"", "\"overlook\"")).unwrap();
    let list = cases::List::Violations;
    let missing = generate(&city, 1, month("1404-01"), month("1404-01"));
    assert_eq!(missing, Err(MissingCode { list, code: "overlooking" }));
}
