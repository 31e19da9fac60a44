//! The two wires that connect: this crate's own, and a client that the user
//! made. What holds of one holds of the other.

use flatfile_jobs::ClientBuilder;

use crate::secure::trusting;

/// A wire that connects.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Net {
    Own,
    Users,
}

pub const NETS: [Net; 2] = [Net::Own, Net::Users];

impl Net {
    /// A client with this wire that trusts one certificate, or none.
    pub fn trusting(self, builder: ClientBuilder, certificate: &[u8]) -> ClientBuilder {
        match self {
            Self::Own => builder.tls_config(trusting(certificate)),
            Self::Users => builder.http_client(users(certificate).build().unwrap()),
        }
    }
}

/// What users set up: one certificate, no redirects, no proxy.
pub fn users(certificate: &[u8]) -> reqwest::ClientBuilder {
    let mut config = trusting(certificate);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
}
