#!/usr/bin/env node
/**
 * Writes everything that derives from the registries: the rules in the extension's settings, the schema of
 * `cors-lens.json`, and the tables between `<!-- generated: NAME -->` and `<!-- /generated -->` in Markdown files.
 *
 *     node scripts/generate.mjs            writes
 *     node scripts/generate.mjs --check    fails where something would change
 */
import fs from 'node:fs';
import path from 'node:path';
import { loadCore } from './lib/core.mjs';
import { ROOT } from './lib/paths.mjs';
import { prefilterData } from './lib/prefilter.mjs';
import { publicSuffixData } from './lib/publicSuffixes.mjs';

const { rules, rulePage, frameworks, advisories, LEVELS, CONFIDENCES, DEFAULT_SETTINGS } = await loadCore();

const EXCLUDE =
  'Globs of paths that are not looked at, written as in `.gitignore`. In the editor they are relative to the workspace folder, in `cors-lens.json` to the folder of that file.';
const CONFIDENCE_MEANINGS = {
  certain: 'Only what holds whenever the code runs.',
  likely: 'Also what holds in all likelihood.',
  possible: 'Also what depends on something that the source does not show, such as an environment variable.',
};

function rulesSchema(described) {
  const properties = {};
  for (const rule of rules) {
    properties[rule.id] = {
      type: 'string',
      enum: [...LEVELS],
      [described]: `${rule.summary}. Level: \`${rule.level}\`. [Page](${rulePage(rule.id)})`,
    };
  }
  return { type: 'object', additionalProperties: false, properties };
}

function settingsSchema(described) {
  return {
    rules: {
      ...rulesSchema(described),
      [described]: 'A level for each rule, or `off`. Rules that are not named keep their own level.',
    },
    minimumConfidence: {
      type: 'string',
      enum: [...CONFIDENCES],
      enumDescriptions: CONFIDENCES.map((confidence) => CONFIDENCE_MEANINGS[confidence]),
      default: DEFAULT_SETTINGS.minimumConfidence,
      [described]: 'Findings that are less sure are not reported.',
    },
    exclude: {
      type: 'array',
      items: { type: 'string' },
      uniqueItems: true,
      default: [...DEFAULT_SETTINGS.exclude],
      [described]: EXCLUDE,
    },
  };
}

function manifest(text) {
  const parsed = JSON.parse(text);
  const own = Object.entries(settingsSchema('markdownDescription')).map(([key, schema]) => {
    const empty = key === 'rules' ? { default: {} } : {};
    return [`corsLens.${key}`, { scope: 'resource', ...schema, ...empty }];
  });
  const trace = parsed.contributes.configuration.properties['corsLens.trace.server'];
  parsed.contributes.configuration.properties = {
    ...Object.fromEntries(own),
    'corsLens.trace.server': trace,
  };
  return `${JSON.stringify(parsed, null, 2)}\n`;
}

function projectFileSchema() {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of CORS Lens for a project',
    type: 'object',
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, ...settingsSchema('description') },
    // The editor's own JSON support shows Markdown and allows comments where it is told so.
    allowComments: true,
    allowTrailingCommas: true,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const tables = {
  rules: () =>
    table(
      ['Rule', 'Level', 'What is wrong', 'Fix'],
      rules.map(({ id, level, summary, fix }) => [
        `[\`${id}\`](docs/rules/${id}.md)`,
        level,
        summary,
        { safe: 'safe', unsafe: 'offered', both: 'safe or offered', none: '–' }[fix],
      ]),
    ),
  frameworks: () =>
    table(
      ['Library', 'Versions', 'Recognised', 'Modelled', 'Checked against'],
      frameworks.map(({ support }) => [
        support.name,
        support.versions,
        support.forms.join('<br>'),
        support.modelled,
        support.checked,
      ]),
    ),
  advisories: () =>
    table(
      ['Library', 'Advisory', 'Versions', 'What it does', 'Fixed in'],
      advisories.map(({ package: name, id, affected, measured, effect, fixed, source }) => [
        name,
        `[${id}](${source})`,
        `\`${measured ?? affected}\`${measured ? ` (the advisory: \`${affected}\`)` : ''}`,
        effect,
        fixed === '' ? 'no release' : fixed,
      ]),
    ),
  libraries: () =>
    table(
      ['Library', 'Recognised'],
      frameworks.map(({ support }) => [support.name, support.forms.join('<br>')]),
    ),
};

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The way from a file to the folder `docs`, for links. */
function toDocs(file) {
  const way = path.posix.relative(path.posix.dirname(file), 'docs');
  return way === '' ? '' : `${way}/`;
}

function withTables(text, file) {
  return text.replace(
    /(<!-- generated: (\S+) -->\n)[\s\S]*?(<!-- \/generated -->)/g,
    (_, start, name, end) => {
      const make = tables[name];
      if (!make)
        throw new Error(`${file} asks for the table "${name}"; there are ${Object.keys(tables).join(', ')}.`);
      return `${start}${make().replaceAll('](docs/', `](${toDocs(file)}`)}\n${end}`;
    },
  );
}

const suffixes = await publicSuffixData();
const wordFilters = await prefilterData();

const files = {
  'server/src/core/prefilter-data.ts': () => wordFilters,
  'server/src/core/origins/public-suffix-data.ts': () => suffixes,
  'package.json': manifest,
  'schemas/cors-lens.schema.json': projectFileSchema,
  'README.md': withTables,
  'docs/frameworks.md': withTables,
  'docs/rules/README.md': withTables,
  'docs/rules/vulnerable-cors-package.md': withTables,
};

const check = process.argv.includes('--check');
let stale = 0;
for (const [name, make] of Object.entries(files)) {
  const file = path.join(ROOT, name);
  const before = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  if (before === undefined && make === withTables) continue;
  const after = make(before, name);
  if (after === before) continue;
  stale++;
  if (check) {
    console.error(`${name} is not up to date: run npm run generate.`);
  } else {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, after);
    console.log(`wrote ${name}`);
  }
}
if (check && stale > 0) process.exitCode = 1;
else if (stale === 0) console.log('Everything generated is up to date.');
