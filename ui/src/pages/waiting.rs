//! The page of what waits: delayed triggers with their time, found by scenario and card (R346–R367).

use api::{scenarios, waiting::Item};
use engine::{EntityKind, EntityRef};
use leptos::{prelude::*, task::spawn_local};

use super::{error_text, waiting_ask::Ask, waiting_table::Table};
use crate::{
    api::{Client, Error, Waiting as Wanted},
    kit::{EmptyState, ErrorState, Icon, Sign, Skeleton},
    texts::{self, frame, waiting},
};

/// What has been loaded, and which of it is wanted; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Found {
    client: Client,
    wanted: RwSignal<Wanted>,
    state: RwSignal<Option<Result<(), Error>>>,
    items: RwSignal<Vec<Item>>,
    next: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    /// Every scenario of the account, to choose from.
    scenarios: RwSignal<Vec<scenarios::Item>>,
}

impl Found {
    fn new(client: Client, entity: Option<EntityRef>) -> Self {
        let wanted = Wanted {
            scenario: None,
            kind: entity.map(|it| it.kind),
            entity: entity.map(|it| it.id),
        };
        Self {
            client,
            wanted: RwSignal::new(wanted),
            state: RwSignal::new(None),
            items: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            busy: RwSignal::new(false),
            scenarios: RwSignal::new(Vec::new()),
        }
    }

    /// Loads everything anew.
    fn renew(self) {
        self.refresh();
        spawn_local(async move {
            // Without their names the choice has only the first row; the list itself tells what is wrong.
            if let Ok(items) = self.client.scenarios().await {
                drop(self.scenarios.try_set(items));
            }
        });
    }

    /// Loads the first ones anew; what is shown stays until they have come.
    pub fn refresh(self) {
        spawn_local(async move {
            let wanted = self.wanted.get_untracked();
            let answer = self.client.waiting(wanted, None).await;
            // Another choice was made meanwhile, or the page was left.
            if self.wanted.try_get_untracked() != Some(wanted) {
                return;
            }
            let state = answer.map(|page| {
                self.items.set(page.items);
                self.next.set(page.next);
            });
            self.state.set(Some(state));
        });
    }

    fn more(self) {
        let Some(after) = self.next.get_untracked() else {
            return;
        };
        self.busy.set(true);
        spawn_local(async move {
            let wanted = self.wanted.get_untracked();
            let answer = self.client.waiting(wanted, Some(after)).await;
            self.busy.try_set(false);
            if self.wanted.try_get_untracked() != Some(wanted) {
                return;
            }
            match answer {
                Ok(page) => {
                    self.items.update(|items| items.extend(page.items));
                    self.next.set(page.next);
                }
                Err(error) => self.state.set(Some(Err(error))),
            }
        });
    }

    fn choose(self, change: impl FnOnce(&mut Wanted)) {
        self.wanted.update(change);
        self.refresh();
    }
}

/// What waits, of the account or of a card.
#[component]
pub fn Waiting(entity: Option<EntityRef>) -> impl IntoView {
    let client = expect_context::<Client>();
    let found = Found::new(client, entity);
    found.renew();
    let asked = RwSignal::new(None);
    let words = waiting();
    let count = move || {
        let (shown, more) = (found.items.read().len(), found.next.read().is_some());
        (shown > 0).then(|| texts::waiting::count(shown, more))
    };
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head">
                <h1>{words.title}</h1>
                <span class="soft small">{count}</span>
                <button class="btn push" on:click=move |_| found.renew()>
                    <Icon sign=Sign::History />{words.refresh}
                </button>
            </div>
            <div class="stack">
                <Filters found=found />
                {move || body(found, asked)}
                <p class="note">{words.moscow}</p>
            </div>
        </main>
        <Ask asked=asked on_done=Callback::new(move |()| found.refresh()) />
    }
}

fn body(found: Found, asked: RwSignal<Option<super::waiting_ask::Asked>>) -> AnyView {
    let words = waiting();
    match found.state.get() {
        None => view! { <Skeleton label=words.loading /> }.into_any(),
        Some(Err(error)) => {
            let retry = move |()| found.refresh();
            view! { <ErrorState title=words.failed text=error_text(&error) retry_word=frame().retry on_retry=retry /> }
                .into_any()
        }
        Some(Ok(())) if found.items.read().is_empty() => nothing(found),
        Some(Ok(())) => view! {
            <Table items=found.items asked=asked />
            {move || found.next.read().is_some().then(|| view! {
                <button class="btn" disabled=found.busy on:click=move |_| found.more()>
                    {move || if found.busy.get() { words.more_busy } else { words.more }}
                </button>
            })}
        }
        .into_any(),
    }
}

fn nothing(found: Found) -> AnyView {
    let words = waiting();
    if found.wanted.get() == Wanted::default() {
        return view! {
            <section class="card"><EmptyState sign=Sign::Clock title=words.empty_title text=words.empty /></section>
        }
        .into_any();
    }
    let reset = move |_| found.choose(|wanted| *wanted = Wanted::default());
    view! {
        <section class="card">
            <EmptyState sign=Sign::Search title=words.nothing_title text=words.nothing>
                <button class="btn" on:click=reset>{words.reset}</button>
            </EmptyState>
        </section>
    }
    .into_any()
}

/// Scenario and card.
#[component]
fn Filters(found: Found) -> impl IntoView {
    let words = waiting();
    let options = move || {
        let of = |item: &scenarios::Item| {
            let (id, name) = (item.id, item.name.clone());
            let selected = move || found.wanted.read().scenario == Some(id);
            view! { <option value=id.to_string() selected=selected>{name}</option> }
        };
        found.scenarios.read().iter().map(of).collect_view()
    };
    let choose = move |event| {
        let scenario = event_target_value(&event).parse().ok();
        found.choose(move |wanted| wanted.scenario = scenario);
    };
    view! {
        <form class="filters" role="search" on:submit=|event| event.prevent_default()>
            <Card found=found />
            <div class="field">
                <label for="waiting-scenario">{words.scenario}</label>
                <select class="input" id="waiting-scenario" on:change=choose>
                    <option value="" selected=move || found.wanted.read().scenario.is_none()>{words.every}</option>
                    {options}
                </select>
            </div>
        </form>
    }
}

/// A card by its number or address.
#[component]
fn Card(found: Found) -> impl IntoView {
    let words = waiting();
    let typed = move || {
        let wanted = found.wanted.read();
        wanted.entity.map(|id| id.to_string()).unwrap_or_default()
    };
    let wrong = RwSignal::new(false);
    let choose = move |event| {
        let text = event_target_value(&event);
        let card = card(&text);
        wrong.set(card.is_none() && !text.trim().is_empty());
        if !wrong.get_untracked() {
            let (kind, id) = card.unzip();
            found.choose(|wanted| (wanted.kind, wanted.entity) = (kind.flatten(), id));
        }
    };
    view! {
        <div class="field">
            <label for="waiting-entity">{words.entity}</label>
            <div class="with-icon">
                <Icon sign=Sign::Search />
                <input class="input" id="waiting-entity" type="search" placeholder=words.entity_hint
                    aria-describedby="waiting-entity-wrong" aria-invalid=move || wrong.get().to_string()
                    prop:value=typed on:change=choose />
            </div>
            <p class="note" id="waiting-entity-wrong" role="status">{move || wrong.get().then_some(words.entity_wrong)}</p>
        </div>
    }
}

/// A number, or the address of a card: `https://demo.amocrm.ru/leads/detail/12`.
fn card(text: &str) -> Option<(Option<EntityKind>, u64)> {
    let text = text.trim();
    if let Ok(id) = text.parse() {
        return Some((None, id));
    }
    let path = text.split(['?', '#']).next()?;
    let (before, id) = path.trim_end_matches('/').rsplit_once("/detail/")?;
    let plural = before.rsplit('/').next()?;
    let mut kinds = EntityKind::ALL.into_iter();
    let kind = kinds.find(|kind| kind.plural() == plural)?;
    Some((Some(kind), id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_named_by_its_number_or_its_address() {
        assert_eq!(card(" 12 "), Some((None, 12)));
        let address = "https://demo.amocrm.ru/leads/detail/2200003?tab=1";
        assert_eq!(card(address), Some((Some(EntityKind::Lead), 2_200_003)));
        let address = "demo.amocrm.ru/companies/detail/7/";
        assert_eq!(card(address), Some((Some(EntityKind::Company), 7)));
        for wrong in ["", "deal", "https://demo.amocrm.ru/leads/list/7", "-1"] {
            assert_eq!(card(wrong), None, "{wrong}");
        }
    }
}
