//! Texts of the contract as documentation: whatever stands in them, a comment
//! ends where it should, and nothing in it is taken for a test to be run.

/// A text as it may stand in a doc comment.
pub fn docs(text: &str) -> String {
    let mut inside = false;
    let lines: Vec<String> = text.split('\n').map(|line| docs_line(line, &mut inside)).collect();
    lines.join("\n")
}

fn docs_line(line: &str, inside: &mut bool) -> String {
    let mut line: String = line.trim_end_matches('\r').chars().map(visible).collect();
    // Both ends of a comment in Rust.
    for (end, apart) in [("*/", "* /"), ("/*", "/ *")] {
        while line.contains(end) {
            line = line.replace(end, apart);
        }
    }
    let bare = line.trim_start();
    if bare.starts_with("```") || bare.starts_with("~~~") {
        *inside = !*inside;
        // Code without a language would be Rust, and be run.
        if *inside && bare.trim_matches(['`', '~']).trim().is_empty() {
            line.push_str("text");
        }
        return line;
    }
    // Four spaces begin code as well; outside of a fence three are enough.
    let indented = line.len() - bare.len();
    if !*inside && indented > 3 {
        line = format!("   {bare}");
    }
    line
}

/// What turns writing round, or is not seen, becomes a mark that is.
fn visible(character: char) -> char {
    match character {
        '\t' => ' ',
        character if crate::codegen::problem::breaks_a_line(character) => '\u{fffd}',
        character => character,
    }
}
