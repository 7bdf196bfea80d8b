//! The work behind the hooks: bodies become runs, runs take turns, effects are carried out.

mod accounts;
mod act;
mod census;
mod choice;
mod housekeeping;
mod job;
mod lanes;
mod launches;
mod letters;
mod progress;
mod replies;
mod retry;
mod timetables;
mod tour;
mod turn;
mod turns;

use std::sync::Arc;

use tokio::sync::watch;

use crate::app::Account;

pub use accounts::work;

/// Tells everybody to stop.
pub type Stop = watch::Receiver<bool>;

/// Works for one account until it is told to stop; what is under way is finished or taken up after the next start.
async fn account(account: Arc<Account>, stop: Stop) {
    tokio::join!(
        letters::read(Arc::clone(&account), stop.clone()),
        launches::begin(Arc::clone(&account), stop.clone()),
        replies::tell(Arc::clone(&account), stop.clone()),
        timetables::follow(Arc::clone(&account), stop.clone()),
        turns::give(Arc::clone(&account), stop.clone()),
        housekeeping::forget(account, stop)
    );
}
