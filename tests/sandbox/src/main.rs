//! `sandbox --listen 127.0.0.1:PORT --data demo|empty --hook-target URL`.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use sandbox::Options;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> std::io::Result<()> {
    let listener = TcpListener::bind(options.listen).await?;
    println!("sandbox listens on http://{}", listener.local_addr()?);
    // Whoever started the sandbox waits for this line, also through a pipe.
    std::io::stdout().flush()?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        served = sandbox::serve(listener, options) => served,
        _ = terminate.recv() => Ok(()),
        stopped = tokio::signal::ctrl_c() => stopped,
    }
}
