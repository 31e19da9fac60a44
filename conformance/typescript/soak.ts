// Lives of jobs, one after another in several rows at once, on a server that
// fails now and then. What a row believes of its job is told to the harness.

import { Flatfile } from "@flatfile/api";

import { client } from "./jobs";
import { done } from "./turns";

const rows = Number(process.env["CONFORMANCE_ROWS"]);
const until = Date.now() + 1000 * Number(process.env["CONFORMANCE_SECONDS"]);

// One attempt, or two for what the SDK is to try again by itself.
const once = { maxRetries: 0, timeoutInSeconds: 1 };
const twice = { maxRetries: 1, timeoutInSeconds: 1 };

type End = "complete" | "failed" | "canceled";
const ends: Record<End, (id: string) => PromiseLike<Flatfile.JobResponse>> = {
  complete: (id) => client.jobs.complete(id, { outcome: { message: "done" }, info: "done" }, once),
  failed: (id) => client.jobs.fail(id, { outcome: { message: "no" } }, twice),
  canceled: (id) => client.jobs.cancel(id, undefined, once),
};

/** Chance that a seed decides, one for each row (mulberry32). */
function chance(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The answer, or nothing where none can be used. */
async function tried<T>(call: () => PromiseLike<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch {
    return undefined;
  }
}

/** The status of a job as a read shows it. */
async function read(id: string): Promise<string | undefined> {
  const answer = await tried(() => client.jobs.get(id, once));
  // The SDK hands out a 200 of any form as if it were a job.
  return answer?.data?.id === id ? answer.data.status : undefined;
}

/** Ends a job, and says what it believes of it. */
async function settle(id: string, end: End): Promise<string> {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const answer = await tried(() => ends[end](id));
    if (answer?.data?.id === id) return end;
    const status = await read(id);
    if (status !== undefined && status in ends) return status;
    if (status === "ready") await tried(() => client.jobs.ack(id, undefined, once));
  }
  return "unknown";
}

async function make(config: Flatfile.JobConfig): Promise<string | undefined> {
  const answer = await tried(() => client.jobs.create(config, once));
  return answer?.data?.id;
}

/** Splits a job; the parts are worked on, or left for its end to take along. */
async function parts(id: string, random: () => number, leave: boolean): Promise<void> {
  await tried(() => client.jobs.split(id, { parts: 2, runInParallel: random() < 0.5 }, once));
  if (leave) return;
  for (let round = 0; round < 6; round += 1) {
    const answer = await tried(() =>
      client.jobs.list({ parentId: id, sortDirection: "asc" }, once),
    );
    const open = (answer?.data ?? []).filter((part) => !(part.status && part.status in ends));
    if (answer?.data !== undefined && open.length === 0) return;
    for (const part of open) {
      await tried(() => client.jobs.ack(part.id, undefined, once));
      await settle(part.id, random() < 0.8 ? "complete" : "failed");
    }
  }
}

async function plan(id: string): Promise<void> {
  const whole = {
    jobId: id,
    fileId: "us_fl_1",
    fieldMapping: [],
    unmappedSourceFields: [],
    unmappedDestinationFields: [],
  };
  await tried(() => client.jobs.updateExecutionPlan(id, whole, once));
  await tried(() => client.jobs.getExecutionPlan(id, once));
  const some = { jobId: id, fileId: "us_fl_1" };
  await tried(() => client.jobs.updateExecutionPlanFields(id, some, once));
}

async function life(random: () => number): Promise<void> {
  const base = { type: "workbook", operation: "soak", source: "us_wb_1" } as const;
  const kind = random();
  const config: Flatfile.JobConfig =
    kind < 0.2
      ? { ...base, status: "planning" }
      : { ...base, trigger: kind < 0.6 ? "immediate" : "manual" };
  const id = await make(config);
  if (id === undefined) return;
  if (kind < 0.2) await plan(id);
  if (kind >= 0.6) await tried(() => client.jobs.execute(id, once));
  for (const progress of [0, 40, 99]) {
    await tried(() => client.jobs.ack(id, { progress, info: `${progress} of 100` }, once));
  }
  await tried(() => client.jobs.update(id, { metadata: { progress: random() } }, once));
  const end: End = random() < 0.6 ? "complete" : random() < 0.7 ? "failed" : "canceled";
  if (random() < 0.15) await parts(id, random, end !== "complete");
  if (random() < 0.1) {
    const mutation = { sheetId: "us_sh_1", mutateRecord: "(record) => record" };
    await tried(() => client.jobs.previewMutation(mutation, once));
  }
  if (random() < 0.1) await tried(() => client.events.list({ pageSize: 5 }, once));
  let believes = await settle(id, end);
  await tried(() => client.jobs.ackOutcome(id, once));
  // Somebody who comes late: an end stands.
  if (random() < 0.2) await tried(() => client.jobs.update(id, { status: "executing" }, once));
  if (believes === "failed" && random() < 0.5) {
    const retried = await tried(() => client.jobs.retry(id, once));
    // One that was given up may still be on its way, and start the job later.
    if (retried?.data?.id !== id) believes = "unknown";
    else {
      await tried(() => client.jobs.ack(id, undefined, once));
      believes = await settle(id, "complete");
    }
  }
  if (random() < 0.1) {
    const answer = await tried(() => client.jobs.delete(id, once));
    believes = answer?.data?.success === true ? "gone" : "unknown";
  }
  process.stdout.write(JSON.stringify({ job: id, believes }) + "\n");
}

async function row(number: number): Promise<void> {
  const random = chance(Number(process.env["CONFORMANCE_SEED"]) + number);
  while (Date.now() < until) await life(random);
}

void Promise.all(Array.from({ length: rows }, (_, number) => row(number))).then(done);
