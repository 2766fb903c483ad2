//! What the crate says about an input, and that what it accepts is written again as it was.

use serde_json::{Value, json};
use tlog::{
    Checkpoint, Hash, Note, Policy, ProofFile, Submission, TreeHead, VerifierKey, Witnessed,
    cosignature, judge_submission,
};

use super::Found;

pub(super) fn vkey(input: &Value) -> Found {
    let text = text(input);
    let key = VerifierKey::parse(&text).map_err(|error| error.code())?;
    assert_eq!(key.to_string(), text);
    Ok(json!({ "name": key.name(), "id": key.id().to_string(), "kind": key.kind().byte() }))
}

pub(super) fn note(input: &Value) -> Found {
    let octets = octets(&input["note"]);
    let note = Note::from_bytes(&octets).map_err(|error| error.code())?;
    assert_eq!(note.to_text().as_bytes(), octets);
    let mut signed = Vec::new();
    for key in keys(&input["keys"]) {
        signed.push(note.signed_by(&key).map_err(|error| error.code())?);
    }
    Ok(json!({ "text": note.text(), "lines": note.signatures().len(), "signed": signed }))
}

pub(super) fn checkpoint(input: &Value) -> Found {
    let found = match input.get("text") {
        Some(value) => {
            let text = text(value);
            let found = Checkpoint::parse(&text).map_err(|error| error.code())?;
            assert_eq!(found.to_text(), text);
            found
        }
        None => {
            let found = Checkpoint::open(&text(&input["note"]), &key(&input["key"]));
            found.map_err(|error| error.code())?
        }
    };
    Ok(json!({
        "origin": found.origin,
        "size": found.head.size,
        "root": found.head.root.to_base64(),
        "extensions": found.extensions,
    }))
}

pub(super) fn cosignature(input: &Value) -> Found {
    let note = Note::from_bytes(&octets(&input["note"])).map_err(|error| error.code())?;
    let time = cosignature::verify(&note, &key(&input["key"])).map_err(|error| error.code())?;
    Ok(json!({ "time": time }))
}

pub(super) fn policy(input: &Value) -> Found {
    let policy = Policy::parse(&octets(&input["policy"])).map_err(|error| error.code())?;
    let logs: Vec<Value> =
        policy.logs().map(|(key, url)| json!({ "key": key.to_string(), "url": url })).collect();
    let witnesses: Vec<Value> = policy
        .witnesses()
        .map(|one| json!({ "name": one.label(), "key": one.key.to_string(), "url": one.url }))
        .collect();
    let mut found = json!({ "logs": logs, "witnesses": witnesses });
    if let Some(sets) = input["sets"].as_array() {
        let satisfied = sets.iter().map(|set| {
            let names: Vec<Vec<u8>> = set.as_array().expect("names").iter().map(octets).collect();
            policy.is_satisfied(names.iter().map(Vec::as_slice))
        });
        found["satisfied"] = satisfied.collect();
    }
    if let Some(note) = input.get("note") {
        found["witnessed"] = facts(&policy.judge(&text(note)).map_err(|error| error.code())?);
    }
    Ok(found)
}

pub(super) fn proof(input: &Value) -> Found {
    let text = text(&input["file"]);
    let file = ProofFile::parse(&text).map_err(|error| error.code())?;
    assert_eq!(file.to_text(), text);
    let policy = Policy::parse(&octets(&input["policy"])).expect("a policy");
    let witnessed = file.verify(&hash(&input["leaf"]), &policy).map_err(|error| error.code())?;
    let mut found = facts(&witnessed);
    found["index"] = file.index.into();
    found["extra"] = file.extra.map(|extra| data_encoding::HEXLOWER.encode(&extra)).into();
    Ok(found)
}

pub(super) fn submission(input: &Value) -> Found {
    let body = text(&input["body"]);
    let submission = Submission::parse(&body).map_err(|error| error.code())?;
    assert_eq!(submission.to_text(), body);
    let known = &input["known"];
    let known = known["size"].as_u64().map(|size| TreeHead { size, root: hash(&known["root"]) });
    let accepted = judge_submission(&submission, known, &keys(&input["logs"]));
    let accepted = accepted.map_err(|refusal| refusal.code())?;
    assert_eq!(accepted.checkpoint.to_text(), accepted.text);
    Ok(json!({ "origin": accepted.checkpoint.origin, "size": accepted.checkpoint.head.size }))
}

fn facts(witnessed: &Witnessed) -> Value {
    json!({
        "origin": witnessed.checkpoint.origin,
        "size": witnessed.checkpoint.head.size,
        "log": witnessed.log.to_string(),
        "cosigned": witnessed.cosigned,
        "at": witnessed.at,
    })
}

fn keys(values: &Value) -> Vec<VerifierKey> {
    values.as_array().expect("keys").iter().map(key).collect()
}

fn key(value: &Value) -> VerifierKey {
    VerifierKey::parse(value.as_str().expect("a text")).expect("a verifier key")
}

fn hash(value: &Value) -> Hash {
    Hash::parse(value.as_str().expect("a text")).expect("a hash")
}

fn text(value: &Value) -> String {
    String::from_utf8(octets(value)).expect("UTF-8")
}

/// A text as it is, `{"hex": …}`, or `{"pieces": [[text, times], …]}` for what is long.
fn octets(value: &Value) -> Vec<u8> {
    if let Some(text) = value.as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(digits) = value["hex"].as_str() {
        return data_encoding::HEXLOWER.decode(digits.as_bytes()).expect("hexadecimal");
    }
    let mut octets = String::new();
    for piece in value["pieces"].as_array().expect("a text, hex or pieces") {
        let times = piece[1].as_u64().expect("a number").try_into().expect("a small number");
        octets.push_str(&piece[0].as_str().expect("a text").repeat(times));
    }
    octets.into_bytes()
}
