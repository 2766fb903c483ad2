//! What cannot be seen from outside without waiting long: answers that come too late.

use std::collections::BTreeMap;
use std::path::PathBuf;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER};
use axum::response::Response;
use calendar::Day;
use certificate::{Force, KeyList};
use tower::ServiceExt as _;

use super::*;
use crate::config::CitySetting;

/// A folder that vanishes with its test.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A portal without releases, and the folder in which it is.
async fn portal(name: &str) -> (State, Folder) {
    let folder = std::env::temp_dir().join(format!("gavah-web-{}-{name}", std::process::id()));
    std::fs::create_dir_all(folder.join("root")).unwrap();
    let names = "style font_arabic font_latin boot script wasm worker scanner_script scanner_wasm \
        lookup lookup_script lookup_wasm icon build";
    let assets: BTreeMap<&str, String> =
        names.split_whitespace().map(|name| (name, format!("/pkg/{name}"))).collect();
    let text = serde_json::to_string(&assets).unwrap();
    std::fs::write(folder.join("assets.json"), text).unwrap();
    let city = CitySetting { file: None }.read().unwrap();
    let keys = KeyList {
        version: 1,
        date: Day::parse("1404-07-01").unwrap(),
        force: Force::Demonstration,
        issuer: ["گواه".to_owned(), "گواه".to_owned(), "Gavah".to_owned()],
        keys: Vec::new(),
    };
    let bundle = Bundle::open(&folder).unwrap();
    let url = format!("sqlite:{}", folder.join("portal.db").display());
    let portal = crate::storage::portal(&url).await.unwrap();
    let origin = "http://127.0.0.1:3000".to_owned();
    (State::new(city, origin, (keys.to_text(), keys), bundle, portal, None), Folder(folder))
}

async fn asked(router: &Router, method: &str, path: &str) -> (Response<()>, String) {
    let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    (Response::from_parts(parts, ()), String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_one_that_says_so() {
    let (state, _folder) = portal("late").await;
    let never = || get(std::future::pending::<StatusCode>);
    let pages = Router::new().route("/en/slow", never()).route("/en/quick", get(|| async { "ok" }));
    let files = Router::new().route("/slow.txt", never());
    let router = limited(pages, files, &state, Duration::from_millis(50));

    let (answer, body) = asked(&router, "GET", "/en/slow").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers()[CACHE_CONTROL], "no-store");
    assert_eq!(answer.headers()[RETRY_AFTER], "10");
    assert!(answer.headers().contains_key("content-security-policy"));
    assert!(body.contains("<html lang=\"en\"") && body.contains("<h1"), "{body}");

    let (answer, body) = asked(&router, "GET", "/slow.txt").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers()[CONTENT_TYPE], "application/problem+json");
    assert_eq!(answer.headers()[CACHE_CONTROL], "no-store");
    assert_eq!(answer.headers()[RETRY_AFTER], "10");
    assert!(body.contains("\"status\":503"), "{body}");

    let (answer, body) = asked(&router, "GET", "/en/quick").await;
    assert_eq!((answer.status(), body.as_str()), (StatusCode::OK, "ok"));
}

#[tokio::test]
async fn no_method_gets_an_answer_without_a_body() {
    let (state, _folder) = portal("methods").await;
    let router = router(&state);
    for path in [
        "/",
        "/v",
        "/fa/",
        "/en/verify",
        "/azb/case",
        "/keys.txt",
        "/log",
        "/log/checkpoint",
        "/log/checkpoints/1",
        "/log/tile/0/000",
        "/log/tile/entries/000",
        "/log/nothing",
        "/releases/1404-06/release.json",
        "/healthz",
        "/readyz",
        "/pkg/style",
    ] {
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "ODD"] {
            let form = path.ends_with("/verify") || path.ends_with("/case");
            if form && method == "POST" {
                continue;
            }
            let (answer, body) = asked(&router, method, path).await;
            assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert!(!body.is_empty(), "{method} {path}");
            let allowed = answer.headers()[ALLOW].to_str().unwrap();
            assert_eq!(allowed.contains("POST"), form, "{method} {path}: {allowed}");
        }
    }
}

#[tokio::test]
async fn a_name_that_no_file_can_have_is_not_found() {
    let (state, _folder) = portal("names").await;
    let router = router(&state);
    for name in ["a".repeat(300), "a/".repeat(3000), "%00".to_owned(), "%ff".to_owned()] {
        let (answer, body) = asked(&router, "GET", &format!("/pkg/{name}")).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{name}");
        assert!(body.contains("<html lang=\"fa\""), "{name}: {body}");
    }
}
