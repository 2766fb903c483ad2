//! Sentences with places for values: `"{n} of {total}"`.

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Words of the catalogue.
    Words(&'static str),
    /// A value that was put in; markup isolates its direction.
    Value(&'a str),
}

/// The pieces of a template with its values in place. A placeholder without a value stays as it
/// is written, where the tests of the pages find it.
pub(crate) fn pieces<'a>(template: &'static str, values: &[(&str, &'a str)]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, name, after)) = next_placeholder(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => pieces.push(Piece::Value(value)),
            None => {
                let written = rest.get(before.len()..rest.len() - after.len());
                pieces.push(Piece::Words(written.unwrap_or_default()));
            }
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// The template as plain text with its values in place.
pub(crate) fn fill(template: &'static str, values: &[(&str, &str)]) -> String {
    pieces(template, values)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(text) | Piece::Value(text) => text,
        })
        .collect()
}

/// The names of a template's placeholders, in their order.
#[cfg(test)]
pub(crate) fn placeholders(template: &'static str) -> Vec<&'static str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, name, after)) = next_placeholder(rest) {
        names.push(name);
        rest = after;
    }
    names
}

fn next_placeholder(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (before, opened) = text.split_once('{')?;
    let (name, after) = opened.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_their_places() {
        assert_eq!(fill("{n} of {total}", &[("total", "9"), ("n", "3")]), "3 of 9");
        assert_eq!(fill("no place", &[("n", "3")]), "no place");
        assert_eq!(fill("{a}{a}", &[("a", "{b}"), ("b", "x")]), "{b}{b}");
    }

    #[test]
    fn a_place_without_a_value_stays_visible() {
        assert_eq!(fill("from {x} on", &[]), "from {x} on");
        assert_eq!(placeholders("{x} and {y}"), ["x", "y"]);
    }
}
