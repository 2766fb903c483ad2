//! Where a case stands: a form of two fields, and its answer on the same page.

use cases::CaseStatus;
use leptos::prelude::*;

use crate::components::sentence::sentence;
use crate::language::template::fill;
use crate::page::Content;
use crate::paths;
use crate::site::Frame;

mod result;

/// The name and element identifier of the form's field for the case number.
pub const NUMBER_FIELD: &str = "number";

/// The name and element identifier of the form's field for the code.
pub const CODE_FIELD: &str = "code";

/// The form with what was entered, and the answer. The default is the empty form.
///
/// The code is never part of it: it is not sent back to the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CasePage {
    /// The case number as it was entered, so that it need not be entered again.
    pub number: String,
    /// What is wrong with the number.
    pub number_error: Option<FieldError>,
    /// What is wrong with the code. A code that is well formed and opens nothing is no error of
    /// its field, because the answer may not tell a wrong code from an unknown case.
    pub code_error: Option<FieldError>,
    /// The answer, once both fields are well formed.
    pub result: Option<Result<CaseStatus, NotFound>>,
}

/// What is wrong with a field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// Nothing was entered.
    Missing,
    /// What was entered cannot be such a number or code.
    Malformed,
}

/// The number and the code together open no case: one of them is wrong, or there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFound;

pub(crate) fn content(frame: &Frame<'_>, page: &CasePage) -> Content {
    let text = &frame.text().case;
    match &page.result {
        Some(Ok(status)) => result::content(frame, status),
        Some(Err(NotFound)) => {
            let contact = [("contact", frame.contact())];
            let body = view! {
                <h1>{text.not_found_title}</h1>
                <div class="notice" role="status">
                    <p>{text.not_found_text}</p>
                    <p>{sentence(text.not_found_next, &contact)}</p>
                </div>
                {form(frame, page, true)}
            };
            Content::new(text.not_found_title, text.lead, body.into_any()).passing()
        }
        None => {
            let sent = page.number_error.is_some() || page.code_error.is_some();
            let body = view! {
                {sent.then(|| error_summary(frame, page))}
                <h1>{text.title}</h1>
                <p class="lead">{text.lead}</p>
                {form(frame, page, sent)}
            };
            let content = Content::new(text.title, text.lead, body.into_any());
            if sent { content.passing() } else { content }
        }
    }
}

fn error_summary(frame: &Frame<'_>, page: &CasePage) -> impl IntoView + use<> {
    let errors: Vec<_> =
        [(NUMBER_FIELD, number_message(frame, page)), (CODE_FIELD, code_message(frame, page))]
            .into_iter()
            .filter_map(|(field, message)| {
                let message = message?;
                Some(view! { <li><a href=format!("#{field}")>{message}</a></li> })
            })
            .collect();
    view! {
        <div class="error-summary" role="alert" aria-labelledby="errors" tabindex="-1">
            <h2 id="errors">{frame.text().case.error_title}</h2>
            <ul>{errors}</ul>
        </div>
    }
}

/// The form. `again` says that it was sent before, and so that the code has to be typed anew.
fn form(frame: &Frame<'_>, page: &CasePage, again: bool) -> impl IntoView + use<> {
    let text = &frame.text().case;
    let code_hint = if again {
        format!("{} {}", text.code_hint, text.code_again)
    } else {
        text.code_hint.to_owned()
    };
    view! {
        <form class="form" method="post" action=paths::case(frame.language) novalidate>
            {field(Field {
                id: NUMBER_FIELD,
                label: text.number,
                hint: text.number_hint.to_owned(),
                value: Some(page.number.clone()),
                error: number_message(frame, page),
            })}
            {field(Field {
                id: CODE_FIELD,
                label: text.code,
                hint: code_hint,
                value: None,
                error: code_message(frame, page),
            })}
            <p class="hint">{text.privacy}</p>
            <button class="button button-primary" type="submit">{text.submit}</button>
        </form>
    }
}

/// A field of the form.
struct Field {
    id: &'static str,
    label: &'static str,
    hint: String,
    value: Option<String>,
    error: Option<&'static str>,
}

fn field(field: Field) -> impl IntoView {
    let id = field.id;
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = match field.error {
        Some(_) => format!("{hint_id} {error_id}"),
        None => hint_id.clone(),
    };
    let error = field.error.map(|error| {
        view! { <p class="field-error" id=error_id>{error}</p> }
    });
    let invalid = error.is_some().then_some("true");
    let class = if error.is_some() { "field field-invalid" } else { "field" };
    view! {
        <div class=class>
            <label for=id>{field.label}</label>
            <p class="hint" id=hint_id>{field.hint}</p>
            {error}
            <input
                id=id
                name=id
                type="text"
                dir="ltr"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                required
                aria-describedby=described
                aria-invalid=invalid
                value=field.value
            />
        </div>
    }
}

fn number_message(frame: &Frame<'_>, page: &CasePage) -> Option<&'static str> {
    let text = &frame.text().case;
    page.number_error.map(|error| match error {
        FieldError::Missing => text.number_missing,
        FieldError::Malformed => text.number_malformed,
    })
}

fn code_message(frame: &Frame<'_>, page: &CasePage) -> Option<&'static str> {
    let text = &frame.text().case;
    page.code_error.map(|error| match error {
        FieldError::Missing => text.code_missing,
        FieldError::Malformed => text.code_malformed,
    })
}

/// The title of the answer; the number's direction is isolated by characters, because a title
/// has no markup.
fn result_title(frame: &Frame<'_>, status: &CaseStatus) -> String {
    fill(
        frame.text().case.result_title,
        &[("number", &format!("\u{2066}{}\u{2069}", status.case_no.as_str()))],
    )
}
