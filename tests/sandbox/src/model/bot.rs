//! Salesbots: programs of the account that talk in chats and may ask the integration.

use crate::answer::Record;
use crate::kind::Kind;

/// A bot whose only question goes to the integration (`widget_request`), if it has one.
#[derive(Debug, Clone)]
pub struct Bot {
    /// Number.
    pub id: i64,
    /// Name in the interface.
    pub name: String,
    /// Address of its `widget_request`; a bot without one ends at once.
    pub url: Option<String>,
}

/// A bot that has asked the integration and waits for `continue`.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The bot.
    pub bot: i64,
    /// The card it runs for; one bot at a time.
    pub card: (Kind, i64),
}

/// What a continued bot did: `show` speaks in the chat, `goto` moves on.
#[derive(Debug, Clone)]
pub struct Said {
    /// The bot.
    pub bot: i64,
    /// The card it runs for.
    pub card: (Kind, i64),
    /// The handler as the integration sent it.
    pub handler: Record,
}
