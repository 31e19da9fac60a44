//! What a body says that is not JSON: a web page by its title, and a short text
//! by its first line.

/// A text longer than this is not written for people who read a log.
const SHORT: usize = 4096;
/// A title stands in the first part of a page.
const HEAD: usize = 64 * 1024;

/// Colours of a terminal begin with it.
const ESCAPE: char = '\u{1b}';
/// What a page without its frame begins with.
const PARTS: [&str; 16] = [
    "head", "title", "body", "h1", "h2", "h3", "p", "div", "pre", "center", "b", "span", "br",
    "meta", "script", "style",
];

/// Whether what begins with `<` is a web page, and not XML of another kind.
pub(super) fn is_html(body: &str) -> bool {
    let head = body.as_bytes().get(..SHORT.min(body.len())).unwrap_or_default();
    let name = |name: &str| {
        head.windows(name.len()).any(|part| part.eq_ignore_ascii_case(name.as_bytes()))
    };
    let tag = body.trim_start_matches('<');
    let end = tag.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let first = tag.get(..end).unwrap_or_default();
    name("<html")
        || name("<!doctype html")
        || PARTS.iter().any(|part| part.eq_ignore_ascii_case(first))
}

/// Whether it is text: nothing in it that no text has, and few holes.
pub(super) fn is_text(body: &str) -> bool {
    let odd = |letter: char| letter.is_ascii_control() && !letter.is_ascii_whitespace();
    let holes = body.chars().filter(|letter| *letter == char::REPLACEMENT_CHARACTER).count();
    !body.contains(|letter| odd(letter) && letter != ESCAPE) && holes * 4 <= body.chars().count()
}

/// `Cannot GET /v1/…`, as routers say that they do not know a path.
pub(super) fn is_no_route(message: &str) -> bool {
    let words = message.strip_prefix("Cannot ").and_then(|rest| rest.split_once(" /"));
    words.is_some_and(|(method, _)| method.chars().all(|letter| letter.is_ascii_uppercase()))
}

/// The title of a page, when it stands there as plain text.
pub(super) fn title(body: &str) -> Option<String> {
    let end = (0..=body.len().min(HEAD)).rev().find(|end| body.is_char_boundary(*end))?;
    let lower = body.get(..end)?.to_ascii_lowercase();
    let tag = lower.find("<title")?;
    let start = tag + lower.get(tag..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    let title: Vec<&str> = body.get(start..end)?.split_whitespace().collect();
    let title = title.join(" ");
    // An entity would have to be decoded before tokens are looked for.
    (is_for_people(&title) && !title.contains(['&', '<'])).then_some(title)
}

/// The first line of a short text, and how many more there are.
pub(super) fn line(body: &str) -> Option<String> {
    if body.len() > SHORT {
        return None;
    }
    let mut lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().filter(|line| is_for_people(line))?;
    Some(match lines.count() {
        0 => first.to_owned(),
        1 => format!("{first} … (1 more line)"),
        more => format!("{first} … ({more} more lines)"),
    })
}

/// Printable, and made of words: a single one with digits or signs in it may
/// be a key or an id.
fn is_for_people(text: &str) -> bool {
    let printable = |letter: char| !letter.is_control();
    let words = text.contains(' ') && text.chars().any(char::is_alphabetic);
    text.chars().all(printable)
        && (words || text.chars().all(char::is_alphabetic))
        && !text.is_empty()
}
