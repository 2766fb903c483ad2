//! Plays the scripts.

use std::collections::BTreeMap;

use serde_json::Value;

use super::check_every;
use crate::support::client::{Answer, Request};
use crate::support::demonstration::Demonstration;
use crate::support::pattern::fits;
use crate::support::program::bundle;
use crate::support::server::Server;
use crate::support::{files, read, root, stem};

/// Every script is a test of its own.
macro_rules! scripts {
    ($($name:ident),+ $(,)?) => {
        $(#[test]
        fn $name() {
            play(stringify!($name));
        })+

        const SCRIPTS: &[&str] = &[$(stringify!($name)),+];
    };
}

scripts!(assets, case, errors, files_of_releases, log, methods, pages, verify);

#[test]
fn every_script_is_played() {
    let found: Vec<String> =
        files(&root().join("tests/http"), ".txt").iter().map(|path| stem(path)).collect();
    assert_eq!(found, SCRIPTS);
}

/// What the names in braces stand for.
type Names = BTreeMap<String, String>;

fn names() -> Names {
    let demo = Demonstration::made();
    let (number, code) = demo.case();
    let note = demo.text("log/checkpoint");
    let mut lines = note.lines();
    let origin = lines.next().expect("a checkpoint names its log");
    let size: u64 = lines.next().and_then(|size| size.parse().ok()).expect("and its size");
    assert!((257..511).contains(&size), "the scripts ask for a log of one full tile and a half");
    let mut names = Names::from([
        ("number".to_owned(), number),
        ("code".to_owned(), code),
        ("digits".to_owned(), demo.digits()),
        ("log_origin".to_owned(), origin.to_owned()),
        ("log_size".to_owned(), size.to_string()),
        ("log_beyond".to_owned(), (size + 1).to_string()),
        ("log_edge".to_owned(), (size - 256).to_string()),
        ("log_over_edge".to_owned(), (size - 255).to_string()),
        // Longer than any address, form or header of ours.
        ("long".to_owned(), "a".repeat(10_000)),
        ("longer".to_owned(), "a".repeat(200_000)),
    ]);
    let assets: Value = serde_json::from_str(&read(&bundle().join("assets.json"))).expect("JSON");
    for (name, address) in assets.as_object().expect("a list of addresses") {
        names.insert(name.clone(), address.as_str().expect("an address").to_owned());
    }
    names
}

fn filled(text: &str, names: &Names) -> String {
    names
        .iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

fn play(name: &str) {
    let server = Server::of_demonstration();
    let mut names = names();
    let text = read(&root().join(format!("tests/http/{name}.txt")));
    let mut played = 0;
    for block in blocks(&text) {
        let (first, _) = block[0];
        if let Err(fault) = exchange(&server, &block, &mut names) {
            panic!("{name}.txt:{first}: {}\n{fault}", block[0].1);
        }
        played += 1;
    }
    assert!(played > 0, "{name}.txt asks for nothing");
}

/// The requests of a script: lines that stand together, with their numbers.
fn blocks(text: &str) -> Vec<Vec<(usize, &str)>> {
    let mut blocks = vec![Vec::new()];
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() {
            blocks.push(Vec::new());
        } else if !line.starts_with('#')
            && let Some(block) = blocks.last_mut()
        {
            block.push((number + 1, line));
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

fn exchange(server: &Server, block: &[(usize, &str)], names: &mut Names) -> Result<(), String> {
    let mut lines = block.iter().map(|(_, line)| *line).peekable();
    let first = filled(lines.next().unwrap_or_default(), names);
    let (method, path) = first.split_once(' ').ok_or("no request")?;
    let mut request = Request::new(method, path);
    while let Some(line) = lines.next_if(|line| line.starts_with("> ") || line.starts_with("+ ")) {
        let rest = filled(&line[2..], names);
        if line.starts_with('+') {
            request = request.body(rest);
        } else {
            let (name, value) = rest.split_once(": ").ok_or("no header")?;
            request = request.with(name, value);
        }
    }
    let answer = server.send(&request);
    let status = lines.next().ok_or("no status is expected")?;
    if status != answer.status.to_string() {
        return Err(format!("{} and not {status}: {:?}", answer.status, answer.headers));
    }
    let expected: Vec<&str> = lines.collect();
    if !expected.contains(&"bare") {
        check_every(&answer)?;
    }
    expected.into_iter().try_for_each(|line| check(line, &answer, names))
}

fn check(line: &str, answer: &Answer, names: &mut Names) -> Result<(), String> {
    let body = String::from_utf8_lossy(&answer.body);
    let line = line.trim_end();
    let holds = if line == "bare" {
        true
    } else if line == "empty" {
        body.is_empty()
    } else if let Some(text) = line.strip_prefix("~ ") {
        body.contains(&filled(text, names))
    } else if let Some(text) = line.strip_prefix("!~ ") {
        !body.contains(&filled(text, names))
    } else if let Some(header) = line.strip_prefix("no ") {
        answer.header(header).is_none()
    } else if let Some((header, name)) = line.strip_prefix("= ").and_then(|it| it.split_once(' ')) {
        let value = answer.header(header).unwrap_or_default().to_owned();
        let name = name.trim_matches(['{', '}']).to_owned();
        !value.is_empty() && names.insert(name, value).is_none()
    } else if let Some((header, value)) = line.split_once(": ") {
        answer.header(header).is_some_and(|found| fits(&filled(value, names), found))
    } else {
        return Err(format!("{line:?} is no expectation"));
    };
    if holds {
        return Ok(());
    }
    Err(format!("not so: {line}\n{:?}\n{body:.600}", answer.headers))
}
