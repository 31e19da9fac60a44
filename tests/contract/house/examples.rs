//! Each example has its row in the index, and the features that it needs.

use std::fs;
use std::path::Path;

const INDEX: &str = include_str!("../../../examples/README.md");
const MANIFEST: &str = include_str!("../../../Cargo.toml");

#[test]
fn each_is_in_the_index_and_asks_for_its_features() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        count += 1;
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(INDEX.contains(&format!("--example {name}`")), "{name} is not in the index");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(&format!("--example {name}")), "{name} does not say how to run it");
        let (_, section) = MANIFEST
            .split_once(&format!("[[example]]\nname = \"{name}\"\nrequired-features = ["))
            .unwrap_or_else(|| panic!("{name} is not in Cargo.toml"));
        let (features, _) = section.split_once(']').unwrap();
        for (feature, sign) in
            [("sandbox", "sandbox::"), ("outbox", "outbox::"), ("reqwest", "reqwest::")]
        {
            let asked = features.contains(&format!("\"{feature}\""));
            assert_eq!(asked, text.contains(sign), "{name} and the feature {feature}");
        }
    }
    assert_eq!(INDEX.matches("| `cargo run ").count(), count, "a row without its file");
}
