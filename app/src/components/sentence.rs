//! Sentences of the catalogue with values in them; each value's direction is isolated.

use leptos::prelude::*;

use crate::language::template::{Piece, pieces};

/// A sentence with its values.
pub(crate) fn sentence(template: &'static str, values: &[(&str, &str)]) -> Vec<AnyView> {
    pieces(template, values)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.into_any(),
            Piece::Value(value) => value_run(value),
        })
        .collect()
}

/// A value in its own direction. Codes, addresses and plain numbers of machines are all ASCII and
/// run from left to right; without a strong letter they would not do so by themselves.
fn value_run(value: &str) -> AnyView {
    let dir = value.is_ascii().then_some("ltr");
    view! { <bdi dir=dir>{value.to_owned()}</bdi> }.into_any()
}
