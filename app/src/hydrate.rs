//! Prepares a page for its islands.

/// Tells the framework that it wakes islands on a page that the server rendered.
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
