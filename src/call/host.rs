//! The host and the port of an address, from whatever people write.

use std::net::{IpAddr, Ipv6Addr};

/// The host in small letters, and the port where one is written.
pub(super) fn host_and_port(authority: &str) -> Result<(String, Option<u16>), String> {
    let end = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    let colon = authority.get(end..).and_then(|rest| rest.find(':')).map(|at| at + end);
    let (host, port) = authority.split_at(colon.unwrap_or(authority.len()));
    if host.is_empty() {
        return Err("it names no host".to_owned());
    }
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let reason = match address {
        Some(address) if address.parse::<Ipv6Addr>().is_ok() => None,
        Some(_) => Some("what is in brackets is not an IPv6 address"),
        None if !host.is_ascii() => {
            Some("its host has letters beyond ASCII; write it in ASCII, as `xn--...`")
        }
        None if !host.bytes().all(of_name) => {
            Some("its host has a character that no host name has")
        }
        None => None,
    };
    if let Some(reason) = reason {
        return Err(reason.to_owned());
    }
    let port = match port.strip_prefix(':').map(str::parse) {
        Some(Ok(0)) => return Err("nothing can be reached at port 0".to_owned()),
        Some(Err(_)) => return Err("its port is not a number up to 65535".to_owned()),
        Some(Ok(port)) => Some(port),
        None => None,
    };
    Ok((host.to_ascii_lowercase(), port))
}

/// Whether it is this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    matches!(host, "localhost" | "localhost.")
        || address.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}
