//! The Rust that the generator does not make: open enums, tagged unions, ids,
//! setters, and the operations table.

pub mod builders;
pub mod components;
pub mod docs;
pub mod operations;
pub mod seal;
pub mod setters;
pub mod types;

use syn::{File, Item};

/// The items of the generated `types` module.
fn types_module(file: &mut File) -> Option<&mut Vec<Item>> {
    file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => {
            module.content.as_mut().map(|(_, items)| items)
        }
        _ => None,
    })
}
