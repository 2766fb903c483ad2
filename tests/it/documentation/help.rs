//! What the product says about itself.

use crate::support::folder::Folder;
use crate::support::program::run;

/// A command as `--help` describes it.
pub(super) struct Command {
    /// The whole call, as in `gavah key new`.
    pub(super) name: String,
    pub(super) flags: Vec<Flag>,
}

/// A flag as `--help` describes it.
pub(super) struct Flag {
    /// Its name without the dashes.
    pub(super) name: String,
    pub(super) environment: Option<String>,
    pub(super) default: Option<String>,
}

/// Every command; `gavah` itself is `gavah serve`.
pub(super) fn commands() -> Vec<Command> {
    let mut found = Vec::new();
    let mut asked = vec![Vec::new()];
    while let Some(path) = asked.pop() {
        let help = help(&path);
        for name in below(&help) {
            asked.push([path.clone(), vec![name]].concat());
        }
        if !path.is_empty() {
            let name = format!("gavah {}", path.join(" "));
            found.push(Command { name, flags: flags(&help) });
        }
    }
    found
}

fn help(path: &[String]) -> String {
    let folder = Folder::new();
    run(&folder, path.iter().map(String::as_str).chain(["--help"])).ended(0)
}

/// The names in the part `Commands`.
fn below(help: &str) -> Vec<String> {
    let Some((_, rest)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    rest.lines()
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// The flags in the part `Options`, without the two that every command has.
fn flags(help: &str) -> Vec<Flag> {
    let mut flags: Vec<Flag> = Vec::new();
    let options = help.split_once("\nOptions:\n").map_or("", |(_, rest)| rest);
    for line in options.lines() {
        let words = line.trim_start();
        // A flag stands at the beginning of its line, a remark about it deeper.
        if let Some(at) = words.find("--").filter(|at| *at == 0 || words.starts_with('-')) {
            let name = words[at + 2..].split([' ', '=']).next().unwrap_or_default();
            flags.push(Flag { name: name.to_owned(), environment: None, default: None });
        }
        if let Some(flag) = flags.last_mut() {
            let remark = |start: &str| {
                let (_, rest) = line.split_once(start)?;
                Some(rest.split(']').next()?.to_owned())
            };
            if let Some(name) = remark("[env: ") {
                flag.environment = Some(name.trim_end_matches('=').to_owned());
            }
            if let Some(default) = remark("[default: ") {
                flag.default = Some(default);
            }
        }
    }
    flags.retain(|flag| flag.name != "help" && flag.name != "version");
    flags
}
