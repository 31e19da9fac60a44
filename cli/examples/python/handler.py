"""What is tried: a small handler of jobs, as somebody's program has one."""

from sandbox import Refused, request


class Jobs:
    def __init__(self, url, token):
        self.url = url
        self.headers = {"Authorization": f"Bearer {token}", "X-Disable-Hooks": "true"}

    def call(self, method, path, body=None):
        return request(method, f"{self.url}/jobs/{path}", body, self.headers)["data"]

    def end(self, job_id, how, outcome):
        """Ends a job once. A response that is lost says nothing: the job does."""
        try:
            return self.call("POST", f"{job_id}/{how}", {"outcome": outcome})
        except (OSError, Refused):
            job = self.call("GET", job_id)
            if job["status"] in ("complete", "failed", "canceled"):
                return job
            return self.call("POST", f"{job_id}/{how}", {"outcome": outcome})


def handle(jobs, job_id, work):
    """Acknowledges a job, does the work, and ends the job as it went."""
    jobs.call("POST", f"{job_id}/ack", {"info": "begun", "progress": 0})
    try:
        message = work(lambda percent: jobs.call("POST", f"{job_id}/ack", {"progress": percent}))
    except ValueError as error:
        outcome = {"acknowledge": True, "heading": "It did not work", "message": str(error)}
        return jobs.end(job_id, "fail", outcome)
    return jobs.end(job_id, "complete", {"message": message})
