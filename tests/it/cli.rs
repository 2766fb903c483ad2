//! The scripts of `tests/cli`: calls as somebody types them, and what comes back.
//!
//! ```text
//! # A comment.
//! @ name            the lines after it, each behind `| `, are the content of a file
//! | one line
//! $ gavah verify …  a line for the shell; `$DEMO` is the demonstration's folder
//! output            what it writes to standard output, whole: `[..]` is anything within a
//! ! complaint       line, a line `...` is any lines; behind `! ` what it writes to standard error
//! ? 1               the code it ends with, 0 where nothing is said
//! ```

mod digit;

use std::path::Path;

use crate::support::demonstration::Demonstration;
use crate::support::folder::Folder;
use crate::support::pattern::all_fit;
use crate::support::program::{clean, finish, gavah};
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

scripts!(
    compromise,
    demo,
    import,
    import_forms,
    issue,
    key,
    log,
    publish,
    quarantine,
    seal,
    usage,
    verify,
    witness
);

#[test]
fn every_script_is_played() {
    let found: Vec<String> =
        files(&root().join("tests/cli"), ".txt").iter().map(|path| stem(path)).collect();
    assert_eq!(found, SCRIPTS);
}

/// A call and what is expected of it.
#[derive(Debug, Default)]
struct Step {
    line: usize,
    command: String,
    out: Vec<String>,
    err: Vec<String>,
    code: i32,
}

fn play(name: &str) {
    let folder = Folder::new();
    let text = read(&root().join(format!("tests/cli/{name}.txt")));
    let mut steps: Vec<Step> = Vec::new();
    let mut open = false;
    let mut file: Option<(String, String)> = None;
    for (number, line) in text.lines().enumerate() {
        if let Some((_, content)) = &mut file {
            if let Some(more) = line.strip_prefix('|') {
                content.push_str(more.strip_prefix(' ').unwrap_or(more));
                content.push('\n');
                continue;
            }
            let (name, content) = file.take().expect("it was there");
            folder.write(&name, content);
        }
        if let Some(name) = line.strip_prefix("@ ") {
            file = Some((name.to_owned(), String::new()));
        } else if let Some(command) = line.strip_prefix("$ ") {
            let command = command.to_owned();
            steps.push(Step { line: number + 1, command, ..Step::default() });
            open = true;
        } else if line.is_empty() {
            open = false;
        } else if let (true, Some(step)) = (open, steps.last_mut()) {
            match line.split_at_checked(2) {
                Some(("! ", rest)) => step.err.push(rest.to_owned()),
                Some(("? ", rest)) => step.code = rest.parse().expect("a code is a number"),
                _ => step.out.push(line.to_owned()),
            }
        } else {
            assert!(line.starts_with('#'), "{name}.txt:{}: {line:?}", number + 1);
        }
    }
    assert!(!steps.is_empty(), "{name}.txt calls nothing");
    for step in steps {
        check(name, &step, &folder);
    }
}

fn check(name: &str, step: &Step, folder: &Path) {
    let product = gavah();
    let beside = product.parent().expect("the product is in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = clean("sh", folder);
    command.arg("-c").arg(&step.command).env("LC_ALL", "C.UTF-8");
    command.env("PATH", format!("{}:{path}", beside.display()));
    command.env("DEMO", Demonstration::made().folder());
    let ran = finish(&mut command, None);
    let (out, err): (Vec<&str>, Vec<&str>) = (ran.out.lines().collect(), ran.err.lines().collect());
    assert!(
        ran.code == step.code && all_fit(&step.out, &out) && all_fit(&step.err, &err),
        "{name}.txt:{}: {}\nended with {} and not with {}, wrote\n{}\nand complained\n{}",
        step.line,
        step.command,
        ran.code,
        step.code,
        ran.out,
        ran.err,
    );
}
