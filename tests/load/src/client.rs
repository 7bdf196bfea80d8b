//! Posts hooks over connections that are kept alive: as many as are answered, or so many a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until};

/// Makes a body; the number tells it from others.
pub type Body = Arc<dyn Fn(u64) -> String + Send + Sync>;

/// Where to, and what.
#[derive(Clone)]
pub struct Target {
    /// `127.0.0.1:PORT`.
    pub host: String,
    /// Path of the address.
    pub path: String,
    /// What is posted.
    pub body: Body,
    /// Number of the first body.
    pub first: u64,
}

/// How it is sent.
#[derive(Clone, Copy)]
pub struct Load {
    /// Side by side.
    pub connections: usize,
    /// So many a second whatever the answers do; `None` sends the next one when the last was answered.
    pub per_second: Option<f64>,
    /// Nothing is counted before.
    pub warm: Duration,
    /// For so long.
    pub time: Duration,
    /// And no more than these.
    pub most: u64,
}

impl Load {
    /// So many in all, as quickly as they are answered.
    pub fn of(connections: usize, most: usize) -> Self {
        Self {
            connections,
            per_second: None,
            warm: Duration::ZERO,
            time: Duration::from_secs(3600),
            most: most as u64,
        }
    }
}

/// What came of it.
#[derive(Default)]
pub struct Measured {
    /// Answers with 200 in all, before counting began too.
    pub accepted: u64,
    /// Other answers.
    pub refused: u64,
    /// Microseconds of each one that counts, in order of size.
    latencies: Vec<u32>,
    seconds: f64,
}

impl Measured {
    /// Accepted per second.
    pub fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.seconds
    }

    /// Milliseconds that such a share of the answers took at most.
    pub fn ms(&self, share: f64) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        let place = (last as f64 * share).round() as usize;
        self.latencies
            .get(place)
            .map_or(0.0, |us| f64::from(*us) / 1000.0)
    }

    fn add(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.refused += other.refused;
        self.latencies.extend(other.latencies);
    }
}

/// Sends the load from a thread of its own, so that all contestants have the same client.
///
/// # Errors
/// When a connection breaks.
pub fn run(target: &Target, load: Load) -> Result<Measured> {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build()?;
    runtime.block_on(async {
        let next = Arc::new(AtomicU64::new(0));
        let begun = Instant::now();
        let side = |_| tokio::spawn(send(target.clone(), load, begun, Arc::clone(&next)));
        let sides: Vec<_> = (0..load.connections).map(side).collect();
        let mut all = Measured::default();
        for side in sides {
            all.add(side.await??);
        }
        all.seconds = begun
            .elapsed()
            .min(load.warm + load.time)
            .saturating_sub(load.warm)
            .as_secs_f64();
        all.latencies.sort_unstable();
        Ok(all)
    })
}

async fn send(
    target: Target,
    load: Load,
    begun: Instant,
    next: Arc<AtomicU64>,
) -> Result<Measured> {
    let mut connection = Connection::open(&target).await?;
    let mut own = Measured::default();
    let (counted, end) = (begun + load.warm, begun + load.warm + load.time);
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let due = match load.per_second {
            Some(rate) => begun + Duration::from_secs_f64(number as f64 / rate),
            None => Instant::now(),
        };
        if number >= load.most || due >= end {
            return Ok(own);
        }
        sleep_until(due).await;
        let status = connection
            .post(&(target.body)(target.first + number))
            .await?;
        let now = Instant::now();
        match status {
            200 => own.accepted += 1,
            _ => own.refused += 1,
        }
        // Counted from when it was due: a late answer makes those behind it late, too.
        let in_time = match load.per_second {
            Some(_) => true,
            None => now <= end,
        };
        if status == 200 && due >= counted && in_time {
            own.latencies
                .push(u32::try_from((now - due).as_micros()).unwrap_or(u32::MAX));
        }
    }
}

struct Connection {
    stream: TcpStream,
    head: String,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(target: &Target) -> Result<Self> {
        let stream = TcpStream::connect(&target.host).await;
        let stream = stream.with_context(|| format!("{} can't be reached", target.host))?;
        stream.set_nodelay(true)?;
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ",
            target.path, target.host
        );
        Ok(Self {
            stream,
            head,
            buffer: Vec::with_capacity(4096),
        })
    }

    /// Posts a body and reads the whole answer; gives its status.
    async fn post(&mut self, body: &str) -> Result<u16> {
        let request = format!("{}{}\r\n\r\n{body}", self.head, body.len());
        self.stream.write_all(request.as_bytes()).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the connection was closed before an answer");
            }
            if let Some((status, length)) = answer(&self.buffer)?
                && self.buffer.len() >= length
            {
                return Ok(status);
            }
        }
    }
}

/// Status and length of an answer whose head has come.
fn answer(bytes: &[u8]) -> Result<Option<(u16, usize)>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&bytes[..end])?;
    let status = head.split(' ').nth(1).context("a status")?.parse()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim())
    });
    let length: usize = length.context("an answer with a length")?.parse()?;
    Ok(Some((status, end + 4 + length)))
}
