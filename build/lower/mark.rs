//! Marks in place of words: the generator makes names of the words that it
//! reads, by rules of its own, and some of them are no names. It sees marks
//! that it turns into known names; those are exchanged for names and words
//! afterwards, in the tokens that it made.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};
use serde_json::{Map, Value};

use super::component;
use super::named::Names;
use super::tree::{each_operation, ordered};
use crate::codegen::document::Document;
use crate::codegen::emit::docs::docs;
use crate::codegen::names::{Rename, Scope, plain, reserved};

/// What the marks stand for.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// What no text of the contract contains.
    stem: String,
    /// The name and the word of each mark.
    list: Vec<Pair>,
}

/// A name in Rust and the word that it stands for.
type Pair = (String, String);

/// Gives each member, parameter and single allowed value its name, and puts a
/// mark in its place.
pub fn mark(document: &Document, contract: &mut Value, names: &mut Names) -> Marks {
    let mut named: BTreeSet<Pair> = BTreeSet::new();
    let mut members: BTreeMap<String, Vec<Pair>> = BTreeMap::new();
    for (owner, schema) in component::components(contract).into_iter().flatten() {
        let pairs = name_members(owner, schema, names);
        named.extend(pairs.iter().cloned());
        members.insert(owner.clone(), pairs);
    }
    let mut parameters: Vec<Vec<Pair>> = Vec::new();
    each_operation(contract, &mut |operation| {
        let pairs = name_parameters(operation, names);
        named.extend(pairs.iter().cloned());
        parameters.push(pairs);
    });
    let marks = Marks { stem: stem(document), list: named.into_iter().collect() };
    for (owner, schema) in component::components(contract).into_iter().flatten() {
        rewrite(schema, members.get(owner).map_or(&[][..], Vec::as_slice), &marks);
    }
    let mut parameters = parameters.into_iter();
    each_operation(contract, &mut |operation| {
        let pairs = parameters.next().unwrap_or_default();
        let list = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for (parameter, pair) in list.into_iter().flatten().zip(&pairs) {
            parameter["name"] = marks.of(pair).into();
        }
    });
    rewrite_paths(contract, &marks);
    marks
}

/// A word that stands nowhere in the contract.
fn stem(document: &Document) -> String {
    let text = document.root().to_string().to_lowercase();
    let mut stem = "zq".to_owned();
    while text.contains(&stem) {
        stem.push('q');
    }
    stem
}

fn name_members(owner: &str, schema: &Value, names: &mut Names) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut members = Scope::new(reserved::MEMBERS);
    for word in ordered(schema) {
        let name = members.snake(&word);
        renamed(format!("member of {owner}"), &word, &name, names);
        pairs.push((name, word));
    }
    // An enumeration that is left here is a mark with one value.
    let values = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    let values = values.filter(|_| schema.get("x-open") != Some(&Value::Bool(true)));
    let mut variants = Scope::new(reserved::VARIANTS);
    for word in values.filter_map(Value::as_str) {
        let name = variants.pascal(word);
        renamed(format!("value of {owner}"), word, &name, names);
        pairs.push((name, word.to_owned()));
    }
    pairs
}

fn name_parameters(operation: &Value, names: &mut Names) -> Vec<Pair> {
    let mut scope = Scope::new(reserved::PARAMETERS);
    let list = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let function = operation.get("operationId").and_then(Value::as_str).unwrap_or_default();
    list.map(|parameter| {
        let word = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
        let name = scope.snake(word);
        renamed(format!("parameter of {function}"), word, &name, names);
        (name, word.to_owned())
    })
    .collect()
}

fn renamed(of: String, word: &str, name: &str, names: &mut Names) {
    if !plain(word, name) {
        names.renames.push(Rename { of, word: word.to_owned(), name: name.to_owned() });
    }
}

fn rewrite(schema: &mut Value, pairs: &[Pair], marks: &Marks) {
    let mark = |word: &str| pairs.iter().find(|(_, it)| it == word).map(|pair| marks.of(pair));
    let Some(keywords) = schema.as_object_mut() else { return };
    if let Some(Value::Object(properties)) = keywords.get_mut("properties") {
        let members = std::mem::take(properties).into_iter();
        *properties = members
            .map(|(word, member)| (mark(&word).unwrap_or(word), member))
            .collect::<Map<_, _>>();
    }
    let open = keywords.get("x-open") == Some(&Value::Bool(true));
    for key in ["required", "enum"] {
        let list = keywords.get_mut(key).filter(|_| key == "required" || !open);
        for item in list.and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(mark) = item.as_str().and_then(mark) {
                *item = mark.into();
            }
        }
    }
}

/// The parameters in a path are named as those that are declared: by marks.
fn rewrite_paths(contract: &mut Value, marks: &Marks) {
    let Some(paths) = contract.pointer_mut("/paths").and_then(Value::as_object_mut) else {
        return;
    };
    let mut rewritten = Map::new();
    for (path, item) in std::mem::take(paths) {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let list = operation.get("parameters").and_then(Value::as_array);
            let own: Vec<&str> = list
                .into_iter()
                .flatten()
                .filter(|parameter| parameter.get("in") == Some(&"path".into()))
                .filter_map(|parameter| parameter.get("name")?.as_str())
                .collect();
            let segments = path.split('/').map(|segment| {
                let word = segment.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
                let mark =
                    word.and_then(|word| own.iter().find(|mark| marks.word(mark) == Some(word)));
                mark.map_or_else(|| segment.to_owned(), |mark| format!("{{{mark}}}"))
            });
            // Operations of one path may name its parameters differently.
            let path = segments.collect::<Vec<_>>().join("/");
            let item = rewritten.entry(path).or_insert_with(|| Map::new().into());
            item[method] = operation.clone();
        }
    }
    *paths = rewritten;
}

impl Marks {
    /// The mark of a pair, as the generator reads it. Where word and name
    /// differ it ends in a sign, so that its name in Rust is another text too.
    fn of(&self, pair: &Pair) -> String {
        let number = self.list.binary_search(pair).unwrap_or_default();
        let end = if pair.0 == pair.1 { "z" } else { "z-" };
        format!("{}{number:05}{end}", self.stem)
    }

    fn word(&self, mark: &str) -> Option<&str> {
        let number = mark.strip_prefix(&self.stem)?.trim_end_matches(['z', '-']);
        self.list.get(number.parse::<usize>().ok()?).map(|(_, word)| word.as_str())
    }

    /// Exchanges the marks for what they stand for.
    pub fn exchange(&self, tokens: TokenStream) -> TokenStream {
        // `doc = "..."`: how far of it was read.
        let mut doc = 0;
        tokens
            .into_iter()
            .map(|token| {
                doc = match (&token, doc) {
                    (TokenTree::Ident(ident), _) if ident == "doc" => 1,
                    (TokenTree::Punct(sign), 1) if sign.as_char() == '=' => 2,
                    (TokenTree::Literal(_), 2) => 3,
                    _ => 0,
                };
                (token, doc == 3)
            })
            .map(|(token, is_doc)| match token {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.exchange(group.stream()));
                    inner.set_span(group.span());
                    inner.into()
                }
                TokenTree::Ident(ident) => match self.in_name(&ident.to_string()) {
                    Some(name) => Ident::new(&name, ident.span()).into(),
                    None => ident.into(),
                },
                TokenTree::Literal(literal) => self.in_literal(literal, is_doc),
                other => other,
            })
            .collect()
    }

    fn in_name(&self, name: &str) -> Option<String> {
        name.to_lowercase().contains(&self.stem).then(|| self.replaced(&name.to_lowercase()))
    }

    fn in_literal(&self, literal: Literal, is_doc: bool) -> TokenTree {
        let text = literal.to_string();
        if !is_doc && !text.contains(&self.stem) {
            return literal.into();
        }
        let Ok(text) = syn::parse_str::<syn::LitStr>(&text) else { return literal.into() };
        let text = self.replaced(&text.value());
        Literal::string(&if is_doc { docs(&text) } else { text }).into()
    }

    /// Words for whole marks, names for what the generator made of them.
    fn replaced(&self, text: &str) -> String {
        let mut parts = text.split(&self.stem);
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let pair = part.get(..5).and_then(|digits| digits.parse::<usize>().ok());
            match (pair.and_then(|number| self.list.get(number)), part.get(5..)) {
                (Some((name, word)), Some(rest)) => match rest.strip_prefix("z-") {
                    Some(rest) => whole.extend([word, rest]),
                    None => whole.extend([name, rest.strip_prefix('z').unwrap_or(rest)]),
                },
                _ => whole.extend([self.stem.as_str(), part]),
            }
        }
        whole
    }
}
