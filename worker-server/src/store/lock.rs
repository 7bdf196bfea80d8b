//! A file of SQLite is worked on by one server: two would each take the same steps.

use std::fs::{File, TryLockError};
use std::time::Duration;

use super::{Error, Result};

/// A server that was told to stop may need so long, in pauses.
const PAUSES: usize = 100;
const PAUSE: Duration = Duration::from_millis(200);

/// The right to work on a file; it ends with the process, also if that is killed.
pub struct Lock(
    #[expect(dead_code, reason = "the lock lasts as long as the file is open")] Option<File>,
);

impl Lock {
    /// Takes it, or waits for the server that stops. Other databases need none.
    ///
    /// # Errors
    /// [`Error::Taken`] when the other server goes on.
    pub async fn take(url: &str) -> Result<Self> {
        let Some(path) = file_of(url) else {
            return Ok(Self(None));
        };
        let lock = File::create(format!("{path}.lock")).map_err(sqlx::Error::Io)?;
        for _ in 0..PAUSES {
            match lock.try_lock() {
                Ok(()) => return Ok(Self(Some(lock))),
                Err(TryLockError::Error(error)) => return Err(sqlx::Error::Io(error).into()),
                Err(TryLockError::WouldBlock) => tokio::time::sleep(PAUSE).await,
            }
        }
        Err(Error::Taken(path.to_owned()))
    }
}

/// The file that a URL of SQLite names.
pub(super) fn file_of(url: &str) -> Option<&str> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.split('?').next().unwrap_or(path);
    Some(path.trim_start_matches("//"))
}
