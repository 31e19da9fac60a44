//! `schema`.

use flatfile_jobs::contract;

use crate::failure::{Failure, Kind};
use crate::output::{data_line, document};

/// Print a type of the contract as JSON Schema
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The type's name, as in JobOutcome; without one their names are printed.
    #[arg(value_name = "TYPE")]
    component: Option<String>,
}

pub fn run(args: &Args) -> Result<Kind, Failure> {
    let Some(component) = &args.component else {
        for name in contract::components() {
            data_line(name)?;
        }
        return Ok(Kind::Done);
    };
    let schema = contract::json_schema(component).ok_or_else(|| unknown(component))?;
    let text = serde_json::to_string_pretty(&schema)
        .map_err(|error| Failure::new(Kind::Other, error.to_string()))?;
    document(&text)?;
    document("\n")?;
    Ok(Kind::Done)
}

/// Names that hold what was written, or are held by it, in whatever case.
fn unknown(component: &str) -> Failure {
    let written = component.to_lowercase();
    let is_near = |name: &&str| {
        let name = name.to_lowercase();
        name.contains(&written) || written.contains(&name)
    };
    let near: Vec<&str> = contract::components().filter(is_near).take(8).collect();
    let step = match near.as_slice() {
        [] => "`flatfile-jobs schema` lists them".to_owned(),
        near => format!("there is {}", near.join(", ")),
    };
    Failure::input(format!("the contract has no type `{component}`")).next(step)
}
