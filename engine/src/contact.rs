//! Phones and e-mails in one form (R317–R328, A51): what the normaliser writes and `phone(format)` prints.

mod email;
mod format;
mod phone;

pub use email::email;
pub use format::PhoneFormat;
pub use phone::{PhoneRules, mobile, phone, phones};

#[cfg(test)]
mod tests;
