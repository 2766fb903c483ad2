//! Charts, drawn on the server as SVG. Each stands beside the table of the same figures.

pub(crate) mod bar;
