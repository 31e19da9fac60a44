//! From YAML to nodes, over the events of a parser.
//!
//! A parser alone, since the readers that come with more than that are most of
//! what a user would have to build for the sake of this one file. What is left
//! to do here: aliases, keys, and bounds for both.

use std::collections::{HashMap, HashSet};

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use serde_json::Value;

use super::node::{Key, Kind, Node, Place};
use super::scalar;

/// How deep a contract may be nested.
pub(super) const MAX_DEPTH: usize = 64;

/// How many nodes it may have when its aliases are filled in: thirty times what
/// the contract has now.
const MOST_NODES: usize = 250_000;

/// Why a text cannot be read.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) place: Place,
    pub(super) why: Why,
}

#[derive(Debug)]
pub(super) enum Why {
    /// A key stands twice in a mapping.
    Twice(String),
    TooDeep,
    TooLarge,
    SecondDocument,
    /// An alias of what it stands in.
    Itself,
    NoNumber(String),
    EmptyKey,
    /// A key that is a list or a mapping.
    OddKey,
    /// There is nothing.
    Nothing,
    Syntax(ScanError),
}

/// Reads a text that is one document.
pub(super) fn read(text: &str) -> Result<Node, Fault> {
    let parser = Parser::new_from_str(text);
    let mut reader = Reader { parser, anchors: HashMap::new(), nodes: 0 };
    let mut root = None;
    loop {
        match reader.next()? {
            (Event::StreamEnd, span) => return root.ok_or_else(|| fault(span, Why::Nothing)),
            (Event::DocumentStart(..), span) if root.is_some() => {
                return Err(fault(span, Why::SecondDocument));
            }
            (Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd, _) => {}
            (event, span) => root = Some(reader.node(event, span, 0)?),
        }
    }
}

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    /// What aliases stand for, by the parser's numbers.
    anchors: HashMap<usize, Node>,
    nodes: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Span), Fault> {
        loop {
            match self.parser.next_event() {
                // Comments are events too where another crate has them so.
                Some(Ok((event, _))) if !is_read(&event) => {}
                Some(Ok(event)) => return Ok(event),
                Some(Err(error)) => {
                    let marker = error.marker();
                    let place = (marker.line() as u64, marker.col() as u64 + 1);
                    return Err(Fault { place, why: Why::Syntax(error) });
                }
                None => return Ok((Event::StreamEnd, Span::default())),
            }
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node, Fault> {
        self.count(1, span)?;
        let (anchor, kind) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = value(&text, style, tag.as_deref());
                let value = value.ok_or_else(|| fault(span, Why::NoNumber(text.into_owned())))?;
                (anchor, Kind::Scalar(value))
            }
            Event::SequenceStart(_, anchor, _) => {
                (anchor, Kind::List(self.items(deeper(depth, 1, span)?)?))
            }
            Event::MappingStart(_, anchor, _) => {
                (anchor, Kind::Object(self.members(deeper(depth, 1, span)?)?))
            }
            Event::Alias(anchor) => {
                let node = self.anchors.get(&anchor);
                let node = node.cloned().ok_or_else(|| fault(span, Why::Itself))?;
                self.count(node.size(), span)?;
                deeper(depth, node.depth(), span)?;
                (0, node.kind)
            }
            _ => (0, Kind::Scalar(Value::Null)),
        };
        let node = Node { place: place(span), kind };
        if anchor != 0 {
            self.count(node.size(), span)?;
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn items(&mut self, depth: usize) -> Result<Vec<Node>, Fault> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(items),
                (event, span) => items.push(self.node(event, span, depth)?),
            }
        }
    }

    fn members(&mut self, depth: usize) -> Result<Vec<(Key, Node)>, Fault> {
        let (mut members, mut names) = (Vec::new(), HashSet::new());
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(members);
            }
            let text = self.key(event, span, depth)?;
            if !names.insert(text.clone()) {
                return Err(fault(span, Why::Twice(text)));
            }
            let (event, at) = self.next()?;
            members.push((Key { place: place(span), text }, self.node(event, at, depth)?));
        }
    }

    /// A key is its text, as it is written: `200` is no number.
    fn key(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<String, Fault> {
        let text = match &event {
            Event::Scalar(text, ..) => Some(text.clone().into_owned()),
            _ => None,
        };
        let plain = matches!(&event, Event::Scalar(_, ScalarStyle::Plain, ..));
        match (self.node(event, span, depth), text) {
            // A number that JSON cannot write is a name like any other.
            (Err(Fault { why: Why::NoNumber(text), .. }), _) => Ok(text),
            (Err(fault), _) => Err(fault),
            (Ok(Node { kind: Kind::Scalar(Value::Null), .. }), _) if plain => {
                Err(fault(span, Why::EmptyKey))
            }
            (Ok(_), Some(text)) => Ok(text),
            (Ok(Node { kind: Kind::Scalar(Value::String(text)), .. }), None) => Ok(text),
            (Ok(_), None) => Err(fault(span, Why::OddKey)),
        }
    }

    fn count(&mut self, nodes: usize, span: Span) -> Result<(), Fault> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MOST_NODES { Err(fault(span, Why::TooLarge)) } else { Ok(()) }
    }
}

fn is_read(event: &Event<'_>) -> bool {
    use Event::{DocumentEnd, DocumentStart, MappingEnd, SequenceEnd, StreamEnd, StreamStart};
    event.is_node()
        || matches!(
            event,
            StreamStart | StreamEnd | DocumentStart(..) | DocumentEnd | SequenceEnd | MappingEnd
        )
}

/// A scalar's value. Quoted it is text, whatever it looks like, unless a tag
/// says otherwise.
fn value(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Option<Value> {
    let plain = match tag {
        // A bare `!` says that it is no more than it looks like.
        Some(tag) if tag.original() == "!" => false,
        Some(tag) => tag.core_suffix().map_or(style == ScalarStyle::Plain, |of| of != "str"),
        None => style == ScalarStyle::Plain,
    };
    if plain { scalar::plain(text) } else { Some(text.into()) }
}

fn deeper(depth: usize, levels: usize, span: Span) -> Result<usize, Fault> {
    let depth = depth + levels;
    if depth > MAX_DEPTH { Err(fault(span, Why::TooDeep)) } else { Ok(depth) }
}

fn fault(span: Span, why: Why) -> Fault {
    Fault { place: place(span), why }
}

fn place(span: Span) -> Place {
    (span.start.line() as u64, span.start.col() as u64 + 1)
}
