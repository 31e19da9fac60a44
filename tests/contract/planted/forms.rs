//! Forms that are no OpenAPI, and some that are more than the crate can do.

use super::Plant;

const OUTCOME: &str = "    Outcome:\n";

pub(super) const PLANTS: &[Plant] = &[
    ("a misspelt keyword", &[("required: [id, status]", "requried: [id, status]")]),
    ("a keyword of the wrong kind", &[("required: [id, status]", "required: id")]),
    (
        "a keyword of the wrong kind, deep inside",
        &[("          nullable: true\n", "          nullable: yes\n")],
    ),
    ("a keyword of another type", &[("          minimum: 0\n", "          items: {}\n")]),
    (
        "a keyword beside a reference",
        &[(
            "          $ref: '#/components/schemas/JobStatus'\n",
            "          $ref: '#/components/schemas/JobStatus'\n          nullable: true\n",
        )],
    ),
    (
        "a schema that is no object",
        &[(
            "        message:\n          type: string\n",
            "        message: string\n        odd:\n          type: string\n",
        )],
    ),
    (
        "a type that there is not",
        &[(
            "        message:\n          type: string\n",
            "        message:\n          type: text\n",
        )],
    ),
    ("members without a type", &[("    Job:\n@      type: object\n", "")]),
    (
        "a list without items",
        &[("          items:\n            $ref: '#/components/schemas/Job'\n", "")],
    ),
    (
        "a format that is not supported",
        &[(
            "        message:\n          type: string\n",
            "        message:\n          type: string\n          format: uuid\n",
        )],
    ),
    ("bounds upside down", &[("minimum: 0", "minimum: 10")]),
    (
        "an exclusive bound of nothing",
        &[("          minimum: 0\n", "          exclusiveMinimum: true\n")],
    ),
    ("required twice", &[("required: [id, status]", "required: [id, status, id]")]),
    ("required, and not there", &[("required: [id, status]", "required: [id, state]")]),
    (
        "optional, and never null",
        &[("          nullable: true\n          minimum: 0\n", "          minimum: 0\n")],
    ),
    (
        "a closed object",
        &[("    Job:\n@      additionalProperties: {}\n", "      additionalProperties: false\n")],
    ),
    ("a value twice", &[("enum: [running,", "enum: [running, running,")]),
    ("a value that is no text", &[("enum: [running,", "enum: [running, 1, null,")]),
    ("an enumeration of nothing", &[("enum: [running, complete, failed]", "enum: []")]),
    ("an enumeration that cannot grow", &[("      x-open: true\n", "")]),
    ("an enumeration of numbers", &[("          minimum: 0\n", "          enum: [1, 2]\n")]),
    (
        "a reference to nowhere",
        &[(
            "          $ref: '#/components/schemas/JobStatus'\n",
            "          $ref: '#/components/schemas/JobState'\n",
        )],
    ),
    (
        "a reference out of the file",
        &[(
            "          $ref: '#/components/schemas/JobStatus'\n",
            "          $ref: 'other.yaml#/JobStatus'\n",
        )],
    ),
    (
        "a reference into a component",
        &[(
            "          $ref: '#/components/schemas/JobStatus'\n",
            "          $ref: '#/components/schemas/Job/properties/id'\n",
        )],
    ),
    (
        "a reference to another kind",
        &[(
            "          $ref: '#/components/schemas/JobStatus'\n",
            "          $ref: '#/components/responses/Job'\n",
        )],
    ),
    (
        "a reference that is no text",
        &[(
            "          $ref: '#/components/schemas/JobStatus'\n",
            "          $ref: #/components/schemas/JobStatus\n",
        )],
    ),
    (
        "references in a ring",
        &[(
            OUTCOME,
            "    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n    Outcome:\n",
        )],
    ),
    (
        "a schema made of itself",
        &[(
            OUTCOME,
            "    A: {allOf: [{$ref: '#/components/schemas/B'}]}\n    B: {allOf: [{$ref: '#/components/schemas/A'}]}\n    Outcome:\n",
        )],
    ),
    (
        "a schema that requires itself",
        &[
            ("required: [id, status]", "required: [id, status, up]"),
            (
                "        parts:\n",
                "        up: {$ref: '#/components/schemas/Job'}\n        parts:\n",
            ),
        ],
    ),
    (
        "a tree",
        &[(
            "        parts:\n",
            "        up: {nullable: true, allOf: [{$ref: '#/components/schemas/Job'}]}\n        below: {nullable: true, type: array, items: {$ref: '#/components/schemas/Job'}}\n        parts:\n",
        )],
    ),
    (
        "a union that holds itself",
        &[(
            "        url:\n          type: string\n",
            "        url:\n          type: string\n        then: {nullable: true, allOf: [{$ref: '#/components/schemas/Next'}]}\n",
        )],
    ),
    (
        "a union by type that holds itself",
        &[(
            OUTCOME,
            "    Tree: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Tree'}}]}\n    Outcome:\n",
        )],
    ),
    ("an `allOf` of nothing", &[(OUTCOME, "    A: {allOf: []}\n    Outcome:\n")]),
    (
        "an `allOf` of what is no object",
        &[(
            OUTCOME,
            "    A: {allOf: [{$ref: '#/components/schemas/JobStatus'}, {$ref: '#/components/schemas/Job'}]}\n    Outcome:\n",
        )],
    ),
    (
        "an `allOf` whose parts disagree",
        &[(
            OUTCOME,
            "    A: {allOf: [{$ref: '#/components/schemas/Job'}, {type: object, additionalProperties: {}, required: [id], properties: {id: {type: integer}}}]}\n    Outcome:\n",
        )],
    ),
    (
        "an `allOf` with members beside",
        &[(
            OUTCOME,
            "    A: {allOf: [{$ref: '#/components/schemas/Job'}], type: object, additionalProperties: {}, properties: {more: {type: string, nullable: true}}}\n    Outcome:\n",
        )],
    ),
    (
        "`anyOf`",
        &[(
            "      oneOf:\n        - $ref: '#/components/schemas/NextUrl'\n",
            "      anyOf:\n        - $ref: '#/components/schemas/NextUrl'\n",
        )],
    ),
    ("a union of one", &[(OUTCOME, "    A: {oneOf: [{type: string}]}\n    Outcome:\n")]),
    (
        "a union of numbers",
        &[(OUTCOME, "    A: {oneOf: [{type: integer}, {type: number}]}\n    Outcome:\n")],
    ),
    (
        "a union with a free object",
        &[(OUTCOME, "    A: {oneOf: [{type: string}, {type: object}]}\n    Outcome:\n")],
    ),
    (
        "a union with null",
        &[(
            OUTCOME,
            "    A: {oneOf: [{type: string, nullable: true}, {type: integer}]}\n    Outcome:\n",
        )],
    ),
    (
        "a discriminator alone",
        &[(OUTCOME, "    A: {type: object, discriminator: {propertyName: a}}\n    Outcome:\n")],
    ),
    (
        "a discriminator that maps to nowhere",
        &[(
            "          wait: '#/components/schemas/NextWait'\n",
            "          wait: '#/components/schemas/NextWaiting'\n",
        )],
    ),
    ("a tag that the alternative lacks", &[("enum: [wait]", "enum: [waiting]")]),
    (
        "an alternative that is used alone",
        &[(
            "        message:\n          type: string\n",
            "        more:\n          $ref: '#/components/schemas/NextUrl'\n        message:\n          type: string\n",
        )],
    ),
    (
        "a link to nowhere",
        &[(
            "          operationId: failJob\n          parameters:\n",
            "          operationId: failingJob\n          parameters:\n",
        )],
    ),
    (
        "a link with a parameter that is not there",
        &[("            jobId: $response", "            id: $response")],
    ),
    (
        "callbacks",
        &[("      operationId: getJob\n", "      operationId: getJob\n      callbacks: {}\n")],
    ),
    (
        "servers of one operation",
        &[(
            "      operationId: getJob\n",
            "      operationId: getJob\n      servers: [{url: 'https://other.test'}]\n",
        )],
    ),
    ("a security scheme that is not there", &[("  - bearer: []\n", "  - baerer: []\n")]),
    (
        "a security scheme of another kind",
        &[(
            "      type: http\n      scheme: bearer\n",
            "      type: apiKey\n      in: header\n      name: X-Key\n",
        )],
    ),
    (
        "a second tag",
        &[
            ("  - name: jobs\n", "  - name: jobs\n  - name: events\n"),
            ("      operationId: getJob\n", "      operationId: getJob\n      tags: [events]\n"),
        ],
    ),
    (
        "a tag that is not among those at the top",
        &[("      operationId: getJob\n", "      operationId: getJob\n      tags: [events]\n")],
    ),
    ("a tag twice", &[("  - name: jobs\n", "  - name: jobs\n  - name: jobs\n")]),
    ("an operation without an id", &[("      operationId: listJobs\n", "")]),
    ("an id twice", &[("operationId: listJobs", "operationId: getJob")]),
    (
        "no retry class",
        &[("      operationId: getJob\n      x-retry: safe\n", "      operationId: getJob\n")],
    ),
    ("a misspelt retry class", &[("x-retry: settle", "x-retry: setle")]),
    ("a retry class that is none", &[("x-retry: safe", "x-retry: never")]),
    ("an end that is none", &[("x-settles-to: failed", "x-settles-to: running")]),
    ("an end that is no status", &[("x-settles-to: failed", "x-settles-to: broken")]),
    (
        "an end where none is settled",
        &[("operationId: getJob\n", "operationId: getJob\n      x-settles-to: failed\n")],
    ),
    ("a misspelt extension", &[("x-open: true", "x-opne: true")]),
    ("an extension with another value", &[("x-open: true", "x-open: 'yes'")]),
    (
        "an extension at another place",
        &[("operationId: getJob\n", "operationId: getJob\n      x-config: true\n")],
    ),
    (
        "an extension of others",
        &[("operationId: getJob\n", "operationId: getJob\n      x-internal: true\n")],
    ),
    (
        "another spelling of no value",
        &[(
            "      x-open: true\n",
            "      x-open: true\n      x-aliases: {done: ended, failed: complete}\n",
        )],
    ),
    (
        "`x-config` on what is no object",
        &[("      x-open: true\n", "      x-open: true\n      x-config: true\n")],
    ),
];
