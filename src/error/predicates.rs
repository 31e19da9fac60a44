//! What can be asked of an error.

use std::borrow::Cow;

use super::Error;
use super::kind::{Kind, Whose};
#[cfg(feature = "outbox")]
use crate::api::RetryClass;
#[cfg(feature = "outbox")]
use crate::retry::run::Evidence;
use crate::transport::TransportErrorKind;

/// # What kind of failure it is
impl Error {
    /// The client could not be made.
    ///
    /// *Usual cause:* no token, or a base URL of plain http. *What to do:* the
    /// message names the setting.
    pub fn is_configuration(&self) -> bool {
        self.0.kind == Kind::Configuration
    }

    /// The call could not be made as it was asked for; nothing was sent.
    ///
    /// *Usual cause:* an id that would change the URL, or no tokio runtime
    /// around the call. *What to do:* look where the id comes from; see
    /// [`Client`](crate::Client) on blocking use.
    pub fn is_invalid_input(&self) -> bool {
        self.0.kind == Kind::Input || self.is_transport(TransportErrorKind::Request)
    }

    /// There was no connection; surely nothing reached the server.
    ///
    /// *Usual cause:* a wrong base URL, DNS, a firewall, a certificate that
    /// does not fit. *What to do:* the message says which. What does not heal, a
    /// [certificate](Self::is_tls) or a [proxy](Self::is_proxy), is not tried
    /// again.
    pub fn is_connect(&self) -> bool {
        self.is_transport(TransportErrorKind::Connect) || self.is_tls() || self.is_proxy()
    }

    /// No secure connection could be made, and trying again would not help;
    /// surely nothing reached the server.
    ///
    /// *Usual cause:* a certificate that is not trusted, has expired or is for
    /// another name. *What to do:* trust its authority (`SSL_CERT_FILE` on Linux, or
    /// [`tls_config`](crate::ClientBuilder::tls_config)).
    pub fn is_tls(&self) -> bool {
        self.is_transport(TransportErrorKind::Tls)
    }

    /// The proxy did not let the request through, and trying again would not
    /// help; surely nothing reached the server.
    ///
    /// *Usual cause:* a user and password that are missing or wrong, or a
    /// scheme of the proxy that your own HTTP client does not have.
    pub fn is_proxy(&self) -> bool {
        self.is_transport(TransportErrorKind::Proxy)
    }

    /// The server said that it did nothing with the request, each time that it
    /// was tried (HTTP/2).
    ///
    /// *Usual cause:* a server that is restarted or has too much to do. *What to do:*
    /// try again later.
    pub fn is_declined(&self) -> bool {
        self.is_transport(TransportErrorKind::Declined)
    }

    /// The provider gave no token; nothing was sent.
    ///
    /// *Usual cause:* a vault that cannot be reached. *What to do:* the
    /// [source](std::error::Error::source) is the provider's own error.
    pub fn is_credentials(&self) -> bool {
        self.is_transport(TransportErrorKind::Credentials)
    }

    /// A retry that the bounds allowed was not made, because the budget of
    /// retries that all clones of the client share is spent.
    ///
    /// *Usual cause:* an outage. *What to do:* wait for the server; see
    /// [`retry_budget`](crate::ClientBuilder::retry_budget).
    pub fn is_retry_budget_spent(&self) -> bool {
        self.0.withheld
    }

    /// No whole response came in time; the server may have carried it out. Or an
    /// end was not sent, since its token came so late that no time was left: the
    /// [attempts](Self::attempts) say which.
    ///
    /// *Usual cause:* a slow server or network. *What to do:* look before trying
    /// again; raise `with_timeout`.
    pub fn is_timeout(&self) -> bool {
        self.is_transport(TransportErrorKind::Timeout)
    }

    /// The connection ended without a response; the server may have carried it
    /// out.
    ///
    /// *Usual cause:* a server or proxy that was restarted. *What to do:* look
    /// before trying again.
    pub fn is_interrupted(&self) -> bool {
        self.is_transport(TransportErrorKind::Interrupted) || self.is_cut_short()
    }

    /// The response began and ended too early; its [status](Self::status) is known.
    pub fn is_cut_short(&self) -> bool {
        self.is_transport(TransportErrorKind::CutShort)
    }

    /// The response is larger than the limit.
    ///
    /// *Usual cause:* something else than the API answers. *What to do:* check the
    /// base URL, or raise `with_max_response_bytes`.
    pub fn is_too_large(&self) -> bool {
        self.is_transport(TransportErrorKind::TooLarge)
    }

    /// The response is a success that does not say what the contract promises:
    /// HTML, nothing, JSON that was cut off, or not a job. Or it is one job of
    /// a list that cannot be read, or a list that does not come to an end; see
    /// [`Jobs::stream`](crate::Jobs::stream).
    ///
    /// *Usual cause:* a proxy in between, or a server newer than the contract.
    /// *What to do:* the message names the member, where there is one to blame.
    pub fn is_contract_mismatch(&self) -> bool {
        matches!(self.0.kind, Kind::Unreadable | Kind::OddPart | Kind::OddRow)
    }

    /// One entry of a list cannot be read, and the others can: the list goes on.
    /// It is a [contract mismatch](Self::is_contract_mismatch) too.
    ///
    /// *Usual cause:* a server newer than the contract. *What to do:* pass it over, or
    /// see the message, which names the member.
    pub fn is_unreadable_entry(&self) -> bool {
        self.0.kind == Kind::OddRow
    }

    /// An end may have happened or not: its response was lost or ambiguous, and
    /// it could not be settled within the bounds.
    ///
    /// *Usual cause:* an outage that outlasts the deadline. *What to do:*
    /// [get](crate::JobHandle::get) the job, and end it again if it is open;
    /// raise the bounds of [`Retries::ends`](crate::Retries::ends). The
    /// [`attempts`](Self::attempts) say what happened.
    pub fn is_in_doubt(&self) -> bool {
        self.0.kind == Kind::InDoubt
    }

    /// The job is in [another end](Self::other_end) now: it was read because an
    /// end was ambiguous, or could not be sent for more than a second.
    ///
    /// *Usual cause:* somebody canceled the job, or it was failed for not
    /// having been acknowledged in time. *What to do:* none is needed.
    ///
    /// An end that is refused at once, since the job has ended already, is a
    /// [conflict](Self::is_conflict) instead: the server's messages say why.
    pub fn is_already_finished(&self) -> bool {
        matches!(self.0.kind, Kind::OtherEnd(_))
    }

    /// The job has not ended, and it is not in the run that the end was meant
    /// for, as far as its dates tell: it was retried or started since the call
    /// began, or changed before its start, which may be a retry; or its dates do
    /// not tell, and a token came so late that it matters. It was read
    /// because the end was ambiguous, or could not be sent for more than a
    /// second. Nothing was sent into that run.
    ///
    /// *Usual cause:* the end was carried out, its response was lost, and
    /// somebody ran the job again. *What to do:* none is needed then; get the job,
    /// and end it again if the run that goes on now is to end.
    pub fn is_another_run(&self) -> bool {
        matches!(self.0.kind, Kind::AnotherRun(..))
    }

    /// It was not sent, or not again, because an end of the job was begun, by
    /// this client or a clone: it might have undone the end.
    ///
    /// *Usual cause:* progress that is reported while the job is ended.
    /// *What to do:* none is needed.
    pub fn is_overtaken(&self) -> bool {
        self.0.kind == Kind::Overtaken || self.0.overtaken
    }

    /// The end is [kept](crate::outbox), and is taken up again by
    /// [`settle_outbox`](crate::Client::settle_outbox): there is nothing to do
    /// about it now.
    #[cfg(feature = "outbox")]
    #[cfg_attr(docsrs, doc(cfg(feature = "outbox")))]
    pub fn is_kept(&self) -> bool {
        self.0.kept
    }

    /// The outbox failed: an end could not be written down, and was not sent,
    /// or what was written cannot be read.
    ///
    /// *Usual cause:* a full or read-only disk. *What to do:* the
    /// [source](std::error::Error::source) is the store's own error.
    #[cfg(feature = "outbox")]
    #[cfg_attr(docsrs, doc(cfg(feature = "outbox")))]
    pub fn is_outbox(&self) -> bool {
        self.0.kind == Kind::Outbox
    }

    /// Whether something else than the API said it: the page of a proxy, say.
    pub(crate) fn is_of_another(&self) -> bool {
        self.0.whose == Whose::Another
    }

    /// Whether the API itself said it. What is in front of it may say 404 to
    /// everything while it is restarted.
    pub(crate) fn is_of_api(&self) -> bool {
        self.0.whose == Whose::Api
    }

    /// Whether an end that failed like this is over: to send it again later
    /// would not help, or must not be.
    ///
    /// Only the API refuses an end for good.
    #[cfg(feature = "outbox")]
    pub(crate) fn is_final_for_an_end(&self) -> bool {
        let class = self.operation().map(|operation| operation.retry);
        let refused = |status| match (status, class) {
            (404, _) => true,
            // What else a read is refused for says nothing of the end.
            (_, Some(RetryClass::Safe)) | (401 | 403 | 407 | 408 | 429, _) => false,
            _ => (400..500).contains(&status),
        };
        // Where the dates do not tell the run, a later read may.
        let run = matches!(self.0.kind, Kind::AnotherRun(_, why) if why != Evidence::Unsure);
        self.known_end().is_some()
            || self.is_already_finished()
            || run
            || (self.is_of_api() && self.is_status(refused))
    }

    /// The server says that the request does not fit (400 or 422).
    ///
    /// *What to do:* [`server_messages`](Self::server_messages) say what does not.
    pub fn is_bad_request(&self) -> bool {
        self.is_status(|status| matches!(status, 400 | 422))
    }

    /// The server does not accept the token (401).
    ///
    /// *Usual cause:* a key of another server or region, or one that expired.
    pub fn is_unauthorized(&self) -> bool {
        self.is_status(|status| status == 401)
    }

    /// The token may not do this (403).
    ///
    /// *Usual cause:* a publishable key, or one of another environment.
    pub fn is_forbidden(&self) -> bool {
        self.is_status(|status| status == 403)
    }

    /// There is no such job, or not for this token (404).
    ///
    /// *Usual cause:* a job of another environment, or one that was deleted.
    pub fn is_not_found(&self) -> bool {
        self.is_status(|status| status == 404)
    }

    /// The job is in a state that does not allow it (409).
    ///
    /// *What to do:* get the job to see its state.
    pub fn is_conflict(&self) -> bool {
        self.is_status(|status| status == 409)
    }

    /// Too many calls (429).
    ///
    /// *What to do:* wait; [`retry_after`](Self::retry_after) may say how long.
    pub fn is_rate_limited(&self) -> bool {
        self.is_status(|status| status == 429)
    }

    /// The server, or a proxy before it, could not answer (500 to 599).
    ///
    /// *What to do:* look before trying again; it may have been carried out.
    pub fn is_server_error(&self) -> bool {
        self.is_status(|status| status >= 500)
    }

    /// The response is a redirect (300 to 399), which is never followed: it
    /// could turn a POST into a GET, and carry the token elsewhere. Or it came
    /// from another address, because the user's own connections follow them.
    ///
    /// *Usual cause:* a base URL with the wrong scheme or host.
    pub fn is_redirect(&self) -> bool {
        self.is_status(|status| (300..400).contains(&status))
            || self.is_transport(TransportErrorKind::Redirected)
    }

    /// One word for the span of a call.
    pub(crate) fn span_type(&self) -> Cow<'static, str> {
        match &self.0.kind {
            Kind::Configuration => "configuration".into(),
            Kind::Input => "invalid_input".into(),
            Kind::Transport(kind) => kind.name().into(),
            Kind::Status => self.status().map_or("_OTHER".into(), |it| it.to_string().into()),
            Kind::Unreadable | Kind::OddPart | Kind::OddRow => "contract_mismatch".into(),
            Kind::InDoubt => "in_doubt".into(),
            Kind::OtherEnd(_) => "other_end".into(),
            Kind::AnotherRun(..) => "another_run".into(),
            Kind::Overtaken => "overtaken".into(),
            #[cfg(feature = "outbox")]
            Kind::Outbox => "outbox".into(),
        }
    }

    fn is_transport(&self, kind: TransportErrorKind) -> bool {
        self.0.kind == Kind::Transport(kind)
    }

    fn is_status(&self, fits: impl Fn(u16) -> bool) -> bool {
        // Of an end that was looked for (it is in doubt, or another end or another
        // run was found), the status of one response says nothing.
        let plain =
            !matches!(self.0.kind, Kind::InDoubt | Kind::OtherEnd(_) | Kind::AnotherRun(..));
        plain && self.status().is_some_and(fits)
    }
}
