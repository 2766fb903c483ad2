//! The public server as a reader's browser sees it, and as one sees it who means no good.
//!
//! The scripts of `tests/http` are requests and what is expected of their answers:
//!
//! ```text
//! # A comment.
//! GET /fa/              a request; `{number}` and the like stand for the demonstration's values
//! > accept: text/html   one of its headers
//! + text=1&more=2       its body
//! 200                   the status of the answer
//! etag: W/"[..]"        one of its headers: `[..]` is anything
//! no location           a header that it has not
//! ~ <h1                 what its body has
//! !~ <script            what its body has not
//! empty                 it has no body
//! = etag {tag}          keeps a header's value under a name, for later requests
//! bare                  the answer of the HTTP library, before the portal sees the request
//! ```

mod case;
mod log;
mod patience;
mod script;
mod traversal;

use crate::support::client::Answer;

/// No inline script and no inline style, nothing from elsewhere, no frame around.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// What every answer of the portal has and has not, an error as well.
fn check_every(answer: &Answer) -> Result<(), String> {
    let wanted = [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ];
    for (name, value) in wanted {
        let found: Vec<&str> = answer
            .headers
            .iter()
            .filter(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
            .collect();
        if found != [value] {
            return Err(format!("{name} is {found:?}"));
        }
    }
    for name in ["set-cookie", "server", "x-powered-by", "via"] {
        if let Some(value) = answer.header(name) {
            return Err(format!("{name}: {value}"));
        }
    }
    Ok(())
}
