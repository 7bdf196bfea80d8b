//! `if` compares as conditions do (11.6).

use super::{DEAL, check, check_problems};

#[test]
fn each_operator_chooses() {
    let chosen = |operator: &str, value: &str, expected: &str| {
        let template = format!("{{{{lead.sale:if({operator},{value},да,нет)}}}}");
        check(DEAL, &template, expected);
    };
    chosen("=", "100.00", "да");
    chosen("=", r"100\,00", "да");
    chosen("!=", "100", "нет");
    chosen(">", "99.9", "да");
    chosen(">", "100", "нет");
    chosen(">=", "100", "да");
    chosen("<", "9", "нет");
    chosen("<=", "100", "да");
    chosen("in", "99 || 100", "да");
    chosen("not in", "99||100", "нет");
    chosen("IN", "1||2", "нет");
}

#[test]
fn values_of_the_deal_can_be_compared_and_chosen() {
    check(
        DEAL,
        "{{lead.sale:if(>,{{lead.cf(5)}},{{lead.name}},-)}}",
        "Опт",
    );
    check(DEAL, "{{lead.cf(6):if(=,,пусто,есть)}}", "пусто");
    check(DEAL, "{{lead.name:if(match,^О,да,нет)}}", "да");
    check(DEAL, "{{lead.name:if(not match,^О,да,нет)}}", "нет");
    check(
        DEAL,
        "{{lead.name:if(=,ОПТ,да)}}{{lead.name:if(=,x,да)}}",
        "даОпт",
    );
}

#[test]
fn a_broken_expression_is_told_and_stops_nothing() {
    check_problems(DEAL, "{{lead.name:if(match,[,да,нет)}}", "нет", &[222]);
}
