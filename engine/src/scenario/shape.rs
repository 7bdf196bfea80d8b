//! Reading a scenario's JSON: what must be an object is one, and the first wrong place is named.
//!
//! Without this a list would be read as the fields of an object, in their order.

use serde_json::Value as Json;

use super::{Block, Scenario};
use crate::{
    problem::{Code, Problem},
    shape::{self, Mismatch},
};

impl Scenario {
    /// Reads the saved form.
    ///
    /// # Errors
    /// 220 with the place, when it is not JSON or something in it has another shape.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Problem> {
        scenario(&json(bytes)?)
    }

    /// Reads a list of saved forms.
    ///
    /// # Errors
    /// As [`Scenario::from_json`]; the place begins with the number of the scenario, counted from 0.
    pub fn list(bytes: &[u8]) -> Result<Vec<Self>, Problem> {
        let json = json(bytes)?;
        let items = json
            .as_array()
            .ok_or_else(|| wrong("", "Здесь должен быть список [...]: исправьте его"))?;
        let numbered = items.iter().enumerate();
        let read = |(index, item)| {
            scenario(item).map_err(|problem| {
                let place = [format!("[{index}]"), problem.path.clone()];
                problem.at(place.join(".").trim_end_matches('.'))
            })
        };
        numbered.map(read).collect()
    }
}

impl Block {
    /// Reads the saved form of a block.
    ///
    /// # Errors
    /// As [`Scenario::from_json`].
    pub fn from_json(bytes: &[u8]) -> Result<Self, Problem> {
        let json = json(bytes)?;
        is_object(&json, "").and_then(|()| block(&json, ""))?;
        shape::read(&json).map_err(|it| of(&it))
    }
}

fn json(bytes: &[u8]) -> Result<Json, Problem> {
    serde_json::from_slice(bytes).map_err(|error| of(&shape::not_json(&error)))
}

fn scenario(json: &Json) -> Result<Scenario, Problem> {
    is_object(json, "")?;
    optional(json, "frequency", "")?;
    each(json, "blocks", "", block)?;
    shape::read(json).map_err(|it| of(&it))
}

fn block(block: &Json, place: &str) -> Result<(), Problem> {
    optional(block, "formula", place)?;
    each(block, "conditions", place, |row, place| {
        for side in ["left", "right"] {
            optional(row, side, place)?;
            if let Some(operand) = row.get(side) {
                optional(operand, "offset", &join(place, side))?;
            }
        }
        Ok(())
    })?;
    each(block, "triggers", place, |trigger, place| {
        optional(trigger, "settings", place)
    })
}

/// An object under a key, or nothing.
fn optional(json: &Json, key: &str, place: &str) -> Result<(), Problem> {
    match json.get(key) {
        None | Some(Json::Null) => Ok(()),
        Some(part) => is_object(part, &join(place, key)),
    }
}

/// A list of objects under a key, each of which is looked at.
fn each(
    json: &Json,
    key: &str,
    place: &str,
    look: impl Fn(&Json, &str) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let place = join(place, key);
    let Some(list) = json.get(key) else {
        return Ok(());
    };
    let Json::Array(items) = list else {
        return Err(wrong(
            &place,
            "Здесь должен быть список [...]: исправьте его",
        ));
    };
    for (index, item) in items.iter().enumerate() {
        let place = format!("{place}[{index}]");
        is_object(item, &place)?;
        look(item, &place)?;
    }
    Ok(())
}

fn is_object(json: &Json, place: &str) -> Result<(), Problem> {
    match json {
        Json::Object(_) => Ok(()),
        _ => Err(wrong(
            place,
            "Здесь должен быть объект {...} с именами полей: исправьте его",
        )),
    }
}

fn join(place: &str, key: &str) -> String {
    match place {
        "" => key.to_owned(),
        place => format!("{place}.{key}"),
    }
}

fn of(mismatch: &Mismatch) -> Problem {
    wrong(&mismatch.path, &mismatch.detail)
}

fn wrong(place: &str, detail: &str) -> Problem {
    Problem::error(Code::BadScenario, detail).at(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_shape_is_220_and_names_its_place() {
        for (json, place) in [
            ("[]", ""),
            ("{", ""),
            (r#"{"format":"two"}"#, "format"),
            (r#"{"frequency":[5,true]}"#, "frequency"),
            (r#"{"blocks":{}}"#, "blocks"),
            (r#"{"blocks":[[]]}"#, "blocks[0]"),
            (
                r#"{"blocks":[{"conditions":[["a"]]}]}"#,
                "blocks[0].conditions[0]",
            ),
            (
                r#"{"blocks":[{"conditions":[{"left":["lead.exists"]}]}]}"#,
                "blocks[0].conditions[0].left",
            ),
            (
                r#"{"blocks":[{"triggers":[["t"]]}]}"#,
                "blocks[0].triggers[0]",
            ),
        ] {
            let found = Scenario::from_json(json.as_bytes()).map_err(|it| (it.code, it.path));
            assert_eq!(found, Err((Code::BadScenario, place.to_owned())), "{json}");
        }
        let fine = br#"{"event":"lead_added","blocks":[{"conditions":[{"left":null}]}]}"#;
        assert!(Scenario::from_json(fine).is_ok());
    }
}
