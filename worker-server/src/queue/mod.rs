//! The work behind the hooks: bodies become runs, runs take turns, effects are carried out.

mod act;
mod housekeeping;
mod lanes;
mod letters;
mod retry;
mod turn;
mod turns;

use std::sync::Arc;

use tokio::sync::watch;

use crate::app::App;

/// Tells everybody to stop.
pub type Stop = watch::Receiver<bool>;

/// Works until it is told to stop; what is under way is finished or taken up after the next start.
pub async fn work(app: Arc<App>, stop: Stop) {
    tokio::join!(
        letters::read(Arc::clone(&app), stop.clone()),
        turns::give(Arc::clone(&app), stop.clone()),
        housekeeping::forget(app, stop)
    );
}
