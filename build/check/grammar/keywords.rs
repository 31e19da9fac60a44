//! The keywords of each object of OpenAPI 3.0.3.

use crate::codegen::walk::Kind;

/// The kind of value that a keyword takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Any,
    Text,
    Flag,
    Number,
    Count,
    Texts,
    Objects,
    Values,
    Object,
    ObjectOrFlag,
}

use Form::{Any, Count, Flag, Number, Object, ObjectOrFlag, Objects, Text, Texts, Values};

/// The keywords of a kind; none where the members are names of their own.
pub fn keywords(kind: Kind) -> Option<&'static [(&'static str, Form)]> {
    Some(match kind {
        Kind::Root => &[
            ("openapi", Text),
            ("info", Object),
            ("servers", Objects),
            ("paths", Object),
            ("components", Object),
            ("security", Objects),
            ("tags", Objects),
            ("externalDocs", Object),
        ],
        Kind::Info => &[
            ("title", Text),
            ("description", Text),
            ("termsOfService", Text),
            ("contact", Object),
            ("license", Object),
            ("version", Text),
        ],
        Kind::Contact => &[("name", Text), ("url", Text), ("email", Text)],
        Kind::License => &[("name", Text), ("url", Text)],
        Kind::Server => &[("url", Text), ("description", Text), ("variables", Object)],
        Kind::ServerVariable => &[("enum", Texts), ("default", Text), ("description", Text)],
        Kind::PathItem => &[
            ("$ref", Text),
            ("summary", Text),
            ("description", Text),
            ("get", Object),
            ("put", Object),
            ("post", Object),
            ("delete", Object),
            ("options", Object),
            ("head", Object),
            ("patch", Object),
            ("trace", Object),
            ("servers", Objects),
            ("parameters", Objects),
        ],
        Kind::Operation => &[
            ("tags", Texts),
            ("summary", Text),
            ("description", Text),
            ("externalDocs", Object),
            ("operationId", Text),
            ("parameters", Objects),
            ("requestBody", Object),
            ("responses", Object),
            ("callbacks", Object),
            ("deprecated", Flag),
            ("security", Objects),
            ("servers", Objects),
        ],
        Kind::Parameter => PARAMETER,
        // A header is a parameter whose name and place stand elsewhere.
        Kind::Header => &PARAMETER[2..],
        Kind::Body => &[("description", Text), ("content", Object), ("required", Flag)],
        Kind::Media => {
            &[("schema", Object), ("example", Any), ("examples", Object), ("encoding", Object)]
        }
        Kind::Encoding => &[
            ("contentType", Text),
            ("headers", Object),
            ("style", Text),
            ("explode", Flag),
            ("allowReserved", Flag),
        ],
        Kind::Response => {
            &[("description", Text), ("headers", Object), ("content", Object), ("links", Object)]
        }
        Kind::Link => &[
            ("operationRef", Text),
            ("operationId", Text),
            ("parameters", Object),
            ("requestBody", Any),
            ("description", Text),
            ("server", Object),
        ],
        Kind::Example => {
            &[("summary", Text), ("description", Text), ("value", Any), ("externalValue", Text)]
        }
        Kind::Schema => SCHEMA,
        Kind::Discriminator => &[("propertyName", Text), ("mapping", Object)],
        Kind::Xml => &[
            ("name", Text),
            ("namespace", Text),
            ("prefix", Text),
            ("attribute", Flag),
            ("wrapped", Flag),
        ],
        Kind::SecurityScheme => &[
            ("type", Text),
            ("description", Text),
            ("name", Text),
            ("in", Text),
            ("scheme", Text),
            ("bearerFormat", Text),
            ("flows", Object),
            ("openIdConnectUrl", Text),
        ],
        Kind::Flows => &[
            ("implicit", Object),
            ("password", Object),
            ("clientCredentials", Object),
            ("authorizationCode", Object),
        ],
        Kind::Flow => &[
            ("authorizationUrl", Text),
            ("tokenUrl", Text),
            ("refreshUrl", Text),
            ("scopes", Object),
        ],
        Kind::Tag => &[("name", Text), ("description", Text), ("externalDocs", Object)],
        Kind::Docs => &[("description", Text), ("url", Text)],
        Kind::Components => &[
            ("schemas", Object),
            ("responses", Object),
            ("parameters", Object),
            ("examples", Object),
            ("requestBodies", Object),
            ("headers", Object),
            ("securitySchemes", Object),
            ("links", Object),
            ("callbacks", Object),
        ],
        Kind::Paths | Kind::Responses | Kind::Callback => return None,
    })
}

const PARAMETER: &[(&str, Form)] = &[
    ("name", Text),
    ("in", Text),
    ("description", Text),
    ("required", Flag),
    ("deprecated", Flag),
    ("allowEmptyValue", Flag),
    ("style", Text),
    ("explode", Flag),
    ("allowReserved", Flag),
    ("schema", Object),
    ("example", Any),
    ("examples", Object),
    ("content", Object),
];

const SCHEMA: &[(&str, Form)] = &[
    ("title", Text),
    ("multipleOf", Number),
    ("maximum", Number),
    ("exclusiveMaximum", Flag),
    ("minimum", Number),
    ("exclusiveMinimum", Flag),
    ("maxLength", Count),
    ("minLength", Count),
    ("pattern", Text),
    ("maxItems", Count),
    ("minItems", Count),
    ("uniqueItems", Flag),
    ("maxProperties", Count),
    ("minProperties", Count),
    ("required", Texts),
    ("enum", Values),
    ("type", Text),
    ("not", Object),
    ("allOf", Objects),
    ("oneOf", Objects),
    ("anyOf", Objects),
    ("items", Object),
    ("properties", Object),
    ("additionalProperties", ObjectOrFlag),
    ("description", Text),
    ("format", Text),
    ("default", Any),
    ("nullable", Flag),
    ("discriminator", Object),
    ("readOnly", Flag),
    ("writeOnly", Flag),
    ("example", Any),
    ("externalDocs", Object),
    ("deprecated", Flag),
    ("xml", Object),
];

/// The keywords that have to be there. Those of operations, parameters and
/// responses whose absence has a better message stand with that.
pub fn required(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Root => &["openapi", "info", "paths"],
        Kind::Info => &["title", "version"],
        Kind::License | Kind::Tag => &["name"],
        Kind::Server | Kind::Docs => &["url"],
        Kind::ServerVariable => &["default"],
        Kind::Parameter => &["name", "in"],
        Kind::Body => &["content"],
        Kind::Response => &["description"],
        Kind::Discriminator => &["propertyName"],
        Kind::SecurityScheme => &["type"],
        Kind::Flow => &["scopes"],
        _ => &[],
    }
}
