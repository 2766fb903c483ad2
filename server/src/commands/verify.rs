//! `gavah verify`: verifies one certificate without asking anybody.

mod explain;
mod json;
mod proof;

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use certificate::{KeyList, Summary, TextProblem, text};
use clap::Args;
use tlog::Policy;

use explain::explain;
use proof::Wanted;

use super::End;
use super::output::{say, say_error};
use crate::config::{self, PolicySetting};

/// Bytes of an input, at most.
const MAX_INPUT: u64 = 64 * 1024;

/// Exit codes: 0 verified, 1 rejected (the reason is printed), 2 wrong call or unreadable input, 3
/// could not be checked: the certificate, or the proof that was given.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The key list to verify with.
    #[arg(long, env = "GAVAH_KEYS", value_name = "FILE")]
    keys: PathBuf,
    /// The proof that the log holds the certificate (C2SP tlog-proof), or the folder with it. Where
    /// there is a policy, a file beside the certificate's that ends in .tlog-proof is taken.
    #[arg(long, value_name = "FILE|FOLDER", requires = "policy")]
    proof: Option<PathBuf>,
    #[command(flatten)]
    policy: PolicySetting,
    /// Print the verdict as JSON.
    #[arg(long)]
    json: bool,
    /// The certificate: a file with its address, the address or its digits, or - for standard
    /// input.
    #[arg(value_name = "FILE|TEXT|URL|-", allow_hyphen_values = true)]
    input: String,
}

impl Verify {
    pub(super) fn run(self) -> anyhow::Result<End> {
        let input = match self.read() {
            Ok(input) if text::normalise(&input) == Err(TextProblem::Empty) => {
                say_error("gavah: the input is empty");
                return Ok(End::Usage);
            }
            Ok(input) => input,
            Err(error) => {
                say_error(&format!("gavah: {error:#}"));
                return Ok(End::Usage);
            }
        };
        let keys = match config::read_file(&self.keys) {
            Ok(keys) => keys,
            Err(error) => {
                say_error(&format!("gavah: {error:#}"));
                return Ok(End::Usage);
            }
        };
        let keys = match KeyList::parse(&keys) {
            Ok(keys) => keys,
            Err(error) => {
                say_error(&format!("gavah: could not be checked: {error}"));
                return Ok(End::Unchecked);
            }
        };
        let mut verdict = certificate::judge(&input, &keys);
        let (mut problem, mut warning) = (None, None);
        if let Some(path) = &self.policy.file {
            let read = config::read_file(path).context("could not read the policy");
            let found = self.wanted().read(&verdict);
            let (text, found) = match read.and_then(|text| Ok((text, found?))) {
                Ok(both) => both,
                Err(error) => {
                    say_error(&format!("gavah: {error:#}"));
                    return Ok(End::Usage);
                }
            };
            let policy = match Policy::parse(text.as_bytes()) {
                Ok(policy) => policy,
                Err(error) => {
                    say_error(&format!("gavah: could not be checked: {error}"));
                    return Ok(End::Unchecked);
                }
            };
            let answer = proof::answer(&verdict, found, &policy);
            verdict = verdict.with_log(answer.check);
            (problem, warning) = (answer.problem, answer.warning);
        }
        if self.json {
            say(&format!("{:#}", json::verdict(&verdict, problem.as_ref(), warning, &keys)));
        } else {
            explain(&verdict, problem.as_ref(), warning, &keys);
        }
        Ok(match verdict.summary() {
            // What was asked about the log and not answered is not verified.
            Summary::GenuineStatusNotChecked if problem.is_some() => End::Unchecked,
            Summary::GenuineStatusNotChecked => End::Done,
            Summary::CouldNotCheck => End::Unchecked,
            _ => End::Refused,
        })
    }

    fn wanted(&self) -> Wanted<'_> {
        let input = Path::new(&self.input);
        match &self.proof {
            Some(path) => Wanted::Given(path),
            None if self.input != "-" && input.is_file() => Wanted::Beside(input),
            None => Wanted::Nowhere,
        }
    }

    fn read(&self) -> anyhow::Result<String> {
        if self.input == "-" {
            return read_text(std::io::stdin(), "standard input");
        }
        // What exists is meant, whatever its name looks like.
        let path = Path::new(&self.input);
        if path.exists() {
            let file = std::fs::File::open(path);
            let file = file.with_context(|| format!("could not open {}", path.display()))?;
            return read_text(file, &self.input);
        }
        if !looks_like_a_certificate(&self.input) {
            bail!("there is no file {:?}", self.input);
        }
        Ok(self.input.clone())
    }
}

/// An address, or digits of any family; everything else was meant as the name of a file.
fn looks_like_a_certificate(input: &str) -> bool {
    let unseen = |character: char| {
        character.is_whitespace()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let first = cases::fold_digits(input).trim_start_matches(unseen).chars().next();
    input.contains("://") || input.contains('#') || first.is_none_or(|c| c.is_ascii_digit())
}

/// Reads all of a text, if it is no longer than an input may be.
fn read_text(from: impl std::io::Read, name: &str) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    from.take(MAX_INPUT + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("could not read {name}"))?;
    if u64::try_from(bytes.len()).map_or(true, |length| length > MAX_INPUT) {
        bail!("{name} is too long for a certificate: more than {MAX_INPUT} bytes");
    }
    String::from_utf8(bytes).with_context(|| format!("could not read {name} as text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_told_from_certificates() {
        for certificate in ["https://a.example/v#1", "v#1", "12", " ۱۲", "\u{200f}١٢", "http://a"]
        {
            assert!(looks_like_a_certificate(certificate), "{certificate}");
        }
        for name in ["certificate.txt", "certificate", "./12", "گواهی", "-x"] {
            assert!(!looks_like_a_certificate(name), "{name}");
        }
    }
}
