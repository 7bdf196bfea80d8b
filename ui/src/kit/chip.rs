//! A chip: icon, word and colour together, because colour is never the only sign.

use leptos::prelude::*;

use super::icon::{Icon, Sign};

/// What a chip, a message or a row says with its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Held, done.
    Yes,
    /// Did not hold, failed.
    No,
    /// Look at it.
    Warn,
    /// Selected, for information.
    Info,
    /// Not set yet.
    Unset,
}

impl Tone {
    /// The modifier class of the styles.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Unset => "unset",
        }
    }
}

/// A short state with its icon.
#[component]
pub fn Chip(
    /// Its colour.
    #[prop(into, default = Signal::stored(Tone::Plain))]
    tone: Signal<Tone>,
    /// Its icon.
    #[prop(into)]
    sign: Signal<Sign>,
    /// Its word.
    #[prop(into)]
    word: Signal<String>,
) -> impl IntoView {
    view! {
        <span class=move || format!("chip {}", tone.get().class())>
            <Icon sign=sign />
            {word}
        </span>
    }
}
