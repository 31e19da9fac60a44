"""What is refused, and how the SDK tells it."""

from flatfile.jobs import JobAckDetails

from jobs import SMALLEST, client, executing, job, make, stranger
from steps import fault, refused

PLAN = {"field_mapping": [], "unmapped_source_fields": [], "unmapped_destination_fields": []}
PLAN_WIRE = {"fieldMapping": [], "unmappedSourceFields": [], "unmappedDestinationFields": []}
MUTATION = {"sheetId": "us_sh_1", "mutateRecord": "(record) => record"}

nothing = lambda id: None

# One plain call of each operation on a job, and the body that it sends.
ON_JOB = {
    "getJob": (lambda jobs, id: jobs.get(id), nothing),
    "updateJob": (lambda jobs, id: jobs.update(id, info="x"), lambda id: {"info": "x"}),
    "deleteJob": (lambda jobs, id: jobs.delete(id), nothing),
    "executeJob": (lambda jobs, id: jobs.execute(id), nothing),
    "getJobPlan": (lambda jobs, id: jobs.get_execution_plan(id), nothing),
    "replaceJobPlan": (
        lambda jobs, id: jobs.update_execution_plan(id, file_id="f", job_id=id, **PLAN),
        lambda id: {**PLAN_WIRE, "fileId": "f", "jobId": id},
    ),
    "updateJobPlan": (
        lambda jobs, id: jobs.update_execution_plan_fields(id, file_id="f", job_id=id),
        lambda id: {"fileId": "f", "jobId": id},
    ),
    "ackJob": (lambda jobs, id: jobs.ack(id), nothing),
    "ackJobOutcome": (lambda jobs, id: jobs.ack_outcome(id), nothing),
    "completeJob": (lambda jobs, id: jobs.complete(id), nothing),
    "failJob": (lambda jobs, id: jobs.fail(id), nothing),
    "cancelJob": (lambda jobs, id: jobs.cancel(id), nothing),
    "retryJob": (lambda jobs, id: jobs.retry(id), nothing),
    "splitJob": (lambda jobs, id: jobs.split(id, parts=2), lambda id: {"parts": 2}),
}

WITHOUT_JOB = {
    "listJobs": (lambda jobs: jobs.list(), None),
    "createJob": (lambda jobs: jobs.create(**SMALLEST), SMALLEST),
    "previewMutation": (
        lambda jobs: jobs.preview_mutation(
            sheet_id=MUTATION["sheetId"], mutate_record=MUTATION["mutateRecord"]
        ),
        MUTATION,
    ),
}

# By the life cycle: which operation comes too early for a job that was just
# made, or too late for a complete one.
TOO_EARLY = ["ackJob", "ackJobOutcome", "completeJob", "retryJob", "splitJob"]
TOO_LATE = [
    "executeJob",
    "replaceJobPlan",
    "updateJobPlan",
    "ackJob",
    "completeJob",
    "failJob",
    "cancelJob",
    "retryJob",
    "splitJob",
]


def refusals():
    made = make("to be refused", "created")
    complete = executing()
    step = {"operation": "completeJob", "case": "for another case", "job": complete}
    job({**step, "then": "complete"}, lambda: client.jobs.complete(complete))
    for operation, (call, body) in ON_JOB.items():

        def refuse(case, id, status, jobs=client.jobs, **more):
            step = {"operation": operation, "case": case, "job": id, "sent": body(id)}
            refused({**step, "status": status, **more}, lambda: call(jobs, id))

        refuse("no such job", "us_jb_nobody", 404, key="jobId")
        refuse("another token", made, 401, stranger.jobs, then="created")
        if operation in TOO_EARLY:
            refuse("too early", made, 409, then="created")
        if operation in TOO_LATE:
            refuse("too late", complete, 409, then="complete")
    step = {"operation": "updateJob", "case": "another status, too late", "job": complete}
    refused(
        {**step, "sent": {"status": "executing"}, "then": "complete", "status": 409},
        lambda: client.jobs.update(complete, status="executing"),
    )
    for operation, (call, sent) in WITHOUT_JOB.items():
        step = {"operation": operation, "case": "another token", "sent": sent, "status": 401}
        refused(step, lambda: call(stranger.jobs))
    values()
    trouble()


def values():
    """Values that the SDK's types allow, and the contract does not."""
    id = executing()
    bad = {"job": id, "status": 400, "then": "executing"}
    for progress in (101, -1):
        sent = {"progress": progress}
        refused(
            {
                **bad,
                "operation": "ackJob",
                "case": f"progress of {progress}",
                "sent": sent,
                "key": "progress",
            },
            lambda: client.jobs.ack(id, request=JobAckDetails(progress=progress)),
        )
    # Nothing is checked before it is sent: a text goes out where a number belongs.
    refused(
        {
            **bad,
            "operation": "updateJob",
            "case": "a text as progress",
            "sent": {"progress": "x"},
            "key": "progress",
        },
        lambda: client.jobs.update(id, progress="x"),
    )
    for parts in (0, []):
        refused(
            {**bad, "operation": "splitJob", "case": f"parts {parts}", "sent": {"parts": parts}},
            lambda: client.jobs.split(id, parts=parts),
        )
    other = {**PLAN_WIRE, "fileId": "f", "jobId": "us_jb_other"}
    refused(
        {**bad, "operation": "replaceJobPlan", "case": "the plan of another job", "sent": other},
        lambda: client.jobs.update_execution_plan(id, file_id="f", job_id="us_jb_other", **PLAN),
    )
    create = {**SMALLEST, "parentId": "us_jb_nobody"}
    refused(
        {
            "operation": "createJob",
            "case": "an unknown parent",
            "sent": create,
            "status": 400,
            "key": "parentId",
        },
        lambda: client.jobs.create(**SMALLEST, parent_id="us_jb_nobody"),
    )
    create = {**SMALLEST, "type": "tomorrow"}
    refused(
        {
            "operation": "createJob",
            "case": "an unknown type",
            "sent": create,
            "status": 400,
            "key": "type",
        },
        lambda: client.jobs.create(**create),
    )
    refused(
        {
            "operation": "listJobs",
            "case": "pageSize of 0",
            "query": {"pageSize": 0},
            "status": 400,
            "key": "pageSize",
        },
        lambda: client.jobs.list(page_size=0),
    )
    mutation = {**MUTATION, "filter": "tomorrow"}
    refused(
        {
            "operation": "previewMutation",
            "case": "an unknown filter",
            "sent": mutation,
            "status": 400,
            "key": "filter",
        },
        lambda: client.jobs.preview_mutation(
            sheet_id=MUTATION["sheetId"], mutate_record=MUTATION["mutateRecord"], filter="tomorrow"
        ),
    )


def trouble():
    """A server in trouble: the SDK tries again when it is told to."""
    id = executing()
    fault("getJob", 503, 1)
    step = {"operation": "getJob", "case": "503, and again", "job": id, "attempts": [503, 200]}
    job(
        {**step, "then": "executing"},
        lambda: client.jobs.get(id, request_options={"max_retries": 2}),
    )
    fault("failJob", 500, 1)
    step = {"operation": "failJob", "case": "500, once", "job": id, "status": 500}
    refused({**step, "then": "executing"}, lambda: client.jobs.fail(id))
