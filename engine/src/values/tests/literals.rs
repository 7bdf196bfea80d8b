//! Constants of conditions in their JSON shapes.

use super::*;
use serde_json::{Value as Json, json};

fn literal(path: &str, value: Json) -> Result<Fact, Code> {
    let operand = Operand {
        path: path.to_owned(),
        value: Some(value),
        offset: None,
    };
    constant(&operand, &facts().dictionaries).map_err(|problem| problem.code)
}

#[test]
fn every_shape_is_read() {
    for (path, value, expected) in [
        ("const.text", json!("ОПТ"), "ОПТ"),
        ("const.text", json!(""), ""),
        ("const.number", json!(10.5), "10.5"),
        ("const.number", json!("1 000,5"), "1000.5"),
        ("const.list", json!(["опт", " ", "vip"]), "опт, vip"),
        (
            "const.list",
            json!("опт\nvip, розница"),
            "опт, vip, розница",
        ),
        ("const.bool", json!(true), "1"),
        ("const.bool", json!("нет"), "0"),
        ("const.date", json!("2024-02-29"), "29.02.2024"),
        (
            "const.datetime",
            json!("2024-02-29 12:05"),
            "2024-02-29 12:05:00",
        ),
        ("const.time", json!("09:30"), "09:30"),
        ("const.weekday", json!([6, 7]), "суббота, воскресенье"),
        ("const.option", json!(51), "Сайт"),
        ("const.option", json!([61, 62]), "опт, розница"),
        ("const.option", json!({"id": 1, "text": "Своё"}), "Своё"),
        ("const.user", json!(11), "Анна"),
        ("const.user", json!("12"), "Пётр"),
        ("const.group", json!(0), "Отдел продаж"),
        (
            "const.stage",
            json!({"pipeline": 2, "status": 201}),
            "Новая",
        ),
        ("const.pipeline", json!(2), "Опт"),
        ("const.tag", json!("опт, vip"), "опт, vip"),
        ("const.tag", json!(["опт"]), "опт"),
        ("const.range", json!([1, "5,5"]), "1, 5,5"),
        ("CONST.Number", json!(3), "3"),
    ] {
        assert_eq!(
            literal(path, value.clone())
                .map(|fact| fact.text())
                .as_deref(),
            Ok(expected),
            "{path} {value}"
        );
    }
}

#[test]
fn a_wrong_shape_is_told() {
    for (path, value) in [
        ("const.text", json!({})),
        ("const.number", json!("NaN")),
        ("const.number", json!(null)),
        ("const.number", json!(1e300)),
        ("const.list", json!([["a"]])),
        ("const.bool", json!("может быть")),
        ("const.date", json!("2024-02-30")),
        ("const.date", json!("99999-01-01")),
        ("const.time", json!("25:00")),
        ("const.weekday", json!([8])),
        ("const.weekday", json!([])),
        ("const.option", json!("Сайт")),
        ("const.user", json!(-1)),
        ("const.user", json!(1.5)),
        ("const.stage", json!(101)),
        ("const.stage", json!({"pipeline": "x", "status": 1})),
        ("const.range", json!([1])),
        ("const.range", json!([1, ""])),
        ("const.range", json!("1, 2")),
    ] {
        assert_eq!(
            literal(path, value.clone()),
            Err(Code::BadConstant),
            "{path} {value}"
        );
    }
    assert_eq!(literal("lead.budget", json!(1)), Err(Code::UnknownVariable));
    assert_eq!(
        literal("const.unknown", json!(1)),
        Err(Code::UnknownVariable)
    );
}
