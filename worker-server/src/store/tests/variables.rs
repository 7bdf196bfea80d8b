//! Global variables: changed one after another, never too long, never computed from an old value.

use engine::effect::VariableChange;

use super::*;

async fn change(store: &Store, account: u64, change: VariableChange) -> Changed {
    let mut write = store.begin().await.expect("a write begins");
    let place = (account, "report");
    let changed = store.change_variable(&mut write, place, &change, 0).await;
    write.commit().await.expect("the write ends");
    changed.expect("the variable is changed")
}

async fn held(store: &Store, account: u64) -> Option<String> {
    let variables = store.variables(account).await.expect("they are read");
    variables.get("report").cloned()
}

fn set(value: &str, was: Option<&str>) -> VariableChange {
    VariableChange::Set {
        value: value.to_owned(),
        was: was.map(str::to_owned),
    }
}

/// R368, R369.
#[tokio::test]
async fn a_variable_is_set_appended_to_and_cleared_in_its_account_alone() {
    let place = place().await;
    let store = &place.store;
    assert_eq!(held(store, 1).await, None);
    assert_eq!(change(store, 1, set("а", None)).await, Changed::Kept);
    let more = VariableChange::Append {
        value: "б".to_owned(),
    };
    assert_eq!(change(store, 1, more).await, Changed::Kept);
    assert_eq!(held(store, 1).await.as_deref(), Some("аб"));
    assert_eq!(held(store, 2).await, None);
    assert_eq!(change(store, 1, VariableChange::Clear).await, Changed::Kept);
    assert_eq!(held(store, 1).await.as_deref(), Some(""));
}

#[tokio::test]
async fn thirty_thousand_characters_are_kept_and_one_more_leaves_the_old_value() {
    let place = place().await;
    let store = &place.store;
    let full = "я".repeat(30_000);
    assert_eq!(change(store, 1, set(&full, None)).await, Changed::Kept);
    let more = VariableChange::Append {
        value: "!".to_owned(),
    };
    assert_eq!(change(store, 1, more).await, Changed::TooLong);
    assert_eq!(held(store, 1).await, Some(full));
}

#[tokio::test]
async fn a_value_that_was_computed_from_an_older_one_is_not_kept() {
    let place = place().await;
    let store = &place.store;
    assert_eq!(change(store, 1, set("1", Some(""))).await, Changed::Kept);
    assert_eq!(change(store, 1, set("1", Some(""))).await, Changed::Stale);
    assert_eq!(change(store, 1, set("2", Some("1"))).await, Changed::Kept);
    assert_eq!(held(store, 1).await.as_deref(), Some("2"));
}

/// R368: the check asks for the names alone.
#[tokio::test]
async fn names_are_those_of_the_account_in_order() {
    let place = place().await;
    let store = &place.store;
    for (account, name) in [(1, "report"), (1, "Counter"), (2, "secret")] {
        let mut write = store.begin().await.expect("a write begins");
        let set = set("a value", None);
        let changed = store.change_variable(&mut write, (account, name), &set, 0);
        assert_eq!(changed.await.expect("it is created"), Changed::Kept);
        write.commit().await.expect("the write ends");
    }
    let names = async |account| store.variable_names(account).await.expect("they are read");
    assert_eq!(names(1).await, ["Counter", "report"]);
    assert_eq!(names(2).await, ["secret"]);
    assert_eq!(names(3).await, Vec::<String>::new());
}
