//! The typed client of the server; the only file that does HTTP.
//!
//! [`Guest`] can only sign in; [`Client`] can do the rest and exists only after that.
//! Addresses are relative, so the panel works under any prefix.

use api::{crm, runs, scenarios, session, statistics, waiting};
use engine::{EntityKind, Problem};
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use leptos::prelude::*;

/// How often it is looked whether a session has been renewed, and for how long.
const RENEWAL_LOOKS: u32 = 50;
const RENEWAL_PAUSE_MS: i32 = 100;

/// Why a request gave no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// The server could not be reached.
    Offline,
    /// The session has ended; it is being renewed.
    Expired,
    /// Somebody else has saved in between.
    Conflict(String),
    /// `check` found errors.
    Problems(String, Vec<Problem>),
    /// Refused with a sentence for the user.
    Refused(String),
    /// The answer has a shape this panel does not know.
    Unreadable,
}

type Answer<T> = Result<T, Error>;

/// Which of those that wait are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Only of a scenario.
    pub scenario: Option<u64>,
    /// Only about a card of this kind.
    pub kind: Option<EntityKind>,
    /// Only about a card with this number.
    pub entity: Option<u64>,
}

/// Before signing in.
#[derive(Clone, Copy, Debug)]
pub struct Guest;

impl Guest {
    /// Exchanges amoCRM's disposable token for a session.
    pub async fn sign_in(self, token: String) -> Answer<session::Session> {
        let request = Request::post("api/session").json(&session::SignIn { token });
        let request = request.map_err(|_| Error::Unreadable)?;
        read(request.send().await.map_err(|_| Error::Offline)?).await
    }
}

/// After signing in; cheap to copy.
#[derive(Clone, Copy)]
pub struct Client {
    bearer: RwSignal<String>,
    stale: RwSignal<bool>,
}

impl Client {
    /// A client with a session.
    pub fn new(bearer: String) -> Self {
        Self {
            bearer: RwSignal::new(bearer),
            stale: RwSignal::new(false),
        }
    }

    /// Goes on with a newer session.
    pub fn renew(self, bearer: String) {
        self.bearer.set(bearer);
        self.stale.set(false);
    }

    /// Whether the server has refused the session.
    pub fn stale(self) -> Signal<bool> {
        self.stale.into()
    }

    /// The scenario list.
    pub async fn scenarios(self) -> Answer<Vec<scenarios::Item>> {
        read(self.get("api/scenarios").await?).await
    }

    /// A new scenario, switched off.
    pub async fn create(self, create: scenarios::Create) -> Answer<scenarios::Detail> {
        read(self.send(Method::POST, "api/scenarios", &create).await?).await
    }

    /// A scenario with its blocks.
    pub async fn scenario(self, id: u64) -> Answer<scenarios::Detail> {
        read(self.get(&format!("api/scenarios/{id}")).await?).await
    }

    /// Saves a scenario.
    pub async fn save(self, id: u64, save: scenarios::Save) -> Answer<scenarios::Detail> {
        read(
            self.send(Method::PUT, &format!("api/scenarios/{id}"), &save)
                .await?,
        )
        .await
    }

    /// Renames or switches a scenario.
    pub async fn change(self, id: u64, change: scenarios::Change) -> Answer<scenarios::Detail> {
        read(
            self.send(Method::PATCH, &format!("api/scenarios/{id}"), &change)
                .await?,
        )
        .await
    }

    /// Deletes a scenario.
    pub async fn delete(self, id: u64) -> Answer<()> {
        let address = format!("api/scenarios/{id}");
        let build = || self.request(Method::DELETE, &address).build();
        self.answered(build).await.map(drop)
    }

    /// Stops a scenario, or every one of the account, and drops what waits.
    pub async fn stop(self, id: Option<u64>) -> Answer<scenarios::Stopped> {
        let address = match id {
            Some(id) => format!("api/scenarios/{id}/stop"),
            None => "api/stop".to_owned(),
        };
        read(self.send(Method::POST, &address, &()).await?).await
    }

    /// Runs of a scenario, newest first.
    pub async fn runs(
        self,
        scenario: u64,
        before: Option<String>,
        entity: Option<u64>,
    ) -> Answer<runs::Page> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(before) = before {
            query.append_pair("before", &before);
        }
        if let Some(entity) = entity {
            query.append_pair("entity", &entity.to_string());
        }
        let query = query.finish();
        read(
            self.get(&format!("api/scenarios/{scenario}/runs?{query}"))
                .await?,
        )
        .await
    }

    /// One run with everything it saw.
    pub async fn run(self, id: &str) -> Answer<runs::Detail> {
        read(self.get(&format!("api/runs/{id}")).await?).await
    }

    /// What the account has used, and what waits.
    pub async fn statistics(self) -> Answer<statistics::Summary> {
        read(self.get("api/statistics").await?).await
    }

    /// What waits, the next first.
    pub async fn waiting(self, wanted: Waiting, after: Option<String>) -> Answer<waiting::Page> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let pairs = [
            ("scenario", wanted.scenario.map(|id| id.to_string())),
            ("kind", wanted.kind.map(|kind| kind.word().to_owned())),
            ("entity", wanted.entity.map(|id| id.to_string())),
            ("after", after),
        ];
        for (name, value) in pairs {
            value.map(|value| query.append_pair(name, &value));
        }
        read(self.get(&format!("api/waiting?{}", query.finish())).await?).await
    }

    /// Lets a delayed trigger go at once.
    pub async fn let_go(self, id: &str) -> Answer<()> {
        let address = format!("api/waiting/{id}/now");
        self.send(Method::POST, &address, &()).await.map(drop)
    }

    /// Takes a delayed trigger away.
    pub async fn take_away(self, id: &str) -> Answer<()> {
        let address = format!("api/waiting/{id}");
        let build = || self.request(Method::DELETE, &address).build();
        self.answered(build).await.map(drop)
    }

    /// Account, users, pipelines and custom fields.
    pub async fn dictionaries(self) -> Answer<crm::Dictionaries> {
        read(self.get("api/dictionaries").await?).await
    }

    /// Deals by name or number.
    pub async fn search_leads(self, text: &str) -> Answer<Vec<crm::Found>> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let query = query.append_pair("query", text).finish();
        read(self.get(&format!("api/search/leads?{query}")).await?).await
    }

    /// Everything an evaluation on this deal may read.
    pub async fn lead_facts(self, id: u64) -> Answer<crm::Facts> {
        read(self.get(&format!("api/facts/lead/{id}")).await?).await
    }

    fn request(self, method: Method, address: &str) -> RequestBuilder {
        let bearer = format!("Bearer {}", self.bearer.read_untracked().as_str());
        RequestBuilder::new(address)
            .method(method)
            .header("Authorization", &bearer)
    }

    async fn get(self, address: &str) -> Answer<Response> {
        self.answered(|| self.request(Method::GET, address).build())
            .await
    }

    async fn send(
        self,
        method: Method,
        address: &str,
        body: &impl serde::Serialize,
    ) -> Answer<Response> {
        let build = || self.request(method.clone(), address).json(body);
        self.answered(build).await
    }

    /// The answer; a request that met an ended session is made again, because nothing came of it.
    async fn answered(
        self,
        build: impl Fn() -> Result<Request, gloo_net::Error>,
    ) -> Answer<Response> {
        match self.once(&build).await {
            Err(Error::Expired) if self.renewed().await => self.once(&build).await,
            answer => answer,
        }
    }

    async fn once(self, build: &impl Fn() -> Result<Request, gloo_net::Error>) -> Answer<Response> {
        let request = build().map_err(|_| Error::Unreadable)?;
        let response = request.send().await.map_err(|_| Error::Offline)?;
        if response.ok() {
            return Ok(response);
        }
        let error = refusal(response).await;
        if error == Error::Expired {
            self.stale.set(true);
        }
        Err(error)
    }

    /// Waits for a newer session; `false` if none comes.
    async fn renewed(self) -> bool {
        for _ in 0..RENEWAL_LOOKS {
            wait(RENEWAL_PAUSE_MS).await;
            if self.stale.try_get_untracked() == Some(false) {
                return true;
            }
        }
        false
    }
}

/// Waits so many milliseconds.
async fn wait(length_ms: i32) {
    let timer = js_sys::Promise::new(&mut |done, _| {
        // A window always has timers; without one the wait is as long as it takes to look again.
        drop(window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, length_ms));
    });
    // The promise of a timer is never refused.
    drop(wasm_bindgen_futures::JsFuture::from(timer).await);
}

async fn read<T: serde::de::DeserializeOwned>(response: Response) -> Answer<T> {
    if !response.ok() {
        return Err(refusal(response).await);
    }
    response.json().await.map_err(|_| Error::Unreadable)
}

async fn refusal(response: Response) -> Error {
    if response.status() == 401 {
        return Error::Expired;
    }
    match response.json::<api::Error>().await {
        Err(_) => Error::Unreadable,
        Ok(refused) => match refused.code.as_str() {
            "conflict" => Error::Conflict(refused.message),
            "problems" => Error::Problems(refused.message, refused.problems),
            _ => Error::Refused(refused.message),
        },
    }
}
