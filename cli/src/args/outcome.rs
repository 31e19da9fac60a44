//! What people will be shown.

use clap::{ArgAction, Args};

const OUTCOME: &str = "Outcome";

#[derive(Args, Clone, Debug, Default)]
pub struct OutcomeArgs {
    /// What happened.
    #[arg(long, short, value_name = "TEXT", help_heading = OUTCOME)]
    pub message: Option<String>,

    /// The line above the message.
    #[arg(long, value_name = "TEXT", help_heading = OUTCOME)]
    pub heading: Option<String>,

    /// The text on the button.
    #[arg(long, value_name = "TEXT", help_heading = OUTCOME)]
    pub button_text: Option<String>,

    /// Whether it is a dialog that has to be confirmed, or a passing note.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
        default_missing_value = "true", action = ArgAction::Set, help_heading = OUTCOME)]
    pub acknowledge: Option<bool>,

    /// Leave out the usual button.
    #[arg(long, help_heading = OUTCOME)]
    pub hide_default_button: bool,

    /// Where the button leads: id:ID, url:URL, download:URL, files:ID,ID,
    /// snapshot:SNAPSHOT,SHEET, view:SHEET,COLUMN,COLUMN, clear-filters:SHEET,SHEET,
    /// clear-filters, retry or wait.
    #[arg(long, value_name = "KIND:VALUE", help_heading = OUTCOME)]
    pub next: Option<String>,

    #[command(flatten)]
    pub next_options: NextOptions,

    /// Whether the next step waits for a click: manual, automatic or automatic_silent.
    #[arg(long, value_name = "TYPE", help_heading = OUTCOME)]
    pub trigger: Option<String>,

    /// Whom the trigger is for: originator or all.
    #[arg(long, value_name = "WHO", requires = "trigger", help_heading = OUTCOME)]
    pub audience: Option<String>,

    /// A line about the job's state.
    #[arg(long, value_name = "TEXT", help_heading = OUTCOME)]
    pub info: Option<String>,

    /// A file with the outcome as JSON, or `-`: an outcome, or a whole body with
    /// `outcome` and `info`. Options go over what it says.
    #[arg(long, value_name = "FILE", help_heading = OUTCOME)]
    pub outcome: Option<String>,

    /// Draw what a person in Flatfile will see, and ask before anything is sent;
    /// where nobody can be asked nothing is sent without --yes.
    #[arg(long, help_heading = OUTCOME)]
    pub show: bool,

    /// Send without asking.
    #[arg(long, short, help_heading = OUTCOME)]
    pub yes: bool,
}

/// What a next step can say beside where it leads.
#[derive(Args, Clone, Debug, Default)]
pub struct NextOptions {
    /// The text of the link, of each next step but wait.
    #[arg(long, value_name = "TEXT", requires = "next", help_heading = OUTCOME)]
    pub next_label: Option<String>,

    /// The path below the object, with id.
    #[arg(long, value_name = "PATH", requires = "next", help_heading = OUTCOME)]
    pub next_path: Option<String>,

    /// The query, with id.
    #[arg(long, value_name = "QUERY", requires = "next", help_heading = OUTCOME)]
    pub next_query: Option<String>,

    /// Open it in the present tab, with url.
    #[arg(long, requires = "next", help_heading = OUTCOME)]
    pub next_replace: bool,

    /// The name to save it under, with download.
    #[arg(long, value_name = "NAME", requires = "next", help_heading = OUTCOME)]
    pub next_file_name: Option<String>,

    /// Let the note fade away, with wait.
    #[arg(long, requires = "next", help_heading = OUTCOME)]
    pub next_fade: bool,

    /// Let confetti rain, with wait.
    #[arg(long, requires = "next", help_heading = OUTCOME)]
    pub next_confetti: bool,
}
