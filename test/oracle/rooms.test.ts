import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { frameworks } from '../../server/src/core/frameworks/registry.ts';
import { oracleLibraries, UNASKED } from './libraries/index.ts';
import type { OracleLibrary } from './library.ts';

/** Ids of the rooms whose models are compared with real servers. */
const asked = new Set(oracleLibraries.flatMap(({ id, rooms }) => rooms ?? [id]));

test.each(frameworks.map(({ id }) => id))('%s is asked, or a reason stands in its place', (id) => {
  expect([asked.has(id), id in UNASKED].filter(Boolean)).toHaveLength(1);
});

test('nothing is named that is no library', () => {
  const known = new Set(frameworks.map(({ id }) => id));
  expect([...asked, ...Object.keys(UNASKED)].filter((id) => !known.has(id))).toEqual([]);
});

test('every file of libraries/ is in the list that the browser goes through, once', async () => {
  const files = readdirSync(new URL('./libraries/', import.meta.url)).filter((name) => name !== 'index.ts');
  const found = new Set<unknown>();
  for (const file of files) {
    const module: Record<string, unknown> = await import(`./libraries/${file}`);
    for (const value of Object.values(module)) if (isOracle(value)) found.add(value);
  }
  expect(found).toEqual(new Set(oracleLibraries));
  expect(found.size).toBe(oracleLibraries.length);
});

function isOracle(value: unknown): value is OracleLibrary {
  return typeof value === 'object' && value !== null && 'versions' in value && 'start' in value;
}
