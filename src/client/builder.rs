//! Everything that can be set on a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue};
use secrecy::SecretString;

use super::handle::Client;
use super::{settings, tls};
use crate::auth::{Bearer, Credentials, TokenProvider};
use crate::call::{BaseUrl, CallOptions, InFlight, Shared};
use crate::error::Error;
use crate::retry::Retries;
use crate::retry::budget::Budget;
use crate::timer::{Timer, TokioTimer};
use crate::transport::{Direct, Route, TlsConfig, Transport, Wire};

/// How long one attempt may take. The server itself answers in well under a
/// second; 30 s leaves room for a slow network and still ends a stalled call
/// within the minute that the official SDK waits.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How large a response may be. A job is a few kilobytes; a full page of jobs
/// with large inputs stays far below this.
const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

/// Enough for a hundred calls that fail at once to be tried twice more.
const RETRY_BUDGET: u32 = 200;

/// Builds a [`Client`].
///
/// A client makes its connections itself, unless it is given a
/// [transport](Self::transport) or an HTTP client: over HTTP/1.1 as many as calls
/// are under way, over HTTP/2 (feature `http2`, https) one that all share. Each
/// has ten seconds to be made, name, proxy and TLS included, and is closed after
/// 90 seconds without use. One of HTTP/2 on which nothing comes for ten seconds,
/// although a request waits, is asked whether it lives (a PING), and given up after
/// ten more. The proxy of `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`
/// is used, but for what `NO_PROXY` names and for this machine.
///
/// ```
/// # fn main() -> Result<(), flatfile_jobs::Error> {
/// use std::time::Duration;
///
/// let client = flatfile_jobs::Client::builder()
///     .token("sk_YOUR_KEY")
///     .base_url("platform.eu.flatfile.com/api")
///     .user_agent("orders-export/2.1")
///     .timeout(Duration::from_secs(10))
///     .build()?;
/// assert_eq!(client.base_url(), "https://platform.eu.flatfile.com/api/v1");
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct ClientBuilder {
    token: Option<SecretString>,
    provider: Option<Arc<dyn TokenProvider>>,
    base_url: Option<String>,
    allow_insecure_http: bool,
    environment_id: Option<String>,
    /// The variables that the three are from, for the messages.
    from: Variables,
    user_agent: Option<String>,
    timeout: Duration,
    max_response_bytes: usize,
    wire: Option<Wire>,
    tls: Option<TlsConfig>,
    timer: Arc<dyn Timer>,
    retries: Option<Retries>,
    end_retries: Option<Retries>,
    retry_budget: u32,
    seed: Option<u64>,
    #[cfg(feature = "outbox")]
    outbox: Option<crate::outbox::Outbox>,
}

#[derive(Clone, Copy, Default)]
struct Variables {
    token: Option<&'static str>,
    /// Where a token was looked for.
    tokens: Option<&'static [&'static str]>,
    base_url: Option<&'static str>,
    environment_id: Option<&'static str>,
}

/// What a message calls a setting: by its variable, where it is from one.
fn named(setting: &str, variable: Option<&str>) -> String {
    match variable {
        Some(variable) => format!("{setting} (`{variable}`)"),
        None => setting.to_owned(),
    }
}

impl Client {
    /// A client for Flatfile's default server.
    ///
    /// # Errors
    ///
    /// When the token cannot be sent in a header. See [`ClientBuilder::build`].
    pub fn new(token: impl Into<String>) -> Result<Self, Error> {
        Self::builder().token(token).build()
    }

    /// Everything that can be set on a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }
}

impl ClientBuilder {
    pub(super) fn new() -> Self {
        Self {
            token: None,
            provider: None,
            base_url: None,
            allow_insecure_http: false,
            environment_id: None,
            from: Variables::default(),
            user_agent: None,
            timeout: TIMEOUT,
            max_response_bytes: MAX_RESPONSE_BYTES,
            wire: None,
            tls: None,
            timer: Arc::new(TokioTimer),
            retries: None,
            end_retries: None,
            retry_budget: RETRY_BUDGET,
            seed: None,
            #[cfg(feature = "outbox")]
            outbox: None,
        }
    }

    /// The bearer token: a secret key of an environment, or a personal access
    /// token. White space around it is dropped, and so is the word `Bearer`
    /// before it. There is no default: this or a
    /// [provider](Self::token_provider) is needed.
    pub fn token(self, token: impl Into<String>) -> Self {
        self.secret(SecretString::from(token.into()))
    }

    pub(super) fn secret(mut self, token: SecretString) -> Self {
        self.token = Some(token);
        self.from.token = None;
        self
    }

    pub(super) fn token_from(mut self, variable: &'static str) -> Self {
        self.from.token = Some(variable);
        self
    }

    pub(super) fn needs_token_from(mut self, variables: &'static [&'static str]) -> Self {
        self.from.tokens = Some(variables);
        self
    }

    pub(super) fn base_url_from(mut self, variable: &'static str) -> Self {
        self.from.base_url = Some(variable);
        self
    }

    pub(super) fn environment_id_from(mut self, variable: &'static str) -> Self {
        self.from.environment_id = Some(variable);
        self
    }

    /// What gives the token of each attempt, instead of a fixed one; see
    /// [`TokenProvider`]. It wins over [`token`](Self::token), whichever was set last.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.provider = Some(Arc::new(provider));
        self
    }

    /// Where the API is, with or without scheme and `/v1`. Without a scheme it
    /// is https, and http on this machine (`localhost:3000`).
    ///
    /// The default is `https://api.x.flatfile.com/v1`.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self.from.base_url = None;
        self
    }

    /// Allows plain http to another machine: off by default, since whoever is on the
    /// way can read the token.
    pub fn allow_insecure_http(mut self, allow: bool) -> Self {
        self.allow_insecure_http = allow;
        self
    }

    /// The environment that list and create use when none is named: none by
    /// default. White space around it is dropped; one that is empty, has white space
    /// or a control character within it, or holds the token is refused by
    /// [`build`](Self::build).
    pub fn environment_id(mut self, id: impl Into<String>) -> Self {
        self.environment_id = Some(id.into());
        self.from.environment_id = None;
        self
    }

    /// The caller's name and version, put before this crate's in `User-Agent`:
    /// visible ASCII and spaces. Any other character is refused by
    /// [`build`](Self::build).
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// How long one attempt may take, from the start of its connection to the
    /// end of its response. The default is 30 seconds; zero is refused.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How large a response may be, in bytes. The default is 16 MiB; zero is
    /// refused.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// How calls are tried again, instead of [`Retries::default`]. It holds for ends
    /// of jobs too, which otherwise have [`Retries::ends`] (50 attempts, five
    /// minutes): set [`end_retries`](Self::end_retries) beside it to keep those.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = Some(retries);
        self
    }

    /// How complete, fail and cancel are tried again. The default is what
    /// [`retries`](Self::retries) was given, else [`Retries::ends`].
    pub fn end_retries(mut self, retries: Retries) -> Self {
        self.end_retries = Some(retries);
        self
    }

    /// How many retries all clones together may save up; the default is 200.
    ///
    /// Each call pays a fifth of a retry in, and each retry takes a whole one
    /// out: in a long outage at most one call in five is tried again, so that
    /// the callers do not keep the server down. Ends of jobs take from it too,
    /// but are never refused, and neither are the reads that settle them: with 0
    /// nothing else is tried again.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// Makes the delays the same in every run with the same responses, for tests.
    /// By default they are drawn anew for each client.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// How to speak TLS, instead of with the roots of the system: your own
    /// certificate authority, or a client certificate.
    ///
    /// ```no_run
    /// # fn configuration() -> rustls::ClientConfig { unimplemented!() }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let config: rustls::ClientConfig = configuration();
    /// let client = flatfile_jobs::Client::builder().token("sk_YOUR_KEY").tls_config(config);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// What is offered by ALPN is set by this crate. It ties you to the version
    /// of rustls that this crate has. Has no effect on an HTTP client or a transport
    /// of your own.
    #[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
    pub fn tls_config(mut self, config: rustls::ClientConfig) -> Self {
        self.tls = Some(tls::offering(config));
        self
    }

    /// Your own HTTP client (feature `reqwest`), for what this crate's connections do not have:
    /// name resolution of your own, say, or another proxy than that of the
    /// environment.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let http_client = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .proxy(reqwest::Proxy::all("http://proxy.example.test:3128")?)
    ///     .build()?;
    /// let client = flatfile_jobs::Client::builder().token("sk_YOUR_KEY").http_client(http_client);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Let it follow no redirect: one would turn a POST into a GET, and carry
    /// the token elsewhere. A response from another address than was asked is
    /// an [error](Error::is_redirect).
    ///
    /// Turn on for it what you need of reqwest's own features (`rustls` for
    /// https, say): this crate turns none on. It ties you to the version of
    /// reqwest that this crate has.
    #[cfg(feature = "reqwest")]
    #[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.wire = Some(Wire::HttpClient(client));
        self
    }

    /// What sends the requests, instead of a connection; see [`Transport`]. Of this
    /// and an HTTP client, the one that was set last counts.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.wire = Some(Wire::Custom(Arc::new(transport)));
        self
    }

    /// What measures time, instead of [tokio's clock](TokioTimer); see [`Timer`].
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Arc::new(timer);
        self
    }

    /// Keeps each end in this outbox until it is over, instead of nowhere; see
    /// [`outbox`](crate::outbox).
    #[cfg(feature = "outbox")]
    #[cfg_attr(docsrs, doc(cfg(feature = "outbox")))]
    pub fn outbox(mut self, outbox: crate::outbox::Outbox) -> Self {
        self.outbox = Some(outbox);
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// When a setting is missing or cannot be used: the message names it, and
    /// the variable that it is from. Among them are a base URL of https where
    /// the crate was built without TLS, or where the system has no certificates
    /// that it trusts. See [`Error::is_configuration`].
    pub fn build(self) -> Result<Client, Error> {
        let from = self.from;
        let token = named("the token", from.token);
        let fixed = match (&self.provider, &self.token) {
            (None, Some(written)) => {
                let bearer = Bearer::new(written);
                Some(bearer.map_err(|bad| Error::configuration(format!("{token} {bad}")))?)
            }
            _ => None,
        };
        let name = named("the base URL", from.base_url);
        let base_url = BaseUrl::parse(self.base_url.as_deref(), self.allow_insecure_http)
            .map_err(|bad| Error::configuration(bad.sentence(&name, fixed.as_ref())))?;
        // Who mixed up two settings would have it looked up as a name, and named
        // in the error.
        if let (Some(written), Some(bearer)) = (&self.base_url, &fixed)
            && bearer.is_in(written)
        {
            let reason = "holds the token: give the address of the API";
            return Err(Error::configuration(format!("{name} {reason}")));
        }
        let name = named("the environment id", from.environment_id);
        let environment_id = self.environment_id.as_deref();
        let environment_id = environment_id
            .map(|id| settings::environment_id(id, &name, fixed.as_ref()))
            .transpose()?;
        let credentials = match (self.provider, fixed) {
            (Some(provider), _) => Credentials::provided(provider),
            (None, Some(bearer)) => Credentials::Fixed(bearer.into()),
            (None, None) => {
                return Err(Error::configuration(match from.tokens {
                    Some(variables) => format!("no token: set {}", variables.join(" or ")),
                    None => "no token: give one with `token`, or use `Client::from_env`".into(),
                }));
            }
        };
        let user_agent = settings::user_agent(self.user_agent.as_deref())?;
        let timeout = settings::timeout(self.timeout)?;
        let max_response_bytes = settings::max_response_bytes(self.max_response_bytes)?;
        let retries = settings::retries(self.retries)?;
        let end_retries = settings::retries(self.end_retries)?;
        let wire = match self.wire {
            Some(wire) => wire,
            None => Wire::Direct(Box::new(direct(&base_url, self.tls, &self.timer)?)),
        };
        let mut headers = HeaderMap::with_capacity(2);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(http::header::USER_AGENT, user_agent);
        Ok(Client {
            options: CallOptions::default(),
            shared: Arc::new(Shared {
                base_url,
                credentials,
                wire,
                timer: self.timer,
                headers,
                timeout,
                max_response_bytes,
                end_retries: end_retries.or_else(|| retries.clone()).unwrap_or_else(Retries::ends),
                retries: retries.unwrap_or_default(),
                budget: Budget::new(self.retry_budget),
                in_flight: InFlight::default(),
                random: self.seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed).into(),
                environment_id,
            }),
            #[cfg(feature = "outbox")]
            outbox: self.outbox,
        })
    }
}

fn direct(
    base_url: &BaseUrl,
    tls: Option<TlsConfig>,
    timer: &Arc<dyn Timer>,
) -> Result<Direct, Error> {
    let server = base_url.uri();
    let route = match base_url.is_loopback() {
        // What runs on this machine is not behind the proxy to the world.
        true => Route::Straight,
        false => Route::of_system(server),
    };
    // Plain http all the way: no certificate is ever looked at.
    let secure = base_url.is_https() || route.has_secure_proxy();
    let tls = match tls {
        None if secure => Some(tls::of_system()?),
        given => given,
    };
    Ok(Direct::new(server, route, tls, Arc::clone(timer)))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url.as_deref().map(|_| "[as written]"))
            .field("environment_id", &self.environment_id)
            .field("user_agent", &self.user_agent)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
