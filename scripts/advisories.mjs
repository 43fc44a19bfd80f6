#!/usr/bin/env node
/**
 * How to bring `server/src/core/frameworks/advisories.ts` up to date.
 *
 *     node scripts/advisories.mjs              says where to look, package by package
 *     node scripts/advisories.mjs OSV.json…    names the advisories of downloaded OSV records that the list does not have
 *
 * Nothing is fetched: the records are read from files that you have downloaded.
 */
import fs from 'node:fs';
import { loadCore } from './lib/core.mjs';

const { frameworks, advisories } = await loadCore();

/** Distributions of the registry with the name that OSV gives to their registry. */
const packages = new Map(
  frameworks.flatMap(({ packages, languages }) =>
    packages.map((name) => [name, languages.includes('python') ? 'PyPI' : 'npm']),
  ),
);
for (const { package: name } of advisories) if (!packages.has(name)) packages.set(name, 'npm');

const known = new Set(advisories.flatMap(({ id, aliases }) => [id, ...aliases]));

function recordsIn(file) {
  const parsed = JSON.parse(fs.readFileSync(file, 'utf8'));
  return Array.isArray(parsed) ? parsed : (parsed.vulns ?? [parsed]);
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.log('Save the answer to each of these and give the files to this script:\n');
  for (const [name, ecosystem] of packages) {
    const query = JSON.stringify({ package: { name, ecosystem } });
    console.log(`  curl -s -d '${query}' https://api.osv.dev/v1/query > ${name.replace(/\W+/g, '-')}.json`);
  }
  console.log(
    '\nFor each new one: install the first version with the flaw and the last one, ask both on the wire, and write down the range that really shows it.',
  );
} else {
  let missing = 0;
  for (const file of files) {
    let records;
    try {
      records = recordsIn(file);
    } catch (error) {
      console.error(`${file} is not a JSON file of OSV records: ${error.message}`);
      process.exitCode = 2;
      continue;
    }
    for (const { id, aliases = [], affected = [], summary = '' } of records) {
      const ours = affected.some((one) => packages.has(one.package?.name));
      if (!ours || [id, ...aliases].some((number) => known.has(number))) continue;
      missing++;
      console.log(
        `${[id, ...aliases].join(' ')}  ${affected.map((one) => one.package?.name).join(', ')}  ${summary}`,
      );
    }
  }
  console.log(missing === 0 ? 'Nothing new.' : `${missing} that the list does not have.`);
}
