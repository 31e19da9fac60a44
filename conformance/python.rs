//! The official Python SDK.

use std::time::Duration;

use crate::program::Program;
use crate::table::Column;
use crate::tools::Tools;
use crate::turns;
use crate::world::{Failure, World};

/// How long all its calls may take: they take seconds.
const LIMIT: Duration = Duration::from_secs(120);

/// All operations, in their normal life and with their errors.
pub fn run(tools: &Tools, column: &mut Column) -> Result<(), Failure> {
    tools.python_packages()?;
    let world = World::new()?;
    turns::run(&world, python(tools, &world, "sdk.py", LIMIT), column)?;
    column.demand_refusals();
    Ok(())
}

/// A program with the sandbox's address and token, which the SDK takes as
/// arguments.
pub fn python(tools: &Tools, world: &World, script: &str, limit: Duration) -> Program {
    Program::new(tools.python("python"), world.sandbox.token(), limit)
        // No `__pycache__` between the sources.
        .arg("-B")
        .arg(tools.sources.join("python").join(script))
        .env("CONFORMANCE_URL", world.sandbox.url())
        .env("CONFORMANCE_TOKEN", world.sandbox.token())
        .env("PYTHONUTF8", "1")
}
