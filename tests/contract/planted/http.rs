//! What HTTP and URLs do not let through, and forms of parameters and bodies.

use super::Plant;

const PAGE_SIZE: &str = "          in: query\n          schema:\n            type: integer\n";

/// The only success of `getJob`.
const GET_JOB: &str =
    "operationId: getJob@        '200':\n          $ref: '#/components/responses/Job'\n";

pub(super) const PLANTS: &[Plant] = &[
    ("a space in the name of a header", &[("name: X-Kind", "name: X Kind")]),
    ("letters beyond ASCII in the value of a header", &[("enum: [plain]", "enum: [größe]")]),
    ("a line break in the value of a header", &[("enum: [plain]", "enum: [\"a\\nb\"]")]),
    ("a header that the client sets", &[("name: X-Kind", "name: Authorization")]),
    (
        "free headers",
        &[(
            "        - name: pageSize\n",
            "        - {name: X-Trace, in: header, schema: {type: string}}\n        - {name: x-level, in: header, required: true, schema: {type: integer}}\n        - name: pageSize\n",
        )],
    ),
    (
        "a header that is a list of lists",
        &[(
            "        - name: pageSize\n",
            "        - {name: X-Trace, in: header, schema: {type: array, items: {type: array, items: {type: string}}}}\n        - name: pageSize\n",
        )],
    ),
    (
        "a header that is a list",
        &[(
            "        - name: pageSize\n",
            "        - {name: X-Trace, in: header, schema: {type: array, items: {type: string}}}\n        - name: pageSize\n",
        )],
    ),
    (
        "a header twice, in another case",
        &[(
            "        - name: pageSize\n",
            "        - {name: x-kind, in: header, required: true, schema: {type: string, enum: [b]}}\n        - name: pageSize\n",
        )],
    ),
    (
        "a header of a response that is none",
        &[(
            "      description: A job.\n",
            "      description: A job.\n      headers: {'X Id': {schema: {type: string}}}\n",
        )],
    ),
    ("a path beyond ASCII", &[("  /jobs:\n", "  /größe:\n")]),
    ("a path with an empty segment", &[("  /jobs:\n", "  /jobs//all:\n")]),
    ("a path that ends in a slash", &[("  /jobs:\n", "  /jobs/:\n")]),
    ("a path without a slash", &[("  /jobs:\n", "  jobs:\n")]),
    ("a path with a question mark", &[("  /jobs:\n", "  /jobs?all=1:\n")]),
    ("a path that leads up", &[("  /jobs:\n", "  /jobs/../all:\n")]),
    (
        "a parameter that is a part of a segment",
        &[("  /jobs/{jobId}/fail:\n", "  /jobs/{jobId}:fail:\n")],
    ),
    ("a parameter twice in a path", &[("  /jobs/{jobId}/fail:\n", "  /jobs/{jobId}/{jobId}:\n")]),
    ("paths that differ in names only", &[("  /jobs/{jobId}/fail:\n", "  /jobs/{id}:\n")]),
    (
        "a parameter that nobody declares",
        &[("operationId: getJob@        - $ref: '#/components/parameters/JobId'\n", "")],
    ),
    (
        "an optional parameter in a path",
        &[("      in: path\n      required: true\n", "      in: path\n")],
    ),
    (
        "a number in a path",
        &[(
            "      in: path\n      required: true\n      schema:\n        type: string\n",
            "      in: path\n      required: true\n      schema:\n        type: number\n",
        )],
    ),
    (
        "an object in a query",
        &[(PAGE_SIZE, "          in: query\n          schema:\n            type: object\n")],
    ),
    (
        "a list in a query",
        &[(
            PAGE_SIZE,
            "          in: query\n          schema: {type: array, items: {type: string}}\n",
        )],
    ),
    (
        "a list in a query, joined by commas",
        &[(
            PAGE_SIZE,
            "          in: query\n          style: form\n          explode: false\n          schema: {type: array, items: {type: integer}}\n",
        )],
    ),
    (
        "a list in a header, in full",
        &[(
            PAGE_SIZE,
            "          in: header\n          style: simple\n          explode: true\n          schema: {type: array, items: {type: integer}}\n",
        )],
    ),
    (
        "a header that is a number, and one that is a date",
        &[(
            "        - name: pageSize\n",
            "        - {name: X-Level, in: header, schema: {type: number}}\n        - {name: X-Since, in: header, schema: {type: string, format: date-time}}\n        - name: pageSize\n",
        )],
    ),
    (
        "a parameter with another style",
        &[(
            PAGE_SIZE,
            "          in: query\n          style: pipeDelimited\n          schema: {type: array, items: {type: string}}\n",
        )],
    ),
    (
        "a parameter with content",
        &[(
            PAGE_SIZE,
            "          in: query\n          content: {application/json: {schema: {type: string}}}\n",
        )],
    ),
    ("a parameter without a schema", &[(PAGE_SIZE, "          in: query\n")]),
    ("a parameter in a cookie", &[("          in: query\n", "          in: cookie\n")]),
    ("a parameter in no place", &[("          in: query\n", "          in: quer\n")]),
    (
        "a parameter twice",
        &[(
            "        - name: pageSize\n",
            "        - {name: pageSize, in: query, schema: {type: string}}\n        - name: pageSize\n",
        )],
    ),
    ("the method `head`", &[("  /jobs:\n    get:\n", "  /jobs:\n    head:\n")]),
    ("a method that there is not", &[("  /jobs:\n    get:\n", "  /jobs:\n    fetch:\n")]),
    (
        "a body of GET",
        &[(
            "      operationId: getJob\n",
            "      operationId: getJob\n      requestBody: {content: {application/json: {schema: {}}}}\n",
        )],
    ),
    (
        "a body without a schema",
        &[(
            "          application/json:\n            schema:\n              $ref: '#/components/schemas/Outcome'\n",
            "          application/json: {}\n",
        )],
    ),
    ("a body of another media type", &[("requestBody@application/json:", "application/x-yaml:")]),
    (
        "a shared response without a schema, used twice",
        &[(
            "        application/json:\n          schema:\n            $ref: '#/components/schemas/JobResponse'\n  schemas",
            "        application/json: {}\n  schemas",
        )],
    ),
    (
        "a response for anything else",
        &[(
            "        '200':\n          description: Jobs.\n",
            "        default:\n          description: Jobs.\n",
        )],
    ),
    (
        "a status that there is not",
        &[(
            "        '200':\n          description: Jobs.\n",
            "        '20':\n          description: Jobs.\n",
        )],
    ),
    (
        "two types of success",
        &[(
            "        '200':\n          description: Jobs.\n",
            "        '201':\n          $ref: '#/components/responses/Job'\n        '200':\n          description: Jobs.\n",
        )],
    ),
    ("a success without content", &[(GET_JOB, "        '204': {description: Done.}\n")]),
    (
        "several successes without content",
        &[(GET_JOB, "        '202': {description: Later.}\n        '204': {description: Done.}\n")],
    ),
    (
        "an end without content",
        &[(
            "x-settles-to@          $ref: '#/components/responses/Job'\n",
            "          description: Done.\n",
        )],
    ),
    (
        "several statuses of one type",
        &[(
            GET_JOB,
            "        '200': {$ref: '#/components/responses/Job'}\n        '202': {$ref: '#/components/responses/Job'}\n",
        )],
    ),
    (
        "a success with content, and one without",
        &[(
            GET_JOB,
            "        '200': {$ref: '#/components/responses/Job'}\n        '204': {description: Done.}\n",
        )],
    ),
    (
        "a response of bytes",
        &[(
            GET_JOB,
            "        '200': {description: A file., content: {application/pdf: {schema: {type: string, format: binary}}}}\n",
        )],
    ),
    (
        "a response that is a text",
        &[(
            GET_JOB,
            "        '200': {description: A table., content: {text/csv: {schema: {type: string}}}}\n",
        )],
    ),
    (
        "a response of bytes that is described as an object",
        &[(
            GET_JOB,
            "        '200': {description: A file., content: {application/zip: {schema: {type: object}}}}\n",
        )],
    ),
    (
        "a response of any media type",
        &[(
            GET_JOB,
            "        '200': {description: A file., content: {'*/*': {schema: {type: string, format: binary}}}}\n",
        )],
    ),
    (
        "a media type with a parameter",
        &[(
            GET_JOB,
            "        '200': {description: A table., content: {'text/csv; charset=utf-8': {schema: {type: string}}}}\n",
        )],
    ),
    (
        "JSON under another name",
        &[(
            GET_JOB,
            "        '200': {description: A job., content: {application/hal+json: {schema: {type: string}}}}\n",
        )],
    ),
    (
        "a response of several media types",
        &[(
            GET_JOB,
            "        '200': {description: A job., content: {application/json: {schema: {type: string}}, text/csv: {schema: {type: string}}}}\n",
        )],
    ),
    (
        "a response with a content of nothing",
        &[(GET_JOB, "        '200': {description: A job., content: {}}\n")],
    ),
    (
        "bytes in a schema",
        &[(
            "    Outcome:@          type: string\n",
            "          type: string\n          format: binary\n",
        )],
    ),
    ("a response without a description", &[("          description: Jobs.\n", "")]),
];
