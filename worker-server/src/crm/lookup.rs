//! Entities by their numbers: those that are asked for at the same time are one list.

use std::collections::{BTreeSet, HashMap};

use engine::EntityKind;
use futures_util::future::try_join_all;
use serde_json::Value as Json;

use super::client::Turn;
use super::gather::{Carrier, Gather};
use super::reads::{PAGE, items};
use super::{Client, Error};

/// The answer about one number.
type Found = Result<Option<Json>, Error>;

/// Numbers that wait to be asked for.
pub type Lookups = Gather<EntityKind, u64, Found>;

impl Client {
    /// One entity with its links; `None` if amoCRM has none with this number.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn entity(&self, kind: EntityKind, id: u64) -> Found {
        let found = self.lookups.ask(self, kind, id).await;
        found.unwrap_or_else(|| Err(Error::Unknown("the call ended early".to_owned())))
    }

    /// Entities of a kind by their numbers, in the order of the numbers.
    ///
    /// # Errors
    /// When amoCRM refuses.
    pub async fn entities(&self, kind: EntityKind, ids: &[u64]) -> Result<Vec<Json>, Error> {
        let found = try_join_all(ids.iter().map(|id| self.entity(kind, *id))).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Alone by its own address, several as a list.
    async fn look_up(
        &self,
        kind: EntityKind,
        ids: &BTreeSet<u64>,
        turn: Turn,
    ) -> Result<HashMap<u64, Json>, Error> {
        let (noun, with) = (kind.plural(), with(kind));
        let found = match ids.first().filter(|_| ids.len() == 1) {
            Some(id) => {
                let path = format!("{noun}/{id}?{with}");
                match self.get_at(&path, Some(turn)).await {
                    Err(Error::NotFound(_)) => Vec::new(),
                    answer => answer?.into_iter().collect(),
                }
            }
            None => {
                let filter: String = ids.iter().map(|id| format!("&filter[id][]={id}")).collect();
                let path = format!("{noun}?limit={PAGE}{filter}&{with}");
                items(self.get_at(&path, Some(turn)).await?, noun)
            }
        };
        let by_number = |it: Json| Some((it["id"].as_u64()?, it));
        Ok(found.into_iter().filter_map(by_number).collect())
    }
}

/// The links that an entity brings with it.
fn with(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Lead => "with=contacts,loss_reason,source",
        EntityKind::Contact => "with=leads",
        EntityKind::Company => "with=leads,contacts",
        EntityKind::Task => "",
    }
}

impl Carrier<EntityKind, u64, Found> for Client {
    const MOST: usize = PAGE;

    /// One entity may be asked for twice.
    fn clash(_: &u64, _: &u64) -> bool {
        false
    }

    async fn turn(&self) -> Turn {
        Self::turn(self).await
    }

    async fn carry(&self, kind: &EntityKind, ids: Vec<u64>, turn: Turn) -> Vec<Found> {
        let different: BTreeSet<u64> = ids.iter().copied().collect();
        match self.look_up(*kind, &different, turn).await {
            Ok(found) => ids.iter().map(|id| Ok(found.get(id).cloned())).collect(),
            Err(error) => vec![Err(error); ids.len()],
        }
    }
}
