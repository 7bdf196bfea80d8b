//! `/api/variables`: global variables, which scenarios only change.

use api::variables::Variable;
use axum::Json;
use axum::http::StatusCode;
use engine::effect::VariableChange;
use engine::variable::name_fault;

use super::{error::Error, input::Input, session::Caller};
use crate::app::now_ms;
use crate::store::Changed;

/// `GET /api/variables`
pub async fn list(Caller { account, .. }: Caller) -> Result<Json<Vec<Variable>>, Error> {
    let all = account.store.variables(account.id).await?.into_iter();
    Ok(Json(
        all.map(|(name, value)| Variable { name, value }).collect(),
    ))
}

/// `POST /api/variables`
pub async fn create(
    Caller { account, .. }: Caller,
    Input(new): Input<Variable>,
) -> Result<(StatusCode, Json<Variable>), Error> {
    let taken = account.store.variables(account.id).await?;
    if let Some(fault) = name_fault(&new.name, taken.keys().map(String::as_str)) {
        return Err(Error::Invalid(fault));
    }
    let mut write = account.store.begin().await?;
    let change = VariableChange::Set {
        value: new.value.clone(),
        // A namesake that was filled meanwhile is not overwritten.
        was: Some(String::new()),
    };
    let place = (account.id, new.name.as_str());
    let changed = account
        .store
        .change_variable(&mut write, place, &change, now_ms());
    match changed.await? {
        Changed::Kept => {}
        Changed::TooLong => {
            let text = "Значение длиннее 30 000 знаков, сократите его.";
            return Err(Error::Invalid(text.to_owned()));
        }
        Changed::Stale => return Err(Error::Conflict),
    }
    write.commit().await.map_err(crate::store::Error::from)?;
    tracing::info!(account.id = account.id, "a variable is created");
    Ok((StatusCode::CREATED, Json(new)))
}
