//! Which file uses items of which.

use std::collections::BTreeMap;

use super::tree::{Module, Target, Tree};

/// From a file to those whose items it uses, each with the place of the use.
pub type Uses = BTreeMap<String, BTreeMap<String, String>>;

impl Tree {
    /// What is used: a `mod` and a re-export alone use nothing.
    pub fn uses(&self) -> Uses {
        self.collect(false)
    }

    /// What is named in any way: re-exports and a module as a whole too.
    pub fn names(&self) -> Uses {
        self.collect(true)
    }

    fn collect(&self, all: bool) -> Uses {
        let mut uses = Uses::new();
        for (module, source) in &self.modules {
            let imports = source.imports.iter().filter(|import| all || !import.public);
            for path in imports.map(|import| &import.path).chain(&source.mentions) {
                let target = match self.resolve(module, path) {
                    Some(Target::Item(target)) => target,
                    Some(Target::Module(target)) if all && path.len() > 1 => target,
                    _ => continue,
                };
                self.add(module, &target, path, &mut uses);
            }
        }
        uses
    }

    fn add(&self, from: &Module, to: &Module, path: &[String], uses: &mut Uses) {
        let (from, to) = (self.source(from), self.source(to));
        if from.file != to.file {
            let place = || from.place(path.last().map_or("", String::as_str));
            uses.entry(from.file.clone()).or_default().entry(to.file.clone()).or_insert_with(place);
        }
    }
}
