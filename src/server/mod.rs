//! The development server: shows a site from memory as GitHub Pages would, and
//! tells browsers when it has changed. It knows nothing of how pages are made.

mod address;
mod answer;
mod listen;
mod live;
mod media_type;
mod watch;

pub use listen::{Listening, listen};
pub use watch::{Change, POLLED_EVERY, Watch};

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch::Receiver;

/// How long the head of a request may take to arrive, counted from the
/// connection or from the answer before it.
const PATIENCE: Duration = Duration::from_secs(15);

/// A finished site, whose files are made when they are asked for.
pub trait Pages: Send + Sync {
    /// Whether there is a file at this address from the root of the site.
    fn has(&self, address: &str) -> bool;
    /// What the file holds, or the text of what went wrong.
    fn get(&self, address: &str) -> Result<Vec<u8>, String>;
}

/// What is shown from one moment on; replaced whole when the site changes.
#[derive(Clone)]
pub struct Shown {
    /// The path of the site on its host, from slash to slash.
    pub base: String,
    /// The last site without mistakes, if there has been one.
    pub pages: Option<Arc<dyn Pages>>,
    /// Rises with every change that a page must be loaded again for.
    pub version: u64,
    /// Address of the style sheet, which is changed without loading the page.
    pub style: String,
    /// The mistakes as they are printed; empty if the site has none.
    pub errors: String,
}

/// What every request needs.
#[derive(Clone)]
struct Server {
    shown: Receiver<Arc<Shown>>,
    /// The name under which the server was asked to listen.
    host: Arc<str>,
    /// Tells the versions of this server from those of one before.
    start: u64,
}

/// Serves until the process ends.
pub fn run(listener: TcpListener, host: &str, shown: Receiver<Arc<Shown>>) -> io::Result<()> {
    let server = Server {
        shown,
        host: host.into(),
        start: SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |time| time.as_nanos() as u64),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        loop {
            match listener.accept().await {
                Ok((stream, _)) => drop(tokio::spawn(connection(stream, server.clone()))),
                // Too many open files, most likely: some will be closed soon.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    })
}

async fn connection(stream: tokio::net::TcpStream, server: Server) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| answer::answer(request, server.clone()));
    // A browser may hang up at any time, which is no error. One that sends no
    // request must not keep others out.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}
