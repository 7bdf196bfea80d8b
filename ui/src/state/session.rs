//! Who is there: signs in with the page's token, keeps the session in memory, renews it in time.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::host;
use crate::api::{Client, Error, Guest};

/// How long the page around may take to answer.
const HOST_TAKES_MS: u64 = 5000;
/// How long before its end a session is renewed.
const RENEW_BEFORE_S: i64 = 120;

/// How far signing in has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Opened by itself, outside amoCRM.
    Outside,
    /// Waits for the page around or for the server.
    SigningIn,
    /// The page around does not answer, or the server refuses.
    Failed(Option<Error>),
    /// Signed in.
    Ready,
}

/// The session; a context.
#[derive(Clone, Copy)]
pub struct Session {
    /// How far signing in has come.
    pub phase: RwSignal<Phase>,
    /// The signed-in client, once there is one.
    client: RwSignal<Option<Client>>,
    /// Address of the account in amoCRM, for links to cards.
    pub crm_url: RwSignal<String>,
}

impl Session {
    /// Starts to sign in and puts itself into the context.
    pub fn provide() -> Self {
        let session = Self {
            phase: RwSignal::new(Phase::SigningIn),
            client: RwSignal::new(None),
            crm_url: RwSignal::new(String::new()),
        };
        provide_context(session);
        let listener = host::on_token(move |token| session.take(token));
        on_cleanup(move || listener.remove());
        session.start();
        Effect::new(move || {
            if session
                .client
                .get()
                .is_some_and(|client| client.stale().get())
            {
                host::ask();
            }
        });
        session
    }

    /// Asks the page around for a token.
    pub fn start(self) {
        if !host::is_inside() {
            self.phase.set(Phase::Outside);
            return;
        }
        self.phase.set(Phase::SigningIn);
        host::ask();
        let give_up = move || {
            if self.phase.get_untracked() == Phase::SigningIn {
                self.phase.set(Phase::Failed(None));
            }
        };
        set_timeout(give_up, Duration::from_millis(HOST_TAKES_MS));
    }

    /// The signed-in client; pages are drawn only when there is one.
    pub fn client(self) -> Option<Client> {
        self.client.get_untracked()
    }

    fn take(self, token: String) {
        spawn_local(async move {
            match Guest.sign_in(token).await {
                Ok(session) => self.signed_in(session),
                Err(error) if self.client.get_untracked().is_none() => {
                    self.phase.set(Phase::Failed(Some(error)));
                }
                // The old session may still hold; the next refusal asks again.
                Err(_) => {}
            }
        });
    }

    fn signed_in(self, session: api::session::Session) {
        match self.client.get_untracked() {
            Some(client) => client.renew(session.session),
            None => self.client.set(Some(Client::new(session.session))),
        }
        self.crm_url.set(session.crm_url);
        self.phase.set(Phase::Ready);
        let now_s = (js_sys::Date::now() / 1000.0) as i64;
        let left_s = (session.expires_at - now_s - RENEW_BEFORE_S).max(30);
        set_timeout(host::ask, Duration::from_secs(left_s.unsigned_abs()));
    }
}
