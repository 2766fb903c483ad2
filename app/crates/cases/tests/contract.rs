//! The vectors of the import contract: rows that keep it, and every one of their mutations.
#![expect(clippy::disallowed_methods, reason = "the vectors are files")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a vector that is not as it should be fails its test"
)]

use calendar::Day;
use cases::City;
use cases::contract::{Field, Fields, Problem, parse_row};
use serde_json::Value;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../..");

fn city() -> City {
    let text = std::fs::read_to_string(format!("{ROOT}/server/cities/tabriz.toml")).unwrap();
    City::parse(&text).unwrap()
}

fn vectors() -> Vec<(String, Value)> {
    let mut vectors: Vec<_> = std::fs::read_dir(format!("{ROOT}/tests/vectors/import"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path.display().to_string(), serde_json::from_str(&text).unwrap())
        })
        .collect();
    vectors.sort_by(|one, other| one.0.cmp(&other.0));
    vectors
}

fn set(fields: &mut Fields<'_>, values: &Value) {
    for (name, value) in values.as_object().unwrap() {
        let field = Field::from_name(name).unwrap_or_else(|| panic!("no field {name}"));
        fields.set(field, value.as_str().unwrap().to_owned());
    }
}

fn words(problems: &[Problem]) -> Vec<(&str, &str)> {
    problems.iter().map(|problem| (problem.field.name(), problem.reason.word())).collect()
}

#[test]
fn vectors_and_their_mutations() {
    let city = city();
    let mut mutations = 0;
    for (path, vector) in vectors() {
        let today = Day::parse(vector["today"].as_str().unwrap()).unwrap();
        let mut input = Fields::new();
        set(&mut input, &vector["input"]);
        let row = parse_row(&input, &city, today)
            .unwrap_or_else(|problems| panic!("{path}: {problems:?}"));
        let mut expected = Fields::new();
        set(&mut expected, &vector["result"]);
        assert_eq!(row.to_fields(), expected, "{path}");
        assert_eq!(parse_row(&row.to_fields(), &city, today), Ok(row), "{path}");

        for mutation in vector["mutations"].as_array().unwrap() {
            let description = &mutation["description"];
            let mut changed = input.clone();
            set(&mut changed, &mutation["change"]);
            assert_ne!(changed, input, "{path}: {description} changes nothing");
            let expected: Vec<(&str, &str)> = mutation["problems"]
                .as_array()
                .unwrap()
                .iter()
                .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()))
                .collect();
            let problems = parse_row(&changed, &city, today)
                .expect_err(&format!("{path}: {description} is not noticed"));
            assert_eq!(words(&problems), expected, "{path}: {description}");
            mutations += 1;
        }
    }
    assert!(mutations > 50, "the vectors are not where they should be");
}

#[test]
fn every_list_of_the_city_is_complete() {
    use cases::List;
    let city = city();
    assert!(city.synthetic && city.data_note.is_some());
    let counts = List::ALL.map(|list| city.list(list).len());
    assert_eq!(counts, [10, 6, 14, 18, 8]);
    assert!(city.violations.iter().all(|entry| entry.note.is_some()));
    assert!(city.outcomes.iter().all(|entry| entry.basis.is_some()));
    let fines: Vec<_> =
        city.outcomes.iter().filter(|entry| entry.fine).map(|entry| entry.code.as_str()).collect();
    assert_eq!(fines, ["fine", "fine_parking"]);
    // No number of an outcome is a number of an order: a certificate carries one of either.
    assert!(city.orders.iter().all(|entry| city.numbered(List::Outcomes, entry.number).is_none()));
    for list in List::ALL {
        for entry in city.list(list) {
            assert!(entry.name.en.is_ascii() || entry.name.en.contains(['’', 'ç']), "{entry:?}");
            assert!(!entry.name.fa.contains(['ي', 'ك']), "{entry:?}: Arabic letters");
            assert!(!entry.name.azb.contains(['ي', 'ك']), "{entry:?}: Arabic letters");
        }
    }
}
