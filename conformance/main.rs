//! Clients that others wrote, against the sandbox: each calls every operation,
//! the sandbox's record judges, and a table shows the result. README.md says
//! how to run it.

mod handler;
#[path = "../tests/support/json.rs"]
#[allow(dead_code, reason = "the asserting half is for tests")]
mod json;
mod judge;
mod program;
mod python;
mod schemathesis;
mod step;
mod table;
mod tools;
mod turns;
mod typescript;
mod wire;
mod world;

use std::process::ExitCode;

use table::Column;
use tools::Tools;
use world::Failure;

/// One client's run over all operations.
type Part = fn(&Tools, &mut Column) -> Result<(), Failure>;

/// The columns of the table, in the order in which they run.
const PARTS: [(&str, Part); 5] = [
    ("typescript", typescript::run),
    ("handler", handler::run),
    ("python", python::run),
    ("schemathesis", schemathesis::run),
    ("wire", wire::run),
];

fn main() -> ExitCode {
    let tools = Tools::new();
    let mut columns = Vec::new();
    let compiled = tools.compile();
    let named: Vec<String> = std::env::args().skip(1).collect();
    for (name, part) in PARTS {
        if !named.is_empty() && !named.iter().any(|other| other == name) {
            continue;
        }
        let mut column = Column::new(name);
        if let Err(error) = part(&tools, &mut column) {
            column.fail(error);
        }
        columns.push(column);
    }
    if let Err(error) = compiled {
        println!("FAILED {error}");
        return ExitCode::FAILURE;
    }
    match table::print(&columns) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
