//! What was found, and what it means for a client of the contract.

use std::fmt;

use serde_json::{Value, json};

/// Which way a schema travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// The client sends it.
    Request,
    /// The client reads it.
    Response,
}

/// Whether a client of the contract goes on as before with a server as the file
/// has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It does, and there may be something new for it.
    Additive,
    /// It may be refused, or may not be able to read.
    Breaking,
}

/// Which of the two has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The contract.
    Here,
    /// The file.
    There,
}

/// One difference. `There` and `Here` say who has what the other has not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    Operation(Side),
    /// With whether it is required.
    Parameter(Side, bool),
    /// With whether it is required.
    Member(Side, bool),
    Required(Side),
    /// With whether the member may be absent too.
    Nullable(Side, bool),
    /// A value of an enum, and whether the contract's reads others.
    Value(Side, String, bool),
    Tag(Side, String),
    /// Only one of them says what it looks like.
    Form(Side, String),
    /// What it is here, and there.
    Type(String, String),
    /// A reference of the file that was not followed, so that nothing is known of
    /// what stands there.
    Reference(String),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// As in `Job.createdBy`.
    pub place: String,
    pub found: Found,
    pub severity: Severity,
}

impl Found {
    /// What it means, by which way it travels.
    pub fn severity(&self, way: Way) -> Severity {
        use Severity::{Additive, Breaking};
        use Side::{Here, There};
        use Way::{Request, Response};
        match (self, way) {
            // What is gone is called in vain; what is new nobody has to call.
            (Self::Operation(Here), _) => Breaking,
            (Self::Operation(There), _) => Additive,
            // A parameter that is not known may be refused, or worse, passed over.
            (Self::Parameter(Here, _), _) => Breaking,
            (Self::Parameter(There, required) | Self::Member(There, required), Request) => {
                if *required {
                    Breaking
                } else {
                    Additive
                }
            }
            // What a client does not know it keeps.
            (Self::Parameter(There, _) | Self::Member(There, _), Response) => Additive,
            (Self::Member(Here, _), Request) => Breaking,
            (Self::Member(Here, required), Response) => {
                if *required {
                    Breaking
                } else {
                    Additive
                }
            }
            (Self::Required(There), Request) | (Self::Required(Here), Response) => Breaking,
            (Self::Required(_), _) => Additive,
            // Null and absent are the same to who may leave it out.
            (Self::Nullable(_, true), _) => Additive,
            (Self::Nullable(Here, _), Request) | (Self::Nullable(There, _), Response) => Breaking,
            (Self::Nullable(..), _) => Additive,
            (Self::Value(Here, ..) | Self::Tag(Here, _), Request) => Breaking,
            (Self::Value(There, _, open), Response) => {
                if *open {
                    Additive
                } else {
                    Breaking
                }
            }
            // A tag that is not known is kept with its object.
            (Self::Value(..) | Self::Tag(..), _) => Additive,
            // What may be anything there cannot be read as what it is here.
            (Self::Form(Here, _), Response) => Breaking,
            (Self::Form(..), _) => Additive,
            // Each whole number is a number.
            (Self::Type(here, there), Response) if here == "number" && there == "integer" => {
                Additive
            }
            (Self::Type(here, there), Request) if here == "integer" && there == "number" => {
                Additive
            }
            (Self::Type(..) | Self::Reference(_), _) => Breaking,
        }
    }

    /// Its kind, for the list of known differences and for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Operation(_) => "operation",
            Self::Parameter(..) => "parameter",
            Self::Member(..) => "member",
            Self::Required(_) => "required",
            Self::Nullable(..) => "nullable",
            Self::Value(..) => "value",
            Self::Tag(..) => "tag",
            Self::Form(..) => "form",
            Self::Type(..) => "type",
            Self::Reference(_) => "reference",
        }
    }

    /// Which of the two has it, where only one has.
    pub fn only_in(&self) -> Option<&'static str> {
        self.side().map(|side| match side {
            Side::Here => "contract",
            Side::There => "file",
        })
    }

    fn side(&self) -> Option<Side> {
        match self {
            Self::Operation(side)
            | Self::Parameter(side, _)
            | Self::Member(side, _)
            | Self::Required(side)
            | Self::Nullable(side, _)
            | Self::Value(side, ..)
            | Self::Tag(side, _)
            | Self::Form(side, _) => Some(*side),
            Self::Type(..) | Self::Reference(_) => None,
        }
    }

    /// Which value or tag it is about, in the list of known differences.
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::Value(_, value, _) | Self::Tag(_, value) | Self::Reference(value) => Some(value),
            _ => None,
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let only = self.only_in().map(|side| format!("in the {side} only")).unwrap_or_default();
        match self {
            Self::Operation(_) => write!(f, "an operation {only}"),
            Self::Parameter(_, true) => write!(f, "a required parameter {only}"),
            Self::Parameter(_, false) => write!(f, "a parameter {only}"),
            Self::Member(_, true) => write!(f, "a required member {only}"),
            Self::Member(_, false) => write!(f, "a member {only}"),
            Self::Required(_) => write!(f, "required {only}"),
            Self::Nullable(..) => write!(f, "nullable {only}"),
            Self::Value(_, value, _) => write!(f, "the value `{value}` is {only}"),
            Self::Tag(_, tag) => write!(f, "the tag `{tag}` is {only}"),
            Self::Form(_, word) => write!(f, "{word} {only}, anything in the other"),
            Self::Type(here, there) => write!(f, "{here} in the contract, {there} in the file"),
            Self::Reference(to) => {
                write!(f, "the reference `{to}` of the file leads to nothing that can be compared")
            }
        }
    }
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

impl Difference {
    /// The documented line of `--json`.
    pub fn to_json(&self, known: Option<&str>) -> Value {
        json!({
            "severity": self.severity.name(),
            "place": self.place,
            "kind": self.found.kind(),
            "detail": self.found.detail(),
            "only_in": self.found.only_in(),
            "message": self.found.to_string(),
            "known": known,
        })
    }
}
