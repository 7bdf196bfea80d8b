//! What a person does with a deal on the page: the same writes as the API's, without its pace.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::{Fault, Record};
use crate::checks;
use crate::kind::Kind;
use crate::model::Owner;
use crate::server::App;
use crate::state;
use crate::write;

/// Who acts: the user chosen on the page, else the first one.
#[derive(Deserialize)]
pub struct Actor {
    user_id: Option<i64>,
}

impl Actor {
    /// A user of the account.
    pub fn resolve(&self, state: &state::State) -> i64 {
        let chosen = self.user_id.filter(|id| state.user(*id).is_some());
        chosen
            .or_else(|| state.users.first().map(|user| user.id))
            .unwrap_or(0)
    }
}

/// An answer for the page: JSON, or a problem.
pub type Page = Result<Json<Value>, (StatusCode, Json<Value>)>;

fn refused(fault: &Fault) -> (StatusCode, Json<Value>) {
    let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::BAD_REQUEST);
    (status, Json(fault.body()))
}

/// `POST /sandbox/leads/{id}`: an edit in the shape of `PATCH /api/v4/leads/{id}`.
pub async fn edit(
    State(app): State<Arc<App>>,
    Path(id): Path<i64>,
    Query(actor): Query<Actor>,
    Json(item): Json<Record>,
) -> Page {
    card(&app, Kind::Lead, id, &actor, &item)
}

/// The same for contacts and companies: `POST /sandbox/cards/{contacts|companies}/{id}`.
pub async fn edit_card(
    State(app): State<Arc<App>>,
    Path((plural, id)): Path<(String, i64)>,
    Query(actor): Query<Actor>,
    Json(item): Json<Record>,
) -> Page {
    let kind = Kind::card(&plural).ok_or_else(|| refused(&Fault::not_found()))?;
    card(&app, kind, id, &actor, &item)
}

fn card(app: &App, kind: Kind, id: i64, actor: &Actor, item: &Record) -> Page {
    app.change(|state| {
        let user = actor.resolve(state);
        let current = state.card(kind, id).ok_or_else(Fault::not_found)?;
        let draft = checks::single(item, |checks| {
            write::read(checks, state, Owner::Card(kind), kind, Some(current))
        })?;
        Ok(json!({"id": id, "updated_at": write::update(state, kind, id, draft, user)}))
    })
    .map(Json)
    .map_err(|fault| refused(&fault))
}

/// `POST /sandbox/leads`: a deal made by hand.
pub async fn create(
    State(app): State<Arc<App>>,
    Query(actor): Query<Actor>,
    Json(item): Json<Record>,
) -> Page {
    app.change(|state| {
        let user = actor.resolve(state);
        let draft = checks::single(&item, |checks| {
            write::read(checks, state, Owner::Card(Kind::Lead), Kind::Lead, None)
        })?;
        Ok(json!({"id": write::create(state, Kind::Lead, 0, draft, user)}))
    })
    .map(Json)
    .map_err(|fault| refused(&fault))
}

/// `DELETE /sandbox/leads/{id}`: into the recycle bin, which the API cannot do.
pub async fn erase(
    State(app): State<Arc<App>>,
    Path(id): Path<i64>,
    Query(actor): Query<Actor>,
) -> Page {
    flip(&app, &actor, |state, user| {
        write::erase(state, Kind::Lead, id, user)
    })
}

/// `POST /sandbox/leads/{id}/restore`: out of the recycle bin.
pub async fn restore(
    State(app): State<Arc<App>>,
    Path(id): Path<i64>,
    Query(actor): Query<Actor>,
) -> Page {
    flip(&app, &actor, |state, user| {
        write::restore(state, Kind::Lead, id, user)
    })
}

fn flip(app: &App, actor: &Actor, work: impl Fn(&mut state::State, i64) -> bool) -> Page {
    let done = app.change(|state| {
        let user = actor.resolve(state);
        work(state, user)
    });
    if done {
        Ok(Json(json!({"status": "ok"})))
    } else {
        Err(refused(&Fault::not_found()))
    }
}
