// One step is one call of the SDK, told to the harness with what was meant.

import { FlatfileError } from "@flatfile/api";

import { turn } from "./turns";

/** What is called, and what has to come of it. */
export interface Step {
  operation: string;
  /** What is special about this call. */
  case: string;
  /** The job that the call names. */
  job?: string | undefined;
  /** The body that was given to the SDK. */
  sent?: unknown;
  /** The query that was given to the SDK. */
  query?: object;
  /** The status of the job afterwards; "gone" for one that is deleted. */
  then?: string;
  /** The statuses of all attempts, where there is more than one. */
  attempts?: number[];
}

/** What the SDK made of the answer, where it holds jobs. */
interface Seen {
  job?: unknown;
  jobs?: unknown[];
}

/** Collects what is not as it should be. */
export type Expect = (truth: boolean, what: string) => void;

/** A call that has to succeed. `look` checks what the SDK made of the answer. */
export async function succeeds<T>(
  step: Step,
  call: () => PromiseLike<T>,
  look: (answer: T, expect: Expect) => Seen | void,
): Promise<T> {
  const problems: string[] = [];
  const expect: Expect = (truth, what) => void (truth || problems.push(what));
  let answer: T;
  try {
    answer = await call();
  } catch (error) {
    await turn({ step: { ...step, status: 200 }, problems: [`it threw: ${error}`] });
    throw new Error(`${step.operation}, ${step.case}: the rest builds on it`);
  }
  const seen = look(answer, expect) ?? {};
  await turn({ step: { ...step, status: 200 }, seen, problems });
  return answer;
}

/** A call that the sandbox has to refuse, about `key` if that is given. */
export async function refused(
  step: Step & { status: number; key?: string },
  call: () => PromiseLike<unknown>,
): Promise<void> {
  const problems: string[] = [];
  try {
    await call();
    problems.push("it did not throw");
  } catch (error) {
    if (!(error instanceof FlatfileError)) {
      problems.push(`it threw something else: ${error}`);
    } else {
      if (error.statusCode !== step.status) problems.push(`statusCode is ${error.statusCode}`);
      problems.push(...read(error.body, step.key));
    }
  }
  await turn({ step, problems });
}

/** A call that the SDK itself has to refuse: nothing is sent. */
export async function unsent(step: Step, call: () => PromiseLike<unknown>): Promise<void> {
  const problems: string[] = [];
  try {
    await call();
    problems.push("it did not throw");
  } catch (error) {
    if (error instanceof FlatfileError) problems.push(`the server answered: ${error.statusCode}`);
  }
  await turn({ step: { ...step, status: 0 }, problems });
}

/** The body of a refusal, as the contract has it. */
function read(body: unknown, key: string | undefined): string[] {
  const errors = (body as { errors?: { key?: string; message?: string }[] } | undefined)?.errors;
  if (!Array.isArray(errors) || errors.length === 0) return ["the body has no list of errors"];
  if (!errors.every((error) => error.message)) return ["an error has no message"];
  if (key !== undefined && errors[0]?.key !== key) return [`the key is ${errors[0]?.key}`];
  return [];
}

/** Asks the harness for a fault in the next calls of an operation. */
export async function fault(operation: string, status: number, times: number): Promise<void> {
  await turn({ fault: { operation, status, times } });
}
