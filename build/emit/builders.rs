//! The generator makes a builder for each struct: half of what it writes, and
//! nothing that the setters do not have. They go.

use syn::visit_mut::{self, VisitMut};
use syn::{File, ImplItem, Item, Path};

/// Removes the struct builders, and lets those of operations hold the structs
/// themselves.
pub fn remove(file: &mut File) {
    if let Some(items) = super::rust::types_module(file) {
        items.retain_mut(|item| match item {
            Item::Mod(module) => module.ident != "builder",
            Item::Impl(block) if block.trait_.is_none() => {
                let before = block.items.len();
                block.items.retain(
                    |item| !matches!(item, ImplItem::Fn(found) if found.sig.ident == "builder"),
                );
                before == block.items.len() || !block.items.is_empty()
            }
            _ => true,
        });
    }
    Structs.visit_file_mut(file);
}

/// `types::builder::X` is `types::X`.
struct Structs;

impl VisitMut for Structs {
    fn visit_path_mut(&mut self, path: &mut Path) {
        let names: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let [.., types, builder, _] = &names[..]
            && types == "types"
            && builder == "builder"
        {
            let at = path.segments.len() - 2;
            path.segments = std::mem::take(&mut path.segments)
                .into_iter()
                .enumerate()
                .filter_map(|(index, segment)| (index != at).then_some(segment))
                .collect();
        }
        visit_mut::visit_path_mut(self, path);
    }
}
