//! To whom a connection was to be.

use std::error::Error;
use std::fmt;

/// An error of whatever kind.
pub(in crate::transport) type BoxError = Box<dyn Error + Send + Sync>;

/// To whom a connection was to be.
pub(in crate::transport) struct Hop {
    proxy: bool,
    host: String,
}

/// There was none.
#[derive(Debug)]
pub(in crate::transport) struct NoHop {
    pub(super) to_proxy: bool,
    pub(super) host: String,
    /// The name was not resolved.
    pub(super) unresolved: bool,
    below: BoxError,
}

impl Hop {
    pub(in crate::transport) fn to_server(host: &str) -> Self {
        Self { proxy: false, host: host.to_owned() }
    }

    pub(in crate::transport) fn to_proxy(host: &str) -> Self {
        Self { proxy: true, host: host.to_owned() }
    }

    pub(in crate::transport) fn failed(self, below: impl Into<BoxError>) -> BoxError {
        self.no_hop(below, false)
    }

    pub(in crate::transport) fn unresolved(self, below: impl Into<BoxError>) -> BoxError {
        self.no_hop(below, true)
    }

    fn no_hop(self, below: impl Into<BoxError>, unresolved: bool) -> BoxError {
        let Self { proxy: to_proxy, host } = self;
        Box::new(NoHop { to_proxy, host, unresolved, below: below.into() })
    }
}

impl fmt::Display for NoHop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whom = if self.to_proxy { "the proxy " } else { "" };
        write!(f, "no connection to {whom}`{}`", self.host)
    }
}

impl Error for NoHop {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.below)
    }
}
