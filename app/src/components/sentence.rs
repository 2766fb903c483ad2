//! Sentences of the catalogue with values in them; each value's direction is isolated.

use leptos::prelude::*;

use crate::language::template::{Piece, pieces};

/// A sentence with its values.
pub(crate) fn sentence(template: &'static str, values: &[(&str, &str)]) -> Vec<AnyView> {
    pieces(template, values)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.into_any(),
            Piece::Value(value) => view! { <bdi>{value.to_owned()}</bdi> }.into_any(),
        })
        .collect()
}
