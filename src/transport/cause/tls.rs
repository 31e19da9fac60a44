//! Which failures of TLS no further attempt heals, in plain words.

use std::borrow::Cow;
use std::error::Error;

/// Why there can be no secure connection, however often it is tried.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
pub(super) fn permanent(error: &(dyn Error + 'static)) -> Option<Cow<'static, str>> {
    use rustls::Error as Tls;
    use rustls::pki_types::InvalidDnsNameError;

    if error.is::<InvalidDnsNameError>() || error.to_string() == "Invalid Server Name" {
        return Some("no certificate can be for the host in the base URL".into());
    }
    let nothing_in_common = "the server and this client have no TLS version or cipher in common";
    Some(match error.downcast_ref::<Tls>()? {
        Tls::InvalidCertificate(error) => certificate(error),
        Tls::AlertReceived(alert) => return refusal(*alert).map(Into::into),
        Tls::PeerIncompatible(_) => nothing_in_common.into(),
        Tls::InvalidMessage(_) => {
            "what answers there does not speak TLS: are the scheme and the port right?".into()
        }
        Tls::NoCertificatesPresented => "the server has no certificate".into(),
        Tls::UnsupportedNameType => "the server's certificate has no name of this kind".into(),
        Tls::NoApplicationProtocol => "the server speaks no HTTP that this client does".into(),
        _ => return None,
    })
}

/// Whether the server refused this client's certificate once the connection
/// was there. In TLS 1.3 that comes with the first response, and what was sent
/// before was not read.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
pub(super) fn refused_late(error: &(dyn Error + 'static)) -> Option<Cow<'static, str>> {
    match error.downcast_ref::<rustls::Error>()? {
        rustls::Error::AlertReceived(alert) if is_about_certificate(*alert) => {
            refusal(*alert).map(Into::into)
        }
        _ => None,
    }
}

#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
fn certificate(error: &rustls::CertificateError) -> Cow<'static, str> {
    use rustls::CertificateError as Why;

    match error {
        // A bad signature: the issuer has the name of a trusted one, and
        // another key.
        Why::UnknownIssuer | Why::BadSignature => {
            "the server's certificate is from an authority that is not trusted here".into()
        }
        Why::Expired | Why::ExpiredContext { .. } => {
            "the server's certificate has expired, or the clock here is wrong".into()
        }
        Why::NotValidYet | Why::NotValidYetContext { .. } => {
            "the server's certificate is not valid yet, or the clock here is wrong".into()
        }
        Why::NotValidForName => "the server's certificate is for another name".into(),
        Why::NotValidForNameContext { expected, presented } => {
            let expected = expected.to_str();
            match presented.is_empty() {
                true => format!("the server's certificate is not for `{expected}`").into(),
                false => {
                    let names: Vec<&str> = presented.iter().map(|name| bare(name)).collect();
                    let names = names.join(", ");
                    format!("the server's certificate is not for `{expected}`, but for {names}")
                        .into()
                }
            }
        }
        Why::Revoked => "the server's certificate has been revoked".into(),
        other if other.to_string().contains("CaUsedAsEndEntity") => {
            "the server's certificate is one of an authority, signed by itself".into()
        }
        other => format!("the server's certificate cannot be used: {other}").into(),
    }
}

/// A name out of `DnsName("a.test")` or `IpAddress(1.2.3.4)`, as webpki has it.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
fn bare(name: &str) -> &str {
    let inner = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    inner.unwrap_or(name).trim_matches('"')
}

#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
fn refusal(alert: rustls::AlertDescription) -> Option<&'static str> {
    use rustls::AlertDescription as Alert;

    Some(match alert {
        alert if is_about_certificate(alert) => {
            "the server asks for a client certificate, or refused the one that it got"
        }
        Alert::HandshakeFailure | Alert::ProtocolVersion | Alert::InsufficientSecurity => {
            "the server and this client have no TLS version or cipher in common"
        }
        Alert::UnrecognisedName => "the server does not know the host in the base URL",
        Alert::NoApplicationProtocol => "the server speaks no HTTP that this client does",
        _ => return None,
    })
}

#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
fn is_about_certificate(alert: rustls::AlertDescription) -> bool {
    use rustls::AlertDescription as Alert;

    matches!(
        alert,
        Alert::AccessDenied
            | Alert::BadCertificate
            | Alert::CertificateExpired
            | Alert::CertificateRequired
            | Alert::CertificateRevoked
            | Alert::CertificateUnknown
            | Alert::NoCertificate
            | Alert::UnknownCA
            | Alert::UnsupportedCertificate
    )
}

#[cfg(not(any(feature = "tls-ring", feature = "tls-aws-lc")))]
pub(super) fn permanent(_: &(dyn Error + 'static)) -> Option<Cow<'static, str>> {
    None
}

#[cfg(not(any(feature = "tls-ring", feature = "tls-aws-lc")))]
pub(super) fn refused_late(_: &(dyn Error + 'static)) -> Option<Cow<'static, str>> {
    None
}

#[cfg(test)]
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
mod tests {
    use rustls::{AlertDescription as Alert, CertificateError as Why, Error as Tls};

    use crate::transport::TransportErrorKind as Kind;
    use crate::transport::cause::{of_connecting, of_exchange};

    /// As it comes out of the connector: in an I/O error, in another one.
    fn wrapped(error: Tls) -> std::io::Error {
        let inner = std::io::Error::new(std::io::ErrorKind::InvalidData, error);
        std::io::Error::other(inner)
    }

    #[test]
    fn what_does_not_heal_is_told_from_what_may() {
        let name = || Why::NotValidForNameContext {
            expected: rustls::pki_types::ServerName::try_from("jobs.test").unwrap(),
            presented: vec!["DnsName(\"elsewhere.test\")".into(), "IpAddress(127.0.0.1)".into()],
        };
        for (error, words) in [
            (Tls::InvalidCertificate(Why::UnknownIssuer), Some("not trusted here")),
            (Tls::InvalidCertificate(Why::BadSignature), Some("not trusted here")),
            (Tls::InvalidCertificate(Why::Expired), Some("has expired")),
            (Tls::InvalidCertificate(Why::NotValidYet), Some("not valid yet")),
            (Tls::InvalidCertificate(Why::Revoked), Some("revoked")),
            (Tls::InvalidCertificate(Why::BadEncoding), Some("cannot be used")),
            (
                Tls::InvalidCertificate(name()),
                Some("not for `jobs.test`, but for elsewhere.test, 127.0.0.1"),
            ),
            (Tls::InvalidMessage(rustls::InvalidMessage::InvalidContentType), Some("speak TLS")),
            (Tls::AlertReceived(Alert::ProtocolVersion), Some("in common")),
            (Tls::AlertReceived(Alert::HandshakeFailure), Some("in common")),
            (Tls::AlertReceived(Alert::UnrecognisedName), Some("does not know the host")),
            (Tls::AlertReceived(Alert::CertificateRequired), Some("client certificate")),
            (Tls::AlertReceived(Alert::InternalError), None),
            (Tls::AlertReceived(Alert::CloseNotify), None),
            (Tls::DecryptError, None),
            (Tls::General("?".into()), None),
        ] {
            let error = wrapped(error);
            let (kind, reason) = of_connecting(&error);
            let reason = reason.unwrap_or_default();
            match words {
                Some(words) => assert!(kind == Kind::Tls && reason.contains(words), "{reason}"),
                None => assert_eq!(kind, Kind::Connect, "{error:?}: {reason}"),
            }
        }
    }

    #[test]
    fn after_the_handshake_only_the_word_on_a_certificate_says_that_nothing_was_read() {
        for (alert, kind) in [
            (Alert::CertificateRequired, Kind::Tls),
            (Alert::UnknownCA, Kind::Tls),
            (Alert::HandshakeFailure, Kind::Interrupted),
            (Alert::InternalError, Kind::Interrupted),
        ] {
            assert_eq!(of_exchange(&wrapped(Tls::AlertReceived(alert))).0, kind, "{alert:?}");
        }
    }
}
