"""What schemathesis cannot take from the contract: jobs that are there, and in
a state in which the operation makes sense. Without them nearly every call ends
as 404, and nothing is seen of the rest."""

import atexit
import itertools
import json
import os
import pathlib
import re
from urllib.parse import unquote

import requests
import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import positive_data_acceptance

URL = os.environ["CONFORMANCE_URL"]
# The harness knows by this text which calls are not schemathesis' own.
MADE = "madeForACase"

# The status in which a job is made for an operation; executing for the others.
STATUS = {
    "executeJob": "created",
    "getJobPlan": "planning",
    "replaceJobPlan": "planning",
    "updateJobPlan": "planning",
    "retryJob": "failed",
    "ackJobOutcome": "complete",
}

session = requests.Session()
session.headers["Authorization"] = f"Bearer {os.environ['CONFORMANCE_TOKEN']}"
session.headers["X-Disable-Hooks"] = "true"
turns = itertools.count()


def call(method, path, body):
    answer = session.request(method, URL + path, json=body, timeout=10)
    answer.raise_for_status()
    return answer.json()["data"]


def fresh(operation):
    """A job that is there, for a call of an operation."""
    job = {"type": "workbook", "operation": MADE, "source": "us_wb_1"}
    job["status"] = STATUS.get(operation, "executing")
    id = call("POST", "/jobs", job)["id"]
    if operation in ("getJobPlan", "updateJobPlan"):
        plan = {"jobId": id, "fileId": "us_fl_1", "programId": MADE, "fieldMapping": []}
        plan |= {"unmappedSourceFields": [], "unmappedDestinationFields": []}
        call("PUT", f"/jobs/{id}/plan", plan)
    return id


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = case.operation.definition.raw["operationId"]
    # Links bring an id of their own, and one call in five goes to nobody.
    if "jobId" in (case.path_parameters or {}) and sound(case) and next(turns) % 5:
        case.path_parameters["jobId"] = fresh(operation)
    if isinstance(case.body, dict) and isinstance(case.body.get("jobId"), str):
        # A plan repeats the id of the path; the contract cannot say so.
        case.body["jobId"] = unquote(str((case.path_parameters or {}).get("jobId")))
    if operation == "createJob" and isinstance(case.body, dict):
        related(case.body)


def sound(case):
    """Whether the id in the path may be replaced."""
    meta = case.meta
    if meta is None or meta.phase.name.name == "STATEFUL":
        return False
    path = meta.components.get(ParameterLocation.PATH)
    return path is None or path.mode.is_positive


def related(body):
    """Jobs that a new one names have to be there."""
    if isinstance(body.get("parentId"), str):
        body["parentId"] = fresh("splitJob")
    before = body.get("predecessorIds")
    if isinstance(before, list) and all(isinstance(id, str) for id in before):
        body["predecessorIds"] = [fresh("completeJob") for _ in before]


RULES = json.loads(pathlib.Path(__file__).with_name("rules.json").read_text())
used = set()


@schemathesis.check
def valid_data_is_taken(ctx, response, case):
    """As positive_data_acceptance; but a refusal may stand with its reason in
    rules.json."""
    try:
        return positive_data_acceptance(ctx, response, case)
    except Failure:
        operation = case.operation.definition.raw["operationId"]
        for number, rule in enumerate(RULES):
            if operation in rule["operations"] and re.search(rule["message"], response.text):
                used.add(number)
                return None
        raise


@atexit.register
def report():
    """Tells the harness which rules were used."""
    pathlib.Path(os.environ["CONFORMANCE_USED"]).write_text(json.dumps(sorted(used)))
