//! Reads the code in a photo: in a worker of its own, which is stopped when it takes too long.

#[cfg(not(target_arch = "wasm32"))]
use leptos::ev::Event;

/// Why a photo gave no text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(dead_code, reason = "photos are read in the browser alone")
)]
pub(super) enum PhotoProblem {
    /// No code was found.
    NoCode,
    /// The file is no picture.
    Unreadable,
    /// The file or the picture is too large.
    TooLarge,
    /// Stopped after [`LIMIT_MILLISECONDS`].
    TooLong,
    /// The reader could not be loaded.
    Failed,
    /// Another system's code, with its text.
    Foreign(String),
}

/// Bytes of a photo, at most.
#[cfg(target_arch = "wasm32")]
const MAX_BYTES: f64 = 40_000_000.0;
/// After this the worker is ended: decoders have been seen to run for ever on some pictures.
#[cfg(target_arch = "wasm32")]
const LIMIT_MILLISECONDS: i32 = 15_000;

#[cfg(target_arch = "wasm32")]
pub(super) use browser::{chosen, read};

/// Whether a file was chosen. On the server nothing ever is.
#[cfg(not(target_arch = "wasm32"))]
pub(super) const fn chosen(_event: &Event) -> bool {
    false
}

/// Reads the chosen file. On the server there is none.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn read(
    _event: &Event,
    _worker: &str,
    _done: impl Fn(Result<String, PhotoProblem>) + 'static,
) {
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use leptos::ev::Event;
    use wasm_bindgen::{JsCast as _, JsValue};
    use web_sys::{File, HtmlInputElement};

    use super::super::worker::{self, Ended};
    use super::{LIMIT_MILLISECONDS, MAX_BYTES, PhotoProblem};

    /// Whether a file was chosen.
    pub(in super::super) fn chosen(event: &Event) -> bool {
        file(event).is_some()
    }

    /// Reads the chosen file and calls `done` once.
    pub(in super::super) fn read(
        event: &Event,
        address: &str,
        done: impl Fn(Result<String, PhotoProblem>) + 'static,
    ) {
        let Some(file) = file(event) else { return };
        // The same file may be chosen again after a second look at it.
        if let Some(input) = input(event) {
            input.set_value("");
        }
        if file.size() > MAX_BYTES {
            return done(Err(PhotoProblem::TooLarge));
        }
        let done = move |ended| {
            done(match ended {
                Ended::Answered(data) => answer(&data),
                Ended::Failed => Err(PhotoProblem::Failed),
                Ended::TooLong => Err(PhotoProblem::TooLong),
            });
        };
        worker::run(address, &file, LIMIT_MILLISECONDS, Box::new(done));
    }

    fn input(event: &Event) -> Option<HtmlInputElement> {
        event.target()?.dyn_into().ok()
    }

    fn file(event: &Event) -> Option<File> {
        input(event)?.files()?.item(0)
    }

    /// The worker answers `{ text }` or `{ problem }`.
    fn answer(data: &JsValue) -> Result<String, PhotoProblem> {
        let field = |name: &str| {
            js_sys::Reflect::get(data, &name.into()).ok().and_then(|value| value.as_string())
        };
        if let Some(text) = field("text") {
            return Ok(text);
        }
        Err(match field("problem").as_deref() {
            Some("none") => PhotoProblem::NoCode,
            Some("unreadable") => PhotoProblem::Unreadable,
            Some("too-large") => PhotoProblem::TooLarge,
            _ => PhotoProblem::Failed,
        })
    }
}
