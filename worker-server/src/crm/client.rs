//! One account's client: address, token, pace; retries what is safe to repeat.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use serde_json::Value as Json;

use super::batch::Writes;
use super::lookup::Lookups;
use super::{error::Error, pace::Pace, tenure::Tenure};
use crate::telemetry::measures;
use crate::telemetry::traces::span;
use tracing::Instrument as _;

/// Calls per second that amoCRM gives an integration (2.6 of the reference).
pub const CALLS_PER_SECOND: u32 = 7;
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a request that is safe to repeat is sent at most.
const ATTEMPTS: u32 = 6;
/// How often a request that amoCRM refused with 429 is sent at most: nothing was done, so it may wait long.
const REFUSALS: u32 = 20;

/// When a call might leave.
pub(super) type Turn = tokio::time::Instant;

/// Methods that write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Creates; repeating it would create twice.
    Post,
    /// Changes; repeating it gives the same.
    Patch,
}

/// Speaks to one account; cheap to clone.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
    pace: Arc<Pace>,
    tenure: Option<Arc<Tenure>>,
    pub(super) writes: Arc<Writes>,
    pub(super) lookups: Arc<Lookups>,
}

/// The connections that the clients of all accounts share.
///
/// # Errors
/// When the system gives no TLS roots or sockets.
pub fn http() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        // A redirect would carry the token to another host.
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("triggers/", env!("CARGO_PKG_VERSION")))
        .timeout(PATIENCE)
        .build()
}

impl Client {
    /// A client of the account at `base`, such as `https://demo.amocrm.ru`, with a long-lived token.
    pub fn new(http: reqwest::Client, base: &str, token: &str) -> Self {
        Self {
            http,
            base: base.trim_end_matches('/').to_owned(),
            token: token.to_owned(),
            pace: Arc::new(Pace::new(CALLS_PER_SECOND)),
            tenure: None,
            writes: Arc::default(),
            lookups: Arc::default(),
        }
    }

    /// The same client, at the same pace, for as long as this server works for the account.
    pub fn during(&self, tenure: Arc<Tenure>) -> Self {
        Self {
            tenure: Some(tenure),
            // Who may go on is the same for all that share a call.
            writes: Arc::default(),
            lookups: Arc::default(),
            ..self.clone()
        }
    }

    /// Address of the account without a slash at its end.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Reads; `None` is amoCRM's empty answer (204) for an empty list or an unknown entity.
    ///
    /// # Errors
    /// When amoCRM refuses, or does not answer after all attempts.
    pub async fn get(&self, path: &str) -> Result<Option<Json>, Error> {
        self.get_at(path, None).await
    }

    /// The same; the first attempt may have had its turn already.
    pub(super) async fn get_at(
        &self,
        path: &str,
        turn: Option<Turn>,
    ) -> Result<Option<Json>, Error> {
        let request = || self.http.get(self.url(path));
        self.patiently(request, Error::is_passing, turn).await
    }

    /// Waits until a call may leave.
    pub(super) async fn turn(&self) -> Turn {
        self.pace.turn().await
    }

    /// Writes once, except that what amoCRM certainly did not do is sent again.
    ///
    /// # Errors
    /// [`Error::Unknown`] when it may have been done: for [`Method::Post`] the caller has to look.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: &Json,
    ) -> Result<Option<Json>, Error> {
        self.send_at(method, path, body, None).await
    }

    /// The same; the first attempt may have had its turn already.
    pub(super) async fn send_at(
        &self,
        method: Method,
        path: &str,
        body: &Json,
        turn: Option<Turn>,
    ) -> Result<Option<Json>, Error> {
        let request = || match method {
            Method::Post => self.http.post(self.url(path)).json(body),
            Method::Patch => self.http.patch(self.url(path)).json(body),
        };
        let again = |error: &Error| match method {
            Method::Patch => error.is_passing(),
            Method::Post => matches!(error, Error::RateLimited { .. } | Error::Unreachable(_)),
        };
        self.patiently(request, again, turn).await
    }

    /// A path that begins with a slash is one of the whole address; any other belongs to version 4.
    fn url(&self, path: &str) -> String {
        match path.starts_with('/') {
            true => format!("{}{path}", self.base),
            false => format!("{}/api/v4/{path}", self.base),
        }
    }

    async fn patiently(
        &self,
        request: impl Fn() -> reqwest::RequestBuilder,
        again: impl Fn(&Error) -> bool,
        mut turn: Option<Turn>,
    ) -> Result<Option<Json>, Error> {
        let (mut failures, mut refusals) = (0, 0);
        loop {
            let left = match turn.take() {
                Some(turn) => turn,
                None => self.turn().await,
            };
            let error = match self.once(request()).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            if let Error::RateLimited { after } = error {
                refusals += 1;
                self.pace.refused(left, after);
            } else {
                failures += 1;
            }
            if !again(&error) || failures >= ATTEMPTS || refusals >= REFUSALS {
                return Err(error);
            }
            // A refusal has its pause in the pace; a failure waits 0.5, 1, 2, 4, 8 seconds.
            if failures > 0 && !matches!(error, Error::RateLimited { .. }) {
                tokio::time::sleep(Duration::from_millis(250) * (1 << failures)).await;
            }
        }
    }

    async fn once(&self, request: reqwest::RequestBuilder) -> Result<Option<Json>, Error> {
        if self.tenure.as_ref().is_some_and(|it| it.left().is_zero()) {
            return Err(Error::Lost);
        }
        let begun = Instant::now();
        let asked = async {
            let answer = request.bearer_auth(&self.token).send().await;
            let status = answer.as_ref().ok().map(reqwest::Response::status);
            (status, read(answer).await)
        };
        let (status, read) = asked.instrument(span!("amocrm")).await;
        measures::call(word(status), begun.elapsed());
        if read.is_ok() {
            self.pace.accepted();
        }
        read
    }
}

/// The body of an answer, or what is wrong with it.
async fn read(answer: reqwest::Result<reqwest::Response>) -> Result<Option<Json>, Error> {
    let answer = answer.map_err(|error| Error::of_transport(&error.without_url()))?;
    let status = answer.status();
    let after = answer
        .headers()
        .get("retry-after")
        .and_then(|it| it.to_str().ok()?.parse().ok());
    let body = answer
        .text()
        .await
        .map_err(|error| Error::Unknown(error.without_url().to_string()))?;
    if !status.is_success() {
        return Err(Error::of_answer(
            status,
            after.map(Duration::from_secs),
            &body,
        ));
    }
    if body.is_empty() {
        return Ok(None);
    }
    let read = serde_json::from_str(&body).map(Some);
    read.map_err(|error| Error::Unknown(format!("the answer is not JSON: {error}")))
}

/// What came of a call, for the counters.
fn word(status: Option<StatusCode>) -> &'static str {
    match status.map(|it| it.as_u16()) {
        None => "lost",
        Some(429) => "pace",
        Some(500..) => "broken",
        Some(400..) => "refused",
        Some(_) => "ok",
    }
}
