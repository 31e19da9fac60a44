//! What the build reads of YAML: the same as a whole reader of it does, and
//! bounded whatever the text is.

use serde_json::{Value, json};

use crate::codegen::document::Document;

fn read(text: &str) -> Result<Value, String> {
    Document::parse("c.yaml", text)
        .map(|document| document.root().clone())
        .map_err(|problem| problem.to_string())
}

/// The same text by the reader with types of `serde`, which knows no places.
fn by_another(text: &str) -> Option<Value> {
    serde_saphyr::from_str_with_options(text, serde_saphyr::options! { strict_booleans: true }).ok()
}

#[test]
fn a_scalar_is_what_another_reader_says() {
    let scalars = "null Null NULL nULL ~ true True TRUE tRUE false False FALSE yes no on off y n \
        0 -0 +0 1 +1 -1 18446744073709551615 18446744073709551616 \
        9223372036854775807 -9223372036854775808 -9223372036854775809 1.5 -1.5 +1.5 1. .5 -.5 . - -- \
        1e3 1E3 1e+3 1e-3 1e e1 1e1e1 1.2.3 1-2 0x1F 0xfg 0x 0o17 0o8 0o inf nan Infinity 3.0.3 \
        2024-03-05 2024-03-05T06:07:08.901Z 12:30 us_jb_1 .inf -.inf .nan 1e999 -1e999 a#b";
    let mut differences = Vec::new();
    for scalar in scalars.split_whitespace() {
        for text in [
            format!("a: {scalar}"),
            format!("a: '{scalar}'"),
            format!("a: \"{scalar}\""),
            format!("a: [{scalar}, {{b: {scalar}}}]"),
            format!("- {scalar}"),
            format!("a: !!str {scalar}"),
            format!("a: ! {scalar}"),
            format!("a: |\n  {scalar}\n"),
            format!("'{scalar}': b"),
        ] {
            let (ours, other) = (read(&text).ok(), by_another(&text));
            if ours != other {
                differences.push(format!("{text:?}: {ours:?}, not {other:?}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_core_schema_holds_where_the_other_reader_has_ways_of_its_own() {
    for (scalar, value) in
        [("007", json!(7)), ("-007", json!(-7)), ("00", json!(0)), ("1_000", json!("1_000"))]
    {
        assert_eq!(read(&format!("a: {scalar}")).unwrap(), json!({ "a": value }));
    }
}

#[test]
fn a_key_is_the_text_that_stands_there() {
    for key in ["200", "0x1F", "1e999", ".nan", "true", "a b", "007"] {
        let text = format!("{key}: x");
        assert_eq!(read(&text).unwrap(), json!({ key: "x" }));
    }
    assert_eq!(read("'': x\n\"~\": y").unwrap(), json!({ "": "x", "~": "y" }));
    assert_eq!(read("- &a b\n- *a : x").unwrap(), json!(["b", { "b": "x" }]));
}

#[test]
fn texts_and_structures_are_what_another_reader_says() {
    for text in [
        crate::TEXT,
        include_str!("planted/small.yaml"),
        "a: >\n  one\n  two\n\n  three\nb: |-\n  one\n    two\n",
        "a: \"\\u00e9\\n\\x41\"\nb: 'it''s'\n",
        "a: &x {b: [1, 2]}\nc: *x\nd: [*x, *x]\n",
        "a:\nb:\n  -\n  - c:\n",
        "# only\na: 1 # after\n# at the end\n",
        "--- {a: 1}\n...\n",
        "%YAML 1.2\n---\na: 1\n",
        "\u{feff}a: 1\n",
        "? a\n: 1\n",
    ] {
        let other = by_another(text);
        assert!(other.is_some(), "{text}");
        assert_eq!(read(text).ok(), other, "{text}");
    }
}

#[test]
fn what_cannot_be_read_says_where_and_why() {
    for (text, says) in [
        ("", "c.yaml:1:1: /: the contract ends here, too early; write the rest of it"),
        ("a: 1\nb: 2\na: 3\n", "c.yaml:3:1: /: `a` stands twice in this mapping; "),
        ("a: 1\n--- \nb: 2\n", "c.yaml:2:1: /: a second document begins here; "),
        ("a: *b\n", "c.yaml:1:4: /: this alias names no anchor; "),
        ("a: &b\n  - *b\n", "c.yaml:2:5: /: this alias leads back to itself; "),
        ("a:\n  ~: 1\n", "c.yaml:2:3: /: a key here is empty or null; "),
        ("a:\n  ? [b]\n  : 1\n", "c.yaml:2:5: /: a key here is no text; "),
        ("a: 1e999\n", "c.yaml:1:4: /: `1e999` is no number that JSON can write; "),
        ("a: [1, 2\n", "c.yaml:1:4: /: this is not YAML: "),
        ("a: 'b\n", "/: this is not YAML: "),
        ("a: \"\\q\"\n", "/: this is not YAML: "),
    ] {
        let problem = read(text).unwrap_err();
        assert!(problem.contains(says), "{text:?}: {problem}");
    }
}

#[test]
fn depth_is_bounded() {
    let flow = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    let block = |levels: usize| format!("{}1", "- ".repeat(levels));
    let deep = "this is nested more than 64 levels deep";
    for nested in [flow, block] {
        assert!(read(&nested(64)).is_ok());
        assert!(read(&nested(65)).unwrap_err().contains(deep));
        assert!(read(&nested(100_000)).is_err());
    }
    // An alias brings its levels along.
    let twice = format!("- &a {}\n- {}", flow(40), flow(30).replace('1', "*a"));
    assert!(read(&twice).unwrap_err().contains(deep));
}

#[test]
fn aliases_are_bounded() {
    let mut laughs = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n".to_owned();
    for level in 1..20 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        laughs += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    assert!(read(&laughs).unwrap_err().contains("once its aliases (`*name`) are filled in"));
    let anchors = "- &a [1, 2]\n".repeat(10_000);
    assert!(read(&anchors).is_ok());
}
