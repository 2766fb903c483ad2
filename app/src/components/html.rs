//! Markup as a string, for the one part that the browser writes too: markup is static, and
//! everything else is escaped on its way in.

/// Grows a piece of HTML. Only [`Self::markup`] writes tags, and only ones that stand in the
/// program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// An empty piece.
    #[must_use]
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// Markup of the program's own.
    pub fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text, escaped; safe between tags and inside double quotes.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// A piece that was made this way.
    pub fn piece(&mut self, piece: &Self) -> &mut Self {
        self.0.push_str(&piece.0);
        self
    }

    /// The HTML.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_place() {
        let mut html = Html::new();
        html.markup("<p title=\"").text("a\"><script>'&").markup("\">").text("<b>").markup("</p>");
        assert_eq!(
            html.into_string(),
            "<p title=\"a&quot;&gt;&lt;script&gt;&#39;&amp;\">&lt;b&gt;</p>"
        );
    }
}
