//! What there is, is described: commands, settings, routes and exit codes in the operator's
//! manual, the folders in the map, the two commands of the front page among the aliases.

mod help;

use std::collections::BTreeSet;

use crate::support::{files, root, stem, text_of};
use help::commands;

const MANUAL: &str = "server/README.md";

/// The part of the manual under a heading.
fn section(manual: &str, heading: &str) -> Option<String> {
    let mut parts = manual.split("\n## ");
    parts.find_map(|part| part.strip_prefix(heading)?.strip_prefix('\n').map(str::to_owned))
}

/// The rows of the tables of a text, each with its cells.
fn rows(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    lines.map(|line| line.split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The words in backticks that begin cells.
fn words(text: &str, column: usize) -> BTreeSet<String> {
    let cells = rows(text).into_iter().filter_map(move |row| row.get(column).cloned());
    cells.filter_map(|cell| Some(cell.strip_prefix('`')?.split('`').next()?.to_owned())).collect()
}

#[test]
fn every_command_has_its_heading_and_every_flag_its_row() {
    let manual = text_of(MANUAL);
    let commands = commands();
    assert!(commands.len() >= 9, "only {} commands were found", commands.len());
    for command in &commands {
        let Some(section) = section(&manual, &format!("`{}`", command.name)) else {
            panic!("{MANUAL} has no heading for {}", command.name);
        };
        let described: BTreeSet<String> = words(&section, 0)
            .iter()
            .filter_map(|word| Some(word.strip_prefix("--")?.split(' ').next()?.to_owned()))
            .collect();
        let there: BTreeSet<String> = command.flags.iter().map(|flag| flag.name.clone()).collect();
        assert_eq!(described, there, "{}", command.name);
    }
    // And no heading describes what is not there.
    let described = manual.lines().filter_map(|line| line.strip_prefix("## `")?.strip_suffix('`'));
    let there: Vec<&str> = commands.iter().map(|command| command.name.as_str()).collect();
    for name in described {
        assert!(there.contains(&name), "there is no command {name}");
    }
}

#[test]
fn every_setting_has_its_row_with_flag_and_default() {
    let settings = section(&text_of(MANUAL), "Settings").expect("the manual has a table");
    let rows = rows(&settings);
    let mut seen = BTreeSet::from(["RUST_LOG".to_owned()]);
    for command in commands() {
        for flag in command.flags {
            let Some(name) = flag.environment else { continue };
            let row = rows.iter().find(|row| row[0] == format!("`{name}`"));
            let row = row.unwrap_or_else(|| panic!("{name} has no row"));
            assert_eq!(row[1], format!("`--{}`", flag.name), "{name}");
            if let Some(default) = flag.default {
                assert_eq!(row[2], format!("`{default}`"), "{name}");
            }
            seen.insert(name);
        }
    }
    assert_eq!(words(&settings, 0), seen);
}

/// The commands' own sources say with which codes they end.
#[test]
fn every_exit_code_has_its_row() {
    let manual = text_of(MANUAL);
    let all = words(&section(&manual, "Exit codes").expect("the manual has a table"), 0);
    let mut found = 0;
    let folders =
        [("commands", "gavah"), ("commands/key", "gavah key"), ("commands/log", "gavah log")];
    let sources = folders.iter().flat_map(|(folder, call)| {
        let sources = files(&root().join("server/src").join(folder), ".rs");
        sources.into_iter().map(move |path| (path, *call))
    });
    for (path, call) in sources {
        let text = crate::support::read(&path);
        let Some((_, rest)) = text.split_once("/// Exit codes: ") else { continue };
        let sentence = rest.split("#[").next().unwrap_or_default();
        let codes: BTreeSet<String> = sentence
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.len() == 1 && word.parse::<u8>().is_ok())
            .map(str::to_owned)
            .collect();
        let names = match stem(&path).as_str() {
            "key" => vec!["`gavah key new`".to_owned()],
            // One source makes the keys of logs and those of witnesses.
            "note" => vec!["`gavah key log`".to_owned(), "`gavah key witness`".to_owned()],
            name => vec![format!("`{call} {name}`")],
        };
        assert!(codes.is_subset(&all), "{names:?}");
        for name in names {
            let section = section(&manual, &name).unwrap_or_else(|| panic!("no heading {name}"));
            let described = words(&section, 0).into_iter().filter(|word| word.len() == 1).collect();
            assert_eq!(codes, described, "{name}");
            found += 1;
        }
    }
    assert_eq!(found, 19, "every command says its codes");
}

#[test]
fn every_route_has_its_row() {
    let manual = section(&text_of(MANUAL), "Routes").expect("the manual has a table");
    let described: BTreeSet<String> = rows(&manual)
        .iter()
        .filter_map(|row| row.first())
        .flat_map(|cell| cell.split(", ").map(|word| word.trim_matches('`').to_owned()))
        .filter(|word| word.starts_with('/'))
        .map(|route| anonymous(&route))
        .collect();
    let mut there = BTreeSet::new();
    // Routes of the server itself.
    for part in text_of("server/src/web/mod.rs").split(".route(\"").skip(1) {
        there.insert(anonymous(part.split('"').next().unwrap_or_default()));
    }
    let nested = text_of("server/src/web/asset.rs");
    let nested = nested.split("nest_service(\"").nth(1).and_then(|part| part.split('"').next());
    there.insert(format!("{}/{{}}", nested.expect("the bundle is nested")));
    // Pages.
    let pages = text_of("app/src/route.rs");
    let paths = pages.split("pub fn path(").nth(1).and_then(|rest| rest.split("\n    }").next());
    for part in paths.expect("routes have paths").split('"').skip(1).step_by(2) {
        there.insert(format!("/{{}}{}", anonymous(part)));
    }
    // Files that are copied as they are.
    for file in ["icon.svg", "robots.txt", ".well-known/security.txt"] {
        assert!(root().join("public").join(file).is_file(), "public/{file} is gone");
        there.insert(format!("/{file}"));
    }
    assert!(there.len() >= 15, "only {there:?}");
    assert_eq!(described, there);
}

/// A route without the names of its parts.
fn anonymous(route: &str) -> String {
    let mut text = String::new();
    for (place, part) in route.split('{').enumerate() {
        if place > 0 {
            text.push_str("{}");
        }
        text.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    text
}

#[test]
fn the_commands_of_the_front_page_are_aliases() {
    let aliases = text_of(".cargo/config.toml");
    let readme = text_of("README.md");
    let commands: Vec<&str> =
        readme.lines().filter_map(|line| line.strip_prefix("cargo ")).collect();
    assert_eq!(commands, ["demo", "test-all"]);
    for command in commands {
        assert!(
            aliases.lines().any(|line| line.starts_with(&format!("{command} = "))),
            "{command} is no alias"
        );
    }
}

#[test]
fn the_map_names_every_folder_and_no_other() {
    let architecture = text_of("ARCHITECTURE.md");
    let map = section(&architecture, "The map").expect("there is a map");
    let named = words(&map, 0);
    let mut there: BTreeSet<String> = BTreeSet::new();
    // The six at the top, and every package below them but what the tests keep for themselves.
    for folder in ["app", "end2end", "public", "server", "style", "tests"] {
        assert!(root().join(folder).is_dir(), "{folder} is gone");
        there.insert(folder.to_owned());
    }
    for above in ["app", "app/crates", "server", "server/crates"] {
        for entry in std::fs::read_dir(root().join(above)).expect("a folder can be listed") {
            let entry = entry.expect("an entry can be read");
            if entry.path().join("Cargo.toml").is_file() {
                there.insert(format!("{above}/{}", entry.file_name().to_string_lossy()));
            }
        }
    }
    assert_eq!(named, there);
}
