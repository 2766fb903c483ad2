//! The verdict for people.

use calendar::Day;
use certificate::{Force, KeyList, LogCheck, Summary, Verdict};
use data_encoding::HEXLOWER;

use super::super::output::say;
use super::proof::{ProofProblem, ProofWarning};

/// Says what was found, line by line.
pub(super) fn explain(
    verdict: &Verdict,
    problem: Option<&ProofProblem>,
    warning: Option<ProofWarning>,
    keys: &KeyList,
) {
    let headline = match verdict.summary() {
        Summary::GenuineStatusNotChecked => match verdict.log {
            LogCheck::Included { .. } => {
                "genuine and unaltered, and in the public log; status not checked"
            }
            _ => "genuine and unaltered; status and log not checked",
        },
        Summary::GenuineNotInLog => {
            "signed by the issuer, but not in the public log where it should be; \
             ask the office before you rely on it"
        }
        Summary::CouldNotCheck => "could not be checked; do not rely on it before it is",
        _ => "not genuine",
    };
    say(headline);
    if let Some(reason) = verdict.finding() {
        say(&format!("reason: {reason} [{}]", reason.code()));
    }
    log(verdict.log, problem, warning);
    let Some(claims) = &verdict.claims else { return };
    let [_, _, issuer] = &keys.issuer;
    say(&format!("issuer: {issuer}"));
    if keys.force == Force::Demonstration {
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
        say(&format!("text SHA-256: {}", HEXLOWER.encode(hash)));
    }
    if let Some(index) = claims.status_index {
        say(&format!("status index: {index}"));
    }
    if let Some(party) = &claims.party {
        say(&format!("party commitment: {}", HEXLOWER.encode(party)));
    }
    if let Some(before) = &claims.predecessor {
        let hash = HEXLOWER.encode(&before.hash);
        say(&format!("predecessor: {hash}, this one is number {}", before.sequence));
    }
    if let Some(day) = claims.issued_on() {
        say(&format!("issued on: {day}"));
    }
}

/// What the log says, if anything was asked of it.
fn log(check: LogCheck, problem: Option<&ProofProblem>, warning: Option<ProofWarning>) {
    match check {
        LogCheck::Included { index, size, cosigned_at } => {
            let cosigned = cosigned_at.map_or_else(String::new, |seconds| {
                format!(", cosigned by a quorum of witnesses by {}", moment(seconds))
            });
            say(&format!("log: place {index} of {size}{cosigned}"));
        }
        LogCheck::NotFound { index, size } => {
            say(&format!("log: not found at place {index} of {size}"));
        }
        LogCheck::NoPlace => say("log: no place"),
        _ => {}
    }
    if let Some(problem) = problem {
        say(&format!("log not checked: {problem} [{}]", problem.code()));
    }
    if let Some(warning) = warning {
        say(&format!("warning: {warning} [{}]", warning.code()));
    }
}

/// A moment in Greenwich, as in `2026-11-22 08:26:40 UTC`.
fn moment(seconds: u64) -> String {
    let day = i32::try_from(seconds / 86_400).ok().and_then(Day::from_number);
    let Some(day) = day else { return format!("second {seconds} after 1970") };
    let (hours, minutes) = (seconds / 3_600 % 24, seconds / 60 % 60);
    format!("{day} {hours:02}:{minutes:02}:{:02} UTC", seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_in_greenwich() {
        assert_eq!(moment(1_763_800_000), "2025-11-22 08:26:40 UTC");
        assert_eq!(moment(u64::MAX), "second 18446744073709551615 after 1970");
    }
}
