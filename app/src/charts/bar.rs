//! Horizontal bars from zero, one for a row, each under its label.
//!
//! Lengths are percentages of the drawing's own width and text keeps its size, so that the chart
//! needs no scaling between a telephone and paper. In right-to-left languages the baseline is on
//! the right. Withheld bars are hatched and have one length, whatever they hide.

use leptos::prelude::*;
use statistics::{Figure, PublishedTable};

use crate::finding;
use crate::language::Language;
use crate::site::Frame;

/// The height of a row: a line of text and its bar.
const ROW: usize = 54;
/// Where the text of a row stands, from the row's top.
const TEXT: usize = 17;
/// Where the bar begins, from the row's top.
const BAR: usize = 25;
/// The height of a bar.
const THICKNESS: usize = 14;
/// The length of every withheld bar, in thousandths of the width.
const WITHHELD: u64 = 120;
/// The gap between a hatch and its words, in thousandths of the width.
const GAP: u64 = 20;
/// The most characters of a label; the table has the whole name.
const LABEL: usize = 34;

/// The bars of a table, with the finding as title and an explanation for those who hear it.
pub(crate) fn bars(
    table: &PublishedTable,
    title: String,
    frame: &Frame<'_>,
) -> impl IntoView + use<> {
    let largest = table.rows().iter().filter_map(|row| published(row.figure)).max().unwrap_or(0);
    let rows: Vec<_> = table
        .rows()
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let label = shortened(&frame.row_name(table.dimension(), row));
            bar(index * ROW, label, row.figure, largest, frame)
        })
        .collect();
    let height = table.rows().len() * ROW;
    let edge = if frame.language.is_rtl() { "100%" } else { "0" };
    view! {
        <svg
            class="chart-bar"
            role="img"
            aria-labelledby="chart-title chart-description"
            width="100%"
            height=height.to_string()
        >
            <title id="chart-title">{title}</title>
            <desc id="chart-description">
                {format!("{} {}", finding::sentences(table, frame), frame.text().table.chart_description)}
            </desc>
            <defs>
                <pattern
                    id="withheld"
                    width="6"
                    height="6"
                    patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)"
                >
                    <path class="bar-hatch" d="M0 0V6" fill="none"></path>
                </pattern>
            </defs>
            {rows}
            <line class="bar-baseline" x1=edge x2=edge y1="0" y2=height.to_string()></line>
        </svg>
    }
}

fn bar(
    top: usize,
    label: String,
    figure: Figure,
    largest: u64,
    frame: &Frame<'_>,
) -> impl IntoView + use<> {
    let (length, class, fill) = match figure {
        Figure::Published(count) => (thousandths(count, largest), "bar bar-published", None),
        Figure::Withheld { .. } => (WITHHELD, "bar bar-withheld", Some("url(#withheld)")),
    };
    let place = Place::of(frame.language);
    // A count stands at the end of the label's line; the words of a withheld bar need more room
    // and stand behind its hatch.
    let (value_at, value_anchor, value_line) = match figure {
        Figure::Published(_) => (place.end.to_owned(), "end", top + TEXT),
        Figure::Withheld { .. } => (place.behind(WITHHELD + GAP), "start", top + BAR + 12),
    };
    view! {
        <text
            class="bar-label"
            x=place.start
            dx=place.inset
            y=(top + TEXT).to_string()
            direction=place.direction
            text-anchor="start"
        >
            {label}
        </text>
        <text
            class="bar-value"
            x=value_at
            y=value_line.to_string()
            direction=place.direction
            text-anchor=value_anchor
        >
            {finding::figure(figure, frame)}
        </text>
        <rect
            class=class
            x=place.bar_start(length)
            y=(top + BAR).to_string()
            width=per_cent(length)
            height=THICKNESS.to_string()
            fill=fill
        ></rect>
    }
}

/// Where lines begin and end in a direction of writing.
struct Place {
    direction: &'static str,
    start: &'static str,
    /// A little away from the baseline.
    inset: &'static str,
    end: &'static str,
}

impl Place {
    const fn of(language: Language) -> Self {
        if language.is_rtl() {
            Self { direction: "rtl", start: "100%", inset: "-6", end: "0" }
        } else {
            Self { direction: "ltr", start: "0", inset: "6", end: "100%" }
        }
    }

    /// The place this far from the baseline.
    fn behind(&self, length: u64) -> String {
        per_cent(if self.direction == "rtl" { 1000_u64.saturating_sub(length) } else { length })
    }

    /// The left edge of a bar of this length that begins at the baseline.
    fn bar_start(&self, length: u64) -> String {
        if self.direction == "rtl" { per_cent(1000_u64.saturating_sub(length)) } else { "0".into() }
    }
}

const fn published(figure: Figure) -> Option<u64> {
    match figure {
        Figure::Published(count) => Some(count),
        Figure::Withheld { .. } => None,
    }
}

/// A count as thousandths of the largest; every count above zero can be seen.
fn thousandths(count: u64, largest: u64) -> u64 {
    let length = u128::from(count) * 1000 / u128::from(largest.max(1));
    let length = u64::try_from(length).unwrap_or(1000);
    if count > 0 { length.max(2) } else { 0 }
}

fn per_cent(thousandths: u64) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LABEL {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LABEL - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_shares_of_the_largest_count() {
        assert_eq!(thousandths(0, 9), 0);
        assert_eq!(thousandths(9, 9), 1000);
        assert_eq!(thousandths(1, 1_000_000), 2);
        assert_eq!(thousandths(0, 0), 0);
        assert_eq!(thousandths(u64::MAX, u64::MAX), 1000);
        assert_eq!(per_cent(625), "62.5%");
    }

    #[test]
    fn a_bar_begins_at_the_baseline_of_its_language() {
        assert_eq!(Place::of(Language::Fa).bar_start(250), "75.0%");
        assert_eq!(Place::of(Language::En).bar_start(250), "0");
    }

    #[test]
    fn long_labels_are_cut_between_characters() {
        let name = "اضافه بنای تجاری، صنعتی یا اداری زائد بر پروانه";
        assert_eq!(shortened(name), "اضافه بنای تجاری، صنعتی یا اداری…");
        assert_eq!(shortened("منطقه ۴"), "منطقه ۴");
    }
}
