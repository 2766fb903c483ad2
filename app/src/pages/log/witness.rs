//! The witnesses of the policy, and which of them cosigned the checkpoint.

use leptos::prelude::*;
use tlog::cosignature;

use super::{Shown, moment};
use crate::components::{code, table as tables};
use crate::site::Frame;

pub(super) fn section(frame: &Frame<'_>, shown: &Shown<'_>) -> AnyView {
    let text = &frame.text().log;
    let seen = seen(shown);
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

/// When the witnesses of the policy cosigned the checkpoint.
fn seen(shown: &Shown<'_>) -> Vec<(String, Option<u64>)> {
    shown
        .policy
        .witnesses()
        .map(|witness| {
            let time = cosignature::verify(&shown.note, &witness.key).ok().flatten();
            (witness.label(), time)
        })
        .collect()
}
