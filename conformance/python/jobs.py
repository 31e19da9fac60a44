"""What the lives share: the client, and jobs to work with."""

import datetime
import os

from flatfile import Flatfile

from steps import succeeds

URL = os.environ["CONFORMANCE_URL"]

client = Flatfile(token=os.environ["CONFORMANCE_TOKEN"], base_url=URL)

# The same with a token that nobody knows.
stranger = Flatfile(token="sk_nobody", base_url=URL)

SMALLEST = {"type": "workbook", "operation": "exportOrders", "source": "us_wb_7PfLm2Rd"}


def is_date(value):
    return isinstance(value, datetime.datetime)


def job(step, call, look=lambda job: []):
    """A call that answers with a job."""

    def see(answer):
        data = answer.data
        yield is_date(data.created_at) and is_date(data.updated_at), "a date is none"
        yield step.get("job") in (None, data.id), "it is another job"
        yield step.get("then") in (None, data.status), f"status is {data.status}"
        yield from look(data)

    return succeeds(step, call, see).data


def make(name, then, look=lambda job: [], sent=None, **members):
    """Makes a job. `sent` are the members by their names on the wire, where
    those differ."""
    arguments = {**SMALLEST, **members}
    step = {"operation": "createJob", "case": name, "sent": sent or arguments, "then": then}
    return job(step, lambda: client.jobs.create(**arguments), look).id


def executing():
    """A job that is being executed."""
    id = make("for another case", "ready", trigger="immediate")
    step = {"operation": "ackJob", "case": "for another case", "job": id, "then": "executing"}
    job(step, lambda: client.jobs.ack(id))
    return id
