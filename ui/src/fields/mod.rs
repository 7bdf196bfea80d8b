//! One input per kind of setting; what particular trigger or value asks is not known here.

mod argument;
mod changes;
mod choice;
mod choices;
mod complete;
mod completion;
mod deals;
mod delayed;
mod flag;
mod listed;
mod literal;
mod number;
mod period;
mod pick;
mod range;
mod rows;
mod scenario;
mod slot;
mod stage;
mod task_type;
mod template;
mod ticks;
mod typed;
mod user;
mod variable;
mod variables;
mod weekdays;

pub use argument::{argument, argument_label};
pub use literal::literal;
pub use period::{period, shift};
pub use slot::Slot;

use engine::{EntityKind, params::Input};
use leptos::prelude::*;

/// Draws the input of a kind of setting.
pub fn input(kind: Input, slot: Slot, target: EntityKind) -> AnyView {
    match kind {
        Input::Line => template::line(slot).into_any(),
        Input::Text => template::text(slot).into_any(),
        Input::Number => number::number(slot).into_any(),
        Input::Flag => flag::flag(slot).into_any(),
        Input::User => user::user(slot).into_any(),
        Input::Stage => stage::stage(slot).into_any(),
        Input::TaskType => task_type::task_type(slot).into_any(),
        Input::Period => period::period(slot).into_any(),
        Input::Fields => changes::changes(slot, target).into_any(),
        Input::Choice(options) => choice::choice(slot, options).into_any(),
        Input::Choices(options) => choices::choices(slot, options).into_any(),
        Input::Rows(columns) => rows::rows(slot, columns, target).into_any(),
        Input::Scenario => scenario::scenario(slot).into_any(),
        Input::Listed(list) => listed::listed(slot, list).into_any(),
        Input::Variable => variable::variable(slot).into_any(),
        Input::Delayed => delayed::delayed(slot).into_any(),
    }
}
