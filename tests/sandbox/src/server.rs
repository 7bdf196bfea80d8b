//! HTTP: takes calls in, answers them, keeps the traffic for tests.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, State as Extract};
use axum::http::{HeaderMap, Method, Response, Uri, header};
use serde::Serialize;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::answer::{Answer, Fault, Outcome};
use crate::call::Call;
use crate::faults::{Arrives, Faults, Trouble};
use crate::hooks::dispatch::Dispatcher;
use crate::limiter::Limiter;
use crate::options::Options;
use crate::query::Query;
use crate::state::State;
use crate::{auth, host, lock, resources, seed};

/// One received call, as test support shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Exchange {
    method: String,
    path: String,
    query: String,
    body: Value,
    status: u16,
    at: i64,
    answer: Value,
}

/// As many calls as the traffic keeps.
const KEPT: usize = 20_000;

/// 250 leads with every field filled stay far below this.
const LARGEST_BODY: usize = 32 * 1024 * 1024;

/// What every handler shares.
pub struct App {
    /// The account.
    pub state: Arc<Mutex<State>>,
    /// The sender of hooks.
    pub dispatcher: Arc<Dispatcher>,
    /// The command line.
    pub options: Options,
    limiter: Mutex<Limiter>,
    traffic: Mutex<Vec<Exchange>>,
    /// What goes wrong with the next calls.
    pub faults: Mutex<Faults>,
}

impl App {
    fn new(options: Options) -> Arc<Self> {
        let state = Arc::new(Mutex::new(seed::state(&options)));
        Arc::new(Self {
            dispatcher: Dispatcher::start(Arc::clone(&state)),
            state,
            limiter: Mutex::new(Limiter::new(options.rate_limit)),
            traffic: Mutex::default(),
            faults: Mutex::default(),
            options,
        })
    }

    /// The calls received since the start or the last reset.
    pub fn traffic(&self) -> Vec<Exchange> {
        lock(&self.traffic).clone()
    }

    fn keep(&self, exchange: Exchange) {
        let mut traffic = lock(&self.traffic);
        if traffic.len() >= KEPT {
            traffic.drain(..KEPT / 10);
        }
        traffic.push(exchange);
    }

    /// Puts everything back as it was at the start.
    pub fn reset(&self) {
        let mut state = lock(&self.state);
        *state = seed::state(&self.options);
        self.dispatcher.reset();
        lock(&self.traffic).clear();
        lock(&self.faults).set(Vec::new());
    }

    /// Works on the account, then hands over the hooks in the order of the changes.
    pub fn change<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        let mut state = lock(&self.state);
        let result = work(&mut state);
        let notices = std::mem::take(&mut state.outbox);
        self.dispatcher.take(notices);
        result
    }
}

/// Serves until the process ends.
pub async fn serve(listener: TcpListener, options: Options) -> std::io::Result<()> {
    let app = App::new(options);
    let limit = DefaultBodyLimit::max(LARGEST_BODY);
    let router = host::routes().fallback(api).layer(limit).with_state(app);
    axum::serve(listener, router).await
}

async fn api(
    Extract(app): Extract<Arc<App>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let body = String::from_utf8_lossy(&body).into_owned();
    let trouble = lock(&app.faults).meet(method.as_str(), uri.path());
    let wait = trouble.as_ref().map_or(0, |trouble| trouble.wait_ms);
    let arrives = trouble.as_ref().map_or(Arrives::Whole, |it| it.arrives);
    let outcome = admit(&app, &headers).and_then(|()| {
        let work = || app.change(|state| run(state, &method, &uri, &headers, &body));
        suffer(trouble, work)
    });
    tokio::time::sleep(Duration::from_millis(wait)).await;
    let exchange = exchange(&app, &method, &uri, &body, &outcome);
    app.keep(exchange);
    cut(respond(outcome), arrives).await
}

/// What is left of an answer whose connection breaks.
async fn cut(answer: Response<Body>, arrives: Arrives) -> Response<Body> {
    match arrives {
        Arrives::Whole => answer,
        Arrives::Half => half(answer).await,
        // The connection has a task of its own; it ends here, and without a word in the log.
        Arrives::Nothing => std::panic::resume_unwind(Box::new("the connection breaks")),
    }
}

/// The head tells the whole length, and half of it comes.
async fn half(answer: Response<Body>) -> Response<Body> {
    let (mut head, body) = answer.into_parts();
    let body = axum::body::to_bytes(body, LARGEST_BODY).await;
    let body = body.unwrap_or_default();
    head.headers.insert(
        header::CONTENT_LENGTH,
        header::HeaderValue::from(body.len()),
    );
    let half = body.slice(..body.len() / 2);
    let broken = std::io::Error::other("the connection breaks");
    let parts = futures_util::stream::iter([Ok(half), Err(broken)]);
    Response::from_parts(head, Body::from_stream(parts))
}

/// The work of a call, unless its trouble keeps it from that.
fn suffer(trouble: Option<Trouble>, work: impl FnOnce() -> Outcome) -> Outcome {
    let Some(Trouble { answer, done, .. }) = trouble else {
        return work();
    };
    if done {
        work()?;
    }
    Err(answer)
}

/// A known token within its pace.
fn admit(app: &App, headers: &HeaderMap) -> Result<(), Fault> {
    let token = auth::bearer(text(headers, "authorization"))?;
    if lock(&app.limiter).admit(token, Instant::now()) {
        Ok(())
    } else {
        Err(Fault::new(429, "Too many requests"))
    }
}

fn run(state: &mut State, method: &Method, uri: &Uri, headers: &HeaderMap, body: &str) -> Outcome {
    let own = auth::user(text(headers, "authorization"), state)?;
    let user = on_behalf(state, own, text(headers, "x-context-user-id"))?;
    let request = Request {
        method,
        path: uri.path(),
        uri,
        headers,
        body,
    };
    resources::dispatch(&request.call(state, user), state)
}

/// `/sandbox/as/{user}/{path}`: a method of the API for the pages, which act as a person and
/// need neither a token nor a pace, as amoCRM's own pages do.
pub async fn as_user(
    Extract(app): Extract<Arc<App>>,
    Path((user, path)): Path<(i64, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> Response<Body> {
    let path = format!("/api/v4/{path}");
    let request = Request {
        method: &method,
        path: &path,
        uri: &uri,
        headers: &headers,
        body: &body,
    };
    respond(app.change(|state| {
        state.user(user).ok_or_else(Fault::not_found)?;
        resources::dispatch(&request.call(state, user), state)
    }))
}

/// The parts of a request that a call is made from.
struct Request<'a> {
    method: &'a Method,
    path: &'a str,
    uri: &'a Uri,
    headers: &'a HeaderMap,
    body: &'a str,
}

impl Request<'_> {
    fn call(&self, state: &State, user: i64) -> Call {
        Call {
            method: self.method.as_str().to_owned(),
            path: self.path.trim_end_matches('/').to_owned(),
            base: base(self.uri, self.headers),
            query: Query::parse(self.uri.query().unwrap_or_default()),
            body: self.body.to_owned(),
            user,
            is_admin: state.user(user).is_some_and(|user| user.is_admin),
        }
    }
}

/// An administrator's token may act with the rights of another user.
fn on_behalf(state: &State, own: i64, wanted: Option<&str>) -> Result<i64, Fault> {
    let Some(wanted) = wanted else { return Ok(own) };
    let is_admin = state.user(own).is_some_and(|user| user.is_admin);
    let other = wanted.parse().ok().filter(|id| state.user(*id).is_some());
    other.filter(|_| is_admin).ok_or_else(auth::unauthorized)
}

/// Scheme and host as the client wrote them.
fn base(uri: &Uri, headers: &HeaderMap) -> String {
    let host = text(headers, "host").or_else(|| uri.authority().map(|own| own.as_str()));
    let scheme = text(headers, "x-forwarded-proto").unwrap_or("http");
    format!("{scheme}://{}", host.unwrap_or("127.0.0.1"))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn exchange(app: &App, method: &Method, uri: &Uri, body: &str, outcome: &Outcome) -> Exchange {
    let (status, answer) = match outcome {
        Ok(answer) => (answer.status, answer.body.clone().unwrap_or_default()),
        Err(fault) => (fault.status, fault.body()),
    };
    let as_text = || {
        if body.is_empty() {
            Value::Null
        } else {
            Value::String(body.to_owned())
        }
    };
    Exchange {
        method: method.as_str().to_owned(),
        path: uri.path().to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        body: serde_json::from_str(body).unwrap_or_else(|_| as_text()),
        status,
        at: lock(&app.state).clock.now(),
        // Lists are long and can be asked for again; errors cannot.
        answer: if status >= 400 { answer } else { Value::Null },
    }
}

/// Content types come without a charset: some clients compare them whole.
fn respond(outcome: Outcome) -> Response<Body> {
    let (status, kind, body) = match outcome {
        Ok(Answer { status, body }) => (status, "application/hal+json", body),
        Err(fault) => (fault.status, "application/problem+json", Some(fault.body())),
    };
    let mut answer = Response::builder()
        .status(status)
        .header("X-Request-Id", uuid::Uuid::new_v4().to_string());
    if body.is_some() {
        answer = answer.header(header::CONTENT_TYPE, kind);
    }
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    answer.body(body).unwrap_or_default()
}
