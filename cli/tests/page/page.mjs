// Drives the sandbox's page as a person would, and looks at it as one.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';

const sandbox = JSON.parse(process.env.SANDBOX);
const pictures = process.env.PICTURES;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browserPath = () => {
  for (const name of ['chromium-headless-shell', 'chromium']) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch { /* the next one */ }
  }
  throw new Error('there is no Chromium here');
};

/** Asks the control path. */
async function control(method, path, body) {
  const response = await fetch(sandbox.control + path, { method, body: body && JSON.stringify(body) });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** Calls the API, as a worker would. */
async function api(method, path, body) {
  const response = await fetch(sandbox.url + path, {
    method,
    body: body && JSON.stringify(body),
    headers: { authorization: `Bearer ${sandbox.token}`, 'x-disable-hooks': 'true', 'content-type': 'application/json' },
  });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text).data;
}

const job = async (members) => (await control('POST', '/jobs', members)).job;
const known = async (id) => (await control('GET', `/jobs/${encodeURIComponent(id)}/history`)).job;

let browser;
let page;
const foreign = [];
const troubles = [];

before(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox'] });
});
after(() => browser?.close());

async function open(options = {}) {
  const opened = await browser.newPage({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce', ...options });
  opened.on('request', (request) => {
    if (!request.url().startsWith(sandbox.page)) foreign.push(request.url());
  });
  opened.on('pageerror', (error) => troubles.push(error.message));
  opened.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
  await opened.goto(sandbox.page);
  await opened.getByText('live', { exact: true }).waitFor();
  return opened;
}

beforeEach(async () => {
  await control('POST', '/reset');
  troubles.length = 0;
  foreign.length = 0;
  await page?.close();
  page = await open();
});

const card = (id, within = page) => within.locator(`[data-job="${id}"]`);
const shows = (locator, text) => locator.getByText(text, { exact: true }).first().waitFor();

/** Nothing that a screen reader or a poor eye stumbles over. */
async function assertUsable(at) {
  const found = await at.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
  const violations = found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target + ' ' + node.failureSummary).join(' | ')}`);
  assert.deepEqual(violations, []);
}

test('a job is created, progresses, fails, and its dialog is acknowledged', async () => {
  const made = await api('POST', '/jobs', { type: 'workbook', operation: 'exportOrders', source: 'us_wb_1' });
  await shows(card(made.id), 'created');
  await card(made.id).getByRole('button', { name: 'Execute' }).click();
  await shows(card(made.id), 'ready');

  await api('POST', `/jobs/${made.id}/ack`, { info: 'begun', progress: 0 });
  await shows(card(made.id), 'executing');
  await control('POST', '/clock', { advance_seconds: 40 });
  await api('POST', `/jobs/${made.id}/ack`, { info: 'half of it is written', progress: 40 });
  await shows(card(made.id), 'half of it is written');
  await shows(card(made.id), '40 %');
  await shows(card(made.id), /about (1 min|5\d s|60 s) left/);
  assert.equal(await card(made.id).getByRole('progressbar').getAttribute('value'), '40');

  await api('POST', `/jobs/${made.id}/fail`, {
    outcome: { acknowledge: true, heading: 'Export stopped', message: 'Order 351 was refused', buttonText: 'I have seen it',
      next: { type: 'url', url: 'https://status.example.test/351', label: 'What happened' } },
  });
  const dialog = page.getByRole('dialog', { name: 'Export stopped' });
  await dialog.waitFor();
  await shows(dialog, 'Order 351 was refused');
  await shows(dialog, 'Next: opens https://status.example.test/351');
  assert.equal(await dialog.getByRole('link', { name: 'What happened' }).getAttribute('href'), 'https://status.example.test/351');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'I have seen it');
  await assertUsable(page);
  await page.screenshot({ path: `${pictures}/dialog.png` });

  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await shows(card(made.id), 'seen');
  assert.ok((await known(made.id)).outcomeAcknowledgedAt);
  const calls = await control('GET', '/calls?operation=ackJobOutcome');
  assert.equal(calls.calls.length, 1);
  assert.equal(await card(made.id).getByRole('button', { name: 'I have seen it' }).count(), 0);
});

test('a sandbox that is started again with another token is called with that', async () => {
  const start = async (...options) => {
    const child = spawn(process.env.PROGRAM, ['sandbox', '--json', '--quiet', '--executing', '1', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout, 'data');
    return { child, ready: JSON.parse(line) };
  };
  const end = async ({ child }) => {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
  };
  let own = await start('--token', 'one');
  const opened = await browser.newPage();
  await opened.goto(own.ready.page);
  await opened.getByText('live', { exact: true }).waitFor();
  await end(own);
  await opened.getByText('the sandbox is away; looking for it again').waitFor();
  own = await start('--token', 'two', '--port', new URL(own.ready.page).port);
  await opened.getByText('live', { exact: true }).waitFor();
  await opened.getByRole('button', { name: 'Cancel' }).click();
  await shows(opened.locator('[data-job]'), 'canceled');
  assert.equal(await opened.locator('#trouble').textContent(), '');
  await opened.close();
  await end(own);
});

test('a dialog that is put off can be acknowledged later', async () => {
  const { id } = await job({ status: 'executing' });
  await card(id).waitFor();
  await api('POST', `/jobs/${id}/fail`, { outcome: { acknowledge: true, message: 'no' } });
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal((await known(id)).outcomeAcknowledgedAt, undefined);
  await page.waitForFunction(() => document.activeElement.textContent === 'Acknowledge');
  await page.keyboard.press('Enter');
  await shows(card(id), 'seen');
});

test('dialogs come one after the other', async () => {
  const ids = [];
  for (const heading of ['first', 'second']) {
    const { id } = await job({ status: 'executing' });
    await card(id).waitFor();
    ids.push(id);
  }
  for (const [id, heading] of [[ids[0], 'first'], [ids[1], 'second']]) {
    await api('POST', `/jobs/${id}/complete`, { outcome: { acknowledge: true, heading } });
    await shows(card(id), heading);
  }
  for (const heading of ['first', 'second']) {
    const dialog = page.getByRole('dialog', { name: heading });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  }
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('an outcome without acknowledgement is a passing note', async () => {
  const { id } = await job({ status: 'executing' });
  await card(id).waitFor();
  await api('POST', `/jobs/${id}/complete`, {
    outcome: { acknowledge: false, heading: 'Exported', message: '42 rows', next: { type: 'id', id: 'us_sp_1', path: 'files' } },
  });
  const toast = page.locator('#toasts');
  await shows(toast, '42 rows');
  await shows(toast, 'Next: goes to us_sp_1/files');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await assertUsable(page);
  await page.screenshot({ path: `${pictures}/toast.png` });
  await toast.getByRole('button', { name: 'Close' }).click();
  await toast.getByText('42 rows').waitFor({ state: 'detached' });
});

test('what was over before the page was opened opens no dialog', async () => {
  const { id } = await job({ status: 'executing' });
  await api('POST', `/jobs/${id}/fail`, { outcome: { acknowledge: true, heading: 'Long ago' } });
  await page.reload();
  await shows(card(id), 'Long ago');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await card(id).getByRole('button', { name: 'Acknowledge' }).click();
  await shows(card(id), 'seen');
});

test('parts stand under their parent', async () => {
  const { id } = await job({ operation: 'importOrders', status: 'executing' });
  await api('POST', `/jobs/${id}/split`, { parts: 3 });
  const parts = page.getByRole('list', { name: 'Parts of workbook:importOrders' });
  await parts.getByRole('article').nth(2).waitFor();
  assert.equal(await parts.getByRole('article').count(), 3);
  assert.equal(await page.locator('#jobs > li').count(), 1);
});

test('cancel, retry and the next step do what they say', async () => {
  const { id } = await job({ status: 'executing' });
  await card(id).getByRole('button', { name: 'Cancel' }).click();
  await shows(card(id), 'canceled');
  assert.equal((await known(id)).status, 'canceled');
  const failed = await job({ id: 'us_jb_failed', status: 'failed' });
  await card(failed.id).getByRole('button', { name: 'Retry' }).click();
  await shows(card(failed.id), 'ready');
  const again = await job({ id: 'us_jb_again', status: 'failed', outcome: { message: 'no', next: { type: 'retry', label: 'Once more' } } });
  await card(again.id).getByRole('button', { name: 'Once more' }).click();
  await shows(card(again.id), 'ready');
  assert.equal((await known(again.id)).status, 'ready');
});

test('a call that fails is said, and its button is there again', async () => {
  const { id } = await job({ status: 'executing' });
  await control('PUT', '/faults', { rules: [{ operation: 'cancelJob', status: 503, times: 1 }] });
  await shows(page.locator('#faults'), 'cancelJob: status, status 503, times 1');
  const cancel = card(id).getByRole('button', { name: 'Cancel' });
  await cancel.click();
  await page.getByRole('alert').getByText('cancelJob: 503').waitFor();
  await shows(page.locator('#calls'), 'Fault: not carried out; status 503');
  assert.equal((await known(id)).status, 'executing');
  await page.getByRole('button', { name: 'Remove the faults' }).click();
  await shows(page.locator('#faults'), 'Nothing goes wrong by plan.');
  await cancel.click();
  await shows(card(id), 'canceled');
  assert.equal(await page.locator('#trouble').textContent(), '');
  troubles.length = 0; // The browser says each 503.
});

test('a hostile job is text', async () => {
  const evil = '<img src=x onerror="window.owned=1"><script>window.owned=2</script></li></ul>\u202e${7*7}';
  const address = 'javascript:window.owned=3';
  await job({
    id: `us_jb_"><b>evil</b>`, type: evil, operation: evil, status: 'failed', info: evil, progress: 1e9,
    createdAt: '2025-01-01T00:00:00Z',
    outcome: { acknowledge: true, heading: evil, message: evil, buttonText: evil, next: { type: 'url', url: address, label: evil } },
  });
  await job({ id: 'us_jb_odd', status: evil, outcome: { heading: { a: evil }, message: [evil], next: [evil], buttonText: 7 } });
  const circle = { status: 'executing', operation: evil };
  await job({ id: 'us_jb_a', parentId: 'us_jb_b', ...circle });
  await job({ id: 'us_jb_b', parentId: 'us_jb_a', ...circle });
  await job({ id: 'us_jb_c', parentId: 'us_jb_c', ...circle });
  await api('GET', `/jobs?spaceId=${encodeURIComponent('<script>window.owned=4</script>')}`);
  const hostile = page.locator('article').filter({ hasText: 'us_jb_"><b>evil</b>' });
  await hostile.waitFor();
  await shows(hostile, evil);
  await card('us_jb_odd').waitFor();
  for (const id of ['us_jb_a', 'us_jb_b', 'us_jb_c']) await card(id).waitFor();
  // It is one dialog too.
  await control('POST', '/jobs', { id: 'us_jb_x', status: 'executing' });
  await card('us_jb_x').waitFor();
  await api('POST', '/jobs/us_jb_x/fail', { outcome: { acknowledge: true, heading: evil, message: evil, next: { type: 'url', url: address, label: evil } } });
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await shows(dialog, evil);
  assert.equal(await dialog.getByRole('link').count(), 0);
  await page.screenshot({ path: `${pictures}/hostile.png` });
  assert.equal(await page.evaluate(() => window.owned), undefined);
  const made = await page.evaluate(() => document.querySelectorAll('main img, main script, main b, main a, dialog img, dialog script').length);
  assert.equal(made, 0);
  // Even code that runs here could not make markup of a text.
  const refused = await page.evaluate(() => { try { document.body.innerHTML = '<b>'; return false; } catch { return true; } });
  assert.ok(refused);
  troubles.length = 0; // The browser says that it refused.
});

test('it is read at any width, in the dark, and by keyboard', async () => {
  await job({ operation: 'importOrders', status: 'executing', progress: 62, info: 'Reading orders-2025-11.csv' });
  const parent = await job({ operation: 'exportOrders', status: 'executing', progress: 33, info: 'Two of six parts are done' });
  await api('POST', `/jobs/${parent.id}/split`, { parts: 2 });
  await job({ id: 'us_jb_0failed1', operation: 'sendReport', status: 'failed', progress: 80, info: 'The mail server refused it',
    outcome: { acknowledge: true, heading: 'The report was not sent', message: 'The mail server refused the message. Nothing was sent to anybody.', buttonText: 'Understood', next: { type: 'retry', label: 'Send it again' } } });
  await job({ id: 'us_jb_0complet', operation: 'map', type: 'file', status: 'complete', progress: 100,
    outcome: { acknowledge: false, heading: 'Mapped', message: '1204 rows, 7 of them with remarks', next: { type: 'url', url: 'https://status.example.test/very/long/address/that/does/not/fit/on/a/narrow/screen?with=a&long=query', label: 'See the remarks' } } });
  await job({ id: 'us_jb_0canceld', operation: 'extract', status: 'canceled', info: 'no longer wanted' });
  await job({ operation: 'configure', trigger: 'manual' });
  await control('PUT', '/faults', { seed: 1, rules: [{ operation: 'failJob', kind: 'lose-response', closed: true, nth: 1 }, { kind: 'status', status: 429, retry_after: 2, probability: 0.1 }] });
  await fetch(`${sandbox.url}/jobs/us_jb_0failed1/fail`, { method: 'POST', headers: { authorization: `Bearer ${sandbox.token}`, 'x-disable-hooks': 'true' } }).catch(() => {});
  await fetch(`${sandbox.url}/galaxies`);
  for (const [name, options] of [
    ['wide', {}],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { viewport: { width: 400, height: 900 } }],
    ['narrow-dark', { viewport: { width: 400, height: 900 }, colorScheme: 'dark' }],
  ]) {
    const looked = await open(options);
    await card('us_jb_0canceld', looked).waitFor();
    await looked.getByText('Fault: carried out; closed without a response').waitFor();
    await assertUsable(looked);
    const [wide, room] = await looked.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= room, `${name}: ${wide} in ${room}`);
    await looked.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    await looked.close();
  }
  // Whoever comes later is greeted by no dialog.
  await page.close();
  page = await open();
  await card('us_jb_0canceld').waitFor();
  // Every button is reached with Tab, in the order in which they stand.
  const buttons = await page.evaluate(() => [...document.querySelectorAll('button, main a')].filter((it) => it.checkVisibility()).map((it) => it.textContent));
  const reached = [];
  for (let press = 0; press < buttons.length + 1; press += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement.textContent));
  }
  assert.deepEqual(reached.filter((it) => buttons.includes(it)), buttons);
  assert.ok(buttons.length > 8, buttons.join());
  troubles.length = 0; // The browser says what the faults did.
});

test('it talks to the sandbox alone, and says when that is away', async () => {
  await shows(page, 'live');
  assert.deepEqual(foreign, []);
  await page.route('**/_sandbox/events', (route) => route.abort());
  await page.reload();
  await page.getByText('the sandbox is away; looking for it again').waitFor();
  troubles.length = 0;
});

// Whatever a test does, the page itself makes no mistake.
after(() => assert.deepEqual(troubles, []));
