//! A decision of the server made again in the browser, and whether both came to the same.

use api::runs::{Block, Detail};
use engine::log::BlockLog;

/// A decided block as it is shown.
pub(super) struct Look {
    /// With every row, if the decision could be made again.
    pub log: BlockLog,
    /// Whether it is the server's decision.
    pub same: Same,
}

/// Whether the browser came to the server's decision.
pub(super) enum Same {
    /// Yes, and this is its digest.
    Yes(String),
    /// It did not.
    No,
    /// What the decision rests on was not kept.
    Unknown,
}

/// Decides a block again.
pub(super) fn look(detail: &Detail, block: &Block) -> Look {
    let again = block.ground.as_ref().map(|ground| {
        let again = detail.again(ground);
        again.map(|again| (again.digest == ground.digest, again))
    });
    match again {
        Some(Ok((is_same, again))) => Look {
            log: again.log,
            same: match is_same {
                true => Same::Yes(again.digest),
                false => Same::No,
            },
        },
        Some(Err(_)) => told(block, Same::No),
        None => told(block, Same::Unknown),
    }
}

/// What the server itself told.
fn told(block: &Block, same: Same) -> Look {
    Look {
        log: block.outcome.clone().into(),
        same,
    }
}
