//! The one HTTP client: no redirects, no proxies, no cookies, bounded in size and time.

use std::net::IpAddr;
use std::sync::LazyLock;
use std::time::Duration;

use anyhow::Context as _;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

/// The longest that connecting may take.
const CONNECT: Duration = Duration::from_secs(5);
/// The longest that a whole answer may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// A prefix under which somebody serves: `https`, or `http` on this machine. Always ends with a
/// slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address(Url);

impl Address {
    /// Reads an address; `None` for what is none, and for plain HTTP to another machine.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut url = Url::parse(text).ok()?;
        let local = match url.host_str()?.trim_matches(['[', ']']) {
            "localhost" => true,
            host => host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
        };
        let allowed = url.scheme() == "https" || (url.scheme() == "http" && local);
        let bare = url.query().is_none() && url.fragment().is_none();
        let nobody = url.username().is_empty() && url.password().is_none();
        if !(allowed && bare && nobody) {
            return None;
        }
        if !url.path().ends_with('/') {
            let path = format!("{}/", url.path());
            url.set_path(&path);
        }
        Some(Self(url))
    }

    /// The address of a file under it. The path is one of ours: no dots, no escapes.
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

/// What an answer was.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

/// Why there was no answer.
#[derive(Debug)]
pub(crate) enum NoAnswer {
    /// Not in time.
    Slow,
    /// The body is larger than the limit.
    TooLarge,
    /// Nobody answered, or the connection broke.
    Unreachable(String),
}

/// The client, made once.
///
/// # Errors
///
/// When the system's certificates cannot be read.
pub(crate) fn client() -> anyhow::Result<Client> {
    static CLIENT: LazyLock<Result<Client, String>> = LazyLock::new(|| {
        // Fails when another part of the process installed a provider first, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Client::builder()
            .user_agent("gavah")
            .redirect(Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(CONNECT)
            .timeout(DEADLINE)
            .pool_max_idle_per_host(8)
            .build()
            .map_err(|error| chain(&error))
    });
    CLIENT.clone().map_err(anyhow::Error::msg).context("could not make an HTTP client")
}

/// Sends a body and reads the answer, up to a limit.
pub(crate) async fn post(
    client: &Client,
    url: String,
    body: String,
    limit: usize,
) -> Result<Answer, NoAnswer> {
    let sent = client.post(url).header("content-type", "text/plain; charset=utf-8").body(body);
    read(sent.send().await.map_err(|error| failure(&error))?, limit).await
}

/// Reads a file, up to a limit.
pub(crate) async fn fetch(client: &Client, url: String, limit: usize) -> Result<Answer, NoAnswer> {
    read(client.get(url).send().await.map_err(|error| failure(&error))?, limit).await
}

async fn read(mut response: Response, limit: usize) -> Result<Answer, NoAnswer> {
    let status = response.status().as_u16();
    let mut body = Vec::new();
    // Counted as it comes out of its compression: what is small on the way may be large here.
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
        if body.len().saturating_add(chunk.len()) > limit {
            return Err(NoAnswer::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, body })
}

fn failure(error: &reqwest::Error) -> NoAnswer {
    if error.is_timeout() { NoAnswer::Slow } else { NoAnswer::Unreachable(chain(error)) }
}

/// An error with its causes, without the address, which the caller names in its own way.
fn chain(error: &dyn std::error::Error) -> String {
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    causes.pop().unwrap_or_else(|| "the request failed".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for good in [
            "https://log.example/log",
            "https://log.example",
            "http://127.0.0.1:3000/log/",
            "http://localhost/x",
            "http://[::1]:80/log",
        ] {
            let address = Address::parse(good).unwrap_or_else(|| panic!("{good}"));
            assert!(address.join("checkpoint").ends_with("/checkpoint"));
            assert!(!address.join("checkpoint").ends_with("//checkpoint"));
        }
        for bad in [
            "http://log.example/log",
            "http://127.0.0.1.example/",
            "ftp://127.0.0.1/",
            "https://log.example/?q",
            "https://log.example/#f",
            "https://somebody@log.example/",
            "log.example",
            "",
        ] {
            assert_eq!(Address::parse(bad), None, "{bad}");
        }
    }
}
