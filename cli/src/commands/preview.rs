//! `preview`.

use flatfile_jobs::api::types::MutateJobConfig;

use super::verbs::client;
use crate::args::Globals;
use crate::failure::{Failure, Kind};
use crate::input::{body, read};
use crate::output::{clean, data_line, json_line, note, to_line};

/// Say what a record function would change in a sheet
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The sheet's id.
    #[arg(long, value_name = "ID", required_unless_present = "body")]
    sheet: Option<String>,

    /// A file with the function's source, or `-`.
    #[arg(long, value_name = "FILE", required_unless_present = "body", conflicts_with = "body")]
    function: Option<String>,

    /// A file with the whole mutation as JSON, or `-`.
    #[arg(long, value_name = "FILE")]
    body: Option<String>,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let mut mutation = match (&args.body, &args.sheet, &args.function) {
        (Some(file), ..) => body::<MutateJobConfig>("MutateJobConfig", file)?,
        (None, Some(sheet), Some(file)) => MutateJobConfig::new(read(file)?, sheet.as_str()),
        _ => return Err(Failure::input("a preview needs --sheet and --function")),
    };
    if let Some(sheet) = &args.sheet {
        mutation.sheet_id.clone_from(sheet);
    }
    let records = client(globals)?.preview_mutation(mutation).await?;
    for record in &records {
        match globals.json {
            true => json_line(record)?,
            false => data_line(&format!("{}  {}", clean(&record.id), to_line(&record.values)))?,
        }
    }
    let plural = if records.len() == 1 { "" } else { "s" };
    note(globals.quiet, &format!("{} record{plural} would change", records.len()));
    Ok(Kind::Done)
}
