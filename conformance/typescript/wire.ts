// Makes the calls of conformance/wire/calls.json when it is told to. The file
// with the calls is made by the harness.

import { calls } from "../../target/conformance/typescript/wire-calls";

import { client } from "./jobs";
import { done, listen } from "./turns";

async function main(): Promise<void> {
  for (let told = await listen(); told !== undefined; told = await listen()) {
    const answer: { error?: string } = {};
    try {
      await calls[told.call]?.(client);
    } catch (error) {
      answer.error = String(error);
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
  done();
}

void main();
