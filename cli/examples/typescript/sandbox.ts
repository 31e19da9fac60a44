// A sandbox for tests, with node's own fetch and nothing else. `flatfile-jobs`
// has to be on the PATH: `cargo install --path cli`.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Job {
  id: string;
  status: string;
  outcome?: { heading?: string; message?: string };
}

export interface Call {
  operation: string | null;
  status: number | null;
  carried_out: boolean;
  fault: string | null;
}

export interface FaultRule {
  operation?: string;
  kind?: 'status' | 'html' | 'delay' | 'lose-request' | 'lose-response' | 'cut' | 'stall';
  status?: number;
  closed?: boolean;
  nth?: number;
  probability?: number;
}

/** A response that is no success. */
export class Refused extends Error {
  constructor(readonly status: number, message: string) {
    super(`${status}: ${message}`);
  }
}

/** One exchange. A response that is lost is a TypeError, as it is on a network. */
export async function request<T>(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const content: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const response = await fetch(url, { method, body: sent, headers: { ...content, ...headers } });
  const said = (await response.json()) as T & { errors?: { message: string }[] };
  if (!response.ok) throw new Refused(response.status, said.errors?.[0]?.message ?? '');
  return said;
}

export class Sandbox {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    readonly token: string,
    private readonly path: string,
  ) {}

  /** Starts one, and waits until it can be called. */
  static async start(...options: string[]): Promise<Sandbox> {
    const process = spawn('flatfile-jobs', ['sandbox', '--json', '--quiet', ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface(process.stdout!)) {
      const { url, token, control } = JSON.parse(line) as Record<string, string>;
      return new Sandbox(process, url!, token!, control!);
    }
    throw new Error('the sandbox did not start');
  }

  async stop(): Promise<void> {
    this.process.kill('SIGINT');
    await once(this.process, 'exit');
  }

  /** Asks the control path: `flatfile-jobs openapi --sandbox` describes it. */
  control<T>(method: string, path: string, body?: unknown): Promise<T> {
    return request<T>(method, this.path + path, body);
  }

  async addJob(members: object): Promise<string> {
    return (await this.control<{ job: Job }>('POST', '/jobs', members)).job.id;
  }

  async job(id: string): Promise<Job> {
    return (await this.control<{ job: Job }>('GET', `/jobs/${id}/history`)).job;
  }

  /** Who changed the job, in order. */
  async changes(id: string): Promise<string[]> {
    const { changes } = await this.control<{ changes: { by: string }[] }>('GET', `/jobs/${id}/history`);
    return changes.map((change) => change.by);
  }

  async calls(operation: string): Promise<Call[]> {
    return (await this.control<{ calls: Call[] }>('GET', `/calls?operation=${operation}`)).calls;
  }

  goesWrong(...rules: FaultRule[]): Promise<unknown> {
    return this.control('PUT', '/faults', { rules });
  }
}
