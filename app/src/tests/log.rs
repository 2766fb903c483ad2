//! A log to look at: a checkpoint, and two witnesses of which one or both have cosigned it.

use ed25519_dalek::{Signer as _, SigningKey};
use storage::log::{CountLine, MonitorRun, RunResult};
use tlog::{
    Checkpoint, Hash, Note, SignatureKind, SignatureLine, TreeHead, VerifierKey, cosignature,
};

use crate::pages::log::LogPage;

/// When the first witness cosigned: 1 Azar 1405, 15:30 in Tehran.
pub(super) const FIRST: u64 = 1_795_348_800;

/// A log of 12 345 entries that so many witnesses have cosigned; the policy asks for two.
pub(super) fn page(cosigned: usize) -> LogPage {
    let log = SigningKey::from_bytes(&[1; 32]);
    let vkey = key("gavah.example/log", SignatureKind::Ed25519, &log);
    let checkpoint = Checkpoint {
        origin: vkey.name().to_owned(),
        head: TreeHead { size: 12_345, root: Hash::of_leaf(b"root") },
        extensions: Vec::new(),
    };
    let text = checkpoint.to_text();
    let signature = log.sign(text.as_bytes()).to_bytes().to_vec();
    let signed = SignatureLine { name: vkey.name().to_owned(), id: vkey.id(), signature };
    let mut lines = vec![signed];
    let mut policy = format!("log {vkey}\n");
    for (number, name) in ["kanun.example", "university.example"].into_iter().enumerate() {
        let witness = SigningKey::from_bytes(&[2 + u8::try_from(number).unwrap(); 32]);
        let vkey = key(name, SignatureKind::Cosignature, &witness);
        policy.push_str(&format!("witness {name} {vkey}\n"));
        if number < cosigned {
            let time = FIRST + 60 * u64::try_from(number).unwrap();
            let message = cosignature::message(time, &text);
            let signature = witness.sign(message.as_bytes()).to_bytes();
            lines.push(cosignature::line(&vkey, time, &signature));
        }
    }
    policy.push_str("group both all kanun.example university.example\nquorum both\n");
    LogPage {
        note: Some(Note::compose(&text, &lines).unwrap()),
        policy,
        counts: counts(),
        last_run: Some(run(RunResult::Clean)),
    }
}

/// A log that no witness is asked about, without counts and without a run of a monitor.
pub(super) fn alone() -> LogPage {
    let page = page(0);
    let log = page.policy.lines().next().unwrap();
    LogPage {
        policy: format!("{log}\nquorum none\n"),
        counts: Vec::new(),
        last_run: None,
        ..page.clone()
    }
}

/// A run of a monitor.
pub(super) fn run(result: RunResult) -> MonitorRun {
    let finding = match result {
        RunResult::Clean => "",
        RunResult::NotCompleted => "tile/0/000 could <not> be reached",
        RunResult::Lie => "place 7: <not> the entry of the tree",
    };
    MonitorRun { ran_at: FIRST + 3_600, size: 12_000, result, finding: finding.to_owned() }
}

/// Sixteen days, the last of them counted twice.
fn counts() -> Vec<CountLine> {
    let line = |day: i32, revision: u32, certificates: u32| {
        let date = calendar::Day::from_number(day).unwrap();
        let text = format!(
            "{date} {revision} certificate={certificates} status=0 keys=1 build=0 release=0"
        );
        CountLine { day, revision, text }
    };
    let mut lines: Vec<_> = (20_760..20_776).map(|day| line(day, 1, 1_000)).collect();
    lines.push(line(20_775, 2, 2_001));
    lines
}

fn key(name: &str, kind: SignatureKind, key: &SigningKey) -> VerifierKey {
    VerifierKey::new(name, kind, key.verifying_key().as_bytes()).unwrap()
}
