"""What happened, as the SDK asks for it."""

import datetime

from jobs import client, is_date, make, stranger
from steps import refused, succeeds

ENVIRONMENT = "us_env_events"


def events():
    sent = {
        "type": "workbook",
        "operation": "exportOrders",
        "source": "us_wb_7PfLm2Rd",
        "trigger": "immediate",
        "environmentId": ENVIRONMENT,
    }
    id = make(
        "whose events are asked for",
        "ready",
        sent=sent,
        trigger="immediate",
        environment_id=ENVIRONMENT,
    )
    query = {"environmentId": ENVIRONMENT, "topic": "job:ready", "domain": "job", "pageSize": 5}
    since = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
    step = {"operation": "listEvents", "case": "every filter but the space"}
    query = {**query, "pageNumber": 1, "includeAcknowledged": True, "since": "2020-01-01T00:00:00Z"}
    succeeds(
        {**step, "query": query},
        lambda: Events(
            client.events.list(
                environment_id=ENVIRONMENT,
                topic="job:ready",
                domain="job",
                page_size=5,
                page_number=1,
                include_acknowledged=True,
                since=since,
            )
        ),
        lambda answer: look(answer.data, id),
    )
    refused(
        {
            "operation": "listEvents",
            "case": "pageSize of 0",
            "query": {"pageSize": 0},
            "status": 400,
            "key": "pageSize",
        },
        lambda: client.events.list(page_size=0),
    )
    step = {"operation": "listEvents", "case": "an unknown token", "status": 401}
    refused(step, lambda: stranger.events.list())


def look(data, id):
    yield len(data) == 1, f"there are {len(data)} events"
    event = data[0]
    yield event.topic == "job:ready", f"it is {event.topic}"
    yield event.context.job_id == id, "it is about another job"
    yield is_date(event.created_at), "created_at is no date"
    yield event.payload["job"] == "workbook:exportOrders", "the payload is lost"


class Events:
    """Events are no jobs, which the harness would compare with its own."""

    def __init__(self, answer):
        self.data = answer.data

    def json(self):
        return '{"data": []}'
