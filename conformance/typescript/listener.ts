// The official listener with a driver that polls, and the official job handler:
// what a self-hosted listener is, by code that is the vendor's own but for the
// driver. It polls when the harness says so, and has no timer.

import { EventDriver, FlatfileListener } from "@flatfile/listener";
import { jobHandler } from "@flatfile/plugin-job-handler";

import { client } from "./jobs";
import { done, listen } from "./turns";

// The plugin and the listener talk; the harness reads what stands on stdout.
console.log = console.error;

const pageSize = 20;
const overlap = 10_000;

class Polling extends EventDriver {
  private readonly seen = new Set<string>();
  private newest: Date | undefined;

  /** Hands on all events that are new; says how many there were. */
  async poll(): Promise<number> {
    const since = this.newest && new Date(this.newest.getTime() - overlap);
    let dispatched = 0;
    for (let pageNumber = 1; ; pageNumber += 1) {
      const { data } = await client.events.list({
        topic: "job:ready",
        includeAcknowledged: true,
        pageSize,
        pageNumber,
        ...(since && { since }),
      });
      for (const event of data) {
        if (this.seen.has(event.id)) continue;
        this.seen.add(event.id);
        if (this.newest === undefined || event.createdAt > this.newest) {
          this.newest = event.createdAt;
        }
        dispatched += 1;
        await this.handler.dispatchEvent(event);
      }
      if (data.length < pageSize) return dispatched;
    }
  }
}

const listener = FlatfileListener.create((listener) => {
  listener.use(
    jobHandler("workbook:exportOrders", async (_event, tick) => {
      await tick(50, "half of it");
      return { outcome: { message: "exported" } };
    }),
  );
  listener.use(
    jobHandler({ operation: "importOrders" }, async () => {
      throw new Error("the warehouse did not answer");
    }),
  );
});

async function main(): Promise<void> {
  const driver = new Polling();
  listener.mount(driver);
  for (let told = await listen(); told !== undefined; told = await listen()) {
    process.stdout.write(JSON.stringify({ dispatched: await driver.poll() }) + "\n");
  }
  done();
}

void main();
