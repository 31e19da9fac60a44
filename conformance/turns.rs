//! Takes turns with a program that makes calls: it says what it did, the record
//! is looked at, and it goes on.

use flatfile_jobs::sandbox::{Fault, Faults};

use crate::judge::Judge;
use crate::program::Program;
use crate::step::{Line, Wanted, operation};
use crate::table::Column;
use crate::world::{Failure, World};

/// Runs a program to its end, and puts every step into its cell.
pub fn run(world: &World, program: Program, column: &mut Column) -> Result<(), Failure> {
    let mut judge = Judge::new(&world.sandbox);
    let mut running = program.start()?;
    while let Some(text) = running.line()? {
        match Line::read(&text)? {
            Line::Fault { fault } => world.sandbox.set_faults(faults(&fault)?),
            Line::Step { step, seen, problems } => {
                let id = operation(&step.operation)?;
                let wrong: Vec<String> =
                    problems.into_iter().chain(judge.judge(id, &step, &seen)).collect();
                let cell = column.cell(id);
                match (wrong.is_empty(), step.status) {
                    (true, 200) => cell.done += 1,
                    (true, _) => cell.refused += 1,
                    (false, _) => {
                        let wrong = wrong.join("; ");
                        cell.failures.push(format!("{}: {wrong}", step.case));
                    }
                }
            }
        }
        running.say("{}")?;
    }
    let (status, complaints) = running.finish()?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("it ended with {status}: {complaints}").into()),
    }
}

fn faults(wanted: &Wanted) -> Result<Faults, Failure> {
    let fault = Fault::status(wanted.status);
    Ok(Faults::seeded(1).on(operation(&wanted.operation)?, fault).times(wanted.times))
}
