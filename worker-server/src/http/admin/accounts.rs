//! The first page: servers, accounts, who works for them, and what waits.

use std::sync::Arc;

use axum::extract::State;
use maud::{Markup, html};

use super::layout::{Language, duration, instant, page};
use crate::app::{Server, now_ms};
use crate::http::error::Error;
use crate::store::{Backlog, Holder};

/// Work that is later than this is shown as an alarm, in milliseconds.
const LATE_MS: i64 = 60_000;

/// `GET /`
pub async fn list(State(server): State<Arc<Server>>, language: Language) -> Result<Markup, Error> {
    let mut rows = Vec::new();
    for holder in server.store.holders().await? {
        let backlog = server.store.backlog(holder.account()).await?;
        let troubles = server.store.troubles(holder.account()).await?;
        rows.push((holder, backlog, troubles));
    }
    let title = language.of("Аккаунты", "Accounts");
    let t = |russian, english| language.of(russian, english);
    let body = html! {
        @if rows.is_empty() {
            p { (t("Ни один аккаунт не подключён. Подключите первый: ", "No account is connected. Connect the first one: ")) code { "triggers account add" } }
        } @else {
            div.wide { table {
                thead { tr {
                    th { (t("Аккаунт", "Account")) }
                    th { (t("Сервер", "Server")) }
                    th.number { (t("Тела хуков", "Hook bodies")) }
                    th.number { (t("Готовы", "Ready")) }
                    th.number { (t("Выполняются", "Acting")) }
                    th.number { (t("Отложены", "Delayed")) }
                    th.number { (t("Опоздание", "Late by")) }
                    th.number { (t("Ошибки", "Failures")) }
                } }
                tbody { @for (holder, backlog, troubles) in &rows {
                    (row(language, holder, backlog, *troubles))
                } }
            } }
        }
        p.quiet { (instant(now_ms())) " · " a href="/metrics" { "/metrics" } }
    };
    Ok(page(language, title, &body))
}

fn row(language: Language, holder: &Holder, backlog: &Backlog, troubles: i64) -> Markup {
    let late = backlog
        .oldest_due_at
        .map_or(0, |due| (now_ms() - due).max(0));
    let nobody = language.of("никто не работает", "nobody works for it");
    html! {
        tr {
            td { a href=(format!("/accounts/{}", holder.account())) { (holder.account()) } br; span.quiet { (holder.address) } }
            td { @match holder.server() {
                Some(server) => code { (format!("{server:x}")) },
                None => span.alarm { (nobody) },
            } }
            td.number { (backlog.inbox) }
            td.number { (backlog.ready) }
            td.number { (backlog.acting) }
            td.number { (backlog.delayed) }
            td.number { span.alarm[late > LATE_MS] { (duration(language, late)) } }
            td.number { span.alarm[troubles > 0] { (troubles) } }
        }
    }
}
