//! Asks the log whether it holds a certificate. The requests name a stretch of the log that is the
//! same for 2 048 certificates; nothing else of the certificate has a part in them.

use certificate::LogCheck;

use crate::components::log_fact::LogProblem;
use crate::lookup::Question;

#[cfg(target_arch = "wasm32")]
pub(super) use browser::ask;

/// Asks the log. On the server nothing is ever asked this way.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn ask(
    _question: Question,
    _log: &str,
    _policy: &str,
    _done: impl FnOnce(Result<LogCheck, LogProblem>) + 'static,
) {
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use tlog::{Lookup, Policy, Tile};
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast as _, JsValue};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{
        AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy,
        RequestCredentials, RequestInit, RequestRedirect, Response,
    };

    use super::{LogCheck, LogProblem, Question};

    /// After this the log is given up.
    const LIMIT_MILLISECONDS: i32 = 15_000;
    /// Bytes of a checkpoint, at most.
    const MAX_NOTE: usize = 64 * 1024;
    /// Bytes of a tile, at most: a full one.
    const MAX_TILE: usize = 8 * 1024;

    /// Asks the log at this address, and calls `done` once.
    pub(in super::super) fn ask(
        question: Question,
        log: &str,
        policy: &str,
        done: impl FnOnce(Result<LogCheck, LogProblem>) + 'static,
    ) {
        let Ok(controller) = AbortController::new() else {
            return done(Err(LogProblem::NoNetwork));
        };
        let signal = controller.signal();
        let late = Closure::once_into_js(move || controller.abort());
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
                late.unchecked_ref(),
                LIMIT_MILLISECONDS,
            );
        }
        let (log, policy) = (log.to_owned(), policy.to_owned());
        spawn_local(async move {
            let found = look_up(question, &log, &policy, &signal).await;
            done(match found {
                Err(LogProblem::NoNetwork) if signal.aborted() => Err(LogProblem::TooLong),
                found => found,
            });
        });
    }

    async fn look_up(
        question: Question,
        log: &str,
        policy: &str,
        signal: &AbortSignal,
    ) -> Result<LogCheck, LogProblem> {
        let policy = Policy::parse(policy.as_bytes()).map_err(|_| LogProblem::NoLog)?;
        let address = match question.bound {
            Some(bound) => [log, "/checkpoints/", &bound.index.to_string()].concat(),
            None => [log, "/checkpoint"].concat(),
        };
        let note = match Answer::to(&address, signal).read(MAX_NOTE).await {
            Ok(bytes) => String::from_utf8(bytes).map_err(|_| LogProblem::Refused)?,
            Err(Fault::NotFound) => return Err(LogProblem::NoLog),
            Err(Fault::TooLong) => return Err(LogProblem::Refused),
            Err(Fault::Network) => return Err(LogProblem::NoNetwork),
        };
        let witnessed = question.judge(&policy, &note)?;
        let head = witnessed.checkpoint.head;
        // Without a place, or with one beyond the tree, the same is read as for another one: what
        // is asked for tells as little of such a certificate as of any other.
        let (place, leaf) = match question.wanted {
            Some((place, leaf)) => (u64::from(place), Some(leaf)),
            None => (0, None),
        };
        let Some(lookup) = Lookup::new(place.min(head.size.saturating_sub(1)), head) else {
            return Ok(question.answer(&witnessed, false));
        };
        let tiles = tiles(&lookup, log, signal).await?;
        let found = match leaf {
            Some(leaf) if place < head.size => {
                lookup.find(&leaf, &tiles).map_err(|_| LogProblem::Altered)?
            }
            _ => false,
        };
        Ok(question.answer(&witnessed, found))
    }

    /// All tiles of a question, asked for at once.
    async fn tiles(
        lookup: &Lookup,
        log: &str,
        signal: &AbortSignal,
    ) -> Result<Vec<(Tile, Vec<u8>)>, LogProblem> {
        let ask = |tile: Tile| Answer::to(&[log, "/", &tile.path()].concat(), signal);
        let asked: Vec<_> = lookup.tiles().iter().map(|tile| (*tile, ask(*tile))).collect();
        let mut tiles = Vec::new();
        for (tile, answer) in asked {
            let (tile, bytes) = match answer.read(MAX_TILE).await {
                // A partial tile may be gone once the full one is there.
                Err(Fault::NotFound) if !tile.is_full() => {
                    (tile.full(), ask(tile.full()).read(MAX_TILE).await)
                }
                bytes => (tile, bytes),
            };
            let bytes = bytes.map_err(|fault| match fault {
                Fault::Network => LogProblem::NoNetwork,
                Fault::NotFound | Fault::TooLong => LogProblem::Altered,
            })?;
            tiles.push((tile, bytes));
        }
        Ok(tiles)
    }

    /// Why an address gave no bytes.
    enum Fault {
        /// There is nothing.
        NotFound,
        /// More bytes than may come.
        TooLong,
        /// No answer, or one of an error.
        Network,
    }

    /// An answer that was asked for and may not have come yet.
    struct Answer(Option<js_sys::Promise>);

    impl Answer {
        fn to(address: &str, signal: &AbortSignal) -> Self {
            let init = RequestInit::new();
            init.set_credentials(RequestCredentials::Omit);
            init.set_referrer_policy(ReferrerPolicy::NoReferrer);
            init.set_redirect(RequestRedirect::Error);
            init.set_signal(Some(signal));
            Self(web_sys::window().map(|window| window.fetch_with_str_and_init(address, &init)))
        }

        async fn read(self, limit: usize) -> Result<Vec<u8>, Fault> {
            let promise = self.0.ok_or(Fault::Network)?;
            let answer = JsFuture::from(promise).await.map_err(|_| Fault::Network)?;
            let answer: Response = answer.unchecked_into();
            match answer.status() {
                200 => {}
                404 => return Err(Fault::NotFound),
                _ => return Err(Fault::Network),
            }
            let stream = answer.body().ok_or(Fault::Network)?;
            let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
            let mut bytes = Vec::new();
            while let Some(piece) = piece(&reader).await? {
                if bytes.len() + piece.len() > limit {
                    let _ = reader.cancel();
                    return Err(Fault::TooLong);
                }
                bytes.extend_from_slice(&piece);
            }
            Ok(bytes)
        }
    }

    /// The next piece of a body; `None` at its end.
    async fn piece(reader: &ReadableStreamDefaultReader) -> Result<Option<Vec<u8>>, Fault> {
        let read = JsFuture::from(reader.read()).await.map_err(|_| Fault::Network)?;
        let field = |name: &str| js_sys::Reflect::get(&read, &JsValue::from_str(name));
        if field("done").map_err(|_| Fault::Network)?.is_truthy() {
            return Ok(None);
        }
        let value = field("value").map_err(|_| Fault::Network)?;
        Ok(Some(js_sys::Uint8Array::from(value).to_vec()))
    }
}
