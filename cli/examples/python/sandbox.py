"""A sandbox for tests, with nothing but Python's own library.

`flatfile-jobs` has to be on the PATH: `cargo install --path cli`.
"""

import json
import signal
import subprocess
import urllib.error
import urllib.request


class Refused(Exception):
    """A response that is no success."""

    def __init__(self, status, message):
        super().__init__(f"{status}: {message}")
        self.status = status


def request(method, url, body=None, headers=None):
    """One exchange. A response that is lost is an OSError, as it is on a network."""
    data = None if body is None else json.dumps(body).encode()
    sent = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    if data is not None:
        sent.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(sent, timeout=10) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            errors = json.load(error).get("errors", [{}])
        raise Refused(error.code, errors[0].get("message")) from None


class Sandbox:
    """The sandbox, for the time of a `with`."""

    def __init__(self, *options):
        self.options = options

    def __enter__(self):
        command = ["flatfile-jobs", "sandbox", "--json", "--quiet", *self.options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        # It prints where it is once it can be called.
        ready = json.loads(self.process.stdout.readline())
        self.url, self.token, self.path = ready["url"], ready["token"], ready["control"]
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=10)
        self.process.stdout.close()

    def control(self, method, path, body=None):
        """Asks the control path: `flatfile-jobs openapi --sandbox` describes it."""
        return request(method, self.path + path, body)

    def add_job(self, **members):
        return self.control("POST", "/jobs", members)["job"]["id"]

    def job(self, job_id):
        return self.control("GET", f"/jobs/{job_id}/history")["job"]

    def changes(self, job_id):
        """Who changed the job, in order."""
        changes = self.control("GET", f"/jobs/{job_id}/history")["changes"]
        return [change["by"] for change in changes]

    def goes_wrong(self, *rules):
        self.control("PUT", "/faults", {"rules": rules})
