import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a tree of source files, always the same for the same number: half Python, half TypeScript, 4 KB on average, folders up
 * to four deep. Two files in a thousand hold a cross-origin set-up, two others only the word: twice as many as in public
 * repositories (docs/performance.md).
 */
export function writeTree(root, count) {
  const random = generator(20_240_229);
  const made = new Set();
  for (let index = 0; index < count; index++) {
    const folder = join(
      root,
      `package${index % 40}`,
      ['src', 'lib', 'app'][index % 3],
      ...(index % 5 < 2 ? [`module${index % 7}`] : []),
    );
    if (!made.has(folder)) {
      mkdirSync(folder, { recursive: true });
      made.add(folder);
    }
    const python = index % 2 === 1;
    const lines = 8 + Math.floor(550 * random() ** 5);
    const unit = python ? pythonUnit : typescriptUnit;
    const parts = [python ? PYTHON_HEAD : TYPESCRIPT_HEAD];
    for (let line = 0; line < lines; line += 8) parts.push(unit(random, line));
    if (index % 1000 < 2) parts.push(python ? PYTHON_SETUP : TYPESCRIPT_SETUP);
    else if (index % 1000 < 4) parts.push(python ? '# See the CORS notes.\n' : '// See the CORS notes.\n');
    writeFileSync(join(folder, `file${index}.${python ? 'py' : 'ts'}`), parts.join('\n'));
  }
}

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
