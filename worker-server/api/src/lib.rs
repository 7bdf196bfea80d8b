//! Types of the HTTP contract between the panel and the server; types only, no behaviour.
//!
//! Every address stands in the doc comment of the type it takes or gives.
//! All but `POST /api/session` ask for `Authorization: Bearer <session>`;
//! the account always comes from the session, never from the request.
#![deny(missing_docs)]

pub mod crm;
pub mod error;
pub mod runs;
pub mod scenarios;
pub mod session;
pub mod starts;
pub mod statistics;
pub mod variables;
pub mod waiting;

pub use error::Error;
