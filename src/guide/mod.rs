//! Guides that teach in order. Each page stands in `docs/guide` too, where it
//! is read in the repository; here its links lead into these docs, and its
//! programs run as doctests. The module is there for that alone: no build of
//! the crate has it.
//!
//! 1. [Getting started](getting_started): a first job, without an account
//! 2. [Ends](ends): what "settled" means
//! 3. [Retries](retries): timeouts and `Retry-After`
//! 4. [A worker](worker): from a webhook or a queue to the end of a job
//! 5. [Testing](testing): the sandbox, a mock of the server
//! 6. [Errors](errors): by their message, with cause and what to do
//! 7. [Coming from TypeScript](coming_from_typescript): the SDK and the job
//!    handler, call by call; use from synchronous code
//! 8. [The raw client](raw_client): what the handles do not name

/// The pages. The definitions of links come first, so that they win over those
/// of a page itself, which lead through the repository.
macro_rules! pages {
    ($($(#[$alias:meta])* $name:ident: $file:literal;)*) => {$(
        #[cfg_attr(not(doctest), doc = include_str!("links.md"))]
        #[doc = include_str!(concat!("../../docs/guide/", $file))]
        $(#[$alias])*
        pub mod $name {}
    )*};
}

pages! {
    #[doc(alias = "tutorial")]
    getting_started: "getting-started.md";
    #[doc(alias = "settle")]
    #[doc(alias = "in doubt")]
    #[doc(alias = "lost response")]
    ends: "ends.md";
    #[doc(alias = "retry")]
    #[doc(alias = "timeout")]
    #[doc(alias = "backoff")]
    #[doc(alias = "rate limit")]
    #[doc(alias = "idempotency")]
    retries: "retries.md";
    #[doc(alias = "webhook")]
    #[doc(alias = "queue")]
    #[doc(alias = "progress")]
    worker: "worker.md";
    #[doc(alias = "mock")]
    testing: "testing.md";
    #[doc(alias = "faq")]
    #[doc(alias = "troubleshooting")]
    errors: "errors.md";
    #[doc(alias = "blocking")]
    #[doc(alias = "sync")]
    #[doc(alias = "javascript")]
    coming_from_typescript: "coming-from-typescript.md";
    raw_client: "raw-client.md";
}
