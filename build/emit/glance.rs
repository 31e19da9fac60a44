//! The names by which a response is recognised as one about a job, for the
//! reader that looks at nothing else.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::check::ends::{Names, names};
use crate::codegen::document::Document;

/// A module of constants. Those of a contract without ends name no member that
/// anybody has: nothing is looked for.
pub fn names_of(document: &Document) -> TokenStream {
    // A contract with a problem never comes here.
    let Names { job, jobs, id, status } = names(document).ok().flatten().unwrap_or_default();
    quote! {
        /// Names of members by which a response is recognised.
        pub(crate) mod wire {
            /// The job of a response that is about one.
            pub(crate) const JOB: &str = #job;
            /// The jobs of a page.
            pub(crate) const JOBS: &str = #jobs;
            /// The id of a job.
            pub(crate) const ID: &str = #id;
            /// The status of a job.
            pub(crate) const STATUS: &str = #status;
        }
    }
}
