//! `triggers serve`: HTTP and the work behind it, until it is told to stop.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::{self, Server};
use crate::config::{Role, Settings};
use crate::store::Lock;
use crate::telemetry::{self, measures};
use crate::{http, queue};

/// Runs the server.
pub fn run(settings: Settings) -> Result<ExitCode> {
    let runtime = super::runtime()?;
    let collector = settings.watching.otlp_endpoint.as_deref();
    let _traces = telemetry::start(&settings.log, &settings.log_format, collector)?;
    runtime.block_on(serve(settings))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(settings: Settings) -> Result<()> {
    let listen = settings.listen;
    // Held until the program ends.
    let _lock = Lock::take(&settings.storage.database).await?;
    let (server, waiting) = Server::start(settings).await?;
    let server = Arc::new(server);
    let (stop, stopped) = watch::channel(false);
    let inbox = tokio::spawn(app::write(Arc::clone(&server), waiting));
    let role = server.settings.role;
    ensure!(
        role == Role::All || server.store.is_shared(),
        "`--role` divides the work among servers, which need PostgreSQL: leave it out for an SQLite file"
    );
    let work = role
        .works()
        .then(|| tokio::spawn(queue::work(Arc::clone(&server), stopped.clone())));
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("{listen} can't be listened on"))?;
    let watched = watch(&server, stopped.clone()).await?;
    tracing::info!(%listen, "ready");
    tokio::spawn(signalled(stop));
    let router = http::router(Arc::clone(&server));
    http::serve(listener, router, until(stopped)).await;
    watched
        .await
        .context("the pages of the administrator ended badly")?;
    if let Some(work) = work {
        work.await.context("the work ended badly")?;
    }
    inbox.abort();
    server.store.close().await;
    tracing::info!("stopped; what was under way goes on after the next start");
    Ok(())
}

/// The pages of the administrator, if there are any.
async fn watch(server: &Arc<Server>, stopped: watch::Receiver<bool>) -> Result<JoinHandle<()>> {
    let counted = measures::start()?;
    let Some(listen) = server.settings.watching.address()? else {
        return Ok(tokio::spawn(async {}));
    };
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("{listen} of `--admin-listen` can't be listened on"))?;
    let router = http::admin(Arc::clone(server), counted);
    Ok(tokio::spawn(http::serve(listener, router, until(stopped))))
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a reason to stop too.
    let _told = stopped.wait_for(|stop| *stop).await;
}

/// Waits for SIGTERM or SIGINT.
async fn signalled(stop: watch::Sender<bool>) {
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => drop(interrupt.await),
    }
    tracing::info!("asked to stop");
    let _told = stop.send(true);
}
