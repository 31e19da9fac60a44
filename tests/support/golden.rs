//! A table that people have reviewed, beside the test that makes it.

/// Compares line by line; `variable` set in the environment writes the file.
pub fn assert_golden(file: &str, variable: &str, now: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os(variable).is_some() {
        std::fs::write(&path, now).unwrap();
        return;
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (now, reviewed)) in now.lines().zip(reviewed.lines()).enumerate() {
        assert_eq!(now, reviewed, "{file}:{}; {variable}=1 writes it anew", number + 1);
    }
    assert_eq!(now, reviewed, "{file}; {variable}=1 writes it anew");
}
