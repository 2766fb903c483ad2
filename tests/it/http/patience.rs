//! Readers who never read: they hold no more than their places, and those not against a stop.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

use crate::support::demonstration::Demonstration;
use crate::support::folder::Folder;
use crate::support::program::{bundle, call};
use crate::support::read;

/// A server that has two places; it is killed with its test.
struct Small {
    child: Child,
    address: SocketAddr,
    _folder: Folder,
}

impl Small {
    fn start() -> Self {
        let demo = Demonstration::made();
        let folder = Folder::new();
        let mut command = call(&folder);
        command.args(["serve", "--listen", "127.0.0.1:0", "--connections", "2", "--site"]);
        command.arg(bundle()).arg("--keys").arg(demo.path("keys.txt"));
        command.arg("--portal").arg(format!("sqlite:{}", demo.path("portal.db").display()));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the server starts");
        let output = child.stdout.take().expect("its output is a pipe");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("the server writes a line");
        let (_, address) = line.trim_end().rsplit_once("http://").expect("an address is named");
        Self { child, address: address.parse().expect("an address"), _folder: folder }
    }

    /// Asks again and again for something large, and reads none of it.
    fn unread(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", self.address);
        stream.write_all(request.repeat(80).as_bytes()).expect("requests can be sent");
        stream.peek(&mut [0]).expect("an answer begins");
        stream
    }

    /// The first line of what the server says of its health, if it says it so soon.
    fn health(&self, patience: Duration) -> Option<String> {
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        stream.set_read_timeout(Some(patience)).expect("a timeout can be set");
        let request =
            format!("GET /healthz HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).expect("a request can be sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        answer.lines().next().map(str::to_owned)
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address of the scanner, the largest file that the portal has.
fn large() -> String {
    let assets: Value = serde_json::from_str(&read(&bundle().join("assets.json"))).expect("JSON");
    assets["scanner_wasm"].as_str().expect("an address").to_owned()
}

#[test]
fn who_never_reads_loses_the_place() {
    let server = Small::start();
    let path = large();
    let _held = (server.unread(&path), server.unread(&path));
    assert_eq!(server.health(Duration::from_millis(500)), None, "a place was free");
    let answer = server.health(Duration::from_secs(40));
    assert_eq!(answer.as_deref(), Some("HTTP/1.1 200 OK"));
}

#[test]
fn a_full_server_ends_when_it_is_told_to() {
    let mut server = Small::start();
    let path = large();
    let _held = (server.unread(&path), server.unread(&path));
    assert_eq!(server.health(Duration::from_millis(500)), None, "a place was free");
    let id = server.child.id().to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status().expect("kill can be run");
    assert!(told.success(), "the server was not told");
    // The grace is ten seconds.
    for _ in 0..130 {
        if let Some(status) = server.child.try_wait().expect("a program can be waited for") {
            assert!(status.success(), "{status}");
            return;
        }
        sleep(Duration::from_millis(100));
    }
    panic!("the server did not end");
}
