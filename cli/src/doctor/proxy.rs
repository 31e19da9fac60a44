//! Which proxy is on the way. Its user and password are not shown.

use std::env;

use super::Check;

const VARIABLES: [&str; 3] = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"];

pub fn check(base_url: &str) -> Check {
    let found: Vec<String> = VARIABLES.iter().filter_map(|name| variable(name)).collect();
    let plain = base_url.starts_with("http://");
    match (found.is_empty(), plain) {
        (true, _) => Check::good("proxy", "none in the environment"),
        // Plain http goes to this machine alone, unless it was allowed.
        (false, true) => {
            Check::good("proxy", format!("{}; not for this machine", found.join(", ")))
        }
        (false, false) => Check::good("proxy", found.join(", ")),
    }
}

fn variable(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let (name, value) = [name, &lower]
        .into_iter()
        .find_map(|name| Some((name.to_owned(), env::var(name).ok()?)))
        .filter(|(_, value)| !value.is_empty())?;
    let host = value.rsplit_once('@').map_or(value.as_str(), |(_, host)| host);
    let host = host.split_once("://").map_or(host, |(_, host)| host);
    Some(format!("{name} leads to {host}"))
}
