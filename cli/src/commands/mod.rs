//! The commands, one a file: its options, and what it does. A new one is a file
//! here, a variant, and a line in `run`.

mod ack;
mod cancel;
mod complete;
mod completions;
mod contract;
mod create;
mod delete;
mod doctor;
mod execute;
mod fail;
mod get;
mod help;
mod list;
mod man;
mod openapi;
mod plan;
mod preview;
mod reap;
mod retry;
mod sandbox;
mod schema;
mod split;
mod update;
mod verbs;
mod watch;
#[cfg(any(test, fuzzing))]
mod weigh;
mod work;

use clap::{Parser, Subcommand};

use crate::args::Globals;
use crate::failure::{Failure, Kind};

/// Flatfile jobs from a shell: list, watch, fail, cancel and retry them, one or
/// ten thousand.
#[derive(Debug, Parser)]
#[command(name = "flatfile-jobs", version, max_term_width = 100, subcommand_required = true,
    arg_required_else_help = true, infer_subcommands = false, after_help = help::SHORT,
    after_long_help = help::long())]
pub struct Cli {
    #[command(flatten)]
    pub globals: Globals,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Get(get::Args),
    List(list::Args),
    Watch(watch::Args),
    Create(create::Args),
    Update(update::Args),
    Delete(delete::Args),
    Execute(execute::Args),
    Ack(ack::Args),
    AckOutcome(ack::OutcomeArgs),
    Complete(complete::Args),
    Fail(fail::Args),
    Cancel(cancel::Args),
    Retry(retry::Args),
    Split(split::Args),
    Plan(plan::Args),
    Preview(preview::Args),
    Reap(Box<reap::Args>),
    Work(Box<work::Args>),
    Sandbox(Box<sandbox::Args>),
    Doctor(doctor::Args),
    Openapi(openapi::Args),
    Schema(schema::Args),
    Contract(contract::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Cli {
    /// Does what was asked for, and says how it ended.
    pub async fn run(self) -> Result<Kind, Failure> {
        let globals = &self.globals;
        match self.command {
            Command::Get(args) => get::run(args, globals).await,
            Command::List(args) => list::run(args, globals).await,
            Command::Watch(args) => watch::run(args, globals).await,
            Command::Create(args) => create::run(args, globals).await,
            Command::Update(args) => update::run(args, globals).await,
            Command::Delete(args) => delete::run(args, globals).await,
            Command::Execute(args) => execute::run(args, globals).await,
            Command::Ack(args) => ack::run(args, globals).await,
            Command::AckOutcome(args) => ack::run_outcome(args, globals).await,
            Command::Complete(args) => complete::run(args, globals).await,
            Command::Fail(args) => fail::run(args, globals).await,
            Command::Cancel(args) => cancel::run(args, globals).await,
            Command::Retry(args) => retry::run(args, globals).await,
            Command::Split(args) => split::run(args, globals).await,
            Command::Plan(args) => plan::run(args, globals).await,
            Command::Preview(args) => preview::run(args, globals).await,
            Command::Reap(args) => reap::run(*args, globals).await,
            Command::Work(args) => work::run(*args, globals).await,
            Command::Sandbox(args) => sandbox::run(*args, globals).await,
            Command::Doctor(args) => doctor::run(args, globals).await,
            Command::Openapi(args) => openapi::run(&args, globals),
            Command::Schema(args) => schema::run(&args),
            Command::Contract(args) => contract::run(&args, globals),
            Command::Completions(args) => completions::run(&args),
            Command::Man(args) => man::run(&args),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{Command, CommandFactory};

    use super::Cli;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    /// The parser finds out when somebody types it.
    #[test]
    fn no_option_of_a_command_is_one_of_all() {
        let whole = Cli::command();
        let names = |command: &Command| -> BTreeSet<String> {
            let longs = command.get_arguments().filter_map(|it| it.get_long().map(str::to_owned));
            longs.chain(command.get_arguments().map(|it| it.get_id().to_string())).collect()
        };
        let of_all = names(&whole);
        for command in
            whole.get_subcommands().flat_map(|it| std::iter::once(it).chain(it.get_subcommands()))
        {
            let both: Vec<String> = names(command).intersection(&of_all).cloned().collect();
            assert!(both.is_empty(), "{}: {both:?}", command.get_name());
        }
    }
}
