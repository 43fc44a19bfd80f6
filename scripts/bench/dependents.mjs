#!/usr/bin/env node
/**
 * A keystroke in a file that holds values and no set-up, in a workspace of 5,000 files: the set-ups that rest on it are
 * analysed again before its diagnostics are answered. Against the built server in a process of its own. Method and results:
 * docs/performance.md, "Values in other files".
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startServer } from './client.mjs';
import { median } from './measure.mjs';
import { writeTree } from './tree.mjs';

const FILES = 5000;
/** Set-ups that rest on the file that is typed in. */
const SETUPS = 8;
const WARM = 40;
const KEYS = 300;
const BUDGET = 30;

const SETTINGS = `${Array.from({ length: 300 }, (_, at) => `OPTION_${at} = "value ${at}"`).join('\n')}\nORIGINS = ["https://app.example.com", "https://shop.example.com/"]\n`;
const setup = (number) => `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from conf.settings import ORIGINS

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=${number % 2 === 0 ? 'True' : 'False'})
`;

const folder = mkdtempSync(join(tmpdir(), 'cors-lens-bench-'));
const { connection, stop, initialize } = startServer();
try {
  writeTree(folder, FILES);
  mkdirSync(join(folder, 'conf'));
  writeFileSync(join(folder, 'conf/__init__.py'), '');
  writeFileSync(join(folder, 'conf/settings.py'), SETTINGS);
  for (let number = 0; number < SETUPS; number++) {
    mkdirSync(join(folder, `service${number}`));
    writeFileSync(join(folder, `service${number}/main.py`), setup(number));
  }

  let refreshed = () => {};
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshed();
    return null;
  });
  const uri = pathToFileURL(join(folder, 'conf/settings.py')).href;
  const ask = () => connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  await initialize(pathToFileURL(folder).href, {
    workspace: { diagnostics: { refreshSupport: true } },
    textDocument: { diagnostic: {} },
  });
  const opened = performance.now();
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'python', version: 1, text: SETTINGS },
  });
  let found = await ask();
  const first = performance.now() - opened;
  while (found.items.length === 0) {
    await new Promise((resolve) => {
      refreshed = resolve;
    });
    found = await ask();
  }
  const known = performance.now() - opened;

  const line = SETTINGS.split('\n').length - 2;
  const typed = '"https://new.example.com/", ';
  const times = [];
  for (let key = 0; key < WARM + KEYS; key++) {
    const column = 'ORIGINS = ['.length + (key % typed.length);
    const began = performance.now();
    void connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: key + 2 },
      contentChanges: [
        {
          range: { start: { line, character: column }, end: { line, character: column } },
          text: typed[key % typed.length],
        },
      ],
    });
    await ask();
    if (key >= WARM) times.push(performance.now() - began);
  }
  const p95 = times.sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
  process.stdout.write(
    [
      `keystroke in a file that ${SETUPS} set-ups rest on, ${FILES} files, ${KEYS} keys`,
      `  first answer after opening      ${Math.round(first)} ms`,
      `  findings of the others known    ${Math.round(known)} ms`,
      `  p50 ${median(times).toFixed(1)}  p95 ${p95.toFixed(1)}  (budget ${BUDGET})`,
      '',
    ].join('\n'),
  );
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
