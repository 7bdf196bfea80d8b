//! What the pages of the administrator have in common.

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use chrono::DateTime;
use maud::{DOCTYPE, Markup, html};

/// Language of a page: Russian, or English if the browser prefers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// The default.
    Russian,
    /// Where the browser names it before Russian.
    English,
}

impl Language {
    /// The text in this language.
    pub fn of<'a>(self, russian: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Russian => russian,
            Self::English => english,
        }
    }

    fn preferred(header: &str) -> Self {
        let mut names = header.split(',').map(str::trim);
        let first = names.find(|name| name.starts_with("ru") || name.starts_with("en"));
        match first.is_some_and(|name| name.starts_with("en")) {
            true => Self::English,
            false => Self::Russian,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let header = parts.headers.get(ACCEPT_LANGUAGE);
        let header = header.and_then(|it| it.to_str().ok());
        Ok(Self::preferred(header.unwrap_or_default()))
    }
}

const STYLE: &str = "\
    :root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif }\
    body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem }\
    table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem }\
    th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); vertical-align: top }\
    td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }\
    .alarm { color: light-dark(#b3261e, #ff9a90) }\
    .quiet { opacity: .75 }\
    code { overflow-wrap: anywhere }\
    form { display: inline }\
    button { font: inherit; padding: .25rem .6rem; margin: 0 .25rem .25rem 0 }\
    .wide { overflow-x: auto }";

/// A whole page.
pub fn page(language: Language, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.of("ru", "en")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Triggers" }
                style { (STYLE) }
            }
            body { main { h1 { (title) } (body) } }
        }
    }
}

/// An instant of Unix milliseconds, in UTC.
pub fn instant(ms: i64) -> String {
    DateTime::from_timestamp_millis(ms).map_or_else(String::new, |at| {
        at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
    })
}

/// A length of time in the largest unit that says enough.
pub fn duration(language: Language, ms: i64) -> String {
    let s = ms.max(0) / 1000;
    let (amount, russian, english) = match s {
        0..120 => (s, "с", "s"),
        120..7200 => (s / 60, "мин", "min"),
        7200..172_800 => (s / 3600, "ч", "h"),
        _ => (s / 86_400, "дн.", "d"),
    };
    format!("{amount} {}", language.of(russian, english))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_chooses_the_language() {
        assert_eq!(Language::preferred(""), Language::Russian);
        assert_eq!(Language::preferred("de, en;q=0.5"), Language::English);
        assert_eq!(Language::preferred("ru-RU, en"), Language::Russian);
    }

    #[test]
    fn lengths_of_time_are_short() {
        let text = |s: i64| duration(Language::English, s * 1000);
        assert_eq!(text(119), "119 s");
        assert_eq!(text(120), "2 min");
        assert_eq!(text(7200), "2 h");
        assert_eq!(text(200_000), "2 d");
        assert_eq!(text(-5), "0 s");
    }
}
