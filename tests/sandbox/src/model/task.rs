//! Tasks and notes: what hangs on a card.

use serde_json::Value;

use crate::kind::Kind;

/// A task.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Number.
    pub id: i64,
    /// The card it belongs to, if any.
    pub entity: Option<(Kind, i64)>,
    /// What to do.
    pub text: String,
    /// 1 связаться, 2 встреча, or an own type of the account.
    pub task_type_id: i64,
    /// Deadline, Unix seconds.
    pub complete_till: i64,
    /// Seconds.
    pub duration: i64,
    /// Done.
    pub is_completed: bool,
    /// Number and text of the result.
    pub result: Option<(i64, String)>,
    /// Responsible user.
    pub responsible: i64,
    /// Author.
    pub created_by: i64,
    /// Last editor.
    pub updated_by: i64,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

/// A note in the feed of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Number.
    pub id: i64,
    /// The card it belongs to.
    pub entity: (Kind, i64),
    /// amoCRM's name of the type.
    pub note_type: String,
    /// Parameters of the type.
    pub params: Value,
    /// Pinned at the top of the feed.
    pub is_pinned: bool,
    /// Responsible user.
    pub responsible: i64,
    /// Author.
    pub created_by: i64,
    /// Last editor.
    pub updated_by: i64,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}
