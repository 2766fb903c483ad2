//! How to follow the log and how to witness it: the commands, and the files that they need.

use leptos::prelude::*;

use crate::components::sentence::sentence;
use crate::paths;
use crate::site::Frame;

pub(super) fn section(frame: &Frame<'_>) -> AnyView {
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
    let first = sentence(text.self_text, &[("policy", "policy.txt"), ("key", "log.vkey")]);
    let own = [("passphrase", "passphrase.txt"), ("begin", "--begin"), ("vkey", "witness.vkey")];
    let own = sentence(text.self_witness, &own);
    view! {
        <section>
            <h2>{text.self_title}</h2>
            <p>{first}</p>
            <p>{text.self_monitor}</p>
            <pre dir="ltr" tabindex="0"><code>{monitor}</code></pre>
            <p>{own}</p>
            <pre dir="ltr" tabindex="0"><code>{witness}</code></pre>
            <h3>{text.files_title}</h3>
            <ul class="note">{files}</ul>
        </section>
    }
    .into_any()
}
