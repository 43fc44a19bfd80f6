import { expect, test } from 'vitest';
import { runIn } from '../support/cli.ts';
import { folderWith } from '../support/folder.ts';

const SERVER = `import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"])

if __name__ == "__main__":
    uvicorn.run(app, host="0.0.0.0", port=8000)
`;
const EXPRESS = `import cors from 'cors';
import express from 'express';

const PORT = 3000;
const app = express();
app.use(cors({ origin: '*', credentials: true }));
app.listen(PORT, () => console.log('ready'));
`;

const NOTE = /goes to port (\d+)/;

/** The notes about requests, as file, line and what is said. */
async function notesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const ran = await runIn(folderWith(files), ['check', '--format=json']);
  const { findings } = JSON.parse(ran.output) as Report;
  return findings.flatMap(({ rule, related }) =>
    related.flatMap(({ file, message, range }) => {
      const port = NOTE.exec(message)?.[1];
      return port === undefined ? [] : [`${rule}: ${file}:${range.start.line} ${port}`];
    }),
  );
}

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly related: readonly {
      readonly file: string;
      readonly message: string;
      readonly range: { readonly start: { readonly line: number } };
    }[];
  }[];
}

const inPage = (code: string) => `document.title = 'Shop';\n${code}\n`;

test.each([
  ['credentials to a wildcard', `fetch('http://localhost:8000/orders', { credentials: 'include' });`],
  [
    'a template with a known base',
    `const API = 'http://127.0.0.1:8000';\nexport const load = (id) => fetch(\`\${API}/orders/\${id}\`, { credentials: 'include' });`,
  ],
  ['a sum', "const API = 'http://localhost:8000/api';\nfetch(API + '/orders', { credentials: 'include' });"],
  [
    'options by name',
    "const options = { credentials: 'include' };\nfetch('http://localhost:8000/orders', options);",
  ],
  ['a method that is not allowed', "fetch('http://localhost:8000/orders', { method: 'DELETE' });"],
  [
    'axios',
    "import axios from 'axios';\naxios.get('http://localhost:8000/orders', { withCredentials: true });",
  ],
])('%s is told beside the finding of the server', async (_, code) => {
  const text = inPage(code);
  const line = text.split('\n').findIndex((one) => /(?:fetch|axios\.get)\(/.test(one)) + 1;
  expect(await notesOf({ 'server/main.py': SERVER, 'web/shop.js': text })).toEqual([
    `any-origin: web/shop.js:${line} 8000`,
  ]);
});

test('a base address of another file, and the port of a constant', async () => {
  const files = {
    'server/index.ts': EXPRESS,
    'web/config.ts': `export const API_URL = 'http://localhost:3000';\n`,
    'web/orders.tsx': `import { API_URL } from './config';\n// http://localhost:3000\nexport const load = () => fetch(\`\${API_URL}/orders\`, { credentials: 'include' });\n`,
  };
  expect(await notesOf(files)).toEqual(['wildcard-origin-with-credentials: web/orders.tsx:3 3000']);
});

test.each([
  ['another port', `fetch('http://localhost:8001/orders', { credentials: 'include' });`],
  ['a request that may be one of a server', `fetch('http://localhost:8000/orders', { method: 'DELETE' });`],
  ['another machine', `fetch('https://api.example.com:8000/orders', { credentials: 'include' });`],
  ['a request that succeeds', `fetch('http://localhost:8000/orders');`],
  ['a host that goes on', `fetch(\`http://localhost:80\${rest}\`, { credentials: 'include' });`],
  [
    'an address with a fallback',
    `const API = import.meta.env.VITE_API ?? 'http://localhost:8000';\nfetch(\`\${API}/orders\`, { credentials: 'include' });`,
  ],
  [
    'options that are not known',
    `fetch('http://localhost:8000/orders', { ...defaults, credentials: 'include' });`,
  ],
  [
    'a request of a server',
    `import express from 'express';\nfetch('http://localhost:8000/orders', { credentials: 'include' });`,
  ],
  ['another mode', `fetch('http://localhost:8000/orders', { mode: 'same-origin', credentials: 'include' });`],
])('%s is not', async (_, code) => {
  expect(await notesOf({ 'server/main.py': SERVER, 'web/api.js': inPage(code) })).toEqual([]);
});

test('a port from the environment is not known', async () => {
  const server = SERVER.replace('port=8000', 'port=int(os.environ.get("PORT", "8000"))').replace(
    'import uvicorn',
    'import os\nimport uvicorn',
  );
  const page = inPage(`fetch('http://localhost:8000/orders', { credentials: 'include' });`);
  expect(await notesOf({ 'server/main.py': server, 'web/api.js': page })).toEqual([]);
});
