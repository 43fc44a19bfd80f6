import { describe, expect, test } from 'vitest';
import { analyze, describeAt, explainSetups, type Project } from '../../server/src/core/index.ts';
import { projectOf } from '../support/project.ts';

/** A workspace whose `.env` sets every variable, and the variables that were asked for. */
function project(path: string, text: string): { readonly project: Project; readonly asked: Set<string> } {
  const asked = new Set<string>();
  const variables: Project['variables'] = (variable) => {
    asked.add(variable);
    const place = { uri: '.env', start: 0, end: 1 };
    return [{ variable, file: '.env', place, line: 0, character: 0, shown: '*' }];
  };
  return { project: { ...projectOf({ files: { [path]: text } }), variables }, asked };
}

const express = (origin: string) =>
  `import cors from 'cors';\nimport express from 'express';\nconst app = express();\n${origin}`;
const fastapi = (before: string, origins: string) =>
  `${before}\nfrom fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=${origins})\n`;

/** The variables that the hover on the origins tells, and the explanation of the set-up. */
const reads: readonly (readonly [what: string, path: string, text: string, variables: string])[] = [
  ['process.env', 'a.ts', express('app.use(cors({ origin: process.env.ORIGINS }));'), 'ORIGINS'],
  [
    'its text, split',
    'a.ts',
    express("app.use(cors({ origin: process.env.ORIGINS?.split(',') ?? [] }));"),
    'ORIGINS',
  ],
  [
    'destructured',
    'a.ts',
    express('const { ORIGINS } = process.env;\napp.use(cors({ origin: ORIGINS }));'),
    'ORIGINS',
  ],
  ['entries of a list', 'a.ts', express('app.use(cors({ origin: [process.env.A, process.env.B] }));'), 'A B'],
  ['Bun', 'a.ts', express('app.use(cors({ origin: Bun.env.ORIGINS }));'), 'ORIGINS'],
  ['Deno', 'a.ts', express("app.use(cors({ origin: Deno.env.get('ORIGINS') }));"), 'ORIGINS'],
  ['Vite', 'a.ts', express('app.use(cors({ origin: import.meta.env.VITE_ORIGIN }));'), 'VITE_ORIGIN'],
  ['Nest', 'a.ts', express("app.use(cors({ origin: config.get('ORIGINS') }));"), 'ORIGINS'],
  [
    'parsed as JSON',
    'a.ts',
    express('app.use(cors({ origin: JSON.parse(process.env.ORIGINS) }));'),
    'ORIGINS',
  ],
  [
    'in an origin function',
    'a.ts',
    express('app.use(cors({ origin: (o, cb) => cb(null, o === process.env.ORIGIN) }));'),
    'ORIGIN',
  ],
  [
    'behind a name in an origin function',
    'a.ts',
    express(
      "const allowed = (process.env.ORIGINS ?? '').split(',');\napp.use(cors({ origin: (o, cb) => cb(null, allowed.includes(o)) }));",
    ),
    'ORIGINS',
  ],
  [
    'a condition',
    'a.ts',
    express("app.use(cors({ origin: process.env.OPEN === '1' ? '*' : 'https://a.example' }));"),
    'OPEN',
  ],
  ['os.environ', 'a.py', fastapi('import os', 'os.environ["ORIGINS"].split(",")'), 'ORIGINS'],
  ['os.environ.get', 'a.py', fastapi('import os', 'os.environ.get("ORIGINS", "*").split(",")'), 'ORIGINS'],
  ['getenv', 'a.py', fastapi('from os import getenv', '[getenv("ORIGIN")]'), 'ORIGIN'],
  [
    'decouple',
    'a.py',
    fastapi('from decouple import config, Csv', 'config("ORIGINS", cast=Csv())'),
    'ORIGINS',
  ],
  [
    'django-environ',
    'a.py',
    fastapi('import environ\nenv = environ.Env()', 'env.list("ORIGINS")'),
    'ORIGINS',
  ],
  [
    'pydantic settings',
    'a.py',
    fastapi(
      'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    origins: list[str] = []\nsettings = Settings()',
      'settings.origins',
    ),
    'ORIGINS',
  ],
  ['none', 'a.ts', express("app.use(cors({ origin: 'https://a.example' }));"), ''],
];

describe('what an origin rests on is looked for in the files of the workspace', () => {
  test.each(reads)('%s', (_, path, text, expected) => {
    const { project: one, asked } = project(path, text);
    const offset = Math.max(text.lastIndexOf('origin: '), text.lastIndexOf('allow_origins='));
    const hover = describeAt(one, path, offset)?.markdown ?? '';
    expect([...asked].sort().join(' ')).toBe(expected);
    for (const name of expected.split(' ').filter((each) => each !== ''))
      expect(hover).toContain(`\`${name}\` comes from the environment: \`.env:1\` sets it to \`*\`.`);
    asked.clear();
    const notes = explainSetups(one, path).flatMap((setup) =>
      setup.notes.filter((note) => note.includes('.env')),
    );
    expect([...asked].sort().join(' ')).toBe(expected);
    expect(notes.length > 0).toBe(expected !== '');
  });

  test.each(reads)('and no finding is made of it: %s', (_, path, text) => {
    const shape = ({ rule, message, place }: { rule: string; message: string; place: object }) => [
      rule,
      message,
      place,
    ];
    const without = analyze(projectOf({ files: { [path]: text } }), path).findings.map(shape);
    expect(analyze(project(path, text).project, path).findings.map(shape)).toEqual(without);
  });
});

test('a host that has not looked yet is asked again, and nothing is said', () => {
  const text = express('app.use(cors({ origin: process.env.ORIGINS }));');
  const one: Project = { ...projectOf({ files: { 'a.ts': text } }), variables: () => undefined };
  expect(describeAt(one, 'a.ts', text.lastIndexOf('origin: '))?.markdown).not.toContain('comes from');
});

test('a secret is told without its value, a long list with its beginning', () => {
  const text = express('app.use(cors({ origin: process.env.ORIGINS }));');
  const at = (line: number, shown?: string) => ({
    variable: 'ORIGINS',
    file: '.env',
    place: { uri: '.env', start: 0, end: 1 },
    line,
    character: 0,
    ...(shown === undefined ? {} : { shown }),
  });
  const settings = [at(0), at(1, ''), ...Array.from({ length: 6 }, (_, each) => at(each + 2, '*'))];
  const one: Project = { ...projectOf({ files: { 'a.ts': text } }), variables: () => settings };
  const markdown = describeAt(one, 'a.ts', text.lastIndexOf('origin: '))?.markdown;
  expect(markdown).toContain(
    '`.env:1` sets it to a value that is not shown, since it may be a secret; `.env:2` leaves it empty;',
  );
  expect(markdown).toContain('; 2 more places set it.');
});
