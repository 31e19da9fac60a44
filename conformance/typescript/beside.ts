// The official job handler, with the handlers that stand beside those of this
// crate: conformance/beside/ours.rs has the same.

import { Flatfile } from "@flatfile/api";
import { FlatfileListener } from "@flatfile/listener";
import { jobHandler } from "@flatfile/plugin-job-handler";

import { client } from "./jobs";
import { done, listen } from "./turns";

// The plugin and the listener talk; the harness reads what stands on stdout.
console.log = console.error;

type Handler = Parameters<typeof jobHandler>[1];

const outcome: Flatfile.JobCompleteDetails = { outcome: { message: "42 rows imported" } };
const rest = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

const handlers: Record<string, Handler> = {
  finishes: async () => outcome,
  breaks: async () => {
    throw new Error("the warehouse did not answer");
  },
  throwsNothing: async () => {
    throw null;
  },
  tellsTooMuch: async (_event, tick) => {
    await tick(101);
    return outcome;
  },
  tellsOnce: async (_event, tick) => {
    await tick(50, "half of it");
    return outcome;
  },
  tellsBackwards: async (_event, tick) => {
    await tick(60);
    await tick(20);
    return outcome;
  },
  tellsOften: async (_event, tick) => {
    for (let row = 0; row < 1000; row++) await tick(Math.floor(row / 10));
    return outcome;
  },
  isCanceledMeanwhile: async (event) => {
    await client.jobs.cancel(event.context.jobId);
    await rest(1500);
    return outcome;
  },
  isRunAgainMeanwhile: async (event) => {
    const id = event.context.jobId;
    await client.jobs.fail(id);
    await client.jobs.retry(id);
    await client.jobs.ack(id);
    await rest(1500);
    return outcome;
  },
};

const listener = FlatfileListener.create((listener) => {
  for (const [operation, handler] of Object.entries(handlers)) {
    listener.use(jobHandler({ operation }, handler));
  }
});

async function main(): Promise<void> {
  for (let event = await listen(); event !== undefined; event = await listen()) {
    // What escapes the handler is caught and printed by the listener.
    await listener.dispatchEvent(event);
    process.stdout.write("{}\n");
  }
  done();
}

void main();
