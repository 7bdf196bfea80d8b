//! Every family on one deal.

use super::*;

#[test]
fn properties_of_a_deal() {
    for (path, expected) in [
        ("lead.id", "2200001"),
        ("lead.name", "Поставка насосов"),
        ("lead.sale", "150000.5"),
        ("lead.price", "150000.5"),
        ("lead.budget", "150000.5"),
        ("lead.status", "Принято в работу"),
        ("lead.status.name", "Принято в работу"),
        ("lead.status_id", "102"),
        ("lead.status.id", "102"),
        ("lead.status.next.name", "Успешно реализовано"),
        ("lead.status.next.id", "142"),
        ("lead.status.previous.name", "Новая"),
        ("lead.pipeline", "Продажи"),
        ("lead.pipeline_id", "1"),
        ("lead.state", "открыта"),
        ("lead.responsible", "Анна"),
        ("lead.responsible.id", "11"),
        ("lead.responsible.name", "Анна"),
        ("lead.responsible.email", "Anna@demo.ru"),
        ("lead.responsible.login", "Anna@demo.ru"),
        ("lead.responsible.phone", "+79270000011"),
        ("lead.responsible.group", "Опт"),
        ("lead.responsible.group_id", "7"),
        ("lead.created_by", "0"),
        ("lead.updated_by", "Пётр"),
        ("lead.created_at", "2024-02-28 09:00:00"),
        ("lead.closed_at", ""),
        ("lead.tag", "опт"),
        ("lead.tags", "опт, vip"),
        ("lead.tagsCount", "2"),
        ("lead.loss_reason", "Дорого"),
        ("lead.loss_reason_id", "9"),
        ("lead.source_name", "API"),
        ("lead.contactsCount", "2"),
        ("lead.company_id", "41"),
        ("lead.link", "https://demo.amocrm.ru/leads/detail/2200001"),
        ("lead.exists", "1"),
    ] {
        assert_eq!(text(path), expected, "{path}");
    }
}

#[test]
fn the_author_is_a_user_in_conditions_and_a_number_in_templates() {
    let path = Path::parse("lead.created_by").unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(path.read(&facts()).fact.text(), "Робот");
    assert_eq!(text("lead.created_by"), "0");
}

#[test]
fn the_main_contact_is_the_one_the_deal_marks() {
    for (path, expected) in [
        ("contact.id", "32"),
        ("contact.first_name", "Иван"),
        ("contact.last_name", "Петров"),
        ("contact.phone", "+7 (927) 100-20-30"),
        ("contact.phones", "+7 (927) 100-20-30, 8 800 555-35-35"),
        ("contact.email", "Ivan@Mail.ru"),
        ("contact.company_name", "ООО Насос"),
        ("contact.responsible.group", "Отдел продаж"),
        ("contact.leads_count", "2"),
        ("company.contacts_count", "2"),
        ("company.responsible", "99"),
        ("company.responsible.name", ""),
        ("company.link", "https://demo.amocrm.ru/companies/detail/41"),
        ("client.name", "Иван Петров"),
        ("client.phone", "+7 (927) 100-20-30"),
        ("client.responsible.name", "Пётр"),
    ] {
        assert_eq!(text(path), expected, "{path}");
    }
}

#[test]
fn without_contacts_the_client_is_the_company() {
    let mut facts = facts();
    facts.contacts.clear();
    assert_eq!(read("client.name", &facts).fact.text(), "ООО Насос");
    assert_eq!(
        read("client.link", &facts).fact.text(),
        "https://demo.amocrm.ru/companies/detail/41"
    );
}

#[test]
fn tasks_are_counted_by_entity_state_and_type() {
    for (path, expected) in [
        ("lead.tasks.open", "2"),
        ("lead.tasks.open(Звонок)", "1"),
        ("lead.tasks.open(2)", "1"),
        ("lead.tasks.overdue", "1"),
        ("lead.tasks.closed", "1"),
        ("lead.tasks.total", "3"),
        ("contact.tasks.total", "1"),
        ("lead.tasksCount", "3"),
        ("lead.tasksCount()", "3"),
        ("lead.tasksCount(expired)", "1"),
        ("lead.tasksCount(звонок/closed)", "1"),
        ("lead.tasksCount(Нет такого)", "0"),
        ("lead.tasksIds(open)", "1, 2"),
    ] {
        assert_eq!(text(path), expected, "{path}");
    }
}

#[test]
fn now_is_shown_in_moscow() {
    for (path, expected) in [
        ("now.date", "29.02.2024"),
        ("now.time", "12:05"),
        ("now.datetime", "2024-02-29 12:05:00"),
        ("date.now", "2024-02-29 12:05:00"),
        ("now.weekday", "четверг"),
        ("now.day", "29"),
        ("now.month", "2"),
        ("now.year", "2024"),
        ("now.is_workday", "1"),
        ("now.is_worktime", "1"),
        ("date.tomorrow", "2024-03-01 00:00:00"),
        ("date.yesterday", "2024-02-28 00:00:00"),
        ("date.nextweek", "2024-03-04 12:05:00"),
        ("date.nextmonth", "2024-03-29 12:05:00"),
    ] {
        assert_eq!(text(path), expected, "{path}");
    }
    let mut facts = facts();
    for now in [i64::MIN, i64::MAX, 8_210_266_876_799] {
        facts.now = now;
        for entry in all().filter(|entry| entry.group == Group::Now) {
            // What stands in brackets moves the moment by an amount.
            let path = match entry.argument {
                Some(_) => format!("{}(+1 month)", entry.path),
                None => entry.path.to_owned(),
            };
            let _ = read(&path, &facts).fact.text();
        }
    }
}

#[test]
fn variables_users_and_account() {
    for (path, expected) in [
        ("global(report)", "41"),
        ("GLOBAL( report )", "41"),
        ("global(итог (руб))", "7"),
        ("global(a,b)", "запятая"),
        ("hook(order_id)", "A-17"),
        ("response(order_id)", "A-17"),
        ("hook(unknown)", ""),
        ("entry(один, два)", "один, два"),
        ("users(12).name", "Пётр"),
        ("users(anna@demo.ru).id", "11"),
        (r"users(anna@demo\.ru).id", "11"),
        ("users(11).group_name", "Опт"),
        ("users(11).is_admin", "1"),
        ("users(11).language", "ru"),
        ("users(12).language", ""),
        ("account.id", "31000001"),
        ("account.domain", "demo.amocrm.ru"),
    ] {
        assert_eq!(text(path), expected, "{path}");
    }
    assert_eq!(
        codes("global(Report)", &facts()),
        [Code::NoVariable],
        "names keep their case"
    );
    assert_eq!(codes("users(77).name", &facts()), [Code::NoUser]);
}
