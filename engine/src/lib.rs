//! The decision, and nothing else: scenario, run and facts in; log, effects and next step out.
//!
//! No clock, no network, no database: time and every other fact come in a [`Snapshot`].
//! The panel links this crate as WebAssembly and the server natively, so a preview is the truth.
#![deny(missing_docs)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

pub mod block;
pub mod calendar;
pub mod catalogue;
pub mod check;
pub mod contact;
pub mod decide;
pub mod effect;
pub mod events;
pub mod fact;
pub mod fleet;
pub mod kind;
pub mod log;
pub mod modifiers;
pub mod operators;
pub mod params;
pub mod pattern;
pub mod payload;
pub mod problem;
pub mod resident;
pub mod run;
pub mod russian;
pub mod scenario;
pub mod shape;
pub mod snapshot;
pub mod template;
pub mod timer;
pub mod triggers;
pub mod values;
pub mod variable;
pub mod why;

pub use block::compare;
pub use catalogue::{Catalogue, catalogue};
pub use check::check;
pub use decide::{
    Basis, Decision, Evaluation, Next, Program, compile, decide, digest, eval, fire, fire_needs,
    first, idle, needs, trace,
};
pub use effect::Effect;
pub use fact::Fact;
pub use fleet::Fleet;
pub use kind::Kind;
pub use problem::Problem;
pub use resident::Resident;
pub use run::{EntityKind, EntityRef, Run};
pub use scenario::Scenario;
pub use snapshot::Snapshot;
pub use template::{Rendered, Template};
pub use why::{Why, why};

/// Prints a template on given facts; its warnings and errors come with the text.
pub fn render(template: &str, snapshot: &Snapshot) -> Rendered {
    Template::parse(template).render(snapshot)
}
