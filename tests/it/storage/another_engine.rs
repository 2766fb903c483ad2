//! The other engine goes the whole way: from the file of rulings to the release and the sealed
//! cases, with the same answers at every step.

use crate::support::demonstration::Demonstration;
use crate::support::folder::Folder;
use crate::support::postgres;
use crate::support::program::run;

#[test]
fn a_month_on_postgres_is_the_month_on_sqlite() {
    let rulings = Demonstration::made().path("rulings.csv").to_string_lossy().into_owned();
    let said = |registry: &str, portal: &str| -> Vec<String> {
        let folder = Folder::new();
        let call = |words: &[&str]| run(&folder, words.iter().copied());
        let stores = ["--registry", registry, "--portal", portal];
        let missing = call(&[&["publish", "--month", "1404-06"], &stores[..]].concat());
        assert!(missing.err.contains("there is no registry"), "{}", missing.err);
        let import = ["import", rulings.as_str(), "--registry", registry];
        let publish = [&["publish", "--month", "1404-06"], &stores[..]].concat();
        let seal = [&["seal"], &stores[..]].concat();
        let calls = [&import[..], &import[..], &publish, &publish, &seal, &seal];
        calls.into_iter().map(|words| call(words).ended(0)).collect()
    };
    let sqlite = said("sqlite:registry.db", "sqlite:portal.db");
    let postgres = said(&postgres::database(), &postgres::database());
    assert_eq!(sqlite, postgres);
    assert!(sqlite[0].ends_with(" new, 0 changed, 0 unchanged\n"), "{}", sqlite[0]);
    assert!(sqlite[1].starts_with("0 new, 0 changed, "), "{}", sqlite[1]);
}
