//! The address of a request: whole, and not inside the installation's own network (413).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::problem::{Code, Problem};

/// The address, if it can be asked.
///
/// Names that lead to a private address are found out by who sends the request; this refuses what can be seen.
pub(super) fn checked(url: &str) -> Result<String, Problem> {
    let url = url.trim();
    let bad = || {
        let detail = "Адрес должен начинаться с https:// или http:// и не содержать пробелов";
        Problem::error(Code::BadConstant, detail)
    };
    let (scheme, rest) = url.split_once("://").ok_or_else(bad)?;
    let known = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = host(rest);
    if !known || host.is_empty() || url.contains(|it: char| it.is_whitespace() || it.is_control()) {
        return Err(bad());
    }
    if is_own(host) {
        let detail = format!("«{host}» — адрес внутренней сети, запросы на него запрещены");
        return Err(Problem::error(Code::OutsideForbidden, detail));
    }
    Ok(url.to_owned())
}

/// The address with further pairs in its query.
pub(super) fn with_query(url: &str, pairs: &str) -> String {
    let (address, fragment) = match url.split_once('#') {
        Some((address, fragment)) => (address, format!("#{fragment}")),
        None => (url, String::new()),
    };
    let joint = match address.chars().last() {
        Some('?' | '&') => "",
        _ if address.contains('?') => "&",
        _ => "?",
    };
    format!("{address}{joint}{pairs}{fragment}")
}

/// The host after `://`, without user, port and path.
fn host(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let place = authority.rsplit('@').next().unwrap_or_default();
    match place.strip_prefix('[') {
        Some(ip) => ip.split(']').next().unwrap_or_default(),
        None => place.split(':').next().unwrap_or_default(),
    }
}

fn is_own(host: &str) -> bool {
    let name = host.trim_end_matches('.').to_lowercase();
    if let Ok(ip) = name.parse::<IpAddr>() {
        return match ip {
            IpAddr::V4(ip) => is_own_v4(ip),
            IpAddr::V6(ip) => is_own_v6(ip),
        };
    }
    // Clients read `2130706433`, `0x7f.1` and `127.1` as addresses too.
    let last = name.rsplit('.').next().unwrap_or_default();
    let number = last.starts_with(|it: char| it.is_ascii_digit());
    let local = ["localhost", "local", "internal", "lan", "home"];
    number || local.contains(&last)
}

fn is_own_v4(ip: Ipv4Addr) -> bool {
    let [first, second, ..] = ip.octets();
    let shared = first == 100 && (64..128).contains(&second);
    ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || first == 0
        || first >= 240
        || shared
}

fn is_own_v6(ip: Ipv6Addr) -> bool {
    let [first, ..] = ip.segments();
    let mapped = ip.to_ipv4_mapped().is_some_and(is_own_v4);
    ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_multicast()
        || (first & 0xfe00) == 0xfc00
        || (first & 0xffc0) == 0xfe80
        || mapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_addresses_are_refused() {
        for url in [
            "http://localhost/",
            "http://LOCALHOST.:80",
            "https://10.0.0.1",
            "http://192.168.1.1:8080/x",
            "http://172.16.0.1",
            "http://169.254.169.254/latest",
            "http://[::1]/",
            "http://[fd00::1]",
            "http://[::ffff:127.0.0.1]/",
            "http://a@127.0.0.1",
            "http://2130706433/",
            "http://127.1",
            "http://0x7f.0x1",
            "http://printer.local",
            "http://x.ru@localhost\\@x.ru",
            "http://100.64.0.1",
        ] {
            let code = checked(url).map_err(|problem| problem.code);
            assert_eq!(code, Err(Code::OutsideForbidden), "{url}");
        }
    }

    #[test]
    fn an_address_is_whole() {
        for url in [
            "",
            "example.ru",
            "ftp://example.ru",
            "https://",
            "https:///x",
            "https://exa mple.ru",
        ] {
            let code = checked(url).map_err(|problem| problem.code);
            assert_eq!(code, Err(Code::BadConstant), "{url}");
        }
        for url in [
            "https://example.ru",
            "HTTP://8.8.8.8/x?y#z",
            "https://пример.рф/путь",
            "https://[2a00::1]/",
        ] {
            assert_eq!(checked(url).as_deref().ok(), Some(url));
        }
    }

    #[test]
    fn pairs_go_to_the_query() {
        let cases = [
            ("https://x.ru", "https://x.ru?a=1"),
            ("https://x.ru/?b=2", "https://x.ru/?b=2&a=1"),
            ("https://x.ru/?", "https://x.ru/?a=1"),
            ("https://x.ru/p#top", "https://x.ru/p?a=1#top"),
        ];
        for (url, expected) in cases {
            assert_eq!(with_query(url, "a=1"), expected);
        }
    }
}
