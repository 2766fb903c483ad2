//! Work that is done beside the page: in a worker that is ended with its answer, or when it takes
//! too long.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

/// How a worker ended.
pub(super) enum Ended {
    /// With this answer.
    Answered(JsValue),
    /// It could not be loaded, or broke.
    Failed,
    /// It took too long.
    TooLong,
}

/// Hands a message to the worker at this address, and calls `done` once.
pub(super) fn run(
    address: &str,
    message: &JsValue,
    limit_milliseconds: i32,
    done: Box<dyn FnOnce(Ended)>,
) {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let Ok(worker) = Worker::new_with_options(address, &options) else {
        return done(Ended::Failed);
    };
    let waiting = Rc::new(RefCell::new(Some((worker.clone(), done))));
    let end = Rc::new(move |ended: Ended| {
        let waited = waiting.borrow_mut().take();
        if let Some((worker, done)) = waited {
            worker.terminate();
            done(ended);
        }
    });
    let answered = {
        let end = Rc::clone(&end);
        Closure::once_into_js(move |event: MessageEvent| end(Ended::Answered(event.data())))
    };
    let failed = {
        let end = Rc::clone(&end);
        Closure::once_into_js(move |_: ErrorEvent| end(Ended::Failed))
    };
    let late = Closure::once_into_js(move || end(Ended::TooLong));
    worker.set_onmessage(Some(answered.unchecked_ref()));
    worker.set_onerror(Some(failed.unchecked_ref()));
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            late.unchecked_ref(),
            limit_milliseconds,
        );
    }
    let _ = worker.post_message(message);
}
