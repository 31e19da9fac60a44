//! Where things stand in a contract: operations, schemas, parameters and all
//! else that OpenAPI has, each visited once and where it was written.

mod form;
mod operations;
mod references;
mod sites;
mod success;

pub use form::is_joined;
pub use operations::{METHODS, OperationAt, operations};
pub use references::{component, reference, resolve, resolved};
pub use sites::{Kind, Site, sites};
pub use success::{JSON, Success, brings, first_success, success};

use serde_json::Value;

use super::document::Document;

/// Calls `visit` with each schema of the contract, outer ones first.
pub fn schemas<'a>(document: &'a Document, visit: &mut dyn FnMut(&str, &'a Value)) {
    for site in sites(document) {
        if site.kind == Kind::Schema {
            visit(&site.pointer, site.value);
        }
    }
}
