//! The tools that `conformance/run` has installed. One that is missing, or has
//! another version than the pinned one, is a failure.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::Value;

use crate::program::Program;
use crate::world::Failure;

/// How long the TypeScript compiler may take: seconds, but other builds may
/// hold both cores.
const COMPILE: Duration = Duration::from_secs(120);

/// How long a look at what is installed may take.
const ASK: Duration = Duration::from_secs(60);

/// Where things are.
pub struct Tools {
    /// The sources of the programs.
    pub sources: PathBuf,
    /// What was installed, and what runs leave behind.
    pub target: PathBuf,
    compiled: OnceLock<Result<(), String>>,
    generate: fn(&Self) -> Result<(), Failure>,
}

impl Tools {
    /// `generate` writes the programs that are made of data.
    pub fn new(generate: fn(&Self) -> Result<(), Failure>) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self {
            sources: root.join("conformance"),
            target: root.join("target/conformance"),
            compiled: OnceLock::new(),
            generate,
        }
    }

    /// A TypeScript program, compiled: the first that is asked for has all of
    /// them compiled.
    pub fn script(&self, name: &str) -> Result<PathBuf, Failure> {
        let compiled =
            self.compiled.get_or_init(|| self.compile().map_err(|error| error.to_string()));
        compiled.clone()?;
        Ok(self.target.join("typescript/out/conformance/typescript").join(name))
    }

    /// A program of the Python environment.
    pub fn python(&self, name: &str) -> PathBuf {
        self.target.join("python/bin").join(name)
    }

    /// Compiles the TypeScript programs: the values in them have to fit the
    /// SDK's types.
    fn compile(&self) -> Result<(), Failure> {
        self.node_packages()?;
        (self.generate)(self)?;
        let modules = self.target.join("typescript/node_modules");
        let compiler = Program::new("node", "\0", COMPILE)
            .arg(modules.join("typescript/bin/tsc"))
            .arg("--project")
            .arg(self.sources.join("typescript"));
        let (lines, complaints, status) = compiler.run()?;
        match status.success() {
            true => Ok(()),
            false => Err(format!("tsc: {}{complaints}", lines.join("\n")).into()),
        }
    }

    /// The packages of requirements.txt are there, at their versions.
    pub fn python_packages(&self) -> Result<(), Failure> {
        let list = Program::new(self.python("python"), "\0", ASK)
            .arg("-c")
            .arg("from importlib import metadata as m\nfor d in m.distributions(): print(f'{d.name}=={d.version}')");
        let (found, complaints, _) = list.run()?;
        for wanted in read(&self.sources.join("python/requirements.txt"))?.lines() {
            if wanted.contains("==") && !found.iter().any(|found| found == wanted) {
                return Err(
                    format!("{wanted} is missing; run `conformance/run`{complaints}").into()
                );
            }
        }
        Ok(())
    }

    /// The packages of package.json are there, at their versions.
    fn node_packages(&self) -> Result<(), Failure> {
        let wanted = json(&self.sources.join("typescript/package.json"))?;
        for group in ["dependencies", "devDependencies"] {
            for (name, version) in wanted[group].as_object().into_iter().flatten() {
                let package = format!("typescript/node_modules/{name}/package.json");
                let found = json(&self.target.join(package))?;
                if found["version"] != *version {
                    return Err(format!("{name} is {}, not {version}", found["version"]).into());
                }
            }
        }
        Ok(())
    }
}

fn json(path: &Path) -> Result<Value, Failure> {
    Ok(serde_json::from_str(&read(path)?)?)
}

fn read(path: &Path) -> Result<String, Failure> {
    let text = fs::read_to_string(path);
    text.map_err(|error| format!("{}: {error}; run `conformance/run`", path.display()).into())
}
