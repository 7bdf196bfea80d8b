//! Elements of lists that are linked to a deal: its products (3.4, 9.1 and 9.3 of the language reference).

use rust_decimal::Decimal;

use super::{
    entry::{Argument, Entry, Group, Need, value},
    field,
    reader::{Reader, Reading, Who},
};
use crate::{
    fact::Fact,
    kind::{Kind, SetOf},
    problem::Code,
    snapshot::CatalogElement,
};

const fn of_lead(entry: Entry) -> Entry {
    entry.of(Group::Lead, &[Need::Lead, Need::CatalogElements])
}

pub(super) static ENTRIES: &[Entry] = &[
    of_lead(value(
        "lead.products",
        "Товары (названия)",
        "Как называются товары сделки, списком; пусто, если товаров нет.",
        Kind::Set(SetOf::Text),
        |it, _| it.of(Who::Lead, |_| names(it)),
    ))
    .also(&["lead.catalogElementNames"]),
    of_lead(value(
        "lead.products_count",
        "Количество товаров",
        "Сколько всего штук товаров в сделке; без товаров 0.",
        Kind::Number,
        |it, _| {
            it.of(Who::Lead, |_| {
                let quantities = it.facts.catalog_elements.iter().map(quantity);
                sum(quantities.map(Some)).map_or(Fact::Empty, Fact::Number)
            })
        },
    )),
    of_lead(value(
        "lead.products_sum",
        "Сумма товаров",
        "Цены товаров, умноженные на количество, вместе; без товаров 0.",
        Kind::Money,
        |it, _| {
            it.of(Who::Lead, |_| {
                let costs = it.facts.catalog_elements.iter().map(cost);
                sum(costs).map_or(Fact::Empty, Fact::Money)
            })
        },
    )),
    of_lead(value(
        "catalogElement.cf",
        "Поле товара",
        "Поле товара сделки: первого, последнего или по номеру; пусто, если товара нет.",
        Kind::Dynamic,
        read,
    ))
    .with(Argument::Element)
    .only_templates(),
];

fn names(it: &Reader<'_>) -> Fact {
    let names = it.facts.catalog_elements.iter().map(|element| {
        let name = element.name.clone().filter(|name| !name.trim().is_empty());
        Fact::Text(name.unwrap_or_else(|| element.id.to_string()))
    });
    Fact::Set(names.collect())
}

/// How many pieces; a link that does not tell means one.
fn quantity(element: &CatalogElement) -> Decimal {
    let told = element.metadata.quantity.as_ref();
    told.and_then(field::decimal).unwrap_or(Decimal::ONE)
}

/// Price by quantity; an element without a price costs nothing.
fn cost(element: &CatalogElement) -> Option<Decimal> {
    let fields = element.custom_fields_values.as_deref().unwrap_or_default();
    let chosen = element.metadata.price_id;
    let by_id = || fields.iter().find(|field| Some(field.field_id) == chosen);
    let by_code = || {
        fields
            .iter()
            .find(|field| field.field_code.as_deref() == Some("PRICE"))
    };
    let value = by_id()
        .or_else(by_code)
        .and_then(|field| field.values.first());
    let price = value.and_then(|value| field::json_number(&value.value));
    price.unwrap_or_default().checked_mul(quantity(element))
}

fn sum(mut numbers: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    numbers.try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number?))
}

/// `catalogElement(which, list).cf(field)`: which is `first`, `last` or a number from 1.
fn read(it: &Reader<'_>, args: &[String]) -> Reading {
    let which = args.get(1).map(|which| which.trim().to_lowercase());
    let list = args.get(2).map(|list| list.trim().parse::<u64>());
    it.within(Who::Lead, |_, _| {
        if list.as_ref().is_some_and(Result::is_err) {
            return Reading::missing(Code::BadArguments, "номер списка — число");
        }
        let list = list.and_then(Result::ok);
        let in_list =
            |element: &&CatalogElement| list.is_none_or(|list| element.catalog_id == list);
        let mut elements = it.facts.catalog_elements.iter().filter(in_list);
        let found = match which.as_deref().unwrap_or("first") {
            "first" => elements.next(),
            "last" => elements.next_back(),
            number => match number.parse().ok().and_then(|it: usize| it.checked_sub(1)) {
                Some(index) => elements.nth(index),
                None => {
                    let detail = "какой товар: first, last или номер";
                    return Reading::missing(Code::BadArguments, detail);
                }
            },
        };
        let fields = found.and_then(|element| element.custom_fields_values.as_deref());
        field::read_loose(it, fields.unwrap_or_default(), args)
    })
}
