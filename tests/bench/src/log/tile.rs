//! A tile over HTTP, beside nginx with the same file.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};

use super::Folder;
use crate::client::{Accept, Client};
use crate::load::every;
use crate::median::median;
use crate::portal::Demo;
use crate::table::{Line, Table};

/// Our share of nginx's rate, at least.
const SHARE: f64 = 0.7;
/// How long each part lasts, and how many there are.
const SPELL: Duration = Duration::from_millis(800);
const SPELLS: usize = 7;
const CONNECTIONS: usize = 4;

pub(super) fn measure(demo: &Demo, folder: &Folder, table: &mut Table) -> anyhow::Result<()> {
    let tree = folder.join("tree");
    let status = demo
        .command()
        .args(["log", "export", "--log"])
        .arg(demo.log_address())
        .arg(&tree)
        .stdout(Stdio::null())
        .status()?;
    ensure!(status.success(), "`gavah log export` ended with {status}");
    let path = "/tile/0/000";
    ensure!(tree.join("tile/0/000").is_file(), "the demonstration's log has no full tile");
    let portal = demo.serve()?;
    let nginx = Nginx::start(folder)?;
    let (mut ours, mut peers, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..SPELLS {
        let our = rate(portal.address, &format!("/log{path}"))?;
        let peer = rate(nginx.address, path)?;
        ours.push(our);
        peers.push(peer);
        shares.push(our / peer);
    }
    let share = median(shares);
    table.push(
        Line::new("a full tile over HTTP, beside nginx", format!("{:.0} /s", median(ours)))
            .beside(format!("{:.0} /s", median(peers)), share)
            .limit(format!("≥ {SHARE:.2}×"), share >= SHARE),
    );
    Ok(())
}

/// Answers a second over all connections.
fn rate(address: SocketAddr, path: &str) -> anyhow::Result<f64> {
    let begin = Instant::now();
    let answers = every(CONNECTIONS, |_| {
        let mut client = Client::connect(address)?;
        let mut answers = 0;
        while begin.elapsed() < SPELL {
            let answer = client.get(path, Accept::Plain)?;
            let (status, length) = (answer.status, answer.body.len());
            ensure!(status == 200 && length == 8_192, "{path}: {status}, {length} bytes");
            answers += 1;
        }
        Ok(answers)
    })?;
    Ok(answers as f64 / begin.elapsed().as_secs_f64())
}

/// An nginx that serves the exported tree, with as many workers as it likes.
struct Nginx {
    child: Child,
    address: SocketAddr,
}

impl Nginx {
    fn start(folder: &Folder) -> anyhow::Result<Self> {
        // The port is free now, and nothing else on the machine knows of it.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let own = folder.join("nginx");
        std::fs::create_dir_all(&own)?;
        // What is relative in nginx's settings is so to its own folder.
        let root = folder.join("tree").canonicalize()?;
        let user = if is_root() { "user root;" } else { "" };
        let config = format!(
            "{user} daemon off; worker_processes auto; pid nginx.pid; error_log error.log;
            events {{ worker_connections 256; }}
            http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
            client_body_temp_path t; proxy_temp_path t; fastcgi_temp_path t; uwsgi_temp_path t;
            scgi_temp_path t; default_type application/octet-stream; open_file_cache max=1000;
            server {{ listen {address}; root \"{}\"; location / {{ expires 1y; }} }} }}",
            root.display()
        );
        std::fs::write(own.join("nginx.conf"), config)?;
        let mut command = Command::new("nginx");
        command.arg("-p").arg(&own).args(["-c", "nginx.conf"]).stderr(Stdio::null());
        let child = command.spawn().context("nginx could not be started")?;
        let nginx = Self { child, address };
        for _ in 0..200 {
            if TcpStream::connect(address).is_ok() {
                return Ok(nginx);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        anyhow::bail!("nginx does not listen")
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // The master ends its workers when it is asked to; killed, it would leave them behind.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}
