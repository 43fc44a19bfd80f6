import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes a tree that is always the same for the same number and shaped like the public repositories that were counted for
 * docs/performance.md: four files in a folder, three of them Python or TypeScript, 4 KB on average, and one of documents or data;
 * a `.gitignore` of twenty lines. Two files in a thousand hold a cross-origin set-up, two others only the word, which is twice
 * as many as were counted.
 */
export function writeTree(root, count) {
  const random = generator(20_240_229);
  mkdirSync(join(root, '.git'), { recursive: true });
  writeFileSync(join(root, '.gitignore'), IGNORED.join('\n'));
  for (let index = 0; index < count; index++) {
    const number = index >> 2;
    const area = ['src', 'lib', 'app'][number % 3];
    const folder = join(root, `package${number % 50}`, area, `area${number % 7}`, `part${number}`);
    if (index % 4 === 0) mkdirSync(folder, { recursive: true });
    const [ending, text] =
      index % 4 === 3 ? document(random, index) : source(random, index, index % 4 === 0 || index % 8 === 1);
    writeFileSync(join(folder, `file${index}.${ending}`), text);
    if (isImporting(index)) writeSettings(dirname(dirname(folder)), ending);
  }
}

/** What {@link PYTHON_IMPORT} and {@link TYPESCRIPT_IMPORT} lead to. */
function writeSettings(folder, ending) {
  const python = ending === 'py';
  writeFileSync(join(folder, `origins.${ending}`), python ? PYTHON_ORIGINS : TYPESCRIPT_ORIGINS);
  writeFileSync(join(folder, `hosts.${ending}`), python ? PYTHON_HOSTS : TYPESCRIPT_HOSTS);
}

const placeOf = (index) => index % 2000;
const isSetup = (index) => placeOf(index) < 6 && index % 4 !== 3;
const isImporting = (index) => isSetup(index) && placeOf(index) % 3 === 1;

function source(random, index, python) {
  const lines = 8 + Math.floor(550 * random() ** 5);
  const unit = python ? pythonUnit : typescriptUnit;
  const parts = [python ? PYTHON_HEAD : TYPESCRIPT_HEAD];
  for (let line = 0; line < lines; line += 8) parts.push(unit(random, line));
  if (isImporting(index)) parts.push(python ? PYTHON_IMPORT : TYPESCRIPT_IMPORT);
  else if (isSetup(index)) parts.push(python ? PYTHON_SETUP : TYPESCRIPT_SETUP);
  else if (placeOf(index) < 11) parts.push(python ? '# See the CORS notes.\n' : '// See the CORS notes.\n');
  return [python ? 'py' : 'ts', parts.join('\n')];
}

function document(random, index) {
  const lines = 20 + Math.floor(1200 * random() ** 5);
  const rows = Array.from(
    { length: lines },
    () => `${word(random)} ${word(random)} ${word(random)} ${word(random)}`,
  );
  return index % 8 === 3 ? ['md', rows.join('\n\n')] : ['json', JSON.stringify(rows, undefined, 2)];
}

const IGNORED =
  'node_modules/ dist/ build/ coverage/ .env .env.* *.log *.pyc __pycache__/ .venv/ .idea/ .vscode/* !.vscode/settings.json *.swp .DS_Store /tmp /out *.egg-info/ .cache/ **/generated/'.split(
    ' ',
  );

/** Park and Miller's generator: numbers from 0 to 1, the same on every machine. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const WORDS =
  'account invoice order customer price report session token queue cache folder record user'.split(' ');
const word = (random) => WORDS[Math.floor(random() * WORDS.length)];
const capital = (text) => text[0].toUpperCase() + text.slice(1);

const PYTHON_HEAD =
  'from dataclasses import dataclass\nfrom typing import Any\n\nimport logging\n\nlog = logging.getLogger(__name__)\n';
const TYPESCRIPT_HEAD =
  "import { readFile } from 'node:fs/promises';\nimport type { Store } from './store';\n";

function pythonUnit(random, line) {
  const [a, b] = [word(random), word(random)];
  return `
def load_${a}_${line}(${b}_id: int, limit: int = 20) -> list[dict[str, Any]]:
    """Load the ${a} of a ${b}."""
    rows = [{"id": n, "${a}": f"{${b}_id}-{n}"} for n in range(limit)]
    if not rows:
        log.warning("no ${a} for %s", ${b}_id)
        return []
    return sorted(rows, key=lambda row: row["id"])
`;
}

function typescriptUnit(random, line) {
  const [a, b] = [word(random), word(random)];
  return `
export async function load${capital(a)}${line}(store: Store, ${b}Id: number, limit = 20): Promise<string[]> {
  const rows = await store.find({ kind: '${a}', ${b}Id, limit });
  if (rows.length === 0) {
    console.warn(\`no ${a} for \${${b}Id}\`);
    return [];
  }
  return rows.map((row) => row.name.trim()).filter((name) => name !== '');
}
`;
}

const PYTHON_SETUP = `
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,
    allow_methods=["GET", "POST"],
)
`;

const TYPESCRIPT_SETUP = `
import cors from 'cors';
import express from 'express';

const app = express();
app.use(cors({ origin: ['https://app.example.com/', 'http://localhost:3000'], credentials: true }));
`;

const PYTHON_IMPORT = `
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from ...origins import ALLOWED_ORIGINS

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=ALLOWED_ORIGINS, allow_credentials=True)
`;
const PYTHON_ORIGINS = `import os

from .hosts import APP_HOST

ALLOWED_ORIGINS = os.getenv("ALLOWED_ORIGINS", f"https://{APP_HOST}/,http://localhost:3000").split(",")
`;
const PYTHON_HOSTS = 'APP_HOST = "app.example.com"\n';

const TYPESCRIPT_IMPORT = `
import cors from 'cors';
import express from 'express';
import { corsOptions } from '../../origins';

const app = express();
app.use(cors(corsOptions));
`;
const TYPESCRIPT_ORIGINS = `import { APP_HOST } from './hosts';

export const corsOptions = {
  origin: [\`https://\${APP_HOST}/\`, 'http://localhost:3000'],
  credentials: true,
};
`;
const TYPESCRIPT_HOSTS = "export const APP_HOST = 'app.example.com';\n";
