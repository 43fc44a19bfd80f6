import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';

/** From the start of the server's process to its answer to `initialize`. */
const server = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
const RUNS = 11;

function message(body) {
  const text = JSON.stringify({ jsonrpc: '2.0', ...body });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

async function startOnce() {
  const start = performance.now();
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const answered = new Promise((resolve, reject) => {
    let got = '';
    child.stdout.on('data', (chunk) => {
      got += chunk;
      if (got.includes('"id":1') && got.includes('"capabilities"')) resolve(performance.now() - start);
    });
    child.once('exit', () => reject(new Error(`the server ended before it answered: ${got}`)));
  });
  child.stdin.write(
    message({
      id: 1,
      method: 'initialize',
      params: { processId: process.pid, rootUri: null, capabilities: {} },
    }),
  );
  const milliseconds = await answered;
  child.stdin.write(message({ method: 'initialized', params: {} }));
  child.stdin.write(message({ id: 2, method: 'shutdown' }));
  child.stdin.write(message({ method: 'exit' }));
  await ended;
  return milliseconds;
}

await startOnce();
const times = [];
for (let run = 0; run < RUNS; run++) times.push(await startOnce());
process.stdout.write(
  `server start to initialised, median of ${RUNS}: ${Math.round(median(times))} ms (budget 200), ` +
    `from ${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))}\n`,
);
