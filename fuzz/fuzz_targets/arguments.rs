//! A command line: a client and a body, or a reason that a terminal can show.

#![no_main]

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use flatfile_jobs_cli::fuzzed::arguments;
use libfuzzer_sys::fuzz_target;

// A word a line, as bytes: a shell can give any but NUL.
fuzz_target!(|data: &[u8]| {
    let given = data.split(|byte| *byte == b'\n').filter(|word| !word.contains(&0));
    let mut words = vec![OsString::from("flatfile-jobs")];
    words.extend(given.map(|word| OsString::from_vec(word.to_vec())));
    let shown = arguments(&words);
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
});
