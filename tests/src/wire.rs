//! Plain HTTP for tests.

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value as Json;

/// A port that is free now.
///
/// # Errors
/// When the system has none.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Waits until an address answers with success.
///
/// # Errors
/// When it does not within the time.
pub fn answers(url: &str, patience: Duration) -> Result<()> {
    let start = Instant::now();
    while agent()
        .get(url)
        .call()
        .map_or(true, |answer| !answer.status().is_success())
    {
        ensure!(start.elapsed() < patience, "{url} does not answer");
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// `GET`; an empty answer is `null`. Waits when it is asked to (429), as every client should.
///
/// # Errors
/// When the status is 400 or above.
pub fn get(url: &str, bearer: Option<&str>) -> Result<Json> {
    const PAUSE: Duration = Duration::from_millis(300);
    for _ in 0..20 {
        let mut request = agent().get(url);
        if let Some(bearer) = bearer {
            request = request.header("authorization", format!("Bearer {bearer}"));
        }
        let answer = request.call()?;
        if answer.status().as_u16() != 429 {
            return read("GET", url, answer);
        }
        std::thread::sleep(PAUSE);
    }
    bail!("GET {url}: asked to wait for too long")
}

/// Sends JSON; an empty answer is `null`.
///
/// # Errors
/// When the status is 400 or above; the text holds the answer.
pub fn send(method: &str, url: &str, bearer: Option<&str>, body: &Json) -> Result<Json> {
    let mut request = match method {
        "POST" => agent().post(url),
        "PUT" => agent().put(url),
        "PATCH" => agent().patch(url),
        other => bail!("`{other}` is not a method that tests send"),
    };
    if let Some(bearer) = bearer {
        request = request.header("authorization", format!("Bearer {bearer}"));
    }
    let request = request.header("content-type", "application/json");
    read(method, url, request.send(body.to_string())?)
}

/// The status of the answer to any method.
///
/// # Errors
/// When there is no answer.
pub fn status(method: &str, url: &str, bearer: &str, body: &Json) -> Result<u16> {
    let request = ureq::http::Request::builder()
        .method(method)
        .uri(url)
        .header("authorization", format!("Bearer {bearer}"))
        .header("content-type", "application/json");
    let with_body = !matches!(method, "GET" | "DELETE");
    let body = if with_body {
        body.to_string()
    } else {
        String::new()
    };
    Ok(agent().run(request.body(body)?)?.status().as_u16())
}

/// Posts a form body as it is and gives the status.
///
/// # Errors
/// When there is no answer.
pub fn post_form(url: &str, body: &str) -> Result<u16> {
    let request = agent()
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded");
    Ok(request.send(body)?.status().as_u16())
}

/// A page as text.
///
/// # Errors
/// When there is no answer, or it is no success.
pub fn page(url: &str) -> Result<String> {
    let mut answer = agent().get(url).call()?;
    let status = answer.status();
    let text = answer.body_mut().read_to_string()?;
    ensure!(status.is_success(), "GET {url}: {status} {text}");
    Ok(text)
}

/// Sends a form as a browser does from a page of this origin, and gives the page that follows.
///
/// # Errors
/// When there is no answer, or it is no success.
pub fn submit(url: &str, origin: &str, body: &str) -> Result<String> {
    let request = agent()
        .post(url)
        .header("origin", origin)
        .header("content-type", "application/x-www-form-urlencoded");
    let mut answer = request.send(body)?;
    let status = answer.status();
    let text = answer.body_mut().read_to_string()?;
    ensure!(status.is_success(), "POST {url}: {status} {text}");
    Ok(text)
}

fn agent() -> ureq::Agent {
    let settings = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .timeout_global(Some(Duration::from_secs(30)));
    settings.build().into()
}

fn read(method: &str, url: &str, mut answer: ureq::http::Response<ureq::Body>) -> Result<Json> {
    let status = answer.status();
    let text = answer.body_mut().read_to_string()?;
    ensure!(status.as_u16() < 400, "{method} {url}: {status} {text}");
    if text.is_empty() {
        return Ok(Json::Null);
    }
    serde_json::from_str(&text).with_context(|| format!("{method} {url}: {text}"))
}
