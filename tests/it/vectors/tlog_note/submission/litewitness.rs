//! What another witness answers: FiloSottile/torchwood cmd/litewitness (ISC), with a real log key of
//! the Sigsum kind. Where it answers 403 for an unknown log, the specification has 404 by now.

use serde_json::json;

use super::Vector;

pub(super) fn vectors() -> Vec<Vector> {
    let name =
        "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
    let key = format!("{name}+5202289b+Af/cLU2Y5BJNP+r3iMDC+av9eWCD0fBJVDfzAux5zxAP");
    let roots = [
        (
            1,
            "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=",
        ),
        (
            3,
            "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
            "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=",
        ),
        (
            5,
            "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
            "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=",
        ),
    ];
    let body = |old: u64, proof: &[&str], tree: usize| {
        let (size, root, signature) = roots[tree];
        let proof: String = proof.iter().map(|hash| format!("{hash}\n")).collect();
        format!("old {old}\n{proof}\n{name}\n{size}\n{root}\n\n— {name} {signature}\n")
    };
    let input = |body: String, known: Option<usize>| {
        let known = known.map(|tree| json!({ "size": roots[tree].0, "root": roots[tree].1 }));
        json!({ "body": body, "known": known, "logs": [key] })
    };
    let good = |told: &str, body: String, known, size: u64| {
        Vector::good(
            &format!("litewitness: {told}"),
            input(body, known),
            json!({ "origin": name, "size": size }),
        )
    };
    let refused = |told: &str, body: String, known, reason| {
        Vector::refused(&format!("litewitness: {told}"), input(body, known), reason)
    };
    let one = "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let two = "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let three = "KgMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let four = "KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let left = "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=";
    let to_three = body(1, &[one, two], 1);
    vec![
        good("the first checkpoint", body(0, &[], 0), None, 1),
        // The last letter states bits that say nothing, so it is no signature line at all here.
        refused(
            "a signature with another letter at its end",
            to_three.replace("6go=", "6gx="),
            Some(0),
            "note-line-base64",
        ),
        refused(
            "a log of another name",
            to_three.replace("e562", "e563"),
            Some(0),
            "witness-unknown-origin",
        ),
        refused("no proof", body(1, &[], 1), Some(0), "witness-proof"),
        refused(
            "a proof with another bit",
            body(1, &[one, &two.replace("AAA=", "ABA=")], 1),
            Some(0),
            "witness-proof",
        ),
        good("from 1 to 3", to_three, Some(0), 3),
        refused(
            "from 1 when 3 is known",
            body(1, &[one, "+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=", four], 2),
            Some(1),
            "witness-conflict",
        ),
        good("from 3 to 5", body(3, &[two, three, left, four], 2), Some(1), 5),
        refused("from 0 when 5 is known", body(0, &[], 2), Some(2), "witness-conflict"),
    ]
}
