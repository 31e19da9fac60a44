//! Words that are no names in Rust, or names that are taken.

use super::Plant;

pub(super) const PLANTS: &[Plant] = &[
    (
        "a parameter that is a method of a builder with a body",
        &[(
            "x-settles-to: failed\n      parameters:\n",
            "x-settles-to: failed\n      parameters:\n        - {name: bodyMap, in: query, schema: {type: string}}\n",
        )],
    ),
    ("a value that begins with a digit", &[("enum: [running,", "enum: [running, 1st, 2nd,")]),
    ("an empty value", &[("enum: [running,", "enum: [running, '',")]),
    ("values of signs alone", &[("enum: [running,", "enum: [running, '+', '-', '+1', '-1',")]),
    ("values beyond ASCII", &[("enum: [running,", "enum: [running, größe, 👍, 👎,")]),
    ("values that differ in case", &[("enum: [running,", "enum: [running, RUNNING, Run-ning,")]),
    ("a value that is taken", &[("enum: [running,", "enum: [running, unknown, self, err,")]),
    (
        "a value with a line break",
        &[("enum: [running,", "enum: [running, \"a\\ncargo::rustc-env=A=1\",")],
    ),
    (
        "members that collide",
        &[(
            "        parts:\n",
            "        part_s: {}\n        partS: {}\n        Part-s: {}\n        parts:\n",
        )],
    ),
    ("a member named `extra`", &[("        parts:\n", "        extra: {}\n        parts:\n")]),
    (
        "members that are keywords",
        &[(
            "        parts:\n",
            "        type: {}\n        type_: {}\n        self: {}\n        gen: {}\n        parts:\n",
        )],
    ),
    (
        "odd members",
        &[(
            "        parts:\n",
            "        '': {}\n        '1st': {}\n        '+': {}\n        👍: {}\n        \"a\\nb\": {}\n        parts:\n",
        )],
    ),
    (
        "parameters that collide",
        &[(
            "        - name: pageSize\n",
            "        - {name: page_size, in: query, schema: {type: integer}}\n        - name: pageSize\n",
        )],
    ),
    (
        "parameters that the builder uses",
        &[(
            "        - name: pageSize\n",
            "        - {name: client, in: query, schema: {type: integer}}\n        - {name: send, in: query, schema: {type: integer}}\n        - {name: '1', in: query, schema: {type: integer}}\n        - name: pageSize\n",
        )],
    ),
    (
        "a parameter in query and path",
        &[(
            "operationId: getJob@        - $ref: '#/components/parameters/JobId'\n",
            "        - $ref: '#/components/parameters/JobId'\n        - {name: jobId, in: query, schema: {type: string}}\n",
        )],
    ),
    ("operations that collide", &[("operationId: listJobs", "operationId: get_job")]),
    ("an operation that begins with a digit", &[("operationId: listJobs", "operationId: 1st")]),
    ("an operation of signs alone", &[("operationId: listJobs", "operationId: '?!'")]),
    ("an operation that the client uses", &[("operationId: listJobs", "operationId: new")]),
    ("an operation that is a builder's import", &[("operationId: listJobs", "operationId: Error")]),
    ("an operation that is a keyword", &[("operationId: listJobs", "operationId: type")]),
    ("an operation without a letter", &[("operationId: listJobs", "operationId: ''")]),
    (
        "tags that collide",
        &[("enum: [url]", "enum: [Wait]"), ("          url: '#", "          Wait: '#")],
    ),
    (
        "a tag that is taken",
        &[("enum: [url]", "enum: [unknown]"), ("          url: '#", "          unknown: '#")],
    ),
    (
        "a tag that is no name",
        &[("enum: [url]", "enum: ['1 {']"), ("          url: '#", "          '1 {': '#")],
    ),
    (
        "components that collide",
        &[(
            "    Outcome:\n",
            "    job_status: {type: boolean}\n    JOB-STATUS: {type: boolean}\n    Outcome:\n",
        )],
    ),
    (
        "components named as those of std",
        &[(
            "    Outcome:\n",
            "    Into: {type: boolean}\n    String: {type: boolean}\n    Default: {type: boolean}\n    Self: {type: boolean}\n    Ok: {type: boolean}\n    Vec: {type: boolean}\n    Outcome:\n",
        )],
    ),
    (
        "components named as what the build makes",
        &[(
            "    Outcome:\n",
            "    PathId: {type: boolean}\n    ExactNumber: {type: boolean}\n    Text: {type: boolean}\n    Tagged: {type: boolean}\n    Outcome:\n",
        )],
    ),
    (
        "components that are no names",
        &[(
            "    Outcome:\n",
            "    1st: {type: boolean}\n    '--': {type: boolean}\n    a.b: {type: boolean}\n    Outcome:\n",
        )],
    ),
    (
        "components that OpenAPI does not name so",
        &[(
            "    Outcome:\n",
            "    größe: {type: boolean}\n    '': {type: boolean}\n    \"a\\ncargo::rustc-env=A=1\": {type: boolean}\n    Outcome:\n",
        )],
    ),
    (
        "a type inside of another, whose name is taken",
        &[
            ("    Outcome:\n", "    JobParts: {type: boolean}\n    Outcome:\n"),
            (
                "          type: integer\n          nullable: true\n          minimum: 0\n          maximum: 9\n",
                "          type: object\n          nullable: true\n          additionalProperties: {}\n          properties: {}\n",
            ),
        ],
    ),
    (
        "a description that ends a comment",
        &[(
            "    Outcome:\n",
            "    Outcome:\n      description: \"*/ and\\r\\n    code\\n```\\nmore\\n```\"\n",
        )],
    ),
];
