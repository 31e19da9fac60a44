// Takes turns with the harness: after each call this program says what it did
// and what it saw, as one line of JSON, and waits while the harness looks at
// the sandbox.

import { createInterface } from "node:readline";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** Says something, and waits for the harness's word. */
export async function turn(message: object): Promise<unknown> {
  process.stdout.write(JSON.stringify(message) + "\n");
  const line = await lines.next();
  if (line.done) throw new Error("the harness has gone");
  return JSON.parse(line.value);
}

/** Waits for a line of the harness; undefined at the end. */
export async function listen(): Promise<any> {
  const line = await lines.next();
  return line.done ? undefined : JSON.parse(line.value);
}

/** No more turns: the process may end. */
export function done(): void {
  process.stdin.destroy();
}
