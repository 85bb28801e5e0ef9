// SPDX-License-Identifier: LicenseRef-Desk
// BullMQ on Redis (append-only file, every write synced) with nodemailer's pool and Handlebars; history in a stream.
// Arguments: MAILS CONNECTIONS SMTP_PORT REDIS_PORT TEMPLATES.json
'use strict';
const fs = require('fs');
const { Queue, Worker } = require('bullmq');
const nodemailer = require('nodemailer');
const Handlebars = require('handlebars');
const Redis = require('ioredis');

const [mails, connections, smtpPort, redisPort] = process.argv.slice(2, 6).map(Number);
const sources = JSON.parse(fs.readFileSync(process.argv[6], 'utf8'));
const render = Object.fromEntries(Object.entries(sources).map(([name, text]) => [name, Handlebars.compile(text)]));
const redis = { host: '127.0.0.1', port: redisPort, maxRetriesPerRequest: null };

function values(number) {
  const lines = [0, 1, 2, 3, 4].map((k) => ({ name: `Thé vert n°${k}`, qty: k + 1, price: `${k + 4},90` }));
  return {
    shop: 'Café des Lilas', name: `Client Éloïse ${number}`, order: 10000 + number,
    total: `${(number % 90) + 10},50`, lines,
  };
}

async function main() {
  const queue = new Queue('mail', { connection: redis });
  const history = new Redis(redis);
  const transport = nodemailer.createTransport({
    host: '127.0.0.1', port: smtpPort, pool: true, maxConnections: connections, maxMessages: Infinity, ignoreTLS: true,
  });
  const begun = performance.now();
  for (let start = 0; start < mails; start += 500) {
    const numbers = Array.from({ length: Math.min(500, mails - start) }, (_, at) => start + at);
    await queue.addBulk(numbers.map((number) => ({ name: 'mail', data: { number }, opts: { removeOnComplete: true } })));
  }
  let done = 0;
  await new Promise((finish) => {
    const worker = new Worker('mail', async (job) => {
      const { number } = job.data;
      const said = values(number);
      const to = `client${number}@example.org`;
      await transport.sendMail({
        from: 'shop@desk.example', to, subject: render.subject(said), text: render.text(said), html: render.html(said),
      });
      await history.xadd('history', '*', 'number', number, 'to', to, 'status', 'sent');
    }, { connection: redis, concurrency: connections });
    worker.on('completed', () => { done += 1; if (done === mails) finish(); });
  });
  const seconds = (performance.now() - begun) / 1000;
  if (await history.xlen('history') !== mails) throw new Error('the history is not complete');
  console.log(JSON.stringify({ mails_per_s: mails / seconds }));
  process.exit(0);
}

main();
