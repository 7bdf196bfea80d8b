//! The baseline of hooks: an axum endpoint that does nothing but insert the body, as a process of its own.

use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use sqlx::{Executor, Postgres, Sqlite};
use tests::product::PATIENCE;
use tests::program::Program;
use tests::wire;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::client::{Body, Target};
use crate::database::{self, Place, Pool};

/// Bodies of one commit, and bodies that may wait for it.
const TOGETHER: usize = 256;
const WAITING: usize = 1024;
/// Connections that commit side by side.
const WRITERS: u32 = 16;

/// Who commits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Commits {
    /// Bodies that arrive together share a commit.
    Shared,
    /// Each request its own.
    Own,
}

impl Commits {
    fn word(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Own => "own",
        }
    }
}

/// A running endpoint; it ends when it is dropped.
pub struct Bare {
    /// Where it answers.
    pub host: String,
    /// Where it inserts.
    pub database: String,
    /// The process.
    pub program: Program,
}

impl Bare {
    /// Starts it on an empty database.
    ///
    /// # Errors
    /// When it does not answer in time; the text holds what it printed.
    pub fn start(place: &Place, commits: Commits) -> Result<Self> {
        let word = commits.word();
        let database = place.database(&format!("bare-{word}"))?;
        let host = format!("127.0.0.1:{}", wire::free_port()?);
        let arguments = ["bare", &host, &database, word];
        let program = Program::start("load", &arguments, place.file(&format!("bare-{word}.log")))?;
        wire::answers(&format!("http://{host}/readyz"), PATIENCE)
            .with_context(|| program.said())?;
        Ok(Self {
            host,
            database,
            program,
        })
    }

    /// Its address for the load.
    pub fn target(&self, body: Body) -> Target {
        Target {
            host: self.host.clone(),
            path: "/hook".to_owned(),
            body,
            first: 0,
        }
    }
}

/// `load bare HOST DATABASE shared|own`: the endpoint itself.
///
/// # Errors
/// When the database or the port can't be had.
pub fn serve(arguments: &[String]) -> Result<()> {
    let [host, database, commits] = arguments else {
        anyhow::bail!("bare HOST DATABASE shared|own");
    };
    let shared = commits == Commits::Shared.word();
    database::runtime()?.block_on(async {
        let pool = Pool::open(database, if shared { 1 } else { WRITERS }).await?;
        make(&pool).await?;
        let pool = Arc::new(pool);
        let endpoint = match shared {
            true => {
                let (slot, waiting) = mpsc::channel(WAITING);
                tokio::spawn(write(Arc::clone(&pool), waiting));
                post(together).with_state(slot)
            }
            false => post(alone).with_state(Arc::clone(&pool)),
        };
        let router = Router::new()
            .route("/hook", endpoint)
            .route("/readyz", get(|| async { "ok" }));
        Ok(axum::serve(TcpListener::bind(host).await?, router).await?)
    })
}

/// A body with the way to tell that it is stored.
type Waiting = (Bytes, oneshot::Sender<()>);

async fn together(State(slot): State<mpsc::Sender<Waiting>>, body: Bytes) -> StatusCode {
    let (stored, told) = oneshot::channel();
    if slot.send((body, stored)).await.is_err() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    match told.await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

async fn alone(State(pool): State<Arc<Pool>>, body: Bytes) -> StatusCode {
    match save(&pool, vec![body]).await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

async fn write(pool: Arc<Pool>, mut slot: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::new();
    while slot.recv_many(&mut waiting, TOGETHER).await > 0 {
        let (bodies, told): (Vec<_>, Vec<_>) = waiting.drain(..).unzip();
        if save(&pool, bodies).await.is_ok() {
            for stored in told {
                // Whoever went away has its body stored all the same.
                let _heard = stored.send(());
            }
        }
    }
}

async fn make(pool: &Pool) -> Result<()> {
    match pool {
        Pool::Sqlite(pool) => {
            pool.execute(
                "create table hook (id text not null primary key, body blob not null) strict",
            )
            .await?;
        }
        Pool::Postgres(pool) => {
            pool.execute(
                "create table hook (id text collate \"C\" primary key, body bytea not null)",
            )
            .await?;
        }
    }
    Ok(())
}

/// One commit; in PostgreSQL one statement, too.
async fn save(pool: &Pool, bodies: Vec<Bytes>) -> Result<()> {
    let id = || Uuid::now_v7().to_string();
    match pool {
        Pool::Sqlite(pool) => {
            let mut write = pool.begin_with("begin immediate").await?;
            for body in &bodies {
                let insert = sqlx::query::<Sqlite>("insert into hook (id, body) values ($1, $2)");
                insert
                    .bind(id())
                    .bind(body.as_ref())
                    .execute(&mut *write)
                    .await?;
            }
            write.commit().await?;
        }
        Pool::Postgres(pool) => {
            let insert = sqlx::query::<Postgres>(
                "insert into hook select * from unnest($1::text[], $2::bytea[])",
            );
            let ids: Vec<String> = bodies.iter().map(|_| id()).collect();
            let bodies: Vec<&[u8]> = bodies.iter().map(AsRef::as_ref).collect();
            insert.bind(ids).bind(bodies).execute(pool).await?;
        }
    }
    Ok(())
}
