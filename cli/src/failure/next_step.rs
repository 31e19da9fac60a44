//! What to type next.

use flatfile_jobs::Error;

use super::{Kind, may_have_been_done};

/// After a job that may have been made: nobody knows its id.
pub const WHETHER_MADE: &str = "`flatfile-jobs list --newer-than 10m` shows whether it was made";

/// The next step at a shell after a failed call. The error's own hint is for
/// programs as well, and names no command.
pub fn of(kind: Kind, error: &Error) -> Option<String> {
    // An id that could be anything is not for pasting into a shell.
    let plain = |id: &&str| id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let job = error.job().filter(plain).unwrap_or("ID");
    let step = match kind {
        _ if may_have_been_done(error) => match error.job() {
            Some(_) => format!("`flatfile-jobs get {job}`, it may have been carried out"),
            None => WHETHER_MADE.to_owned(),
        },
        Kind::InDoubt => format!("`flatfile-jobs get {job}`, then the same again if it is open"),
        Kind::Settings | Kind::Unauthorized => {
            "`flatfile-jobs doctor` says which key and URL are used, and tries them".to_owned()
        }
        Kind::NotFound if error.job().is_some() => {
            "`flatfile-jobs list` has the jobs of the environment that the key is for".to_owned()
        }
        Kind::State => format!("`flatfile-jobs get {job}` shows its state"),
        Kind::NotFound => "`flatfile-jobs doctor` says which URL is used, and tries it".to_owned(),
        // Which of the two was over first the error does not say.
        Kind::Unavailable if error.is_timeout() => {
            "try again, or allow more time: `--timeout` for an attempt, `--deadline` for all of them"
                .to_owned()
        }
        Kind::Unavailable if error.is_too_large() => "`flatfile-jobs doctor`".to_owned(),
        Kind::Unavailable if error.is_connect() => {
            "`flatfile-jobs doctor` says how far the way to the server goes".to_owned()
        }
        Kind::Unavailable => "try again later; `--verbose` shows the attempts".to_owned(),
        _ => return None,
    };
    Some(step)
}
