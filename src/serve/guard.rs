//! Who is answered: pages of this server in a browser that asked for it by its address, not by a name that others gave it.
//!
//! A page from elsewhere can let a browser ask any address, and a name of its own can be made to mean 127.0.0.1. Such a request
//! bears the name as its host, or the other page as its origin.

use std::net::{IpAddr, SocketAddr};

/// Whether a request with these headers is answered.
pub(super) fn is_ours(host: Option<&str>, origin: Option<&str>) -> bool {
    let Some(host) = host else { return false };
    is_address(host) && origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host))
}

/// Whether a host is an address in digits or `localhost`, with or without a port.
fn is_address(host: &str) -> bool {
    let is_port = |port: &str| port.parse::<u16>().is_ok();
    let is_local = match host.split_once(':') {
        Some((name, port)) => name.eq_ignore_ascii_case("localhost") && is_port(port),
        None => host.eq_ignore_ascii_case("localhost"),
    };
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    is_local || host.parse::<SocketAddr>().is_ok() || bare.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_pages_of_this_address_are_answered() {
        for (host, origin, answered) in [
            (Some("127.0.0.1:4150"), None, true),
            (Some("localhost:4150"), None, true),
            (Some("[::1]:4150"), None, true),
            (Some("192.168.1.7:4150"), Some("http://192.168.1.7:4150"), true),
            (Some("127.0.0.1:4150"), Some("http://127.0.0.1:4150"), true),
            (Some("127.0.0.1:4150"), Some("http://127.0.0.1:8000"), false),
            (Some("127.0.0.1:4150"), Some("https://127.0.0.1:4150"), false),
            (Some("127.0.0.1:4150"), Some("null"), false),
            (Some("example.com"), None, false),
            (Some("localhost.example.com:4150"), None, false),
            (Some("127.0.0.1.example.com:4150"), None, false),
            (None, None, false),
        ] {
            assert_eq!(is_ours(host, origin), answered, "{host:?} {origin:?}");
        }
    }
}
