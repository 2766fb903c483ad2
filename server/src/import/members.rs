//! The members of a JSON object as they are written.

/// Splits a JSON object into its members, each as it was written. The text is known to be one
/// JSON object.
pub(super) fn split(object: &str) -> impl Iterator<Item = &str> {
    let inner = object.trim();
    let inner = inner.strip_prefix('{').unwrap_or(inner);
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let mut rest = Some(inner);
    std::iter::from_fn(move || {
        let text = rest?;
        let (member, behind) = match end(text) {
            Some(at) => (text.get(..at)?, text.get(at + 1..)),
            None => (text, None),
        };
        rest = behind;
        Some(member.trim())
    })
    .filter(|member| !member.is_empty())
}

/// The key of a member.
pub(super) fn key(member: &str) -> Option<String> {
    let mut escaped = false;
    for (at, character) in member.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return serde_json::from_str(member.get(..=at)?).ok(),
            _ => {}
        }
    }
    None
}

/// The comma that ends the first member, if it is not the last one.
fn end(text: &str) -> Option<usize> {
    let (mut quoted, mut escaped, mut depth) = (false, false, 0_u32);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stay_as_they_were_written() {
        let object = r#" { "a" : 1.50, "b,\"}" : "x, \\" , "c":[1,{"d":2}],"e":null } "#;
        let members: Vec<_> = split(object).collect();
        assert_eq!(
            members,
            [r#""a" : 1.50"#, r#""b,\"}" : "x, \\""#, r#""c":[1,{"d":2}]"#, r#""e":null"#]
        );
        assert_eq!(key(members[1]).as_deref(), Some("b,\"}"));
        assert_eq!(key(members[0]).as_deref(), Some("a"));
        assert_eq!(split("{}").count() + split("{ }").count(), 0);
    }
}
