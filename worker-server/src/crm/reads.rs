//! What is read from amoCRM: dictionaries, entities, search.

use engine::EntityKind;
use serde_json::{Value as Json, json};

use super::{Client, Error};

/// amoCRM's largest page.
pub(super) const PAGE: usize = 250;
/// Pages of a list at most: a guard against a list that never ends.
const PAGES: usize = 40;

impl Client {
    /// Number of the account that answers.
    ///
    /// # Errors
    /// When amoCRM refuses the token, does not answer, or names no account.
    pub async fn number(&self) -> Result<u64, Error> {
        let account = self.get("account").await?.unwrap_or_default();
        account["id"]
            .as_u64()
            .ok_or_else(|| Error::Unknown("the answer names no account".to_owned()))
    }

    /// `{account, users, pipelines, custom_fields, catalogs, bots}` in the shape of docs/facts.md; lists that this
    /// amoCRM does not offer are `null`.
    ///
    /// # Errors
    /// When amoCRM refuses one of the reads.
    pub async fn dictionaries(&self) -> Result<Json, Error> {
        let account = self
            .get("account?with=users_groups,task_types,datetime_settings,drive_url")
            .await?
            .unwrap_or_default();
        let users = self.list("users", "users").await?;
        let pipelines = self.list("leads/pipelines", "pipelines").await?;
        let mut fields = serde_json::Map::new();
        for kind in [EntityKind::Lead, EntityKind::Contact, EntityKind::Company] {
            let path = format!("{}/custom_fields", kind.plural());
            fields.insert(
                kind.plural().to_owned(),
                self.list(&path, "custom_fields").await?,
            );
        }
        let catalogs = known(self.list("catalogs", "catalogs").await)?;
        // Documented by Kommo; older amoCRMs do not tell their bots.
        let bots = known(self.list("bots", "items").await)?;
        Ok(
            json!({ "account": account, "users": users, "pipelines": pipelines, "custom_fields": fields,
            "catalogs": catalogs, "bots": bots }),
        )
    }

    /// Tasks of an entity, the last ones first.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn tasks(&self, kind: EntityKind, id: u64) -> Result<Vec<Json>, Error> {
        let filter = format!(
            "filter[entity_type]={}&filter[entity_id][]={id}",
            kind.plural()
        );
        let path = format!("tasks?limit={PAGE}&{filter}&order[created_at]=desc");
        Ok(items(self.get(&path).await?, "tasks"))
    }

    /// Notes of one type of an entity, the last ones first.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn notes(
        &self,
        kind: EntityKind,
        id: u64,
        note_type: &str,
    ) -> Result<Vec<Json>, Error> {
        let filter = format!("filter[note_type][]={note_type}&order[updated_at]=desc");
        let path = format!("{}/{id}/notes?limit={PAGE}&{filter}", kind.plural());
        Ok(items(self.get(&path).await?, "notes"))
    }

    /// One note of an entity's kind; `None` if it was deleted.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn note(&self, kind: EntityKind, id: u64) -> Result<Option<Json>, Error> {
        match self.get(&format!("{}/notes/{id}", kind.plural())).await {
            Err(Error::NotFound(_)) => Ok(None),
            answer => answer,
        }
    }

    /// Entities of a kind that were created at a time or later, in Unix seconds, the last ones first; 250 at most.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn created_since(&self, kind: EntityKind, since: i64) -> Result<Vec<Json>, Error> {
        let filter = format!("filter[created_at][from]={since}&order[created_at]=desc");
        let path = format!("{}?limit={PAGE}&{filter}", kind.plural());
        Ok(items(self.get(&path).await?, kind.plural()))
    }

    /// What an entity is linked to.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn links(&self, kind: EntityKind, id: u64) -> Result<Vec<Json>, Error> {
        let path = format!("{}/{id}/links", kind.plural());
        Ok(items(self.get(&path).await?, "links"))
    }

    /// At most `limit` deals that amoCRM's search finds; an empty question gives the last changed.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn search_leads(&self, query: &str, limit: usize) -> Result<Vec<Json>, Error> {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let query = if query.is_empty() {
            query
        } else {
            format!("&query={query}")
        };
        let path = format!("leads?limit={limit}&order[updated_at]=desc{query}");
        Ok(items(self.get(&path).await?, "leads"))
    }

    /// Numbers of the deals that are in one of these stages, each named with its pipeline; ten thousand at most.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn leads_in(&self, stages: &[(u64, u64)]) -> Result<Vec<u64>, Error> {
        let stage = |(index, (pipeline, stage)): (usize, &(u64, u64))| {
            let key = format!("&filter[statuses][{index}]");
            format!("{key}[pipeline_id]={pipeline}{key}[status_id]={stage}")
        };
        let filter: String = stages.iter().enumerate().map(stage).collect();
        let mut ids = Vec::new();
        for page in 1..=PAGES {
            let path = format!("leads?limit={PAGE}&page={page}&order[id]=asc{filter}");
            let found = items(self.get(&path).await?, "leads");
            let is_last = found.len() < PAGE;
            ids.extend(found.iter().filter_map(|lead| lead["id"].as_u64()));
            if is_last {
                break;
            }
        }
        Ok(ids)
    }

    /// Every page of a list; the end is where no next page is named.
    async fn list(&self, path: &str, noun: &str) -> Result<Json, Error> {
        let mut all = Vec::new();
        for page in 1..=PAGES {
            let Some(answer) = self
                .get(&format!("{path}?limit={PAGE}&page={page}"))
                .await?
            else {
                break;
            };
            let more = answer["_links"]["next"].is_object();
            all.extend(items(Some(answer), noun));
            if !more {
                break;
            }
        }
        Ok(Json::Array(all))
    }
}

/// A list that not every amoCRM offers, or not to everybody: what is not known is another thing than nothing.
fn known(answer: Result<Json, Error>) -> Result<Json, Error> {
    match answer {
        Err(Error::NotFound(_) | Error::Forbidden(_) | Error::Rejected(_)) => Ok(Json::Null),
        answer => answer,
    }
}

pub(super) fn items(answer: Option<Json>, noun: &str) -> Vec<Json> {
    let list = answer.map(|mut answer| answer["_embedded"][noun].take());
    match list {
        Some(Json::Array(items)) => items,
        _ => Vec::new(),
    }
}
