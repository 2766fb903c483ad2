//! Codes, sums and addresses, which run from left to right in every language.

use leptos::prelude::*;

/// A short code, a file name or an address.
pub(crate) fn code(text: impl Into<String>) -> impl IntoView {
    view! { <bdi dir="ltr" class="code">{text.into()}</bdi> }
}

/// A SHA-256 sum in groups of four. The gaps are drawn, so that a copied sum has none.
pub(crate) fn sum(bytes: &[u8; 32]) -> impl IntoView {
    let groups: Vec<_> = bytes
        .chunks(2)
        .map(|pair| {
            let group: String = pair.iter().map(|byte| format!("{byte:02x}")).collect();
            view! { <span class="code-group">{group}</span> }
        })
        .collect();
    view! { <bdi dir="ltr" class="code code-sum">{groups}</bdi> }
}

/// The first sixteen digits of a sum, for lists.
pub(crate) fn short_sum(bytes: &[u8; 32]) -> impl IntoView {
    let digits: String = bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    code(digits)
}
