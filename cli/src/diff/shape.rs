//! What a schema allows, in one form for the words of each version: `nullable`
//! and a type `null`, `enum` and `const`, and what is joined by `allOf`.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::document::{Document, Named, elements, members};

/// What a schema allows.
#[derive(Clone, Debug)]
pub struct Shape<'d> {
    /// The component that it is.
    pub name: Option<&'d str>,
    /// What tells it from another one.
    pub node: &'d Value,
    pub nullable: bool,
    pub kind: Kind<'d>,
    /// A reference in it that leads nowhere.
    pub lost: Option<&'d str>,
}

#[derive(Clone, Debug)]
pub enum Kind<'d> {
    /// Anything.
    Free,
    Object(Members<'d>),
    /// An object whose members all have this form.
    Map(&'d Value),
    Array(Option<&'d Value>),
    /// Texts, and whether there may be others.
    Enum(BTreeSet<String>, bool),
    /// By its tag, which stands in this member.
    Union(&'d str, BTreeMap<String, &'d Value>),
    /// One of several, told apart by nothing but their forms.
    Either(Vec<&'d Value>),
    /// Text, numbers and truth.
    Plain(String),
}

/// The members of an object: whether each has to be there, and its schema.
pub type Members<'d> = BTreeMap<&'d str, (bool, &'d Value)>;

/// How deep a schema may be made of others.
const DEEPEST: usize = 32;

/// Reads the shapes of one schema and of all that it is made of, each component
/// once: a component that is one of several may lead to itself by many ways.
struct Reader<'d> {
    document: Document<'d>,
    /// By the node; none while it is being read.
    known: HashMap<*const Value, Option<Shape<'d>>>,
}

impl<'d> Shape<'d> {
    pub fn of(document: Document<'d>, schema: &'d Value) -> Self {
        Reader { document, known: HashMap::new() }.shape(schema, DEEPEST)
    }

    /// Its kind in one word or a few.
    pub fn word(&self) -> String {
        match &self.kind {
            Kind::Free => "anything".to_owned(),
            Kind::Object(_) => "object".to_owned(),
            Kind::Map(_) => "map".to_owned(),
            Kind::Array(_) => "list".to_owned(),
            Kind::Enum(..) => "enum".to_owned(),
            Kind::Union(tag, _) => format!("union by `{tag}`"),
            Kind::Either(_) => "one of several".to_owned(),
            Kind::Plain(word) => word.clone(),
        }
    }
}

impl<'d> Reader<'d> {
    /// The shape of what stands somewhere, perhaps by a reference.
    fn shape(&mut self, schema: &'d Value, depth: usize) -> Shape<'d> {
        let Named { node, name, lost } = self.document.follow(schema);
        let shape = self.of_node(node, depth);
        // Beside a reference 3.1 takes further words.
        let nullable = shape.nullable || is_nullable(schema);
        Shape { name: name.or(shape.name), nullable, lost: lost.or(shape.lost), ..shape }
    }

    fn of_node(&mut self, node: &'d Value, depth: usize) -> Shape<'d> {
        let nullable = is_nullable(node);
        let free = || Shape { name: None, node, nullable, kind: Kind::Free, lost: None };
        let Some(depth) = depth.checked_sub(1) else { return free() };
        match self.known.entry(std::ptr::from_ref(node)) {
            // What is made of itself says nothing more by that.
            Entry::Occupied(known) => known.get().clone().unwrap_or_else(free),
            Entry::Vacant(unknown) => {
                unknown.insert(None);
                let shape = self.made_of(node, depth);
                self.known.insert(std::ptr::from_ref(node), Some(shape.clone()));
                shape
            }
        }
    }

    fn made_of(&mut self, node: &'d Value, depth: usize) -> Shape<'d> {
        let nullable = is_nullable(node);
        let shape = |kind, nullable, lost| Shape { name: None, node, nullable, kind, lost };
        let joined: Vec<&'d Value> = elements(node.get("allOf")).collect();
        if let ([only], false) = (joined.as_slice(), node.get("properties").is_some()) {
            let inner = self.shape(only, depth);
            let nullable = nullable || inner.nullable;
            return Shape { nullable, ..inner };
        }
        if !joined.is_empty() {
            let (mut all, mut lost) = (own_members(node), None);
            for part in joined {
                let part = self.shape(part, depth);
                lost = lost.or(part.lost);
                if let Kind::Object(members) = part.kind {
                    all.extend(members);
                }
            }
            return shape(Kind::Object(all), nullable, lost);
        }
        let choices: Vec<&'d Value> =
            ["oneOf", "anyOf"].iter().flat_map(|word| elements(node.get(word))).collect();
        if !choices.is_empty() {
            let is_null = |choice: &&&Value| choice.get("type").is_some_and(|it| it == "null");
            let some: Vec<&'d Value> =
                choices.iter().filter(|choice| !is_null(choice)).copied().collect();
            let nullable = nullable || some.len() < choices.len();
            if let [only] = some.as_slice() {
                let inner = self.shape(only, depth);
                let nullable = nullable || inner.nullable;
                return Shape { nullable, ..inner };
            }
            let shapes: Vec<Shape<'d>> =
                some.iter().map(|choice| self.shape(choice, depth)).collect();
            let lost = shapes.iter().find_map(|shape| shape.lost);
            return shape(choice(self.document, node, some, shapes), nullable, lost);
        }
        shape(plain(node), nullable, None)
    }
}

/// One of several: by a tag, or by their forms.
fn choice<'d>(
    document: Document<'d>,
    node: &'d Value,
    choices: Vec<&'d Value>,
    shapes: Vec<Shape<'d>>,
) -> Kind<'d> {
    // Texts, each a choice of its own, and perhaps any other text.
    let texts = shapes.iter().all(|shape| match &shape.kind {
        Kind::Enum(..) => true,
        Kind::Plain(word) => word == "string",
        _ => false,
    });
    if texts && shapes.iter().any(|shape| matches!(shape.kind, Kind::Enum(..))) {
        let open = shapes.iter().any(|shape| matches!(&shape.kind, Kind::Plain(_)));
        let values = shapes.iter().flat_map(|shape| match &shape.kind {
            Kind::Enum(values, _) => values.iter().cloned().collect(),
            _ => Vec::new(),
        });
        return Kind::Enum(values.collect(), open);
    }
    let discriminator = node.get("discriminator");
    let said = discriminator.and_then(|it| it.get("propertyName")).and_then(Value::as_str);
    let tag = said.or_else(|| common_tag(document, &shapes));
    let Some(tag) = tag else { return Kind::Either(choices) };
    let mut variants: BTreeMap<String, &'d Value> = BTreeMap::new();
    let mapping: Vec<(&String, &Value)> =
        members(discriminator.and_then(|it| it.get("mapping"))).collect();
    for (choice, shape) in choices.into_iter().zip(&shapes) {
        let mapped: Vec<&String> = mapping
            .iter()
            .filter(|(_, to)| to.as_str() == choice.get("$ref").and_then(Value::as_str))
            .map(|(value, _)| *value)
            .collect();
        let own = values_of(document, shape, tag);
        let names = match (mapped.as_slice(), own) {
            ([], Some(values)) => values.into_iter().collect(),
            ([], None) => shape.name.map(str::to_owned).into_iter().collect(),
            (mapped, _) => mapped.iter().map(|name| (*name).clone()).collect::<Vec<_>>(),
        };
        variants.extend(names.into_iter().map(|name| (name, choice)));
    }
    Kind::Union(tag, variants)
}

/// A member that each has, with values of its own.
fn common_tag<'d>(document: Document<'d>, shapes: &[Shape<'d>]) -> Option<&'d str> {
    let Kind::Object(first) = &shapes.first()?.kind else { return None };
    first.keys().copied().find(|tag| {
        let mut seen = BTreeSet::new();
        shapes.iter().all(|shape| {
            let values = values_of(document, shape, tag).unwrap_or_default();
            !values.is_empty() && values.into_iter().all(|value| seen.insert(value))
        })
    })
}

/// The texts that a member may have.
fn values_of<'d>(
    document: Document<'d>,
    shape: &Shape<'d>,
    member: &str,
) -> Option<BTreeSet<String>> {
    let Kind::Object(members) = &shape.kind else { return None };
    // What it is by itself is enough.
    match plain(document.follow(members.get(member)?.1).node) {
        Kind::Enum(values, _) => Some(values),
        _ => None,
    }
}

fn is_nullable(node: &Value) -> bool {
    let among = |word: &str| elements(node.get(word)).any(|it| it == "null" || it.is_null());
    node.get("nullable").is_some_and(|it| it == true) || among("type") || among("enum")
}

/// A schema that is joined of nothing.
fn plain(node: &Value) -> Kind<'_> {
    let types: Vec<&str> = match node.get("type") {
        Some(Value::String(kind)) => vec![kind],
        kinds => elements(kinds).filter_map(Value::as_str).filter(|it| *it != "null").collect(),
    };
    let texts: Vec<&Value> =
        elements(node.get("enum")).chain(node.get("const")).filter(|it| !it.is_null()).collect();
    if !texts.is_empty() {
        let text = |value: &&Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let open = node.get("x-open").is_some_and(|open| open == true);
        return Kind::Enum(texts.iter().map(text).collect(), open);
    }
    let own = own_members(node);
    if !own.is_empty() {
        return Kind::Object(own);
    }
    let format = node.get("format").and_then(Value::as_str);
    match types.as_slice() {
        ["array"] => Kind::Array(node.get("items")),
        // An object that says nothing of its members may have any.
        ["object"] => match node.get("additionalProperties") {
            Some(form) if is_said(form) => Kind::Map(form),
            _ => Kind::Free,
        },
        ["string"] if format == Some("date-time") => Kind::Plain("date".to_owned()),
        [] if node.get("items").is_some() => Kind::Array(node.get("items")),
        [] => Kind::Free,
        kinds => {
            let kinds: BTreeSet<&&str> = kinds.iter().collect();
            Kind::Plain(kinds.into_iter().copied().collect::<Vec<_>>().join(" or "))
        }
    }
}

/// Whether a schema says something about a value.
fn is_said(form: &Value) -> bool {
    ["type", "$ref", "oneOf", "anyOf", "allOf", "enum", "const", "properties"]
        .iter()
        .any(|word| form.get(word).is_some())
}

fn own_members(node: &Value) -> Members<'_> {
    let required: BTreeSet<&str> =
        elements(node.get("required")).filter_map(Value::as_str).collect();
    members(node.get("properties"))
        .map(|(name, schema)| (name.as_str(), (required.contains(name.as_str()), schema)))
        .collect()
}
