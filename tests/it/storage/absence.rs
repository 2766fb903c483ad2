//! What the public side does not have: keys and microdata.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use crate::support::demonstration::Demonstration;
use crate::support::server::Server;

/// Bytes by which a needle is found.
const START: usize = 8;

/// Everything in the imported file that tells a case, a property or a decision from others.
fn identifying() -> BTreeSet<String> {
    let text = Demonstration::made().text("rulings.csv");
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let wanted = ["case_no", "renovation_code", "address", "decision_no"];
    let mut found = BTreeSet::new();
    for line in lines {
        // The demonstration's values have neither commas nor quotation marks.
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(fields.len(), columns.len(), "{line}");
        for (name, value) in columns.iter().zip(fields) {
            if wanted.contains(name) && !value.is_empty() {
                assert!(value.len() > START, "{value} is too short to be looked for");
                found.insert(value.to_owned());
            }
        }
    }
    found
}

/// The needles that stand somewhere in a file.
fn found_in<'a>(path: &Path, needles: &'a BTreeSet<String>) -> BTreeSet<&'a str> {
    let bytes = std::fs::read(path).expect("a database can be read");
    let mut starts: HashMap<&[u8], Vec<&str>> = HashMap::new();
    for needle in needles {
        starts.entry(&needle.as_bytes()[..START]).or_default().push(needle);
    }
    let mut found = BTreeSet::new();
    for (place, start) in bytes.windows(START).enumerate() {
        for needle in starts.get(start).into_iter().flatten() {
            if bytes[place..].starts_with(needle.as_bytes()) {
                found.insert(*needle);
            }
        }
    }
    found
}

#[test]
fn nothing_of_the_registry_stands_in_the_public_database() {
    let demo = Demonstration::made();
    let needles = identifying();
    assert!(needles.len() > 10_000, "only {} values to look for", needles.len());
    // The same search finds all of them where they are.
    assert_eq!(found_in(&demo.path("registry.db"), &needles).len(), needles.len());
    assert_eq!(found_in(&demo.path("portal.db"), &needles), BTreeSet::new());
    // Neither does a certificate, which is its holder's.
    let digits = BTreeSet::from([demo.digits()]);
    assert_eq!(found_in(&demo.path("portal.db"), &digits), BTreeSet::new());
}

#[test]
fn the_public_server_has_no_private_file_open() {
    let demo = Demonstration::made();
    let server = Server::of_demonstration();
    let (number, code) = demo.case();
    assert_eq!(server.get("/fa/").status, 200);
    assert_eq!(server.post("/fa/case", &[("number", &number), ("code", &code)]).status, 200);
    let process = PathBuf::from(format!("/proc/{}", server.process()));
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(process.join("fd")).expect("an open process") {
        let entry = entry.expect("an entry can be read");
        let Ok(target) = std::fs::read_link(entry.path()) else { continue };
        let Ok(inside) = target.strip_prefix(demo.folder()) else { continue };
        let name = inside.to_string_lossy().into_owned();
        let about = process.join("fdinfo").join(entry.file_name());
        let about = std::fs::read_to_string(about).expect("what the kernel says of it");
        let flags = about.lines().find_map(|line| line.strip_prefix("flags:")).expect("flags");
        let flags = u32::from_str_radix(flags.trim(), 8).expect("flags are octal");
        assert_eq!(flags & 3, 0, "{name} is open for more than reading");
        names.insert(name);
    }
    assert_eq!(names, BTreeSet::from(["log.db".to_owned(), "portal.db".to_owned()]));
}
