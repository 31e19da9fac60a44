//! What is no YAML, or no contract at all.

use super::Plant;

pub(super) const PLANTS: &[Plant] = &[
    ("a colon too many", &[("title: Small", "title: Small: contract")]),
    ("a key twice", &[("  title: Small\n", "  title: Small\n  title: Large\n")]),
    ("a tab", &[("  title: Small\n", "\ttitle: Small\n")]),
    ("a quote that is not closed", &[("version: '1'", "version: '1")]),
    ("a bracket that is not closed", &[("required: [id, status]", "required: [id, status")]),
    (
        "a line too far to the left",
        &[(
            "          $ref: '#/components/schemas/JobId'\n        status:\n",
            "      $ref: '#/components/schemas/JobId'\n        status:\n",
        )],
    ),
    ("a second document", &[("components:\n", "---\ncomponents:\n")]),
    ("an alias of nothing", &[("title: Small", "title: *small")]),
    ("an alias of itself", &[("  title: Small\n", "  title: Small\n  contact: &a {name: *a}\n")]),
    ("a number that is none", &[("minimum: 0", "minimum: .nan")]),
    ("a number that is too large", &[("minimum: 0", "minimum: 1e999")]),
    ("an empty key", &[("  title: Small\n", "  title: Small\n  ~: x\n")]),
    ("a version that is a number", &[("openapi: 3.0.3", "openapi: 3.0")]),
    ("a later version", &[("openapi: 3.0.3", "openapi: 3.1.0")]),
    ("no version", &[("openapi: 3.0.3\n", "")]),
    ("no title", &[("  title: Small\n", "")]),
    ("a keyword at the top", &[("tags:\n", "webhooks: {}\ntags:\n")]),
    ("a list at the top", &[("openapi: 3.0.3\n", "- 1\n")]),
];
