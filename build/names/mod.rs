//! Rust names for the words of the contract, by one rule.
//!
//! 1. A word is put into the case that Rust has for its kind: `pageSize` is
//!    the member `page_size`, `automatic_silent` the variant `AutomaticSilent`.
//! 2. An ASCII sign parts words and an apostrophe vanishes; `+1` and `-1` are
//!    `Plus1` and `Minus1`; a character beyond ASCII is spelt by its number,
//!    as `u00e9`; so are the signs of a word that has nothing else. No word at
//!    all is `Empty`.
//! 3. A name that would begin with a digit gets an `X` before it: `X1st`.
//! 4. A member or parameter that is a keyword of Rust gets a `_` after it.
//! 5. A name that is taken, by one that stands before it in the file, by Rust,
//!    or by the generated code, gets the lowest number from 2 that is free:
//!    `extra_2`, `String2`.
//!
//! The wire keeps the contract's word in any case. Each name that rules 2, 3
//! and 5 have changed is a line of `openapi/surface.txt`.

pub mod reserved;
mod spell;

use std::collections::BTreeSet;

pub use spell::{builder, pascal, plain, snake};

/// Names that live together: no two of them are the same.
#[derive(Clone, Debug)]
pub struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub fn new(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// A type, a variant or a component.
    pub fn pascal(&mut self, word: &str) -> String {
        let base = pascal(word);
        self.first_free(&base, |number| format!("{base}{number}"))
    }

    /// A member, a parameter or a function.
    pub fn snake(&mut self, word: &str) -> String {
        let base = snake(word);
        let stem = base.trim_end_matches('_').to_owned();
        self.first_free(&base, |number| format!("{stem}_{number}"))
    }

    /// Takes a name as it is; says whether it was free.
    pub fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    fn first_free(&mut self, base: &str, numbered: impl Fn(usize) -> String) -> String {
        let mut name = base.to_owned();
        let mut number = 2;
        while self.taken.contains(&name) {
            name = numbered(number);
            number += 1;
        }
        self.taken.insert(name.clone());
        name
    }
}

/// A word of the contract whose name in Rust is not the plain one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rename {
    /// What it is: a member, a value, …, and of what.
    pub of: String,
    /// The contract's word.
    pub word: String,
    /// The name in Rust.
    pub name: String,
}
