//! `--show`: what people will see, before anything is sent.

use flatfile_jobs::api::types::JobCompleteDetails;
use serde_json::json;

use super::show::picture;
use crate::args::{Globals, OutcomeArgs};
use crate::failure::Failure;
use crate::many::Verb;
use crate::output::{confirm, data, is_terminal_pair, json_line, note, warn_styled};

/// Whether it may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    Given,
    Withheld,
}

/// Shows the body and asks, where that was asked for. Where nobody can be asked
/// the picture is the result, and nothing is sent.
pub fn ask(
    args: &OutcomeArgs,
    globals: &Globals,
    verb: Verb,
    ids: &[String],
    body: &JobCompleteDetails,
) -> Result<Consent, Failure> {
    if !args.show {
        return Ok(Consent::Given);
    }
    let asks = is_terminal_pair() && !globals.json;
    if !args.yes && !asks {
        match globals.json {
            true => json_line(&json!({ "command": verb.name, "ids": ids, "body": body }))?,
            false => data(&picture(body))?,
        }
        note(globals.quiet, "nothing was sent: add --yes to send it");
        return Ok(Consent::Withheld);
    }
    warn_styled(picture(body).trim_end());
    if args.yes {
        return Ok(Consent::Given);
    }
    let plural = if ids.len() == 1 { "" } else { "s" };
    let count = ids.len();
    match confirm(&format!("{} {count} job{plural} with it?", verb.name)) {
        true => Ok(Consent::Given),
        false => {
            note(globals.quiet, "nothing was sent");
            Ok(Consent::Withheld)
        }
    }
}
