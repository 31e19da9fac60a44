//! The member that does not fit, and what was expected there: names of the
//! contract alone, since any other may be text of the body.

use crate::api::Mismatch;
use crate::contract::is_member;

/// What goes on after `the response's`; none where no member is to blame.
pub(in crate::error) fn misfit(mismatch: &Mismatch) -> Option<String> {
    let member = shown(mismatch.member());
    if member.is_empty() || mismatch.is_cut() || !mismatch.is_json() {
        return None;
    }
    Some(match (mismatch.is_missing(), mismatch.expected()) {
        (true, _) => format!("member `{member}` is missing"),
        (false, None) => format!("member `{member}` does not fit the contract"),
        (false, Some(expected)) => {
            format!("member `{member}` does not fit the contract: expected {expected}")
        }
    })
}

/// A path with `*` for each name that the contract does not have.
fn shown(path: &str) -> String {
    let names = path.split('.').map(|part| {
        let (name, index) = part.split_at(part.find('[').unwrap_or(part.len()));
        format!("{}{index}", if name.is_empty() || is_member(name) { name } else { "*" })
    });
    names.collect::<Vec<_>>().join(".")
}
