//! Releases as their readers get them.

use disclosure::attack::audit;
use statistics::{Dimension, Figure, Manifest, PublishedTable};

use crate::support::folder::Folder;
use crate::support::program::{Ran, clean, finish, run};
use crate::support::server::Server;

/// The months of the demonstration.
const MONTHS: [&str; 6] = ["1404-01", "1404-02", "1404-03", "1404-04", "1404-05", "1404-06"];

/// The tables of a month, from the files that anybody may download.
fn tables(server: &Server, month: &str) -> Vec<PublishedTable> {
    let read = |dimension: Dimension| {
        let name = dimension.code();
        let json = server.get(&format!("/releases/{month}/{name}.json"));
        let table = PublishedTable::read_json(&json.body).expect("the JSON form of a table");
        assert_eq!(table.dimension(), dimension);
        assert_eq!(table.month().to_string(), month);
        let csv = server.get(&format!("/releases/{month}/{name}.csv"));
        assert_eq!(csv.text(), table.to_csv(), "{month} {name}: CSV and JSON say the same");
        table
    };
    Dimension::ALL.into_iter().map(read).collect()
}

#[test]
fn published_files_withstand_the_attack() {
    let server = Server::of_demonstration();
    let mut withheld = 0;
    for month in MONTHS {
        let tables = tables(&server, month);
        assert_eq!(audit(&tables), Ok(()), "{month}");
        withheld += tables
            .iter()
            .flat_map(PublishedTable::rows)
            .filter(|row| matches!(row.figure, Figure::Withheld { .. }))
            .count();
    }
    assert!(withheld > 0, "the demonstration has nothing that needs protection");
}

#[test]
fn pages_show_what_the_files_say() {
    let server = Server::of_demonstration();
    for month in MONTHS {
        for table in tables(&server, month) {
            let dimension = table.dimension().code();
            let page = server.get(&format!("/en/figures/{month}/{dimension}")).text();
            let mut wanted: Vec<(String, String)> =
                table.rows().iter().map(|row| (row.name.en.clone(), shown(row.figure))).collect();
            wanted.push(("Total".to_owned(), shown(table.total())));
            let found = rows(&page);
            assert_eq!(found.len(), wanted.len(), "{month} {dimension}");
            for ((name, figure), (there, number)) in wanted.iter().zip(&found) {
                assert!(there.starts_with(name.as_str()), "{month}: {there} is not {name}");
                assert_eq!(number, figure, "{month} {name}");
            }
        }
    }
}

#[test]
fn sha256sum_accepts_what_is_downloaded() {
    let server = Server::of_demonstration();
    for month in MONTHS {
        let folder = Folder::new();
        let manifest = server.get(&format!("/releases/{month}/SHA256SUMS")).text();
        folder.write("SHA256SUMS", &manifest);
        let names: Vec<String> = Manifest::parse(&manifest)
            .expect("a manifest")
            .files()
            .iter()
            .map(|(name, _)| name.clone())
            .collect();
        assert_eq!(names.len(), 9, "four tables in two forms, and what they are");
        for name in &names {
            folder.write(name, server.get(&format!("/releases/{month}/{name}")).body);
        }
        let check = || -> Ran {
            let mut command = clean("sha256sum", &folder);
            finish(command.args(["--check", "--strict", "SHA256SUMS"]), None)
        };
        check().ended(0);
        folder.write("district.csv", folder.read("district.csv").replacen('1', "2", 1));
        check().ended(1);
    }
}

/// A release is cited by its root, and anybody who has the manifest can compute it.
#[test]
fn the_root_that_publishing_prints_is_the_manifest_s() {
    let server = Server::of_demonstration();
    let folder = Folder::new();
    for name in ["registry.db", "portal.db"] {
        let path = crate::support::demonstration::Demonstration::made().path(name);
        std::fs::copy(path, folder.join(name)).expect("a file can be copied");
    }
    let stores = ["--registry", "sqlite:registry.db", "--portal", "sqlite:portal.db"];
    for month in MONTHS {
        let call = ["publish", "--month", month].into_iter().chain(stores);
        let said = run(&folder, call).ended(0);
        let manifest = server.get(&format!("/releases/{month}/SHA256SUMS")).text();
        let root = Manifest::parse(&manifest).expect("a manifest").root();
        let root = data_encoding::HEXLOWER.encode(&root);
        assert_eq!(said, format!("release {month} was published already: {root}\n"));
    }
}

/// A figure as the English pages write it.
fn shown(figure: Figure) -> String {
    match figure {
        Figure::Published(count) => grouped(count),
        Figure::Withheld { lower, upper: Some(upper) } => {
            format!("withheld ({} to {})", grouped(lower), grouped(upper))
        }
        Figure::Withheld { lower, upper: None } => format!("withheld (at least {lower})"),
    }
}

fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Names and figures of the one table of a page, without markup.
fn rows(page: &str) -> Vec<(String, String)> {
    let table = page.split_once("<tbody").and_then(|(_, rest)| rest.split_once("</table>"));
    let (table, _) = table.expect("the page has a table");
    let cell = |row: &str, tag: &str| {
        let (_, rest) = row.split_once(&format!("<{tag}")).expect("a row has its cells");
        plain(rest.split_once(&format!("</{tag}>")).expect("a cell ends").0)
    };
    let rows = table.split("<tr").skip(1).filter(|row| row.contains("<td"));
    rows.map(|row| (cell(row, "th"), cell(row, "td"))).collect()
}

/// The text of a piece of a page that begins inside a tag.
fn plain(piece: &str) -> String {
    let text: String =
        piece.split('>').skip(1).map(|part| part.split('<').next().unwrap_or_default()).collect();
    text.replace("<!>", "").trim().to_owned()
}
