//! Values of the client: the main contact, else the company (A23). Templates only.

use super::{
    channels::channels,
    deals::deals,
    dialogue::dialogue,
    entry::{Entry, Group, Need},
    previous::previous,
    properties::common,
    reader::Who,
};

const fn of_client(entry: Entry) -> Entry {
    entry
        .of(Group::Client, &[Need::Contacts, Need::Company])
        .only_templates()
}

pub(super) static COMMON: &[Entry] = common!(
    "client",
    Who::Client,
    "Имя",
    Argument::ClientField,
    of_client,
    &[Need::Contacts, Need::Company, Need::Tasks]
);

pub(super) static CHANNELS: &[Entry] = channels!("client", Who::Client, of_client);

pub(super) static PREVIOUS: &[Entry] =
    previous!("client", Who::Client, Argument::ClientField, of_client);

pub(super) static DIALOGUE: &[Entry] = dialogue!(
    "client",
    Who::Client,
    of_client,
    &[Need::Contacts, Need::Company, Need::Messages]
);

pub(super) static DEALS: &[Entry] = deals!(
    "client",
    Who::Client,
    of_client,
    &[Need::Contacts, Need::Company, Need::LinkedLeads]
);
