//! All sources, and which file a path of one of them leads to.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::source::Source;

/// A module by its path from the root; the build's begin with `codegen`.
pub type Module = Vec<String>;

/// The name under which build.rs and the tests include the build.
const BUILD: &str = "codegen";

#[derive(Debug)]
pub struct Tree {
    pub modules: BTreeMap<Module, Source>,
}

/// Where a path leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An item that is defined in this module's file.
    Item(Module),
    /// A module itself.
    Module(Module),
}

impl Tree {
    /// The sources of the package.
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        ["src", "build"].iter().for_each(|folder| collect(root, Path::new(folder), &mut files));
        assert!(files.len() > 100, "too few sources were found");
        Self::of(files)
    }

    pub fn of(files: Vec<(String, String)>) -> Self {
        let modules =
            files.iter().map(|(file, text)| (module(file), Source::read(file, text))).collect();
        Self { modules }
    }

    /// Where a path that stands in `from` leads; none if out of the package or
    /// to something within `from` itself.
    pub fn resolve(&self, from: &Module, path: &[String]) -> Option<Target> {
        self.step(from, path, 0)
    }

    fn step(&self, from: &Module, path: &[String], depth: u8) -> Option<Target> {
        if depth > 8 {
            return None; // A name that leads back to itself is from outside.
        }
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.descend(Vec::new(), rest, depth),
            "self" => self.descend(from.clone(), rest, depth),
            "super" => {
                let mut up = from.clone();
                up.pop();
                let supers = rest.iter().take_while(|segment| *segment == "super").count();
                up.truncate(up.len().saturating_sub(supers));
                self.descend(up, rest.get(supers..)?, depth)
            }
            name => {
                if self.modules.contains_key(&child(from, name)) {
                    return self.descend(child(from, name), rest, depth);
                }
                let source = self.modules.get(from)?;
                let import = source.imports.iter().find(|import| import.name == name)?;
                if import.path.first().is_some_and(|first| first == name) && import.path.len() == 1
                {
                    return None;
                }
                let path: Vec<String> = import.path.iter().chain(rest).cloned().collect();
                self.step(from, &path, depth + 1)
            }
        }
    }

    /// From a module along the rest of a path, through what it re-exports.
    fn descend(&self, module: Module, rest: &[String], depth: u8) -> Option<Target> {
        let source = self.modules.get(&module)?;
        let Some((name, after)) = rest.split_first() else { return Some(Target::Module(module)) };
        let next = child(&module, name);
        if self.modules.contains_key(&next) {
            return self.descend(next, after, depth);
        }
        let passed = source.imports.iter().find(|import| import.public && import.name == *name);
        if let Some(import) = passed {
            let path: Vec<String> = import.path.iter().chain(after).cloned().collect();
            // What it passes on of a module within its own file is its own.
            return self.step(&module, &path, depth + 1).or(Some(Target::Item(module)));
        }
        Some(Target::Item(module))
    }

    pub fn source(&self, module: &Module) -> &Source {
        &self.modules[module]
    }
}

fn child(module: &Module, name: &str) -> Module {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

fn module(file: &str) -> Module {
    let mut module: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
    if module.last().is_some_and(|last| *last == "mod" || file == "src/lib.rs") {
        module.pop();
    }
    match module[0] {
        "build" => module[0] = BUILD,
        _ => drop(module.remove(0)),
    }
    module.into_iter().map(str::to_owned).collect()
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        let path = folder.join(entry.unwrap().file_name());
        if root.join(&path).is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(root.join(&path)).unwrap();
            files.push((path.to_str().unwrap().replace('\\', "/"), text));
        }
    }
}
