//! A running sandbox, a client of it, and a listener for its hooks: what every test starts with.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use clap::Parser;
use serde_json::Value;
use tokio::net::TcpListener;

/// Decoded pairs of a hook body.
pub type Pairs = Vec<(String, String)>;

/// A received hook.
#[derive(Clone)]
pub struct Hook {
    pub headers: HeaderMap,
    pub pairs: Pairs,
}

/// A sandbox with its own port, data and hook listener.
pub struct Account {
    pub base: String,
    pub client: reqwest::Client,
    hooks: Arc<Mutex<Vec<Hook>>>,
    status: Arc<Mutex<StatusCode>>,
}

impl Account {
    /// Starts with `--data empty` or `demo` and further options; `{listener}` is the hook listener.
    pub async fn start(data: &str, more: &[&str]) -> Self {
        // Another test of the same process may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (hooks, status) = (Arc::default(), Arc::new(Mutex::new(StatusCode::OK)));
        let target = listen(Arc::clone(&hooks), Arc::clone(&status)).await;
        let mut line = vec!["sandbox", "--data", data, "--hook-target", &target];
        line.extend(more.iter().map(|word| match *word {
            "{listener}" => target.as_str(),
            word => word,
        }));
        let options = sandbox::Options::parse_from(line);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(sandbox::serve(listener, options));
        Self {
            base,
            client: reqwest::Client::new(),
            hooks,
            status,
        }
    }

    /// Without limits of pace, for tests about something else.
    pub async fn unhurried(data: &str) -> Self {
        Self::start(data, &["--rate-limit", "0"]).await
    }

    /// A call of the API; answers status and body.
    pub async fn call(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        self.send(method, &format!("/api/v4/{path}"), body).await
    }

    /// Any request with a token.
    pub async fn send(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let method = method.parse().expect("a method");
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        request = request.header("Authorization", "Bearer a.b.c");
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("a body");
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// A call that must succeed.
    pub async fn done(&self, method: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(method, path, body).await;
        assert!(
            (200..300).contains(&status),
            "{method} {path}: {status} {answer}"
        );
        answer
    }

    /// What the hook listener answers from now on.
    pub fn answer_hooks_with(&self, status: u16) {
        *self.status.lock().expect("a lock") = StatusCode::from_u16(status).expect("a status");
    }

    /// The hooks so far, as soon as there are so many.
    pub async fn hooks(&self, count: usize) -> Vec<Hook> {
        for _ in 0..400 {
            let now = self.hooks.lock().expect("a lock").clone();
            if now.len() >= count {
                return now;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!(
            "only {} of {count} hooks came",
            self.hooks.lock().expect("a lock").len()
        );
    }

    /// The hooks produced by what follows, without those so far.
    pub async fn forget_hooks(&self, expected: usize) {
        self.hooks(expected).await;
        self.hooks.lock().expect("a lock").clear();
    }
}

async fn listen(hooks: Arc<Mutex<Vec<Hook>>>, status: Arc<Mutex<StatusCode>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let target = format!(
        "http://{}/hook/",
        listener.local_addr().expect("an address")
    );
    let take = move |headers: HeaderMap, body: String| async move {
        let pairs = url_pairs(&body);
        hooks.lock().expect("a lock").push(Hook { headers, pairs });
        *status.lock().expect("a lock")
    };
    let router = Router::new().route("/hook/", post(take));
    tokio::spawn(async move { axum::serve(listener, router).await });
    target
}

fn url_pairs(body: &str) -> Pairs {
    form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect()
}

/// Reads an expected body: one `key=value` per line, with the account in front.
pub fn expected(text: &str) -> Pairs {
    let head = "account[subdomain]=demo\naccount[id]=31000001\n\
                account[_links][self]=https://demo.amocrm.ru\n";
    let body = format!("{head}{text}");
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    let pair = |line: &str| {
        line.split_once('=')
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
    };
    lines.map(|line| pair(line).expect("key=value")).collect()
}
