//! What went wrong in an account, with the buttons that try it again or take it off the list.

use std::sync::Arc;

use axum::extract::{Form, Path, State};
use axum::response::Redirect;
use engine::Problem;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value as Json;

use super::layout::{Language, instant, page};
use crate::app::{Server, now_ms};
use crate::http::error::Error;
use crate::store::{EffectKey, FailedEffect, FailedRun, UnknownBody};

/// What a button asks for.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Try again.
    Retry,
    /// Take off the list.
    Discard,
}

/// A button beside a run.
#[derive(Debug, Deserialize)]
pub struct OfRun {
    action: Action,
    run: String,
}

/// A button beside an effect.
#[derive(Debug, Deserialize)]
pub struct OfEffect {
    action: Action,
    run: String,
    decision: i64,
    position: i64,
}

/// `GET /accounts/{account}`
pub async fn list(
    State(server): State<Arc<Server>>,
    Path(account): Path<u64>,
    language: Language,
) -> Result<Markup, Error> {
    let runs = server.store.failed_runs(account).await?;
    let effects = server.store.failed_effects(account).await?;
    let bodies = server.store.unknown_bodies(account).await?;
    let t = |russian, english| language.of(russian, english);
    let body = html! {
        p { a href="/" { "← " (t("Все аккаунты", "All accounts")) } }
        h2 { (t("Остановленные запуски", "Runs that stopped")) }
        (table(language, runs.iter().map(|row| run_row(language, account, row)).collect()))
        h2 { (t("Невыполненные действия", "Effects without success")) }
        (table(language, effects.iter().map(|row| effect_row(language, account, row)).collect()))
        h2 { (t("Непонятые тела хуков", "Hook bodies that nobody understood")) }
        (table(language, bodies.iter().map(|row| body_row(language, row)).collect()))
    };
    let title = format!("{} {account}", t("Аккаунт", "Account"));
    Ok(page(language, &title, &body))
}

fn table(language: Language, rows: Vec<Markup>) -> Markup {
    html! {
        @if rows.is_empty() {
            p.quiet { (language.of("Нет.", "None.")) }
        } @else {
            div.wide { table { tbody { @for row in rows { (row) } } } }
        }
    }
}

fn run_row(language: Language, account: u64, row: &FailedRun) -> Markup {
    html! { tr {
        td { (instant(row.finished_at)) }
        td { (of_scenario(language, row.scenario())) br; span.quiet { (row.entity_kind) " " (row.entity()) } }
        td { (problem(row.problem.as_deref())) }
        td { form method="post" action=(format!("/accounts/{account}/runs")) {
            input type="hidden" name="run" value=(row.id);
            (buttons(language))
        } }
    } }
}

fn effect_row(language: Language, account: u64, row: &FailedEffect) -> Markup {
    let unknown = language.of("неизвестно, выполнено ли", "it may have been carried out");
    html! { tr {
        td { (instant(row.outcome_at)) }
        td { (of_scenario(language, row.scenario())) br; code { (kind(&row.effect)) } }
        td { @if row.state == "unknown" { p { (unknown) } } (problem(row.problem.as_deref())) }
        td { form method="post" action=(format!("/accounts/{account}/effects")) {
            input type="hidden" name="run" value=(row.run_id);
            input type="hidden" name="decision" value=(row.decision);
            input type="hidden" name="position" value=(row.position);
            (buttons(language))
        } }
    } }
}

fn body_row(language: Language, row: &UnknownBody) -> Markup {
    let shown = i64::try_from(row.body.chars().count()).unwrap_or(i64::MAX);
    let left = row.length - shown;
    html! { tr {
        td { (instant(row.received_at)) }
        td {
            code { (row.body) }
            @if left > 0 { p.quiet { "… " (left) " " (language.of("знаков дальше", "letters more")) } }
        }
    } }
}

fn of_scenario(language: Language, scenario: u64) -> String {
    format!("{} {scenario}", language.of("Сценарий", "Scenario"))
}

fn buttons(language: Language) -> Markup {
    html! {
        button name="action" value="retry" { (language.of("Повторить", "Try again")) }
        button name="action" value="discard" { (language.of("Убрать", "Discard")) }
    }
}

/// Number and text of a stored problem.
fn problem(stored: Option<&str>) -> String {
    let read = stored.and_then(|text| serde_json::from_str::<Problem>(text).ok());
    read.map_or_else(String::new, |problem| {
        let code = problem.code;
        format!(
            "Код {} — {}. {}",
            code.number(),
            code.text(),
            problem.detail
        )
    })
}

fn kind(effect: &str) -> String {
    let read: Json = serde_json::from_str(effect).unwrap_or_default();
    read["effect"].as_str().unwrap_or_default().to_owned()
}

/// `POST /accounts/{account}/runs`
pub async fn run(
    State(server): State<Arc<Server>>,
    Path(account): Path<u64>,
    Form(asked): Form<OfRun>,
) -> Result<Redirect, Error> {
    match asked.action {
        Action::Retry => {
            server
                .store
                .retry_run(account, &asked.run, now_ms())
                .await?
        }
        Action::Discard => {
            server
                .store
                .discard_run(account, &asked.run, now_ms())
                .await?
        }
    }
    done(&server, account, asked.action, &asked.run).await
}

/// `POST /accounts/{account}/effects`
pub async fn effect(
    State(server): State<Arc<Server>>,
    Path(account): Path<u64>,
    Form(asked): Form<OfEffect>,
) -> Result<Redirect, Error> {
    let key = EffectKey {
        account,
        run: asked.run,
        decision: asked.decision,
        position: asked.position,
    };
    match asked.action {
        Action::Retry => server.store.retry_effect(&key, now_ms()).await?,
        Action::Discard => server.store.discard_effect(&key, now_ms()).await?,
    }
    done(&server, account, asked.action, &key.run).await
}

/// Wakes whoever works for the account, and shows the page again.
async fn done(server: &Server, account: u64, action: Action, run: &str) -> Result<Redirect, Error> {
    tracing::info!(
        account.id = account,
        run.id = run,
        ?action,
        "the administrator pressed a button"
    );
    if matches!(action, Action::Retry) {
        server.store.ring(account).await?;
    }
    Ok(Redirect::to(&format!("/accounts/{account}")))
}
