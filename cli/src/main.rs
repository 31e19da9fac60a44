//! The program `flatfile-jobs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    flatfile_jobs_cli::main()
}
