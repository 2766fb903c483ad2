//! The verdict for programs: one schema, whatever was found.

use certificate::{
    Claims, Force, FormCheck, KeyCheck, KeyList, LogCheck, SignatureCheck, Summary, Verdict,
};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use super::proof::{ProofProblem, ProofWarning};

pub(super) fn verdict(
    verdict: &Verdict,
    problem: Option<&ProofProblem>,
    warning: Option<ProofWarning>,
    keys: &KeyList,
) -> Value {
    let summary = match verdict.summary() {
        Summary::GenuineStatusNotChecked => "genuine-status-not-checked",
        Summary::GenuineNotInLog => "genuine-not-in-log",
        Summary::CouldNotCheck => "could-not-check",
        _ => "not-genuine",
    };
    let (key, id) = match verdict.key {
        KeyCheck::Active(id) => ("active", Some(id)),
        KeyCheck::Retired(id) => ("retired", Some(id)),
        KeyCheck::Compromised(id, _) | KeyCheck::Distrusted(id) => ("compromised", Some(id)),
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
        // A place means nothing beside a signature that is not good.
        "place": verdict.claims.as_ref().and(verdict.place),
        "log": log(verdict.log, problem, warning),
        "paper": "not-compared",
        "force": match keys.force {
            Force::Demonstration => "demonstration",
            Force::Official => "official",
        },
        "claims": verdict.claims.as_ref().map(claims),
    })
}

fn log(check: LogCheck, problem: Option<&ProofProblem>, warning: Option<ProofWarning>) -> Value {
    let (state, index, size, cosigned_at) = match check {
        LogCheck::Included { index, size, cosigned_at } => {
            ("included", Some(index), Some(size), cosigned_at)
        }
        LogCheck::NotFound { index, size } => ("not-found", Some(index), Some(size), None),
        LogCheck::NoPlace => ("no-place", None, None, None),
        _ => ("not-checked", None, None, None),
    };
    json!({
        "state": state,
        "index": index,
        "size": size,
        "cosigned_at": cosigned_at,
        "reason": problem.map(|problem| json!({
            "code": problem.code(),
            "text": problem.to_string(),
        })),
        "warning": warning.map(|warning| json!({
            "code": warning.code(),
            "text": warning.to_string(),
        })),
    })
}

fn claims(claims: &Claims) -> Value {
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
        "text_sha256": claims.text_hash.map(|hash| HEXLOWER.encode(&hash)),
        "status_index": claims.status_index,
        "party_commitment": claims.party.map(|party| HEXLOWER.encode(&party)),
        "predecessor": claims.predecessor.map(|before| json!({
            "sequence": before.sequence,
            "hash": HEXLOWER.encode(&before.hash),
        })),
    })
}
