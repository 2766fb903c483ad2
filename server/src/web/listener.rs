//! Accepts connections, with limits on their number, their headers and their time.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::Service;

use super::header;
use super::patience::Patience;

/// Bytes of a request's head, at most.
const MAX_HEAD: usize = 16 * 1024;
/// The longest that a request's head may take to arrive.
const HEAD_DEADLINE: Duration = Duration::from_secs(10);
/// The longest that an answer may wait for its reader without a byte of it being taken.
const WRITE_DEADLINE: Duration = Duration::from_secs(20);
/// The longest that open requests are waited for at the end.
const GRACE: Duration = Duration::from_secs(10);

/// What connections may take.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// How many there may be at a time.
    connections: usize,
    /// As [`WRITE_DEADLINE`].
    write: Duration,
    /// As [`GRACE`].
    grace: Duration,
}

/// Serves until the process is told to stop, then finishes what is open.
///
/// # Errors
///
/// When the address cannot be listened on.
pub async fn listen<S>(
    portal: S,
    address: SocketAddr,
    connections: usize,
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<()>
where
    S: Service<Request<Incoming>, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("could not listen on {address}"))?;
    let address = listener.local_addr().context("could not learn the address")?;
    header::announce(address);
    ready(address);
    let limits = Limits { connections, write: WRITE_DEADLINE, grace: GRACE };
    serve(listener, portal, limits, told_to_stop()).await;
    Ok(())
}

/// Serves until `stop` is over, and for as long behind it as the grace lasts.
async fn serve<S>(listener: TcpListener, portal: S, limits: Limits, stop: impl Future<Output = ()>)
where
    S: Service<Request<Incoming>, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_DEADLINE)
        .max_buf_size(MAX_HEAD)
        .keep_alive(true);
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = tokio::select! {
            free = Arc::clone(&places).acquire_owned() => match free {
                Ok(place) => place,
                Err(_) => break,
            },
            () = &mut stop => break,
        };
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // Out of descriptors, or the peer is gone: the next one may come through.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let _ = stream.set_nodelay(true);
        let stream = TokioIo::new(Patience::new(stream, limits.write));
        let service = TowerToHyperService::new(portal.clone());
        let connection = graceful.watch(http.serve_connection(stream, service));
        tokio::spawn(async move {
            // What goes wrong on a connection is its peer's matter.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(limits.grace, graceful.shutdown()).await;
}

async fn told_to_stop() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Bytes;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;
    use tokio::time::timeout;

    use super::*;

    const LONG: Duration = Duration::from_secs(3600);
    const SOON: Duration = Duration::from_secs(20);

    /// A server of two places, its address, and what stops it.
    async fn start(
        write: Duration,
        grace: Duration,
    ) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        // More than the buffers of two sockets hold.
        let large = Bytes::from(vec![b'.'; 32 << 20]);
        let router = Router::new()
            .route("/large", get(move || async move { large }))
            .route("/healthz", get(|| async { "ok" }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let limits = Limits { connections: 2, write, grace };
        let server = tokio::spawn(serve(listener, router, limits, async {
            let _ = stopped.await;
        }));
        (address, stop, server)
    }

    /// Takes a place and never reads: by the first byte that can be looked at, the place is taken.
    async fn unread(address: SocketAddr) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(&b"GET /large HTTP/1.1\r\nhost: h\r\n\r\n".repeat(8)).await.unwrap();
        stream.peek(&mut [0]).await.unwrap();
        stream
    }

    async fn healthy(address: SocketAddr) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = b"GET /healthz HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n";
        stream.write_all(request).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn who_never_reads_loses_the_place() {
        let (address, stop, server) = start(Duration::from_millis(400), SOON).await;
        let _held = (unread(address).await, unread(address).await);
        let answer = timeout(SOON, healthy(address)).await.expect("a place is free again");
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok"), "{answer}");
        stop.send(()).unwrap();
        timeout(SOON, server).await.expect("the server ends").unwrap();
    }

    #[tokio::test]
    async fn who_reads_slowly_gets_everything() {
        let limit = Duration::from_millis(400);
        let (address, _stop, _server) = start(limit, SOON).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = b"GET /large HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n";
        stream.write_all(request).await.unwrap();
        let mut buffer = vec![0; 4 << 20];
        let mut count = 0;
        loop {
            let read = stream.read(&mut buffer).await.unwrap();
            if read == 0 {
                break;
            }
            let before = count >> 22;
            count += read;
            if count >> 22 > before {
                tokio::time::sleep(limit / 4).await;
            }
        }
        assert!(count > 32 << 20, "only {count} bytes came");
    }

    #[tokio::test]
    async fn a_full_server_can_be_stopped() {
        let (address, stop, server) = start(LONG, Duration::from_millis(200)).await;
        let _held = (unread(address).await, unread(address).await);
        let waiting = timeout(Duration::from_millis(300), healthy(address)).await;
        assert!(waiting.is_err(), "no place is free: {waiting:?}");
        stop.send(()).unwrap();
        timeout(SOON, server).await.expect("the server ends").unwrap();
    }
}
