// A job in parts, and what a list finds of it.

import { Flatfile } from "@flatfile/api";

import { client, executing, job, make, smallest } from "./jobs";
import { succeeds } from "./steps";

export async function parts(): Promise<void> {
  await byCount();
  await byData();
  await filters();
  await pages();
}

/** Lists, and says what the SDK saw. */
async function list(
  name: string,
  query: Flatfile.ListJobsRequest,
  jobs: number,
): Promise<Flatfile.Job[]> {
  const answer = await succeeds(
    { operation: "listJobs", case: name, query },
    () => client.jobs.list(query),
    ({ data, pagination }, expect) => {
      expect(data.length === jobs, `there are ${data.length} jobs, not ${jobs}`);
      expect(typeof pagination?.pageCount === "number", "there is no pagination");
      expect(
        data.every((job) => job.createdAt instanceof Date),
        "createdAt is no Date",
      );
      return { jobs: data };
    },
  );
  return answer.data;
}

async function byCount(): Promise<void> {
  const id = await executing();
  const sent = { parts: 3, runInParallel: false };
  await job(
    {
      operation: "splitJob",
      case: "by count, one after another",
      job: id,
      sent,
      then: "executing",
    },
    () => client.jobs.split(id, sent),
  );
  const all = await list("the parts of a job", { parentId: id, sortDirection: "asc" }, 3);
  for (const part of all) {
    await job({ operation: "ackJob", case: "a part", job: part.id, then: "executing" }, () =>
      client.jobs.ack(part.id),
    );
    await job({ operation: "completeJob", case: "a part", job: part.id, then: "complete" }, () =>
      client.jobs.complete(part.id),
    );
  }
  await job(
    { operation: "completeJob", case: "a parent after its parts", job: id, then: "complete" },
    () => client.jobs.complete(id),
  );
}

async function byData(): Promise<void> {
  const id = await executing();
  const sent = {
    parts: [{ month: "2025-01" }, { month: "2025-02", rows: [1] }],
    runInParallel: true,
  };
  await job(
    { operation: "splitJob", case: "by data, together", job: id, sent, then: "executing" },
    () => client.jobs.split(id, sent),
    (parent, expect) => {
      expect(parent.partExecution === "parallel", `partExecution is ${parent.partExecution}`);
    },
  );
  const all = await list("the parts with their data", { parentId: id, excludeChildJobs: true }, 2);
  for (const part of all) {
    await job(
      { operation: "getJob", case: "a part", job: part.id, then: "ready" },
      () => client.jobs.get(part.id),
      (one, expect) => {
        expect(one.parentId === id, "the parent is lost");
        expect(typeof one.partData?.["month"] === "string", "the data are lost");
      },
    );
  }
}

async function filters(): Promise<void> {
  const marked: Flatfile.JobConfig = {
    ...smallest,
    source: "us_wb_0nlyHere",
    fileId: "us_fl_0nlyHere",
    environmentId: "us_env_0nlyHere",
  };
  const id = await make("to be found", marked, "created");
  const { environmentId = "", fileId = "", source } = marked;
  await list("by environment", { environmentId }, 1);
  await list("by file", { fileId }, 1);
  await list("by workbook", { workbookId: source }, 1);
  await list("by source", { source }, 1);
  await list("by space", { spaceId: "us_sp_nobody" }, 0);
  const odd = "a b+c&d=é/?#%";
  await list("by what has to be escaped", { source: odd }, 0);
  const every: Flatfile.ListJobsRequest = {
    environmentId,
    workbookId: source,
    fileId,
    source,
    pageSize: 5,
    pageNumber: 1,
    sortDirection: "desc",
    excludeChildJobs: true,
  };
  const [found] = await list("by all at once", every, 1);
  if (found?.id !== id) throw new Error("the list found another job");
}

async function pages(): Promise<void> {
  const environmentId = "us_env_pages";
  for (let number = 0; number < 5; number += 1) {
    await make("for a list", { ...smallest, environmentId }, "created");
  }
  const first = await list("the first page", { environmentId, pageSize: 2 }, 2);
  const second = await list("the second page", { environmentId, pageSize: 2, pageNumber: 2 }, 2);
  await list("the last page", { environmentId, pageSize: 2, pageNumber: 3 }, 1);
  const ids = new Set([...first, ...second].map((job) => job.id));
  if (ids.size !== 4) throw new Error("a job is on two pages");
}
