#!/usr/bin/env node
/**
 * From a keystroke to its diagnostics over the real protocol, against the built server in a process of its own, as an editor
 * with pull diagnostics has it: `didChange`, then `textDocument/diagnostic`, until the answer is there. Also for a client
 * that is sent its diagnostics. Method and results: docs/performance.md, "Keystroke".
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';

const require = createRequire(import.meta.url);
const {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} = require('vscode-languageserver/node');
const SERVER = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
const WARM = 60;
const KEYS = 300;
const BUDGETS = { 5000: 15, 20000: 30 };

const PYTHON = {
  id: 'python',
  name: 'main.py',
  head: 'from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\n',
  setup:
    'ORIGINS = ["https://app.example.com", "http://localhost:3000"]\napp.add_middleware(CORSMiddleware, allow_origins=ORIGINS + ["*"], allow_credentials=True)\n',
  block: (n) =>
    `@app.get("/items/${n}")\ndef read_item_${n}(item: int, page: str | None = None) -> dict[str, object]:\n    """Reads one item."""\n    if item > ${n}:\n        return {"item": item, "page": page or "none", "tags": [t for t in TAGS if t]}\n    logger.info("item %s of %s", item, ${n})\n    return {}\n\n`,
};
const JAVASCRIPT = {
  head: "import cors from 'cors';\nimport express from 'express';\n\nconst app = express();\n",
  setup:
    "const origins = ['https://app.example.com', 'http://localhost:3000'];\napp.use(cors({ origin: [...origins, '*'], credentials: true }));\n",
  block: (n) =>
    `/** Reads one item. */\napp.get('/items/${n}', async (req, res) => {\n  const { item, page = 'none' } = req.query;\n  if (Number(item) > ${n}) {\n    return res.json({ item, page, tags: TAGS.filter((tag) => tag.length > ${n % 7}) });\n  }\n  logger.info(\`item \${item} of ${n}\`);\n  res.json({});\n});\n\n`,
};
const TYPESCRIPT = {
  ...JAVASCRIPT,
  id: 'typescript',
  name: 'server.ts',
  block: (n) => JAVASCRIPT.block(n).replace('(req, res)', '(req: Request, res: Response<Item>)'),
};
const LANGUAGES = [PYTHON, TYPESCRIPT, { ...JAVASCRIPT, id: 'javascript', name: 'server.js' }];

/** A file of about so many lines with one set-up in the middle. */
function fileOf({ head, setup, block }, lines) {
  const blocks = Math.floor((lines - 10) / (block(0).split('\n').length - 1));
  const half = Math.floor(blocks / 2);
  const part = (from, to) => Array.from({ length: to - from }, (_, at) => block(from + at)).join('');
  return head + part(0, half) + setup + part(half, blocks);
}

function start(pull) {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const ready = connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: null,
    capabilities: { textDocument: pull ? { diagnostic: {} } : { publishDiagnostics: {} } },
  });
  const stop = async () => {
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    connection.dispose();
    child.kill();
  };
  return { connection, ready, stop };
}

/** The text with a bracket left open in a line of its own between two statements, about line 100. */
function withOpenBracket(text) {
  const lines = text.split('\n');
  const at = lines.findIndex((line, index) => index >= 100 && line === '');
  return [...lines.slice(0, at + 1), 'half = typed(', ...lines.slice(at + 1)].join('\n');
}

/**
 * Types a line of code into a function in the middle, key by key, and again; the times of all keys but the first. `open`: high up
 * in the file a bracket is left open.
 */
async function type(language, lines, pull, open) {
  const { connection, ready, stop } = start(pull);
  await ready;
  await connection.sendNotification('initialized', {});
  const text = open ? withOpenBracket(fileOf(language, lines)) : fileOf(language, lines);
  const uri = `file:///bench/${language.name}`;
  let published = () => {};
  connection.onNotification('textDocument/publishDiagnostics', ({ version }) => published(version));
  const answer = (version) =>
    pull
      ? connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })
      : new Promise((resolve) => {
          published = (of) => of === version && resolve();
        });
  let version = 1;
  const first = answer(version);
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: language.id, version, text },
  });
  await (pull ? answer(version) : first);
  void first.catch?.(() => undefined);

  // A blank line in the last function before the set-up.
  const line = text.slice(0, text.indexOf(language.setup)).split('\n').length - 3;
  version++;
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges: [{ range: { start: { line, character: 0 }, end: { line, character: 0 } }, text: '\n' }],
  });
  const typed =
    language.id === 'python' ? '    total = compute(item, page)' : '  const total = compute(item);';
  const times = [];
  for (let key = 0; key < WARM + KEYS; key++) {
    const column = key % typed.length;
    version++;
    const began = performance.now();
    const answered = pull ? undefined : answer(version);
    void connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [
        {
          range: { start: { line, character: column }, end: { line, character: column } },
          text: column === typed.length - 1 ? `${typed[column]}\n` : typed[column],
        },
      ],
    });
    await (answered ?? answer(version));
    if (key >= WARM) times.push(performance.now() - began);
  }
  await stop();
  return times;
}

const percentile = (numbers, part) =>
  [...numbers].sort((a, b) => a - b)[Math.ceil(numbers.length * part) - 1];
let over = 0;
console.log(`keystroke to diagnostics, ${KEYS} keys each, milliseconds`);
for (const lines of Object.keys(BUDGETS).map(Number)) {
  for (const language of LANGUAGES) {
    for (const [kind, pull, open] of [
      ['asked', true, false],
      ['sent', false, false],
      ['asked, a bracket open at line 100', true, true],
    ]) {
      const times = await type(language, lines, pull, open);
      const p95 = percentile(times, 0.95);
      if (p95 > BUDGETS[lines]) over++;
      console.log(
        `  ${String(lines).padStart(5)} lines  ${language.id.padEnd(10)}  p50 ${median(times).toFixed(1).padStart(5)}  p95 ${p95.toFixed(1).padStart(5)}  (budget ${BUDGETS[lines]})  ${kind}`,
      );
    }
  }
}
if (over > 0) console.log(`  ${over} over the budget`);
