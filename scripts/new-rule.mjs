#!/usr/bin/env node
/**
 * Begins a rule: its file, its entry in the registry, its page, and its fixtures, so that every test is green from the
 * start. What the rule finds is a placeholder, an origin of the rule's own name: write the real thing over it.
 *
 *     npm run new-rule any-flaw
 */
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { bin, must } from './lib/run.mjs';

const [id, ...rest] = process.argv.slice(2);
const problem = problemOf(id, rest);
if (problem) {
  console.error(problem);
  process.exit(1);
}

const name = id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const origin = `https://${id}.example`;

const files = {
  [`server/src/core/rules/${id}.ts`]: `import type { Rule } from './rule.ts';

export const ${name}: Rule = {
  id: '${id}',
  level: 'warning',
  summary: 'An origin that shows where a rule begins',
  fix: 'none',
  policy(policy) {
    return policy.origins.flatMap(({ match, place }) => {
      if (match.kind !== 'exact' || match.value !== '${origin}') return [];
      return [
        {
          place,
          message: \`Say what is wrong with \\\`\${match.value}\\\`, why in one sentence about what the browser or the library will do, and what to do.\`,
        },
      ];
    });
  },
};
`,
  [`docs/rules/${id}.md`]: `# ${id}

An origin that shows where a rule begins.

Level: warning · Fix: none

## What it finds

What it looks at, and what it leaves alone.

## Why it matters

What the browser or the library does, and what follows.

## Example

\`\`\`python flagged
${starlette(origin)}\`\`\`

## Use instead

\`\`\`python clean
${starlette('https://app.example.com')}\`\`\`

## When to ignore it

When it is right to leave things as they are.

## By library

| library | what happens |
| --- | --- |
| Starlette, FastAPI | … |

## References

- Fetch, [HTTP-network-or-cache fetch](https://fetch.spec.whatwg.org/#http-cors-protocol)
`,
  [`test/fixtures/${id}/fastapi.py`]: marked(starlette(origin), `"${origin}"`),
  [`test/fixtures/silent/${id.replaceAll('-', '_')}.py`]: starlette('https://app.example.com'),
};

for (const [file, text] of Object.entries(files)) {
  const whole = path.join(ROOT, file);
  fs.mkdirSync(path.dirname(whole), { recursive: true });
  fs.writeFileSync(whole, text, { flag: 'wx' });
  console.log(`wrote ${file}`);
}

const registry = path.join(ROOT, 'server/src/core/rules/registry.ts');
fs.writeFileSync(registry, withEntry(fs.readFileSync(registry, 'utf8')));
console.log('wrote server/src/core/rules/registry.ts');
// The order of imports is the formatter's to know.
await must(bin('biome'), ['check', '--write', '--log-level=error', registry]);
await must(process.execPath, [path.join(ROOT, 'scripts/generate.mjs')]);

/** Why no rule can be begun with these arguments; undefined where one can. */
function problemOf(id, rest) {
  if (id === undefined || rest.length > 0) return 'Give one id: npm run new-rule any-flaw';
  if (!/^[a-z]+(?:-[a-z]+)+$/.test(id)) {
    return `"${id}" is no id for a rule: an id is two or more words in lower case with dashes between, such as any-origin.`;
  }
  // It is a host name of the examples too, and a label of those has 63 letters at most.
  if (id.length > 63) return `"${id}" is too long: 63 letters at most.`;
  const names = fs.readdirSync(path.join(ROOT, 'server/src/core/rules'));
  const taken = names.includes(`${id}.ts`) || fs.existsSync(path.join(ROOT, 'docs/rules', `${id}.md`));
  return taken ? `"${id}" is taken: ids of rules and names of files beside them are given once.` : undefined;
}

/** The last line with carets under a part of it. */
function marked(text, part) {
  const at = text.trimEnd().split('\n').at(-1).indexOf(part);
  return `${text}#${' '.repeat(at - 1)}${'^'.repeat(part.length)} ${id} [warning certain]\n`;
}

function starlette(allowed) {
  return `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["${allowed}"])
`;
}

/** The import before the others, the rule before the housekeeping at the end. */
function withEntry(text) {
  const line = `import { ${name} } from './${id}.ts';`;
  return `${line}\n${text}`.replace('  unusedSuppression,\n];', `  ${name},\n  unusedSuppression,\n];`);
}
