//! JSON pointers, made and taken to pieces.

/// The pointer of a child. The build asks for some hundred thousand, and runs
/// without optimization: hardly a key has anything to escape.
pub fn join(pointer: &str, key: &str) -> String {
    let mut joined = String::with_capacity(pointer.len() + 1 + key.len());
    joined.push_str(pointer);
    joined.push('/');
    match key.as_bytes().contains(&b'~') || key.as_bytes().contains(&b'/') {
        true => joined.push_str(&key.replace('~', "~0").replace('/', "~1")),
        false => joined.push_str(key),
    }
    joined
}

/// The last key of a pointer, as it is written in the file.
pub fn last_key(pointer: &str) -> String {
    let key = pointer.rsplit('/').next().unwrap_or_default();
    key.replace("~1", "/").replace("~0", "~")
}
