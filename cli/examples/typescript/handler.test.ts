// The handler against the sandbox.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { handle, Jobs } from './handler.js';
import { Sandbox } from './sandbox.js';

let sandbox: Sandbox;
let jobs: Jobs;
let id: string;

before(async () => {
  sandbox = await Sandbox.start();
  jobs = new Jobs(sandbox.url, sandbox.token);
});
after(() => sandbox?.stop());
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  id = await sandbox.addJob({ operation: 'exportOrders', status: 'ready' });
});

test('work that is done completes the job', async () => {
  await handle(jobs, id, async (progress) => {
    await progress(50);
    return '42 rows';
  });
  const job = await sandbox.job(id);
  assert.deepEqual([job.status, job.outcome?.message], ['complete', '42 rows']);
  assert.deepEqual(await sandbox.changes(id), ['owner', 'ackJob', 'ackJob', 'completeJob']);
});

test('work that fails fails the job', async () => {
  await handle(jobs, id, async () => {
    throw new Error('order 351 was refused');
  });
  const job = await sandbox.job(id);
  assert.deepEqual([job.status, job.outcome?.message], ['failed', 'order 351 was refused']);
});

test('a lost response ends the job once', async () => {
  await sandbox.goesWrong({ operation: 'completeJob', kind: 'lose-response', closed: true, nth: 1 });
  await handle(jobs, id, async () => 'done');
  assert.equal((await sandbox.job(id)).status, 'complete');
  const calls = await sandbox.calls('completeJob');
  assert.deepEqual(calls.map((call) => call.carried_out), [true]);
});

test('a refused end is sent again', async () => {
  await sandbox.goesWrong({ operation: 'completeJob', status: 503, nth: 1 });
  await handle(jobs, id, async () => 'done');
  const changes = await sandbox.changes(id);
  assert.equal(changes.filter((by) => by === 'completeJob').length, 1);
});

test('a job that nobody acknowledges fails after five minutes', async () => {
  id = await sandbox.addJob({ status: 'executing' });
  await sandbox.control('POST', '/clock', { advance_seconds: 301 });
  assert.equal((await sandbox.job(id)).status, 'failed');
  assert.equal((await sandbox.changes(id)).at(-1), 'deadline');
});
