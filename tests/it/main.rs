//! Public behaviour only.
