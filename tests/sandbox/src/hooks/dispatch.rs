//! Sends hooks: each destination has a lane of its own, so its order is kept and a slow one holds
//! up nobody else. What failed comes back when the sandbox's clock says so.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{Method, Request, header};
use http_body_util::Full;
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{Notice, Outcome, Record, Standing};
use crate::lock;
use crate::state::State;

/// amoCRM waits this long for an answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often waiting retries are looked at.
const TICK: Duration = Duration::from_millis(200);

/// One attempt to deliver, as test support shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Delivery {
    /// Where to.
    pub destination: String,
    /// 1 for the first.
    pub attempt: u8,
    /// `X-Amocrm-Requestid`.
    pub request_id: String,
    /// Unix seconds.
    pub sent_at: i64,
    /// How long the answer took.
    pub milliseconds: u128,
    /// HTTP status, 0 when there was none.
    pub status: u16,
    /// Raw form body.
    pub body: String,
}

#[derive(Clone)]
struct Job {
    destination: String,
    body: String,
    attempt: u8,
    is_json: bool,
    is_hook: bool,
}

/// The sender of hooks.
pub struct Dispatcher {
    state: Arc<Mutex<State>>,
    lanes: Mutex<HashMap<String, UnboundedSender<Job>>>,
    waiting: Mutex<Vec<(i64, Job)>>,
    log: Mutex<Vec<Delivery>>,
    client: Client<HttpConnector, Full<Bytes>>,
}

impl Dispatcher {
    /// Starts with empty lanes; must be called inside a runtime.
    pub fn start(state: Arc<Mutex<State>>) -> Arc<Self> {
        let dispatcher = Arc::new(Self {
            state,
            lanes: Mutex::default(),
            waiting: Mutex::default(),
            log: Mutex::default(),
            client: Client::builder(TokioExecutor::new()).build_http(),
        });
        tokio::spawn(Arc::clone(&dispatcher).bring_back());
        dispatcher
    }

    /// Takes over hooks in their order.
    pub fn take(self: &Arc<Self>, notices: Vec<Notice>) {
        for notice in notices {
            for destination in notice.destinations {
                self.enqueue(Job {
                    destination,
                    body: notice.body.clone(),
                    attempt: 1,
                    is_json: notice.is_json,
                    is_hook: notice.is_hook,
                });
            }
        }
    }

    /// What was sent since the start or the last reset.
    pub fn log(&self) -> Vec<Delivery> {
        lock(&self.log).clone()
    }

    /// Forgets everything that was sent or waits for another attempt.
    pub fn reset(&self) {
        lock(&self.log).clear();
        lock(&self.waiting).clear();
    }

    fn enqueue(self: &Arc<Self>, job: Job) {
        let mut lanes = lock(&self.lanes);
        let lane = lanes.entry(job.destination.clone()).or_insert_with(|| {
            let (sender, receiver) = unbounded_channel();
            tokio::spawn(Arc::clone(self).drive(receiver));
            sender
        });
        // The lane's task ends only with the process, so there is always a receiver.
        let _ = lane.send(job);
    }

    async fn drive(self: Arc<Self>, mut lane: UnboundedReceiver<Job>) {
        let mut record = Record::default();
        while let Some(job) = lane.recv().await {
            let outcome = self.attempt(&job).await;
            if !job.is_hook {
                continue;
            }
            let now = lock(&self.state).clock.now();
            if record.note(outcome, now) == Standing::Disabled {
                self.disable(&job.destination);
            } else if let Some(delay) = outcome.retry_after(job.attempt) {
                let again = Job {
                    attempt: job.attempt + 1,
                    ..job
                };
                lock(&self.waiting).push((now + delay, again));
            }
        }
    }

    async fn attempt(&self, job: &Job) -> Outcome {
        let request_id = uuid::Uuid::new_v4().to_string();
        let sent_at = lock(&self.state).clock.now();
        let start = Instant::now();
        let status = self.post(job, &request_id).await.unwrap_or(0);
        lock(&self.log).push(Delivery {
            destination: job.destination.clone(),
            attempt: job.attempt,
            request_id,
            sent_at,
            milliseconds: start.elapsed().as_millis(),
            status,
            body: job.body.clone(),
        });
        Outcome(status)
    }

    /// The status of the answer, if there was one in time. Redirects are not followed.
    async fn post(&self, job: &Job, request_id: &str) -> Option<u16> {
        let kind = match job.is_json {
            true => "application/json",
            false => "application/x-www-form-urlencoded",
        };
        let request = Request::builder()
            .method(Method::POST)
            .uri(&job.destination)
            .header(header::CONTENT_TYPE, kind)
            .header(header::USER_AGENT, "amoCRM-Webhooks/3.0")
            .header(header::ACCEPT_ENCODING, "gzip")
            .header("X-Amocrm-Requestid", request_id)
            .body(Full::new(Bytes::from(job.body.clone())))
            .ok()?;
        let answer = tokio::time::timeout(PATIENCE, self.client.request(request)).await;
        Some(answer.ok()?.ok()?.status().as_u16())
    }

    fn disable(&self, destination: &str) {
        let mut state = lock(&self.state);
        let same = |own: &&mut super::Subscription| own.destination == destination;
        for own in state.subscriptions.iter_mut().filter(same) {
            own.disabled = true;
        }
        lock(&self.waiting).retain(|(_, job)| job.destination != destination);
    }

    async fn bring_back(self: Arc<Self>) {
        loop {
            tokio::time::sleep(TICK).await;
            let now = lock(&self.state).clock.now();
            let due: Vec<(i64, Job)> = lock(&self.waiting)
                .extract_if(.., |(at, _)| *at <= now)
                .collect();
            for (_, job) in due {
                self.enqueue(job);
            }
        }
    }
}
