//! Batches of writes: items of one kind are one call; a refused batch is divided until the bad item stands alone.

use serde_json::{Map, Value as Json};

use super::client::Turn;
use super::gather::{Carrier, Gather};
use super::{Client, Error, Method};

/// Items of one call; amoCRM takes 250 and recommends no more than these (2.6 of the reference).
const BATCH: usize = 50;

/// One item of a write.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Whether it creates or changes.
    pub method: Method,
    /// The list that it belongs to, such as `leads`.
    pub path: String,
    /// Its keys; a change has the `id` of its entity.
    pub body: Map<String, Json>,
}

/// Number of what an item created, if it created something.
pub type Written = Result<Option<u64>, Error>;

/// Items that wait to be sent.
pub type Writes = Gather<(Method, String), Map<String, Json>, Written>;

impl Client {
    /// Sends an item, with others of its kind if the pace lets no call leave at once; a change of nothing is not sent.
    ///
    /// # Errors
    /// As [`Client::send`]; a refusal is about this item alone.
    pub async fn write(&self, item: Item) -> Written {
        if item.method == Method::Patch && item.body.keys().all(|key| key == "id") {
            return Ok(None);
        }
        let key = (item.method, item.path);
        let written = self.writes.ask(self, key, item.body).await;
        written.unwrap_or_else(|| Err(Error::Unknown("the call ended early".to_owned())))
    }

    /// Sends items; parts of a refused batch go on until nothing but what amoCRM refuses is left.
    async fn send_all(
        &self,
        key: &(Method, String),
        items: &[Map<String, Json>],
        turn: Turn,
    ) -> Vec<Written> {
        let mut written = vec![Ok(None); items.len()];
        let (mut parts, mut turn) = (vec![(0..items.len()).collect::<Vec<_>>()], Some(turn));
        while let Some(part) = parts.pop() {
            let some: Vec<&Map<String, Json>> = part.iter().map(|at| &items[*at]).collect();
            match self.send_part(key, &some, turn.take()).await {
                Ok(answer) => {
                    for (place, at) in part.iter().enumerate() {
                        written[*at] = Ok(created(key.0, answer.as_ref(), place));
                    }
                }
                Err(error) => {
                    let (refused, again) = divided(&error, &some);
                    for (place, error) in refused {
                        written[part[place]] = Err(error);
                    }
                    let places = |part: &Vec<usize>, some: Vec<usize>| {
                        some.into_iter().map(|place| part[place]).collect()
                    };
                    // The first goes first.
                    parts.extend(again.into_iter().rev().map(|some| places(&part, some)));
                }
            }
        }
        written
    }

    /// One change alone goes to the address of its entity.
    async fn send_part(
        &self,
        (method, path): &(Method, String),
        items: &[&Map<String, Json>],
        turn: Option<Turn>,
    ) -> Result<Option<Json>, Error> {
        let alone = items.first().filter(|_| items.len() == 1);
        let own = alone.and_then(|item| item.get("id")?.as_u64().map(|id| (id, *item)));
        if let Some((id, item)) = own.filter(|_| *method == Method::Patch) {
            let mut body = item.clone();
            body.remove("id");
            let path = format!("{path}/{id}");
            return self
                .send_at(*method, &path, &Json::Object(body), turn)
                .await;
        }
        let body = items.iter().map(|item| Json::Object((*item).clone()));
        self.send_at(*method, path, &Json::Array(body.collect()), turn)
            .await
    }
}

impl Carrier<(Method, String), Map<String, Json>, Written> for Client {
    const MOST: usize = BATCH;

    /// What becomes of an entity that stands in a batch twice is not told.
    fn clash(one: &Map<String, Json>, other: &Map<String, Json>) -> bool {
        one.get("id").is_some_and(|id| other.get("id") == Some(id))
    }

    async fn turn(&self) -> Turn {
        Self::turn(self).await
    }

    async fn carry(
        &self,
        key: &(Method, String),
        items: Vec<Map<String, Json>>,
        turn: Turn,
    ) -> Vec<Written> {
        self.send_all(key, &items, turn).await
    }
}

/// Items of a refused call that are refused for good, by their places, and parts of the others to be sent again.
type Divided = (Vec<(usize, Error)>, Vec<Vec<usize>>);

/// amoCRM names the bad items, and nothing of the batch was done; where it names none, halves are tried.
fn divided(error: &Error, items: &[&Map<String, Json>]) -> Divided {
    let all = 0..items.len();
    let whole = || all.clone().map(|place| (place, error.clone())).collect();
    let Error::Rejected(refusal) = error else {
        return (whole(), Vec::new());
    };
    if items.len() == 1 {
        return (whole(), Vec::new());
    }
    let entity = |place: usize| items[place].get("id").and_then(Json::as_u64);
    let named = |place| Some((place, refusal.of_item(place, entity(place))?));
    let refused: Vec<(usize, Error)> = all.clone().filter_map(named).collect();
    if refused.is_empty() {
        let (first, second) = (0..items.len() / 2, items.len() / 2..items.len());
        return (refused, vec![first.collect(), second.collect()]);
    }
    let is_good = |place: &usize| refused.iter().all(|(bad, _)| bad != place);
    let good: Vec<usize> = all.clone().filter(is_good).collect();
    let again = if good.is_empty() {
        Vec::new()
    } else {
        vec![good]
    };
    (refused, again)
}

/// Number of what an item created: found by its place, which is its `request_id` too.
fn created(method: Method, answer: Option<&Json>, place: usize) -> Option<u64> {
    let answer = answer.filter(|_| method == Method::Post)?;
    let (_, items) = answer["_embedded"].as_object()?.iter().next()?;
    let index = place.to_string();
    let named = items
        .as_array()?
        .iter()
        .find(|item| item["request_id"] == index);
    named.unwrap_or(&items[place])["id"].as_u64()
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use serde_json::json;

    use super::*;

    fn items(count: u64) -> Vec<Map<String, Json>> {
        let item = |id| Map::from_iter([("id".to_owned(), json!(id))]);
        (1..=count).map(item).collect()
    }

    fn refused(body: &str, count: u64) -> Divided {
        let error = Error::of_answer(StatusCode::BAD_REQUEST, None, body);
        let items = items(count);
        divided(&error, &items.iter().collect::<Vec<_>>())
    }

    #[test]
    fn items_that_amocrm_names_are_refused_and_the_others_go_again_together() {
        let body = r#"{"detail":"no","validation-errors":[{"request_id":"1","errors":[{"path":"name","detail":"bad"}]}],
            "errors":{"4":"Lead not found"}}"#;
        let (bad, again) = refused(body, 4);
        assert_eq!(bad.iter().map(|it| it.0).collect::<Vec<_>>(), [1, 3]);
        assert!(bad[0].1.to_string().contains("name: bad"));
        assert_eq!(bad[1].1, Error::NotFound("Lead not found".to_owned()));
        assert_eq!(again, [[0, 2]]);
    }

    #[test]
    fn where_none_is_named_halves_go_until_one_stands_alone() {
        assert_eq!(refused("{}", 3), (Vec::new(), vec![vec![0], vec![1, 2]]));
        let (bad, again) = refused("{}", 1);
        assert_eq!((bad.len(), again.len()), (1, 0));
    }

    #[test]
    fn what_is_no_fault_of_an_item_divides_nothing() {
        let items = items(2);
        let some: Vec<_> = items.iter().collect();
        let (bad, again) = divided(&Error::Unauthorized, &some);
        assert_eq!((bad.len(), again.len()), (2, 0));
    }

    #[test]
    fn what_was_created_is_found_by_its_place() {
        let answer = json!({ "_embedded": { "tasks": [{ "id": 8, "request_id": "1" }, { "id": 7, "request_id": "0" }] } });
        assert_eq!(created(Method::Post, Some(&answer), 0), Some(7));
        let bare = json!({ "_embedded": { "tasks": [{ "id": 5 }, { "id": 6 }] } });
        assert_eq!(created(Method::Post, Some(&bare), 1), Some(6));
        assert_eq!(created(Method::Patch, Some(&bare), 1), None);
    }
}
