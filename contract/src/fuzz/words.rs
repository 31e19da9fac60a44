//! Odd words: what is no name in Rust, what Rust or the generated code uses,
//! and what collides with another.

use std::collections::BTreeSet;

use fastrand::Rng;

/// Words that collide, are keywords, or are used by generated code.
const PLAIN: [&str; 108] = [
    "1",
    "10",
    "1st",
    "2nd",
    "A",
    "AB",
    "Abc",
    "ApiVersion",
    "BTreeMap",
    "Body",
    "Box",
    "Builder",
    "ByteStream",
    "Client",
    "ClientHooks",
    "Config",
    "ConversionError",
    "Crate",
    "D",
    "Debug",
    "Default",
    "Deserialize",
    "Display",
    "E",
    "Err",
    "Error",
    "ExactNumber",
    "Extra",
    "FOO",
    "Foo",
    "Foo2",
    "FooBar",
    "Foo_Bar",
    "From",
    "Hash",
    "Into",
    "Job",
    "JobResponse",
    "K",
    "Known",
    "Map",
    "None",
    "Number",
    "OPERATIONS",
    "Ok",
    "OperationId",
    "OperationInfo",
    "Option",
    "PathId",
    "ResponseValue",
    "Result",
    "S",
    "Self",
    "Send",
    "Serialize",
    "Some",
    "State",
    "String",
    "Super",
    "T",
    "Tagged",
    "Tagged_",
    "Text",
    "Text_",
    "ToString",
    "TryFrom",
    "Types",
    "Unknown",
    "V",
    "Value",
    "Vec",
    "X1",
    "X1st",
    "_",
    "__",
    "a",
    "a-b",
    "aB",
    "a_b",
    "as",
    "async",
    "await",
    "body",
    "builder",
    "client",
    "crate",
    "default",
    "do",
    "dyn",
    "exec",
    "extra",
    "foo",
    "foo-bar",
    "fooBar",
    "foo_bar",
    "gen",
    "id",
    "new",
    "pre",
    "request",
    "self",
    "send",
    "super",
    "type",
    "type_",
    "union",
    "url",
    "value",
];

/// Words that no component may have, but members, values and ids may.
const ODD: [&str; 42] = [
    "", " ", "  ", "'", "\"", "#", "$ref", "%", "&", "(", "*/", "+", "+1", "-1", ".", "/", "/*",
    "//", "1/2", ":", ";", "<", "=", "?", "@", "\\", "\n", "\r\n", "\t", "\u{0}", "\u{7f}",
    "\u{2028}", "\u{202e}", "`", "größe", "straße", "e\u{301}", "é", "日本", "{", "👍", "👎",
];

/// A word that may name a component.
pub(super) fn component(rng: &mut Rng) -> String {
    match rng.u8(..8) {
        0 => format!("{}{}", pick(rng, &PLAIN), rng.u8(..12)),
        1 => format!("{}-{}", pick(rng, &PLAIN), pick(rng, &PLAIN)),
        2 => random(rng, b"aB1_-.", 4),
        _ => pick(rng, &PLAIN).to_owned(),
    }
}

/// A word that may name a member, a value or an operation.
pub(super) fn any(rng: &mut Rng) -> String {
    match rng.u8(..6) {
        0 | 1 => pick(rng, &ODD).to_owned(),
        2 => format!("{}{}", pick(rng, &ODD), pick(rng, &PLAIN)),
        3 => (0..rng.usize(1..4)).map(|_| rng.char(..)).collect(),
        _ => component(rng),
    }
}

/// A word that was not taken before.
pub(super) fn fresh(
    rng: &mut Rng,
    taken: &mut BTreeSet<String>,
    word: impl Fn(&mut Rng) -> String,
) -> String {
    loop {
        let mut word = word(rng);
        if taken.len() > 20 {
            word = format!("{word}{}", rng.u32(..));
        }
        if taken.insert(word.clone()) {
            return word;
        }
    }
}

/// A text for people.
pub(super) fn text(rng: &mut Rng) -> String {
    const TEXTS: [&str; 12] = [
        "What it is.",
        "",
        "Ends a comment: */ and goes on",
        "Begins one: /* and never ends it",
        "Several\nlines\n\n    with code\n",
        "```\nnot Rust\n```",
        "a return\r in the middle",
        "braces {} {{ }} and \"quotes\" and \\ and #\"",
        "\u{202e}turned round\u{2028}parted",
        "[link]: to nowhere [there](x)",
        "*",
        "/",
    ];
    pick(rng, &TEXTS).to_owned()
}

/// A segment of a path.
pub(super) fn segment(rng: &mut Rng) -> String {
    format!("{}{}", pick(rng, &["jobs", "a-b", "x.y", "1", "~", "type"]), rng.u16(..))
}

fn random(rng: &mut Rng, letters: &[u8], most: usize) -> String {
    (0..=rng.usize(..most)).map(|_| char::from(letters[rng.usize(..letters.len())])).collect()
}

/// One of some words.
pub(super) fn pick<'a>(rng: &mut Rng, words: &[&'a str]) -> &'a str {
    words.get(rng.usize(..words.len().max(1))).copied().unwrap_or_default()
}
