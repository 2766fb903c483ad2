//! Files as they come: whole, broken, and corrected again.

use std::collections::BTreeMap;

use calendar::Day;
use cases::City;
use cases::contract::Field;

use super::{
    Batch, DECISION_LIMIT, Fault, FileError, Format, RECORD_LIMIT, Report, quarantine, read,
};

fn city() -> City {
    City::parse(include_str!("../../cities/tabriz.toml")).unwrap()
}

fn today() -> Day {
    Day::parse("1404-07-01").unwrap()
}

fn read_bytes(bytes: &[u8], format: Format) -> Result<Batch, FileError> {
    // A small buffer makes records straddle its end.
    let whole = read(bytes, format, &city(), today());
    let pieces = read(std::io::BufReader::with_capacity(7, bytes), format, &city(), today());
    assert_eq!(whole, pieces);
    whole
}

fn header() -> String {
    Field::ALL.map(Field::name).join(",")
}

/// A CSV line of a ruling; every number makes another case.
fn line(number: usize) -> String {
    format!(
        "3-1404-{number:05},3,1404-02-01,3-9-{number},\"خیابان نمونه، کوچه ۱۲، پلاک {number}\",1,\
         no_permit,85.5,A100-04-{number:06},ruling,first_instance,2,fine,1404-04-01,1404-04-10,\
         ,,72000000,"
    )
}

fn csv(lines: &[String]) -> Vec<u8> {
    format!("{}\r\n{}\r\n", header(), lines.join("\r\n")).into_bytes()
}

fn faults(batch: &Batch) -> Vec<(u64, Fault)> {
    batch.bad.iter().map(|row| (row.line, row.faults[0].clone())).collect()
}

fn quarantined(batch: &Batch, format: Format) -> Vec<u8> {
    let mut output = Vec::new();
    quarantine(batch, format, &mut output).unwrap();
    output
}

#[test]
fn a_whole_file_is_taken() {
    let lines: Vec<_> = (1..=300).map(line).collect();
    let mut bytes = "\u{FEFF}".as_bytes().to_vec();
    bytes.extend(csv(&lines));
    let batch = read_bytes(&bytes, Format::Csv).unwrap();
    assert_eq!((batch.rows.len(), batch.bad.len(), batch.duplicates), (300, 0, 0));
    assert_eq!(batch.rows[299].case.number.as_str(), "3-1404-00300");
    let without_line_end = csv(&lines).strip_suffix(b"\r\n").unwrap().to_vec();
    assert_eq!(read_bytes(&without_line_end, Format::Csv).unwrap().rows, batch.rows);
}

#[test]
fn columns_may_stand_in_any_order() {
    let batch = read_bytes(&csv(&[line(1)]), Format::Csv).unwrap();
    let mut names: Vec<_> = Field::ALL.to_vec();
    names.reverse();
    let fields = batch.rows[0].to_fields();
    let values: Vec<_> = names.iter().map(|&field| fields.value(field)).collect();
    let text = format!(
        "{}\n{}\n",
        names.iter().map(|f| f.name()).collect::<Vec<_>>().join(","),
        values.join(",")
    );
    let turned = read_bytes(text.as_bytes(), Format::Csv).unwrap();
    assert_eq!(turned.rows, batch.rows);
    assert_eq!(turned.columns, names);
}

#[test]
fn a_header_that_is_not_the_contract_refuses_the_file() {
    let refused = |header: String| read_bytes(header.as_bytes(), Format::Csv).unwrap_err();
    assert_eq!(refused(String::new()), FileError::NoHeader);
    assert_eq!(refused("\n\n".to_owned()), FileError::NoHeader);
    assert_eq!(
        refused(header().replace("address", "owner")),
        FileError::UnknownColumn { name: "owner".to_owned(), place: 5 }
    );
    assert_eq!(
        refused(header().replace(",address", "")),
        FileError::MissingColumn { field: Field::Address }
    );
    assert_eq!(refused(header() + ",case_no"), FileError::ColumnTwice { field: Field::CaseNo });
    assert_eq!(refused(header().replace("case_no", "case\"no")), FileError::Header);
    assert_eq!(refused(" ".repeat(RECORD_LIMIT + 1)), FileError::Header);
}

#[test]
fn broken_records_are_bad_rows_and_the_rest_is_taken() {
    let mut bytes = csv(&[line(1), line(2), "a,b".to_owned(), String::new(), line(3)]);
    bytes.extend([line(4).as_bytes(), b"\n"].concat());
    bytes.extend([line(5).replace("no_permit", "no\"permit").as_bytes(), b"\n"].concat());
    bytes.extend([line(6).replace("3-1404", "\"3-1404").as_bytes(), b"\n"].concat());
    bytes.extend([line(7).as_bytes(), b"\n"].concat());
    bytes.extend(b"\xFF,");
    bytes.extend([line(8).as_bytes(), b"\n"].concat());
    let ninth = line(9).replace("3-1404", "\u{0}3-1404").into_bytes();
    bytes.extend(ninth.iter().map(|&byte| if byte == 0 { 0xFF } else { byte }));
    let batch = read_bytes(&bytes, Format::Csv).unwrap();
    let expected = Field::ALL.len();
    assert_eq!(
        faults(&batch),
        [
            (4, Fault::Columns { found: 2, expected }),
            (8, Fault::Quote { position: line(5).find("no_permit").unwrap() + 2 }),
            (9, Fault::Quote { position: line(6).find('"').unwrap() + 1 }),
            (11, Fault::Columns { found: expected + 1, expected }),
            (12, Fault::Utf8 { position: 0 }),
        ]
    );
    assert_eq!(batch.rows.len(), 5);
}

#[test]
fn a_quotation_mark_that_is_never_closed_costs_one_line() {
    let open = line(1).replace("\"خیابان نمونه، کوچه ۱۲، پلاک 1\"", "\"خیابان");
    let mut lines = vec![open];
    lines.extend((2..=1000).map(|number| line(number).replace('"', "")));
    let batch = read_bytes(&csv(&lines), Format::Csv).unwrap();
    assert_eq!(batch.bad.len(), 1);
    assert!(matches!(batch.bad[0].faults[0], Fault::Quote { .. }));
    assert_eq!(batch.rows.len(), 999);
}

#[test]
fn records_are_bounded() {
    let long = line(1).replace("خیابان", &"ا".repeat(RECORD_LIMIT));
    let batch = read_bytes(&csv(&[long, line(2)]), Format::Csv).unwrap();
    assert_eq!(faults(&batch), [(2, Fault::Long)]);
    assert_eq!(batch.rows.len(), 1);
    let long = format!("{{\"case_no\":\"{}\"}}\n{{}}\n", "1".repeat(RECORD_LIMIT));
    let batch = read_bytes(long.as_bytes(), Format::Ndjson).unwrap();
    assert_eq!(faults(&batch)[0], (1, Fault::Long));
    assert_eq!(batch.bad.len(), 2);
}

/// A line of case 1 with another ruling.
fn ruling(number: usize) -> String {
    line(1).replace("A100-04-000001", &format!("A100-04-{number:06}"))
}

#[test]
fn rows_are_held_against_each_other() {
    let lines = [
        line(1),
        line(1),
        ruling(2).replace(",3,1404-02-01", ",4,1404-02-01"),
        ruling(3).replace("72000000", "72000001"),
        ruling(1).replace(",1,no_permit", ",2,no_permit"),
        ruling(4).replace(",1,no_permit", ",2,no_parking"),
        line(1).replace("1404-02-01", "۱۴۰۴/۰۲/۰۱"),
    ];
    let batch = read_bytes(&csv(&lines), Format::Csv).unwrap();
    assert_eq!((batch.rows.len(), batch.bad.len(), batch.duplicates), (3, 2, 2));
    let report = Report::new(&batch);
    let counts: BTreeMap<_, _> =
        [((Some(Field::District), "contradicts"), 1), ((Some(Field::Violation), "contradicts"), 1)]
            .into();
    assert_eq!(report.counts(), counts);
    let text = report.to_string();
    let mut lines = Vec::new();
    report.write_rows(&mut lines).unwrap();
    assert_eq!(
        report.summary().into_bytes().into_iter().chain(lines).collect::<Vec<_>>(),
        text.as_bytes()
    );
    assert!(text.starts_with("3 rows taken, 2 rows refused, 2 duplicates ignored\n"), "{text}");
    assert!(
        text.contains("line 4, district \"4\": line 2 says otherwise about the same"),
        "{text}"
    );
    assert!(text.contains("line 7, violation \"no_parking\": line 6 says otherwise"), "{text}");
}

#[test]
fn a_decision_is_taken_whole_or_not_at_all() {
    let second = |line: String| line.replace(",1,no_permit", ",2,no_parking");
    let lines = [
        line(1),
        // The same ruling says two things: neither is believed.
        line(1).replace("72000000", "72000001"),
        line(2),
        second(line(2)).replace("no_parking", "no_such_thing"),
        line(2),
        // Another ruling of the same case is none of this.
        second(line(2)).replace("A100-04-000002", "A100-04-000777"),
        line(3).replace("1404-04-01", "not a date"),
        second(line(3)).replace("A100-04-000003", "A100-04-00000۳").replacen('3', "۳", 1),
        line(4),
        "3-1404-00004,3".to_owned(),
    ];
    let bytes = csv(&lines);
    let batch = read_bytes(&bytes, Format::Csv).unwrap();
    let words: Vec<_> = batch.bad.iter().map(|row| (row.line, row.faults[0].word())).collect();
    assert_eq!(
        words,
        [
            (2, "decision_refused"),
            (3, "contradicts"),
            (4, "decision_refused"),
            (5, "not_in_list"),
            (8, "date"),
            (9, "decision_refused"),
            (11, "columns"),
        ]
    );
    assert_eq!((batch.rows.len(), batch.duplicates), (2, 1));
    assert!(
        Report::new(&batch).to_string().contains("line 2: another row of this decision is refused")
    );

    // What stood there stands in the quarantine, and once corrected all of it is taken.
    let file = String::from_utf8(quarantined(&batch, Format::Csv)).unwrap();
    assert_eq!(read_bytes(file.as_bytes(), Format::Csv).unwrap().bad.len(), 7);
    let corrected = file
        .replace("72000001", "72000000")
        .replace("no_such_thing", "no_parking")
        .replace("not a date", "1404-04-01");
    let whole = read_bytes(corrected.as_bytes(), Format::Csv).unwrap();
    assert_eq!((whole.rows.len(), whole.bad.len(), whole.duplicates), (5, 1, 1));
}

#[test]
fn what_a_broken_record_is_about_is_read_if_it_can_be() {
    let mut bytes = csv(&[line(1), line(2)]);
    let broken = line(1).replace(",1,no_permit", ",2,no_permit").replace("no_permit", "\u{1}");
    bytes.extend(broken.bytes().map(|byte| if byte == 1 { 0xFF } else { byte }));
    let batch = read_bytes(&bytes, Format::Csv).unwrap();
    let words: Vec<_> = batch.bad.iter().map(|row| (row.line, row.faults[0].word())).collect();
    assert_eq!(words, [(2, "decision_refused"), (4, "utf8")]);

    let row = &read_bytes(&csv(&[line(1)]), Format::Csv).unwrap().rows[0];
    let members: Vec<_> = row
        .to_fields()
        .present()
        .map(|(field, value)| format!("\"{field}\":\"{value}\""))
        .collect();
    let good = format!("{{ {} }}", members.join(" , "));
    let more = ["\"owner\":\"x\"", "\"address\":[1]", "\"address\":\"x\",\"address\":\"x\""];
    for more in more {
        let text = format!(
            "{good}\n{{\"case_no\":\"3-1404-00001\",{more},\"decision_no\":\"A100-04-000001\"}}\n"
        );
        let batch = read_bytes(text.as_bytes(), Format::Ndjson).unwrap();
        assert_eq!((batch.rows.len(), batch.bad.len()), (0, 2), "{text}");
        assert_eq!(batch.bad[0].faults, [Fault::DecisionRefused]);
        assert_eq!(batch.bad[0].raw, super::Raw::Members(members.clone()));
    }
}

#[test]
fn a_case_has_so_many_decisions_and_no_more() {
    let mut lines: Vec<_> = (1..=DECISION_LIMIT + 2).map(ruling).collect();
    lines.push(ruling(DECISION_LIMIT).replace(",1,no_permit", ",2,no_permit"));
    lines.push(ruling(DECISION_LIMIT + 1).replace(",1,no_permit", ",2,no_permit"));
    let batch = read_bytes(&csv(&lines), Format::Csv).unwrap();
    assert_eq!(batch.rows.len(), DECISION_LIMIT + 1);
    let bad = faults(&batch);
    assert_eq!(bad.len(), 3);
    assert!(bad.iter().all(|(_, fault)| *fault == Fault::TooManyDecisions), "{bad:?}");
}

#[test]
fn both_forms_say_the_same() {
    let lines: Vec<_> = (1..=20).map(line).collect();
    let batch = read_bytes(&csv(&lines), Format::Csv).unwrap();
    let mut text = String::new();
    for row in &batch.rows {
        let fields = row.to_fields();
        let members: Vec<_> = fields
            .present()
            .map(|(field, value)| match field {
                // Numbers may be written as numbers.
                Field::District | Field::AreaM2 | Field::AmountRials | Field::ViolationNo => {
                    format!("\"{field}\": {value}")
                }
                _ => format!("\"{field}\": \"{value}\""),
            })
            .collect();
        text += &format!("{{{}, \"due_on\": null}}\n", members.join(", "));
    }
    let objects = read_bytes(text.as_bytes(), Format::Ndjson).unwrap();
    assert_eq!(objects.rows, batch.rows);
    assert!(objects.bad.is_empty());
}

#[test]
fn objects_are_strict() {
    let mut bytes = br#"{"case_no":"1","owner":"x"}
[1]
{"case_no":"1","case_no":"2"}
{"case_no":true}
{"case_no":"1"
not json
{}
"#
    .to_vec();
    bytes.extend(b"{\"case_no\":\"\xFF\"}\n");
    let batch = read_bytes(&bytes, Format::Ndjson).unwrap();
    let words: Vec<_> = batch.bad.iter().map(|row| (row.line, row.faults[0].word())).collect();
    assert_eq!(
        words,
        [
            (1, "unknown_key"),
            (2, "not_an_object"),
            (3, "key_twice"),
            (4, "nested"),
            (5, "json"),
            (6, "json"),
            (7, "missing"),
            (8, "utf8"),
        ]
    );
    assert_eq!(batch.bad[6].faults.len(), Field::ALL.iter().filter(|f| f.is_required()).count());
}

#[test]
fn what_was_refused_can_be_corrected_and_imported_again() {
    let lines = [line(1), line(2).replace("1404-04-01", "1404-01-01"), "a,b".to_owned()];
    let batch = read_bytes(&csv(&lines), Format::Csv).unwrap();
    assert_eq!((batch.rows.len(), batch.bad.len()), (1, 2));
    let file = quarantined(&batch, Format::Csv);
    let again = read_bytes(&file, Format::Csv).unwrap();
    assert_eq!((again.rows.len(), again.bad.len()), (0, 2));
    assert_eq!(again.bad[0].faults, batch.bad[0].faults);
    assert_eq!(again.bad[0].raw, batch.bad[0].raw);
    assert_eq!(again.bad[1].raw, batch.bad[1].raw);
    let text = String::from_utf8(file).unwrap();
    assert!(text.starts_with("_line,_reasons,case_no,"), "{text}");
    assert!(text.contains("\n3,\"decided_on: the day is before detected_on, 2025-04-21\",3-1404"));
    let corrected = text.replace("1404-01-01", "1404-04-01");
    let batch = read_bytes(corrected.as_bytes(), Format::Csv).unwrap();
    assert_eq!(batch.rows, read_bytes(&csv(&[line(2)]), Format::Csv).unwrap().rows);
    assert_eq!(batch.bad.len(), 1);
}

#[test]
fn refused_objects_keep_every_byte() {
    let mut bytes =
        br#"{ "case_no" : "1" , "area_m2": 1.50e1 , "amount_rials": 12345678901234567890123 }
{"case_no":"1"
"#
        .to_vec();
    bytes.extend(b"{\"case_no\":\"\xFF\"}\n");
    let batch = read_bytes(&bytes, Format::Ndjson).unwrap();
    let first = quarantined(&batch, Format::Ndjson);
    let again = read_bytes(&first, Format::Ndjson).unwrap();
    assert_eq!(again.bad, batch.bad);
    assert_eq!(quarantined(&again, Format::Ndjson), first);
    let text = String::from_utf8(first).unwrap();
    assert!(
        text.contains(
            r#"],"case_no" : "1","area_m2": 1.50e1,"amount_rials": 12345678901234567890123}"#
        ),
        "{text}"
    );
    assert!(text.contains(r#","_raw":"{\"case_no\":\"1\""}"#), "{text}");
    assert!(text.contains(r#","_raw_base64":"eyJjYXNlX25vIjoi/yJ9"}"#), "{text}");
}

#[test]
fn the_ending_of_the_name_tells_the_form() {
    assert_eq!(Format::of_name("rulings.1404.csv"), Some(Format::Csv));
    assert_eq!(Format::of_name("rulings.ndjson"), Some(Format::Ndjson));
    assert_eq!(Format::of_name("rulings.xlsx"), None);
    assert_eq!(Format::of_name("csv"), None);
}
