//! Words that Rust or the generated code uses where a name of the contract
//! would stand.

/// Of types: the prelude, what the generated code imports or calls its own,
/// and the letters of its generic parameters.
pub const TYPES: &[&str] = &[
    // The prelude.
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    // What the build makes of its own.
    "ByTag",
    "ExactNumber",
    "PathId",
    // Generic parameters.
    "A",
    "D",
    "E",
    "S",
    "T",
    "V",
];

/// Of operations, as types: the builders stand beside these imports.
pub const BUILDERS: &[&str] = &[
    "ByteStream",
    "Client",
    "ClientHooks",
    "ClientInfo",
    "Error",
    "OperationInfo",
    "RequestBuilderExt",
    "ResponseValue",
];

/// Of operations, as functions: what the client has besides.
pub const FUNCTIONS: &[&str] = &[
    "api_version",
    "baseurl",
    "clone",
    "client",
    "exec",
    "inner",
    "new",
    "new_with_client",
    "post",
    "pre",
];

/// Of parameters: the methods of a builder, and the words of its `send`.
pub const PARAMETERS: &[&str] = &[
    "body",
    "body_map",
    "clone",
    "client",
    "encode_path",
    "header_map",
    "info",
    "new",
    "operation",
    "request",
    "response",
    "result",
    "send",
    "url",
    "value",
];

/// Of members.
pub const MEMBERS: &[&str] = &[EXTRA];

/// The flattened map of members that the contract does not list.
pub const EXTRA: &str = "extra";

/// Of the values of an open enumeration, and the tags of a union.
pub const VARIANTS: &[&str] = &["Self", "Unknown"];
