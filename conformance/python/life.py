"""The life of one job, from its making to each of its ends."""

import datetime

from flatfile.jobs import (
    DeleteRecordsJobConfig,
    ExportJobConfig,
    ExportOptions,
    JobAckDetails,
    JobCancelDetails,
    JobCompleteDetails,
    JobOutcome,
    JobOutcomeNext_Url,
    JobOutcomeTriggerDetails,
    JobSubject_Collection,
)

from jobs import SMALLEST, client, executing, is_date, job, make
from steps import succeeds

UTC = datetime.timezone.utc

INFO = "Grüße – 你好 🎉"

INPUT = {"currency": "EUR", "rows": [1, 2.5, None, {"deep": True}]}

# By the names of the SDK, and by those of the wire.
WHOLE = {
    "destination": "us_wb_Kq3dVx8s",
    "config": ExportJobConfig(
        options=ExportOptions(filter="valid", sort_field="orderNumber", sort_direction="asc")
    ),
    "trigger": "immediate",
    "progress": 0,
    "file_id": "us_fl_T1kX5oWb",
    "mode": "toolbarBlocking",
    "input": INPUT,
    "subject": JobSubject_Collection(resource="records", params={"a": 1}, query={"q": "x eq 1"}),
    "outcome": {"message": "not yet"},
    "info": INFO,
    "managed": False,
    "environment_id": "us_env_Vw81hYcB",
    "metadata": {"nested": {"list": ["a"]}},
}
WIRE = {
    **SMALLEST,
    "destination": "us_wb_Kq3dVx8s",
    "config": {"options": {"filter": "valid", "sortField": "orderNumber", "sortDirection": "asc"}},
    "trigger": "immediate",
    "progress": 0,
    "fileId": "us_fl_T1kX5oWb",
    "mode": "toolbarBlocking",
    "input": INPUT,
    "subject": {
        "type": "collection",
        "resource": "records",
        "params": {"a": 1},
        "query": {"q": "x eq 1"},
    },
    "outcome": {"message": "not yet"},
    "info": INFO,
    "managed": False,
    "environmentId": "us_env_Vw81hYcB",
    "metadata": {"nested": {"list": ["a"]}},
}

OUTCOME = JobCompleteDetails(
    outcome=JobOutcome(
        acknowledge=True,
        trigger=JobOutcomeTriggerDetails(type="automatic_silent", audience="all"),
        button_text="Understood",
        next=JobOutcomeNext_Url(url="https://example.test/351?a=b", label="What happened"),
        heading="Export stopped",
        message="The warehouse refused order 351 of 1000",
        hide_default_button=True,
    ),
    info="Stopped at order 351",
)
OUTCOME_WIRE = {
    "outcome": {
        "acknowledge": True,
        "trigger": {"type": "automatic_silent", "audience": "all"},
        "buttonText": "Understood",
        "next": {
            "type": "url",
            "url": "https://example.test/351?a=b",
            "label": "What happened",
        },
        "heading": "Export stopped",
        "message": "The warehouse refused order 351 of 1000",
        "hideDefaultButton": True,
    },
    "info": "Stopped at order 351",
}


def life():
    id = make(
        "with every member",
        "ready",
        lambda made: [
            (made.subject.type == "collection", "the subject is lost"),
            (made.info == INFO, "the info is changed"),
        ],
        sent=WIRE,
        **WHOLE,
    )
    job(
        {"operation": "getJob", "case": "one that is ready", "job": id, "then": "ready"},
        lambda: client.jobs.get(id),
    )
    acknowledge(id)
    update(id)
    step = {"operation": "completeJob", "case": "every member of an outcome", "job": id}
    job(
        {**step, "sent": OUTCOME_WIRE, "then": "complete"},
        lambda: client.jobs.complete(id, request=OUTCOME),
        lambda done: [
            (is_date(done.finished_at), "finished_at is no date"),
            (done.progress == 100, f"progress is {done.progress}"),
            (done.outcome["buttonText"] == "Understood", "the outcome is lost"),
        ],
    )
    step = {"operation": "ackJobOutcome", "case": "of a complete job", "job": id}
    job(
        {**step, "then": "complete"},
        lambda: client.jobs.ack_outcome(id),
        lambda seen: [(is_date(seen.outcome_acknowledged_at), "it was not acknowledged")],
    )
    success("deleteJob", "a complete one", id, "gone", lambda: client.jobs.delete(id))
    fail()
    others()


def acknowledge(id):
    step = {"operation": "ackJob", "job": id, "then": "executing"}
    due = datetime.datetime(2099, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
    details = JobAckDetails(info="Reading the orders", progress=1, estimated_completion_at=due)
    sent = {"info": "Reading the orders", "progress": 1}
    sent["estimatedCompletionAt"] = "2099-01-02T03:04:05.678Z"
    job(
        {**step, "case": "with every member", "sent": sent},
        lambda: client.jobs.ack(id, request=details),
        lambda acked: [
            (is_date(acked.started_at), "started_at is no date"),
            (acked.progress == 1, f"progress is {acked.progress}"),
        ],
    )
    more = {"progress": 35, "info": "350 of 1000 orders written"}
    job(
        {**step, "case": "again, as progress", "sent": more},
        lambda: client.jobs.ack(id, request=JobAckDetails(**more)),
    )
    job(
        {**step, "case": "without a body"},
        lambda: client.jobs.ack(id),
        lambda acked: [(acked.progress == 35, "the progress is lost")],
    )


def update(id):
    step = {"operation": "updateJob", "job": id, "then": "executing"}
    seen = datetime.datetime(2025, 3, 4, 9, 20, 31, 40000, tzinfo=UTC)
    plain = {"status": "executing", "progress": 40, "info": "400 of 1000 orders written"}
    metadata = {"lastOrder": "1400"}
    sent = {
        **plain,
        "metadata": metadata,
        "config": {"sheet": "us_sh_Rb6uN1Ke", "filter": "error"},
        "outcomeAcknowledgedAt": "2025-03-04T09:20:31.040Z",
    }
    job(
        {**step, "case": "every member", "sent": sent},
        lambda: client.jobs.update(
            id,
            config=DeleteRecordsJobConfig(sheet="us_sh_Rb6uN1Ke", filter="error"),
            outcome_acknowledged_at=seen,
            metadata=metadata,
            **plain,
        ),
        lambda changed: [
            (changed.metadata == metadata, "the metadata are lost"),
            (changed.outcome_acknowledged_at == seen, "the date is another"),
        ],
    )
    job(
        {**step, "case": "one member", "sent": {"info": "more"}},
        lambda: client.jobs.update(id, info="more"),
        lambda changed: [(changed.progress == 40, "the progress is lost")],
    )


def fail():
    id = executing()
    sent = {"outcome": {"message": "The warehouse did not answer"}}
    details = JobCompleteDetails(outcome=JobOutcome(**sent["outcome"]))
    step = {"operation": "failJob", "job": id, "then": "failed"}
    job(
        {**step, "case": "with a message", "sent": sent},
        lambda: client.jobs.fail(id, request=details),
        lambda failed: [(is_date(failed.finished_at), "finished_at is no date")],
    )
    step = {"operation": "ackJobOutcome", "case": "of a failed job", "job": id, "then": "failed"}
    job(step, lambda: client.jobs.ack_outcome(id))
    job(
        {"operation": "retryJob", "case": "a failed one", "job": id, "then": "ready"},
        lambda: client.jobs.retry(id),
        lambda again: [
            (again.progress == 0, f"progress is {again.progress}"),
            (again.finished_at is None, "it is finished"),
        ],
    )
    step = {"operation": "failJob", "case": "without a body", "job": id, "then": "failed"}
    job(step, lambda: client.jobs.fail(id))


def others():
    plain = executing()
    step = {"operation": "completeJob", "case": "without a body", "job": plain}
    job({**step, "then": "complete"}, lambda: client.jobs.complete(plain))
    waiting = make("to be executed later", "created", trigger="manual", mode="background")
    success(
        "executeJob",
        "one that waits for it",
        waiting,
        "ready",
        lambda: client.jobs.execute(waiting),
    )
    reason = {"info": "The price list was withdrawn"}
    step = {"operation": "cancelJob", "case": "with a reason", "job": waiting, "sent": reason}
    job(
        {**step, "then": "canceled"},
        lambda: client.jobs.cancel(waiting, request=JobCancelDetails(**reason)),
        lambda canceled: [(canceled.info == reason["info"], "the reason is lost")],
    )
    first = executing()
    sent = {**SMALLEST, "trigger": "immediate", "predecessorIds": [first]}
    next = make("after another", "waiting", sent=sent, trigger="immediate", predecessor_ids=[first])
    step = {"operation": "cancelJob", "case": "without a body", "job": next, "then": "canceled"}
    job(step, lambda: client.jobs.cancel(next))
    success("deleteJob", "one that is executing", first, "gone", lambda: client.jobs.delete(first))


def success(operation, case, id, then, call):
    step = {"operation": operation, "case": case, "job": id, "then": then}
    succeeds(step, call, lambda answer: [(answer.data.success is True, "success is not true")])
