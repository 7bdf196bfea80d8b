//! What the account holds at the start. The data goes through the same checks as a client's.

mod cards;
mod parts;

use serde_json::Value;

use crate::hooks::{SETTINGS, Subscription};
use crate::model::Bot;
use crate::options::{Data, Options};
use crate::state::{Integration, State, choose_account};

const BASE: &str = include_str!("../../data/base.json");
const DEMO: &str = include_str!("../../data/demo.json");

/// 9 October 2025, noon in Moscow: all dates of the data are near it, so they never change.
const BORN: i64 = 1_760_000_000;

/// The account at the start, with its hook subscription.
pub fn state(options: &Options) -> State {
    options.account.into_iter().for_each(choose_account);
    let mut state = State::default();
    state.account_name = "Демо ООО".to_owned();
    // A standing clock makes the same account every time, its feed of events included.
    state.clock.frozen = Some(BORN);
    fill(&mut state, BASE);
    if options.data == Data::Demo {
        fill(&mut state, DEMO);
    }
    state.clock.frozen = None;
    state.integration = Integration {
        id: options.client_id.clone(),
        secret: options.client_secret.clone(),
    };
    state.bots = bots(options);
    if let Some(target) = &options.hook_target {
        subscribe(&mut state, target);
    }
    state
}

/// One bot that talks by itself and one that asks the integration first.
fn bots(options: &Options) -> Vec<Bot> {
    let bot = |id, name: &str, url: Option<String>| Bot {
        id,
        name: name.to_owned(),
        url,
    };
    vec![
        bot(320, "Приветствие", None),
        bot(321, "Скидка по коду", options.bot_target.clone()),
    ]
}

fn fill(state: &mut State, text: &str) {
    let data: Value = serde_json::from_str(text).expect("embedded data is JSON: a test reads it");
    parts::fill(state, &data);
    cards::fill(state, &data);
}

fn subscribe(state: &mut State, target: &str) {
    let id = state.next_id("webhooks");
    let now = state.clock.now();
    state.subscriptions.push(Subscription {
        id,
        destination: target.to_owned(),
        settings: SETTINGS.map(str::to_owned).to_vec(),
        sort: 1,
        disabled: false,
        created_by: state.users.first().map_or(0, |user| user.id),
        created_at: now,
        updated_at: now,
    });
}

/// A list of the data; most are optional.
fn items<'a>(data: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    data[key].as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::kind::Kind;
    use crate::model::Owner;

    fn loaded(data: &str) -> State {
        state(&Options::parse_from(["sandbox", "--data", data]))
    }

    #[test]
    fn the_demo_has_a_field_of_every_type_a_card_can_have() {
        let state = loaded("demo");
        let common = "text numeric checkbox select multiselect date url textarea radiobutton \
                      streetaddress smart_address birthday legal_entity date_time monetary file";
        for (kind, more) in [
            (Kind::Lead, "tracking_data chained_list"),
            (Kind::Contact, "multitext"),
            (Kind::Company, "multitext org_legal_name"),
        ] {
            let own = state.fields_of(Owner::Card(kind));
            for wanted in common.split_whitespace().chain(more.split_whitespace()) {
                let has = own.iter().any(|field| field.field_type == wanted);
                assert!(has, "{kind:?} lacks {wanted}");
            }
        }
    }

    #[test]
    fn the_demo_leads_are_whole() {
        let state = loaded("demo");
        let leads: Vec<_> = state.cards_of(Kind::Lead).collect();
        assert!(leads.len() >= 25);
        let named = |name: &str| leads.iter().filter(|lead| lead.name == name).count();
        assert_eq!(
            (named("Заявка с формы ОПТ"), named("Заявка с формы РОЗНИЦА")),
            (1, 1)
        );
        let bare = leads
            .iter()
            .find(|lead| lead.name == "Новая сделка")
            .expect("the bare lead");
        assert!(bare.values.is_empty() && state.links.of((Kind::Lead, bare.id)).count() == 0);
    }

    #[test]
    fn an_empty_account_has_people_but_no_cards() {
        let state = loaded("empty");
        assert_eq!(
            (state.users.len(), state.pipelines.len(), state.cards.len()),
            (4, 1, 0)
        );
    }

    #[test]
    fn the_same_data_every_time() {
        let a = loaded("demo");
        std::thread::sleep(std::time::Duration::from_millis(1100));
        let b = loaded("demo");
        assert!(a.cards == b.cards && a.links == b.links && a.tags == b.tags);
        assert_eq!(a.history, b.history);
    }
}
