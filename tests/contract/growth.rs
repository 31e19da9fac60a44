//! The member `growth` has the crate's own sources, so it needs the crate's
//! own dependencies.

const CRATE: &str = include_str!("../../Cargo.toml");
const GROWTH: &str = include_str!("../../growth/Cargo.toml");

/// The lines of a table of a manifest, comments left out.
fn lines<'a>(manifest: &'a str, table: &str) -> Vec<&'a str> {
    let (_, after) = manifest.split_once(table).expect("the table is there");
    let table = after.split_once("\n[").map_or(after, |(table, _)| table);
    table.lines().filter(|line| line.contains(" = ")).collect()
}

#[test]
fn it_has_the_dependencies_of_the_crate() {
    let (_, after) = CRATE.split_once("\nclient = [").expect("the feature is there");
    let (client, _) = after.split_once(']').expect("the list ends");
    for table in ["\n[dependencies]\n", "\n[build-dependencies]\n"] {
        let own = lines(GROWTH, table);
        let needed = lines(CRATE, table);
        // What makes calls is optional in the crate, and always here.
        let needed = needed.into_iter().filter(|line| {
            let name = line.split(" = ").next().unwrap_or_default();
            !line.contains("optional = true") || client.contains(&format!("\"dep:{name}\""))
        });
        let needed = needed.map(|line| line.replace(", optional = true", ""));
        let lacking: Vec<String> = needed.filter(|line| !own.contains(&line.as_str())).collect();
        assert!(lacking.is_empty(), "copy these into growth/Cargo.toml: {lacking:#?}");
    }
}

#[test]
fn it_knows_the_features_of_the_crate() {
    for line in lines(CRATE, "\n[features]\n") {
        let name = line.split(" = ").next().unwrap_or_default();
        let known = [format!("\n{name} = "), format!("\"{name}\"")];
        let known = known.iter().any(|known| GROWTH.contains(known));
        assert!(known, "name `{name}` in `check-cfg` of growth/Cargo.toml, or under [features]");
    }
}
