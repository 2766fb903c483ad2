//! A log asks its witnesses.

use std::collections::BTreeMap;
use std::time::Duration;

use data_encoding::HEXLOWER;
use futures_util::future::join_all;
use reqwest::Client;
use sha2::{Digest as _, Sha256};
use storage::log::Log;
use tlog::{
    Checkpoint, JudgeError, MAX_NOTE, Note, Policy, SignatureLine, Submission, TreeHead,
    VerifierKey, Witnessed, cosignature,
};

use super::WitnessProblem;
use crate::log::proof;
use crate::remote::{Address, client, fetch, post};

/// The longest that a witness is waited for, both of its answers together.
const DEADLINE: Duration = Duration::from_secs(10);

/// What the witnesses of a policy made of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// The note with every cosignature that is good.
    pub note: String,
    /// What each witness of the policy did, in the policy's order.
    pub answers: Vec<Answer>,
    /// Whether the policy is satisfied.
    pub judged: Result<Witnessed, JudgeError>,
}

/// What a witness did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its name in the policy.
    pub witness: String,
    /// The time of its cosignature, in seconds since 1970-01-01T00:00:00Z.
    pub outcome: Result<u64, WitnessProblem>,
}

/// A checkpoint that is to be cosigned.
struct Asked<'a> {
    log: &'a dyn Log,
    /// The keys of the policy's logs.
    keys: Vec<&'a VerifierKey>,
    note: &'a str,
    origin: &'a str,
    head: TreeHead,
    text: &'a str,
    /// The sizes at which witnesses are known to have cosigned, by key.
    seen: &'a BTreeMap<[u8; 32], u64>,
}

/// Asks every witness of the policy that has not cosigned the note yet, all at the same time.
/// A witness that is down, slow or lies costs its own cosignature and nothing else.
pub async fn gather(log: &dyn Log, policy: &Policy, note: &str) -> Gathered {
    gather_within(log, policy, note, DEADLINE).await
}

pub(super) async fn gather_within(
    log: &dyn Log,
    policy: &Policy,
    note: &str,
    deadline: Duration,
) -> Gathered {
    let judge = |note: String, answers| {
        let judged = policy.judge(&note);
        Gathered { note, answers, judged }
    };
    let parsed = Note::parse(note).ok();
    let checkpoint = parsed.as_ref().and_then(|parsed| Checkpoint::parse(parsed.text()).ok());
    let (Some(parsed), Some(checkpoint)) = (parsed, checkpoint) else {
        return judge(note.to_owned(), Vec::new());
    };
    let seen = last_seen(log, policy).await;
    let asked = Asked {
        log,
        keys: policy.logs().map(|(key, _)| key).collect(),
        note,
        origin: &checkpoint.origin,
        head: checkpoint.head,
        text: parsed.text(),
        seen: &seen,
    };
    let asking = policy.witnesses().map(|witness| {
        let (asked, parsed) = (&asked, &parsed);
        async move {
            if let Ok(Some(time)) = cosignature::verify(parsed, &witness.key) {
                return (None, Ok(time));
            }
            let answer = ask(asked, &witness.key, witness.url.as_deref());
            match tokio::time::timeout(deadline, answer).await {
                Ok(Ok((line, time))) => (Some(line), Ok(time)),
                Ok(Err(problem)) => (None, Err(problem)),
                Err(_) => (None, Err(WitnessProblem::Slow)),
            }
        }
    });
    let names: Vec<String> = policy.witnesses().map(tlog::Witness::label).collect();
    let results = join_all(asking).await;
    let mut lines = Vec::new();
    let mut answers = Vec::new();
    for (witness, (line, outcome)) in names.into_iter().zip(results) {
        lines.extend(line);
        answers.push(Answer { witness, outcome });
    }
    judge(parsed.with(&lines), answers)
}

/// The largest size of a checkpoint that a witness has shown with the log's own signature, larger
/// than the one asked about. A log that finds one stands in an older state than it once did.
#[must_use]
pub fn ahead(answers: &[Answer]) -> Option<u64> {
    let sizes = answers.iter().filter_map(|answer| match &answer.outcome {
        Err(WitnessProblem::Ahead { size }) => Some(*size),
        _ => None,
    });
    sizes.max()
}

/// The newest note of a log that each witness of the policy shows under its monitoring prefix, as
/// far as it answers and the log's own signature stands under it. They are asked at the same time.
pub async fn shown(policy: &Policy, log: &VerifierKey) -> Vec<(String, TreeHead)> {
    let Ok(client) = client() else { return Vec::new() };
    let asking = policy.witnesses().map(|witness| {
        let client = &client;
        async move {
            let prefix = Address::parse(witness.url.as_deref()?)?;
            let note = shown_at(client, &prefix, log.name());
            let note = tokio::time::timeout(DEADLINE, note).await.ok()??;
            let head = Checkpoint::open(&note, log).ok()?.head;
            Some((note, head))
        }
    });
    join_all(asking).await.into_iter().flatten().collect()
}

/// What a witness shows of the log of this name, whatever it is.
async fn shown_at(client: &Client, prefix: &Address, origin: &str) -> Option<String> {
    let path = format!("{}/checkpoint", HEXLOWER.encode(&Sha256::digest(origin)));
    let answer = fetch(client, prefix.join(&path), MAX_NOTE).await.ok()?;
    String::from_utf8(answer.body).ok()
}

/// What the public checkpoint tells about the witnesses that cosigned it.
async fn last_seen(log: &dyn Log, policy: &Policy) -> BTreeMap<[u8; 32], u64> {
    let mut seen = BTreeMap::new();
    let Ok(Some(public)) = log.checkpoint().await else { return seen };
    let Ok(note) = Note::parse(&public) else { return seen };
    let Ok(checkpoint) = Checkpoint::parse(note.text()) else { return seen };
    for witness in policy.witnesses() {
        if matches!(cosignature::verify(&note, &witness.key), Ok(Some(_))) {
            seen.insert(*witness.key.key_bytes(), checkpoint.head.size);
        }
    }
    seen
}

/// Asks one witness: from the size that it is thought to know, and once more from the one that it
/// says it knows.
async fn ask(
    asked: &Asked<'_>,
    key: &VerifierKey,
    url: Option<&str>,
) -> Result<(SignatureLine, u64), WitnessProblem> {
    let url = url.ok_or(WitnessProblem::NoAddress)?;
    let prefix = Address::parse(url).ok_or(WitnessProblem::Address)?;
    let url = prefix.join("add-checkpoint");
    let client = client().map_err(|error| WitnessProblem::Unreachable(format!("{error:#}")))?;
    let size = asked.head.size;
    let known = asked.seen.get(key.key_bytes()).copied().filter(|known| *known <= size);
    let old = known.unwrap_or(0);
    let known = match submit(asked, &client, &url, old).await? {
        Outcome::Cosigned(body) => return cosigned(asked, key, &body),
        Outcome::Knows(known) => known,
    };
    if known > size {
        return Err(larger(asked, &client, &prefix, known).await);
    }
    if known == old {
        return Err(WitnessProblem::Conflict { size: known });
    }
    match submit(asked, &client, &url, known).await? {
        Outcome::Cosigned(body) => cosigned(asked, key, &body),
        Outcome::Knows(known) if known > size => Err(larger(asked, &client, &prefix, known).await),
        Outcome::Knows(known) => Err(WitnessProblem::Conflict { size: known }),
    }
}

/// A witness says that it cosigned a larger tree. Whether it did is for the log's own signature to
/// say, which the witness shows under its monitoring prefix: one that lies must not stop the log.
async fn larger(asked: &Asked<'_>, client: &Client, prefix: &Address, size: u64) -> WitnessProblem {
    let claim = WitnessProblem::Claim { size };
    let Some(note) = shown_at(client, prefix, asked.origin).await else { return claim };
    let signed = asked.keys.iter().find_map(|key| Checkpoint::open(&note, key).ok());
    match signed {
        Some(signed) if signed.origin == asked.origin && signed.head.size > asked.head.size => {
            WitnessProblem::Ahead { size: signed.head.size }
        }
        _ => claim,
    }
}

enum Outcome {
    Cosigned(String),
    Knows(u64),
}

async fn submit(
    asked: &Asked<'_>,
    client: &Client,
    url: &str,
    old: u64,
) -> Result<Outcome, WitnessProblem> {
    let proof = match old {
        0 => Vec::new(),
        old => proof::consistency(asked.log, old, asked.head.size)
            .await
            .map_err(|error| WitnessProblem::NoProof(format!("{error:#}")))?,
    };
    let body = Submission { old, proof, note: asked.note.to_owned() }.to_text();
    let answer = post(client, url.to_owned(), body, MAX_NOTE).await?;
    let text = || std::str::from_utf8(&answer.body).map_err(|_| WitnessProblem::Malformed);
    match answer.status {
        200 => Ok(Outcome::Cosigned(text()?.to_owned())),
        400 => Err(WitnessProblem::BadRequest),
        403 => Err(WitnessProblem::Forbidden),
        404 => Err(WitnessProblem::Unknown),
        409 => text()?
            .strip_suffix('\n')
            .filter(|size| *size == "0" || !size.starts_with(['0', '+']))
            .and_then(|size| size.parse().ok())
            .map(Outcome::Knows)
            .ok_or(WitnessProblem::Malformed),
        422 => Err(WitnessProblem::Unprocessable),
        status => Err(WitnessProblem::Status(status)),
    }
}

/// The witness's own line in what it answered. Lines of others are not looked at: a witness speaks
/// for itself.
fn cosigned(
    asked: &Asked<'_>,
    key: &VerifierKey,
    body: &str,
) -> Result<(SignatureLine, u64), WitnessProblem> {
    let body = body.strip_suffix('\n').ok_or(WitnessProblem::Malformed)?;
    let lines: Result<Vec<SignatureLine>, _> = body.split('\n').map(SignatureLine::parse).collect();
    let lines = lines.map_err(|_| WitnessProblem::Malformed)?;
    let line = lines
        .into_iter()
        .find(|line| line.name == key.name() && line.id == key.id())
        .ok_or(WitnessProblem::NoCosignature)?;
    let note = Note::compose(asked.text, std::slice::from_ref(&line))
        .and_then(|note| Note::parse(&note))
        .map_err(|_| WitnessProblem::Malformed)?;
    match cosignature::verify(&note, key) {
        Ok(Some(time)) => Ok((line, time)),
        Ok(None) => Err(WitnessProblem::NoCosignature),
        Err(_) => Err(WitnessProblem::BadCosignature),
    }
}
