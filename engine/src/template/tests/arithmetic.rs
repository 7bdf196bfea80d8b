//! `calc` on values (section 12); its expressions have their own tests beside the parser.

use super::{DEAL, check, check_problems};

#[test]
fn a_value_is_one_operand() {
    let with = |x: &str| format!(r#","variables": {{"x": "{x}"}}"#);
    check(&with("-5"), "{{ (10-{x}):calc }}", "15");
    check(&with("1 000,5"), "{{ ({x}*2):calc }}", "2001");
    check_problems(&with("1+1"), "{{ ({x}*2):calc }}", "2", &[111]);
    check_problems(&with("5"), "{{ (1{x}):calc }}", "", &[113]);
}

#[test]
fn a_text_counts_by_its_leading_number_with_a_warning() {
    let with = |x: &str| format!(r#","variables": {{"x": "{x}"}}"#);
    check_problems(&with("12 шт."), "{{ ({x}+1):calc }}", "13", &[111]);
    check_problems(&with("3.5. Дом"), "{{ ({x}+1):calc }}", "4.5", &[111]);
    check_problems(&with("-7%"), "{{ ({x}+1):calc }}", "-6", &[111]);
    check_problems(&with("много"), "{{ ({x}+1):calc }}", "1", &[111]);
    check_problems(&with(" "), "{{ ({x}+1):calc }}", "1", &[]);
    check_problems("", "{{ ({nobody}+1):calc }}", "1", &[111]);
}

#[test]
fn dates_are_unix_seconds_and_come_back_as_dates() {
    check("", "{{ ({{date.now}}):calc }}", "1709197500");
    check(
        "",
        "{{ ({{date.now}}+86400):calc:df(d.m.Y H:i) }}",
        "01.03.2024 12:05",
    );
}

#[test]
fn a_literal_or_a_value_before_calc_is_calculated_too() {
    check("", "{{2+2:calc}}", "4");
    check("", "{{ (2+3)*4 :calc }}", "20");
    check(DEAL, "{{lead.sale:calc}}", "100");
    check(DEAL, "{{ lead.sale*2 :calc }}", "200");
    check("", "{{ (12):upc:calc }}", "12");
    check("", "{{10:2:calc}}", "5");
}

#[test]
fn errors_leave_a_gap_and_fail_unless_caught() {
    check_problems(DEAL, "а{{ (lead.sale/0):calc }}б", "аб", &[112]);
    check_problems(DEAL, "{{ (lead.sale/0):calc:ifempty(0) }}", "0", &[112]);
    check_problems("", "{{ (1+):calc:upc }}", "", &[113]);
    check_problems("", "{{ (2*{{ (1/0):calc }}):calc }}", "", &[112]);
    check_problems(
        "",
        "{{ (2*{{ (1/0):calc:ifempty(3) }}):calc }}",
        "6",
        &[112],
    );
    check_problems("", "{{ (1):ifempty({{ (1/0):calc }}) }}", "1", &[]);
    check_problems("", "{{1:if(=,1,да,{{ (1/0):calc }})}}", "да", &[]);
    check_problems("", "{{2:if(=,1,да,{{ (1/0):calc }})}}", "", &[112]);
    assert!(super::render("", "{{ (1/0):calc }}").failed);
    assert!(!super::render("", "{{ (1/0):calc:ifempty(0) }}").failed);
}

#[test]
fn an_unknown_path_counts_as_nothing_and_a_word_is_a_mistake() {
    check_problems("", "{{ (lead.nothing+1):calc }}", "1", &[101]);
    check_problems("", "{{ (word+1):calc }}", "", &[113]);
    check(
        "",
        "{{ (почта@lead.name www.lead.ru):upc }}",
        "ПОЧТА@LEAD.NAME WWW.LEAD.RU",
    );
}
