// What is tried: a small handler of jobs, as somebody's program has one.
import { request, type Job } from './sandbox.js';

type End = 'complete' | 'fail';

export class Jobs {
  constructor(private readonly url: string, private readonly token: string) {}

  async call(method: string, path: string, body?: unknown): Promise<Job> {
    const headers = { authorization: `Bearer ${this.token}`, 'x-disable-hooks': 'true' };
    return (await request<{ data: Job }>(method, `${this.url}/jobs/${path}`, body, headers)).data;
  }

  /** Ends a job once. A response that is lost says nothing: the job does. */
  async end(id: string, how: End, outcome: object): Promise<Job> {
    try {
      return await this.call('POST', `${id}/${how}`, { outcome });
    } catch {
      const job = await this.call('GET', id);
      if (['complete', 'failed', 'canceled'].includes(job.status)) return job;
      return this.call('POST', `${id}/${how}`, { outcome });
    }
  }
}

/** Acknowledges a job, does the work, and ends the job as it went. */
export async function handle(
  jobs: Jobs,
  id: string,
  work: (progress: (percent: number) => Promise<unknown>) => Promise<string>,
): Promise<Job> {
  await jobs.call('POST', `${id}/ack`, { info: 'begun', progress: 0 });
  let message: string;
  try {
    message = await work((percent) => jobs.call('POST', `${id}/ack`, { progress: percent }));
  } catch (error) {
    const outcome = { acknowledge: true, heading: 'It did not work', message: (error as Error).message };
    return jobs.end(id, 'fail', outcome);
  }
  return jobs.end(id, 'complete', { message });
}
