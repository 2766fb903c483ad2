//! The public log: what it is, how it stands, who confirms it, and how to check it oneself.

use std::collections::BTreeMap;

use calendar::Day;
use leptos::prelude::*;
use storage::log::{CountLine, MonitorRun, RunResult};
use tlog::{Checkpoint, EntryKind, JudgeError, Note, Policy, cosignature};

use crate::components::{code, date as dates, sentence::sentence, table as tables};
use crate::language::{date, digits};
use crate::page::Content;
use crate::paths;
use crate::site::Frame;

/// Days of the counts that the page shows; the file has all of them.
const DAYS: usize = 14;

/// The kinds of entries that the counts count, in the order of their columns.
const COUNTED: [EntryKind; 5] = [
    EntryKind::Certificate,
    EntryKind::StatusToken,
    EntryKind::KeyList,
    EntryKind::VerifierBuild,
    EntryKind::Release,
];

/// What the page is rendered from; the default is that of a portal without a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogPage {
    /// The public checkpoint: a signed note. `None` where there is no log, or none is public yet.
    pub note: Option<String>,
    /// The policy that the checker judges checkpoints by, as a text of C2SP tlog-policy.
    pub policy: String,
    /// The published counts, in the order of days and revisions.
    pub counts: Vec<CountLine>,
    /// The last run of a monitor that was recorded.
    pub last_run: Option<MonitorRun>,
}

/// What the page reads out of its texts.
struct Shown<'a> {
    page: &'a LogPage,
    checkpoint: Checkpoint,
    note: Note,
    policy: Policy,
}

pub(crate) fn content(frame: &Frame<'_>, page: &LogPage) -> Content {
    let text = &frame.text().log;
    let body = match Shown::read(page) {
        Some(shown) => {
            let stolen = view! {
                <section>
                    <h2>{text.stolen_title}</h2>
                    <p>{text.stolen_text}</p>
                </section>
            };
            (
                state(frame, &shown),
                why(frame),
                witnesses(frame, &shown),
                counts(frame, &page.counts),
                monitor(frame, page.last_run.as_ref()),
                yourself(frame),
                stolen,
            )
                .into_any()
        }
        None => {
            let none = view! {
                <div class="empty">
                    <h2>{text.none_title}</h2>
                    <p>{text.none_text}</p>
                </div>
            };
            (none, why(frame)).into_any()
        }
    };
    let body = view! {
        <h1>{text.title}</h1>
        <p class="lead">{text.lead}</p>
        {body}
    };
    Content::new(text.title, text.lead, body.into_any())
}

impl<'a> Shown<'a> {
    /// `None` where there is no log, or what is stored of it does not read.
    fn read(page: &'a LogPage) -> Option<Self> {
        let note = Note::parse(page.note.as_deref()?).ok()?;
        let checkpoint = Checkpoint::parse(note.text()).ok()?;
        let policy = Policy::parse(page.policy.as_bytes()).ok()?;
        Some(Self { page, checkpoint, note, policy })
    }

    /// When the witnesses of the policy cosigned this checkpoint.
    fn seen(&self) -> Vec<(String, Option<u64>)> {
        self.policy
            .witnesses()
            .map(|witness| {
                let time = cosignature::verify(&self.note, &witness.key).ok().flatten();
                (witness.label(), time)
            })
            .collect()
    }
}

fn state(frame: &Frame<'_>, shown: &Shown<'_>) -> AnyView {
    let text = &frame.text().log;
    let note = shown.page.note.as_deref().unwrap_or_default();
    let judged = shown.policy.judge(note);
    let size = digits::number(shown.checkpoint.head.size, frame.language);
    let root = shown.checkpoint.head.root.to_base64();
    let rule = match &judged {
        Ok(witnessed) if witnessed.at.is_some() => text.quorum_met,
        Ok(_) => text.quorum_none,
        Err(_) => text.quorum_missing,
    };
    let since = match judged {
        Ok(witnessed) => witnessed.at.map(|at| moment(at, frame)),
        Err(JudgeError::QuorumMissing { .. }) => Some(text.witnessed_none.into_any()),
        Err(_) => None,
    };
    let since = since.map(|since| {
        view! {
            <div>
                <dt>{text.witnessed}</dt>
                <dd>{since}</dd>
            </div>
        }
    });
    view! {
        <section class="log-state">
            <h2>{text.state_title}</h2>
            <dl>
                <div>
                    <dt>{text.size}</dt>
                    <dd class="log-size"><bdi>{size}</bdi></dd>
                </div>
                <div>
                    <dt>{text.origin}</dt>
                    <dd>{code::code(shown.checkpoint.origin.clone())}</dd>
                </div>
                <div>
                    <dt>{text.root}</dt>
                    <dd>
                        <bdi dir="ltr" class="code log-root">{root}</bdi>
                        <span class="row-note">{text.root_note}</span>
                    </dd>
                </div>
                {since}
            </dl>
            <p>{rule}</p>
            <p><a href=paths::CHECKPOINT>{text.checkpoint_link}</a></p>
        </section>
    }
    .into_any()
}

fn why(frame: &Frame<'_>) -> AnyView {
    let text = &frame.text().log;
    view! {
        <section>
            <h2>{text.why_title}</h2>
            <ul>
                <li>{text.why_hash}</li>
                <li>{text.why_root}</li>
                <li>{text.why_witness}</li>
                <li>{text.why_reader}</li>
            </ul>
        </section>
    }
    .into_any()
}

/// The witnesses of the policy, and which of them cosigned the checkpoint.
fn witnesses(frame: &Frame<'_>, shown: &Shown<'_>) -> AnyView {
    let text = &frame.text().log;
    let seen = shown.seen();
    let table = if seen.is_empty() {
        view! { <p class="notice">{text.alone}</p> }.into_any()
    } else {
        let rows: Vec<_> = seen
            .into_iter()
            .map(|(name, time)| {
                let time = match time {
                    Some(time) => moment(time, frame),
                    None => text.not_seen.into_any(),
                };
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader">{code::code(name)}</th>
                        <td role="cell" data-name=text.last_seen>{time}</td>
                    </tr>
                }
            })
            .collect();
        let table = view! {
            <table class="stacked witnesses" role="table" aria-label=text.witnesses_title>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{text.witness}</th>
                        <th scope="col" role="columnheader">{text.last_seen}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        };
        tables::region(text.witnesses_title.to_owned(), table).into_any()
    };
    view! {
        <section>
            <h2>{text.witnesses_title}</h2>
            <p>{text.witnesses_text}</p>
            {table}
        </section>
    }
    .into_any()
}

fn counts(frame: &Frame<'_>, lines: &[CountLine]) -> AnyView {
    let text = &frame.text().log;
    // The latest revision of a day is the one that counts.
    let latest: BTreeMap<i32, &CountLine> = lines.iter().map(|line| (line.day, line)).collect();
    let rows: Vec<_> = latest.values().rev().take(DAYS).map(|line| count(frame, line)).collect();
    let table = if rows.is_empty() {
        view! { <p class="notice">{text.counts_none}</p> }.into_any()
    } else {
        let heads: Vec<_> = COUNTED
            .iter()
            .map(|kind| {
                view! { <th scope="col" class="numeric">{name(*kind, frame)}</th> }
            })
            .collect();
        let table = view! {
            <table class="counts" aria-label=text.counts_title>
                <thead>
                    <tr>
                        <th scope="col">{text.day}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        };
        tables::region(text.counts_title.to_owned(), table).into_any()
    };
    view! {
        <section>
            <h2>{text.counts_title}</h2>
            <p>{text.counts_text}</p>
            {table}
            <p>
                <a href=paths::COUNTS>{text.counts_link} " " <bdi dir="ltr">"counts.txt"</bdi></a>
            </p>
        </section>
    }
    .into_any()
}

/// A day's row. A number that its line does not state stays empty rather than becoming zero.
fn count(frame: &Frame<'_>, line: &CountLine) -> AnyView {
    let text = &frame.text().log;
    let cells: Vec<_> = COUNTED
        .iter()
        .map(|kind| {
            let number = stated(&line.text, *kind);
            let number = number.map(|number| digits::number(number, frame.language));
            view! {
                <td class="numeric">
                    <bdi>{number}</bdi>
                </td>
            }
        })
        .collect();
    let corrected = (line.revision > 1).then(|| {
        let number = digits::number(line.revision.into(), frame.language);
        view! { <span class="row-note">{sentence(text.corrected, &[("n", &number)])}</span> }
    });
    let day = Day::from_number(line.day).map(|day| dates::long(day, frame.language).into_any());
    view! {
        <tr>
            <th scope="row">{day} {corrected}</th>
            {cells}
        </tr>
    }
    .into_any()
}

/// The number that a line of the counts states for a kind: the word after `<kind>=`.
fn stated(line: &str, kind: EntryKind) -> Option<u64> {
    line.split(' ').find_map(|word| {
        let (name, number) = word.split_once('=')?;
        (name == kind.word()).then(|| number.parse().ok()).flatten()
    })
}

fn name(kind: EntryKind, frame: &Frame<'_>) -> &'static str {
    let text = &frame.text().log;
    match kind {
        EntryKind::Certificate => text.certificates,
        EntryKind::StatusToken => text.status_lists,
        EntryKind::KeyList => text.key_lists,
        EntryKind::VerifierBuild => text.builds,
        EntryKind::Release => text.releases,
        _ => "",
    }
}

fn monitor(frame: &Frame<'_>, run: Option<&MonitorRun>) -> AnyView {
    let text = &frame.text().log;
    let said = match run {
        None => view! { <p>{text.monitor_none}</p> }.into_any(),
        Some(run) => {
            let size = digits::number(run.size, frame.language);
            let time = date::moment(run.ran_at, frame.language).unwrap_or_default();
            let template = match run.result {
                RunResult::Clean => text.monitor_clean,
                RunResult::NotCompleted => text.monitor_open,
                RunResult::Lie => text.monitor_fault,
            };
            let told = sentence(template, &[("time", &time), ("n", &size)]);
            let finding = (!run.finding.is_empty()).then(|| {
                view! { <pre dir="ltr" lang="en" tabindex="0"><code>{run.finding.clone()}</code></pre> }
            });
            view! {
                <p>{told}</p>
                {finding}
            }
            .into_any()
        }
    };
    view! {
        <section>
            <h2>{text.monitor_title}</h2>
            {said}
            <p>{text.monitor_honest}</p>
        </section>
    }
    .into_any()
}

/// The commands, and the files that they need.
fn yourself(frame: &Frame<'_>) -> AnyView {
    let text = &frame.text().log;
    let log = format!("{}{}", frame.site.origin, paths::LOG);
    let monitor = format!("gavah log monitor {log} --policy policy.txt --state log.state");
    let witness = "gavah key witness --name witness.example --key witness.key \\\n    \
        --passphrase-file passphrase.txt --vkey witness.vkey\n\
        gavah witness --begin --key witness.key --passphrase-file passphrase.txt \\\n    \
        --vkey witness.vkey --policy policy.txt \\\n    \
        --state witness.state --listen 0.0.0.0:3100";
    let files: Vec<_> = [
        (paths::CHECKPOINT, "checkpoint", text.file_checkpoint),
        (paths::LOG_KEY, "log.vkey", text.file_key),
        (paths::POLICY, "policy.txt", text.file_policy),
        (paths::COUNTS, "counts.txt", text.file_counts),
    ]
    .into_iter()
    .map(|(href, file, name)| {
        view! {
            <li>
                <a href=href><bdi dir="ltr" class="code">{file}</bdi></a>
                " · " {name}
            </li>
        }
    })
    .collect();
    view! {
        <section>
            <h2>{text.self_title}</h2>
            <p>{text.self_text}</p>
            <p>{text.self_monitor}</p>
            <pre dir="ltr" tabindex="0"><code>{monitor}</code></pre>
            <p>{sentence(text.self_witness, &[("begin", "--begin")])}</p>
            <pre dir="ltr" tabindex="0"><code>{witness}</code></pre>
            <h3>{text.files_title}</h3>
            <ul class="note">{files}</ul>
        </section>
    }
    .into_any()
}

/// A moment for people and for machines.
fn moment(seconds: u64, frame: &Frame<'_>) -> AnyView {
    let said = date::moment(seconds, frame.language);
    view! { <time datetime=date::iso_moment(seconds)>{said}</time> }.into_any()
}
