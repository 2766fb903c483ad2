//! `gavah verify`: verifies one certificate without asking anybody.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use certificate::{
    FormCheck, KeyCheck, KeyList, SignatureCheck, Summary, TextProblem, Verdict, text,
};
use clap::Args;
use serde_json::{Value, json};

use super::End;
use super::output::{say, say_error};
use crate::config;

/// Bytes of an input, at most.
const MAX_INPUT: u64 = 64 * 1024;

/// Exit codes: 0 verified, 1 rejected (the reason is printed), 2 wrong call or unreadable input,
/// 3 could not be checked.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The key list to verify with.
    #[arg(long, env = "GAVAH_KEYS", value_name = "FILE")]
    keys: std::path::PathBuf,
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
        let verdict = certificate::judge(&input, &keys);
        if self.json {
            say(&format!("{:#}", verdict_json(&verdict, &keys)));
        } else {
            explain(&verdict, &keys);
        }
        Ok(match verdict.summary() {
            Summary::GenuineStatusNotChecked => End::Done,
            Summary::CouldNotCheck => End::Unchecked,
            _ => End::Refused,
        })
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

fn explain(verdict: &Verdict, keys: &KeyList) {
    let headline = match verdict.summary() {
        Summary::GenuineStatusNotChecked => "genuine and unaltered; status and log not checked",
        Summary::CouldNotCheck => "could not be checked",
        _ => "not genuine",
    };
    say(headline);
    if let Some(reason) = verdict.finding() {
        say(&format!("reason: {reason} [{}]", reason.code()));
    }
    let Some(claims) = &verdict.claims else { return };
    let [_, _, issuer] = &keys.issuer;
    say(&format!("issuer: {issuer}"));
    if keys.force == certificate::Force::Demonstration {
        say("the key is for demonstration: no legal force");
    }
    say(&format!("certificate: {}", claims.number));
    say(&format!("case: {}", claims.case));
    say(&format!("commission: {}, tier {}", claims.commission, claims.tier));
    say(&format!("ruled on: {}", claims.ruled_on));
    say(&format!("district: {}", claims.district));
    if !claims.property.is_empty() {
        let parts: Vec<String> = claims.property.iter().map(u32::to_string).collect();
        say(&format!("renovation code: {}", parts.join("-")));
    }
    if let Some(address) = &claims.address {
        say(&format!("address: {address}"));
    }
    for (position, area) in claims.violations.iter().enumerate() {
        let outcome =
            claims.outcome.at(position).map_or_else(String::new, |outcome| outcome.to_string());
        let square_metres = area
            .tenths
            .map_or_else(String::new, |tenths| format!("{}.{} m², ", tenths / 10, tenths % 10));
        say(&format!("violation {}: {square_metres}outcome {outcome}", area.violation));
    }
    if let Some(amount) = claims.amount {
        say(&format!("amount: {amount} rials"));
    }
    if let Some(day) = claims.final_on {
        say(&format!("final on: {day}"));
    }
    if let Some(hash) = &claims.text_hash {
        say(&format!("text SHA-256: {}", data_encoding::HEXLOWER.encode(hash)));
    }
    if let Some(index) = claims.status_index {
        say(&format!("status index: {index}"));
    }
    if let Some(party) = &claims.party {
        say(&format!("party commitment: {}", data_encoding::HEXLOWER.encode(party)));
    }
    if let Some(before) = &claims.predecessor {
        let hash = data_encoding::HEXLOWER.encode(&before.hash);
        say(&format!("predecessor: {hash}, this one is number {}", before.sequence));
    }
    if let Some(day) = claims.issued_on() {
        say(&format!("issued on: {day}"));
    }
}

fn verdict_json(verdict: &Verdict, keys: &KeyList) -> Value {
    let summary = match verdict.summary() {
        Summary::GenuineStatusNotChecked => "genuine-status-not-checked",
        Summary::CouldNotCheck => "could-not-check",
        _ => "not-genuine",
    };
    let (key, id) = match verdict.key {
        KeyCheck::Active(id) => ("active", Some(id)),
        KeyCheck::Retired(id) => ("retired", Some(id)),
        KeyCheck::Compromised(id) | KeyCheck::Distrusted(id) => ("compromised", Some(id)),
        KeyCheck::OutsidePeriod(id) => ("outside-period", Some(id)),
        KeyCheck::Unknown(id) => ("unknown", Some(id)),
        KeyCheck::NotChecked => ("not-checked", None),
    };
    json!({
        "summary": summary,
        "reason": verdict.finding().map(|reason| json!({
            "code": reason.code(),
            "text": reason.to_string(),
        })),
        "form": match verdict.form {
            FormCheck::WellFormed => "ok",
            FormCheck::Malformed(_) => "malformed",
        },
        "signature": match verdict.signature {
            SignatureCheck::Good => "ok",
            SignatureCheck::Bad => "bad",
            SignatureCheck::UnknownKey => "unknown-key",
            SignatureCheck::NotChecked => "not-checked",
        },
        "key": { "state": key, "id": id.map(|id| id.to_string()) },
        "status": "not-checked",
        "log": "not-checked",
        "paper": "not-compared",
        "force": match keys.force {
            certificate::Force::Demonstration => "demonstration",
            certificate::Force::Official => "official",
        },
        "claims": verdict.claims.as_ref().map(claims_json),
    })
}

fn claims_json(claims: &certificate::Claims) -> Value {
    let violations: Vec<Value> = claims
        .violations
        .iter()
        .enumerate()
        .map(|(position, area)| {
            json!({
                "violation": area.violation,
                "area_tenths": area.tenths,
                "outcome": claims.outcome.at(position),
            })
        })
        .collect();
    json!({
        "number": claims.number.to_string(),
        "issued_at": claims.issued_at,
        "case": claims.case,
        "tier": claims.tier,
        "commission": claims.commission,
        "ruled_on": claims.ruled_on.to_string(),
        "district": claims.district,
        "property": claims.property,
        "violations": violations,
        "amount_rials": claims.amount,
        "final_on": claims.final_on.map(|day| day.to_string()),
        "address": claims.address,
        "text_sha256": claims.text_hash.map(|hash| data_encoding::HEXLOWER.encode(&hash)),
        "status_index": claims.status_index,
        "party_commitment": claims.party.map(|party| data_encoding::HEXLOWER.encode(&party)),
        "predecessor": claims.predecessor.map(|before| json!({
            "sequence": before.sequence,
            "hash": data_encoding::HEXLOWER.encode(&before.hash),
        })),
    })
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
