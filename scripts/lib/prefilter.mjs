import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { loadCore } from './core.mjs';
import { ROOT } from './paths.mjs';

const LANGUAGES = ['python', 'javascript'];

/** What a file must hold to be analysed, as `server/src/core/prefilter-data.ts` holds it, from the registry of libraries. */
export async function prefilterData() {
  const { wordFilterOf } = await loadCore('server/src/core/frameworks/words.ts');
  const filters = Object.fromEntries(LANGUAGES.map((language) => [language, wordFilterOf(language)]));
  return formatted(`import type { Language } from './syntax/module.ts';
import type { WordFilter } from './text/wordFilter.ts';

/** Written by \`npm run generate\` (core/frameworks/words.ts) from the words of each library. */
export const WORD_FILTERS: Readonly<Record<Language, WordFilter>> = ${JSON.stringify(filters)};
`);
}

function formatted(text) {
  const biome = path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  return execFileSync(process.execPath, [biome, 'format', '--stdin-file-path=prefilter-data.ts'], {
    cwd: ROOT,
    input: text,
    encoding: 'utf8',
  });
}
