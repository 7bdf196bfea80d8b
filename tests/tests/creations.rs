//! Deals, contacts, companies, products and bots: what scenarios make in amoCRM, also when its answers are lost.

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};
use tests::panel::Panel;
use tests::product::{Hooks, Product, eventually};

/// «Поставка насосов»: two contacts, a company, a product.
const DEAL: u64 = 2_200_001;
/// The list of products, «Насос Н-20» in it.
const CATALOG: u64 = 15_001;
const PUMP: u64 = 970_002;
/// The bot of the account.
const BOT: u64 = 321;

/// R162–R187.
#[test]
fn a_deal_gets_its_contact_its_company_its_successor_and_its_copy() -> Result<()> {
    let story = Story::begin("creations", &creations())?;
    ensure!(story.outcomes()? == ["done"; 4]);
    story.has_what_was_made()
}

/// A20: what may have been done is looked for before it is done again.
#[test]
fn lost_answers_make_nothing_twice() -> Result<()> {
    let story = Story::begin_with(
        "creations-lost",
        &creations(),
        &json!([
            { "method": "POST", "path": "/contacts", "status": 504, "times": 1, "done": true },
            { "method": "POST", "path": "/companies", "status": 503, "times": 1 },
            { "method": "POST", "path": "/link", "status": 502, "times": 1 },
            { "method": "POST", "path": "/leads", "status": 504, "times": 1, "done": true },
        ]),
    )?;
    ensure!(story.outcomes()? == ["done"; 4]);
    story.has_what_was_made()
}

/// R333–R340.
#[test]
fn products_of_one_list_are_replaced() -> Result<()> {
    let remove = trigger("remove_products", json!({ "catalog": CATALOG }));
    let add = trigger(
        "add_products",
        json!({ "catalog": CATALOG, "products": [{ "element": PUMP, "quantity": "3" }] }),
    );
    let story = Story::begin("products", &[remove, add])?;
    ensure!(story.outcomes()? == ["done"; 2]);
    let deal = story.get(&format!("leads/{DEAL}?with=catalog_elements"))?;
    let elements = deal["_embedded"]["catalog_elements"].as_array();
    let [pump] = elements.context("products")?.as_slice() else {
        anyhow::bail!("one product: {deal}");
    };
    ensure!(pump["id"] == PUMP && pump["metadata"]["quantity"] == 3);
    Ok(())
}

/// R234, R235; amoCRM does not tell which bots it was asked to start, so nobody is asked twice.
#[test]
fn a_bot_is_started_once_even_if_the_answer_is_lost() -> Result<()> {
    let start = [trigger("start_bot", json!({ "bot": BOT }))];
    let story = Story::begin("bot", &start)?;
    let names = story.panel.get("dictionaries")?;
    let (bots, catalogs) = (&names["bots"], &names["catalogs"]);
    ensure!(
        bots[1]["id"] == BOT && catalogs[0]["id"] == CATALOG,
        "{bots} {catalogs}"
    );
    ensure!(story.outcomes()? == ["done"]);
    let started = story.starts()?;
    let wish = json!([{ "bot_id": BOT, "entity_id": DEAL, "entity_type": 2 }]);
    ensure!(
        started.len() == 1 && started[0]["body"] == wish,
        "{started:?}"
    );

    let lost = json!([{ "method": "POST", "path": "/salesbot/run", "status": 504, "times": 9, "done": true }]);
    let story = Story::begin_with("bot-lost", &start, &lost)?;
    ensure!(story.outcomes()? == ["unknown"]);
    let started = story.starts()?;
    ensure!(started.len() == 1, "{started:?}");
    Ok(())
}

fn creations() -> [Json; 4] {
    [
        trigger(
            "create_contact",
            json!({ "name": "Контакт: {{lead.name}}", "tags": "новый" }),
        ),
        trigger(
            "create_company",
            json!({ "name": "Компания: {{lead.name}}" }),
        ),
        trigger("create_lead", json!({ "name": "Следующая: {{lead.name}}" })),
        trigger("copy_lead", json!({})),
    ]
}

fn trigger(kind: &str, settings: Json) -> Json {
    json!({ "id": kind, "kind": kind, "settings": settings })
}

struct Story {
    product: Product,
    panel: Panel,
    scenario: u64,
}

impl Story {
    /// The deal changes, and the triggers are carried out for it.
    fn begin(name: &str, triggers: &[Json]) -> Result<Self> {
        Self::begin_with(name, triggers, &json!([]))
    }

    /// The same while amoCRM has trouble.
    fn begin_with(name: &str, triggers: &[Json], faults: &Json) -> Result<Self> {
        let product = Product::start(name, Hooks::Withheld)?;
        let panel = product.crm.panel()?;
        let scenario = panel
            .publish(&json!({ "format": 2, "name": name, "event": "lead_changed",
            "blocks": [{ "id": "b1", "triggers": triggers }] }))?;
        product.crm.fails(faults)?;
        product.crm.hook(&format!(
            "account[subdomain]=demo&account[id]=31000001&leads[update][0][id]={DEAL}\
             &leads[update][0][updated_at]=1760000000&leads[update][0][name]=A"
        ))?;
        Ok(Self {
            product,
            panel,
            scenario,
        })
    }

    fn get(&self, path: &str) -> Result<Json> {
        self.product.crm.get(path)
    }

    /// Starts of bots that amoCRM did not put off.
    fn starts(&self) -> Result<Vec<Json>> {
        let mut calls = self.product.crm.calls("salesbot/run")?;
        calls.retain(|call| call["status"] != 429);
        Ok(calls)
    }

    /// Outcomes of the effects, as soon as the run has ended.
    fn outcomes(&self) -> Result<Vec<String>> {
        let path = format!("scenarios/{}/runs", self.scenario);
        let ended = |page: &Json| {
            let status = page["runs"][0]["status"].as_str();
            status.is_some_and(|it| ["done", "failed"].contains(&it))
        };
        let page = eventually("the run ends", || self.panel.get(&path), ended)?;
        let detail = self.panel.run(&page["runs"][0])?;
        let effects = detail["blocks"][0]["effects"].as_array();
        let effects = effects.context("effects")?;
        if effects.iter().any(|it| it["outcome"] == "failed") {
            println!("{effects:?}");
        }
        let outcome = |it: &Json| it["outcome"].as_str().unwrap_or_default().to_owned();
        Ok(effects.iter().map(outcome).collect())
    }

    /// The only one of a kind whose name begins so, with its links.
    fn only(&self, kind: &str, name: &str) -> Result<(Json, Vec<(String, u64)>)> {
        let page = self.get(&format!("{kind}?limit=250&with=contacts"))?;
        let all = page["_embedded"][kind].as_array().context("a list")?;
        let of_name = |it: &&Json| it["name"].as_str().is_some_and(|own| own == name);
        let found: Vec<&Json> = all.iter().filter(of_name).collect();
        let [one] = found.as_slice() else {
            anyhow::bail!("{} of {kind} with the name {name}", found.len());
        };
        let links = self.get(&format!("{kind}/{}/links", one["id"]))?;
        let links = links["_embedded"]["links"].as_array().cloned();
        let link = |it: Json| {
            let kind = it["to_entity_type"].as_str().unwrap_or_default().to_owned();
            (kind, it["to_entity_id"].as_u64().unwrap_or_default())
        };
        let mut links: Vec<_> = links.unwrap_or_default().into_iter().map(link).collect();
        links.sort();
        Ok(((*one).clone(), links))
    }

    fn has_what_was_made(&self) -> Result<()> {
        let (contact, links) = self.only("contacts", "Контакт: Поставка насосов")?;
        ensure!(contact["_embedded"]["tags"][0]["name"] == "новый");
        ensure!(links.contains(&("leads".to_owned(), DEAL)), "{links:?}");
        let (_, links) = self.only("companies", "Компания: Поставка насосов")?;
        ensure!(links.contains(&("leads".to_owned(), DEAL)), "{links:?}");
        let deal = self.get(&format!("leads/{DEAL}?with=contacts"))?;
        let (next, links) = self.only("leads", "Следующая: Поставка насосов")?;
        ensure!(
            links.iter().filter(|(kind, _)| kind == "contacts").count() >= 2,
            "{links:?}"
        );
        ensure!(next["responsible_user_id"] == deal["responsible_user_id"]);
        let (copy, _) = self.only("leads", "Поставка насосов (копия)")?;
        ensure!(copy["price"] == deal["price"]);
        let filled = |it: &Json| it["custom_fields_values"].as_array().map_or(0, Vec::len);
        ensure!(
            filled(&copy) > 10,
            "{} fields of {}",
            filled(&copy),
            filled(&deal)
        );
        Ok(())
    }
}
