//! Settings of the server: one documented field each, from the command line or the environment.

mod connection;
mod secret;
mod storage;
mod watching;

use std::{net::SocketAddr, path::PathBuf};

use engine::snapshot::Limits;

pub use connection::Connection;
pub use secret::Secret;
pub use storage::{KeySource, Storage};
pub use watching::Watching;

/// What a server does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Role {
    /// Everything.
    All,
    /// Accepts hooks and serves the panel.
    Web,
    /// Runs scenarios.
    Worker,
}

impl Role {
    /// Whether hooks and browsers are answered.
    pub fn answers(self) -> bool {
        matches!(self, Self::All | Self::Web)
    }

    /// Whether scenarios are run.
    pub fn works(self) -> bool {
        matches!(self, Self::All | Self::Worker)
    }
}

/// Settings of `triggers serve`; nothing else of the server reads the environment.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// Address and port to listen on
    #[arg(long, env = "TRIGGERS_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// What this server does: `web` accepts hooks and serves the panel, `worker` runs scenarios, `all` both; several servers need PostgreSQL
    #[arg(long, env = "TRIGGERS_ROLE", default_value = "all", value_enum)]
    pub role: Role,
    /// The database and the key of its secrets.
    #[command(flatten)]
    pub storage: Storage,
    /// Address of an account in amoCRM, such as https://demo.amocrm.ru, that is connected at the start; others by `triggers account`
    #[arg(long, env = "TRIGGERS_AMOCRM_URL", requires_all = ["amocrm_token", "hook_secret"])]
    pub amocrm_url: Option<String>,
    /// Long-lived token of the integration in that account
    #[arg(long, env = "TRIGGERS_AMOCRM_TOKEN", hide_env_values = true)]
    pub amocrm_token: Option<Secret>,
    /// Unguessable last part of the address that this account sends hooks to: /hooks/amocrm/SECRET/
    #[arg(long, env = "TRIGGERS_HOOK_SECRET", hide_env_values = true)]
    pub hook_secret: Option<Secret>,
    /// Identifier of the integration that owns the widget
    #[arg(long, env = "TRIGGERS_CLIENT_ID")]
    pub client_id: String,
    /// Secret of the integration; it signs the tokens of the panel
    #[arg(long, env = "TRIGGERS_CLIENT_SECRET", hide_env_values = true)]
    pub client_secret: Secret,
    /// Address by which browsers reach this server, as in the redirect address of the integration; the address of `--listen` if left out
    #[arg(long, env = "TRIGGERS_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Believe the last address of `X-Forwarded-For`, which your proxy adds; requests are limited by the address they come from
    #[arg(long, env = "TRIGGERS_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Days after which bodies of hooks, events and finished runs are forgotten; the newest 1000 runs of a scenario stay
    #[arg(long, env = "TRIGGERS_KEEP_DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub keep_days: u32,
    /// Scenarios that an account may have
    #[arg(long, env = "TRIGGERS_MAX_SCENARIOS", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub max_scenarios: u32,
    /// Scenarios that may be enabled for each of the events «Сделка изменена», «Контакт изменён», «Компания изменена», «Задача изменена»
    #[arg(long, env = "TRIGGERS_MAX_CHANGED", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub max_changed: u32,
    /// File with the data of this installation: calendar, working hours, rates, numbering (docs/installation-data.md)
    #[arg(long, env = "TRIGGERS_INSTALLATION")]
    pub installation: Option<PathBuf>,
    /// The page of the administrator.
    #[command(flatten)]
    pub watching: Watching,
    /// What to log, for example `info` or `triggers=debug`
    #[arg(long, env = "TRIGGERS_LOG", default_value = "info")]
    pub log: String,
    /// Form of the logs: `text` or `json`
    #[arg(long, env = "TRIGGERS_LOG_FORMAT", default_value = "text", value_parser = ["text", "json"])]
    pub log_format: String,
}

impl Settings {
    /// The account that is connected at the start, if one is named.
    pub fn connection(&self) -> Option<Connection> {
        Some(Connection {
            amocrm_url: self.amocrm_url.clone()?,
            amocrm_token: self.amocrm_token.clone()?,
            hook_secret: self.hook_secret.clone()?,
        })
    }

    /// How many scenarios an account may have (R450, R451).
    pub fn limits(&self) -> Limits {
        Limits {
            scenarios: self.max_scenarios,
            changed: self.max_changed,
        }
    }

    /// Scheme and host of this server, as amoCRM names it in tokens.
    pub fn public_origin(&self) -> String {
        match &self.public_url {
            Some(url) => origin(url),
            None => format!("http://{}", self.listen),
        }
    }
}

/// Scheme, host and port of an address.
pub fn origin(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.trim_end_matches('/').to_owned();
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use clap::{Args, Command};

    use super::*;

    const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/settings.md");

    fn generated() -> String {
        let mut page = String::from(
            "# Settings of `triggers serve`\n\n\
             Generated from `worker-server/src/config`; `UPDATE=1 cargo test -p worker-server settings` writes it anew.\n\
             An option of the command line wins over the environment.\n\n\
             | option | environment | default | meaning |\n| --- | --- | --- | --- |\n",
        );
        let command = Settings::augment_args(Command::new("serve"));
        for argument in command.get_arguments().filter(|it| it.get_env().is_some()) {
            let long = argument.get_long().unwrap_or_default();
            let env = argument
                .get_env()
                .map(|name| name.to_string_lossy())
                .unwrap_or_default();
            let default = argument
                .get_default_values()
                .first()
                .map(|it| format!("`{}`", it.to_string_lossy()));
            let default = default.unwrap_or_else(|| {
                if argument.is_required_set() {
                    "required".into()
                } else {
                    "".into()
                }
            });
            let help = argument
                .get_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            page.push_str(&format!("| `--{long}` | `{env}` | {default} | {help} |\n"));
        }
        page
    }

    #[test]
    fn the_page_of_settings_is_fresh() {
        let page = generated();
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(PAGE, &page).expect("the page can be written");
        }
        let stored = std::fs::read_to_string(PAGE).expect("docs/settings.md exists");
        assert_eq!(stored, page, "run with UPDATE=1");
    }

    #[test]
    fn an_origin_has_neither_path_nor_slash() {
        assert_eq!(
            origin("https://demo.amocrm.ru/a/?b"),
            "https://demo.amocrm.ru"
        );
        assert_eq!(origin("http://127.0.0.1:8090/"), "http://127.0.0.1:8090");
    }

    #[test]
    fn debug_output_shows_no_secret() {
        let secret: Secret = "hush".parse().expect("any text is a secret");
        assert_eq!(format!("{secret:?}"), "***");
    }
}
