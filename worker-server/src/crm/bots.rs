//! Salesbots that wait for an answer (6.3 of the amoCRM reference).

use serde_json::json;

use super::{Client, Error, Method};

/// Path below `/api/v4/` of the address where a bot waits, if it is one of this account: the token goes there.
pub fn waiting<'a>(client: &Client, url: &'a str) -> Option<&'a str> {
    below(client.base(), url)
}

fn below<'a>(base: &str, url: &'a str) -> Option<&'a str> {
    let path = url.strip_prefix(base)?.strip_prefix("/api/v4/")?;
    let parts: Vec<&str> = path.split('/').collect();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    match parts.as_slice() {
        ["salesbot" | "marketingbot", bot, "continue", waiting]
            if is_number(bot) && is_number(waiting) =>
        {
            Some(path)
        }
        _ => None,
    }
}

/// Lets a bot go on; it reads the status as `{{json.status}}`.
///
/// # Errors
/// [`Error::NotFound`] when it does not wait any more.
pub async fn continue_bot(client: &Client, url: &str, status: &str) -> Result<(), Error> {
    let Some(path) = waiting(client, url) else {
        return Err(Error::NotFound("no bot waits at this address".to_owned()));
    };
    let body = json!({ "data": { "status": status } });
    client.send(Method::Post, path, &body).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bots_of_the_account_are_answered() {
        let fits = |url| below("https://demo.amocrm.ru", url).is_some();
        assert!(fits(
            "https://demo.amocrm.ru/api/v4/salesbot/321/continue/123"
        ));
        for foreign in [
            "https://evil.example/api/v4/salesbot/321/continue/123",
            "https://demo.amocrm.ru.evil.example/api/v4/salesbot/1/continue/1",
            "https://demo.amocrm.ru@evil.example/api/v4/salesbot/1/continue/1",
            "https://demo.amocrm.ru/api/v4/leads/1/continue/1",
            "https://demo.amocrm.ru/api/v4/salesbot/../leads/continue/1",
            "https://demo.amocrm.ru/api/v4/salesbot/1/continue/1?x=1",
        ] {
            assert!(!fits(foreign), "{foreign}");
        }
    }
}
