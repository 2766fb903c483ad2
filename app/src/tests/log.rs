//! The page about the log, with a log to look at: a checkpoint, and two witnesses of which one or
//! both have cosigned it.

use ed25519_dalek::{Signer as _, SigningKey};
use storage::log::{CountLine, MonitorRun, RunResult};
use tlog::{
    Checkpoint, Hash, Note, SignatureKind, SignatureLine, TreeHead, VerifierKey, cosignature,
};

use super::fixture::site;
use super::texts;
use crate::language::Language;
use crate::page::{Page, render};
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

/// A log whose policy is content with one of the two witnesses.
pub(super) fn easy() -> LogPage {
    let page = page(1);
    LogPage { policy: page.policy.replace("both all", "both any"), ..page }
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

#[test]
fn the_log_is_shown_as_its_witnesses_saw_it() {
    let site = site();
    let told = |page: &LogPage, language| texts(&render(&Page::Log(page), language, "/", &site));
    for (language, size, time, met, missing) in [
        (Language::Fa, "۱۲٬۳۴۵", "۱ آذر ۱۴۰۵ ساعت ۱۵:۳۱", "تأیید کرده‌اند.", "کمتر از قاعدهٔ ما"),
        (Language::Azb, "۱۲٬۳۴۵", "۱ آذر ۱۴۰۵ ساعات ۱۵:۳۱", "ایسته‌دیگی قدر", "ایسته‌دیگیندن آزدیر"),
        (
            Language::En,
            "12,345",
            "1 Azar 1405 at 15:31",
            "As many witnesses as",
            "Fewer witnesses than",
        ),
    ] {
        let said = told(&page(2), language);
        assert!(said.contains(size) && said.contains(met) && !said.contains(missing), "{said}");
        // The second witness makes the quorum, so its time is the one of the checkpoint.
        assert_eq!(said.matches(time).count(), 2, "{said}");
        let said = told(&page(1), language);
        assert!(said.contains(missing) && !said.contains(time), "{said}");
        assert!(said.contains(language.text().log.not_seen), "{said}");
    }
    let alone = told(&alone(), Language::En);
    assert!(alone.contains("No witness from outside") && alone.contains("asks for no witness"));
    let none = told(&LogPage::default(), Language::En);
    assert!(none.contains("No log yet") && !none.contains("Witnesses"), "{none}");
}

#[test]
fn the_log_promises_what_its_policy_keeps() {
    let site = site();
    for language in Language::ALL {
        let text = &language.text().log;
        let told = |page: &LogPage| texts(&render(&Page::Log(page), language, "/", &site));
        let words = [text.why_majority, text.why_some, text.why_nothing];
        for (page, kept) in [(page(2), 0), (easy(), 1), (alone(), 2)] {
            let told = told(&page);
            for (number, words) in words.iter().enumerate() {
                assert_eq!(told.contains(words), number == kept, "{words}: {told}");
            }
            assert_eq!(told.contains(text.why_witness), kept < 2, "{told}");
        }
        let none = told(&LogPage::default());
        assert!(!none.contains(text.why_title) && none.contains(text.none_text), "{none}");
    }
}

#[test]
fn a_day_is_counted_once_and_its_last_count_stands() {
    let html = render(&Page::Log(&page(2)), Language::En, "/en/log", &site());
    let table = html.split("class=\"counts\"").nth(1).unwrap();
    let table = table.split("</table>").next().unwrap();
    assert_eq!(table.matches("<tr").count(), 1 + 14, "a head and fourteen days");
    let first = texts(table.split("</tr>").nth(1).unwrap());
    assert!(first.contains("corrected count, number 2") && first.contains("2,001"), "{first}");
    assert_eq!(table.matches("corrected").count(), 1);
}

#[test]
fn a_monitor_that_found_a_fault_is_not_hidden() {
    let page = LogPage { last_run: Some(run(RunResult::Lie)), ..page(2) };
    for language in Language::ALL {
        let html = render(&Page::Log(&page), language, "/", &site());
        assert!(html.contains("place 7: &lt;not&gt; the entry of the tree"), "{html}");
        assert!(html.contains(language.text().log.monitor_honest));
    }
}

#[test]
fn a_monitor_that_could_not_compare_is_neither_clean_nor_a_fault() {
    let shown = |result, language| {
        let page = LogPage { last_run: Some(run(result)), ..page(2) };
        texts(&render(&Page::Log(&page), language, "/", &site()))
    };
    for language in Language::ALL {
        let text = &language.text().log;
        let said = |template: &'static str| template.split(['{', '}']).next_back().unwrap();
        let (clean, fault) = (said(text.monitor_clean), said(text.monitor_fault));
        let open = said(text.monitor_open);
        let html = shown(RunResult::NotCompleted, language);
        assert!(html.contains(open) && html.contains("could &lt;not&gt; be reached"), "{html}");
        assert!(!html.contains(clean) && !html.contains(fault), "{html}");
        assert!(shown(RunResult::Clean, language).contains(clean));
        assert!(shown(RunResult::Lie, language).contains(fault));
    }
}
