//! A small HTTP/1.1 client for one connection that is kept: it hands out bodies exactly as they
//! were transferred, still compressed.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};

/// The longest that an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of a body, at most.
const MAX_BODY: usize = 64 << 20;

/// A connection.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// How the body is compressed; empty when it is not.
    pub(crate) encoding: String,
    /// The bytes of the body as they came, without the marks of a chunked transfer.
    pub(crate) body: Vec<u8>,
}

/// How a body may be compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accept {
    /// With Brotli.
    Brotli,
    /// With gzip.
    Gzip,
    /// Not at all.
    Plain,
}

impl Accept {
    const fn word(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Plain => "identity",
        }
    }
}

impl Client {
    /// Connects.
    pub(crate) fn connect(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE)
            .with_context(|| format!("could not connect to {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    /// Asks for an address.
    pub(crate) fn get(&mut self, path: &str, accept: Accept) -> anyhow::Result<Answer> {
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: bench\r\naccept-encoding: {}\r\n\r\n",
            accept.word()
        );
        self.ask(head.as_bytes()).with_context(|| format!("GET {path}"))
    }

    /// Sends a form.
    pub(crate) fn post(&mut self, path: &str, form: &str) -> anyhow::Result<Answer> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-length: {}\r\n\
             content-type: application/x-www-form-urlencoded\r\n\r\n{form}",
            form.len()
        );
        self.ask(request.as_bytes()).with_context(|| format!("POST {path}"))
    }

    fn ask(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        self.stream.get_mut().write_all(request)?;
        let first = self.line()?;
        let status = first.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3));
        let status = status.and_then(|code| code.parse().ok()).context("no status line")?;
        let (mut length, mut chunked, mut encoding) = (None, false, String::new());
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').context("no header line")?;
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = Some(value.parse().context("no length")?),
                "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
                "content-encoding" => value.clone_into(&mut encoding),
                _ => {}
            }
        }
        let body = match (chunked, length) {
            (true, _) => self.chunks()?,
            (false, Some(length)) => self.bytes(length)?,
            (false, None) => bail!("an answer whose end is not known"),
        };
        Ok(Answer { status, encoding, body })
    }

    fn chunks(&mut self) -> anyhow::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let length = self.line()?;
            let length = usize::from_str_radix(&length, 16).context("no length of a chunk")?;
            ensure!(body.len().saturating_add(length) <= MAX_BODY, "a body without end");
            body.extend(self.bytes(length)?);
            ensure!(self.line()?.is_empty(), "a chunk that does not end");
            if length == 0 {
                return Ok(body);
            }
        }
    }

    fn bytes(&mut self, length: usize) -> anyhow::Result<Vec<u8>> {
        ensure!(length <= MAX_BODY, "a body without end");
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        (&mut self.stream).take(16 * 1024).read_line(&mut line)?;
        let line = line.strip_suffix("\r\n").context("the connection ended")?;
        Ok(line.to_owned())
    }
}
