//! Real input goes the whole way: the tickets of another city, as open data has them, become
//! figures and certificates.

use serde_json::Value;

use crate::support::demonstration::Demonstration;
use crate::support::folder::Folder;
use crate::support::program::{Ran, clean, finish, python, run};
use crate::support::{root, shared};

const TICKETS: usize = 26_782;
const REFUSED: usize = 217;

/// What is wrong with the refused rows, as the report counts it.
const REASONS: &str = "\
        1  district: not_in_list
       68  decided_on: before
      148  decided_on: missing
";

#[test]
fn the_tickets_of_another_city_become_figures_and_certificates() {
    let Some(tickets) = shared("data/detroit-tickets-2012-2014.csv.gz") else { return };
    let folder = Folder::new();
    let call = |line: &str| -> Ran {
        run(&folder, line.split_whitespace().chain(["--city", "detroit.toml"]))
    };
    let mut convert = clean("python3", &folder);
    convert.arg("-B").arg(root().join("tests/detroit/convert.py")).arg(tickets).arg(".");
    assert_eq!(finish(&mut convert, None).ended(0), format!("{TICKETS} tickets\n"));

    // As it is, the file is refused, and every row that is wrong is named.
    let refused = call("import detroit.csv --check");
    assert_eq!(refused.code, 1);
    let (rows, summary) = refused.err.split_at(refused.err.find(" rows taken").expect("a summary"));
    assert_eq!(rows.lines().filter(|line| line.starts_with("line ")).count(), REFUSED);
    assert!(rows.ends_with(&(TICKETS - REFUSED).to_string()), "{}", refused.err);
    assert!(summary.contains(REASONS), "{summary}");
    assert!(summary.ends_with("nothing was imported; mend the rows, or give --quarantine FILE\n"));

    // With a quarantine nothing is lost: every ticket is in the registry or in the file.
    let registry = "--registry sqlite:registry.db";
    let first = call(&format!("import detroit.csv --quarantine bad.csv {registry}"));
    assert_eq!(first.code, 1, "{}", first.err);
    // A case, a violation, a ruling and an outcome for each ticket.
    let taken = 4 * (TICKETS - REFUSED);
    assert_eq!(first.out, format!("{taken} new, 0 changed, 0 unchanged\n"));
    assert_eq!(folder.read("bad.csv").lines().count(), REFUSED + 1);
    let again = call(&format!("import detroit.csv --quarantine again.csv {registry}"));
    assert_eq!(again.out, format!("0 new, 0 changed, {taken} unchanged\n"));
    assert_eq!(folder.read("bad.csv"), folder.read("again.csv"));

    // A month of it is published, and protected as any other.
    let publish = format!("publish --month 1391-02 --portal sqlite:portal.db {registry}");
    assert!(call(&publish).ended(0).starts_with("release 1391-02 published: "));

    // A certificate of one ticket is accepted here and by the verifier that shares no code.
    folder.write("passphrase.txt", "correct horse battery\n");
    let key = "--key issuer.pem --passphrase-file passphrase.txt";
    call(&format!("key new {key} --keys keys.txt --demonstration")).ended(0);
    let note = "--key log.pem --passphrase-file passphrase.txt --vkey log.vkey";
    let make = |line: &str| run(&folder, line.split_whitespace()).ended(0);
    make(&format!("key log --name detroit.example/log {note}"));
    let log = "--log sqlite:log.db --lock sqlite:log-lock.db --log-key log.pem \
               --log-passphrase-file passphrase.txt";
    make(&format!("log create --vkey log.vkey --keys keys.txt {log}"));
    let case = imported_case(&folder);
    let address = call(&format!("issue --case {case} {key} {registry} {log}")).ended(0);
    folder.write("certificate.txt", &address);
    let said = run(&folder, ["verify", "--json", "--keys", "keys.txt", "certificate.txt"]).ended(0);
    let verdict: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(verdict["claims"]["case"], case);
    let Some(python) = python() else { return };
    let mut verify = clean(python, &folder);
    verify.arg("-B").arg(root().join("tests/python/verify.py")).arg("keys.txt").arg(address.trim());
    let facts: Value = serde_json::from_str(&finish(&mut verify, None).ended(0)).expect("JSON");
    assert_eq!(facts["case"], case);
    // Another issuer's keys say nothing about it.
    let keys = Demonstration::made().path("keys.txt").to_string_lossy().into_owned();
    run(&folder, ["verify", "--keys", &keys, "certificate.txt"]).ended(1);
}

/// The number of the first ticket of the file.
fn imported_case(folder: &Folder) -> String {
    let text = folder.read("detroit.csv");
    let line = text.lines().nth(1).expect("a ticket");
    line.split(',').next().expect("a number").to_owned()
}
