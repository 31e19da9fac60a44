// What the lives share: the client, and jobs to work with.

import { Flatfile, FlatfileClient } from "@flatfile/api";

import { Expect, Step, succeeds } from "./steps";

/** Reads its address and its token from the environment, as everybody's does. */
export const client = new FlatfileClient();

/** The same with a token that nobody knows. */
export const stranger = new FlatfileClient({ token: "sk_nobody" });

export const smallest: Flatfile.JobConfig = {
  type: "workbook",
  operation: "exportOrders",
  source: "us_wb_7PfLm2Rd",
};

type JobCall = () => PromiseLike<Flatfile.JobResponse>;

/** A call that answers with a job. */
export async function job(
  step: Step,
  call: JobCall,
  look: (job: Flatfile.Job, expect: Expect) => void = () => {},
): Promise<Flatfile.Job> {
  const answer = await succeeds(step, call, ({ data }, expect) => {
    expect(data.createdAt instanceof Date, "createdAt is no Date");
    expect(data.updatedAt instanceof Date, "updatedAt is no Date");
    expect(typeof data.createdBy === "string", "createdBy is missing");
    if (step.job !== undefined) expect(data.id === step.job, "it is another job");
    if (step.then !== undefined) expect(data.status === step.then, `status is ${data.status}`);
    look(data, expect);
    return { job: data };
  });
  return answer.data;
}

/** Makes a job. */
export async function make(
  name: string,
  sent: Flatfile.JobConfig,
  then: string,
  look?: (job: Flatfile.Job, expect: Expect) => void,
): Promise<string> {
  const made = await job(
    { operation: "createJob", case: name, sent, then },
    () => client.jobs.create(sent),
    look,
  );
  return made.id;
}

/** A job that is being executed. */
export async function executing(): Promise<string> {
  const id = await make("for another case", { ...smallest, trigger: "immediate" }, "ready");
  await job({ operation: "ackJob", case: "for another case", job: id, then: "executing" }, () =>
    client.jobs.ack(id),
  );
  return id;
}
