// The life of one job, from its making to each of its ends.

import { Flatfile } from "@flatfile/api";

import { client, executing, job, make, smallest } from "./jobs";
import { succeeds } from "./steps";

const whole: Flatfile.JobConfig = {
  ...smallest,
  destination: "us_wb_Kq3dVx8s",
  config: { options: { filter: "valid", sortField: "orderNumber", sortDirection: "asc" } },
  trigger: "immediate",
  progress: 0,
  fileId: "us_fl_T1kX5oWb",
  mode: "toolbarBlocking",
  input: { currency: "EUR", rows: [1, 2.5, null, { deep: true }] },
  subject: { type: "collection", resource: "records", params: { a: 1 }, query: { q: "x eq 1" } },
  outcome: { message: "not yet" },
  result: { so: "far" },
  info: "Grüße – 你好 🎉",
  managed: false,
  environmentId: "us_env_Vw81hYcB",
  metadata: { nested: { list: ["a"] } },
};

const outcome: Flatfile.JobCompleteDetails = {
  outcome: {
    acknowledge: true,
    trigger: { type: "automatic_silent", audience: "all" },
    buttonText: "Understood",
    next: { type: "url", url: "https://example.test/351?a=b", label: "What happened" },
    heading: "Export stopped",
    message: "The warehouse refused order 351 of 1000",
    hideDefaultButton: true,
  },
  info: "Stopped at order 351",
};

export async function life(): Promise<void> {
  const id = await make("with every member", whole, "ready", (made, expect) => {
    expect(made.subject?.type === "collection", "the subject is lost");
    expect(made.info === whole.info, "the info is changed");
  });
  await job({ operation: "getJob", case: "one that is ready", job: id, then: "ready" }, () =>
    client.jobs.get(id),
  );
  await acknowledge(id);
  await update(id);
  const wanted = { operation: "completeJob", case: "every member of an outcome", job: id };
  await job(
    { ...wanted, sent: outcome, then: "complete" },
    () => client.jobs.complete(id, outcome),
    (done, expect) => {
      expect(done.finishedAt instanceof Date, "finishedAt is no Date");
      expect(done.progress === 100, `progress is ${done.progress}`);
      expect(done.info === outcome.info, `info is ${done.info}`);
      expect(done.outcome?.["buttonText"] === "Understood", "the outcome is lost");
    },
  );
  await job(
    { operation: "ackJobOutcome", case: "of a complete job", job: id, then: "complete" },
    () => client.jobs.ackOutcome(id),
    (seen, expect) => {
      expect(seen.outcomeAcknowledgedAt instanceof Date, "outcomeAcknowledgedAt is no Date");
    },
  );
  await success({ operation: "deleteJob", case: "a complete one", job: id, then: "gone" }, () =>
    client.jobs.delete(id),
  );
  await fail();
  await others();
}

async function acknowledge(id: string): Promise<void> {
  const step = { operation: "ackJob", job: id, then: "executing" };
  const details: Flatfile.JobAckDetails = {
    info: "Reading the orders",
    progress: 1,
    estimatedCompletionAt: new Date("2099-01-02T03:04:05.678Z"),
  };
  await job(
    { ...step, case: "with every member", sent: details },
    () => client.jobs.ack(id, details),
    (acked, expect) => {
      expect(acked.startedAt instanceof Date, "startedAt is no Date");
      expect(acked.progress === 1, `progress is ${acked.progress}`);
    },
  );
  const more = { progress: 35, info: "350 of 1000 orders written" };
  await job({ ...step, case: "again, as progress", sent: more }, () => client.jobs.ack(id, more));
  await job(
    { ...step, case: "without a body" },
    () => client.jobs.ack(id),
    (acked, expect) => {
      expect(acked.progress === 35, "the progress is lost");
    },
  );
}

async function update(id: string): Promise<void> {
  const step = { operation: "updateJob", job: id, then: "executing" };
  const change: Flatfile.JobUpdate = {
    config: { sheet: "us_sh_Rb6uN1Ke", filter: "error" },
    status: "executing",
    progress: 40,
    outcomeAcknowledgedAt: new Date("2025-03-04T09:20:31.040Z"),
    info: "400 of 1000 orders written",
    metadata: { lastOrder: "1400" },
  };
  await job(
    { ...step, case: "every member", sent: change },
    () => client.jobs.update(id, change),
    (changed, expect) => {
      expect(changed.metadata?.["lastOrder"] === "1400", "the metadata are lost");
      expect(changed.outcomeAcknowledgedAt instanceof Date, "outcomeAcknowledgedAt is no Date");
    },
  );
  await job(
    { ...step, case: "nothing", sent: {} },
    () => client.jobs.update(id, {}),
    (changed, expect) => {
      expect(changed.info === change.info, "the info is lost");
    },
  );
}

async function fail(): Promise<void> {
  const id = await executing();
  const details = { outcome: { message: "The warehouse did not answer" } };
  await job(
    { operation: "failJob", case: "with a message", job: id, sent: details, then: "failed" },
    () => client.jobs.fail(id, details),
    (failed, expect) => {
      expect(failed.finishedAt instanceof Date, "finishedAt is no Date");
    },
  );
  await job({ operation: "ackJobOutcome", case: "of a failed job", job: id, then: "failed" }, () =>
    client.jobs.ackOutcome(id),
  );
  await job(
    { operation: "retryJob", case: "a failed one", job: id, then: "ready" },
    () => client.jobs.retry(id),
    (again, expect) => {
      expect(again.progress === 0, `progress is ${again.progress}`);
      expect(again.finishedAt === undefined, "it is finished");
    },
  );
  await job({ operation: "failJob", case: "without a body", job: id, then: "failed" }, () =>
    client.jobs.fail(id),
  );
}

async function others(): Promise<void> {
  const plain = await executing();
  await job(
    { operation: "completeJob", case: "without a body", job: plain, then: "complete" },
    () => client.jobs.complete(plain),
  );
  const waiting = await make(
    "to be executed later",
    { ...smallest, trigger: "manual", mode: "background" },
    "created",
  );
  await success(
    { operation: "executeJob", case: "one that waits for it", job: waiting, then: "ready" },
    () => client.jobs.execute(waiting),
  );
  const reason = { info: "The price list was withdrawn" };
  await job(
    { operation: "cancelJob", case: "with a reason", job: waiting, sent: reason, then: "canceled" },
    () => client.jobs.cancel(waiting, reason),
    (canceled, expect) => {
      expect(canceled.info === reason.info, "the reason is lost");
    },
  );
  const first = await executing();
  const next = await make(
    "after another",
    { ...smallest, trigger: "immediate", predecessorIds: [first] },
    "waiting",
  );
  await job({ operation: "cancelJob", case: "without a body", job: next, then: "canceled" }, () =>
    client.jobs.cancel(next),
  );
  await success(
    { operation: "deleteJob", case: "one that is executing", job: first, then: "gone" },
    () => client.jobs.delete(first),
  );
}

type Said = Flatfile.Success;

async function success(
  step: Parameters<typeof succeeds>[0],
  call: () => PromiseLike<Said>,
): Promise<void> {
  await succeeds(step, call, (answer, expect) => {
    expect(answer.data?.success === true, "success is not true");
  });
}
