//! How much one address of the network may ask, and how long an answer may take.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::error::Error;

/// No answer takes longer; amoCRM itself gets thirty seconds for one call.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// An office of managers may share one address; a single one never asks so much.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(100).expect("it is not zero");
const AT_ONCE: NonZeroU32 = NonZeroU32::new(1000).expect("it is not zero");
/// Addresses that are remembered before those that were quiet are forgotten.
const REMEMBERED: usize = 10_000;

/// Counts requests by the address of the network that they come from.
pub struct Limits {
    seen: DefaultKeyedRateLimiter<IpAddr>,
    behind_proxy: bool,
}

impl Limits {
    /// Nothing was asked yet; behind a proxy its last `X-Forwarded-For` tells who asks.
    pub fn new(behind_proxy: bool) -> Self {
        Self {
            seen: RateLimiter::keyed(Quota::per_second(PER_SECOND).allow_burst(AT_ONCE)),
            behind_proxy,
        }
    }

    fn allows(&self, asking: IpAddr) -> bool {
        if self.seen.len() > REMEMBERED {
            self.seen.retain_recent();
        }
        self.seen.check_key(&asking).is_ok()
    }

    /// Who asks; a network of IPv6 counts as one, because its holder has all addresses of it.
    fn asking(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let told = headers.get_all("x-forwarded-for").iter().next_back();
        let told = told.filter(|_| self.behind_proxy);
        let told = told.and_then(|it| it.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        match told.unwrap_or(peer).to_canonical() {
            IpAddr::V6(address) => {
                let network = address.to_bits() >> 64 << 64;
                IpAddr::V6(Ipv6Addr::from_bits(network))
            }
            address @ IpAddr::V4(_) => address,
        }
    }
}

/// Lets a request through, or asks to come again later.
pub async fn guard(
    State(limits): State<Arc<Limits>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    match limits.allows(limits.asking(peer.ip(), request.headers())) {
        true => next.run(request).await,
        false => Error::TooMany.into_response(),
    }
}

/// Counts only what was asked of an address that does not exist: amoCRM sends the hooks of all accounts from few
/// addresses, and none of them may be lost.
pub async fn guard_against_guesses(
    State(limits): State<Arc<Limits>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let asking = limits.asking(peer.ip(), request.headers());
    let answer = next.run(request).await;
    let guessed = answer.status() == axum::http::StatusCode::NOT_FOUND;
    match guessed && !limits.allows(asking) {
        true => Error::TooMany.into_response(),
        false => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(behind_proxy: bool, peer: &str, forwarded: Option<&str>) -> String {
        let mut headers = HeaderMap::new();
        if let Some(forwarded) = forwarded {
            headers.insert("x-forwarded-for", forwarded.parse().expect("a header"));
        }
        let peer = peer.parse().expect("an address");
        Limits::new(behind_proxy).asking(peer, &headers).to_string()
    }

    #[test]
    fn only_the_own_proxy_is_believed() {
        let told = Some("203.0.113.9, 198.51.100.7");
        assert_eq!(asking(true, "127.0.0.1", told), "198.51.100.7");
        assert_eq!(asking(false, "127.0.0.1", told), "127.0.0.1");
        assert_eq!(asking(true, "127.0.0.1", Some("nonsense")), "127.0.0.1");
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one() {
        let one = asking(false, "2001:db8::1", None);
        assert_eq!(one, asking(false, "2001:db8::2:3", None));
        assert_ne!(one, asking(false, "2001:db8:0:1::1", None));
        assert_eq!(asking(false, "::ffff:192.0.2.1", None), "192.0.2.1");
    }

    #[test]
    fn who_asks_too_much_has_to_wait_and_others_do_not() {
        let limits = Limits::new(false);
        let [greedy, other] = ["192.0.2.1", "192.0.2.2"].map(|it| it.parse().expect("an address"));
        let allowed = (0..5000).filter(|_| limits.allows(greedy)).count();
        assert!((1000..5000).contains(&allowed), "{allowed}");
        assert!(limits.allows(other));
    }
}
