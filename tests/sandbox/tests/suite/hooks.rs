//! Hook bodies, pair by pair and in order, against the samples of the contract.

use crate::account::{Account, expected};
use serde_json::{Value, json};

const BORN: i64 = 1_760_000_000;

async fn lead(account: &Account, more: Value) {
    let mut item = json!({"name": "Поставка насосов", "price": 150_000, "created_at": BORN, "updated_at": BORN});
    item.as_object_mut()
        .expect("an object")
        .extend(more.as_object().cloned().expect("an object"));
    account.done("POST", "leads", json!([item])).await;
}

#[tokio::test]
async fn a_lead_made_by_a_robot_has_an_empty_name_and_no_price() {
    let account = Account::unhurried("empty").await;
    let item = json!({"name": "", "created_by": 0, "updated_by": 0, "created_at": BORN, "updated_at": BORN});
    account.done("POST", "leads", json!([item])).await;
    let sample = "leads[add][0][id]=2200001
        leads[add][0][name]=
        leads[add][0][status_id]=61000002
        leads[add][0][responsible_user_id]=9100001
        leads[add][0][last_modified]=1760000000
        leads[add][0][modified_user_id]=0
        leads[add][0][created_user_id]=0
        leads[add][0][date_create]=1760000000
        leads[add][0][pipeline_id]=7000001
        leads[add][0][account_id]=31000001
        leads[add][0][created_at]=1760000000
        leads[add][0][updated_at]=1760000000";
    assert_eq!(account.hooks(1).await[0].pairs, expected(sample));
}

/// Makes the six fields of sample B and returns the number of the first; they count up.
async fn fields(account: &Account) -> i64 {
    let definitions = json!([
        {"name": "Город", "type": "text"},
        {"name": "Источник", "type": "select", "enums": [{"value": "Сайт"}, {"value": "Звонок"}]},
        {"name": "Дата отгрузки", "type": "date"},
        {"name": "Оплачено", "type": "checkbox"},
        {"name": "Доставка", "type": "radiobutton", "enums": [{"value": "Самовывоз"}, {"value": "Курьер"}]},
        {"name": "utm_source", "type": "tracking_data", "code": "UTM_SOURCE"},
    ]);
    let made = account
        .done("POST", "leads/custom_fields", definitions)
        .await;
    made["_embedded"]["custom_fields"][0]["id"]
        .as_i64()
        .expect("an id")
}

#[tokio::test]
async fn a_stage_change_comes_as_status_and_as_update_with_every_field_layout() {
    let account = Account::unhurried("empty").await;
    let first = fields(&account).await;
    let value = |offset: i64, value: Value| json!({"field_id": first + offset, "values": [{"value": value}]});
    let values = json!([
        value(0, json!("Казань")),
        value(1, json!("Сайт")),
        value(2, json!(1_760_562_000)),
        value(3, json!(true)),
        value(4, json!("Курьер")),
        value(5, json!("yandex")),
    ]);
    lead(
        &account,
        json!({"custom_fields_values": values, "tags_to_add": [{"name": "опт"}]}),
    )
    .await;
    account.forget_hooks(1).await;
    let clear = json!({"field_id": first + 5, "values": null});
    let change = json!({"status_id": 61_000_003, "updated_at": 1_760_003_600, "custom_fields_values": [clear]});
    account.done("PATCH", "leads/2200001", change).await;
    let hooks = account.hooks(2).await;
    let sample = format!(
        "leads[X][0][id]=2200001
        leads[X][0][name]=Поставка насосов
        leads[X][0][status_id]=61000003
        leads[X][0][old_status_id]=61000002
        leads[X][0][price]=150000
        leads[X][0][responsible_user_id]=9100001
        leads[X][0][last_modified]=1760003600
        leads[X][0][modified_user_id]=9100001
        leads[X][0][created_user_id]=9100001
        leads[X][0][date_create]=1760000000
        leads[X][0][pipeline_id]=7000001
        leads[X][0][tags][0][id]=800001
        leads[X][0][tags][0][name]=опт
        leads[X][0][account_id]=31000001
        leads[X][0][custom_fields][0][id]={city}
        leads[X][0][custom_fields][0][name]=Город
        leads[X][0][custom_fields][0][values][0][value]=Казань
        leads[X][0][custom_fields][1][id]={source}
        leads[X][0][custom_fields][1][name]=Источник
        leads[X][0][custom_fields][1][values][0][value]=Сайт
        leads[X][0][custom_fields][1][values][0][enum]=600404
        leads[X][0][custom_fields][2][id]={date}
        leads[X][0][custom_fields][2][name]=Дата отгрузки
        leads[X][0][custom_fields][2][values][0]=1760562000
        leads[X][0][custom_fields][3][id]={paid}
        leads[X][0][custom_fields][3][name]=Оплачено
        leads[X][0][custom_fields][3][values][0][value]=1
        leads[X][0][custom_fields][4][id]={way}
        leads[X][0][custom_fields][4][name]=Доставка
        leads[X][0][custom_fields][4][values][value]=Курьер
        leads[X][0][custom_fields][4][values][enum]=600407
        leads[X][0][custom_fields][5][id]={utm}
        leads[X][0][custom_fields][5][name]=utm_source
        leads[X][0][custom_fields][5][code]=UTM_SOURCE
        leads[X][0][created_at]=1760000000
        leads[X][0][updated_at]=1760003600",
        city = first,
        source = first + 1,
        date = first + 2,
        paid = first + 3,
        way = first + 4,
        utm = first + 5
    );
    assert_eq!(hooks[0].pairs, expected(&sample.replace("[X]", "[status]")));
    assert_eq!(hooks[1].pairs, expected(&sample.replace("[X]", "[update]")));
}

#[tokio::test]
async fn a_new_responsible_user_comes_as_a_hook_of_its_own_and_as_update() {
    let account = Account::unhurried("empty").await;
    lead(
        &account,
        json!({"responsible_user_id": 9_100_002, "status_id": 61_000_003}),
    )
    .await;
    account.forget_hooks(1).await;
    let change = json!({"responsible_user_id": 9_100_001, "updated_at": 1_760_003_600});
    account.done("PATCH", "leads/2200001", change).await;
    let sample = "leads[responsible][0][id]=2200001
        leads[responsible][0][name]=Поставка насосов
        leads[responsible][0][status_id]=61000003
        leads[responsible][0][price]=150000
        leads[responsible][0][responsible_user_id]=9100001
        leads[responsible][0][last_modified]=1760003600
        leads[responsible][0][modified_user_id]=9100001
        leads[responsible][0][created_user_id]=9100001
        leads[responsible][0][date_create]=1760000000
        leads[responsible][0][pipeline_id]=7000001
        leads[responsible][0][account_id]=31000001
        leads[responsible][0][old_responsible_user_id]=9100002
        leads[responsible][0][created_at]=1760000000
        leads[responsible][0][updated_at]=1760003600";
    let hooks = account.hooks(2).await;
    assert_eq!(hooks[0].pairs, expected(sample));
    assert_eq!(
        hooks[1].pairs,
        expected(&sample.replace("[responsible]", "[update]"))
    );
}

#[tokio::test]
async fn a_deleted_lead_tells_only_where_it_was() {
    let account = Account::unhurried("empty").await;
    lead(&account, json!({"status_id": 61_000_003})).await;
    account.forget_hooks(1).await;
    let (status, _) = account
        .send("DELETE", "/sandbox/leads/2200001", Value::Null)
        .await;
    assert_eq!(status, 200);
    let sample = "leads[delete][0][id]=2200001
        leads[delete][0][status_id]=61000003
        leads[delete][0][pipeline_id]=7000001";
    assert_eq!(account.hooks(1).await[0].pairs, expected(sample));
    assert_eq!(
        account.call("GET", "leads/2200001", Value::Null).await.0,
        204
    );
}

#[tokio::test]
async fn a_companys_new_responsible_user_comes_as_a_contacts_update() {
    let account = Account::unhurried("empty").await;
    let company = json!({"name": "ООО Ромашка", "created_at": BORN, "updated_at": BORN});
    account.done("POST", "companies", json!([company])).await;
    let linked = json!({"companies": [{"id": 4_400_001}]});
    lead(&account, json!({"_embedded": linked})).await;
    lead(&account, json!({"_embedded": linked})).await;
    account.forget_hooks(3).await;
    let change = json!({"responsible_user_id": 9_100_002, "updated_at": 1_760_007_200});
    account.done("PATCH", "companies/4400001", change).await;
    let sample = "contacts[update][0][id]=4400001
        contacts[update][0][name]=ООО Ромашка
        contacts[update][0][responsible_user_id]=9100002
        contacts[update][0][date_create]=1760000000
        contacts[update][0][last_modified]=1760007200
        contacts[update][0][created_user_id]=9100001
        contacts[update][0][modified_user_id]=9100001
        contacts[update][0][account_id]=31000001
        contacts[update][0][linked_leads_id][2200001][ID]=2200001
        contacts[update][0][linked_leads_id][2200002][ID]=2200002
        contacts[update][0][old_responsible_user_id]=9100001
        contacts[update][0][created_at]=1760000000
        contacts[update][0][updated_at]=1760007200
        contacts[update][0][type]=company";
    let hooks = account.hooks(1).await;
    assert_eq!(hooks[0].pairs, expected(sample));
    assert_eq!(hooks.len(), 1, "one body serves both settings");
}

#[tokio::test]
async fn a_contact_shows_phones_by_entry_number_and_its_birthday_as_a_date() {
    let account = Account::unhurried("empty").await;
    let birthday = json!([{"name": "День рождения", "type": "birthday"}]);
    let made = account
        .done("POST", "contacts/custom_fields", birthday)
        .await;
    let field = made["_embedded"]["custom_fields"][0]["id"].clone();
    account
        .done("POST", "companies", json!([{"name": "ООО Ромашка"}]))
        .await;
    account.forget_hooks(1).await;
    let values = json!([
        {"field_code": "PHONE", "values": [{"value": "+79990001122", "enum_code": "WORK"}, {"value": "+79990003344", "enum_code": "MOB"}]},
        {"field_id": field, "values": [{"value": "1987-03-05T00:00:00+03:00"}]},
    ]);
    let contact = json!({
        "first_name": "Иван", "last_name": "Петров", "created_at": BORN, "updated_at": BORN,
        "custom_fields_values": values, "_embedded": {"companies": [{"id": 4_400_001}]},
    });
    account.done("POST", "contacts", json!([contact])).await;
    let sample = format!(
        "contacts[add][0][id]=3300001
        contacts[add][0][name]=Иван Петров
        contacts[add][0][responsible_user_id]=9100001
        contacts[add][0][date_create]=1760000000
        contacts[add][0][last_modified]=1760000000
        contacts[add][0][created_user_id]=9100001
        contacts[add][0][modified_user_id]=9100001
        contacts[add][0][company_name]=ООО Ромашка
        contacts[add][0][linked_company_id]=4400001
        contacts[add][0][account_id]=31000001
        contacts[add][0][custom_fields][0][id]=500101
        contacts[add][0][custom_fields][0][name]=Телефон
        contacts[add][0][custom_fields][0][values][0][value]=+79990001122
        contacts[add][0][custom_fields][0][values][0][enum]=600101
        contacts[add][0][custom_fields][0][values][1][value]=+79990003344
        contacts[add][0][custom_fields][0][values][1][enum]=600103
        contacts[add][0][custom_fields][0][code]=PHONE
        contacts[add][0][custom_fields][1][id]={field}
        contacts[add][0][custom_fields][1][name]=День рождения
        contacts[add][0][custom_fields][1][values][0][value]=05.03.1987
        contacts[add][0][created_at]=1760000000
        contacts[add][0][updated_at]=1760000000
        contacts[add][0][type]=contact"
    );
    assert_eq!(account.hooks(1).await[0].pairs, expected(&sample));
}

#[tokio::test]
async fn a_completed_task_tells_its_result_and_that_this_change_closed_it() {
    let account = Account::unhurried("empty").await;
    lead(&account, json!({})).await;
    let task = json!({
        "text": "Перезвонить", "complete_till": 1_760_090_000, "entity_id": 2_200_001,
        "entity_type": "leads", "responsible_user_id": 9_100_002, "created_at": BORN, "updated_at": BORN,
    });
    account.done("POST", "tasks", json!([task])).await;
    account.forget_hooks(2).await;
    let change = json!({"is_completed": true, "updated_at": 1_760_007_200, "result": {"text": "Договорились о встрече"}});
    account.done("PATCH", "tasks/1500001", change).await;
    let sample = "task[update][0][id]=1500001
        task[update][0][element_id]=2200001
        task[update][0][element_type]=2
        task[update][0][task_type]=1
        task[update][0][date_create]=2025-10-09 11:53:20
        task[update][0][text]=Перезвонить
        task[update][0][status]=1
        task[update][0][account_id]=31000001
        task[update][0][created_user_id]=9100001
        task[update][0][last_modified]=2025-10-09 13:53:20
        task[update][0][responsible_user_id]=9100002
        task[update][0][complete_till]=2025-10-10 12:53:20
        task[update][0][action_close]=1
        task[update][0][old_text]=Перезвонить
        task[update][0][result][id]=1600001
        task[update][0][result][text]=Договорились о встрече
        task[update][0][created_at]=1760000000
        task[update][0][updated_at]=1760007200
        task[update][0][complete_before]=1760090000";
    assert_eq!(account.hooks(1).await[0].pairs, expected(sample));
}

#[tokio::test]
async fn a_note_comes_one_level_deeper_with_its_author_as_json() {
    let account = Account::unhurried("empty").await;
    lead(&account, json!({})).await;
    account.forget_hooks(1).await;
    let note = json!({
        "entity_id": 2_200_001, "note_type": "common", "created_at": 1_760_007_200,
        "params": {"text": "Клиент просил счёт"},
    });
    account.done("POST", "leads/notes", json!([note])).await;
    let sample = r#"leads[note][0][note][text]=Клиент просил счёт
        leads[note][0][note][attachement]=
        leads[note][0][note][date_create]=2025-10-09 13:53:20
        leads[note][0][note][note_type]=4
        leads[note][0][note][element_type]=2
        leads[note][0][note][element_id]=2200001
        leads[note][0][note][catalog_id]=0
        leads[note][0][note][group_id]=0
        leads[note][0][note][timestamp_x]=2025-10-09 13:53:20
        leads[note][0][note][account_id]=31000001
        leads[note][0][note][metadata]={"event_source":{"id":9100001,"author_name":"Администратор","type":1}}
        leads[note][0][note][created_by]=9100001
        leads[note][0][note][modified_by]=9100001
        leads[note][0][note][main_user_id]=9100001
        leads[note][0][note][id]=1700001
        leads[note][0][note][created_at]=1760007200
        leads[note][0][note][updated_at]=1760007200"#;
    assert_eq!(account.hooks(1).await[0].pairs, expected(sample));
}
