//! The line between a server and its database, which a test can cut.

use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};

/// Carries connections from a port of its own to another address.
pub struct Line {
    port: u16,
    state: Arc<State>,
}

struct State {
    target: String,
    is_cut: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Line {
    /// A line to `HOST:PORT`.
    ///
    /// # Errors
    /// When the system has no free port.
    pub fn to(target: &str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let state = Arc::new(State {
            target: target.to_owned(),
            is_cut: AtomicBool::new(false),
            open: Mutex::default(),
        });
        let serving = Arc::clone(&state);
        // Ends with the process of the test.
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                // Whoever is refused sees the connection close at once.
                let _refused = serving.carry(connection);
            }
        });
        Ok(Self { port, state })
    }

    /// The same URL of PostgreSQL with this line in the place of host and port.
    ///
    /// # Errors
    /// When the URL has no host and port.
    pub fn in_the_way_of(url: &str) -> Result<(Self, String)> {
        let (before, host) = url.rsplit_once('@').context("a URL with a user")?;
        let line = Self::to(host)?;
        let through = format!("{before}@127.0.0.1:{}", line.port);
        Ok((line, through))
    }

    /// Breaks every connection and refuses new ones.
    pub fn cut(&self) {
        self.state.is_cut.store(true, Ordering::SeqCst);
        for connection in self.state.open().drain(..) {
            let _gone = connection.shutdown(Shutdown::Both);
        }
    }

    /// Carries again.
    pub fn mend(&self) {
        self.state.is_cut.store(false, Ordering::SeqCst);
    }
}

impl State {
    fn open(&self) -> std::sync::MutexGuard<'_, Vec<TcpStream>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn carry(&self, from: TcpStream) -> io::Result<()> {
        if self.is_cut.load(Ordering::SeqCst) {
            return from.shutdown(Shutdown::Both);
        }
        let to = TcpStream::connect(&self.target)?;
        self.open().extend([from.try_clone()?, to.try_clone()?]);
        copy(from.try_clone()?, to.try_clone()?);
        copy(to, from);
        Ok(())
    }
}

/// Copies until either side ends, then ends both.
fn copy(mut from: TcpStream, mut to: TcpStream) {
    thread::spawn(move || {
        let _broken = io::copy(&mut from, &mut to);
        let _gone = from.shutdown(Shutdown::Both);
        let _gone = to.shutdown(Shutdown::Both);
    });
}
