//! Paths that try to leave the folders that are served.

use crate::support::server::Server;

/// Words that stand in files beside the served ones.
const OUTSIDE: [&str; 4] = ["\"wasm\":", "PRIVATE KEY", "root:", "[workspace]"];

#[test]
fn no_path_leaves_the_bundle() {
    let server = Server::of_demonstration();
    let ups = [
        "../",
        "..%2f",
        "%2e%2e/",
        "%2e%2e%2f",
        "..%5c",
        "..\\",
        "....//",
        "%252e%252e%252f",
        ".%2e/",
        "%c0%ae%c0%ae/",
        "..;/",
        "./../",
        "%00../",
    ];
    let targets =
        ["assets.json", "Cargo.toml", "it-demo/issuer.pem", "etc/passwd", "root/robots.txt"];
    for start in ["/pkg/", "/", "/releases/1404-06/", "/fa/", "/.well-known/"] {
        for up in ups {
            for target in targets {
                for depth in [1, 2, 3, 12] {
                    let path = format!("{start}{}{target}", up.repeat(depth));
                    let answer = server.get(&path);
                    let found = String::from_utf8_lossy(&answer.body);
                    let refused = matches!(answer.status, 400 | 404 | 405);
                    assert!(refused, "{path}: {}", answer.status);
                    // What is no address at all is refused before the portal sees it.
                    let said = answer.status == 400 || !answer.body.is_empty();
                    assert!(said, "{path}: {} without a word", answer.status);
                    for word in OUTSIDE {
                        assert!(!found.contains(word), "{path} shows {word}");
                    }
                }
            }
        }
    }
    for path in
        ["/pkg//etc/passwd", "/pkg/%2fetc%2fpasswd", "/pkg/", "/pkg", "//pkg/", "/pkg/.", "/pkg/.."]
    {
        let answer = server.get(path);
        assert!(matches!(answer.status, 307 | 308 | 404), "{path}: {}", answer.status);
    }
}
