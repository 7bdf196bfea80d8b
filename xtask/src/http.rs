//! Small HTTP requests to servers on this machine.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;

/// How long one of our own servers may take.
const LIMIT: Duration = Duration::from_secs(10);

/// Whether a GET of this path is answered with a status of success.
pub fn answers(port: u16, path: &str) -> bool {
    exchange(
        port,
        &format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n"),
    )
    .is_ok_and(|answer| status(&answer).is_some_and(|status| status / 100 == 2))
}

/// Sends JSON, or nothing, and gives the JSON of the answer; a refusal is an error.
pub fn ask(port: u16, method: &str, path: &str, bearer: &str, body: &Json) -> Result<Json> {
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let answer = exchange(
        port,
        &format!(
            "{method} {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {bearer}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    )?;
    let (_, text) = answer
        .split_once("\r\n\r\n")
        .context("an answer without an end of its head")?;
    match status(&answer) {
        Some(200..300) => Ok(serde_json::from_str(text)?),
        other => bail!(
            "{method} {path}: status {} {text}",
            other.unwrap_or_default()
        ),
    }
}

/// HTTP 1.0: the answer comes in one piece and ends with the connection.
fn exchange(port: u16, request: &str) -> Result<String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, LIMIT)?;
    stream.set_read_timeout(Some(LIMIT))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

fn status(answer: &str) -> Option<u16> {
    answer.split(' ').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// Answers one request with these bytes.
    fn server(answer: &'static str) -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = listener
            .local_addr()
            .expect("a bound socket has an address")
            .port();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept()?;
            let received = stream.read(&mut [0; 4096])?;
            assert!(received > 0, "a request has bytes");
            stream.write_all(answer.as_bytes())
        });
        port
    }

    #[test]
    fn only_success_counts_as_an_answer() {
        assert!(answers(server("HTTP/1.1 200 OK\r\n\r\nok"), "/"));
        assert!(!answers(server("HTTP/1.1 503 Busy\r\n\r\n"), "/"));
        assert!(!answers(server("what?"), "/"));
    }

    #[test]
    fn an_answer_is_its_json_and_a_refusal_an_error() {
        let port = server("HTTP/1.0 201 Created\r\nA: b\r\n\r\n{\"id\":7}");
        let answer = ask(port, "POST", "/x", "t", &Json::Null).expect("it is a success");
        assert_eq!(answer["id"], 7);
        let port = server("HTTP/1.0 422 No\r\n\r\n{\"code\":\"problems\"}");
        let error = ask(port, "PUT", "/x", "t", &Json::Null).expect_err("it is refused");
        assert_eq!(
            error.to_string(),
            "PUT /x: status 422 {\"code\":\"problems\"}"
        );
    }
}
