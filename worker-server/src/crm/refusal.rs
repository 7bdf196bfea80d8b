//! What amoCRM says when it refuses a request, and which items of a batch it means (2.5 of the amoCRM reference).

use std::fmt;

use serde_json::Value as Json;

use super::Error;

/// Letters of amoCRM's words at most.
const LONGEST: usize = 500;

/// amoCRM's own words, and the items that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    words: String,
    named: Vec<Named>,
}

/// An item that amoCRM names, with what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    item: Place,
    words: String,
}

/// How amoCRM names an item.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// By its place in the batch, which is its `request_id` unless another one is sent.
    Index(String),
    /// By the number of the entity that is not there.
    Entity(String),
}

impl Refusal {
    /// The refusal that a body tells; it need not be JSON.
    pub fn of(body: &str) -> Self {
        let read: Json = serde_json::from_str(body).unwrap_or_default();
        let errors = read["validation-errors"].as_array().into_iter().flatten();
        let invalid = errors.filter_map(|item| {
            Some(Named {
                item: Place::Index(item["request_id"].as_str()?.to_owned()),
                words: cut(&[text(&read["detail"]), of_item(item)].concat()),
            })
        });
        let missing = read["errors"].as_object().into_iter().flatten();
        let missing = missing.map(|(id, words)| Named {
            item: Place::Entity(id.clone()),
            words: cut(&text(words)),
        });
        Self {
            words: words(body),
            named: invalid.chain(missing).collect(),
        }
    }

    /// What is wrong with an item, if amoCRM names it: by its place, or by the number of its entity.
    pub fn of_item(&self, index: usize, entity: Option<u64>) -> Option<Error> {
        let (index, entity) = (index.to_string(), entity.map(|id| id.to_string()));
        self.named.iter().find_map(|named| match &named.item {
            Place::Index(own) if *own == index => Some(Error::Rejected(Self {
                words: named.words.clone(),
                named: Vec::new(),
            })),
            Place::Entity(own) if Some(own) == entity.as_ref() => {
                Some(Error::NotFound(named.words.clone()))
            }
            Place::Index(_) | Place::Entity(_) => None,
        })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.words)
    }
}

/// amoCRM's own words: `detail` and what is wrong with each item, or the start of what it sent.
pub fn words(body: &str) -> String {
    let Ok(body) = serde_json::from_str::<Json>(body) else {
        return body.chars().take(LONGEST).collect();
    };
    let title = body["detail"].as_str().or(body["title"].as_str());
    let mut words = vec![title.unwrap_or_default().to_owned()];
    for item in body["validation-errors"].as_array().into_iter().flatten() {
        words.extend(of_item(item));
    }
    let missing = body["errors"].as_object().into_iter().flatten();
    words
        .extend(missing.map(|(id, words)| format!("{id}: {}", words.as_str().unwrap_or_default())));
    cut(&words)
}

fn of_item(item: &Json) -> Vec<String> {
    let errors = item["errors"].as_array().into_iter().flatten();
    let text = |error: &Json, key: &str| error[key].as_str().unwrap_or_default().to_owned();
    errors
        .map(|error| format!("{}: {}", text(error, "path"), text(error, "detail")))
        .collect()
}

fn text(value: &Json) -> Vec<String> {
    value.as_str().map(str::to_owned).into_iter().collect()
}

fn cut(words: &[String]) -> String {
    words.join("; ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_named_by_its_place_or_by_its_entity() {
        let invalid = r#"{"detail":"Request validation failed","validation-errors":[{"request_id":"1","errors":[
            {"path":"status_id","detail":"The value is not a valid choice."}]}]}"#;
        let refusal = Refusal::of(invalid);
        let words = "Request validation failed; status_id: The value is not a valid choice.";
        let told = refusal.of_item(1, Some(7)).expect("it is named");
        assert_eq!(
            told.to_string(),
            format!("amoCRM refused the request: {words}")
        );
        assert_eq!(refusal.of_item(0, Some(7)), None);

        let missing = r#"{"detail":"Request validation failed","errors":{"7":"Lead not found"}}"#;
        let refusal = Refusal::of(missing);
        let told = refusal.of_item(0, Some(7));
        assert_eq!(told, Some(Error::NotFound("Lead not found".to_owned())));
        assert_eq!(
            refusal.to_string(),
            "Request validation failed; 7: Lead not found"
        );
        assert_eq!(refusal.of_item(7, None), None);
    }

    #[test]
    fn a_body_that_is_not_json_names_nothing() {
        let refusal = Refusal::of("<html>400</html>");
        assert_eq!(
            (refusal.to_string(), refusal.of_item(0, None)),
            ("<html>400</html>".to_owned(), None)
        );
    }
}
