//! A contract: Rust, or problems with a place each, and none of them the
//! build's own fault.

#![no_main]

use contract::codegen::compile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Err(problems) = compile("fuzz.yaml", text) {
        assert!(!problems.is_empty());
        for problem in problems {
            let text = problem.to_string();
            assert!(text.starts_with("fuzz.yaml:"), "{text}");
            assert!(!text.contains("please report"), "{text}");
        }
    }
});
