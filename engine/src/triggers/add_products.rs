//! «Добавить товары» (R333–R339).

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::{Entry, Settings, Work, nothing, unlisted};
use crate::{
    effect::{Effect, Product},
    fact::Fact,
    kind::Kind,
    params::{Input, Listed, Setting, optional, required},
    problem::{Code, Problem},
    run::EntityKind,
    template::Place,
};

const PRODUCTS: &[Setting] = &[
    required("element", Input::Number, "Товар").help("Номер товара в списке."),
    optional("quantity", Input::Line, "Количество").help("По умолчанию — 1."),
    optional("price", Input::Number, "Тип цены")
        .help("Номер поля с ценой, если цен у товара несколько."),
];

pub(super) static ENTRY: Entry = Entry {
    code: "add_products",
    label: "Добавить товары",
    also: &["Товары", "Добавить товар в сделку"],
    group: "amoCRM",
    help: "Добавляет товары списка в сделку.",
    targets: &[EntityKind::Lead],
    settings: &[
        required("catalog", Input::Listed(Listed::Catalog), "Список товаров"),
        required("products", Input::Rows(PRODUCTS), "Товары"),
    ],
    needs: nothing,
    written,
    plan,
};

fn plan(work: &mut Work<'_>) -> Result<Vec<Effect>, Problem> {
    let catalog = catalog(work)?;
    let settings = work.settings;
    let mut products: Vec<Product> = Vec::new();
    let mut failure = None;
    for (index, row) in settings.rows("products").iter().enumerate() {
        match product(work, catalog, row, &format!("settings.products[{index}]")) {
            Ok(product) => products.push(product),
            // The others are added all the same.
            Err(problem) => work.problems.extend(failure.replace(problem)),
        }
    }
    match failure {
        Some(problem) if products.is_empty() => return Err(problem),
        other => work.problems.extend(other),
    }
    Ok(vec![Effect::AddProducts {
        entity: work.target,
        products,
    }])
}

/// The chosen list of products.
pub(super) fn catalog(work: &Work<'_>) -> Result<u64, Problem> {
    let missing = || Problem::error(Code::MissingSetting, "Выберите список товаров");
    let chosen = work.settings.listed("catalog").ok_or_else(missing);
    let chosen =
        chosen.and_then(
            |id| match unlisted(&work.snapshot.dictionaries, Listed::Catalog, id) {
                Some(problem) => Err(problem),
                None => Ok(id),
            },
        );
    chosen.map_err(|problem| problem.at("settings.catalog"))
}

fn product(
    work: &mut Work<'_>,
    catalog: u64,
    row: &Settings,
    place: &str,
) -> Result<Product, Problem> {
    let price = row.number("price").and_then(|id| u64::try_from(id).ok());
    let element = element(row).ok_or_else(|| no_element(place))?;
    let text = work.column(Place::Plain, row, place, "quantity")?;
    let quantity = quantity(text.trim()).ok_or_else(|| no_quantity(&text, place))?;
    Ok(Product {
        catalog,
        element,
        quantity,
        price,
    })
}

fn element(row: &Settings) -> Option<u64> {
    let number = row.number("element")?;
    u64::try_from(number).ok().filter(|id| *id != 0)
}

fn no_element(place: &str) -> Problem {
    Problem::error(Code::MissingSetting, "Укажите номер товара").at(format!("{place}.element"))
}

/// Numbers that no product has, and quantities that are written out and no numbers.
fn written(settings: &Settings) -> Vec<Problem> {
    let mut faults = Vec::new();
    for (index, row) in settings.rows("products").iter().enumerate() {
        let place = format!("settings.products[{index}]");
        // One that is missing is told where the settings are read.
        if row.number("element").is_some() && element(row).is_none() {
            faults.push(no_element(&place));
        }
        let text = row.fixed("quantity");
        let wrong = text.filter(|text| quantity(text.trim()).is_none());
        faults.extend(wrong.map(|text| no_quantity(&text, &place)));
    }
    faults
}

fn no_quantity(text: &str, place: &str) -> Problem {
    let text: String = text.chars().take(60).collect();
    let detail = format!("Количество должно быть числом больше нуля, а получилось «{text}»");
    Problem::error(Code::WrongType, detail).at(format!("{place}.quantity"))
}

fn quantity(text: &str) -> Option<Json> {
    if text.is_empty() {
        return Some(json!(1));
    }
    let Fact::Number(number) = Fact::parse(text, Kind::Number)? else {
        return None;
    };
    let plain = number.normalize().to_string();
    let number: serde_json::Number = serde_json::from_str(&plain).ok()?;
    (Decimal::from_str_exact(&plain).ok()? > Decimal::ZERO).then_some(Json::Number(number))
}
