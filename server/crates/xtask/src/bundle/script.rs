//! The scripts written by hand, with the hashed names filled in, and every script without its
//! comments.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::site::Site;
use crate::process::run;
use crate::workspace::Workspace;

/// What may stand in a script for the name of a file beside it, and that file's key.
const PLACEHOLDERS: [(&str, &str); 7] = [
    ("__SCRIPT__", "script"),
    ("__WASM__", "wasm"),
    ("__WORKER__", "worker"),
    ("__SCANNER_JS__", "scanner_script"),
    ("__SCANNER_WASM__", "scanner_wasm"),
    ("__LOOKUP_JS__", "lookup_script"),
    ("__LOOKUP_WASM__", "lookup_wasm"),
];

/// Reads a script of the workspace and puts the names of the bundle in.
///
/// A placeholder becomes the bare file name, such as `script.0123456789abcdef.js`: the files lie
/// in one folder, and the script says in which.
pub(super) fn fill(workspace: &Workspace, work: &Path, file: &str, site: &Site) -> Result<String> {
    let path = workspace.path(file);
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("could not read {}", path.display()))?;
    let mut text = strip(&text);
    for (placeholder, key) in PLACEHOLDERS {
        if text.contains(placeholder) {
            let name = site.name(key).with_context(|| {
                format!("{file} asks for {placeholder}, which is made only after it")
            })?;
            text = text.replace(placeholder, name);
        }
    }
    if let Some(word) = placeholder(&text) {
        bail!("{file} asks for {word}, and the bundle has nothing of that name");
    }
    let copy = work.join("check.js");
    std::fs::write(&copy, &text).with_context(|| format!("could not write {}", copy.display()))?;
    run(workspace.command("node").arg("--check").arg(&copy))
        .with_context(|| format!("{file} is no script"))?;
    Ok(text)
}

/// Takes out the lines that are comments from end to end, and the empty ones, outside template
/// literals. Comments after code stay: finding them would need a parser, and they are few.
pub(super) fn strip(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut in_template = false;
    let mut in_comment = false;
    for line in text.lines() {
        let mut line = line;
        if in_comment {
            let Some((_, after)) = line.split_once("*/") else { continue };
            in_comment = false;
            line = after;
        }
        let bare = line.trim();
        if !in_template {
            if bare.is_empty() || bare.starts_with("//") {
                continue;
            }
            if let Some(comment) = bare.strip_prefix("/*") {
                match comment.split_once("*/") {
                    None => in_comment = true,
                    Some((_, "")) => {}
                    Some(_) => push(&mut kept, line),
                }
                continue;
            }
        }
        let ticks = line.matches('`').count().saturating_sub(line.matches("\\`").count());
        in_template ^= ticks % 2 == 1;
        push(&mut kept, line);
    }
    kept
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The first word like `__NAME__` in a text.
fn placeholder(text: &str) -> Option<&str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).find(|word| {
        word.len() > 4
            && word.starts_with("__")
            && word.ends_with("__")
            && word.chars().all(|c| c.is_ascii_uppercase() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::{placeholder, strip};

    #[test]
    fn whole_line_comments_go() {
        let text = "// one\n/** two\n * three */\nlet a = 1; // four\n\n/* five */\nf(a);\n";
        assert_eq!(strip(text), "let a = 1; // four\nf(a);\n");
    }

    #[test]
    fn template_literals_stay() {
        let text = "let a = `\n// not a comment\n`;\n// a comment\n";
        assert_eq!(strip(text), "let a = `\n// not a comment\n`;\n");
    }

    #[test]
    fn code_after_a_comment_stays() {
        assert_eq!(strip("/* note */ f();\n"), "/* note */ f();\n");
    }

    #[test]
    fn code_after_the_end_of_a_long_comment_stays() {
        assert_eq!(strip("/* one\n two */ f();\ng();\n"), " f();\ng();\n");
        assert_eq!(strip("/* one */ f(); /* two */\n"), "/* one */ f(); /* two */\n");
    }

    #[test]
    fn a_forgotten_placeholder_is_found() {
        assert_eq!(placeholder("import(\"/pkg/__SCRPT__\")"), Some("__SCRPT__"));
        assert_eq!(placeholder("wasm.__wbindgen_start()"), None);
    }
}
