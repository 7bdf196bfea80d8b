//! Finds a port that is free on this machine.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result};

/// How many ports are tried before giving up.
const TRIES: u16 = 100;

/// The first free loopback port, beginning with the wished one.
pub fn free_from(wished: u16) -> Result<u16> {
    first(wished, |port| {
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
    })
    .with_context(|| {
        format!(
            "no free port between {wished} and {}",
            wished.saturating_add(TRIES)
        )
    })
}

fn first(wished: u16, is_free: impl Fn(u16) -> bool) -> Option<u16> {
    (wished..wished.saturating_add(TRIES)).find(|port| is_free(*port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wished_port_is_taken_when_it_is_free() {
        assert_eq!(first(8080, |_| true), Some(8080));
    }

    #[test]
    fn taken_ports_are_passed_over() {
        assert_eq!(first(8080, |port| port > 8082), Some(8083));
        assert_eq!(first(8080, |_| false), None);
    }

    #[test]
    fn a_port_in_use_is_seen_as_taken() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = taken
            .local_addr()
            .expect("a bound socket has an address")
            .port();
        assert_ne!(free_from(port).ok(), Some(port));
    }
}
