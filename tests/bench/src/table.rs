//! The table that a run prints.

use std::fmt;

/// One line: a name, what was found, what a peer does, and the limit.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    name: String,
    ours: String,
    peer: String,
    ratio: String,
    limit: String,
    verdict: &'static str,
}

/// The lines in the order in which they were measured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    lines: Vec<Line>,
}

/// Bytes in a KB, and thousandths of a MB: the smaller of the two meanings, which is the stricter.
const KILO: f64 = 1_000.0;

impl Line {
    /// A line without a limit: for information.
    pub(crate) fn new(name: impl Into<String>, ours: impl Into<String>) -> Self {
        let none = String::new;
        Self {
            name: name.into(),
            ours: ours.into(),
            peer: none(),
            ratio: none(),
            limit: none(),
            verdict: "",
        }
    }

    /// With what a peer does, and ours as a multiple of it.
    pub(crate) fn beside(mut self, peer: impl Into<String>, ratio: f64) -> Self {
        self.peer = peer.into();
        self.ratio = format!("{ratio:.2}×");
        self
    }

    /// With a limit, and whether the value keeps it.
    pub(crate) fn limit(mut self, limit: impl Into<String>, kept: bool) -> Self {
        self.limit = limit.into();
        self.verdict = if kept { "ok" } else { "over" };
        self
    }
}

impl Table {
    /// Adds a line.
    pub(crate) fn push(&mut self, line: Line) {
        self.lines.push(line);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["", "ours", "peer", "ratio", "limit", ""].map(str::to_owned);
        let rows: Vec<[String; 6]> = std::iter::once(head)
            .chain(self.lines.iter().cloned().map(|line| {
                let Line { name, ours, peer, ratio, limit, verdict } = line;
                [name, ours, peer, ratio, limit, verdict.to_owned()]
            }))
            .collect();
        let mut widths = [0; 6];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        for row in &rows {
            let mut line = String::new();
            for (index, (cell, width)) in row.iter().zip(widths).enumerate() {
                let space = " ".repeat(width.saturating_sub(cell.chars().count()));
                // Names and verdicts begin together, figures end together.
                let cell = if matches!(index, 0 | 5) { [cell, &space] } else { [&space, cell] };
                line.push_str(&cell.map(String::as_str).concat());
                line.push_str("  ");
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A number of bytes.
pub(crate) fn kilobytes(bytes: usize) -> String {
    // Sizes are far below 2^52, where the conversion begins to round.
    format!("{:.1} KB", bytes as f64 / KILO)
}

/// Seconds as milliseconds.
pub(crate) fn milliseconds(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1e3)
}

/// Seconds as microseconds.
pub(crate) fn microseconds(seconds: f64) -> String {
    format!("{:.1} µs", seconds * 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let mut table = Table::default();
        table.push(Line::new("a", "1").limit("2", true));
        table.push(Line::new("long", "100").beside("50", 2.0).limit("1.50×", false));
        assert_eq!(
            table.to_string(),
            "      ours  peer  ratio  limit\n\
             a        1                   2  ok\n\
             long   100    50  2.00×  1.50×  over\n"
        );
    }
}
