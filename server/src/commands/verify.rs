//! `gavah verify`: verifies one certificate without asking anybody.

use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use certificate::{
    FormCheck, KeyCheck, KeyList, SignatureCheck, Summary, Verdict,
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
            Ok(input) if input.trim().is_empty() => {
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
        let mut text = String::new();
        if self.input == "-" {
            std::io::stdin()
                .take(MAX_INPUT)
                .read_to_string(&mut text)
                .context("could not read standard input as text")?;
            return Ok(text);
        }
        // An address or digits are no file name, however long; a file name has no '#'.
        let path = Path::new(&self.input);
        if self.input.len() < 250 && !self.input.contains('#') && path.exists() {
            return config::read_file(path);
        }
        let like_a_path = self.input.len() < 250
            && !self.input.contains('#')
            && (self.input.contains('/') || self.input.contains('.'));
        if like_a_path && !self.input.contains("://") {
            anyhow::bail!("there is no file {:?}", self.input);
        }
        Ok(self.input.clone())
    }
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
    for (position, area) in claims.violations.iter().enumerate() {
        let outcome =
            claims.outcome.at(position).map_or_else(String::new, |outcome| outcome.to_string());
        say(&format!("violation {}: outcome {outcome}", area.violation));
    }
    if let Some(amount) = claims.amount {
        say(&format!("amount: {amount} rials"));
    }
    if let Some(day) = claims.final_on {
        say(&format!("final on: {day}"));
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
