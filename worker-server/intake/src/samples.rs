//! Bodies as amoCRM sends them (`tests/fixtures/hooks`), and what is understood of each.

use serde_json::{Value as Json, json};

use super::{Event, decode};

fn body(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/hooks");
    let text = std::fs::read_to_string(format!("{folder}/{name}.txt")).expect("the fixture exists");
    encode(text.lines().filter_map(|line| line.split_once('=')))
}

fn encode<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

fn events(name: &str) -> Vec<Event> {
    decode(body(name).as_bytes())
}

/// The only event of a sample, which must have understood every key.
fn only(name: &str) -> Event {
    let mut events = events(name);
    assert_eq!(events.len(), 1, "{name}");
    let event = events.remove(0);
    assert_eq!(event.rest, json!({}), "{name}");
    assert_eq!(event.account, Some(31_000_001), "{name}");
    event
}

#[test]
fn every_sample_is_understood_whole() {
    let expected = [
        ("a_lead_added", "lead_added", "lead", 2_200_002),
        ("b_lead_status", "lead_status_changed", "lead", 2_200_001),
        ("c_lead_update", "lead_changed", "lead", 2_200_001),
        (
            "d_lead_responsible",
            "lead_responsible_changed",
            "lead",
            2_200_001,
        ),
        ("e_lead_deleted", "lead_deleted", "lead", 2_200_001),
        ("f_contact_added", "contact_added", "contact", 3_300_001),
        ("h_contact_deleted", "contact_deleted", "contact", 3_300_001),
        ("i_task_completed", "task_changed", "task", 1_500_001),
        ("j_lead_note", "lead_note_added", "lead", 2_200_001),
        ("k_company_call", "company_note_added", "company", 4_400_001),
        ("l_message_received", "message_received", "lead", 2_200_001),
        ("m_talk_closed", "talk_changed", "talk", 117),
        ("n_unsorted_form", "unsorted_added", "unsorted", 2_200_003),
        (
            "o_unsorted_accepted",
            "unsorted_deleted",
            "unsorted",
            2_200_003,
        ),
        (
            "p_product_changed",
            "catalog_element_changed",
            "catalog_element",
            970_001,
        ),
    ];
    for (name, kind, word, id) in expected {
        let event = only(name);
        let seen = (
            event.kind.as_str(),
            event.entity_type.as_deref(),
            event.entity_id,
        );
        assert_eq!(seen, (kind, Some(word), Some(id)), "{name}");
    }
}

#[test]
fn a_company_that_changes_its_responsible_user_is_changed_too() {
    let kinds: Vec<String> = events("g_company_responsible")
        .into_iter()
        .map(|it| it.kind)
        .collect();
    assert_eq!(kinds, ["company_changed", "company_responsible_changed"]);
}

#[test]
fn an_equal_old_responsible_user_is_no_change_of_it() {
    let body = "contacts[update][0][id]=1&contacts[update][0][type]=contact\
                &contacts[update][0][responsible_user_id]=7&contacts[update][0][old_responsible_user_id]=7";
    let kinds: Vec<String> = decode(body.as_bytes())
        .into_iter()
        .map(|it| it.kind)
        .collect();
    assert_eq!(kinds, ["contact_changed"]);
    let body = "leads[responsible][0][id]=1&leads[responsible][0][responsible_user_id]=7\
                &leads[responsible][0][old_responsible_user_id]=7";
    assert_eq!(decode(body.as_bytes())[0].kind, "unknown");
}

#[test]
fn a_task_closed_with_its_result_in_a_list_is_one_change() {
    let result = "task[update][0][result][text]=Договорились";
    let digests = |keys: &str| -> Vec<String> {
        let body = format!("task[update][0][id]=1&task[update][0][updated_at]=5&{keys}");
        decode(body.as_bytes()).iter().map(Event::digest).collect()
    };
    let closed = digests("task[update][0][action_close]=1");
    assert_eq!(
        closed,
        digests(&format!("{result}&task[update][0][action_close]=0"))
    );
    assert_ne!(closed, digests("task[update][0][text]=Другой"));
}

#[test]
fn a_long_name_of_the_account_is_shown_once() {
    let name = "x".repeat(10_000);
    let items: String = (0..100)
        .map(|n| format!("&leads[add][{n}][id]={n}"))
        .collect();
    let body = format!("account[subdomain]={name}&account[id]=7{items}");
    let events = decode(body.as_bytes());
    assert_eq!(events[0].account, Some(7));
    let shown = serde_json::to_string(&events).expect("events are JSON");
    assert_eq!(shown.matches(&name).count(), 1);
}

#[test]
fn every_layout_of_custom_fields_becomes_the_shape_of_the_api() {
    let event = only("b_lead_status");
    let field = |id: u64, name: &str, values: Json| json!({ "field_id": id, "field_name": name, "values": values });
    let mut utm = field(500_601, "utm_source", json!([]));
    utm["field_code"] = json!("UTM_SOURCE");
    let expected = json!([
        field(500_001, "Город", json!([{ "value": "Казань" }])),
        field(
            500_201,
            "Источник",
            json!([{ "value": "Сайт", "enum_id": 610_001 }])
        ),
        field(
            500_301,
            "Дата отгрузки",
            json!([{ "value": 1_760_572_800 }])
        ),
        field(500_401, "Оплачено", json!([{ "value": "1" }])),
        field(
            500_501,
            "Доставка",
            json!([{ "value": "Курьер", "enum_id": 611_002 }])
        ),
        utm,
    ]);
    assert_eq!(event.fields["custom_fields_values"], expected);
    assert_eq!(
        event.fields["tags"],
        json!([{ "id": 800_001, "name": "опт" }])
    );
    assert_eq!(event.fields["old_status_id"], json!(61_000_002));
}

#[test]
fn a_deal_without_price_and_with_an_empty_name_keeps_both_so() {
    let event = only("a_lead_added");
    assert_eq!(event.fields.get("name"), Some(&json!("")));
    assert_eq!(event.fields.get("price"), None);
    assert_eq!(event.fields.get("updated_by"), Some(&json!(0)));
}

#[test]
fn a_contact_lists_its_deals_and_phones() {
    let event = only("f_contact_added");
    assert_eq!(event.fields["linked_leads"], json!([2_200_001]));
    let phones = &event.fields["custom_fields_values"][0];
    assert_eq!(phones["field_code"], json!("PHONE"));
    assert_eq!(
        phones["values"][1],
        json!({ "value": "+79990003344", "enum_id": 600_103 })
    );
}

#[test]
fn the_account_may_stand_first_or_last() {
    let first = body("b_lead_status");
    let (account, lead): (Vec<&str>, Vec<&str>) = first
        .split('&')
        .partition(|pair| pair.starts_with("account"));
    let last = [lead, account].concat().join("&");
    assert_eq!(decode(first.as_bytes()), decode(last.as_bytes()));
    assert_eq!(
        decode(first.as_bytes())[0].digest(),
        decode(last.as_bytes())[0].digest()
    );
}

#[test]
fn one_body_may_hold_several_entities_and_items() {
    let body = format!(
        "{}&leads[add][1][id]=9&leads[add][10][id]=11&leads[add][2][id]=10",
        body("i_task_completed")
    );
    let seen: Vec<_> = decode(body.as_bytes())
        .into_iter()
        .map(|it| (it.kind, it.entity_id))
        .collect();
    let lead = |id| ("lead_added".to_owned(), Some(id));
    assert_eq!(
        seen,
        [
            lead(9),
            lead(10),
            lead(11),
            ("task_changed".to_owned(), Some(1_500_001))
        ]
    );
}

#[test]
fn unknown_entities_actions_and_keys_are_shown_whole() {
    let events = decode(b"rockets[launch][0][id]=5&account[id]=1");
    assert_eq!(events[0].kind, "unknown");
    assert_eq!(
        events[0].rest,
        json!({ "rockets": { "launch": [{ "id": "5" }] } })
    );
    let events = decode(b"leads[explode][0][id]=5");
    assert_eq!(
        events[0].rest,
        json!({ "leads": { "explode": [{ "id": "5" }] } })
    );
    let events = decode(b"leads[add][0][id]=5&leads[add][0][mood][now]=good");
    assert_eq!(events[0].kind, "lead_added");
    assert_eq!(events[0].rest, json!({ "mood": { "now": "good" } }));
}

#[test]
fn an_empty_body_means_nothing_and_text_is_unknown() {
    assert_eq!(decode(b""), []);
    assert_eq!(decode(b"hello")[0].kind, "unknown");
}

#[test]
fn json_bodies_give_the_same_events() {
    let json =
        br#"{"account":{"id":31000001},"leads":{"status":[{"id":5,"status_id":142,"name":"x"}]}}"#;
    let form = b"account[id]=31000001&leads[status][0][id]=5&leads[status][0][status_id]=142&leads[status][0][name]=x";
    assert_eq!(decode(json), decode(form));
}

#[test]
fn items_may_have_any_index_or_none() {
    for place in ["[x]", "[0]", "[]", "[a b]", ""] {
        let body = format!("leads[add]{place}[id]=5");
        let events = decode(body.as_bytes());
        assert_eq!(events.len(), 1, "{body}");
        let found = (events[0].kind.as_str(), events[0].entity_id);
        assert_eq!(found, ("lead_added", Some(5)), "{body}");
    }
}

#[test]
fn a_line_end_after_the_body_belongs_to_no_value() {
    let event = &decode(b"account[id]=7&leads[add][0][status_id]=2&leads[add][0][id]=5\r\n")[0];
    assert_eq!((event.entity_id, event.account), (Some(5), Some(7)));
    assert_eq!(decode(b" \n"), []);
}

#[test]
fn a_message_without_a_deal_belongs_to_its_contact() {
    let owner = |keys: &str| {
        let body = format!("message[add][0][contact_id]=5&message[add][0][id]=x{keys}");
        let event = decode(body.as_bytes()).remove(0);
        (event.kind, event.entity_type, event.entity_id)
    };
    let received = |word: &str, id| {
        let kind = "message_received".to_owned();
        (kind, Some(word.to_owned()), Some(id))
    };
    assert_eq!(owner(""), received("contact", 5));
    let lead = "&message[add][0][entity_type]=lead&message[add][0][entity_id]=77";
    assert_eq!(owner(lead), received("lead", 77));
    let none = "&message[add][0][element_type]=2&message[add][0][element_id]=0";
    assert_eq!(owner(none), received("contact", 5));
}

#[test]
fn pipeline_hooks_tell_deal_account_and_settings_in_both_shapes() {
    let form = "event[type]=14&event[type_code]=lead_status_changed&event[data][element_type]=2\
        &event[data][status_id]=61000003&event[data][pipeline_id]=7000001&event[time]=1760003600\
        &event[data][direction_of_movement]=went_to_trigger\
        &action[settings][widget][settings][scenario_id]=42&subdomain=demo&account_id=31000001";
    let shapes = ["[id]", "[leads][status][0][id]"];
    let [plain, nested] = shapes.map(|place| {
        let body = format!("{form}&event[data]{place}=2200001");
        let mut events = decode(body.as_bytes());
        assert_eq!(events.len(), 1, "{place}");
        events.remove(0)
    });
    assert_eq!(plain.kind, "pipeline_lead_status_changed");
    assert_eq!(plain.entity_type.as_deref(), Some("lead"));
    assert_eq!(plain.entity_id, Some(2_200_001));
    assert_eq!(plain.account, Some(31_000_001));
    assert_eq!(plain.subdomain.as_deref(), Some("demo"));
    assert_eq!(plain.fields["settings"], json!({ "scenario_id": "42" }));
    assert_eq!(plain.fields["status_id"], 61_000_003);
    assert_eq!(plain.rest, json!({}));
    assert_eq!(nested.entity_id, plain.entity_id);
    let by_hand = &decode(b"leads[mail_in][0][id]=22&account[id]=3")[0];
    assert_eq!(
        (by_hand.kind.as_str(), by_hand.entity_id),
        ("lead_mail_in", Some(22))
    );
}

#[test]
fn a_number_that_counts_nothing_names_no_entity_and_is_kept() {
    for id in ["0", "9223372036854775808", "18446744073709551615"] {
        for (body, kept) in [
            ("leads[add][0][id]=", "/leads/add/0/id"),
            ("task[update][0][id]=", "/task/update/0/id"),
            (
                "leads[note][0][note][id]=1&leads[note][0][note][element_id]=",
                "/leads/note/0/note/element_id",
            ),
            (
                "event[type_code]=lead_added&event[data][id]=",
                "/event/data/id",
            ),
        ] {
            let events = decode(format!("account[id]=7&{body}{id}").as_bytes());
            let [event] = events.as_slice() else {
                panic!("one event of {body}{id}: {events:?}");
            };
            assert_eq!(
                (event.kind.as_str(), event.entity_id),
                ("unknown", None),
                "{body}"
            );
            assert_eq!(event.rest.pointer(kept), Some(&json!(id)), "{body}");
        }
    }
    let largest = &decode(b"leads[add][0][id]=9223372036854775807")[0];
    assert_eq!(largest.entity_id, Some(i64::MAX.unsigned_abs()));
}

#[test]
fn a_number_that_is_no_time_is_no_time_of_the_event() {
    let at = |keys: &str| {
        let body = format!("leads[add][0][id]=5{keys}");
        decode(body.as_bytes())[0].happened_at_s()
    };
    let (updated, created) = (
        "&leads[add][0][updated_at]=",
        "&leads[add][0][created_at]=1760000000",
    );
    for odd in [
        "9223372036854775807",
        "-9223372036854775808",
        "-1",
        "253402300800",
    ] {
        assert_eq!(at(&format!("{updated}{odd}")), None, "{odd}");
        assert_eq!(at(&format!("{updated}{odd}{created}")), Some(1_760_000_000));
    }
    assert_eq!(at(&format!("{updated}253402300799")), Some(253_402_300_799));
}
