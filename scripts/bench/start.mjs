import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';

/**
 * From the start of the server's process to its answer to `initialize`, and to the diagnostics of a first file: the analysis is
 * loaded between the two.
 */
const server = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
const RUNS = 11;
const FILE = {
  uri: 'file:///bench/app.py',
  languageId: 'python',
  version: 1,
  text: 'from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)\n',
};

function message(body) {
  const text = JSON.stringify({ jsonrpc: '2.0', ...body });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

async function startOnce() {
  const start = performance.now();
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let got = '';
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const saying = (...words) =>
    new Promise((resolve, reject) => {
      child.stdout.on(
        'data',
        () => words.every((word) => got.includes(word)) && resolve(performance.now() - start),
      );
      child.once('exit', () => reject(new Error(`the server ended before it answered: ${got}`)));
    });
  child.stdout.on('data', (chunk) => {
    got += chunk;
  });
  child.stdin.write(
    message({
      id: 1,
      method: 'initialize',
      params: { processId: process.pid, rootUri: null, capabilities: {} },
    }),
  );
  const initialised = await saying('"id":1', '"capabilities"');
  child.stdin.write(message({ method: 'initialized', params: {} }));
  child.stdin.write(message({ method: 'textDocument/didOpen', params: { textDocument: FILE } }));
  const diagnosed = await saying('textDocument/publishDiagnostics', '"source":"cors-lens"');
  child.stdin.write(message({ id: 2, method: 'shutdown' }));
  child.stdin.write(message({ method: 'exit' }));
  await ended;
  return { initialised, diagnosed };
}

await startOnce();
const runs = [];
for (let run = 0; run < RUNS; run++) runs.push(await startOnce());
const figures = (times) =>
  `${Math.round(median(times))} ms, from ${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))}`;
console.log(`server start, median of ${RUNS}`);
console.log(
  `  to the answer to initialize    ${figures(runs.map(({ initialised }) => initialised))} (budget 200)`,
);
console.log(`  to a first file's diagnostics  ${figures(runs.map(({ diagnosed }) => diagnosed))}`);
