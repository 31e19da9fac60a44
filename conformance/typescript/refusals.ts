// What is refused, and how the SDK tells it.

import { Flatfile, FlatfileClient } from "@flatfile/api";

import { client, executing, job, make, smallest, stranger } from "./jobs";
import { fault, refused, unsent } from "./steps";

type JobsClient = FlatfileClient["jobs"];
type Call = (jobs: JobsClient, id: string) => PromiseLike<unknown>;

const plan = {
  fileId: "us_fl_1",
  fieldMapping: [],
  unmappedSourceFields: [],
  unmappedDestinationFields: [],
};
const mutation = { sheetId: "us_sh_1", mutateRecord: "(record) => record" };

/** One plain call of each operation on a job, and the body that it sends. */
const onJob: Record<string, [Call, (id: string) => unknown]> = {
  getJob: [(jobs, id) => jobs.get(id), () => undefined],
  updateJob: [(jobs, id) => jobs.update(id, { info: "x" }), () => ({ info: "x" })],
  deleteJob: [(jobs, id) => jobs.delete(id), () => undefined],
  executeJob: [(jobs, id) => jobs.execute(id), () => undefined],
  getJobPlan: [(jobs, id) => jobs.getExecutionPlan(id), () => undefined],
  replaceJobPlan: [
    (jobs, id) => jobs.updateExecutionPlan(id, { ...plan, jobId: id }),
    (id) => ({ ...plan, jobId: id }),
  ],
  updateJobPlan: [
    (jobs, id) => jobs.updateExecutionPlanFields(id, { fileId: "f", jobId: id }),
    (id) => ({ fileId: "f", jobId: id }),
  ],
  ackJob: [(jobs, id) => jobs.ack(id), () => undefined],
  ackJobOutcome: [(jobs, id) => jobs.ackOutcome(id), () => undefined],
  completeJob: [(jobs, id) => jobs.complete(id), () => undefined],
  failJob: [(jobs, id) => jobs.fail(id), () => undefined],
  cancelJob: [(jobs, id) => jobs.cancel(id), () => undefined],
  retryJob: [(jobs, id) => jobs.retry(id), () => undefined],
  splitJob: [(jobs, id) => jobs.split(id, { parts: 2 }), () => ({ parts: 2 })],
};

const withoutJob: Record<string, [Call, unknown]> = {
  listJobs: [(jobs) => jobs.list(), undefined],
  createJob: [(jobs) => jobs.create(smallest), smallest],
  previewMutation: [(jobs) => jobs.previewMutation(mutation), mutation],
};

/** By the life cycle: which operation comes too early for a job that was just made, or too late for a complete one. */
const tooEarly = ["ackJob", "ackJobOutcome", "completeJob", "retryJob", "splitJob"];
const tooLate = [
  "executeJob",
  "replaceJobPlan",
  "updateJobPlan",
  "ackJob",
  "completeJob",
  "failJob",
  "cancelJob",
  "retryJob",
  "splitJob",
];

export async function refusals(): Promise<void> {
  const made = await make("to be refused", smallest, "created");
  const complete = await executing();
  await job(
    { operation: "completeJob", case: "for another case", job: complete, then: "complete" },
    () => client.jobs.complete(complete),
  );
  for (const [operation, [call, sent]] of Object.entries(onJob)) {
    const nobody = "us_jb_nobody";
    const missing = { operation, case: "no such job", job: nobody, sent: sent(nobody) };
    await refused({ ...missing, status: 404, key: "jobId" }, () => call(client.jobs, nobody));
    const unknown = {
      operation,
      case: "another token",
      job: made,
      sent: sent(made),
      then: "created",
    };
    await refused({ ...unknown, status: 401 }, () => call(stranger.jobs, made));
    if (tooEarly.includes(operation)) {
      await refused({ ...unknown, case: "too early", status: 409 }, () => call(client.jobs, made));
    }
    if (tooLate.includes(operation)) {
      const late = {
        operation,
        case: "too late",
        job: complete,
        sent: sent(complete),
        then: "complete",
      };
      await refused({ ...late, status: 409 }, () => call(client.jobs, complete));
    }
  }
  const again: Flatfile.JobUpdate = { status: "executing" };
  const undo = { operation: "updateJob", job: complete, sent: again, then: "complete" };
  await refused({ ...undo, case: "another status, too late", status: 409 }, () =>
    client.jobs.update(complete, again),
  );
  for (const [operation, [call, sent]] of Object.entries(withoutJob)) {
    await refused({ operation, case: "another token", sent, status: 401 }, () =>
      call(stranger.jobs, ""),
    );
  }
  const odd = "a/b?c d#é%";
  await refused(
    { operation: "getJob", case: "an id that has to be escaped", job: odd, status: 404 },
    () => client.jobs.get(odd),
  );
  await values();
  await trouble();
}

/** Values that the SDK's types allow, and the contract does not. */
async function values(): Promise<void> {
  const id = await executing();
  const bad = { job: id, status: 400, then: "executing" };
  const ack = { progress: 101 };
  await refused(
    { ...bad, operation: "ackJob", case: "progress of 101", sent: ack, key: "progress" },
    () => client.jobs.ack(id, ack),
  );
  const update = { progress: 10.5 };
  await refused(
    { ...bad, operation: "updateJob", case: "progress of 10.5", sent: update, key: "progress" },
    () => client.jobs.update(id, update),
  );
  for (const [name, sent] of [
    ["no parts", { parts: 0 }],
    ["an empty list", { parts: [] }],
  ] as const) {
    const details: Flatfile.JobSplitDetails = { parts: sent.parts === 0 ? 0 : [] };
    await refused({ ...bad, operation: "splitJob", case: name, sent }, () =>
      client.jobs.split(id, details),
    );
  }
  const other = { ...plan, jobId: "us_jb_other" };
  await refused(
    { ...bad, operation: "replaceJobPlan", case: "the plan of another job", sent: other },
    () => client.jobs.updateExecutionPlan(id, other),
  );
  const create = { ...smallest, parentId: "us_jb_nobody" };
  await refused(
    {
      operation: "createJob",
      case: "an unknown parent",
      sent: create,
      status: 400,
      key: "parentId",
    },
    () => client.jobs.create(create),
  );
  for (const query of [{ pageSize: 0 }, { pageNumber: 0 }]) {
    await refused(
      { operation: "listJobs", case: Object.keys(query)[0] + " of 0", query, status: 400 },
      () => client.jobs.list(query),
    );
  }
  const strange = "tomorrow" as Flatfile.Filter;
  await unsent({ operation: "previewMutation", case: "an unknown filter" }, () =>
    client.jobs.previewMutation({ ...mutation, filter: strange }),
  );
  await unsent({ operation: "createJob", case: "an unknown type" }, () =>
    client.jobs.create({ ...smallest, type: "tomorrow" as Flatfile.JobType }),
  );
}

/** A server in trouble: the SDK tries again by itself, and gives up in the end. */
async function trouble(): Promise<void> {
  const id = await executing();
  await fault("getJob", 503, 1);
  await job(
    {
      operation: "getJob",
      case: "503, and again",
      job: id,
      then: "executing",
      attempts: [503, 200],
    },
    () => client.jobs.get(id),
  );
  await fault("failJob", 500, 1);
  await refused(
    { operation: "failJob", case: "500, once", job: id, status: 500, then: "executing" },
    () => client.jobs.fail(id, undefined, { maxRetries: 0 }),
  );
  await fault("failJob", 429, 1);
  await job(
    { operation: "failJob", case: "429, and again", job: id, then: "failed", attempts: [429, 200] },
    () => client.jobs.fail(id),
  );
}
