//! One source file, as far as the rules look at it: what it imports, what it
//! mentions, and its literals. Tests, docs, conditions, Rust in quotes and the
//! names of fields in `Debug` are left out.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{ItemUse, Lit, UseTree, Visibility};

#[derive(Debug, Default)]
pub struct Source {
    /// As `src/job/mod.rs`.
    pub file: String,
    pub text: String,
    pub imports: Vec<Import>,
    /// Paths outside of imports, by their segments.
    pub mentions: Vec<Vec<String>>,
    /// String literals, byte strings too, as they stand and by their value.
    pub literals: Vec<(String, String)>,
}

/// One name that a `use` brings in; `*` for all.
#[derive(Clone, Debug)]
pub struct Import {
    pub name: String,
    pub path: Vec<String>,
    /// Passed on to others.
    pub public: bool,
}

impl Source {
    pub fn read(file: &str, text: &str) -> Self {
        let mut source = Self { file: file.into(), text: text.into(), ..Self::default() };
        if text.contains("#![cfg(test)]") {
            return source;
        }
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
        source.walk(tokens);
        source
    }

    /// The first line of code with this text, for people: `file:line`.
    pub fn place(&self, text: &str) -> String {
        let line = self
            .text
            .lines()
            .position(|line| line.contains(text) && !line.trim_start().starts_with("//"));
        format!("{}:{}", self.file, line.map_or(0, |line| line + 1))
    }

    fn walk(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at = match token {
                TokenTree::Punct(sign) if sign.as_char() == '#' => self.attribute(&tokens, at),
                TokenTree::Ident(word) if *word == "use" && !is(&tokens, at + 1, '<') => {
                    self.import(&tokens, at)
                }
                TokenTree::Ident(word)
                    if *word == "field" && is(&tokens, at.wrapping_sub(1), '.') =>
                {
                    self.debug_field(&tokens, at)
                }
                // Rust that is written, and means another place.
                TokenTree::Ident(word)
                    if (*word == "quote" || *word == "parse_quote") && is(&tokens, at + 1, '!') =>
                {
                    at + 3
                }
                TokenTree::Ident(_) => self.mention(&tokens, at),
                TokenTree::Group(group) => {
                    self.walk(group.stream());
                    at + 1
                }
                TokenTree::Literal(literal) => {
                    let value = match Lit::new(literal.clone()) {
                        Lit::Str(text) => Some(text.value()),
                        Lit::ByteStr(bytes) => String::from_utf8(bytes.value()).ok(),
                        _ => None,
                    };
                    self.literals.extend(value.map(|value| (literal.to_string(), value)));
                    at + 1
                }
                TokenTree::Punct(_) => at + 1,
            };
        }
    }

    /// Passes over docs and conditions, and over what is for tests only.
    fn attribute(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let at = if is(tokens, at + 1, '!') { at + 1 } else { at };
        let Some(TokenTree::Group(group)) = tokens.get(at + 1) else { return at + 1 };
        let text = group.stream().to_string().replace(' ', "");
        if text == "cfg(test)" {
            let mut end = at + 2;
            loop {
                match tokens.get(end) {
                    None => return end,
                    Some(TokenTree::Punct(sign)) if sign.as_char() == ';' => return end + 1,
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                        return end + 1;
                    }
                    Some(_) => end += 1,
                }
            }
        }
        let other = ["doc=", "cfg(", "cfg_attr(", "allow(", "warn(", "expect(", "doc("];
        if !other.iter().any(|start| text.starts_with(start)) {
            self.walk(group.stream());
        }
        at + 2
    }

    /// The name of a field in `Debug` is for people.
    fn debug_field(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        if let Some(TokenTree::Group(group)) = tokens.get(at + 1) {
            self.walk(group.stream().into_iter().skip(1).collect());
            return at + 2;
        }
        at + 1
    }

    fn import(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let end = (at..tokens.len()).find(|end| is(tokens, *end, ';')).unwrap_or(tokens.len() - 1);
        // The visibility stands before it: `pub`, or `pub` and a group.
        let start = match (at.checked_sub(1).map(|at| &tokens[at]), at.checked_sub(2)) {
            (Some(TokenTree::Ident(word)), _) if *word == "pub" => at - 1,
            (Some(TokenTree::Group(_)), Some(before)) if tokens[before].to_string() == "pub" => {
                before
            }
            _ => at,
        };
        let item: TokenStream = tokens[start..=end].iter().cloned().collect();
        let item: ItemUse =
            syn::parse2(item).unwrap_or_else(|error| panic!("{}: {error}", self.file));
        if item.leading_colon.is_none() {
            let public = !matches!(item.vis, Visibility::Inherited);
            flatten(&item.tree, &mut Vec::new(), public, &mut self.imports);
        }
        end + 1
    }

    fn mention(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let word = |at: usize| match tokens.get(at) {
            Some(TokenTree::Ident(word)) => Some(word.to_string()),
            _ => None,
        };
        let mut path: Vec<String> = word(at).into_iter().collect();
        let mut end = at + 1;
        while is(tokens, end, ':') && is(tokens, end + 1, ':') {
            let Some(next) = word(end + 2) else { break };
            path.push(next);
            end += 3;
        }
        // A method or a field, or a path from outside.
        let member = at >= 1 && is(tokens, at - 1, '.') && !(at >= 2 && is(tokens, at - 2, '.'));
        let foreign = at >= 2 && is(tokens, at - 1, ':') && is(tokens, at - 2, ':');
        if !member && !foreign {
            self.mentions.push(path);
        }
        end
    }
}

fn is(tokens: &[TokenTree], at: usize, sign: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == sign)
}

fn flatten(tree: &UseTree, before: &mut Vec<String>, public: bool, imports: &mut Vec<Import>) {
    let mut add = |name: String, last: Option<String>| {
        let path: Vec<String> = before.iter().cloned().chain(last).collect();
        imports.push(Import { name, path, public });
    };
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, public, imports);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            let own = before.last().cloned().unwrap_or_default();
            add(own, None);
        }
        UseTree::Name(name) => add(name.ident.to_string(), Some(name.ident.to_string())),
        UseTree::Rename(name) => add(name.rename.to_string(), Some(name.ident.to_string())),
        UseTree::Glob(_) => add("*".into(), None),
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| flatten(tree, before, public, imports));
        }
    }
}

#[test]
fn a_file_is_read_for_what_it_uses() {
    let source = Source::read(
        "src/a.rs",
        "//! \"doc\"\n/// \"doc\"\npub(crate) use super::{b::B, c as d};\nuse crate::e::{self, F};\n\
         #[cfg(feature = \"g\")]\nfn h() -> impl X + use<> { i::J::new(k.l(), f.field(\"v\", w), b\"m\", \"n\") }\n\
         #[cfg(test)]\nmod tests { use o::P; const Q: &str = \"r\"; }\nmacro_rules! s { () => { \"t\" } }",
    );
    let imports: Vec<String> = source
        .imports
        .iter()
        .map(|import| format!("{}={} {}", import.name, import.path.join("::"), import.public))
        .collect();
    assert_eq!(
        imports,
        ["B=super::b::B true", "d=super::c true", "e=crate::e false", "F=crate::e::F false"]
    );
    let values: Vec<&str> = source.literals.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(values, ["m", "n", "t"]);
    let mentions: Vec<String> = source.mentions.iter().map(|path| path.join("::")).collect();
    assert!(mentions.contains(&"i::J::new".to_owned()) && !mentions.contains(&"l".to_owned()));
    assert_eq!(source.place("\"n\""), "src/a.rs:6");
}
