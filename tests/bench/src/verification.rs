//! A certificate verified, from the digits to the verdict, beside the signature alone.

use std::hint::black_box;

use anyhow::{Context as _, ensure};
use certificate::{Summary, text, verify};
use ed25519_dalek::{Signature, VerifyingKey};

use crate::median::compare;
use crate::portal::Demo;
use crate::table::{Line, Table, microseconds};

/// Runs of either side.
const ROUNDS: usize = 401;
/// Times that each certificate is verified in a run.
const REPEATS: usize = 4;
/// The most that reading, key look-up and claims may add to the signature.
const LIMIT: f64 = 1.25;

/// A signature, ready to be verified and nothing else.
struct Bare {
    key: VerifyingKey,
    message: Vec<u8>,
    signature: Signature,
}

/// Measures the verification.
pub(crate) fn measure(demo: &Demo, table: &mut Table) -> anyhow::Result<()> {
    let keys = demo.keys()?;
    let digits = demo.digits()?;
    let mut bare = Vec::new();
    for digits in &digits {
        let verdict = verify(digits, &keys);
        ensure!(verdict.summary() == Summary::GenuineStatusNotChecked, "a sample is not genuine");
        let statement = text::parse(digits)?.statement;
        let listed = keys.find(statement.key()).context("a key is not in the list")?;
        bare.push(Bare {
            key: VerifyingKey::from_bytes(listed.key.as_bytes())?,
            message: statement.signed_bytes(),
            signature: Signature::from_bytes(statement.signature()),
        });
    }
    let ours = || {
        for digits in digits.iter().cycle().take(digits.len() * REPEATS) {
            black_box(verify(black_box(digits), black_box(&keys)));
        }
    };
    let peer = || {
        for bare in bare.iter().cycle().take(bare.len() * REPEATS) {
            let Bare { key, message, signature } = black_box(bare);
            let _ = black_box(key.verify_strict(message, signature));
        }
    };
    let found = compare(ROUNDS, ours, peer);
    let each = (digits.len() * REPEATS) as f64;
    table.push(
        Line::new("verification beside verify_strict", microseconds(found.ours / each))
            .beside(microseconds(found.peer / each), found.ratio)
            .limit(format!("{LIMIT:.2}×"), found.ratio <= LIMIT),
    );
    Ok(())
}
