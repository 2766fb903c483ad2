//! What a page refers to, read from its text.

/// What a referred file is to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A script that the page runs; what it imports is fetched too.
    Script,
    /// Anything else: a stylesheet, an icon, a picture, something that is loaded ahead.
    Other,
}

/// The addresses that a browser fetches for a page of ours, fonts aside.
pub(super) fn references(html: &str) -> Vec<(Kind, String)> {
    html.split('<').filter_map(reference).collect()
}

/// The files that a script of ours imports: quoted paths that begin with a dot and a slash.
pub(super) fn imports(script: &str, address: &str) -> Vec<(Kind, String)> {
    let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
    script
        .split(['"', '\'', '`'])
        .skip(1)
        .step_by(2)
        .filter_map(|quoted| quoted.strip_prefix("./"))
        .map(|file| (Kind::Other, format!("{folder}/{file}")))
        .collect()
}

fn reference(tag: &str) -> Option<(Kind, String)> {
    let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
    let (kind, name) = match tag.split_ascii_whitespace().next()? {
        "script" => (Kind::Script, "src"),
        "img" => (Kind::Other, "src"),
        "link" if is_fetched(tag) => (Kind::Other, "href"),
        _ => return None,
    };
    let address = attribute(tag, name)?;
    // An address within the portal: pages of ours load nothing from elsewhere.
    address.starts_with('/').then(|| (kind, address.to_owned()))
}

/// Whether a link is something to load, and no font.
fn is_fetched(tag: &str) -> bool {
    let loaded = ["stylesheet", "icon", "modulepreload", "preload", "manifest"];
    attribute(tag, "rel").is_some_and(|rel| loaded.contains(&rel))
        && attribute(tag, "as") != Some("font")
}

/// The value of an attribute, as the pages write them: in double quotation marks.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag.get(start..)?.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_what_it_loads() {
        let html = r#"<link rel="preload" as="font" href="/f.woff2"><link rel="stylesheet"
            href="/s.css"><link rel="alternate" href="/azb/"><script type="module" src="/p/b.js">
            </script><a href="/fa/case">x</a><link rel="icon" href="/i.svg"><img src="/q.png">"#
            .replace('\n', " ");
        let found = references(&html);
        let found: Vec<_> = found.iter().map(|(kind, path)| (*kind, path.as_str())).collect();
        assert_eq!(
            found,
            [
                (Kind::Other, "/s.css"),
                (Kind::Script, "/p/b.js"),
                (Kind::Other, "/i.svg"),
                (Kind::Other, "/q.png")
            ]
        );
        assert_eq!(
            imports(r#"import a from "./a.js"; new URL('./b.wasm', "x")"#, "/p/b.js"),
            [(Kind::Other, "/p/a.js".to_owned()), (Kind::Other, "/p/b.wasm".to_owned())]
        );
    }
}
