//! Every object of a contract that OpenAPI 3.0.3 has a section for, with what
//! it is: what stands in an example, or is the name of something, is none.

use serde_json::Value;

use super::reference;
use crate::codegen::document::{Document, join};

/// The objects of OpenAPI 3.0.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Root,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Paths,
    PathItem,
    Operation,
    Parameter,
    Body,
    Media,
    Encoding,
    Responses,
    Response,
    Header,
    Link,
    Example,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    Flows,
    Flow,
    Tag,
    Docs,
    Components,
    Callback,
}

/// How an object holds another: under a keyword, in a list, or by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    One,
    List,
    Named,
    /// The members of the object itself, extensions left out.
    Members,
}

use Holds::{List, Members, Named, One};

/// The objects below each kind.
fn below(kind: Kind) -> &'static [(&'static str, Holds, Kind)] {
    match kind {
        Kind::Root => &[
            ("info", One, Kind::Info),
            ("servers", List, Kind::Server),
            ("paths", One, Kind::Paths),
            ("components", One, Kind::Components),
            ("tags", List, Kind::Tag),
            ("externalDocs", One, Kind::Docs),
        ],
        Kind::Info => &[("contact", One, Kind::Contact), ("license", One, Kind::License)],
        Kind::Server => &[("variables", Named, Kind::ServerVariable)],
        Kind::Paths => &[("", Members, Kind::PathItem)],
        Kind::PathItem => &[
            ("get", One, Kind::Operation),
            ("put", One, Kind::Operation),
            ("post", One, Kind::Operation),
            ("delete", One, Kind::Operation),
            ("patch", One, Kind::Operation),
            ("head", One, Kind::Operation),
            ("options", One, Kind::Operation),
            ("trace", One, Kind::Operation),
            ("servers", List, Kind::Server),
            ("parameters", List, Kind::Parameter),
        ],
        Kind::Operation => &[
            ("parameters", List, Kind::Parameter),
            ("requestBody", One, Kind::Body),
            ("responses", One, Kind::Responses),
            ("callbacks", Named, Kind::Callback),
            ("servers", List, Kind::Server),
            ("externalDocs", One, Kind::Docs),
        ],
        Kind::Responses => &[("", Members, Kind::Response)],
        Kind::Response => &[
            ("headers", Named, Kind::Header),
            ("content", Named, Kind::Media),
            ("links", Named, Kind::Link),
        ],
        Kind::Parameter | Kind::Header => &[
            ("schema", One, Kind::Schema),
            ("content", Named, Kind::Media),
            ("examples", Named, Kind::Example),
        ],
        Kind::Body => &[("content", Named, Kind::Media)],
        Kind::Media => &[
            ("schema", One, Kind::Schema),
            ("examples", Named, Kind::Example),
            ("encoding", Named, Kind::Encoding),
        ],
        Kind::Encoding => &[("headers", Named, Kind::Header)],
        Kind::Link => &[("server", One, Kind::Server)],
        Kind::Schema => &[
            ("properties", Named, Kind::Schema),
            ("allOf", List, Kind::Schema),
            ("oneOf", List, Kind::Schema),
            ("anyOf", List, Kind::Schema),
            ("items", One, Kind::Schema),
            ("additionalProperties", One, Kind::Schema),
            ("not", One, Kind::Schema),
            ("discriminator", One, Kind::Discriminator),
            ("xml", One, Kind::Xml),
            ("externalDocs", One, Kind::Docs),
        ],
        Kind::SecurityScheme => &[("flows", One, Kind::Flows)],
        Kind::Flows => &[
            ("implicit", One, Kind::Flow),
            ("password", One, Kind::Flow),
            ("clientCredentials", One, Kind::Flow),
            ("authorizationCode", One, Kind::Flow),
        ],
        Kind::Tag => &[("externalDocs", One, Kind::Docs)],
        Kind::Components => &[
            ("schemas", Named, Kind::Schema),
            ("responses", Named, Kind::Response),
            ("parameters", Named, Kind::Parameter),
            ("examples", Named, Kind::Example),
            ("requestBodies", Named, Kind::Body),
            ("headers", Named, Kind::Header),
            ("securitySchemes", Named, Kind::SecurityScheme),
            ("links", Named, Kind::Link),
            ("callbacks", Named, Kind::Callback),
        ],
        _ => &[],
    }
}

impl Kind {
    /// The section of `components` where objects of this kind have names.
    pub fn section(self) -> Option<&'static str> {
        let sections = below(Kind::Components);
        sections.iter().find(|(_, _, kind)| *kind == self).map(|(name, _, _)| *name)
    }
}

/// One object and where it stands.
#[derive(Clone, Debug)]
pub struct Site<'a> {
    pub kind: Kind,
    pub pointer: String,
    pub value: &'a Value,
}

/// All objects, outer ones first. A reference is a site of the kind that it
/// ought to lead to, with nothing below.
pub fn sites(document: &Document) -> Vec<Site<'_>> {
    let mut found = Vec::new();
    visit(Kind::Root, String::new(), document.root(), &mut found);
    found
}

fn visit<'a>(kind: Kind, pointer: String, value: &'a Value, found: &mut Vec<Site<'a>>) {
    let is_reference = kind != Kind::PathItem && reference(value).is_some();
    found.push(Site { kind, pointer: pointer.clone(), value });
    if is_reference {
        return;
    }
    for (key, holds, kind) in below(kind) {
        let at = join(&pointer, key);
        match (holds, value.get(key)) {
            // Whether other members are allowed is not always a schema.
            (One, Some(Value::Bool(_))) if *key == "additionalProperties" => {}
            (One, Some(child)) => visit(*kind, at, child, found),
            (List, Some(Value::Array(items))) => {
                for (index, item) in items.iter().enumerate() {
                    visit(*kind, join(&at, &index.to_string()), item, found);
                }
            }
            (Named, Some(Value::Object(members))) => {
                for (name, child) in members {
                    visit(*kind, join(&at, name), child, found);
                }
            }
            (Members, _) => {
                for (name, child) in value.as_object().into_iter().flatten() {
                    if !name.starts_with("x-") {
                        visit(*kind, join(&pointer, name), child, found);
                    }
                }
            }
            _ => {}
        }
    }
}
