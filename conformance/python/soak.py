"""Lives of jobs, one after another in several rows at once, on a server that
fails now and then. What a row believes of its job is told to the harness."""

import json
import os
import random
import threading
import time

from flatfile.jobs import JobAckDetails, JobCompleteDetails, JobOutcome

from jobs import SMALLEST, client

ROWS = int(os.environ["CONFORMANCE_ROWS"])
SEED = int(os.environ["CONFORMANCE_SEED"])
UNTIL = time.monotonic() + float(os.environ["CONFORMANCE_SECONDS"])

# One attempt, or two for what the SDK is to try again by itself.
ONCE = {"timeout_in_seconds": 1}
TWICE = {"timeout_in_seconds": 1, "max_retries": 1}

MESSAGE = JobCompleteDetails(outcome=JobOutcome(message="done"), info="done")
ENDS = {
    "complete": lambda id: client.jobs.complete(id, request=MESSAGE, request_options=ONCE),
    "failed": lambda id: client.jobs.fail(id, request=MESSAGE, request_options=TWICE),
    "canceled": lambda id: client.jobs.cancel(id, request_options=ONCE),
}

said = threading.Lock()


def tried(call, *arguments, **members):
    """The data of the answer, or nothing where none can be used."""
    try:
        return call(*arguments, **members, request_options=ONCE).data
    except Exception:
        return None


def read(id):
    """The status of a job as a read shows it."""
    job = tried(client.jobs.get, id)
    return job and job.status


def settle(id, end):
    """Ends a job, and says what it believes of it."""
    for _ in range(8):
        try:
            ENDS[end](id)
            return end
        except Exception:
            status = read(id)
        if status in ENDS:
            return status
        if status == "ready":
            tried(client.jobs.ack, id)
    return "unknown"


def parts(id, chance, leave):
    """Splits a job; the parts are worked on, or left for its end to take along."""
    data = [{"part": "a"}, {"part": "b"}]
    tried(client.jobs.split, id, parts=data, run_in_parallel=chance.random() < 0.5)
    if leave:
        return
    for _ in range(6):
        found = tried(client.jobs.list, parent_id=id, sort_direction="asc")
        if found is None:
            continue
        open = [part for part in found if part.status not in ENDS]
        if not open:
            return
        for part in open:
            tried(client.jobs.ack, part.id)
            settle(part.id, chance.choice(["complete", "complete", "complete", "failed"]))


def life(chance):
    trigger = chance.choice(["immediate", "manual"])
    job = tried(client.jobs.create, **{**SMALLEST, "operation": "soak"}, trigger=trigger)
    if job is None:
        return
    id = job.id
    if trigger == "manual":
        tried(client.jobs.execute, id)
    for progress in (0, 40, 99):
        tried(client.jobs.ack, id, request=JobAckDetails(progress=progress))
    tried(client.jobs.update, id, metadata={"progress": chance.random()})
    end = chance.choice(["complete", "complete", "failed", "canceled"])
    if chance.random() < 0.15:
        parts(id, chance, leave=end != "complete")
    believes = settle(id, end)
    tried(client.jobs.ack_outcome, id)
    if believes == "failed" and chance.random() < 0.5:
        # One that was given up may still be on its way, and start the job later.
        if tried(client.jobs.retry, id) is None:
            believes = "unknown"
        else:
            tried(client.jobs.ack, id)
            believes = settle(id, "complete")
    if chance.random() < 0.1:
        answer = tried(client.jobs.delete, id)
        believes = "gone" if answer is not None else "unknown"
    with said:
        print(json.dumps({"job": id, "believes": believes}), flush=True)


def row(number):
    chance = random.Random(SEED * 1000 + number)
    while time.monotonic() < UNTIL:
        life(chance)


rows = [threading.Thread(target=row, args=(number,)) for number in range(ROWS)]
for one in rows:
    one.start()
for one in rows:
    one.join()
