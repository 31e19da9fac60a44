//! Guides that teach in order. Each page stands in `docs/guide` too, where it
//! is read in the repository; here its links lead into these docs, and its
//! programs run as doctests. The module is there for that alone: no build of
//! the crate has it.
//!
//! 1. [Getting started](getting_started): a first job, without an account
//! 2. [Ends](ends): what "settled" means
//! 3. [Retries](retries): time-outs and `Retry-After`
//! 4. [A worker](worker): from a webhook or a queue to the end of a job
//! 5. [Testing](testing): the sandbox, a mock of the server
//! 6. [Errors](errors): by their message, with cause and cure
//! 7. [Coming from TypeScript](coming_from_typescript): the SDK and the job
//!    handler, call by call; use from synchronous code
//! 8. [The raw client](raw_client): what the handles do not name

/// A page. The definitions of its links come first, so that they win over its
/// own, which lead through the repository.
macro_rules! page {
    ($file:literal, $name:ident $(, $alias:literal)*) => {
        #[cfg_attr(not(doctest), doc = include_str!("links.md"))]
        #[doc = include_str!(concat!("../../docs/guide/", $file))]
        $(#[doc(alias = $alias)])*
        pub mod $name {}
    };
}

page!("getting-started.md", getting_started, "tutorial", "quickstart");
page!("ends.md", ends, "settle", "in doubt");
page!("retries.md", retries, "retry", "timeout", "backoff");
page!("worker.md", worker, "webhook", "queue", "progress");
page!("testing.md", testing, "mock", "fake");
page!("errors.md", errors, "faq", "troubleshooting");
page!("coming-from-typescript.md", coming_from_typescript, "blocking", "sync", "javascript");
page!("raw-client.md", raw_client, "raw");
