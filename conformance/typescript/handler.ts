// The official job handler, driven by the events that the harness sends.

import { Flatfile } from "@flatfile/api";
import { FlatfileListener } from "@flatfile/listener";
import { jobHandler } from "@flatfile/plugin-job-handler";

import { client } from "./jobs";
import { done, listen } from "./turns";

// The plugin and the listener talk; the harness reads what stands on stdout.
console.log = console.error;

const outcome: Flatfile.JobCompleteDetails = {
  outcome: { message: "42 rows imported", next: { type: "wait", confetti: true } },
  info: "done",
};

const listener = FlatfileListener.create((listener) => {
  listener.use(
    jobHandler("workbook:returnsAnOutcome", async (_event, tick) => {
      const { data } = await tick(10, "ten");
      if (data.progress !== 10) throw new Error(`tick answered ${data.progress}`);
      await tick(55);
      return outcome;
    }),
  );
  listener.use(jobHandler({ operation: "returnsNothing" }, async () => {}, { debug: true }));
  listener.use(
    jobHandler({ operation: "throwsAnError", isPart: false }, async (_event, tick) => {
      await tick(20);
      throw new Error("the warehouse did not answer");
    }),
  );
  listener.use(
    jobHandler({ operation: "throwsAText" }, async () => {
      throw "the warehouse did not answer";
    }),
  );
  listener.use(
    jobHandler({ operation: "throwsNull" }, async () => {
      throw null;
    }),
  );
  listener.use(
    jobHandler({ operation: "isCanceledMeanwhile" }, async (event) => {
      await client.jobs.cancel(event.context.jobId);
      return outcome;
    }),
  );
  listener.use(
    jobHandler({ operation: "ticksTooFar" }, async (_event, tick) => {
      await tick(101);
    }),
  );
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
