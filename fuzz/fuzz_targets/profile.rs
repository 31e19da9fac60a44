//! A file of the command line's profiles: settings and a client, or a reason that
//! never shows the key.

#![no_main]

use flatfile_jobs_cli::fuzzed::profile;
use libfuzzer_sys::fuzz_target;

const KEY: &str = "sk_canary_7f3Q9xTzA";

// The profile's name stands before the first line's end, where one is asked for.
// Wherever a line begins a key, `@` is one.
fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    // libFuzzer finds it in here, and makes a name of it.
    if text.contains(KEY) {
        return;
    }
    let (name, text) = text.split_once('\n').unwrap_or(("", &text));
    let lines = text.split('\n').map(|line| match line.trim_start().starts_with("key =") {
        true => line.replace('@', KEY),
        false => line.to_owned(),
    });
    let text = lines.collect::<Vec<String>>().join("\n");
    let shown = profile(&text, (!name.is_empty()).then_some(name));
    assert!(!shown.contains(KEY), "{shown}");
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
});
