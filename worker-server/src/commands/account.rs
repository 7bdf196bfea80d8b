//! `triggers account`: which accounts of amoCRM the servers of this database work for.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use uuid::Uuid;

use crate::app::{self, Access, Vault, now_ms};
use crate::config::{Secret, Storage};
use crate::crm::{self, Client};
use crate::store::Store;

/// What is done with the connections.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Connects an account, or gives a connected one another token or hook address; prints the address of its hooks
    Add(Add),
    /// Prints number and address of every connected account
    List(Storage),
    /// Forgets token and hook address of an account; its scenarios and history stay
    Remove(Remove),
}

/// The account to connect.
#[derive(clap::Args)]
pub struct Add {
    #[command(flatten)]
    storage: Storage,
    /// Address of the account in amoCRM, such as https://demo.amocrm.ru
    #[arg(long, env = "TRIGGERS_AMOCRM_URL")]
    amocrm_url: String,
    /// Long-lived token of the integration in this account
    #[arg(long, env = "TRIGGERS_AMOCRM_TOKEN", hide_env_values = true)]
    amocrm_token: Secret,
    /// Unguessable last part of the address that amoCRM sends hooks to; a new one is made if it is left out
    #[arg(long, env = "TRIGGERS_HOOK_SECRET", hide_env_values = true)]
    hook_secret: Option<Secret>,
}

/// The account to disconnect.
#[derive(clap::Args)]
pub struct Remove {
    #[command(flatten)]
    storage: Storage,
    /// amoCRM's number of the account
    account: u64,
}

/// Carries it out; running servers notice within seconds.
pub fn run(command: Command) -> Result<ExitCode> {
    super::runtime()?.block_on(async {
        match command {
            Command::Add(add) => connect(&add).await,
            Command::List(storage) => list(&storage).await,
            Command::Remove(remove) => disconnect(&remove).await,
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

async fn connect(add: &Add) -> Result<()> {
    let token = add.amocrm_token.expose().to_owned();
    let client = Client::new(crm::http()?, &add.amocrm_url, &token);
    let id = client.number().await.with_context(|| {
        format!(
            "{} does not tell which account the token belongs to",
            client.base()
        )
    })?;
    let given = add.hook_secret.as_ref().map(|it| it.expose().to_owned());
    let hook = given.unwrap_or_else(|| Uuid::new_v4().simple().to_string());
    let vault = Vault::new(&add.storage.key_source())?;
    let store = open(&add.storage).await?;
    let access = Access { token, hook };
    app::connect(&store, &vault, (id, client.base()), &access).await?;
    store.close().await;
    println!(
        "Account {id} is connected. amoCRM sends its hooks to /hooks/amocrm/{}/ of this server.",
        access.hook
    );
    Ok(())
}

async fn list(storage: &Storage) -> Result<()> {
    let store = open(storage).await?;
    for row in store.connections().await? {
        println!("{}\t{}", row.id(), row.address);
    }
    store.close().await;
    Ok(())
}

async fn disconnect(remove: &Remove) -> Result<()> {
    let store = open(&remove.storage).await?;
    let done = store.disconnect(remove.account, now_ms()).await?;
    store.close().await;
    if !done {
        bail!(
            "account {} is not connected; `triggers account list` shows those that are",
            remove.account
        );
    }
    println!(
        "Account {} is disconnected. Its scenarios and history stay.",
        remove.account
    );
    Ok(())
}

async fn open(storage: &Storage) -> Result<Store> {
    let store = Store::open(&storage.database).await;
    store.context("the database can't be opened")
}
