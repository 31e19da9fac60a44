// What happened, as the SDK asks for it.

import { client, make, smallest, stranger } from "./jobs";
import { refused, succeeds } from "./steps";

export async function events(): Promise<void> {
  const environmentId = "us_env_events";
  const id = await make(
    "whose events are asked for",
    { ...smallest, trigger: "immediate", environmentId },
    "ready",
  );
  const since = new Date("2020-01-01T00:00:00.000Z");
  const plain = { domain: "job", topic: "job:ready", pageSize: 5, pageNumber: 1 };
  const query = { ...plain, environmentId, since, includeAcknowledged: true };
  await succeeds(
    {
      operation: "listEvents",
      case: "every filter but the space",
      query: { ...query, since: since.toISOString() },
    },
    () => client.events.list(query),
    ({ data }, expect) => {
      const [event] = data;
      expect(data.length === 1, `there are ${data.length} events`);
      expect(event?.topic === "job:ready", `it is ${event?.topic}`);
      expect(event?.context.jobId === id, "it is about another job");
      expect(event?.createdAt instanceof Date, "createdAt is no Date");
      expect(event?.payload["job"] === "workbook:exportOrders", "the payload is lost");
    },
  );
  const nowhere = { spaceId: "us_sp_nowhere" };
  await succeeds(
    { operation: "listEvents", case: "of a space without any", query: nowhere },
    () => client.events.list(nowhere),
    ({ data }, expect) => expect(data.length === 0, "there are some"),
  );
  await refused(
    { operation: "listEvents", case: "pageSize of 0", query: { pageSize: 0 }, status: 400, key: "pageSize" },
    () => client.events.list({ pageSize: 0 }),
  );
  await refused({ operation: "listEvents", case: "an unknown token", status: 401 }, () =>
    stranger.events.list(),
  );
}
