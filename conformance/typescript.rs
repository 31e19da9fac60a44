//! The official TypeScript SDK.

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
    let world = World::new()?;
    turns::run(&world, node(tools, &world, "sdk.js", LIMIT)?, column)?;
    column.demand_refusals();
    Ok(())
}

/// A compiled program with the SDK's own variables.
pub fn node(
    tools: &Tools,
    world: &World,
    script: &str,
    limit: Duration,
) -> Result<Program, Failure> {
    let program = Program::new("node", world.sandbox.token(), limit)
        .arg(tools.script(script)?)
        .env("FLATFILE_API_URL", world.origin())
        .env("FLATFILE_BEARER_TOKEN", world.sandbox.token());
    Ok(program)
}
