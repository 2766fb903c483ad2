//! The public log: what it is, how it stands, who confirms it, and how to check it oneself.

mod count;
mod manual;
mod state;
mod witness;

use leptos::prelude::*;
use storage::log::{CountLine, MonitorRun, RunResult};
use tlog::{Checkpoint, Demand, Note, Policy};

use crate::components::sentence::sentence;
use crate::language::{date, digits};
use crate::page::Content;
use crate::site::Frame;

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
                state::section(frame, &shown),
                why(frame, shown.policy.demand()),
                witness::section(frame, &shown),
                count::section(frame, &page.counts),
                monitor(frame, page.last_run.as_ref()),
                manual::section(frame),
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
            none.into_any()
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
}

/// Why the log can be relied on: as far as the policy makes it so, and no further.
fn why(frame: &Frame<'_>, demand: Demand) -> AnyView {
    let text = &frame.text().log;
    let witnessed = match demand {
        Demand::Majority => (text.why_witness, " ", text.why_majority).into_any(),
        Demand::Some => (text.why_witness, " ", text.why_some).into_any(),
        Demand::Nothing => text.why_nothing.into_any(),
    };
    view! {
        <section>
            <h2>{text.why_title}</h2>
            <ul>
                <li>{text.why_hash}</li>
                <li>{text.why_root}</li>
                <li>{witnessed}</li>
                <li>{text.why_reader}</li>
            </ul>
        </section>
    }
    .into_any()
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

/// A moment for people and for machines.
fn moment(seconds: u64, frame: &Frame<'_>) -> AnyView {
    let said = date::moment(seconds, frame.language);
    view! { <time datetime=date::iso_moment(seconds)>{said}</time> }.into_any()
}
