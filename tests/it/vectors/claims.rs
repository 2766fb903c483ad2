//! Claims as JSON: the form in which vectors and `gavah verify --json` state them.

use certificate::{Claims, KeyList, Summary};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

/// What the library finds out about an address, as the vectors write it.
pub(super) fn judge(address: &str, keys: &str) -> Value {
    let keys = KeyList::parse(keys).expect("the key list of a vector is one");
    let verdict = certificate::judge(address, &keys);
    json!({
        "summary": word(verdict.summary()),
        "reason": verdict.finding().map(|reason| reason.code()),
        "claims": verdict.claims.as_ref().map(of),
        // A place means nothing beside a signature that is not good.
        "place": verdict.claims.as_ref().and(verdict.place),
    })
}

/// A summary in the vectors' words.
pub(super) fn word(summary: Summary) -> &'static str {
    match summary {
        Summary::GenuineStatusNotChecked => "genuine-status-not-checked",
        Summary::GenuineNotInLog => "genuine-not-in-log",
        Summary::NotGenuine => "not-genuine",
        Summary::CouldNotCheck => "could-not-check",
        other => panic!("{other:?} has no word"),
    }
}

fn of(claims: &Claims) -> Value {
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
