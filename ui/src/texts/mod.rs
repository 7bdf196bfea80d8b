//! Sentences of the interface, as typed catalogues: a missing translation does not compile.
//!
//! Names of events, triggers, values and operators come from the engine's catalogue.
//! A second language is a second `const` beside each `RU` and a choice in the functions below.

pub mod debugger;
pub mod editor;
pub mod effects;
pub mod formula;
pub mod frame;
pub mod kinds;
pub mod list;
pub mod numbers;
pub mod statistics;
pub mod stop;
pub mod time;
pub mod timers;
pub mod waiting;
pub mod words;

macro_rules! catalogue {
    ($(#[doc = $doc:literal])* $name:ident { $($field:ident: $ru:literal,)+ }) => {
        $(#[doc = $doc])*
        pub struct $name { $(#[doc = $ru] pub $field: &'static str,)+ }

        impl $name {
            /// In Russian.
            pub const RU: Self = Self { $($field: $ru,)+ };
        }
    };
}
use catalogue;

/// Words of the frame: signing in, tabs, errors, pickers.
pub fn frame() -> &'static frame::Frame {
    &frame::Frame::RU
}

/// Words of the scenario list.
pub fn list() -> &'static list::List {
    &list::List::RU
}

/// Words of the kill switch.
pub fn stop() -> &'static stop::Stop {
    &stop::Stop::RU
}

/// Words of the page of what waits.
pub fn waiting() -> &'static waiting::Waiting {
    &waiting::Waiting::RU
}

/// Words of the statistics.
pub fn statistics() -> &'static statistics::Statistics {
    &statistics::Statistics::RU
}

/// Words of the editor.
pub fn editor() -> &'static editor::Editor {
    &editor::Editor::RU
}

/// Words of the debugger.
pub fn debugger() -> &'static debugger::Debugger {
    &debugger::Debugger::RU
}
