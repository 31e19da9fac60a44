//! An alias stands where the search of the docs finds it: on a method, or where
//! an item is passed on. On an item of a private module it does nothing.

use std::fs;
use std::path::Path;

use super::tree::Tree;

#[test]
fn no_alias_stands_on_an_item_that_is_passed_on() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut wrong, mut count) = (Vec::new(), 0);
    for source in Tree::read().modules.values().filter(|source| source.file.starts_with("src/")) {
        let text = fs::read_to_string(root.join(&source.file)).unwrap();
        let mut aliased = false;
        for line in text.lines() {
            let alias = line.starts_with("#[doc(alias");
            count += usize::from(alias);
            aliased |= alias;
            let attribute = line.starts_with("#[") || line.starts_with("//");
            if aliased && !attribute {
                if !line.starts_with("pub use ") && !line.starts_with("pub mod ") {
                    wrong.push(format!("{}: {line}", source.file));
                }
                aliased = false;
            }
        }
    }
    assert!(count > 5, "{count}");
    assert!(wrong.is_empty(), "move the alias to the `pub use`:\n{}", wrong.join("\n"));
}
