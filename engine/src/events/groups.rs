//! Which groups of values hold something after which start (section 6 of the language reference).

use crate::values::Group::{
    self, Account, Call, Client, Company, Constant, Contact, Lead, Mail, Message, Note, Now,
    Scenario, Sms, Start, Task, Users, Variables,
};

/// What every run has; linked entities may be missing.
pub(super) const ALWAYS: &[Group] = &[
    Constant, Now, Lead, Contact, Company, Client, Variables, Start, Users, Scenario, Account,
];

/// Of a task.
pub(super) const TASK: &[Group] = &[
    Constant, Now, Task, Lead, Contact, Company, Client, Variables, Start, Users, Scenario, Account,
];

/// Of a note; calls, SMS and letters are notes.
pub(super) const NOTE: &[Group] = &[
    Constant, Now, Note, Mail, Sms, Call, Lead, Contact, Company, Client, Variables, Start, Users,
    Scenario, Account,
];

/// Of a message.
pub(super) const MESSAGE: &[Group] = &[
    Constant, Now, Message, Lead, Contact, Company, Client, Variables, Start, Users, Scenario,
    Account,
];

/// Of an own scenario: the task if a result of it started the run, the message if such a run did.
pub(super) const OWN: &[Group] = &[
    Constant, Now, Lead, Contact, Company, Client, Task, Message, Variables, Start, Users,
    Scenario, Account,
];
