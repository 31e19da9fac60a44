//! Which failures of TLS no further attempt heals, in plain words.

use std::borrow::Cow;
use std::error::Error;

/// Why there can be no secure connection, however often it is tried.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
pub(super) fn permanent(error: &(dyn Error + 'static)) -> Option<Cow<'static, str>> {
    use rustls::pki_types::InvalidDnsNameError;
    use rustls::{Error as Tls, PeerIncompatible as Misfit};

    if error.is::<InvalidDnsNameError>() || error.to_string() == "Invalid Server Name" {
        return Some("no certificate can be for the host in the base URL".into());
    }
    let nothing_in_common = "the server and this client have no TLS version or cipher in common";
    Some(match error.downcast_ref::<Tls>()? {
        Tls::InvalidCertificate(error) => certificate(error),
        Tls::AlertReceived(alert) => return refusal(*alert).map(Into::into),
        Tls::PeerIncompatible(
            Misfit::NoCipherSuitesInCommon
            | Misfit::ServerDoesNotSupportTls12Or13
            | Misfit::ServerTlsVersionIsDisabledByOurConfig,
        ) => nothing_in_common.into(),
        Tls::PeerIncompatible(_) => "the server's TLS is incompatible with this client's".into(),
        Tls::InvalidMessage(_) => {
            "what answers there does not speak TLS: the scheme or the port may be wrong".into()
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
        Why::InvalidPurpose | Why::InvalidPurposeContext { .. } => NOT_FOR_SERVERS.into(),
        Why::BadEncoding => "the server's certificate cannot be used: its encoding is bad".into(),
        // The errors of the verifiers have no names outside.
        Why::Other(other) => match other.to_string() {
            text if text.contains("CaUsedAsEndEntity") => {
                "the server's certificate is one of an authority, not of a server".into()
            }
            text if text.contains("EkuError") || text.contains(PURPOSE) => NOT_FOR_SERVERS.into(),
            _ => "the server's certificate cannot be used".into(),
        },
        // What else there is has no text but that of `Debug`; the source has it.
        _ => "the server's certificate cannot be used".into(),
    }
}

/// Of a certificate whose extended key usage leaves servers out.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
const NOT_FOR_SERVERS: &str = "the server's certificate is not meant for servers";

/// What the platform's verifier says of such a one.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
const PURPOSE: &str = "certificate had invalid extensions";

/// What a server said that broke off the handshake, where that may heal. Its
/// own text is that of `Debug`.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
pub(super) fn broken_off(error: &(dyn Error + 'static)) -> Option<String> {
    match error.downcast_ref::<rustls::Error>()? {
        rustls::Error::AlertReceived(alert) => {
            Some(format!("the server broke off the TLS handshake (alert {})", u8::from(*alert)))
        }
        _ => None,
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
        // It tells no reason: servers send it for each of these.
        Alert::HandshakeFailure => {
            "the server refused the TLS handshake (alert handshake_failure): it may want a client \
             certificate, or there is no TLS version or cipher in common"
        }
        Alert::ProtocolVersion | Alert::InsufficientSecurity => {
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

#[cfg(not(any(feature = "tls-ring", feature = "tls-aws-lc")))]
pub(super) fn broken_off(_: &(dyn Error + 'static)) -> Option<String> {
    None
}

#[cfg(test)]
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
mod tests {
    use rustls::{
        AlertDescription as Alert, CertificateError as Why, Error as Tls,
        PeerIncompatible as Misfit,
    };

    use crate::transport::TransportErrorKind as Kind;
    use crate::transport::cause::found::Cause;
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
            (Tls::PeerIncompatible(Misfit::NoCipherSuitesInCommon), Some("in common")),
            (
                Tls::PeerIncompatible(Misfit::ExtendedMasterSecretExtensionRequired),
                Some("incompatible"),
            ),
            (Tls::AlertReceived(Alert::ProtocolVersion), Some("in common")),
            (
                Tls::AlertReceived(Alert::HandshakeFailure),
                Some("the server refused the TLS handshake (alert handshake_failure): it may"),
            ),
            (Tls::AlertReceived(Alert::UnrecognisedName), Some("does not know the host")),
            (Tls::AlertReceived(Alert::CertificateRequired), Some("client certificate")),
            (Tls::AlertReceived(Alert::InternalError), None),
            (Tls::AlertReceived(Alert::CloseNotify), None),
            (Tls::DecryptError, None),
            (Tls::General("?".into()), None),
        ] {
            let error = wrapped(error);
            let cause = of_connecting(&error);
            let (kind, reason) = (cause.kind, cause.reason.unwrap_or_default());
            match words {
                Some(words) => assert!(kind == Kind::Tls && reason.contains(words), "{reason}"),
                None => assert_eq!(kind, Kind::Connect, "{error:?}: {reason}"),
            }
        }
    }

    /// As a verifier hands on an error that rustls has no name for.
    #[derive(Debug)]
    struct Verifier(&'static str);

    impl std::fmt::Display for Verifier {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.0)
        }
    }

    impl std::error::Error for Verifier {}

    #[test]
    fn what_a_certificate_lacks_is_said_without_debug_text() {
        let other = |text| Why::Other(rustls::OtherError(std::sync::Arc::new(Verifier(text)) as _));
        for (why, words) in [
            (Why::InvalidPurpose, "the server's certificate is not meant for servers"),
            (
                other("certificate had invalid extensions"),
                "the server's certificate is not meant for servers",
            ),
            (
                other("CaUsedAsEndEntity"),
                "the server's certificate is one of an authority, not of a server",
            ),
            (other("Whatever(Debug)"), "the server's certificate cannot be used"),
            (Why::UnhandledCriticalExtension, "the server's certificate cannot be used"),
        ] {
            let error = wrapped(Tls::InvalidCertificate(why));
            assert_eq!(of_connecting(&error), Cause::new(Kind::Tls, words), "{error:?}");
        }
    }

    #[test]
    fn an_alert_that_may_heal_is_named_by_its_number() {
        for (alert, number) in [(Alert::InternalError, 80), (Alert::Unknown(0xfa), 250)] {
            let words = format!("the server broke off the TLS handshake (alert {number})");
            let error = wrapped(Tls::AlertReceived(alert));
            assert_eq!(of_connecting(&error), Cause::new(Kind::Connect, words));
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
            assert_eq!(of_exchange(&wrapped(Tls::AlertReceived(alert))).kind, kind, "{alert:?}");
        }
    }
}
