// The official listener's filters: whether an event passes, for each that the
// harness asks about.

import { FlatfileEvent, FlatfileListener } from "@flatfile/listener";

import { done, listen } from "./turns";

// What the listener's object has for its own use: a function's source text is
// no value of an event, although the filters see it, and neither is the token.
const OWN = ["data", "cache", "afterAllCallbacks", "_accessToken", "_apiUrl"];

async function main(): Promise<void> {
  for (let asked = await listen(); asked !== undefined; asked = await listen()) {
    const listener = new FlatfileListener();
    listener.filter(asked.filter).on(asked.topic, () => {});
    const event: any = new FlatfileEvent(asked.event);
    for (const name of OWN) delete event[name];
    const listeners = listener.getListeners(event, true);
    process.stdout.write(`${listeners.length > 0}\n`);
  }
  done();
}

void main();
