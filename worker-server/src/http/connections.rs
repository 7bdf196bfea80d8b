//! Connections: a request has to begin in time, and one that never does holds up nobody's end.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};

/// A connection that brings no whole head of a request for so long is closed, a quiet one too: proxies keep theirs for
/// a minute, and must not find them closed by us.
const HEAD: Duration = Duration::from_secs(75);
/// After the request to stop, requests under way may take this long; whoever starts programs soon ends them by force.
const GRACE: Duration = Duration::from_secs(8);
/// Pause when no connection can be taken: the system has no more descriptors.
const PAUSE: Duration = Duration::from_secs(1);

/// Answers what comes until `stop` is ready, and then what is under way.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let open = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = &mut stop => break,
        };
        match taken {
            Ok((stream, peer)) => begin(&open, &router, stream, peer),
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(GRACE, open.shutdown()).await.is_err() {
        tracing::warn!("connections that do not end are closed");
    }
}

/// Answers the requests of a connection, which know where it comes from.
fn begin(open: &GracefulShutdown, router: &Router, stream: TcpStream, peer: SocketAddr) {
    let routes = TowerToHyperService::new(router.clone());
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        routes.call(request)
    });
    let connection = Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let connection = open.watch(connection);
    tokio::spawn(async move {
        // The other side broke off, or was too slow: both are its own affair.
        let _ended = connection.await;
    });
}

/// The connection is gone before it was taken; the next one is not.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;

    use super::*;

    const HALF: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n";
    const WHOLE: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    /// A server whose page tells where it is asked from, and what ends it.
    async fn server() -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let page = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() };
        let router = Router::new().route("/", get(page));
        let (stop, stopped) = oneshot::channel();
        let served = serve(listener, router, async {
            let _told = stopped.await;
        });
        (address, stop, tokio::spawn(served))
    }

    async fn send(address: SocketAddr, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(bytes).await.expect("it takes bytes");
        stream
    }

    #[tokio::test]
    async fn a_request_is_answered_and_knows_where_it_comes_from() {
        let (address, _stop, _served) = server().await;
        let mut stream = send(address, WHOLE).await;
        let mut answer = vec![0; 4096];
        let read = stream.read(&mut answer).await.expect("an answer");
        let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
        let own = stream.local_addr().expect("its address").to_string();
        assert!(
            answer.starts_with("HTTP/1.1 200") && answer.ends_with(&own),
            "{answer}"
        );
    }

    // The clock jumps as soon as everybody waits, so nobody waits for a minute here.
    #[tokio::test(start_paused = true)]
    async fn a_head_that_does_not_come_to_its_end_is_not_waited_for() {
        for sent in [HALF, b""] {
            let (address, _stop, _served) = server().await;
            let mut stream = send(address, sent).await;
            let mut answer = Vec::new();
            // Closed, with or without a word; a connection that stays open would never come to its end.
            let _closed = stream.read_to_end(&mut answer).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn half_a_request_does_not_hold_up_the_end() {
        let (address, stop, served) = server().await;
        let _half = send(address, HALF).await;
        tokio::task::yield_now().await;
        stop.send(()).expect("it is served");
        served.await.expect("it ends well");
    }
}
