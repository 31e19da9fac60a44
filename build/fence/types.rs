//! Looking into types.

use syn::{Field, GenericArgument, LitStr, Path, PathArguments, Type};

/// The last name of a type that is a path.
pub(super) fn type_name(kind: &Type) -> Option<String> {
    match kind {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        Type::Reference(reference) => type_name(&reference.elem),
        _ => None,
    }
}

/// The text of a member on the wire, where it is not its name.
pub(super) fn wire_name(field: &Field) -> Option<String> {
    let mut renamed = None;
    let mut flattened = false;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // An attribute of another form says nothing of the name.
        let _ = attribute.parse_nested_meta(|meta| {
            flattened |= meta.path.is_ident("flatten");
            if let Ok(value) = meta.value() {
                let text = value.parse::<LitStr>()?.value();
                if meta.path.is_ident("rename") {
                    renamed = Some(text);
                }
            }
            Ok(())
        });
    }
    match flattened {
        true => None,
        false => renamed.or_else(|| field.ident.as_ref().map(ToString::to_string)),
    }
}

/// The paths that a type is made of, each with what stands between: whether
/// the type holds it as a part of itself.
pub(super) fn paths<'a>(kind: &'a Type, held: bool, visit: &mut dyn FnMut(&'a Path, bool)) {
    match kind {
        Type::Path(path) => {
            visit(&path.path, held);
            for segment in &path.path.segments {
                // A pointer has a size, whatever it points to.
                let points = ["Box", "Vec", "BTreeMap", "HashMap", "Map", "Arc", "Rc"]
                    .iter()
                    .any(|name| segment.ident == name);
                if let PathArguments::AngleBracketed(arguments) = &segment.arguments {
                    for argument in &arguments.args {
                        if let GenericArgument::Type(inner) = argument {
                            paths(inner, held && !points, visit);
                        }
                    }
                }
            }
        }
        Type::Reference(reference) => paths(&reference.elem, false, visit),
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|inner| paths(inner, held, visit)),
        Type::Array(array) => paths(&array.elem, held, visit),
        Type::Slice(slice) => paths(&slice.elem, held, visit),
        Type::Paren(inner) => paths(&inner.elem, held, visit),
        Type::Group(inner) => paths(&inner.elem, held, visit),
        _ => {}
    }
}
