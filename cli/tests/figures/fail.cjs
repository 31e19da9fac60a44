// The official SDK doing what `flatfile-jobs fail - --concurrency 16 --retries 1`
// does: the ids of standard input are failed, and those that are left over are
// written to the file that is named. With an id as well it makes that one call.
const { readFileSync, writeFileSync } = require('node:fs');
const { FlatfileClient } = require(process.env.SDK);

const client = new FlatfileClient();
const [leftOver, only] = process.argv.slice(2);
const ids = only ? [only] : readFileSync(0, 'utf8').split('\n').filter(Boolean);
const left = [];
const queue = ids.values();

async function row() {
  for (const id of queue) {
    try {
      await client.jobs.fail(id, { outcome: { message: 'no', acknowledge: true } }, { maxRetries: 1 });
    } catch (error) {
      left.push(id);
    }
  }
}

Promise.all(Array.from({ length: 16 }, row)).then(() => {
  if (leftOver) writeFileSync(leftOver, left.join('\n'));
  process.exit(left.length > 0 ? 10 : 0);
});
