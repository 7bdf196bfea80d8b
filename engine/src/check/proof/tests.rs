//! Random rows on random facts never contradict a proof.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::{Value as Json, json};

use super::*;
use crate::{block::Conditions, scenario::Block, snapshot::Snapshot};

/// A small generator, so that every run tries the same rows.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % end
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    fn row(&mut self, left: &str, id: usize) -> Json {
        let number = |dice: &mut Self| dice.pick(&[1, 2, 3, 5]);
        let (codes, right): (&[&str], Json) = match left {
            "lead.budget" | "lead.cf(1)" => match self.below(5) {
                0 => (
                    &["between"],
                    json!(["const.range", [number(self), number(self)]]),
                ),
                1 => (&["in", "nin"], json!(["const.list", ["1", "3"]])),
                2 => (
                    &["eq", "ne"],
                    json!(["const.text", self.pick(&["1", "2,0", "x"])]),
                ),
                3 => (&["empty", "nempty"], Json::Null),
                _ => (
                    &["eq", "ne", "gt", "ge", "lt", "le"],
                    json!(["const.number", number(self)]),
                ),
            },
            "lead.created_at" | "lead.cf(3)" => {
                let day = self.pick(&["2024-02-28", "2024-02-29", "2024-03-01"]);
                let right = match self.below(3) {
                    0 => json!(["const.datetime", format!("{day} 12:05:00")]),
                    _ => json!(["const.date", day]),
                };
                (
                    &["eq", "ne", "gt", "ge", "lt", "le", "empty", "nempty"],
                    right,
                )
            }
            "lead.status" => {
                let pair =
                    json!({"pipeline": self.pick(&[1, 2]), "status": self.pick(&[142, 1001])});
                (
                    &["eq", "ne", "empty", "nempty"],
                    json!(["const.stage", pair]),
                )
            }
            "lead.name" => {
                let text = self.pick(&["опт", "ОПТ ", "розница", "", "a, b"]);
                let codes = &[
                    "eq",
                    "ne",
                    "in",
                    "nin",
                    "contains",
                    "ncontains",
                    "starts",
                    "empty",
                    "nempty",
                    "match",
                ];
                (codes, json!(["const.text", text]))
            }
            "lead.tags" => {
                let text = self.pick(&["опт", "vip"]);
                (
                    &[
                        "contains",
                        "ncontains",
                        "empty",
                        "nempty",
                        "has_any",
                        "has_none",
                    ],
                    json!(["const.list", [text]]),
                )
            }
            "lead.exists" => (
                &["eq", "ne", "empty"],
                json!(["const.bool", self.below(2) == 0]),
            ),
            _ => (
                &["gt", "lt", "ge", "le", "eq"],
                json!(["const.time", self.pick(&["09:00", "12:05", "18:00"])]),
            ),
        };
        let side = json!({"path": right[0], "value": right[1]});
        json!({
            "id": id.to_string(),
            "joiner": self.pick(&["and", "and", "or"]),
            "left": {"path": left},
            "operator": self.pick(codes),
            "right": if right.is_null() { Json::Null } else { side },
        })
    }

    fn facts(&mut self) -> Json {
        let field = |id, kind, value: Json| json!({"field_id": id, "field_type": kind, "values": [{"value": value}]});
        let numbers = [
            json!(1),
            json!("2"),
            json!("2.5"),
            json!("x"),
            json!(""),
            json!(3.0),
            json!(-7),
        ];
        let days = [
            json!(1_709_154_000),
            json!(1_709_197_500),
            json!(1_709_240_399),
            json!("нет"),
            json!(0),
        ];
        let mut lead = json!({
            "id": 7,
            "name": self.pick(&[json!("Опт"), json!("розница "), json!(""), json!("b"), json!("оптом")]),
            "price": self.pick(&[0, 1, 2, 3, 4, 5, 6]),
            "created_at": self.pick(&[1_709_154_000, 1_709_197_500, 1_709_197_501, 1_709_300_000]),
            "status_id": self.pick(&[142, 143, 1001]),
            "custom_fields_values": [field(1, "numeric", self.pick(&numbers)), field(3, "date", self.pick(&days))],
            "_embedded": {"tags": self.pick(&[json!([]), json!([{"name": "опт"}]), json!([{"name": "vip"}, {"name": "x"}])])},
        });
        if self.below(4) > 0 {
            lead["pipeline_id"] = json!(self.pick(&[1, 2]));
        }
        let (hour, minute) = (
            self.pick(&[0, 8, 9, 12, 18, 23]),
            self.pick(&[0, 4, 5, 6, 59]),
        );
        let now = format!("2024-02-29T{hour:02}:{minute:02}:00+03:00");
        match self.below(8) {
            0 => json!({"now": now}),
            _ => json!({"now": now, "lead": lead}),
        }
    }
}

fn names() -> Json {
    json!({"leads": [
        {"id": 1, "name": "Число", "type": "numeric"},
        {"id": 3, "name": "День", "type": "date"},
    ]})
}

#[test]
fn random_facts_never_contradict_a_proof() {
    let lefts = [
        "lead.budget",
        "lead.cf(1)",
        "lead.created_at",
        "lead.cf(3)",
        "lead.status",
        "lead.name",
        "lead.tags",
        "lead.exists",
        "now.time",
    ];
    let mut dice = Dice(3);
    let (mut never, mut always, mut pairs) = (0, 0, 0);
    for _ in 0..1500 {
        let (one, other) = (dice.pick(&lefts), dice.pick(&lefts));
        let count = dice.below(4) + 1;
        let rows: Vec<Json> = (0..count)
            .map(|id| {
                let left = if dice.below(3) == 0 { other } else { one };
                dice.row(left, id)
            })
            .collect();
        let block: Block = serde_json::from_value(json!({"conditions": rows})).unwrap();
        let compiled = Conditions::compile(&block.conditions);
        let base: Snapshot = serde_json::from_value(
            json!({"now": "2024-02-29T12:05:00+03:00", "custom_fields": names()}),
        )
        .unwrap();
        let proof = Proof::of(&block.conditions, &base.dictionaries);
        let shape = Shape::of(&block, 0);
        let is_never = proof.always(|results| shape.passes(results).map(|it| !it));
        let is_always = proof.always(|results| shape.passes(results));
        never += usize::from(is_never);
        always += usize::from(is_always);
        for _ in 0..12 {
            let mut facts = dice.facts();
            facts["custom_fields"] = names();
            let snapshot: Snapshot = serde_json::from_value(facts.clone()).unwrap();
            let results: Vec<Option<bool>> = compiled
                .evaluate(&snapshot)
                .iter()
                .map(|row| row.result)
                .collect();
            let passed = shape.passes(&results).unwrap();
            assert!(
                !(is_never && passed),
                "never, but passes: {rows:#?} on {facts:#}"
            );
            assert!(
                !is_always || passed,
                "always, but does not pass: {rows:#?} on {facts:#}"
            );
            for one in 0..count {
                for other in 0..count {
                    let seen = (results[one] == Some(true), results[other] == Some(true));
                    let can = proof.against(&[(one, seen.0), (other, seen.1)]).is_empty();
                    assert!(can, "rows {one} and {other} of {rows:#?} on {facts:#}");
                    let against = proof.against(&[(one, true), (other, true)]);
                    pairs += against.len();
                }
            }
        }
    }
    assert!(
        never > 100 && always > 5 && pairs > 500,
        "{never} {always} {pairs}"
    );
}
