//! Kinds of setting that a trigger or a value can ask for; the panel has one input per kind.

use serde::Serialize;

use crate::problem::Code;

/// What a setting holds and which input edits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// Text with templates, one line. JSON: string.
    Line,
    /// Text with templates, several lines. JSON: string.
    Text,
    /// Whole number. JSON: number.
    Number,
    /// Tick box. JSON: bool.
    Flag,
    /// User of the account. JSON: number, or a template string as a value of one's own (R159).
    User,
    /// Pair of pipeline and stage. JSON: `{"pipeline":…,"status":…}`.
    Stage,
    /// Task type. JSON: number.
    TaskType,
    /// Period such as one hour. JSON: `{"amount":1,"unit":"hours"}`.
    Period,
    /// List of fields with new values. JSON: `[{"field":"cf(123)","value":"template"}]`;
    /// `field` is also `name`, `budget`, `first_name`, `last_name`.
    Fields,
    /// One of given codes. JSON: string.
    Choice(&'static [(&'static str, &'static str)]),
    /// Several of given codes. JSON: list of strings.
    Choices(&'static [(&'static str, &'static str)]),
    /// Rows with the same columns, each with an input of its own. JSON: list of objects with the names of the
    /// columns as keys.
    Rows(&'static [Setting]),
    /// An own scenario of the account. JSON: number.
    Scenario,
    /// Something of the account that has a number. JSON: number.
    Listed(Listed),
    /// Name of a global variable. JSON: string.
    Variable,
    /// A trigger that may wait for its time. JSON: `{"scenario":…,"block":"…","trigger":"…"}`.
    Delayed,
}

/// Lists of an account that a setting chooses from; a list that nobody provides is typed by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Listed {
    /// SalesBots.
    Bot,
    /// Lists of products.
    Catalog,
}

/// One setting of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// Key in the saved settings.
    pub name: &'static str,
    /// Russian label.
    pub label: &'static str,
    /// Which input edits it.
    pub input: Input,
    /// Whether saving without it is an error (203).
    pub required: bool,
    /// One sentence of help, Russian; may be empty.
    pub help: &'static str,
    /// When it has to be given although it may be left out otherwise.
    #[serde(skip)]
    pub needed: Option<Needed>,
}

/// What makes a setting necessary that may be left out otherwise: without it the trigger fails on every run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// A choice with the codes that do; none: always.
    pub when: Option<(&'static str, &'static [&'static str])>,
    /// Settings of which one may be given instead.
    pub or: &'static [&'static str],
    /// What is told if it is missing.
    pub code: Code,
    /// The sentence for it.
    pub detail: &'static str,
}

impl Needed {
    /// Necessary whatever the other settings are.
    pub const fn always(detail: &'static str) -> Self {
        Self {
            when: None,
            or: &[],
            code: Code::MissingSetting,
            detail,
        }
    }

    /// Necessary with one of these codes of a choice.
    pub const fn when(
        choice: &'static str,
        codes: &'static [&'static str],
        detail: &'static str,
    ) -> Self {
        Self {
            when: Some((choice, codes)),
            ..Self::always(detail)
        }
    }

    /// Not necessary if one of these is given.
    pub const fn or(self, or: &'static [&'static str]) -> Self {
        Self { or, ..self }
    }

    /// Told under another code.
    pub const fn code(self, code: Code) -> Self {
        Self { code, ..self }
    }
}

/// A setting without which the trigger can't be saved.
pub const fn required(name: &'static str, input: Input, label: &'static str) -> Setting {
    Setting {
        name,
        label,
        input,
        required: true,
        help: "",
        needed: None,
    }
}

/// A setting that may be left out.
pub const fn optional(name: &'static str, input: Input, label: &'static str) -> Setting {
    Setting {
        name,
        label,
        input,
        required: false,
        help: "",
        needed: None,
    }
}

impl Setting {
    /// The same setting with a sentence of help.
    pub const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    /// The same setting, necessary with what another one holds.
    pub const fn needed(self, needed: Needed) -> Self {
        Self {
            needed: Some(needed),
            ..self
        }
    }
}
