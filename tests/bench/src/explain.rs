//! The limit's explanation of W2: both values of every row, borrowed from where they stand.

use crate::{limit::Deal, work::Test};

/// A value as a row shows it.
#[expect(dead_code, reason = "nobody reads the rows here, they are only made")]
#[derive(Clone, Copy)]
pub enum Seen<'a> {
    Number(i64),
    Id(u64),
    Ids(&'a [u64]),
    Text(&'a str),
    Texts(&'a [String]),
    Nothing,
}

/// Both values of a condition.
pub fn sides<'a>(test: &'a Test, deal: &'a Deal) -> (Seen<'a>, Seen<'a>) {
    let field = |id: &u64| deal.fields.get(id);
    match test {
        Test::StatusEq { v } => (Seen::Id(deal.status), Seen::Id(*v)),
        Test::PipelineEq { v } => (Seen::Id(deal.pipeline), Seen::Id(*v)),
        Test::ResponsibleIn { v } => (Seen::Id(deal.responsible), Seen::Ids(v)),
        Test::PriceGt { v } | Test::PriceLt { v } => (Seen::Number(deal.price), Seen::Number(*v)),
        Test::NameIcontains { v, .. } => (Seen::Text(&deal.name_folded), Seen::Text(v)),
        Test::CfEnumIn { field: id, v } => {
            let ids = field(id).map_or(Seen::Nothing, |it| Seen::Ids(&it.enums));
            (ids, Seen::Ids(v))
        }
        Test::CfTextEq { field: id, v } => {
            let text = field(id).and_then(|it| it.text.as_deref());
            (text.map_or(Seen::Nothing, Seen::Text), Seen::Text(v))
        }
        Test::CfNumGt { field: id, v } => {
            let number = field(id).and_then(|it| it.number);
            (number.map_or(Seen::Nothing, Seen::Number), Seen::Number(*v))
        }
        Test::TagHas { v } => (Seen::Texts(&deal.tags), Seen::Text(v)),
        Test::OlderDays { v } => (
            Seen::Number(deal.created_at),
            Seen::Number(deal.now - v * 86_400),
        ),
    }
}
