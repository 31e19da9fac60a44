"""A job in parts, and what a list finds of it."""

from jobs import SMALLEST, client, executing, is_date, job, make
from steps import succeeds


def parts():
    by_count()
    by_data()
    filters()
    pages()


def listed(name, jobs, sent, **query):
    """Lists. `sent` is the query by its names on the wire."""

    def see(answer):
        yield len(answer.data) == jobs, f"there are {len(answer.data)} jobs, not {jobs}"
        yield isinstance(answer.pagination.page_count, int), "there is no pagination"
        yield all(is_date(job.created_at) for job in answer.data), "created_at is no date"

    step = {"operation": "listJobs", "case": name, "query": sent}
    return succeeds(step, lambda: client.jobs.list(**query), see).data


def by_count():
    id = executing()
    sent = {"parts": 3, "runInParallel": False}
    step = {"operation": "splitJob", "case": "by count, one after another", "job": id}
    job(
        {**step, "sent": sent, "then": "executing"},
        lambda: client.jobs.split(id, parts=3, run_in_parallel=False),
    )
    sent = {"parentId": id, "sortDirection": "asc"}
    for part in listed("the parts of a job", 3, sent, parent_id=id, sort_direction="asc"):
        step = {"case": "a part", "job": part.id}
        job(
            {**step, "operation": "ackJob", "then": "executing"},
            lambda: client.jobs.ack(part.id),
        )
        job(
            {**step, "operation": "completeJob", "then": "complete"},
            lambda: client.jobs.complete(part.id),
        )
    step = {"operation": "completeJob", "case": "a parent after its parts", "job": id}
    job({**step, "then": "complete"}, lambda: client.jobs.complete(id))


def by_data():
    id = executing()
    data = [{"month": "2025-01"}, {"month": "2025-02", "rows": [1]}]
    sent = {"parts": data, "runInParallel": True}
    job(
        {"operation": "splitJob", "case": "by data, together", "job": id, "sent": sent},
        lambda: client.jobs.split(id, parts=data, run_in_parallel=True),
        lambda parent: [(parent.part_execution == "parallel", "they are not parallel")],
    )
    sent = {"parentId": id, "excludeChildJobs": "true"}
    found = listed("the parts with their data", 2, sent, parent_id=id, exclude_child_jobs=True)
    for part in found:
        job(
            {"operation": "getJob", "case": "a part", "job": part.id, "then": "ready"},
            lambda: client.jobs.get(part.id),
            lambda one: [
                (one.parent_id == id, "the parent is lost"),
                (one.part_data in data, "the data are lost"),
            ],
        )


def filters():
    workbook, file, environment = "us_wb_0nlyHere", "us_fl_0nlyHere", "us_env_0nlyHere"
    sent = {**SMALLEST, "source": workbook, "fileId": file, "environmentId": environment}
    make(
        "to be found",
        "created",
        sent=sent,
        source=workbook,
        file_id=file,
        environment_id=environment,
    )
    listed("by environment", 1, {"environmentId": environment}, environment_id=environment)
    listed("by file", 1, {"fileId": file}, file_id=file)
    listed("by workbook", 1, {"workbookId": workbook}, workbook_id=workbook)
    odd = "a b+c&d=é/?#%"
    listed("by what has to be escaped", 0, {"spaceId": odd}, space_id=odd)
    sent = {
        "environmentId": environment,
        "workbookId": workbook,
        "fileId": file,
        "pageSize": 5,
        "pageNumber": 1,
        "sortDirection": "desc",
        "excludeChildJobs": "true",
    }
    listed(
        "by all at once",
        1,
        sent,
        environment_id=environment,
        workbook_id=workbook,
        file_id=file,
        page_size=5,
        page_number=1,
        sort_direction="desc",
        exclude_child_jobs=True,
    )


def pages():
    environment = "us_env_pages"
    for _ in range(5):
        sent = {**SMALLEST, "environmentId": environment}
        make("for a list", "created", sent=sent, environment_id=environment)
    seen = set()
    for number, jobs in [(1, 2), (2, 2), (3, 1)]:
        sent = {"environmentId": environment, "pageSize": 2, "pageNumber": number}
        page = listed(
            f"page {number}",
            jobs,
            sent,
            environment_id=environment,
            page_size=2,
            page_number=number,
        )
        seen |= {one.id for one in page}
    if len(seen) != 5:
        raise SystemExit("a job is on two pages")
