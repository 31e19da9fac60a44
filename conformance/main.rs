//! Clients that others wrote, against the sandbox: each calls every operation,
//! the sandbox's record judges, and a table shows the result. README.md says
//! how to run it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "tables and seeds are printed")]

mod arguments;
mod beside;
mod handler;
#[path = "../tests/support/json.rs"]
#[allow(dead_code, reason = "the asserting half is for tests")]
mod json;
mod judge;
mod listener;
mod matching;
mod program;
mod python;
mod schemathesis;
mod soak;
mod step;
mod table;
mod tools;
mod turns;
mod typescript;
mod wire;
mod world;

use std::process::ExitCode;

use arguments::Arguments;
use table::Column;
use tools::Tools;
use world::Failure;

/// One client's run over all operations.
type Part = fn(&Tools, &Arguments, &mut Column) -> Result<(), Failure>;

/// The columns of the table, in the order in which they run.
const PARTS: [(&str, Part); 9] = [
    ("typescript", |tools, _, column| typescript::run(tools, column)),
    ("handler", |tools, _, column| handler::run(tools, column)),
    ("listener", |tools, _, column| listener::run(tools, column)),
    ("matching", matching::run),
    ("beside", |tools, _, column| beside::run(tools, column)),
    ("python", |tools, _, column| python::run(tools, column)),
    ("schemathesis", |tools, _, column| schemathesis::run(tools, column)),
    ("wire", |tools, _, column| wire::run(tools, column)),
    ("soak", soak::run),
];

fn main() -> ExitCode {
    let arguments = match Arguments::read(&PARTS.map(|(name, _)| name)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("conformance: {error}");
            return ExitCode::from(2);
        }
    };
    let tools = Tools::new(wire::script::write);
    let mut columns = Vec::new();
    for (name, part) in PARTS.into_iter().filter(|(name, _)| arguments.wants(name)) {
        let mut column = Column::new(name);
        if let Err(error) = part(&tools, &arguments, &mut column) {
            column.fail(error);
        }
        columns.push(column);
    }
    match table::print(&columns) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
