//! Options of every command.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::pause::bound;

const SETTINGS: &str = "Settings";
const OUTPUT: &str = "Output";

#[derive(Args, Clone, Debug, Default)]
pub struct Globals {
    /// Print JSON: one value a line.
    #[arg(long, global = true, help_heading = OUTPUT)]
    pub json: bool,

    /// Say nothing but data and errors.
    #[arg(long, short, global = true, help_heading = OUTPUT, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Show every attempt on standard error, as it is made.
    #[arg(long, short, global = true, help_heading = OUTPUT)]
    pub verbose: bool,

    /// When to use colours; NO_COLOR turns them off too.
    #[arg(long, global = true, help_heading = OUTPUT, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// The profile to use: named here it goes before the environment, and named
    /// by FLATFILE_PROFILE after it.
    #[arg(long, global = true, help_heading = SETTINGS, value_name = "NAME", hide_short_help = true)]
    pub profile: Option<String>,

    /// The file with the profiles [env: FLATFILE_JOBS_CONFIG].
    #[arg(long, global = true, help_heading = SETTINGS, value_name = "FILE", hide_short_help = true)]
    pub config_file: Option<PathBuf>,

    /// A file with the key in it [env: FLATFILE_API_KEY or FLATFILE_BEARER_TOKEN,
    /// which hold the key itself].
    #[arg(long, global = true, help_heading = SETTINGS, value_name = "FILE", hide_short_help = true)]
    pub key_file: Option<PathBuf>,

    /// Where the API is, with or without scheme and /v1 [env: FLATFILE_API_URL].
    #[arg(long, global = true, help_heading = SETTINGS, value_name = "URL", hide_short_help = true)]
    pub url: Option<String>,

    /// The environment that list and create use [env: FLATFILE_ENVIRONMENT_ID].
    #[arg(long, global = true, help_heading = SETTINGS, value_name = "ID", hide_short_help = true)]
    pub environment_id: Option<String>,

    /// How long one attempt may take, as in 10s or 2m; 30s by default.
    #[arg(long, global = true, help_heading = SETTINGS, value_name = "TIME", hide_short_help = true,
        value_parser = bound)]
    pub timeout: Option<Duration>,

    /// How long one call may take with all its attempts; 2m by default, and 5m
    /// for complete, fail and cancel.
    #[arg(long, global = true, help_heading = SETTINGS, value_name = "TIME", hide_short_help = true,
        value_parser = bound)]
    pub deadline: Option<Duration>,

    /// How often a call may be tried again; 2 by default, and for complete,
    /// fail and cancel as often as the deadline allows.
    #[arg(long, global = true, help_heading = SETTINGS, value_name = "N", hide_short_help = true)]
    pub retries: Option<u32>,

    /// Allow plain http to another machine: whoever is on the way can read the key.
    #[arg(long, global = true, help_heading = SETTINGS, hide_short_help = true)]
    pub allow_insecure_http: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}
