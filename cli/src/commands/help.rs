//! What `--help` says beyond the options.

use std::fmt::Write;

use crate::failure::Kind;

macro_rules! examples {
    () => {
        "\
Examples:
  flatfile-jobs list --status executing --older-than 1h
  flatfile-jobs fail us_jb_YOUR_ID --message 'The warehouse did not answer' --show
  flatfile-jobs list --status executing --ids | flatfile-jobs cancel -"
    };
}

pub const SHORT: &str = concat!(
    examples!(),
    "\n\n`flatfile-jobs --help` says where the key comes from, and what an exit status means."
);

const SETTINGS: &str = "\
Settings are from options, then from the environment (FLATFILE_API_KEY, FLATFILE_API_URL,
FLATFILE_ENVIRONMENT_ID), then from a profile. A profile that --profile names goes before the
environment. The key is never an option: everybody on a machine can read those.

Profiles are in flatfile-jobs/config.toml below the folder for settings (~/.config):

  default-profile = \"production\"

  [profiles.production]
  key-file = \"production.key\"

  [profiles.eu]
  key-file = \"eu.key\"
  url = \"platform.eu.flatfile.com/api\"

Data go to standard output, all else to standard error. With --json standard output has one JSON
value a line.
";

/// The whole of it.
pub fn long() -> String {
    let mut help = format!("{}\n\n{SETTINGS}\nExit status:\n", examples!());
    for (kind, meaning) in Kind::LISTED {
        // To write to a String cannot fail.
        let _ = writeln!(help, "  {:>3}  {meaning}", kind.code());
    }
    help.truncate(help.trim_end().len());
    help
}
