//! The client itself: what all calls share, and the options of the next ones.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::api;
use crate::api::types::Job;
use crate::error::Error;
use crate::retry::{Retries, RunSeen};

use crate::auth::Bearer;
use crate::call::{CallOptions, Shared};

/// A client of Flatfile's Jobs API.
///
/// Clones are cheap and share one connection pool.
///
/// ```no_run
/// # async fn example() -> Result<(), flatfile_jobs::Error> {
/// let client = flatfile_jobs::Client::from_env()?;
/// client.job("us_jb_YOUR_ID").fail("the warehouse did not answer").await?;
/// # Ok(())
/// # }
/// ```
/// # Blocking use
///
/// A program without a runtime of its own makes one, and waits on it:
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
/// let client = flatfile_jobs::Client::from_env()?;
/// runtime.block_on(client.job("us_jb_YOUR_ID").fail("the warehouse did not answer"))?;
/// # Ok(())
/// # }
/// ```
///
/// Keep the runtime as long as the client: its connections live there. It is
/// tokio's, with I/O and time turned on (`enable_all`); without a runtime around
/// it a call fails and [says so](Error::is_invalid_input), and with one that
/// has either turned off tokio panics. Only a client with a
/// [transport](crate::ClientBuilder::transport) and a [timer](crate::ClientBuilder::timer) of
/// your own needs none.
#[derive(Clone)]
pub struct Client {
    pub(super) shared: Arc<Shared>,
    pub(super) options: CallOptions,
    /// Where ends are kept until they are over.
    #[cfg(feature = "outbox")]
    pub(super) outbox: Option<crate::outbox::Outbox>,
}

impl Client {
    /// This client with another limit for one attempt. It shares connections,
    /// token and budget with this one. With a limit of zero each call fails
    /// before anything is sent.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// use std::time::Duration;
    ///
    /// let hasty = client.with_timeout(Duration::from_secs(3));
    /// let page = hasty.jobs().page().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        let mut client = self.clone();
        client.options.timeout = Some(timeout);
        client
    }

    /// This client with other bounds for each call, ends of jobs too. It
    /// shares connections, token and budget with this one. With a deadline of zero
    /// each call fails before anything is sent.
    #[must_use]
    pub fn with_retries(&self, retries: Retries) -> Self {
        let mut client = self.clone();
        client.options.retries = Some(retries);
        client
    }

    /// This client with another limit for the size of a response, in bytes. It
    /// shares connections, token and budget with this one. With a limit of zero
    /// each call fails before anything is sent.
    #[must_use]
    pub fn with_max_response_bytes(&self, bytes: usize) -> Self {
        let mut client = self.clone();
        client.options.max_response_bytes = Some(bytes);
        client
    }

    /// This client with one header more on every request, for what the
    /// contract does not name. A header that the client sets itself, or one that
    /// cannot be sent, makes each call fail before anything is sent; and so does one
    /// of the connection (`connection`, `te`, `upgrade` …) or one that asks for
    /// anything but the whole body as it is (`accept-encoding`, `range`, `prefer`,
    /// `if-match` and its kind): a response that cannot be read would leave an end
    /// in doubt.
    #[must_use]
    pub fn with_header(&self, name: &str, value: &str) -> Self {
        let mut client = self.clone();
        client.options.add_header(name, value);
        client
    }

    /// This client with one query parameter more on every request, for what
    /// the contract does not name.
    #[must_use]
    pub fn with_query(&self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let mut client = self.clone();
        client.options.add_query(name.into(), value.into());
        client
    }

    /// This client, whose ends are meant for one run of a job.
    pub(crate) fn with_run(&self, job: &Job) -> Self {
        let mut client = self.clone();
        client.options.run = Some(Arc::new(RunSeen::from(job)));
        client
    }

    /// The raw client that was generated from the contract, with this client's
    /// authentication, limits and transport inside.
    ///
    /// Its calls fail with [`Error`], as the handles' do.
    pub fn api(&self) -> api::Client {
        api::Client { inner: self.clone() }
    }

    /// Puts another token in place, for all clones of this client: attempts
    /// that begin from now on have it, those of calls under way too.
    ///
    /// # Errors
    ///
    /// When the token cannot be sent in a header, or the client asks a
    /// [`TokenProvider`](crate::TokenProvider).
    pub fn rotate_token(&self, token: impl Into<String>) -> Result<(), Error> {
        let token = Bearer::new(&token.into().into())?;
        match self.shared.credentials.replace(token) {
            true => Ok(()),
            false => Err(Error::configuration("the token comes from a provider")),
        }
    }

    /// The base URL, with its `/v1`.
    pub fn base_url(&self) -> &str {
        self.shared.base_url.as_str()
    }

    /// The environment that list and create use when none is named.
    pub fn environment_id(&self) -> Option<&str> {
        self.shared.environment_id.as_deref()
    }

    #[cfg(feature = "outbox")]
    pub(crate) fn outbox(&self) -> Option<&crate::outbox::Outbox> {
        self.outbox.as_ref()
    }

    pub(crate) fn options(&self) -> &CallOptions {
        &self.options
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.fmt(f)
    }
}
