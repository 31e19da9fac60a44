// All operations of the SDK, in their normal life and with their errors.

import { events } from "./events";
import { life } from "./life";
import { parts } from "./parts";
import { plan } from "./plan";
import { refusals } from "./refusals";
import { done } from "./turns";

async function main(): Promise<void> {
  await life();
  await parts();
  await plan();
  await events();
  await refusals();
  done();
}

void main();
