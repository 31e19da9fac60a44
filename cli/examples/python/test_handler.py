"""The handler against the sandbox: `python3 -m unittest discover cli/examples/python`."""

import unittest

from handler import Jobs, handle
from sandbox import Sandbox


class Handler(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = cls.enterClassContext(Sandbox())

    def setUp(self):
        self.sandbox.control("POST", "/reset")
        self.jobs = Jobs(self.sandbox.url, self.sandbox.token)
        self.id = self.sandbox.add_job(operation="exportOrders", status="ready")

    def test_work_that_is_done_completes_the_job(self):
        def work(progress):
            progress(50)
            return "42 rows"

        handle(self.jobs, self.id, work)
        job = self.sandbox.job(self.id)
        self.assertEqual((job["status"], job["outcome"]["message"]), ("complete", "42 rows"))
        by = ["owner", "ackJob", "ackJob", "completeJob"]
        self.assertEqual(self.sandbox.changes(self.id), by)

    def test_work_that_fails_fails_the_job(self):
        def work(_):
            raise ValueError("order 351 was refused")

        handle(self.jobs, self.id, work)
        job = self.sandbox.job(self.id)
        self.assertEqual(job["status"], "failed")
        self.assertEqual(job["outcome"]["message"], "order 351 was refused")

    def test_a_lost_response_ends_the_job_once(self):
        self.sandbox.goes_wrong(
            {"operation": "completeJob", "kind": "lose-response", "closed": True, "nth": 1}
        )
        handle(self.jobs, self.id, lambda _: "done")
        self.assertEqual(self.sandbox.job(self.id)["status"], "complete")
        calls = self.sandbox.control("GET", "/calls?operation=completeJob")["calls"]
        self.assertEqual([call["carried_out"] for call in calls], [True])

    def test_a_refused_end_is_sent_again(self):
        self.sandbox.goes_wrong({"operation": "completeJob", "status": 503, "nth": 1})
        handle(self.jobs, self.id, lambda _: "done")
        self.assertEqual(self.sandbox.changes(self.id).count("completeJob"), 1)

    def test_a_job_that_nobody_acknowledges_fails_after_five_minutes(self):
        self.id = self.sandbox.add_job(status="executing")
        self.sandbox.control("POST", "/clock", {"advance_seconds": 301})
        self.assertEqual(self.sandbox.job(self.id)["status"], "failed")
        self.assertEqual(self.sandbox.changes(self.id)[-1], "deadline")


if __name__ == "__main__":
    unittest.main()
