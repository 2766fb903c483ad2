//! How the log stands: the checkpoint, and what the policy says of it.

use leptos::prelude::*;
use tlog::JudgeError;

use super::{Shown, moment};
use crate::components::code;
use crate::language::digits;
use crate::paths;
use crate::site::Frame;

pub(super) fn section(frame: &Frame<'_>, shown: &Shown<'_>) -> AnyView {
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
