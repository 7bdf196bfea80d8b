//! `phone`: a Russian mobile number in one form.

use super::call::short;
use super::{Accepts, Argument, ArgumentKind, Call, Entry, Example, Group, Outcome};
use crate::{
    Fact, Problem,
    contact::{self, PhoneFormat},
    problem::Code,
};

pub(super) static ENTRY: Entry = Entry {
    code: "phone",
    also: &[],
    label: "Формат телефона",
    group: Group::Strings,
    arguments: &[Argument::required("Формат", ArgumentKind::Text)],
    help: "Приводит российский мобильный номер к формату: +7, 7, 8, 9 или по образцу +7 (999) 123-45-67; другой номер не меняется.",
    example: &[
        Example {
            template: "{{8 (927) 100-20-30:phone(+7)}}",
            gives: "+79271002030",
        },
        Example {
            template: "{{89271002030:phone(+7 (999) 123-45-67)}}",
            gives: "+7 (927) 100-20-30",
        },
        Example {
            template: "{{112:phone(+7)}}",
            gives: "112",
        },
    ],
    accepts: Accepts::Filled,
    apply,
};

fn apply(call: Call<'_>) -> Outcome {
    let format = call.text(0, "")?;
    let value = call.value?;
    let Some(format) = PhoneFormat::find(&format) else {
        let detail = format!("phone: формат «{}»", short(&format));
        call.notes
            .push(Problem::warning(Code::BadArguments, detail));
        return Ok(value);
    };
    Ok(match &value {
        Fact::Set(phones) => Fact::Set(phones.iter().map(|it| written(it, format)).collect()),
        other => written(other, format),
    })
}

fn written(value: &Fact, format: PhoneFormat) -> Fact {
    contact::phone(&value.text(), format).map_or_else(|| value.clone(), Fact::Phone)
}
