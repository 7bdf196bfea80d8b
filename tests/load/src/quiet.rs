//! An event of a quiet scenario while another one has many runs waiting: how much later it is decided.

use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::{Value as Json, json};
use tests::place::Place as Stage;
use tests::product::{PATIENCE, Product};

use crate::amounts::Amounts;
use crate::client::{self, Load};
use crate::database::{Look, Place};
use crate::{ours, story};

/// Deals that amoCRM has, for the runs that it is asked about meanwhile; deals of later runs need not exist.
const DEALS: usize = 1_000;
/// Deals that may be made at once, and how long the next ones have to wait.
const AT_ONCE: (usize, Duration) = (250, Duration::from_millis(1_100));
/// Number of a deal that does not exist.
const NOWHERE: u64 = 90_000_000;
/// Between two events of quiet scenarios.
const PAUSE: Duration = Duration::from_millis(500);

/// What a quiet scenario does.
const QUIET: [&str; 2] = [
    "asks for nothing but its hook",
    "reads its deal from amoCRM",
];

/// The product with the scenarios, and where it is looked at.
struct Trial {
    product: Product,
    look: Look,
    busy: u64,
    deals: Vec<u64>,
    times: usize,
    sent: u64,
}

/// Prints both delays and what the backlog adds.
///
/// # Errors
/// When an event is not decided within a minute.
pub fn measure(place: &Place, amounts: &Amounts) -> Result<()> {
    let mut trial = Trial::begin(place, amounts)?;
    // The first decision of a server waits for the names of the account.
    trial.delay(0)?;
    let alone = trial.delays()?;
    trial.fill(amounts.waiting)?;
    let before = trial.waiting()?;
    let beside = trial.delays()?;
    let after = trial.waiting()?;
    print(&alone, &beside, (before, after));
    let Trial { product, look, .. } = trial;
    drop(look);
    ours::end(product)
}

fn print(alone: &[Vec<f64>], beside: &[Vec<f64>], (before, after): (i64, i64)) {
    let worst = |all: &[f64]| all.iter().copied().fold(0.0, f64::max);
    let (mut rows, mut goals) = (Vec::new(), Vec::new());
    for (name, (alone, beside)) in QUIET.iter().zip(alone.iter().zip(beside)) {
        let (usual, late) = (story::median(alone.clone()), story::median(beside.clone()));
        let most = worst(beside) - usual;
        let cells = [usual, worst(alone), late, worst(beside)].map(story::ms);
        rows.push([vec![(*name).to_owned()], cells.to_vec()].concat());
        goals.push((
            format!(
                "{} added at worst to one that {name} (under 2 s)",
                story::ms(most)
            ),
            most < 2_000.0,
        ));
    }
    let title = format!(
        "From a hook to its decision, alone and while {before} to {after} runs of another scenario wait"
    );
    story::table(
        &title,
        &[
            "the quiet scenario",
            "alone",
            "at worst",
            "beside",
            "at worst",
        ],
        &rows,
    );
    goals.iter().for_each(|(what, met)| story::goal(what, *met));
}

impl Trial {
    fn begin(place: &Place, amounts: &Amounts) -> Result<Self> {
        let product = ours::start(place, "quiet", &[])?;
        let panel = product.crm.panel()?;
        ours::publish(&product)?;
        panel.publish(&reads("Тихий", "lead_responsible_changed"))?;
        let busy = panel.publish(&reads("Занятый", "lead_status_changed"))?;
        let deals = deals(&product, amounts.times + DEALS.min(amounts.waiting))?;
        let look = Look::at(&product.database_url())?;
        Ok(Self {
            product,
            look,
            busy,
            deals,
            times: amounts.times,
            sent: 0,
        })
    }

    /// Milliseconds from each hook to its decision, for both quiet scenarios.
    fn delays(&mut self) -> Result<Vec<Vec<f64>>> {
        let times = self.times;
        let mut of = |quiet| (0..times).map(|_| self.delay(quiet)).collect();
        [0, 1].into_iter().map(&mut of).collect()
    }

    fn delay(&mut self, quiet: usize) -> Result<f64> {
        sleep(PAUSE);
        self.sent += 1;
        let (entity, body) = match quiet {
            0 => (ours::contact(self.sent), ours::message(self.sent)),
            _ => {
                let deal = self.deals[self.sent as usize % self.times];
                (deal, responsible(deal, self.sent))
            }
        };
        let sent = ours::now_ms();
        self.product.crm.hook(&body)?;
        Ok((self.decided(entity, sent)? - sent) as f64)
    }

    fn decided(&mut self, entity: u64, since: i64) -> Result<i64> {
        let begun = Instant::now();
        let sql = format!(
            "select min(d.decided_at) from decision d join run r on r.account_id = d.account_id and r.id = d.run_id
             where r.account_id = {} and r.entity_id = {entity} and r.started_at >= {since}",
            ours::ACCOUNT
        );
        loop {
            let at = self.look.number(&sql)?;
            if at > 0 {
                return Ok(at);
            }
            ensure!(
                begun.elapsed() < PATIENCE,
                "an event of a quiet scenario is not decided"
            );
            sleep(Duration::from_millis(20));
        }
    }

    /// Runs of the busy scenario that wait.
    fn waiting(&mut self) -> Result<i64> {
        let busy = self.busy;
        self.look.number(&format!(
            "select count(*) from run where scenario_id = {busy} and state = 'ready'"
        ))
    }

    /// Sends the hooks of the busy scenario and waits until each is a run.
    fn fill(&mut self, waiting: usize) -> Result<()> {
        let deals = self.deals.split_off(self.times);
        let body = move |number: u64| {
            let deal = deals.get(number as usize).copied();
            moved(deal.unwrap_or(NOWHERE + number))
        };
        let load = Load::of(16, waiting);
        let sent = client::run(&ours::target(&self.product, Arc::new(body)), load)?;
        ensure!(
            sent.accepted == waiting as u64,
            "{} hooks of {waiting} were accepted",
            sent.accepted
        );
        while ours::letters(&mut self.look)? > 0 {
            sleep(Duration::from_millis(200));
        }
        Ok(())
    }
}

/// Makes deals, no quicker than amoCRM allows.
fn deals(product: &Product, count: usize) -> Result<Vec<u64>> {
    let (stage, mut deals) = (Stage::find(product)?, Vec::new());
    while deals.len() < count {
        sleep(AT_ONCE.1);
        deals.extend(stage.deals(product, AT_ONCE.0.min(count - deals.len()))?);
    }
    Ok(deals)
}

/// A scenario that asks amoCRM for the deal, as most do.
fn reads(name: &str, event: &str) -> Json {
    let condition = json!({ "id": "c1", "left": { "path": "lead.name" }, "operator": "contains",
        "right": { "path": "const.text", "value": "такого имени нет" } });
    let note = json!({ "id": "t1", "kind": "add_note", "settings": { "text": "Нашлась" } });
    json!({ "format": 2, "name": name, "event": event, "frequency": { "interval_s": 5, "once": false },
        "blocks": [{ "id": "b1", "conditions": [condition], "triggers": [note] }] })
}

/// A deal that came to another stage.
fn moved(deal: u64) -> String {
    format!(
        "account[id]={}&leads[status][0][id]={deal}&leads[status][0][status_id]=2&leads[status][0][old_status_id]=1\
         &leads[status][0][updated_at]=1760003600",
        ours::ACCOUNT
    )
}

/// A deal that got another user; `number` tells apart hooks about the same deal.
fn responsible(deal: u64, number: u64) -> String {
    format!(
        "account[id]={}&leads[responsible][0][id]={deal}&leads[responsible][0][responsible_user_id]=9100002\
         &leads[responsible][0][old_responsible_user_id]=9100001&leads[responsible][0][updated_at]={}",
        ours::ACCOUNT,
        1_760_000_000 + number
    )
}
